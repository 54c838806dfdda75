"""The launch log as a view: what a reader may choose by, and where a table is cut short."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import PROJECT

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.filters import filters, possible_filters
from generator.exports.scripts import log_rows as data
from generator.exports.scripts import search_names
from generator.exports.tables import downloads
from generator.pages import events, long_lists
from generator.pages.counted import counted_rows, overviews
from generator.pages.counted.log import SHORT, log, part_log, questions
from generator.pages.shared.romanised import romanised
from generator.pages.shared.search_metadata import facet_labels
from generator.pages.subjects import places
from generator.site.reading import Checked, read
from generator.values.clocks.local_time import Clocks
from generator.values.numbers import parse_quantity
from generator.values.times import DayValue

Reading = Callable[..., Checked]
FLIGHT = "flights:\n  - {}\n    article: test-register\n"


def launch(day: str, more: str = "", status: str = "confirmed") -> str:
    """A launch record."""
    return (
        f"title: A launch\ntype: missile-launch\ndate: {day}\nstatus: {status}\n"
        f"article: test-register\n{more}"
    )


@pytest.fixture
def crowd(read_with: Reading) -> Callable[..., Catalogue]:
    """The small corpus (one launch of 1994, one of 2026) with more launches, by id."""

    def make(**records: str) -> Catalogue:
        days = {key: text.partition("date: ")[2][:10] for key, text in records.items()}
        checked = read_with({f"events/more/{days[key]}-{key}.yml": records[key] for key in days})
        assert checked.catalogue, checked.problems
        return checked.catalogue

    return make


def all_rows(catalogue: Catalogue) -> tuple[counted_rows.CountedRow, ...]:
    return counted_rows.compared_rows(catalogue, counted_events.every(catalogue))


def test_row_is_found_by_ids_and_sorted_by_its_largest_numbers(small: Catalogue) -> None:
    row = counted_rows.row(small, small.events["2026-02-10-sandok"])
    assert row.keys == {
        "id": "2026-02-10-sandok",
        "year": "2026",
        "type": "missile-launch",
        "class": "srbm",
        "system": "bada-3",
        "place": "sandok",
        "outcome": "success",
        "status": "confirmed",
        "flights": "2",
        "missiles": "2",
        "range": "1350",
        "apogee": "80",
    }


def test_what_is_not_known_is_no_key(small: Catalogue) -> None:
    keys = counted_rows.row(small, small.events["1994-05-unknown-site"]).keys
    assert set(keys) == {"id", "year", "type", "class", "outcome", "status", "flights"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("350", "350"), ("about 80", "80"), ("340 to 1350", "1350"), ("up to 400", "400")),
        *(("at least 2", "2"), ("several", "2"), ("0.5", "0.5"), ("100", "100")),
    ],
)
def test_quantity_sorts_by_the_largest_number_it_names(
    text: str, number: str, small: Catalogue
) -> None:
    row = counted_rows.row(small, small.events["2026-02-10-sandok"])
    changed = row._replace(numbers={"range_km": parse_quantity(text)})
    assert changed.keys["range"] == number


def test_facet_counts_rows_and_has_a_place_for_what_is_not_known(
    crowd: Callable[..., Catalogue],
) -> None:
    catalogue = crowd(
        a=launch("2001-01-01", "place: sandok\n", "disputed"),
        b=launch("2026-01-01", "place: sandok\n", "reported"),
    )
    facets = {facet.name: facet.options for facet in log(catalogue, all_rows(catalogue)).facets}
    assert [(o.id, o.rows) for o in facets["year"]] == [("2026", 2), ("2001", 1), ("1994", 1)]
    assert [tuple(o) for o in facets["status"]] == [
        *(("confirmed", "Confirmed", 1), ("reported", "Reported", 1), ("disputed", "Disputed", 2)),
    ]
    assert [tuple(o) for o in facets["place"]] == [
        ("sandok", "Sandok Test Stand", 3),
        ("-", "Not known", 1),
    ]


def test_row_of_two_systems_counts_for_each(crowd: Callable[..., Catalogue]) -> None:
    more = "systems:\n  - bada-3\nflights:\n  - outcome: failure\n    article: test-register\n"
    more += "  - outcome: success\n    article: test-register\n"
    catalogue = crowd(a=launch("2001-01-01", more))
    facets = {facet.name: facet.options for facet in log(catalogue, all_rows(catalogue)).facets}
    assert {o.id: o.rows for o in facets["outcome"]} == {"success": 2, "failure": 2}


def test_facet_without_a_choice_is_left_out(small: Catalogue) -> None:
    facets = log(small, all_rows(small)[:1]).facets
    assert facets == ()


@pytest.mark.parametrize(("rows", "short"), [(SHORT - 1, True), (SHORT, False)])
def test_short_table_is_read_as_it_stands(rows: int, short: bool, small: Catalogue) -> None:
    assert log(small, all_rows(small)[:1] * rows).short is short


def test_page_leaves_out_the_facet_that_all_its_rows_share(small: Catalogue) -> None:
    rows = all_rows(small)
    assert "year" in {facet.name for facet in log(small, rows).facets}
    assert "year" not in {facet.name for facet in log(small, rows, ("year", "2026")).facets}
    assert places.place(small, small.places["sandok"]).log.fixed == ("place", "sandok")


def test_other_names_stand_beside_their_ids(small: Catalogue) -> None:
    names = json.loads(log(small, all_rows(small)).names)
    aliases = [alias.name for alias in small.systems["bada-3"].aliases]
    assert aliases and names["system"]["bada-3"].startswith(" ".join(aliases))


@pytest.mark.parametrize(
    ("rows", "shown"),
    [(long_lists.WHOLE, long_lists.WHOLE), (long_lists.WHOLE + 1, long_lists.FIRST)],
)
def test_table_of_very_many_begins_with_the_first(rows: int, shown: int, small: Catalogue) -> None:
    many = all_rows(small)[:1] * rows
    assert len(log(small, many).rows) == shown
    assert log(small, many).total == rows
    assert log(small, many).parts == 2 * rows
    assert log(small, many).whole is (shown == rows)
    assert len(log(small, many, ("year", "2026")).rows) == rows, "a year is always whole"


def test_small_log_needs_no_data_beside_it(small: Catalogue) -> None:
    assert data.files(small) == {}


def test_data_of_the_log_has_every_row_in_its_order(
    small: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "WHOLE", 1)
    whole = json.loads(data.files(small)["launches/log.json"])
    first, second = whole["rows"]
    assert [first["keys"]["id"], second["keys"]["id"]] == [
        "2026-02-10-sandok",
        "1994-05-unknown-site",
    ]
    assert first["keys"] == all_rows(small)[0].keys
    assert (first["clocks"], first["utc"]) == (["06:54\u00a0KST", "21:54\u00a0UTC"], "9 February")
    assert (first["cells"][2], first["ended"]) == (
        "340 to 1,350",
        "east-sea-sea-of-japan yonghung-bay",
    )
    assert set(second) == {"keys", "date", "day", "title", "called", "type", "mark", "cells"}
    assert (second["called"], second["title"]) == (
        small.words["missile-classes"]["slv"].name,
        small.events["1994-05-unknown-site"].title,
    )
    parts = json.loads(data.files(small)["launches/flights/log.json"])
    lines = parts["rows"]
    assert [line["keys"]["number"] for line in lines] == ["1", "2", "1"]
    assert len(parts["columns"]) == len(lines[0]["cells"])
    assert parts["names"] == whole["names"]
    assert whole["names"]["system"]["bada-3"] == "Bada-3"


def test_rows_of_the_log_are_the_lines_of_the_file(small: Catalogue) -> None:
    lines = csv.DictReader(io.StringIO(str(dict(downloads.files(small))["data/launches.csv"])))
    assert [line["id"] for line in lines] == [row.keys["id"] for row in all_rows(small)][::-1]


def test_list_of_flights_is_whole_while_it_is_short(small: Catalogue) -> None:
    found: dict[str, Any] = overviews.all_parts(small, None)
    assert (len(found["log"].rows), found["log"].total) == (3, 3)


def test_row_of_a_part_has_its_own_values_and_the_place_of_its_event(small: Catalogue) -> None:
    first, second, _ = part_log(small, all_rows(small)).rows
    shown = {column.key: first.text(column) for column in first.columns if column.field != "place"}
    assert shown == {
        **{"number": "1 of 2", "range": "350", "apogee": "about 80", "bearing_deg": "67°"},
        **{"outcome": "success", "landing": "Yonghung Bay"},
    }
    assert (first.called, first.place) == ("Bada-3", small.places["sandok"])
    assert (first.keys["class"], first.keys["number"]) == ("srbm", "1")
    assert "apogee" not in second.keys and "outcome" not in second.keys


def test_row_is_called_by_what_flew_or_else_by_its_title(crowd: Callable[..., Catalogue]) -> None:
    catalogue = crowd(
        a=launch("2001-01-01", "systems: [bada-3, byeol-1]\n"),
        b=launch("2001-01-02", "missile_class: srbm\n"),
        c=launch("2001-01-03"),
    )
    called = [row.called for row in all_rows(catalogue) if row.event.date.year == 2001]
    name = catalogue.words["missile-classes"]["srbm"].name
    assert called == ["Ballistic missile launch", name, "Bada-3 and Byeol-1"]


def test_row_is_called_by_its_title_where_all_are_of_one_type(small: Catalogue) -> None:
    row = counted_rows.row(small, small.events["2026-02-10-sandok"])
    bare = row._replace(systems=(), classes=(), kind="")
    assert bare.called == row.event.title


def test_ready_question_is_the_address_of_its_answer(small: Catalogue) -> None:
    assert [one[:3] for one in questions(small)] == [
        ("Short-range flights", True, "class=srbm"),
        ("This year against last", False, "from=2025&to=2026"),
        ("The highest", False, "sort=apogee-desc"),
    ]


def test_question_needs_a_table_that_can_be_narrowed_down(
    small: Catalogue, crowd: Callable[..., Catalogue]
) -> None:
    assert overviews.whole_log(small, None)["questions"] == []
    days = {f"d{n}": launch(f"2001-02-{n:02}") for n in range(1, SHORT + 1)}
    found: Any = overviews.whole_log(crowd(**days), None)["questions"]
    assert [one.ask for one in found] == ["This year against last", "The highest"]


def test_search_leads_to_ready_questions_and_to_the_log_of_a_class(
    small: Catalogue, crowd: Callable[..., Catalogue]
) -> None:
    def tables(catalogue: Catalogue) -> dict[str, Any]:
        rows = json.loads(search_names.files(catalogue)["search/names.json"])
        return {row["path"]: row for row in rows if "?" in row.get("path", "")}

    assert tables(small) == {}
    found = tables(crowd(**{f"d{n}": launch(f"2001-02-{n:02}") for n in range(1, SHORT + 1)}))
    assert found["launches/?sort=apogee-desc"]["spelt"] == ["highest apogee"]
    of_class = found["launches/?class=srbm"]
    assert of_class["called"] == ["Launches by class: short-range ballistic missile"]
    assert "SRBM" in of_class["spelt"]


def test_filters_and_facets_are_those_declared_in_their_order(small: Catalogue) -> None:
    def changed(**declared: tuple[str, ...]) -> Catalogue:
        counted = small.counted.model_copy(update={"filters": declared.get("filters", ())})
        update = {"counted": counted, "facets": declared.get("facets", ())}
        return replace(small, settings=small.settings.model_copy(update=update))

    fewer = changed(filters=("sources", "site", "year"), facets=("year", "system"))
    facets = [facet.name for facet in log(fewer, all_rows(fewer)).facets]
    assert facets == ["sources", "place", "year"]
    assert facet_labels(fewer) == (("year", "Year"), ("system", "Missile or rocket"))
    every = changed()
    assert [one.name for one in filters(every)] == list(possible_filters(every))
    assert {"site", "class", "outcome"} <= set(possible_filters(every))


def test_place_is_found_by_how_its_name_in_hangul_may_be_spelt(real: Catalogue) -> None:
    rows = all_rows(real)
    names = json.loads(log(real, rows).names)["place"]
    korean = [
        (row.place, alias.name)
        for row in rows
        if row.place
        for alias in row.place.aliases
        if alias.lang == "ko"
    ]
    assert len(korean) > 10
    for place, name in korean:
        assert name in names[place.id]
        assert all(spelt in names[place.id] for spelt in romanised(place))
    # Words of readers, of which the page shows none.
    assert {key for key in ("sunan", "pyongyang") if "순안" not in names[key]} == set()
    assert "Sunan airport" in names["pyongyang"]


@pytest.mark.parametrize("of_parts", [False, True])
def test_each_column_of_the_log_is_in_the_file_that_is_downloaded(
    of_parts: bool, small: Catalogue
) -> None:
    table = (part_log if of_parts else log)(small, all_rows(small))
    text = str(dict(downloads.files(small))[f"data/{table.file}.csv"])
    heads = set(next(csv.reader(io.StringIO(text))))
    behind = json.loads(table.csv)
    for key, _, _ in table.choices:
        if key != "class":  # every row has it
            assert heads & set(behind[key].split()), key
    for key in ("range", "apogee"):
        assert set(behind[key].split()) <= heads
    always = set(behind[""].split()) & heads
    assert "classes" in always
    assert ("flight" in always) == of_parts
    assert next(csv.reader(io.StringIO(text)))[: table.named_by] == (
        ["event", "flight"] if of_parts else ["id"]
    )


@pytest.mark.parametrize(
    ("korean", "utc", "words"),
    [
        (DayValue(2026, 2, 10), DayValue(2026, 2, 9), "9 February"),
        (DayValue(2026, 1, 1), DayValue(2025, 12, 31), "31 December 2025"),
        (DayValue(2026, 2, 10), None, None),
    ],
)
def test_day_in_utc_names_its_year_where_that_differs(
    korean: DayValue, utc: DayValue | None, words: str | None
) -> None:
    assert Clocks("06:54", "21:54", None, utc, None).utc_date(korean) == words


MARKS = {"missiles": "count", "place": "site", "range": "range_km", "apogee": "apogee_km"}


def test_log_and_page_of_each_real_launch_say_the_same_of_its_sources(real: Catalogue) -> None:
    differing = 0
    for row in all_rows(real):
        view = events.view(real, row.event)
        banner = {group.entry.id for group in view.disagreements}
        told = {head.about for head in view.headlines if head.group in view.disagreements}
        for column in ("missiles", "range", "apogee", "place", "outcome"):
            about = MARKS.get(column, column)
            assert (column in row.differ) == (about in banner), (row.event.id, column)
            if row.place if about == "site" else row.numbers.get(about) or row.words.get(about):
                assert (column in row.differ) == (about in told), (row.event.id, column)
        assert ("date" in row.differ) == bool(banner & {"date", "time"}), row.event.id
        keys = row.keys.get("sources", "").split()
        assert bool(row.differ) == bool(banner) == ("differ" in keys)
        slight = {group.entry.id for group in view.groups if group.verdict == "minor"}
        for column in ("missiles", "range", "apogee", "place", "outcome"):
            close = MARKS.get(column, column) in slight
            assert (column in row.minor) == close, (row.event.id, column)
        assert bool(row.minor) == ("minor" in keys)
        differing += bool(banner)
    assert differing > 50


def test_log_narrows_down_to_what_sources_differ_on(small: Catalogue) -> None:
    rows = all_rows(small)
    (facet,) = (facet for facet in log(small, rows).facets if facet.name == "sources")
    assert [tuple(option) for option in facet.options] == [
        ("differ", "Differ materially", 1),
        ("minor", "Differ slightly", 1),
    ]
    differ = tuple(row for row in rows if row.differ)
    assert [row.event.id for row in differ] == ["2026-02-10-sandok"]
    assert "sources" not in {facet.name for facet in log(small, differ).facets}


def test_data_of_the_log_says_where_sources_differ(
    small: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "WHOLE", 1)
    first, second = json.loads(data.files(small)["launches/log.json"])["rows"]
    assert "range" in first["differ"]
    assert first["minor"] == ["event"]
    assert "differ" not in second


def test_question_of_parts_needs_parts() -> None:
    content = PROJECT / "tests/topics/power-cuts/content"
    settings = (content / "digest.yml").read_text("utf-8")
    changed = settings.replace("      sort: lasted\n", "      show: parts\n")
    assert changed != settings
    with TemporaryDirectory() as folder:
        shutil.copytree(content, folder, dirs_exist_ok=True)
        (Path(folder) / "digest.yml").write_text(changed, "utf-8")
        problems = read(Path(folder), date(2026, 4, 1), "content").problems
    assert [(one.code, one.fix) for one in problems] == [("R049", "remove `show`")]


def test_nearest_places_are_those_of_the_one_name_in_the_news(real: Catalogue) -> None:
    near = places.near(real, real.places["sunan"])
    assert near[0].place.id == "pyongyang" and near[0].km < 5
    assert [one.km for one in near] == sorted(one.km for one in near)
    assert all(one.km <= places.NEAR_KM and one.events for one in near)
    assert near[0].about, "the position of the airport is approximate"
    back = {one.place.id: one.km for one in places.near(real, real.places["pyongyang"])}
    assert back["sunan"] == near[0].km
    sea = next(key for key, place in real.places.items() if place.kind == "sea")
    assert places.near(real, real.places[sea]) == ()


SCRIPTS = sorted((PROJECT / "docs" / "assets").glob("*.js"))
# What takes comments and spaces out of scripts reads a template in a template as code, and
# takes spaces out of its words.
NESTED = re.compile(r"`(?:[^`\\$]|\\.|\$(?!\{)|\$\{[^`}]*\})*\$\{[^`}]*`")


def test_no_script_has_a_template_within_a_template() -> None:
    assert NESTED.search("`a ${b ? `, ${c}` : ''}`")
    assert len(SCRIPTS) > 5
    for script in SCRIPTS:
        assert not NESTED.search(script.read_text("utf-8")), script.name
