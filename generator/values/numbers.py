"""Numbers that keep their bounds: quantities, coordinates, bearings.

One strict grammar each; the parser returns the value or raises `Refused` with the fix.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.problems import Refused, Wanted, shown
from generator.values.intended import (
    LEAVE_OUT,
    NUMBER,
    degrees,
    is_nothing,
    plain_signs,
    quantities,
    signs,
    thousands,
)
from generator.values.tolerance import MEASURED, SHARE, Bounds, Difference, allowed


class QuantityValue(NamedTuple):
    """A number with its bounds. None means: not bounded on that side. `text` is as written.

    `unit` is its own where the text names one, as of money: a currency, or `s` of a duration.
    """

    low: Decimal | None
    high: Decimal | None
    form: str
    text: str
    unit: str = ""

    def __str__(self) -> str:
        return re.sub(r"(?<![\d.])\d{4,}", lambda digits: f"{int(digits[0]):,}", self.text)

    @property
    def exact(self) -> Decimal | None:
        """The number, where it was given without any bound."""
        return self.low if self.form == "exact" else None

    def equal(self, other: "QuantityValue") -> bool:
        """Whether both are the same number with the same bounds, however they are written."""
        return (*self[:3], self.unit) == (*other[:3], other.unit)

    def interval(self, unit: str | None) -> Bounds:
        """What it leaves open: its own bounds, and around an `about` what is allowed."""
        low, high = self.low, self.high
        if self.form == "about":
            low = None if low is None else max(low - allowed(low, unit), Decimal(0))
            high = None if high is None else high + allowed(high, unit)
        return Bounds(low, high)

    def differs(self, other: "QuantityValue", unit: str | None) -> Difference:
        """How it differs from another of its unit: not at all where their bounds overlap.

        Things are counted, so two exact counts that are not equal differ in earnest. The speaker's
        own `about` allows what is allowed between any two others.
        """
        if self.unit != other.unit:
            # What a currency was worth in another one is in no record, so they are not compared.
            return Difference.NO
        unit = self.unit or unit
        gap, below = max(self._gap_below(other), other._gap_below(self))
        if gap <= 0:
            return Difference.NO
        about = "about" in (self.form, other.form)
        if gap > allowed(below, unit) or not (about or unit in MEASURED):
            return Difference.MATERIAL
        return Difference.NO if about else Difference.MINOR

    def _gap_below(self, upper: "QuantityValue") -> tuple[Decimal, Decimal]:
        """How far it lies below another, and the number from which that is measured."""
        if self.high is None or upper.low is None:
            return Decimal(0), Decimal(0)
        return upper.low - self.high, self.high

    def rounds(self, fine: "QuantityValue") -> bool:
        """Whether it is the other to fewer places, rounded or cut: 6,248 of 6,248.5.

        False of numbers with bounds, of equal ones, and where so much was rounded that it matters.
        """
        if self.exact is None or fine.exact is None or self.exact == fine.exact:
            return False
        place = Decimal(1).scaleb(-_places(self.exact))
        off = abs(self.exact - fine.exact)
        near = 2 * off <= place or (off < place <= 1)
        return near and _places(self.exact) < _places(fine.exact) and off <= SHARE * fine.exact

    def whole_of(self, fine: "QuantityValue") -> bool:
        """Whether it is the other without what is behind its point: 6,248 of 6,248.5."""
        if self.exact is None or fine.exact is None:
            return False
        return abs(self.exact - fine.exact) < 1 and self.rounds(fine)


def _places(number: Decimal) -> int:
    """How many places after the point a number has; of whole tens it is -1."""
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


# The least that each word can mean; none of them has an upper bound.
VAGUE = {
    **{"several": 2, "multiple": 2, "over a dozen": 13, "dozens": 24},
    **{"hundreds": 200, "thousands": 2000},
}
FORMS = ("about", "almost", "at least", "more than", "up to", "less than")


ENDS = rf"(?:({'|'.join(FORMS)}) )?({NUMBER})(?: to ({NUMBER}))?"
QUANTITY_SHAPE = rf"{'|'.join(VAGUE)}|{ENDS}"
"""A regular expression that every quantity fits."""
COORDINATE = re.compile(r"-?\d{1,3}(?:\.\d{1,6})?", re.ASCII)

QUANTITY = "quantity"
"""The kind of a value whose fix only the catalogue knows: by the unit of its measure."""


def number_fix(text: str, unit: str = "", nouns: Sequence[str] = ()) -> str:
    """What the author most likely meant, by the unit of the number and what it is of."""
    if is_nothing(text) or text.lower().lstrip("+-.") in {"nan", "inf", "infinity"}:
        return LEAVE_OUT
    if len(text) > 40:
        return "write a plausible number"
    names = [name for name in (unit, *nouns) if name]
    plain = re.sub(r"(?<=\d)[,_](?=\d{3})", "", plain_signs(text))
    ends = re.findall(r"\d[\d.]*", plain)
    if two := next((end for end in ends if thousands(end)), None):
        return _readings(plain_signs(text), two, names)
    if found := re.fullmatch(rf"({NUMBER})\s*([a-z]+)", plain, re.I):
        number, word = found[1], found[2].lower()
        if unit and word.removesuffix("s") in {name.lower().removesuffix("s") for name in names}:
            return f"write {number}: the unit is in the key"
        if re.fullmatch("km|kilomet(?:re|er)s?|mi|miles?|nm|m|s|min", word):
            return _unit_fix(number, word, unit)
    if meant := [one for one in quantities(text, names) if _read(one)]:
        return f"write {meant[0]}"
    return "write 350, about 350, at least 2, more than 10, up to 400, 340 to 350 or several"


KILOMETRES = {"mi": ("miles", "1.609344"), "nm": ("nautical miles", "1.852"), "m": ("m", "0.001")}


def _unit_fix(number: str, word: str, unit: str) -> str:
    """What to write for a number with a unit: never the number of another unit than the key's."""
    alone = "write the number alone, in the unit of the key"
    word = "mi" if word.startswith("mile") else word
    if unit != "km" or word not in KILOMETRES:
        return alone
    name, each = KILOMETRES[word]
    kilometres = Decimal(number) * Decimal(each)
    exact = f"{kilometres.normalize():f}" if word == "m" else f"{kilometres:.0f}"
    return f"{number} {name} are {exact} km: {alone}"


