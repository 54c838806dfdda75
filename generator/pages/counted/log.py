"""A table of events that a reader narrows down: its rows, and by what they can be chosen."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from generator.catalogue import Catalogue
from generator.catalogue.filters import (
    CLASS,
    SOURCES,
    UNKNOWN,
    YEAR,
    filters,
    in_order,
    possible_filters,
    values,
    year_of,
)
from generator.pages.counted.columns import Column, columns, part_log_columns
from generator.pages.counted.counted_rows import CountedRow, part_lines
from generator.pages.long_lists import first
from generator.pages.shared.search_metadata import spellings
from generator.schema.kinds import Place, System
from generator.schema.topic import Question

SHORT = 12
"""A table with fewer rows is read at a glance and gets no form."""
FROM, TO = "from", "to"
"""The words of addresses for the first and the last year."""


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
    """Counted events, or their parts, as a table, newest first, and how it can be narrowed down.

    `rows` are those the page begins with, `total` counts all and `parts` those of their parts that
    are listed. `fixed` is the key and the value that all rows share, if any; `names` has the other
    names of systems and places as JSON, by facet and id. `file` has the rows too, named by its
    first columns, as many as `named_by`; `csv` says as JSON which of its columns belong to one of
    the table, and by an empty key which to every row.
    """

    rows: tuple[CountedRow, ...]
    total: int
    parts: int
    columns: tuple[Column, ...]
    facets: tuple[Facet, ...]
    fixed: tuple[str, str] | None
    names: str
    years: Mapping[str, int]
    csv: str
    file: str
    named_by: int = 1

    @property
    def choices(self) -> tuple[tuple[str, str, bool], ...]:
        """The columns that readers may choose: key, words, whether shown at first."""
        shown = [column for column in self.columns if not self.fixed or column.key != self.fixed[0]]
        return (
            # The parts of one event are mostly of one time.
            ("time", "Time", not self.of_parts),
            ("utc", "Time in UTC", False),
            *((facet.name, facet.label, False) for facet in self.facets if facet.name == CLASS),
            *((column.key, column.head, True) for column in shown),
        )

    @property
    def tally(self) -> str:
        """How many rows each year has, as JSON."""
        return json.dumps(self.years, separators=(",", ":"))

    @property
    def of_parts(self) -> bool:
        """Whether a row is a part."""
        return self.named_by == 2

    @property
    def short(self) -> bool:
        """Whether it is read as it stands."""
        return self.total < SHORT

    @property
    def whole(self) -> bool:
        """Whether every row stands in the page."""
        return len(self.rows) == self.total


def log(
    catalogue: Catalogue,
    rows: tuple[CountedRow, ...],
    fixed: tuple[str, str] | None = None,
) -> Log:
    """Rows as a table to narrow down. A year has all of its rows on its page, however many."""
    keys = [row.keys for row in rows]
    facets = [
        _facet(catalogue, found.key, found.label, keys)
        for found in (filters(catalogue) if rows else ())
        if not fixed or found.key != fixed[0]
    ]
    return Log(
        rows if fixed and fixed[0] == YEAR else tuple(first(rows)),
        len(rows),
        sum(len(row.event.parts) for row in rows),
        columns(catalogue),
        tuple(facet for facet in facets if facet.chooses),
        fixed,
        _names(catalogue, rows),
        Counter(key["year"] for key in keys),
        _csv(catalogue, columns(catalogue)),
        counted.id if (counted := catalogue.settings.counted) else "",
    )


def part_log(catalogue: Catalogue, rows: tuple[CountedRow, ...]) -> Log:
    """The parts of the rows as such a table."""
    parts = catalogue.settings.parts
    lines = part_lines(catalogue, rows)
    whole, shown = log(catalogue, lines), part_log_columns(catalogue)
    return whole._replace(
        parts=len(lines),
        columns=shown,
        csv=_csv(catalogue, shown),
        file=parts.key if parts else "",
        named_by=2,
    )


def _csv(catalogue: Catalogue, shown: Iterable[Column]) -> str:
    """The columns of the site's own files that belong to those of a table, as JSON."""
    settings, thing = catalogue.settings, catalogue.measure_of("thing")
    named = [settings.parts.one] if settings.parts else []
    named += [settings.things.key] if settings.things else []
    named += [thing.carried_as] if thing else []
    every = {
        "": " ".join(("id event date date_precision title type status article classes", *named)),
        "time": settings.local_column[0],
        "utc": "time_utc date_utc",
        **{column.key: column.csv for column in shown},
    }
    return json.dumps(every, separators=(",", ":"))


class Ready(NamedTuple):
    """A ready question: its words, whether rows are parts, what the address asks for, and other
    words by which readers look for the answer."""

    ask: str
    of_parts: bool
    query: str
    found_by: tuple[str, ...] = ()


def questions(catalogue: Catalogue) -> tuple[Ready, ...]:
    """The ready questions that the digest declares, as addresses of the log."""
    return tuple(_ready(catalogue, one) for one in catalogue.counted.questions)


def _ready(catalogue: Catalogue, question: Question) -> Ready:
    known, asked = possible_filters(catalogue), list[tuple[str, str]]()
    for choice in question.choose:
        found = [year_of(catalogue, word) or word for word in choice.among]
        if choice.by == YEAR:
            asked += [(FROM, found[0]), (TO, found[-1])]
        else:
            asked += [(known[choice.by].key, value) for value in found]
    sort = next((one for one in columns(catalogue) if one.about == question.sort), None)
    if sort:
        asked.append(("sort", f"{sort.key}-desc"))
    return Ready(question.ask, question.show == "parts", urlencode(asked), question.found_by)


def _facet(catalogue: Catalogue, name: str, label: str, keys: Sequence[dict[str, str]]) -> Facet:
    counts = Counter(value for key in keys for value in key.get(name, UNKNOWN).split())
    names = _years(counts) if name == YEAR else values(catalogue, name)
    found = names if name == YEAR else in_order(catalogue, name, counts)
    options = [Option(value, names[value], counts[value]) for value in found]
    # That sources differ is known of every row: they do, or what was read does not show it.
    if counts[UNKNOWN] and name != SOURCES:
        options.append(Option(UNKNOWN, "Not known", counts[UNKNOWN]))
    return Facet(name, label, tuple(options), len(keys))


def _years(found: Iterable[str]) -> Mapping[str, str]:
    return {year: year for year in sorted(set(found) - {UNKNOWN}, reverse=True)}


def _names(catalogue: Catalogue, rows: Iterable[CountedRow]) -> str:
    systems = {system.id: system for row in rows for system in row.systems}
    places = {place.id: place for row in rows for place in row.places}
    found = {"system": _aliases(catalogue, systems), "place": _aliases(catalogue, places)}
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _aliases(
    catalogue: Catalogue, records: Mapping[str, System] | Mapping[str, Place]
) -> dict[str, str]:
    """Every other name of each, in the spellings of names in Hangul and in words of readers too."""
    return {
        key: " ".join(others)
        for key, record in records.items()
        if (others := (*spellings(catalogue, record)[1:], *record.found_by))
    }
