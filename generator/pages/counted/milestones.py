"""What stands out among what is counted: pauses and firsts. All of it is computed.

Only what the records bear out is said. An event known by its month alone may lie anywhere in it,
and a disputed one may not have taken place, so a pause that one may interrupt does not count.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.schema.kinds import Event, Place, System


class Pause(NamedTuple):
    """Days from one counted event to the next on record, whatever their types."""

    days: int
    before: Event
    after: Event


class First(NamedTuple):
    """The first counted event on record of a system or from a site."""

    kind: str
    record: System | Place
    event: Event


class Pauses(NamedTuple):
    """The pauses between days with an event, oldest first, and how many are not measured.

    Between two days between which an event may lie whose day is not known, or which may not have
    taken place, nothing is measured.
    """

    measured: tuple[Pause, ...]
    unmeasured: int


@per_catalogue
def pauses(catalogue: Catalogue) -> Pauses:
    """The days from each day with a counted event to the next, of all types together."""
    found = counted_events.every(catalogue)
    sure = [e for e in found if e.date.day and not counted_events.in_doubt(catalogue, e)]
    first_of = {event.date: event for event in reversed(sure)}
    vague = [event.date for event in found if event.date not in first_of]
    pairs = list(pairwise(sorted(first_of)))
    measured = tuple(
        Pause((day.first - before.first).days, first_of[before], first_of[day])
        for before, day in pairs
        if not any(before.first < date.last and date.first < day.first for date in vague)
    )
    return Pauses(measured, len(pairs) - len(measured))


@per_catalogue
def firsts(catalogue: Catalogue) -> Mapping[str, tuple[First, ...]]:
    """The first counted events on record of each system and from each site, by event.

    Systems come before sites. Where two events may have been the first, neither is named.
    """
    by_system: dict[str, list[Event]] = defaultdict(list)
    by_site: dict[str, list[Event]] = defaultdict(list)
    counted = catalogue.settings.counted
    kind = counted and counted.place_kind
    for event in counted_events.every(catalogue):
        for system in counted_events.systems_of(catalogue, event):
            by_system[system.id].append(event)
        for place in event.all_places:
            if kind is None or catalogue.places[place].kind == kind:
                by_site[place].append(event)
    found: dict[str, list[First]] = defaultdict(list)
    for of_kind, groups in (("systems", by_system), ("places", by_site)):
        for key, events in groups.items():
            if len(events) == 1 or events[0].date.surely_before(events[1].date):
                of_systems = of_kind == "systems"
                record = catalogue.systems[key] if of_systems else catalogue.places[key]
                found[events[0].id].append(First(of_kind, record, events[0]))
    return {key: tuple(firsts) for key, firsts in found.items()}
