"""A sanitiser as an alarm: what nh3 would take out of a page's article, which should be nothing.

nh3 reads HTML as a browser does and knows nothing of our templates. So it is a second opinion on
their escaping. Used as a cure it would hide the hole; used here, it names it.
"""

import re
from collections import Counter

import nh3
from lxml import html

BARE = """
b bdi blockquote br caption cite code defs desc dl dt em fieldset figcaption figure g h1 h2 h3 h4
header legend li nav noscript ol output q small strong summary sup table tbody thead title
tr ul
"""
# What our templates make, and the prose of records: elements and their attributes, besides those
# that stand anywhere or begin with `aria-` or `data-`.
ALLOWED = {
    "a": "class download href rel tabindex title type xlink:href",
    "button": "hidden type value",
    "details": "class hidden open",
    "dd": "class",
    "div": "tabindex",
    "form": "action autocomplete hidden method novalidate",
    "img": "alt height src width",
    "input": "autocomplete checked name placeholder spellcheck type value",
    "label": "for",
    "option": "selected title value",
    "p": "hidden tabindex",
    "path": "d",
    "pattern": "height patternUnits width",
    "pre": "tabindex",
    "rect": "height width x",
    "section": "hidden tabindex",
    "select": "name",
    "span": "hidden lang title",
    "svg": "height viewBox width xmlns",
    "td": "colspan",
    "text": "text-anchor x y",
    "textarea": "rows",
    "th": "colspan rowspan scope",
    "time": "datetime",
    "abbr": "title",
    **dict.fromkeys(BARE.split(), ""),
}
ANYWHERE = {"class", "id", "role"}
Node = tuple[str, tuple[tuple[str, str], ...], str, str]


def removed(page: str) -> list[str]:
    """What the sanitiser would change in the article of a page."""
    inside = re.search(r"<article[^>]*>(.*)</article>", page, re.DOTALL)
    if inside is None:
        return ["there is no article"]
    # nh3 takes out templates with all that is in them, but a script may show it.
    whole = re.sub(r"<(/?)template\b", r"<\1div", inside[1])
    clean = nh3.clean(
        whole,
        tags=set(ALLOWED),
        clean_content_tags=set(),
        attributes={tag: {*names.split(), *ANYWHERE} for tag, names in ALLOWED.items()},
        generic_attribute_prefixes={"aria-", "data-"},
        url_schemes={"http", "https"},
        link_rel=None,
        attribute_filter=ours,
    )
    before, after = Counter(nodes(whole)), Counter(nodes(clean))
    return [f"{one}" for one in (before - after) + (after - before)]


def ours(tag: str, attribute: str, value: str) -> str | None:
    """Pictures are those of the site itself; records can have none."""
    if (tag, attribute) == ("img", "src") and not value.startswith("../../assets/"):
        return None
    return value


def nodes(text: str) -> list[Node]:
    """Every node of a piece of HTML, comments too, with what stands in and behind it."""
    return [
        (str(one.tag), attributes(one), one.text or "", one.tail or "")
        if isinstance(one.tag, str)
        else ("comment", (), one.text or "", "")
        for one in html.fromstring(f"<div>{text}</div>").iter()
    ]


def attributes(node: html.HtmlElement) -> tuple[tuple[str, str], ...]:
    """The attributes of a node; one that is there or not may be its own value, or empty."""
    pairs = ((str(name), str(value)) for name, value in node.attrib.items())
    return tuple(sorted((name, "" if value == name else value) for name, value in pairs))
