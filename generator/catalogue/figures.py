"""Numbers in an event's own words, held against the record: how many, how far, how high, how often.

Number words in English count. A number that the record states otherwise is a problem at the number,
with both values; one that no value of the record or of a claim about it supports is one too.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.catalogue.link import Catalogue
from generator.model.numbers import QuantityValue, parse_quantity
from generator.model.records import Event
from generator.problems import Refused

WORDS = {
    **dict(zip(("one", "two", "three", "four", "five", "six"), range(1, 7), strict=True)),
    **dict(zip(("seven", "eight", "nine", "ten", "eleven", "twelve"), range(7, 13), strict=True)),
    **dict(zip(("thirteen", "fourteen", "fifteen", "sixteen"), range(13, 17), strict=True)),
    **dict(zip(("seventeen", "eighteen", "nineteen", "twenty"), range(17, 21), strict=True)),
}
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|{'|'.join(WORDS)}"
# Not the number of a name (KN-23 missile) nor of a calibre (240 mm rockets).
FIRED = re.compile(
    rf"(?<![\w.-])(?P<n>{NUMBER})\b(?:[ -](?!and\b|of\b|to\b|k?mm?\b)[\w.-]+){{0,4}}? "
    r"(?:missiles?|rockets?|projectiles?)\b",
    re.IGNORECASE,
)
DISTANCE = re.compile(
    rf"(?<![\w.-])(?P<n>{NUMBER})(?: (?:to|and|or) (?P<m>{NUMBER}))? (?:km|kilometres)\b"
)


ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
NTH = re.compile(
    rf"\b(?P<n>{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th))\b[^.;:]{{0,60}}?"
    r"\b(?:of|in|this) (?:the |this )?(?P<period>month|year)\b",
    re.IGNORECASE,
)


class Figure(NamedTuple):
    """A number in a text: where it begins, as written, and what it means."""

    start: int
    text: str
    value: Decimal


class Contradiction(NamedTuple):
    """A figure that the record does not support, and what the record says."""

    figure: Figure
    what: str
    recorded: str


def number(text: str) -> Decimal:
    """A number in digits or in an English word."""
    word = WORDS.get(text.lower())
    return Decimal(word) if word is not None else Decimal(text.replace(",", ""))


def contradictions(
    catalogue: Catalogue, event: Event, text: str, title: bool
) -> Iterator[Contradiction]:
    """What a text of an event says otherwise than the record and every claim about it.

    A title states the whole, so its first number of missiles must fit the event's own count; a
    summary may also give the numbers of others.
    """
    counts = list(_counts(catalogue, event, claims=not title))
    fired = [_figure(match, "n") for match in FIRED.finditer(text)]
    for figure in fired[:1] if title else fired:
        if counts and not _supported(figure, counts):
            yield Contradiction(figure, "missiles", _listed(counts))
    distances = list(_distances(catalogue, event))
    for match in DISTANCE.finditer(text):
        for group in ("n", "m"):
            if match[group] and distances:
                figure = _figure(match, group)
                if not _supported(figure, distances):
                    yield Contradiction(figure, "km", _listed(distances))

    for match in NTH.finditer(text):
        nth = _nth(catalogue, event, match["period"].lower())
        word = match["n"].lower()
        told = ORDINALS.index(word) + 1 if word in ORDINALS else int(re.sub(r"\D", "", word))
        if nth is not None and told != nth:
            figure = Figure(match.start("n"), match["n"], Decimal(told))
            what = f"of the {match['period'].lower()}"
            yield Contradiction(figure, what, f"is day {nth} with a launch of its type")


def _nth(catalogue: Catalogue, event: Event, period: str) -> int | None:
    """Which day of its month or year this is with a launch of its type; None without a day."""
    if not event.date.day:
        return None
    days = {
        other.date
        for other in catalogue.events.values()
        if other.type == event.type
        and other.date.day
        and other.date.year == event.date.year
        and (period == "year" or other.date.month == event.date.month)
        and other.date <= event.date
    }
    return len(days)


def _figure(match: re.Match[str], group: str) -> Figure:
    return Figure(match.start(group), match[group], number(match[group]))


def _counts(catalogue: Catalogue, event: Event, claims: bool) -> Iterator[QuantityValue]:
    if event.count:
        yield event.count.value
    if claims:
        yield from _claimed(catalogue, event, ("count", "launchers"))
        if event.count:
            # A summary may speak of some of the missiles: of any number up to those listed.
            yield from (parse_quantity(str(n + 1)) for n in range(len(event.flights)))


def _distances(catalogue: Catalogue, event: Event) -> Iterator[QuantityValue]:
    for flight in event.flights:
        yield from (value for value in (flight.range_km, flight.apogee_km) if value)
    yield from (measure.value for measure in (event.range_km, event.apogee_km) if measure)
    yield from _claimed(catalogue, event, ("range_km", "apogee_km"))


def _claimed(
    catalogue: Catalogue, event: Event, properties: Iterable[str]
) -> Iterator[QuantityValue]:
    for _, claim in catalogue.claims.get(("events", event.id), ()):
        if claim.about in properties:
            try:
                yield parse_quantity(claim.value)
            except Refused:
                continue  # told where the claim stands


def _supported(figure: Figure, known: Iterable[QuantityValue]) -> bool:
    """Whether a value states this number: as itself, as a bound, or between two bounds."""
    return any(
        figure.value in (value.low, value.high)
        or (value.form == "range" and value.low <= figure.value <= value.high)  # type: ignore[operator]
        for value in known
    )


def _listed(known: Iterable[QuantityValue]) -> str:
    return ", ".join(dict.fromkeys(value.text for value in known))
