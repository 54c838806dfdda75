"""The downloads hold what the catalogue holds, in every form, and give it back as it was."""

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import weakref
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import MODELS

from generator.catalogue import Catalogue, counted_events
from generator.charts.maps.geodesy import Point, distance_km, parts
from generator.checks.values.topic import TAKEN
from generator.exports import licence, record_json
from generator.exports.tables import csv_files, downloads, geojson
from generator.exports.tables.columns import DAY_PATTERN, Column, Table, columns
from generator.exports.tables.database import database
from generator.exports.tables.record_tables import tables
from generator.exports.tables.workbook import workbook
from generator.pages.addresses import json_path
from generator.pages.table import TABLE, record_path
from generator.schema.clocks import with_clocks
from generator.schema.kinds import Claim
from generator.schema.registry import RECORDS
from generator.site.pipeline import Output
from generator.site.reading import Checked


@pytest.fixture(scope="module")
def files(small: Catalogue) -> dict[str, str | bytes]:
    """Every download of the small corpus by its name."""
    return {name.removeprefix("data/"): data for name, data in downloads.files(small)}


@pytest.fixture
def base(files: dict[str, str | bytes]) -> sqlite3.Connection:
    """The database, opened."""
    opened = sqlite3.connect(":memory:")
    database = files["digest.sqlite"]
    assert isinstance(database, bytes)
    opened.deserialize(database)
    return opened


def zipped(data: str | bytes) -> zipfile.ZipFile:
    """An archive, opened."""
    assert isinstance(data, bytes)
    return zipfile.ZipFile(io.BytesIO(data))


def rows(text: str | bytes) -> list[dict[str, str]]:
    """A CSV file as a program reads it, with the rule against formulas undone."""
    assert isinstance(text, str)
    found = csv.DictReader(io.StringIO(text), strict=True)
    return [{key: value.removeprefix("'") for key, value in row.items()} for row in found]


def written(value: Any) -> Any:
    """JSON values as a record writes them: every single value is text."""
    if isinstance(value, list):
        return [written(item) for item in value]
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    return str(value)


# --- the same number everywhere


def counts(small: Catalogue) -> dict[str, int]:
    """How many of everything the catalogue holds."""
    found = counted_events.every(small)
    return {
        **{kind: len(small.of_kind(kind)) for kind in RECORDS},
        "launches": len(found),
        "flights": sum(len(event.flights) for event in found),
        "claims": sum(len(article.claims) for article in small.articles.values()),
    }


def test_every_form_holds_as_many_as_the_catalogue(
    small: Catalogue, rendered: Output, files: dict[str, str | bytes], base: sqlite3.Connection
) -> None:
    pages = {page.path for page in rendered.pages}
    expected = counts(small)
    paged = {row.records for row in TABLE if row.records}
    for name, count in expected.items():
        assert count, f"the small corpus has no {name}"
        assert len(rows(files[f"{name}.csv"])) == count, name
        assert base.execute(f"SELECT count(*) FROM {name}").fetchone() == (count,), name
    for kind in RECORDS:
        keys = list(small.of_kind(kind))
        whole = json.loads(files[f"{kind}.json"])
        assert [record["id"] for record in whole["records"]] == keys
        assert list(whole["versions"]) == keys
        assert [row["id"] for row in rows(files[f"{kind}.csv"])] == keys
        answers = [f"api/v1/{kind}/{key}.json" for key in keys]
        assert all(json.loads(rendered.data[path])["id"] for path in answers)
        if kind in paged:
            paths = {record_path(kind, key) for key in keys}
            assert paths <= pages
            assert {json_path(path) for path in paths} == set(answers)
        else:
            text = {page.path: page.text for page in rendered.pages}
            places = [record_path(kind, key).partition("#") for key in keys]
            assert all(f'id="{anchor}"' in text[path] for path, _, anchor in places if anchor)
            assert {path for path, *_ in places} <= pages
    features = json.loads(files["places.geojson"])["features"]
    assert [feature["id"] for feature in features] == list(small.places)
    listed = json.loads(rendered.data["api/v1/launches/index.json"])["lists"][0]["items"]
    assert len(listed) == expected["launches"]


