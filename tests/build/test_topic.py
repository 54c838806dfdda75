"""A digest on another subject: its pages, and no word of the launch digest in its finished site."""

import difflib
import html
import os
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from command import run_apart
from conftest import PROJECT
from test_topic_words import TOPIC

from generator.catalogue import Catalogue
from generator.evidence.disagreement import groups
from generator.pages import charts
from generator.site import shipped
from generator.site.pipeline import render
from generator.site.reading import read

FOLDER = PROJECT / "tests/topics/power-cuts"
GOLDEN = PROJECT / "tests/topics/golden"
ACCEPT = "make golden    (or: python -m pytest tests/build/test_topic.py --accept)"
TODAY = date(2026, 4, 1)
# The kinds of page that show most of what a digest declares, with the tables of it.
SHOWN = ("home", "log", "launches", "year", "event", "place", "charts", "follow", "digest")
TABLES = ("events", "claims")
# What is no text, or not ours: its words are not looked at.
OTHER = (".png", ".sqlite", ".zip", ".xlsx", ".map", ".pf_index", ".pf_meta", ".pf_filter")
NOT_OURS = re.compile(r"^(pagefind|assets/(javascripts|stylesheets))/")
# What a reader neither sees nor hears.
HIDDEN = re.compile(r"<script(?! type=\"application/ld).*?</script>|<style.*?</style>", re.DOTALL)
SPOKEN = re.compile(r'(?:alt|title|aria-label|content|placeholder|data-label)="([^"]*)"')


@pytest.fixture(scope="module")
def topic() -> Catalogue:
    """The records of the digest."""
    checked = read(FOLDER / "content", TODAY, "content")
    assert checked.catalogue and checked.problems == ()
    return checked.catalogue


