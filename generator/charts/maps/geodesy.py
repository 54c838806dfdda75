"""Distances, bearings and great circles on the Earth, and the one projection of a digest's maps.

Everything is computed on the WGS 84 ellipsoid by GeographicLib (Karney 2013, errors of nanometres),
but for what lies beneath the tracks of a map, so a "great circle" here is the ellipsoid's geodesic.
"""

import math
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from geographiclib.geodesic import Geodesic

WGS84 = Geodesic.WGS84
MEASURED = Geodesic.DISTANCE | Geodesic.AZIMUTH


class Point(NamedTuple):
    """Degrees on WGS 84, positive to the north and east."""

    lat: float
    lon: float


class Spot(NamedTuple):
    """A place on the plane of the maps: kilometres to the east and north of their centre."""

    x: float
    y: float


# The maps of a digest share one projection, azimuthal equidistant about a point amid its places, so
# that land is projected once, and one map can be laid over another. Lengths are true along a line
# through the centre; across one they are too long by 0.4 % at 1,000 km, 0.9 % at 1,500 km.


def destination(start: Point, azimuth_deg: float, km: float) -> Point:
    """Where a great circle leads that leaves `start` on a bearing clockwise from true north."""
    end = WGS84.Direct(start.lat, start.lon, azimuth_deg, km * 1000)
    return Point(end["lat2"], end["lon2"])


def middle(points: Iterable[Point]) -> Point:
    """The point amid some on the Earth, in whole degrees; 0° and 0° where there are none."""
    found = [(math.radians(one.lat), math.radians(one.lon)) for one in points]
    x = sum(math.cos(lat) * math.cos(lon) for lat, lon in found)
    y = sum(math.cos(lat) * math.sin(lon) for lat, lon in found)
    z = sum(math.sin(lat) for lat, _ in found)
    lat, lon = math.atan2(z, math.hypot(x, y)), math.atan2(y, x)
    return Point(float(round(math.degrees(lat))), float(round(math.degrees(lon))))


def distance_km(a: Point, b: Point) -> float:
    """The length of the shortest line between two points."""
    return float(WGS84.Inverse(a.lat, a.lon, b.lat, b.lon, Geodesic.DISTANCE)["s12"]) / 1000


@lru_cache(maxsize=4096)  # sites and seas are on many maps
def spot(centre: Point, point: Point) -> Spot:
    """Where a point lies on the plane of the maps."""
    line = WGS84.Inverse(centre.lat, centre.lon, point.lat, point.lon, MEASURED)
    km, azimuth = line["s12"] / 1000, math.radians(line["azi1"])
    return Spot(km * math.sin(azimuth), km * math.cos(azimuth))


def projection(centre: Point) -> Callable[[float, float], Spot]:
    """What `spot` gives for degrees north and east, in a tenth of its time and within a millimetre.

    For land and graticules, which have thousands of points: Vincenty (1975), the inverse formula.
    It fails near the point that is opposite the centre, which no map reaches.
    """
    flattening, polar_km = float(WGS84.f), float(WGS84.a * (1 - WGS84.f)) / 1000
    second = (1 / (1 - flattening)) ** 2 - 1
    reduced = math.atan((1 - flattening) * math.tan(math.radians(centre.lat)))
    sin_1, cos_1 = math.sin(reduced), math.cos(reduced)

    def projected(north: float, east: float) -> Spot:
        reduced = math.atan((1 - flattening) * math.tan(math.radians(north)))
        sin_2, cos_2 = math.sin(reduced), math.cos(reduced)
        apart = turn = math.radians(east - centre.lon)
        while True:
            x = cos_2 * math.sin(turn)
            y = cos_1 * sin_2 - sin_1 * cos_2 * math.cos(turn)
            sine, cosine = math.hypot(x, y), sin_1 * sin_2 + cos_1 * cos_2 * math.cos(turn)
            if not sine:
                return Spot(0.0, 0.0)
            arc = math.atan2(sine, cosine)
            sin_a = cos_1 * x / sine
            cos_a2 = 1 - sin_a * sin_a
            mid = cosine - 2 * sin_1 * sin_2 / cos_a2 if cos_a2 else 0.0
            c = flattening / 16 * cos_a2 * (4 + flattening * (4 - 3 * cos_a2))
            more = arc + c * sine * (mid + c * cosine * (2 * mid * mid - 1))
            before, turn = turn, apart + (1 - c) * flattening * sin_a * more
            if abs(turn - before) < 1e-11:
                break
        u = cos_a2 * second
        a = 1 + u / 16384 * (4096 + u * (u * (320 - 175 * u) - 768))
        b = u / 1024 * (256 + u * (u * (74 - 47 * u) - 128))
        last = b / 6 * mid * (4 * sine * sine - 3) * (4 * mid * mid - 3)
        less = b * sine * (mid + b / 4 * (cosine * (2 * mid * mid - 1) - last))
        km = polar_km * a * (arc - less)
        return Spot(km * x / sine, km * y / sine)

    return projected


