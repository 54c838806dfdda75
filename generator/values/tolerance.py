"""How far apart two values may lie before it matters: the one rule wherever values are compared.

The page `docs/method.md` takes its numbers from `WORDS`, so what it says is what is done. Units are
those of `claim-properties`: `km`, `s`, or none for what is counted.
"""

from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from generator.values.numbers import QuantityValue
from generator.values.times import ClockValue

SHARE = Decimal("0.05")
"""Of the smaller of two numbers: what sensors and rounding leave open."""
KILOMETRES = Decimal(10)
"""The least that is allowed of a length; of short ranges five per cent would be too little."""
MEASURED = ("km", "m", "s", "kg", "t")
"""Units of what is measured; all else is counted."""
MINUTES = 10
DAY = 24 * 60

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


def bounds(value: QuantityValue, unit: str | None) -> Bounds:
    """What a quantity leaves open: its own bounds, and around an `about` what is allowed."""
    low, high = value.low, value.high
    if value.form == "about":
        low = None if low is None else max(low - allowed(low, unit), Decimal(0))
        high = None if high is None else high + allowed(high, unit)
    return Bounds(low, high)


def quantities(a: QuantityValue, b: QuantityValue, unit: str | None) -> Difference:
    """How two quantities of one unit differ.

    Things are counted, so two exact counts that are not equal differ in earnest. The speaker's own
    `about` allows what is allowed between any two others.
    """
    below = max(_gap(a, b), _gap(b, a))
    if below.gap <= 0:
        return Difference.NO
    about = "about" in (a.form, b.form)
    if below.gap > allowed(below.number, unit) or not (about or unit in MEASURED):
        return Difference.MATERIAL
    return Difference.NO if about else Difference.MINOR


class _Gap(NamedTuple):
    """How far one value lies below another, and the number from which that is measured."""

    gap: Decimal
    number: Decimal


def _gap(lower: QuantityValue, upper: QuantityValue) -> _Gap:
    if lower.high is None or upper.low is None:
        return _Gap(Decimal(0), Decimal(0))
    return _Gap(upper.low - lower.high, lower.high)


def clocks(a: ClockValue, b: ClockValue) -> Difference:
    """How two times of one day differ; a span that ends after midnight may meet one after it."""
    gap = min(_minutes_between(a, b, shift) for shift in (-DAY, 0, DAY))
    if gap <= 0:
        return Difference.NO
    if gap > MINUTES:
        return Difference.MATERIAL
    return Difference.NO if a.about or b.about else Difference.MINOR


def _minutes_between(a: ClockValue, b: ClockValue, shift: int) -> int:
    (a_from, a_to), (b_from, b_to) = minutes(a), minutes(b)
    return max(a_from + shift - b_to, b_from - a_to - shift)


def minutes(clock: ClockValue, widened: bool = False) -> tuple[int, int]:
    """First and last minute in Korean time; a span that crosses midnight ends beyond 1440.

    `widened` adds what an `about` leaves open.
    """
    korean = clock.in_zone("KST")
    last = korean.minutes if korean.until is None else korean.until
    slack = MINUTES if widened and clock.about else 0
    end = last + DAY if last < korean.minutes else last
    return korean.minutes - slack, end + slack


def rounding(coarse: QuantityValue, fine: QuantityValue) -> bool:
    """Whether the first is the second to fewer places, rounded or cut: 6,248 of 6,248.5.

    False of numbers with bounds, of equal ones, and where so much was rounded that it matters.
    """
    if coarse.exact is None or fine.exact is None or coarse.exact == fine.exact:
        return False
    place = Decimal(1).scaleb(-_places(coarse.exact))
    off = abs(coarse.exact - fine.exact)
    near = 2 * off <= place or (off < place <= 1)
    return near and _places(coarse.exact) < _places(fine.exact) and off <= SHARE * fine.exact


def whole_of(entered: QuantityValue, given: QuantityValue) -> bool:
    """Whether the first is the second without what is behind its point: 6,248 of 6,248.5."""
    if entered.exact is None or given.exact is None:
        return False
    return abs(entered.exact - given.exact) < 1 and rounding(entered, given)


def _places(number: Decimal) -> int:
    """How many places after the point a number has; of whole tens it is -1."""
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
