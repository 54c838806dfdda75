"""What points at an actor, a system, a place or a fact, and the index of each kind."""

from typing import Any, NamedTuple

from generator.catalogue import Catalogue, launches
from generator.charts.sparkline import Spark
from generator.evidence import claims
from generator.pages.events import in_order
from generator.pages.launches import launch_rows
from generator.pages.launches.log import Log, log
from generator.pages.shared.source_list import Source, cited, sources
from generator.schema.kinds import Actor, Article, Event, Explainer, Fact, Place, System

LINKED = ("events", "articles", "actors", "systems", "places", "facts", "terms", "explainers")


class Backlinks(NamedTuple):
    """Records that refer to one, by kind."""

    events: tuple[Event, ...]
    articles: tuple[Article, ...]
    actors: tuple[Actor, ...]
    systems: tuple[System, ...]
    places: tuple[Place, ...]
    facts: tuple[Fact, ...]
    terms: tuple[Any, ...]
    explainers: tuple[Explainer, ...]


def backlinks(catalogue: Catalogue, kind: str, key: str) -> Backlinks:
    """Everything that refers to a record, each kind in its own order (events newest first)."""
    found: dict[str, set[str]] = {name: set() for name in LINKED}
    for mention in catalogue.mentions.get((kind, key), ()):
        found[mention.kind].add(mention.id)
    ordered = {
        name: tuple(catalogue.of_kind(name)[id_] for id_ in catalogue.in_order(name, ids))
        for name, ids in found.items()
    }
    ordered["events"] = in_order(catalogue, ordered["events"])[::-1]
    ordered["articles"] = ordered["articles"][::-1]
    return Backlinks(**ordered)


class Said(NamedTuple):
    """What one article has an actor say about one record; `kind` and `key` name the record."""

    kind: str
    key: str
    article: Article
    statements: tuple[claims.Statement, ...]


class ActorView(NamedTuple):
    """An actor: what it took part in, what it said, what it published, who belongs to it."""

    actor: Actor
    took_part: tuple[tuple[Event, str], ...]
    said: tuple[Said, ...]
    statements: int
    passed_on: int
    published: tuple[Article, ...]
    told: tuple[claims.Statement, ...]
    links: Backlinks
    members: tuple[Actor, ...]
    sources: dict[str, Source]


def actor(catalogue: Catalogue, record: Actor) -> ActorView:
    """Everything on an actor's page; statements newest first."""
    links = backlinks(catalogue, "actors", record.id)
    parts = [
        (event, catalogue.word(part.role).name)
        for event in links.events
        for part in event.actors
        if part.id == record.id
    ]
    said = tuple(found for article in links.articles for found in _said(catalogue, article, record))
    passed = sum(record.id in claim.via for a in links.articles for claim in a.claims)
    published = tuple(a for a in links.articles if record.id in (a.publisher, a.agency))
    return ActorView(
        record,
        tuple(parts),
        said,
        sum(len(found.statements) for found in said),
        passed,
        published,
        claims.about(catalogue, "actors", record.id),
        links,
        tuple(a for a in links.actors if record.id in (a.part_of, a.country)),
        sources(catalogue, cited(record)),
    )


def _said(catalogue: Catalogue, article: Article, actor: Actor) -> tuple[Said, ...]:
    own = (claim for claim in article.claims if claim.by == actor.id)
    told = claims.by_target(claims.statement(catalogue, article, claim) for claim in own)
    return tuple(Said(one.kind, one.key, article, one.statements) for one in told)


class SystemView(NamedTuple):
    """A system: its launches and flights, the claims that name it, its variants."""

    system: System
    rows: tuple[launch_rows.LaunchRow, ...]
    log: Log
    flights: tuple[launch_rows.FlightRow, ...]
    first: Event | None
    last: Event | None
    told: tuple[claims.Statement, ...]
    links: Backlinks
    variants: tuple[System, ...]
    sources: dict[str, Source]


def system(catalogue: Catalogue, record: System) -> SystemView:
    """Everything on a system's page."""
    links = backlinks(catalogue, "systems", record.id)
    events = [
        event
        for event in in_order(catalogue, links.events)
        if record in launches.systems_of(catalogue, event)
    ]
    flights = tuple(
        row for row in launch_rows.flight_rows(catalogue, events) if row.system == record
    )
    rows = launch_rows.compared_rows(catalogue, events)
    return SystemView(
        record,
        rows,
        log(catalogue, rows, ("system", record.id)),
        flights,
        events[0] if events else None,
        events[-1] if events else None,
        claims.about(catalogue, "systems", record.id),
        links,
        tuple(other for other in links.systems if other.variant_of == record.id),
        sources(catalogue, cited(record)),
    )


class PlaceView(NamedTuple):
    """A place: the launches from it, what came down in it, other events there, places within it."""

    place: Place
    rows: tuple[launch_rows.LaunchRow, ...]
    log: Log
    others: tuple[Event, ...]
    landings: tuple[launch_rows.LaunchRow, ...]
    landing_log: Log
    links: Backlinks
    inside: tuple[Place, ...]
    told: tuple[claims.Statement, ...]
    sources: dict[str, Source]


def place(catalogue: Catalogue, record: Place) -> PlaceView:
    """Everything on a place's page."""
    links = backlinks(catalogue, "places", record.id)
    here = in_order(catalogue, (event for event in links.events if event.place == record.id))
    fell = in_order(
        catalogue, (event for event in links.events if record.id in launches.landings_of(event))
    )
    rows, landings = (
        launch_rows.compared_rows(catalogue, here),
        launch_rows.compared_rows(catalogue, fell),
    )
    return PlaceView(
        record,
        rows,
        log(catalogue, rows, ("place", record.id)),
        tuple(event for event in reversed(here) if not catalogue.is_launch(event)),
        landings,
        log(catalogue, landings, ("landing", record.id)),
        links,
        tuple(other for other in links.places if other.within == record.id),
        claims.about(catalogue, "places", record.id),
        sources(catalogue, cited(record)),
    )


class IndexRow(NamedTuple):
    """A record in an index, with how much there is about it."""

    record: Any
    launches: int
    flights: int
    first: Event | None
    last: Event | None
    mentions: int
    spark: Spark | None = None


def system_rows(catalogue: Catalogue) -> tuple[IndexRow, ...]:
    """Systems by name with their launches and flights."""
    found = []
    for record in catalogue.systems.values():
        seen = system(catalogue, record)
        found.append(IndexRow(record, len(seen.rows), len(seen.flights), seen.first, seen.last, 0))
    return tuple(found)


def place_rows(catalogue: Catalogue) -> tuple[IndexRow, ...]:
    """Places by name with the launches from them."""
    found = []
    for record in catalogue.places.values():
        rows = place(catalogue, record).rows
        flights = sum(len(row.event.flights) for row in rows)
        first, last = (rows[-1].event, rows[0].event) if rows else (None, None)
        mentions = len(catalogue.mentions.get(("places", record.id), ()))
        found.append(IndexRow(record, len(rows), flights, first, last, mentions))
    return tuple(found)


def mention_rows(catalogue: Catalogue, kind: str) -> tuple[IndexRow, ...]:
    """Records of a kind with the number of records that refer to each."""
    return tuple(
        IndexRow(record, 0, 0, None, None, len(catalogue.mentions.get((kind, key), ())))
        for key, record in catalogue.of_kind(kind).items()
    )
