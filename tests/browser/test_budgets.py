"""For everyone: what every kind of page may cost, and what it must bear.

Each kind is visited once, in one look: light and wide, or dark and narrow, in turn. The window is
then made narrower or wider, and each test asks about one thing that was seen. The menus, which all
pages share, are walked whole on the first page in each look. A long run has all four looks, and all
of the menus. Only kinds that a script changes are opened without scripts, too; there, all are.
"""

import functools
from collections.abc import Callable
from typing import NamedTuple

import pytest
from conftest import LONG
from playwright.sync_api import Browser, Page, expect
from serving import Site

from browser.looks import LOOKS, SHORTER, Look, axe_report, each_in_a_look, first_visit, restyle
from browser.test_reading import KINDS

KB = 1000

# Kinds of page with a script of their own, or with marks that a script of every page looks for.
SCRIPTED = (
    *("home", "launches", "year", "system", "place", "event", "explainer", "digest"),
    *("contribute", "charts", "search"),
)

# What a reader can see of a page's content.
CONTENT = """() => {
  const main = document.querySelector("article");
  const seen = (selector) => [...main.querySelectorAll(selector)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }));
  return {
    headings: seen("h1").length,
    tables: seen("table").length,
    rows: seen("tbody tr").length,
    // Filters are for scripts alone, and so are links to the log with filters set.
    links: seen("a[href]:not(.d-log a, .d-ready a)").length,
    words: seen("p, li, td, th, dd, dt, h2, h3")
      .reduce((sum, e) => sum + e.innerText.split(/\\s+/).length, 0),
  };
}"""

# Marks everything that the Tab key should reach, and notes what it does reach and how that looks.
WATCH = """() => {
  const all = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true })
      && e.getClientRects().length);
  window.waiting = new Set(all);
  window.stops = [];
  window.first = null;
  window.round = false;
  const name = (e) => `${e.tagName.toLowerCase()} ${e.getAttribute("href") || e.id || e.className}`;
  window.left = () => [...window.waiting].map(name);
  document.addEventListener("focusin", ({ target }) => {
    window.round ||= target === window.first;
    if (window.round) return;
    window.first ??= target;
    window.waiting.delete(target);
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    window.stops.push([name(target), outlineStyle !== "none" && parseFloat(outlineWidth) >= 2]);
  });
  return all.length;
}"""

