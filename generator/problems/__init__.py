"""What an author got wrong, as values with a place and a fix, and as text, JSON, GitHub's
annotations and SARIF; not the rules that find it."""

from generator.problems.problem import (
    FILE_LIMIT,
    MESSAGE_LIMIT,
    START,
    Place,
    Problem,
    Refused,
    Wanted,
    as_json,
    as_text,
    errors,
    in_order,
    shown,
    tally,
)

__all__ = [
    "FILE_LIMIT",
    "MESSAGE_LIMIT",
    "START",
    "Place",
    "Problem",
    "Refused",
    "Wanted",
    "as_json",
    "as_text",
    "errors",
    "in_order",
    "shown",
    "tally",
]
