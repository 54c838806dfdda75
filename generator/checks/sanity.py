"""Values that can be written but hardly be true: too large, or a place far from where it lies.

A position is compared with the place it lies in, and with all other places of the same area.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.catalogue.link import Catalogue
from generator.catalogue.values import readable_value
from generator.checks.values.readable import above_limit
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem
from generator.schema.kinds import Article, Bounds, Event, Place, System
from generator.values.numbers import QuantityValue

FAR_KM = 150
# What lies in these may be hundreds of kilometres from the point that stands for them.
WIDE = {"country", "sea", "area"}
Position = tuple[float, float]


def of_event(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """Quantities of an event above what its vocabulary holds possible."""
    values: list[tuple[str, Path_, QuantityValue | None]] = [
        ("count", ("count", "value"), event.count.value if event.count else None),
        ("range_km", ("range_km", "value"), event.range_km.value if event.range_km else None),
        ("apogee_km", ("apogee_km", "value"), event.apogee_km.value if event.apogee_km else None),
    ]
    for index, flight in enumerate(event.flights):
        values.append(("range_km", ("flights", index, "range_km"), flight.range_km))
        values.append(("apogee_km", ("flights", index, "apogee_km"), flight.apogee_km))
    problems: list[Problem] = []
    for name, path, value in values:
        if value:
            problems += _limit(catalogue, name, value, path, source)
            problems += _class_limit(catalogue, event, name, value, path, source)
    yield from problems
    # A range that cannot be makes every flight too flat; it is reported as a range.
    if not any(problem.code == "S015" for problem in problems):
        yield from _steepness(catalogue, event, source)


def _classes(catalogue: Catalogue, event: Event, flight: int | None) -> set[str]:
    """The classes that a flight of a launch, or any flight of it, can be of; empty if not known."""
    own = event.flights[flight].system if flight is not None else None
    systems = [catalogue.systems.get(key) for key in ([own] if own else event.things)]
    classes = {str(system.missile_class) for system in systems if system}
    return classes or ({str(event.missile_class)} if event.missile_class else set())


def _class_limit(
    catalogue: Catalogue,
    event: Event,
    name: str,
    value: QuantityValue,
    path: Path_,
    source: Source,
) -> Iterator[Problem]:
    """A range or height that no missile of the class reaches, or hardly any."""
    flight = path[1] if path[0] == "flights" else None
    known = catalogue.words["missile-classes"]
    keys = _classes(catalogue, event, flight if isinstance(flight, int) else None)
    bounds = [limit for key in keys if key in known and (limit := getattr(known[key], name, None))]
    # Where one of the classes has no limit, nothing is too much.
    if not bounds or len(bounds) < len(keys):
        return
    of_class = " or ".join(known[key].name.lower() for key in sorted(keys))
    yield from _outside(bounds, value, f"{value} km", f"a {of_class}", path, source)


def _steepness(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """Flights too flat for what the type of event says they are, such as ballistic ones."""
    pairs: list[tuple[int | None, QuantityValue | None, QuantityValue | None]] = [
        (index, flight.apogee_km, flight.range_km) for index, flight in enumerate(event.flights)
    ]
    if event.apogee_km and event.range_km and len(event.flights) < 2:
        pairs.append((None, event.apogee_km.value, event.range_km.value))
    for index, apogee, distance in pairs:
        path: Path_ = ("flights", index, "apogee_km") if index is not None else ("apogee_km",)
        bounds, of_what = _shares(catalogue, event, index)
        if not bounds:
            continue
        # Only numbers with both bounds can be divided by each other.
        if not apogee or not distance or not apogee.high or not distance.low:
            continue
        share = QuantityValue(
            None
            if apogee.low is None or distance.high is None
            else apogee.low * 100 / distance.high,
            apogee.high * 100 / distance.low,
            "range",
            apogee.text,
        )
        message = f"{apogee} km high and {distance} km far"
        yield from _outside(bounds, share, message, of_what, path, source)


def _shares(catalogue: Catalogue, event: Event, flight: int | None) -> tuple[list[Bounds], str]:
    """The bounds of height to range of its classes, or else of the type of event, and whose."""
    known = catalogue.words["missile-classes"]
    keys = sorted(_classes(catalogue, event, flight))
    of_class = [known[key].apogee_percent if key in known else None for key in keys]
    if (results := [bounds for bounds in of_class if bounds]) and len(results) == len(keys):
        return results, "a " + " or ".join(known[key].name.lower() for key in keys)
    entry = catalogue.words["event-types"].get(event.type)
    if not entry or not entry.apogee_percent:
        return [], ""
    return [entry.apogee_percent], f"a {entry.name.lower()}"


def _outside(
    bounds: Sequence[Bounds],
    value: QuantityValue,
    described: str,
    of_what: str,
    path: Path_,
    source: Source,
) -> Iterator[Problem]:
    """A value outside of all bounds: of what is possible an error, of what is usual a warning."""
    if not any(_within(one.possible, value) for one in bounds):
        fix = "check the number, and whether range and apogee changed places; the limit is in "
        fix += "the vocabulary"
        yield source.problem(path, "S015", f"{described} is not possible for {of_what}", fix)
    elif not any(one.usual is None or _within(one.usual, value) for one in bounds):
        fix = "check the source; if it says so, list the value under `ignore` with a reason"
        message = f"{described} is unusual for {of_what}"
        yield source.problem(path, "R027", message, fix, value.text)


def of_article(catalogue: Catalogue, article: Article, source: Source) -> Iterator[Problem]:
    """Quantities claimed above what the vocabulary holds possible."""
    for index, claim in enumerate(article.claims):
        entry = catalogue.words["claim-properties"].get(claim.about)
        if entry and entry.kind == "quantity":
            value = readable_value(claim.value, entry.kind)
            if isinstance(value, QuantityValue):
                path = ("claims", index, "value")
                yield from _limit(catalogue, claim.about, value, path, source)


def _limit(
    catalogue: Catalogue, name: str, value: QuantityValue, path: Path_, source: Source
) -> Iterator[Problem]:
    if entry := catalogue.words["claim-properties"].get(name):
        yield from above_limit(entry, "claim-properties", value, path, source)


def _within(bounds: QuantityValue, value: QuantityValue) -> bool:
    """Whether a value can lie within bounds."""
    return not bounds.differs(value, None)


def of_system(catalogue: Catalogue, system: System, source: Source) -> Iterator[Problem]:
    """A range that no missile of its class has."""
    entry = catalogue.words["missile-classes"].get(system.missile_class)
    if system.range_km and entry and entry.range_km:
        message, of_what = f"{system.range_km} km", f"a {entry.name.lower()}"
        bounds = [entry.range_km.model_copy(update={"usual": None})]
        yield from _outside(bounds, system.range_km, message, of_what, ("range_km",), source)


def of_place(catalogue: Catalogue, place: Place, source: Source) -> Iterator[Problem]:
    """A position far from the place that the record says it lies in."""
    if place.lat is None or place.lon is None:
        missing, given = ("lat", "lon") if place.lat is None else ("lon", "lat")
        if place.lat is not None or place.lon is not None:
            yield source.problem(
                (given,), "S002", f"`{missing}` is missing", "give both lat and lon, or neither"
            )
        return
    if place.lat == place.lon == 0:
        yield source.problem(
            ("lat",), "S014", "0, 0 is used for an unknown position", "leave lat and lon out"
        )
    around = catalogue.places.get(place.within) if place.within else None
    wide = around and (around.kind in WIDE or around.position == "approximate")
    if around and not wide and around.lat is not None and around.lon is not None:
        distance = distance_km(
            (float(place.lat), float(place.lon)), (float(around.lat), float(around.lon))
        )
        if distance > FAR_KM:
            message = f"{distance:,.0f} km from {around.name}, in which it is said to lie"
            yield source.problem(("lat",), "R014", message, "check lat and lon, or `within`")


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two points in WGS 84 degrees (lat, lon).

    Haversine on a sphere of the Earth's mean radius, 6371.0088 km (IUGG R1): within about 0.5 %
    of the ellipsoid, which is enough to find a slip.
    """
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(math.radians, point)) for point in (a, b))
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


