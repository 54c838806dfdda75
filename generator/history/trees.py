"""A folder as it was at a commit, written out beside the working tree, which stays as it is."""

import os
from pathlib import Path
from typing import NamedTuple

from generator.history.git import GitFault, Repository, _git
from generator.loading.files import SIZE_LIMIT

# Far above any digest of ours; a tree beyond them is made to fill a disk.
FILES = 50_000
BYTES = 100 * 1024 * 1024
NAME_LIMIT = 200


class Written(NamedTuple):
    """How many files were written, and the paths of what is no plain file of a record's size."""

    files: int
    left_out: tuple[str, ...]


class _Entry(NamedTuple):
    mode: str
    kind: str
    blob: str
    size: int
    path: str


def write(repository: Repository, commit: str, folder: str, target: Path) -> Written:
    """Writes every plain file below `folder` at `commit` into `target`.

    Nothing is followed: symbolic links, submodules, files too large for a record and names that
    could lead out of `target` are left out and told. Raises GitFault where there are too many.
    """
    entries = _entries(repository, commit, folder)
    plain = [entry for entry in entries if _is_plain(entry)]
    if len(entries) > FILES or sum(entry.size for entry in plain) > BYTES:
        raise GitFault(f"{folder} holds more than the records of a digest")
    bytes_of = repository.read(entry.blob for entry in plain)
    target.mkdir(parents=True, exist_ok=True)
    for entry in plain:
        path = target / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes_of[entry.blob])
    left_out = tuple(entry.path for entry in entries if not _is_plain(entry))
    return Written(len(plain), left_out)


def _entries(repository: Repository, commit: str, folder: str) -> list[_Entry]:
    """What git lists below a folder, paths counted from it; what stands in its place, as itself."""
    asked = ("ls-tree", "-r", "-l", "-z", commit, "--", folder or ".")
    found = []
    for line in _git(repository.top, *asked).split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, kind, blob, size = about.decode("ascii").split()
        name = os.fsdecode(path)
        below = name.removeprefix(f"{folder}/") if folder else name
        found.append(_Entry(mode, kind, blob, int(size) if size != "-" else 0, below))
    return found


def _is_plain(entry: _Entry) -> bool:
    """Whether it is a file that can be written below a folder, and of a record's size."""
    steps = entry.path.split("/")
    inside = not any(step in ("", ".", "..") or len(step) > NAME_LIMIT for step in steps)
    plain = entry.kind == "blob" and entry.mode.startswith("100")
    return plain and inside and len(steps) < 20 and entry.size <= SIZE_LIMIT
