"""What changed on each day: records that came, that changed in their values, that went."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.catalogue.revisions import Dated, Revision, Sort
from generator.pages.digests.periods import field_words
from generator.schema.registry import KIND, RECORDS
from generator.values.times import DayValue
from generator.values.words import counted, listed

# More records of a kind than this are counted, and named in the file of the day alone.
NAMED = 25
SORTS: Mapping[Sort, str] = {"added": "added", "revised": "changed", "removed": "removed"}
"""The sorts of change in the words of readers, in the order of pages."""
MOVED = "moved to another address"
"""What became of an id that leads to another record now."""


class Entry(NamedTuple):
    """A record that changed: its kind, the id that it has now, and what it is called.

    The id is empty where it is gone. `fields` are the values that changed, in words.
    """

    kind: str
    id: str
    title: str
    fields: str


class Group(NamedTuple):
    """Records of one kind to which one day did the same; `more` are not named."""

    words: str
    entries: tuple[Entry, ...]
    more: int


class Day(NamedTuple):
    """One day with changes, newest first in lists."""

    day: DayValue
    counts: Mapping[Sort, int]
    groups: tuple[Group, ...]

    @property
    def words(self) -> str:
        """`12 records added, 3 changed`."""
        told = [(SORTS[sort], number) for sort, number in self.counts.items() if number]
        if not told:
            return listed([group.words for group in self.groups])
        first, *rest = told
        named = [counted(first[1], "record") + f" {first[0]}"]
        return listed([*named, *(f"{number:,} {word}" for word, number in rest)])

    @property
    def more(self) -> int:
        """How many are not named."""
        return sum(group.more for group in self.groups)


def dated(catalogue: Catalogue, kind: str, key: str) -> Dated | None:
    """When a record came and when its meaning last changed; None where no history says so."""
    if catalogue.history is None:
        return None
    former = catalogue.of_kind(kind)[key].former_ids
    return catalogue.history.of(kind, (key, *former))


@per_catalogue
def days(catalogue: Catalogue) -> tuple[Day, ...]:
    """Every day with changes, newest first; none where there is no history."""
    if catalogue.history is None:
        return ()
    found = catalogue.history.days
    return tuple(_day(catalogue, day, found[day]) for day in found)


@per_catalogue
def months(catalogue: Catalogue) -> tuple[DayValue, ...]:
    """Every month with changes, newest first."""
    return tuple(dict.fromkeys(DayValue(one.day.year, one.day.month) for one in days(catalogue)))


def in_month(catalogue: Catalogue, month: DayValue) -> tuple[Day, ...]:
    """The days of a month, newest first."""
    return tuple(one for one in days(catalogue) if str(one.day).startswith(str(month)))


def _day(catalogue: Catalogue, day: DayValue, found: tuple[Revision, ...]) -> Day:
    told = [(one, _word(catalogue, one)) for one in found]
    counts = {sort: sum(word == of for _, word in told) for sort, of in SORTS.items()}
    return Day(day, counts, tuple(_groups(catalogue, told)))


def _word(catalogue: Catalogue, one: Revision) -> str:
    """What a day did to a record, as readers see it; empty where its other id has that.

    A record that has another id now is neither new under the one nor gone under the other.
    """
    if one.sort == "removed" and current(catalogue, one.kind, one.id):
        return MOVED
    if one.sort == "added" and one.id in catalogue.of_kind(one.kind):
        found = dated(catalogue, one.kind, one.id)
        return "" if found and found.added < one.day else SORTS["added"]
    return SORTS[one.sort]


def _groups(catalogue: Catalogue, told: list[tuple[Revision, str]]) -> Iterator[Group]:
    for word in (*SORTS.values(), MOVED):
        for kind in RECORDS:
            of = [one for one, its in told if its == word and one.kind == kind]
            if of:
                named = tuple(_entry(catalogue, one) for one in of[:NAMED])
                words = f"{counted(len(of), *nouns(catalogue, kind))} {word}"
                yield Group(words, named, len(of) - len(named))


def nouns(catalogue: Catalogue, kind: str) -> tuple[str, str]:
    """The words for one and for several records of a kind."""
    things = catalogue.settings.things
    if things and things.key == kind:
        return things.one, things.many
    own = {"facts": ("number", "numbers"), "months": ("note on a month", "notes on months")}
    return own.get(kind, (KIND[kind].one, kind))


def _entry(catalogue: Catalogue, one: Revision) -> Entry:
    key = current(catalogue, one.kind, one.id)
    title = catalogue.of_kind(one.kind)[key].called if key else _gone(catalogue, one)
    fields = (field_words(catalogue, field) for field in one.fields)
    return Entry(one.kind, key, title, listed([word.lower() for word in fields]))


@per_catalogue
def _renamed(catalogue: Catalogue) -> Mapping[tuple[str, str], str]:
    return {
        (kind, old): key
        for kind in RECORDS
        for key, record in catalogue.of_kind(kind).items()
        for old in record.former_ids
    }


def current(catalogue: Catalogue, kind: str, key: str) -> str:
    """The id that a record has now; empty where it is gone."""
    if key in catalogue.of_kind(kind):
        return key
    return _renamed(catalogue).get((kind, key), "")


def _gone(catalogue: Catalogue, one: Revision) -> str:
    """What a record that is gone was called, as far as that is on record."""
    found = (gone for gone in catalogue.removed if (gone.kind, gone.id) == (one.kind, one.id))
    gone = next(found, None)
    return gone.title if gone else one.id
