"""What refers to a record, by kind."""

from typing import Any, NamedTuple

from generator.catalogue import Catalogue
from generator.pages.events import in_order
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
