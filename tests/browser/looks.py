"""What a first visit to a page costs and does, as Chromium sees it: for tests and for the audit."""

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from conftest import LONG
from playwright.sync_api import Browser, Page, Request, Response

# Every shift since the page began, whatever caused it.
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 150);
})"""

FIND = """async ([module, query, most]) => {
  const { find } = await import(module);
  const found = await (await find(query)).more(most);
  return found.map(({ url }) => url);
}"""


# The fifth row is built as the fourth is, so is the fifth list below a heading, and axe takes
# twenty seconds over a table of hundreds. The menus, which all pages share, may be cut short, too:
# two links of each list remain, and the one that leads to this page.
SHORTER = """(menus) => {
  const cut = (items, most) => [...items].slice(most).forEach((item) => item.remove());
  document.querySelectorAll("article :is(tbody, ul, ol, dl, svg, svg g), .d-toc ul")
    .forEach((list) => cut(list.children, 4));
  for (const part of ["article h2 + ul", "article h2:has(+ ul)"]) {
    cut(document.querySelectorAll(part), 4);
  }
  if (menus) document.querySelectorAll(":is(.d-tabs, .d-menu, .d-foot) ul").forEach(
    (list) => cut(list.querySelectorAll("li:not(:has([aria-current]))"), 2));
}"""
# Targets of 24 px are asked for by WCAG 2.2, but not by axe as it comes. It would fetch all styles
# once more for rules about sound, which no page has, and for one that is an experiment.
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}, "preload": False}
# Colours come from the scheme and layout from the width, and all pages share one style: two ways
# show what there is to see; `make fuzz` tries all four. Where there is one, it is narrow and dark.
EVERY = [("light", 1280), ("dark", 360), ("dark", 1280), ("light", 360)]
LOOKS = EVERY if LONG else EVERY[:2]


class Look(NamedTuple):
    """One visit with an empty cache. Sizes are bytes, compressed as a host sends them."""

    size: int
    """Everything fetched: page, styles, scripts, icons."""
    own_scripts: int
    """Of these, our own JavaScript."""
    search: int
    """Of these, the search index and its program."""
    shift: float
    """Cumulative layout shift."""
    faults: tuple[str, ...]
    """Errors and warnings on the console, answers that are errors, requests to another origin."""


@lru_cache(maxsize=64)  # styles and scripts come with every page
def sent(body: bytes) -> int:
    """Bytes of a body as hosts send it; what is compressed already gets no smaller."""
    return min(len(body), len(gzip.compress(body, 6)))


def search_costs(browser: Browser, root: str, queries: Sequence[str]) -> list[int]:
    """Bytes that each query fetches, asked in turn with an empty cache, ten excerpts each.

    `root` is the address of a site, with a slash at its end. The first pays for the engine, too.
    """
    page = browser.new_page()
    page.goto(f"{root}about/")
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    costs = []
    for query in queries:
        asked.clear()
        page.evaluate(FIND, [f"{root}assets/search.js", query, 10])
        # An event for an answer may come after the search is done; one for its request does not.
        answers = [request.response() for request in asked]
        costs.append(sum(sent(answer.body()) for answer in answers if answer))
    page.close()
    return costs


@contextmanager
def first_visit(
    browser: Browser, address: str, width: int, **options: Any
) -> Iterator[tuple[Page, Look]]:
    """Opens an address in a fresh profile; gives the page, for more questions, and the look."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.set_default_timeout(60_000)
    faults: list[str] = []
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address, wait_until="load")
    if "?q=" in address:
        page.locator("#d-search-results a").first.wait_for()
    shift = page.evaluate(SHIFT)
    size = own = index = 0
    for answer in answers:
        parts = urlsplit(answer.url)
        if parts.scheme in ("data", "blob"):
            continue
        if parts.netloc != urlsplit(address).netloc or answer.status != 200:
            faults.append(f"{answer.status} {answer.url}")
            continue
        bytes_ = sent(answer.body())
        size += bytes_
        own += bytes_ if "/assets/" in parts.path and parts.path.endswith(".js") else 0
        index += bytes_ if "/pagefind/" in parts.path or "/search/names" in parts.path else 0
    yield page, Look(size, own, index, shift, tuple(faults))
    context.close()


def each_in_a_look(paths: Iterable[str]) -> list[tuple[str, str, int]]:
    """Each path, colours and width: in one look, the two in turn, or in `make fuzz` in all four."""
    return [
        (path, *look)
        for number, path in enumerate(paths)
        for look in (LOOKS if LONG else [LOOKS[number % len(LOOKS)]])
    ]


def axe_report(page: Page, part: str | None = None) -> str:
    """What axe has to say of a page, or of a part of it, as it is now; empty where nothing."""
    found = Axe().run(page, context=part, options=AXE)
    return found.generate_report() if found.violations_count else ""


def assert_axe_finds_nothing(page: Page) -> None:
    """That axe has nothing to say of a page as it is now, whose long lists are cut short for it."""
    page.evaluate(SHORTER, True)
    assert axe_report(page) == ""


def restyle(page: Page, css: str) -> None:
    """Give a page rules of ours. As an element, its policy would not let them in."""
    page.evaluate(
        """(css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets.push(sheet);
        }""",
        css,
    )


FRAME = ".md-content__button, .d-jump a, .d-up a, .headerlink, .d-cite a, .d-version a"


def assert_no_longer(visit: Callable[..., Page], path: str, most: tuple[int, int, int]) -> None:
    """That a page measures so many pixels at 1280 and at 360, and has so many links, at most.

    Folds are counted as they are, the links in them too; what frames all pages alike is not: the
    way up, the pencil, the marks beside headings, and how to cite and take the page.
    """
    *heights, links = most
    for width, height in zip((1280, 360), heights, strict=True):
        page = visit(path, width=width)
        article = page.locator("article.md-content__inner")
        box = article.bounding_box()
        assert box and box["height"] <= height
        assert article.locator(f"a[href]:not({FRAME})").count() <= links
        assert page.evaluate("document.documentElement.scrollWidth") <= width
