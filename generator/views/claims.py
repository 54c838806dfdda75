"""Who says what: the claims about a record, property by property, with agreement and origin."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from generator.catalogue import Catalogue, parsed_value
from generator.catalogue.values import Value, claim_kind, with_unit
from generator.model.numbers import QuantityValue
from generator.model.records import Actor, Article, Claim, Entry
from generator.model.scalars import Ref
from generator.model.times import ClockValue, DayValue
from generator.views.words import counted

VERDICTS = {
    "one": "One statement",
    "apart": "One statement a missile",
    "origin": "One origin, repeated",
    "same": "Sources agree",
    "compatible": "Sources fit together",
    "differ": "Sources differ",
    "words": "Statements side by side",
}


ABOUT_MINUTES = 5


class Statement(NamedTuple):
    """One claim with its article, the people in its chain, its value as read, its number there."""

    claim: Claim
    article: Article
    entry: Entry
    origin: Actor
    chain: tuple[Actor, ...]
    value: Value
    text: str
    number: int

    @property
    def target(self) -> tuple[str, str]:
        """The kind and id of the record it is about."""
        claim = self.claim
        refs = (claim.event, claim.fact, claim.actor, claim.system, claim.place)
        return next((ref.kind, str(ref)) for ref in refs if ref)


class Group(NamedTuple):
    """All statements about one property of one record; `verdict` is a key of `VERDICTS`."""

    entry: Entry
    statements: tuple[Statement, ...]
    verdict: str
    origins: int
    articles: int

    @property
    def tally(self) -> str:
        """`4 statements in 3 articles from 2 origins`."""
        return (
            f"{counted(len(self.statements), 'statement')} in {counted(self.articles, 'article')} "
            f"from {counted(self.origins, 'origin')}"
        )


def statement(catalogue: Catalogue, article: Article, claim: Claim) -> Statement:
    """A claim with everything that says who stands behind it.

    The chain leads from the origin outwards to agency and publisher, each once.
    """
    entry = catalogue.words["claim-properties"][claim.about]
    value = parsed_value(claim.value, claim_kind(catalogue.facts, entry, claim))
    refs = [*claim.via, *((article.agency,) if article.agency else ()), article.publisher]
    chain = tuple(catalogue.actors[ref] for ref in dict.fromkeys(refs) if ref != claim.by)
    text = with_unit(value, entry)
    if isinstance(value, ClockValue):
        other = value.in_zone("UTC" if value.zone == "KST" else "KST")
        text = f"{value} ({other})"
    if isinstance(value, Ref):
        known = catalogue.words.get(value.kind) or catalogue.of_kind(value.kind)
        text = known[value].name
    number = next(i for i, other in enumerate(article.claims, 1) if other is claim)
    return Statement(claim, article, entry, catalogue.actors[claim.by], chain, value, text, number)


def about(catalogue: Catalogue, kind: str, key: str) -> tuple[Statement, ...]:
    """Every statement about one record, oldest article first."""
    return tuple(
        statement(catalogue, article, claim)
        for article, claim in catalogue.claims.get((kind, key), ())
    )


def groups(catalogue: Catalogue, statements: Iterable[Statement]) -> tuple[Group, ...]:
    """Statements by property, in the order of the vocabulary."""
    by_property: dict[str, list[Statement]] = {}
    for found in statements:
        by_property.setdefault(found.entry.id, []).append(found)
    order = list(catalogue.words["claim-properties"])
    return tuple(
        Group(
            members[0].entry,
            tuple(sorted(members, key=lambda s: s.claim.flight or 0)),
            verdict(catalogue, members),
            len({member.origin.id for member in members}),
            len({member.article.id for member in members}),
        )
        for _, members in sorted(by_property.items(), key=lambda item: order.index(item[0]))
    )


def verdict(catalogue: Catalogue, statements: list[Statement]) -> str:
    """Whether statements on a property agree; only those on the same missile are compared."""
    if len(statements) == 1:
        return "one"
    if statements[0].entry.kind == "text":
        return "words"
    pairs = [(a, b) for a, b in combinations(statements, 2) if a.claim.flight == b.claim.flight]
    if not pairs:
        return "apart"
    unequal = [(a, b) for a, b in pairs if not _equal(a.value, b.value)]
    if not all(_compatible(catalogue, a.value, b.value) for a, b in unequal):
        return "differ"
    if len({found.origin.id for found in statements}) == 1:
        return "origin"
    return "compatible" if unequal else "same"


def _equal(a: Value, b: Value) -> bool:
    if isinstance(a, ClockValue) and isinstance(b, ClockValue):
        return a.in_zone("UTC") == b.in_zone("UTC")
    return a == b


def _compatible(catalogue: Catalogue, a: Value, b: Value) -> bool:
    """Whether both may be true: bounds that overlap, a place within the other, one time span."""
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


def origins(statements: Iterable[Statement]) -> Mapping[str, Actor]:
    """The distinct origins behind statements, in order."""
    return {found.origin.id: found.origin for found in statements}
