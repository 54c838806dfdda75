"""The front page: what happened last, how the year goes beside others, and what is new."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.charts.drawing import Drawing
from generator.charts.pace import YearDays, pace
from generator.evidence import matrix
from generator.pages import charts, events
from generator.pages.counted import counted_rows
from generator.pages.digests.periods import Corrected, corrections
from generator.schema.kinds import Article, Event
from generator.values.words import counted, listed, number_word

EARLIER_YEARS = 5


class YearSoFar(NamedTuple):
    """The current year to the day of the digest, beside the same days of earlier years."""

    year: int
    events: int
    sentence: str
    drawing: Drawing


class Front(NamedTuple):
    """What the front page tells; None and () where the records hold none."""

    last: counted_rows.CountedRow | None
    tally: str
    disagreements: tuple[matrix.Group, ...]
    since_last: str
    so_far: YearSoFar | None
    recent: tuple[counted_rows.CountedRow, ...]
    articles: tuple[Article, ...]
    events: tuple[Event, ...]
    corrections: tuple[Corrected, ...]
    totals: dict[str, int]
    since: int | None


def front(catalogue: Catalogue) -> Front:
    """Everything on the front page."""
    found = counted_events.every(catalogue)
    rows = counted_rows.compared_rows(catalogue, found[-7:])
    news = [article for article in catalogue.articles.values() if article.kind != "database"]
    others = [event for event in catalogue.events.values() if not catalogue.is_counted(event)]
    last = events.view(catalogue, rows[0].event) if rows else None
    return Front(
        counted_rows.sure_row(catalogue, rows[0]) if rows else None,
        last.tally.words if last and last.groups else "",
        last.disagreements if last else (),
        _since(catalogue, found[-1]) if found else "",
        so_far(catalogue) if found else None,
        rows,
        tuple(news[::-1][:6]),
        tuple(others[::-1][:5]),
        corrections(catalogue)[:5],
        {
            "counted": len(found),
            "at_least": counted_events.parts_at_least(catalogue, found),
            "parts": sum(len(event.parts) for event in found),
            "articles": sum(found.kind != "database" for found in catalogue.articles.values()),
            "entries": sum(found.kind == "database" for found in catalogue.articles.values()),
            "claims": sum(len(article.claims) for article in catalogue.articles.values()),
        },
        found[0].date.year if found else None,
    )


def _since(catalogue: Catalogue, event: Event) -> str:
    """How long ago it was on the day of the digest, where both days are known."""
    as_of = catalogue.settings.as_of
    if not (event.date.day and as_of.day):
        return ""
    days = (as_of.first - event.date.first).days
    if not days:
        return "On the last day of the records"
    return f"{counted(days, 'day')} before the last day of the records, {as_of.words}"


def so_far(catalogue: Catalogue) -> YearSoFar:
    """The counted events of the year to the day of the digest, and of the years before it.

    One whose day is not known counts from the last day it may have been.
    """
    as_of = catalogue.settings.as_of.last
    years = tuple(
        YearDays(
            year,
            tuple(
                day_of_year(min(event.date.last, as_of))
                for event in counted_events.every(catalogue)
                if event.date.year == year
            ),
        )
        for year in range(as_of.year - EARLIER_YEARS, as_of.year + 1)
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
