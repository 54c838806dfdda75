"""What a map says in words: its title, its notice, its description, its key."""

from collections.abc import Iterable, Sequence

from generator.charts.drawing import Key, circle, polyline
from generator.charts.maps.geodesy import Point
from generator.pages.tracks import Path, coordinates, end_words
from generator.schema.kinds import Place
from generator.values.words import counted, listed

COMPUTED = ("Computed from reported range and", "bearing; not an observed track")
PROVENANCE = "Land: Natural Earth, without borders."
HOW = (
    "Great circles on WGS 84 from the position of the site; bearings are in whole degrees. "
    "The computed end is where the reported range leads, not an observed point of impact. "
)


def title(paths: Sequence[Path]) -> str:
    known = {path.bearing_deg is not None for path in paths}
    if True in known:
        return "Launch site and computed track" + ("s" if len(paths) > 1 else "")
    return "Launch site and reported range" if known else "Launch site"


def notice(paths: Iterable[Path]) -> tuple[str, str]:
    known = {path.bearing_deg is not None for path in paths}
    if True in known:
        return COMPUTED
    if known:
        return ("Range as reported;", "bearing not reported")
    return ("Launch site;", "no range on record")


def told(place: Place, at: Point, paths: Iterable[Path], fell: list[str]) -> str:
    """What the map shows, in sentences."""
    said = [f"{place.name}, at {coordinates(at, 1)}."]
    for path in paths:
        who = counted(len(path.numbers) or 1, "missile") if path.numbers else "The launch"
        end = end_words(at, path.bearing_deg, path.range_km)
        way = "no bearing reported" if path.bearing_deg is None else f"bearing {path.bearing_deg}°"
        lead = f", which leads to {end}" if end else ""
        said.append(f"{who}: range {path.range_km} km, {way}{lead}.")
    if fell:
        said.append(f"Reported to have come down in {listed(fell)}.")
    return " ".join(said)


def key(rough: bool, paths: Iterable[Path], ticks: bool, wedges: bool) -> tuple[Key, ...]:
    """The lines of the legend that the map needs."""
    found = list(paths)
    with_bearing = [path for path in found if path.bearing_deg is not None]
    exact = [path for path in with_bearing if path.low_km == path.high_km]
    end = polyline([(1, 8), (9, 8)]) + circle(12, 8, 3)
    bound = polyline([(1, 8), (14, 8)]) + polyline([(11, 3), (11, 13)])
    parts = (
        (True, Key(circle(8, 8, 4.5), "site", "launch site")),
        (rough, Key(circle(8, 8, 7), "site-rough", "position approximate")),
        (bool(exact), Key(end, "track-end", "computed track and end")),
        (wedges and bool(with_bearing), Key("M1 8L15 4V12z", "wedge", "bearing ± half a degree")),
        (len(exact) < len(with_bearing), Key(bound, "bound", "bounds of the range")),
        (
            len(with_bearing) < len(found),
            Key(circle(8, 8, 7), "ring", "reported range, bearing not reported"),
        ),
        (ticks, Key(polyline([(8, 2), (8, 14)]), "tick-range", "range by another source")),
    )
    return tuple(key for shown, key in parts if shown)


def times(path: Path) -> str:
    many = f"{len(path.numbers)} × " if len(path.numbers) > 1 else ""
    return f"{many}{path.range_km} km"