def test_page_of_data_tells_rows_and_sizes_as_they_are(
    small: Catalogue, rendered: Output, files: dict[str, str | bytes]
) -> None:
    page = next(page.text for page in rendered.pages if page.path == "data/index.md")
    told = re.findall(
        r'<a href="([^"]+)">\1</a></th>.*?num"[^>]*>(.*?)</td><td class="d-num"[^>]*>(.*?)<', page
    )
    assert {name for name, _, _ in told} == set(files)
    for name, count, size in told:
        data = files[name]
        length = len(data.encode("utf-8") if isinstance(data, str) else data)
        assert int(size.replace(",", "")) == -(-length // 1000)
        if name.endswith(".csv"):
            assert count == f"{len(rows(data)):,}"
    assert record_json.site_version(small) in page and licence.cite(small) in page


# --- there and back


@pytest.mark.parametrize("kind", RECORDS)
def test_records_come_back_from_json_without_loss(
    kind: str, files: dict[str, str | bytes], small: Catalogue
) -> None:
    for given in json.loads(files[f"{kind}.json"])["records"]:
        record = MODELS[kind].model_validate(written(given))
        placed = with_clocks(record, small.settings, small.places).record
        assert placed == small.of_kind(kind)[given["id"]]
        assert record_json.json_value(record) == given


def test_file_of_records_is_the_same_written_item_by_item() -> None:
    lists: dict[str, Any] = {
        "records": [
            {"id": "a", "text": "one\ntwo, 둘", "none": [], "deep": {"x": [1, 2]}},
            {},
            "b",
        ],
        "nothing": [],
    }
    others: dict[str, Any] = {"version": "1", "versions": {"a": "2", "b": None}, "empty": {}}
    whole = {"as_of": "2026", **lists, **others}
    by_item = {key: iter(value) if key in lists else value for key, value in whole.items()}
    assert record_json.written(by_item) == record_json.dumps(whole, indent=1).encode()


def test_values_of_records_are_not_all_held_while_they_are_written() -> None:
    class Row(dict[str, Any]):
        """A value whose end can be seen."""

    given: list[weakref.ref[Row]] = []
    most = 0

    def rows() -> Iterator[Row]:
        nonlocal most
        for number in range(50):
            row = Row(number=number)
            given.append(weakref.ref(row))
            most = max(most, sum(one() is not None for one in given))
            yield row

    record_json.written({"records": rows()})
    assert 0 < most <= 3


def test_claims_come_back_from_csv_without_loss(
    files: dict[str, str | bytes], small: Catalogue
) -> None:
    found: dict[str, list[Claim]] = {}
    for row in rows(files["claims.csv"]):
        own = {name: row[name] for name in MODELS.claim.model_fields if row.get(name)}
        several = {"via": row["via"].split(";")} if row["via"] else {}
        said = found.setdefault(row["article"], [])
        said.append(MODELS.claim.model_validate({**own, **several}))
        assert row["claim"] == str(len(said))
    for key, article in small.articles.items():
        back = article.model_copy(update={"claims": tuple(found.get(key, ()))})
        assert with_clocks(back, small.settings, small.places).record == article


@pytest.mark.parametrize("kind", ["actors", "events", "terms"])
def test_cells_with_parts_are_json(kind: str, files: dict[str, str | bytes]) -> None:
    whole = {record["id"]: record for record in json.loads(files[f"{kind}.json"])["records"]}
    parts = [c.name for c in tables_of(kind) if c.type in ("array", "object")]
    seen = 0
    for row in rows(files[f"{kind}.csv"]):
        for name in parts:
            if row.get(name):
                assert json.loads(row[name]) == whole[row["id"]][name]
                seen += 1
    assert seen


def tables_of(kind: str) -> Any:
    """The columns of a kind of record."""
    return columns(MODELS[kind])


def test_formula_in_any_kind_of_record_is_neutral_and_comes_back(
    read_with: Callable[..., Checked],
) -> None:
    text = 'name: "=cmd|x!A1"\nkind: outlet\nrole: "\'-1+1"\n'
    catalogue = read_with({"actors/formula.yml": text}).catalogue
    assert catalogue is not None
    table = csv_files.sheet(tables(catalogue)["actors"])
    raw = next(row for row in csv.DictReader(io.StringIO(table)) if row["id"] == "formula")
    assert (raw["name"], raw["role"]) == ("'=cmd|x!A1", "''-1+1")
    back = next(row for row in rows(table) if row["id"] == "formula")
    assert (back["name"], back["role"]) == ("=cmd|x!A1", "'-1+1")


# --- launches


def test_launch_has_both_clocks_and_the_source_of_each_value(
    files: dict[str, str | bytes], small: Catalogue
) -> None:
    launch = rows(files["launches.csv"])[1]
    assert (launch["time_kst"], launch["time_utc"]) == ("06:54", "21:54")
    assert (launch["date"], launch["date_utc"]) == ("2026-02-10", "2026-02-09")
    assert launch["range_km_rule"] == "span;database"
    assert launch["range_km_source"] == "test-register-2026-02-10"
    assert launch["landing_source"] == "2026-02-10-odd-weekly-two-flights"
    assert launch["record_version"] == record_json.version(small.events[launch["id"]])


# --- the database


def test_database_refuses_wrong_types_and_every_reference_leads_to_a_row(
    base: sqlite3.Connection,
) -> None:
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    made = [name for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    linked = {row[2] for name in made for row in base.execute(f"PRAGMA foreign_key_list({name})")}
    assert {"events", "articles", "actors", "systems", "places", "facts", "terms"} <= linked
    base.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        base.execute("UPDATE flights SET event = 'no-such-launch'")


@pytest.mark.parametrize(
    ("table", "column", "wrong"),
    [
        ("launches", "lat", "'north'"),
        ("launches", "lat", "x'00'"),
        ("launches", "flights_listed", "1.5"),
        ("flights", "range_km_min", "'about 350'"),
        ("claims", "value_max", "'1,350'"),
        ("event_actors", "position", "'first'"),
        ("places", "lon", "'127 E'"),
    ],
)
def test_database_keeps_its_numbers_numbers(
    base: sqlite3.Connection, table: str, column: str, wrong: str
) -> None:
    base.execute(f"UPDATE {table} SET {column} = {column}")
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        base.execute(f"UPDATE {table} SET {column} = {wrong}")


# All that a statement may be made of; every part of it is older than any version in use.
NAME = '"[a-z_]+"'
NAMES = f"{NAME}(, {NAME})*"
TYPE = rf"(TEXT|(INTEGER|REAL) CHECK \(typeof\({NAME}\) IN \('(integer|real)', 'null'\)\))"
LINE = (
    rf"({NAME} {TYPE}( NOT NULL)?( PRIMARY KEY)?|PRIMARY KEY \({NAMES}\)"
    rf"|FOREIGN KEY \({NAMES}\) REFERENCES {NAME} \({NAMES}\))"
)
OLD = re.compile(rf"CREATE TABLE {NAME} \(\s*{LINE}(,\s*{LINE})*\s*\)")


def test_database_holds_nothing_newer_than_the_version_it_names(
    base: sqlite3.Connection, files: dict[str, str | bytes]
) -> None:
    made = base.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    assert {kind for kind, _, _ in made} == {"table", "index"}
    for kind, name, sql in made:
        # An index is there for a key alone, and then has no words of its own.
        assert OLD.fullmatch(sql) if kind == "table" else sql is None, (name, sql)
    head = files["digest.sqlite"][:100]
    assert isinstance(head, bytes)
    # Read and written without the log of 3.7; the form of tables of 3.3; the version that is named.
    assert (head[18:20], head[44:48]) == (b"\1\1", b"\0\0\0\4")
    assert int.from_bytes(head[96:100], "big") == 3_034_000


@pytest.mark.parametrize(
    "newer",
    [
        'CREATE TABLE "a" (\n  "id" TEXT NOT NULL,\n  PRIMARY KEY ("id")\n) STRICT',
        'CREATE TABLE "a" (\n  "id" TEXT,\n  "b" TEXT AS (json("id")->0)\n)',
        'CREATE TABLE "a" (\n  "id" ANY\n)',
        'CREATE VIEW "a" AS SELECT "id" FROM "b" RIGHT JOIN "c"',
    ],
)
def test_statement_that_an_older_sqlite_would_not_know_is_seen(newer: str) -> None:
    assert not OLD.fullmatch(newer)


def test_version_of_sqlite_is_told_wherever_the_file_is_listed(
    small: Catalogue, rendered: Output, files: dict[str, str | bytes]
) -> None:
    told = "for SQLite 3.34 and newer"
    page = next(p for p in rendered.pages if p.path == "data/index.md")
    with zipped(files["digest-data.zip"]) as archive:
        assert told in page.text and told in archive.read("README.md").decode("utf-8")


def test_database_says_what_it_is_and_what_its_columns_mean(
    base: sqlite3.Connection, small: Catalogue
) -> None:
    meta = dict(base.execute("SELECT * FROM meta"))
    assert meta["version"] == record_json.site_version(small)
    assert (meta["as_of"], meta["licence"]) == ("2026-03-31", "CC-BY-4.0")
    meanings = dict(base.execute("SELECT * FROM column_meanings"))
    assert meanings["events.title"] == "What happened, in a headline without the date."
    assert all(meanings.values())


def test_database_says_what_the_tables_say(
    base: sqlite3.Connection, files: dict[str, str | bytes], small: Catalogue
) -> None:
    base.row_factory = sqlite3.Row
    for name in tables(small):
        given = rows(files[f"{name}.csv"])
        found = [dict(row) for row in base.execute(f"SELECT * FROM {name} ORDER BY rowid")]
        assert len(found[0]) > 5 if found else name == "differences"
        for one, other in zip(given, found, strict=True):
            for column, value in other.items():
                text = one[column]
                if isinstance(value, float):
                    assert float(text) == value, (name, column)
                elif column == "same_as" and value:
                    assert json.loads(text) == json.loads(value)
                else:
                    assert text == ("" if value is None else str(value)), (name, column)


def test_database_numbers_are_numbers_and_lists_are_tables(base: sqlite3.Connection) -> None:
    found = base.execute("SELECT max(range_km_max), typeof(range_km_max) FROM flights").fetchone()
    assert found == (1350.0, "real")
    assert ("2026-02-10-sandok", 1, "north-korea", "attended") in base.execute(
        "SELECT * FROM event_actors"
    ).fetchall()
    via = base.execute("SELECT actor FROM claim_via ORDER BY article, claim, position").fetchall()
    assert ("defence-ministry",) in via
    assert base.execute("SELECT article FROM launch_sources WHERE value = 'landing'").fetchall()


def test_words_of_the_digest_may_hold_what_sql_reads_as_its_own(small: Catalogue) -> None:
    counted = small.settings.counted
    assert counted
    word = 'so-called "raid" (of 2)'
    update = {"counted": counted.model_copy(update={"one": word})}
    told = replace(small, settings=small.settings.model_copy(update=update))
    opened = sqlite3.connect(":memory:")
    opened.deserialize(database(told, tables(told)))
    named = word.replace('"', '""')
    assert opened.execute(f'SELECT "{named}" FROM "{named}_sources"').fetchall()


@pytest.mark.parametrize("word", ["event", "flight", "missile"])
def test_what_is_counted_may_be_called_as_another_record(small: Catalogue, word: str) -> None:
    counted = small.settings.counted
    assert counted
    update = {"counted": counted.model_copy(update={"one": word})}
    told = replace(small, settings=small.settings.model_copy(update=update))
    opened = sqlite3.connect(":memory:")
    opened.deserialize(database(told, tables(told)))
    ours = opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    assert len(ours) == len({name for (name,) in ours})
    assert ("events",) in ours and ("launches",) in ours and ("event_systems",) in ours
    refers = [opened.execute(f'PRAGMA foreign_key_list("{name}")').fetchall() for (name,) in ours]
    assert {row[2] for rows in refers for row in rows} <= {name for (name,) in ours}


def test_no_table_has_the_name_of_another(files: dict[str, str | bytes]) -> None:
    data = {name.partition(".")[0] for name in files if "/" not in name}
    kinds = {*RECORDS, "digest", "records", "datapackage", "digest-data", "csv-for-excel", "tracks"}
    assert data - kinds - TAKEN == {"launches", "flights"}


def test_equal_records_make_equal_files(small: Catalogue, files: dict[str, str | bytes]) -> None:
    assert database(small, tables(small)) == files["digest.sqlite"]
    files_again = downloads.files(replace(small))  # a catalogue of which nothing is computed yet
    again = {name.removeprefix("data/"): data for name, data in files_again}
    assert again == files


# --- the workbook


def opened(data: str | bytes) -> Any:
    """A workbook as another library reads it."""
    assert isinstance(data, bytes)
    return openpyxl.load_workbook(io.BytesIO(data))


def cells_of(book: Any, table: str) -> list[dict[str, Any]]:
    """The rows of a sheet, each with its cells by the head of their column."""
    heads, *found = book[table].iter_rows()
    return [dict(zip([head.value for head in heads], row, strict=True)) for row in found]


def test_workbook_says_what_the_tables_say(files: dict[str, str | bytes], small: Catalogue) -> None:
    book = opened(files["digest.xlsx"])
    every = tables(small)
    assert book.sheetnames == ["about", *every, "columns"]
    for name, table in every.items():
        given, found = rows(files[f"{name}.csv"]), cells_of(book, name)
        types = {column.name: column.type for column in table.columns}
        assert [cell.value for cell in next(book[name].iter_rows())] == list(types)
        for one, other in zip(given, found, strict=True):
            for column, cell in other.items():
                text, value = one[column], cell.value
                if value is None:
                    assert text == ""
                elif types[column] in ("integer", "number"):
                    assert (cell.data_type, float(text)) == ("n", float(value)), (name, column)
                elif cell.data_type == "d":
                    form = "%Y-%m-%dT%H:%MZ" if types[column] == "datetime" else "%Y-%m-%d"
                    assert value.strftime(form) == text, (name, column)
                else:
                    assert (cell.data_type, value) == ("s", text), (name, column)


def test_whole_days_and_times_are_typed_and_partial_days_are_text(
    files: dict[str, str | bytes],
) -> None:
    rocket, launch = cells_of(opened(files["digest.xlsx"]), "launches")
    assert (rocket["date"].value, rocket["date"].data_type) == ("1994-05", "s")
    assert launch["date"].value == datetime(2026, 2, 10)
    assert launch["first_launch_utc"].value == datetime(2026, 2, 9, 21, 54)
    assert launch["date_utc"].value == datetime(2026, 2, 9)
    assert (launch["lat"].value, launch["lat"].data_type) == (39.15, "n")
    # The version is a hash, which may look like a number such as 1e5.
    assert launch["record_version"].data_type == "s"


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(\"https://example.org\",1)", "+1+1", "-2 missiles", "@SUM(A1)", "{=1+1}",
        "https://example.org/", "007", "1e5", "2026-02", "TRUE", "'quoted", "#N/A",
        "Türkiye 북한 كوريا 朝鮮", "a\nb",
    ],
)  # fmt: skip
@pytest.mark.parametrize("type_", ["string", "array"])
def test_text_of_the_workbook_is_itself_and_never_a_formula(
    small: Catalogue, text: str, type_: str
) -> None:
    column = Column("name", type_, "A name.", many=type_ == "array")
    value = (text,) if column.many else text
    table = Table("names", "name", "Names.", ("name",), (column,), ({"name": value},))
    data = workbook(small, {"names": table})
    (row,) = cells_of(opened(data), "names")
    assert (row["name"].value, row["name"].data_type) == (text, "s")
    # It stays text even when somebody edits the cell.
    assert row["name"].quotePrefix
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(n).decode() for n in parts.namelist() if "/worksheets/" in n]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


