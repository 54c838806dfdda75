"""The page of a place, and the index of all."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.charts.maps.geodesy import Point, distance_km
from generator.evidence import claims
from generator.pages.counted import counted_rows
from generator.pages.counted.log import Log, log
from generator.pages.events import in_order
from generator.pages.shared.backlinks import Backlinks, backlinks
from generator.pages.shared.source_list import Source, cited, sources
from generator.pages.subjects import tracks
from generator.pages.subjects.index_rows import IndexRow
from generator.schema.kinds import Event, Place
from generator.values.words import capital, with_article


class PlaceWords(NamedTuple):
    """What lists on the page of a place are called: of what was there, and of what ended there."""

    here: str
    at: str
    ended: str
    ended_at: str
    ended_lane: str


NEAR_KM = 30
"""Places so near may be meant by one name in the news."""
NEAREST = 8
# No degree of latitude is shorter.
DEGREE_KM = 110.5


class Near(NamedTuple):
    """Another place with counted events: how far it is, and how many it has.

    `about`: one of the two positions is that of a wider area.
    """

    place: Place
    km: int
    about: bool
    events: int


class PlaceView(NamedTuple):
    """A place: what is counted there, what ended in it, other events there, places within it."""

    place: Place
    position: str
    words: PlaceWords
    rows: tuple[counted_rows.CountedRow, ...]
    log: Log
    others: tuple[Event, ...]
    landings: tuple[counted_rows.CountedRow, ...]
    landing_log: Log
    links: Backlinks
    inside: tuple[Place, ...]
    near: tuple[Near, ...]
    told: tuple[claims.Statement, ...]
    sources: dict[str, Source]


def place_words(catalogue: Catalogue) -> PlaceWords:
    """The words of lists, `at` and `ended_at` before the name of the place."""
    what, parts = catalogue.settings.counted, catalogue.settings.parts
    if what is None:
        return PlaceWords("", "", "", "", "")
    preposition = what.preposition
    here = "here" if preposition in ("at", "in", "on") else f"{preposition} here"
    landing = catalogue.measure_of("end")
    ended = (landing.label or landing.name).lower() if landing else "ended in"
    way = ended.removesuffix(" in")
    whole = capital(what.many)
    listed = capital(parts.many) if parts else whole
    one = f"{whole} with {with_article(parts.one)} that" if parts else f"{whole} that"
    return PlaceWords(
        f"{whole} {here}",
        f"{whole} {preposition}",
        f"{listed} that {way} here",
        f"{one} {ended}",
        f"{whole} that {way} here",
    )


def place(catalogue: Catalogue, record: Place) -> PlaceView:
    """Everything on a place's page."""
    links = backlinks(catalogue, "places", record.id)
    events = links.of(Event)
    here = _here(catalogue, record)
    fell = in_order(
        catalogue,
        (event for event in events if record.id in counted_events.landings_of(event)),
    )
    rows, landings = (
        counted_rows.compared_rows(catalogue, here),
        counted_rows.compared_rows(catalogue, fell),
    )
    return PlaceView(
        record,
        tracks.written(record),
        place_words(catalogue),
        rows,
        log(catalogue, rows, ("place", record.id)),
        tuple(event for event in reversed(here) if not catalogue.is_counted(event)),
        landings,
        log(catalogue, landings, ("ended", record.id)),
        links,
        tuple(other for other in links.of(Place) if other.within == record.id),
        near(catalogue, record),
        claims.about(catalogue, "places", record.id),
        sources(catalogue, cited(record)),
    )


def _here(catalogue: Catalogue, record: Place) -> tuple[Event, ...]:
    """The events at a place, in their order."""
    events = backlinks(catalogue, "places", record.id).of(Event)
    return in_order(catalogue, (event for event in events if record.id in event.all_places))


@per_catalogue
def _used(catalogue: Catalogue) -> Mapping[str, int]:
    """How many counted events each place has that has any."""
    return Counter(event.place for event in counted_events.every(catalogue) if event.place)


@per_catalogue
def _points(catalogue: Catalogue) -> tuple[tuple[Point, tuple[Place, ...]], ...]:
    """Every point with places that have counted events, from south to north; places by name."""
    found: dict[Point, list[Place]] = defaultdict(list)
    for one in sorted((catalogue.places[key] for key in _used(catalogue)), key=lambda p: p.name):
        if at := tracks.position(one):
            found[at].append(one)
    return tuple((at, tuple(found[at])) for at in sorted(found))


def near(catalogue: Catalogue, record: Place) -> tuple[Near, ...]:
    """The nearest other places with counted events, for a place that has some itself."""
    here, used, points = tracks.position(record), _used(catalogue), _points(catalogue)
    if here is None or record.id not in used:
        return ()
    south = bisect_left(points, here.lat - NEAR_KM / DEGREE_KM, key=lambda one: one[0].lat)
    north = bisect_right(points, here.lat + NEAR_KM / DEGREE_KM, key=lambda one: one[0].lat)
    found = [
        Near(one, round(km), "approximate" in (one.position, record.position), used[one.id])
        for at, places in points[south:north]
        if (km := distance_km(here, at)) <= NEAR_KM
        # Of those at one point the first by name, of which one may be this.
        for one in places[: NEAREST + 1]
        if one.id != record.id
    ]
    return tuple(sorted(found, key=lambda one: (one.km, one.place.name))[:NEAREST])


def place_rows(catalogue: Catalogue) -> tuple[IndexRow, ...]:
    """Places by name with the counted events there."""
    found = []
    for record in catalogue.places.values():
        rows = counted_rows.compared_rows(catalogue, _here(catalogue, record))
        listed = sum(len(row.event.parts) for row in rows)
        first, last = (rows[-1].event, rows[0].event) if rows else (None, None)
        mentions = len(catalogue.mentions.get(("places", record.id), ()))
        found.append(IndexRow(record, len(rows), listed, first, last, mentions))
    return tuple(found)
