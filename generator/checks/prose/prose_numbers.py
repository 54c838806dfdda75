"""Numbers in the words of an event, compared with its record: how many, how far, how high.

Number words in English count. A number that the record states otherwise is a problem at the number,
with both values; one that no value of the record or of a claim about it supports is one too.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from generator.catalogue import sequence
from generator.catalogue.link import Catalogue
from generator.catalogue.values import readable_value
from generator.checks.prose import counting
from generator.checks.prose.counting import Figure, PlainText
from generator.loading.source import Fault, Source
from generator.problems import Problem, shown
from generator.schema.kinds import Entry, Event
from generator.values.numbers import QuantityValue, parse_quantity
from generator.values.words import with_article


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
    counts = list(_counts(catalogue, event, claims=not title))
    for figure in fired(catalogue, text, title):
        if counts and not (_supported(figure, counts) or _least(text, figure, counts)):
            yield Contradiction(figure, parts(catalogue), _listed(counts))
    known_km = list(_distances(catalogue, event))
    for figure in distances(text, title):
        if known_km and not _supported(figure, known_km):
            yield Contradiction(figure, "km", _listed(known_km))
    for figure, period in counting.nth(_plain(text, title)):
        known = _nth(catalogue, event, period)
        if known and figure.value not in known and (what := catalogue.settings.counted):
            one = with_article(what.one)
            say = f"is day {known[0]} with {one} of its type"
            yield Contradiction(figure, f"of the {period}", say)


def parts(catalogue: Catalogue) -> str:
    """The word for several of the parts that are numbered: `bombs`."""
    words = catalogue.settings.parts
    return words.all if words else "parts"


def fired(catalogue: Catalogue, text: str, title: bool = False) -> tuple[Figure, ...]:
    """The numbers that surely count parts; of a title, which states the whole, the first."""
    names = (system.name for system in catalogue.systems.values())
    heads = frozenset(re.split(r"[- ]", name)[0].lower() for name in names)
    figures = tuple(counting.parts(_plain(text, title), heads))
    return figures[:1] if title else figures


def distances(text: str, title: bool = False) -> tuple[Figure, ...]:
    """The numbers of kilometres."""
    return tuple(counting.kilometres(_plain(text, title)))


def _plain(text: str, title: bool) -> PlainText:
    return PlainText(text, range(len(text))) if title else counting.unmarked(text)


def _nth(catalogue: Catalogue, event: Event, period: str) -> list[int]:
    """Which day of its month or year this is with an event of its type, and which of them it is.

    Empty without a day.
    """
    if not event.date.day:
        return []
    days = [
        other.date
        for other in sequence.by_type(catalogue).get(event.type, ())
        if other.date.day
        and other.date.year == event.date.year
        and (period == "year" or other.date.month == event.date.month)
        and other.date <= event.date
    ]
    before = sum(day < event.date for day in days)
    return [len(set(days)), *range(before + 1, len(days) + 1)]


def _counts(catalogue: Catalogue, event: Event, claims: bool) -> Iterator[QuantityValue]:
    count = event.held("count")
    if count:
        yield count.stated
    if claims:
        yield from _claimed(catalogue, event, lambda entry: entry.number == "whole")
        if count:
            # A summary may speak of some of the parts: of any number up to those listed.
            yield from (parse_quantity(str(n + 1)) for n in range(len(event.parts)))


def _distances(catalogue: Catalogue, event: Event) -> Iterator[QuantityValue]:
    keys = [one.carried_as for one in catalogue.measures.values() if of_length(one)]
    for part in event.parts:
        yield from (value for key in keys if (value := getattr(part, key, None)))
    yield from (whole.stated for key in keys if (whole := event.whole(key)))
    yield from _claimed(catalogue, event, of_length)


def of_length(entry: Entry) -> bool:
    """Whether a measure is a number of kilometres that records carry."""
    return entry.kind == "quantity" and entry.unit == "km" and entry.carried is not None


def _claimed(
    catalogue: Catalogue, event: Event, wanted: Callable[[Entry], bool]
) -> Iterator[QuantityValue]:
    for _, claim in catalogue.claims_on(event):
        entry = catalogue.measures.get(claim.about)
        value = readable_value(claim.value, "quantity") if entry and wanted(entry) else None
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
