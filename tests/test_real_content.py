"""The records themselves: no problems, every missile on the log, every known conflict in sight."""

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import PROJECT

from generator.build import Checked, read
from generator.catalogue import Catalogue
from generator.model.times import parse_day
from generator.views import citations, claims, launches

CONTENT = PROJECT / "content"


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
    groups = claims.groups(catalogue, claims.about(catalogue, "events", event))
    verdicts = {group.entry.id: group.verdict for group in groups}
    assert verdicts.get(about) == "differ", verdicts


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
