"""What an actor said, year by year, and how its figures compare with the values used."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.evidence import disagreement
from generator.evidence.claims import About, Statement, by_target
from generator.evidence.side_by_side import Said, said_by
from generator.pages import long_lists
from generator.pages.events import in_order
from generator.schema.kinds import Article, Entry, Event

COLUMNS = 4
"""How many properties have a column: those that an actor gives most often."""
ENOUGH = 5
"""An actor with fewer figures that can be compared has no table of them."""
FEW = 12
"""An actor with no more statements has all of them in view."""
FIGURES = ("quantity", "money", "duration", "clock")
"""The kinds of value that a column may hold; others are words."""
EQUAL, CLOSE, APART = ("same",), ("fits", "minor"), ("differs",)


class Compared(NamedTuple):
    """How many figures for one property equal the value used, come close to it, differ from it.

    A figure that several articles repeat for one event counts once.
    """

    entry: Entry
    equal: int
    close: int
    differ: int

    @property
    def total(self) -> int:
        """How many can be compared."""
        return self.equal + self.close + self.differ

    @property
    def shares(self) -> tuple[tuple[str, str, str], ...]:
        """Each number as a part of a bar: its name, where it begins and how long it is."""
        numbers = (self.equal, self.close, self.differ)
        ends = accumulate(numbers, initial=0)
        return tuple(
            (name, f"{start / self.total:.2%}", f"{number / self.total:.2%}")
            for name, start, number in zip(
                ("equal", "close", "differ"), ends, numbers, strict=False
            )
        )


class Phrase(NamedTuple):
    """A statement that is no figure of a column, once; `articles` are all that have it."""

    first: Statement
    articles: tuple[Article, ...]


class Words(NamedTuple):
    """The phrases about one record; `kind` and `key` name it."""

    kind: str
    key: str
    phrases: tuple[Phrase, ...]


class SpokenRow(NamedTuple):
    """The figures for one event; `cells` in the order of the columns, `articles` how many."""

    event: Event
    cells: tuple[tuple[Said, ...], ...]
    statements: int
    articles: int

    @property
    def differs(self) -> bool:
        """Whether a figure differs from the value used in earnest."""
        return any(said.sign == "differ" for cell in self.cells for said in cell)


class SpokenYear(NamedTuple):
    """What was said of the events of one year, and in it of all else; None: no year is known.

    `rows` are newest first. `zones` has the clock of the times of each column, where it has one.
    `events` and `statements` count all of the year, `left_out` those of its statements that are not
    here, since there are very many.
    """

    year: int | None
    rows: tuple[SpokenRow, ...]
    zones: tuple[str, ...]
    words: tuple[Words, ...]
    events: int
    statements: int
    left_out: int = 0

    @property
    def differing(self) -> int:
        """For how many events a figure differs."""
        return sum(row.differs for row in self.rows)

    @property
    def phrases(self) -> int:
        """How many statements in words there are, each once."""
        return sum(len(of.phrases) for of in self.words)


class Spoken(NamedTuple):
    """All that an actor said; `years` latest first, those without a known year last.

    Of very many statements only the newest are in the years.
    """

    columns: tuple[Entry, ...]
    compared: tuple[Compared, ...]
    years: tuple[SpokenYear, ...]
    statements: int
    about_counted: int
    counted: int

    @property
    def short(self) -> bool:
        """Whether it is so little that nothing of it is folded."""
        return self.statements <= FEW

    @property
    def begun(self) -> tuple[SpokenYear, ...]:
        """The years of which something is here."""
        return tuple(year for year in self.years if year.left_out < year.statements)

    @property
    def here(self) -> int:
        """How many of the statements are here."""
        return self.statements - sum(year.left_out for year in self.years)

    @property
    def told(self) -> tuple[Compared, ...]:
        """The figures beside the values used, where there are enough to compare."""
        return self.compared if self.figures >= ENOUGH else ()

    @property
    def figures(self) -> int:
        """How many figures can be compared with a value used."""
        return sum(one.total for one in self.compared)

    @property
    def differing(self) -> int:
        """How many of them differ in earnest."""
        return sum(one.differ for one in self.compared)


def spoken(catalogue: Catalogue, actor: str, statements: Sequence[Statement]) -> Spoken:
    """What an actor said by year. `statements` are all in which it is the origin."""
    about = by_target(statements)
    events = [catalogue.events[one.key] for one in about if one.kind == "events"]
    counted = [event for event in in_order(catalogue, events) if catalogue.is_counted(event)][::-1]
    columns = _columns(catalogue, counted, statements)
    by_year: dict[int | None, list[About]] = {}
    for one in about:
        by_year.setdefault(_year(catalogue, one), []).append(one)
    keys = {event.id for event in counted}
    years = sorted(by_year, key=lambda year: -(year or 0))
    return Spoken(
        columns,
        tuple(_compared(catalogue, actor, counted, columns)),
        tuple(_years(catalogue, actor, {year: by_year[year] for year in years}, columns, counted)),
        len(statements),
        sum(one.target[1] in keys for one in statements if one.target[0] == "events"),
        len(counted),
    )


def _year(catalogue: Catalogue, about: About) -> int | None:
    """The year of an event; of anything else that in which it was last said."""
    if about.kind == "events":
        return catalogue.events[about.key].date.year
    days = [one.claim.said or one.article.published for one in about.statements]
    return max((day.year for day in days if day), default=None)


def _columns(
    catalogue: Catalogue, counted: Sequence[Event], statements: Iterable[Statement]
) -> tuple[Entry, ...]:
    """The figures given for most events, in the order of the vocabulary."""
    keys = {event.id for event in counted}
    given = {
        (one.entry.id, one.target[1])
        for one in statements
        if one.entry.kind in FIGURES and one.target[0] == "events" and one.target[1] in keys
    }
    properties = catalogue.words["claim-properties"]
    often = Counter(
        entry for entry, _ in sorted(given, key=lambda one: list(properties).index(one[0]))
    )
    chosen = {entry for entry, _ in often.most_common(COLUMNS)}
    return tuple(entry for key, entry in properties.items() if key in chosen)


def _compared(
    catalogue: Catalogue, actor: str, counted: Iterable[Event], columns: Iterable[Entry]
) -> Iterable[Compared]:
    marks: dict[str, Counter[str]] = {entry.id: Counter() for entry in columns}
    for event in counted:
        for group in disagreement.groups(catalogue, event)[1]:
            if group.entry.id in marks:
                marks[group.entry.id].update(
                    value.mark
                    for part in group.parts
                    for value in part.values
                    if value.mark and any(s.origin.id == actor for s in value.statements)
                )
    for entry in columns:
        sums = (sum(marks[entry.id][mark] for mark in of) for of in (EQUAL, CLOSE, APART))
        one = Compared(entry, *sums)
        if one.total:
            yield one


def _years(
    catalogue: Catalogue,
    actor: str,
    by_year: Mapping[int | None, Sequence[About]],
    columns: Sequence[Entry],
    counted: Sequence[Event],
) -> Iterator[SpokenYear]:
    """The years in their order, as full as a page may be."""
    order = {event.id: place for place, event in enumerate(counted)} if columns else {}
    heads = frozenset(entry.id for entry in columns)

    def size(one: About) -> int:
        """How many rows it takes: one of figures, and one for each statement in words."""
        row = one.kind == "events" and one.key in order
        return row + len(_phrases(one, heads if row else frozenset()))

    total = sum(size(one) for about in by_year.values() for one in about)
    left = total if long_lists.whole(total) else long_lists.FIRST
    for year, about in by_year.items():
        shown = []
        for one in sorted(about, key=lambda one: order.get(one.key, -1)):
            if left > 0:
                # All on one event are together.
                said = one.statements if one.kind == "events" else one.statements[:left]
                shown.append(one._replace(statements=said))
                left -= size(shown[-1])
        made = _of_year(catalogue, actor, year, shown, columns, counted)
        number = sum(len(one.statements) for one in about)
        events = sum(one.kind == "events" and one.key in order for one in about)
        yield made._replace(events=events, statements=number, left_out=number - made.statements)


def _of_year(
    catalogue: Catalogue,
    actor: str,
    year: int | None,
    about: Sequence[About],
    columns: Sequence[Entry],
    counted: Sequence[Event],
) -> SpokenYear:
    by_key = {one.key: one.statements for one in about if one.kind == "events"}
    here = [event for event in counted if event.id in by_key] if columns else []
    zones = tuple(_zone(entry, by_key, here) for entry in columns)
    rows = tuple(_row(catalogue, actor, event, by_key[event.id], columns, zones) for event in here)
    shown = {row.event.id for row in rows}
    heads = {entry.id for entry in columns}
    order = {event.id: place for place, event in enumerate(here)}
    words = [
        Words(one.kind, one.key, phrases)
        for one in sorted(about, key=lambda one: order.get(one.key, -1))
        if (phrases := _phrases(one, heads if one.key in shown else frozenset()))
    ]
    statements = sum(len(one.statements) for one in about)
    return SpokenYear(year, rows, zones, tuple(words), len(rows), statements)


def _zone(entry: Entry, by_key: dict[str, tuple[Statement, ...]], events: Iterable[Event]) -> str:
    """The clock by which all times of a column are, where it is one."""
    labels = {
        one.clocks.each[0][1].label
        for event in events
        for one in by_key[event.id]
        if one.entry.id == entry.id and one.clocks
    }
    return labels.pop() if len(labels) == 1 else ""


def _row(
    catalogue: Catalogue,
    actor: str,
    event: Event,
    statements: Sequence[Statement],
    columns: Sequence[Entry],
    zones: Sequence[str],
) -> SpokenRow:
    groups = {group.entry.id: group for group in disagreement.groups(catalogue, event)[1]}
    return SpokenRow(
        event,
        tuple(
            said_by(catalogue, groups[entry.id], actor, zone) if entry.id in groups else ()
            for entry, zone in zip(columns, zones, strict=True)
        ),
        len(statements),
        len({one.article.id for one in statements}),
    )


def _phrases(about: About, left_out: Iterable[str]) -> tuple[Phrase, ...]:
    """Each statement once, but for the properties that have a column.

    Of equal ones the first with the speaker's own words stays.
    """
    alike: dict[tuple[str, int | None, str, str], list[Statement]] = {}
    for one in about.statements:
        if one.entry.id not in left_out:
            alike.setdefault((one.entry.id, one.claim.part, one.text, one.stance), []).append(one)
    return tuple(
        Phrase(
            next((one for one in same if one.claim.quote), same[0]),
            tuple({one.article.id: one.article for one in same}.values()),
        )
        for same in alike.values()
    )
