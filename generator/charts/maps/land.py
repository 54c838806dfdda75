"""The land of the maps: Natural Earth 1:50m without borders, thinned.

`land.json` beside this file holds the outlines of one region with all points that a map can show,
`world.json` those of the Earth with fewer, and both where they come from. To make them again, fetch
the source once (`npm pack world-atlas@2.0.2`) and give its `land-50m.json` to `make land`, which is

    python -m generator.charts.maps.land package/land-50m.json
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.charts.maps.geodesy import Point, Spot, projection
from generator.charts.maps.outline import Pair, area, clipped, thinned

FILE = Path(__file__).with_name("land.json")
WORLD = FILE.with_name("world.json")
# The region that is kept finely, as far as maps about its middle reach. North of it land meets
# 180°, where the source is cut.
WEST, SOUTH, EAST, NORTH = 95, -5, 200, 65
# Here every point is kept that a map can show; elsewhere maps of the region are small in scale.
NEAR = (116, 29, 150, 50)
FINE, COARSE = 0.01, 0.04
# Islands smaller than this (square degrees; about 20 km²) would be specks.
SPECK, WORLD_SPECK = 0.002, 0.01
PER_DEGREE = 1000
# How far maps of the Earth reach from their centre: degrees of longitude and latitude, kilometres.
WINDOW = (110.0, 75.0)
REACH_KM = 7000
PROVENANCE = {
    "source": "Natural Earth 1:50m land (physical vectors) version 4.1.0, "
    "npm package world-atlas 2.0.2, file land-50m.json",
    "address": "https://www.naturalearthdata.com/downloads/50m-physical-vectors/",
    "licence": "Natural Earth: public domain. The package's TopoJSON: ISC, Michael Bostock.",
    "unit": f"1/{PER_DEGREE} degree; each ring is longitude, latitude, longitude, latitude, …",
}


@lru_cache(maxsize=2)
def land(centre: Point) -> tuple[tuple[Spot, ...], ...]:
    """The outlines of land and of waters in it, each a closed ring on the plane about a centre.

    About one in the fine part of the region they are those of the region; about any other those of
    the Earth as far as `WINDOW` reaches.
    """
    west, south, east, north = NEAR
    fine = west <= centre.lon <= east and south <= centre.lat <= north
    rings = json.loads((FILE if fine else WORLD).read_text("utf-8"))["rings"]
    outlines = (
        [(lon / PER_DEGREE, lat / PER_DEGREE) for lon, lat in zip(r[::2], r[1::2], strict=True)]
        for r in rings
    )
    shown = outlines if fine else (cut for ring in outlines for cut in _about(centre, ring))
    projected = projection(centre)
    return tuple(tuple(projected(lat, lon) for lon, lat in ring) for ring in shown)


def _about(centre: Point, ring: list[Pair]) -> Iterator[list[Pair]]:
    """The parts of an outline that maps about a centre can reach, on whichever turn they lie."""
    lon, lat = WINDOW
    south, north = max(centre.lat - lat, -89.0), min(centre.lat + lat, 89.0)
    for turn in (-360, 0, 360):
        moved = [(x + turn, y) for x, y in ring]
        cut = clipped(moved, centre.lon - lon, south, centre.lon + lon, north)
        if len(cut) > 2:
            yield cut


def world_json(source: bytes) -> str:
    """The text of `world.json` from the bytes of `land-50m.json`."""
    rings = [ring for ring in decoded(json.loads(source)) if area(ring) >= WORLD_SPECK]
    thin = (thinned([*ring, ring[0]], COARSE)[:-1] for ring in rings)
    made = (
        f"the Earth; islands under {WORLD_SPECK} square degrees left out; thinned within {COARSE}°"
    )
    return _text(source, made, [ring for ring in thin if len(ring) > 2])


def land_json(source: bytes) -> str:
    """The text of `land.json` from the bytes of `land-50m.json`."""
    kept = []
    for ring in decoded(json.loads(source)):
        if all(lon < 0 for lon, _ in ring):
            ring = [(lon + 360, lat) for lon, lat in ring]
        cut = clipped(ring, WEST, SOUTH, EAST, NORTH)
        if len(cut) > 3 and area(cut) >= SPECK:
            left, low, right, high = NEAR
            near = any(left <= x <= right and low <= y <= high for x, y in cut)
            thin = thinned([*cut, cut[0]], FINE if near else COARSE)[:-1]
            if len(thin) > 2:
                kept.append(thin)
    made = (
        f"cut to {WEST} to {EAST}° E, {SOUTH} to {NORTH}° N; islands under {SPECK} square degrees "
        f"left out; thinned within {FINE}° where a ring comes near the middle, {COARSE}° elsewhere"
    )
    return _text(source, made, kept)


def _text(source: bytes, made: str, rings: Iterable[Iterable[Pair]]) -> str:
    """Outlines as JSON, with where they come from and how they were made."""
    flat = [[round(n * PER_DEGREE) for pair in ring for n in pair] for ring in rings]
    whole = {**PROVENANCE, "sha256": hashlib.sha256(source).hexdigest(), "made": made}
    lines = ",\n".join(json.dumps(ring, separators=(",", ":")) for ring in flat)
    return f'{json.dumps(whole, indent=1, ensure_ascii=False)[:-2]},\n "rings": [\n{lines}\n]}}\n'


def decoded(topology: dict[str, Any]) -> list[list[Pair]]:
    """The rings of a TopoJSON topology's object `land`, in degrees."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + x0, y * ky + y0))
        arcs.append(points)
    rings = []
    for shape in topology["objects"]["land"]["geometries"]:
        for polygon in shape["arcs"]:
            for indices in polygon:
                # A negative number is an arc that is run backwards; arcs share their end points.
                parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
                rings.append([point for part in parts for point in part[1:]])
    return rings


if __name__ == "__main__":
    given = Path(sys.argv[1]).read_bytes()
    FILE.write_text(land_json(given), "utf-8")
    WORLD.write_text(world_json(given), "utf-8")
