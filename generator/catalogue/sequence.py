"""Which counted events count as one of a type, and the place of each in its sequence."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.catalogue.catalogue import Catalogue
from generator.catalogue.counted_events import in_doubt
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
    types = _types_of_classes(catalogue)
    if event.type in types.values():
        return (str(event.type),)
    involved = [types[key] for key in _classes(catalogue, event) if key in types]
    return tuple(dict.fromkeys([str(event.type), *involved]))


@per_catalogue
def _types_of_classes(catalogue: Catalogue) -> Mapping[str, str]:
    """The type of event with a thing of each class, where the class has one."""
    return {key: str(entry.type) for key, entry in catalogue.classes.items() if entry.type}


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


class _Days(NamedTuple):
    """The days with an event of one type, oldest first, some known by their month or year alone.

    `places` has the place of each among them, `nth` which whole day of its month and of its year it
    is, `first` its first event. `doubted` are, by year, the events of the days without a sure one.
    """

    order: tuple[DayValue, ...]
    places: Mapping[DayValue, int]
    nth: Mapping[DayValue, tuple[int, int]]
    first: Mapping[DayValue, Event]
    doubted: Mapping[int, tuple[Event, ...]]


@per_catalogue
def _days(catalogue: Catalogue, kind: str) -> _Days:
    """The days with an event of a type."""
    first: dict[DayValue, Event] = {}
    sure = set[DayValue]()
    doubtful: list[Event] = []
    for event in by_type(catalogue)[kind]:
        first.setdefault(event.date, event)
        if in_doubt(catalogue, event):
            doubtful.append(event)
        else:
            sure.add(event.date)
    doubted: dict[int, list[Event]] = defaultdict(list)
    for event in doubtful:
        if event.date not in sure:
            doubted[event.date.year].append(event)
    nth: dict[DayValue, tuple[int, int]] = {}
    of_period = Counter[str]()
    for day in first:
        if day.day:
            month, year = str(day.month_id), str(day.year)
            of_period.update((month, year))
            nth[day] = (of_period[month], of_period[year])
    return _Days(
        tuple(first),
        {day: index for index, day in enumerate(first)},
        nth,
        first,
        {year: tuple(events) for year, events in doubted.items()},
    )


def positions(catalogue: Catalogue, event: Event) -> tuple[SequencePosition, ...]:
    """The ordinal day of a counted event in its month and year, and its neighbours, by type.

    Its own type comes first; one with things of several kinds is counted among each kind too.
    """
    types = types_of(catalogue, event)
    others = [kind for kind in by_type(catalogue) if kind in types[1:]] if types[1:] else []
    return tuple(_position(catalogue, kind, event) for kind in (*types[:1], *others))


def _position(catalogue: Catalogue, kind: str, event: Event) -> SequencePosition:
    """The place of an event among those of a type."""
    days = _days(catalogue, kind)
    index = days.places[event.date]
    previous = days.first[days.order[index - 1]] if index else None
    following = days.first[days.order[index + 1]] if index + 1 < len(days.order) else None
    month = year = gap = None
    if event.date.day:
        month, year = map(ordinal, days.nth[event.date])
        if previous and previous.date.day:
            gap = (event.date.first - previous.date.first).days
    return SequencePosition(
        catalogue.words["event-types"][kind],
        month,
        year,
        gap,
        previous,
        following,
        in_doubt(catalogue, event),
        tuple(e for e in days.doubted.get(event.date.year, ()) if e.date < event.date),
    )
