"""What earlier rounds found, as a small JSON file: since when an address is what it is.

The file may come from anywhere, such as the cache of a workflow. What is not as written here is
left out, and no address is asked because it stands there.
"""

import json
import os
import stat
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from generator.linkhealth.client import State
from generator.linkhealth.network import may_be_asked

SIZE_LIMIT = 4_000_000
VERSION = 1
WHY_LIMIT = 200
MOST = 100_000


class Foreign(ValueError):
    """A file that no round wrote."""


def _may_be_asked(url: str | None) -> str | None:
    if url is not None and not may_be_asked(url):
        raise ValueError("an address that may not be asked")
    return url


class AddressState(NamedTuple):
    """What is known of one address. `failed` counts the rounds in a row in which it failed."""

    state: State
    since: date
    asked: date
    why: Annotated[str, AfterValidator(lambda text: text[:WHY_LIMIT])]
    failed: Annotated[int, Field(ge=0, le=MOST)] = 0
    to: Annotated[str | None, AfterValidator(_may_be_asked)] = None


ENTRY = TypeAdapter(AddressState)


def read(path: Path, today: date) -> tuple[dict[str, AddressState], str | None]:
    """What is remembered, and what was wrong with the file, as `load` says."""
    rows, fault = load(path, "addresses")
    known = {url: entry for url, row in rows.items() if (entry := _entry(row, today))}
    lost = len(rows) - len(known)
    return known, f"{lost} entries make no sense" if lost else fault


def load(path: Path, key: str) -> tuple[dict[str, object], str | None]:
    """What a file of states holds under its key, and what is wrong with the file.

    A file that is not there is no fault. Raises OSError where it is there and cannot be read,
    Foreign where it is something else, which the end of the round would replace.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return {}, None
    if not stat.S_ISREG(mode):
        raise OSError(f"{path} is not a file")
    with path.open("rb") as file:
        raw = file.read(SIZE_LIMIT + 1)
    if len(raw) > SIZE_LIMIT:
        return {}, "it is too large"
    if raw.strip() and not raw.lstrip().startswith(b"{"):
        raise Foreign(f"{path} is no state of earlier rounds; name another file")
    try:
        whole = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}, "it is not JSON"
    if isinstance(whole, dict) and not {"version", key} & whole.keys():
        raise Foreign(f"{path} is no state of earlier rounds; name another file")
    if not isinstance(whole, dict) or whole.get("version") != VERSION:
        return {}, "it is not a state of this version"
    rows = whole.get(key)
    return (rows, None) if isinstance(rows, dict) else ({}, f"it holds no {key}")


def _entry(row: object, today: date) -> AddressState | None:
    try:
        entry = ENTRY.validate_json(json.dumps(row), strict=True)
    except ValidationError:
        return None
    return entry if entry.since <= entry.asked <= today else None


def write(path: Path, entries: Mapping[str, AddressState]) -> None:
    """Put the state in the place of the old one; equal entries give equal bytes."""
    store(path, "addresses", {url: entry._asdict() for url, entry in sorted(entries.items())})


def store(path: Path, key: str, rows: Mapping[str, object]) -> None:
    """Write a file of states as `load` reads it; equal rows give equal bytes."""
    text = json.dumps({"version": VERSION, key: rows}, indent=1, default=str) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
