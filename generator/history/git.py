"""Reads a repository with the git command: revisions, files as they were, who touched what when.

No shell, no network, no pager and no program that a repository's settings name; each call has a
time limit. Paths and revisions come from people, so they never stand where an option could.
"""

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.loading.files import SIZE_LIMIT
from generator.problems import shown

SECONDS = 60
# The mark of what ends it; what follows on other lines are hints.
FATAL = "fatal: "
# How git begins to say so, with names of folders behind it.
NO_REPOSITORY = "not a git repository"
# Enough for every record of a large digest, and for the story of one file.
BYTES = 200 * 1024 * 1024
SETTINGS = (
    *("--no-pager", "--literal-pathspecs"),
    *("-c", "core.quotepath=off", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false"),
    *("-c", "diff.renameLimit=1000"),
)
ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
}


# What says where git and its settings lie. All else that git hands down to a hook, an alias or
# `git rebase --exec` (GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, …) is about the repository of that
# command; ours is the one in which the records lie.
KEPT = {"GIT_EXEC_PATH", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"}


class GitFault(OSError):
    """Git is not there, or this is no repository of it, or it does not answer."""


class UnknownRevision(ValueError):
    """A revision that names no commit here."""


class Entry(NamedTuple):
    """What a folder held at a commit: its path from the top, the id of its bytes, their number.

    It is `plain` where it is a file of a record's size, and no link and no other repository.
    """

    path: str
    id: str
    size: int
    plain: bool


class Touch(NamedTuple):
    """One commit that touched a file: its hash, its day, its first line, and the file since.

    `blob` is the id of its bytes, None where the commit removed the file; `before` is its path
    until then, where the commit renamed it.
    """

    commit: str
    day: str
    subject: str
    path: str
    blob: str | None
    before: str | None


class Commit(NamedTuple):
    """A commit of the main line: its hash, its day, and what it made of files below a folder.

    Each file is its path from the top and the id of its bytes, None where it is gone.
    """

    id: str
    day: str
    files: tuple[tuple[str, str | None], ...]


class Repository(NamedTuple):
    """A working tree. `inside` is the path of the folder asked for from the top of it."""

    top: Path
    inside: str
    shallow: bool

    def commit(self, revision: str) -> str:
        """The hash of the commit that a revision names; raises UnknownRevision."""
        name = f"{revision}^{{commit}}"
        try:
            asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
            return _git(self.top, *asked).decode("ascii").strip()
        except GitFault as fault:
            text = f"{shown(revision)} names no commit of this repository"
            if self.shallow:
                text += ", of which only a part is here; fetch the rest: git fetch --unshallow"
            raise UnknownRevision(text) from fault

    def entries(self, commit: str, folder: str) -> tuple[Entry, ...]:
        """Everything below a folder at a commit; what is in the place of the folder, as itself."""
        results = []
        out = _git(self.top, "ls-tree", "-r", "-l", "-z", commit, "--", folder or ".")
        for line in out.split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, blob, size = about.decode("ascii").split()
            length = int(size) if size != "-" else 0
            plain = mode.startswith("100") and length <= SIZE_LIMIT
            results.append(Entry(os.fsdecode(path), blob, length, plain))
        return tuple(results)

    def read(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """The bytes of blobs by their ids, but of those too large for a record."""
        wanted = list(dict.fromkeys(blobs))
        asked = "".join(f"{blob}\n" for blob in wanted).encode("ascii")
        sizes = _git(self.top, "cat-file", "--batch-check", given=asked).decode("ascii")
        small = []
        for line in sizes.splitlines():
            blob, kind, *size = line.split()
            if kind == "blob" and int(size[0]) <= SIZE_LIMIT:
                small.append(blob)
        asked = "".join(f"{blob}\n" for blob in small).encode("ascii")
        out = _git(self.top, "cat-file", "--batch", given=asked) if small else b""
        texts, at = {}, 0
        for blob in small:
            end = out.index(b"\n", at)
            length = int(out[at:end].split()[2])
            texts[blob] = out[end + 1 : end + 1 + length]
            at = end + length + 2
        return texts

    def touches(self, path: str) -> tuple[Touch, ...]:
        """Every commit that touched a file, newest first, through all its names."""
        out = _git(
            self.top,
            *("log", "--follow", "-M", "--raw", "--no-abbrev", "-z", "--no-ext-diff"),
            *("--no-textconv", "--format=%H %cs %s", "--", path),
        )
        return tuple(_touches(out.decode("utf-8", "replace").split("\0")))

    def commits(self, folder: str) -> tuple[Commit, ...]:
        """Every commit of the main line that touched a folder, oldest first.

        A merge is one commit with all that it brought: its day is that on which readers had it.
        """
        out = _git(
            self.top,
            *("log", "--first-parent", "-m", "--raw", "--no-renames", "--no-abbrev", "-z"),
            *("--no-ext-diff", "--no-textconv", "--format=%H %cs", "--", folder or "."),
        )
        found: list[tuple[str, str, list[tuple[str, str | None]]]] = []
        parts = iter(out.split(b"\0")[:-1])
        for part in parts:
            text = part.lstrip(b"\n")
            if not text.startswith(b":"):
                commit, day = text.decode("ascii").split()
                found.append((commit, day, []))
                continue
            _, mode, _, blob, status = text.decode("ascii").split()
            path = os.fsdecode(next(parts))
            there = status != "D" and mode.startswith("100")
            found[-1][2].append((path, blob if there else None))
        return tuple(Commit(one, day, tuple(files)) for one, day, files in reversed(found))

    def last_path(self, folder: str, name: str) -> str | None:
        """Where a file of this name last was below a folder, be it removed since."""
        pattern = f":(top,glob){folder}/**/{name}"
        asked = ("log", "-1", "-z", "--format=", "--name-only", "--", pattern)
        out = _git(self.top, *asked, literal=False).decode("utf-8", "replace")
        return next((path.strip("\n") for path in out.split("\0") if path.strip("\n")), None)


def _touches(parts: list[str]) -> Iterable[Touch]:
    """Reads `git log --raw -z`: a line about the commit, then the file's modes, ids and paths."""
    commit = day = subject = ""
    at = 0
    while at < len(parts):
        part = parts[at].lstrip("\n")
        if not part.startswith(":"):
            commit, day, subject = (*part.split(" ", 2), "", "")[:3]
            at += 1
            continue
        _, _, _, blob, status = part.split(" ")
        moved = status[0] in "RC"
        path = parts[at + 2] if moved else parts[at + 1]
        here = None if status[0] == "D" else blob
        yield Touch(commit, day, subject, path, here, parts[at + 1] if moved else None)
        at += 3 if moved else 2


def repository(folder: Path) -> Repository:
    """The repository in which a folder lies; raises GitFault where there is none."""
    asked = ("rev-parse", "--show-toplevel", "--show-prefix", "--is-shallow-repository")
    top, inside, shallow = _git(folder, *asked).decode("utf-8", "replace").split("\n")[:3]
    return Repository(Path(top), inside.rstrip("/"), shallow == "true")


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """What git gets of the environment: nothing that names another repository."""
    kept = {k: value for k, value in given.items() if not k.startswith("GIT_") or k in KEPT}
    return kept | ENVIRONMENT


def _reason(said: str) -> str:
    """Why git ended, of all that it said: the line that it marks, or else the last one."""
    *before, last = said.strip().split("\n")
    marked = (line for line in (*before, last) if line.startswith(FATAL))
    return next(marked, last).removeprefix(FATAL)


def _git(folder: Path, *arguments: str, given: bytes = b"", literal: bool = True) -> bytes:
    """What git prints; raises GitFault with its own words where it fails."""
    settings = [part for part in SETTINGS if literal or part != "--literal-pathspecs"]
    try:
        done = subprocess.run(
            ["git", *settings, *arguments],
            cwd=folder,
            env=environment(os.environ),
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise GitFault("the command `git` is not installed, and the history is in it") from error
    except subprocess.TimeoutExpired as error:
        raise GitFault(f"git gave no answer within {SECONDS} seconds") from error
    if done.returncode:
        reason = shown(_reason(done.stderr.decode("utf-8", "replace")), 300)
        if reason.startswith(NO_REPOSITORY):
            raise GitFault("the folder is in no git repository")
        raise GitFault(f"git cannot read the history here: {reason or 'no reason given'}")
    if len(done.stdout) > BYTES:
        raise GitFault("git answered with more than the records can hold")
    return done.stdout
