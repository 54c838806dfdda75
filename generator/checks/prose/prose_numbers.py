"""Numbers in the words of an event, compared with its record: how many, how far, how high.

Number words in English count. A number that the record states otherwise is a problem at the number,
with both values; one that no value of the record or of a claim about it supports is one too.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.catalogue import Catalogue, sequence
from generator.catalogue.once import per_catalogue
from generator.catalogue.values import readable_value
from generator.checks.prose import counting
from generator.checks.prose.counting import Figure, Nouns, PlainText
from generator.loading.source import Fault, Source
from generator.problems import Problem, Refused, shown
from generator.schema.clocks import frame_of
from generator.schema.kinds import Counted, Entry, Event
from generator.schema.vocabularies import Spoken
from generator.values.clocks.local_time import placed
from generator.values.numbers import QuantityValue, parse_quantity
from generator.values.sized import SECONDS
from generator.values.times import DAY, ClockValue, DayValue, parse_clock
from generator.values.words import plural, with_article

# Sources differ by some minutes on when one thing happened.
NEAR = 15
CLOCK = re.compile(
    r"(?<![\w:.])(?P<clock>\d{2}:\d{2})\s+(?P<zone>[A-Z]{2,5}(?:[+-]\d[\d:]*)?)(?!\w)"
)


class Contradiction(NamedTuple):
    """A figure that the record does not support, and what the record says."""

    figure: Figure
    what: str
    recorded: str


def contradictions(
    catalogue: Catalogue, event: Event, text: str, title: bool
) -> Iterator[Contradiction]:
    """What a text of an event says otherwise than the record and every claim about it.

    A title states the whole, so its first number of parts must fit the event's own count; a
    summary, which is prose with its mark-up, may also give the numbers of others.
    """
    plain = _plain(text, title)
    counts = list(_counts(catalogue, event, claims=not title))
    for figure in fired(catalogue, text, title):
        if counts and not (_supported(figure, counts) or _least(text, figure, counts)):
            yield Contradiction(figure, parts(catalogue), _listed(counts))
    for entry, nouns in _spoken(catalogue):
        known = list(_values(catalogue, event, [entry]))
        for figure in counting.counted(plain, nouns, _heads(catalogue)):
            if known and not (_supported(figure, known) or _least(text, figure, known)):
                yield Contradiction(figure, plural(nouns.names[0]), _listed(known))
    for unit, figure in measured(catalogue, text, title):
        known = list(_values(catalogue, event, unit.measures))
        meant = figure._replace(value=figure.value * unit.each)
        if known and not (_supported(meant, known) or _least(text, meant, known)):
            yield Contradiction(figure, unit.called, _listed(known))
    yield from _hours(catalogue, event, plain)
    if what := catalogue.settings.counted:
        for figure, period in counting.nth(plain, _of_event(what)):
            days = _nth(catalogue, event, period)
            if days and figure.value not in days:
                say = f"is day {days[0]} with {with_article(what.one)} of its type"
                whole = f"of {period}" if period.isdigit() else f"of the {period}"
                yield Contradiction(figure, whole, say)


def _hours(catalogue: Catalogue, event: Event, plain: PlainText) -> Iterator[Contradiction]:
    """Times of day in a text that are far from each that the record or a claim on it has."""
    if not (found := list(CLOCK.finditer(plain.text))):
        return
    measures = {key: one for key, one in catalogue.measures.items() if one.kind == "clock"}
    known = [
        *(part.get(one.carried_as) for part in event.parts for one in measures.values()),
        *(
            catalogue.readable(claim, "clock")
            for _, claim in catalogue.claims_on(event)
            if claim.about in measures
        ),
    ]
    hours = [one for one in known if isinstance(one, ClockValue)]
    frame = frame_of(catalogue.settings, catalogue.places, event)
    for match in found if hours else ():
        try:
            said = placed(parse_clock(f"{match['clock']} {match['zone']}"), frame)
        except Refused:
            continue  # a clock of elsewhere
        if all(_apart(said, one) > NEAR for one in hours):
            figure = Figure(plain.places[match.start()], match["clock"], Decimal(said.minutes))
            recorded = ", ".join(dict.fromkeys(map(str, hours)))
            yield Contradiction(figure, match["zone"], recorded)


def _apart(said: ClockValue, known: ClockValue) -> int:
    """The minutes from a time to another, or to a span of time, whichever way round the clock."""
    there = known.in_local
    long = ((there.minutes if there.until is None else there.until) - there.minutes) % DAY
    behind = (said.in_local.minutes - there.minutes) % DAY
    return 0 if behind <= long else min(behind - long, DAY - behind)


def _of_event(what: Counted) -> Nouns:
    """How texts speak of one of what is counted."""
    spoken = what.spoken or Spoken()
    return Nouns((what.one.lower(), *spoken.nouns), frozenset(spoken.before))


@per_catalogue
def _of_parts(catalogue: Catalogue) -> Nouns:
    """How texts speak of a part: by the words of the digest, of its types of event, and others."""
    entry, words = catalogue.measure_of("count"), catalogue.settings.parts
    spoken = (entry and entry.spoken) or Spoken()
    types = catalogue.words["event-types"].values()
    names = [*([words.each] if words else []), *(one.part for one in types if one.part)]
    names += spoken.nouns
    return Nouns(tuple(dict.fromkeys(names)), frozenset(spoken.before), frozenset(spoken.behind))


@per_catalogue
def _spoken(catalogue: Catalogue) -> tuple[tuple[Entry, Nouns], ...]:
    """The numbers without a unit of which texts speak, but for that of parts."""
    return tuple(
        (one, Nouns(one.spoken.nouns, frozenset(one.spoken.before), frozenset(one.spoken.behind)))
        for one in catalogue.measures.values()
        if one.kind == "quantity" and not one.unit and one.field != "count"
        if one.spoken and one.spoken.nouns
    )


class Unit(NamedTuple):
    """A unit in texts: what a problem calls it, its names, the measures that have numbers of it,
    and how many of their own unit one is."""

    called: str
    names: tuple[str, ...]
    measures: tuple[Entry, ...]
    each: int = 1


@per_catalogue
def units(catalogue: Catalogue) -> tuple[Unit, ...]:
    """The units of the numbers that records carry; of lengths of time those that texts speak of."""
    carried = [one for one in catalogue.measures.values() if one.carried and one.field != "count"]
    by_unit: dict[str, list[Entry]] = {}
    by_time: dict[str, list[Entry]] = {}
    for one in carried:
        if one.kind == "quantity" and one.unit:
            by_unit.setdefault(one.unit, []).append(one)
        for noun in one.spoken.nouns if one.kind == "duration" and one.spoken else ():
            by_time.setdefault(noun, []).append(one)
    nouns = {unit: [n for one in of if one.spoken for n in one.spoken.nouns]
             for unit, of in by_unit.items()}  # fmt: skip
    return (
        *(Unit(unit, (unit, *nouns[unit]), tuple(of)) for unit, of in by_unit.items()),
        *(Unit(plural(n), (n,), tuple(of), SECONDS.get(n, 1)) for n, of in by_time.items()),
    )


@per_catalogue
def _heads(catalogue: Catalogue) -> frozenset[str]:
    """How the names of things begin that go on with a number."""
    names = (system.name for system in catalogue.systems.values())
    return frozenset(re.split(r"[- ]", name)[0].lower() for name in names)


def parts(catalogue: Catalogue) -> str:
    """The word for several of the parts that are numbered: `bombs`."""
    words = catalogue.settings.parts
    return words.all if words else "parts"


def fired(catalogue: Catalogue, text: str, title: bool = False) -> tuple[Figure, ...]:
    """The numbers that surely count parts; of a title, which states the whole, the first."""
    nouns = _of_parts(catalogue)
    if not nouns.names:
        return ()
    figures = tuple(counting.counted(_plain(text, title), nouns, _heads(catalogue)))
    return figures[:1] if title else figures


def measured(catalogue: Catalogue, text: str, title: bool = False) -> Iterator[tuple[Unit, Figure]]:
    """The numbers with a unit that records carry, each with the unit."""
    plain = _plain(text, title)
    for unit in units(catalogue):
        yield from ((unit, figure) for figure in counting.measured(plain, unit.names))


def figures(catalogue: Catalogue, text: str) -> Iterator[tuple[str, Figure]]:
    """Every number of a plain text that counts parts or something declared, or has a unit.

    Each with the words for what it is of.
    """
    plain = _plain(text, title=True)
    nouns = _of_parts(catalogue)
    if nouns.names:
        found = counting.counted(plain, nouns, _heads(catalogue))
        yield from ((parts(catalogue), figure) for figure in found)
    for _, of in _spoken(catalogue):
        found = counting.counted(plain, of, _heads(catalogue))
        yield from ((plural(of.names[0]), figure) for figure in found)
    for unit, figure in measured(catalogue, text, title=True):
        yield unit.called, figure


def _plain(text: str, title: bool) -> PlainText:
    return PlainText(text, range(len(text))) if title else counting.unmarked(text)


def _nth(catalogue: Catalogue, event: Event, period: str) -> list[int]:
    """Which day of its month or year this is with an event of its type, and which of them it is.

    Empty without a day, and for another year than its own.
    """
    if not event.date.day or (period.isdigit() and int(period) != event.date.year):
        return []
    key = event.date.month_id if period == "month" else str(event.date.year)
    days = _whole_days(catalogue, event.type).get(key, ())
    end = bisect_right(days, event.date)
    return [len(set(days[:end])), *range(bisect_left(days, event.date) + 1, end + 1)]


@per_catalogue
def _whole_days(catalogue: Catalogue, kind: str) -> Mapping[str | None, Sequence[DayValue]]:
    """The day of each event of a type by month and by year, oldest first, where it is known."""
    days = (event.date for event in sequence.by_type(catalogue).get(kind, ()))
    found: dict[str | None, list[DayValue]] = defaultdict(list)
    for day in sorted(day for day in days if day.day):
        found[day.month_id].append(day)
        found[str(day.year)].append(day)
    return found


def _counts(catalogue: Catalogue, event: Event, claims: bool) -> Iterator[QuantityValue]:
    count = event.held("count")
    if count:
        yield count.stated
    if claims:
        yield from _claimed(catalogue, event, lambda entry: entry.number == "whole")
        if count:
            # A summary may speak of some of the parts: of any number up to those listed.
            yield from (parse_quantity(str(n + 1)) for n in range(len(event.parts)))


def _values(
    catalogue: Catalogue, event: Event, measures: Sequence[Entry]
) -> Iterator[QuantityValue]:
    """The numbers of some measures, of the event, its parts and the claims on it."""
    keys = [one.carried_as for one in measures]
    for part in event.parts:
        yield from (value for key in keys if (value := part.get(key)))
    yield from (whole.stated for key in keys if (whole := event.whole(key)))
    ids = {one.id for one in measures}
    yield from _claimed(catalogue, event, lambda entry: entry.id in ids)


def _claimed(
    catalogue: Catalogue, event: Event, wanted: Callable[[Entry], bool]
) -> Iterator[QuantityValue]:
    for _, claim in catalogue.claims_on(event):
        entry = catalogue.measures.get(claim.about)
        value = readable_value(claim.value, entry.written) if entry and wanted(entry) else None
        if isinstance(value, QuantityValue):
            yield value


def _supported(figure: Figure, known: Iterable[QuantityValue]) -> bool:
    """Whether a value states this number: as itself, as a bound, or between two bounds."""
    return any(
        figure.value in (value.low, value.high)
        or (value.form == "range" and value.low <= figure.value <= value.high)  # type: ignore[operator]
        for value in known
    )


def _least(text: str, figure: Figure, counts: Iterable[QuantityValue]) -> bool:
    """Whether a text says `at least` so many, and the record has no fewer."""
    most = [value.high for value in counts]
    before = counting.words_before(text, figure.start)
    return before == ["at", "least"] and any(m is None or m >= figure.value for m in most)


def _listed(known: Iterable[QuantityValue]) -> str:
    return ", ".join(dict.fromkeys(value.text for value in known))


def of_event(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """Numbers in an event's words that its record contradicts."""
    for field in ("title", "summary") if catalogue.is_counted(event) else ():
        text = str(getattr(event, field) or "")
        for contradiction in contradictions(catalogue, event, text, field == "title"):
            (start, number, _), what, recorded = contradiction
            message = f"the text says {shown(number)} {what}, the record {recorded}"
            fix = "correct one of the two, or list it under `ignore` with a reason"
            yield source.problem_in((field,), text, Fault(start, number, "R013", message, fix))
