"""One explainer, the list of all, and the glossary."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.charts.cards.card import Card
from generator.pages import explainers
from generator.pages.page_kind import (
    Context,
    Listed,
    PageKind,
    all_of,
    if_any,
    listed,
    records,
    view,
)
from generator.pages.shared import feeds, linked_data, share_cards
from generator.pages.shared.linked_data import Node, Where
from generator.pages.shared.search_metadata import SearchMetadata, named
from generator.pages.shared.sentences import opening, plain_text
from generator.pages.shared.sharing import fitting, whole_sentences
from generator.pages.subjects.index_rows import letters, most_named
from generator.schema.kinds import Explainer, Term
from generator.values.words import counted

LABEL = "Explainer"
# As many letters as a result of the search has room for.
EXCERPT = 90


def _search(catalogue: Catalogue, explainer: Explainer) -> SearchMetadata:
    """It is found by the terms it explains."""
    terms = tuple(catalogue.terms[key].name for key in explainers.linked(explainer.body, "terms"))
    names = (*terms, *explainer.found_by)
    return SearchMetadata(LABEL, str(explainer.reviewed), names=names, weight=3)


def _card(catalogue: Catalogue, explainer: Explainer) -> Card:
    return share_cards.card(
        catalogue,
        kind=LABEL,
        title=explainer.title,
        day=f"reviewed {explainer.reviewed.words}",
        body=explainer.summary,
        said=(f"With {counted(len(explainer.articles), 'source')}",),
    )


def _linked_data(catalogue: Catalogue, explainer: Explainer, where: Where) -> Node:
    return {
        "lastReviewed": str(explainer.reviewed),
        "mainEntity": linked_data.explainer(catalogue, explainer, where),
    }


def _meaning(catalogue: Catalogue, term: Term) -> str:
    """The first sentence of its definition, or the beginning of a long one."""
    words = plain_text(opening(catalogue, term.definition))
    return fitting(whole_sentences(words)[:1], EXCERPT)


def _terms(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    yield listed("terms", "terms", catalogue.terms.values())


def _every(catalogue: Catalogue, _: None) -> Context:
    shown = most_named(
        explainers.rows(catalogue),
        lambda row: len(catalogue.mentions.get(("explainers", row.explainer.id), ())),
    )
    return {"rows": shown.rows, "some": shown, "letters": letters(catalogue, "explainers")}


# fmt: off
EXPLAINERS = PageKind(
    "explainers", "explainers/index.md", "Explainers",
    "Background in prose, with every number taken from a sourced fact.",
    if_any("explainers"), _every,
    type="CollectionPage", lists=all_of("explainers"),
    feeds=feeds.of_all("explainers"),
)
EXPLAINER = PageKind(
    "explainer", "explainers/{id}.md", "{0.title}", "{0.summary}",
    records("explainers"), view(explainers.view), "explainers",
    search=_search,
    names=named("explainers", LABEL, lambda _, explainer: explainer.summary),
    changed=lambda _, explainer: (explainer.reviewed,),
    card=_card,
    linked_data=_linked_data,
)
GLOSSARY = PageKind(
    "glossary", "glossary.md", "Glossary",
    "The terms used here, each in a few sentences.",
    if_any("terms"), explainers.glossary,
    names=named("terms", "Term", _meaning),
    lists=_terms,
    linked_data=lambda c, _, where: {"mainEntity": linked_data.glossary(c, where)},
)
# fmt: on
