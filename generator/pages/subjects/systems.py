"""The page of a thing that is involved in events, and the index of all."""

from collections.abc import Iterator, Set
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.catalogue.values import with_unit
from generator.evidence import claims
from generator.evidence.sheets import fields
from generator.pages.counted import counted_rows
from generator.pages.counted.columns import THING, key_of, part_columns
from generator.pages.counted.log import Log, log
from generator.pages.events import in_order
from generator.pages.shared.backlinks import Backlinks, backlinks
from generator.pages.shared.source_list import Source, cited, sources
from generator.pages.subjects.by_source import BySource, by_source
from generator.pages.subjects.index_rows import IndexRow
from generator.pages.subjects.sheets import Sheet, sheet
from generator.schema.kinds import Event, System
from generator.values.numbers import QuantityValue
from generator.values.scalars import Ref
from generator.values.words import listed


class SystemView(NamedTuple):
    """A system: its data sheet, its events and parts, the claims that name it, its variants.

    `kind` is the name of its class, empty where it has none; `ascribed` are values of its record
    that are no entries of the data sheet, each with its name and its article; `told_of` says what
    tables of its parts show.
    """

    system: System
    rows: tuple[counted_rows.CountedRow, ...]
    sheet: Sheet
    kind: str
    ascribed: tuple[tuple[str, str, str], ...]
    by_source: BySource | None
    log: Log
    parts: tuple[counted_rows.PartRow, ...]
    told_of: str
    first: Event | None
    last: Event | None
    told: tuple[claims.Statement, ...]
    links: Backlinks
    variants: tuple[System, ...]
    sources: dict[str, Source]


def class_name(catalogue: Catalogue, record: System) -> str:
    """The name of the class of a thing; empty where the digest has no classes."""
    found = record.held("class")
    return catalogue.called(found) if found else ""


def system(catalogue: Catalogue, record: System) -> SystemView:
    """Everything on a system's page."""
    return _system(catalogue, record.id)


@per_catalogue
def seen_in(
    catalogue: Catalogue, key: str
) -> tuple[tuple[Event, ...], tuple[counted_rows.PartRow, ...]]:
    """The counted events in which a thing was involved, in order of time, and its parts of them."""
    record = catalogue.systems[key]
    events = tuple(
        event
        for event in in_order(catalogue, backlinks(catalogue, "systems", key).of(Event))
        if record in counted_events.systems_of(catalogue, event)
    )
    parts = tuple(row for row in counted_rows.part_rows(catalogue, events) if row.system == record)
    return events, parts


@per_catalogue
def _system(catalogue: Catalogue, key: str) -> SystemView:
    """The same by its id; the index, the comparison and the files of its charts ask for it too."""
    record = catalogue.systems[key]
    links = backlinks(catalogue, "systems", record.id)
    events, parts = seen_in(catalogue, key)
    rows = counted_rows.compared_rows(catalogue, events)
    on_scale = [
        value
        for found in fields(catalogue, record)
        if found.field.compare == "scale"
        for value in found.values
    ]
    return SystemView(
        record,
        rows,
        sheet(catalogue, record, events, parts),
        _kind(catalogue, record),
        tuple(_ascribed(catalogue, record, {str(value.value) for value in on_scale})),
        by_source(catalogue, record, rows),
        log(catalogue, rows, ("system", record.id))._replace(parts=len(parts)),
        parts,
        _told_of(catalogue),
        events[0] if events else None,
        events[-1] if events else None,
        claims.about(catalogue, "systems", record.id),
        links,
        tuple(other for other in links.of(System) if other.variant_of == record.id),
        sources(catalogue, cited(record)),
    )


def _kind(catalogue: Catalogue, record: System) -> str:
    kind = record.held("class")
    return catalogue.word(kind).name if kind else ""


def _ascribed(
    catalogue: Catalogue, record: System, on_sheet: Set[str]
) -> Iterator[tuple[str, str, str]]:
    """What the record says of measures and the data sheet does not, with name and article."""
    for key in type(record).model_fields:
        value = getattr(record, key)
        entry = catalogue.words["claim-properties"].get(key)
        if isinstance(value, QuantityValue) and entry and str(value) not in on_sheet:
            article = getattr(record, f"{key_of(entry)}_article", None) or record.article
            yield f"{entry.name} ascribed to it", with_unit(value, entry), article
    for entry in catalogue.measures.values():
        value = record.get(entry.carried_as)
        if isinstance(value, Ref) and value.kind in catalogue.words and entry.field != "class":
            yield entry.name, catalogue.word(value).name.lower(), record.article


def _told_of(catalogue: Catalogue) -> str:
    """What tables of the parts of one thing show: `time, range, outcome and notes`."""
    heads = [one.head.lower() for one in part_columns(catalogue) if one.field != THING]
    return listed([*heads, "notes"])


def system_rows(catalogue: Catalogue) -> tuple[IndexRow, ...]:
    """Systems by name with their events and parts."""
    found = []
    for record in catalogue.systems.values():
        seen = system(catalogue, record)
        found.append(IndexRow(record, len(seen.rows), len(seen.parts), seen.first, seen.last, 0))
    return tuple(found)
