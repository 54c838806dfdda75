"""The files under data/: every table as CSV, every record as JSON, and all of it in one file."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.exports import licence, record_json
from generator.exports.tables import geojson
from generator.exports.tables.csv_files import MARK, sheet
from generator.exports.tables.data_package import credits, package
from generator.exports.tables.database import MINIMUM, database
from generator.exports.tables.record_tables import tables
from generator.exports.tables.workbook import NAME as WORKBOOK
from generator.exports.tables.workbook import workbook
from generator.schema.registry import RECORDS

FOLDER = "data/"
WHOLE, EXCEL, README = "digest-data.zip", "csv-for-excel.zip", "README.md"
# A table that says something without a row too, where the other one has rows: nothing differs.
TELLING = {"differences": "crosswalk"}

# The first day that a zip archive can name: the files in it have no date of their own.
NO_DAY = (1980, 1, 1, 0, 0, 0)


class Download(NamedTuple):
    """One file of the site's folder `data/`; `rows` are None where it has none of its own."""

    name: str
    about: str
    size: int
    """In bytes."""
    rows: int | None
    noun: str

    @property
    def kilobytes(self) -> str:
        """Its size in KB of 1,000 bytes, rounded up: `46`, `1,131`."""
        return f"{-(-self.size // 1000):,}"

    @property
    def counted(self) -> str | None:
        """Its rows as a reader sees them: `2,796`."""
        return None if self.rows is None else f"{self.rows:,}"


class Group(NamedTuple):
    """Files of one sort, under a heading."""

    heading: str
    downloads: tuple[Download, ...]


class _Unmade(NamedTuple):
    """A file before it is made, with what makes it."""

    name: str
    about: str
    make: Callable[[], bytes]
    rows: int | None = None
    noun: str = "row"


class _Made(NamedTuple):
    """What there is to say of all files, and the archives by their names, one of all others."""

    groups: tuple[Group, ...]
    archives: Mapping[str, bytes]


def files(catalogue: Catalogue, site_url: str = "") -> Iterator[tuple[str, str | bytes]]:
    """Path below the site's root and content of every download, one after the other."""
    archives = _made(catalogue, site_url).archives
    yield from ((f"{FOLDER}{name}", data) for name, data in archives.items())
    if WHOLE in archives:
        with zipfile.ZipFile(io.BytesIO(archives[WHOLE])) as whole:
            for name in whole.namelist():
                if name != README:
                    yield f"{FOLDER}{name}", _content(whole, name)


def _content(archive: zipfile.ZipFile, name: str) -> str | bytes:
    """A file of an archive; nothing holds its bytes beside its text."""
    data = archive.read(name)
    return data if name.endswith((".sqlite", ".xlsx")) else data.decode("utf-8")


def groups(catalogue: Catalogue, site_url: str = "") -> tuple[Group, ...]:
    """Every download, sort by sort; `site_url` is named in them where it is known.

    None is without a row: a digest without records has no downloads.
    """
    return _made(catalogue, site_url).groups


