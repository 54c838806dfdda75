"""Counts as columns, each a stack of its parts."""

from collections.abc import Sequence
from typing import NamedTuple

from generator.charts.drawing import (
    Cell,
    Drawing,
    Groups,
    Key,
    Shape,
    Table,
    Target,
    Words,
    number,
    polyline,
    rectangle,
)
from generator.charts.scales import EDGE, Line
from generator.charts.strip import Strip, below

TALL, TOP, FOOT = 110, 18, 26


class Column(NamedTuple):
    """One column: its name in the table, what is written below it, where it leads.

    One that is not `drawn` is in the table alone.
    """

    name: str
    tick: str
    target: Target | None = None
    drawn: bool = True


class Part(NamedTuple):
    """One thing that is counted in every column; `css` is its colour and hatching."""

    name: str
    css: str
    counts: tuple[int, ...]


def columns(
    name: str,
    title: str,
    description: str,
    heading: str,
    stacks: Sequence[Column],
    parts: Sequence[Part],
    pitch: float,
    computed: str,
    tall: int = TALL,
    edge: int = EDGE,
    by: str = "",
    strip: Strip | None = None,
    seen: str = "",
    summed: bool = True,
) -> Drawing:
    """Columns of which each is the sum of its parts, the first part at the foot.

    Columns are `pitch` apart and up to `tall` high, their sum above them, with `edge` before the
    first and after the last; a `strip` with the years before is below them. `heading` names what a
    column is, `by` what its parts are by; the table has their sums where they are `summed`.
    """
    totals = [sum(part.counts[i] for part in parts) for i in range(len(stacks))]
    drawn = [(i, stack) for i, stack in enumerate(stacks) if stack.drawn]
    y = Line(0, max([*(totals[i] for i, _ in drawn), 1]), TOP + tall, TOP)
    shapes: list[Shape] = []
    words: list[Words] = []
    ticks = ""
    for place, (i, stack) in enumerate(drawn):
        left, base = edge + place * pitch, 0
        middle = left + pitch / 2
        for part in parts:
            if count := part.counts[i]:
                top = y(base + count)
                path = rectangle(left + 1, top, pitch - 2, y(base) - top)
                text = f"{stack.name}: {part.name}, {count} of {totals[i]}"
                shapes.append(Shape(path, part.css, text, stack.target))
                base += count
        if totals[i]:
            words.append(
                Words(middle, y(base) - 5, str(totals[i]), "total", "middle", stack.target)
            )
        if stack.tick:
            ticks += f"M{number(middle)} {number(y(0))}v4"
            words.append(Words(middle, y(0) + 17, stack.tick, "tick", "middle"))
    end = edge + len(drawn) * pitch
    shapes.append(Shape(polyline([(edge, y(0)), (end, y(0))]) + ticks, "axis"))
    earlier, earlier_words, height = below(strip, (edge, end), TOP + tall + FOOT)
    used = [part for part in parts if any(part.counts)]
    return Drawing(
        name,
        title,
        description,
        round(end + edge),
        height,
        (*shapes, *earlier),
        (*words, *earlier_words),
        Table(
            (heading, *(("All",) if summed else ()), *(part.name for part in used)),
            tuple(
                (
                    Cell(stack.name, stack.target),
                    *((Cell(str(totals[i]), None, True),) if summed else ()),
                    *(Cell(str(part.counts[i]), None, True) for part in used),
                )
                for i, stack in enumerate(stacks)
            ),
            Groups(1 + summed, by) if by else None,
        ),
        tuple(Key(rectangle(1, 1, 14, 14), part.css, part.name) for part in used if len(parts) > 1),
        computed,
        seen,
    )
