"""Lists that grow with the records without end: a page begins with the first of a very long one."""

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

WHOLE = 1000
"""A page with more rows takes seconds to open, so it begins with the `FIRST` of them."""
FIRST = 100
Row = TypeVar("Row")
Key = TypeVar("Key")


class Begun(NamedTuple, Generic[Row]):
    """The rows that a page has of a list, and how many there are in all."""

    rows: Sequence[Row]
    total: int

    @property
    def whole(self) -> bool:
        """Whether every row is there."""
        return len(self.rows) == self.total


def whole(total: int) -> bool:
    """Whether a page has all rows of a list."""
    return total <= WHOLE


def first(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows that a page has of a list."""
    return rows if whole(len(rows)) else rows[:FIRST]


def begun(rows: Iterable[Row]) -> Begun[Row]:
    """The same with their number in all."""
    every = tuple(rows)
    return Begun(first(every), len(every))


def newest(rows: Iterable[Row]) -> Begun[Row]:
    """The same of rows that are oldest first: where not all are there, the newest, those first."""
    every = tuple(rows)
    return begun(every if whole(len(every)) else every[::-1])


class BegunGroup(NamedTuple, Generic[Key, Row]):
    """The rows that a page has of one group of a list, and how many it has in all."""

    key: Key
    rows: Sequence[Row]
    total: int


class BegunGroups(NamedTuple, Generic[Key, Row]):
    """The groups of which a page has a row, all their rows, and how many there are in all."""

    groups: tuple[BegunGroup[Key, Row], ...]
    rows: Sequence[Row]
    total: int

    @property
    def whole(self) -> bool:
        """Whether every row is there."""
        return len(self.rows) == self.total


def begun_groups(groups: Iterable[tuple[Key, Sequence[Row]]]) -> BegunGroups[Key, Row]:
    """The first rows of a list in groups."""
    every = tuple(groups)
    shown = begun(row for _, rows in every for row in rows)
    found, left = list[BegunGroup[Key, Row]](), len(shown.rows)
    for key, rows in every:
        if here := rows[:left]:
            found.append(BegunGroup(key, here, len(rows)))
            left -= len(here)
    return BegunGroups(tuple(found), *shown)
