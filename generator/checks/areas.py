"""Positions against those of all other places of the same area, which show a slip of a digit."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from generator.catalogue.link import Catalogue
from generator.checks.sanity import distance_km
from generator.problems import Problem

Point = tuple[float, float]


class Reach(NamedTuple):
    """How many other places show where an area lies, and how far from them all one may lie."""

    others: int
    km: int


# A country is not known before many of its places are; the next one may lie in a far corner.
REACH = {"country": Reach(10, 400), "area": Reach(3, 150), "city": Reach(3, 50)}


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Places that lie far from all others of an area or a country they are said to lie in.

    From the largest area to the smallest, so that a slip is reported once, and at no other place:
    what lies far from its country shows nothing of its province.
    """
    within: dict[str, dict[str, Point]] = defaultdict(dict)
    for key, place in catalogue.places.items():
        if place.lat is None or place.lon is None:
            continue
        for around in catalogue.chain("places", key, "within")[1:]:
            within[around][key] = (float(place.lat), float(place.lon))
    told: set[str] = set()
    for around, points in sorted(within.items(), key=lambda item: (-len(item[1]), item[0])):
        reach = REACH.get(catalogue.places[around].kind)
        kept = {key: point for key, point in points.items() if key not in told}
        if reach and len(kept) > reach.others:
            far = {key: km for key, km in _far(kept).items() if km > reach.km}
            told |= set(far)
            for key, km in far.items():
                yield _problem(catalogue, key, around, km, reach, kept)


def _far(points: Mapping[str, Point]) -> dict[str, float]:
    """How far each point lies from the box around all others, in kilometres."""
    # Of each side the two outermost are enough to know the side without any one of them.
    by_lat = sorted(points, key=lambda key: points[key][0])
    by_lon = sorted(points, key=lambda key: points[key][1])
    edge = {key for order in (by_lat, by_lon) for key in (*order[:2], *order[-2:])}
    return {
        key: distance_to_box(points[key], [points[other] for other in edge if other != key])
        for key in edge
    }


def distance_to_box(point: Point, others: Collection[Point]) -> float:
    """Kilometres from a point to the box in latitude and longitude around others; 0 inside it."""
    south, north = min(lat for lat, _ in others), max(lat for lat, _ in others)
    west, east = min(lon for _, lon in others), max(lon for _, lon in others)
    lat, lon = point
    return distance_km(point, (min(max(lat, south), north), min(max(lon, west), east)))


def _problem(
    catalogue: Catalogue,
    key: str,
    around: str,
    km: float,
    reach: Reach,
    points: Mapping[str, Point],
) -> Problem:
    lat, lon = points[key]
    others = [point for other, point in points.items() if other != key]
    meant = {
        "lat": (-lat, lon),
        "lon": (lat, -lon),
        "both": (-lat, -lon),
        "swapped": (lon, lat),
    }
    fits = [name for name, point in meant.items() if distance_to_box(point, others) <= reach.km]
    fix = "check the digits of lat and lon, or `within`"
    if fits:
        fix = {
            "lat": f"write lat: {-lat:.10g}",
            "lon": f"write lon: {-lon:.10g}",
            "both": "take the signs off lat and lon",
            "swapped": "swap lat and lon",
        }[fits[0]]
    up = distance_to_box((lat, others[0][1]), others)
    return catalogue.sources["places", key].problem(
        ("lat",) if up else ("lon",),
        "R014",
        f"{km:,.0f} km from all other places in {catalogue.places[around].name}",
        fix,
    )
