"""Everything that can be followed, as Atom 1.0 (RFC 4287) and JSON Feed 1.1.

The standard library writes the XML: the libraries made for feeds want lxml and put the time of the
build into what they write.
"""

import re
from collections.abc import Iterable
from html import escape
from xml.etree import ElementTree

from generator.catalogue import Catalogue
from generator.exports.record_json import dumps
from generator.pages.addresses import address
from generator.pages.shared import feeds
from generator.pages.shared.feeds import Feed, FeedEntry
from generator.pages.shared.sentences import Link, Sentence
from generator.pages.table import feed_page, record_path
from generator.values import JsonObject
from generator.values.direction import pieces

ATOM = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
JSON_FEED = "https://jsonfeed.org/version/1.1"
RIGHTS = "CC BY 4.0"
# What XML 1.0 has no way to write. The checks refuse it in records; this is the last line.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def files(catalogue: Catalogue, site_url: str = "") -> dict[str, str]:
    """Path below the site's root and text of every feed.

    Where `site_url` is not known, links in Atom are relative to the feed, and texts have none. A
    feed of a renamed record stays at its old address too.
    """
    written = {}
    for feed in feeds.feeds(catalogue):
        for name in (feed.name, *feed.former):
            written[f"feeds/{name}.atom"] = atom(catalogue, feed, site_url)
            written[f"feeds/{name}.json"] = json_feed(catalogue, feed, site_url)
    return written


def atom(catalogue: Catalogue, feed: Feed, site_url: str = "") -> str:
    """One feed as an Atom document."""
    base = site_url or "../" * (feed.name.count("/") + 1)
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed", {LANGUAGE: "en"})
    _texts(root, id=feed.id, title=feed.title, subtitle=feed.subtitle, updated=feed.updated)
    _texts(_part(root, "author"), name=catalogue.settings.title)
    _texts(root, rights=RIGHTS)
    _part(
        root, "link", rel="self", type="application/atom+xml", href=f"{base}feeds/{feed.name}.atom"
    )
    _part(
        root,
        "link",
        rel="alternate",
        type="text/html",
        href=base + address(feed_page(catalogue, feed)),
    )
    for entry in feed.entries:
        part = _part(root, "entry")
        _texts(part, id=entry.id, title=entry.title)
        if entry.published:
            _texts(part, published=entry.published)
        _texts(part, updated=entry.updated)
        _part(
            part,
            "link",
            rel="alternate",
            type="text/html",
            href=base + _page(catalogue, feed, entry),
        )
        if entry.original:
            _part(part, "link", rel="related", href=entry.original)
        for tag in entry.tags:
            _part(part, "category", term=tag)
        _part(part, "content", _html(entry.paragraphs, site_url), type="html")
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, "unicode")}\n'


def json_feed(catalogue: Catalogue, feed: Feed, site_url: str = "") -> str:
    """One feed as a JSON Feed; its addresses can only be absolute, so they may be missing."""
    about: JsonObject = {
        "home_page_url": site_url and site_url + address(feed_page(catalogue, feed)),
        "feed_url": site_url and f"{site_url}feeds/{feed.name}.json",
        "description": feed.subtitle,
    }
    whole = {
        "version": JSON_FEED,
        "title": feed.title,
        **_known(about),
        "language": "en",
        "authors": [_known({"name": catalogue.settings.title, "url": site_url})],
        "items": [_item(catalogue, feed, entry, site_url) for entry in feed.entries],
    }
    return dumps(whole, indent=1)


def _item(catalogue: Catalogue, feed: Feed, entry: FeedEntry, site_url: str) -> JsonObject:
    return _known(
        {
            "id": entry.id,
            "url": site_url and site_url + _page(catalogue, feed, entry),
            "external_url": entry.original,
            "title": entry.title,
            "content_html": _html(entry.paragraphs, site_url),
            "date_published": entry.published,
            "date_modified": entry.updated,
            "tags": list(entry.tags),
        }
    )


def _known(pairs: JsonObject) -> JsonObject:
    return {name: value for name, value in pairs.items() if value}


def _page(catalogue: Catalogue, feed: Feed, entry: FeedEntry) -> str:
    """Where an entry leads, below the root of the site."""
    return address(record_path(*entry.record) if entry.record else feed_page(catalogue, feed))


def _html(paragraphs: Iterable[Sentence], site_url: str) -> str:
    """Paragraphs as HTML, with links only where their whole address is known."""
    return "".join(
        f"<p>{''.join(_words(part, site_url) for part in sentence)}</p>" for sentence in paragraphs
    )


def _words(part: str | Link, site_url: str) -> str:
    if isinstance(part, str):
        return _apart(part)
    if not site_url:
        return _apart(part.words)
    # A term stands in the glossary, at its own anchor.
    path, _, anchor = record_path(part.kind, part.key).partition("#")
    target = f"{site_url}{address(path)}{'#' + anchor if anchor else ''}"
    return f'<a href="{escape(target)}">{_apart(part.words)}</a>'


def _apart(words: str) -> str:
    """Words as HTML; those that go from right to left are set apart from what is beside them."""
    found = ((escape(piece, quote=False), apart) for piece, apart in pieces(words))
    return "".join(f"<bdi>{piece}</bdi>" if apart else piece for piece, apart in found)


def _part(
    parent: ElementTree.Element, name: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    for value in (text, *attributes.values()):
        if found := UNWRITABLE.search(value):
            raise ValueError(f"U+{ord(found[0]):04X} cannot be written in XML")
    part = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    part.text = text or None
    return part


def _texts(parent: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        _part(parent, name, text)
