"""Maps: sites, and tracks computed from range and bearing, on land without borders."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from generator.charts.drawing import Shape, Target, Words, circle, polyline
from generator.charts.maps import geodesy
from generator.charts.maps.frame import Frame, framed
from generator.charts.maps.geodesy import Point, Spot, great_circle, spot
from generator.charts.maps.labels import AROUND, OVER, Box, Name, placed
from generator.charts.maps.outline import Pair, dense

# A bearing given in whole degrees may be half a degree off to either side.
HALF_DEGREE = 0.5
# A range without an upper bound is drawn this much further, as a broken line without an end.
BEYOND = 1.15


class Site(NamedTuple):
    """A place that is marked; with `number` its mark is sized by it.

    The position of a `rough` one stands for a wider area.
    """

    point: Point
    name: str
    target: Target
    rough: bool = False
    number: int = 0


class Track(NamedTuple):
    """A reported range, and the bearing where there is one; None: not bounded, not reported.

    `text` stands at its end, `label` is its tooltip.
    """

    start: Point
    low_km: float | None
    high_km: float | None
    azimuth_deg: float | None
    label: str
    text: str = ""
    target: Target | None = None


class Tick(NamedTuple):
    """Another range on the same bearing."""

    start: Point
    azimuth_deg: float
    km: float
    label: str


class Sea(NamedTuple):
    """A sea's name, and the points over which it may be written, the best first."""

    name: str
    over: tuple[Point, ...]
    target: Target
    fell: bool = False
    """Whether something is reported to have come down in it."""


class Map(NamedTuple):
    """What is drawn: `height` in units, and shapes and words in the order of painting."""

    height: int
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]


def drawn(
    centre: Point,
    sites: Sequence[Site],
    tracks: Sequence[Track],
    seas: Iterable[Sea],
    notice: tuple[str, str],
    ticks: Iterable[Tick] = (),
    wedges: bool = False,
) -> Map:
    """A map that shows all sites and tracks; `notice` is two lines of words below it.

    With `wedges` the half degree to either side of each bearing is drawn.
    """
    longest_first = sorted(tracks, key=lambda track: -(track.high_km or track.low_km or 0))
    reaches = [_reach(centre, track) for track in longest_first]
    spots = [spot(centre, site.point) for site in sites]
    frame = framed(centre, [*spots, *chain.from_iterable(reaches)])
    shapes = [frame.sea(), frame.land(), frame.graticule()]
    for track in longest_first:
        shapes += _track(frame, track, wedges)
    shapes += [_tick(frame, tick) for tick in ticks]
    most = max((site.number for site in sites), default=0)
    placed_sites = []
    marks: list[Shape] = []
    for site, place in zip(sites, spots, strict=True):
        mark, radius = _mark(site, frame.at(place), most)
        marks += mark
        placed_sites.append((site, frame.at(place), radius))
    lines = [[frame.at(place) for place in reach] for reach in reaches]
    words, leaders = _names(frame, placed_sites, list(zip(longest_first, lines, strict=True)), seas)
    shapes += [Shape(leaders, "leader")] if leaders else []
    return Map(
        frame.height,
        (*shapes, *marks, *frame.plate()),
        (*words, *frame.plate_words(notice)),
    )


def _reach(centre: Point, track: Track) -> tuple[Spot, ...]:
    """Everything that a track covers: its line, or the ring where its bearing is not known."""
    km = track.high_km or (track.low_km or 0) * BEYOND
    if track.azimuth_deg is None:
        return geodesy.ring(centre, track.start, km)
    return great_circle(centre, track.start, track.azimuth_deg, km)


