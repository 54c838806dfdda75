"""Launches as rows: the log, its years, the counts and the gaps between them."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue import Catalogue, sequence
from generator.schema.kinds import Entry, Event, Flight, Place, System
from generator.values.local_time import Clocks, clocks
from generator.values.numbers import QuantityValue
from generator.values.scalars import Ref
from generator.values.times import DayValue
from generator.values.tolerance import bounds
from generator.values.words import counted, listed, number_word, ordinal, plural, span

DIFFER, MINOR = "differ", "minor"
"""The keys of rows on which sources differ, in earnest and slightly."""


class LaunchRow(NamedTuple):
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
    """The columns of the log in which sources differ, where `disagreement.rows` made the row."""
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


class FlightRow(NamedTuple):
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


class YearCount(NamedTuple):
    """How many launches and missiles a year has on record; missiles count listed flights."""

    year: int
    launches: int
    flights: int
    by_type: tuple[int, ...]


@lru_cache(maxsize=1)
def launches(catalogue: Catalogue) -> tuple[Event, ...]:
    """Every launch, oldest first."""
    return tuple(event for event in catalogue.events.values() if catalogue.is_launch(event))


def systems_of(catalogue: Catalogue, event: Event) -> tuple[System, ...]:
    """The systems of a launch, as the event or its flights name them, each once."""
    refs = [*event.systems, *(flight.system for flight in event.flights if flight.system)]
    return tuple(catalogue.systems[ref] for ref in dict.fromkeys(refs))


def classes_of(catalogue: Catalogue, event: Event) -> tuple[Ref, ...]:
    """The missile classes of a launch."""
    found = [system.missile_class for system in systems_of(catalogue, event)]
    if not found and event.missile_class:
        found = [event.missile_class]
    return tuple(dict.fromkeys(found))


def landings_of(event: Event) -> tuple[Ref, ...]:
    """Where a launch came down, as the event or its flights say, each place once."""
    found = [flight.landing for flight in event.flights if flight.landing]
    if event.landing and event.landing.place:
        found.insert(0, event.landing.place)
    return tuple(dict.fromkeys(found))


def row(catalogue: Catalogue, event: Event) -> LaunchRow:
    """One launch as a row."""
    times = [flight.time for flight in event.flights if flight.time]
    times += [event.time.value] if event.time else []
    outcomes = Counter(
        catalogue.word(flight.outcome).name.lower() for flight in event.flights if flight.outcome
    )
    total = len(event.flights)
    told = listed(
        [counted(n, name, plural(name)) if total > 1 else name for name, n in outcomes.items()]
    )
    classes = classes_of(catalogue, event)
    return LaunchRow(
        event,
        clocks(times[0], event.date) if times else None,
        event.count.value if event.count else None,
        systems_of(catalogue, event),
        tuple(catalogue.word(ref).name for ref in classes),
        catalogue.places[event.place] if event.place else None,
        event.range_km.value if event.range_km else span(f.range_km for f in event.flights),
        event.apogee_km.value if event.apogee_km else span(f.apogee_km for f in event.flights),
        told,
        classes,
    )


def rows(catalogue: Catalogue, events: Iterable[Event]) -> tuple[LaunchRow, ...]:
    """Launches as rows, newest first."""
    chosen = [event for event in events if catalogue.is_launch(event)]
    return tuple(row(catalogue, event) for event in reversed(chosen))


def flight_rows(catalogue: Catalogue, events: Iterable[Event]) -> tuple[FlightRow, ...]:
    """The flights of the events in the order given, each launch's own in order of launch."""
    return tuple(
        FlightRow(
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


@lru_cache(maxsize=1)
def year_counts(catalogue: Catalogue) -> tuple[YearCount, ...]:
    """Every year from the first launch to the day of the digest, years without launches too."""
    found = launches(catalogue)
    if not found:
        return ()
    types = launch_types(catalogue)
    years = range(found[0].date.year, catalogue.settings.as_of.year + 1)
    by_year: dict[int, list[Event]] = defaultdict(list)
    for event in found:
        by_year[event.date.year].append(event)
    counts = []
    for year in years:
        of_year = by_year[year]
        by_type = Counter(str(event.type) for event in of_year)
        counts.append(
            YearCount(
                year,
                len(of_year),
                sum(len(event.flights) for event in of_year),
                tuple(by_type[name] for name in types),
            )
        )
    return tuple(counts)


def years(catalogue: Catalogue) -> list[int]:
    """The years with launches, oldest first."""
    return [count.year for count in year_counts(catalogue) if count.launches]


def launch_types(catalogue: Catalogue) -> tuple[str, ...]:
    """The launch types that have events, in the order of the vocabulary."""
    used = {event.type for event in launches(catalogue)}
    return tuple(name for name in catalogue.words["event-types"] if name in used)


class SequencePosition(NamedTuple):
    """The place of a launch among others of a type. Days are counted, not missiles; all computed.

    `type` is that of the launch, or one that it counts as beside its own. `month` and `year` are
    None where the day is not known. `in_doubt`: it may not have taken place; `including` are
    earlier launches of the year of which the same is true and which count here.
    """

    type: Entry
    month: str | None
    year: str | None
    days_since: int | None
    previous: Event | None
    following: Event | None
    in_doubt: bool
    including: tuple[Event, ...]


def in_doubt(catalogue: Catalogue, event: Event) -> bool:
    """Whether a launch is disputed to the point that it may not have taken place.

    Somebody denies the number that was claimed, and no source gives another one.
    """
    if event.status != "disputed" or event.count or event.flights:
        return False
    told = (claim for _, claim in catalogue.claims.get(("events", event.id), ()))
    return any((claim.about, claim.verb) == ("count", "denied") for claim in told)


@lru_cache(maxsize=1)
def sequence_positions(catalogue: Catalogue) -> Mapping[str, tuple[SequencePosition, ...]]:
    """Every launch's ordinal day in its month and year, and its neighbours, by type.

    Its own type comes first; a test of several weapons is counted among each kind of them too.
    """
    found: dict[str, list[SequencePosition]] = defaultdict(list)
    for kind, events in sequence.by_type(catalogue).items():
        days = list(dict.fromkeys(event.date for event in events))
        first_of = {event.date: event for event in reversed(events)}
        positions = {day: index for index, day in enumerate(days)}
        for event in events:
            index = positions[event.date]
            made = _sequence_position(
                catalogue.words["event-types"][kind], event, days, index, first_of
            )
            doubted = in_doubt(catalogue, event)
            including = _including(catalogue, events, event)
            found[event.id].append(made._replace(in_doubt=doubted, including=including))
    return {
        key: tuple(sorted(of, key=lambda one: one.type.id != catalogue.events[key].type))
        for key, of in found.items()
    }


def _including(catalogue: Catalogue, events: Iterable[Event], event: Event) -> tuple[Event, ...]:
    """The launches before this one in its year whose days count only if they took place."""
    earlier = [e for e in events if e.date.year == event.date.year and e.date <= event.date]
    sure = {e.date for e in earlier if not in_doubt(catalogue, e)}
    return tuple(e for e in earlier if e.date not in sure and e.date != event.date)


def _sequence_position(
    kind: Entry, event: Event, days: list[DayValue], index: int, first_of: Mapping[DayValue, Event]
) -> SequencePosition:
    previous = first_of[days[index - 1]] if index else None
    following = first_of[days[index + 1]] if index + 1 < len(days) else None
    if event.date.precision != "day":
        return SequencePosition(kind, None, None, None, previous, following, False, ())
    in_year = []
    for day in reversed(days[:index]):
        if day.year != event.date.year:
            break
        in_year += [day] if day.day else []
    in_month = [day for day in in_year if day.month == event.date.month]
    gap = None
    if previous and previous.date.day:
        gap = (event.date.first - previous.date.first).days
    month, year = ordinal(len(in_month) + 1), ordinal(len(in_year) + 1)
    return SequencePosition(kind, month, year, gap, previous, following, False, ())


def fired(catalogue: Catalogue, events: Iterable[Event]) -> int:
    """How many missiles at least were fired: those listed one by one, or the number on record.

    A launch of which no number is known has one; one that may not have taken place has none.
    """
    return sum(_fewest(event) for event in events if not in_doubt(catalogue, event))


def _fewest(event: Event) -> int:
    low = bounds(event.count.value, None).low if event.count else None
    return max(len(event.flights), math.ceil(low or 0), 1)


def summary_line(catalogue: Catalogue, events: Iterable[Event]) -> str:
    """`12 launches on 10 days, of at least 40 missiles, 34 of them listed one by one`."""
    chosen = [event for event in events if catalogue.is_launch(event)]
    days = len({event.date for event in chosen})
    flights = sum(len(event.flights) for event in chosen)
    doubted = sum(in_doubt(catalogue, event) for event in chosen)
    doubt = f" ({number_word(doubted)} of which may not have taken place)" if doubted else ""
    return (
        f"{counted(len(chosen), 'launch', 'launches')}{doubt} on {counted(days, 'day')}, of at "
        f"least {counted(fired(catalogue, chosen), 'missile')}, {flights:,} of them listed one by "
        "one"
    )
