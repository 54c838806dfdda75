"""Counted events and their parts as rows, of the log and of shorter lists; counts in words."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.counted_events import (
    classes_of,
    counted_types,
    in_doubt,
    in_words,
    parts_at_least,
    systems_of,
)
from generator.catalogue.filters import DIFFER, MINOR
from generator.catalogue.once import per_catalogue
from generator.evidence import claims
from generator.evidence.disagreement import of_event
from generator.pages.counted.columns import (
    COUNT,
    DEGREES,
    EVENT,
    NUMBER,
    Column,
    column_of,
    columns,
    part_columns,
    part_log_columns,
)
from generator.schema.kinds import Event, EventPart, Place, System
from generator.values.clocks.local_time import Clocks, clocks
from generator.values.numbers import QuantityValue, parse_quantity
from generator.values.scalars import Ref
from generator.values.times import ClockValue
from generator.values.tolerance import Difference
from generator.values.words import counted, listed, number_word, span


class CountedRow(NamedTuple):
    """One counted event as a row of the log, or one of its parts. What is not known is None, () or
    left out."""

    event: Event
    clocks: Clocks | None
    systems: tuple[System, ...]
    classes: tuple[str, ...]
    places: tuple[Place, ...]
    class_ids: tuple[Ref, ...]
    numbers: Mapping[str, QuantityValue]
    """The quantities of its columns, by property; of several parts the span."""
    words: Mapping[str, str]
    """What other columns say, by property: `2 successes and 1 failure`."""
    ids: Mapping[str, tuple[str, ...]]
    """The words of vocabularies in them, by property."""
    columns: tuple[Column, ...]
    parts: str
    """The key of how many parts are listed; empty where the digest has none."""
    differ: frozenset[str] = frozenset()
    """The columns of the log in which sources differ, where `compared_rows` made the row."""
    minor: frozenset[str] = frozenset()
    """Those in which they differ slightly and in nothing else, likewise."""
    kind: str = ""
    """The type of the event in words, where there are several."""
    number: int | None = None
    """Which part of the event it is, counted from 1; None of the event as a whole."""

    @property
    def place(self) -> Place | None:
        """Where it happened, or the first of several places."""
        return self.places[0] if self.places else None

    @property
    def how_many(self) -> QuantityValue | None:
        """How many parts it had, as a source says."""
        return self.numbers.get(COUNT)

    def quantity(self, column: Column) -> QuantityValue | None:
        """The number of a column; None where it is not known."""
        return self.numbers.get(COUNT if column.field == COUNT else column.about)

    @property
    def called(self) -> str:
        """What it was, in the fewest words that set it apart: its things, class or type, or else
        its title."""
        things = listed([system.name for system in self.systems])
        return things or listed(self.classes) or self.kind or self.event.title

    def text(self, column: Column) -> str:
        """What a column says of it; empty where that is not known, and of its place."""
        return str(self.quantity(column) or self.words.get(column.about, ""))

    @property
    def keys(self) -> dict[str, str]:
        """What the row is found, filtered and sorted by; what is not known has no key.

        Ids are joined by a space. A quantity sorts by the largest number it names.
        """
        every = {
            "id": self.event.id,
            "number": str(self.number or ""),
            "year": str(self.event.date.year),
            "type": self.event.type,
            "class": " ".join(self.class_ids),
            "system": " ".join(system.id for system in self.systems),
            "place": " ".join(place.id for place in self.places),
            **{about: " ".join(ids) for about, ids in self.ids.items()},
            "status": self.event.status,
            "sources": " ".join(
                key for key, columns in ((DIFFER, self.differ), (MINOR, self.minor)) if columns
            ),
            self.parts: str(len(self.event.parts)) if self.parts and not self.number else "",
            **{
                column.key: _largest(self.quantity(column))
                for column in self.columns
                if column.number
            },
        }
        return {name: value for name, value in every.items() if value}


class Cell(NamedTuple):
    """What a column says of a part: `text`, `clocks` of a time, and the record it leads to."""

    column: Column
    text: str
    clocks: Clocks | None = None
    link: tuple[str, str] | None = None


class PartRow(NamedTuple):
    """One part, numbered within its event; `cells` are those of `part_columns`."""

    event: Event
    number: int
    part: EventPart
    clocks: Clocks | None
    system: System | None
    outcome: str | None
    cells: tuple[Cell, ...]


def _largest(quantity: QuantityValue | None) -> str:
    if quantity is None:
        return ""
    return f"{quantity.low if quantity.high is None else quantity.high:f}"


def row(catalogue: Catalogue, event: Event) -> CountedRow:
    """One event as a row; one that is not counted has no columns."""
    return _row(catalogue, event.id)


@per_catalogue
def _row(catalogue: Catalogue, key: str) -> CountedRow:
    """The row of an event, which many pages have."""
    event = catalogue.events[key]
    times = [part.held("time") for part in event.parts if part.held("time")]
    times += [event.held("time").value] if event.held("time") else []
    classes = classes_of(catalogue, event)
    settings = catalogue.settings
    shown = columns(catalogue)
    found = {column.about: _values(event, column.carried) for column in shown}
    numbers = {
        COUNT if column.field == COUNT else column.about: one
        for column in shown
        if (one := _span(found[column.about]))
    }
    ids = {
        about: tuple(dict.fromkeys(str(value) for value in values))
        for about, values in found.items()
        if any(isinstance(value, Ref) for value in values)
    }
    return CountedRow(
        event,
        clocks(times[0], event.date) if times else None,
        systems_of(catalogue, event),
        tuple(catalogue.word(ref).name for ref in classes),
        tuple(catalogue.places[ref] for ref in event.all_places),
        classes,
        numbers,
        {
            about: in_words(catalogue, event, values) if about in ids else _texts(values)
            for about, values in found.items()
            if values and not any(isinstance(value, QuantityValue) for value in values)
        },
        ids,
        shown,
        settings.parts.key if settings.parts else "",
        kind=catalogue.word(event.type).name if len(counted_types(catalogue)) > 1 else "",
    )


def _values(event: Event, key: str) -> list[object]:
    """What an event has under a key: the value of the whole, or else those of its parts."""
    if whole := event.whole(key):
        return [whole.stated]
    return [value for part in event.parts if (value := part.get(key)) is not None]


def _texts(values: Iterable[object]) -> str:
    """Texts, days and times, each once."""
    return listed(list(dict.fromkeys(str(value) for value in values)))


def _span(values: Iterable[object]) -> QuantityValue | None:
    quantities = [value for value in values if isinstance(value, QuantityValue)]
    return span(quantities) if quantities else None


def rows(catalogue: Catalogue, events: Iterable[Event]) -> tuple[CountedRow, ...]:
    """Counted events as rows, newest first."""
    chosen = [event for event in events if catalogue.is_counted(event)]
    return tuple(row(catalogue, event) for event in reversed(chosen))


def part_rows(catalogue: Catalogue, events: Iterable[Event]) -> tuple[PartRow, ...]:
    """The parts of the events in the order given, each event's own in order of time."""
    return tuple(
        PartRow(
            event,
            number,
            part,
            clocks(part.held("time"), event.date),
            catalogue.systems[part.held("thing")] if part.held("thing") else None,
            catalogue.word(part.held("outcome")).name if part.held("outcome") else None,
            tuple(_cell(catalogue, event, part, column) for column in part_columns(catalogue)),
        )
        for event in events
        for number, part in enumerate(event.parts, 1)
    )


