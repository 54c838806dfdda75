"""The built site as files: every record has its page, and every link leads somewhere."""

import json
import posixpath
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from conftest import PROJECT
from lxml import html
from serving import REPOSITORY, SUB, Site
from test_views import bare_times

from generator.catalogue import Catalogue
from generator.catalogue.counted_events import every
from generator.pages.addresses import address
from generator.pages.table import HAND_WRITTEN, record_path

PAGED = ("events", "articles", "actors", "systems", "places", "facts", "explainers")


class Parsed(NamedTuple):
    """What a page offers and asks for."""

    ids: set[str]
    twice: list[str]
    """Ids that are given more than once."""
    links: list[str]
    """Where it leads, each place once."""
    title: str
    headings: int
    """How many of the first level it has."""
    bare: int
    """How many of its tables have no caption."""
    alternates: dict[str, str]
    """Other forms of it that its head names, by their type."""
    shown: list[str]
    """Those that its foot leads to."""


def parsed(tree: html.HtmlElement) -> Parsed:
    """What is asked about a page, read once for all tests."""
    ids = Counter(tree.xpath("//@id"))
    links = [
        *tree.xpath("//@href[not(ancestor::link[@rel='canonical'])]"),
        *tree.xpath("//@src"),
        *tree.xpath("//form/@action"),
    ]
    return Parsed(
        {*ids, *tree.xpath("//a/@name")},
        [name for name, count in ids.items() if count > 1],
        list(dict.fromkeys(links)),
        tree.findtext(".//title") or "",
        len(tree.xpath("//h1")),
        len(tree.xpath("//article//table[not(caption[normalize-space()])]")),
        {
            link.get("type"): link.get("href")
            for link in tree.xpath("//head/link[@rel='alternate']")
            if link.get("type") in ("application/json", "text/markdown")
        },
        tree.xpath("//article//p[contains(@class, 'd-version')]/a/@href"),
    )


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Parsed]:
    """Every page of the site, by its path."""
    files = {str(file.relative_to(site.folder)): file for file in site.folder.rglob("*.html")}
    return {
        path: parsed(html.fromstring(file.read_bytes()))
        for path, file in files.items()
        if not path.startswith("pagefind/")
    }


def test_every_record_has_its_page(pages: dict[str, Parsed], catalogue: Catalogue) -> None:
    for kind in PAGED:
        for key in catalogue.of_kind(kind):
            assert f"{address(record_path(kind, key))}index.html" in pages, (kind, key)


def test_no_page_of_a_record_is_left_over(pages: dict[str, Parsed], catalogue: Catalogue) -> None:
    removed = {(removal.kind, removal.id) for removal in catalogue.removed}
    for kind in PAGED:
        former = {old for record in catalogue.of_kind(kind).values() for old in record.former_ids}
        for path in pages:
            folder, _, rest = path.partition("/")
            key = rest.removesuffix("/index.html")
            if folder == kind and key not in ("index.html", *former):
                assert key in catalogue.of_kind(kind) or (kind, key) in removed, path


def test_every_launch_and_every_flight_stand_in_the_log(site: Site, catalogue: Catalogue) -> None:
    fired = every(catalogue)
    log = html.fromstring((site.folder / "launches/index.html").read_bytes())
    rows = log.xpath("//table[contains(@class, 'd-counted')]/tbody/tr")
    assert len(rows) == len(fired) >= 200
    flights = html.fromstring((site.folder / "launches/flights/index.html").read_bytes())
    rows = flights.xpath("//table[@id='d-log-table']/tbody/tr")
    assert len(rows) == sum(len(event.flights) for event in fired)


