"""The reported ranges of flights as tracks from a site, and the numbers beneath a map."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.charts.drawing import Cell
from generator.charts.maps.geodesy import Point, destination
from generator.evidence import claims
from generator.evidence.comparison import equal
from generator.schema.kinds import Event, EventPart, Place
from generator.values.numbers import QuantityValue
from generator.values.words import listed

# Beyond this the half degree of a bearing is more than a tenth of a degree on the ground.
TENTHS_TO_KM = 1500


class Path(NamedTuple):
    """Flights of one launch with the same range and bearing, by their numbers."""

    event: Event
    site: Point
    numbers: tuple[int, ...]
    range_km: QuantityValue
    bearing_deg: int | None
    article: str

    @property
    def low_km(self) -> float | None:
        """The least it flew; of `about`, less by what is allowed where values are compared."""
        return _kilometres(self.range_km.interval("km").low)

    @property
    def high_km(self) -> float | None:
        """The most it flew; of `about`, likewise more."""
        return _kilometres(self.range_km.interval("km").high)


class Other(NamedTuple):
    """A range that someone else gives than the record's own, on the bearing of the record."""

    statement: claims.Statement
    value: QuantityValue
    bearing_deg: int | None


def position(place: Place | None) -> Point | None:
    """Where a place is, if its record says so."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return Point(float(place.lat), float(place.lon))


def paths(
    catalogue: Catalogue, event: Event, keep: Iterable[EventPart] | None = None
) -> tuple[Path, ...]:
    """The flights of a launch (those of `keep`, if given) that have a range, equal ones together.

    A range of the launch as a whole is a path with no numbers. Empty where the site has no
    position.
    """
    site = position(catalogue.places[event.place]) if event.place else None
    if site is None:
        return ()
    kept = None if keep is None else list(keep)
    found: dict[tuple[str, int | None], list[int]] = {}
    first: dict[tuple[str, int | None], EventPart] = {}
    for number, flight in enumerate(event.flights, 1):
        if flight.range_km and (kept is None or flight in kept):
            key = (flight.range_km.text, flight.bearing_deg)
            first.setdefault(key, flight)
            found.setdefault(key, []).append(number)
    made = [
        Path(event, site, tuple(found[key]), flight.range_km, flight.bearing_deg, flight.article)
        for key, flight in first.items()
        if flight.range_km
    ]
    if event.range_km and not made and kept is None:
        whole = event.range_km
        made = [Path(event, site, (), whole.value, _one(event, None), whole.article)]
    return tuple(made)


def others(catalogue: Catalogue, event: Event, drawn: Iterable[Path]) -> tuple[Other, ...]:
    """The ranges that claims give and no path has, each once for each who says so."""
    have = {(n, bound) for path in drawn for n in (*path.numbers, None) for bound in _ends(path)}
    found: dict[tuple[str, str, int | None], Other] = {}
    for said in claims.about(catalogue, "events", event.id):
        value = said.value
        if said.entry.id != "range_km" or not isinstance(value, QuantityValue):
            continue
        ends = [float(bound) for bound in (value.low, value.high) if bound is not None]
        if not all((said.claim.flight, end) in have for end in ends):
            key = (said.origin.id, value.text, said.claim.flight)
            found.setdefault(key, Other(said, value, _one(event, said.claim.flight)))
    return tuple(found.values())


def range_statement(catalogue: Catalogue, path: Path) -> claims.Statement | None:
    """The statement that gives a path its very range: one of the cited article, if there is any.

    An entry of a database passes on the words of others, so its publisher need not be who says so.
    """
    exact = [
        said
        for said in claims.about(catalogue, "events", path.event.id)
        if said.entry.id == "range_km"
        and said.claim.flight in (*path.numbers, None)
        and not (said.denied or said.withdrawn)
        and equal(said.value, path.range_km)
    ]
    return next(
        (said for said in exact if said.article.id == path.article), next(iter(exact), None)
    )


def _ends(path: Path) -> set[float]:
    value = path.range_km
    return {float(bound) for bound in (value.low, value.high) if bound is not None}


def _one(event: Event, number: int | None) -> int | None:
    """The bearing of a flight, or the one on which all flights left."""
    flights = [event.flights[number - 1]] if number else event.flights
    known = {flight.bearing_deg for flight in flights if flight.bearing_deg is not None}
    return known.pop() if len(known) == 1 else None


def _kilometres(bound: Decimal | None) -> float | None:
    return None if bound is None else float(bound)


def end_words(site: Point, bearing_deg: int | None, value: QuantityValue) -> str | None:
    """Where a range leads on a bearing: `40.6° N, 129.4° E`; of a span both ends.

    Rounded to what a bearing in whole degrees allows. None without a bearing or without a bound.
    """
    if bearing_deg is None or value.low is None or value.high is None:
        return None
    decimals = 1 if value.high <= TENTHS_TO_KM else 0
    ends = [destination(site, bearing_deg, float(km)) for km in (value.low, value.high)]
    return " to ".join(dict.fromkeys(coordinates(end, decimals) for end in ends))


def coordinates(point: Point, decimals: int) -> str:
    """`40.6° N, 129.4° E`."""
    lon = (point.lon + 180) % 360 - 180
    north, east = ("N" if point.lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return f"{abs(point.lat):.{decimals}f}° {north}, {abs(lon):.{decimals}f}° {east}"


def numbers_words(numbers: Iterable[int]) -> str:
    """`1`, `1 and 2`, `1 to 8`; of the launch as a whole `all`."""
    found = list(numbers)
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return f"{found[0]} to {found[-1]}"
    return listed([str(number) for number in found]) or "all"


def cells(site: Point, value: QuantityValue, bearing_deg: int | None) -> tuple[Cell, Cell, Cell]:
    """Range, bearing and computed end."""
    return (
        Cell(str(value), None, True),
        Cell(None if bearing_deg is None else f"{bearing_deg}°", None, True),
        Cell(end_words(site, bearing_deg, value)),
    )
