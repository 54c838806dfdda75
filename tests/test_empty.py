"""A digest that has next to nothing yet: every file of it is one that programs take."""

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import feedparser
import pytest
from command import run_apart
from conftest import CORPUS, PROJECT, TODAY
from icalendar import Calendar
from jsonschema import Draft7Validator

from generator.pages.addresses import FOR_DEVELOPERS
from generator.site.pipeline import Output, render
from generator.site.reading import read

SITE = "https://example.org/repo/"
SETTINGS = (
    "title: Flood digest\nsubject: floods\nas_of: 2026-03-31\nplace_names: None.\nzone: UTC\n"
    "counted: {id: launches, one: launch, many: launches, means: one occasion, "
    "happened: fired from}\n"
    "parts: {key: flights, one: flight, many: flights, each: missile, all: missiles}\n"
    "things: {key: systems, one: system, many: systems, label: Missile, title: Missiles}\n"
    "charts: [{id: launches-by-year, kind: years}, {id: days-between, kind: days-between}]\n"
    "feeds: [launches, articles, explainers, corrections, systems, actors, places]\n"
    "calendar: counted\n"
)
OUTLET = {"actors/gazette.yml": "name: Gazette\nkind: outlet\n"}
ARTICLE = {
    "articles/2026/2026-02-10-gazette-river.yml": "title: The river rose\nkind: news\n"
    "publisher: gazette\npublished: 2026-02-10\nlanguage: en\nurl: https://gazette.example.org/1\n"
    "summary: |\n  A report on the river.\n"
}
EVENT = "2026-02-09-river"


def with_event(title: str, of_type: str) -> dict[str, str]:
    """An event and the article that reports it."""
    ((path, article),) = ARTICLE.items()
    event = (
        f"title: {title}\ntype: {of_type}\ndate: 2026-02-09\nstatus: confirmed\n"
        "article: 2026-02-10-gazette-river\n"
    )
    told = {path: f"{article}events: [{EVENT}]\n"}
    return OUTLET | told | {f"events/2026/{EVENT}.yml": event}


DIGESTS = {
    "nothing": {},
    "an outlet": OUTLET,
    "an article": OUTLET | ARTICLE,
    "an event that is no launch": with_event("The envoy visits the harbour", "visit"),
    "a launch without flights and claims": with_event("A missile is fired", "missile-launch"),
    "a missile and a place that no launch names": {
        **with_event("A missile is fired", "missile-launch"),
        "systems/arrow.yml": "name: Arrow\nmissile_class: srbm\n"
        "article: 2026-02-10-gazette-river\n",
        "places/valley.yml": "name: Valley\nkind: area\narticle: 2026-02-10-gazette-river\n",
    },
}
WITHOUT_LAUNCH = list(DIGESTS)[:-2]
every = pytest.mark.parametrize("name", DIGESTS)


def write(content: Path, name: str) -> Path:
    """Writes the records of one of the digests."""
    shutil.copytree(CORPUS / "vocabulary", content / "vocabulary")
    for path, text in {"digest.yml": SETTINGS, **DIGESTS[name]}.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
    return content


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Output]:
    """All that one of the digests makes, by its name."""

    @cache
    def making(name: str) -> Output:
        checked = read(write(tmp_path_factory.mktemp("made") / "content", name), TODAY, "content")
        assert checked.catalogue is not None, checked.problems
        assert checked.problems == ()
        return render(checked.catalogue, PROJECT / "templates", site_url=SITE)

    return making


@pytest.mark.parametrize("name", WITHOUT_LAUNCH)
def test_without_a_launch_there_is_no_calendar_and_no_link_to_one(
    output: Callable[[str], Output], name: str
) -> None:
    made = output(name)
    assert not [path for path in made.data if path.endswith(".ics")]
    assert not [page.path for page in made.pages if ".ics" in page.text]
    answers = [text for text in made.data.values() if isinstance(text, str)]
    assert not any(".ics" in text for text in answers)


def test_calendar_comes_with_the_first_launch(output: Callable[[str], Output]) -> None:
    made = output("a launch without flights and claims")
    found = Calendar.from_ical(made.data["feeds/launches.ics"])
    assert len(found.walk("VEVENT")) == 1
    (page,) = [page for page in made.pages if page.path == "follow.md"]
    assert "../feeds/launches.ics" in page.text


