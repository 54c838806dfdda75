"""A folder as it was at a commit, written out beside the working tree, which stays as it is."""

from pathlib import Path
from typing import NamedTuple

from generator.history.git import Entry, GitFault, Repository

# Far above any digest of ours; a tree beyond them is made to fill a disk.
FILES = 50_000
BYTES = 100 * 1024 * 1024
NAME_LIMIT = 200


class Written(NamedTuple):
    """How many files were written, and the paths of what is no plain file of a record's size."""

    files: int
    left_out: tuple[str, ...]


def write(repository: Repository, commit: str, folder: str, target: Path) -> Written:
    """Writes every plain file below `folder` at `commit` into `target`.

    Nothing is followed: symbolic links, submodules, files too large for a record and names that
    could lead out of `target` are left out and told. Raises GitFault where there are too many.
    """
    plain: dict[str, Entry] = {}
    left_out: list[str] = []
    entries = repository.entries(commit, folder)
    for entry in entries:
        below = entry.path.removeprefix(f"{folder}/") if folder else entry.path
        if entry.plain and _is_inside(below):
            plain[below] = entry
        else:
            left_out.append(below)
    if len(entries) > FILES or sum(entry.size for entry in plain.values()) > BYTES:
        raise GitFault(f"{folder} holds more than the records of a digest")
    bytes_of = repository.read(entry.id for entry in plain.values())
    target.mkdir(parents=True, exist_ok=True)
    for below, entry in plain.items():
        path = target / below
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes_of[entry.id])
    return Written(len(plain), tuple(left_out))


def _is_inside(path: str) -> bool:
    """Whether a file can be written at a path without leaving the folder."""
    steps = path.split("/")
    odd = any(step in ("", ".", "..") or len(step) > NAME_LIMIT for step in steps)
    return not odd and len(steps) < 20