@pytest.mark.parametrize("day", ["1899-12-31", "1900-02-28", "1984", "1984-09"])
def test_day_that_the_calendar_of_spreadsheets_has_not_is_text(small: Catalogue, day: str) -> None:
    column = Column("on", "string", "A day.", pattern=DAY_PATTERN)
    table = Table("days", "day", "Days.", ("on",), (column,), ({"on": day},))
    (row,) = cells_of(opened(workbook(small, {"days": table})), "days")
    assert (row["on"].value, row["on"].data_type) == (day, "s")


@pytest.mark.parametrize("length", [32_767, 32_768, 100_000])
def test_text_that_no_cell_can_hold_is_cut_and_says_so(small: Catalogue, length: int) -> None:
    column = Column("body", "string", "A text.")
    table = Table("texts", "text", "Texts.", ("body",), (column,), ({"body": "가" * length},))
    (row,) = cells_of(opened(workbook(small, {"texts": table})), "texts")
    assert len(row["body"].value) == 32_767
    assert row["body"].value.endswith("the CSV file has all of it)") == (length > 32_767)


def test_workbook_has_no_day_but_that_of_the_records(
    files: dict[str, str | bytes], small: Catalogue
) -> None:
    book = opened(files["digest.xlsx"])
    as_of = datetime.combine(small.settings.as_of.last, datetime.min.time())
    assert (book.properties.created, book.properties.modified) == (as_of, as_of)
    with zipped(files["digest.xlsx"]) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_workbook_says_what_it_is_and_what_its_columns_mean(
    files: dict[str, str | bytes], small: Catalogue
) -> None:
    book = opened(files["digest.xlsx"])
    about = {row[0].value: row[1].value for row in book["about"].iter_rows(min_row=2)}
    assert about["version"] == record_json.site_version(small)
    assert about["cite"] == licence.cite(small) and about["caveat"] in licence.caveats(small)
    meanings = {(r[0].value, r[1].value): r[3].value for r in book["columns"].iter_rows(min_row=2)}
    told = "What happened, in a headline without the date."
    assert meanings["events", "title"] == told
    assert len(meanings) == sum(len(table.columns) for table in tables(small).values())


