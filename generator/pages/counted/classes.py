"""Groups as charts show them, by class or by type: each event and each part in one of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events, sequence
from generator.catalogue.once import per_catalogue
from generator.schema.kinds import Event, EventPart

# The colours and shapes that charts have for classes; the least used classes share the last one.
COLOURS = 8
OTHER, SEVERAL, UNKNOWN = "other", "several", "unknown"


class Group(NamedTuple):
    """One class, or what has no class of its own; `css` is its colour, hatching and shape."""

    id: str
    name: str
    css: str
    classes: tuple[str, ...]


@per_catalogue
def by_class(catalogue: Catalogue) -> bool:
    """Whether the groups are classes; else they are the types of event."""
    events = counted_events.every(catalogue)
    return any(counted_events.classes_of(catalogue, event) for event in events)


@per_catalogue
def groups(catalogue: Catalogue) -> tuple[Group, ...]:
    """The classes in the order of the vocabulary, then the rest, several, and not known.

    Where no class is on record, the types of event are the groups.

    A class keeps its colour and shape on every page: they depend on all events, not on those of
    one chart.
    """
    events = counted_events.every(catalogue)
    if by_class(catalogue):
        words = counted_events.class_words(catalogue)
        used = Counter(
            str(ref) for event in events for ref in counted_events.classes_of(catalogue, event)
        )
    else:
        words = catalogue.words["event-types"]
        used = Counter(str(event.type) for event in events)
    order = [key for key in words if used[key]]
    most = sorted(order, key=lambda key: -used[key])
    if len(order) > COLOURS:
        most = most[: COLOURS - 1]
    kept = [key for key in order if key in most]
    rest = tuple(key for key in order if key not in kept)
    found = [
        Group(key, words[key].name, f"class-{number}", (key,)) for number, key in enumerate(kept, 1)
    ]
    if rest:
        names = ", ".join(words[key].name.lower() for key in rest)
        found.append(Group(OTHER, f"Other: {names}", f"class-{COLOURS}", rest))
    if not by_class(catalogue):
        return tuple(found)
    return (
        *found,
        Group(SEVERAL, "Several classes at once", "class-several", ()),
        Group(UNKNOWN, "Class not known", "class-unknown", ()),
    )


def of_event(catalogue: Catalogue, event: Event) -> str:
    """The id of the one group in which an event is counted."""
    if not by_class(catalogue):
        return _group(catalogue, (str(event.type),))
    return _group(catalogue, tuple(counted_events.classes_of(catalogue, event)))


def of_part(catalogue: Catalogue, event: Event, part: EventPart) -> str:
    """The group of a part: its system's class, or the one that its event as a whole has."""
    if not by_class(catalogue):
        return of_event(catalogue, event)
    if part.held("thing"):
        return _group(catalogue, (catalogue.systems[part.held("thing")].held("class"),))
    classes = {catalogue.systems[ref].held("class") for ref in (event.held("thing") or ())}
    if not classes and event.held("class"):
        classes = {event.held("class")}
    return _group(catalogue, tuple(classes)) if len(classes) == 1 else UNKNOWN


def named_besides(catalogue: Catalogue, events: Iterable[Event]) -> Mapping[str, int]:
    """Events by a class that a source names for them and their records do not, most first.

    A record has the class of the source that its rule prefers, or none where that one has none.
    """
    found = Counter(
        key
        for event in events
        for key in sequence.classes_said(catalogue, event)
        if key not in counted_events.classes_of(catalogue, event)
    )
    words = counted_events.class_words(catalogue)
    return {words[key].name: number for key, number in found.most_common()}


def _group(catalogue: Catalogue, classes: tuple[str, ...]) -> str:
    if len(classes) != 1:
        return SEVERAL if classes else UNKNOWN
    return next(group.id for group in groups(catalogue) if classes[0] in group.classes)
