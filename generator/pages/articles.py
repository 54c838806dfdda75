"""The page of an article with its claims, and the credits of all that was read."""

from collections import Counter

from generator.catalogue import Catalogue
from generator.evidence import claims
from generator.pages import events
from generator.pages.shared import backlinks, source_list
from generator.schema.kinds import Actor, Article
from generator.values.words import counted


def article(catalogue: Catalogue, record: Article) -> dict[str, object]:
    """One article with its claims."""
    return {
        "article": record,
        "events": events.of_article(catalogue, record),
        "said": claims.by_target(claims.statement(catalogue, record, c) for c in record.claims),
        "links": backlinks.backlinks(catalogue, "articles", record.id),
        "sources": source_list.sources(catalogue, (record.id, *source_list.cited(record))),
    }


def credits(catalogue: Catalogue, _: None) -> dict[str, object]:
    """Data sources with their terms, and who published what was read."""
    return {"datasets": datasets(catalogue), "publishers": publishers(catalogue)}


def datasets(catalogue: Catalogue) -> tuple[Article, ...]:
    """The data sources, which state terms of their own."""
    return tuple(found for found in catalogue.articles.values() if found.terms)


def publishers(catalogue: Catalogue) -> list[tuple[Actor, str]]:
    """Who published what was read, most first, each with how many articles."""
    counts = Counter(str(found.publisher) for found in catalogue.articles.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(catalogue.actors[key], counted(number, "article")) for key, number in ordered]
