"""On what the sources of an event differ: asked by its page and by every row that shows it."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.evidence import claims, matrix, resolved
from generator.schema.kinds import Event
from generator.values.words import listed

# Who gives one of these says that the event took place.
OBSERVED = ("quantity", "clock", "place", "bearing")


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


def of_what(catalogue: Catalogue, event: Event) -> str:
    """What is disputed of a counted event that itself is not, as a sentence.

    All who deny anything of it say that it took place. Empty where one of them gives no time,
    place or measure of it: that one may deny all of it.
    """
    if catalogue.rule(event) != "denied" or not catalogue.is_counted(event):
        return ""
    said = claims.about(catalogue, "events", event.id)
    denials = [one for one in said if one.denied]
    saw = {
        one.body for one in said if one.entry.kind in OBSERVED and not (one.denied or one.withdrawn)
    }
    if not denials or any(one.body not in saw for one in denials):
        return ""
    names = listed([f"the {name}" for name in dict.fromkeys(o.entry.name.lower() for o in denials)])
    return f"What is disputed is {names}, not the {catalogue.counted.one} itself."
