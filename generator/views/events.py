"""What an event's page asks, and lists of events."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.model.records import Actor, Article, Entry, Event, Place, Sourced
from generator.views import claims, launches
from generator.views.citations import Source, cited, reporting, sources
from generator.views.words import counted


class Part(NamedTuple):
    """Someone who took part in an event."""

    actor: Actor
    role: Entry


class Ended(NamedTuple):
    """Where flights of a launch came down, and the articles that say so."""

    place: Place
    articles: tuple[str, ...]


class EventView(NamedTuple):
    """Everything on an event's page."""

    event: Event
    type: Entry
    row: launches.LaunchRow | None
    flights: tuple[launches.FlightRow, ...]
    standing: launches.Standing | None
    parts: tuple[Part, ...]
    groups: tuple[claims.Group, ...]
    origins: tuple[Actor, ...]
    tally: str
    disagreements: tuple[claims.Group, ...]
    related: tuple[Event, ...]
    sources: dict[str, Source]
    time_article: str | None
    range_articles: tuple[str, ...]
    apogee_articles: tuple[str, ...]
    landings: tuple[Ended, ...]
    newer: Event | None
    older: Event | None


def view(catalogue: Catalogue, event: Event) -> EventView:
    """One event with its claims, flights, sources and neighbours."""
    statements = claims.about(catalogue, "events", event.id)
    groups = claims.groups(catalogue, statements)
    origins = claims.origins(statements)
    articles = (*cited(event), *reporting(catalogue, "events", event.id))
    launch = catalogue.is_launch(event)
    timed = [*(f for f in event.flights if f.time), *((event.time,) if event.time else ())]
    order = _order(catalogue)
    index = _positions(catalogue)[event.id]
    pointing = [
        catalogue.events[mention.id]
        for mention in catalogue.mentions.get(("events", event.id), ())
        if mention.kind == "events"
    ]
    related = {other.id: other for other in pointing}
    related |= {ref: catalogue.events[ref] for ref in event.related}
    return EventView(
        event,
        catalogue.word(event.type),
        launches.row(catalogue, event) if launch else None,
        launches.flight_rows(catalogue, [event]),
        launches.standings(catalogue).get(event.id),
        tuple(Part(catalogue.actors[p.id], catalogue.word(p.role)) for p in event.actors),
        groups,
        tuple(origins.values()),
        tally(statements, len(origins)),
        tuple(group for group in groups if group.verdict == "differ"),
        in_order(related.values()),
        sources(catalogue, articles),
        next((part.article for part in timed), None),
        _articles(event.range_km, (f for f in event.flights if f.range_km)),
        _articles(event.apogee_km, (f for f in event.flights if f.apogee_km)),
        _landings(catalogue, event),
        catalogue.events[order[index + 1]] if index + 1 < len(order) else None,
        catalogue.events[order[index - 1]] if index else None,
    )


def _articles(whole: Sourced | None, parts: Iterable[Sourced]) -> tuple[str, ...]:
    """What a value rests on: the article of the whole, or those of its parts, each once."""
    return tuple(dict.fromkeys(part.article for part in ((whole,) if whole else parts)))


def _landings(catalogue: Catalogue, event: Event) -> tuple[Ended, ...]:
    """The seas or lands where it ended, as the event or else its flights say, each once."""
    found: dict[str, list[str]] = {}
    if event.landing:
        found[event.landing.place] = [event.landing.article]
    else:
        for flight in event.flights:
            if flight.landing:
                found.setdefault(flight.landing, []).append(flight.article)
    return tuple(
        Ended(catalogue.places[key], tuple(dict.fromkeys(articles)))
        for key, articles in found.items()
    )


@lru_cache(maxsize=1)
def _order(catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(catalogue.events)


@lru_cache(maxsize=1)
def _positions(catalogue: Catalogue) -> dict[str, int]:
    return {key: index for index, key in enumerate(catalogue.events)}


def tally(statements: Iterable[claims.Statement], origins: int) -> str:
    """`12 statements in 4 articles from 3 origins`."""
    found = list(statements)
    articles = len({statement.article.id for statement in found})
    return (
        f"{counted(len(found), 'statement')} in {counted(articles, 'article')} "
        f"from {counted(origins, 'origin')}"
    )


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Oldest first."""
    return tuple(sorted(events, key=lambda event: (event.date, event.id)))


class YearOfEvents(NamedTuple):
    year: int
    events: tuple[Event, ...]


def by_year(events: Iterable[Event]) -> tuple[YearOfEvents, ...]:
    """Newest year first, within a year newest first."""
    ordered = in_order(events)[::-1]
    years = dict.fromkeys(event.date.year for event in ordered)
    return tuple(
        YearOfEvents(year, tuple(event for event in ordered if event.date.year == year))
        for year in years
    )


def of_article(catalogue: Catalogue, article: Article) -> tuple[Event, ...]:
    """The events an article reports, oldest first."""
    return in_order(catalogue.events[ref] for ref in article.events)
