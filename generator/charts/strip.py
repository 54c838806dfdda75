"""Years before those that a chart has columns for: all of them in one narrow strip below it.

So a few things of long ago do not take the room of those of late.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from generator.charts.beside import LETTER
from generator.charts.drawing import Shape, Target, Words, circle, number, polyline, rectangle
from generator.charts.scales import Line

# A dot's radius and the room it takes, the height of bars, and that of the words around them.
DOT, ROOM, BARS, HEAD, FOOT = 3.5, 8, 36, 24, 22
# More things than this have a bar a year in place of a dot each.
MANY = 60
# The room of a year's number, and where the long words above the strip begin.
TICK, BEGIN = 40, 4


class Dot(NamedTuple):
    """One thing of an earlier year: when, as a year and its part, and what it was."""

    when: float
    label: str
    target: Target | None


class Strip(NamedTuple):
    """The things of the years `first` to `last`; `words` say what they are: `16 attacks`."""

    first: int
    last: int
    dots: tuple[Dot, ...]
    words: str

    def drawn(self, left: float, right: float, top: float) -> tuple[list[Shape], list[Words], int]:
        """The strip below `top` with its words above it, and how high it is."""
        x = Line(self.first, self.last + 1, left, right)
        span = f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"
        many = len(self.dots) > MANY
        words = [Words(BEGIN, top + 16, f"{span}: {self.words}", "note")]
        shapes: list[Shape] = []
        high = self._bars(x, top + HEAD, shapes) if many else self._dots(x, top + HEAD, shapes)
        foot = top + HEAD + high
        every = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if n * (x(1) - x(0)) >= TICK)
        ticks = [year for year in range(self.first, self.last + 1) if year % every == 0]
        path = polyline([(left, foot), (right, foot)])
        path += "".join(f"M{number(x(year))} {number(foot)}v4" for year in ticks)
        shapes.append(Shape(path, "axis"))
        words += [
            Words(x(year) + 2, foot + 15, str(year), "tick")
            for year in ticks
            if x(year) + 2 + 4 * LETTER <= right + LETTER
        ]
        return shapes, words, round(HEAD + high + FOOT)

    def _dots(self, x: Line, top: float, shapes: list[Shape]) -> float:
        """A mark each, upwards from the foot where they would cover each other."""
        placed: list[tuple[float, int]] = []
        for dot in self.dots:
            taken = {level for at, level in placed if abs(at - x(dot.when)) < ROOM}
            level = next(n for n in range(len(placed) + 1) if n not in taken)
            placed.append((x(dot.when), level))
        high = ROOM * (max(level for _, level in placed) + 1) + 2 if placed else ROOM
        for dot, (at, level) in zip(self.dots, placed, strict=True):
            path = circle(at, top + high - ROOM * (level + 0.5) - 1, DOT)
            shapes.append(Shape(path, "gap", dot.label, dot.target))
        return high

    def _bars(self, x: Line, top: float, shapes: list[Shape]) -> float:
        counts = Counter(int(dot.when) for dot in self.dots)
        most = max(counts.values())
        for year, count in sorted(counts.items()):
            high = max(count / most * BARS, 1)
            path = rectangle(x(year) + 0.5, top + BARS - high, x(1) - x(0) - 1, high)
            shapes.append(Shape(path, "count", f"{year}: {count}"))
        return BARS


def below(
    strip: Strip | None, ends: tuple[float, float], height: int
) -> tuple[Sequence[Shape], Sequence[Words], int]:
    """What a strip adds below a chart of a height, and the height of both."""
    if strip is None:
        return (), (), height
    shapes, words, more = strip.drawn(*ends, height)
    return shapes, words, height + more
