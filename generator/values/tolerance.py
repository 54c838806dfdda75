"""How far apart two values may lie before it matters: the one rule wherever values are compared.

Quantities, times and days compare themselves by it. The page `docs/method.md` takes its numbers
from `WORDS`, so what it says is what is done. Units are those of `claim-properties`: `km`, `s`, or
none for what is counted.
"""

from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

SHARE = Decimal("0.05")
"""Of the smaller of two numbers: what sensors and rounding leave open."""
KILOMETRES = Decimal(10)
"""The least that is allowed of a length; of short ranges five per cent would be too little."""
MEASURED = ("km", "m", "s", "kg", "t")
"""Units of what is measured; all else is counted."""
MINUTES = 10

PERCENT = f"{SHARE * 100:.0f} %"
WORDS = {
    "share": PERCENT,
    "lengths": f"{PERCENT} or {KILOMETRES} km, whichever is more",
    "times": f"{MINUTES} minutes",
}
"""The rule in words; a page written by hand takes them from here, as `{{ lengths }}`."""


class Difference(IntEnum):
    """Whether two values can be true at once, and if not, whether the difference matters."""

    NO = 0
    MINOR = 1
    MATERIAL = 2


class Bounds(NamedTuple):
    """The least and the most that a value may be; None: not bounded on that side."""

    low: Decimal | None
    high: Decimal | None


def allowed(number: Decimal, unit: str | None) -> Decimal:
    """How far another value may lie from this one, for a small difference."""
    share = SHARE * number
    return max(share, KILOMETRES) if unit == "km" else share
