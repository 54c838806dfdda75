"""However the records leave the site, there are as many of them, and the same ones."""

import csv
import gzip
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import etree
from serving import Site

from generator.catalogue import Catalogue

# The kinds of record that have a page of their own.
PAGED = ("events", "articles", "actors", "systems", "places", "facts", "explainers")
INDEX = b"pagefind_dcd"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def stems(paths: Iterable[Path]) -> set[str]:
    return {path.stem for path in paths} - {"index"}


@pytest.fixture(scope="module")
def mapped(site: Site) -> list[str]:
    """Addresses below the root that the sitemap lists."""
    tree = etree.parse(site.folder / "sitemap.xml")
    return [loc.text.removeprefix(site.url) for loc in tree.iter("{*}loc")]


@pytest.fixture(scope="module")
def searched(site: Site) -> list[str]:
    """Addresses below the root that the search index holds."""
    found = []
    for file in (site.folder / "pagefind/fragment").iterdir():
        text = gzip.decompress(file.read_bytes())
        assert text.startswith(INDEX)
        found.append(json.loads(text.removeprefix(INDEX))["url"].lstrip("/"))
    return found


@pytest.mark.parametrize("kind", PAGED)
def test_records_of_a_kind_are_the_same_everywhere(
    kind: str, site: Site, catalogue: Catalogue, mapped: list[str], searched: list[str]
) -> None:
    ids = set(catalogue.of_kind(kind))
    signs = {old for record in catalogue.of_kind(kind).values() for old in record.former_ids}
    signs |= {removal.id for removal in catalogue.removed if removal.kind == kind}
    folder = site.folder / kind
    assert {page.parent.name for page in folder.glob("*/index.html")} - signs == ids
    assert stems(folder.glob("*.md")) - signs == ids
    assert stems((site.folder / "api/v1" / kind).glob("*.json")) - signs == ids
    assert {row["id"] for row in rows(site.folder / f"data/{kind}.csv")} == ids
    text = (site.folder / f"data/{kind}.json").read_text("utf-8")
    assert {record["id"] for record in json.loads(text)["records"]} == ids
    with sqlite3.connect(f"file:{site.folder / 'data/digest.sqlite'}?mode=ro", uri=True) as base:
        assert {key for (key,) in base.execute(f"SELECT id FROM {kind}")} == ids
    for listed in (mapped, searched):
        named = [path.split("/") for path in listed if path.startswith(f"{kind}/")]
        assert sorted(parts[1] for parts in named if parts[1]) == sorted(ids)


def test_launches_places_and_terms_are_the_same_everywhere(
    site: Site, catalogue: Catalogue
) -> None:
    launched = {key for key, event in catalogue.events.items() if catalogue.is_counted(event)}
    assert {row["id"] for row in rows(site.folder / "data/launches.csv")} == launched
    calendar = Calendar.from_ical((site.folder / "feeds/launches.ics").read_bytes())
    kept = {str(entry["url"]).rstrip("/").rsplit("/", 1)[1] for entry in calendar.walk("VEVENT")}
    assert kept == launched
    places = json.loads((site.folder / "data/places.geojson").read_text("utf-8"))
    assert {feature["id"] for feature in places["features"]} == set(catalogue.places)
    terms = {row["id"] for row in rows(site.folder / "data/terms.csv")}
    assert terms == set(catalogue.terms)
    whole = json.loads((site.folder / "manifest.json").read_text("utf-8"))["records"]
    assert {kind: set(keys) for kind, keys in whole.items()} == {
        kind: set(catalogue.of_kind(kind)) for kind in whole
    }
