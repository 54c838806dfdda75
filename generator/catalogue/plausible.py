"""Values that can be written but hardly be true: too large, or a place far from where it lies."""

import math
from collections.abc import Iterator
from decimal import Decimal

from generator.catalogue.link import Catalogue
from generator.catalogue.values import parsed_value
from generator.load import Source
from generator.load.document import Path_
from generator.model.numbers import QuantityValue
from generator.model.records import Article, Event, Place
from generator.problems import Problem, Refused

FAR_KM = 150
# What lies in these may be hundreds of kilometres from the point that stands for them.
WIDE = {"country", "sea", "area"}


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
    for name, path, value in values:
        if value:
            yield from _limit(catalogue, name, value, path, source)


def of_article(catalogue: Catalogue, article: Article, source: Source) -> Iterator[Problem]:
    """Quantities claimed above what the vocabulary holds possible."""
    for index, claim in enumerate(article.claims):
        entry = catalogue.words["claim-properties"].get(claim.about)
        if entry and entry.kind == "quantity":
            try:
                value = parsed_value(claim.value, entry.kind)
            except Refused:
                continue  # told where claims are checked
            if isinstance(value, QuantityValue):
                path = ("claims", index, "value")
                yield from _limit(catalogue, claim.about, value, path, source)


def _limit(
    catalogue: Catalogue, name: str, value: QuantityValue, path: Path_, source: Source
) -> Iterator[Problem]:
    entry = catalogue.words["claim-properties"].get(name)
    most = entry.most if entry else None
    largest = max((n for n in (value.low, value.high) if n is not None), default=Decimal(0))
    if most is not None and largest > most:
        unit = f" {entry.unit}" if entry and entry.unit else ""
        yield source.problem(
            path,
            "S015",
            f"{value}{unit} is above the plausible limit of {most:,}{unit}",
            "check the number and its unit; the limit stands in vocabulary/claim-properties.yml",
        )


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
            ("lat",), "S014", "0, 0 stands for an unknown position", "leave lat and lon out"
        )
    around = catalogue.places.get(place.within) if place.within else None
    wide = around and (around.kind in WIDE or around.position == "approximate")
    if around and not wide and around.lat is not None and around.lon is not None:
        distance = distance_km(
            (float(place.lat), float(place.lon)), (float(around.lat), float(around.lon))
        )
        if distance > FAR_KM:
            yield source.problem(
                ("lat",),
                "R014",
                f"{distance:,.0f} km from {around.name}, in which it is said to lie",
                "check lat and lon, or `within`",
            )


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
