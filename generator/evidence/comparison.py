"""Whether two values of one property can both be true: the same question everywhere."""

from generator.catalogue import Catalogue
from generator.catalogue.values import Value
from generator.values.numbers import QuantityValue
from generator.values.scalars import Ref
from generator.values.times import ClockValue, DayValue
from generator.values.tolerance import Difference


def equal(a: Value, b: Value) -> bool:
    """Whether two values are the same, however they are written."""
    if isinstance(a, QuantityValue) and isinstance(b, QuantityValue):
        return a.equal(b)
    if isinstance(a, ClockValue) and isinstance(b, ClockValue):
        return a.equal(b)
    return a == b


def values_apart(catalogue: Catalogue, a: Value, b: Value, unit: str | None) -> Difference:
    """How two values of one property differ.

    They do not where bounds overlap, or one place lies within the other; numbers and times that
    lie close together differ slightly.
    """
    if isinstance(a, QuantityValue) and isinstance(b, QuantityValue):
        return a.differs(b, unit)
    if isinstance(a, ClockValue) and isinstance(b, ClockValue):
        return a.differs(b)
    if isinstance(a, DayValue) and isinstance(b, DayValue):
        return a.differs(b)
    same = a == b
    if isinstance(a, Ref) and isinstance(b, Ref) and a.kind == "places":
        same |= b in catalogue.chain("places", a, "within") or a in catalogue.chain(
            "places", b, "within"
        )
    return Difference.NO if same else Difference.MATERIAL
