"""The shape of one kind of problem."""

from typing import Literal, NamedTuple


class Code(NamedTuple):
    """One kind of problem. `error` refuses the content, `warning` only tells."""

    severity: Literal["error", "warning"]
    what: str
    why: str
    how: str


def error(what: str, why: str, how: str) -> Code:
    """A kind that keeps the records off the site."""
    return Code("error", what, why, how)


def warning(what: str, why: str, how: str) -> Code:
    """A kind that only tells."""
    return Code("warning", what, why, how)
