"""Actor, crosswalk and article as a reader uses them: meaning first, the rest in folds."""

from collections.abc import Callable

import pytest
from conftest import some
from playwright.sync_api import Page, expect

from browser.looks import assert_axe_finds_nothing, assert_no_longer, each_in_a_look

Visit = Callable[..., Page]
SPEAKER = "actors/rok-jcs/"
CROSSWALK = "data/crosswalk/"
ARTICLE = "articles/2026-01-27-standard-sea-of-japan/"
# What a page may measure in pixels at 1280 and at 360, and how many links it may have: as measured,
# and some room for a few records more. Each event of an actor has a link.
SIZES = {
    SPEAKER: (2_650, 4_500, 235),
    CROSSWALK: (2_000, 2_950, 95),
    ARTICLE: (2_750, 4_600, 120),
}
OTHERS = {
    "": (2_341, 4_418, 30),
    "systems/hwasong-11a/": (3_300, 5_900, 95),
    "charts/": (3_153, 5_169, 30),
}


def test_speaker_has_its_figures_then_its_words_and_its_acts_apart(visit: Visit) -> None:
    page = visit(SPEAKER)
    heads = [head.split("\n")[0].rstrip("¶") for head in page.locator("h2").all_inner_texts()]
    assert heads[:2] == ["Beside the values used", "What it said"]
    expect(page.locator("#took-part-in > summary")).to_contain_text("Took part in")
    years = page.locator(".d-said-years > details")
    assert years.evaluate_all("all => all.map((one) => one.open)") == [
        number == 0 for number in range(years.count())
    ]
    expect(years.first.locator("summary").first).to_contain_text("2026")


def test_difference_of_a_speaker_is_red_and_said_in_words(visit: Visit) -> None:
    page = visit(SPEAKER)
    row = page.get_by_role("row").filter(has=page.locator("a[href*='2026-01-27-pyongyang']"))
    expect(row.locator("td.d-apart .d-ne")).to_have_text("(differs)")


def test_crosswalk_has_a_row_an_event_and_the_main_sources_first(visit: Visit) -> None:
    page = visit(CROSSWALK)
    table = page.locator("table.d-crosswalk").first
    heads = [head.strip() for head in table.get_by_role("columnheader").all_inner_texts()]
    assert heads[:3] == ["Event", "CNS", "CSIS Beyond Parallel"]
    events = page.locator("table.d-crosswalk tbody a[href*='/events/']").evaluate_all(
        "all => all.map((one) => one.href)"
    )
    assert len(events) == len(set(events)) > 20
    assert page.get_by_text("quoted from").count() == 0


def test_article_begins_with_its_event_and_names_a_speaker_once(visit: Visit) -> None:
    page = visit(ARTICLE)
    box = page.locator("#events-it-reports")
    expect(box.get_by_role("link").first).to_have_text(
        "At least two KN-25 missiles fired from the Pyongyang area"
    )
    summary = page.get_by_text("An AFP report of the day").bounding_box()
    first = box.bounding_box()
    assert first and summary and first["y"] < summary["y"]
    names = page.locator(".d-voice h3:visible").all_inner_texts()
    assert len(names) == len(set(names)) > 5
    assert page.locator(".d-chain").count() == 0


@pytest.mark.parametrize(("path", "most"), {**SIZES, **OTHERS}.items())
def test_page_is_no_longer_than_it_must_be(
    path: str, most: tuple[int, int, int], visit: Visit
) -> None:
    assert_no_longer(visit, path, most)


@pytest.mark.parametrize("path", [*SIZES, "actors/cns/"])
def test_open_folds_keep_to_the_width_of_a_small_telephone(path: str, visit: Visit) -> None:
    page = visit(path, width=320)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", SIZES)
def test_everything_folded_is_readable_without_scripts_and_on_paper(
    path: str, visit: Visit
) -> None:
    page = visit(path, java_script_enabled=False)
    page.emulate_media(media="print")
    expect(page.locator("details.d-fold").last.locator("li, td, p").first).to_be_visible()


@pytest.mark.parametrize("path", ["actors/kcna/", "actors/ukraine/"])
def test_first_line_says_nothing_twice(path: str, visit: Visit) -> None:
    said = visit(path).locator("h1 + .d-lead").inner_text().replace("part of ", "").split(" · ")
    assert len(said) == len(set(said)) > 1


def test_events_of_a_printed_table_keep_a_column_for_words(visit: Visit) -> None:
    page = visit("actors/rok-jcs/", width=680)  # A4 less margins of 15 mm
    page.emulate_media(media="print")
    widths = page.locator(".d-spoken tbody th").evaluate_all(
        "all => all.map((cell) => cell.getBoundingClientRect().width)"
    )
    assert len(widths) > 100 and min(widths) > 150


@pytest.mark.parametrize(("path", "scheme", "width"), each_in_a_look(some([*SIZES], 2)))
def test_axe_finds_nothing_with_the_folds_open(
    path: str, scheme: str, width: int, visit: Visit
) -> None:
    page = visit(path, width=width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert_axe_finds_nothing(page)
