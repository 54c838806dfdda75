"""What is computed once of a record: kept as long as records are read, since a record is frozen."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

R = TypeVar("R")
T = TypeVar("T")


_FORGETTING: list[Callable[[], None]] = []


def forget() -> None:
    """Let go of all that was computed of records; it would be computed again."""
    for cache_clear in _FORGETTING:
        cache_clear()


class _Same:
    """A record, the same as itself alone; to compare records takes longer than most computing."""

    __slots__ = ("record",)

    def __init__(self, record: object) -> None:
        self.record = record

    def __hash__(self) -> int:
        return id(self.record)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.record is other.record


def per_record(compute: Callable[..., T]) -> Callable[..., T]:
    """The function of a record and of what else it is given, which computes its result once.

    Nothing else may count in it: what it would ask of other records, it must be given.
    """

    @lru_cache(maxsize=32768)  # like the records themselves in `loading`
    def kept(same: _Same, *args: Any) -> T:
        return compute(same.record, *args)

    _FORGETTING.append(kept.cache_clear)

    @wraps(compute)
    def computed(record: object, *args: Any) -> T:
        return kept(_Same(record), *args)

    return computed
