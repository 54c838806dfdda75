"""Records: the events with the most of a measure, where the bounds leave no doubt of the order."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.schema.kinds import Event
from generator.values.scalars import Ref
from generator.values.words import capital

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


class _Best(NamedTuple):
    """The best value of an event: the least and the most it may be (None: no bound)."""

    event: Event
    low: Decimal | None
    high: Decimal | None

    def surely_beats(self, other: "_Best") -> bool:
        """Whether the order is certain; equal values are a tie."""
        return self.low is not None and other.high is not None and self.low > other.high


class _Fields(NamedTuple):
    """The best values of all events of a type, and by what these have alike."""

    every: list[_Best]
    of_classes: dict[tuple[Ref, ...], list[_Best]]
    of_systems: dict[tuple[Ref, ...], list[_Best]]
    of_years: dict[int, list[_Best]]


def of(catalogue: Catalogue, event: Event) -> tuple[Superlative, ...]:
    """The records an event set, at most one a measure and a year, the widest field first."""
    return _superlatives(catalogue).get(event.id, ())


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
def _superlatives(catalogue: Catalogue) -> Mapping[str, tuple[Superlative, ...]]:
    found: dict[str, list[Superlative]] = {}
    for measure in measures(catalogue):
        unit = catalogue.words["claim-properties"][measure].unit
        marks = [
            mark
            for event in counted_events.every(catalogue)
            for mark in _best(catalogue, event, measure, unit)
        ]
        by_type = sorted(marks, key=lambda mark: mark.event.type)
        for _, same_type in groupby(by_type, key=lambda mark: mark.event.type):
            fields = _fields(catalogue, list(same_type))
            for mark in fields.every:
                own = _of_mark(catalogue, measure, mark, fields)
                if own:
                    found.setdefault(mark.event.id, []).extend(own)
    return {key: tuple(records) for key, records in found.items()}


def _fields(catalogue: Catalogue, marks: list[_Best]) -> _Fields:
    """The fields in which marks of one type of event are compared."""
    fields = _Fields(marks, defaultdict(list), defaultdict(list), defaultdict(list))
    for mark in marks:
        fields.of_classes[counted_events.classes_of(catalogue, mark.event)].append(mark)
        fields.of_systems[mark.event.things].append(mark)
        fields.of_years[mark.event.date.year].append(mark)
    return fields


def _best(catalogue: Catalogue, event: Event, measure: str, unit: str | None) -> tuple[_Best, ...]:
    """The best value of an event, if it has one that may be a record."""
    if catalogue.status(event).records == "never":
        return ()
    whole = getattr(event, measure)
    given = [whole.value] if whole else [getattr(part, measure) for part in event.parts]
    given_bounds = [value.interval(unit) for value in given if value]
    if not given_bounds:
        return ()
    lows = [low for low, _ in given_bounds if low is not None]
    highs = [high for _, high in given_bounds]
    high = None if None in highs else max(high for high in highs if high is not None)
    return (_Best(event, max(lows, default=None), high),)


def _of_mark(
    catalogue: Catalogue, measure: str, mark: _Best, fields: _Fields
) -> tuple[Superlative, ...]:
    """The record in the widest field in which there is one; that of its year beside a past one."""
    event, field = mark.event, fields.every
    kind, one = catalogue.word(event.type).name.lower(), catalogue.counted.one
    scopes: list[tuple[str, list[_Best]]] = [(f"of any {kind} on record", field)]
    if len(classes := counted_events.classes_of(catalogue, event)) == 1:
        name = catalogue.word(classes[0]).name
        scopes.append((f"of any {one} of the class {name}", fields.of_classes[classes]))
    if len(systems := event.things) == 1:
        name = catalogue.systems[systems[0]].name
        scopes.append((f"of any {one} of {name}", fields.of_systems[systems]))
    records = [
        record
        for words, others in scopes
        if (record := _record(measure, words, mark, others, others is field))
    ]
    unbeaten = [record for record in records if record.unbeaten]
    chosen = [*records[:1], *(r for r in unbeaten[:1] if r != records[0])]
    if not any(r.of_type and r.unbeaten for r in chosen):
        of_year = fields.of_years[event.date.year]
        so_far = " so far" if event.date.year == catalogue.settings.as_of.year else ""
        year = _record(measure, f"of any {kind} of {event.date.year}{so_far}", mark, of_year)
        chosen += [year] if year and year.unbeaten else []
    return tuple(chosen)


def _record(
    measure: str, scope: str, mark: _Best, field: list[_Best], of_type: bool = False
) -> Superlative | None:
    """The record of an event in a field, or None where it set none or the bounds leave doubt."""
    if len(field) < FIELD:
        return None
    day, before = mark.event.date, 0
    later = []
    for other in field:
        if other.event.id == mark.event.id:
            continue
        if day.surely_before(other.event.date):
            later.append(other)
        elif not mark.surely_beats(other):
            return None  # as most are, soon
        else:
            before += 1
    unbeaten = all(mark.surely_beats(other) for other in later)
    if not unbeaten and before + 1 < FIELD:
        return None
    # The first that did not surely stay below is named only if it surely went beyond.
    first = next((other for other in later if not mark.surely_beats(other)), None)
    beaten = first is not None and first.surely_beats(mark)
    until = first.event if first and beaten and first.event.date.precision == "day" else None
    return Superlative(measure, scope, of_type, len(field), unbeaten, until)
