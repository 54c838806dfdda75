"""When records came and when their meaning changed: what the history has of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from generator.values.times import DayValue

Key = tuple[str, str]
"""The kind and the id of a record."""
Sort = Literal["added", "revised", "removed"]


class Revision(NamedTuple):
    """One record on one day: it was added, its values changed, or it was taken away.

    `fields` are the keys whose values changed; none where it was added or removed.
    """

    day: DayValue
    kind: str
    id: str
    sort: Sort
    fields: tuple[str, ...] = ()


class Dated(NamedTuple):
    """The day since which a record is there, and that on which its meaning last changed."""

    added: DayValue
    changed: DayValue


@dataclass(frozen=True)
class History:
    """All that the commits up to `commit` did to records, newest day first.

    A record has one revision a day at most. Ids are those that records had on that day.
    """

    commit: str
    revisions: tuple[Revision, ...]

    def of(self, kind: str, ids: Iterable[str]) -> Dated | None:
        """A record by its id and its former ones; None where no commit has it yet."""
        found = [one for key in ids for one in self._by_record.get((kind, key), ())]
        kept = [one.day for one in found if one.sort != "removed"]
        return Dated(min(kept), max(kept)) if kept else None

    @cached_property
    def _by_record(self) -> Mapping[Key, list[Revision]]:
        found: dict[Key, list[Revision]] = {}
        for one in self.revisions:
            found.setdefault((one.kind, one.id), []).append(one)
        return found

    @cached_property
    def days(self) -> Mapping[DayValue, tuple[Revision, ...]]:
        """The revisions of each day with any, newest day first, by kind and id."""
        found: dict[DayValue, list[Revision]] = {}
        for one in self.revisions:
            found.setdefault(one.day, []).append(one)
        return {day: tuple(of) for day, of in found.items()}
