"""The links beside the pencil: to forms that know the page, its record and its version."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import REPOSITORY, Site
from test_forms import leads_to_its_forms

Visit = Callable[..., Page]


@pytest.mark.parametrize(
    ("path", "record"),
    [
        ("events/2026-02-10-sandok/", "content/events/2026/2026-02-10-sandok.yml"),
        ("facts/guards-at-the-cape/", "content/facts/guards-at-the-cape.yml"),
        ("about/", "docs/about.md"),
        ("launches/", "templates/pages/log.md.jinja"),
        ("", "templates/pages/home.md.jinja"),
    ],
)
def test_page_leads_to_forms_that_know_it(path: str, record: str, little: Site) -> None:
    html = (little.folder / path / "index.html").read_text("utf-8")
    leads_to_its_forms(html, record, little.url + path)


@pytest.mark.parametrize("width", [360, 1280])
def test_links_can_be_seen_and_reached(width: int, visit: Visit) -> None:
    page = visit("events/2026-01-27-pyongyang/", width=width)
    for words in ("Report an error", "Name a source"):
        link = page.get_by_role("link", name=words, exact=True)
        expect(link).to_be_visible()
        box = link.bounding_box()
        assert box and min(box["width"], box["height"]) >= 24
        assert (link.get_attribute("href") or "").startswith(f"{REPOSITORY}issues/new?template=")


@pytest.mark.parametrize("role", ["reader", "student", "regular", "maintainer"])
def test_guide_of_a_role_takes_two_screens(role: str, browser: Browser, little: Site) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{little.url}editors/{role}/")
    box = page.get_by_role("article").bounding_box()
    pictures = page.get_by_role("article").locator("img")
    assert box and box["height"] <= 1600
    # That of a regular editor has what a terminal shows as text.
    assert pictures.count() > 0 or role == "regular"
    assert pictures.evaluate_all("all => all.every((one) => one.naturalWidth > 0)")
    page.goto(f"{little.url}editors/")
    expect(page.get_by_role("article").locator(f"a[href='{role}/']")).to_be_visible()
    page.close()
