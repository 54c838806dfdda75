"""A month as an editor would tell it, in sentences made from the records."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.evidence import claims
from generator.pages import facts
from generator.pages.counted import counted_rows
from generator.pages.digests import periods, summaries
from generator.pages.shared import source_list
from generator.pages.shared.neighbours import neighbours
from generator.pages.shared.sentences import (
    Sentence,
    differing,
    doubt,
    happened,
    measured,
    opening,
    outcome,
    paragraph,
    spoken,
)
from generator.schema import kinds as schema
from generator.schema.kinds import Article, Event, Fact
from generator.values.times import DayValue
from generator.values.words import capital, counted, listed, plural, with_article


class EventOfMonth(NamedTuple):
    """A counted or another event, told in a sentence or two."""

    event: Event
    row: counted_rows.CountedRow | None
    account: Sentence
    differs: Sentence = ()
    """On what its sources differ."""

    @property
    def text(self) -> Sentence:
        """All that is said of it."""
        return paragraph(part for part in (self.account, self.differs) if part)


class Changed(NamedTuple):
    """A value that a fact had in the month."""

    fact: Fact
    stand: facts.DatedValue


class Month(NamedTuple):
    """What the records say of one month; every list runs from its first day to its last."""

    id: str
    month: DayValue
    note: schema.Month | None
    """What an editor wrote about it."""
    lead: Sentence
    """How the note begins, or else `summary`: what a list or a shared link has room for."""
    summary: Sentence
    figures: tuple[tuple[str, str], ...]
    counted: tuple[EventOfMonth, ...]
    others: tuple[EventOfMonth, ...]
    articles: tuple[Article, ...]
    changed: tuple[Changed, ...]
    corrections: tuple[periods.Corrected, ...]
    sources: dict[str, source_list.Source]
    """The sources of the note."""
    previous: DayValue | None
    following: DayValue | None

    @property
    def parts(self) -> int:
        """How many parts sources list one by one."""
        return sum(len(found.event.parts) for found in self.counted)


@per_catalogue
def month(catalogue: Catalogue, which: DayValue) -> Month:
    """One month with an event or an editor's note."""
    key = str(which)
    grouped = periods.grouped(catalogue)
    events = grouped.events[key]
    others = [event for event in events if not catalogue.is_counted(event)]
    rows = counted_rows.rows(catalogue, events)[::-1]
    changed = tuple(
        Changed(fact, stand)
        for fact in grouped.facts[key]
        for stand in facts.dated_values(fact)
        if stand.version.as_of.month_id == key
    )
    also = [
        counted(number, noun)
        for number, noun in (
            (len(others) if catalogue.settings.counted else 0, "other event"),
            (len(grouped.articles[key]), "article"),
            (len(changed), "number"),
        )
        if number
    ]
    note = catalogue.months.get(key)
    counted_ones = [row.event for row in rows] if catalogue.settings.counted else others
    told_first = summaries.summary(catalogue, which, counted_ones)
    summary = (
        *told_first,
        *([f"{' ' if told_first else ''}Also of the month: {listed(also)}."] if also else []),
    )
    return Month(
        key,
        which,
        note,
        opening(catalogue, note.note) if note else summary,
        summary,
        figures(catalogue, rows),
        tuple(told(catalogue, row) for row in rows),
        tuple(
            EventOfMonth(event, None, opening(catalogue, event.summary) if event.summary else ())
            for event in others
        ),
        tuple(grouped.articles[key]),
        changed,
        tuple(grouped.corrections[key])[::-1],
        source_list.sources(catalogue, _rests(catalogue, note)) if note else {},
        *neighbours(periods.months(catalogue), which),
    )


def _rests(catalogue: Catalogue, note: schema.Month) -> Iterator[str]:
    """The articles on which a note rests: those that it cites, and those of its numbers."""
    for link in note.note.links:
        if link.ref.kind == "articles":
            yield link.ref
        elif link.ref.kind == "facts":
            yield catalogue.facts[link.ref].article


def newest_first(catalogue: Catalogue) -> tuple[Month, ...]:
    """Every month of the digest."""
    return tuple(month(catalogue, which) for which in reversed(periods.months(catalogue)))


def told(catalogue: Catalogue, row: counted_rows.CountedRow) -> EventOfMonth:
    """A counted event: what, when, where, how much, who is on record, on what sources differ."""
    event = row.event
    statements = claims.about(catalogue, "events", event.id)
    sure = counted_rows.sure_row(catalogue, row)
    differs = differing(event, summaries.disputed(catalogue, event))
    parts = (
        happened(catalogue, sure),
        doubt(catalogue, event),
        measured(catalogue, sure),
        outcome(catalogue, row),
        spoken(statements),
    )
    return EventOfMonth(event, row, paragraph(part for part in parts if part), differs)


def figures(
    catalogue: Catalogue, rows: Sequence[counted_rows.CountedRow]
) -> tuple[tuple[str, str], ...]:
    """The counted events of a period in numbers, each with its name; nothing without any."""
    if not rows:
        return ()
    days = {row.event.date for row in rows}
    listed_parts = sum(len(row.event.parts) for row in rows)
    systems = {system.id for row in rows for system in row.systems}
    places = {place.id for row in rows for place in row.places}
    what, parts, things = (
        catalogue.counted,
        catalogue.settings.parts,
        catalogue.settings.things,
    )
    least = counted_events.parts_at_least(catalogue, [row.event for row in rows])
    found = (
        (capital(what.many), len(rows)),
        (f"Days with {with_article(what.one)}", len(days) if all(day.day for day in days) else 0),
        (f"{capital(parts.all)}, at least", least) if parts else ("", 0),
        (f"{capital(parts.all)} listed one by one", listed_parts) if parts else ("", 0),
        (f"{capital(things.many)} named", len(systems)) if things else ("", 0),
        (f"{capital(plural(what.place))} named", len(places)),
    )
    return tuple((name, f"{number:,}") for name, number in found if number)
