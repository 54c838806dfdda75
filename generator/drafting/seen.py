"""Which rows of a table were there the last time, so that changed and vanished ones are reported.

Of a column that may not be copied only a hash is kept, which tells that it changed and not to what.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from generator.drafting.tables import MOST_ROWS, Row
from generator.linkhealth import saved_state
from generator.schema.topic import WatchedTable

KEY = "tables"
HASH = "sha256:"
# A row that shares fewer of its texts with another is another row.
ALIKE = 0.5
# Of more rows of one day the first are compared, so that no table takes for ever.
MANY = 200
Text = Annotated[str, Field(max_length=2_000)]


class SeenRow(NamedTuple):
    """A row as it was: its id, and its texts by column, or the hash of a text."""

    id: Text
    cells: dict[Text, Text]


class Seen(NamedTuple):
    """A table as it was, and the hashes of the occasions that were told as new."""

    rows: Annotated[list[SeenRow], Field(max_length=MOST_ROWS)]
    drafted: Annotated[list[Text], Field(max_length=MOST_ROWS)]


SEEN = TypeAdapter(Seen)


class Changed(NamedTuple):
    """A row that is another: its id now, and before and after of each column that changed."""

    id: str
    columns: Mapping[str, tuple[str, str]]


class Changes(NamedTuple):
    """What became of the rows since the last time."""

    changed: tuple[Changed, ...] = ()
    gone: tuple[SeenRow, ...] = ()


def read(path: Path) -> tuple[dict[str, Seen], str | None]:
    """Each table as it was, by its id, and what was wrong with the file.

    Raises OSError and Foreign as `saved_state.load` does.
    """
    rows, fault = saved_state.load(path, KEY)
    found: dict[str, Seen] = {}
    for key, row in rows.items():
        try:
            found[key] = SEEN.validate_python(row)
        except ValidationError:
            fault = f"what it holds of {key[:40]} makes no sense"
    return found, fault


def write(path: Path, tables: Mapping[str, Seen]) -> None:
    """Put the state in the place of the old one."""
    rows = {
        key: {"rows": [one._asdict() for one in seen.rows], "drafted": seen.drafted}
        for key, seen in sorted(tables.items())
    }
    saved_state.store(path, KEY, rows)


def kept(table: WatchedTable, rows: Iterable[Row]) -> list[SeenRow]:
    """The rows as they are remembered: what is read, with hashes of what may not be copied."""
    names = [one.column for one in table.columns]
    return [
        SeenRow(row.id[:200], {name: _kept(table, name, row.cells.get(name, "")) for name in names})
        for row in rows
    ]


def _kept(table: WatchedTable, column: str, text: str) -> str:
    if column in table.copied and len(text) <= 1_000:
        return text
    return f"{HASH}{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def changes(day: str, before: Sequence[SeenRow], now: Sequence[SeenRow]) -> Changes:
    """Rows that changed or went away, found by what they say; their order and ids do not count.

    `day` is the column with the day. Equal rows differ in their number alone.
    """
    old, new = _without(before, now), _without(now, before)
    changed: list[Changed] = []
    # By the day first; then what differs in nothing but the day.
    for bucket, least in ((_cell(day), ALIKE), (_but(day), 1.0)):
        near: defaultdict[object, list[SeenRow]] = defaultdict(list)
        for row in new:
            near[bucket(row)].append(row)
        gone: list[SeenRow] = []
        for row in old:
            others = near[bucket(row)]
            best = max(others[:MANY], key=lambda other: _alike(row, other, day), default=None)
            if best is None or _alike(row, best, day) < least:
                gone.append(row)
            else:
                others.remove(best)
                changed.append(_changed(row, best))
        old, new = gone, [row for others in near.values() for row in others]
    return Changes(tuple(changed), tuple(old))


def _cell(column: str) -> Callable[[SeenRow], object]:
    return lambda row: row.cells.get(column, "")


def _but(column: str) -> Callable[[SeenRow], object]:
    return lambda row: tuple(pair for pair in content(row) if pair[0] != column)


def _without(rows: Sequence[SeenRow], others: Sequence[SeenRow]) -> list[SeenRow]:
    """The rows that are not among others, each as often as it is more."""
    left = Counter(content(row) for row in others)
    found = []
    for row in rows:
        if left[key := content(row)]:
            left[key] -= 1
        else:
            found.append(row)
    return found


def content(row: SeenRow) -> tuple[tuple[str, str], ...]:
    """What tells a row from another, whatever its id."""
    return tuple(sorted(row.cells.items()))


def _alike(one: SeenRow, other: SeenRow, day: str) -> float:
    """Which share of its columns but that of the day a row has as another."""
    names = (one.cells.keys() | other.cells.keys()) - {day}
    same = sum(one.cells.get(name) == other.cells.get(name) for name in names)
    return same / len(names) if names else 0.0


def _changed(old: SeenRow, new: SeenRow) -> Changed:
    names = dict.fromkeys((*old.cells, *new.cells))
    pairs = {name: (old.cells.get(name, ""), new.cells.get(name, "")) for name in names}
    return Changed(new.id, {name: pair for name, pair in pairs.items() if pair[0] != pair[1]})
