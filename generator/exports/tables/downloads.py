"""The files under data/: every table as CSV, every record as JSON, and all of it in one file."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue, once
from generator.catalogue.once import per_catalogue
from generator.exports import licence, record_json
from generator.exports.tables import geojson
from generator.exports.tables.columns import Table
from generator.exports.tables.csv_files import MARK, sheet
from generator.exports.tables.data_package import credits, package
from generator.exports.tables.database import MINIMUM, database
from generator.exports.tables.record_tables import tables
from generator.exports.tables.workbook import NAME as WORKBOOK
from generator.exports.tables.workbook import workbook
from generator.schema.registry import RECORDS
from generator.values import JsonObject

FOLDER = "data/"
# A table that says something without a row too, where the other one has rows: nothing differs.
TELLING = {"differences": "crosswalk"}

# The first day that a zip archive can name: the files in it have no date of their own.
NO_DAY = (1980, 1, 1, 0, 0, 0)


class Download(NamedTuple):
    """One file of the site's folder `data/`; `rows` are None where it has none of its own."""

    name: str
    about: str
    data: bytes
    rows: int | None = None
    noun: str = "row"

    @property
    def kilobytes(self) -> str:
        """Its size in KB of 1,000 bytes, rounded up: `46`, `1,131`."""
        return f"{-(-len(self.data) // 1000):,}"

    @property
    def counted(self) -> str | None:
        """Its rows as a reader sees them: `2,796`."""
        return None if self.rows is None else f"{self.rows:,}"


class Group(NamedTuple):
    """Files of one sort, under a heading."""

    heading: str
    downloads: tuple[Download, ...]


def files(catalogue: Catalogue, site_url: str = "") -> dict[str, str | bytes]:
    """Path below the site's root and content of every download."""
    return {
        f"{FOLDER}{found.name}": _content(found)
        for group in groups(catalogue, site_url)
        for found in group.downloads
    }


def _content(found: Download) -> str | bytes:
    binary = found.name.endswith((".zip", ".sqlite", ".xlsx"))
    return found.data if binary else found.data.decode("utf-8")


@per_catalogue
def groups(catalogue: Catalogue, site_url: str = "") -> tuple[Group, ...]:
    """Every download, sort by sort; `site_url` is named in them where it is known.

    None is without a row: a digest without records has no downloads.
    """
    whole_tables = tables(catalogue)
    # A file without a row says nothing; the database keeps its tables, so that queries stay.
    every = {
        name: table
        for name, table in whole_tables.items()
        if table.rows or ((beside := whole_tables.get(TELLING.get(name, ""))) and beside.rows)
    }

    if not every:
        return ()
    texts = {name: sheet(table) for name, table in every.items()}
    sheets = {name: _sheet(table, texts[name]) for name, table in every.items()}
    flat = tuple(sheets[name] for name in every if name not in RECORDS)
    kinds = tuple(
        found
        for kind in RECORDS
        if kind in every
        for found in (sheets[kind], _kind(catalogue, kind))
    )
    geo = (
        _geo(catalogue, "places.geojson", "Every place; those without a position have no point."),
        _geo(
            catalogue, "tracks.geojson", "A computed line for each reported range with a bearing."
        ),
    )
    maps = tuple(found for found in geo if found.rows)
    descriptor = record_json.dumps(package(catalogue, every, texts, site_url), indent=1)
    whole = (
        Download(
            "records.json",
            "Every record of every kind, in the keys that editors write.",
            record_json.whole(catalogue).encode("utf-8"),
            sum(len(catalogue.of_kind(kind)) for kind in RECORDS),
            "record",
        ),
        Download(
            "digest.sqlite",
            "Everything as tables of one SQLite database, with references and meanings; for SQLite "
            f"{'.'.join(map(str, MINIMUM[:2]))} and newer.",
            database(catalogue, site_url),
            sum(len(table.rows) for table in every.values()),
        ),
        Download(
            "datapackage.json",
            "What each column of the CSV files means, as a Data Package: types, credits, caveats.",
            descriptor.encode("utf-8"),
        ),
    )
    book = Download(
        WORKBOOK,
        "Every table as a sheet of one workbook, for Excel, LibreOffice, Numbers and others.",
        workbook(catalogue, every, site_url),
        sum(len(table.rows) for table in every.values()),
    )
    others = (*flat, book, *kinds, *maps, *whole)
    readme = _readme(catalogue, others, site_url)
    inside = (*others, Download("README.md", "", readme.encode("utf-8")))
    marked = (found._replace(data=MARK.encode() + found.data) for found in sheets.values())
    whole_zip = Download("digest-data.zip", "All of these files in one.", archive(inside))
    excel_zip = Download("csv-for-excel.zip", "The CSV files as Excel wants them.", archive(marked))
    found = (
        Group("For analysis", flat),
        Group("For a double click", (book, excel_zip)),
        Group("Records by kind", kinds),
        Group("Maps", maps),
        Group("Everything in one file", (whole_zip, *whole)),
    )
    return tuple(group for group in found if group.downloads)


