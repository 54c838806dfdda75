"""The page of a place, and the index of all."""

from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.evidence import claims
from generator.pages.counted import counted_rows
from generator.pages.counted.log import Log, log
from generator.pages.events import in_order
from generator.pages.shared.backlinks import Backlinks, backlinks
from generator.pages.shared.source_list import Source, cited, sources
from generator.pages.subjects.index_rows import IndexRow
from generator.schema.kinds import Event, Place


class PlaceView(NamedTuple):
    """A place: the launches from it, what came down in it, other events there, places within it."""

    place: Place
    rows: tuple[counted_rows.CountedRow, ...]
    log: Log
    others: tuple[Event, ...]
    landings: tuple[counted_rows.CountedRow, ...]
    landing_log: Log
    links: Backlinks
    inside: tuple[Place, ...]
    told: tuple[claims.Statement, ...]
    sources: dict[str, Source]


def place(catalogue: Catalogue, record: Place) -> PlaceView:
    """Everything on a place's page."""
    links = backlinks(catalogue, "places", record.id)
    here = in_order(catalogue, (event for event in links.of(Event) if event.place == record.id))
    fell = in_order(
        catalogue,
        (event for event in links.of(Event) if record.id in counted_events.landings_of(event)),
    )
    rows, landings = (
        counted_rows.compared_rows(catalogue, here),
        counted_rows.compared_rows(catalogue, fell),
    )
    return PlaceView(
        record,
        rows,
        log(catalogue, rows, ("place", record.id)),
        tuple(event for event in reversed(here) if not catalogue.is_counted(event)),
        landings,
        log(catalogue, landings, ("landing", record.id)),
        links,
        tuple(other for other in links.of(Place) if other.within == record.id),
        claims.about(catalogue, "places", record.id),
        sources(catalogue, cited(record)),
    )


def place_rows(catalogue: Catalogue) -> tuple[IndexRow, ...]:
    """Places by name with the launches from them."""
    found = []
    for record in catalogue.places.values():
        rows = place(catalogue, record).rows
        flights = sum(len(row.event.flights) for row in rows)
        first, last = (rows[-1].event, rows[0].event) if rows else (None, None)
        mentions = len(catalogue.mentions.get(("places", record.id), ()))
        found.append(IndexRow(record, len(rows), flights, first, last, mentions))
    return tuple(found)
