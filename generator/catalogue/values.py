"""Values whose grammar another record decides: a claim's by its property, a fact's by its unit."""

from collections.abc import Mapping
from functools import lru_cache

from generator.problems import Refused
from generator.schema.kinds import Claim, Entry, Fact
from generator.values.numbers import QuantityValue, parse_quantity, parse_whole
from generator.values.scalars import LINK_KINDS, Ref, parse_ref
from generator.values.sized import parse_duration, parse_money
from generator.values.times import ClockValue, DayValue, parse_clock, parse_day

# The kind of what a value refers to, by the word for one.
REFERENCES = LINK_KINDS
# What is no id; any other kind is the name of a vocabulary that the topic declares.
UNREFERRED = {"quantity", "number", "money", "duration", "bearing", "clock", "day", "text"}
Value = str | int | Ref | DayValue | ClockValue | QuantityValue


@lru_cache(maxsize=32768)  # pages, exports and rules ask for the same values again and again
def parsed_value(text: str, kind: str) -> Value:
    """A value that is written as `kind`; raises `Refused` where it does not fit."""
    if kind in ("quantity", "number"):
        return parse_quantity(text, precise=kind == "number")
    if kind == "money":
        return parse_money(text)
    if kind == "duration":
        return parse_duration(text)
    if kind == "bearing":
        return parse_whole(0, 359, text)
    if kind == "clock":
        return parse_clock(text)
    if kind == "day":
        return parse_day(text)
    if of_kind := refers(kind):
        return parse_ref(of_kind, text)
    return text


def refers(kind: str) -> str:
    """The kind of record or the vocabulary whose ids are the values; empty of all other values."""
    return "" if kind in UNREFERRED else REFERENCES.get(kind, kind)


def readable_value(text: str, kind: str) -> Value | None:
    """The value; None where it cannot be read, which is reported at its own place."""
    try:
        return parsed_value(text, kind)
    except Refused:
        return None


def fact_kind(unit: str) -> str:
    """How a fact's value is written."""
    return "day" if unit == "date" else "number"


def claim_kind(facts: Mapping[str, Fact], entry: Entry, claim: Claim) -> str:
    """How a claim's value is written: as its property says, or as the fact it is about does."""
    fact = facts.get(claim.fact) if claim.fact and entry.field == "value" else None
    return fact_kind(fact.unit) if fact else entry.written


def with_unit(value: Value, entry: Entry) -> str:
    """A claim's value in words, with the unit of its property."""
    own = isinstance(value, QuantityValue) and value.unit
    number = isinstance(value, QuantityValue | int) and not own
    return f"{value} {entry.unit}" if entry.unit and number else str(value)
