"""On what the sources of an event differ: asked by its page and by every row that shows it."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from generator.catalogue import Catalogue
from generator.model.records import Event
from generator.views import claims, headlines, launches, matrix

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
) -> tuple[headlines.Readings, tuple[matrix.Group, ...]]:
    """The headline values of an event, and all statements on it held against them."""
    statements = claims.about(catalogue, "events", event.id)
    readings = headlines.readings(catalogue, event, statements)
    return readings, matrix.groups(catalogue, statements, readings)


def differing(found: Iterable[matrix.Group]) -> tuple[matrix.Group, ...]:
    """The properties on which the sources differ, as the banner of an event names them."""
    return tuple(group for group in found if group.verdict == "differ")


@lru_cache(maxsize=1)
def by_launch(catalogue: Catalogue) -> Mapping[str, frozenset[str]]:
    """The columns of the log in which sources differ, by the id of each launch; none is empty."""
    found = {
        event.id: frozenset(
            COLUMNS.get(group.entry.id, LAUNCH) for group in differing(groups(catalogue, event)[1])
        )
        for event in launches.launches(catalogue)
    }
    return {key: columns for key, columns in found.items() if columns}


def rows(catalogue: Catalogue, events: Iterable[Event]) -> tuple[launches.LaunchRow, ...]:
    """Launches as rows, newest first, each with the columns in which its sources differ."""
    known = by_launch(catalogue)
    return tuple(
        row._replace(differ=known.get(row.event.id, frozenset()))
        for row in launches.rows(catalogue, events)
    )