@pytest.fixture(scope="module")
def made(topic: Catalogue) -> dict[str, str]:
    """The pages and tables that are golden, by their path."""
    output = render(topic, shipped.templates(FOLDER / "templates"))
    shown = {f"pages/{name}.md.jinja" for name in SHOWN}
    pages = {page.path: page.text for page in output.pages if page.template in shown}
    tables = {f"data/{name}.csv": str(output.data[f"data/{name}.csv"]) for name in TABLES}
    return {
        path: re.sub(r"\b[0-9a-f]{12}\b", "…", text) for path, text in {**pages, **tables}.items()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site, built from a copy of the digest and of nothing else.

    The copy has a page of its own, and another name in mkdocs.yml than its records give it.
    """
    folder = shutil.copytree(FOLDER, tmp_path_factory.mktemp("topic") / "digest")
    settings = folder / "mkdocs.yml"
    text = re.sub("(?m)^site_name: .*", "site_name: Former name", settings.read_text("utf-8"))
    settings.write_text(text, "utf-8")
    (folder / "docs/ours.md").write_text("# Of our own\n\nWords.\n", "utf-8")
    done = run_apart("build", "--today", str(TODAY), cwd=folder)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return folder / "site"


def test_pages_and_tables_are_as_accepted(
    made: dict[str, str], request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--accept"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, text in made.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(text.encode("utf-8"))
    kept = {
        str(file.relative_to(GOLDEN)): file.read_bytes().decode("utf-8")
        for file in GOLDEN.rglob("*")
        if file.is_file()
    }
    differences = [
        line
        for path in sorted({*kept, *made})
        for line in difflib.unified_diff(
            kept.get(path, "").splitlines(),
            made.get(path, "").splitlines(),
            path,
            path,
            lineterm="",
        )
    ]
    assert not differences, "\n".join([*differences, "", f"If this is meant: {ACCEPT}"])
    assert len(made) > 10


def test_pages_say_that_all_is_invented(built: Path) -> None:
    assert "All of it is invented" in (built / "about/index.html").read_text("utf-8")
    assert "which are invented" in (built / "index.html").read_text("utf-8")


def test_site_has_the_name_that_the_records_give_it(built: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in built.rglob("*.html")}
    assert [path for path, text in pages.items() if "Former name" in text] == []
    title = "<title>About - Alder Isles power cuts</title>"
    assert title in pages[built / "about/index.html"]


def test_page_of_ones_own_is_reached_from_the_first_page(built: Path) -> None:
    assert 'href="ours/"' in (built / "index.html").read_text("utf-8")


def test_clocks_of_summer_winter_and_across_the_sea(topic: Catalogue, built: Path) -> None:
    def page(event: str) -> str:
        text = (built / f"events/{event}/index.html").read_text("utf-8")
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))

    assert "18:05 WEST" in page("2025-06-11-low-holm") and "17:05 UTC" in page(
        "2025-06-11-low-holm"
    )
    # In the hour that came twice; in winter the clock is that of UTC.
    assert "about 01:40 WET" in page("2025-10-26-port-alder")
    assert "21:15 AST" in page("2026-02-02-cape-fern")


def kind(path: str) -> str:
    """A kind of file of the site, whichever records it has."""
    folder, _, rest = path.partition("/")
    folder = {"launches": "LOG", "power-cuts": "LOG", "systems": "THINGS"}.get(folder, folder)
    if folder == "api":
        part = rest.split("/")[1]
        part = {"launches": "LOG", "power-cuts": "LOG", "systems": "THINGS"}.get(part, part)
        return f"api {part}"
    return f"{os.path.splitext(path)[1]} {folder}"


def leftover(site: Path) -> dict[str, Counter[str]]:
    """Each kind of file that has a word of the launch digest, with the words."""
    found: dict[str, Counter[str]] = {}
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        path = file.relative_to(site).as_posix()
        if file.suffix in OTHER or NOT_OURS.match(path):
            continue
        text = file.read_text("utf-8")
        if file.suffix == ".html":
            seen = HIDDEN.sub("", text)
            text = html.unescape(re.sub(r"<[^>]+>", " ", seen)) + " ".join(SPOKEN.findall(seen))
        if words := Counter(word.lower() for word in TOPIC.findall(text)):
            found.setdefault(kind(path), Counter()).update(words)
    return found


def test_finished_site_has_no_word_of_the_launch_digest(built: Path) -> None:
    assert leftover(built) == {}


def test_feeds_and_calendar_are_those_that_are_declared(built: Path) -> None:
    names = {path.relative_to(built / "feeds").as_posix() for path in built.glob("feeds/**/*.atom")}
    whole = {name for name in names if "/" not in name}
    # There are no corrections yet, so there is nothing to follow.
    assert whole == {"power-cuts.atom", "articles.atom", "explainers.atom"}
    assert {name.partition("/")[0] for name in names - whole} == {"actors", "places"}
    town = (built / "feeds/places/low-holm.atom").read_text("utf-8")
    assert town.count("<entry>") == 2, "what reached several towns is in the feed of each"
    (calendar,) = built.glob("feeds/*.ics")
    events = calendar.read_text("utf-8").replace("\r\n ", "")
    assert calendar.name == "events.ics" and events.count("BEGIN:VEVENT") == 5
    assert "LOCATION:Middle Sound\\, Port Alder and Low Holm" in events


def test_sources_that_each_name_a_town_of_several_do_not_differ(topic: Catalogue) -> None:
    event = topic.events["2024-11-30-middle-sound"]
    _, found = groups(topic, event)
    verdicts = {group.entry.id: group.verdict for group in found}
    assert (verdicts["site"], verdicts["cost"]) == ("origin", "differ")


def test_charts_are_drawn_of_whole_events(topic: Catalogue) -> None:
    shown = {one.drawing.name: one for one in charts.charts(topic)}
    assert list(shown) == [chart.id for chart in topic.settings.charts]
    operators = shown["power-cuts-by-operator"].drawing.table
    assert operators.head == (
        *("Year", "All", "Alder Grid Company", "Cape Fern Utility", "Island Power"),
    )
    money = shown["long-and-dear"].drawing
    # What one power cut cost in Canadian dollars is not set beside euros.
    assert [row[4].text for row in money.table.rows] == [
        *("about 1.2 million EUR", "up to 40 thousand EUR", "350,000 EUR"),
    ]
    assert money.table.head[3:] == ("Time without power, hours", "Cost, thousand EUR")
    assert "1 power cut without one of the two numbers or in another currency" in money.description


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("x/index.html", '<img alt="A missile">'),
        ("x/index.html", "<p>The <b>launch</b> log"),
        ("x/index.html", '<script type="application/ld+json">{"name": "Korea"}</script>'),
        ("feeds/x.atom", "<title>Flights</title>"),
        ("assets/digest.css", ".d-apogee {}"),
        ("api/v1/schemas/event.json", '{"range_km": 1}'),
    ],
)
def test_word_of_the_launch_digest_is_found(path: str, text: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text, "utf-8")
    assert list(leftover(tmp_path)) == [kind(path)]


def test_script_of_a_page_and_files_of_the_theme_are_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<script>launch()</script><p>Power", "utf-8")
    (tmp_path / "pagefind").mkdir()
    (tmp_path / "pagefind/pagefind.js").write_text("launch()", "utf-8")
    assert leftover(tmp_path) == {}
