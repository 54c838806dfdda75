"""An explainer's page: what it rests on, how long it is, what to read next; and the glossary."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.pages import charts, facts
from generator.pages.shared import backlinks, source_list
from generator.schema.kinds import Explainer, Fact, Term
from generator.values.prose import ProseText

# A round number somewhat below the 238 words a minute that Brysbaert (2019) found for non-fiction
# in English, because the texts are dense. The method page tells it.
WORDS_A_MINUTE = 220
FURTHER = 3


class ExplainerView(NamedTuple):
    """Everything on an explainer's page. `minutes` is computed; terms and facts in text order."""

    explainer: Explainer
    minutes: int
    review: facts.Review
    facts: tuple[facts.FactRow, ...]
    terms: tuple[Term, ...]
    further: tuple[Explainer, ...]
    charts: tuple[charts.Shown, ...]
    links: backlinks.Backlinks
    sources: dict[str, source_list.Source]


class ExplainerRow(NamedTuple):
    """An explainer in a list."""

    explainer: Explainer
    minutes: int
    review: facts.Review


def view(catalogue: Catalogue, explainer: Explainer) -> ExplainerView:
    """One explainer with the facts it states, in order."""
    stated = tuple(catalogue.facts[key] for key in linked(explainer.body, "facts"))
    cited = [*source_list.cited(explainer), *(fact.article for fact in stated)]
    return ExplainerView(
        explainer,
        minutes(explainer.body),
        facts.review(catalogue, explainer),
        tuple(_row(catalogue, fact) for fact in stated),
        tuple(catalogue.terms[key] for key in linked(explainer.body, "terms")),
        further(catalogue, explainer),
        tuple(filter(None, (charts.named(catalogue, name) for name in explainer.charts))),
        backlinks.backlinks(catalogue, "explainers", explainer.id),
        source_list.sources(catalogue, cited),
    )


def _row(catalogue: Catalogue, fact: Fact) -> facts.FactRow:
    uses = len(catalogue.mentions.get(("facts", fact.id), ()))
    return facts.FactRow(fact, facts.review(catalogue, fact), uses)


def rows(catalogue: Catalogue) -> tuple[ExplainerRow, ...]:
    """Every explainer, by title."""
    return tuple(
        ExplainerRow(explainer, minutes(explainer.body), facts.review(catalogue, explainer))
        for explainer in catalogue.explainers.values()
    )


def minutes(text: ProseText) -> int:
    """Minutes to read a text, at least one. A link without words of its own counts as one."""
    read = sum(any(char.isalnum() for char in word) for word in text.text.split())
    return max(1, math.ceil(read / WORDS_A_MINUTE))


def linked(text: ProseText, kind: str) -> tuple[str, ...]:
    """The records of a kind that a text links to, in order, each once."""
    return tuple(dict.fromkeys(str(link.ref) for link in text.links if link.ref.kind == kind))


def further(catalogue: Catalogue, explainer: Explainer) -> tuple[Explainer, ...]:
    """Those it names, then those that share most of its terms, facts, systems and events."""
    mine = _refs(explainer)
    named = set(linked(explainer.body, "explainers"))
    others: Iterable[Explainer] = (
        other for other in catalogue.explainers.values() if other is not explainer
    )
    shared = [(other.id in named, len(mine & _refs(other)), other) for other in others]
    found = sorted(
        (row for row in shared if row[0] or row[1]), key=lambda row: (-row[0], -row[1], row[2].id)
    )
    return tuple(row[2] for row in found[:FURTHER])


def _refs(explainer: Explainer) -> set[tuple[str, str]]:
    kinds = ("terms", "facts", "systems", "events")
    return {(kind, key) for kind in kinds for key in linked(explainer.body, kind)}


def glossary(catalogue: Catalogue, _: None) -> dict[str, object]:
    """All terms."""
    terms = tuple(catalogue.terms.values())
    cited = [term.article for term in terms if term.article]
    return {"terms": terms, "sources": source_list.sources(catalogue, cited)}
