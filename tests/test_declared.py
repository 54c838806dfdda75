"""Small digests that count nothing, or something else: words and pages are what they declare."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest
from conftest import PROJECT, TODAY

from generator.site.pipeline import Output, render
from generator.site.reading import Checked, read

VOCABULARY = {
    "event-types": "  - {id: breach, name: Data breach, description: Data were taken. COUNTED}\n"
    "  - {id: visit, name: Visit, description: Somebody came.}\n",
    "claim-properties": "  - {id: statement, name: Statement, description: Words.}\n"
    "  - {id: date, name: Date, description: The day., kind: day, field: date}\n"
    "  - {id: site, name: Place, description: Where., kind: place, field: place}\n"
    "  - {id: status, name: Status, description: Its state., field: status}\n"
    "  - {id: value, name: Value, description: That of a fact., field: value}\n",
    "event-statuses": "  - {id: confirmed, name: Confirmed, description: Others say so., "
    "rule: borne-out}\n"
    "  - {id: reported, name: Reported, description: One side says so., rule: one-sided, "
    "one: was reported, many: were reported}\n",
    "actor-kinds": "  - {id: outlet, name: Outlet, description: A publisher.}\n",
    "article-kinds": "  - {id: news, name: News, description: A report.}\n",
    "place-kinds": "  - {id: city, name: City, description: A city.}\n",
    "claim-verbs": "  - {id: said, name: Said, description: Said so., stance: asserts}\n",
}
SETTINGS = (
    "title: Breach digest\nsubject: data breaches\nas_of: 2026-03-31\nplace_names: None.\n"
    "zone: Europe/Oslo\n"
)
COUNTED = (
    "counted: {id: breaches, one: breach, many: breaches, happened: made public in, "
    'means: "one intrusion, however long", columns: [site]}\n'
    "charts: [{id: breaches-by-year, kind: years}, {id: breaches-by-month, kind: months}]\n"
    "feeds: [breaches, articles]\ncalendar: counted\n"
)
CITED = "article: 2026-02-10-gazette\n"
RECORDS = {
    "actors/gazette.yml": "name: Gazette\nkind: outlet\n",
    "places/oslo.yml": f"name: Oslo\nkind: city\nlat: 59.91\nlon: 10.75\n{CITED}",
    "articles/2026/2026-02-10-gazette.yml": "title: Data were taken\nkind: news\n"
    "publisher: gazette\npublished: 2026-02-10\nlanguage: en\nurl: https://gazette.example.org/1\n"
    "summary: |\n  A report.\nevents: [2026-02-09-oslo, 2026-02-10-visit]\nclaims:\n"
    "  - {event: 2026-02-09-oslo, about: statement, value: It was bad, by: gazette, verb: said}\n",
    "events/2026/2026-02-09-oslo.yml": "title: Data of a bank in Oslo are taken\ntype: breach\n"
    f"date: 2026-02-09\nplace: oslo\nstatus: reported\n{CITED}",
    "events/2026/2026-02-10-visit.yml": "title: The minister comes to Oslo\ntype: visit\n"
    f"date: 2026-02-10\nplace: oslo\nstatus: confirmed\n{CITED}",
}
DIGESTS = {
    "nothing": "",
    "breaches": COUNTED,
    "breaches on maps": f"{COUNTED}map: {{centre: fitted}}\n",
}
OTHERS = re.compile(r"missile|launch|flight|rocket|apogee|korea|salvo|\bfired\b", re.IGNORECASE)


def checked_records(
    content: Path, declared: str, more: Mapping[str, str] = MappingProxyType({})
) -> Checked:
    """The records of a digest with this declaration, and what the check says of them."""
    flag = ", group: counted" if declared else ""
    files = {
        f"vocabulary/{key}.yml": f"name: {key}\nentries:\n{text.replace(' COUNTED', flag)}"
        for key, text in VOCABULARY.items()
    }
    for path, text in {**files, **RECORDS, "digest.yml": SETTINGS + declared, **more}.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
    return read(content, TODAY, "content")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Output]:
    """All that one of the digests makes, by its name."""

    @cache
    def making(name: str) -> Output:
        checked = checked_records(tmp_path_factory.mktemp("made") / "content", DIGESTS[name])
        assert checked.catalogue is not None and not checked.problems, checked.problems
        return render(checked.catalogue, (PROJECT / "templates",), site_url="https://x.example/")

    return making


def pages(made: Output) -> dict[str, str]:
    """The text of each page by its Markdown file, but for those about the program itself."""
    about = ("editors/problems.md", "data/index.md")
    return {page.path: page.text for page in made.pages if page.path not in about}


@pytest.mark.parametrize("name", DIGESTS)
def test_no_page_has_a_word_of_another_digest(output: Callable[[str], Output], name: str) -> None:
    found = {path: OTHERS.findall(text) for path, text in pages(output(name)).items()}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize("name", DIGESTS)
def test_nothing_is_empty(output: Callable[[str], Output], name: str) -> None:
    for path, text in pages(output(name)).items():
        assert not re.search(r"<(ul|ol|dl|tbody|select)[^>]*>\s*</\1>", text), path
        assert not re.search(r"\b0 (?!of)\w+es\b", text), path


def test_digest_that_counts_nothing_has_no_log_and_nothing_that_follows_from_one(
    output: Callable[[str], Output],
) -> None:
    made = output("nothing")
    gone = ("breaches", "charts", "systems", "facts", "glossary", "explainers", "data/crosswalk")
    found = {
        *pages(made),
        *(path for path in made.data if not path.startswith(("data/", "api/", "feeds/"))),
    }
    assert [path for path in found if any(part in path for part in gone)] == []
    home = pages(made)["index.md"]
    assert "Every event on record" in home and "<h3>Events</h3>" in home
    assert "Other events" not in home + pages(made)["digests/2026-02.md"]


def test_what_is_counted_has_a_log_a_feed_a_calendar_and_sentences_by_its_own_words(
    output: Callable[[str], Output],
) -> None:
    made = output("breaches")
    found = pages(made)
    assert {"breaches/index.md", "breaches/2026.md", "charts/index.md"} <= found.keys()
    assert "feeds/breaches.atom" in made.data and "feeds/breaches.json" in made.data
    log = found["breaches/index.md"]
    assert "# Breach log" in log and "1 breach on 1 day." in log
    assert "A breach is one intrusion, however long." in log
    assert re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', log)[:5] == [
        *("Date", "Time", "UTC", "Breach", "Place"),
    ]
    month = found["digests/2026-02.md"]
    assert "A data breach was reported made public in" in month
    assert "Breach digest: breaches" in str(made.data["feeds/breaches.atom"])


def test_map_is_drawn_where_one_is_declared(output: Callable[[str], Output]) -> None:
    assert 'id="map' not in pages(output("breaches"))["places/index.md"]
    mapped = pages(output("breaches on maps"))
    assert "Breach places, sized by their breaches on record" in mapped["places/index.md"]
    assert 'id="map"' in mapped["events/2026-02-09-oslo.md"]


@pytest.mark.parametrize("name", DIGESTS)
def test_downloads_warn_in_the_words_of_the_digest(
    output: Callable[[str], Output], name: str
) -> None:
    files = output(name).data
    said = json.loads(files["data/datapackage.json"])["caveats"]
    # No map of the digest has tracks, and a file of none would say nothing.
    assert "data/tracks.geojson" not in files
    assert not OTHERS.findall(" ".join(said)) and not re.search("Tracks|``", " ".join(said))
    assert ("The day of a breach is the day in Oslo" in " ".join(said)) == (name != "nothing")


@pytest.mark.parametrize("name", DIGESTS)
def test_tables_of_records_are_described_without_a_word_of_another_digest(
    output: Callable[[str], Output], name: str
) -> None:
    package = json.loads(output(name).data["data/datapackage.json"])
    found = {one["name"]: one["description"] for one in package["resources"]}
    assert {"events", "places"} <= found.keys()
    # Of things, data sheets and databases, which the digest has none of, there is no table.
    assert not {"systems", "sheets", "crosswalk", "differences", "explainers"} & found.keys()
    assert not OTHERS.findall(" ".join(found.values()))


@pytest.mark.parametrize("name", DIGESTS)
def test_rules_are_in_the_words_of_the_digest(output: Callable[[str], Output], name: str) -> None:
    found = json.loads(output(name).data["api/v1/words.json"])["rules"]
    assert (found["span"], found["sum"]) == ("span of the parts", "all parts")
    assert not OTHERS.findall(" ".join(found.values()))


def test_two_records_of_one_event_are_told_in_the_words_of_the_digest(tmp_path: Path) -> None:
    path = "events/2026/2026-02-09-oslo"
    second = RECORDS[f"{path}.yml"].replace("of a bank", "of a school")
    checked = checked_records(tmp_path / "content", COUNTED, {f"{path}-again.yml": second})
    found = [p for p in checked.problems if p.code == "R021"]
    assert len(found) == 2 and not any(OTHERS.search(f"{p.message}{p.fix}") for p in found)
    assert all("is a breach of 2026-02-09 in Oslo too" in p.message for p in found)


def test_status_without_a_rule_is_shown_by_its_name(read_with: Callable[..., Checked]) -> None:
    path = "vocabulary/event-statuses.yml"
    ruled = (PROJECT / "tests/content" / path).read_text("utf-8")
    checked = read_with({path: re.sub(r"(?m)^ +rule: .*\n", "", ruled)})
    assert checked.catalogue
    made = render(checked.catalogue, (PROJECT / "templates",))
    badge = '<span class="d-badge d-badge-other" data-mark>confirmed</span>'
    texts = {page.path: page.text for page in made.pages}
    assert badge in texts["events/2026-02-10-sandok.md"] and badge in texts["events/index.md"]
