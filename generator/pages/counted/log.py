"""A table of launches that a reader narrows down: its rows, and by what they can be chosen."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar, get_args

from generator.catalogue import Catalogue
from generator.pages.counted.counted_rows import DIFFER, MINOR, CountedRow
from generator.schema.kinds import Event, Place, System

SHORT = 12
"""A table with fewer rows is read at a glance and gets no form."""
WHOLE = 1000
"""A page with more rows takes seconds to open, so it begins with the `FIRST` of them."""
FIRST = 100
UNKNOWN = "-"
"""Stands for rows of which a facet is not known; no id is like it."""
LABELS = {
    "year": "Year",
    "class": "Class",
    "system": "System",
    "place": "Site",
    "outcome": "Outcome",
    "status": "Status",
    "sources": "Sources",
}
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
    """Launches as a table, newest first, and how it can be narrowed down.

    `rows` are those the page begins with, `total` and `flights` count all. `fixed` is the key and
    the value that all rows share, if any; `names` has the other names of systems and places as
    JSON, by facet and id.
    """

    rows: tuple[CountedRow, ...]
    total: int
    flights: int
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
    facets = [_facet(catalogue, name, keys) for name in LABELS if not fixed or name != fixed[0]]
    return Log(
        rows if fixed and fixed[0] == "year" else tuple(first(rows)),
        len(rows),
        sum(len(row.event.flights) for row in rows),
        tuple(facet for facet in facets if facet.chooses),
        fixed,
        _names(rows),
    )


def _facet(catalogue: Catalogue, name: str, keys: Sequence[dict[str, str]]) -> Facet:
    counts = Counter(value for key in keys for value in key.get(name, UNKNOWN).split())
    options = [
        Option(value, words, counts[value])
        for value, words in _values(catalogue, name, counts)
        if counts[value]
    ]
    # That sources differ is known of every row: they do, or what was read does not show it.
    if counts[UNKNOWN] and name != "sources":
        options.append(Option(UNKNOWN, "Not known", counts[UNKNOWN]))
    return Facet(name, LABELS[name], tuple(options), len(keys))


def _values(catalogue: Catalogue, name: str, found: Iterable[str]) -> list[tuple[str, str]]:
    """Ids and names of a facet, in the order in which a reader looks for them."""
    if name == "year":
        return [(year, year) for year in sorted(set(found) - {UNKNOWN}, reverse=True)]
    if name == "status":
        states = get_args(Event.model_fields["status"].annotation)
        return [(state, state.replace("-", " ").capitalize()) for state in states]
    if name == "sources":
        return [(DIFFER, "Differ"), (MINOR, "Differ slightly")]
    if name in ("class", "outcome"):
        words = catalogue.words["missile-classes" if name == "class" else "outcomes"]
        return [(key, entry.name) for key, entry in words.items()]
    named: dict[str, Mapping[str, System | Place]] = {
        "system": catalogue.systems,
        "place": catalogue.places,
    }
    known = [(key, record.name) for key, record in named[name].items()]
    return sorted(known, key=lambda pair: (pair[1].casefold(), pair[0]))


def _names(rows: Iterable[CountedRow]) -> str:
    systems = {system.id: system for row in rows for system in row.systems}
    places = {row.place.id: row.place for row in rows if row.place}
    found = {"system": _aliases(systems), "place": _aliases(places)}
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _aliases(records: Mapping[str, System] | Mapping[str, Place]) -> dict[str, str]:
    return {
        key: " ".join(alias.name for alias in record.aliases)
        for key, record in records.items()
        if record.aliases
    }
