"""One actor, the list of all, and the letters of lists by name."""

from generator.catalogue import Catalogue
from generator.charts.cards.card import Card
from generator.pages.page_kind import (
    Context,
    PageKind,
    all_of,
    if_any,
    listed,
    records,
    view,
)
from generator.pages.shared import feeds, linked_data, share_cards
from generator.pages.shared.search_metadata import SearchMetadata, called, named
from generator.pages.subjects import actors, index_rows, timelines
from generator.schema.kinds import Actor
from generator.values.words import capital

LABEL = "Actor"


def _search(catalogue: Catalogue, actor: Actor) -> SearchMetadata:
    return SearchMetadata(LABEL, facets={"actor": (actor.name,)}, names=called(catalogue, actor))


def _card(catalogue: Catalogue, actor: Actor) -> Card:
    statements = sum(
        claim.by == actor.id for article in catalogue.articles.values() for claim in article.claims
    )
    took_part = sum(
        any(part.id == actor.id for part in event.actors) for event in catalogue.events.values()
    )
    counts = (
        share_cards.number(statements, "statement"),
        share_cards.number(took_part, "event", " it took part in"),
    )
    return share_cards.card(
        catalogue,
        kind=catalogue.word(actor.kind).name,
        title=actor.name,
        names=share_cards.named(actor.aliases),
        body=capital(actor.role) if actor.role else "",
        figures=tuple(pair for pair in counts if pair[0] != "0"),
    )


def _every(catalogue: Catalogue, _: None) -> Context:
    rows = index_rows.mention_rows(catalogue, "actors")
    shown = index_rows.most_named(rows, lambda row: row.mentions)
    return {
        "rows": timelines.sparks(catalogue, "actors", shown.rows),
        "some": shown,
        "letters": index_rows.letters(catalogue, "actors"),
    }


def _letter_search(_: Catalogue, letter: index_rows.Letter) -> SearchMetadata:
    return SearchMetadata("Names", weight=0.5)


# fmt: off
LETTER = PageKind(
    "letter", "{id}.md", "{0.title}", "Every record whose name begins with this letter.",
    index_rows.every_letter, index_rows.of_letter,
    type="CollectionPage", search=_letter_search,
    lists=lambda _, of: (listed(of.kind, of.kind, (row.record for row in of.rows)),),
)
ACTORS = PageKind(
    "actors", "actors/index.md", "Actors",
    "The people, states, armed forces, news outlets and bodies that the records name.",
    if_any("actors"),
    _every,
    type="CollectionPage", lists=all_of("actors"),
)
ACTOR = PageKind(
    "actor", "actors/{id}.md", "{0.name}",
    "{0.name}: what it took part in and what it said, with sources.",
    records("actors"), view(actors.actor, timelines.actor), "actors",
    search=_search,
    names=named("actors", LABEL),
    card=_card,
    feeds=feeds.following("actors"),
    linked_data=lambda c, actor, where: {"mainEntity": linked_data.actor(c, actor, where)},
)
# fmt: on
