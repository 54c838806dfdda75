"""The numbered sources of a page."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.link import references
from generator.schema.kinds import Actor, Article


class Source(NamedTuple):
    """One article as cited on a page, with its number there."""

    number: int
    article: Article
    publisher: Actor
    agency: Actor | None


def sources(catalogue: Catalogue, articles: Iterable[str]) -> dict[str, Source]:
    """The articles as numbered sources, in the order given, each once."""
    found: dict[str, Source] = {}
    for key in dict.fromkeys(articles):
        article = catalogue.articles[key]
        found[key] = Source(
            len(found) + 1,
            article,
            catalogue.actors[article.publisher],
            catalogue.actors[article.agency] if article.agency else None,
        )
    return found


def cited(record: object) -> tuple[str, ...]:
    """The articles a record cites, in the order in which it does."""
    refs = [str(ref) for _, ref in references(record) if ref.kind == "articles"]
    return tuple(dict.fromkeys(refs))


def reporting(catalogue: Catalogue, kind: str, key: str) -> tuple[str, ...]:
    """The articles that report a record or make claims about it, oldest first."""
    found = [m.id for m in catalogue.mentions.get((kind, key), ()) if m.kind == "articles"]
    return catalogue.in_order("articles", found)
