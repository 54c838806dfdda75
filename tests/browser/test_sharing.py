"""The built site where links to it are shared: heads of pages, sitemap, pictures, lost readers."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

import feedparser
import pytest
from conftest import CORPUS, some
from lxml import html
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from serving import Site, under_sub_path, workshop

from browser.looks import assert_axe_finds_nothing
from generator.catalogue import Catalogue

Visit = Callable[..., Page]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """The small corpus as a site that does not know its address."""
    folder = tmp_path_factory.mktemp("nameless")
    workshop(folder)
    shutil.copytree(CORPUS, folder / "content")
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--out", folder / "site"],
        cwd=folder,
        env={**environment, "DIGEST_SITE_URL": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def heads(folder: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every page but that for lost readers, by its path, as a tree."""
    for file in sorted(folder.rglob("*.html")):
        path = str(file.relative_to(folder))
        if path != "404.html" and not path.startswith("pagefind/"):
            yield path, html.fromstring(file.read_bytes())


def named(tree: html.HtmlElement) -> dict[str, str]:
    """What the head says for sharing, by name."""
    found = {}
    for meta in tree.xpath("//head/meta[@property or starts-with(@name, 'twitter:')]"):
        name = meta.get("property") or meta.get("name")
        assert name not in found, f"{name} is said twice"
        found[name] = meta.get("content")
    return found


def is_sign(tree: html.HtmlElement) -> bool:
    return bool(tree.xpath("//meta[@name='robots'][@content='noindex']"))


def test_every_page_says_what_it_is_with_its_address_and_picture(little: Site) -> None:
    seen = 0
    for path, tree in heads(little.folder):
        said = named(tree)
        address = little.url + path.removesuffix("index.html")
        assert said["og:title"] and said["og:description"], path
        assert said["og:title"] == said["twitter:title"]
        (description,) = tree.xpath("//meta[@name='description']/@content")
        assert said["og:description"] == said["twitter:description"] == description
        (canonical,) = tree.xpath("//link[@rel='canonical']/@href")
        assert canonical == said["og:url"]
        if not is_sign(tree):
            assert canonical == address
            assert said["twitter:card"] == "summary_large_image"
            assert said["og:image"] == said["twitter:image"]
            picture = little.folder / said["og:image"].removeprefix(little.url)
            with Image.open(picture) as image:
                assert image.size == (1200, 630)
        seen += 1
    assert seen > 50


def test_sign_of_a_renamed_record_names_its_new_address(little: Site) -> None:
    file = little.folder / "events/1994-spring-rocket/index.html"
    tree = html.fromstring(file.read_bytes())
    assert tree.xpath("//link[@rel='canonical']/@href") == [
        f"{little.url}events/1994-05-unknown-site/"
    ]
    assert is_sign(tree)


def test_sitemap_has_every_page_but_signs(little: Site) -> None:
    root = ElementTree.parse(little.folder / "sitemap.xml").getroot()
    listed = [loc.text or "" for loc in root.iter(f"{SITEMAP}loc")]
    expected = {
        little.url + path.removesuffix("index.html")
        for path, tree in heads(little.folder)
        if not is_sign(tree)
    }
    assert len(listed) == len(set(listed))
    assert set(listed) == expected
    assert not (little.folder / "sitemap.xml.gz").exists()
    assert f"Sitemap: {little.url}sitemap.xml" in (little.folder / "robots.txt").read_text("utf-8")


def test_days_in_the_sitemap_are_those_of_the_records(little: Site) -> None:
    root = ElementTree.parse(little.folder / "sitemap.xml").getroot()
    days = {
        (url.findtext(f"{SITEMAP}loc") or "").removeprefix(little.url): day
        for url in root.iter(f"{SITEMAP}url")
        if (day := url.findtext(f"{SITEMAP}lastmod"))
    }
    assert days["events/2026-02-10-sandok/"] == "2026-03-02"
    assert days["digests/2026-03/"] == "2026-03-31", "the day of the editor's note"
    assert len(days) == 6


def test_without_an_address_nothing_is_said_of_it(nameless: Path) -> None:
    left = {path.name for path in nameless.iterdir()}
    assert not left & {"sitemap.xml", "sitemap.xml.gz", "robots.txt", "cards"}
    for path, tree in heads(nameless):
        said = named(tree)
        assert not {"og:url", "og:image", "twitter:image"} & set(said), path
        assert said["twitter:card"] == "summary" and said["og:title"], path
        assert tree.xpath("//link[@rel='canonical']") == [], path
    assert not (nameless.parent / ".cache/cards").exists()


@pytest.mark.parametrize(
    ("path", "feeds"),
    [
        ("", ["launches", "articles", "explainers", "corrections", "changes"]),
        ("launches/", ["launches"]),
        ("corrections/", ["corrections"]),
        ("changes/", ["changes"]),
        ("systems/hwasong-17/", ["systems/hwasong-17"]),
        ("actors/kim-jong-un/", ["actors/kim-jong-un"]),
    ],
)
def test_pages_offer_their_feeds(path: str, feeds: list[str], site: Site) -> None:
    tree = html.fromstring((site.folder / path / "index.html").read_bytes())
    up = "../" * path.count("/")
    links = tree.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href")
    assert links == [f"{up or './'}feeds/{name}.atom".removeprefix("./") for name in feeds]
    for name in feeds:
        found = feedparser.parse((site.folder / f"feeds/{name}.atom").read_bytes())
        assert not found.bozo and found.feed.link.startswith(site.url)


