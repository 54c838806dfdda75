"""The names by which search finds a page at once: of records, of numbers and of lists."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.pages.facts import value_text
from generator.pages.shared.romanised import romanised
from generator.pages.shared.search_metadata import LABELS, of_page
from generator.pages.table import TABLE, TOMBSTONES, address, record_path

NAME = "search/names.json"
NAMED = {"systems": "system", "places": "place", "actors": "actor", "terms": "term"}


class Row(NamedTuple):
    """One page; `called` begins with the name that the digest uses, `spelt` is never shown."""

    path: str
    kind: str
    called: tuple[str, ...]
    spelt: tuple[str, ...] = ()


def files(catalogue: Catalogue) -> dict[str, str]:
    """Path below the site's root and text of the file: address, kind and names of each page."""
    rows = [
        {key: value for key, value in row._asdict().items() if value}
        for row in (*_records(catalogue), *_lists(catalogue))
    ]
    return {NAME: json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"}


def _records(catalogue: Catalogue) -> Iterator[Row]:
    for kind, label in NAMED.items():
        for key, record in catalogue.of_kind(kind).items():
            path, _, anchor = record_path(kind, key).partition("#")
            others = (getattr(alias, "name", alias) for alias in record.aliases)
            where = address(path) + (f"#{anchor}" if anchor else "")
            spelt = () if kind == "terms" else romanised(record)
            yield Row(where, LABELS[label], (record.name, *others), spelt)
    for key, fact in catalogue.facts.items():
        yield Row(address(record_path("facts", key)), LABELS["fact"], (fact.name, value_text(fact)))


def _lists(catalogue: Catalogue) -> Iterator[Row]:
    """Pages made of many records: the log, its years, the digests, the glossary."""
    for kind in TABLE:
        if kind.records or kind.name in TOMBSTONES:
            continue
        for subject in kind.each(catalogue):
            title = kind.title.format(subject, settings=catalogue.settings)
            found = of_page(catalogue, kind.name, subject, title)
            own, *others = found.names
            yield Row(address(kind.path.format(id=subject)), found.kind, (own,), tuple(others))
