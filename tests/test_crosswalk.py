"""Which rows of which database are which event, and what the databases say otherwise."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TODAY

from generator.catalogue import Catalogue
from generator.evidence import claims, resolved
from generator.evidence.crosswalk import Crosswalk, crosswalk
from generator.exports.tables.csv_files import sheet
from generator.exports.tables.record_tables import tables
from generator.site.reading import Checked

APART = ("minor", "differs", "denies")
REGISTER = "articles/2026/test-register-2026-02-10.yml"
ReadWith = Callable[..., Checked]


@pytest.fixture(scope="module")
def walked(real: Catalogue) -> Crosswalk:
    """The crosswalk of the digest itself."""
    return crosswalk(real)


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(text)))


def test_every_row_of_every_database_is_there_once(real: Catalogue, walked: Crosswalk) -> None:
    given = sorted(
        (event.id, key, row)
        for event in real.events.values()
        for key, ids in event.same_as.items()
        for row in ids
    )
    assert (
        sorted((one.event.id, one.key, row) for one in walked.listings for row in one.rows) == given
    )
    assert sum(total.rows for total in walked.totals) == len(given) > 300
    table = rows(sheet(tables(real)["crosswalk"]))
    assert sorted((r["event"], r["database"], r["row"]) for r in table if r["row"]) == given


def test_every_entry_of_a_database_is_there(real: Catalogue, walked: Crosswalk) -> None:
    given = {
        (event, article.id)
        for article in real.articles.values()
        if article.kind == "database"
        for event in (*article.events, *(c.event for c in article.claims if c.event))
    }
    found = [(one.event.id, article.id) for one in walked.listings for article in one.articles]
    assert len(found) == len(set(found)) and set(found) == given


def test_every_value_that_differs_is_there(real: Catalogue, walked: Crosswalk) -> None:
    expected = set()
    for event in real.events.values():
        statements = claims.about(real, "events", event.id)
        resolved_values = resolved.resolved_values(real, event, statements)
        for one in statements:
            resolved_value = resolved.value_for(resolved_values, one)
            mark = resolved.mark(real, resolved_value, one)
            if one.article.kind == "database" and resolved_value and mark in APART:
                expected.add((one.article.id, one.number))
    told = [(d.article.id, s.number) for d in walked.differences for s in d.statements]
    assert len(told) == len(set(told)) and set(told) == expected
    assert len(expected) > 100
    table = rows(sheet(tables(real)["differences"]))
    counted = walked.differing + walked.minor + walked.quoted
    assert len(table) == len(walked.differences) == counted
    assert all(row["digest_says"] and row["rules"] for row in table)


def test_each_value_of_a_database_s_own_is_in_one_cell(walked: Crosswalk) -> None:
    shown = [
        (column.key, one)
        for _, rows in walked.by_year
        for row in rows
        for column, cell in zip(walked.columns, row.cells, strict=True)
        for one in cell
    ]
    assert [one for _, one in shown if one.quoted] == []
    assert {id(one) for _, one in shown} == {id(d) for d in walked.differences if not d.quoted}
    assert all(one.listing == key for key, one in shown)
    assert [column.key for column in walked.columns][:2] == ["cns", "csis"]
    years = [year for year, _ in walked.by_year]
    assert years == sorted(set(years), reverse=True)


def test_database_of_a_project_stands_under_the_name_of_its_body(walked: Crosswalk) -> None:
    one = next(one for one in walked.listings if one.event.same_as.get("csis"))
    assert (one.key, one.name) == ("csis", "CSIS Beyond Parallel")


def test_small_corpus_has_a_database_without_a_record(small: Catalogue) -> None:
    found = [(one.name, one.rows, len(one.articles)) for one in crosswalk(small).listings]
    assert found == [
        ("OTHER LIST", ("117", "118"), 0),
        ("Register of Tests", ("31", "32"), 1),
    ]


def test_quoted_value_is_told_from_the_figure_of_the_entry(
    content: Path, read_with: ReadWith
) -> None:
    text = (content / REGISTER).read_text("utf-8")
    claim = "event: 2026-02-10-sandok, flight: 1, about: range_km, value: 600"
    text += f"  - {{{claim}, by: joint-staff, verb: recorded}}\n"
    found = read_with({REGISTER: text}, TODAY).catalogue
    assert found
    (told,) = crosswalk(found).differences
    assert (told.said, told.ours, told.part, told.own) == ("600 km", "350 km", 1, True)
    assert [origin.id for origin in told.origins] == ["joint-staff"]
    assert told.resolved_value.rules == ("database",)
    (row,) = rows(sheet(tables(found)["differences"]))
    assert (row["size"], row["quoted"]) == ("material", "yes")
    (total,) = [total for total in crosswalk(found).totals if total.quoted]
    assert (total.differing, total.minor, total.quoted) == (0, 0, 1)
    assert (row["database"], row["property"], row["database_says"]) == (
        *("test-register", "range_km"),
        "600",
    )


@pytest.mark.parametrize(
    ("corrected", "replaced"),
    [
        ("flight: 1, about: range_km, value: 350, by: test-register", "yes"),
        ("about: range_km, value: 350, by: test-register", "yes"),
        ("flight: 2, about: range_km, value: 350, by: test-register", ""),
        ("flight: 1, about: apogee_km, value: 350, by: test-register", ""),
        ("flight: 1, about: range_km, value: 350, by: joint-staff", ""),
    ],
)
def test_value_that_a_database_has_corrected_is_called_so(
    corrected: str, replaced: str, content: Path, read_with: ReadWith
) -> None:
    text = (content / REGISTER).read_text("utf-8")
    for claim, verb in (
        ("flight: 1, about: range_km, value: 600, by: test-register, said: 2026-02", "recorded"),
        (corrected, "corrected"),
    ):
        text += f"  - {{event: 2026-02-10-sandok, {claim}, verb: {verb}}}\n"
    checked = read_with({REGISTER: text}, TODAY)
    found = checked.catalogue
    assert found, checked.problems
    (row,) = (r for r in rows(sheet(tables(found)["differences"])) if r["database_says"] == "600")
    assert row["corrected"] == replaced
    assert crosswalk(found).replaced == bool(replaced)


def test_database_without_an_event_is_not_said_to_agree(walked: Crosswalk) -> None:
    """A row of the newest events had *no difference* for one whose table ends before them."""
    for _, of in walked.by_year:
        for row in of:
            keys = {one.key for one in walked.listings if one.event.id == row.event.id}
            assert row.listed == tuple(column.key in keys for column in walked.columns)
    assert any(not all(row.listed) for _, of in walked.by_year for row in of)
