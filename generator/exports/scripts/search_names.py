"""The names by which search finds a page at once: of records, of numbers and of lists."""

import json
import unicodedata
from collections.abc import Iterator, Sequence

from generator.catalogue import Catalogue
from generator.pages.addresses import address
from generator.pages.shared.search_metadata import Named
from generator.pages.table import kinds, planned, search_metadata

NAME = "search/names.json"
# Parts of it, each with what has a name that begins with one of some letters: a search asks for the
# part of its own first letter, and for all names only where no page has its words and no name of
# that part is near.
PART = "search/names/{}.json"
PARTS = 32
# Marks, spaces and dashes.
LEFT_OUT = ("Mn", "Mc", "Me", "Zs", "Zl", "Zp", "Pd")
# Where several have one name, these come last: tables, and numbers, whose names are whole phrases.
LAST = ("Log", "Number")


def files(catalogue: Catalogue) -> dict[str, str]:
    """Path below the site's root and text of the file: address, kind and names of each page."""
    rows = [
        {key: value for key, value in row._asdict().items() if value}
        for row in (*_records(catalogue), *_lists(catalogue))
    ]
    parts: list[list[object]] = [[] for _ in range(PARTS)]
    for row in rows:
        for part in {_part(name) for name in (*row["called"], *row.get("spelt", ()))}:
            parts[part].append(row)
    return {NAME: _json(rows)} | {PART.format(n): _json(part) for n, part in enumerate(parts)}


def _part(name: str) -> int:
    """Which part has this name: `search.js` asks for the same, see `fold` there."""
    letters = (
        sign
        for sign in unicodedata.normalize("NFKD", name)
        if sign not in ".,'’\"“”" and unicodedata.category(sign) not in LEFT_OUT
    )
    return ord(next(letters, "\0").lower()[0]) % PARTS


def _json(rows: Sequence[object]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"


def _records(catalogue: Catalogue) -> list[Named]:
    """What has names, in the order in which search leads to them."""
    found = (one for kind in kinds(catalogue) if kind.names for one in kind.names(catalogue))
    return sorted(found, key=lambda one: one.kind in LAST and 1 + LAST.index(one.kind))


def _lists(catalogue: Catalogue) -> Iterator[Named]:
    """Pages made of many records: the log, its years, the digests, the glossary."""
    for page in planned(catalogue):
        if not (page.row.records or page.row.gone):
            found = search_metadata(catalogue, page)
            own, *others = found.names
            yield Named(address(page.path), found.kind, (own,), tuple(others))
