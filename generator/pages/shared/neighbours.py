"""What comes before and after one of many, for the links to the pages beside it."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def neighbours(order: Sequence[T], one: T) -> tuple[T | None, T | None]:
    """The one before and the one after; None at either end."""
    index = order.index(one)
    return (order[index - 1] if index else None, (*order[index + 1 : index + 2], None)[0])
