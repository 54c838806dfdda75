"""The frame of a map: which part of the plane it shows, at which scale, and what lies beneath."""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Self

from generator.charts.drawing import Shape, Words, polyline, rectangle
from generator.charts.maps.geodesy import Point, Spot, point, projection
from generator.charts.maps.labels import Box, Name
from generator.charts.maps.land import land
from generator.charts.maps.outline import Pair, area, between, clipped, dense, thinned

WIDTH = 400
LOWEST, HIGHEST = 250, 400
# Room round what is shown, for names; the strip below with the notice and the scale bar.
MARGIN, PLATE = 34, 46
# A map shows at least this much, so that a coast can be recognised.
LEAST_KM = 480
# Kilometres a unit. Few steps, so that maps can be compared.
SCALES = (1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50, 100)
BARS = (5000, 2000, 1000, 500, 200, 100, 50)
DEGREES = (1, 2, 5, 10, 20)


class Frame(NamedTuple):
    """A part of the plane about `centre`.

    `left` and `top` are kilometres on the plane; `height` has the strip below in it.
    """

    left: float
    top: float
    km: float
    height: int
    centre: Point

    def at(self, place: Spot) -> Pair:
        """Where a spot of the plane is drawn."""
        return (place.x - self.left) / self.km, (self.top - place.y) / self.km

    @property
    def inside(self) -> Box:
        """The room for names."""
        return Box(6, 4, WIDTH - 6, self.height - PLATE - 3)

    def line(self, spots: Sequence[Spot], closed: bool = False) -> str:
        """A line through spots, with the points it needs."""
        points = thinned([self.at(place) for place in spots], 0.3)
        return polyline(points) + ("z" if closed else "")

    def sea(self) -> Shape:
        """The ground of it all."""
        return Shape(rectangle(0, 0, WIDTH, self.height), "sea")

    def coast(self) -> list[Pair]:
        """Points along the outlines of land in the frame."""
        return [point for ring in _land(self) for point in dense([*ring, ring[0]], 8)]

    def land(self) -> Shape:
        """Land, in one shape."""
        return Shape("".join(f"{polyline(ring)}z" for ring in _land(self)), "land")

    def graticule(self) -> Shape:
        """Meridians and parallels."""
        lines = [self.line(line) for _, _, line in _degrees(self)]
        return Shape("".join(lines), "graticule")

    def degrees(self) -> list[Name]:
        """The numbers of the degrees, at the left end of parallels and the foot of meridians."""
        names = []
        for meridian, text, line in _degrees(self):
            edge = self.height - PLATE - 8 if meridian else 8
            sides = ((1, -1), (-1, -1)) if meridian else ((1, -1), (1, 1))
            for a, b in pairwise(self.at(place) for place in line):
                before, after = a[meridian] - edge, b[meridian] - edge
                if (before < 0) != (after < 0):
                    crossing = between(a, b, before / (before - after))
                    names.append(Name(text, "degree", [crossing], sides, 1))
        return names

    def bar(self) -> tuple[int, float]:
        """The length of the scale bar in kilometres and in units."""
        km = next(n for n in BARS if n / self.km <= 100)
        return km, km / self.km

    def plate(self) -> list[Shape]:
        """The strip below, and the scale bar on it."""
        top = self.height - PLATE
        _, length = self.bar()
        right, y = WIDTH - 12, self.height - 12
        ends = [(right - length, y - 5), (right - length, y), (right, y), (right, y - 5)]
        return [
            Shape(rectangle(-2, top, WIDTH + 4, PLATE + 4), "plate"),
            Shape(polyline(ends), "bar"),
        ]

    def plate_words(self, notice: tuple[str, str]) -> list[Words]:
        """The notice in two lines, and the length of the scale bar."""
        km, length = self.bar()
        y = self.height - PLATE + 18
        middle = WIDTH - 12 - length / 2
        lines = [Words(8, y + 17 * i, text, "notice") for i, text in enumerate(notice) if text]
        return [*lines, Words(middle, y + 4, f"{km:,} km", "bar-km", "middle")]


class Line(NamedTuple):
    """A line of the graticule, as far as a frame may show it."""

    meridian: bool
    text: str
    spots: tuple[Spot, ...]


@lru_cache(maxsize=256)
def _parallel(centre: Point, lat: int) -> tuple[Spot, ...]:
    """A parallel as far as maps reach, in steps that are straight on any map."""
    projected = projection(centre)
    return tuple(projected(lat, lon) for lon in _about(centre.lon, 110))


