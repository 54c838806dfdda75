"""The reported lengths of parts as tracks from a site, and the numbers beneath a map."""

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
    """Parts of one event with the same length and bearing, by their numbers."""

    event: Event
    site: Point
    numbers: tuple[int, ...]
    length: QuantityValue
    bearing: int | None
    article: str

    @property
    def low_km(self) -> float | None:
        """The least of its length; of `about`, less by what is allowed in comparison."""
        return _kilometres(self.length.interval("km").low)

    @property
    def high_km(self) -> float | None:
        """The most of its length; of `about`, likewise more."""
        return _kilometres(self.length.interval("km").high)


class Other(NamedTuple):
    """A length that someone else gives than the record's own, on the bearing of the record."""

    statement: claims.Statement
    value: QuantityValue
    bearing: int | None


def position(place: Place | None) -> Point | None:
    """Where a place is, if its record says so."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return Point(float(place.lat), float(place.lon))


def paths(
    catalogue: Catalogue, event: Event, keep: Iterable[EventPart] | None = None
) -> tuple[Path, ...]:
    """The parts of an event (those of `keep`, if given) that have a length, equal ones together.

    A length of the event as a whole is a path with no numbers. Empty where the site has no
    position, or the digest draws no tracks.
    """
    site = position(catalogue.places[event.place]) if event.place else None
    about = _length(catalogue)
    if site is None or about is None:
        return ()
    kept = None if keep is None else list(keep)
    found: dict[tuple[str, int | None], list[int]] = {}
    first: dict[tuple[str, int | None], EventPart] = {}
    for number, part in enumerate(event.parts, 1):
        length = getattr(part, about, None)
        if length and (kept is None or part in kept):
            key = (length.text, bearing_of(catalogue, part))
            first.setdefault(key, part)
            found.setdefault(key, []).append(number)
    made = [
        Path(event, site, tuple(found[key]), getattr(part, about), key[1], part.article)
        for key, part in first.items()
    ]
    whole = getattr(event, about, None)
    if whole and not made and kept is None:
        made = [Path(event, site, (), whole.value, _one(catalogue, event, None), whole.article)]
    return tuple(made)


def others(catalogue: Catalogue, event: Event, drawn: Iterable[Path]) -> tuple[Other, ...]:
    """The lengths that claims give and no path has, each once for each who says so."""
    about = _length(catalogue)
    have = {(n, bound) for path in drawn for n in (*path.numbers, None) for bound in _ends(path)}
    found: dict[tuple[str, str, int | None], Other] = {}
    for said in claims.about(catalogue, "events", event.id):
        value = said.value
        if said.entry.id != about or not isinstance(value, QuantityValue):
            continue
        if said.denied or said.withdrawn:
            continue
        ends = [float(bound) for bound in (value.low, value.high) if bound is not None]
        if not all((said.claim.part, end) in have for end in ends):
            key = (said.origin.id, value.text, said.claim.part)
            found.setdefault(key, Other(said, value, _one(catalogue, event, said.claim.part)))
    return tuple(found.values())


def statement_of(catalogue: Catalogue, path: Path) -> claims.Statement | None:
    """The statement that gives a path its very length: one of the cited article, if there is any.

    An entry of a database passes on the words of others, so its publisher need not be who says so.
    """
    about = _length(catalogue)
    exact = [
        said
        for said in claims.about(catalogue, "events", path.event.id)
        if said.entry.id == about
        and said.claim.part in (*path.numbers, None)
        and not (said.denied or said.withdrawn)
        and equal(said.value, path.length)
    ]
    return next(
        (said for said in exact if said.article.id == path.article), next(iter(exact), None)
    )


def _ends(path: Path) -> set[float]:
    value = path.length
    return {float(bound) for bound in (value.low, value.high) if bound is not None}


def bearing_of(catalogue: Catalogue, part: EventPart) -> int | None:
    """The direction of a part, in whole degrees clockwise from true north."""
    key = catalogue.settings.map and catalogue.settings.map.bearing
    return getattr(part, key, None) if key else None


def _one(catalogue: Catalogue, event: Event, number: int | None) -> int | None:
    """The bearing of a part, or the one that all parts have."""
    parts = [event.parts[number - 1]] if number else event.parts
    known = {bearing_of(catalogue, part) for part in parts} - {None}
    return known.pop() if len(known) == 1 else None


def _length(catalogue: Catalogue) -> str | None:
    """The measure that is drawn as a track, if any."""
    return catalogue.settings.map.length if catalogue.settings.map else None


def _kilometres(bound: Decimal | None) -> float | None:
    return None if bound is None else float(bound)


def end_words(site: Point, bearing: int | None, value: QuantityValue) -> str | None:
    """Where a length leads on a bearing: `40.6° N, 129.4° E`; of a span both ends.

    Rounded to what a bearing in whole degrees allows. None without a bearing or without a bound.
    """
    if bearing is None or value.low is None or value.high is None:
        return None
    decimals = 1 if value.high <= TENTHS_TO_KM else 0
    ends = [destination(site, bearing, float(km)) for km in (value.low, value.high)]
    return " to ".join(dict.fromkeys(coordinates(end, decimals) for end in ends))


def coordinates(point: Point, decimals: int) -> str:
    """`40.6° N, 129.4° E`."""
    lon = (point.lon + 180) % 360 - 180
    north, east = ("N" if point.lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return f"{abs(point.lat):.{decimals}f}° {north}, {abs(lon):.{decimals}f}° {east}"


def written(place: Place) -> str:
    """The position of a place as its record has it: `46.1° N, 59.9° W`; empty without one."""
    if place.lat is None or place.lon is None:
        return ""
    north, east = ("N" if place.lat >= 0 else "S"), ("E" if place.lon >= 0 else "W")
    return f"{abs(place.lat)}° {north}, {abs(place.lon)}° {east}"


def numbers_words(numbers: Iterable[int]) -> str:
    """`1`, `1 and 2`, `1 to 8`; of the event as a whole `all`."""
    found = list(numbers)
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return f"{found[0]} to {found[-1]}"
    return listed([str(number) for number in found]) or "all"


def cells(site: Point, value: QuantityValue, bearing: int | None) -> tuple[Cell, Cell, Cell]:
    """Length, bearing and computed end."""
    return (
        Cell(str(value), None, True),
        Cell(None if bearing is None else f"{bearing}°", None, True),
        Cell(end_words(site, bearing, value)),
    )
