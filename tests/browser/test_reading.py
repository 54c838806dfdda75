"""A reader's ways through the site, in a real browser."""

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from conftest import some
from lxml import html
from playwright.sync_api import Page, expect
from serving import Site

Visit = Callable[..., Page]
KINDS = (
    *("home", "launches", "flights", "year", "events", "event", "systems", "system", "places"),
    *("place", "actors", "actor", "articles", "article", "explainers", "explainer", "digests"),
    *("digest", "year-digest", "facts", "fact", "glossary", "corrections", "credits", "data"),
    *(
        "follow",
        "contribute",
        "crosswalk",
        "by-source",
        "format",
        "problems",
        "charts",
        "chart",
        "changes",
        "changes-month",
        "search",
        "method",
        "about",
        "editors",
    ),
)


def test_every_kind_of_page_is_looked_at(kinds: dict[str, str]) -> None:
    assert set(kinds) - set(KINDS) == set()


def test_from_home_to_log_to_event_to_actor_to_explainer(visit: Visit) -> None:
    page = visit()
    page.get_by_role("article").get_by_role("link", name="The launch log").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Launch log"))
    page.get_by_role("article").locator("a[href*='/events/2026-01-27-pyongyang/']").first.click()
    expect(page.locator("h1")).to_contain_text("Pyongyang")
    page.get_by_role("article").get_by_role("link", name="JCS", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("Joint Chiefs of Staff")
    page.get_by_role("article").locator("a[href*='/explainers/']").first.click()
    expect(page).to_have_url(re.compile("/repo/explainers/[a-z-]+/$"))
    expect(page.get_by_role("heading", name=re.compile("^Sources"))).to_be_visible()


def test_number_of_the_troops_leads_to_its_source(visit: Visit) -> None:
    page = visit("events/2026-01-27-pyongyang/")
    link = page.locator("article a.fact[href*='/facts/us-troops-in-south-korea/']").first
    number = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile("/facts/us-troops-in-south-korea/"))
    expect(page.get_by_role("article")).to_contain_text(number)
    page.get_by_role("article").locator(".d-sources a[href*='/articles/']").first.click()
    expect(page).to_have_url(re.compile("/articles/"))


@pytest.mark.parametrize(
    ("start", "words"),
    some([(at, on) for on in ("28,500", "KN-23") for at in ("", "systems/kn-25/", "search/")], 2),
)
def test_search_from_the_header_leads_to_the_words(start: str, words: str, visit: Visit) -> None:
    page = visit(start)
    field = page.get_by_role("banner").get_by_role("combobox")
    field.fill(words)
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/repo/search/\?q="))
    assert words in unquote(page.url)
    follow_first_result(page, words)


@pytest.mark.parametrize("words", some(["28,500", "KN-23"], 1))
def test_search_page_searches_while_one_types(words: str, visit: Visit) -> None:
    page = visit("search/")
    page.get_by_role("article").get_by_role("searchbox").fill(words)
    follow_first_result(page, words)


