"""Digests without one thing or another, built by the real command and walked through.

No page is empty or leads nowhere, and no file, table, list or facet has nothing in it.
"""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from command import run_apart
from conftest import some
from selectolax.lexbor import LexborHTMLParser

from generator.site.starter import files
from generator.site.starter.answers import Answers, Words

DAY = date(2026, 11, 26)
FLOODS = Answers("Flood digest", "floods in Europe", "Europe/Paris", Words("flood", "floods"), DAY)
RECORDS = ("events", "articles", "actors", "places", "facts", "terms", "explainers", "months")


def begun(folder: Path, answers: Answers = FLOODS) -> Path:
    """A new digest: one record of each kind."""
    files.write(folder, files.files(answers))
    return folder / "content"


def without(content: Path, *kinds: str) -> None:
    """Takes away the records of these kinds."""
    for kind in kinds:
        shutil.rmtree(content / kind)


def changed(content: Path, pattern: str, by: str = "", where: str = "**/*.*") -> None:
    """Every file with a pattern replaced; it is in one of them at least."""
    found = 0
    for file in content.glob(where):
        text, times = re.subn(pattern, by, file.read_text("utf-8"), flags=re.MULTILINE)
        file.write_text(text, "utf-8")
        found += times
    assert found, pattern


def one_of_each(folder: Path) -> None:
    begun(folder)


def nothing_counted(folder: Path) -> None:
    begun(folder, FLOODS._replace(counted=None))


def no_claims(folder: Path) -> None:
    content = begun(folder)
    without(content, "facts", "explainers")
    (event,) = (content / "events").rglob("*.yml")
    # Without a claim that names it, the article lists the event it reports.
    changed(content, r"^claims:\n(?:  - .*\n)+", f"events: [{event.stem}]\n")
    changed(content, r"^(?:affected|cause): .*\n", where="events/**/*.yml")


def no_articles(folder: Path) -> None:
    """Whatever rests on an article is gone too."""
    content = begun(folder)
    without(content, "events", "articles", "places", "facts", "explainers", "months")


def no_records(folder: Path) -> None:
    without(begun(folder), *RECORDS)


def one_thing(folder: Path) -> None:
    """A record of a thing, which a new digest has not."""
    content = begun(folder)
    with (content / "digest.yml").open("a", encoding="utf-8") as settings:
        settings.write(
            "things: {key: systems, one: river, many: rivers, label: River, title: Rivers}\n"
        )
    (article,) = (content / "articles").rglob("*.yml")
    (content / "systems").mkdir()
    (content / "systems/example-river.yml").write_text(
        f"name: Example River\narticle: {article.stem}\n", "utf-8"
    )


# Half of them in the short run: with nothing at all, without claims, and with a thing besides.
DIGESTS = some((no_records, one_of_each, no_claims, nothing_counted, one_thing, no_articles), 3)


# What has parts; the results of a search come from its script.
PARTS = ("ul", "ol:not(.d-results)", "dl", "tbody", "thead tr", "select", "figure", "details > div")