def test_workbook_is_listed_where_the_other_downloads_are(
    small: Catalogue, rendered: Output, files: dict[str, str | bytes]
) -> None:
    page = next(page.text for page in rendered.pages if page.path == "data/index.md")
    assert '<a href="digest.xlsx">' in page and "spreadsheetml.sheet" in page
    index = json.loads(rendered.data["api/v1/index.json"])
    assert "data/digest.xlsx" in {one["path"] for one in index["downloads"]}
    with zipped(files["digest-data.zip"]) as archive:
        assert "`digest.xlsx`" in archive.read("README.md").decode("utf-8")


# --- archives and the package


def test_archive_holds_every_other_file_and_says_how_to_cite(
    files: dict[str, str | bytes], small: Catalogue
) -> None:
    with zipped(files["digest-data.zip"]) as archive:
        inside = {info.filename: archive.read(info) for info in archive.infolist()}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    readme = inside.pop("README.md").decode("utf-8")
    others = {name: data for name, data in files.items() if not name.endswith(".zip")}
    assert list(inside) == sorted(others)
    for name, data in others.items():
        assert inside[name] == (data.encode("utf-8") if isinstance(data, str) else data)
        assert f"`{name}`" in readme
    assert licence.cite(small) in readme


def test_files_for_excel_begin_with_the_mark_and_are_the_same(
    files: dict[str, str | bytes],
) -> None:
    with zipped(files["csv-for-excel.zip"]) as archive:
        assert set(archive.namelist()) == {name for name in files if name.endswith(".csv")}
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8")
            assert text[0] == "\ufeff" and text[1:] == files[name]
            assert not str(files[name]).startswith("\ufeff")


