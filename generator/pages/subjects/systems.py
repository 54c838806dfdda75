"""The page of a missile or rocket, and the index of all."""

from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.evidence import claims
from generator.evidence.sheets import fields
from generator.pages.counted import counted_rows
from generator.pages.counted.log import Log, log
from generator.pages.events import in_order
from generator.pages.shared.backlinks import Backlinks, backlinks
from generator.pages.shared.source_list import Source, cited, sources
from generator.pages.subjects.by_source import Ranges, ranges
from generator.pages.subjects.index_rows import IndexRow
from generator.pages.subjects.sheets import Sheet, sheet
from generator.schema.kinds import Event, System


class SystemView(NamedTuple):
    """A system: its data sheet, its launches and flights, the claims that name it, its variants.

    `ascribed` is whether the range ascribed to it is no entry of the data sheet.
    """

    system: System
    rows: tuple[counted_rows.CountedRow, ...]
    sheet: Sheet
    ascribed: bool
    ranges: Ranges
    log: Log
    flights: tuple[counted_rows.PartRow, ...]
    first: Event | None
    last: Event | None
    told: tuple[claims.Statement, ...]
    links: Backlinks
    variants: tuple[System, ...]
    sources: dict[str, Source]


def system(catalogue: Catalogue, record: System) -> SystemView:
    """Everything on a system's page."""
    links = backlinks(catalogue, "systems", record.id)
    events = [
        event
        for event in in_order(catalogue, links.of(Event))
        if record in counted_events.systems_of(catalogue, event)
    ]
    flights = tuple(
        row for row in counted_rows.part_rows(catalogue, events) if row.system == record
    )
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
        sheet(catalogue, record, events, flights),
        str(record.range_km) not in {str(value.value) for value in on_scale},
        ranges(catalogue, record, rows),
        log(catalogue, rows, ("system", record.id))._replace(flights=len(flights)),
        flights,
        events[0] if events else None,
        events[-1] if events else None,
        claims.about(catalogue, "systems", record.id),
        links,
        tuple(other for other in links.of(System) if other.variant_of == record.id),
        sources(catalogue, cited(record)),
    )


def system_rows(catalogue: Catalogue) -> tuple[IndexRow, ...]:
    """Systems by name with their launches and flights."""
    found = []
    for record in catalogue.systems.values():
        seen = system(catalogue, record)
        found.append(IndexRow(record, len(seen.rows), len(seen.flights), seen.first, seen.last, 0))
    return tuple(found)