def point(centre: Point, spot: Spot) -> Point:
    """The point that lies at a spot of the plane."""
    azimuth = math.degrees(math.atan2(spot.x, spot.y))
    return destination(centre, azimuth, math.hypot(spot.x, spot.y))


@lru_cache(maxsize=4096)
def great_circle(
    centre: Point, start: Point, azimuth_deg: float, to_km: float, from_km: float = 0
) -> tuple[Spot, ...]:
    """The spots along a track, at most 250 km apart, from one distance to another."""
    steps = max(1, math.ceil((to_km - from_km) / 250))
    line = WGS84.DirectLine(start.lat, start.lon, azimuth_deg, 0)
    found = []
    for step in range(steps + 1):
        at = line.Position((from_km + (to_km - from_km) * step / steps) * 1000)
        found.append(spot(centre, Point(at["lat2"], at["lon2"])))
    return tuple(found)


def parts(start: Point, azimuth_deg: float, km: float) -> tuple[tuple[Point, ...], ...]:
    """A track as lines of points at most 100 km apart, cut where it crosses the antimeridian.

    As RFC 7946 asks: no line has an end east and another west of it. A pole is not expected.
    """
    line = WGS84.DirectLine(start.lat, start.lon, azimuth_deg, 0)

    def at(metres: float) -> Point:
        found = line.Position(metres, Geodesic.STANDARD | Geodesic.LONG_UNROLL)
        return Point(found["lat2"], found["lon2"])

    steps = max(1, math.ceil(km / 100))
    along = [km * 1000 * step / steps for step in range(steps + 1)]
    lines: list[list[Point]] = [[at(0)]]
    for before, after in pairwise(along):
        one, two = at(before), at(after)
        turns = math.floor((two.lon + 180) / 360) - math.floor((one.lon + 180) / 360)
        if turns:
            edge = 360 * math.floor((max(one.lon, two.lon) + 180) / 360) - 180
            low, high = before, after
            for _ in range(50):
                middle = (low + high) / 2
                if (at(middle).lon < edge) == (one.lon < edge):
                    low = middle
                else:
                    high = middle
            lat = at(low).lat
            lines[-1].append(Point(lat, edge))
            lines.append([Point(lat, edge)])
        lines[-1].append(two)
    return tuple(tuple(_within(part)) for part in lines)


def _within(part: list[Point]) -> list[Point]:
    """The points of a line with their longitudes from -180 to 180, whatever turn they lie on."""
    middle = (min(point.lon for point in part) + max(point.lon for point in part)) / 2
    turn = 360 * math.floor((middle + 180) / 360)
    return [Point(point.lat, point.lon - turn) for point in part]


@lru_cache(maxsize=256)
def ring(centre: Point, middle: Point, km: float) -> tuple[Spot, ...]:
    """Every point at one distance, as the spots of a closed line."""
    return tuple(spot(centre, destination(middle, bearing, km)) for bearing in range(0, 360, 5))
