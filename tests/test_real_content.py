"""The records themselves: no problems, every missile on the log, every known conflict in sight."""

import html
import json
import re
from datetime import date
from pathlib import Path

import pytest
from conftest import PROJECT

from generator.build import Checked, read, render
from generator.catalogue import Catalogue
from generator.model.records import Actor
from generator.model.times import parse_day
from generator.views import citations, claims, events, headlines, launches, maps, matrix, records

CONTENT = PROJECT / "content"
TEMPLATES = PROJECT / "templates"


def last_reviewed() -> date:
    """The last day on which an editor says to have read or counted something."""
    told = re.compile(r"^(?:as_of|reviewed): (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
    return max(
        parse_day(day).first for path in files() for day in told.findall(path.read_text("utf-8"))
    )


@pytest.fixture(scope="module")
def checked() -> Checked:
    """The real content, judged on the last day somebody worked on it: no clock is asked."""
    return read(CONTENT, last_reviewed(), "content")


@pytest.fixture(scope="module")
def catalogue(checked: Checked) -> Catalogue:
    """The catalogue of the real content."""
    assert checked.catalogue is not None
    return checked.catalogue


def test_records_have_no_errors_and_no_warnings(checked: Checked) -> None:
    assert checked.problems == ()


def test_every_missile_of_the_cns_database_is_a_flight(catalogue: Catalogue) -> None:
    flights = [
        flight
        for event in launches.launches(catalogue)
        for flight in event.flights
        if any(cited.startswith("cns-") for cited in citations.cited(event))
    ]
    assert len(flights) == 339


def test_every_launch_day_of_the_cns_database_has_its_article(catalogue: Catalogue) -> None:
    days = [key for key in catalogue.articles if re.fullmatch(r"cns-\d{4}(-\d{2}){0,2}", key)]
    assert len(days) == 165
    for key in days:
        article = catalogue.articles[key]
        assert article.kind == "database"
        assert article.events, key


def test_launches_are_at_least_two_hundred(catalogue: Catalogue) -> None:
    assert len(launches.launches(catalogue)) >= 200


def test_every_launch_cites_an_article_that_reports_it(catalogue: Catalogue) -> None:
    for event in launches.launches(catalogue):
        assert event.article in catalogue.articles
        for flight in event.flights:
            article = catalogue.articles[flight.article]
            assert event.id in article.events or not article.events, event.id


def test_what_nagix_alone_says_is_told_as_its_own(catalogue: Catalogue) -> None:
    """CNS had no text on the rows from January 2025 on: it passes none of them on."""
    told = [
        claims.statement(catalogue, article, claim)
        for article in catalogue.articles.values()
        for claim in article.claims
        if claim.by == "nagix"
    ]
    assert len(told) > 140
    assert {found.chain for found in told} == {()}
    recent = [a for key, a in catalogue.articles.items() if re.match(r"cns-202[56]-", key)]
    assert {article.publisher for article in recent} == {"nagix"}
    assert not [article.title for article in recent if "CNS" in article.title]


def test_map_says_whose_range_it_draws(catalogue: Catalogue) -> None:
    for key, teller in (("2025-11-07-taegwan", "nagix"), ("2026-08-20-pyongyang", "Joint Chiefs")):
        drawing = maps.event_map(catalogue, catalogue.events[key])
        assert drawing is not None
        assert str(drawing.table.rows[0][0].text).startswith(teller)


def test_added_site_rests_on_the_version_that_added_it(catalogue: Catalogue) -> None:
    (rest,) = heads(catalogue, "2022-06-05-kaechon")["site"].rests
    assert rest.statement and rest.statement.origin.id == "nagix"


# What the sources are known to disagree on. A row that no longer differs has lost a statement.
CONFLICTS = (
    ("2015-04-02-hodo", "site"),
    ("2020-03-21-sonchon", "site"),
    ("2021-03-25-sondok-ab", "range_km"),
    ("2022-01-05-mupyong-ni", "range_km"),
    ("2022-05-25-pyongyang", "range_km"),
    ("2022-10-04-mupyong-ni", "range_km"),
    ("2022-11-03-sunan", "range_km"),
    ("2022-12-18-sohae", "range_km"),
    ("2023-09-13-sunan", "time"),
    ("2024-04-02-samsok-test", "range_km"),
    ("2024-05-30-pyongyang", "count"),
    ("2024-11-05-sariwon", "count"),
    ("2025-01-06-east-pyongyang", "range_km"),
    ("2025-10-22-chunghwa", "landing"),
    ("2025-11-03-rockets", "count"),
    ("2025-11-07-taegwan", "range_km"),
    ("2026-01-27-pyongyang", "count"),
    ("2026-03-14-pyongyang", "count"),
)


@pytest.mark.parametrize(("event", "about"), CONFLICTS, ids=lambda value: value)
def test_known_conflict_is_in_sight(event: str, about: str, catalogue: Catalogue) -> None:
    groups = matrix.groups(catalogue, claims.about(catalogue, "events", event))
    verdicts = {group.entry.id: group.verdict for group in groups}
    assert verdicts.get(about) in ("differ", "dated"), verdicts


def test_number_of_the_troops_leads_to_its_source(catalogue: Catalogue) -> None:
    fact = catalogue.facts["us-troops-in-south-korea"]
    assert fact.value == "28500"
    assert catalogue.articles[fact.article].url
    assert claims.about(catalogue, "facts", fact.id)


def test_every_kind_of_record_is_there(catalogue: Catalogue) -> None:
    for kind in ("events", "articles", "actors", "systems", "places", "facts", "terms"):
        assert len(catalogue.of_kind(kind)) > 20, kind
    assert len(catalogue.explainers) >= 4


def files() -> list[Path]:
    """Every file of the content folder."""
    return sorted(path for path in CONTENT.rglob("*") if path.is_file())


def test_no_record_tells_of_the_machine_it_was_written_on() -> None:
    telling = re.compile(
        r"/(?:work|home|tmp|root|Users|mnt|var)/|[A-Z]:\\|file://|localhost|127\.0\.0\.1"
        r"|pypi\.|pythonhosted|npmjs|\.internal\b|\.\./|\.csv\b(?!.*https?://)",
    )
    for path in files():
        text = path.read_text("utf-8")
        assert not telling.search(text), f"{path}: {telling.search(text)}"


def test_unknown_values_are_left_out_and_not_said() -> None:
    empty = re.compile(r"^\s*(?:- )?[a-z_]+:\s*(?:unknown|n/a|none|null|~|tbd)\s*$", re.I | re.M)
    for path in files():
        assert not empty.search(path.read_text("utf-8")), path


def test_disputed_sea_bears_both_names_in_order(catalogue: Catalogue) -> None:
    for place in catalogue.places.values():
        if " / " in place.name:
            names = place.name.split(" / ")
            assert names == sorted(names)
    assert catalogue.places["east-sea-sea-of-japan"].name == "East Sea / Sea of Japan"


# --- three launches on which the sources differ, as their pages show them


def heads(catalogue: Catalogue, key: str) -> dict[str, events.Headline]:
    """The headline values of an event by property."""
    return {head.about: head for head in events.view(catalogue, catalogue.events[key]).headlines}


def others(head: events.Headline) -> dict[int | None, list[str]]:
    """What the page tells beside a value, by missile."""
    assert head.group is not None
    return {flight: [said.text for said in values] for flight, values in head.group.others}


def test_range_and_apogee_the_wrong_way_round_stand_beside_the_corrected(
    catalogue: Catalogue,
) -> None:
    found = heads(catalogue, "2022-05-25-pyongyang")
    assert found["range_km"].text == "360 to 760 km"
    assert found["range_km"].rules == ("span", "instead", "database")
    assert others(found["range_km"]) == {1: ["300 km", "540 km"], 3: ["750 km"]}
    assert others(found["apogee_km"]) == {1: ["550 km", "360 km"], 3: ["50 km"]}
    assert others(found["count"]) == {None: ["2"]}


def test_seven_at_least_stands_in_place_of_the_one_entry(catalogue: Catalogue) -> None:
    count = heads(catalogue, "2024-11-05-sariwon")["count"]
    assert (count.text, count.rules) == ("at least 7", ("instead",))
    assert others(count) == {None: ["1"]}
    (rest,) = count.rests
    assert rest.statement and rest.statement.article.id == "2024-11-05-anews-several-short-range"


def test_two_four_and_five_missiles_are_all_in_sight(catalogue: Catalogue) -> None:
    found = heads(catalogue, "2026-01-27-pyongyang")
    assert (found["count"].text, others(found["count"])) == ("2", {None: ["4", "5"]})
    assert others(found["range_km"]) == {None: ["358.5 km"]}
    group = found["count"].group
    assert group is not None
    fitting = [said.text for said in group.parts[0].values if said.mark == "fits"]
    assert sorted(fitting) == ["at least 1", "at least 2", "multiple", "several"]


def test_count_that_north_korea_claimed_came_a_day_later(catalogue: Catalogue) -> None:
    view = events.view(catalogue, catalogue.events["2026-01-27-pyongyang"])
    assert [(step.basis, str(step.day)) for step in view.steps] == [
        ("said", "2026-01-27"),
        ("said", "2026-01-28"),
        ("compiled", "2026-04-21"),
        ("compiled", "2026-08-22"),
    ]
    (kcna,) = [voice for voice in view.steps[1].voices if voice.origin.id == "kcna"]
    told = {(c.key, line.first.entry.id) for c in kcna.changes for line in c.lines}
    assert ("differs", "count") in told


def test_launch_without_a_report_of_its_day_tells_no_history(catalogue: Catalogue) -> None:
    assert events.view(catalogue, catalogue.events["2014-06-29-masikryong"]).steps == ()


def test_north_koreas_own_word_comes_before_that_of_a_table(catalogue: Catalogue) -> None:
    first, *later = events.view(catalogue, catalogue.events["2022-03-24-pyongyang"]).steps
    told = [(voice.origin.id, change.key) for voice in first.voices for change in voice.changes]
    assert (first.basis, told) == ("said", [("north-korea", "new")])
    keys = {c.key for step in later if step.basis != "said" for v in step.voices for c in v.changes}
    assert "new" not in keys


def test_day_that_only_databases_have_is_no_quarrel_of_sources(catalogue: Catalogue) -> None:
    view = events.view(catalogue, catalogue.events["2026-01-27-pyongyang"])
    assert "date" not in {group.entry.id for group in view.disagreements}
    assert {group.entry.id for group in view.groups if group.verdict == "dated"} == {"date"}
    assert "time" not in {group.entry.id for group in view.disagreements}


def test_count_says_where_a_launch_may_not_have_taken_place(catalogue: Catalogue) -> None:
    standings = launches.standings(catalogue)
    assert [key for key, one in standings.items() if one.in_doubt] == ["2022-11-02-ulsan-claim"]
    after = {key for key, one in standings.items() if one.including}
    assert all("2022-11-02" < key < "2023" for key in after)
    line = launches.summary_line(catalogue, [catalogue.events["2022-11-02-ulsan-claim"]])
    assert line.startswith("1 launch (one of which may not have taken place) on 1 day")


def test_claim_that_is_denied_is_no_agreement(catalogue: Catalogue) -> None:
    view = events.view(catalogue, catalogue.events["2022-11-02-ulsan-claim"])
    assert {group.entry.id for group in view.disagreements} == {"count", "landing_zone"}
    assert {found.origin.id for found in view.denials} == {"rok-jcs"}


def test_disputed_launches_have_somebody_who_denies(catalogue: Catalogue) -> None:
    for event in catalogue.events.values():
        if event.status == "disputed":
            assert events.view(catalogue, event).denials, event.id


# --- the written rules are kept

# What is denied where a party denies that a launch took place, or what it was.
NATURE = {"count", "system", "class", "description", "outcome"}


def of_the_launching_side(actor: Actor) -> bool:
    """Whether it is North Korea or a part of it."""
    return "north-korea" in (actor.id, actor.country)


def ruled(catalogue: Catalogue, key: str) -> str:
    """The status of a launch by the rule of the method page."""
    told = claims.about(catalogue, "events", key)
    if any(s.denied and s.entry.id in NATURE for s in told):
        return "disputed"
    governments = {
        s.origin.id
        for s in told
        if s.origin.kind in ("state", "government", "military")
        and not (s.denied or s.withdrawn or of_the_launching_side(s.origin))
    }
    doubted = any(s.unconfirmed for s in told)
    in_cns = "cns" in catalogue.events[key].same_as and not doubted
    return "confirmed" if governments or in_cns else "reported"


def test_status_of_every_launch_follows_the_written_rule(catalogue: Catalogue) -> None:
    found = {event.id: event.status for event in launches.launches(catalogue)}
    assert found == {key: ruled(catalogue, key) for key in found}


def test_airport_is_no_site_where_the_database_means_the_area(catalogue: Catalogue) -> None:
    """After 2023 the table uses the airport's entry for the area of Pyongyang."""
    there = [e.id for e in launches.launches(catalogue) if e.place == "pyongyang"]
    assert max(there) < "2024"
    (note,) = heads(catalogue, "2023-07-24-pyongyang")["site"].notes
    assert "where the exact spot near Pyongyang is not known" in note


def test_earliest_report_is_the_earliest(catalogue: Catalogue) -> None:
    for event in catalogue.events.values():
        told = claims.about(catalogue, "events", event.id)
        for (about, _), reading in headlines.readings(catalogue, event, told).items():
            if "earliest" not in reading.rules:
                continue
            days = [s.article.published or s.article.retrieved for s in told if s.entry.id == about]
            for rest in reading.rests:
                article = catalogue.articles[rest.article]
                own = article.published or article.retrieved
                earlier = [day for day in days if day and own and day.surely_before(own)]
                assert not earlier, f"{event.id}: {about} rests on {article.id}"


def test_records_of_the_subject_are_found(catalogue: Catalogue) -> None:
    """The highest flight is that of 31 October 2024, the farthest that over Japan in 2022."""
    standing = {
        (record.measure, key)
        for key, event in catalogue.events.items()
        for record in records.of(catalogue, event)
        if record.standing and record.scope == "of any ballistic missile launch on record"
    }
    assert standing == {
        ("apogee_km", "2024-10-31-samsok-test"),
        ("range_km", "2022-10-04-mupyong-ni"),
    }


# --- times


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> dict[str, str]:
    """Every page of the real site as a reader reads it: without tags and what is for programs."""
    return {page.path: read_out(page.text) for page in render(catalogue, TEMPLATES).pages}


def read_out(page: str) -> str:
    """A page's title, description and text."""
    front, body = page.removeprefix("---\n").split("\n---\n", 1)
    told = json.loads(front)
    words = f"{told['title']}\n{told['description']}\n{body}"
    return html.unescape(re.sub(r"<[^>]+>", " ", words))


# 1:50m is a scale of maps.
TIME = r"(?<![\d:])\d{1,2}:\d{2}(?!\d|:\d|m\b)"
ZONED = re.compile(rf"{TIME}(?:,?\s+(?:(?:to|and|or)\s+)?{TIME})*\s+(?:by )?(?:KST|UTC)\b")


def test_every_time_on_every_page_has_its_zone(pages: dict[str, str]) -> None:
    bare = {
        f"{path}: {text[max(0, found.start() - 40) : found.end() + 20]!r}"
        for path, text in pages.items()
        for found in re.finditer(TIME, ZONED.sub("", re.sub(r"\+8:30\b|https?:\S+", "", text)))
    }
    assert bare == set()


def test_title_that_most_readers_cannot_read_has_its_english(catalogue: Catalogue) -> None:
    foreign = [
        a
        for a in catalogue.articles.values()
        if not re.match(r"[\x00-\u04ff\u2000-\u20ff]*$", a.title)
    ]
    assert len(foreign) > 10
    assert [a.id for a in foreign if not a.title_in_english] == []
    assert [
        a.id for a in catalogue.articles.values() if a.title_in_english and a.language == "en"
    ] == []
