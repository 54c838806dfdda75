"""The summary of a job on GitHub: Markdown that is shown below a run of a workflow."""

import os
import re
from pathlib import Path

LIMIT = 1_000_000
"""Bytes of one step. GitHub keeps 1 MiB, and of a longer text nothing at all."""
ROOM = 200
"""Bytes kept for the sentence that says what was left out."""
FENCE = re.compile(r"`{3,}(?=text$)")


def add(text: str) -> None:
    """Adds Markdown to the summary of the step that runs; without such a step, does nothing.

    What a step may not hold is cut by whole lines, and a line says so.
    """
    if not (named := os.environ.get("GITHUB_STEP_SUMMARY")):
        return
    path = Path(named)
    written = path.stat().st_size if path.exists() else 0
    with path.open("a", encoding="utf-8") as file:
        file.write(cut(text, LIMIT - written))


def cut(text: str, room: int, why: str = "a summary on GitHub holds 1 MiB") -> str:
    """The first whole lines that fit into `room` bytes; a code block that is cut is closed.

    `why` is the reason that the last line gives.
    """
    if len(text.encode()) <= room:
        return text
    lines = text.split("\n")
    kept: list[str] = []
    left, fence = room - ROOM, ""
    for line in lines:
        left -= len(line.encode()) + 1
        if left < 0:
            break
        kept.append(line)
        if fence:
            fence = "" if line == fence else fence
        elif opened := FENCE.match(line):
            fence = opened[0]
    if fence:
        kept.append(fence)
    missing = len(lines) - len(kept) + bool(fence)
    note = f"\n{missing} more lines are left out: {why}.\n"
    return "\n".join([*kept, note]) if room > ROOM else ""