def test_links_of_the_feeds_lead_to_pages(site: Site) -> None:
    for file in (site.folder / "feeds").rglob("*.atom"):
        for entry in feedparser.parse(file.read_bytes()).entries:
            page = site.folder / entry.link.removeprefix(site.url) / "index.html"
            assert page.is_file(), (file, entry.link)


@pytest.mark.parametrize(
    ("path", "words", "found"),
    [
        ("events/2026-01-27-pyongang/", "2026-01-27 pyongang", "At least two KN-25 missiles"),
        ("old/place/of/Hwasong-17.html", "old place of Hwasong-17", "Hwasong"),
        ("systems/hwasonq-17/", "hwasonq-17", "Hwasong-17"),
    ],
)
def test_lost_reader_finds_the_words_of_the_address(
    path: str, words: str, found: str, browser: Browser, site: Site
) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    response = page.goto(site.url + path)
    assert response is not None and response.status == 404
    expect(page.locator("#d-lost-asked")).to_have_text(f"/repo/{path}")
    expect(page.get_by_role("article").get_by_role("searchbox")).to_have_value(words)
    expect(page.locator("#d-lost-found a").first).to_contain_text(found)
    page.locator("#d-lost-found a").first.click()
    expect(page.locator("h1")).to_contain_text(found)
    assert errors == []
    page.close()


def test_lost_reader_is_told_days_as_on_the_page_of_results(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    for path, days in (
        ("search/?q=2022-03-24", "#d-search-results .d-when"),
        ("events/2022-03-24-nowhere/", "#d-lost-found .d-when"),
    ):
        page.goto(site.url + path)
        expect(page.locator(days).filter(has_text="24 March 2022").first).to_be_visible()
        assert not [day for day in page.locator(days).all_inner_texts() if "-" in day]
    page.close()


def test_address_of_a_lost_reader_runs_no_code(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.on("dialog", lambda dialog: pytest.fail("a dialog"))
    page.goto(site.url + "%3Cimg%20src=x%20onerror=alert(1)%3E/")
    expect(page.locator("#d-lost-asked")).to_contain_text("<img")
    assert page.locator("main img").count() == 0
    page.close()


def test_lost_reader_without_javascript_has_a_way_on(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + "a/b/c/d/e/")
    main = page.get_by_role("article")
    expect(main.get_by_role("heading", level=1)).to_have_text("Page not found")
    # A search needs scripts, and would only say so.
    expect(main.locator("form")).to_be_hidden()
    main.get_by_role("link", name="Launch log").click()
    expect(page).to_have_url(f"{site.url}launches/")
    context.close()


@pytest.mark.parametrize("scheme", some(["light", "dark"], 1))
def test_axe_finds_nothing_on_the_page_for_lost_readers(
    scheme: Literal["light", "dark"], browser: Browser, site: Site
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 360, "height": 900})
    page.goto(site.url + "events/2026-01-27-pyongang/")
    expect(page.locator("#d-lost-found a").first).to_be_visible()
    assert_axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_every_event_is_shared_with_its_own_picture(site: Site, catalogue: Catalogue) -> None:
    for key in catalogue.events:
        tree = html.fromstring((site.folder / f"events/{key}/index.html").read_bytes())
        assert named(tree)["og:image"] == f"{site.url}cards/events/{key}.png"


@pytest.mark.parametrize(
    ("path", "javascript"),
    some(
        [
            (path, javascript)
            for javascript in (True, False)
            for path in ("events/nowhere/", "nothing", "api/v1/events/nowhere.json")
        ],
        2,
    ),
)
def test_page_for_lost_readers_finds_its_styles_where_nobody_said_the_address(
    path: str, javascript: bool, browser: Browser, nameless: Path
) -> None:
    look = "e => { const s = getComputedStyle(e); return [s.backgroundColor, s.fontSize]; }"
    context = browser.new_context(java_script_enabled=javascript)
    with under_sub_path(nameless) as site:
        lost, other = context.new_page(), context.new_page()
        response = lost.goto(site.url + path)
        assert response is not None and response.status == 404
        other.goto(f"{site.url}about/")
        for part in (".md-header", ".d-lead"):
            assert lost.locator(part).evaluate(look) == other.locator(part).evaluate(look)
        if javascript:
            link = lost.get_by_role("article").get_by_role("link", name="Launch log")
            expect(link).to_have_attribute("href", "/repo/launches/")
            link.click()
            expect(lost.locator("h1")).to_contain_text("Launch log")
        context.close()


def test_site_that_knows_no_address_prints_none(nameless: Path) -> None:
    for file in nameless.rglob("*"):
        if file.suffix in {".html", ".md", ".json", ".txt", ".bib", ".ris", ".atom"}:
            text = file.read_text("utf-8")
            assert "address of the site]" not in text and "example.org/digest" not in text, file
            assert 'rel="edit"' not in text, file
