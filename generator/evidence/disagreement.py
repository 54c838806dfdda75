"""On what the sources of an event differ: asked by its page and by every row that shows it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from generator.catalogue import Catalogue, launches
from generator.evidence import claims, matrix, resolved
from generator.schema.kinds import Event
from generator.values.numbers import QuantityValue, parse_quantity
from generator.values.tolerance import Apart, quantities

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        **{"date": "date", "time": "date", "count": "missiles", "site": "site"},
        **{"range_km": "range", "apogee_km": "apogee", "outcome": "outcome"},
    }
)
"""The column of the log in which a property stands."""
LAUNCH = "launch"
"""The column that names the launch stands for every property that has no column."""


def groups(
    catalogue: Catalogue, event: Event
) -> tuple[resolved.ResolvedValues, tuple[matrix.Group, ...]]:
    """The headline values of an event, and all statements on it compared with them."""
    statements = claims.about(catalogue, "events", event.id)
    readings = resolved.resolved_values(catalogue, event, statements)
    return readings, matrix.groups(catalogue, statements, readings)


def differing(found: Iterable[matrix.Group]) -> tuple[matrix.Group, ...]:
    """The properties on which the sources differ in earnest, as the banner of an event says."""
    return tuple(group for group in found if group.verdict == "differ")


class Columns(NamedTuple):
    """The columns of the log in which the sources of a launch differ, and differ but slightly."""

    differ: frozenset[str]
    minor: frozenset[str]


@lru_cache(maxsize=1)
def by_launch(catalogue: Catalogue) -> Mapping[str, Columns]:
    """The columns of the log in which sources differ, by the id of each launch."""
    return {
        event.id: _columns(groups(catalogue, event)[1]) for event in launches.launches(catalogue)
    }


def _columns(found: Iterable[matrix.Group]) -> Columns:
    by_verdict: dict[str, set[str]] = {"differ": set(), "minor": set()}
    for group in found:
        by_verdict.setdefault(group.verdict, set()).add(COLUMNS.get(group.entry.id, LAUNCH))
    differ = frozenset(by_verdict["differ"])
    return Columns(differ, frozenset(by_verdict["minor"]) - differ)


def rows(catalogue: Catalogue, events: Iterable[Event]) -> tuple[launches.LaunchRow, ...]:
    """Launches as rows, newest first, each with the columns in which its sources differ."""
    known = by_launch(catalogue)
    return tuple(
        row._replace(**known[row.event.id]._asdict()) for row in launches.rows(catalogue, events)
    )


def sure(catalogue: Catalogue, row: launches.LaunchRow) -> launches.LaunchRow:
    """The row with as many missiles as a sentence may say: `at least 2` where sources differ.

    The number of one source is not told as that of all. A speaker who has one number that fits and
    one that does not has only changed its word.
    """
    said: dict[str, list[QuantityValue]] = {}
    for one in claims.about(catalogue, "events", row.event.id):
        whole = one.entry.id == "count" and not (one.denied or one.withdrawn or one.claim.flight)
        if whole and isinstance(one.value, QuantityValue):
            said.setdefault(one.origin.id, []).append(one.value)
    fewest = row.missiles
    apart = [
        value
        for values in said.values()
        if fewest and all(quantities(fewest, v, None) is Apart.MATERIAL for v in values)
        for value in values
    ]
    if fewest is None or not apart:
        return row
    least = min(value.low or Decimal(1) for value in (fewest, *apart))
    return row._replace(missiles=parse_quantity(f"at least {max(int(least), 1)}"))
