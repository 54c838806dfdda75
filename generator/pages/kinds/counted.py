"""The log of launches, its years, and all flights."""

from collections.abc import Iterator

from generator.catalogue import Catalogue, counted_events
from generator.pages.counted import overviews
from generator.pages.page_kind import Listed, PageKind, listed, single
from generator.pages.shared import feeds
from generator.pages.shared.search_metadata import SearchMetadata


def every_launch(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    """Every launch, newest first."""
    yield listed("launches", "events", counted_events.every(catalogue)[::-1])


def _with_flights(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    found = counted_events.every(catalogue)[::-1]
    yield listed("launches", "events", (event for event in found if event.flights))


def _of_year(catalogue: Catalogue, year: int) -> Iterator[Listed]:
    found = (event for event in counted_events.every(catalogue) if event.date.year == year)
    yield listed("launches", "events", found)


def _search(_: Catalogue, year: int) -> SearchMetadata:
    """Nearly all of its text is a table, which is not searched."""
    return SearchMetadata("Log", str(year), {"year": (str(year),)}, weight=5)


# fmt: off
LAUNCHES = PageKind(
    "launches", "launches/index.md", "Launch log",
    "Every launch on record, newest first, with system, site, range and apogee.",
    single, overviews.launch_log, wide=True,
    label="Log", type="CollectionPage", lists=every_launch,
    feeds=lambda c, _: (feeds.launch_feed(c),),
)
FLIGHTS = PageKind(
    "flights", "launches/flights.md", "All flights",
    "Every missile on record, one row each, newest launch first.",
    single, overviews.all_flights, wide=True,
    label="Log", type="CollectionPage", lists=_with_flights,
)
YEAR = PageKind(
    "year", "launches/{id}.md", "Launches in {0}",
    "Every launch and every flight on record for {0}.",
    counted_events.years, overviews.year, wide=True,
    type="CollectionPage", search=_search, lists=_of_year,
)
# fmt: on
