"""Whether statements on one property agree: equal, able to be true at once, or not."""

from itertools import combinations

from generator.catalogue import Catalogue
from generator.catalogue.values import Value
from generator.evidence.claims import Statement
from generator.evidence.comparison import equal, values_apart
from generator.values.numbers import QuantityValue
from generator.values.scalars import Ref
from generator.values.tolerance import Difference

# `{each}` is what there is one of in each part.
VERDICTS = {
    "one": "One statement",
    "apart": "One statement a {each}",
    "origin": "One origin, repeated",
    "same": "Sources agree",
    "compatible": "Sources fit together",
    "echo": "One source, repeated by a database",
    "near": "One source, and a database that fits it",
    "each": "One source a {each}",
    "lists": "Databases alone",
    "dated": "A database has another day",
    "minor": "Minor differences",
    "differ": "Sources differ",
    "words": "Statements side by side",
}


def labels(catalogue: Catalogue) -> dict[str, str]:
    """What readers read for each verdict, in the words of the digest."""
    parts = catalogue.settings.parts
    each = parts.each if parts else "part"
    return {key: words.format(each=each) for key, words in VERDICTS.items()}


def verdict(catalogue: Catalogue, statements: list[Statement]) -> str:
    """A key of `VERDICTS`; only statements on the same part are compared.

    What was withdrawn says nothing any more and is not compared.
    """
    kept = [statement for statement in statements if not statement.withdrawn]
    if len(kept) < 2:
        return "one"
    pairs = [(a, b) for a, b in combinations(kept, 2) if subject(a) == subject(b)]
    most = max((apart(catalogue, a, b) for a, b in pairs), default=Difference.NO)
    if most is Difference.MATERIAL:
        return "differ"
    if kept[0].entry.kind == "text":
        return "words"
    if not pairs:
        return "apart"
    if most is Difference.MINOR:
        return "minor"
    # A database has its values from others: with one of them it is no second witness.
    bodies = {statement.body for statement in kept if not statement.compiled}
    if not bodies:
        return "lists"
    if len({statement.body for statement in kept}) == 1:
        return "origin"
    equals = all(alike(a, b) for a, b in pairs)
    if _independent(kept) > 1:
        return "same" if equals else "compatible"
    if len(bodies) > 1:
        return "each"
    return "echo" if equals else "near"


def _independent(statements: list[Statement]) -> int:
    """How many bodies other than databases speak of the same part, or of the whole event."""
    bodies: dict[tuple[str, int | None], set[str]] = {}
    for statement in statements:
        if not statement.compiled:
            bodies.setdefault(subject(statement), set()).add(statement.body)
    return max(map(len, bodies.values()), default=0)


def subject(statement: Statement) -> tuple[str, int | None]:
    """What a statement is compared by: its property and part, None for the event as a whole.

    The time of an event is that of its first part.
    """
    first = 1 if statement.entry.field == "time" else None
    return statement.entry.id, statement.claim.part or first


def apart(catalogue: Catalogue, a: Statement, b: Statement) -> Difference:
    """How two statements differ. A denial contradicts whoever asserts an equal value.

    Texts that are asserted are never compared, and a speaker never differs from its own rounding.
    """
    if a.withdrawn or b.withdrawn or (a.denied and b.denied):
        return Difference.NO
    if a.denied or b.denied:
        return Difference.MATERIAL if equal(a.value, b.value) else Difference.NO
    if _several_places(catalogue, a, b) or _one_account(a, b):
        return Difference.NO
    if a.entry.kind == "text" or (a.origin.id == b.origin.id and _rounded(a.value, b.value)):
        return Difference.NO
    return values_apart(catalogue, a.meant, b.meant, a.entry.unit)


def _several_places(catalogue: Catalogue, a: Statement, b: Statement) -> bool:
    """Whether both name a place of an event that happened in several: either says a part of it."""
    if a.entry.field != "place" or not a.claim.event:
        return False
    places = catalogue.events[a.claim.event].all_places
    return len(places) > 1 and {a.value, b.value} <= set(places)


def _one_account(a: Statement, b: Statement) -> bool:
    """Whether one speaker names both in one article: then each is said of some of the parts.

    So it is with what can be named, such as systems and places. Of two numbers, or of two values of
    the same part, one would be wrong; and what is corrected is wrong.
    """
    return (
        a.entry.group == "counted"
        and isinstance(a.value, Ref | str)
        and (a.article.id, a.origin.id, a.claim.said) == (b.article.id, b.origin.id, b.claim.said)
        and not (a.claim.part or b.claim.part or "corrects" in (a.stance, b.stance))
    )


def contradict(catalogue: Catalogue, a: Statement, b: Statement) -> bool:
    """Whether two statements differ in earnest."""
    return apart(catalogue, a, b) is Difference.MATERIAL


def _rounded(a: Value, b: Value) -> bool:
    """Whether one number is the other one rounded: 1,000 of 1,000.2, 6,050 of 6,045."""
    if not (isinstance(a, QuantityValue) and isinstance(b, QuantityValue)):
        return False
    return a.rounds(b) or b.rounds(a)


def alike(a: Statement, b: Statement) -> bool:
    """Whether both say the same: equal values, both asserted, both denied or both withdrawn."""
    return (a.denied, a.withdrawn) == (b.denied, b.withdrawn) and equal(a.value, b.value)
