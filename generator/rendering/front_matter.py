"""What a page tells the theme: its front matter."""

import json

from generator.catalogue import Catalogue
from generator.exports import record_json
from generator.pages.table import Page
from generator.rendering.escape import escape
from generator.values import Json, JsonObject


def front_matter(page: Page, **more: Json) -> str:
    """The front matter of a page as the lines above its Markdown.

    It is JSON: MkDocs drops malformed YAML without a word. The theme prints texts without escaping
    them, so they are escaped here. Of `more`, what is empty is left out.
    """
    front = {
        "title": str(escape(page.title)),
        "shared_title": str(escape(page.sharing.title)),
        "description": str(escape(page.description)),
        "kind": page.kind,
        "search": page.search._asdict() | {"facets": dict(page.search.facets)},
        "changed": page.sharing.changed,
        "feeds": [
            {"title": str(escape(feed.title)), "path": f"feeds/{feed.name}"} for feed in page.feeds
        ],
        "hide": ["toc"] if page.row.wide else [],
        **more,
    }
    if page.sharing.title == page.title:
        del front["shared_title"]
    known = {name: value for name, value in front.items() if value}
    return f"---\n{json.dumps(known, ensure_ascii=False)}\n---\n\n"


def parted(text: str) -> tuple[JsonObject, str]:
    """The front matter of a page that was rendered, and its Markdown."""
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    front: JsonObject = json.loads(head)
    return front, body.lstrip("\n")


def version_of(catalogue: Catalogue, page: Page) -> dict[str, str]:
    """The version of the record of which this is the page, and its last correction's day."""
    if not page.source:
        return {}
    record = catalogue.of_kind(page.source[0])[page.source[1]]
    days = [correction.on for correction in getattr(record, "corrections", ())]
    last = {"corrected": str(max(days)), "corrected_words": max(days).words} if days else {}
    return {"version": record_json.record_version(catalogue, *page.source), **last}
