"""What is new since the last visit: two versions of a small site, one after the other at one
address; the version at the foot of every page; and old addresses in the built site."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from conftest import CORPUS, TODAY, some
from lxml import html
from playwright.sync_api import Page, expect
from serving import Site, commit, served, workshop

from browser.looks import LOOKS, assert_axe_finds_nothing
from generator.exports.record_json import site_version, version
from generator.site.reading import read

Visit = Callable[..., Page]
BOX = ".d-visit"
EVENT = "events/2026/2026-02-10-sandok.yml"
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((e) => e.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


class Two:
    """A site in two versions at one address; `show` puts one of them there."""

    def __init__(self, site: Site, versions: Mapping[str, Path]) -> None:
        self.site = site
        self.versions = versions

    def show(self, name: str) -> None:
        """Let readers find this version from now on."""
        shutil.rmtree(self.site.folder)
        shutil.copytree(self.versions[name], self.site.folder)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[Two]:
    """The small corpus, and the same with more: two launches, an article, a correction, changes."""
    folder = tmp_path_factory.mktemp("visits")
    workshop(folder)
    content = shutil.copytree(CORPUS, folder / "content")
    commit(folder, "2026-03-02")
    with served(folder / "site", environment, folder) as site:
        shutil.copytree(site.folder, folder / "old")
        event = (content / EVENT).read_text("utf-8")
        entry = "  - {on: 2026-03-05, field: flights, was: about 81, now: about 80, why: A slip.}\n"
        added = event.replace("corrections:\n", f"corrections:\n{entry}")
        (content / EVENT).write_text(added, "utf-8")
        for day in ("2026-03-01", "2026-03-02"):
            text = f"title: One more\ntype: missile-launch\ndate: {day}\nstatus: reported\n"
            text += "article: test-register\n"
            (content / f"events/2026/{day}-more.yml").write_text(text, "utf-8")
        article = (content / "articles/2026/2026-02-11-joint-staff-statement.yml").read_text()
        article = article.replace("title: ", "title: Another ", 1).replace("02-11\n", "02-12\n")
        (content / "articles/2026/2026-02-12-another.yml").write_text(article, "utf-8")
        for name, before, after in (
            ("systems/bada-3-long.yml", "manoeuvre: pull-up\n", ""),
            ("actors/wire.yml", "The Wire", "The Long Wire"),
        ):
            text = (content / name).read_text("utf-8")
            (content / name).write_text(text.replace(before, after), "utf-8")
        commit(folder, "2026-03-06")
        done = subprocess.run(
            [sys.executable, "-m", "generator", "build", "--out", folder / "new"],
            cwd=folder,
            env={**environment, "DIGEST_SITE_URL": site.url},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        yield Two(site, {"old": folder / "old", "new": folder / "new"})


@pytest.fixture
def site(two: Two) -> Site:
    """The site in its first version."""
    two.show("old")
    return two.site


@pytest.fixture
def returned(two: Two, site: Site, visit: Visit) -> Callable[..., Page]:
    """A reader who was here on 3 November 2026 and opens the newer version."""

    def back(**options: object) -> Page:
        page = visit("", **options)
        remembered(page)
        page.evaluate(
            "() => { const [key] = Object.keys(localStorage).filter((k) => k.includes('visit'));"
            "const kept = JSON.parse(localStorage[key]); kept.day = '2026-11-03';"
            "localStorage[key] = JSON.stringify(kept); }"
        )
        two.show("new")
        page.add_init_script(SHIFTS)
        # What is asked through a route does not come out of the browser's cache.
        page.route("**/*", lambda route: route.continue_())
        page.goto(site.url, wait_until="load")
        return page

    return back


def remembered(page: Page) -> None:
    """Wait until the visit is kept."""
    # One call that waits within: `wait_for_function` evaluates a string again and again, which
    # the policy forbids from its second time on.
    assert page.evaluate(
        """async () => {
          const kept = () => Object.keys(localStorage).some((k) => k.startsWith("digest-visit"));
          for (let tries = 0; tries < 200 && !kept(); tries++) {
            await new Promise((done) => setTimeout(done, 50));
          }
          return kept();
        }"""
    )


def test_first_visit_and_the_next_to_the_same_version_tell_nothing(
    site: Site, visit: Visit
) -> None:
    page = visit("")
    remembered(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.url, wait_until="networkidle")
    expect(page.locator(BOX)).to_have_count(0)
    assert not any("versions.json" in url for url in asked), "the list is fetched once a version"


def test_later_visit_to_another_version_tells_what_is_new(returned: Callable[..., Page]) -> None:
    page = returned()
    expect(page.locator(f"{BOX} p").first).to_have_text(
        "Since your last visit on 3 November 2026: "
        "2 new launches, 1 new article, 1 corrected record, 2 changed records."
    )
    links = page.locator(f"{BOX} a")
    addresses = [link.get_attribute("href") for link in links.all()]
    assert addresses == [
        *("launches/", "articles/2026-02-12-another/", "events/2026-02-10-sandok/", "changes/")
    ]
    for address in addresses:
        assert page.request.get(f"{page.url}{address}").status == 200
    assert sum(page.evaluate("window.shifts")) == 0
    assert page.context.cookies() == []


def test_what_was_told_stands_until_it_is_closed(returned: Callable[..., Page]) -> None:
    page = returned()
    expect(page.locator(BOX)).to_be_visible()
    page.reload(wait_until="load")
    expect(page.locator(BOX)).to_contain_text("3 November 2026")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(BOX)).to_have_count(0)
    page.reload(wait_until="networkidle")
    expect(page.locator(BOX)).to_have_count(0)


def test_forget_leaves_nothing_in_the_browser(returned: Callable[..., Page]) -> None:
    page = returned()
    page.get_by_role("button", name="Forget").click()
    expect(page.locator(BOX)).to_contain_text("Forgotten.")
    expect(page.locator(BOX)).to_be_focused()
    kept = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert [key for key in page.evaluate(kept) if "visit" in key] == []


@pytest.mark.parametrize(("scheme", "width"), some(LOOKS[::-1], 1))
def test_axe_finds_nothing_and_nothing_hangs_out(
    scheme: str, width: int, returned: Callable[..., Page]
) -> None:
    page = returned(width=width, color_scheme=scheme)
    expect(page.locator(BOX)).to_be_visible()
    assert_axe_finds_nothing(page)
    box = page.locator(BOX).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    for button in page.locator(f"{BOX} button").all():
        size = button.bounding_box()
        assert size and size["height"] >= 24 and size["width"] >= 24


ODD = (
    *("", "null", "{", "[]", '"x"', '{"version": 3}', '{"version": "x", "day": "<b>"}'),
    '{"version": "x", "day": "2026-11-03", "records": 7}',
    '{"version": "x", "day": "2026-99-99", "records": {"events": 3}}',
)


def test_odd_memory_breaks_nothing(site: Site, visit: Visit) -> None:
    page = visit("")
    for kept in ODD:
        remembered(page)
        changed = page.evaluate(
            """(text) => {
              const keys = Object.keys(localStorage).filter((key) => key.includes("visit"));
              for (const key of keys) localStorage[key] = text;
              return keys.length;
            }""",
            kept,
        )
        assert changed
        page.reload(wait_until="networkidle")
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_browser_that_keeps_nothing_shows_the_page(site: Site, visit: Visit) -> None:
    page = visit("")
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new Error('no'); } });"
    )
    page.goto(site.url, wait_until="networkidle")
    expect(page.locator(BOX)).to_have_count(0)


def test_without_javascript_nothing_is_missing(site: Site, visit: Visit) -> None:
    page = visit("", java_script_enabled=False)
    assert "last visit" not in page.content()


# --- versions and old addresses


def test_every_page_bears_the_version_of_the_records(site: Site) -> None:
    small = read(CORPUS, TODAY, "content").catalogue
    assert small
    pages = sorted(site.folder.rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        tree = html.fromstring(page.read_bytes())
        assert tree.xpath("//footer//@data-site-version") == [site_version(small)], page
    manifest = json.loads((site.folder / "manifest.json").read_text())
    assert manifest["version"] == site_version(small)


def test_record_bears_its_version_and_its_last_correction(visit: Visit) -> None:
    small = read(CORPUS, TODAY, "content").catalogue
    assert small
    now = version(small.events["2026-02-10-sandok"])
    expect(visit("events/2026-02-10-sandok/").locator(".d-version")).to_contain_text(
        f"Version {now} of this record, last corrected on 2 March 2026."
    )


@pytest.mark.parametrize("script", [True, False])
def test_old_address_leads_to_the_record(script: bool, site: Site, visit: Visit) -> None:
    page = visit("events/1994-spring-rocket/", java_script_enabled=script)
    page.wait_for_url(f"{site.url}events/1994-05-unknown-site/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("A rocket that one side denies")


def test_address_of_a_removed_record_says_why(visit: Visit) -> None:
    page = visit("corrections/")
    page.get_by_role("link", name="A launch that was entered twice").click()
    expect(page.locator(".d-lead")).to_have_text("This record was removed on 20 February 2026.")
    expect(page.get_by_text("entered twice.")).to_be_visible()