def unpacked(files: dict[str, str | bytes], folder: Path) -> None:
    """The whole archive in a folder."""
    with zipped(files["digest-data.zip"]) as archive:
        archive.extractall(folder)


def frictionless(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the library of the Data Package says of a folder."""
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.build
def test_data_package_is_valid_and_a_fault_in_it_is_told(
    files: dict[str, str | bytes], tmp_path: Path
) -> None:
    unpacked(files, tmp_path)
    told = frictionless(tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr
    assert len(json.loads(told.stdout)["tasks"]) == len(list(tmp_path.glob("*.csv")))
    flights = tmp_path / "flights.csv"
    flights.write_text(flights.read_text("utf-8").replace("1350", "far"), "utf-8")
    told = frictionless(tmp_path)
    assert told.returncode != 0 and "type-error" in told.stdout


def test_data_package_has_licence_credits_caveats_and_the_words_of_the_model(
    files: dict[str, str | bytes],
) -> None:
    package = json.loads(files["datapackage.json"])
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["caveats"] and package["sources"][0]["terms"]
    fields = {
        field["name"]: field
        for resource in package["resources"]
        if resource["name"] == "flights"
        for field in resource["schema"]["fields"]
    }
    told = "Direction of flight at launch, in whole degrees clockwise from true north."
    assert fields["bearing_deg"]["description"] == told
    assert fields["bearing_deg"]["type"] == "integer"
    assert fields["launched_utc"]["type"] == "datetime"
    every = [f for r in package["resources"] for f in r["schema"]["fields"]]
    assert all(field["description"] for field in every), [
        f["name"] for f in every if not f["description"]
    ]


# --- maps


def test_position_is_longitude_first_and_unknown_is_null(files: dict[str, str | bytes]) -> None:
    places = {f["id"]: f for f in json.loads(files["places.geojson"])["features"]}
    assert places["sandok"]["geometry"]["coordinates"] == [127.44, 39.15]
    assert places["peninsula"]["geometry"] is None


def test_track_is_computed_and_ends_at_its_range(files: dict[str, str | bytes]) -> None:
    whole = json.loads(files["tracks.geojson"])
    (track,) = whole["features"]
    told = track["properties"]
    assert told["computed"] is True and "geodesic" in told["method"]
    assert (told["event"], told["flights"], told["bearing_deg"]) == ("2026-02-10-sandok", [1], 67)
    (lon, lat), (end_lon, end_lat) = (track["geometry"]["coordinates"][i] for i in (0, -1))
    assert distance_km(Point(lat, lon), Point(end_lat, end_lon)) == pytest.approx(350, abs=0.05)
    assert end_lon > lon > 100 > lat


@pytest.mark.parametrize(("start", "bearing"), [(Point(40, 170), 90), (Point(40, -170), 270)])
def test_track_is_cut_where_it_crosses_the_antimeridian(start: Point, bearing: float) -> None:
    found = parts(start, bearing, 3000)
    line: dict[str, Any] = geojson.line(found)
    assert line["type"] == "MultiLineString"
    first, second = line["coordinates"]
    side = 180.0 if bearing == 90 else -180.0
    assert first[-1][0] == side and second[0][0] == -side
    assert first[-1][1] == second[0][1]
    for part in (first, second):
        lons = [lon for lon, _ in part]
        assert all(-180 <= lon <= 180 for lon in lons) and max(lons) - min(lons) < 90
    walked = sum(distance_km(a, b) for part in found for a, b in pairwise(part))
    assert walked == pytest.approx(3000, abs=0.1)
    assert geojson.line(parts(start, (bearing + 180) % 360, 500))["type"] == "LineString"
