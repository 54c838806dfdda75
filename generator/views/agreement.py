"""Whether statements on one property agree: equal, able to be true at once, or not."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from generator.catalogue import Catalogue
from generator.catalogue.values import Value
from generator.model.numbers import ABOUT, QuantityValue
from generator.model.scalars import Ref
from generator.model.times import ClockValue, DayValue
from generator.views.claims import Statement

VERDICTS = {
    "one": "One statement",
    "apart": "One statement a missile",
    "origin": "One origin, repeated",
    "same": "Sources agree",
    "compatible": "Sources fit together",
    "echo": "One source, repeated by a database",
    "near": "One source, and a database that fits it",
    "lists": "Databases alone",
    "dated": "A database has another day",
    "differ": "Sources differ",
    "words": "Statements side by side",
}
ABOUT_MINUTES = 5


def verdict(catalogue: Catalogue, statements: list[Statement]) -> str:
    """A key of `VERDICTS`; only statements on the same missile are compared.

    What was withdrawn says nothing any more and is not compared.
    """
    told = [found for found in statements if not found.withdrawn]
    if len(told) < 2:
        return "one"
    pairs = [(a, b) for a, b in combinations(told, 2) if subject(a) == subject(b)]
    if any(contradict(catalogue, a, b) for a, b in pairs):
        return "differ"
    if told[0].entry.kind == "text":
        return "words"
    if not pairs:
        return "apart"
    if len({found.body for found in told}) == 1:
        return "origin"
    equals = all(alike(a, b) for a, b in pairs)
    independent = _independent(told)
    if independent > 1:
        return "same" if equals else "compatible"
    # A database has its values from others: with one of them it is no second witness.
    return "lists" if not independent else "echo" if equals else "near"


def _independent(told: list[Statement]) -> int:
    """How many bodies other than databases speak of the same missile, or of the whole launch."""
    bodies: dict[tuple[str, int | None], set[str]] = {}
    for found in told:
        if not found.compiled:
            bodies.setdefault(subject(found), set()).add(found.body)
    return max(map(len, bodies.values()), default=0)


def subject(found: Statement) -> tuple[str, int | None]:
    """What a statement is compared by: its property and missile, None for the launch as a whole.

    The time of a launch is that of its first missile.
    """
    first = 1 if found.entry.id == "time" else None
    return found.entry.id, found.claim.flight or first


def contradict(catalogue: Catalogue, a: Statement, b: Statement) -> bool:
    """Whether not both can be true. A denial contradicts whoever asserts an equal value.

    Texts that are asserted are never held against each other.
    """
    if a.withdrawn or b.withdrawn or (a.denied and b.denied):
        return False
    if a.denied or b.denied:
        return equal(a.value, b.value)
    if a.entry.kind == "text" or (a.origin.id == b.origin.id and _rounded(a.value, b.value)):
        return False
    return not compatible(catalogue, a.meant, b.meant)


def _rounded(a: Value, b: Value) -> bool:
    """Whether one number is the other one rounded: 1,000 of 1,000.2, 6,050 of 6,045."""
    if not (isinstance(a, QuantityValue) and isinstance(b, QuantityValue)):
        return False
    if a.exact is None or b.exact is None:
        return False
    coarse, fine = sorted((a.exact.normalize(), b.exact.normalize()), key=_places)
    if abs(coarse - fine) > ABOUT * abs(fine):
        return False
    place = Decimal(1).scaleb(-_places(coarse))
    return (fine / place).quantize(Decimal(1), ROUND_HALF_UP) * place == coarse


def _places(number: Decimal) -> int:
    """How many places after the point a number has; of whole tens it is -1."""
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def alike(a: Statement, b: Statement) -> bool:
    """Whether both say the same: equal values, both asserted, both denied or both withdrawn."""
    return (a.denied, a.withdrawn) == (b.denied, b.withdrawn) and equal(a.value, b.value)


def equal(a: Value, b: Value) -> bool:
    """Whether two values are the same; one minute is one minute on either clock."""
    if isinstance(a, ClockValue) and isinstance(b, ClockValue):
        return a.in_zone("UTC") == b.in_zone("UTC")
    if isinstance(a, QuantityValue) and isinstance(b, QuantityValue):
        return a[:3] == b[:3]
    return a == b


def compatible(catalogue: Catalogue, a: Value, b: Value) -> bool:
    """Whether both may be true: bounds that overlap, a place within the other, one time span."""
    if equal(a, b):
        return True
    if isinstance(a, QuantityValue) and isinstance(b, QuantityValue):
        return a.overlaps(b)
    if isinstance(a, ClockValue) and isinstance(b, ClockValue):
        return _clocks_overlap(a.in_zone("KST"), b.in_zone("KST"))
    if isinstance(a, DayValue) and isinstance(b, DayValue):
        return not (a.surely_before(b) or b.surely_before(a))
    if isinstance(a, Ref) and isinstance(b, Ref) and a.kind == "places":
        return b in _around(catalogue, a) or a in _around(catalogue, b)
    return False


def _clocks_overlap(a: ClockValue, b: ClockValue) -> bool:
    slack = ABOUT_MINUTES if a.about or b.about else 0
    (a_from, a_to), (b_from, b_to) = _minutes(a), _minutes(b)
    # A span that ends after midnight may meet one that begins after it.
    return any(
        a_from + shift <= b_to + slack and b_from <= a_to + shift + slack
        for shift in (-1440, 0, 1440)
    )


def _minutes(clock: ClockValue) -> tuple[int, int]:
    """First and last minute; a span that crosses midnight ends beyond 1440."""
    last = clock.minutes if clock.until is None else clock.until
    return clock.minutes, last + 1440 if last < clock.minutes else last


def _around(catalogue: Catalogue, place: Ref) -> set[str]:
    found: set[str] = set()
    current: str | None = place
    while current and current not in found:
        found.add(current)
        current = catalogue.places[current].within
    return found