def _wanted(text: str) -> Wanted:
    """That the fix is by the unit of the measure, unless there is no number at all."""
    return Wanted() if is_nothing(text) else Wanted(QUANTITY, text)


def _read(text: str) -> re.Match[str] | None:
    """The form and the ends of a quantity in digits, as groups of a match."""
    match = re.fullmatch(ENDS, text, re.ASCII)
    return None if match and match[1] and match[3] and match[1] != "about" else match


def _readings(text: str, number: str, names: Sequence[str] = ()) -> str:
    """The ways to write a quantity of which one number can be read in two, without its unit."""
    every = [text.replace(number, meant, 1) for meant in thousands(number)]
    return f"write {', or '.join(next(iter(quantities(one, names)), one) for one in every)}"


def _ask_thousands(text: str, ends: Iterable[str]) -> None:
    """Refuses `1.350`: 1350 in the papers of some countries, 1.35 in those of others."""
    for number in ends:
        if meant := thousands(number):
            message = f"`{shown(text)}` can be read in two ways: {', or '.join(meant)}?"
            raise Refused("S011", message, _readings(text, number), wanted=Wanted(QUANTITY, text))


@lru_cache(maxsize=8192)  # most numbers are in a record, in a claim and in words
def parse_quantity(text: str, precise: bool = False) -> QuantityValue:
    """`350`, `about 350`, `at least 2`, `more than 10`, `up to 400`, `340 to 350`, `several`.

    Three decimals are refused, for `1.350` may be 1350; only where values may be that `precise`
    three that do not end in a nought are taken, such as the 1.852 km of a nautical mile.
    """
    if text in VAGUE:
        return QuantityValue(Decimal(VAGUE[text]), None, text, text)
    match = _read(text)
    ends = re.findall(r"\d[\d.]*", plain_signs(text)) if len(text) <= 60 else []
    _ask_thousands(plain_signs(text), [end for end in ends if not precise or end.endswith("0")])
    if not match:
        if re.fullmatch(r"[+-]?\.?(?:nan|inf|infinity)", text, re.I):
            raise Refused("S012", f"`{text}` is not a finite number", number_fix(text))
        if len(text) > 60 or re.search(r"\d{11}", text):
            raise Refused(
                "S015", f"a number of {len(text)} characters is not plausible", number_fix(text)
            )
        if re.fullmatch(rf"-{NUMBER}", text, re.ASCII):
            raise Refused("S013", f"`{text}` is below zero", "check the number and its sign")
        message, fix = f"`{shown(text)}` is not a quantity{signs(text)}", number_fix(text)
        raise Refused("S011", message, fix, wanted=_wanted(text))
    form, low, high = match[1], Decimal(match[2]), Decimal(match[3] or match[2])
    if high < low:
        raise Refused("S013", f"`{text}` goes down", f"write {match[3]} to {match[2]}")
    if match[3] and high == low:
        one = f"{form} {match[2]}" if form else match[2]
        raise Refused("S013", f"`{text}` is one number", f"write {one}")
    if form in ("at least", "more than"):
        return QuantityValue(low, None, form, text)
    if form == "almost":
        return QuantityValue(low - SHARE * low, high, form, text)
    if form in ("up to", "less than"):
        return QuantityValue(None, high, form, text)
    return QuantityValue(low, high, form or ("range" if match[3] else "exact"), text)


