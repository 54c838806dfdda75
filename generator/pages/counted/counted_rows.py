"""Launches and flights as rows, of the log and of every shorter list, and their counts in words."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.counted_events import (
    classes_of,
    in_doubt,
    outcomes,
    parts_at_least,
    systems_of,
)
from generator.evidence import claims
from generator.evidence.disagreement import by_launch
from generator.schema.kinds import Event, Flight, Place, System
from generator.values.clocks.local_time import Clocks, clocks
from generator.values.numbers import QuantityValue, parse_quantity
from generator.values.scalars import Ref
from generator.values.tolerance import Difference
from generator.values.words import counted, number_word, span

DIFFER, MINOR = "differ", "minor"
"""The keys of rows on which sources differ, in earnest and slightly."""


class CountedRow(NamedTuple):
    """One launch as a row of the log. None and () mean: not known."""

    event: Event
    clocks: Clocks | None
    missiles: QuantityValue | None
    systems: tuple[System, ...]
    classes: tuple[str, ...]
    place: Place | None
    range_km: QuantityValue | None
    apogee_km: QuantityValue | None
    outcomes: str
    class_ids: tuple[Ref, ...]
    differ: frozenset[str] = frozenset()
    """The columns of the log in which sources differ, where `compared_rows` made the row."""
    minor: frozenset[str] = frozenset()
    """Those in which they differ slightly and in nothing else, likewise."""

    @property
    def keys(self) -> dict[str, str]:
        """What the row is found, filtered and sorted by; what is not known has no key.

        Ids are joined by a space. A quantity sorts by the largest number it names.
        """
        outcomes = dict.fromkeys(flight.outcome for flight in self.event.flights if flight.outcome)
        every = {
            "id": self.event.id,
            "year": str(self.event.date.year),
            "class": " ".join(self.class_ids),
            "system": " ".join(system.id for system in self.systems),
            "place": self.place.id if self.place else "",
            "outcome": " ".join(outcomes),
            "status": self.event.status,
            "sources": " ".join(
                key for key, columns in ((DIFFER, self.differ), (MINOR, self.minor)) if columns
            ),
            "flights": str(len(self.event.flights)),
            "missiles": _largest(self.missiles),
            "range": _largest(self.range_km),
            "apogee": _largest(self.apogee_km),
        }
        return {name: value for name, value in every.items() if value}


class PartRow(NamedTuple):
    """One missile, numbered within its launch."""

    event: Event
    number: int
    flight: Flight
    clocks: Clocks | None
    system: System | None
    landing: Place | None
    outcome: str | None


def _largest(quantity: QuantityValue | None) -> str:
    if quantity is None:
        return ""
    return f"{quantity.low if quantity.high is None else quantity.high:f}"


def row(catalogue: Catalogue, event: Event) -> CountedRow:
    """One launch as a row."""
    times = [flight.time for flight in event.flights if flight.time]
    times += [event.time.value] if event.time else []
    classes = classes_of(catalogue, event)
    return CountedRow(
        event,
        clocks(times[0], event.date) if times else None,
        event.count.value if event.count else None,
        systems_of(catalogue, event),
        tuple(catalogue.word(ref).name for ref in classes),
        catalogue.places[event.place] if event.place else None,
        event.range_km.value if event.range_km else span(f.range_km for f in event.flights),
        event.apogee_km.value if event.apogee_km else span(f.apogee_km for f in event.flights),
        outcomes(catalogue, event),
        classes,
    )


def rows(catalogue: Catalogue, events: Iterable[Event]) -> tuple[CountedRow, ...]:
    """Launches as rows, newest first."""
    chosen = [event for event in events if catalogue.is_counted(event)]
    return tuple(row(catalogue, event) for event in reversed(chosen))


def part_rows(catalogue: Catalogue, events: Iterable[Event]) -> tuple[PartRow, ...]:
    """The flights of the events in the order given, each launch's own in order of launch."""
    return tuple(
        PartRow(
            event,
            number,
            flight,
            clocks(flight.time, event.date),
            catalogue.systems[flight.system] if flight.system else None,
            catalogue.places[flight.landing] if flight.landing else None,
            catalogue.word(flight.outcome).name if flight.outcome else None,
        )
        for event in events
        for number, flight in enumerate(event.flights, 1)
    )


def summary_line(catalogue: Catalogue, events: Iterable[Event]) -> str:
    """`12 launches on 10 days, of at least 40 missiles, 34 of them listed one by one`."""
    chosen = [event for event in events if catalogue.is_counted(event)]
    days = len({event.date for event in chosen})
    flights = sum(len(event.flights) for event in chosen)
    doubted = sum(in_doubt(catalogue, event) for event in chosen)
    doubt = f" ({number_word(doubted)} of which may not have taken place)" if doubted else ""
    least = parts_at_least(catalogue, chosen)
    return (
        f"{counted(len(chosen), 'launch', 'launches')}{doubt} on {counted(days, 'day')}, of at "
        f"least {counted(least, 'missile')}, {flights:,} of them listed one by one"
    )


def compared_rows(catalogue: Catalogue, events: Iterable[Event]) -> tuple[CountedRow, ...]:
    """Launches as rows, newest first, each with the columns in which its sources differ."""
    known = by_launch(catalogue)
    return tuple(row._replace(**known[row.event.id]._asdict()) for row in rows(catalogue, events))


def sure_row(catalogue: Catalogue, row: CountedRow) -> CountedRow:
    """The row with as many missiles as a sentence may say: `at least 2` where sources differ.

    The number of one source is not given as that of all. A speaker who has one number that fits and
    one that does not has only changed its word.
    """
    said: dict[str, list[QuantityValue]] = {}
    for one in claims.about(catalogue, "events", row.event.id):
        whole = one.entry.id == "count" and not (one.denied or one.withdrawn or one.claim.flight)
        if whole and isinstance(one.value, QuantityValue):
            said.setdefault(one.origin.id, []).append(one.value)
    fewest = row.missiles
    apart = [
        value
        for values in said.values()
        if fewest and all(fewest.differs(v, None) is Difference.MATERIAL for v in values)
        for value in values
    ]
    if fewest is None or not apart:
        return row
    least = min(value.low or Decimal(1) for value in (fewest, *apart))
    return row._replace(missiles=parse_quantity(f"at least {max(int(least), 1)}"))
