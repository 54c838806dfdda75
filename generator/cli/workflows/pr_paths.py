"""Whether a pull request on records stays with the records: the guard of paths.

A file of its own on plain Python, so that a workflow can take it out of the commit that a pull
request goes into and run it before anything is installed:

    git show BASE:generator/cli/workflows/pr_paths.py | python3 -I - BASE HEAD

Exit codes: 0 all is well, 1 the pull request must be split or mended, 2 wrong usage, 3 no git.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

CONTENT = b"content"
LISTED = 20
HANDED_DOWN = "GIT_"
NAME_LIMIT = 200
MODES = {
    b"100755": "a program; a record has the mode 100644",
    b"120000": "a symbolic link; put the file itself here",
    b"160000": "another repository (a submodule); put its files here",
}
PLAIN, GONE = b"100644", b"000000"
SPLIT = (
    "Records and everything else are looked at by different eyes, so a pull request changes one of "
    "the two. Keep the records in this one, and open another one for the rest: on a new branch "
    "from main, take these files along, and take their changes back here."
)


class ChangedPath(NamedTuple):
    """One line of `git diff --raw -z`: the mode after, the letter of the change, and the paths.

    A renamed or copied file has two paths, the old one first.
    """

    mode: bytes
    status: str
    paths: tuple[bytes, ...]


class Verdict(NamedTuple):
    """`outside` are paths beside the records in a pull request on records; `odd` are entries of
    content/ that no record can be, each with what it is."""

    outside: tuple[bytes, ...]
    odd: tuple[tuple[bytes, str], ...]

    @property
    def fine(self) -> bool:
        """Whether nothing is to be mended."""
        return not (self.outside or self.odd)


def entries(raw: bytes) -> Iterator[ChangedPath]:
    """Reads `git diff --raw -z`; raises ValueError where it is something else."""
    parts = raw.split(b"\0")
    if parts.pop():
        raise ValueError("the list of changes ends in the middle")
    at = 0
    while at < len(parts):
        fields = parts[at].split(b" ")
        if not parts[at].startswith(b":") or len(fields) != 5 or not fields[4]:
            raise ValueError(f"no entry of a list of changes: {shown(parts[at])}")
        status = chr(fields[4][0])
        count = 2 if status in "RC" else 1
        paths = tuple(parts[at + 1 : at + 1 + count])
        if len(paths) != count or not all(paths):
            raise ValueError("a change without its path")
        yield ChangedPath(fields[1], status, paths)
        at += 1 + count


def verdict(changes: Sequence[ChangedPath]) -> Verdict:
    """What a pull request must mend. One that touches no record may change anything else."""
    paths = tuple(dict.fromkeys(path for change in changes for path in change.paths))
    outside = tuple(path for path in paths if not is_content(path))
    odd = tuple(
        (change.paths[-1], kind)
        for change in changes
        if is_content(change.paths[-1]) and (kind := fault(change))
    )
    return Verdict(outside if len(outside) < len(paths) else (), odd)


def is_content(path: bytes) -> bool:
    """Whether a path is the folder of records or lies below it, letter for letter."""
    return path == CONTENT or path.startswith(CONTENT + b"/")


def fault(change: ChangedPath) -> str | None:
    """What an entry of content/ is, where it is no plain file."""
    steps = change.paths[-1].split(b"/")
    if any(step in (b"", b".", b"..") or step.lower() == b".git" for step in steps):
        return "a path that leads elsewhere"
    if change.mode == GONE:
        return None
    if steps == [CONTENT]:
        return "something else in place of the folder"
    return None if change.mode == PLAIN else MODES.get(change.mode, "no plain file")


def shown(name: bytes) -> str:
    """A path as plain ASCII on one line, cut where it is long.

    `\\`, whatever is not printable or not ASCII, `%`, `#`, backticks and `::` are written as codes:
    the runner of a workflow takes `::` and `##[` for the beginning of a command.
    """
    text = "".join(
        chr(byte) if 32 <= byte < 127 and chr(byte) not in "\\%#`" else f"\\x{byte:02X}"
        for byte in name[:NAME_LIMIT]
    )
    return re.sub("::", r"\\x3A\\x3A", text) + ("..." if len(name) > NAME_LIMIT else "")


def report(result: Verdict) -> list[str]:
    """The verdict in lines: what is wrong, then one line a path."""
    if result.fine:
        return ["Paths: fine. The records and everything else are not changed together."]
    lines: list[str] = []
    if result.outside:
        count = len(result.outside)
        lines.append(
            f"This pull request changes records and {count} file{'s' * (count != 1)} outside "
            f"content/. {SPLIT}"
        )
        lines += [f"- {shown(path)}" for path in result.outside[:LISTED]]
        lines += [f"- and {count - LISTED} more"] if count > LISTED else []
    if result.odd:
        lines.append("These paths below content/ are no plain files:")
        lines += [f"- {shown(path)}: {kind}" for path, kind in result.odd[:LISTED]]
        more = len(result.odd) - LISTED
        lines += [f"- and {more} more"] if more > 0 else []
    return lines


def changes(base: str, head: str) -> bytes:
    """`git diff --raw -z` from one commit to another, by the command that minds no settings.

    Without the search for renames: a file that leaves content/ is then one removed there and one
    added elsewhere, and both count.
    """
    command = ["git", "diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames"]
    command += ["--ignore-submodules=none", "--end-of-options", base, head, "--"]
    # Run by a hook of git, we are handed variables that may name another repository than this one.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(HANDED_DOWN)}
    return subprocess.run(command, capture_output=True, check=True, timeout=60, env=kept).stdout


def main(arguments: Sequence[str]) -> int:
    """Tells the verdict on the log, as an annotation, and in the summary of the job."""
    if len(arguments) != 2:
        print("usage: pr_paths.py BASE HEAD", file=sys.stderr)
        return 2
    try:
        result = verdict(tuple(entries(changes(*arguments))))
    except subprocess.CalledProcessError as error:
        print(f"git knows no such commits: {shown(error.stderr)}", file=sys.stderr)
        return 2
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"git does not answer: {type(error).__name__}", file=sys.stderr)
        return 3
    lines = report(result)
    print("\n".join(lines))
    if not result.fine:
        # One annotation: the runner keeps ten, and each line of the list is in the log above.
        print(f"::error title=Paths::{lines[0]}")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write("## Paths\n\n```text\n" + "\n".join(lines) + "\n```\n")
    return 0 if result.fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
