"""What stands out among the launches: pauses, first launches, records. All of it is computed.

Only what the records bear out is told. A launch known by its month alone may lie anywhere in it, so
a pause that it may interrupt is none, and it sets no record.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from generator.catalogue import Catalogue, launches
from generator.catalogue.once import per_catalogue
from generator.schema.kinds import Event, Place, System
from generator.values.numbers import QuantityValue
from generator.values.tolerance import bounds

EARLIER = 5
"""How many launches of a type must have a value before a greater one is called a record."""


class Pause(NamedTuple):
    """Days from one launch to the next on record, whatever their types."""

    days: int
    before: Event
    after: Event


class First(NamedTuple):
    """The first launch on record of a system or from a site."""

    kind: str
    record: System | Place
    event: Event


class HigherValue(NamedTuple):
    """A value greater than that of any earlier launch of its type on record."""

    name: str
    value: QuantityValue
    event: Event


@per_catalogue
def pauses(catalogue: Catalogue) -> tuple[Pause, ...]:
    """The pauses between launch days, oldest first; one that is not certain is left out."""
    found = launches.launches(catalogue)
    exact = [event for event in found if event.date.day]
    first_of = {event.date: event for event in reversed(exact)}
    days = list(dict.fromkeys(event.date for event in exact))
    vague = [event.date for event in found if not event.date.day]
    return tuple(
        Pause((day.first - earlier.first).days, first_of[earlier], first_of[day])
        for earlier, day in pairwise(days)
        if not any(date.last > earlier.first and date.first < day.first for date in vague)
    )


def rank(catalogue: Catalogue, pause: Pause) -> Pause | None:
    """The last earlier pause that was as long or longer; None where there was none."""
    earlier = [
        other
        for other in pauses(catalogue)
        if other.days >= pause.days and other.after.date < pause.after.date
    ]
    return earlier[-1] if earlier else None


@per_catalogue
def firsts(catalogue: Catalogue) -> Mapping[str, tuple[First, ...]]:
    """The first launches on record of each system and from each site, by event.

    Systems come before sites. Where two launches may have been the first, neither is told.
    """
    by_system: dict[str, list[Event]] = defaultdict(list)
    by_site: dict[str, list[Event]] = defaultdict(list)
    for event in launches.launches(catalogue):
        for system in launches.systems_of(catalogue, event):
            by_system[system.id].append(event)
        if event.place and catalogue.places[event.place].kind == "launch-site":
            by_site[event.place].append(event)
    found: dict[str, list[First]] = defaultdict(list)
    for kind, groups in (("systems", by_system), ("places", by_site)):
        for key, events in groups.items():
            if len(events) == 1 or events[0].date.surely_before(events[1].date):
                of_systems = kind == "systems"
                record = catalogue.systems[key] if of_systems else catalogue.places[key]
                found[events[0].id].append(First(kind, record, events[0]))
    return {key: tuple(firsts) for key, firsts in found.items()}


@per_catalogue
def records(catalogue: Catalogue) -> Mapping[str, tuple[HigherValue, ...]]:
    """Launches with a range or apogee surely above every earlier one on record of the same type."""
    found: dict[str, list[HigherValue]] = defaultdict(list)
    by_type: dict[str, list[Event]] = defaultdict(list)
    for event in launches.launches(catalogue):
        by_type[event.type].append(event)
    for events in by_type.values():
        for name, values in (("range", _ranges), ("apogee", _apogees)):
            for greatest in _growing(events, name, values):
                found[greatest.event.id].append(greatest)
    return {key: tuple(records) for key, records in found.items()}


Values = Callable[[Event], list[QuantityValue]]


def _ranges(event: Event) -> list[QuantityValue]:
    if event.range_km:
        return [event.range_km.value]
    return [flight.range_km for flight in event.flights if flight.range_km]


def _apogees(event: Event) -> list[QuantityValue]:
    if event.apogee_km:
        return [event.apogee_km.value]
    return [flight.apogee_km for flight in event.flights if flight.apogee_km]


def _growing(events: Iterable[Event], name: str, values: Values) -> Iterable[HigherValue]:
    most, seen = Decimal(0), 0
    for event in events:
        found = values(event)
        sure = [q for q in found if q.form in ("exact", "range") and (q.low or 0) > most]
        doubted = event.status in ("disputed", "false-alarm")
        if sure and event.date.day and seen >= EARLIER and not doubted:
            yield HigherValue(name, max(sure, key=lambda q: q.low or 0), event)
        for quantity in found:
            high = bounds(quantity, "km").high
            if high is None:
                return  # it may have been any greater: nothing after it is surely a record
            most = max(most, high)
        seen += bool(found)