@pytest.fixture(scope="module", params=DIGESTS, ids=lambda make: make.__name__)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of one of the digests."""
    folder = tmp_path_factory.mktemp("small") / "digest"
    request.param(folder)
    done = run_apart("build", "--today", str(DAY), cwd=folder, DIGEST_SITE_URL="https://x.example/")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return folder / "site"


def pages(site: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Every page with its address below the site."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix().removesuffix("index.html")
        yield path, LexborHTMLParser(file.read_text("utf-8"))


def test_every_link_leads_to_a_page_a_file_or_an_anchor(site: Path) -> None:
    known = {path: {n.attributes.get("id") for n in tree.css("[id]")} for path, tree in pages(site)}
    for path, tree in pages(site):
        if path == "404.html":
            continue  # its links are those of the root of the published site
        for node in tree.css("a[href], link[href], script[src], img[src]"):
            target = node.attributes.get("href") or node.attributes.get("src") or ""
            parts = urlsplit(urljoin(f"https://x.example/{path}", target))
            if parts.netloc != "x.example":
                continue
            where = unquote(parts.path).lstrip("/")
            there = site / where
            assert (there / "index.html").is_file() if there.is_dir() else there.is_file(), (
                path,
                target,
            )
            if parts.fragment and where in known:
                assert unquote(parts.fragment) in known[where], (path, target)


def test_no_page_is_without_a_sentence_and_nothing_in_it_is_empty(site: Path) -> None:
    for path, tree in pages(site):
        article = tree.css_first("article") or tree.css_first("main")
        assert article is not None
        sentences = [node.text(strip=True) for node in article.css("p, li, td")]
        assert any(len(text) > 30 for text in sentences), path
        for name in (
            "ul",
            "ol:not(.d-results)",
            "dl",
            "tbody",
            "thead tr",
            "select",
            "figure",
            "details > div",
        ):
            for node in article.css(name):
                assert node.text(strip=True) or node.css_first("input, svg, path"), (path, name)
        for table in article.css("table"):
            assert table.css("tbody tr"), path
        for head in article.css("h1, h2, h3, caption, p:not([role=status])"):
            # The page written by hand has places that the program fills, empty where it need not.
            assert head.text(strip=True) or head.css_first("svg"), (path, head.html)


def test_no_file_is_empty(site: Path) -> None:
    for file in sorted(site.rglob("*")):
        if not file.is_file():
            continue
        path = file.relative_to(site).as_posix()
        assert file.stat().st_size, path
        if path.startswith("data/") and file.suffix == ".csv":
            _, *rows = csv.reader(file.read_text("utf-8").splitlines())
            assert rows, path
        if file.suffix == ".json" and path.startswith("feeds/"):
            assert json.loads(file.read_text("utf-8"))["items"], path
        if file.suffix == ".geojson":
            assert json.loads(file.read_text("utf-8"))["features"], path


# A section of the site that is there only with records of its own.
SECTIONS = {
    **{"Flood log": "floods", "The record in charts": "charts", "Rivers": "systems"},
    **{"Places": "places", "Actors": "actors", "Explainers": "explainers", "Events": "events"},
    **{"Monthly digests": "digests", "Articles": "articles", "Glossary": "glossary"},
    **{"Follow the digest": "follow", "Data": "data"},
}
LISTED = ("events", "articles", "actors", "places", "systems", "facts", "explainers")


def test_tabs_and_foot_have_the_sections_that_there_are(site: Path) -> None:
    home = LexborHTMLParser((site / "index.html").read_text("utf-8"))
    named = {node.text(strip=True) for node in home.css(".d-tabs a, .d-foot a")}
    assert "Home" in named
    there = {name for name, path in SECTIONS.items() if (site / path / "index.html").is_file()}
    assert named & set(SECTIONS) == there


def test_list_of_a_kind_is_there_with_its_first_record(site: Path) -> None:
    records = json.loads((site / "manifest.json").read_text("utf-8"))["records"]
    there = {kind for kind in LISTED if (site / kind / "index.html").exists()}
    assert there == {kind for kind in LISTED if records[kind]}


@pytest.mark.parametrize(
    ("path", "words", "told"),
    [
        ("index.md", b"# Home\n", "the program makes a page of this address"),
        ("README.md", b"# Home\n", "the program makes a page of this address"),
        ("events/index.md", b"# Events\n", "the program makes a page of this address"),
        ("notes.md", b"# Notes\n\nh\xe4\n", "the file is not UTF-8\n  fix: save it as UTF-8"),
        ("Events.md", b"# Events\n", "the program makes a page of this address"),
        ("events/index.html", b"<p>Events", "the program makes a page of this address"),
        ("data/events.csv", b"id\n", "the program makes a file of this address"),
        ("pagefind/pagefind.js", b"{}\n", "the program makes a file of this address"),
    ],
)
def test_page_by_hand_that_cannot_be_shown_is_named(
    path: str, words: bytes, told: str, tmp_path: Path
) -> None:
    begun(tmp_path)
    file = tmp_path / "docs" / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(words)
    done = run_apart("build", "--today", str(DAY), cwd=tmp_path)
    assert (done.returncode, f"docs/{path}: {told}" in done.stderr) == (1, True), done.stderr
    assert not (tmp_path / "site").exists()


def test_page_by_hand_with_faulty_front_matter_is_named_with_its_line(tmp_path: Path) -> None:
    begun(tmp_path)
    (tmp_path / "docs/notes.md").write_text("---\ntitle: Notes\nkind: event\n---\n", "utf-8")
    done = run_apart("build", "--today", str(DAY), cwd=tmp_path)
    told = "docs/notes.md:3: `kind` is a key of pages that the program makes\n  fix: remove the key"
    assert (done.returncode, told in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize("end", ["a?x=1", "#a", '"><b>', "a b"])
def test_address_to_which_no_page_can_be_added_is_refused(end: str, tmp_path: Path) -> None:
    begun(tmp_path)
    told = {"DIGEST_SITE_URL": f"https://example.org/{end}"}
    done = run_apart("build", "--today", str(DAY), cwd=tmp_path, **told)
    assert done.returncode == 1 and re.search(
        "(?m)^mkdocs.yml: `https://example.org/.+` cannot be the address of a site$", done.stderr
    )
    assert not (tmp_path / "site").exists()


def test_two_pages_by_hand_of_one_address_are_named(tmp_path: Path) -> None:
    begun(tmp_path)
    (tmp_path / "docs/notes").mkdir()
    for path in ("notes.md", "notes/index.md"):
        (tmp_path / "docs" / path).write_text("# Notes\n", "utf-8")
    done = run_apart("build", "--today", str(DAY), cwd=tmp_path)
    told = "docs/notes/index.md: it has the address of docs/notes.md"
    assert (done.returncode, told in done.stderr) == (1, True), done.stderr


def test_what_a_page_by_hand_says_of_itself_is_letters(tmp_path: Path) -> None:
    begun(tmp_path)
    text = """---
