"""What a page is about, as JSON-LD in the words of schema.org.

A page is a WebPage whose `mainEntity` is the thing on record. Addresses and `@id` are absolute, so
they are there only where the address of the site is known. What the records do not say is left out.
"""

from collections.abc import Iterable, Mapping

from generator.catalogue import Catalogue, counted_events
from generator.exports.record_json import dumps
from generator.exports.tables import downloads
from generator.pages.addresses import address
from generator.pages.shared.linked_data import Node, Where, node
from generator.pages.shared.page_citation import LANGUAGE, LICENCE, Citation
from generator.pages.table import Page
from generator.values import Json

CONTEXT = "https://schema.org"
# Endings of the files of the data page, with their media types.
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "geojson": "application/geo+json",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
# What would end the script element, or a line in it, is written as an escape of JSON.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029\x7f\x85"}


def script(node: Mapping[str, Json]) -> str:
    """A node as the text of a script element: nothing in it can end the element."""
    return dumps(node).rstrip("\n").translate(ESCAPES)


def page(
    catalogue: Catalogue,
    page: Page,
    trail: Iterable[tuple[str, str]] = (),
    cited: Citation | None = None,
    site_url: str = "",
) -> Node:
    """A page as linked data; `trail` is the way up to it, as Markdown files and words."""
    where = Where(site_url)
    row = page.row
    more: Node = {"breadcrumb": _breadcrumb(page, tuple(trail), where)}
    if row.type == "WebSite":
        more |= {"potentialAction": _search(where), "isPartOf": None}
    if row.linked_data:
        more |= row.linked_data(catalogue, page.subject, where)
    if row.dataset:
        more["mainEntity"] = _data(catalogue, page, where)
    return _page(catalogue, row.type, page.url, page.title, page.description, cited, where, more)


def by_hand(catalogue: Catalogue, cited: Citation, site_url: str) -> Node:
    """A page written by hand as linked data."""
    where = Where(site_url)
    return _page(catalogue, "WebPage", cited.path, cited.title, "", cited, where, {})


def _page(
    catalogue: Catalogue,
    type_: str,
    path: str,
    name: str,
    description: str,
    cited: Citation | None,
    where: Where,
    more: Node,
) -> Node:
    """A page by its own address: in which language, of which day, version and site it is."""
    settings = catalogue.settings
    url, site = where.url(path), where.url("")
    every: Node = {
        "url": url,
        "name": name,
        "description": description,
        "inLanguage": LANGUAGE,
        "license": LICENCE[1] if cited else None,
        "dateModified": str(settings.as_of) if cited else None,
        "version": cited.version if cited else None,
        "isPartOf": node("WebSite", site, url=site, name=settings.title),
        **more,
    }
    return {"@context": CONTEXT, **node(type_, url, **every)}


def _search(where: Where) -> Node | None:
    """The site's own search; its address must be whole, or no program could call it."""
    if not where.site_url:
        return None
    target = node("EntryPoint", urlTemplate=f"{where.site_url}search/?q={{q}}")
    return node("SearchAction", target=target) | {"query-input": "required name=q"}


def _breadcrumb(page: Page, trail: tuple[tuple[str, str], ...], where: Where) -> Node | None:
    """The way up and the page itself, from the top."""
    steps = [*((address(path), words) for path, words in trail), (page.url, page.title)]
    items = [
        node("ListItem", position=n, name=words, item=where.url(path))
        for n, (path, words) in enumerate(steps, 1)
    ]
    return node("BreadcrumbList", itemListElement=items) if trail else None


def _data(catalogue: Catalogue, page: Page, where: Where) -> Node:
    """The records as a data set, with its files."""
    settings = catalogue.settings
    first = min((event.date for event in counted_events.every(catalogue)), default=None)
    return node(
        "Dataset",
        where.id(page.url, "dataset"),
        url=where.url(page.url),
        name=f"{settings.title}: {page.title}",
        description=f"{page.description} About {settings.subject}, to {settings.as_of.words}.",
        inLanguage=LANGUAGE,
        license=LICENCE[1],
        isAccessibleForFree=True,
        dateModified=str(settings.as_of),
        temporalCoverage=first and f"{first}/{settings.as_of}",
        distribution=[
            node(
                "DataDownload",
                name=found.name,
                encodingFormat=MEDIA[found.name.rsplit(".", 1)[-1]],
                contentUrl=where.url(f"{downloads.FOLDER}{found.name}"),
            )
            for group in downloads.groups(catalogue, where.site_url)
            for found in group.downloads
        ],
    )
