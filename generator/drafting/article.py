"""The draft of an article: what its page and the catalogue tell, and what is left to an editor.

Who said what, and how, is not in it, and neither is a word of the page's text.
"""

import re
from collections.abc import Container

from generator.catalogue import Catalogue
from generator.checks.article_addresses import same_page
from generator.drafting import mentions
from generator.drafting.page import Page
from generator.loading import Content
from generator.loading.document import Data
from generator.writing import Draft, addresses, ids
from generator.writing.addresses import plain

AGENCY = "NewsMediaOrganization"
DATELINE = re.compile(r"[^.()]{0,40}(?:\.[^.()]{0,20})?(\([^()]{1,40}\))")
TOLD = re.compile(r"\btold (?:the )?(\S+(?: \S+)?)")
# The longest that a line with nothing but a credit is.
CREDIT = 40
LONGEST = 300


def unfinished(content: Content, *urls: str) -> str | None:
    """The file of an article that has one of some addresses and could not be read as a whole."""
    wanted = {same_page(url) for url in urls if url}
    for one in content.partial:
        data = one.source.tree.data
        own = {same_page(str(data[key])) for key in ("url", "archive") if data.get(key)}
        if one.kind == "articles" and own & wanted:
            return one.source.path
    return None


def drafted(
    catalogue: Catalogue, page: Page, taken: Container[str], event: str = "", name: str = ""
) -> Draft:
    """The draft of the article that a page is.

    `taken` are the ids of all articles, finished or not; `event` is the event that it reports,
    `name` the id of the record, where the editor names them.
    """
    url = plain(page.url) if page.url else ""
    publisher = (addresses.publisher(catalogue, url) if url else "") or _named(catalogue, page.site)
    agency, author = _credits(catalogue, page, publisher)
    title = page.title if len(page.title) <= LONGEST else ""
    data: dict[str, Data] = {
        "title": title,
        "kind": addresses.usual(catalogue, publisher).get("kind", "") if publisher else "",
        "publisher": publisher,
        "agency": agency,
        "author": author,
        "published": page.published,
        "language": page.language,
        "url": url,
        "archive": page.archive,
        "claims": [{"event": event}] if event else "",
    }
    foreign = ("title_in_english",) if page.language not in ("", "en") else ()
    key = name or ids.of_article(page.published, publisher or page.site, title, taken)
    left = ("published", "url", "claims", *foreign)
    return Draft("articles", key or ids.unused("article", taken), data, left)


def _named(catalogue: Catalogue, name: str) -> str:
    """The actor by whose name a site calls itself; empty where no record has it."""
    found = [one for one in mentions.actors(catalogue, name) if len(one.words) > 0.6 * len(name)]
    return found[0].id if len(found) == 1 else ""


def _credits(catalogue: Catalogue, page: Page, publisher: str) -> tuple[str, str]:
    """The agency whose report a page carries, and who wrote it; empty where it does not say."""
    agencies: list[str] = []
    authors: list[str] = []
    for name in page.authors:
        of_name = _agencies(catalogue, name)
        agencies += of_name
        known = [one.id for one in mentions.actors(catalogue, name)]
        if not of_name and publisher not in known and "://" not in name:
            authors.append(name)
    agencies += [one for text in _signed(page.paragraphs) for one in _agencies(catalogue, text)]
    agency = next((one for one in agencies if one != publisher), "")
    return agency, ", ".join(authors) if len(", ".join(authors)) <= LONGEST else ""


def _agencies(catalogue: Catalogue, text: str) -> list[str]:
    named = (one.id for one in mentions.actors(catalogue, text))
    return [key for key in named if catalogue.is_a(catalogue.actors[key], AGENCY)]


def _signed(paragraphs: tuple[str, ...]) -> list[str]:
    """The words in which an agency signs a report, the surest first.

    A line of its own, a dateline, and "told" with a name behind it: who heard it is who reports.
    """
    lines = [text for text in (*paragraphs[:4], *paragraphs[-3:]) if len(text) <= CREDIT]
    # `PORT, Jan. 27 (Wire) -- `, `PORT (Wire) - `, `(서울=연합뉴스) `.
    datelines = [found[1] for text in paragraphs[:5] if (found := DATELINE.match(text))]
    told = [found[1] for text in paragraphs for found in TOLD.finditer(text)]
    return [*datelines, *lines, *told]
