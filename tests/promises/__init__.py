"""Lists of what others rely on, and the one question asked of each: is all of it still there?"""

from collections.abc import Set
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
ACCEPT = "docs/data/format.md says how a promise may be replaced."


def recorded(name: str) -> set[str]:
    """The lines of a list; none where it was never recorded."""
    file = FOLDER / f"{name}.txt"
    return set(file.read_text("utf-8").splitlines()) if file.exists() else set()


def assert_kept(request: pytest.FixtureRequest, name: str, now: Set[str]) -> None:
    """Fail where a recorded line of a list is no longer true.

    With `--accept`, what is new is added to the list; nothing ever leaves it that way.
    """
    if request.config.getoption("--accept"):
        lines = "".join(f"{line}\n" for line in sorted(recorded(name) | now))
        (FOLDER / f"{name}.txt").write_bytes(lines.encode("utf-8"))
    promised = recorded(name)
    assert promised, f"tests/promises/{name}.txt has no line"
    broken = sorted(promised - now)
    assert not broken, "\n".join(["these were promised and are gone:", *broken, ACCEPT])
