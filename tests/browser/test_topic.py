"""A digest on another subject in the hands of a reader, on a screen and on a telephone."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from conftest import PROJECT, some
from playwright.sync_api import Page, expect
from serving import Site, served

Visit = Callable[..., Page]
WIDTHS = pytest.mark.parametrize("width", [1280, 360])
EVENT = "events/2025-10-26-port-alder/"
TOWNS = "events/2024-11-30-middle-sound/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[Site]:
    """The site of the invented power cuts, built with the real command."""
    folder = tmp_path_factory.mktemp("topic") / "digest"
    shutil.copytree(PROJECT / "tests/topics/power-cuts", folder)
    with served(folder / "site", environment, folder) as site:
        yield site


def fits(page: Page) -> None:
    """The page is no wider than the window, and has one heading and something below it."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, page.url
    expect(page.locator("h1")).to_have_count(1)
    assert len(page.locator("article").inner_text()) > 100


@WIDTHS
def test_every_kind_of_page_fits_and_is_clean(visit: Visit, width: int) -> None:
    every = ("", "power-cuts/", EVENT, TOWNS, "places/low-holm/", "search/", "charts/")
    # Wide, where there is room, some of them in the short run.
    for path in every if width == 360 else some(every, 2):
        fits(visit(path, width))


@WIDTHS
def test_reader_goes_from_home_to_the_event_and_its_place(visit: Visit, width: int) -> None:
    page = visit("", width)
    expect(page.locator("h1")).to_contain_text("Alder Isles power cuts")
    page.locator("article").get_by_role("link", name="The station at Cape Fern").first.click()
    expect(page.locator("h1")).to_contain_text("The station at Cape Fern loses its power")
    expect(page.locator("article")).to_contain_text("21:15")
    page.locator("article").get_by_role("link", name="Cape Fern", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("Cape Fern")


@WIDTHS
def test_event_shows_who_differs_and_who_denies(visit: Visit, width: int) -> None:
    page = visit(EVENT, width)
    expect(page.locator(".d-status-denied")).to_contain_text("Sound Ferry Line denied")
    expect(page.locator("article")).to_contain_text("more than 2,500")
    expect(page.locator("article")).to_contain_text("about 900")


def test_money_durations_vague_numbers_and_towns_are_on_every_page_of_them(visit: Visit) -> None:
    values = ("hundreds", "14 to 20 hours", "about 1.2 million EUR", "Island Power")
    towns = ("Middle Sound", "Port Alder", "Low Holm")
    facts = visit(TOWNS, 1280).locator(".d-heads")
    for text in (*values, *towns, "more than 2 million EUR"):
        expect(facts).to_contain_text(text)
    row = visit("power-cuts/", 1280).locator("tr", has_text="Ice on the lines").first
    for text in (*values, *towns):
        expect(row).to_contain_text(text)
    page = visit("charts/", 1280)
    marks = page.locator("#long-and-dear path.mark title, #long-and-wide path.mark title")
    assert sum("14 to 20 hours" in text for text in marks.all_text_contents()) == 2
    expect(page.locator("#power-cuts-by-operator .d-key")).to_contain_text("Island Power")
    page = visit("search/?q=Island+Power", 1280)
    expect(page.locator("#d-search-results a", has_text="Ice on the lines").first).to_be_visible()
    # It happened in a town that is not the first of its record.
    expect(visit("places/low-holm/", 1280).locator("article")).to_contain_text("Ice on the lines")


@WIDTHS
def test_search_finds_the_event_by_its_words(visit: Visit, width: int) -> None:
    page = visit("search/?q=night+of+the+clocks", width)
    found = page.locator("#d-search-results a", has_text="in the night of the clocks").first
    expect(found).to_be_visible()
    found.click()
    expect(page).to_have_url(re.compile(EVENT))
    # No field to narrow down by what this digest does not have.
    page = visit("search/", width)
    expect(page.locator("[data-facet=system], [data-facet=class]")).to_have_count(0)
