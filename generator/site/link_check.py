"""Whether every internal link of a built site leads to a page and an anchor, or to a file.

MkDocs checks the links of Markdown alone; the templates write theirs as HTML.
"""

import posixpath
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

LINK = re.compile(
    r'<(?:(?:a|area|link)\b[^>]*?\s(?:xlink:)?href|(?:img|script|source)\b[^>]*?\ssrc)="([^"]*)"'
)
ID = re.compile(r'\s(?:id|name)="([^"]*)"')
# The page for addresses that do not exist knows the site only by its absolute address.
EXEMPT = "404.html"


def dead_links(site: Path) -> list[str]:
    """Every internal link that leads nowhere, as `page: link`, sorted."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: (site / name).read_text("utf-8") for name in files if name.endswith(".html")}
    anchors = {
        name: {unescape(found) for found in ID.findall(text)} for name, text in pages.items()
    }
    dead: set[str] = set()
    for name, text in pages.items():
        if name == EXEMPT:
            continue
        for link in set(LINK.findall(text)):
            if not _leads(name, unquote(unescape(link)), files, anchors):
                dead.add(f"{name}: {link}")
    return sorted(dead)


def _leads(page: str, link: str, files: set[str], anchors: dict[str, set[str]]) -> bool:
    if re.match(r"[a-z][a-z0-9+.-]*:|//", link):
        return True
    path, _, anchor = link.partition("#")
    path = path.partition("?")[0]
    target = page
    if path:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        if path.endswith("/") or target == ".":
            target = posixpath.normpath(posixpath.join(target, "index.html"))
    # The theme gives `__…` anchors to itself.
    known = target in files
    return known and (not anchor or anchor.startswith("__") or anchor in anchors.get(target, ()))
