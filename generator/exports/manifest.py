"""What a site holds, as a file beside it; and what a later set of records would lose of it."""

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.catalogue import Catalogue
from generator.exports.record_json import KINDS, site_version, version
from generator.pages.former_addresses import PAGED
from generator.problems import Problem

NAME = "manifest.json"
GENERATOR = "digest"


def manifest(catalogue: Catalogue) -> str:
    """The ids of every record with a page, by kind; the version of each record and of the whole."""
    whole = {
        "generator": GENERATOR,
        "as_of": str(catalogue.settings.as_of),
        "version": site_version(catalogue),
        "records": {kind: sorted(catalogue.of_kind(kind)) for kind in PAGED},
        "versions": {kind: versions(catalogue, kind) for kind in KINDS},
    }
    return json.dumps(whole, indent=1) + "\n"


def versions(catalogue: Catalogue, kind: str) -> dict[str, str]:
    """The version of each record of a kind, by id."""
    return {key: version(record) for key, record in sorted(catalogue.of_kind(kind).items())}


def built_here(folder: Path) -> bool:
    """Whether a folder is the work of an earlier build, and so may be replaced."""
    path = folder / NAME
    try:
        return path.is_file() and _whole(path).get("generator") == GENERATOR
    except (OSError, ValueError):
        return False


def published(path: Path) -> dict[str, list[str]]:
    """The ids that a published manifest names; none where there is no such file.

    Raises ValueError where the file is no manifest.
    """
    if not path.exists():
        return {}
    records = _whole(path).get("records")
    if not isinstance(records, dict) or not all(isinstance(ids, list) for ids in records.values()):
        raise ValueError("it lists no records")
    if not any(records.values()):
        raise ValueError("it lists no records")
    return {str(kind): [str(key) for key in keys] for kind, keys in records.items()}


def changed(catalogue: Catalogue, path: Path) -> int | None:
    """How many published records say something else now, be it in one word.

    None where the manifest is of the time before it had versions. A version is a hash, so nobody
    can tell from it what was changed; against a git revision, `history` can.
    """
    before = _whole(path).get("versions")
    if not isinstance(before, dict):
        return None
    differ: list[bool] = [
        before[kind].get(key, now) != now
        for kind in KINDS
        if isinstance(before.get(kind), dict)
        for key, now in versions(catalogue, kind).items()
    ]
    return sum(differ)


def _whole(path: Path) -> dict[str, Any]:
    try:
        whole = json.loads(path.read_text("utf-8"))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    return whole if isinstance(whole, dict) else {}


def lost(
    catalogue: Catalogue,
    before: Mapping[str, Sequence[str]],
    names: Set[tuple[str, str]],
    label: str,
    paths: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Iterator[Problem]:
    """Published records that are gone without a redirect or a word.

    `names` are the kind and id of every file: one that could not be read is not gone. `paths` say
    where files lay; of one that is not among them only the folder of its kind is known.
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
                yield Problem(
                    f"{label}/{paths.get((kind, key), kind)}",
                    1,
                    1,
                    "R005",
                    f"the published record `{key}` is gone, and its address would be dead",
                    f"list it under former_ids of its new file, or in {label}/removed.yml",
                    2,
                )
