"""A line of tiny bars for the row of an index: one a year, on an axis that all rows share."""

from collections.abc import Mapping
from typing import NamedTuple

from generator.charts.drawing import number

WIDTH, HEIGHT = 110, 20


class Spark(NamedTuple):
    """`path` has the bars, `told` the same in words: `2019: 3, 2022: 9`."""

    first: int
    last: int
    path: str
    told: str
    width: int = WIDTH
    height: int = HEIGHT


def spark(counts: Mapping[int, int], first: int, last: int, most: int) -> Spark:
    """Counts a year from `first` to `last`; `most` fills the height.

    One is never less than three units high, or it would be lost beside a hundred.
    """
    pitch = WIDTH / (last - first + 1)
    bar = number(pitch - min(0.5, pitch / 4))
    path = ""
    for year in (years := sorted(year for year in counts if first <= year <= last)):
        height = number(max(3.0, counts[year] / most * HEIGHT))
        path += f"M{number((year - first) * pitch)} {HEIGHT}v-{height}h{bar}v{height}z"
    return Spark(first, last, path, ", ".join(f"{year}: {counts[year]}" for year in years))
