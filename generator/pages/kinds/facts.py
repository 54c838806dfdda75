"""One number or day that texts rely on, and the list of all."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.pages import facts
from generator.pages.addresses import record_address
from generator.pages.page_kind import Context, PageKind, all_of, if_any, records, view
from generator.pages.shared import linked_data
from generator.pages.shared.search_metadata import Facets, Named, SearchMetadata
from generator.pages.subjects.index_rows import letters, most_named
from generator.schema.kinds import Fact

LABEL = "Number"


def _search(_: Catalogue, fact: Fact) -> SearchMetadata:
    year: Facets = {"year": (str(fact.as_of.year),)}
    names = (facts.value_text(fact),)
    return SearchMetadata(LABEL, str(fact.as_of), year, names, weight=0.7)


def _names(catalogue: Catalogue) -> Iterator[Named]:
    for key, fact in catalogue.facts.items():
        yield Named(record_address("facts", key), LABEL, (fact.name, facts.value_text(fact)))


def _every(catalogue: Catalogue, _: None) -> Context:
    shown = most_named(facts.rows(catalogue), lambda row: row.uses)
    return {"rows": shown.rows, "some": shown, "letters": letters(catalogue, "facts")}


# fmt: off
FACTS = PageKind(
    "facts", "facts/index.md", "Numbers and dates",
    "Every number and date that prose here relies on, with its source.",
    if_any("facts"), _every,
    type="CollectionPage", lists=all_of("facts"),
)
FACT = PageKind(
    "fact", "facts/{id}.md", "{0.name}",
    "{0.name}: the value, its source, and where it is used.",
    records("facts"), view(facts.view), "facts",
    search=_search,
    names=_names,
    linked_data=lambda c, fact, where: {"mainEntity": linked_data.fact(c, fact, where)},
)
# fmt: on
