"""What is computed once of a record, or of all records of a kind: kept as long as records are
read, since a record is frozen.
"""

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
    """A thing, the same as itself alone; to compare records takes longer than most computing."""

    __slots__ = ("thing",)

    def __init__(self, thing: object) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.thing is other.thing


def per_record(compute: Callable[..., T]) -> Callable[..., T]:
    """The function of a record and of what else it is given, which computes its result once.

    Nothing else may count in it: what it would ask of other records, it must be given.
    """
    return _kept(compute, 32768)  # like the records themselves in `loading`


def per_kind(compute: Callable[..., T]) -> Callable[..., T]:
    """The same for all records of a kind, by id: where one of another kind is saved, they stay."""
    return _kept(compute, 64)  # some for each kind, as it was before and as it is


def _kept(compute: Callable[..., T], size: int) -> Callable[..., T]:
    @lru_cache(maxsize=size)
    def kept(same: _Same, *args: Any) -> T:
        return compute(same.thing, *args)

    _FORGETTING.append(kept.cache_clear)

    @wraps(compute)
    def computed(thing: object, *args: Any) -> T:
        return kept(_Same(thing), *args)

    return computed