@every
def test_feed_is_there_and_valid_where_something_is_in_it(
    output: Callable[[str], Output], name: str
) -> None:
    data = output(name).data
    has_article, is_launch = len(DIGESTS[name]) > 1, name not in WITHOUT_LAUNCH
    kinds = [*(["launches"] if is_launch else []), *(["articles"] if has_article else [])]
    whole = [path for path in data if path.startswith("feeds/") and path.count("/") == 1]
    assert sorted(path for path in whole if path.endswith(".atom")) == [
        f"feeds/{kind}.atom" for kind in sorted(kinds)
    ]
    schema = json.loads((PROJECT / "tests/proof/public/json-feed-1.1.json").read_text("utf-8"))
    for kind in kinds:
        atom = feedparser.parse(str(data[f"feeds/{kind}.atom"]).encode())
        assert not atom.bozo and atom.feed.updated and atom.feed.id
        feed = json.loads(data[f"feeds/{kind}.json"])
        assert list(Draft7Validator(schema).iter_errors(feed)) == []
        assert len(feed["items"]) == len(atom.entries) > 0


@every
def test_tables_have_their_heads_and_the_database_its_tables(
    output: Callable[[str], Output], name: str
) -> None:
    data = output(name).data
    tables = [path for path in data if path.startswith("data/") and path.endswith(".csv")]
    if name == "nothing":
        assert not [path for path in data if path.endswith((".csv", ".xlsx", ".sqlite", ".zip"))]
        return
    opened = sqlite3.connect(":memory:")
    database = data["data/digest.sqlite"]
    assert isinstance(database, bytes)
    opened.deserialize(database)
    for path in tables:
        head, *rows = csv.reader(io.StringIO(str(data[path])))
        assert len(head) > 5 and rows, path
        table = Path(path).stem
        assert opened.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(rows),)
    if "data/places.geojson" in data:
        points = [one["geometry"] for one in json.loads(data["data/places.geojson"])["features"]]
        assert points == [None] * len(points) != []


@pytest.mark.build
@pytest.mark.parametrize("name", ["an outlet", "a launch without flights and claims"])
def test_data_package_of_next_to_nothing_is_valid(
    output: Callable[[str], Output], name: str, tmp_path: Path
) -> None:
    folder = tmp_path / "package"
    folder.mkdir()
    for path, text in output(name).data.items():
        if path.startswith("data/") and path.endswith((".csv", "datapackage.json")):
            (folder / Path(path).name).write_text(str(text), "utf-8")
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    told = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


@every
def test_no_page_has_an_empty_list_and_without_a_launch_there_are_no_charts(
    output: Callable[[str], Output], name: str
) -> None:
    for page in output(name).pages:
        assert not re.search(r"<(ul|ol)[^>]*>\s*</\1>", page.text), page.path
        assert page.path != "charts/index.md" or name not in WITHOUT_LAUNCH


# A link from a page written by hand to a record, which another digest does not have.
RECORD = re.compile(
    r"\[([^\]]+)\]\((?:\.\./)?(?:(?:events|systems|places|actors|articles|explainers|digests)/|glossary|"
    r"data/crosswalk)[^)]+\)"
)


@pytest.mark.build
def test_next_to_nothing_becomes_a_site(tmp_path: Path) -> None:
    content = write(tmp_path / "content", "nothing")
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    shutil.copytree(PROJECT / "templates", tmp_path / "templates")
    shutil.copytree(PROJECT / "docs", tmp_path / "docs")
    for path in (tmp_path / "docs").rglob("*.md"):
        path.write_text(RECORD.sub(r"\1", path.read_text("utf-8")), "utf-8")
    done = run_apart("build", "--content", content, "--today", "2026-04-01", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    log = (tmp_path / "site/launches/index.html").read_text("utf-8")
    assert "No launch is on record yet." in log
    assert not (tmp_path / "site/charts").exists()
    assert "Launch log" in log
    for gone in ("The record in charts", "Missiles and rockets", "Places"):
        assert gone not in log, f"{gone} is in the navigation and leads nowhere"
    assert (tmp_path / "docs" / FOR_DEVELOPERS).is_dir()
    assert not (tmp_path / "site" / FOR_DEVELOPERS).exists()
