"""The log of what is counted, its years, and all parts."""

from collections.abc import Iterator

from generator.catalogue import Catalogue, counted_events
from generator.pages.counted import overviews
from generator.pages.page_kind import Listed, PageKind, listed
from generator.pages.shared import feeds
from generator.pages.shared.search_metadata import SearchMetadata


def every_counted(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    """Every counted event, newest first."""
    yield listed(catalogue.counted.id, "events", counted_events.every(catalogue)[::-1])


def _with_parts(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    found = counted_events.every(catalogue)[::-1]
    yield listed(catalogue.counted.id, "events", (event for event in found if event.parts))


def _of_year(catalogue: Catalogue, year: int) -> Iterator[Listed]:
    found = (event for event in counted_events.every(catalogue) if event.date.year == year)
    yield listed(catalogue.counted.id, "events", found)


def _search(_: Catalogue, year: int) -> SearchMetadata:
    """Nearly all of its text is a table, which is not searched."""
    return SearchMetadata("Log", str(year), {"year": (str(year),)}, weight=5)


def _if_declared(catalogue: Catalogue) -> tuple[None, ...]:
    """One page, also before the first event: pages written by hand lead there."""
    return (None,) if catalogue.settings.counted else ()


def _if_parts(catalogue: Catalogue) -> tuple[None, ...]:
    """One page, where parts are listed."""
    return (None,) if any(event.parts for event in counted_events.every(catalogue)) else ()


# fmt: off
LOG = PageKind(
    "{what.id}", "{what.id}/index.md", "{What.one} log",
    "Every {what.one} on record, newest first.",
    _if_declared, overviews.whole_log, wide=True, template="log",
    label="Log", type="CollectionPage", lists=every_counted,
    feeds=lambda c, _: feeds.whole(c, c.counted.id),
)
PARTS = PageKind(
    "{parts.key}", "{what.id}/{parts.key}.md", "All {parts.many}",
    "Every {parts.each} on record, one row each, newest {what.one} first.",
    _if_parts, overviews.all_parts, wide=True, template="parts",
    label="Log", type="CollectionPage", lists=_with_parts,
)
YEAR = PageKind(
    "year", "{what.id}/{id}.md", "{What.many} in {0}",
    "Every {what.one} on record for {0}.",
    counted_events.years, overviews.year, wide=True,
    type="CollectionPage", search=_search, lists=_of_year,
)
# fmt: on
