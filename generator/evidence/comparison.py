"""Whether two values of one property can both be true: the same question everywhere."""

from generator.catalogue.link import Catalogue
from generator.catalogue.values import Value
from generator.values import tolerance
from generator.values.numbers import QuantityValue
from generator.values.scalars import Ref
from generator.values.times import ClockValue, DayValue
from generator.values.tolerance import Difference


def equal(a: Value, b: Value) -> bool:
    """Whether two values are the same; one minute is one minute on either clock."""
    if isinstance(a, ClockValue) and isinstance(b, ClockValue):
        return a.in_zone("UTC") == b.in_zone("UTC")
    if isinstance(a, QuantityValue) and isinstance(b, QuantityValue):
        return a[:3] == b[:3]
    return a == b


def values_apart(catalogue: Catalogue, a: Value, b: Value, unit: str | None) -> Difference:
    """How two values of one property differ.

    They do not where bounds overlap, or one place lies within the other; numbers and times that
    lie close together differ slightly.
    """
    if equal(a, b):
        return Difference.NO
    if isinstance(a, QuantityValue) and isinstance(b, QuantityValue):
        return tolerance.quantities(a, b, unit)
    if isinstance(a, ClockValue) and isinstance(b, ClockValue):
        return tolerance.clocks(a, b)
    if isinstance(a, DayValue) and isinstance(b, DayValue):
        return Difference.MATERIAL if a.surely_before(b) or b.surely_before(a) else Difference.NO
    if isinstance(a, Ref) and isinstance(b, Ref) and a.kind == "places":
        within = b in catalogue.chain("places", a, "within") or a in catalogue.chain(
            "places", b, "within"
        )
        return Difference.NO if within else Difference.MATERIAL
    return Difference.MATERIAL