def follow_first_result(page: Page, words: str) -> None:
    """The first result is a page with the words on it."""
    first = page.get_by_role("article").locator("#d-search-results a").first
    expect(first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()
    first.click()
    expect(page).to_have_url(re.compile(r"/repo/(?!search)"))
    expect(page.get_by_role("article")).to_contain_text(words)


def test_search_for_nothing_known_says_so(visit: Visit) -> None:
    page = visit("search/?q=qqqzzzxxx")
    expect(page.get_by_role("status").filter(has_text="qqqzzzxxx")).to_contain_text("Nothing")


def test_words_of_a_search_run_no_code(visit: Visit) -> None:
    page = visit("search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(page.get_by_role("status").filter(has_text="img")).to_be_visible()
    assert page.locator("main img[src='x']").count() == 0


def test_note_on_a_position_is_text_and_no_value(visit: Visit) -> None:
    note, value = (
        visit("places/pyongyang/").locator(".d-facts > div").filter(has_text=label).locator("dd")
        for label in ("On the position", "° N")
    )
    weights = [one.evaluate("dd => getComputedStyle(dd).fontWeight") for one in (note, value)]
    assert weights == ["400", "600"]


@pytest.mark.parametrize(
    "kind", some(["home", "event", "launches", "explainer", "actor", "search"], 3)
)
def test_page_works_without_javascript(kind: str, visit: Visit, kinds: dict[str, str]) -> None:
    page = visit(kinds[kind], java_script_enabled=False)
    main = page.get_by_role("article")
    assert main.get_by_role("link").count() > 5
    expect(main.get_by_role("heading", level=1)).to_be_visible()
    if kind in ("home", "launches", "event"):
        expect(main.get_by_role("table").first).to_be_visible()
    main.locator("a[href]:not([href^='#']):not([href^='http']):visible").first.click()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["events/2022-10-04-mupyong-ni/", "systems/hwasong-11a/", "places/"]
)
def test_words_of_a_map_can_be_read_on_a_telephone(path: str, visit: Visit) -> None:
    page = visit(path, width=360)
    sizes = page.locator("figure[id^='map'] .d-chart-view text").evaluate_all(
        "all => all.map(text => parseFloat(getComputedStyle(text).fontSize)"
        " * text.ownerSVGElement.clientWidth / text.ownerSVGElement.viewBox.baseVal.width)"
    )
    assert sizes and min(sizes) >= 12


def test_marks_of_a_map_lead_to_their_pages(visit: Visit) -> None:
    page = visit("systems/hwasong-11a/")
    links = page.locator("figure#map .d-chart-view a")
    track = links.filter(has=page.locator("path.track")).first
    assert track.get_attribute("tabindex") == "-1"
    for link in (track, links.filter(has=page.locator("text.name")).first):
        address = link.evaluate("link => new URL(link.href.baseVal, document.baseURI).href")
        assert re.search("/repo/(events|places)/[a-z0-9-]+/$", address)
        assert page.request.get(address).ok
    # A click where a track is painted, as a reader makes it.
    track.locator("path").dispatch_event("click")
    expect(page).to_have_url(re.compile("/repo/events/"))


def test_lost_reader_finds_the_way_back(visit: Visit, site: Site) -> None:
    page = visit()
    response = page.request.get(site.url + "events/no-such-event/")
    assert response.status == 404
    assert html.fromstring(response.text()).xpath("//article//a[contains(@href, '/repo/')]")


def test_slash_begins_a_search(visit: Visit) -> None:
    page = visit("systems/")
    page.keyboard.press("/")
    expect(page.get_by_role("banner").get_by_role("combobox")).to_be_focused()


def test_reader_may_switch_to_dark(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Switch to dark").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("scripts", [True, False])
def test_sections_of_a_page_are_beside_it_or_in_a_fold(visit: Visit, scripts: bool) -> None:
    path = "systems/kn-25/"
    page = visit(path, java_script_enabled=scripts)
    beside = page.get_by_role("navigation", name="On this page").first
    expect(beside).to_be_in_viewport()
    article, rail = page.get_by_role("article").bounding_box(), beside.bounding_box()
    assert article and rail and rail["x"] + rail["width"] <= article["x"] + 1
    expect(page.locator(".d-jump")).to_be_hidden()
    page = visit(path, width=360, java_script_enabled=scripts)
    expect(page.locator(".d-toc")).to_be_hidden()
    fold = page.locator(".d-jump")
    before = page.locator("h2").first.bounding_box()
    box = fold.bounding_box()
    assert box and before and box["y"] < before["y"]
    fold.get_by_text("On this page").click()
    fold.get_by_role("link", name="Sources").click()
    expect(page.locator("h2:target")).to_be_in_viewport()


def test_tab_of_the_page_is_marked(visit: Visit) -> None:
    page = visit("systems/kn-25/")
    tabs = page.get_by_role("navigation", name="Main")
    assert tabs.locator("[aria-current]").all_inner_texts() == ["Missiles"]
    tabs.get_by_role("link", name="Charts").click()
    page.wait_for_url(re.compile("/charts/"))
    assert tabs.locator("[aria-current=page]").all_inner_texts() == ["Charts"]
