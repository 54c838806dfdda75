"""Charts as readers see them: in sight in both palettes, in words that can be read, with links."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Page, expect
from serving import SUB, Site

from browser.looks import each_in_a_look

Visit = Callable[..., Page]
# A page of each sort that has charts.
PAGES = (
    *("", "charts/", "charts/heights/", "launches/2022/", "systems/kn-25/", "places/sohae/"),
    # Launches a year of more than forty years, in the column beside a data sheet.
    "systems/scud-b/",
    *("actors/kim-jong-un/", "systems/"),
)
# Its charts are lines without words.
WORDLESS = "systems/"

# What is filled or drawn of each mark, and what it stands on, as the browser computes it.
LOOKS = """() => [...document.querySelectorAll(".d-chart-view path, .d-spark path")].map((path) => {
  const style = getComputedStyle(path);
  const box = path.getBoundingClientRect();
  return {
    css: path.getAttribute("class"), fill: style.fill, stroke: style.stroke,
    shown: style.visibility === "visible" && box.width + box.height > 0,
    on: [...path.ownerSVGElement.querySelectorAll(".sea, .land")]
      .map((behind) => getComputedStyle(behind).fill),
  };
})"""
WORDS = """() => [...document.querySelectorAll(".d-chart-view text")].map((text) => {
  const style = getComputedStyle(text), box = text.getBBox(), around = text.getBoundingClientRect();
  const under = [...text.ownerSVGElement.querySelectorAll(".heat")].find((cell) => {
    const c = cell.getBBox();
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    return c.x < x && x < c.x + c.width && c.y < y && y < c.y + c.height;
  });
  return {
    text: text.textContent, fill: style.fill,
    under: under ? getComputedStyle(under).fill : style.stroke, // on a map its own rim
    px: parseFloat(style.fontSize) * around.height / box.height,
    inside: box.x >= -1 && box.x + box.width <= text.ownerSVGElement.viewBox.baseVal.width + 1,
  };
})"""
QUIET = ("grid", "heat", "d-spark-foot", "sea", "land", "graticule", "plate")


def light(colour: str) -> float:
    """Relative luminance of `rgb(1, 2, 3)`."""
    parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two computed colours."""
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def plain(paint: str) -> str | None:
    """The colour of a fill or a stroke; a hatching has its colour behind it."""
    found = re.search(r"rgb\([^)]*\)", paint)
    return found[0] if found else None


