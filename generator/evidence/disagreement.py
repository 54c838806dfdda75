"""On what the sources of an event differ: asked by its page and by every row that shows it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.evidence import claims, matrix, resolved
from generator.schema.kinds import Event

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        **{"date": "date", "time": "date", "count": "missiles", "site": "site"},
        **{"range_km": "range", "apogee_km": "apogee", "outcome": "outcome"},
    }
)
"""The column of the log for a property."""
LAUNCH = "launch"
"""Every property without a column of its own is in the column that names the launch."""


def groups(
    catalogue: Catalogue, event: Event
) -> tuple[resolved.ResolvedValues, tuple[matrix.Group, ...]]:
    """The headline values of an event, and all statements on it compared with them."""
    return _groups(catalogue, event.id)


@per_catalogue
def _groups(
    catalogue: Catalogue, key: str
) -> tuple[resolved.ResolvedValues, tuple[matrix.Group, ...]]:
    event = catalogue.events[key]
    statements = claims.about(catalogue, "events", key)
    readings = resolved.resolved_values(catalogue, event, statements)
    return readings, matrix.groups(catalogue, statements, readings)


def differing(groups: Iterable[matrix.Group]) -> tuple[matrix.Group, ...]:
    """The properties on which the sources differ in earnest, as the banner of an event says."""
    return tuple(group for group in groups if group.verdict == "differ")


class Columns(NamedTuple):
    """The columns of the log in which the sources of a launch differ, and differ but slightly."""

    differ: frozenset[str]
    minor: frozenset[str]


@per_catalogue
def by_launch(catalogue: Catalogue) -> Mapping[str, Columns]:
    """The columns of the log in which sources differ, by the id of each launch."""
    return {
        event.id: _columns(groups(catalogue, event)[1]) for event in counted_events.every(catalogue)
    }


def _columns(groups: Iterable[matrix.Group]) -> Columns:
    by_verdict: dict[str, set[str]] = {"differ": set(), "minor": set()}
    for group in groups:
        by_verdict.setdefault(group.verdict, set()).add(COLUMNS.get(group.entry.id, LAUNCH))
    differ = frozenset(by_verdict["differ"])
    return Columns(differ, frozenset(by_verdict["minor"]) - differ)
