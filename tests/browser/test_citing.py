"""The box that says how to cite a page, as a reader opens it."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from conftest import some
from playwright.sync_api import Page, expect
from serving import Site

from browser.looks import LOOKS, assert_axe_finds_nothing

Visit = Callable[..., Page]
EVENT = "events/2026-01-27-pyongyang/"


def opened(page: Page) -> Page:
    """The page with its box open, as a click leaves it."""
    box = page.locator("details.d-cite")
    expect(box.locator("dl")).to_be_hidden()
    box.get_by_text("Cite this page").click()
    expect(box.locator("dl")).to_be_visible()
    return page


@pytest.mark.parametrize(("scheme", "width"), some(LOOKS[::-1], 1))
def test_open_box_fits_and_axe_finds_nothing(scheme: str, width: int, visit: Visit) -> None:
    page = opened(visit(EVENT, color_scheme=scheme, width=width))
    assert_axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_box_says_address_and_day_of_access(visit: Visit, site: Site) -> None:
    page = opened(visit(EVENT))
    today = date.today()
    for text in page.locator(".d-cite dd:not(:has(pre))").all():
        expect(text).to_contain_text(site.url + EVENT)
        expect(text).to_contain_text(f"{today:%B} {today.day}, {today.year}")


def test_box_without_javascript_leaves_the_day_to_fill_in(visit: Visit) -> None:
    page = opened(visit(EVENT, java_script_enabled=False))
    expect(page.locator(".d-cite dd").first).to_contain_text("Retrieved [day of access], from")


def test_one_click_takes_a_whole_entry(visit: Visit) -> None:
    page = opened(visit(EVENT))
    for entry in page.locator(".d-cite pre").all():
        entry.click()
        taken = page.evaluate("getSelection().toString()")
        assert taken.split() == entry.inner_text().split()


def test_files_are_there_and_say_what_the_page_says(visit: Visit, site: Site) -> None:
    page = opened(visit(EVENT))
    links = page.locator(".d-cite dt a[download]").all()
    assert len(links) == 3
    for link, entry in zip(links, page.locator(".d-cite pre").all(), strict=True):
        answer = page.request.get(site.url + EVENT + str(link.get_attribute("href")))
        assert answer.ok
        assert answer.text().split() == entry.inner_text().split()


def test_head_tells_programs_what_the_page_is_about(visit: Visit, site: Site) -> None:
    page = visit(EVENT)
    node = json.loads(page.locator("head script[type='application/ld+json']").text_content() or "")
    title = page.locator("h1").inner_text().removesuffix("¶").strip()
    assert node["@id"] == site.url + EVENT == page.url
    assert node["mainEntity"]["@type"] == "Event"
    assert node["name"] == title
    tag = page.locator("head meta[name='citation_title']")
    assert tag.get_attribute("content") == title
