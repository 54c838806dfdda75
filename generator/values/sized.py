"""Amounts of money and lengths of time in words: quantities that name their own unit.

`about 1.2 million USD` and `at least 3 hours` keep bound and text; their numbers are whole units of
the currency, and seconds.
"""

import re
from collections.abc import Iterable
from types import MappingProxyType

from generator.problems import Refused, shown
from generator.values.intended import LEAVE_OUT, is_nothing
from generator.values.numbers import QuantityValue, parse_quantity

SCALES = MappingProxyType(
    {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
)
SECONDS = MappingProxyType({"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800})
"""Months and years differ in length, so they are no units of a duration."""
# A currency by its code in ISO 4217.
MONEY = re.compile(
    rf"(.*?\d[\d.]*|several|hundreds|thousands)(?: ({'|'.join(SCALES)}))? ([A-Z]{{3}})"
)
DURATION = re.compile(rf"(.*?\d[\d.]*|several|dozens|hundreds) ({'|'.join(SECONDS)})s?")


def _sized(text: str, number: str, factor: int, unit: str) -> QuantityValue:
    """A quantity in a unit of its own; the number is refused as any number is."""
    try:
        found = parse_quantity(number)
    except Refused as refused:
        fix = refused.fix
        if fix.startswith("write "):
            fix += text.removeprefix(number)
        message = f"`{shown(text)}`: {refused.message}"
        raise Refused(refused.code, message, fix) from refused
    low, high = (bound if bound is None else bound * factor for bound in (found.low, found.high))
    return QuantityValue(low, high, found.form, text, unit)


def parse_money(text: str) -> QuantityValue:
    """`about 1.2 million USD`, `more than 500 EUR`: its numbers are whole units of the currency."""
    if match := MONEY.fullmatch(text):
        return _sized(text, match[1], SCALES.get(match[2], 1), match[3])
    fix = LEAVE_OUT if is_nothing(text) else _money_fix(text)
    raise Refused("S011", f"`{shown(text)}` is not an amount of money", fix)


def _money_fix(text: str) -> str:
    """The same amount with the code of its currency behind it, where the text says which."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    if "€" in plain:
        plain = f"{' '.join(plain.replace('€', ' ').split())} EUR"
    if turned := re.fullmatch(r"([A-Z]{3}) ?(\d.*)", plain):
        plain = f"{turned[2]} {turned[1]}"
    if MONEY.fullmatch(plain) and plain != text:
        return f"write {plain}"
    # A dollar is that of some twenty states: whoever obeys must not say another.
    return "end it with the code of its currency, such as about 1.2 million USD"


def parse_duration(text: str) -> QuantityValue:
    """`at least 3 hours`, `40 to 50 minutes`, `90 seconds`: its numbers are seconds."""
    if match := DURATION.fullmatch(text):
        return _sized(text, match[1], SECONDS[match[2]], "s")
    fix = "write a number and second, minute, hour, day or week, such as at least 3 hours"
    short = re.fullmatch(r"(.*?\d[\d.]*) ?(s|sec|secs|min|mins|h|hr|hrs|d|w)\.?", text)
    units = {"s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week"}
    if short:
        unit = units[short[2][0]]
        fix = f"write {short[1]} {unit}{'' if short[1] == '1' else 's'}"
    elif re.search(r"\b(?:month|year)s?$", text):
        fix = "months and years differ in length: write days or weeks, or say it in the summary"
    elif is_nothing(text):
        fix = LEAVE_OUT
    raise Refused("S011", f"`{shown(text)}` is not a duration", fix)


def scale_of(values: Iterable[QuantityValue]) -> tuple[int, str]:
    """What to divide amounts or durations by, so that few digits are left, and the unit then.

    `60, "minutes"` for what takes up to two hours; they share one unit.
    """
    found = list(values)
    unit, most = found[0].unit, max(one.high or one.low or 0 for one in found)
    steps: list[tuple[int, str]] = [(1, unit)]
    if unit == "s":
        steps = [(factor, f"{word}s") for word, factor in SECONDS.items()]
    else:
        steps += [(factor, f"{word} {unit}") for word, factor in SCALES.items()]
    return next((step for step in reversed(steps) if most >= 2 * step[0]), steps[0])
