"""The days on which records came, changed in meaning and went, out of all commits at once.

One pass of git names every version of every file; texts are read only of files that have several on
different days. Two texts are compared by what they mean: spelling, comments and order are no
change, and a text that today's rules cannot read changes nothing that could be told.
"""

import contextlib
import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from generator.catalogue.revisions import History, Key, Revision
from generator.history.git import Commit, GitFault, Repository, repository
from generator.history.values import meaning
from generator.history.versions import kind_of, record
from generator.loading import Content, Source
from generator.schema.clocks import with_clocks
from generator.schema.kinds import Model, Record, Settings
from generator.schema.registry import KIND, RECORDS
from generator.values.times import parse_day

NAME = "revisions.json"
PROGRAM = Path(__file__).resolve().parents[1]
# The packages on which it depends what a text means.
MEANING = ("values", "schema", "loading", "history")
# What says something about a record, and nothing about the world.
EDITORIAL = ("ignore",)


Meaning: TypeAlias = Mapping[str, str]
"""The fields of a record that have a value, each with a hash of what it means."""
NO_VALUES: Meaning = MappingProxyType({})


class Absent(NamedTuple):
    """Why there is no history: what a build says of it."""

    why: str


class Step(NamedTuple):
    """What a commit made of a record: the id of its bytes, None where it took it away."""

    day: str
    blob: str | None


def read(content: Path, loaded: Content, kept: Path | None = None) -> History | Absent:
    """The history of the records in a folder, or why there is none; `loaded` is what is there now.

    In the folder `kept` stays what texts mean, from one build to the next.
    """
    try:
        repo = repository(content)
        if repo.shallow:
            return Absent("only a part of it is here; fetch the rest: git fetch --unshallow")
        commits = repo.commits(repo.inside)
    except GitFault as fault:
        return Absent(str(fault))
    if not commits:
        return Absent("no commit has these records yet")
    meanings = Meanings(repo, loaded, kept)
    order = {kind: number for number, kind in enumerate(RECORDS)}
    found = _revisions(_steps(commits, repo.inside), meanings)
    every = sorted(found, key=lambda one: (order[one.kind], one.id))
    every.sort(key=lambda one: one.day, reverse=True)
    return History(commits[-1].id, tuple(every))


def _steps(commits: tuple[Commit, ...], folder: str) -> Mapping[Key, list[Step]]:
    """What commits did to each record, oldest first."""
    steps: dict[Key, list[Step]] = defaultdict(list)
    for commit in commits:
        of: dict[Key, str | None] = {}
        for path, blob in commit.files:
            kind = kind_of(path, folder)
            if kind in RECORDS and path.endswith(KIND[kind].ending):
                key = (kind, PurePosixPath(path).stem)
                # A file that was moved is gone at one path and there at the other.
                of[key] = blob or of.get(key)
        for key, now in of.items():
            # What a day ends with counts, whatever was tried on it.
            if steps[key] and steps[key][-1].day == commit.day:
                steps[key].pop()
            steps[key].append(Step(commit.day, now))
    return steps


def _revisions(steps: Mapping[Key, list[Step]], meanings: "Meanings") -> Iterator[Revision]:
    meanings.read(
        (kind, blob)
        for (kind, _), of in steps.items()
        if len(blobs := {step.blob for step in of if step.blob}) > 1
        for blob in blobs
    )
    for (kind, key), of in steps.items():
        said: Meaning | None = None
        there = False
        for step in of:
            day = parse_day(step.day)
            if step.blob is None:
                if there:
                    yield Revision(day, kind, key, "removed")
                said, there = None, False
                continue
            now = meanings.of(kind, step.blob)
            if not there:
                yield Revision(day, kind, key, "added")
            elif said is not None and now is not None:
                keys = dict.fromkeys((*now, *said))
                if fields := tuple(name for name in keys if now.get(name) != said.get(name)):
                    yield Revision(day, kind, key, "revised", fields)
            there, said = True, said if now is None else now


