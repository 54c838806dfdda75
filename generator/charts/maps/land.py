"""The land of the maps: Natural Earth 1:50m without borders, cut to one region and thinned.

`land.json` beside this file holds the outlines and where they come from. To make it again, fetch
the source once (`npm pack world-atlas@2.0.2`) and give its `land-50m.json` to `make land`, which is

    python -m generator.charts.maps.land package/land-50m.json
"""

import hashlib
import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.charts.maps.geodesy import Point, Spot, spot
from generator.charts.maps.outline import Pair, area, clipped, thinned

FILE = Path(__file__).with_name("land.json")
# The region that tracks reach, as far as Alaska. North of it land meets 180°, where the source is
# cut.
WEST, SOUTH, EAST, NORTH = 95, -5, 200, 65
# Near the launch sites every point is kept that a map can show; elsewhere maps are small in scale.
NEAR = (116, 29, 150, 50)
FINE, COARSE = 0.01, 0.04
# Islands smaller than this (square degrees; about 20 km²) would be specks.
SPECK = 0.002
PER_DEGREE = 1000
PROVENANCE = {
    "source": "Natural Earth 1:50m land (physical vectors) version 4.1.0, "
    "npm package world-atlas 2.0.2, file land-50m.json",
    "address": "https://www.naturalearthdata.com/downloads/50m-physical-vectors/",
    "licence": "Natural Earth: public domain. The package's TopoJSON: ISC, Michael Bostock.",
    "unit": f"1/{PER_DEGREE} degree; each ring is longitude, latitude, longitude, latitude, …",
}


@lru_cache(maxsize=1)
def land() -> tuple[tuple[Spot, ...], ...]:
    """The outlines of land and of waters in it, each a closed ring on the plane of the maps."""
    rings = json.loads(FILE.read_text("utf-8"))["rings"]
    return tuple(
        tuple(
            spot(Point(lat / PER_DEGREE, lon / PER_DEGREE))
            for lon, lat in zip(ring[::2], ring[1::2], strict=True)
        )
        for ring in rings
    )


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
    flat = [[round(n * PER_DEGREE) for pair in ring for n in pair] for ring in kept]
    whole = {
        **PROVENANCE,
        "sha256": hashlib.sha256(source).hexdigest(),
        "made": f"cut to {WEST} to {EAST}° E, {SOUTH} to {NORTH}° N; islands under {SPECK} square "
        f"degrees left out; thinned within {FINE}° where a ring comes near the launch sites, "
        f"{COARSE}° elsewhere",
    }
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
    FILE.write_text(land_json(Path(sys.argv[1]).read_bytes()), "utf-8")
