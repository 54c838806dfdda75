"""Numbers in the words of an event, compared with its record: how many, how far, how high.

Number words in English count. A number that the record states otherwise is a problem at the number,
with both values; one that no value of the record or of a claim about it supports is one too.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.catalogue import sequence
from generator.catalogue.link import Catalogue
from generator.catalogue.values import readable_value
from generator.checks.prose import counting
from generator.checks.prose.counting import Number, Word
from generator.loading import Source
from generator.problems import Problem, shown
from generator.schema.kinds import Event
from generator.values.numbers import QuantityValue, parse_quantity


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ONE = _set("missile rocket projectile crbm srbm mrbm irbm icbm slbm")
MANY = frozenset(f"{word}s" for word in ONE)
# What may stand between a number and its missiles, beside names and words with a hyphen. After any
# other word (`ten minutes before the missiles`) nobody can say what the number counts.
BETWEEN = _set(
    "additional air air-launched apparent artillery ballistic conventional cruise defence "
    "defense different further guided heavy hypersonic identical improved intercontinental "
    "intermediate large light liquid long medium modified more multiple naval new nuclear "
    "other range separate short similar small solid strategic supersonic suspected tactical "
    "unidentified unknown upgraded"
)
MONTHS = frozenset(name.lower() for name in (*calendar.month_name, *calendar.month_abbr) if name)
# Capitals do not make names of these.
NEVER = MONTHS | _set(
    "a after an and as at before by days first for from hours in into km minutes no of off on "
    "or over than the to weeks when while with years"
)
# With these behind it a missile says what kind of thing there was one of.
COMPOUND = _set(
    "base bases battery boat brigade class component drill engine exercise force forces launch "
    "launcher launchers launches model program programme range regiment salvo silo site stage "
    "submarine system systems test tests troops type unit units variant"
)
# A number behind one of these is its name, not a count.
NAMED = MONTHS | _set("article day figure no number phase resolution site stage unit")
ROUGHLY = _set("about almost another around few nearly over roughly some several than")
KILOMETRES = _set("km kilometre kilometres kilometer kilometers")
GLUED = re.compile(rf"({counting.DIGITS.pattern})-?(?:km|kilomet(?:re|er)s?)", re.IGNORECASE)
LAUNCHES = _set("firing launch salvo shot test volley")
# A launch of any other kind (`the second Hwasong-18 launch`) is counted among its own.
ANY_LAUNCH = _set("known missile recorded reported")


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


def contradictions(
    catalogue: Catalogue, event: Event, text: str, title: bool
) -> Iterator[Contradiction]:
    """What a text of an event says otherwise than the record and every claim about it.

    A title states the whole, so its first number of missiles must fit the event's own count; a
    summary, which is prose with its mark-up, may also give the numbers of others.
    """
    counts = list(_counts(catalogue, event, claims=not title))
    for figure in fired(catalogue, text, title):
        if counts and not (_supported(figure, counts) or _least(text, figure, counts)):
            yield Contradiction(figure, "missiles", _listed(counts))
    known_km = list(_distances(catalogue, event))
    for figure in distances(text, title):
        if known_km and not _supported(figure, known_km):
            yield Contradiction(figure, "km", _listed(known_km))
    read = _Read.of(text, title)
    for index, nth, period in _nths(read.words):
        known = _nth(catalogue, event, period)
        if known and nth not in known:
            figure = read.figure(Number(index, index + 1, Decimal(nth)))
            say = f"is day {known[0]} with a launch of its type"
            yield Contradiction(figure, f"of the {period}", say)


def fired(catalogue: Catalogue, text: str, title: bool = False) -> tuple[Figure, ...]:
    """The numbers that surely count missiles; of a title, which states the whole, the first."""
    read = _Read.of(text, title)
    found = tuple(read.figure(number) for number in _fired(read.words, _heads(catalogue)))
    return found[:1] if title else found


def distances(text: str, title: bool = False) -> tuple[Figure, ...]:
    """The numbers of kilometres."""
    read = _Read.of(text, title)
    return tuple(
        Figure(read.places[start], written, value)
        for start, written, value in _kilometres(read.words)
    )


class _Read(NamedTuple):
    """A text without its mark-up, where each of its characters is in it, and its words."""

    flat: str
    places: list[int]
    words: list[Word]

    @classmethod
    def of(cls, text: str, title: bool) -> "_Read":
        flat, places = (text, list(range(len(text)))) if title else counting.unmarked(text)
        return cls(flat, places, counting.words(flat))

    def figure(self, number: Number) -> Figure:
        """A number as it is written."""
        last = self.words[number.after - 1]
        start = self.words[number.first].start
        written = self.flat[start : last.start + len(last.text)]
        return Figure(self.places[start], " ".join(written.split()), number.value)


def _fired(found: Sequence[Word], heads: frozenset[str]) -> Iterator[Number]:
    """The numbers that surely count missiles."""
    for index, noun in enumerate(found):
        many = noun.low in MANY
        if not many and noun.low not in ONE:
            continue
        number = _qualified(found, index)
        # `Two missile bases` are no two missiles.
        if number is None or (number.value == 1) == many:
            continue
        behind = found[index + 1].low if index + 1 < len(found) and not noun.ends else ""
        before = found[number.first - 1] if number.first else None
        if not many and behind in COMPOUND:
            continue
        word = found[number.first]
        if before and not before.ends:
            if word.text[0].isdigit() and before.low in NAMED | heads:
                continue
            if found[number.after - 1].low == "dozen" and before.low in ROUGHLY:
                continue
        if re.fullmatch(r"(?:19|20|21)\d\d", word.text):
            continue
        yield number


def _qualified(found: Sequence[Word], index: int) -> Number | None:
    """The number before a noun and what qualifies it; None where another word stands between."""
    for _ in range(8):
        if number := counting.number_before(found, index):
            return number
        index -= 1
        if index < 1 or found[index].ends:
            return None
        word = found[index]
        if word.low == "mm" and counting.DIGITS.fullmatch(found[index - 1].text):
            index -= 1
        elif word.low in NEVER or not (
            word.low in BETWEEN or "-" in word.text or re.match(r"[A-Z]|.*\d", word.text)
        ):
            return None
    return None


def _heads(catalogue: Catalogue) -> frozenset[str]:
    """How the names of missiles begin that go on with a number: `hwasong`, `kn`."""
    names = (system.name for system in catalogue.systems.values())
    return frozenset(re.split(r"[- ]", name)[0].lower() for name in names)


def _kilometres(found: Sequence[Word]) -> Iterator[tuple[int, str, Decimal]]:
    """Every number of kilometres: where it begins, as written, and its value."""
    for index, word in enumerate(found):
        if match := GLUED.fullmatch(word.text):
            yield word.start, match[1], Decimal(match[1].replace(",", ""))
        if word.low not in KILOMETRES or not index:
            continue
        before = found[index - 1]
        for offset, part, value in counting.span(before.text):
            yield before.start + offset, part, value
        number = counting.number_before(found, index)
        both = [number] if number else []
        if number and number.first > 1 and found[number.first - 1].low in ("to", "and", "or"):
            other = counting.number_before(found, number.first - 1)
            both = [other, number] if other else both
        for one in both:
            written = " ".join(part.text for part in found[one.first : one.after])
            yield found[one.first].start, written, one.value


def _nths(found: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """`The fifth launch of the year`: which word, the number, and `month` or `year`."""
    for index, word in enumerate(found):
        nth = counting.ordinal(word.text)
        after = index + 1
        while after < len(found) and found[after].low in ANY_LAUNCH:
            after += 1
        if nth is None or after >= len(found) or found[after].low not in LAUNCHES:
            continue
        behind = [part.low for part in found[after + 1 : after + 6]]
        behind = behind[2:] if behind[:2] == ["so", "far"] else behind
        behind = behind[1:] if behind[:1] in (["of"], ["in"]) else behind
        if any(part.ends for part in found[index : after + 1]) or len(behind) < 2:
            continue
        if behind[0] in ("the", "this") and behind[1] in ("month", "year"):
            yield index, nth, behind[1]


def _nth(catalogue: Catalogue, event: Event, period: str) -> list[int]:
    """Which day of its month or year this is with a launch of its type, and which launches of it.

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
    for _, claim in catalogue.claims_on(event):
        value = readable_value(claim.value, "quantity") if claim.about in properties else None
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
    before = [word.low for word in counting.words(text[: figure.start])[-2:]]
    most = [value.high for value in counts]
    return before == ["at", "least"] and any(m is None or m >= figure.value for m in most)


def _listed(known: Iterable[QuantityValue]) -> str:
    return ", ".join(dict.fromkeys(value.text for value in known))


def of_event(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """Numbers in an event's words that its record contradicts."""
    for field in ("title", "summary") if catalogue.is_launch(event) else ():
        text = str(getattr(event, field) or "")
        for found in contradictions(catalogue, event, text, field == "title"):
            number = found.figure.text
            message = f"the text says {shown(number)} {found.what}, the record {found.recorded}"
            fix = "correct one of the two, or list it under `ignore` with a reason"
            problem = source.problem_in((field,), text, found.figure.start, "R013", message, fix)
            yield problem._replace(subject=number)
