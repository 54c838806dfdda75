"""Charts to take: a true sentence, a picture that is complete by itself, all its numbers."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest
from conftest import CORPUS, PROJECT

from generator.catalogue import Catalogue
from generator.charts import standalone
from generator.charts.drawing import HATCHES, Cell, Drawing, Table
from generator.charts.gaps import Gap, gaps
from generator.charts.scales import RECENT, Years
from generator.exports import chart_files
from generator.exports.record_json import site_version
from generator.exports.tables.record_tables import tables
from generator.pages.counted import findings
from generator.site.reading import Checked

SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = "https://example.org/digest/"
STYLE = (PROJECT / "docs" / "assets" / "digest.css").read_text("utf-8")
Reading = Callable[..., Checked]


@pytest.fixture(scope="module")
def files(small: Catalogue) -> dict[str, str]:
    return dict(chart_files.files(small, ADDRESS))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# --- the sentence


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({2024: 3}, "All three launches on record were in 2024"),
        ({2026: 1}, "The one launch on record so far was in 2026"),
        ({2020: 1, 2024: 1}, "The two launches on record were in 2020 and 2024"),
        ({2022: 9, 2024: 2, 2026: 4}, "2022 had the most launches on record: 9 of 15"),
        ({2022: 2, 2026: 4}, "2026 had the most launches on record so far: 4 of 6"),
        (
            {2019: 5, 2020: 1, 2022: 5},
            "2019 and 2022 had the most launches on record: 5 each, of 11",
        ),
        (
            {2019: 2, 2020: 2, 2021: 2, 2022: 2, 2023: 1},
            "No year had more than 2 launches; four had as many",
        ),
        (
            {2019: 1, 2020: 1, 2021: 1, 2022: 1},
            "No year had more than 1 launch; each year with any had as many",
        ),
    ],
)
def test_sentence_names_the_year_with_most(
    counts: dict[int, int], sentence: str, small: Catalogue
) -> None:
    assert findings.of_years(small, counts) == sentence


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({(2024, 5): 2, (2025, 1): 1}, "May 2024 had the most launches of any month: 2"),
        ({(2026, 3): 2, (2025, 1): 1}, "March 2026 had the most launches of any month so far: 2"),
        ({(2025, 0): 7, (2024, 5): 1}, "May 2024 had the most launches of any month: 1"),
        ({(2025, 0): 7}, "Of no launch on record is the month known"),
        (
            {(2024, month): 1 for month in range(1, 6)},
            "No month had more than 1 launch; five months had as many",
        ),
    ],
)
def test_sentence_names_the_month_with_most(
    counts: dict[tuple[int, int], int], sentence: str, small: Catalogue
) -> None:
    assert findings.of_months(small, counts) == sentence


@pytest.mark.parametrize(
    ("year", "counts", "sentence"),
    [
        (2024, {5: 2}, "The two launches of 2024 were in May"),
        (2024, {5: 1, 7: 1}, "The two launches of 2024 were in May and July"),
        (2024, {5: 1, 0: 1}, "May had the most launches of 2024: 1 of 2"),
        (2024, {5: 3, 7: 1}, "May had the most launches of 2024: 3 of 4"),
        (2026, {2: 3, 3: 1}, "February had the most launches of 2026 so far: 3 of 4"),
        (2024, {0: 4}, "Of no launch of 2024 is the month known"),
    ],
)
def test_sentence_of_a_year_names_its_month(
    year: int, counts: dict[int, int], sentence: str, small: Catalogue
) -> None:
    assert findings.of_one_year(small, year, counts) == sentence


@pytest.mark.parametrize(
    ("days", "half", "sentence"),
    [
        ([3], 3, "The only pause between launch days that is measured was 3 days"),
        ([3, 3], 3, "The two pauses between launch days were 3 days"),
        (
            [1, 1, 2865],
            1,
            "Half of the pauses between launch days were 1 day or less; the longest was 2,865 days",
        ),
        (
            [1, 4],
            2.5,
            "Half of the pauses between launch days were 2.5 days or less; the longest was 4 days",
        ),
    ],
)
def test_sentence_of_pauses(days: list[int], half: float, sentence: str, small: Catalogue) -> None:
    assert findings.of_pauses(small, days, half) == sentence


@pytest.mark.parametrize(
    ("groups", "unknown", "total", "sentence"),
    [
        ({"success": 5, "failure": 2}, 1, 8, "Success is the most frequent outcome: 5 of 8 shots"),
        ({"success": 2, "failure": 2}, 1, 5, "Success and failure are the most frequent: 2 each"),
        # What is not known is no outcome, however often; where it is most, the sentence says so.
        ({"success": 3}, 4, 7, "Outcome is not known for 4 of 7 shots"),
        ({"success": 3}, 3, 6, "Success is the most frequent outcome: 3 of 6 shots"),
        ({}, 0, 4, "No outcome stands out among 4 shots"),
    ],
)
def test_sentence_names_the_most_frequent_group(
    groups: dict[str, int], unknown: int, total: int, sentence: str, small: Catalogue
) -> None:
    entry = small.measures["outcome"]
    found = findings.of_groups(entry, groups, unknown, total, ("shot", "shots"))
    assert found.startswith(sentence)


AMONG = "The greatest apogee among {} shots with both numbers is 9 km"


@pytest.mark.parametrize(
    ("number", "names", "sentence"),
    [
        (1, ["A-1, May"], "The apogee of the one shot with both numbers is 9 km: A-1, May"),
        (2, ["A-1, May"], f"{AMONG.format(2)}: A-1, May"),
        (
            3,
            ["A", "B"],
            f"{AMONG.format(3)}, shared by two",
        ),
    ],
)
def test_sentence_of_pairs(number: int, names: list[str], sentence: str, small: Catalogue) -> None:
    apogee = small.measures["apogee_km"]
    assert findings.of_pairs(("shot", "shots"), apogee, "9 km", number, names) == sentence


def test_sentence_of_a_thing_counts_its_years(small: Catalogue) -> None:
    one = findings.of_record
    assert one(small, "Bada", {2024: 1}) == "1 launch of Bada on record, in 2024"
    assert one(small, "Bada", {2024: 2}) == "2 launches of Bada on record, both in 2024"
    assert one(small, "Bada", {2024: 3, 2022: 1}) == (
        "4 launches of Bada on record, 2022 to 2024; most in 2024: 3"
    )
    assert one(small, "Bada", dict.fromkeys(range(2020, 2024), 1)) == (
        "4 launches of Bada on record, 2020 to 2023"
    )


# --- the years before those with columns


def test_late_years_keep_their_room_however_many_came_before() -> None:
    assert Years(1900, 2026).recent == Years(2026 - RECENT + 1, 2026)
    assert Years(1900, 2026).recent.pitch == Years(2013, 2026).pitch
    # Three more are no reason for a strip.
    assert Years(2010, 2026).recent == Years(2010, 2026)
    assert Years(2009, 2026).recent == Years(2013, 2026)


# --- the picture


def test_picture_is_complete_by_itself(small: Catalogue, files: dict[str, str]) -> None:
    settings = small.settings
    for path, text in files.items():
        if not path.endswith(".svg"):
            continue
        root = ElementTree.fromstring(text)
        width, height = (float(root.attrib[name]) for name in ("width", "height"))
        assert root.attrib["viewBox"] == f"0 0 {width:g} {height:g}"
        title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None and about is not None and title.text and about.text
        assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {about.attrib['id']}"
        words = " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))
        for said in (settings.title, settings.as_of.words, "CC-BY-4.0", site_version(small)):
            assert said in words, path
        # An address has no blank at which a line could end, so it is whole.
        assert ADDRESS in words
        # Nothing of it is elsewhere: no style sheet, no script, no image, no link, no class.
        names = {node.tag.removeprefix(SVG) for node in root.iter() if node.tag.startswith(SVG)}
        allowed = {"svg", "title", "desc", "metadata", "defs", "pattern", "rect", "g", "path"}
        assert names <= allowed | {"text"}, path
        used = re.findall(r'(?<!rdf:)(?:href|class|style|src)="', text)
        assert used == [], path
        ground = next(root.iter(f"{SVG}rect"))
        assert ground.attrib["fill"] == "#ffffff"
        assert (float(ground.attrib["width"]), float(ground.attrib["height"])) == (width, height)
        hatchings = set(re.findall(r"url\(#([\w-]+)\)", text))
        assert hatchings == {node.attrib["id"] for node in root.iter(f"{SVG}pattern")}


def test_every_line_of_a_picture_is_inside_it(files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".svg"):
            root = ElementTree.fromstring(text)
            for node in root.findall(f"{SVG}text"):
                size = float(node.attrib["font-size"])
                broad = standalone.BROAD if "font-weight" in node.attrib else 0.55
                wide = len(node.text or "") * size * broad
                room = float(root.attrib["width"]) - standalone.EDGE
                assert float(node.attrib["x"]) + wide <= room + 8 or " " not in str(node.text), path
                assert float(node.attrib["y"]) <= float(root.attrib["height"])


def test_colours_are_those_of_the_light_look() -> None:
    light = "".join(re.findall(r'\[data-md-color-scheme="default"\] \{(.*?)\}', STYLE, re.DOTALL))
    declared = dict(re.findall(r"--d-([\w-]+): (#\w+);", light))
    assert {name: declared.get(name) for name in standalone.COLOURS} == dict(standalone.COLOURS)


def test_every_hatching_of_the_style_is_one_of_the_files() -> None:
    fills = dict(re.findall(r"\.d-chart \.(\w+-\w+)\b[^{}]*\{ fill: url\(#d-hatch-(\d+)\)", STYLE))
    assert fills["class-2"] == "2" and len(fills) > 10
    for name, hatch in fills.items():
        assert standalone.GROUPS[name][1] == int(hatch), name
    assert set(standalone.HATCHED) == set(HATCHES)


# --- the numbers


def test_numbers_are_those_of_the_table(small: Catalogue, files: dict[str, str]) -> None:
    for one in chart_files.taken(small):
        found = rows(files[f"{one.stems[0]}.csv"])
        table = one.drawing.table
        if table.groups is None:
            assert len(found) == len(table.rows), one.stems
            continue
        told = [
            int((cell.text or "0").replace(",", ""))
            for row in table.rows
            for cell in row[table.groups.first :]
            if cell.text is not None
        ]
        assert [int(row["number"]) for row in found] == told, one.stems


def test_every_row_says_where_it_is_from(small: Catalogue, files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".csv"):
            found = rows(text)
            assert found and None not in found[0], path
            assert {row["as_of"] for row in found} == {str(small.settings.as_of)}
            assert {row["licence"] for row in found} == {"CC-BY-4.0"}
            assert {row["version"] for row in found} == {site_version(small)}
            assert all(row["source"].startswith(ADDRESS) for row in found)


def test_columns_do_not_hang_on_the_records(files: dict[str, str]) -> None:
    columns = {path: list(rows(text)[0]) for path, text in files.items() if path.endswith(".csv")}
    origin = list(chart_files.ORIGIN)
    assert columns["charts/launches-by-year.csv"] == ["year", "class", "number", *origin]
    assert columns["charts/launches-by-month.csv"] == ["year", "month", "number", *origin]
    assert columns["charts/flights-by-outcome.csv"] == ["year", "outcome", "number", *origin]
    assert columns["charts/heights.csv"] == [
        *("event", "flight", "day", "class", "range_km", "apogee_km", "flight_number"),
        *origin,
    ]


def test_flights_of_a_chart_join_those_of_the_table(
    small: Catalogue, files: dict[str, str]
) -> None:
    flights = {(row["event"], str(row["flight"])): row for row in tables(small)["flights"].rows}
    found = rows(files["charts/heights.csv"])
    assert found
    for row in found:
        flight = flights[row["event"], row["flight_number"]]
        assert flight["range_km_text"] == row["range_km"]
        assert flight["apogee_km_text"] == row["apogee_km"]


def test_days_and_thousands_are_for_programs(small: Catalogue) -> None:
    quiet = Gap(date(1998, 5, 1), date(2006, 7, 5), "1 May 1998", "5 July 2006", ("events", "x"))
    drawing = gaps("quiet", "Quiet", "", Years(1998, 2006), [quiet], 2987, "Computed.")
    (row,) = rows(chart_files.numbers(small, drawing, ADDRESS))
    assert row["event"] == "x" and row["day"] == "2006-07-05"
    assert row["days_since_the_one_before"] == "2987" and row["the_one_before"] == "1998-05-01"


def test_fractions_are_for_programs(small: Catalogue) -> None:
    table = Table(("Flight", "Apogee, km"), ((Cell("Bada-3"), Cell("3,724.9", None, True)),))
    drawing = Drawing("x", "A", "", 200, 20, (), (), table)
    (row,) = rows(chart_files.numbers(small, drawing, ADDRESS))
    assert row["apogee_km"] == "3724.9"


# --- the address


def test_files_of_a_renamed_record_stay_at_its_old_address(read_with: Reading) -> None:
    name = "systems/bada-3"
    record = (CORPUS / f"{name}.yml").read_text("utf-8")
    former = re.sub(r"^former_ids: .*$", "former_ids: [older]", record, flags=re.MULTILINE)
    if "former_ids" not in record:
        former = f"{record}former_ids: [older]\n"
    found = read_with({f"{name}.yml": former}).catalogue
    assert found is not None
    made = dict(chart_files.files(found))
    assert made["systems/older/timeline.svg"] == made["systems/bada-3/timeline.svg"]
    assert made["systems/older/timeline.csv"] == made["systems/bada-3/timeline.csv"]


def test_text_of_a_record_is_no_markup_in_a_picture() -> None:
    shown = Drawing("x", "A <b> & c", 'It said "so"', 200, 20, (), (), Table((), ()))
    origin = standalone.Origin(("Source: <Digest> & more.", "Terms."), "", "https://example.org/")
    root = ElementTree.fromstring(standalone.document(shown, origin))
    assert root.findtext(f"{SVG}title") == "A <b> & c"


def test_every_column_of_the_numbers_is_described(small: Catalogue, files: dict[str, str]) -> None:
    described = set(re.findall(r"`(\w+)`", (PROJECT / "docs/data/format.md").read_text("utf-8")))
    part = small.settings.parts
    assert part
    by_topic = {part.one, f"{part.one}_number", *small.measures}
    by_topic |= {entry.name.lower() for entry in small.words["claim-properties"].values()}
    heads = {
        text.partition("\n")[0].strip() for name, text in files.items() if name.endswith("csv")
    }
    columns = {column for head in heads for column in head.split(",")}
    assert {"year", "month", "what", "event", "day", "version"} <= columns
    assert columns - by_topic <= described