def _track(frame: Frame, track: Track, wedge: bool) -> list[Shape]:
    """The line as far as the range is sure, broken where it is not, and its end."""
    low, high = track.low_km or 0, track.high_km
    told, target, bearing = track.label, track.target, track.azimuth_deg
    if bearing is None:
        bounds = dict.fromkeys(km for km in (track.low_km, high) if km)
        return [
            Shape(
                frame.line(geodesy.ring(frame.centre, track.start, km), closed=True),
                "ring",
                told,
                target,
            )
            for km in bounds
        ]
    shapes = []
    if wedge:
        edges = [
            great_circle(frame.centre, track.start, bearing + side, high or low)
            for side in (-HALF_DEGREE, HALF_DEGREE)
        ]
        shapes.append(Shape(frame.line([*edges[0], *edges[1][::-1]], closed=True), "wedge"))
    if low == high and not wedge:
        # One shape for the many tracks of a site or a system.
        line = great_circle(frame.centre, track.start, bearing, low)
        path = frame.line(line) + circle(*frame.at(line[-1]), 2.5)
        return [Shape(path, "track fine", told, target)]
    if low:
        sure = frame.line(great_circle(frame.centre, track.start, bearing, low))
        shapes.append(Shape(sure, "track", told, target))
    if high is None or low < high:
        unsure = frame.line(
            great_circle(frame.centre, track.start, bearing, high or low * BEYOND, low)
        )
        shapes.append(Shape(unsure, "track-unsure", told, target))
    if low == high:
        end = great_circle(frame.centre, track.start, bearing, low)[-1]
        shapes.append(Shape(circle(*frame.at(end), 3.5), "track-end", told, target))
    else:
        bars = [_across(frame, track.start, bearing, km, 6) for km in (track.low_km, high) if km]
        shapes.append(Shape("".join(bars), "bound", told, target))
    return shapes


def _tick(frame: Frame, tick: Tick) -> Shape:
    path = _across(frame, tick.start, tick.azimuth_deg, tick.km, 8)
    return Shape(path, "tick-range", tick.label)


def _across(frame: Frame, start: Point, bearing: float, km: float, half: float) -> str:
    """A short stroke across a track at a distance."""
    before, at = (
        frame.at(s) for s in great_circle(frame.centre, start, bearing, km, max(0, km - 10))[-2:]
    )
    dx, dy = at[0] - before[0], at[1] - before[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1
    x, y = -dy / length * half, dx / length * half
    return polyline([(at[0] - x, at[1] - y), (at[0] + x, at[1] + y)])


def _mark(site: Site, at: Pair, most: int) -> tuple[list[Shape], float]:
    """A site's mark and its radius. Its area, not its width, grows with the number."""
    radius = 14 * (site.number / most) ** 0.5 if most else 4.5
    css = "site site-sized" if most else "site"
    shapes = [Shape(circle(*at, radius), css, site.name, site.target)]
    if site.rough:
        # Not to scale: no source gives the extent.
        radius += 5
        shapes.append(Shape(circle(*at, radius), "site-rough", site.name, site.target))
    return shapes, radius


def _named(site: Site) -> str:
    return f"{site.name} {site.number}" if site.number else site.name


def _names(
    frame: Frame,
    sites: Sequence[tuple[Site, Pair, float]],
    tracks: Sequence[tuple[Track, list[Pair]]],
    seas: Iterable[Sea],
) -> tuple[list[Words], str]:
    """The names of sites, the ranges at the ends of tracks, the seas, the degrees."""
    forward = sum(line[-1][0] - line[0][0] for _, line in tracks) >= 0
    beside = sorted(AROUND, key=lambda side: side[0] if forward else -side[0])
    by_use = sorted(sites, key=lambda placed: -placed[0].number)
    most = max(site.number for site, _, _ in sites)
    names = []
    for site, at, radius in by_use:
        # The sites used most have their names, if need be at the end of a line.
        leading = (30.0, 60.0, 90.0) if site.number * 4 > most else ()
        away, alone = radius + 4, len(sites) == 1
        names.append(Name(_named(site), "name", [at], beside, away, leading, site.target, alone))
    for track, line in {track.text: (track, line) for track, line in tracks}.values():
        if track.text:
            end = line[-1] if track.azimuth_deg is not None else max(line)
            ahead = 1 if end[0] >= line[0][0] else -1
            around = [(ahead, 0), (ahead, 1), (ahead, -1), *AROUND]
            names.append(Name(track.text, "range", [end], around, 7, must=True))
    for sea in seas:
        over = [frame.at(spot(frame.centre, point)) for point in sea.over]
        css = "sea-name fell" if sea.fell else "sea-name"
        names.append(Name(sea.name, css, over, OVER, 0, (), sea.target, True, True))
    marks = [Box(x - r - 1, y - r - 1, x + r + 1, y + r + 1) for _, (x, y), r in sites]
    ends = [line[-1] for track, line in tracks if track.azimuth_deg is not None]
    marks += [Box(x - 4, y - 4, x + 4, y + 4) for x, y in ends]
    crossed = [
        point for line in dict.fromkeys(tuple(line) for _, line in tracks) for point in dense(line)
    ]
    return placed([*names, *frame.degrees()], frame.inside, marks, crossed, frame.coast())