def _cell(catalogue: Catalogue, event: Event, part: EventPart, column: Column) -> Cell:
    """What a part has under a key; empty where that is not known."""
    value = part.get(column.carried)
    if value is None:
        return Cell(column, "")
    if isinstance(value, ClockValue):
        return Cell(column, str(value), clocks(value, event.date))
    if isinstance(value, Ref):
        named = value.kind not in catalogue.words
        return Cell(column, catalogue.called(value), None, (value.kind, value) if named else None)
    return Cell(column, f"{value}{column.unit if column.unit == DEGREES else ''}")


def summary_line(catalogue: Catalogue, events: Iterable[Event]) -> str:
    """`12 floods on 10 days`; of parts also how many there were, and how many are listed."""
    chosen = [event for event in events if catalogue.is_counted(event)]
    days = len({event.date for event in chosen})
    doubted = sum(in_doubt(catalogue, event) for event in chosen)
    doubt = f" ({number_word(doubted)} of which may not have taken place)" if doubted else ""
    line = f"{catalogue.counted.number(len(chosen))}{doubt} on {counted(days, 'day')}"
    if parts := catalogue.settings.parts:
        singly = sum(len(event.parts) for event in chosen)
        least = parts.number(parts_at_least(catalogue, chosen))
        line += f", of at least {least}, {singly:,} of them listed one by one"
    return line


