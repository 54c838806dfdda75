"""The page of an actor: what it took part in, what it said, what it published."""

from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.evidence import claims
from generator.pages.shared.backlinks import Backlinks, backlinks
from generator.pages.shared.source_list import Source, cited, sources
from generator.pages.subjects.spoken import Spoken, spoken
from generator.schema.kinds import Actor, Article, Event


class ActorStatements(NamedTuple):
    """What one article has an actor say about one record; `kind` and `key` name the record."""

    kind: str
    key: str
    article: Article
    statements: tuple[claims.Statement, ...]


class ActorView(NamedTuple):
    """An actor: what it took part in, what it said, what it published, who belongs to it."""

    actor: Actor
    took_part: tuple[tuple[Event, str], ...]
    said: tuple[ActorStatements, ...]
    spoken: Spoken
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
        for event in links.of(Event)
        for part in event.actors
        if part.id == record.id
    ]
    said = tuple(
        found for article in links.of(Article) for found in _statements(catalogue, article, record)
    )
    passed = sum(record.id in claim.via for a in links.of(Article) for claim in a.claims)
    published = tuple(a for a in links.of(Article) if record.id in (a.publisher, a.agency))
    return ActorView(
        record,
        tuple(parts),
        said,
        spoken(catalogue, record.id, [one for found in said for one in found.statements]),
        sum(len(found.statements) for found in said),
        passed,
        published,
        claims.about(catalogue, "actors", record.id),
        links,
        tuple(a for a in links.of(Actor) if record.id in (a.part_of, a.country)),
        sources(catalogue, cited(record)),
    )


def _statements(
    catalogue: Catalogue, article: Article, actor: Actor
) -> tuple[ActorStatements, ...]:
    own = (claim for claim in article.claims if claim.by == actor.id)
    groups = claims.by_target(claims.statement(catalogue, article, claim) for claim in own)
    return tuple(ActorStatements(one.kind, one.key, article, one.statements) for one in groups)
