"""Where launches were made and where their reported ranges lead: the maps of pages.

What a map shows of a flight is its reported range laid out on its reported bearing. No source
observed a point of impact, and none is drawn.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.charts.drawing import Cell, Drawing, Key, Table, circle, polyline
from generator.charts.maps import map_drawing as maps
from generator.charts.maps.frame import WIDTH
from generator.charts.maps.geodesy import Point
from generator.pages.subjects import tracks
from generator.pages.subjects.tracks import Path, coordinates, end_words, position
from generator.schema.kinds import Event, Place, System
from generator.values.words import counted, listed

# Where a sea's name may be written, the best place first. These are no positions of anything.
NAMES_OVER = {
    "east-sea-sea-of-japan": (
        *((40.0, 134.6), (38.7, 132.3), (40.0, 131.5), (39.2, 130.0), (38.2, 131.0)),
        *((37.6, 132.5), (41.2, 135.5), (38.3, 135.4), (43.3, 137.3), (37.0, 130.9)),
        *((39.3, 129.2), (38.9, 129.4)),
    ),
    "west-sea-yellow-sea": (
        *((36.0, 123.3), (37.2, 123.6), (38.4, 123.3), (35.2, 123.3), (36.4, 124.6)),
        *((38.7, 124.0), (34.4, 123.2), (37.9, 124.0), (38.6, 124.3), (38.9, 124.2)),
    ),
    "pacific-ocean": (
        *((34.0, 152.0), (30.0, 145.0), (37.0, 148.0), (25.0, 140.0), (28.0, 155.0)),
        *((22.0, 136.0), (31.5, 136.5), (18.0, 132.0)),
    ),
}
COLUMNS = ("Missile", "Range, km", "Bearing", "Computed end")
# More tracks than this on a map of a sea are a fan in which none can be followed.
MOST = 60
COMPUTED = ("Computed from reported range and", "bearing; not an observed track")
PROVENANCE = "Land: Natural Earth, without borders."
HOW = (
    "Great circles on WGS 84 from the position of the site; bearings are in whole degrees. "
    "The computed end is where the reported range leads, not an observed point of impact. "
)


class Overview(NamedTuple):
    """All sites on one map; `missing` are places of launches without a position, with counts.

    `nowhere` counts launches whose record names no place.
    """

    drawing: Drawing
    missing: tuple[tuple[Place, int], ...]
    nowhere: int


def event_map(catalogue: Catalogue, event: Event) -> Drawing | None:
    """The site of a launch and where its reported ranges lead; None without a position."""
    place = catalogue.places[event.place] if event.place else None
    at = position(place)
    if place is None or at is None or not catalogue.is_counted(event):
        return None
    paths = tracks.paths(catalogue, event)
    others = tracks.others(catalogue, event, paths)
    ticks = [
        maps.Tick(at, other.bearing_deg, float(bound), _source(other))
        for other in others
        if other.bearing_deg is not None and any(path.bearing_deg is not None for path in paths)
        for bound in dict.fromkeys((other.value.low, other.value.high))
        if bound is not None
    ]
    fell = {event.landing.place} if event.landing else set()
    fell |= {flight.landing for flight in event.flights if flight.landing}
    drawn = maps.drawn(
        [_site(place, at)],
        [_track(path, _times(path)) for path in paths],
        _seas(catalogue, fell),
        _notice(paths),
        ticks,
        wedges=True,
    )
    rows = [
        (
            _speaker(catalogue, path),
            Cell(tracks.numbers_words(path.numbers)),
            *tracks.cells(at, path.range_km, path.bearing_deg),
        )
        for path in paths
    ]
    rows += [
        (
            Cell(other.statement.origin.name, ("articles", other.statement.article.id)),
            Cell(str(other.statement.claim.flight or "all")),
            *tracks.cells(at, other.value, other.bearing_deg),
        )
        for other in others
    ]
    return Drawing(
        "map",
        _title(paths),
        _description(place, at, paths, [catalogue.places[key].name for key in sorted(fell)]),
        WIDTH,
        drawn.height,
        drawn.shapes,
        drawn.words,
        _table(("Range by", *COLUMNS), rows, [place]),
        _key(place.position == "approximate", paths, bool(ticks), wedges=True),
        HOW + PROVENANCE if paths else "",
    )


def system_map(catalogue: Catalogue, system: System) -> Drawing | None:
    """The tracks of all flights of a system; None where none has a site and a range."""
    paths = [
        path
        for event in counted_events.every(catalogue)
        for path in tracks.paths(
            catalogue, event, (flight for flight in event.flights if flight.system == system.id)
        )
    ]
    return _together(catalogue, f"Flights of {system.name}, computed tracks", paths)


def place_map(catalogue: Catalogue, place: Place) -> Drawing | None:
    """The tracks from a site, or those that ended in a sea; None without a position or a track."""
    events = counted_events.every(catalogue)
    at = position(place)
    if at:
        here = [event for event in events if event.place == place.id]
        paths = [path for event in here for path in tracks.paths(catalogue, event)]
        title = f"Flights from {place.name}, computed tracks" if paths else place.name
        return _together(catalogue, title, paths, (place,))
    if place.kind != "sea":
        return None
    paths = [
        path
        for event in events
        for path in tracks.paths(catalogue, event)
        if _landings(event, path) == {place.id}
    ]
    if len(paths) > MOST:
        return None
    return _together(catalogue, "Flights reported to have come down here, computed tracks", paths)


def overview(catalogue: Catalogue) -> Overview | None:
    """Every site that has launches, sized by them; None where none has a position."""
    counts = Counter(event.place for event in counted_events.every(catalogue))
    used = sorted(
        ((catalogue.places[key], number) for key, number in counts.items() if key),
        key=lambda pair: (-pair[1], pair[0].id),
    )
    found = [(place, at, number) for place, number in used if (at := position(place))]
    if not found:
        return None
    drawn = maps.drawn(
        [_site(place, at)._replace(launches=number) for place, at, number in found],
        (),
        _seas(catalogue, ()),
        ("Area and number of each site:", "launches on record"),
    )
    most = found[0]
    drawing = Drawing(
        "map-sites",
        "Launch sites, sized by their launches on record",
        f"{counted(len(found), 'launch site')} with a position; the most used is {most[0].name} "
        f"with {counted(most[2], 'launch', 'launches')}.",
        WIDTH,
        drawn.height,
        drawn.shapes,
        drawn.words,
        Table(
            ("Site", "Launches", "Latitude and longitude"),
            tuple(
                (
                    Cell(place.name, ("places", place.id)),
                    Cell(str(number), None, True),
                    Cell(_written(place)),
                )
                for place, _, number in found
            ),
        ),
        computed="Launches counted from the records. " + PROVENANCE,
    )
    missing = tuple((place, number) for place, number in used if position(place) is None)
    return Overview(drawing, missing, counts[None])


def _together(
    catalogue: Catalogue, title: str, paths: list[Path], places: Iterable[Place] = ()
) -> Drawing | None:
    """Many launches on one map; `places` are marked even where no track begins."""
    sites = {place.id: place for place in places}
    sites |= {
        str(path.event.place): catalogue.places[path.event.place]
        for path in paths
        if path.event.place
    }
    marked = [_site(place, at) for place in sites.values() if (at := position(place))]
    if not marked:
        return None
    drawn = maps.drawn(
        marked, [_track(path, "") for path in paths], _seas(catalogue, ()), _notice(paths)
    )
    rows = [
        (
            Cell(path.event.date.words, ("events", path.event.id)),
            Cell(tracks.numbers_words(path.numbers)),
            *tracks.cells(path.site, path.range_km, path.bearing_deg),
        )
        for path in reversed(paths)
    ]
    rough = any(place.position == "approximate" for place in sites.values())
    begin = listed([place.name for place in sites.values()])
    return Drawing(
        "map",
        title,
        f"{counted(len(paths), 'track')} from {begin}; all are in the table.",
        WIDTH,
        drawn.height,
        drawn.shapes,
        drawn.words,
        _table(("Launch", *COLUMNS), rows, sites.values()),
        _key(rough, paths, False, wedges=False),
        HOW + PROVENANCE if paths else "",
    )


def _table(
    head: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], places: Iterable[Place]
) -> Table:
    """The numbers of the tracks; where there are none, the positions of the sites."""
    found = tuple(rows)
    if found:
        return Table(head, found)
    positions = tuple(
        (Cell(place.name, ("places", place.id)), Cell(_written(place))) for place in places
    )
    return Table(("Site", "Latitude and longitude"), positions)


def _written(place: Place) -> str:
    """The position as the record has it."""
    return f"{place.lat}, {place.lon}"


def _site(place: Place, at: Point) -> maps.Site:
    rough = place.position == "approximate"
    return maps.Site(at, place.name, ("places", place.id), rough)


def _seas(catalogue: Catalogue, fell: Iterable[str]) -> list[maps.Sea]:
    ended = set(fell)
    return [
        maps.Sea(
            catalogue.places[key].name,
            tuple(Point(*at) for at in over),
            ("places", key),
            key in ended,
        )
        for key, over in NAMES_OVER.items()
        if key in catalogue.places
    ]


def _track(path: Path, text: str) -> maps.Track:
    bearing = "bearing not reported"
    if path.bearing_deg is not None:
        bearing = f"bearing {path.bearing_deg}°"
    told = f"{path.event.date.words}: {path.range_km} km, {bearing}"
    target = None if text else ("events", path.event.id)
    return maps.Track(path.site, path.low_km, path.high_km, path.bearing_deg, told, text, target)


def _source(other: tracks.Other) -> str:
    return f"{other.value} km: {other.statement.origin.name}"


def _speaker(catalogue: Catalogue, path: Path) -> Cell:
    """Who gives the range of a path, and where; without a statement, who published the article."""
    statement = tracks.range_statement(catalogue, path)
    if statement:
        return Cell(statement.origin.name, ("articles", statement.article.id))
    publisher = catalogue.actors[catalogue.articles[path.article].publisher]
    return Cell(publisher.name, ("articles", path.article))


def _landings(event: Event, path: Path) -> set[str]:
    """The seas or lands in which the flights of a path came down."""
    whole = event.landing.place if event.landing else None
    ended = [event.flights[number - 1].landing or whole for number in path.numbers] or [whole]
    return {str(place) for place in ended if place}


def _title(paths: Sequence[Path]) -> str:
    known = {path.bearing_deg is not None for path in paths}
    if True in known:
        return "Launch site and computed track" + ("s" if len(paths) > 1 else "")
    return "Launch site and reported range" if known else "Launch site"


def _notice(paths: Iterable[Path]) -> tuple[str, str]:
    known = {path.bearing_deg is not None for path in paths}
    if True in known:
        return COMPUTED
    if known:
        return ("Range as reported;", "bearing not reported")
    return ("Launch site;", "no range on record")


def _description(place: Place, at: Point, paths: Iterable[Path], fell: list[str]) -> str:
    """What the map shows, in sentences."""
    said = [f"{place.name}, at {coordinates(at, 1)}."]
    for path in paths:
        who = counted(len(path.numbers) or 1, "missile") if path.numbers else "The launch"
        end = end_words(at, path.bearing_deg, path.range_km)
        way = "no bearing reported" if path.bearing_deg is None else f"bearing {path.bearing_deg}°"
        lead = f", which leads to {end}" if end else ""
        said.append(f"{who}: range {path.range_km} km, {way}{lead}.")
    if fell:
        said.append(f"Reported to have come down in {listed(fell)}.")
    return " ".join(said)


def _key(rough: bool, paths: Iterable[Path], ticks: bool, wedges: bool) -> tuple[Key, ...]:
    """The lines of the legend that the map needs."""
    found = list(paths)
    with_bearing = [path for path in found if path.bearing_deg is not None]
    exact = [path for path in with_bearing if path.low_km == path.high_km]
    end = polyline([(1, 8), (9, 8)]) + circle(12, 8, 3)
    bound = polyline([(1, 8), (14, 8)]) + polyline([(11, 3), (11, 13)])
    parts = (
        (True, Key(circle(8, 8, 4.5), "site", "launch site")),
        (rough, Key(circle(8, 8, 7), "site-rough", "position approximate")),
        (bool(exact), Key(end, "track-end", "computed track and end")),
        (wedges and bool(with_bearing), Key("M1 8L15 4V12z", "wedge", "bearing ± half a degree")),
        (len(exact) < len(with_bearing), Key(bound, "bound", "bounds of the range")),
        (
            len(with_bearing) < len(found),
            Key(circle(8, 8, 7), "ring", "reported range, bearing not reported"),
        ),
        (ticks, Key(polyline([(8, 2), (8, 14)]), "tick-range", "range by another source")),
    )
    return tuple(_key for shown, _key in parts if shown)


def _times(path: Path) -> str:
    many = f"{len(path.numbers)} × " if len(path.numbers) > 1 else ""
    return f"{many}{path.range_km} km"
