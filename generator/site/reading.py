"""The first half of the pipeline: a content folder in, a catalogue or its problems out.

`digest check` runs it alone, so it imports nothing that makes pages, or files of them.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from generator.catalogue import Catalogue, link, per_record
from generator.catalogue.relink import relink
from generator.catalogue.revisions import History
from generator.checks import published
from generator.checks.rules import check
from generator.history import revisions
from generator.history.git import repository
from generator.loading import (
    Content,
    Each,
    load_content,
    load_saved,
    load_texts,
    one_by_one,
    records,
)
from generator.loading.files import Folder, debris, read_folder, read_saved
from generator.problems import Problem, errors, in_order, shown
from generator.schema.registry import FOLDERS, RECORDS, having

# Names in a note; more are counted.
SHOWN = 5
# Fewer files are read and checked as soon by one process.
MANY = 500
T = TypeVar("T")
R = TypeVar("R")


class ContentRefused(Exception):
    """The site could not be made because of what is in it; the message names every place."""


class Checked(NamedTuple):
    """What came of a content folder: a catalogue only where nothing refuses it."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    files: int
    ignored: int = 0
    skipped: tuple[str, ...] = ()
    """Files that are no records, but what a system or an editor left."""
    undated: str = ""
    """Why it is not known when records came and changed; empty where it is, or nobody asked."""

    @property
    def note(self) -> str:
        """One line on what was skipped; empty where nothing was."""
        named = ", ".join(shown(path, 200) for path in self.skipped[:SHOWN])
        more = f" and {len(self.skipped) - SHOWN} more" if len(self.skipped) > SHOWN else ""
        text = "Skipped what a system or an editor left, which is no record"
        return f"{text}: {named}{more}." if named else ""


class Readings:
    """What the preview read, for its next reading."""

    def __init__(self) -> None:
        self.folder = Folder()
        self.linked: tuple[Content, Catalogue] | None = None
        """The last records of which all could be read and linked."""


def in_processes(things: Sequence[T], work: Callable[[T], R]) -> list[R]:
    """What `work` makes of each thing; of many things other processes take a part.

    What `work` keeps for the next time stays in the process that made it, so the preview, which
    reads again and again, goes without.
    """
    if len(things) < MANY:
        return one_by_one(things, work)
    # Most digests do without what this loads.
    from generator.site.making.processes import each

    return each(things, work)


def read(
    content: Path,
    today: date,
    label: str | None = None,
    before: Mapping[str, Sequence[str]] = MappingProxyType({}),
    since: str = "",
    dated: bool = False,
    kept: Path | None = None,
    readings: Readings | None = None,
    each: Each = one_by_one,
) -> Checked:
    """Load, link and check all records; every problem of every file at once.

    `today` is the reference day for what may not lie in the future; `label` replaces the folder's
    path in messages; `before` are the published ids by kind, which may not vanish; `since` is a
    revision whose values may not change without a correction. With `dated` the history says when
    records came and changed, where all of it is here; in the folder `kept` stays what was read of
    it. `readings` takes what was read, for `read_after`. `each` goes through all files, as
    `in_processes` does in a part of the time.

    Raises UnknownRevision and GitFault where there is no such revision.
    """
    label = label or str(content)
    loaded = load_content(content, label, readings.folder if readings else None, each)
    past = revisions.read(content, loaded, kept) if dated else None
    history = past if isinstance(past, History) else None
    checked = examine(loaded, content, today, label, before, since, history, each)
    if readings and checked.catalogue:
        readings.linked = loaded, checked.catalogue
    undated = past.why if isinstance(past, revisions.Absent) else ""
    return checked._replace(skipped=debris(content, label), undated=undated)


def read_after(
    before: Catalogue,
    content: Path,
    today: date,
    label: str,
    readings: Readings,
    saved: Set[str] | None = None,
) -> Checked:
    """The same for the preview, in a part of the time: asks less of what stayed as it was.

    Rules about single records are asked of those that are not as in `before`, in which nothing was
    wrong; so `read` may find more. Of files that are as in `readings` none is read again, and none
    is looked at but those `saved` since, where it is known which these are.
    """
    unreadable: Sequence[Problem] = ()
    texts = None if saved is None else read_saved(content, readings.folder, saved)
    if texts is None:
        texts, unreadable = read_folder(content, label, FOLDERS, kept=readings.folder)
    catalogue, loaded = None, None
    if readings.linked and (found := load_saved(readings.linked[0], texts, unreadable)):
        loaded, other = found
        catalogue = relink(readings.linked[1], other)
    if not (catalogue and loaded):
        loaded = load_texts(texts, unreadable, label)
        catalogue, problems = link(loaded)
        if catalogue is None or problems:
            return examine(loaded, content, today, label)
    readings.linked = loaded, catalogue
    results = check(catalogue, today, names=loaded.names, of=changed(before, catalogue))
    return Checked(None if errors(results) else catalogue, results, len(loaded.names))


def only_shown(catalogue: Catalogue) -> Catalogue:
    """The catalogue for a process that makes one site of it and ends.

    The places in its sources, and what is kept for later readings, take as much memory as the
    records themselves.
    """
    records.forget()
    per_record.forget()
    sources = {key: source.bare for key, source in catalogue.sources.items()}
    return replace(catalogue, sources=sources)


def changed(before: Catalogue, after: Catalogue) -> frozenset[tuple[str, str]] | None:
    """The kind and id of each record that differs; None for all, where what is declared differs."""
    old, new = before.sources, after.sources
    found = old.keys() - new.keys()
    found |= {key for key, one in new.items() if one is not (two := old.get(key)) and one != two}
    return None if any(kind not in RECORDS for kind, _ in found) else frozenset(found)


def examine(
    loaded: Content,
    content: Path,
    today: date,
    label: str,
    before: Mapping[str, Sequence[str]] = MappingProxyType({}),
    since: str = "",
    history: History | None = None,
    each: Each = one_by_one,
) -> Checked:
    """Link and check what was loaded from a content folder, as `read` does."""
    catalogue, linked = link(loaded)
    if catalogue and history:
        catalogue = replace(catalogue, history=history)
    problems = list(linked)
    if catalogue:
        faulty = {problem.path for problem in problems}
        problems += check(catalogue, today, faulty, loaded.names, each=each)
        paths: dict[tuple[str, str], str] = {}
        if since:
            earlier = published.earlier(repository(content), since)
            problems = published.own(problems, content, label, earlier)
            problems += published.uncorrected(catalogue, earlier, faulty, today)
            paths = earlier.paths
            problems += published.lost(catalogue, earlier.ids, loaded.names, label, paths)
        problems += published.lost(catalogue, before, loaded.names, label, paths)
    usable = None if errors(problems) else catalogue
    ignored = 0
    if catalogue:
        for kind in having("ignore"):
            records = catalogue.of_kind(kind).values()
            ignored += sum(len(getattr(record, "ignore", ())) for record in records)
    return Checked(usable, in_order(problems), len(loaded.names), ignored)
