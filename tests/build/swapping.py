"""Swaps one site for another and is killed at the nth thing it does; started by test_chaos.

Prints a JSON list, for each n: whether the process was killed, which site stood, whether the next
run found one, and what was left beside it. A thing done is a line of `swap` about to run or an
event of Python's audit: a file opened, a folder made, renamed or removed, a mode changed.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, TypedDict

from generator.site import inventory
from generator.site.building import staging

EVENTS = ("open", "os.", "shutil.", "tempfile.", "fcntl.")


class Stop(Exception):
    """Ends a run once it has set right what a killed one left."""


def fill(folder: Path, word: str) -> None:
    for name in ("index.html", "a/index.html", "b/index.html"):
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(word)
    inventory.write(folder)


def swapping(out: Path, nth: int) -> None:
    """One swap, killed before the nth thing it does."""
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(event: str, _: object) -> None:
        if event.startswith(EVENTS):
            count()

    def trace(frame: Any, event: str, _: object) -> Any:
        if frame.f_code.co_filename != staging.__file__:
            return None
        if event == "line":
            count()
        return trace

    sys.addaudithook(audit)
    sys.settrace(trace)
    with staging.staged(out) as stage:
        fill(stage, "new")
    sys.settrace(None)


def standing(out: Path) -> str | None:
    """Which site stands whole; None where none does."""
    if not out.exists() or inventory.differences(out):
        return None
    return (out / "index.html").read_text()


class Told(TypedDict):
    killed: bool
    stood: str | None
    found: str | None
    left: list[str]


def killed_at(folder: Path, nth: int) -> Told:
    """What became of a site when its swap was killed at the nth thing."""
    out = folder / "site"
    folder.mkdir()
    fill(out, "old")
    child = os.fork()
    if not child:
        swapping(out, nth)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    stood = standing(out)
    try:
        with staging.staged(out):
            found = standing(out)
            raise Stop
    except Stop:
        pass
    left = sorted(path.name for path in folder.iterdir() if path.name != ".site-lock")
    killed = os.waitstatus_to_exitcode(status) == -signal.SIGKILL
    return {"killed": killed, "stood": stood, "found": found, "left": left}


def main(folder: Path, exchange: bool) -> None:
    folder.mkdir()
    if not exchange:
        # As on a system that cannot exchange two folders in one step.
        sys.platform = "other"
    told: list[Told] = []
    while not told or told[-1]["killed"]:
        told.append(killed_at(folder / str(len(told)), len(told) + 1))
    print(json.dumps(told))


main(Path(sys.argv[1]), sys.argv[2] == "exchange")
