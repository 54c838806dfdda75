"""What the head of a page holds for programs: tags for reference managers, and linked data."""

import html
from collections.abc import Iterable, Mapping

from jinja2 import pass_context
from jinja2.runtime import Context

from generator.catalogue import Catalogue
from generator.exports import json_ld
from generator.pages.shared.page_citation import LANGUAGE, LICENCE, Citation
from generator.pages.table import Page
from generator.values import Json, JsonObject


@pass_context
def walked(context: Context, trail: Iterable[tuple[str, object]]) -> list[tuple[str, object]]:
    """The way up that a template gives, noted so that the head of the page can tell it too."""
    steps = list(trail)
    context["trail"].extend((path, str(words)) for path, words in steps)
    return steps


def front(
    catalogue: Catalogue,
    page: Page,
    cited: Citation | None,
    trail: Iterable[tuple[str, str]],
    site_url: str,
) -> JsonObject:
    """Front matter for the head. The theme prints it without escaping it, so all of it is escaped.

    A page that only says where a record went is about nothing.
    """
    if page.row.gone:
        return {}
    return _front(cited, json_ld.page(catalogue, page, trail, cited, site_url))


def by_hand(catalogue: Catalogue, cited: Citation, site_url: str) -> JsonObject:
    """The same of a page written by hand."""
    return _front(cited, json_ld.by_hand(catalogue, cited, site_url))


def _front(cited: Citation | None, node: Mapping[str, Json]) -> JsonObject:
    tags = {name: html.escape(value) for name, value in _tags(cited)} if cited else {}
    return {**({"cited": tags} if tags else {}), "linked": json_ld.script(node)}


def _tags(cited: Citation) -> Iterable[tuple[str, str]]:
    """Highwire's tags and Dublin Core's.

    `webpage` is the word by which Zotero knows the kind; without it, it takes every page with a
    `citation_title` for an article of a journal.
    """
    day = str(cited.day)
    yield "citation_title", cited.title
    yield "citation_publication_date", day.replace("-", "/")
    yield "citation_online_date", day.replace("-", "/")
    yield "citation_language", LANGUAGE
    if cited.url:
        yield "citation_public_url", cited.url
        yield "citation_fulltext_html_url", cited.url
    yield "DC.title", cited.title
    yield "DC.date", day
    yield "DC.type", "dataset" if cited.dataset else "webpage"
    yield "DC.identifier", cited.url or cited.key
    yield "DC.language", LANGUAGE
    yield "DC.rights", f"{LICENCE[0]}, {LICENCE[1]}"
    yield "DC.publisher", cited.container
