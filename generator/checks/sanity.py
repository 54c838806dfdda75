"""Values that can be written but hardly be true: too large, or a place far from where it lies.

A position is compared with the place it lies in, and with all other places of the same area.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from generator.catalogue import Catalogue
from generator.catalogue.values import readable_value, with_unit
from generator.checks.values.readable import above_limit
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem
from generator.schema.kinds import Article, Bounds, Entry, Event, Place, System
from generator.schema.vocabularies import Reach
from generator.values.numbers import QuantityValue

FAR_KM = 150
Position = tuple[float, float]


def of_event(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """Quantities of an event and its parts beyond what the vocabularies hold possible."""
    problems: list[Problem] = []
    for measure in catalogue.measures.values():
        for part, path, value in _values(event, measure):
            problems += above_limit(measure, "claim-properties", value, path, source)
            problems += _class_limit(catalogue, event, part, measure, value, path, source)
    yield from problems
    # A number that cannot be makes every percentage of it wrong; it is reported as that number.
    if not any(problem.code == "S015" for problem in problems):
        for measure in catalogue.measures.values():
            yield from _percentages(catalogue, event, measure, source)


def _values(event: Event, measure: Entry) -> Iterator[tuple[int | None, Path_, QuantityValue]]:
    """The numbers of a measure: of the event, and of each part, which is counted from 0."""
    key = measure.carried_as
    if (whole := event.whole(key)) and isinstance(whole.stated, QuantityValue):
        yield None, (key, "value"), whole.stated
    for index, part in enumerate(event.parts):
        if isinstance(value := part.get(key), QuantityValue):
            yield index, (event.HELD["parts"], index, key), value


def _classes(catalogue: Catalogue, event: Event, part: int | None) -> set[str]:
    """The classes that a part of an event, or any part of it, can be of; empty if not known."""
    own = event.parts[part].held("thing") if part is not None else None
    things = [catalogue.systems.get(key) for key in ([own] if own else event.things)]
    classes = {str(thing.held("class")) for thing in things if thing}
    own_class = event.held("class")
    return classes or ({str(own_class)} if own_class else set())


def _class_limit(
    catalogue: Catalogue,
    event: Event,
    part: int | None,
    measure: Entry,
    value: QuantityValue,
    path: Path_,
    source: Source,
) -> Iterator[Problem]:
    """A number that nothing of the class reaches, or hardly anything."""
    keys = _classes(catalogue, event, part)
    bounds = _bounds(catalogue.classes, sorted(keys), measure.id)
    if bounds:
        of_class = " or ".join(catalogue.classes[key].name.lower() for key in sorted(keys))
        described = with_unit(value, measure)
        yield from _outside(bounds, value, described, f"a {of_class}", path, source)


def _bounds(words: Mapping[str, Entry], keys: Iterable[str], name: str) -> list[Bounds]:
    """What words give as bounds; none where one of them has none, for then nothing is too much."""
    found = [vars(words[key]).get(name) if key in words else None for key in keys]
    return [one for one in found if one] if all(found) else []


def _percentages(
    catalogue: Catalogue, event: Event, measure: Entry, source: Source
) -> Iterator[Problem]:
    """Numbers that are too much or too little of another one for what the event is said to be."""
    share, whole = measure.percentage, None
    if not share or not (whole := catalogue.measures.get(share.of)):
        return
    of = {part: value for part, _, value in _values(event, whole)}
    for part, path, value in _values(event, measure):
        if part is None and len(event.parts) > 1:
            continue
        bounds, of_what = _shares(catalogue, event, part, share.id)
        total = of.get(part)
        # Only numbers with both bounds can be divided by each other.
        if not bounds or not total or not value.high or not total.low:
            continue
        percent = QuantityValue(
            None if value.low is None or total.high is None else value.low * 100 / total.high,
            value.high * 100 / total.low,
            "range",
            value.text,
        )
        names = measure.name.lower(), whole.name.lower()
        message = f"{names[0]} {with_unit(value, measure)} at {names[1]} {with_unit(total, whole)}"
        at = path[:-1] if part is None else path
        yield from _outside(bounds, percent, message, of_what, at, source)


def _shares(
    catalogue: Catalogue, event: Event, part: int | None, name: str
) -> tuple[list[Bounds], str]:
    """The bounds of a percentage by its classes, or else by the type of event, and whose."""
    keys = sorted(_classes(catalogue, event, part))
    if found := _bounds(catalogue.classes, keys, name):
        return found, "a " + " or ".join(catalogue.classes[key].name.lower() for key in keys)
    types = catalogue.words["event-types"]
    found = _bounds(types, [event.type], name)
    return found, f"a {types[event.type].name.lower()}" if found else ""


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
        fix = "check the number, and whether two numbers changed places; the limit is in "
        fix += "the vocabulary"
        yield source.problem(path, "S015", f"{described} is not possible for {of_what}", fix)
    elif not any(one.usual is None or _within(one.usual, value) for one in bounds):
        fix = "check the source; if it says so, list the value under `ignore` with a reason"
        message = f"{described} is unusual for {of_what}"
        yield source.problem(path, "R027", message, fix, value.text)


def of_article(catalogue: Catalogue, article: Article, source: Source) -> Iterator[Problem]:
    """Quantities claimed above what the vocabulary holds possible."""
    for index, claim in enumerate(article.claims):
        entry = catalogue.measures.get(claim.about)
        value = readable_value(claim.value, entry.written) if entry else None
        if entry and isinstance(value, QuantityValue):
            path = ("claims", index, "value")
            yield from above_limit(entry, "claim-properties", value, path, source)


def _within(bounds: QuantityValue, value: QuantityValue) -> bool:
    """Whether a value can lie within bounds."""
    return not bounds.differs(value, None)


def of_system(catalogue: Catalogue, system: System, source: Source) -> Iterator[Problem]:
    """A number that nothing of its class has."""
    key = str(system.held("class"))
    for measure in catalogue.measures.values():
        value = getattr(system, measure.carried_as, None) if measure.carried else None
        bounds = _bounds(catalogue.classes, [key], measure.id)
        if isinstance(value, QuantityValue) and bounds:
            of_what = f"a {catalogue.classes[key].name.lower()}"
            possible = [one.model_copy(update={"usual": None}) for one in bounds]
            path = (measure.carried_as,)
            yield from _outside(possible, value, with_unit(value, measure), of_what, path, source)


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
    kind = catalogue.words["place-kinds"].get(around.kind) if around else None
    wide = around and ((kind and kind.extent) or around.position == "approximate")
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
        # A country is not known before many of its places are; the next may lie in a far corner.
        kind = catalogue.words["place-kinds"].get(catalogue.places[around].kind)
        reach = kind.reach if kind else None
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
