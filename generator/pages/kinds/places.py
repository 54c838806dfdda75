"""One place, and the list of all."""

from generator.catalogue import Catalogue
from generator.pages.page_kind import Context, PageKind, all_of, if_any, records, view
from generator.pages.shared import feeds, linked_data
from generator.pages.shared.search_metadata import SearchMetadata, called, named
from generator.pages.subjects import maps, places, timelines
from generator.pages.subjects.index_rows import letters, most_named
from generator.schema.kinds import Place

LABEL = "Place"


def _search(catalogue: Catalogue, place: Place) -> SearchMetadata:
    return SearchMetadata(LABEL, facets={"place": (place.name,)}, names=called(catalogue, place))


def _every(catalogue: Catalogue, _: None) -> Context:
    rows = places.place_rows(catalogue)
    shown = most_named(rows, lambda row: (row.events, row.mentions))
    return {
        "rows": timelines.sparks(catalogue, "places", shown.rows),
        "some": shown,
        "letters": letters(catalogue, "places"),
        "overview": maps.overview(catalogue),
    }


# fmt: off
PLACES = PageKind(
    "places", "places/index.md", "Places",
    "The places that the records name, with what happened there.",
    if_any("places"),
    _every,
    wide=True,
    type="CollectionPage", lists=all_of("places"),
)
PLACE = PageKind(
    "place", "places/{id}.md", "{0.name}",
    "{0.name}: position, names and the events on record.",
    records("places"), view(places.place, timelines.place, maps.place_map), "places",
    search=_search,
    feeds=feeds.following("places"),
    names=named("places", LABEL),
    linked_data=lambda c, place, where: {"mainEntity": linked_data.place(c, place, where)},
)
# fmt: on
