"""What happened when: a lane a kind of thing, marks stacked where they would cover each other."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.charts.beside import LETTER
from generator.charts.drawing import (
    Cell,
    Drawing,
    Groups,
    Key,
    Shape,
    Table,
    Target,
    Words,
    circle,
    cross,
    diamond,
    number,
    polyline,
    rectangle,
    square,
)
from generator.charts.scales import Line

# As wide as a telephone.
WIDTH, EDGE = 320, 6
# A mark's size and the room it takes, the height of bars, of the words above a lane, and of those
# below all; and the room of a year's number and of one digit.
SIZE, ROOM, BARS, HEAD, FOOT = 3.2, 8, 30, 20, 22
YEAR, DIGIT = 34, 7
SHAPES = {"well": circle, "badly": cross, "mixed": diamond, "open": circle, "other": square}


class Moment(NamedTuple):
    """One thing that happened: from when to when it may have been, as years and their parts.

    `kind` is one of SHAPES; `other` is explained by its lane, the rest by the key.
    """

    start: float
    end: float
    kind: str
    label: str
    target: Target | None


class Lane(NamedTuple):
    """Things of one sort. Either each has a mark, or `counts` has how many a year.

    `kinds` names the kinds of its moments, in the order of the table; `between` is told after
    their number, where there is room.
    """

    name: str
    kinds: Mapping[str, str]
    moments: tuple[Moment, ...] = ()
    counts: Mapping[int, int] = {}
    between: str = ""

    @property
    def size(self) -> int:
        """How many things it tells."""
        return len(self.moments) or sum(self.counts.values())

    def in_year(self, year: int) -> list[int]:
        """The numbers of a year: one a kind, or the count."""
        if not self.kinds:
            return [self.counts.get(year, 0)]
        kinds = Counter(moment.kind for moment in self.moments if int(moment.start) == year)
        return [kinds[kind] for kind in self.kinds]


def timeline(
    name: str,
    title: str,
    description: str,
    first: int,
    last: int,
    lanes: Sequence[Lane],
    paged: frozenset[int],
    computed: str,
    seen: str = "",
) -> Drawing:
    """Lanes below each other over the years `first` to `last`.

    `paged` are the years that have a page.
    """
    x = Line(first, last + 1, EDGE, WIDTH - EDGE)
    shapes: list[Shape] = []
    words: list[Words] = []
    y = 0.0
    for lane in lanes:
        y += HEAD
        named = f"{lane.name}: {lane.size:,}"
        if len(named + lane.between) * LETTER <= x.end - x.start:
            named += lane.between
        words.append(Words(x.start, y - 6, named, "lane"))
        y = _bars(lane, x, y, shapes, words) if lane.counts else _marks(lane, x, y, shapes)
        shapes.append(Shape(polyline([(x.start, y), (x.end, y)]), "grid"))
    wide = x(first + 1) - x(first)
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100) if wide * n >= YEAR or n == 100)
    ticks = [year for year in range(first, last + 1) if year % every == 0]
    path = polyline([(x.start, y), (x.end, y)]) + "".join(
        f"M{number(x(year))} {number(y)}v5" for year in ticks
    )
    shapes.append(Shape(path, "axis"))
    words += [
        Words(x(year) + 2, y + 16, str(year), "tick") for year in ticks if x(year) + YEAR < WIDTH
    ]
    kinds = {kind: told for lane in lanes for kind, told in lane.kinds.items()}
    used = {moment.kind for lane in lanes for moment in lane.moments}
    heads = [head for lane in lanes for head in (list(lane.kinds.values()) or [lane.name])]
    return Drawing(
        name,
        title,
        description,
        WIDTH,
        round(y) + FOOT,
        tuple(shapes),
        tuple(words),
        Table(
            ("Year", *heads),
            tuple(
                (
                    Cell(str(year), ("year", str(year)) if year in paged else None),
                    *(Cell(str(n), None, True) for n in numbers),
                )
                for year in range(last, first - 1, -1)
                if any(numbers := [n for lane in lanes for n in lane.in_year(year)])
            ),
            Groups(1, "what"),
        ),
        tuple(
            Key(SHAPES[kind](8, 8, 5), f"moment moment-{kind}", told)
            for kind, told in kinds.items()
            if kind in used and kind != "other"
        ),
        computed,
        seen,
    )


def _marks(lane: Lane, x: Line, y: float, shapes: list[Shape]) -> float:
    """One mark a moment, upwards from the foot of the lane where they crowd; the foot."""
    placed: list[tuple[float, int]] = []
    for moment in lane.moments:
        at = (x(moment.start) + x(moment.end)) / 2
        taken = {level for other, level in placed if abs(other - at) < ROOM}
        placed.append((at, next(n for n in range(len(placed) + 1) if n not in taken)))
    foot = y + ROOM * (max([level for _, level in placed] + [0]) + 1)
    for moment, (at, level) in zip(lane.moments, placed, strict=True):
        height = foot - ROOM * (level + 0.5)
        if x(moment.end) - x(moment.start) > 2 * SIZE:
            span = polyline([(x(moment.start), height), (x(moment.end), height)])
            shapes.append(Shape(span, "span"))
        path = SHAPES[moment.kind](at, height, SIZE)
        shapes.append(Shape(path, f"moment moment-{moment.kind}", moment.label, moment.target))
    return foot + 2


def _bars(lane: Lane, x: Line, y: float, shapes: list[Shape], words: list[Words]) -> float:
    """One bar a year with its number above it, where there is room for it; the foot."""
    most = max(lane.counts.values())
    foot = y + 14 + BARS
    wide = x(1) - x(0)
    for year, count in sorted(lane.counts.items()):
        height = max(count / most * BARS, 1)
        bar = rectangle(x(year) + 1, foot - height, wide - 2, height)
        shapes.append(Shape(bar, "count", f"{year}: {count:,}"))
        if len(text := f"{count:,}") * DIGIT < wide:
            words.append(Words(x(year + 0.5), foot - height - 3, text, "total", "middle"))
    return foot
