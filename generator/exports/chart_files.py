"""Charts to take: each as SVG, complete by itself, and its numbers as CSV, at a stable address.

Those of the page of charts are beside their own page, `charts/ID.svg`; those of a year, a thing, a
place or an actor are below its page: `actors/ID/timeline.svg`, at former ids of a record too.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.charts import standalone
from generator.charts.drawing import Cell, Drawing, Table
from generator.exports import licence
from generator.exports.record_json import site_version
from generator.exports.tables import columns
from generator.exports.tables.csv_files import sheet
from generator.pages import charts
from generator.pages.addresses import address, record_address
from generator.pages.counted import overviews
from generator.pages.subjects import actors, places, systems, timelines
from generator.pages.table import page_path

PLAIN = re.compile(r"-?[\d,]+(\.\d+)?")
# What every row of a file says of it.
ORIGIN = ("as_of", "version", "licence", "source")


class Taken(NamedTuple):
    """A drawing with the address of its page, where it is on it, and the stems of its files."""

    drawing: Drawing
    page: str
    anchor: str
    stems: tuple[str, ...]


def files(catalogue: Catalogue, site_url: str = "") -> Iterator[tuple[str, str]]:
    """Path below the site's root and text of every file of a chart."""
    for one in taken(catalogue):
        own = f"{site_url}{one.page}{one.anchor}" if site_url else ""
        svg = standalone.document(one.drawing, origin(catalogue, own))
        csv = numbers(catalogue, one.drawing, own)
        for stem in one.stems:
            yield f"{stem}.svg", svg
            yield f"{stem}.csv", csv


def taken(catalogue: Catalogue) -> Iterator[Taken]:
    """Every chart of numbers, as large as files have it."""
    for shown in charts.charts(catalogue, charts.LARGE):
        page = address(page_path(catalogue, "chart", shown.id))
        yield Taken(shown.drawing, page, "", (page.rstrip("/"),))
    for year in counted_events.years(catalogue):
        page = address(page_path(catalogue, "year", str(year)))
        for drawing in overviews.charts_of_year(catalogue, year, charts.LARGE):
            yield _below(drawing, page, ())
    for thing in catalogue.systems.values():
        view = systems.system(catalogue, thing)
        for one in timelines.system(catalogue, view, charts.LARGE):
            yield from _of_record(one, "systems", thing.id, thing.former_ids)
    for place in catalogue.places.values():
        drawn = timelines.place(catalogue, places.place(catalogue, place))
        yield from _of_record(drawn.timeline, "places", place.id, place.former_ids)
    for actor in catalogue.actors.values():
        # Also where the page has a table in its place: an address stays.
        whole = timelines.whole_actor(catalogue, actors.actor(catalogue, actor))
        yield from _of_record(whole, "actors", actor.id, actor.former_ids)


def _of_record(
    drawing: Drawing | None, kind: str, key: str, former: tuple[str, ...]
) -> Iterator[Taken]:
    if drawing:
        others = tuple(record_address(kind, old) for old in former)
        yield _below(drawing, record_address(kind, key), others)


def _below(drawing: Drawing, page: str, former: tuple[str, ...]) -> Taken:
    stems = tuple(f"{folder}{drawing.name}" for folder in (page, *former))
    return Taken(drawing, page, f"#{drawing.name}", stems)


def origin(catalogue: Catalogue, own: str) -> standalone.Origin:
    """Source, day and licence, as an SVG file says them."""
    settings = catalogue.settings
    source = (
        f"Source: {settings.title}{f', {own}' if own else ''}. "
        f"Records to {settings.as_of.words}, version {site_version(catalogue)}."
    )
    terms = f"Licence: {licence.LICENCE_TITLE} ({licence.LICENCE})."
    return standalone.Origin((source, terms), own, licence.LICENCE_URL)


def numbers(catalogue: Catalogue, drawing: Drawing, own: str) -> str:
    """The numbers of a drawing as CSV: a row for each, by group where its columns are groups.

    Groups come and go with the records, columns do not. The last columns say in each row from
    where, of which day and under which licence it is.
    """
    settings = catalogue.settings
    said = (
        str(settings.as_of),
        site_version(catalogue),
        licence.LICENCE,
        own or settings.title,
    )
    rows = [{**row, **dict(zip(ORIGIN, said, strict=True))} for row in _rows(drawing.table)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    described = tuple(columns.Column(name, "string", "") for name in names)
    return sheet(columns.Table(drawing.name, "", "", (), described, tuple(rows)))


def _rows(table: Table) -> Iterator[dict[str, str | None]]:
    heads = [re.sub(r"\W+", "_", head.lower()).strip("_") for head in table.head]
    events = any(cell.target and cell.target[0] == "events" for row in table.rows for cell in row)
    for row in table.rows:
        if table.groups is None:
            found = dict(zip(heads, map(_plain, row), strict=True))
            event = next((c.target[1] for c in row if c.target and c.target[0] == "events"), None)
            # With the event it names a row of the table of parts.
            part = {f"{heads[0]}_number": str(row[0].part)} if row[0].part else {}
            yield {**({"event": event} if events else {}), **found, **part}
            continue
        first, by = table.groups
        by = re.sub(r"\W+", "_", by)
        for head, cell in zip(table.head[first:], row[first:], strict=True):
            if cell.text is not None:
                yield {heads[0]: _plain(row[0]), by: head, "number": _plain(cell)}


def _plain(cell: Cell) -> str | None:
    """A number without its commas, a day as programs read it; None where it is not known."""
    text = cell.value or cell.text
    return text.replace(",", "") if text and cell.number and PLAIN.fullmatch(text) else text
