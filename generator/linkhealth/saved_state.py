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
from typing import NamedTuple, get_args

from generator.linkhealth.client import State
from generator.linkhealth.network import may_be_asked

SIZE_LIMIT = 4_000_000
VERSION = 1
WHY_LIMIT = 200
MOST = 100_000


class Foreign(ValueError):
    """A file that no round wrote."""


class AddressState(NamedTuple):
    """What is known of one address. `failed` counts the rounds in a row in which it failed."""

    state: State
    since: date
    asked: date
    why: str
    failed: int = 0
    to: str | None = None


def read(path: Path, today: date) -> tuple[dict[str, AddressState], str | None]:
    """What is remembered, and what was wrong with the file; a file that is not there is no fault.

    Raises OSError where it is there and cannot be read, Foreign where it is something else, which
    the end of the round would replace.
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
    if isinstance(whole, dict) and not {"version", "addresses"} & whole.keys():
        raise Foreign(f"{path} is no state of earlier rounds; name another file")
    if not isinstance(whole, dict) or whole.get("version") != VERSION:
        return {}, "it is not a state of this version"
    rows = whole.get("addresses")
    if not isinstance(rows, dict):
        return {}, "it holds no addresses"
    known = {url: entry for url, row in rows.items() if (entry := _entry(row, today))}
    lost = len(rows) - len(known)
    return known, f"{lost} entries make no sense" if lost else None


def _entry(row: object, today: date) -> AddressState | None:
    if not isinstance(row, dict):
        return None
    try:
        since, asked = date.fromisoformat(row["since"]), date.fromisoformat(row["asked"])
    except (KeyError, TypeError, ValueError):
        return None
    state: State | None = next((word for word in get_args(State) if word == row.get("state")), None)
    why, failed, to = (row.get(key) for key in ("why", "failed", "to"))
    if state is None or not isinstance(why, str) or not since <= asked <= today:
        return None
    if type(failed) is not int or not 0 <= failed <= MOST:
        return None
    if to is not None and not (isinstance(to, str) and may_be_asked(to)):
        return None
    return AddressState(state, since, asked, why[:WHY_LIMIT], failed, to)


def write(path: Path, entries: Mapping[str, AddressState]) -> None:
    """Put the state in the place of the old one; equal entries give equal bytes."""
    rows = {
        url: {
            "state": entry.state,
            "since": entry.since.isoformat(),
            "asked": entry.asked.isoformat(),
            "why": entry.why,
            "failed": entry.failed,
            "to": entry.to,
        }
        for url, entry in sorted(entries.items())
    }
    text = json.dumps({"version": VERSION, "addresses": rows}, indent=1) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