@lru_cache(maxsize=256)
def _meridian(centre: Point, lon: int) -> tuple[Spot, ...]:
    """A meridian as far as maps reach."""
    projected = projection(centre)
    return tuple(projected(lat, lon) for lat in _about(centre.lat, 74) if -89 <= lat <= 89)


def _about(degrees: float, reach: int) -> range:
    """Every other odd degree about one."""
    middle = round(degrees) | 1
    return range(middle - reach, middle + reach + 1, 2)


@lru_cache(maxsize=1)
def _degrees(frame: Frame) -> tuple[Line, ...]:
    """The graticule of a frame, four or five parallels at most and meridians as far apart."""
    right, low = frame.left + WIDTH * frame.km, frame.top - frame.height * frame.km
    xs = [frame.left + (right - frame.left) * i / 4 for i in range(5)]
    ys = [low + (frame.top - low) * i / 4 for i in range(5)]
    shown = [point(frame.centre, Spot(x, y)) for x in xs for y in ys]
    south, north = min(p.lat for p in shown), max(p.lat for p in shown)
    west, east = min(p.lon for p in shown), max(p.lon for p in shown)
    step = next((n for n in DEGREES if (north - south) / n <= 4), 30)
    lats = range(math.ceil(south / step) * step, math.floor(north) + 1, step)
    lons = range(math.ceil(west / step) * step, math.floor(east) + 1, step)
    lines = [Line(False, _compass(lat, "N", "S"), _parallel(frame.centre, lat)) for lat in lats]
    lines += [Line(True, _compass(lon, "E", "W"), _meridian(frame.centre, lon)) for lon in lons]
    # The points of a line are at most 250 km apart.
    left, top, right, low = frame.left - 250, frame.top + 250, right + 250, low - 250
    cut = [
        line._replace(
            spots=tuple(s for s in line.spots if left <= s.x <= right and low <= s.y <= top)
        )
        for line in lines
    ]
    return tuple(line for line in cut if len(line.spots) > 1)


class Outline(NamedTuple):
    """An outline of land, and its edges on the plane."""

    ring: list[Pair]
    edges: Box

    @classmethod
    def of(cls, ring: list[Pair]) -> Self:
        """An outline by its points."""
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        return cls(ring, Box(min(xs), min(ys), max(xs), max(ys)))


@lru_cache(maxsize=32)
def _outlines(centre: Point, km: float) -> tuple[Outline, ...]:
    """All land with the points that a map of a scale needs, in kilometres on the plane."""
    found = []
    for ring in land(centre):
        # From its westernmost point, so that thinning begins and ends at one that stays.
        start = ring.index(min(ring))
        found.append(thinned([*ring[start:], *ring[: start + 1]], 0.7 * km)[:-1])
    return tuple(Outline.of(ring) for ring in found if area(ring) > 3 * km * km)


@lru_cache(maxsize=1)
def _land(frame: Frame) -> tuple[list[Pair], ...]:
    """The outlines of land in a frame, as they are drawn."""
    # A little beyond the frame, so that the edge of a cut is not seen as a coast.
    beyond = 3 * frame.km
    left, high = frame.left - beyond, frame.top + beyond
    right = frame.left + WIDTH * frame.km + beyond
    low = frame.top - (frame.height - PLATE) * frame.km - beyond
    shown = Box(left, low, right, high)
    near = (one.ring for one in _outlines(frame.centre, frame.km) if one.edges.meets(shown))
    cut = (clipped(ring, left, low, right, high) for ring in near)
    return tuple([frame.at(Spot(*place)) for place in ring] for ring in cut if len(ring) > 2)


def _compass(degrees: int, positive: str, negative: str) -> str:
    """`40° N`, without a letter on the equator."""
    degrees = (degrees + 180) % 360 - 180
    return f"{abs(degrees)}° {positive if degrees > 0 else negative}" if degrees else "0°"


def framed(centre: Point, spots: Sequence[Spot]) -> Frame:
    """The frame that shows all spots with room for names round them."""
    west, east = min(s.x for s in spots), max(s.x for s in spots)
    low, high = min(s.y for s in spots), max(s.y for s in spots)
    wide, tall = max(east - west, LEAST_KM), max(high - low, LEAST_KM * 0.7)
    km = next(
        (n for n in SCALES if wide / n <= WIDTH - 2 * MARGIN and tall / n <= HIGHEST - 2 * MARGIN),
        SCALES[-1],
    )
    height = round(min(HIGHEST, max(LOWEST, tall / km + 2 * MARGIN)))
    left = (west + east) / 2 - WIDTH / 2 * km
    top = (low + high) / 2 + height / 2 * km
    return Frame(left, top, km, height + PLATE, centre)
