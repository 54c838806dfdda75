"""The months of the digest and its corrections."""

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.model.records import Article, Correction, Event, Fact
from generator.model.times import DayValue
from generator.views import launches
from generator.views.words import counted, listed, number_word


class Corrected(NamedTuple):
    """One correction and the record it was made in."""

    kind: str
    record: Event | Article
    correction: Correction


class Month(NamedTuple):
    """What the records say of one month."""

    id: str
    month: DayValue
    rows: tuple[launches.LaunchRow, ...]
    others: tuple[Event, ...]
    articles: tuple[Article, ...]
    facts: tuple[Fact, ...]
    corrections: tuple[Corrected, ...]
    lead: str
    previous: DayValue | None
    following: DayValue | None


@lru_cache(maxsize=1)
def months(catalogue: Catalogue) -> tuple[DayValue, ...]:
    """Every month with an event, oldest first."""
    found = {event.date for event in catalogue.events.values() if event.date.month}
    return tuple(sorted({DayValue(day.year, day.month) for day in found}))


class _Grouped(NamedTuple):
    """Records by month, `2026-01`."""

    events: dict[str | None, list[Event]]
    articles: dict[str | None, list[Article]]
    facts: dict[str | None, list[Fact]]
    corrections: dict[str | None, list[Corrected]]


@lru_cache(maxsize=1)
def _grouped(catalogue: Catalogue) -> _Grouped:
    found = _Grouped(defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list))
    for event in catalogue.events.values():
        found.events[event.date.month_id].append(event)
    for article in catalogue.articles.values():
        if article.published:
            found.articles[article.published.month_id].append(article)
    for fact in catalogue.facts.values():
        found.facts[fact.as_of.month_id].append(fact)
    for corrected in corrections(catalogue):
        found.corrections[corrected.correction.on.month_id].append(corrected)
    return found


@lru_cache(maxsize=4096)
def month(catalogue: Catalogue, which: DayValue) -> Month:
    """One month; lists run from the first day to the last."""
    key = str(which)
    grouped = _grouped(catalogue)
    events = grouped.events[key]
    rows = launches.rows(catalogue, events)[::-1]
    order = months(catalogue)
    index = order.index(which)
    others = tuple(event for event in events if not catalogue.is_launch(event))
    return Month(
        key,
        which,
        rows,
        others,
        tuple(grouped.articles[key]),
        tuple(grouped.facts[key]),
        tuple(grouped.corrections[key]),
        _lead(which, rows, others),
        order[index - 1] if index else None,
        order[index + 1] if index + 1 < len(order) else None,
    )


def newest_first(catalogue: Catalogue) -> tuple[Month, ...]:
    """Every month of the digest."""
    return tuple(month(catalogue, which) for which in reversed(months(catalogue)))


def _lead(
    month: DayValue,
    rows: tuple[launches.LaunchRow, ...],
    others: tuple[Event, ...],
) -> str:
    """The month in a sentence or two."""
    if not rows:
        what = counted(len(others), "other event")
        stand = "stands" if len(others) == 1 else "stand"
        return f"No launch is on record for {month.words}; {what} {stand} below."
    days = len({row.event.date for row in rows})
    systems = dict.fromkeys(system.name for row in rows for system in row.systems)
    flights = sum(len(row.event.flights) for row in rows)
    first = (
        f"{number_word(len(rows)).capitalize()} {'launch' if len(rows) == 1 else 'launches'} on "
        f"{number_word(days)} {'day' if days == 1 else 'days'} "
        f"{'is' if len(rows) == 1 else 'are'} on record for {month.words}"
    )
    missiles = f", with {counted(flights, 'missile')} listed one by one" if flights else ""
    named = f" Systems named: {listed(list(systems))}." if systems else ""
    other = f" {number_word(len(others)).capitalize()} other " if others else ""
    if other:
        other += "event stands below." if len(others) == 1 else "events stand below."
    return f"{first}{missiles}.{named}{other}"


def corrections(catalogue: Catalogue) -> tuple[Corrected, ...]:
    """Every correction, newest first."""
    found = [
        Corrected(kind, record, correction)
        for kind in ("events", "articles")
        for record in catalogue.of_kind(kind).values()
        for correction in record.corrections
    ]
    return tuple(sorted(found, key=lambda c: (c.correction.on, c.record.id), reverse=True))
