"""Records: the events with the most of a measure, where the bounds leave no doubt of the order."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple, TypeVar

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.catalogue.per_record import per_record
from generator.schema.kinds import Event
from generator.values.scalars import Ref
from generator.values.times import DayValue
from generator.values.words import capital

K = TypeVar("K")

# Fewer events than this with a value make no record worth the name.
FIELD = 5


class Superlative(NamedTuple):
    """That an event had more of a measure than all others of a field. Computed.

    `scope` names the field: `of any flood`; `of_type` is whether it is all events of the type, and
    `field` counts its events with a value. `until` is the event that surely went beyond; None with
    `unbeaten` means that none has, None without it that the values do not say which did.
    """

    measure: str
    scope: str
    of_type: bool
    field: int
    unbeaten: bool
    until: Event | None


# What is not known may be anything.
NO_LOW, NO_HIGH = Decimal("-Infinity"), Decimal("Infinity")


class _Best(NamedTuple):
    """The best value of an event: the least and the most it may be."""

    event: Event
    low: Decimal
    high: Decimal

    def surely_beats(self, other: "_Best") -> bool:
        """Whether the order is certain; equal values are a tie."""
        return self.low > other.high


class _Field:
    """Best values that are compared, in order of time.

    `index` is the place of each by the id of its event. `before` and `after` are the most that any
    may be of so many at the beginning, and of all from a place to the end: so nobody need compare
    each with all others.
    """

    def __init__(self, marks: list[_Best]) -> None:
        self.marks = marks
        self.index = {mark.event.id: index for index, mark in enumerate(marks)}
        highs = [mark.high for mark in marks]
        self.before = list(accumulate(highs, max, initial=NO_LOW))
        self.after = list(accumulate(reversed(highs), max, initial=NO_LOW))[::-1]

    def later(self, day: DayValue) -> int:
        """The place of the first that is surely after a day."""
        return bisect_right(self.marks, day.last, key=lambda mark: mark.event.date.first)


class _Each(dict[K, _Field]):
    """The field of each group of best values, made when it is asked for."""

    def __init__(self, groups: Mapping[K, list[_Best]]) -> None:
        super().__init__()
        self.groups = groups

    def __missing__(self, key: K) -> _Field:
        field = self[key] = _Field(self.groups[key])
        return field


class _Fields(NamedTuple):
    """The best values of all events of a type, and by what these have alike."""

    every: _Field
    of_classes: _Each[tuple[Ref, ...]]
    of_systems: _Each[tuple[Ref, ...]]
    of_years: _Each[int]


def of(catalogue: Catalogue, event: Event) -> tuple[Superlative, ...]:
    """The records an event set, at most one a measure and a year, the widest field first."""
    if not catalogue.is_counted(event) or catalogue.status(event).records == "never":
        return ()
    return tuple(
        record
        for measure in measures(catalogue)
        for fields in [_fields(catalogue, event.type, measure)]
        if event.id in fields.every.index
        for record in _of_event(catalogue, measure, event, fields)
    )


@per_catalogue
def measures(catalogue: Catalogue) -> Mapping[str, str]:
    """The measures of which there are records, with the words for the most of each."""
    entries = catalogue.words["claim-properties"].values()
    return {
        entry.id: f"{capital(entry.greatest)} {entry.name.lower()}"
        for entry in entries
        if entry.greatest
    }


@per_catalogue
def _fields(catalogue: Catalogue, kind: str, measure: str) -> _Fields:
    """The fields in which events of one type are compared by a measure."""
    unit = catalogue.words["claim-properties"][measure].unit
    every: list[_Best] = []
    of_classes: dict[tuple[Ref, ...], list[_Best]] = defaultdict(list)
    of_systems: dict[tuple[Ref, ...], list[_Best]] = defaultdict(list)
    of_years: dict[int, list[_Best]] = defaultdict(list)
    for event, classes, systems in _comparable(catalogue)[kind]:
        if best := _best(event, measure, unit):
            if catalogue.status(event).records == "never":
                # It may have been less than is said, which leaves others in doubt, never itself.
                best = best._replace(low=NO_LOW)
            every.append(best)
            of_classes[classes].append(best)
            of_systems[systems].append(best)
            of_years[event.date.year].append(best)
    return _Fields(_Field(every), _Each(of_classes), _Each(of_systems), _Each(of_years))


class _Comparable(NamedTuple):
    """A counted event that may have set a record, and what it may have in common with others."""

    event: Event
    classes: tuple[Ref, ...]
    systems: tuple[Ref, ...]


@per_catalogue
def _comparable(catalogue: Catalogue) -> Mapping[str, list[_Comparable]]:
    """The counted events that are compared, by type: all whose report was not taken back."""
    found: dict[str, list[_Comparable]] = defaultdict(list)
    for event in counted_events.every(catalogue):
        if catalogue.rule(event) != "taken-back":
            classes = counted_events.classes_of(catalogue, event)
            systems = counted_events.things_of(event)
            found[event.type].append(_Comparable(event, classes, systems))
    return found


@per_record
def _best(event: Event, measure: str, unit: str | None) -> _Best | None:
    """The best value of an event, if it has one."""
    whole = getattr(event, measure)
    given = [whole.value] if whole else [getattr(part, measure) for part in event.parts]
    bounds = [value.interval(unit) for value in given if value]
    if not bounds:
        return None
    return _Best(
        event,
        max(NO_LOW if low is None else low for low, _ in bounds),
        max(NO_HIGH if high is None else high for _, high in bounds),
    )


def _of_event(
    catalogue: Catalogue, measure: str, event: Event, fields: _Fields
) -> tuple[Superlative, ...]:
    """The record in the widest field in which there is one; that of its year beside a past one."""
    kind, one = catalogue.word(event.type).name.lower(), catalogue.counted.one
    scopes = [(f"of any {kind} on record", fields.every)]
    if len(classes := counted_events.classes_of(catalogue, event)) == 1:
        name = catalogue.word(classes[0]).name
        scopes.append((f"of any {one} of the class {name}", fields.of_classes[classes]))
    if len(systems := counted_events.things_of(event)) == 1:
        name = catalogue.systems[systems[0]].name
        scopes.append((f"of any {one} of {name}", fields.of_systems[systems]))
    records = [
        record
        for words, field in scopes
        if (record := _record(measure, words, event, field, field is fields.every))
    ]
    unbeaten = [record for record in records if record.unbeaten]
    chosen = [*records[:1], *(r for r in unbeaten[:1] if r != records[0])]
    if not any(r.of_type and r.unbeaten for r in chosen):
        of_year = fields.of_years[event.date.year]
        so_far = " so far" if event.date.year == catalogue.settings.as_of.year else ""
        year = _record(measure, f"of any {kind} of {event.date.year}{so_far}", event, of_year)
        chosen += [year] if year and year.unbeaten else []
    return tuple(chosen)


def _record(
    measure: str, scope: str, event: Event, field: _Field, of_type: bool = False
) -> Superlative | None:
    """The record of an event in a field, or None where it set none or the bounds leave doubt."""
    marks, index, later = field.marks, field.index[event.id], field.later(event.date)
    mark = marks[index]
    # Those of the same time come after it, too.
    most = max([field.before[index], *(other.high for other in marks[index + 1 : later])])
    if len(marks) < FIELD or mark.low <= most:
        return None  # as most are
    unbeaten = mark.low > field.after[later]
    if not unbeaten and later < FIELD:
        return None
    if unbeaten:
        return Superlative(measure, scope, of_type, len(marks), True, None)
    # The first that did not surely stay below is named only if it surely went beyond.
    others = (marks[place] for place in range(later, len(marks)))
    first = next(other for other in others if not mark.surely_beats(other))
    beaten = first.surely_beats(mark) and first.event.date.precision == "day"
    return Superlative(measure, scope, of_type, len(marks), False, first.event if beaten else None)
