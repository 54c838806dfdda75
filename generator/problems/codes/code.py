"""The shape of one kind of problem."""

from typing import Literal, NamedTuple


class Code(NamedTuple):
    """One kind of problem. `error` refuses the content, `warning` only tells."""

    severity: Literal["error", "warning"]
    what: str
    why: str
    how: str
    ignorable: bool = False
    """Whether a record may list it under `ignore`, since what is unusual can be right."""


def error(what: str, why: str, how: str, *, ignorable: bool = False) -> Code:
    """A kind that keeps the records off the site."""
    return Code("error", what, why, how, ignorable)


def warning(what: str, why: str, how: str, *, ignorable: bool = False) -> Code:
    """A kind that only tells."""
    return Code("warning", what, why, how, ignorable)
