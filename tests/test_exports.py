"""The data files: they hold what the pages hold, and harm no program that opens them."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TODAY

from generator.catalogue import Catalogue
from generator.exports import manifest
from generator.exports.editor_schemas import schemas
from generator.exports.tables import downloads
from generator.schema.registry import RECORDS
from generator.site.reading import Checked, read


def rows(text: str) -> list[dict[str, str]]:
    """A CSV file as a program reads it."""
    return list(csv.DictReader(io.StringIO(text), strict=True))


@pytest.fixture(scope="module")
def files(small: Catalogue) -> dict[str, str]:
    """The data files of the small corpus that are text."""
    return {name: text for name, text in downloads.files(small) if isinstance(text, str)}


def test_every_launch_flight_and_claim_has_a_row(files: dict[str, str], small: Catalogue) -> None:
    assert len(rows(files["data/launches.csv"])) == 2
    assert len(rows(files["data/flights.csv"])) == 3
    assert len(rows(files["data/claims.csv"])) == sum(
        len(article.claims) for article in small.articles.values()
    )


def test_quantity_has_its_bounds_and_its_text(files: dict[str, str]) -> None:
    first, second = rows(files["data/flights.csv"])[1:]
    assert (first["range_km_min"], first["range_km_max"], first["range_km_text"]) == ("350",) * 3
    assert (second["range_km_min"], second["range_km_max"]) == ("340", "1350")
    assert (second["apogee_km_min"], second["apogee_km_text"]) == ("", "")
    several = next(row for row in rows(files["data/claims.csv"]) if row["value"] == "several")
    assert (several["value_min"], several["value_max"]) == ("2", "")


def test_month_keeps_its_precision(files: dict[str, str]) -> None:
    rocket = rows(files["data/launches.csv"])[0]
    assert (rocket["date"], rocket["date_precision"]) == ("1994-05", "month")
    assert rocket["first_launch_utc"] == ""


def test_instant_carries_its_own_day(files: dict[str, str]) -> None:
    launch = rows(files["data/launches.csv"])[1]
    assert (launch["date"], launch["first_launch_utc"]) == ("2026-02-10", "2026-02-09T21:54Z")


def test_coordinate_keeps_its_zero(files: dict[str, str]) -> None:
    assert rows(files["data/launches.csv"])[1]["lat"] == "39.150"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "'"])
def test_formula_is_made_text_and_can_be_made_itself_again(
    sign: str, read_with: Callable[..., Checked]
) -> None:
    title = f'{sign}HYPERLINK(""x"")'
    text = (
        f"title: '{title.replace(chr(39), chr(39) * 2)}'\ntype: missile-launch\ndate: 2026-03-05\n"
        "status: confirmed\narticle: test-register\n"
    )
    catalogue = read_with({"events/2026/2026-03-05-formula.yml": text}).catalogue
    assert catalogue is not None
    shown = rows(str(dict(downloads.files(catalogue))["data/launches.csv"]))[-1]["title"]
    assert shown == f"'{title}"
    assert shown.removeprefix("'") == title


def test_no_cell_begins_like_a_formula(files: dict[str, str]) -> None:
    for name in (name for name in files if name.endswith(".csv")):
        for row in rows(files[name]):
            for value in row.values():
                assert not value.startswith(("=", "+", "-", "@", "\t")), value


def test_hostile_text_comes_back_as_written(files: dict[str, str]) -> None:
    claims = rows(files["data/claims.csv"])
    assert 'We saw *several* of them, "more than one" <sic>.' in {row["quote"] for row in claims}
    titles = {article["title"] for article in json.loads(files["data/records.json"])["articles"]}
    assert "</script><script>alert(1)</script><!-- a denial" in titles


def test_json_holds_every_record_in_the_keys_of_editors(
    files: dict[str, str], small: Catalogue
) -> None:
    whole = json.loads(files["data/records.json"])
    for kind in RECORDS:
        assert [record["id"] for record in whole[kind]] == list(small.of_kind(kind))
    event = next(event for event in whole["events"] if event["id"] == "2026-02-10-sandok")
    assert event["date"] == "2026-02-10"
    assert event["flights"][0]["time"] == "21:54 UTC"
    assert event["flights"][1]["range_km"] == "340 to 1350"
    assert event["same_as"] == {"test-register": ["31", "32"], "other-list": ["117", "118"]}
    assert "missile_class" not in event


def test_lines_end_in_a_line_feed(files: dict[str, str]) -> None:
    for name, text in files.items():
        assert text.endswith("\n") and "\r" not in text, name


def test_schema_of_each_kind_knows_the_ids_of_the_content(small: Catalogue) -> None:
    made = {name: json.loads(text) for name, text in schemas(small).items()}
    event = made["event.json"]
    assert "id" not in event["properties"]
    assert set(event["required"]) == {"title", "type", "date", "status", "article"}
    assert "sandok" in json.dumps(event["properties"]["place"])
    assert "space-launch" in json.dumps(event["properties"]["type"])
    assert event["additionalProperties"] is False


# --- what was published


def test_published_record_that_is_gone_is_told(content: Path, small: Catalogue) -> None:
    before = json.loads(manifest.manifest(small))["records"]
    assert read(content, TODAY, "content", before).problems == ()
    (content / "systems/byeol-1.yml").unlink()
    (problem,) = read(content, TODAY, "content", before).problems
    assert (problem.code, problem.path) == ("R005", "content/systems")


def test_renamed_record_says_so_and_is_not_gone(content: Path, small: Catalogue) -> None:
    before = json.loads(manifest.manifest(small))["records"]
    text = (content / "systems/byeol-1.yml").read_text("utf-8")
    (content / "systems/byeol-1.yml").unlink()
    (content / "systems/byeol-2.yml").write_text(f"former_ids: [byeol-1]\n{text}", "utf-8")
    assert read(content, TODAY, "content", before).problems == ()


def test_removed_record_says_so_and_is_not_gone(content: Path, small: Catalogue) -> None:
    before = json.loads(manifest.manifest(small))["records"]
    (content / "systems/byeol-1.yml").unlink()
    with (content / "removed.yml").open("a", encoding="utf-8") as removed:
        removed.write(
            "  - {kind: systems, id: byeol-1, on: 2026-03-30, why: It never was., title: Byeol-1}\n"
        )
    assert read(content, TODAY, "content", before).problems == ()
