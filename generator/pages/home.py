"""The front page: what happened last, how the year goes beside others, and what is new."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.charts.drawing import Drawing
from generator.charts.pace import YearDays, pace
from generator.evidence import by_source, disagreement, matrix
from generator.evidence.claims import short_name
from generator.pages import charts
from generator.pages.counted import classes, counted_rows
from generator.pages.digests import monthly, periods, yearly
from generator.pages.digests.periods import Corrected
from generator.pages.shared import feeds
from generator.schema.kinds import Article, Event
from generator.values.scalars import Ref
from generator.values.words import listed, number_word

EARLIER_YEARS = 5
# How many counted events are in the table, how many disputes and other records below it, how many
# values a dispute has at most, and how many speakers a value.
RECENT, DISPUTES, AROUND, CHIPS, SPEAKERS = 5, 4, 3, 4, 2


class YearSoFar(NamedTuple):
    """The current year to the day of the digest, beside the same days of earlier years."""

    year: int
    events: int
    sentence: str
    drawing: Drawing


class Chip(NamedTuple):
    """A value with the short names of who gives it; `contrary` where it differs from the first."""

    text: str
    speakers: tuple[str, ...]
    contrary: bool

    @property
    def by(self) -> str:
        """The first of those who give it, in words."""
        return listed(self.speakers[:SPEAKERS])


class Dispute(NamedTuple):
    """A counted event on whose `property` sources differ in earnest, with their values."""

    event: Event
    property: str
    chips: tuple[Chip, ...]


class Front(NamedTuple):
    """What the front page tells; None and () where the records hold none.

    `month` is the last one on record. `recent` are the last counted events, newest first, each with
    whether each of the `sources` has a statement on it; `short` has the names of those that are
    known by letters. `ago` is how many days before the end of the records the last of them was.
    """

    month: monthly.Month | None
    recent: tuple[counted_rows.CountedRow, ...]
    sources: tuple[str, ...]
    short: tuple[tuple[str, str], ...]
    ago: int | None
    on_record: tuple[tuple[bool, ...], ...]
    so_far: YearSoFar | None
    group: str
    classes: tuple[yearly.Share, ...]

    disputes: tuple[Dispute, ...]
    articles: tuple[Article, ...]
    events: tuple[Event, ...]
    corrected: Corrected | None
    totals: dict[str, int]
    ways: list[str]
    since: int | None


@per_catalogue
def front(catalogue: Catalogue) -> Front:
    """Everything on the front page."""
    found = counted_events.every(catalogue)
    rows = counted_rows.compared_rows(catalogue, found[-RECENT:])
    news = [article for article in catalogue.articles.values() if not catalogue.compiled(article)]
    claiming = [article for article in catalogue.articles.values() if article.claims]
    others = [event for event in catalogue.events.values() if not catalogue.is_counted(event)]
    months = periods.months(catalogue)
    of_year = [event for event in found if event.date.year == catalogue.settings.as_of.year]
    speakers = [catalogue.actors[ref] for ref in catalogue.settings.sources]
    last = found[-1].date if found else None
    as_of = catalogue.settings.as_of
    shares = dict(yearly.shares(catalogue, counted_rows.rows(catalogue, of_year)))
    return Front(
        monthly.month(catalogue, months[-1]) if months else None,
        rows,
        tuple(map(short_name, speakers)),
        tuple((short_name(one), one.name) for one in speakers if short_name(one) != one.name),
        (as_of.first - last.first).days if last and last.day and as_of.day else None,
        tuple(by_source.on_record(catalogue, row.event) for row in rows),
        so_far(catalogue) if found else None,
        charts.words_of(catalogue).group if found else "",
        shares.get(entry.name, ()) if (entry := classes.grouping(catalogue)) else (),
        tuple(islice(_disputes(catalogue), DISPUTES)),
        tuple(news[::-1][:AROUND]),
        tuple(others[::-1][:AROUND]),
        next(iter(periods.corrections(catalogue)), None),
        {
            "counted": len(found),
            "at_least": counted_events.parts_at_least(catalogue, found),
            "parts": sum(len(event.parts) for event in found),
            "articles": sum(not catalogue.compiled(one) for one in claiming),
            "entries": sum(catalogue.compiled(one) for one in claiming),
            "claims": sum(len(one.claims) for one in claiming),
        },
        feeds.ways(catalogue),
        found[0].date.year if found else None,
    )


def _disputes(catalogue: Catalogue) -> Iterator[Dispute]:
    """The counted events on which sources differ in earnest, newest first."""
    for event in reversed(counted_events.every(catalogue)):
        for group in disagreement.differing(disagreement.groups(catalogue, event)[1]):
            part = next(part for part in group.parts if part.verdict == "differ")
            chips = tuple(_chips(catalogue, part))
            others = {name for chip in chips if chip.contrary for name in chip.speakers}
            # Who differs from an earlier word of their own alone has corrected it.
            if others.difference(*(chip.speakers for chip in chips[:1])):
                yield Dispute(event, group.entry.name, chips[:CHIPS])
                break


def _chips(catalogue: Catalogue, part: matrix.Part) -> Iterator[Chip]:
    """The values of a part: that which the digest shows first, then those that differ from it."""
    by_mark = {mark: [v for v in part.values if v.mark == mark] for mark in matrix.MARKS}
    shown = by_mark["same"] or by_mark["fits"]
    if not shown and part.resolved_value:
        values = part.resolved_value.values
        own = [catalogue.called(v) if isinstance(v, Ref) else str(v) for v in values]
        yield Chip(part.resolved_value.text or listed(own), ("shown first",), False)
    for value in (*shown[:1], *by_mark["differs"], *by_mark["denies"]):
        speakers = dict.fromkeys(short_name(one.origin) for one in value.statements)
        yield Chip(
            value.clocks.short[0] if value.clocks else value.text,
            tuple(speakers),
            value not in shown,
        )


def so_far(catalogue: Catalogue) -> YearSoFar:
    """The counted events of the year to the day of the digest, and of years before it on record.

    One whose day is not known counts from the last day it may have been.
    """
    as_of = catalogue.settings.as_of.last
    first = max(counted_events.years(catalogue)[0], as_of.year - EARLIER_YEARS)
    years = tuple(
        YearDays(
            year,
            tuple(
                day_of_year(min(event.date.last, as_of))
                for event in counted_events.every(catalogue)
                if event.date.year == year
            ),
        )
        for year in range(min(first, as_of.year), as_of.year + 1)
    )
    today = day_of_year(as_of)
    counts = {year.year: sum(day <= today for day in year.days) for year in years}
    return YearSoFar(
        as_of.year,
        counts[as_of.year],
        compared(counts, as_of.year),
        pace("pace", catalogue.counted.many, years, today, charts.words_of(catalogue).counting),
    )


def day_of_year(day: date) -> int:
    """0 is 1 January, 365 is 31 December; 1 March has one number in every year, 60."""
    return (date(2024, day.month, day.day) - date(2024, 1, 1)).days


def compared(counts: Mapping[int, int], year: int) -> str:
    """How a year's count compares: `More than in 2025 (9), fewer than in 2022 (37)`."""
    ours = counts[year]
    others = [(other, n) for other, n in sorted(counts.items(), reverse=True) if other != year]
    groups = {
        "more than": [f"{other} ({n})" for other, n in others if n < ours],
        "as many as": [f"{other}" for other, n in others if n == ours],
        "fewer than": [f"{other} ({n})" for other, n in others if n > ours],
    }
    used = {words: years for words, years in groups.items() if years}
    if len(used) == 1 and len(others) > 1:
        text = f"{next(iter(used))} in each of the {number_word(len(others))} years before"
    else:
        text = ", ".join(f"{words} in {listed(years)}" for words, years in used.items())
    return text[:1].upper() + text[1:]
