"""Outlines on a plane: cut to a rectangle, and thinned to what can be seen."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

Pair = tuple[float, float]


def clipped(ring: Sequence[Pair], left: float, low: float, right: float, high: float) -> list[Pair]:
    """The part of a closed outline inside a rectangle (Sutherland and Hodgman 1974).

    Where the outline leaves it, the new edge runs along the rectangle. Empty where nothing is left.
    """
    kept = list(ring)
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, low, 1), (1, high, -1)):
        # How far inside this edge of the rectangle each point is.
        depths = [sign * (point[axis] - limit) for point in kept]
        if not depths or min(depths) >= 0:
            continue
        whole, kept = kept, []
        for i, depth in enumerate(depths):
            # The first point follows the last.
            if (depth < 0) != (depths[i - 1] < 0):
                kept.append(
                    between(whole[i - 1], whole[i], depths[i - 1] / (depths[i - 1] - depth))
                )
            if depth >= 0:
                kept.append(whole[i])
    return kept


def between(a: Pair, b: Pair, t: float) -> Pair:
    """The point at a fraction of the way from one to another."""
    return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])


def thinned(line: Sequence[Pair], tolerance: float) -> list[Pair]:
    """The line with the fewest of its points that stays within a tolerance of it.

    Douglas and Peucker 1973. First and last point stay.
    """
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        dx, dy = bx - ax, by - ay
        square = dx * dx + dy * dy
        far, at = tolerance * tolerance, 0
        for i in range(first + 1, last):
            # How far it is, squared, from the nearest point of the segment.
            x, y = line[i][0] - ax, line[i][1] - ay
            along = (x * dx + y * dy) / square if square else 0
            if along > 0:
                t = along if along < 1 else 1
                x, y = x - t * dx, y - t * dy
            if x * x + y * y > far:
                far, at = x * x + y * y, i
        if at:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def area(ring: Iterable[Pair]) -> float:
    """What a closed outline encloses, whichever way round it runs."""
    points = list(ring)
    turned = points[1:] + points[:1]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, turned, strict=True))) / 2


def dense(line: Sequence[Pair], step: float = 4) -> list[Pair]:
    """Points along a line, at most a step apart."""
    found = list(line[:1])
    for a, b in pairwise(line):
        parts = max(1, math.ceil(math.dist(a, b) / step))
        found += [between(a, b, i / parts) for i in range(1, parts + 1)]
    return found