def parse_coordinate(limit: int, name: str, text: str) -> Decimal:
    """Decimal degrees on WGS 84, positive to the north and east, at most six decimals."""
    if not COORDINATE.fullmatch(text):
        meant = degrees(text, limit)
        fix = f"write {meant or 'decimal degrees such as 39.15'}"
        message = f"`{shown(text)}` is not in decimal degrees{signs(text)}"
        if re.fullmatch(r"-?\d{1,3}\.\d{7,}", text, re.ASCII):
            message = f"`{shown(text)}` has more than six decimals"
        raise Refused("S010", message, LEAVE_OUT if is_nothing(text) else fix)
    there = Decimal(text)
    if abs(there) > limit:
        swapped = limit == 90 and abs(there) <= 180
        fix = "check it: did lat and lon change places?" if swapped else "check it"
        raise Refused("S014", f"{name} {text} is outside -{limit} to {limit}", fix)
    return there


def _whole_fix(low: int, high: int, text: str) -> str:
    """The whole number most likely meant, where there is one from `low` to `high`."""
    if is_nothing(text):
        return LEAVE_OUT
    joined = re.sub(r"(?<=\d)[,_](?=\d{3})", "", plain_signs(text)) if len(text) <= 20 else ""
    meant = re.fullmatch(r"0*(\d+)(?:\.0{1,2})?°?", joined, re.ASCII)
    if meant and low <= int(meant[1]) <= high:
        return f"write {int(meant[1])}"
    return f"write a whole number from {low} to {high}"


def parse_whole(low: int, high: int, text: str) -> int:
    """A whole number from `low` to `high`."""
    if not re.fullmatch(r"0|[1-9]\d{0,9}", text, re.ASCII):
        code = "S012" if text.lower().lstrip("+-.") in {"nan", "inf"} else "S011"
        fix = number_fix(text) if code == "S012" else _whole_fix(low, high, text)
        raise Refused(code, f"`{shown(text)}` is not a whole number{signs(text)}", fix)
    if not low <= int(text) <= high:
        raise Refused("S015", f"{text} is not from {low} to {high}", "check the number")
    return int(text)
