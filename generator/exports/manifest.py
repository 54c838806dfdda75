"""What a site holds, as a file beside it, and how that file is read again."""

import json
from pathlib import Path

from generator.catalogue import Catalogue
from generator.exports.record_json import record_version, site_version
from generator.schema.registry import PAGED, RECORDS
from generator.values import JsonObject

NAME = "manifest.json"
GENERATOR = "digest"


def manifest(catalogue: Catalogue) -> str:
    """The ids of every record with a page, by kind; the version of each record and of the whole."""
    whole = {
        "generator": GENERATOR,
        "as_of": str(catalogue.settings.as_of),
        "version": site_version(catalogue),
        "records": {kind: sorted(catalogue.of_kind(kind)) for kind in PAGED},
        "versions": {kind: versions(catalogue, kind) for kind in RECORDS},
    }
    return json.dumps(whole, indent=1) + "\n"


def versions(catalogue: Catalogue, kind: str) -> dict[str, str]:
    """The version of each record of a kind, by id."""
    return {key: record_version(catalogue, kind, key) for key in sorted(catalogue.of_kind(kind))}


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
        for kind in RECORDS
        if isinstance(before.get(kind), dict)
        for key, now in versions(catalogue, kind).items()
    ]
    return sum(differ)


def _whole(path: Path) -> JsonObject:
    try:
        whole = json.loads(path.read_text("utf-8"))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    return whole if isinstance(whole, dict) else {}
