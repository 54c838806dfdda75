"""Which launches count as one of a type: asked by the check of a text and by the pages alike."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.catalogue.link import Catalogue
from generator.schema.kinds import Event

ASIDE = ("denied", "withdrew")
"""Verbs of claims that do not say that it was so."""


def types_of(catalogue: Catalogue, event: Event) -> tuple[str, ...]:
    """The launch types that a launch counts as, its own first; () for what is no launch.

    Where weapons of several kinds were fired, it is one of each kind whose class the record or a
    source names.
    """
    if not catalogue.is_launch(event):
        return ()
    words = catalogue.words["missile-classes"].items()
    types = {key: str(entry.type) for key, entry in words if entry.type}
    if event.type in types.values():
        return (str(event.type),)
    fired = [types[key] for key in _classes(catalogue, event) if key in types]
    return tuple(dict.fromkeys([str(event.type), *fired]))


def _classes(catalogue: Catalogue, event: Event) -> Iterator[str]:
    """Every class that the record of a launch or an asserted claim about it names."""
    systems: list[str] = [*event.systems, *(f.system for f in event.flights if f.system)]
    if event.missile_class:
        yield event.missile_class
    for key in systems:
        if system := catalogue.systems.get(key):
            yield system.missile_class
    yield from classes_said(catalogue, event)


def classes_said(catalogue: Catalogue, event: Event) -> tuple[str, ...]:
    """The classes that sources name, by themselves or by the system they name, each once."""
    said = []
    for _, claim in catalogue.claims.get(("events", event.id), ()):
        if claim.verb in ASIDE:
            continue
        if claim.about == "class":
            said.append(claim.value)
        elif claim.about == "system" and (system := catalogue.systems.get(claim.value)):
            said.append(str(system.missile_class))
    return tuple(dict.fromkeys(said))


@lru_cache(maxsize=1)
def by_type(catalogue: Catalogue) -> Mapping[str, tuple[Event, ...]]:
    """Every launch that counts as one of a type, in order of time."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in catalogue.events.values():
        for kind in types_of(catalogue, event):
            found[kind].append(event)
    return {kind: tuple(events) for kind, events in found.items()}
