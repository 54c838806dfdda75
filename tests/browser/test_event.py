"""An event on which sources differ, as a reader uses it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Page]
SWAPPED = "events/2022-05-25-pyongyang/"
DISPUTED = "events/2022-11-02-ulsan-claim/"


def box(page: Page, label: str) -> Locator:
    """The box of a headline value."""
    return page.locator(".d-heads > div").filter(has=page.locator(f"dt:text-is('{label}')"))


@pytest.mark.parametrize("javascript", [True, False])
def test_value_leads_to_the_statement_it_rests_on(javascript: bool, visit: Visit) -> None:
    page = visit(SWAPPED, java_script_enabled=javascript)
    missiles = box(page, "Missiles")
    expect(missiles).to_contain_text("also said: 2")
    missiles.get_by_role("link", name="this statement").click()
    target = page.locator("dd:target")
    expect(target).to_contain_text("entered by")
    header = page.locator(".md-header").bounding_box()
    stands = target.bounding_box()
    assert header and stands and stands["y"] >= header["y"] + header["height"]


def test_verdict_leads_to_every_statement_on_the_property(visit: Visit) -> None:
    page = visit(SWAPPED)
    box(page, "Range").get_by_role("link", name="Sources differ").click()
    expect(page.locator("h3:target")).to_have_text("Range")
    group = page.get_by_role("region", name="Range", exact=True)
    for value in ("360 km", "300 km", "540 km", "760 km", "750 km"):
        expect(group.get_by_text(value, exact=True)).to_be_visible()


def test_rule_leads_to_its_words_on_the_method_page(visit: Visit) -> None:
    page = visit(SWAPPED)
    box(page, "Missiles").get_by_role("link", name="database entry").click()
    expect(page.locator("dt:target")).to_have_text("Database entry")


def test_disputed_launch_says_who_denies_what_before_its_values(visit: Visit) -> None:
    page = visit(DISPUTED, width=360)
    note = page.get_by_role("note").first
    expect(note).to_contain_text("Disputed. A party denies")
    expect(note).to_contain_text("Joint Chiefs of Staff of South Korea denied")
    note.get_by_role("link", name="missiles fired, 2").click()
    expect(page.locator("dd:target")).to_contain_text("denied")


def test_values_stand_above_their_speakers_on_a_telephone_and_beside_them_on_a_desk(
    visit: Visit,
) -> None:
    page = visit(SWAPPED)
    value = page.locator(".d-value").first
    for width, beside in ((1280, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 900})
        said, who = value.locator("dt").bounding_box(), value.locator("dd").first.bounding_box()
        assert said and who
        assert (who["x"] > said["x"] + said["width"] / 2) is beside
        assert (who["y"] >= said["y"] + said["height"] - 1) is not beside


def test_steps_open_what_changed_nothing_without_javascript(visit: Visit) -> None:
    page = visit(SWAPPED, java_script_enabled=False)
    folded = page.locator(".d-steps details").first
    expect(folded.get_by_role("link").first).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.get_by_role("link").first).to_be_visible()


def test_everything_folded_is_printed(visit: Visit) -> None:
    page = visit(SWAPPED)
    page.emulate_media(media="print")
    expect(page.locator(".d-steps details a").first).to_be_visible()