title: The "best" </title><i>notes
description: A "good" <b>note</b> & more
---

<img src="../assets/favicon.svg">
"""
    (tmp_path / "docs/notes.md").write_text(text, "utf-8")
    done = run_apart("build", "--today", str(DAY), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = LexborHTMLParser((tmp_path / "site/notes/index.html").read_text("utf-8"))
    title, about = 'The "best" </title><i>notes', 'A "good" <b>note</b> & more'
    assert page.css("title")[0].text().startswith(title)
    assert [one.text() for one in page.css("h1")] == [title]
    named = page.css("meta[name][content]")
    said = {one.attributes["name"]: one.attributes["content"] for one in named}
    assert said["description"] == said["twitter:description"] == about
    answer = json.loads((tmp_path / "site/api/v1/notes.json").read_text("utf-8"))
    assert answer["page"]["title"] == title


@pytest.mark.parametrize("path", ["notes.md", "more/notes.md"])
def test_link_that_leads_out_of_the_project_is_not_followed(path: str, tmp_path: Path) -> None:
    begun(tmp_path / "digest")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/notes.md").write_text("# Secret\n", "utf-8")
    link = tmp_path / "digest/docs" / path.partition("/")[0]
    link.symlink_to(tmp_path / "secret" / ("" if "/" in path else path))
    done = run_apart("build", "--today", str(DAY), cwd=tmp_path / "digest")
    told = f"docs/{path}: a symbolic link leads out of the project"
    assert (done.returncode, told in done.stderr) == (1, True), done.stderr
    assert not (tmp_path / "digest/site").exists()


def test_link_to_a_page_of_the_project_is_followed(tmp_path: Path) -> None:
    begun(tmp_path)
    (tmp_path / "guide.md").write_text("# Guide\n", "utf-8")
    (tmp_path / "docs/guide.md").symlink_to("../guide.md")
    done = run_apart("build", "--today", str(DAY), cwd=tmp_path)
    assert (done.returncode, (tmp_path / "site/guide/index.html").is_file()) == (0, True), done
