"""A year as an editor would tell it: its numbers, its months, what was most written about."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from generator.catalogue import Catalogue, launches
from generator.catalogue.once import per_catalogue
from generator.pages import explainers
from generator.pages.digests import monthly, periods, summaries
from generator.pages.launches import classes, launch_rows, milestones
from generator.pages.shared import source_list
from generator.pages.shared.sentences import Link, Sentence, capital, day_in, event_link, paragraph
from generator.schema.kinds import Event, Explainer
from generator.values.times import DayValue
from generator.values.words import listed, number_word

COMPARED = 3
TOP = 6


class MonthRow(NamedTuple):
    """A month of the year in numbers."""

    month: DayValue
    launches: int
    missiles: int
    others: int
    articles: int


class Share(NamedTuple):
    """How many launches of the year name a class, a system or a site.

    `besides` are launches that a source puts in the class while their records do not.
    """

    words: str
    link: Link | None
    launches: int
    besides: int = 0


class Written(NamedTuple):
    """An event and how many articles on record report it."""

    event: Event
    articles: int


class Year(NamedTuple):
    """What the records say of one year; lists run from its beginning to its end."""

    id: int
    summary: Sentence
    figures: tuple[tuple[str, str], ...]
    months: tuple[MonthRow, ...]
    shares: tuple[tuple[str, tuple[Share, ...]], ...]
    top: tuple[Written, ...]
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
    rows = launch_rows.rows(catalogue, events)[::-1]
    fired = [row.event for row in rows]
    months = [
        monthly.month(catalogue, which)
        for which in periods.months(catalogue)
        if which.year == number
    ]
    order = years(catalogue)
    index = order.index(number)
    longest = _longest(catalogue, number)
    pause = (("Longest pause, days", f"{longest.days:,}"),) if longest else ()
    return Year(
        number,
        year_summary(catalogue, number, fired),
        (*monthly.figures(catalogue, rows), *pause),
        tuple(
            MonthRow(
                found.month,
                len(found.launches),
                sum(len(told.event.flights) for told in found.launches),
                len(found.others),
                len(found.articles),
            )
            for found in months
        ),
        shares(catalogue, rows),
        top(catalogue, events),
        tuple(changed for found in months for changed in found.changed),
        touched(catalogue, number, events),
        tuple(c for c in periods.corrections(catalogue)[::-1] if c.correction.on.year == number),
        bool(rows),
        order[index - 1] if index else None,
        order[index + 1] if index + 1 < len(order) else None,
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


def year_summary(catalogue: Catalogue, number: int, events: Sequence[Event]) -> Sentence:
    """The year in a few sentences."""
    which = DayValue(number)
    if not events:
        return summaries.silence(catalogue, which)
    days = {event.date for event in events}
    until = summaries.until(catalogue, which)
    on = f" on {number_word(len(days))} days" if all(d.day for d in days) and len(days) > 1 else ""
    be = "is" if len(events) == 1 else "are"
    text = f"{capital(number_word(len(events)))} {'launch' if len(events) == 1 else 'launches'}"
    parts = (
        (f"{text}{on} {be} on record for {number}{until}.",),
        summaries.doubts(catalogue, events),
        compared(catalogue, number, len(events), bool(until)),
        busiest(events),
        pause(catalogue, number),
        summaries.new(catalogue, events),
        *summaries.records(catalogue, events),
    )
    return paragraph(part for part in parts if part)


def compared(catalogue: Catalogue, number: int, count: int, partial: bool) -> Sentence:
    """Beside the years before; a year that is not over is set beside them up to the same day."""
    found = launches.launches(catalogue)
    first = found[0].date.year
    before = range(number - 1, max(first, number - COMPARED) - 1, -1)
    if not before:
        return ("It is the first year with a launch on record.",)
    as_of = catalogue.settings.as_of.last
    if partial:
        same = {year: to_day(found, year, as_of) for year in before}
        text = listed([f"{year} has {summaries.none(same[year])}" for year in before])
        return (f"To the same day {text}.",)
    counts = Counter(event.date.year for event in found)
    if count >= summaries.MANY and count > max(counts[year] for year in range(first, number)):
        return ("No year before it has as many on record.",)
    return (f"{listed([f'{y} has {summaries.none(counts[y])}' for y in before])}.",)


def to_day(events: Iterable[Event], year: int, day: date) -> int:
    """The launches of a year that surely lie on or before that day of the year."""
    return sum(
        event.date.year == year
        and (event.date.last.month, event.date.last.day) <= (day.month, day.day)
        for event in events
    )


def busiest(events: Iterable[Event]) -> Sentence:
    """The month with the most launches, where there is one."""
    months = Counter(DayValue(e.date.year, e.date.month) for e in events if e.date.month)
    most = months.most_common(2)
    if not most or most[0][1] < summaries.MANY or (len(most) > 1 and most[0][1] == most[1][1]):
        return ()
    month, number = most[0]
    return (f"{month.words.split()[0]} has the most of them, {number_word(number)}.",)


def pause(catalogue: Catalogue, number: int) -> Sentence:
    """The longest pause that ended in the year."""
    longest = _longest(catalogue, number)
    if longest is None or longest.days < summaries.LONG:
        return ()
    return (
        f"The longest pause that ended in it is of {longest.days:,} days, from ",
        event_link(longest.before, day_in(longest.before.date, number)),
        " to ",
        event_link(longest.after, day_in(longest.after.date, number)),
        ".",
    )


def _longest(catalogue: Catalogue, number: int) -> milestones.Pause | None:
    ended = [found for found in milestones.pauses(catalogue) if found.after.date.year == number]
    return max(ended, key=lambda found: found.days, default=None)


def shares(
    catalogue: Catalogue, rows: Sequence[launch_rows.LaunchRow]
) -> tuple[tuple[str, tuple[Share, ...]], ...]:
    """Classes, systems and sites with the launches that name them, most first."""
    named = Counter((name, None) for row in rows for name in row.classes)
    systems = Counter(
        (found.name, Link("systems", found.id, found.name)) for row in rows for found in row.systems
    )
    sites = Counter(
        (row.place.name, Link("places", row.place.id, row.place.name)) for row in rows if row.place
    )
    besides = classes.named_besides(catalogue, (row.event for row in rows))
    named.update({(name, None): 0 for name in besides})
    found: list[tuple[str, tuple[Share, ...]]] = []
    for name, counts in (("Class", named), ("System", systems), ("Site", sites)):
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][0].casefold()))
        if ordered:
            more = besides if name == "Class" else {}
            found.append((name, tuple(Share(*k, n, more.get(k[0], 0)) for k, n in ordered)))
    return tuple(found)


def top(catalogue: Catalogue, events: Iterable[Event]) -> tuple[Written, ...]:
    """The events that most articles on record report, at least two."""
    counted = [
        Written(event, len(source_list.reporting(catalogue, "events", event.id)))
        for event in events
    ]
    ordered = sorted(counted, key=lambda row: -row.articles)
    return tuple(row for row in ordered[:TOP] if row.articles > 1)


def touched(catalogue: Catalogue, number: int, events: Iterable[Event]) -> tuple[Explainer, ...]:
    """The explainers reviewed in the year, or that name one of its events."""
    ids = {event.id for event in events}
    return tuple(
        found
        for found in catalogue.explainers.values()
        if found.reviewed.year == number or ids & set(explainers.linked(found.body, "events"))
    )
