"""The draft of an article: what its page and the catalogue tell, and what is left to an editor.

Who said what, and how, is not in it, and neither is a word of the page's text.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.checks.article_addresses import same_page, untracked
from generator.drafting import mentions
from generator.drafting.page import Page
from generator.drafting.publishers import publisher_at, usual_kind
from generator.drafting.record_text import Keys, Left, Noted, Value
from generator.loading import Content
from generator.values.scalars import slugged

AGENCY = "NewsMediaOrganization"
DATELINE = re.compile(r"[^.()]{0,40}(?:\.[^.()]{0,20})?(\([^()]{1,40}\))")
TOLD = re.compile(r"\btold (?:the )?(\S+(?: \S+)?)")
# The longest that a line with nothing but a credit is.
CREDIT = 40
WORDS_IN_ID = 4
LONGEST = 300


class Draft(NamedTuple):
    """A record to be finished by an editor: its kind, its id, its folder's year and its keys."""

    kind: str
    id: str
    year: str
    keys: Keys

    @property
    def file(self) -> str:
        """Its file below the content folder."""
        return f"{self.kind}/{self.year}/{self.id}.yml"


def recorded(catalogue: Catalogue, content: Content, *urls: str) -> str | None:
    """The file of the article that has one of some addresses, be it as its archived copy.

    Articles that are not finished count too. Many entries of a database share an address, so they
    do not.
    """
    wanted = {same_page(url) for url in urls if url}
    kinds = catalogue.words["article-kinds"]
    for one in (*content.loaded, *content.partial):
        data = one.source.tree.data
        own = {same_page(str(data[key])) for key in ("url", "archive") if data.get(key)}
        kind = kinds.get(str(data.get("kind")))
        if one.kind == "articles" and own & wanted and not (kind and kind.collection):
            return one.source.path
    return None


def drafted(
    catalogue: Catalogue,
    page: Page,
    year: str,
    taken: Collection[str] = (),
    event: str = "",
    name: str = "",
) -> Draft:
    """The draft of the article that a page is.

    `year` is for a page that does not give its day; `taken` are the ids of all articles, finished
    or not; `event` is the event that it reports, `name` the id of the record, where the editor
    names them.
    """
    url = untracked(page.url) if page.url else ""
    publisher = publisher_at(catalogue, url) if url else None
    publisher = publisher or _named(catalogue, page.site)
    agency, author = _credits(catalogue, page, publisher)
    title = page.title if len(page.title) <= LONGEST else ""
    site = f", which calls itself {page.site}" if page.site else ""
    keys: dict[str, Value] = {"title": title or Left("The title as published.")}
    if page.language not in ("", "en"):
        keys["title_in_english"] = Left("The digest's own English for the title.")
    kind = usual_kind(catalogue, publisher) if publisher else None
    keys["kind"] = kind or Left(f"One of {', '.join(catalogue.words['article-kinds'])}.")
    keys["publisher"] = publisher or Left(f"The id of the actor that published it{site}.")
    if agency:
        keys["agency"] = agency
    if author:
        keys["author"] = author
    doubt = "" if page.declared else "A day that the text names; is it that of publication?"
    keys["published"] = (
        Noted(page.published, doubt)
        if page.published
        else Left("The day, as far as it is known; else remove the line.")
    )
    keys["language"] = page.language or Left("The language it is written in: en, ko, ja, …")
    keys["url"] = url or Left("Where to read it; if it is nowhere, remove the line.")
    if page.archive:
        keys["archive"] = page.archive
    keys["summary"] = Left(
        "What it says, in the digest's own words: write | behind the key and indent the text."
    )
    keys["claims"] = (_claim(event),)
    folder = page.published[:4] or year
    return Draft("articles", name or _id(page, publisher, taken), folder, Keys(tuple(keys.items())))


def _claim(event: str) -> Keys:
    keys = ("event", "about", "value", "by", "verb")
    return Keys(
        tuple((key, event if event and key == "event" else Left()) for key in keys),
        "One entry for each statement: what it is about, the value as it was given, who is said to "
        "know (`by`) and how it was said (`verb`). Only a reader can tell. Remove what you do not "
        "need.",
    )


def _named(catalogue: Catalogue, name: str) -> str | None:
    """The actor that a site calls itself by, if it is one of the catalogue's names."""
    found = [one for one in mentions.actors(catalogue, name) if len(one.words) > 0.6 * len(name)]
    return found[0].id if len(found) == 1 else None


def _credits(catalogue: Catalogue, page: Page, publisher: str | None) -> tuple[str, str]:
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

    A line of its own, a dateline, and what somebody told it: who is told is who reports.
    """
    lines = [text for text in (*paragraphs[:4], *paragraphs[-3:]) if len(text) <= CREDIT]
    # `PORT, Jan. 27 (Wire) -- `, `PORT (Wire) - `, `(서울=연합뉴스) `.
    datelines = [found[1] for text in paragraphs[:5] if (found := DATELINE.match(text))]
    told = [found[1] for text in paragraphs for found in TOLD.finditer(text)]
    return [*datelines, *lines, *told]


def _id(page: Page, publisher: str | None, taken: Collection[str]) -> str:
    """Day, publisher and the first words of the title; with a number where that is taken."""
    words = slugged(page.title).split("-")[:WORDS_IN_ID]
    parts = [page.published, publisher or slugged(page.site), *(words if words != [""] else [])]
    name = "-".join(filter(None, parts))[:76].strip("-") or "article"
    names = (name, *(f"{name}-{number}" for number in range(2, 100)))
    return next(one for one in names if one and one not in taken)
