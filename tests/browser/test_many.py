"""A log of very many launches: the page stays light, and the reader still has all of them."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import CORPUS
from lxml import html
from playwright.sync_api import Page, expect
from serving import Site, served, workshop

from browser.test_log import choose_years, pick, told

Visit = Callable[..., Page]
SALVOS = 1_200
Parsed = list[tuple[str, dict[str, str], str, str]]
ROWS = "#d-log-table tbody tr"


def crowd(folder: Path) -> None:
    """The small corpus with 1,200 more launches in four years: 1,000 of one system, from one site
    into one bay, and 200 of which little is known."""
    shutil.copytree(CORPUS, folder)
    for year in (2001, 2002, 2003, 2004):
        (folder / f"events/{year}").mkdir()
    for number in range(SALVOS):
        month, day = divmod(number // 4, 28)
        date = f"{2001 + number % 4}-{month + 1:02}-{day + 1:02}"
        status = ("confirmed", "reported", "disputed")[number % 3]
        text = (
            f'title: Salvo no {number} of the "autumn" & more\ntype: missile-launch\n'
            f"date: {date}\nstatus: {status}\narticle: test-register\n"
        )
        if number % 6 < 5:
            text += (
                "place: sandok\nsystems:\n  - bada-3\nflights:\n"
                f"  - time: {number % 24:02}:10 KST\n    range_km: {1 + (3 * number + 3) // 4}\n"
                "    landing: yonghung-bay\n    article: test-register\n"
            )
        (folder / f"events/{date[:4]}/{date}-salvo-{number}.yml").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[Site]:
    """A site of 1,202 launches, built with the real command."""
    folder = tmp_path_factory.mktemp("many")
    workshop(folder)
    crowd(folder / "content")
    with served(folder / "site", environment, folder) as site:
        yield site


def test_log_begins_with_the_newest_hundred(site: Site, visit: Visit) -> None:
    page = visit("launches/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert page.locator(ROWS).count() == 100
    expect(told(page)).to_have_text("1,202 launches, 1,003 missiles listed one by one")
    expect(page.locator(".d-log-rest")).to_contain_text("The first 100 of 1,202 launches are")
    page.reload()
    assert not any("log.json" in url for url in asked)
    assert (site.folder / "launches/index.html").stat().st_size < 200_000


def test_rows_made_of_data_are_the_rows_of_the_page(visit: Visit) -> None:
    page = visit("launches/")
    take = f"[...document.querySelectorAll('{ROWS}')].slice(0, 100).map((row) => row.outerHTML)"
    apart = {"UTC, ", "d-badge d-badge-denied", "not known", "Sandok", "d-its-class"}
    before = page.evaluate(take)
    assert all(any(sign in row for row in before) for sign in apart)
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(ROWS)).to_have_count(1_202)
    assert [parsed(row) for row in page.evaluate(take)] == [parsed(row) for row in before]


def parsed(row: str) -> Parsed:
    """What a row is made of, whatever the order of its attributes."""
    tree = html.fromstring(f"<table>{row}</table>")
    return [(e.tag, dict(e.attrib), e.text or "", e.tail or "") for e in tree.iter()]


def test_filter_reaches_every_launch_and_shows_the_first_hundred(visit: Visit) -> None:
    page = visit("launches/")
    pick(page, "status", "disputed")
    expect(told(page)).to_contain_text("401 of 1,202 launches, 201 missiles")
    assert page.locator(ROWS).count() == 100
    page.get_by_label("Launch, missile or site").fill("salvo no 1199 ")
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.locator(".d-log-rest")).to_be_hidden()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(ROWS)).to_have_count(100)
    page.locator("th[data-sort=range] button").click()
    expect(page.locator(ROWS).nth(1)).to_have_attribute("data-title", re.compile("^Salvo no 1198"))


def test_address_with_a_filter_shows_it(visit: Visit) -> None:
    page = visit("launches/?year=2001&all=1")
    expect(page.locator(ROWS)).to_have_count(300)


@pytest.mark.parametrize("path", ["places/sandok/", "places/yonghung-bay/"])
def test_page_about_one_thing_filters_its_own_launches(path: str, visit: Visit) -> None:
    page = visit(path)
    expect(page.locator(".d-log-rest")).to_contain_text("The first 100 of 1,001 launches")
    page.locator("th[data-sort=range] button").click()
    page.locator("th[data-sort=range] button").click()
    expect(told(page)).to_contain_text("1,001 launches, 1,002 missiles listed")
    expect(page.locator(ROWS).first).to_have_attribute("data-title", re.compile("^Salvo no 0 "))
    heads = page.locator("#d-log-table thead th").count()
    assert page.locator(f"{ROWS}:first-child > *").count() == heads


def test_data_that_does_not_come_is_told(visit: Visit) -> None:
    page = visit("launches/")
    page.route("**/log.json", lambda route: route.fulfill(body="no", status=200))
    pick(page, "status", "disputed")
    expect(told(page)).to_contain_text("could not be loaded")
    page.unroute("**/log.json")
    pick(page, "status", "disputed", "reported")
    expect(told(page)).to_contain_text("400 of 1,202 launches")


def test_reader_without_javascript_is_led_to_whole_years(site: Site, visit: Visit) -> None:
    page = visit("launches/", java_script_enabled=False)
    expect(page.locator(".d-log-rest")).to_contain_text("page of its year")
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
    years = [int(link.text_content() or 0) for link in page.locator("ul.d-years a").all()]
    assert years == [2026, 2004, 2003, 2002, 2001, 1994]
    rows = 0
    for year in years:
        tree = html.fromstring((site.folder / f"launches/{year}/index.html").read_bytes())
        rows += len(tree.xpath("//table[contains(@class, 'd-counted')]/tbody/tr"))
    assert rows == 1_202


def test_list_of_flights_begins_with_the_newest_and_the_rest_is_fetched(visit: Visit) -> None:
    page = visit("launches/flights/")
    assert page.locator(ROWS).count() == 100
    expect(page.locator(".d-log-rest")).to_contain_text(
        "The first 100 of 1,003 missiles are shown."
    )
    take = f"[...document.querySelectorAll('{ROWS}')].slice(0, 100).map((row) => row.outerHTML)"
    before = page.evaluate(take)
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(ROWS)).to_have_count(1_003)
    assert [parsed(row) for row in page.evaluate(take)] == [parsed(row) for row in before]
    choose_years(page, "2001", "2001")
    expect(told(page)).to_contain_text("of 1,003 missiles")
    expect(page.locator(ROWS)).to_have_count(300)


def test_reader_without_javascript_is_led_to_every_event(site: Site, visit: Visit) -> None:
    page = visit("events/", java_script_enabled=False)
    expect(page.locator("main")).to_contain_text("The first 100 of 1,203 events are shown.")
    found = set[str]()
    for link in page.locator("ul.d-years a").all():
        tree = html.fromstring(
            (site.folder / f"events/{link.get_attribute('href')}index.html").read_bytes()
        )
        found |= set(tree.xpath("//main//ul[contains(@class, 'd-list')]//a/@href"))
    assert len(found) == 1_203


def test_chart_of_very_many_marks_stays_as_it_was_made(visit: Visit) -> None:
    page = visit("charts/")
    drawn = page.locator("figure#days-between svg").inner_html()
    assert page.locator("figure#launches-by-year[data-range]").count() == 1
    page.locator("form.d-range select[name=from]").select_option("2003")
    assert page.locator("figure#days-between svg").inner_html() == drawn
    page = visit("charts/days-between/")
    expect(page.locator("figure")).to_contain_text("rows are shown")