class Meanings:
    """What texts mean, by the id of their bytes, each read once and kept from build to build."""

    def __init__(self, repo: Repository, loaded: Content, kept: Path | None) -> None:
        self.repo, self.models = repo, loaded.models
        self.kept = kept / NAME if kept else None
        self.known: dict[str, Meaning | None] = {}
        records = [
            (one.kind, one.record, one.source)
            for one in loaded.loaded
            if isinstance(one.record, Record)
        ]
        self.renamed = {
            (kind, str(old)): str(now.id) for kind, now, _ in records for old in now.former_ids
        }
        found = (one.record for one in loaded.loaded)
        self.settings = next((one for one in found if isinstance(one, Settings)), None)
        self.here: dict[str, Model] = {_blob(source): now for _, now, source in records}
        """The records that were read already, by the id that git gives their bytes."""

    def of(self, kind: str, blob: str) -> Meaning | None:
        """The values of a text by field; None where it is no record by today's rules.

        A text that was not asked for in `read` is the only one of its record: it means what it is.
        """
        return self.known.get(f"{kind} {blob}", NO_VALUES)

    def read(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Make known what texts mean, each a kind and the id of its bytes."""
        every = dict.fromkeys(wanted)
        key = self._key()
        kept = self._kept(key)
        names = {f"{kind} {blob}": (kind, blob) for kind, blob in every}
        self.known = {name: kept[name] for name in names if name in kept}
        missing = {name: one for name, one in names.items() if name not in kept}
        old = (blob for _, blob in missing.values() if blob not in self.here)
        texts = self.repo.read(old)
        for name, (kind, blob) in missing.items():
            self.known[name] = self._meaning(kind, blob, texts.get(blob))
        if missing and self.kept:
            self._keep(key)

    def _meaning(self, kind: str, blob: str, data: bytes | None) -> Meaning | None:
        one = self.here.get(blob)
        if one is None:
            # The name of the file is no value of the record.
            read = record(kind, f"{kind}/a{KIND[kind].ending}", data, self.models)
            if read.record is None or read.faults:
                return None
            one = read.record
        placed = with_clocks(one, self.settings, {}).record if self.settings else one
        return {
            name: hashlib.blake2s(text.encode("utf-8"), digest_size=6).hexdigest()
            for name, text in meaning(placed, self.renamed).items()
            if name not in EDITORIAL
        }

    def _key(self) -> str:
        """All on which it depends what a text means: the program, what is declared, renamed ids."""
        every = hashlib.blake2s()
        for package in MEANING:
            for path in sorted((PROGRAM / package).rglob("*.py")):
                every.update(path.read_bytes())
        zone = self.settings.zone if self.settings else ""
        declared = (self.models.declared, self.models.words, zone)
        every.update(repr((declared, sorted(self.renamed.items()))).encode("utf-8"))
        return every.hexdigest()

    def _kept(self, key: str) -> dict[str, Meaning | None]:
        """What an earlier build found; nothing where it was of another make, or is torn."""
        if not self.kept:
            return {}
        try:
            whole = json.loads(self.kept.read_text("utf-8"))
            return dict(whole["meanings"]) if whole["key"] == key else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def _keep(self, key: str) -> None:
        """What was found, for the next build; where it cannot be written, that reads it again."""
        assert self.kept
        whole = json.dumps({"key": key, "meanings": self.known}, separators=(",", ":"))
        with contextlib.suppress(OSError):
            self.kept.parent.mkdir(parents=True, exist_ok=True)
            # Another build may read it now: it is whole or not there.
            part = self.kept.with_name(f"{NAME}.{os.getpid()}")
            part.write_text(whole, "utf-8")
            part.replace(self.kept)


def _blob(source: Source) -> str:
    """The id that git gives the bytes of a file, by SHA-1; by another hash none is found."""
    data = source.text.encode("utf-8")
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