def forget(catalogue: Catalogue) -> None:
    """Let go of all of it, which takes as much memory as the records."""
    for made in (groups, tables):
        once.forget(catalogue, made)


def _sheet(table: Table, text: str) -> Download:
    data = text.encode("utf-8")
    return Download(f"{table.name}.csv", table.about, data, len(table.rows))


def _kind(catalogue: Catalogue, kind: str) -> Download:
    """The records of a kind; the version of each stands beside them, since articles have a key
    `version` of their own."""
    found = catalogue.of_kind(kind)
    whole: JsonObject = {
        "kind": kind,
        "version": record_json.site_version(catalogue),
        "as_of": str(catalogue.settings.as_of),
        "format": licence.FORMAT,
        "licence": licence.LICENCE,
        "records": [record_json.json_value(record) for record in found.values()],
        "versions": {key: record_json.record_version(catalogue, kind, key) for key in found},
    }
    data = record_json.dumps(whole, indent=1).encode("utf-8")
    about = "The same as JSON, whole, in the keys that editors write."
    return Download(f"{kind}.json", about, data, len(found), "record")


def _geo(catalogue: Catalogue, name: str, about: str) -> Download:
    whole = geojson.places(catalogue) if name.startswith("places") else geojson.computed(catalogue)
    features = whole["features"]
    assert isinstance(features, list)
    data = record_json.dumps(whole).encode("utf-8")
    return Download(name, about, data, len(features), "feature")


def archive(inside: Iterable[Download]) -> bytes:
    """A zip archive: equal files make equal bytes, in order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for found in sorted(inside):
            entry = zipfile.ZipInfo(found.name, NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, found.data, compresslevel=9)
    return out.getvalue()


def _readme(catalogue: Catalogue, inside: Iterable[Download], site_url: str) -> str:
    facts: Mapping[str, str] = licence.facts(catalogue, site_url)
    lines = [
        f"# {facts['title']}: the data",
        "",
        f"{facts['subject']}. Records to {catalogue.settings.as_of.words}, version "
        f"{facts['version']}, format {facts['format']}.",
        "",
        "## Files",
        "",
        *(f"- `{found.name}`: {found.about}" for found in inside),
        "",
        "## How to read them",
        "",
        *(f"- {caveat}" for caveat in licence.caveats(catalogue)),
        "- CSV is UTF-8 without a byte order mark, with commas. A text that a spreadsheet would "
        "run as a formula has one apostrophe in front, and so has a text that begins with an "
        "apostrophe: take one away to have the text back.",
        "",
        "## How to cite",
        "",
        facts["cite"],
        "",
        f"Licence of the words: {licence.LICENCE_TITLE} ({licence.LICENCE_URL}). Figures belong to "
        "nobody; each names the article it rests on. For a single number cite that source too.",
        "",
        "## Data sources and the terms they state",
        "",
        *(f"- {source['title']}: {source['terms']}" for source in credits(catalogue)),
    ]
    return "\n".join(lines) + "\n"
