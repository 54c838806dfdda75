"""Who says what: properties down, under each its values, under each value who says so."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.evidence import claims
from generator.evidence.agreement import alike, verdict
from generator.evidence.claims import Statement, Tally
from generator.evidence.resolved import ResolvedValue, ResolvedValues, mark, value_for
from generator.schema.kinds import Entry
from generator.values.clocks.local_time import Clocks

# How a value compares with the headline value of its property.
MARKS = {
    "same": "headline value",
    "fits": "fits the headline",
    "minor": "close to the headline",
    "differs": "differs from the headline",
    "denies": "denied",
    "gone": "withdrawn",
}

# What a value that is not the headline's makes of the verdict on its property, gravest first.
APART = {"differs": "differ", "minor": "minor"}


class GroupedValue(NamedTuple):
    """One value with everyone who gives it; `mark` is a key of `MARKS` or None."""

    text: str
    clocks: Clocks | None
    mark: str | None
    statements: tuple[Statement, ...]


class Part(NamedTuple):
    """The values given for one part, or with `number` None for the event as a whole."""

    number: int | None
    verdict: str
    resolved_value: ResolvedValue | None
    values: tuple[GroupedValue, ...]


class Group(NamedTuple):
    """All statements about one property of one record; `verdict` is a key of `VERDICTS`."""

    entry: Entry
    verdict: str
    parts: tuple[Part, ...]
    tally: Tally

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of the group, part by part and value by value."""
        return tuple(s for part in self.parts for said in part.values for s in said.statements)

    @property
    def others(self) -> tuple[tuple[int | None, tuple[GroupedValue, ...]], ...]:
        """What the headline does not show: values that differ from it or deny one, by part."""
        apart = ("minor", "differs", "denies")
        results = [
            (part.number, tuple(said for said in part.values if said.mark in apart))
            for part in self.parts
        ]
        return tuple((number, values) for number, values in results if values)


def _misdated(group: Group) -> bool:
    """Whether a group is about the day and nobody but databases departs from the headline.

    The day of a database may be by another clock, or that of a report: that is a lesser matter.
    """
    apart = [
        statement
        for part in group.parts
        for said in part.values
        if said.mark in ("differs", "denies")
        for statement in said.statements
    ]
    return (
        group.entry.field == "date" and bool(apart) and all(statement.listed for statement in apart)
    )


def groups(
    catalogue: Catalogue,
    statements: Iterable[Statement],
    resolved_values: ResolvedValues | None = None,
) -> tuple[Group, ...]:
    """Statements by property in the order of the vocabulary, compared with the headline values."""
    by_property: dict[str, list[Statement]] = {}
    for statement in statements:
        by_property.setdefault(statement.entry.id, []).append(statement)
    return tuple(
        _group(catalogue, by_property[name], resolved_values or {})
        for name in catalogue.words["claim-properties"]
        if name in by_property
    )


def _group(
    catalogue: Catalogue, statements: list[Statement], resolved_values: ResolvedValues
) -> Group:
    parts = _parts(catalogue, statements, resolved_values)
    gravest = worst([verdict(catalogue, statements), *(part.verdict for part in parts)])
    apart = gravest == "differ" and any(part.verdict == "differ" for part in parts)
    group = Group(statements[0].entry, gravest, parts, claims.tally(statements))
    return group._replace(verdict="dated") if apart and _misdated(group) else group


def _parts(
    catalogue: Catalogue, statements: list[Statement], resolved_values: ResolvedValues
) -> tuple[Part, ...]:
    """The event as a whole first, then part by part."""
    by_number: dict[int | None, list[Statement]] = {}
    for statement in sorted(statements, key=lambda statement: statement.claim.part or 0):
        by_number.setdefault(statement.claim.part, []).append(statement)
    return tuple(
        _part(catalogue, number, members, value_for(resolved_values, members[0]))
        for number, members in by_number.items()
    )


def _part(
    catalogue: Catalogue,
    number: int | None,
    statements: list[Statement],
    resolved_value: ResolvedValue | None,
) -> Part:
    """Statements that agree with each other still differ where the headline's source differs."""
    values = _values(catalogue, statements, resolved_value)
    marks = {said.mark for said in values}
    own = [verdict for mark, verdict in APART.items() if mark in marks]
    return Part(number, worst([verdict(catalogue, statements), *own]), resolved_value, values)


def worst(verdicts: list[str]) -> str:
    """The first verdict, unless one of them is that values differ, or differ slightly."""
    return next((one for one in APART.values() if one in verdicts), verdicts[0])


def _values(
    catalogue: Catalogue, statements: list[Statement], resolved_value: ResolvedValue | None
) -> tuple[GroupedValue, ...]:
    """Equal values together: the headline's first, then what fits it, differs, and is denied.

    A speaker who said "about" elsewhere may fit where another with the same number does not.
    """
    alikes: list[tuple[str | None, list[Statement]]] = []
    for statement in statements:
        sign = mark(catalogue, resolved_value, statement)
        same = next((of for as_, of in alikes if as_ == sign and alike(of[0], statement)), None)
        if same is None:
            alikes.append((sign, [statement]))
        else:
            same.append(statement)
    said = [GroupedValue(of[0].text, of[0].clocks, sign, tuple(of)) for sign, of in alikes]
    order = ["same", "fits", "minor", None, "differs", "denies", "gone"]
    return tuple(sorted(said, key=lambda value: order.index(value.mark)))
