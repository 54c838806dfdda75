"""A year as an editor would tell it: its numbers, its months, what was most written about."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.pages import explainers
from generator.pages.counted import classes, counted_rows
from generator.pages.digests import monthly, periods, summaries
from generator.pages.shared import source_list
from generator.pages.shared.neighbours import neighbours
from generator.pages.shared.sentences import Link, Sentence
from generator.schema.kinds import Event, Explainer
from generator.values.scalars import Ref
from generator.values.times import DayValue
from generator.values.words import capital

TOP = 6


class Share(NamedTuple):
    """How many counted events of the year name a class, a system or a site.

    `besides` are events that a source puts in the class while their records do not.
    """

    words: str
    link: Link | None
    events: int
    besides: int = 0


class Year(NamedTuple):
    """What the records say of one year; lists run from its beginning to its end.

    `top` are events, each with how many articles on record report it.
    """

    id: int
    summary: Sentence
    figures: tuple[tuple[str, str], ...]
    months: tuple[monthly.Month, ...]
    shares: tuple[tuple[str, tuple[Share, ...]], ...]
    top: tuple[tuple[Event, int], ...]
    changed: tuple[monthly.Changed, ...]
    explainers: tuple[Explainer, ...]
    corrections: tuple[periods.Corrected, ...]
    has_log: bool
    previous: int | None
    following: int | None


@per_catalogue
def years(catalogue: Catalogue) -> tuple[int, ...]:
    """Every year with an event or an editor's note on one of its months, oldest first."""
    found = {event.date.year for event in catalogue.events.values()}
    return tuple(sorted(found | {which.year for which in periods.months(catalogue)}))


@per_catalogue
def year(catalogue: Catalogue, number: int) -> Year:
    """One year of the digest."""
    events = [event for event in catalogue.events.values() if event.date.year == number]
    rows = counted_rows.rows(catalogue, events)[::-1]
    months = tuple(
        monthly.month(catalogue, which)
        for which in periods.months(catalogue)
        if which.year == number
    )
    told = [row.event for row in rows] if catalogue.settings.counted else events
    return Year(
        number,
        summaries.summary(catalogue, DayValue(number), told),
        monthly.figures(catalogue, rows),
        months,
        shares(catalogue, rows),
        top(catalogue, events),
        tuple(changed for found in months for changed in found.changed),
        touched(catalogue, number, events),
        tuple(c for c in periods.corrections(catalogue)[::-1] if c.correction.on.year == number),
        bool(rows),
        *neighbours(years(catalogue), number),
    )


class YearOfMonths(NamedTuple):
    """A year in the list of digests."""

    year: int
    months: tuple[monthly.Month, ...]


def newest_first(catalogue: Catalogue) -> tuple[YearOfMonths, ...]:
    """Every year with an event and its months, both newest first."""
    found = monthly.newest_first(catalogue)
    return tuple(
        YearOfMonths(number, tuple(month for month in found if month.month.year == number))
        for number in reversed(years(catalogue))
    )


def shares(
    catalogue: Catalogue, rows: Sequence[counted_rows.CountedRow]
) -> tuple[tuple[str, tuple[Share, ...]], ...]:
    """Groups, systems and sites with the events that name them, most first."""
    entry = classes.grouping(catalogue)
    if entry and entry.field in ("thing", "place"):
        entry = None
    named: Counter[tuple[str, Link | None]] = Counter(
        _named(catalogue, ref)
        for row in rows
        for ref in (classes.of_measure(catalogue, row.event, entry) if entry else ())
    )
    systems = Counter(
        (found.name, Link("systems", found.id, found.name)) for row in rows for found in row.systems
    )
    sites = Counter(
        (place.name, Link("places", place.id, place.name)) for row in rows for place in row.places
    )
    of_class = entry is not None and entry.field == "class"
    events = [row.event for row in rows] if of_class else []
    besides = classes.named_besides(catalogue, events)
    named.update({(name, None): 0 for name in besides})
    found: list[tuple[str, tuple[Share, ...]]] = []
    what, things = catalogue.settings.counted, catalogue.settings.things
    for name, counts in (
        (entry.name if entry else "", named),
        (capital(things.one) if things else "", systems),
        (capital(what.place) if what else "", sites),
    ):
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][0].casefold()))
        if ordered:
            more = besides if counts is named else {}
            found.append((name, tuple(Share(*k, n, more.get(k[0], 0)) for k, n in ordered)))
    return tuple(found)


def _named(catalogue: Catalogue, ref: Ref) -> tuple[str, Link | None]:
    """A word, or a record with the link to it."""
    name = catalogue.called(ref)
    return name, None if ref.kind in catalogue.words else Link(ref.kind, ref, name)


def top(catalogue: Catalogue, events: Iterable[Event]) -> tuple[tuple[Event, int], ...]:
    """The events that most articles on record report, at least two."""
    found = [(event, len(source_list.reporting(catalogue, "events", event.id))) for event in events]
    ordered = sorted(found, key=lambda pair: -pair[1])
    return tuple(pair for pair in ordered[:TOP] if pair[1] > 1)


def touched(catalogue: Catalogue, number: int, events: Iterable[Event]) -> tuple[Explainer, ...]:
    """The explainers reviewed in the year, or that name one of its events."""
    ids = {event.id for event in events}
    return tuple(
        found
        for found in catalogue.explainers.values()
        if found.reviewed.year == number or ids & set(explainers.linked(found.body, "events"))
    )