def inside(path: str, link: str) -> tuple[str, str] | None:
    """File and fragment a link of a page leads to; None for other sites."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        assert parts.path.startswith(SUB), f"{path}: {link} leaves the site's folder"
        target = parts.path.removeprefix(SUB)
    else:
        target = posixpath.join(posixpath.dirname(path), parts.path) if parts.path else path
    target = posixpath.normpath(unquote(target))
    target = "" if target == "." else target
    if not parts.path or "." in posixpath.basename(target):
        return target, unquote(parts.fragment)
    return posixpath.join(target, "index.html"), unquote(parts.fragment)


def broken(site: Site, pages: dict[str, Parsed]) -> Iterator[str]:
    """Every internal link to a file or place that is not there."""
    for path, page in pages.items():
        for link in page.links:
            found = inside(path, link)
            if found is None:
                continue
            target, fragment = found
            assert not target.startswith(".."), f"{path}: {link} leaves the site"
            if not (site.folder / target).is_file():
                yield f"{path}: {link}"
            elif fragment and target in pages and fragment not in pages[target].ids:
                yield f"{path}: {link} has no such place"


def test_every_internal_link_and_anchor_resolves(site: Site, pages: dict[str, Parsed]) -> None:
    assert sum(len(page.links) for page in pages.values()) > 10_000
    assert list(dict.fromkeys(broken(site, pages))) == []


def test_every_page_has_a_title_of_its_own(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        assert page.title.strip(), path


def test_pencil_leads_to_the_record(site: Site, catalogue: Catalogue) -> None:
    for kind in PAGED:
        key = next(iter(catalogue.of_kind(kind)))
        file = site.folder / address(record_path(kind, key)) / "index.html"
        (pencil,) = html.fromstring(file.read_bytes()).xpath(
            "//a[contains(@href, '/edit/main/')]/@href"
        )
        record = catalogue.sources[kind, key].path
        assert pencil.endswith(f"/edit/main/{record}")
        assert (PROJECT / record).is_file()


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("launches", "templates/pages/log.md.jinja"),
        ("about", "docs/about.md"),
        ("glossary", "templates/pages/glossary.md.jinja"),
    ],
)
def test_pencil_of_other_pages_leads_to_what_makes_them(page: str, file: str, site: Site) -> None:
    tree = html.fromstring((site.folder / page / "index.html").read_bytes())
    (pencil,) = tree.xpath("//a[contains(@href, '/edit/main/')]/@href")
    assert pencil.endswith(f"/edit/main/{file}")
    assert (PROJECT / file).is_file()


def test_tables_have_captions_and_pages_one_heading(pages: dict[str, Parsed]) -> None:
    assert [path for path, page in pages.items() if page.bare] == []
    assert [path for path, page in pages.items() if page.headings != 1] == []


def test_ids_are_given_once_on_a_page(pages: dict[str, Parsed]) -> None:
    assert {path: page.twice for path, page in pages.items() if page.twice} == {}


def test_nothing_unescaped_or_undefined_is_on_a_page(site: Site, pages: dict[str, Parsed]) -> None:
    telling = re.compile(
        r"\{\{|\{%|Undefined|&lt;(?:pre|span|a|p|time|sup)\b|&amp;#\d+;|\]\((?:actor|event|fact)"
    )
    for path in pages:
        if not path.startswith("editors/"):
            found = telling.search((site.folder / path).read_text("utf-8"))
            assert not found, f"{path}: {found}"


def test_every_page_leads_to_its_json_and_its_markdown(
    site: Site, pages: dict[str, Parsed]
) -> None:
    for path, page in pages.items():
        if path == "404.html":
            continue
        folder = site.folder / posixpath.dirname(path)
        alternates = {kind: (folder / link).resolve() for kind, link in page.alternates.items()}
        assert [(folder / link).resolve() for link in page.shown] == list(alternates.values()), path
        answer = json.loads(alternates["application/json"].read_text("utf-8"))
        twin = alternates["text/markdown"]
        assert (site.folder / answer["page"]["markdown"]).resolve() == twin, path
        assert answer["page"]["url"] == site.url + path.removesuffix("index.html"), path
        assert twin.read_text("utf-8").startswith("# "), path


def test_tabs_and_foot_lead_where_the_menu_of_a_narrow_screen_leads(site: Site) -> None:
    """Each page of the navigation once; pages of records are not in it, nor those for editors."""
    tree = html.fromstring((site.folder / "index.html").read_bytes())
    menu = tree.xpath("//nav[@class='d-nav']//a/@href")
    tabs = tree.xpath("//nav[@class='d-tabs']//a/@href")
    assert len(tabs) == 9
    assert tabs + tree.xpath("//*[contains(@class, 'd-foot')]//a/@href") == menu
    assert 15 < len(menu) == len(set(menu)) < 30
    assert [path for path in menu if path.startswith("editors/")] == ["editors/"]


def test_pages_for_editors_lead_to_each_other_and_are_not_searched(site: Site) -> None:
    first = html.fromstring((site.folder / "editors/index.html").read_bytes())
    reached = {path.strip("./") for path in first.xpath("//article//a/@href")}
    for path in (site.folder / "editors").glob("*/index.html"):
        assert path.parent.name in reached
        assert b"data-pagefind-body" not in path.read_bytes()
    assert b"data-pagefind-body" in (site.folder / "about/index.html").read_bytes()


def test_search_index_is_there(site: Site) -> None:
    names = {path.name for path in (site.folder / "pagefind").iterdir()}
    assert "pagefind.js" in names


def made(folder: Path) -> dict[str, bytes]:
    """Everything but the index for search, whose file names are made anew by each run."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "pagefind" not in path.parts
    }


def test_mkdocs_alone_gives_the_same_site_with_its_search(
    little: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path / "site"],
        cwd=little.folder.parent,
        env={"DIGEST_REPO_URL": REPOSITORY, **environment, "DIGEST_SITE_URL": little.url},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    alone, with_command = made(tmp_path / "site"), made(little.folder)
    assert with_command.pop("manifest-files.json"), "the command alone looks a whole site over"
    assert set(alone) == set(with_command)
    assert [path for path in alone if alone[path] != with_command[path]] == []
    assert (tmp_path / "site/pagefind/pagefind.js").is_file()


def test_relative_out_from_another_folder_is_below_that_folder(site: Site) -> None:
    assert (site.folder / "events/2026-01-27-pyongyang/index.html").exists()
    made = {path.name for path in site.folder.parent.iterdir()} - {"content", ".git"}
    assert made == {"site", ".site-lock"}


def test_every_time_on_every_page_has_its_zone(site: Site, catalogue: Catalogue) -> None:
    """Titles are left out: they are as their publishers wrote them."""
    titles = [article.title for article in catalogue.articles.values()]
    timed = [title for title in titles if bare_times(title)]

    def untitled(text: str) -> str:
        text = unescape(text)
        for title in timed:
            text = text.replace(title, "")
        return text

    files = {file.relative_to(site.folder).as_posix(): file for file in site.folder.rglob("*.md")}
    pages = {
        path: bare_times(untitled(files[path].read_text("utf-8")))
        for path in {*files} - {*HAND_WRITTEN}
    }
    assert len(pages) > 1_000
    assert {path: times for path, times in pages.items() if times} == {}