# Boxes that cut text off: at the side or below, and not there for screen readers alone.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const beside = e.scrollWidth > e.clientWidth + 1;
  const below = e.scrollHeight > e.clientHeight + 1;
  if (!(beside || below) || e.clientWidth <= 1) return false;
  const { overflowX, overflowY } = getComputedStyle(e);
  const cuts = (way) => way === "hidden" || way === "clip";
  return ((beside && cuts(overflowX)) || (below && cuts(overflowY)))
    && e.checkVisibility({ visibilityProperty: true }) && e.innerText?.trim();
}).map((e) => `${e.tagName.toLowerCase()}.${e.className}`)"""

SIDEWAYS = "() => document.scrollingElement.scrollWidth - innerWidth"

# Cells that are narrower than a word in them, which then lies over the next one.
SPILT = """() => [...document.querySelectorAll("td, th")].filter((cell) => {
  const box = cell.getBoundingClientRect();
  if (!cell.checkVisibility() || getComputedStyle(cell).clipPath !== "none") return false;
  return [...cell.childNodes, ...[...cell.children].filter((e) => e.matches("a, strong, time"))
    .flatMap((e) => [...e.childNodes])].filter((node) => node.nodeType === 3 && node.data.trim())
    .some((node) => {
      const words = document.createRange();
      words.selectNodeContents(node);
      return [...words.getClientRects()].some(({ left, right }) =>
        right > box.right + 2 || left < box.left - 2);
    });
}).map((cell) => cell.textContent.trim().slice(0, 40))"""

# WCAG 2.2, success criterion 1.4.12.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""

# Remembers what the screen shows of the content; ways through the site are no content.
SHOWN = """() => {
  window.shown = [...document.querySelectorAll(
    "article :is(h1, h2, h3, p, li, table, tr, td, th, dt, dd, figure, svg)")]
    .filter((e) => e.checkVisibility() && !e.querySelector("form")
      && !e.closest("form, nav, .d-up, .d-more, .d-ready, .md-icon"));
}"""
LOST_ON_PAPER = """() => [
  ...window.shown.filter((e) => !e.checkVisibility()),
  ...[...document.querySelectorAll("body *")].filter((e) =>
    e.checkVisibility() && e.getClientRects().length
    && ["fixed", "sticky"].includes(getComputedStyle(e).position)),
].map((e) => `${e.tagName.toLowerCase()}.${e.className.baseVal ?? e.className}`)"""

# Remembers what tells something by its background alone, a bar for example.
COLOURED = """() => {
  window.coloured = [...document.querySelectorAll("article *:not(svg, svg *, input, button)")]
    .filter((e) => !e.childNodes.length && e.checkVisibility() && e.getClientRects().length
      && getComputedStyle(e).backgroundColor !== "rgba(0, 0, 0, 0)");
  return window.coloured.length;
}"""
LOST_WITHOUT_COLOURS = """() => [
  ...window.coloured.filter((e) => {
    const style = getComputedStyle(e);
    return style.forcedColorAdjust !== "none" && style.borderTopStyle === "none";
  }),
  ...[...document.querySelectorAll(".d-verdict, .d-reading")]
    .filter((e) => e.checkVisibility() && !e.innerText.trim()),
].map((e) => `${e.tagName.toLowerCase()}.${e.className}`)"""

MOVING = """() => [...document.querySelectorAll("*")].flatMap((e) => ["", "::before", "::after"]
  .map((part) => getComputedStyle(e, part))
  .filter((style) => style.animationName !== "none"
    || style.transitionDuration.split(", ").some((time) => time !== "0s"))
  .map(() => `${e.tagName.toLowerCase()}.${e.className}`))"""


class Seen(NamedTuple):
    """What was seen of one kind of page in one look."""

    look: Look
    content: dict[str, int]
    sideways: dict[str, int]
    cut_off: dict[str, list[str]]
    spilt: dict[str, list[str]]
    unreached: list[str]
    stops: list[tuple[str, bool]]
    axe: str
    lost_on_paper: list[str]
    lost_without_colours: list[str]
    moving: list[str]


Seeing = Callable[[str], list[Seen]]


def walk(page: Page) -> tuple[list[str], list[tuple[str, bool]]]:
    """Tab through a page: what was not reached, and each stop with whether its focus shows."""
    count = page.evaluate(WATCH)
    # After the last stop the first comes again. A note that opens has stops of its own. A key that
    # is held down costs half of what one costs that is pressed as often.
    for presses in (count + 1, *[10] * (count // 10 + 1)):
        for _ in range(presses):
            page.keyboard.down("Tab")
        page.keyboard.up("Tab")
        if page.evaluate("window.round"):
            break
    unreached, stops = page.evaluate("[window.left(), window.stops]")
    if not page.evaluate("window.round"):
        unreached.append(f"the way out of {stops[-1][0]}")
    return unreached, stops


def seen(page: Page, look: Look, width: int, menus: bool) -> Seen:
    """What a page shows in windows of every width, on paper, in forced colours and by keyboard.

    `menus` says whether its menus are walked, and looked at by axe, as far as they go.
    """

    def resized(to: int) -> None:
        page.set_viewport_size({"width": to, "height": 450 if to == 640 else 900})

    sideways, cut_off, spilt = {}, {}, {}
    # To a page, a window of 1280 px at 200 % is one of 640 px.
    widths = {f"{to} px": to for to in (1280, 1230, 1024, 768, 360, 320)}
    for name, to in {**widths, "200 %": 640, "spaced text": 320}.items():
        resized(to)
        if name == "spaced text":
            restyle(page, SPACED)
        sideways[name] = page.evaluate(SIDEWAYS)
        cut_off[name] = [] if name == "360 px" else page.evaluate(CUT_OFF)
        spilt[name] = page.evaluate(SPILT)
    page.evaluate("document.adoptedStyleSheets = []")
    resized(1280)
    content = page.evaluate(CONTENT)
    page.evaluate(SHOWN)
    page.emulate_media(media="print")
    lost_on_paper = page.evaluate(LOST_ON_PAPER)
    page.emulate_media(media="screen")
    page.evaluate(COLOURED)
    page.emulate_media(forced_colors="active")
    lost_without_colours = page.evaluate(LOST_WITHOUT_COLOURS)
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    # A press of a key takes its time, and axe twenty seconds over a table of hundreds.
    page.evaluate(SHORTER, not menus)
    moving = page.evaluate(MOVING)
    resized(width)
    axe = axe_report(page)
    resized(1280)
    page.emulate_media(reduced_motion="no-preference")
    unreached, stops = walk(page)
    return Seen(
        *(look, content, sideways, cut_off, spilt, unreached, stops, axe),
        *(lost_on_paper, lost_without_colours, moving),
    )


@pytest.fixture(scope="module")
def looks(browser: Browser, site: Site, kinds: dict[str, str]) -> Seeing:
    """Looks at a kind of page, once for all tests."""

    @functools.cache
    def each(kind: str) -> list[Seen]:
        found = []
        for number, (one, scheme, width) in enumerate(each_in_a_look(KINDS)):
            if one == kind:
                address = site.url + kinds[kind]
                with first_visit(browser, address, width, color_scheme=scheme) as (page, look):
                    palette = page.locator("body").get_attribute("data-md-color-scheme")
                    assert palette == ("slate" if scheme == "dark" else "default")
                    found.append(seen(page, look, width, LONG or number < len(LOOKS)))
        return found

    return each


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_clean_and_asks_no_other_site(kind: str, looks: Seeing) -> None:
    # What the policy of the page refuses is an error on the console.
    assert [one.look.faults for one in looks(kind) if one.look.faults] == []


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(kind: str, looks: Seeing) -> None:
    # Colours come from the scheme and layout from the width, and all pages share one style.
    assert "".join(one.axe for one in looks(kind)) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_own_scripts_are_small(kind: str, looks: Seeing) -> None:
    assert all(0 < one.look.own_scripts <= 12 * KB for one in looks(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_first_visit_is_small(kind: str, looks: Seeing) -> None:
    assert all(10 * KB < one.look.size <= 200 * KB for one in looks(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_search_is_not_fetched_before_it_is_asked(kind: str, looks: Seeing) -> None:
    assert [one.look.search for one in looks(kind) if one.look.search] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_while_it_loads(kind: str, looks: Seeing) -> None:
    # What comes in two parts, with much other work beside, moves by some thousandths at times.
    # Up to 0.1 is what browsers' makers call good.
    assert [one.look.shift for one in looks(kind) if one.look.shift >= 0.01] == []


@pytest.mark.parametrize("kind", KINDS)
def test_page_never_scrolls_sideways(kind: str, looks: Seeing) -> None:
    for one in looks(kind):
        assert {when: by for when, by in one.sideways.items() if by > 0} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_cut_off(kind: str, looks: Seeing) -> None:
    for one in looks(kind):
        assert {when: boxes for when, boxes in one.cut_off.items() if boxes} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_words_stay_in_their_cells(kind: str, looks: Seeing) -> None:
    for one in looks(kind):
        assert {when: cells for when, cells in one.spilt.items() if cells} == {}


@pytest.mark.parametrize("kind", KINDS if LONG else SCRIPTED)
def test_content_is_there_without_javascript(
    kind: str, looks: Seeing, browser: Browser, site: Site, kinds: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + kinds[kind])
    without, with_scripts = page.evaluate(CONTENT), looks(kind)[0].content
    context.close()
    assert without["headings"] == 1
    assert without["words"] > 10
    assert without["links"] > 1
    assert {part: n for part, n in with_scripts.items() if without[part] < n} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_keyboard_reaches_everything_and_is_never_trapped(kind: str, looks: Seeing) -> None:
    for one in looks(kind):
        assert len(one.stops) > 20
        assert one.unreached == []


@pytest.mark.parametrize("kind", KINDS)
def test_first_stop_leads_to_the_content(kind: str, looks: Seeing) -> None:
    assert all(one.stops[0][0].startswith("a #") for one in looks(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_focus_is_always_seen(kind: str, looks: Seeing) -> None:
    assert [stop for one in looks(kind) for stop, shows in one.stops if not shows] == []


@pytest.mark.parametrize("kind", KINDS)
def test_paper_loses_nothing_and_nothing_lies_over_it(kind: str, looks: Seeing) -> None:
    assert [lost for one in looks(kind) for lost in one.lost_on_paper] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_told_by_colour_alone(kind: str, looks: Seeing) -> None:
    # Colours forced by the system take away every background.
    assert [lost for one in looks(kind) for lost in one.lost_without_colours] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_for_who_asks_for_less(kind: str, looks: Seeing) -> None:
    assert [part for one in looks(kind) for part in one.moving] == []


def test_skip_link_puts_the_keyboard_into_the_content(visit: Callable[..., Page]) -> None:
    page = visit("events/2026-01-27-pyongyang/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.parametrize("scripts", [True, False])
def test_menu_opens_and_closes_by_keyboard(scripts: bool, visit: Callable[..., Page]) -> None:
    page = visit(width=360, java_script_enabled=scripts)
    link = page.get_by_role("link", name="Missiles", exact=True).first
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#d-menu') !== null")
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
