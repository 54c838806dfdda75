"""An event as a reader uses it: what happened, its sources side by side, a fold of statements."""

import re
from collections.abc import Callable

import pytest
from conftest import some
from playwright.sync_api import Locator, Page, expect

from browser.looks import assert_axe_finds_nothing, assert_no_longer, each_in_a_look
from generator.catalogue import Catalogue
from generator.pages import events

Visit = Callable[..., Page]
SWAPPED = "events/2022-05-25-pyongyang/"
DISPUTED = "events/2022-11-02-ulsan-claim/"
ALONE = "events/1993-05-29-tonghae/"
# What a page may measure in pixels at 1280 and at 360, and how many links it may have; as measured
# when its sources were first set side by side, and some room for a few statements more.
SIZES = {
    SWAPPED: (2_950, 4_950, 100),
    "events/2026-01-27-pyongyang/": (3_530, 6_300, 145),
    ALONE: (1_530, 2_700, 25),
}


def fact(page: Page, label: str) -> Locator:
    """A value beside the map."""
    return page.locator(".d-heads > div").filter(has=page.locator(f"dt:text-is('{label}')"))


def fold(page: Page) -> Locator:
    return page.locator("#statements")


def test_contrary_value_is_beside_the_fact_and_no_rule_or_verdict(
    visit: Visit, catalogue: Catalogue
) -> None:
    path = "2026-01-27-pyongyang"
    view = events.view(catalogue, catalogue.events[path])
    count = next(one for one in view.headlines if one.about == "count")
    page = visit(f"events/{path}/")
    shown = fact(page, count.label).locator(".d-contrary").all_inner_texts()
    assert count.contrary
    assert shown == [f"{', '.join(one.by)}: {one.value.text.split()[0]}" for one in count.contrary]
    assert page.locator(".d-heads .d-verdict, .d-heads a[href*='method/#rule-']").count() == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_name_of_a_property_leads_to_its_statements_in_the_fold(
    javascript: bool, visit: Visit
) -> None:
    page = visit(SWAPPED, java_script_enabled=javascript)
    expect(fold(page).locator("dd").first).to_be_hidden()
    page.locator(".d-sides").get_by_role("link", name="Range, km").first.click()
    expect(page.locator("h3:target")).to_have_text("Range")
    group = page.get_by_role("region", name="Range", exact=True)
    for value in ("360 km", "300 km", "540 km", "760 km", "750 km"):
        expect(group.get_by_text(value, exact=True).first).to_be_visible()
    header, found = (
        page.locator(".md-header").bounding_box(),
        page.locator(":target").bounding_box(),
    )
    assert header and found and found["y"] >= header["y"] + header["height"]


def test_old_address_of_a_statement_opens_the_fold(visit: Visit) -> None:
    page = visit(f"{SWAPPED}#claim-cns-2022-05-25-1")
    expect(page.locator("dd:target")).to_be_visible()
    expect(page.locator("dd:target")).to_contain_text("entered by")


def test_material_difference_is_red_close_is_not_and_the_value_used_has_a_dot(
    visit: Visit,
) -> None:
    page = visit(SWAPPED)
    rows = page.locator(".d-sides tbody").nth(1).locator("tr")
    ranges = rows.filter(has=page.get_by_role("rowheader", name="Range, km"))
    red = ranges.locator("td.d-apart")
    expect(red).to_have_count(2)
    expect(ranges.locator("td").first).to_have_text("360 (used)")
    expect(ranges.locator(".d-reading")).to_have_text("differ")
    assert ranges.locator(".d-silent").count() == 1
    apogee = rows.filter(has=page.get_by_role("rowheader", name="Apogee, km"))
    expect(apogee.locator("td").nth(1)).to_have_text("(close) 550")


@pytest.mark.parametrize("width", [1280, 360])
def test_comparison_is_a_table_to_a_screen_reader(width: int, visit: Visit) -> None:
    page = visit(SWAPPED, width=width)
    table = page.get_by_role("table", name="What each source says, side by side")
    heads = table.get_by_role("columnheader")
    expect(heads.first).to_have_text("Property")
    expect(heads).to_have_count(7)
    assert table.get_by_role("rowheader").count() > 10
    assert table.get_by_role("cell").count() > 60


