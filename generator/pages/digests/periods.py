"""The months of the digest and what falls in each."""

from collections import defaultdict
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.schema.kinds import Article, Correction, Event, Fact, Record
from generator.schema.registry import having
from generator.values.times import DayValue, parse_day


class Corrected(NamedTuple):
    """One correction and the record it was made in."""

    kind: str
    record: Record
    correction: Correction


@per_catalogue
def months(catalogue: Catalogue) -> tuple[DayValue, ...]:
    """Every month with an event or an editor's note, oldest first."""
    found = {event.date for event in catalogue.events.values() if event.date.month}
    found |= {parse_day(key) for key in catalogue.months}
    return tuple(sorted({DayValue(day.year, day.month) for day in found}))


class Grouped(NamedTuple):
    """Records by month, `2026-01`; a fact stands in each month for which it has a value."""

    events: dict[str | None, list[Event]]
    articles: dict[str | None, list[Article]]
    facts: dict[str | None, list[Fact]]
    corrections: dict[str | None, list[Corrected]]


@per_catalogue
def grouped(catalogue: Catalogue) -> Grouped:
    """All that has a day, by its month; None holds what is known by its year alone."""
    found = Grouped(defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list))
    for event in catalogue.events.values():
        found.events[event.date.month_id].append(event)
    for article in catalogue.articles.values():
        if article.published:
            found.articles[article.published.month_id].append(article)
    for fact in catalogue.facts.values():
        days = (fact.as_of, *(old.as_of for old in fact.history))
        for key in dict.fromkeys(day.month_id for day in days):
            found.facts[key].append(fact)
    for corrected in corrections(catalogue):
        found.corrections[corrected.correction.on.month_id].append(corrected)
    return found


def corrections(catalogue: Catalogue) -> tuple[Corrected, ...]:
    """Every correction, newest first."""
    found = [
        Corrected(kind, record, correction)
        for kind in having("corrections")
        for record in catalogue.of_kind(kind).values()
        for correction in getattr(record, "corrections", ())
    ]
    return tuple(sorted(found, key=lambda c: (c.correction.on, c.record.id), reverse=True))


def field_words(catalogue: Catalogue, field: str) -> str:
    """The key of a record in a reader's words: `Number of dead`, `Port`.

    What statements are compared by has its name from the vocabulary.
    """
    key = field.replace(".", " ").split()[0]
    things = catalogue.settings.things
    fields = {"place": "place", things.key if things else "": "thing"}
    entry = catalogue.measure_of(fields[key]) if key in fields else None
    carried = (one for one in catalogue.measures.values() if one.carried_as == key)
    if entry := entry or next(carried, None):
        return entry.name
    words = field.removesuffix("_km").replace(".", ", ").replace("_", " ")
    return words[:1].upper() + words[1:]