@pytest.mark.parametrize(("path", "scheme", "width"), each_in_a_look(PAGES))
def test_marks_and_words_stand_out_and_are_never_small_or_cut(
    path: str, scheme: str, width: int, visit: Visit
) -> None:
    page = visit(path, width=width, color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    looks = page.evaluate(LOOKS)
    assert looks
    for look in looks:
        if look["css"] and look["css"].startswith(QUIET):
            continue  # what lies behind the marks; cells have their number written in them
        paints = [colour for paint in (look["fill"], look["stroke"]) if (colour := plain(paint))]
        assert look["shown"] and paints, look
        for behind in look["on"] or [ground]:
            assert max(contrast(paint, behind) for paint in paints) >= 3, (look, behind)
    words = page.evaluate(WORDS)
    assert words or path == WORDLESS
    for word in words:
        assert contrast(word["fill"], plain(word["under"]) or ground) >= 4.5, word
        assert path == WORDLESS or (word["px"] >= 11.9 and word["inside"]), word


def test_chart_on_its_own_page_is_larger_than_among_others(visit: Visit) -> None:
    def wide(path: str) -> float:
        box = visit(path).locator("#launches-by-year .d-chart-view svg").bounding_box()
        assert box
        return box["width"]

    assert wide("charts/launches-by-year/") > 1.3 * wide("charts/")


def test_telephone_sees_the_latest_years_first(visit: Visit) -> None:
    page = visit("charts/", width=360)
    right = page.evaluate(
        "[...document.querySelectorAll('#launches-by-year text')].filter("
        "(text) => text.textContent === '2026')[0].getBoundingClientRect().right"
    )
    assert 0 < right <= 360


def test_hatching_is_found_by_what_uses_it(visit: Visit) -> None:
    for path in ("charts/", "launches/2022/"):
        asked, given = visit(path).evaluate(
            """() => [
              [...document.querySelectorAll(".d-chart path")].map(
                (path) => (getComputedStyle(path).fill.match(/#d-hatch-[0-9]+/) || [null])[0]
              ).filter(Boolean),
              [...document.querySelectorAll("pattern")].map((pattern) => "#" + pattern.id),
            ]"""
        )
        assert asked and set(asked) <= set(given), path
        assert len(given) == len(set(given)), path


def test_every_link_of_every_chart_leads_to_a_page(site: Site) -> None:
    links = set()
    for file in site.folder.rglob("*.html"):
        text = file.read_bytes()
        if b"d-chart" not in text:
            continue
        here = f"{SUB}{file.relative_to(site.folder).parent}/".replace("/./", "/")
        marks = html.fromstring(text).xpath("//figure//svg//a")
        for mark in marks:
            assert mark.get("tabindex") == "-1" and mark.get("href") is None
            links.add((here, urlsplit(urljoin(here, mark.get("xlink:href"))).path))
    assert len(links) > 500
    lost = [
        (here, link)
        for here, link in links
        if not Path(site.folder, link.removeprefix(SUB), "index.html").is_file()
    ]
    assert lost == []


def test_mark_leads_to_its_event(visit: Visit) -> None:
    page = visit("charts/")
    page.locator("#heights a[*|href*='/events/2024-10-31']").first.click()
    page.wait_for_url(re.compile("/events/2024-10-31"))
    page.go_back()
    page.locator("#launches-by-month a[*|href*='/digests/2022-11/']").first.click()
    page.wait_for_url(re.compile("/digests/2022-11/"))


@pytest.mark.parametrize("path", ["charts/", "systems/kn-25/"])
def test_keyboard_passes_the_marks_and_reaches_the_numbers(path: str, visit: Visit) -> None:
    page = visit(path)
    assert page.locator(".d-chart svg a:not([tabindex='-1'])").count() == 0
    numbers = page.locator(".d-chart details.d-numbers").first
    numbers.locator("summary").focus()
    page.keyboard.press("Enter")
    assert numbers.get_by_role("table").is_visible()


def test_reader_chooses_years_and_the_address_keeps_them(visit: Visit) -> None:
    page = visit("charts/?from=2016&to=2018")
    said = page.locator("#launches-by-year .d-range-said")
    table = page.locator("#launches-by-year table")
    rows = table.locator("tbody tr:not([hidden])")
    assert rows.evaluate_all("(all) => all.map((row) => row.cells[0].textContent)") == [
        *("2016", "2017", "2018")
    ]
    each = rows.evaluate_all("(all) => all.map((row) => +row.cells[1].textContent)")
    assert said.text_content() == f"2016 to 2018: {sum(each)} launches"
    # What is drawn has these numbers, in every chart of the page.
    totals = page.locator("#launches-by-year .d-chart-view text.total").all_text_contents()
    assert [int(text) for text in totals] == [number for number in each if number]
    ticks = "#{} .d-chart-view text.tick"
    for name in ("launches-by-year", "launches-by-month", "flights-by-outcome", "days-between"):
        years = [t for t in page.locator(ticks.format(name)).all_text_contents() if len(t) == 4]
        assert years == ["2016", "2017", "2018"], name
    marks = "(all) => all.filter((one) => one.checkVisibility()).length"
    drawn = page.locator("#heights .d-chart-view path.mark").evaluate_all(marks)
    kept = page.locator("#heights tbody tr:not([hidden])").count()
    assert drawn == kept > 0
    page.locator("form.d-range [name=to]").select_option("2017")
    assert page.url.endswith("?from=2016&to=2017")
    # A range that would end before it begins has the last choice at both ends.
    page.locator("form.d-range [name=from]").select_option("2022")
    assert page.url.endswith("?from=2022&to=2022")
    page.go_back()
    assert str(said.text_content()).startswith("2016 to 2017: ")
    page.get_by_role("button", name="All years").click()
    assert "?" not in page.url and said.text_content() == ""
    assert table.locator("tbody tr[hidden]").count() == 0
    assert page.locator("#launches-by-year .d-chart-view text.note").count() == 1


def test_chart_is_whole_without_a_script(visit: Visit) -> None:
    page = visit("charts/launches-by-year/?from=2016&to=2018", java_script_enabled=False)
    assert not page.locator("form.d-range").is_visible()
    assert page.get_by_role("table").locator("tbody tr").count() > 40
    picture = page.get_by_role("link", name="SVG").get_attribute("href")
    assert page.goto(urljoin(page.url, str(picture))).ok  # type: ignore[union-attr]


def test_charts_on_paper_leave_their_numbers_to_pages_of_their_own(visit: Visit) -> None:
    """With the numbers of all they took 28 sheets."""
    page = visit("charts/")
    sheets = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) <= 8
    page.emulate_media(media="print")
    expect(page.locator("details.d-numbers p").first).to_be_visible()
