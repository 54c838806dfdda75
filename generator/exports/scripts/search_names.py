"""The names by which search finds a page at once: of records, of numbers and of lists."""

import json
from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.pages.addresses import address
from generator.pages.shared.search_metadata import Named
from generator.pages.table import kinds, planned, search_metadata

NAME = "search/names.json"
# Where several have one name, these come last: tables, and numbers, whose names are whole phrases.
LAST = ("Log", "Number")


def files(catalogue: Catalogue) -> dict[str, str]:
    """Path below the site's root and text of the file: address, kind and names of each page."""
    rows = [
        {key: value for key, value in row._asdict().items() if value}
        for row in (*_records(catalogue), *_lists(catalogue))
    ]
    return {NAME: json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"}


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
