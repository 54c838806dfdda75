"""The events that a digest counts: their parts, classes and ends, whether they happened; years."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.catalogue.per_record import per_record
from generator.schema.kinds import Entry, Event, System
from generator.values.scalars import Ref
from generator.values.words import counted, listed, plural


class YearCount(NamedTuple):
    """How many counted events a year has on record, and how many of their parts are listed."""

    year: int
    events: int
    parts: int
    by_type: tuple[int, ...]


@per_catalogue
def every(catalogue: Catalogue) -> tuple[Event, ...]:
    """Every counted event, oldest first."""
    return tuple(event for event in catalogue.events.values() if catalogue.is_counted(event))


def naming(catalogue: Catalogue, kind: str, key: str) -> tuple[Event, ...]:
    """The counted events that refer to a record, in a field or a text, oldest first."""
    mentions = catalogue.mentions.get((kind, key), ())
    ids = catalogue.in_order("events", (one.id for one in mentions if one.kind == "events"))
    found = (catalogue.events[key] for key in ids)
    return tuple(event for event in found if catalogue.is_counted(event))


@per_record
def things_of(event: Event) -> tuple[Ref, ...]:
    """The things that an event or its parts name, each once; kept, since all rows ask."""
    return event.things


def systems_of(catalogue: Catalogue, event: Event) -> tuple[System, ...]:
    """The systems of an event, as it or its parts name them, each once."""
    return tuple(catalogue.systems[ref] for ref in things_of(event))


def classes_of(catalogue: Catalogue, event: Event) -> tuple[Ref, ...]:
    """The classes of what is involved in an event."""
    classes = _classes_of_systems(catalogue)
    results = [found for ref in things_of(event) if (found := classes[ref])]
    if not results and (stated := event.held("class")):
        results = [stated]
    return tuple(dict.fromkeys(results))


@per_catalogue
def _classes_of_systems(catalogue: Catalogue) -> Mapping[str, Ref | None]:
    """The class of each system, if its record has one."""
    return {key: system.held("class") for key, system in catalogue.systems.items()}


def class_words(catalogue: Catalogue) -> Mapping[str, Entry]:
    """The classes of things by id, in their order; none where the digest declares none."""
    return catalogue.classes


def landings_of(event: Event) -> tuple[Ref, ...]:
    """Where an event ended, as it or its parts say, each place once."""
    results = [place for part in event.parts if (place := part.held("end"))]
    if whole := event.held("end"):
        results.insert(0, whole.stated)
    return tuple(dict.fromkeys(results))


def in_words(catalogue: Catalogue, event: Event, values: Iterable[object]) -> str:
    """Words and records that an event or its parts have; with how many where it had several."""
    refs = [value for value in values if isinstance(value, Ref)]
    named = ((catalogue.called(ref), ref.kind in catalogue.words) for ref in refs)
    names = Counter(name.lower() if is_word else name for name, is_word in named)
    several = len(event.parts) > 1
    return listed(
        [counted(n, name, plural(name)) if several else name for name, n in names.items()]
    )


@per_catalogue
def year_counts(catalogue: Catalogue) -> tuple[YearCount, ...]:
    """Every year from the first counted event to the day of the digest, years without one too."""
    found = every(catalogue)
    if not found:
        return ()
    types = counted_types(catalogue)
    years = range(found[0].date.year, catalogue.settings.as_of.year + 1)
    by_year: dict[int, list[Event]] = defaultdict(list)
    for event in found:
        by_year[event.date.year].append(event)
    counts = []
    for year in years:
        of_year = by_year[year]
        by_type = Counter(str(event.type) for event in of_year)
        counts.append(
            YearCount(
                year,
                len(of_year),
                sum(len(event.parts) for event in of_year),
                tuple(by_type[name] for name in types),
            )
        )
    return tuple(counts)


def years(catalogue: Catalogue) -> list[int]:
    """The years with counted events, oldest first."""
    return [count.year for count in year_counts(catalogue) if count.events]


@per_catalogue
def counted_types(catalogue: Catalogue) -> tuple[str, ...]:
    """The counted types that have events, in the order of the vocabulary."""
    used = {event.type for event in every(catalogue)}
    return tuple(name for name in catalogue.words["event-types"] if name in used)


def in_doubt(catalogue: Catalogue, event: Event) -> bool:
    """Whether an event is disputed to the point that it may not have taken place.

    Somebody denies the number that was claimed, and no source gives another one.
    """
    if catalogue.rule(event) != "denied" or event.held("count") or event.parts:
        return False
    claims = (claim for _, claim in catalogue.claims_on(event))
    counts = (claim for claim in claims if catalogue.is_about(claim, "count"))
    return any(catalogue.stance(claim) == "denies" for claim in counts)


def parts_at_least(catalogue: Catalogue, events: Iterable[Event]) -> int:
    """How many parts the events had at least: those listed one by one, or the number on record.

    An event of which no number is known has one; one that may not have taken place has none.
    """
    return sum(_fewest(event) for event in events if not in_doubt(catalogue, event))


def _fewest(event: Event) -> int:
    low = event.held("count").value.interval(None).low if event.held("count") else None
    return max(len(event.parts), math.ceil(low or 0), 1)