@per_catalogue
def _made(catalogue: Catalogue, site_url: str) -> _Made:
    """All of it. Only the archives are held, which are a tenth of what they hold."""
    whole_tables = tables(catalogue)
    # A file without a row says nothing; the database keeps its tables, so that queries stay.
    every = {
        name: table
        for name, table in whole_tables.items()
        if table.rows or ((beside := whole_tables.get(TELLING.get(name, ""))) and beside.rows)
    }
    if not every:
        return _Made((), {})
    rows = sum(len(table.rows) for table in every.values())
    # As bytes, since Python takes two for each letter of a text with one in Hangul.
    texts = {name: sheet(table).encode("utf-8") for name, table in every.items()}
    sheets = {
        name: _Unmade(f"{name}.csv", table.about, partial(texts.__getitem__, name), len(table.rows))
        for name, table in every.items()
    }
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
    whole = (
        _Unmade(
            "records.json",
            "Every record of every kind, in the keys that editors write.",
            lambda: record_json.whole(catalogue),
            sum(len(catalogue.of_kind(kind)) for kind in RECORDS),
            "record",
        ),
        _Unmade(
            "digest.sqlite",
            "Everything as tables of one SQLite database, with references and meanings; for SQLite "
            f"{'.'.join(map(str, MINIMUM[:2]))} and newer.",
            lambda: database(catalogue, whole_tables, site_url),
            rows,
        ),
        _Unmade(
            "datapackage.json",
            "What each column of the CSV files means, as a Data Package: types, credits, caveats.",
            lambda: record_json.written(package(catalogue, every, texts, site_url)),
        ),
    )
    book = _Unmade(
        WORKBOOK,
        "Every table as a sheet of one workbook, for Excel, LibreOffice, Numbers and others.",
        lambda: workbook(catalogue, every, site_url),
        rows,
    )
    others = (*flat, book, *kinds, *maps, *whole)
    readme = _readme(catalogue, others, site_url)
    whole_zip, sizes = _archive((*others, _Unmade(README, "", readme.encode)))
    excel_zip, _ = _archive(
        found._replace(make=partial(_marked, found)) for found in sheets.values()
    )

    def described(*found: _Unmade) -> tuple[Download, ...]:
        return tuple(Download(x.name, x.about, sizes[x.name], x.rows, x.noun) for x in found)

    excel = Download(EXCEL, "The CSV files as Excel wants them.", len(excel_zip), None, "row")
    all_of_it = Download(WHOLE, "All of these files in one.", len(whole_zip), None, "row")
    found = (
        Group("For analysis", described(*flat)),
        Group("For a double click", (*described(book), excel)),
        Group("Records by kind", described(*kinds)),
        Group("Maps", described(*maps)),
        Group("Everything in one file", (all_of_it, *described(*whole))),
    )
    return _Made(
        tuple(group for group in found if group.downloads), {EXCEL: excel_zip, WHOLE: whole_zip}
    )


def _marked(sheet: _Unmade) -> bytes:
    return MARK.encode() + sheet.make()


def _kind(catalogue: Catalogue, kind: str) -> _Unmade:
    about = "The same as JSON, whole, in the keys that editors write."
    count = len(catalogue.of_kind(kind))
    return _Unmade(f"{kind}.json", about, lambda: _of_kind(catalogue, kind), count, "record")


def _of_kind(catalogue: Catalogue, kind: str) -> bytes:
    """The records of a kind; the version of each stands beside them, since articles have a key
    `version` of their own."""
    found = catalogue.of_kind(kind)
    return record_json.written(
        {
            "kind": kind,
            "version": record_json.site_version(catalogue),
            "as_of": str(catalogue.settings.as_of),
            "format": licence.FORMAT,
            "licence": licence.LICENCE,
            "records": map(record_json.json_value, found.values()),
            "versions": {key: record_json.record_version(catalogue, kind, key) for key in found},
        }
    )


def _geo(catalogue: Catalogue, name: str, about: str) -> _Unmade:
    whole = geojson.places(catalogue) if name.startswith("places") else geojson.computed(catalogue)
    features = whole["features"]
    assert isinstance(features, list)
    text = record_json.dumps(whole)
    return _Unmade(name, about, text.encode, len(features), "feature")


def _archive(inside: Iterable[_Unmade]) -> tuple[bytes, dict[str, int]]:
    """A zip archive and the size of each file in it.

    Equal files make equal bytes, in order of their names; each is made when it is put in.
    """
    out, sizes = io.BytesIO(), dict[str, int]()
    with zipfile.ZipFile(out, "w") as archive:
        for found in sorted(inside):
            entry = zipfile.ZipInfo(found.name, NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            data = found.make()
            sizes[found.name] = len(data)
            archive.writestr(entry, data, compresslevel=9)
    return out.getvalue(), sizes


def _readme(catalogue: Catalogue, inside: Iterable[_Unmade], site_url: str) -> str:
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