def test_launch_with_one_source_has_a_line_and_no_comparison(visit: Visit) -> None:
    page = visit(ALONE)
    expect(page.locator(".d-one")).to_contain_text("One source. Every value is from")
    assert page.locator(".d-sides, .d-differ, .d-verdict").count() == 0
    page.get_by_text("The 12 values, one by one").click()
    expect(fold(page).locator("dd").first).to_be_visible()


def test_missiles_are_told_once(visit: Visit) -> None:
    page = visit(SWAPPED)
    expect(page.locator("#flights tbody tr")).to_have_count(3)
    assert page.locator("table").filter(has_text="Outcome").count() == 2


def test_disputed_launch_says_who_denies_what_before_its_values(visit: Visit) -> None:
    page = visit(DISPUTED, width=360)
    note = page.get_by_role("note").first
    expect(note).to_contain_text("Disputed. A party denies")
    expect(note).to_contain_text("Joint Chiefs of Staff of South Korea denied")
    note.get_by_role("link", name="missiles fired, 2").click()
    expect(page.locator("dd:target")).to_contain_text("denied")


@pytest.mark.parametrize("path", SIZES)
def test_page_of_an_event_is_no_longer_than_it_must_be(path: str, visit: Visit) -> None:
    assert_no_longer(visit, path, SIZES[path])


def test_head_of_the_comparison_stays_in_view_on_a_telephone(visit: Visit) -> None:
    page = visit(SWAPPED, width=360)
    page.locator(".d-sides-block").last.scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    head = page.locator(".d-sides thead")
    expect(head).to_be_in_viewport()
    assert page.locator(".d-sides tbody td").evaluate_all(
        "all => all.every((cell) => cell.getBoundingClientRect().right <= innerWidth)"
    )


def test_everything_folded_is_printed(visit: Visit) -> None:
    page = visit(SWAPPED)
    page.emulate_media(media="print")
    expect(fold(page).locator("dd").first).to_be_visible()
    expect(page.locator(".d-steps li").first).to_be_visible()


def test_paper_has_the_years_of_a_speaker_that_are_open(visit: Visit) -> None:
    """With all years the statements of a speaker took thirty to sixty sheets."""
    page = visit("actors/rok-jcs/")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 6
    page.emulate_media(media="print")
    years = page.locator(".d-said-years > details")
    expect(years.nth(0).locator("td").first).to_be_visible()
    expect(years.nth(1).locator("td").first).to_be_hidden()
    years.nth(1).evaluate("year => year.open = true")
    expect(years.nth(1).locator("td").first).to_be_visible()


@pytest.mark.parametrize(("path", "most"), [(SWAPPED, 14), (ALONE, 6)])
def test_sheets_of_paper_have_room_for_words(path: str, most: int, visit: Visit) -> None:
    """In a column as narrow as a letter the statements took a hundred sheets."""
    page = visit(path)
    sheets = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) <= most


@pytest.mark.parametrize(("path", "scheme", "width"), each_in_a_look(some([*SIZES, DISPUTED], 2)))
def test_axe_finds_nothing_with_the_folds_open(
    path: str, scheme: str, width: int, visit: Visit
) -> None:
    page = visit(path, width=width, color_scheme=scheme)
    for summary in page.locator("details.d-fold > summary:visible").all():
        summary.click()
    assert_axe_finds_nothing(page)


def test_sources_are_beside_the_text_where_there_is_room(visit: Visit) -> None:
    page = visit(SWAPPED, width=1920)
    beside, text = (page.locator(one).bounding_box() for one in ("ol.d-sources", "#who-says-what"))
    assert beside and text
    assert beside["x"] > text["x"] + text["width"] and beside["y"] < 300
    page.set_viewport_size({"width": 1280, "height": 900})
    below = page.locator("ol.d-sources").bounding_box()
    assert below and below["y"] > text["y"]
