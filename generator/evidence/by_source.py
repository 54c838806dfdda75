"""How many counted events each main source speaks of, and how many parts it counts, by year."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.evidence import claims
from generator.evidence.agreement import subject
from generator.evidence.claims import Statement, short_name
from generator.schema.kinds import Actor, Event
from generator.values.numbers import QuantityValue
from generator.values.times import DayValue
from generator.values.tolerance import Difference


class Number(NamedTuple):
    """How many parts one source counts in one event, or this digest; both may be open."""

    low: Decimal
    exact: bool


class Sum(NamedTuple):
    """What one source says of the events of a year.

    `events` are those of which it says anything, `numbered` those whose parts it counts, `parts`
    how many these are together: at least, unless every number is `exact`.
    """

    events: int
    numbered: int
    parts: int
    exact: bool

    @property
    def text(self) -> str:
        """The parts in digits, with their bound."""
        return f"{self.parts:,}" if self.exact else f"at least {self.parts:,}"


class Source(NamedTuple):
    """A main source: the bodies of one state or organisation, represented by one.

    `first` and `last` are the days of the first and the last event of which it says anything;
    `read` is the day up to which its own publications were read, None where none was.
    """

    name: str
    actor: Actor
    first: DayValue | None
    last: DayValue | None
    read: DayValue | None
    total: Sum


class Year(NamedTuple):
    """The sums of a year in the order of the sources; `own` is that of this digest."""

    year: int
    own: Sum
    sums: tuple[Sum, ...]


class Apart(NamedTuple):
    """An event whose parts a source counts otherwise; `texts` in the order of the sources."""

    event: Event
    own: str
    texts: tuple[tuple[str, bool], ...]


class BySource(NamedTuple):
    """All of it, newest first."""

    sources: tuple[Source, ...]
    years: tuple[Year, ...]
    apart: tuple[Apart, ...]


class _Heard(NamedTuple):
    """What a source says of one event: whether anything, and the number of its parts."""

    event: Event
    number: QuantityValue | None


def on_record(catalogue: Catalogue, event: Event) -> tuple[bool, ...]:
    """Whether each main source has a statement on an event, in the order of the topic."""
    voices = {
        body
        for one in claims.about(catalogue, "events", event.id)
        for body in _voices(catalogue, one)
    }
    return tuple(claims.body(catalogue, actor) in voices for actor in _actors(catalogue))


def says_any(catalogue: Catalogue) -> bool:
    """Whether any main source has said anything of a counted event."""
    return any(True for actor in _actors(catalogue) for _ in _heard(catalogue, actor))


@per_catalogue
def by_source(catalogue: Catalogue) -> BySource | None:
    """The counts of the main sources; None where there are none, or they have said nothing."""
    events, actors = counted_events.every(catalogue), _actors(catalogue)
    heard = [tuple(_heard(catalogue, actor)) for actor in actors]
    if not any(heard):
        return None

    years = tuple(
        Year(
            year,
            _own(event for event in events if event.date.year == year),
            tuple(_sum(one for one in of if one.event.date.year == year) for of in heard),
        )
        for year in reversed(counted_events.years(catalogue))
    )
    sources = tuple(
        Source(
            short_name(actor),
            actor,
            of[0].event.date if of else None,
            of[-1].event.date if of else None,
            _read(catalogue, claims.body(catalogue, actor)),
            _sum(of),
        )
        for actor, of in zip(actors, heard, strict=True)
    )
    return BySource(sources, years, tuple(_apart(events, heard))[::-1])


def _actors(catalogue: Catalogue) -> list[Actor]:
    """The main sources, in the order of the topic."""
    return [catalogue.actors[ref] for ref in catalogue.settings.sources]


def _heard(catalogue: Catalogue, actor: Actor) -> Iterator[_Heard]:
    """The counted events of which a source says anything, or that a database of its own lists."""
    body = claims.body(catalogue, actor)
    for event in counted_events.every(catalogue):
        about = claims.about(catalogue, "events", event.id)
        said = [one for one in about if body in _voices(catalogue, one)]
        if said:
            yield _Heard(event, _number(body, said))


def _voices(catalogue: Catalogue, statement: Statement) -> tuple[str, ...]:
    """The body that a statement is of, and the one whose database has it."""
    if not statement.listed:
        return (statement.body,)
    publisher = catalogue.actors[statement.article.publisher]
    return (statement.body, claims.body(catalogue, publisher))


def _number(body: str, said: Iterable[Statement]) -> QuantityValue | None:
    """The number of parts that a body gave last; its own word before one that it passes on."""
    numbers = [
        (one.body == body, one.value)
        for one in said
        if one.entry.field == "count" and not (subject(one)[1] or one.denied or one.withdrawn)
    ]
    numbers.sort(key=lambda pair: pair[0])
    values = [value for _, value in numbers if isinstance(value, QuantityValue)]
    return values[-1] if values else None


def _sum(heard: Iterable[_Heard]) -> Sum:
    of = tuple(heard)
    numbers = [one.number for one in of if one.number]
    low = sum((number.low or Decimal(0) for number in numbers), Decimal(0))
    exact = all(number.exact is not None for number in numbers)
    return Sum(len(of), len(numbers), int(low), exact)


def _own(events: Iterable[Event]) -> Sum:
    """What is on record here, counted as the sources are."""
    return _sum(_Heard(event, _count(event)) for event in events)


def _count(event: Event) -> QuantityValue | None:
    """The number of parts on record here."""
    count: QuantityValue | None = event.held("count") and event.held("count").stated
    return count


def _apart(events: Iterable[Event], heard: Iterable[Iterable[_Heard]]) -> Iterator[Apart]:
    """The events of which a source gives a number that cannot be true beside ours."""
    by_event = [{one.event.id: one.number for one in of if one.number} for of in heard]
    for event in events:
        own = _count(event)
        numbers = [of.get(event.id) for of in by_event]
        if own is None:
            continue
        texts = tuple(
            (str(number or ""), number is not None and _contrary(own, number)) for number in numbers
        )
        if any(differs for _, differs in texts):
            yield Apart(event, str(own), texts)


def _contrary(own: QuantityValue, other: QuantityValue) -> bool:
    """Whether two numbers of things cannot both be true."""
    return own.differs(other, None) is Difference.MATERIAL


def _read(catalogue: Catalogue, body: str) -> DayValue | None:
    """The latest day of which a publication of a body's own was read."""
    days = [
        day
        for article in catalogue.articles.values()
        if claims.body(catalogue, catalogue.actors[article.publisher]) == body
        for day in (article.retrieved, article.published)
        if day
    ]
    return max(days, default=None)