def compared_rows(catalogue: Catalogue, events: Iterable[Event]) -> tuple[CountedRow, ...]:
    """Events as rows, newest first, each with the columns in which its sources differ."""
    column = column_of(catalogue)

    def compared(row: CountedRow) -> CountedRow:
        differ, minor = (
            frozenset(column.get(about, EVENT) for about in abouts)
            for abouts in of_event(catalogue, row.event.id)
        )
        return row._replace(differ=differ, minor=minor - differ)

    return tuple(compared(row) for row in rows(catalogue, events))


def part_lines(catalogue: Catalogue, every: Iterable[CountedRow]) -> tuple[CountedRow, ...]:
    """Each part of the rows as a row of its own, in their order."""
    shown = part_log_columns(catalogue)
    return tuple(
        _line(catalogue, row, number, part, shown)
        for row in every
        for number, part in enumerate(row.event.parts, 1)
    )


def _things(catalogue: Catalogue, event: Event, part: EventPart) -> tuple[System, ...]:
    """What a part was, or could be where only its event says what there was."""
    refs = (part.held("thing"),) if part.held("thing") else event.held("thing") or ()
    return tuple(catalogue.systems[ref] for ref in refs)


def part_classes(catalogue: Catalogue, event: Event, part: EventPart) -> tuple[Ref, ...]:
    """The class of a part, or those that it can have."""
    classes = [one.held("class") for one in _things(catalogue, event, part) if one.held("class")]
    return tuple(dict.fromkeys(classes)) or ((event.held("class"),) if event.held("class") else ())


def _line(
    catalogue: Catalogue, row: CountedRow, number: int, part: EventPart, shown: tuple[Column, ...]
) -> CountedRow:
    event, values = row.event, {column.about: part.get(column.carried) for column in shown}
    class_ids = part_classes(catalogue, event, part)
    worded = {
        about: value
        for about, value in values.items()
        if isinstance(value, Ref) and value.kind in catalogue.words
    }
    cells = {column.about: _cell(catalogue, event, part, column).text for column in shown}
    return row._replace(
        clocks=clocks(part.held("time"), event.date),
        systems=_things(catalogue, event, part),
        classes=tuple(catalogue.word(ref).name for ref in class_ids),
        class_ids=class_ids,
        numbers={
            about: value for about, value in values.items() if isinstance(value, QuantityValue)
        },
        words={
            **{about: text.lower() if about in worded else text for about, text in cells.items()},
            NUMBER: f"{number} of {len(event.parts)}",
        },
        ids={about: (str(value),) for about, value in worded.items()},
        columns=shown,
        differ=frozenset((EVENT,)) if row.differ else frozenset(),
        minor=frozenset((EVENT,)) if row.minor and not row.differ else frozenset(),
        number=number,
    )


def sure_row(catalogue: Catalogue, row: CountedRow) -> CountedRow:
    """The row with as many parts as a sentence may say: `at least 2` where sources differ.

    The number of one source is not given as that of all. A speaker who has one number that fits and
    one that does not has only changed its word.
    """
    said: dict[str, list[QuantityValue]] = {}
    for one in claims.about(catalogue, "events", row.event.id):
        whole = one.entry.field == COUNT and not (one.denied or one.withdrawn or one.claim.part)
        if whole and isinstance(one.value, QuantityValue):
            said.setdefault(one.origin.id, []).append(one.value)
    fewest = row.how_many
    apart = [
        value
        for values in said.values()
        if fewest and all(fewest.differs(v, None) is Difference.MATERIAL for v in values)
        for value in values
    ]
    if fewest is None or not apart:
        return row
    least = min(value.low or Decimal(1) for value in (fewest, *apart))
    sure = parse_quantity(f"at least {max(int(least), 1)}")
    return row._replace(numbers={**row.numbers, COUNT: sure})
