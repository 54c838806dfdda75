"""Which counted events count as one of a type, and the place of each in its sequence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.catalogue.counted_events import in_doubt
from generator.catalogue.link import Catalogue
from generator.catalogue.once import per_catalogue
from generator.schema.kinds import Entry, Event
from generator.values.times import DayValue
from generator.values.words import ordinal


def types_of(catalogue: Catalogue, event: Event) -> tuple[str, ...]:
    """The types that a counted event counts as, its own first; () for what is not counted.

    Where things of several kinds were involved, it is one of each kind whose class the record or
    a source names.
    """
    if not catalogue.is_counted(event):
        return ()
    words = catalogue.classes.items()
    types = {key: str(entry.type) for key, entry in words if entry.type}
    if event.type in types.values():
        return (str(event.type),)
    involved = [types[key] for key in _classes(catalogue, event) if key in types]
    return tuple(dict.fromkeys([str(event.type), *involved]))


def _classes(catalogue: Catalogue, event: Event) -> Iterator[str]:
    """Every class that the record of a counted event or an asserted claim about it names."""
    if event.held("class"):
        yield event.held("class")
    for key in event.things:
        if (system := catalogue.systems.get(key)) and (found := system.held("class")):
            yield found
    yield from classes_said(catalogue, event)


def classes_said(catalogue: Catalogue, event: Event) -> tuple[str, ...]:
    """The classes that sources name, by themselves or by the system they name, each once."""
    said = []
    for _, claim in catalogue.claims_on(event):
        if not catalogue.asserted(claim):
            continue
        if catalogue.is_about(claim, "class"):
            said.append(claim.value)
        elif catalogue.is_about(claim, "thing") and (system := catalogue.systems.get(claim.value)):
            said += [str(found)] if (found := system.held("class")) else []
    return tuple(dict.fromkeys(said))


@per_catalogue
def by_type(catalogue: Catalogue) -> Mapping[str, tuple[Event, ...]]:
    """Every counted event that counts as one of a type, in order of time."""
    results: dict[str, list[Event]] = defaultdict(list)
    for event in catalogue.events.values():
        for kind in types_of(catalogue, event):
            results[kind].append(event)
    return {kind: tuple(events) for kind, events in results.items()}


class SequencePosition(NamedTuple):
    """The place of an event among others of a type. Days are counted, not parts; all computed.

    `type` is that of the event, or one that it counts as beside its own. `month` and `year` are
    None where the day is not known. `in_doubt`: it may not have taken place; `including` are
    earlier events of the year of which the same is true and which count here.
    """

    type: Entry
    month: str | None
    year: str | None
    days_since: int | None
    previous: Event | None
    following: Event | None
    in_doubt: bool
    including: tuple[Event, ...]


@per_catalogue
def sequence_positions(catalogue: Catalogue) -> Mapping[str, tuple[SequencePosition, ...]]:
    """The ordinal day of every counted event in its month and year, and its neighbours, by type.

    Its own type comes first; one with things of several kinds is counted among each kind too.
    """
    results: dict[str, list[SequencePosition]] = defaultdict(list)
    for kind, events in by_type(catalogue).items():
        days = list(dict.fromkeys(event.date for event in events))
        first_of = {event.date: event for event in reversed(events)}
        positions = {day: index for index, day in enumerate(days)}
        for event in events:
            index = positions[event.date]
            position = _sequence_position(
                catalogue.words["event-types"][kind], event, days, index, first_of
            )
            doubted = in_doubt(catalogue, event)
            including = _including(catalogue, events, event)
            results[event.id].append(position._replace(in_doubt=doubted, including=including))
    return {
        key: tuple(sorted(of, key=lambda one: one.type.id != catalogue.events[key].type))
        for key, of in results.items()
    }


def _including(catalogue: Catalogue, events: Iterable[Event], event: Event) -> tuple[Event, ...]:
    """The events before this one in its year whose days count only if they took place."""
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
