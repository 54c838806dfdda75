"""Tables, charts and the menu on a telephone, and what a sheet of paper shows of them."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import some
from playwright.sync_api import Page, expect

from browser.looks import LOOKS
from browser.test_charts import contrast
from browser.test_log import pick
from generator.catalogue import Catalogue, counted_events
from generator.pages.counted import counted_rows

Visit = Callable[..., Page]
LOGS = ("", "launches/", "launches/2026/", "systems/kn-25/", "places/pyongyang/")
CARDS = (
    *LOGS,
    *("systems/hwasong-11a/", "launches/flights/"),
    *("facts/us-troops-in-south-korea/", "facts/", "systems/", "places/", "data/", "credits/"),
)

# Cells of cards of which a part lies outside of the window or of its own box; a box of a pixel is
# there for screen readers.
OUT_OF_SIGHT = """() => [...document.querySelectorAll(".d-cards :is(caption, tbody > tr > *)")]
  .filter((cell) => cell.clientWidth > 1)
  .filter((cell) => {
    const { left, right } = cell.getBoundingClientRect();
    // The number of a source has a target that is larger than itself.
    const cut = cell.scrollWidth > cell.clientWidth + 1 && !cell.querySelector(".cite");
    return left < 0 || right > innerWidth || cut;
  }).map((cell) => cell.textContent)"""
# What a card shows: every cell that is known has the name of its column, or needs none.
LINES = """(row) => [...row.cells].filter((cell) => cell.clientWidth > 1).map((cell) => {
  const sides = ["::before", "::after"].map((side) => getComputedStyle(cell, side).content);
  const [before, after] = sides.map((side) => side.match(/^"([^"]*)"( " ")?/)?.[1].trim() ?? "");
  return [before, cell.innerText.replace(/\\s+/g, " ").trim(), after].filter(Boolean).join(" ");
})"""


# Without scripts two of them in the short run: cards are made by the style, which they share.
@pytest.mark.parametrize(
    ("path", "scripts"),
    [*((path, True) for path in some(CARDS, 7)), *((path, False) for path in some(CARDS, 2))],
)
def test_nothing_of_a_card_lies_out_of_sight(path: str, scripts: bool, visit: Visit) -> None:
    page = visit(path, width=360, java_script_enabled=scripts)
    assert page.locator(".d-cards tbody tr").count() > 0
    assert page.evaluate(OUT_OF_SIGHT) == []


def test_card_of_a_launch_names_each_value(visit: Visit) -> None:
    page = visit("launches/", width=360)
    whole = "tr[data-missiles][data-range][data-apogee][data-place][data-outcome]"
    lines = page.locator(whole).first.evaluate(LINES)
    # How many needs a sign alone, and a site no name of its column.
    assert re.fullmatch(r"× .+", lines[2]), lines
    assert not lines[3].startswith("Site "), lines
    assert re.fullmatch(r"Range [\d,]+.* km", lines[4]), lines
    assert re.fullmatch(r"Apogee [\d,]+.* km", lines[5]), lines
    assert lines[6].startswith("Outcome "), lines


@pytest.mark.parametrize(
    ("path", "table", "own"),
    [
        ("launches/2022/", ".d-parts", ("System",)),
        # Folded, and without the column that would say the same in each row.
        ("systems/hwasong-11a/", ".d-own-parts", ()),
    ],
)
def test_card_of_a_flight_names_each_value(
    path: str, table: str, own: tuple[str, ...], visit: Visit
) -> None:
    page = visit(path, width=360)
    page.locator("details.d-fold").evaluate_all("all => all.forEach((fold) => fold.open = true)")
    whole = page.locator(f"{table} tbody tr:not(.d-row-note, :has(.d-no))")
    lines = whole.first.evaluate(LINES)
    heads = ("Missile", "Time", *own, "Range", "Apogee", "Bearing", "Outcome", "Came down in")
    assert [line.startswith(head) for line, head in zip(lines[1:], heads, strict=False)] == [
        True
    ] * len(heads), lines
    assert all(line.endswith("km") for line in lines if re.match("Range|Apogee", line)), lines


@pytest.mark.parametrize(
    "path", some(["systems/", "launches/", "systems/hwasong-11a/", "data/"], 1)
)
def test_cards_are_still_a_table_to_a_screen_reader(path: str, visit: Visit) -> None:
    def roles(width: int) -> Counter[str]:
        page = visit(path, width=width)
        session = page.context.new_cdp_session(page)
        table = session.send(
            "Runtime.evaluate", {"expression": "document.querySelector('.d-cards')"}
        )
        object_id = table["result"]["objectId"]
        nodes = session.send("Accessibility.queryAXTree", {"objectId": object_id})["nodes"]
        told = Counter(node["role"]["value"] for node in nodes if not node["ignored"])
        wanted = ("table", "caption", "row", "columnheader", "rowheader", "cell")
        return Counter({role: told[role] for role in wanted})

    wide = roles(1280)
    assert min(wide.values()) > 0
    assert roles(360) == wide


def test_log_is_sorted_and_narrowed_down_on_a_telephone(visit: Visit) -> None:
    page = visit("launches/", width=360)
    button = page.get_by_role("button", name="Apogee, km")
    button.click()
    head = page.locator("th[data-sort=apogee]")
    expect(head).to_have_attribute("aria-sort", "descending")
    box = button.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["height"] >= 24
    page.get_by_text("Filters", exact=True).click()
    pick(page, "sources", "differ")
    assert (
        page.locator("#d-log-table tbody tr").count()
        == page.locator("#d-log-table tbody tr:has(.d-ne)").count()
    )


def test_signs_of_the_log_are_those_of_the_records(visit: Visit, catalogue: Catalogue) -> None:
    page = visit("launches/", java_script_enabled=False)
    rows = counted_rows.compared_rows(catalogue, counted_events.every(catalogue))
    expected = {row.event.id: len(row.differ) for row in rows if row.differ}
    found = page.locator("#d-log-table tbody tr:has(.d-ne)").evaluate_all(
        "rows => rows.map((row) => [row.dataset.id, row.querySelectorAll('.d-ne').length])"
    )
    assert len(expected) > 70
    assert dict(found) == expected
    expect(page.locator("#d-log-table caption .d-ne-key")).to_be_visible()
    assert page.locator(".d-ne").first.inner_text() == "(sources differ)"


@pytest.mark.parametrize(
    "path", ["", "charts/", "launches/2022/", "systems/hwasong-11a/", "actors/kim-jong-un/"]
)
def test_charts_fit_a_telephone(path: str, visit: Visit) -> None:
    page = visit(path, width=360)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    charts = page.locator(".d-chart-grows .d-chart-view svg")
    # Whole, from its first year on, and no word cut at an edge or below 11.5 px.
    inside = charts.evaluate_all(
        """all => all.map((svg) => {
          const view = svg.parentElement;
          const edge = svg.getBoundingClientRect();
          const scale = svg.clientWidth / svg.viewBox.baseVal.width;
          return edge.right <= innerWidth && view.scrollWidth <= view.clientWidth
            && [...svg.querySelectorAll("text")].every((text) => {
              const box = text.getBoundingClientRect();
              return box.left >= edge.left - 1 && box.right <= edge.right + 1
                && parseFloat(getComputedStyle(text).fontSize) * scale >= 11.5;
            });
        })"""
    )
    assert inside and all(inside)


@pytest.mark.parametrize("path", ["charts/", "launches/2022/"])
def test_charts_grow_where_there_is_room(path: str, visit: Visit) -> None:
    assert visit(path).locator("#heights svg").first.evaluate("svg => svg.clientWidth") > 450


def test_table_that_scrolls_has_a_shade_at_its_side(visit: Visit) -> None:
    page = visit("data/crosswalk/", width=360)
    scroll = page.get_by_role("region", name="Databases")
    assert "gradient" in scroll.evaluate("view => getComputedStyle(view).backgroundImage")
    seen = scroll.evaluate(
        """(view) => {
          const range = document.createRange();
          range.selectNodeContents(view.querySelector("caption"));
          return view.getBoundingClientRect().right - range.getBoundingClientRect().right;
        }"""
    )
    assert seen >= 0, "the caption wraps within what is in sight"


# The lines of each word of an element.
LINES_OF_WORDS = """(node) => node.textContent.trim().split(/\\s+/).map((word) => {
  const range = document.createRange();
  const at = node.textContent.indexOf(word);
  range.setStart(node.firstChild, at);
  range.setEnd(node.firstChild, at + word.length);
  return range.getClientRects().length;
})"""


@pytest.mark.parametrize("width", [320, 360])
def test_heads_of_the_comparison_break_no_word(width: int, visit: Visit) -> None:
    page = visit("events/2026-01-27-pyongyang/", width=width)
    # Speakers follow the name of their column out of sight.
    heads = page.locator(".d-sides thead th:not(:first-child, :last-child)")
    heads.evaluate_all("all => all.forEach((head) => head.querySelector('small')?.remove())")
    lines = [heads.nth(at).evaluate(LINES_OF_WORDS) for at in range(heads.count())]
    assert len(lines) == 6
    assert all(set(words) == {1} for words in lines), lines


def test_second_line_of_a_number_begins_below_the_first(visit: Visit) -> None:
    page = visit("data/by-source/", width=360)
    off = page.locator(".d-cards td:has(> br)").evaluate_all(
        """all => all.map((cell) => {
          const [first, second] = [cell, cell.querySelector(".d-quiet")];
          return second.getBoundingClientRect().x - first.getBoundingClientRect().x;
        })"""
    )
    assert len(off) > 20 and max(off) < 2


@pytest.mark.parametrize("width", [320, 360])
def test_words_of_a_search_are_in_sight_while_typed(width: int, visit: Visit) -> None:
    page = visit("about/", width=width)
    field = page.get_by_role("combobox", name="Search the digest")
    field.click()
    page.keyboard.type("intercontinental missiles")
    assert field.evaluate("field => field.scrollWidth <= field.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.locator("#d-menu")).to_be_visible()


def test_paper_shows_every_head_and_every_number(visit: Visit) -> None:
    page = visit("launches/2022/", width=718)  # A4 less margins of 10 mm
    page.emulate_media(media="print")
    # Chromium repeats heads on each page, but paints no button in them after the first.
    assert (
        page.locator("thead button").evaluate_all(
            "all => all.map((button) => getComputedStyle(button).display)"
        )
        == ["contents"] * 4
    )
    numbers = page.locator("details.d-numbers table")
    assert numbers.count() == 2
    for table in numbers.all():
        expect(table).to_be_visible()
    wide = page.locator("article table").evaluate_all(
        "all => all.filter((table) => table.getBoundingClientRect().right > innerWidth)"
        ".map((table) => table.caption.textContent)"
    )
    assert wide == []


@pytest.mark.parametrize("scripts", [True, False])
def test_menu_has_a_way_out_of_its_own(scripts: bool, visit: Visit) -> None:
    page = visit(width=360, java_script_enabled=scripts)
    page.get_by_role("button", name="Menu", exact=True).click()
    close = page.get_by_role("button", name="Close the menu")
    expect(close).to_be_visible()
    box = close.bounding_box()
    assert box and box["height"] >= 44 and box["width"] >= 44
    assert page.locator("#d-menu button, #d-menu a").first.evaluate(
        "first => first.classList.contains('d-menu-close')"
    )
    close.click()
    expect(close).to_be_hidden()
    expect(visit().get_by_role("button", name="Close the menu")).to_be_hidden()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_way_to_mend_a_page_has_words_and_can_be_seen(
    width: int, scheme: str, visit: Visit
) -> None:
    page = visit("events/2026-01-27-pyongyang/", width=width, color_scheme=scheme)
    pencil = page.get_by_role("link", name="Propose a correction", exact=True)
    expect(pencil).to_be_visible()
    if width == 1280:
        assert pencil.inner_text().strip() == "Propose a correction"
        assert (
            pencil.locator("span").evaluate("words => words.clientWidth || words.offsetWidth") > 60
        )
    colour, ground = pencil.evaluate(
        "link => [getComputedStyle(link).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert contrast(colour, ground) >= 4.5
    box = pencil.bounding_box()
    assert box and min(box["width"], box["height"]) >= 24


def test_links_one_below_the_other_can_be_hit(visit: Visit) -> None:
    # Of every row, at a width where names of missiles are as long as those of launches.
    page = visit("launches/", width=412, has_touch=True, is_mobile=True)
    rule = {"runOnly": ["target-size"], "rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, options=rule)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", ["launches/", "launches/2022/", "places/wonsan/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_caption_names_the_clocks_of_columns_that_are_there(
    path: str, width: int, visit: Visit
) -> None:
    page = visit(path, width=width)
    table = page.locator("table.d-counted").first
    words = table.locator("caption").inner_text()
    for name, clock in (("time", "KST"), ("utc", "UTC.")):
        cell = table.locator(f"tbody td.d-{name}").first
        seen = cell.is_visible() and cell.evaluate("(cell) => cell.clientWidth > 1")
        assert (clock in words) == seen, (name, words)
