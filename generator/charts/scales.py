"""From values to coordinates: numbers on a line or on a logarithm, years in columns."""

from collections.abc import Iterator
from math import log
from typing import NamedTuple

from generator.charts.drawing import Shape, Words, number, polyline

# Charts with a column a year share these, so that their columns are in line above each other.
# RECENT of them are as wide as a telephone, where a page shows a drawing as it is.
EDGE, COLUMN = 40, 14
RECENT = 14
# So many years more are no reason for a strip of their own.
FEW = 3
# What all columns together have at least, and from which width on each has its year below it.
ROOM, TELLING = 238, 34


class Line(NamedTuple):
    """A scale of equal steps: `low` is drawn at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The coordinate of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


class Logarithm(NamedTuple):
    """A scale of equal ratios between two values above zero."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The coordinate of a value; what lies beyond an end is drawn at that end."""
        inside = min(max(value, self.low), self.high)
        share = log(inside / self.low) / log(self.high / self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> tuple[int, ...]:
        """1, 2 and 5 in each power of ten between the ends."""
        return tuple(n for n in one_two_five() if self.low <= n <= self.high)


def one_two_five() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on to a million."""
    return (digit * 10**power for power in range(7) for digit in (1, 2, 5))


def around(values: list[float]) -> tuple[int, int]:
    """The nearest two of 1, 2, 5, 10, … that have all values, above zero, strictly between them."""
    steps = tuple(one_two_five())
    below = [step for step in steps if step < min(values)]
    above = [step for step in steps if step > max(values)]
    return (below[-1] if below else steps[0], above[0] if above else steps[-1])


class Years(NamedTuple):
    """A column a year from `first` to `last`, with the same margin on both sides.

    `size` is 1 on a page, and more in a file for a wider place.
    """

    first: int
    last: int
    size: int = 1

    def __call__(self, when: float) -> float:
        """The coordinate of a moment: 2022 is the beginning of that year, 2022.5 its middle."""
        return EDGE + (when - self.first) * self.pitch

    @property
    def pitch(self) -> int:
        """The width of a column; few years are wider, so that words beside marks have room."""
        return self.size * max(COLUMN, ROOM // (self.last - self.first + 1))

    @property
    def width(self) -> int:
        """Of the whole drawing."""
        return 2 * EDGE + (self.last - self.first + 1) * self.pitch

    @property
    def recent(self) -> "Years":
        """The last years, as many as have room beside each other; all where hardly more are."""
        first = self.last - RECENT + 1
        return self._replace(first=first) if self.first < first - FEW else self

    def told(self, year: int) -> bool:
        """Whether a year is written below its column: all where there is room, else some of them.

        Of a few years every other one, counted from the last, of many every fifth.
        """
        few = self.last - self.first < RECENT + FEW
        some = (self.last - year) % 2 == 0 if few else year % 5 == 0
        return some or self.pitch >= TELLING

    def axis(self, y: float) -> tuple[list[Shape], list[Words]]:
        """A line at `y`, with years told below it."""
        fifths = [year for year in range(self.first, self.last + 1) if self.told(year)]

        path = polyline([(self(self.first), y), (self(self.last + 1), y)])
        path += "".join(f"M{number(self(year + 0.5))} {number(y)}v4" for year in fifths)
        words = [Words(self(year + 0.5), y + 17, str(year), "tick", "middle") for year in fifths]
        return [Shape(path, "axis")], words