class Reach(NamedTuple):
    """How many other places show where an area lies, and how far from them all one may lie."""

    others: int
    km: int


# A country is not known before many of its places are; the next one may lie in a far corner.
REACH = {"country": Reach(10, 400), "area": Reach(3, 150), "city": Reach(3, 50)}


def areas(catalogue: Catalogue) -> Iterator[Problem]:
    """Places that lie far from all others of an area or a country they are said to lie in.

    From the largest area to the smallest, so that a slip is reported once, and at no other place:
    what lies far from its country shows nothing of its province.
    """
    within: dict[str, dict[str, Position]] = defaultdict(dict)
    for key, place in catalogue.places.items():
        if place.lat is None or place.lon is None:
            continue
        for around in catalogue.chain("places", key, "within")[1:]:
            within[around][key] = (float(place.lat), float(place.lon))
    reported: set[str] = set()
    for around, points in sorted(within.items(), key=lambda item: (-len(item[1]), item[0])):
        reach = REACH.get(catalogue.places[around].kind)
        kept = {key: point for key, point in points.items() if key not in reported}
        if reach and len(kept) > reach.others:
            far = {key: km for key, km in _far(kept).items() if km > reach.km}
            reported |= set(far)
            for key, km in far.items():
                yield _far_off(catalogue, key, around, km, reach, kept)


def _far(points: Mapping[str, Position]) -> dict[str, float]:
    """How far each point lies from the box around all others, in kilometres."""
    # Of each side the two outermost are enough to know the side without any one of them.
    by_lat = sorted(points, key=lambda key: points[key][0])
    by_lon = sorted(points, key=lambda key: points[key][1])
    edge = {key for order in (by_lat, by_lon) for key in (*order[:2], *order[-2:])}
    return {
        key: distance_to_box(points[key], [points[other] for other in edge if other != key])
        for key in edge
    }


def distance_to_box(point: Position, others: Collection[Position]) -> float:
    """Kilometres from a point to the box in latitude and longitude around others; 0 inside it."""
    south, north = min(lat for lat, _ in others), max(lat for lat, _ in others)
    west, east = min(lon for _, lon in others), max(lon for _, lon in others)
    lat, lon = point
    return distance_km(point, (min(max(lat, south), north), min(max(lon, west), east)))


def _far_off(
    catalogue: Catalogue,
    key: str,
    around: str,
    km: float,
    reach: Reach,
    points: Mapping[str, Position],
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
    message = f"{km:,.0f} km from all other places in {catalogue.places[around].name}"
    return catalogue.sources["places", key].problem(
        ("lat",) if up else ("lon",), "R014", message, fix
    )
