"""Whether every internal link of a built site leads to a page and an anchor, or to a file.

MkDocs checks the links of Markdown alone; the templates write theirs as HTML.
"""

import re
from pathlib import Path
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from generator.pages.addresses import resolved

# What refers to a page or a file, and the attributes that may say where.
REFERRING = "a, area, link, img, script, source"
TARGETS = ("href", "xlink:href", "src")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//")
# The page for addresses that do not exist knows the site only by its absolute address.
EXEMPT = "404.html"


def dead_links(site: Path) -> list[str]:
    """Every internal link that leads nowhere, as `page: link`, sorted."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    anchors: dict[str, set[str]] = {}
    links: dict[str, set[str]] = {}
    for name in (name for name in files if name.endswith(".html")):
        page = LexborHTMLParser((site / name).read_bytes())
        anchors[name] = {str(node.id) for node in page.css("[id]")}
        anchors[name] |= {str(node.attributes["name"]) for node in page.css("a[name]")}
        given = (node.attributes for node in page.css(REFERRING))
        links[name] = {
            link for one in given for key in TARGETS if (link := one.get(key)) is not None
        }
    return sorted(
        f"{name}: {link}"
        for name in links
        if name != EXEMPT
        for link in links[name]
        if not _leads(name, unquote(link), files, anchors)
    )


def _leads(page: str, link: str, files: set[str], anchors: dict[str, set[str]]) -> bool:
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
    known = target in files
    return known and (not anchor or anchor.startswith("__") or anchor in anchors.get(target, ()))
