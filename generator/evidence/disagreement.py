"""On what the sources of an event differ: asked by its page and by every row that shows it."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.evidence import claims, matrix, resolved
from generator.schema.kinds import Event


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


class Differing(NamedTuple):
    """The properties on which the sources of an event differ, and on which they do but slightly."""

    differ: frozenset[str]
    minor: frozenset[str]


@per_catalogue
def of_event(catalogue: Catalogue, key: str) -> Differing:
    """On what the sources of a counted event differ, by its id."""
    return _differing(groups(catalogue, catalogue.events[key])[1])


def _differing(groups: Iterable[matrix.Group]) -> Differing:
    differ, minor = (
        frozenset(group.entry.id for group in groups if group.verdict == verdict)
        for verdict in ("differ", "minor")
    )
    return Differing(differ, minor)
