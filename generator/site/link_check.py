"""Whether every internal link of a built site leads to a page and an anchor, or to a file.

MkDocs checks the links of Markdown alone; the templates write theirs as HTML.
"""

import re
import sys
from collections.abc import Mapping, Set
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from generator.pages.addresses import resolved
from generator.site.inventory import below

# What refers to a page or a file, and the attributes that may say where.
REFERRING = "a, area, link, img, script, source"
TARGETS = ("href", "xlink:href", "src")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//")
# The page for addresses that do not exist knows the site only by its absolute address.
EXEMPT = "404.html"


class Looked(NamedTuple):
    """What a page has of it: its anchors, and the targets of its links, each once.

    Kept of all pages until the last is made; a set of each would take several times the memory.
    """

    anchors: tuple[str, ...]
    links: tuple[str, ...]


NOT_LOOKED: Mapping[str, Looked] = MappingProxyType({})


def looked_at(html: str | bytes) -> Looked:
    """A page as the check sees it."""
    page = LexborHTMLParser(html)
    anchors = [str(node.id) for node in page.css("[id]")]
    anchors += [str(node.attributes["name"]) for node in page.css("a[name]")]
    given = (node.attributes for node in page.css(REFERRING))
    links = [link for one in given for key in TARGETS if (link := one.get(key)) is not None]
    # Most are on many pages.
    return Looked(*(tuple(map(sys.intern, sorted({*found}))) for found in (anchors, links)))


def dead_links(site: Path, before: Mapping[str, Looked] = NOT_LOOKED) -> list[str]:
    """Every internal link that leads nowhere, as `page: link`, sorted.

    Pages that were looked at before, by their files, are not read again.
    """
    files = {path for path, entry in below(site) if entry.is_file()}
    pages = {
        name: before.get(name) or looked_at((site / name).read_bytes())
        for name in files
        if name.endswith(".html")
    }
    anchors = {name: frozenset(page.anchors) for name, page in pages.items()}
    return sorted(
        f"{name}: {link}"
        for name, page in pages.items()
        if name != EXEMPT
        for link in page.links
        if not _leads(name, unquote(link), files, anchors)
    )


def _leads(page: str, link: str, files: set[str], anchors: Mapping[str, Set[str]]) -> bool:
    if ELSEWHERE.match(link):
        return True
    path, _, anchor = link.partition("#")
    path = path.partition("?")[0]
    target = page
    if path:
        target = resolved(path, page)
        if not target or target.endswith("/"):
            target = f"{target}index.html"
    # The theme gives `__…` anchors to itself.
    if target not in files:
        return False
    if not anchor or anchor.startswith("__"):
        return True
    return target in anchors and anchor in anchors[target]
