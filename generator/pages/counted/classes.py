"""Groups as charts show them, by a measure or by type: each event and each part in one of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events, sequence
from generator.catalogue.once import per_catalogue
from generator.schema.kinds import Entry, Event, EventPart
from generator.values.scalars import Ref
from generator.values.words import plural

# The colours and shapes that charts have for groups; the least used groups share the last one.
COLOURS = 8
OTHER, SEVERAL, UNKNOWN = "other", "several", "unknown"


class Group(NamedTuple):
    """One class, or what has no class of its own; `css` is its colour, hatching and shape."""

    id: str
    name: str
    css: str
    classes: tuple[str, ...]


def grouping(catalogue: Catalogue) -> Entry | None:
    """The measure that charts of the digest group by; None where that is the type of event."""
    what = catalogue.settings.counted
    return catalogue.measures.get(what.by) if what and what.by else None


@per_catalogue
def groups(catalogue: Catalogue, by: str = "") -> tuple[Group, ...]:
    """The groups by a measure in the order of its vocabulary, the rest, several, and not known.

    `by` is that of one chart, else it is that of the digest. Of a vocabulary as of records, a
    group keeps its colour and shape on every page: they depend on all events, not on those of one
    chart. Colours by the digest's measure are not those by any other.
    """
    entry = catalogue.measures[by] if by else grouping(catalogue)
    events = counted_events.every(catalogue)
    if entry is None:
        used = Counter(event.type for event in events)
    else:
        used = Counter(ref for event in events for ref in of_measure(catalogue, event, entry))
    order = _in_order(catalogue, used)
    most = sorted(order, key=lambda ref: -used[ref])
    if len(order) > COLOURS:
        most = most[: COLOURS - 1]
    kept = [ref for ref in order if ref in most]
    rest = [ref for ref in order if ref not in kept]
    css = "word" if by else "class"
    found = [
        Group(ref, catalogue.called(ref), f"{css}-{number}", (ref,))
        for number, ref in enumerate(kept, 1)
    ]
    if rest:
        names = ", ".join(_lower(catalogue, ref) for ref in rest)
        found.append(Group(OTHER, f"Other: {names}", f"{css}-{COLOURS}", tuple(rest)))
    if entry is None:
        return tuple(found)
    name = entry.name.lower()
    return (
        *found,
        Group(SEVERAL, f"Several {plural(name)} at once", f"{css}-several", ()),
        Group(UNKNOWN, "Not known" if by else f"{entry.name} not known", f"{css}-unknown", ()),
    )


def _in_order(catalogue: Catalogue, used: Mapping[Ref, int]) -> list[Ref]:
    """Words in the order of their vocabulary, records by name."""
    kind = next((ref.kind for ref in used), "")
    if words := catalogue.words.get(kind):
        return sorted(used, key=list(words).index)
    return sorted(used, key=lambda ref: catalogue.called(ref).casefold())


def in_sentence(catalogue: Catalogue, group: Group) -> str:
    """The name of a group in the middle of a sentence; a record keeps its capitals."""
    records = any(isinstance(ref, Ref) and ref.kind not in catalogue.words for ref in group.classes)
    return group.name if records else group.name.lower()


def _lower(catalogue: Catalogue, ref: Ref) -> str:
    name = catalogue.called(ref)
    return name.lower() if ref.kind in catalogue.words else name


def of_measure(catalogue: Catalogue, event: Event, entry: Entry) -> tuple[Ref, ...]:
    """The words or records that an event has for a measure, as a whole or in its parts."""
    if entry.field == "class":
        return counted_events.classes_of(catalogue, event)
    if entry.field == "thing":
        return event.things
    if entry.field == "place":
        return event.all_places
    whole = event.whole(entry.carried_as)
    found = [whole.stated] if whole else [part.get(entry.carried_as) for part in event.parts]
    return tuple(dict.fromkeys(value for value in found if isinstance(value, Ref)))


def of_event(catalogue: Catalogue, event: Event, by: str = "") -> str:
    """The id of the one group in which an event is counted."""
    entry = catalogue.measures[by] if by else grouping(catalogue)
    found: tuple[str, ...] = (event.type,) if entry is None else of_measure(catalogue, event, entry)
    return _group(catalogue, found, by)


def of_part(catalogue: Catalogue, event: Event, part: EventPart, by: str = "") -> str:
    """The group of a part: by what it has itself, or by what its event as a whole has.

    Its class is that of its thing.
    """
    entry = catalogue.measures[by] if by else grouping(catalogue)
    if entry is None:
        return of_event(catalogue, event)
    if entry.field == "class":
        return _of_class(catalogue, event, part)
    key = part.HELD.get(entry.field or "", entry.carried_as)
    if (own := part.get(key)) or event.whole(entry.carried_as) is None:
        return _group(catalogue, (own,) if own else (), by)
    return of_event(catalogue, event, by)


def _of_class(catalogue: Catalogue, event: Event, part: EventPart) -> str:
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


def _group(catalogue: Catalogue, classes: tuple[str, ...], by: str = "") -> str:
    if len(classes) != 1:
        return SEVERAL if classes else UNKNOWN
    return next(group.id for group in groups(catalogue, by) if classes[0] in group.classes)
