"""A table of events that a reader narrows down: its rows, and by what they can be chosen."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.catalogue.values import refers
from generator.pages.counted.columns import Column, columns
from generator.pages.counted.counted_rows import DIFFER, MINOR, CountedRow
from generator.schema.kinds import Place, System
from generator.values.words import capital

SHORT = 12
"""A table with fewer rows is read at a glance and gets no form."""
WHOLE = 1000
"""A page with more rows takes seconds to open, so it begins with the `FIRST` of them."""
FIRST = 100
UNKNOWN = "-"
"""Stands for rows of which a facet is not known; no id is like it."""
Row = TypeVar("Row")


class Option(NamedTuple):
    """One value of a facet, and how many rows have it."""

    id: str
    name: str
    rows: int


class Facet(NamedTuple):
    """What rows may be chosen by: `name` is one of their keys, `rows` how many there are."""

    name: str
    label: str
    options: tuple[Option, ...]
    rows: int

    @property
    def chooses(self) -> bool:
        """Whether one of its values leaves rows out."""
        return any(option.rows < self.rows for option in self.options)


class Log(NamedTuple):
    """Counted events as a table, newest first, and how it can be narrowed down.

    `rows` are those the page begins with, `total` counts all and `parts` those of their parts that
    are listed. `fixed` is the key and the value that all rows share, if any; `names` has the other
    names of systems and places as JSON, by facet and id.
    """

    rows: tuple[CountedRow, ...]
    total: int
    parts: int
    columns: tuple[Column, ...]
    facets: tuple[Facet, ...]
    fixed: tuple[str, str] | None
    names: str

    @property
    def short(self) -> bool:
        """Whether it is read as it stands."""
        return self.total < SHORT

    @property
    def whole(self) -> bool:
        """Whether every row stands in the page."""
        return len(self.rows) == self.total


def first(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows that a page of its own shows of a list that grows without end."""
    return rows if len(rows) <= WHOLE else rows[:FIRST]


def log(
    catalogue: Catalogue,
    rows: tuple[CountedRow, ...],
    fixed: tuple[str, str] | None = None,
) -> Log:
    """Rows as a table to narrow down. A year has all of its rows on its page, however many."""
    keys = [row.keys for row in rows]
    facets = [
        _facet(catalogue, name, label, keys)
        for name, label in (labels(catalogue) if rows else {}).items()
        if not fixed or name != fixed[0]
    ]
    return Log(
        rows if fixed and fixed[0] == "year" else tuple(first(rows)),
        len(rows),
        sum(len(row.event.parts) for row in rows),
        columns(catalogue),
        tuple(facet for facet in facets if facet.chooses),
        fixed,
        _names(rows),
    )


@per_catalogue
def labels(catalogue: Catalogue) -> Mapping[str, str]:
    """What rows can be chosen by, with the words for it: columns of words among them."""
    things, what = catalogue.settings.things, catalogue.settings.counted
    properties = catalogue.words["claim-properties"]
    return {
        "year": "Year",
        **({"class": properties["class"].name} if "class" in properties else {}),
        **({"system": capital(things.one)} if things else {}),
        **({"place": capital(what.place)} if what else {}),
        **{
            column.about: column.head
            for column in columns(catalogue)
            if column.about in properties
            and refers(properties[column.about].written) in catalogue.words
        },
        "status": "Status",
        "sources": "Sources",
    }


def _facet(catalogue: Catalogue, name: str, label: str, keys: Sequence[dict[str, str]]) -> Facet:
    counts = Counter(value for key in keys for value in key.get(name, UNKNOWN).split())
    options = [
        Option(value, words, counts[value])
        for value, words in _values(catalogue, name, counts)
        if counts[value]
    ]
    # That sources differ is known of every row: they do, or what was read does not show it.
    if counts[UNKNOWN] and name != "sources":
        options.append(Option(UNKNOWN, "Not known", counts[UNKNOWN]))
    return Facet(name, label, tuple(options), len(keys))


def _values(catalogue: Catalogue, name: str, found: Iterable[str]) -> list[tuple[str, str]]:
    """Ids and names of a facet, in the order in which a reader looks for them."""
    if name == "year":
        return [(year, year) for year in sorted(set(found) - {UNKNOWN}, reverse=True)]
    if name == "status":
        return [(key, one.name) for key, one in catalogue.words["event-statuses"].items()]
    if name == "sources":
        return [(DIFFER, "Differ"), (MINOR, "Differ slightly")]
    properties = catalogue.words["claim-properties"]
    vocabulary = refers(properties[name].written) if name in properties else ""
    if vocabulary in catalogue.words:
        return [(key, entry.name) for key, entry in catalogue.words[vocabulary].items()]
    named: dict[str, Mapping[str, System | Place]] = {
        "system": catalogue.systems,
        "place": catalogue.places,
    }
    known = [(key, record.name) for key, record in named[name].items()]
    return sorted(known, key=lambda pair: (pair[1].casefold(), pair[0]))


def _names(rows: Iterable[CountedRow]) -> str:
    systems = {system.id: system for row in rows for system in row.systems}
    places = {place.id: place for row in rows for place in row.places}
    found = {"system": _aliases(systems), "place": _aliases(places)}
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _aliases(records: Mapping[str, System] | Mapping[str, Place]) -> dict[str, str]:
    return {
        key: " ".join(alias.name for alias in record.aliases)
        for key, record in records.items()
        if record.aliases
    }
