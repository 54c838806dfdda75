"""Where counted events happened and where their reported lengths lead: the maps of pages.

What a map shows of a part is its reported length laid out on its reported bearing. No source
observed an end, and none is drawn.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.charts.drawing import Cell, Drawing, Key, Table, circle, polyline
from generator.charts.maps import map_drawing as maps
from generator.charts.maps.frame import WIDTH
from generator.charts.maps.geodesy import Point, distance_km, middle
from generator.charts.maps.land import REACH_KM
from generator.pages.subjects import tracks
from generator.pages.subjects.tracks import Path, coordinates, end_words, position
from generator.schema.kinds import Counted, Event, Parts, Place, System
from generator.values.words import capital, counted, listed, plural

# More tracks than this on a map of a sea are a fan in which none can be followed.
MOST = 60
PROVENANCE = "Land: Natural Earth, without borders."


class MapWords(NamedTuple):
    """The words of maps, as the digest declares them."""

    what: Counted
    place: str
    """The word for the place of one: `harbour`."""
    site: str
    """What a mark on the map is: `attack harbour`."""
    length: str
    """The name of the measure that is drawn as a track."""
    parts: str
    columns: tuple[str, ...]
    ended: str
    each: Parts | None

    @property
    def how(self) -> str:
        """How tracks were computed."""
        return (
            f"Great circles on WGS 84 from the position of the {self.what.place}; bearings are in "
            f"whole degrees. The computed end is where the reported {self.length.lower()} leads, "
            "not an observed end. "
        )

    def number(self, number: int) -> str:
        """`2 bombs`; of a digest without parts `2 attacks`."""
        return self.each.number(number) if self.each else self.what.number(number)

    def title(self, paths: Sequence[Path], sites: int) -> str:
        """What a map with these paths and so many places shows."""
        known = {path.bearing is not None for path in paths}
        if True in known:
            return f"{capital(self.site)} and computed track" + ("s" if len(paths) > 1 else "")
        reported = f"{capital(self.site)} and reported {self.length.lower()}"
        return reported if known else capital(plural(self.site) if sites > 1 else self.site)

    def notice(self, paths: Iterable[Path]) -> tuple[str, str]:
        """Two lines below a map that say what its tracks are."""
        known = {path.bearing is not None for path in paths}
        length = self.length.lower()
        if True in known:
            return f"Computed from reported {length} and", "bearing; not an observed track"
        if known:
            return f"{self.length} as reported;", "bearing not reported"
        if length:
            return f"{capital(self.site)};", f"no {length} on record"
        return capital(self.site), ""


@per_catalogue
def words_of(catalogue: Catalogue) -> MapWords:
    """The words of the maps of a digest."""
    what, settings = catalogue.counted, catalogue.settings
    properties = catalogue.words["claim-properties"]
    about = settings.map.length if settings.map else None
    length = properties[about].name if about and about in properties else ""
    landing = catalogue.measure_of("end")
    each = settings.parts
    return MapWords(
        what,
        what.place,
        f"{what.one} {what.place}",
        length,
        capital(each.many if each else what.many),
        (capital(each.each if each else what.one), f"{length}, km", "Bearing", "Computed end"),
        (landing.label or landing.name) if landing else "Ended in",
        each,
    )


@per_catalogue
def centre(catalogue: Catalogue) -> Point:
    """The middle of all maps: that which the digest names, or that of its places."""
    declared = catalogue.settings.map
    if declared and declared.centre:
        return Point(*map(float, declared.centre))
    found = [at for place in catalogue.places.values() if (at := position(place))]
    return middle(found)


def shown(catalogue: Catalogue, points: Iterable[Point]) -> bool:
    """Whether the digest has maps, and they reach all of some points."""
    if catalogue.settings.map is None:
        return False
    return all(distance_km(centre(catalogue), point) <= REACH_KM for point in points)


class Overview(NamedTuple):
    """All sites on one map; `missing` are places of events without a position, with counts.

    `nowhere` counts events whose record names no place.
    """

    drawing: Drawing
    missing: tuple[tuple[Place, int], ...]
    nowhere: int


def event_map(catalogue: Catalogue, event: Event) -> Drawing | None:
    """The places of an event and where its reported lengths lead; None without a position."""
    found = [catalogue.places[ref] for ref in event.all_places]
    sites = [(place, at) for place in found if (at := position(place))]
    if not sites or not catalogue.is_counted(event):
        return None
    if not shown(catalogue, [at for _, at in sites]):
        return None
    at = sites[0][1]

    words = words_of(catalogue)
    paths = tracks.paths(catalogue, event)
    others = tracks.others(catalogue, event, paths)
    ticks = [
        maps.Tick(at, other.bearing, float(bound), _source(other))
        for other in others
        if other.bearing is not None and any(path.bearing is not None for path in paths)
        for bound in dict.fromkeys((other.value.low, other.value.high))
        if bound is not None
    ]
    fell = set(counted_events.landings_of(event))
    drawn = maps.drawn(
        centre(catalogue),
        [_site(*site) for site in sites],
        [_track(path, _times(path)) for path in paths],
        _seas(catalogue, fell),
        words.notice(paths),
        ticks,
        wedges=True,
    )
    rows = [
        (
            _speaker(catalogue, path),
            Cell(tracks.numbers_words(path.numbers)),
            *tracks.cells(at, path.length, path.bearing),
        )
        for path in paths
    ]
    rows += [
        (
            Cell(other.statement.origin.name, ("articles", other.statement.article.id)),
            Cell(str(other.statement.claim.part or "all")),
            *tracks.cells(at, other.value, other.bearing),
        )
        for other in others
    ]
    return Drawing(
        "map",
        words.title(paths, len(sites)),
        _description(words, sites, paths, [catalogue.places[key].name for key in sorted(fell)]),
        WIDTH,
        drawn.height,
        drawn.shapes,
        drawn.words,
        _table(words, (f"{words.length} by", *words.columns), rows, [place for place, _ in sites]),
        _key(
            words,
            any(place.position == "approximate" for place, _ in sites),
            paths,
            bool(ticks),
            wedges=True,
        ),
        words.how + PROVENANCE if paths else "",
    )


def system_map(catalogue: Catalogue, system: System) -> Drawing | None:
    """The tracks of all parts of a system; None where none has a site and a length."""
    paths = [
        path
        for event in counted_events.naming(catalogue, "systems", system.id)
        for path in tracks.paths(
            catalogue, event, (part for part in event.parts if part.held("thing") == system.id)
        )
    ]
    return _together(
        catalogue,
        f"{words_of(catalogue).parts} of {system.name}, computed tracks",
        paths,
        words_of(catalogue),
    )


def place_map(catalogue: Catalogue, place: Place) -> Drawing | None:
    """The tracks from a site, or those that ended in a sea; None without a position or a track."""
    if not counted_events.every(catalogue):
        return None
    events = counted_events.naming(catalogue, "places", place.id)
    at, words = position(place), words_of(catalogue)
    if at:
        here = [event for event in events if place.id in event.all_places]
        if not here:
            # It is no place of what is counted, so nothing on its map says so.
            words = words._replace(place="place", site="place", length="")
        paths = [path for event in here for path in tracks.paths(catalogue, event)]
        title = (
            f"{words.parts} {words.what.preposition} {place.name}, computed tracks"
            if paths
            else place.name
        )
        return _together(catalogue, title, paths, words, (place,))
    paths = [
        path
        for event in events
        for path in tracks.paths(catalogue, event)
        if _landings(event, path) == {place.id}
    ]
    if len(paths) > MOST:
        return None
    return _together(
        catalogue, f"{words.parts} reported to have ended here, computed tracks", paths, words
    )


def overview(catalogue: Catalogue) -> Overview | None:
    """Every site that has counted events, sized by them; None where none has a position."""
    events = counted_events.every(catalogue)
    counts = Counter(place for event in events for place in event.all_places)

    used = sorted(
        ((catalogue.places[key], number) for key, number in counts.items()),
        key=lambda pair: (-pair[1], pair[0].id),
    )
    found = [(place, at, number) for place, number in used if (at := position(place))]
    if not found or not shown(catalogue, [at for _, at, _ in found]):
        return None
    words = words_of(catalogue)
    drawn = maps.drawn(
        centre(catalogue),
        [_site(place, at)._replace(number=number) for place, at, number in found],
        (),
        _seas(catalogue, ()),
        (f"Area and number of each {words.what.place}:", f"{words.what.many} on record"),
    )
    most = found[0]
    drawing = Drawing(
        "map-sites",
        f"{capital(plural(words.site))}, sized by their {words.what.many} on record",
        f"{counted(len(found), words.site, plural(words.site))} with a position; the most used is "
        f"{most[0].name} with {words.what.number(most[2])}.",
        WIDTH,
        drawn.height,
        drawn.shapes,
        drawn.words,
        Table(
            (capital(words.what.place), capital(words.what.many), "Latitude and longitude"),
            tuple(
                (
                    Cell(place.name, ("places", place.id)),
                    Cell(str(number), None, True),
                    Cell(_written(place)),
                )
                for place, _, number in found
            ),
        ),
        computed=f"{capital(words.what.many)} counted from the records. {PROVENANCE}",
    )
    missing = tuple((place, number) for place, number in used if position(place) is None)
    return Overview(drawing, missing, sum(not event.all_places for event in events))


def _together(
    catalogue: Catalogue,
    title: str,
    paths: list[Path],
    words: MapWords,
    places: Iterable[Place] = (),
) -> Drawing | None:
    """Many events on one map; `places` are marked even where no track begins."""
    sites = {place.id: place for place in places}
    sites |= {
        str(path.event.place): catalogue.places[path.event.place]
        for path in paths
        if path.event.place
    }
    marked = [_site(place, at) for place in sites.values() if (at := position(place))]
    if not marked or not shown(catalogue, [site.point for site in marked]):
        return None
    drawn = maps.drawn(
        centre(catalogue),
        marked,
        [_track(path, "") for path in paths],
        _seas(catalogue, ()),
        words.notice(paths),
    )
    rows = [
        (
            Cell(path.event.date.words, ("events", path.event.id)),
            Cell(tracks.numbers_words(path.numbers)),
            *tracks.cells(path.site, path.length, path.bearing),
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
        _table(words, (capital(words.what.one), *words.columns), rows, sites.values()),
        _key(words, rough, paths, False, wedges=False),
        words.how + PROVENANCE if paths else "",
    )


def _table(
    words: MapWords,
    head: tuple[str, ...],
    rows: Iterable[tuple[Cell, ...]],
    places: Iterable[Place],
) -> Table:
    """The numbers of the tracks; where there are none, the positions of the sites."""
    found = tuple(rows)
    if found:
        return Table(head, found)
    positions = tuple(
        (Cell(place.name, ("places", place.id)), Cell(_written(place))) for place in places
    )
    return Table((capital(words.place), "Latitude and longitude"), positions)


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
            catalogue.places[one.place].name,
            tuple(Point(float(lat), float(lon)) for lat, lon in one.over),
            ("places", one.place),
            one.place in ended,
        )
        for one in (catalogue.settings.map.names if catalogue.settings.map else ())
    ]


def _track(path: Path, text: str) -> maps.Track:
    bearing = "bearing not reported"
    if path.bearing is not None:
        bearing = f"bearing {path.bearing}°"
    told = f"{path.event.date.words}: {path.length} km, {bearing}"
    target = None if text else ("events", path.event.id)
    return maps.Track(path.site, path.low_km, path.high_km, path.bearing, told, text, target)


def _source(other: tracks.Other) -> str:
    return f"{other.value} km: {other.statement.origin.name}"


def _speaker(catalogue: Catalogue, path: Path) -> Cell:
    """Who gives the range of a path, and where; without a statement, who published the article."""
    statement = tracks.statement_of(catalogue, path)
    if statement:
        return Cell(statement.origin.name, ("articles", statement.article.id))
    publisher = catalogue.actors[catalogue.articles[path.article].publisher]
    return Cell(publisher.name, ("articles", path.article))


def _landings(event: Event, path: Path) -> set[str]:
    """The seas or lands in which the parts of a path ended."""
    found = event.held("end")
    whole = found.stated if found else None
    parts = [event.parts[number - 1] for number in path.numbers]
    ended = [part.held("end") or whole for part in parts] or [whole]
    return {str(place) for place in ended if place}


def _description(
    words: MapWords, sites: Sequence[tuple[Place, Point]], paths: Iterable[Path], fell: list[str]
) -> str:
    """What the map shows, in sentences."""
    said = [f"{listed([f'{place.name}, at {coordinates(at, 1)}' for place, at in sites])}."]
    at = sites[0][1]

    for path in paths:
        who = words.number(len(path.numbers)) if path.numbers else f"The {words.what.one}"
        end = end_words(at, path.bearing, path.length)
        way = "no bearing reported" if path.bearing is None else f"bearing {path.bearing}°"
        lead = f", which leads to {end}" if end else ""
        said.append(f"{who}: {words.length.lower()} {path.length} km, {way}{lead}.")
    if fell:
        said.append(f"{words.ended} {listed(fell)}, as reported.")
    return " ".join(said)


def _key(
    words: MapWords, rough: bool, paths: Iterable[Path], ticks: bool, wedges: bool
) -> tuple[Key, ...]:
    """The lines of the legend that the map needs."""
    found, length = list(paths), words.length.lower()
    with_bearing = [path for path in found if path.bearing is not None]
    exact = [path for path in with_bearing if path.low_km == path.high_km]
    end = polyline([(1, 8), (9, 8)]) + circle(12, 8, 3)
    bound = polyline([(1, 8), (14, 8)]) + polyline([(11, 3), (11, 13)])
    parts = (
        (True, Key(circle(8, 8, 4.5), "site", words.site)),
        (rough, Key(circle(8, 8, 7), "site-rough", "position approximate")),
        (bool(exact), Key(end, "track-end", "computed track and end")),
        (wedges and bool(with_bearing), Key("M1 8L15 4V12z", "wedge", "bearing ± half a degree")),
        (
            len(exact) < len(with_bearing),
            Key(bound, "bound", f"bounds of the {length}"),
        ),
        (
            len(with_bearing) < len(found),
            Key(circle(8, 8, 7), "ring", f"reported {length}, bearing not reported"),
        ),
        (
            ticks,
            Key(
                polyline([(8, 2), (8, 14)]),
                "tick-range",
                f"{length} by another source",
            ),
        ),
    )
    return tuple(_key for shown, _key in parts if shown)


def _times(path: Path) -> str:
    many = f"{len(path.numbers)} × " if len(path.numbers) > 1 else ""
    return f"{many}{path.length} km"
