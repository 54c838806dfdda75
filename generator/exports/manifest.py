"""What a site holds, as a file beside it; and what a later set of records would lose of it."""

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from generator.catalogue import Catalogue
from generator.problems import Problem
from generator.views.contexts import PAGED

NAME = "manifest.json"
GENERATOR = "digest"


def manifest(catalogue: Catalogue) -> str:
    """The ids of every record with a page, by kind."""
    records = {kind: sorted(catalogue.of_kind(kind)) for kind in PAGED}
    whole = {"generator": GENERATOR, "as_of": str(catalogue.settings.as_of), "records": records}
    return json.dumps(whole, indent=1) + "\n"


def made_here(folder: Path) -> bool:
    """Whether a folder is the work of an earlier build, and so may be replaced."""
    try:
        whole = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(whole, dict) and whole.get("generator") == GENERATOR


def published(path: Path) -> dict[str, list[str]]:
    """The ids that a published manifest names; none where there is no such file.

    Raises ValueError where the file is no manifest.
    """
    if not path.exists():
        return {}
    whole = json.loads(path.read_text("utf-8"))
    records = whole.get("records") if isinstance(whole, dict) else None
    if not isinstance(records, dict) or not all(isinstance(ids, list) for ids in records.values()):
        raise ValueError("it lists no records")
    return {str(kind): [str(key) for key in keys] for kind, keys in records.items()}


def lost(
    catalogue: Catalogue,
    before: Mapping[str, Sequence[str]],
    names: Set[tuple[str, str]],
    label: str,
) -> Iterator[Problem]:
    """Published records that are gone without a redirect or a word.

    `names` are the kind and id of every file: one that could not be read is not gone.
    """
    removed = {(removal.kind, removal.id) for removal in catalogue.removed}
    for kind, keys in before.items():
        if kind not in PAGED:
            continue
        known = catalogue.of_kind(kind)
        present = {key for of_kind, key in names if of_kind == kind}
        renamed = {old for record in known.values() for old in record.former_ids}
        for key in keys:
            if key not in present and key not in renamed and (kind, key) not in removed:
                ending = ".md" if kind == "explainers" else ".yml"
                yield Problem(
                    f"{label}/{kind}/{key}{ending}",
                    1,
                    1,
                    "R005",
                    f"the published record `{key}` is gone, and its address would be dead",
                    f"list it under former_ids of its new file, or in {label}/removed.yml",
                    2,
                )
