"""What the templates of pages are given, where it takes more than one view."""

from collections import Counter
from typing import Any, NamedTuple

from generator.catalogue import Catalogue, launches
from generator.evidence import claims
from generator.pages import charts, events
from generator.pages.launches import launch_rows
from generator.pages.launches.flights import listing, range_and_apogee
from generator.pages.launches.log import first, log
from generator.pages.shared import source_list
from generator.pages.subjects import entities
from generator.problems.codes import CODES, Code
from generator.schema.kinds import Article, Removal
from generator.values.words import counted

Context = dict[str, Any]
# The kinds with a page a record; terms share the glossary.
PAGED = ("events", "articles", "actors", "systems", "places", "facts", "explainers")


class Address(NamedTuple):
    """An address that once was a record's. `id` is the page below the root, `events/old-id`."""

    id: str
    kind: str
    title: str
    to: str | None
    removal: Removal | None


def former(catalogue: Catalogue) -> tuple[Address, ...]:
    """Addresses of renamed records, which lead to the new ones."""
    return tuple(
        Address(f"{kind}/{old}", kind, getattr(record, "title", None) or record.name, key, None)
        for kind in PAGED
        for key, record in catalogue.of_kind(kind).items()
        for old in record.former_ids
    )


def tombstones(catalogue: Catalogue) -> tuple[Address, ...]:
    """Addresses of removed records, which say what became of them."""
    return tuple(
        Address(f"{removal.kind}/{removal.id}", removal.kind, removal.title, None, removal)
        for removal in catalogue.removed
        if removal.kind in PAGED
    )


def launch_log(catalogue: Catalogue, _: None) -> Context:
    """The launch log."""
    found = launches.launches(catalogue)
    types = launches.launch_types(catalogue)
    return {
        "log": log(catalogue, launch_rows.compared_rows(catalogue, found)),
        "years": launches.year_counts(catalogue)[::-1],
        "types": [catalogue.words["event-types"][name] for name in types],
        "line": launch_rows.summary_line(catalogue, found),
        "chart": charts.by_year(catalogue),
    }


def all_flights(catalogue: Catalogue, _: None) -> Context:
    """Every flight, or the first where there are very many."""
    found = launch_rows.flight_rows(catalogue, launches.launches(catalogue)[::-1])
    return {"flights": first(found), "total": len(found), "listing": listing(catalogue)}


def year(catalogue: Catalogue, number: int) -> Context:
    """One year of the log."""
    found = [event for event in launches.launches(catalogue) if event.date.year == number]
    years = launches.years(catalogue)
    index = years.index(number)
    rows = launch_rows.flight_rows(catalogue, found)
    return {
        "year": number,
        "log": log(catalogue, launch_rows.compared_rows(catalogue, found), ("year", str(number))),
        "flights": rows,
        "chart": charts.in_year(catalogue, number),
        "heights": range_and_apogee(catalogue, rows, "heights", f"the flights of {number}", 5),
        "line": launch_rows.summary_line(catalogue, found),
        "previous": years[index - 1] if index else None,
        "following": years[index + 1] if index + 1 < len(years) else None,
    }


def article(catalogue: Catalogue, record: Article) -> Context:
    """One article with its claims."""
    return {
        "article": record,
        "events": events.of_article(catalogue, record),
        "said": claims.by_target(claims.statement(catalogue, record, c) for c in record.claims),
        "links": entities.backlinks(catalogue, "articles", record.id),
        "sources": source_list.sources(catalogue, (record.id, *source_list.cited(record))),
    }


def glossary(catalogue: Catalogue, _: None) -> Context:
    """All terms."""
    terms = tuple(catalogue.terms.values())
    cited = [term.article for term in terms if term.article]
    return {"terms": terms, "sources": source_list.sources(catalogue, cited)}


class CodeGroup(NamedTuple):
    """The codes of one letter."""

    letter: str
    about: str
    codes: tuple[tuple[str, Code], ...]


LETTERS = {
    "F": "Files and their names",
    "Y": "The text of a file",
    "S": "Keys and values",
    "R": "References, and rules between records",
    "M": "Markup in prose",
}


def problems(catalogue: Catalogue, _: None) -> Context:
    """Every kind of problem, and what editors chose to ignore."""
    return {
        "groups": [
            CodeGroup(
                letter, about, tuple(sorted(c for c in CODES.items() if c[0].startswith(letter)))
            )
            for letter, about in LETTERS.items()
        ],
        "ignored": [
            (kind, record, entry)
            for kind in ("events", "articles")
            for record in catalogue.of_kind(kind).values()
            for entry in record.ignore
        ],
    }


def credits(catalogue: Catalogue, _: None) -> Context:
    """Data sources with their terms, and who published what was read, most first."""
    counts = Counter(str(found.publisher) for found in catalogue.articles.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {
        "datasets": tuple(found for found in catalogue.articles.values() if found.terms),
        "publishers": [
            (catalogue.actors[key], counted(number, "article")) for key, number in ordered
        ],
    }
