"""Counts as columns, each a stack of its parts."""

from collections.abc import Sequence
from typing import NamedTuple

from generator.charts.drawing import (
    Cell,
    Drawing,
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

TALL, TOP, FOOT = 220, 18, 26


class Column(NamedTuple):
    """One column: its name in the table, what is told below it, where it leads."""

    name: str
    tick: str
    target: Target | None = None


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
) -> Drawing:
    """Columns of which each is the sum of its parts, the first part at the foot.

    Columns are `pitch` apart and up to `tall` high, their sum above them, with `edge` before the
    first and after the last. `heading` names what a column is.
    """
    totals = [sum(part.counts[i] for part in parts) for i in range(len(stacks))]
    y = Line(0, max([*totals, 1]), TOP + tall, TOP)
    shapes: list[Shape] = []
    words: list[Words] = []
    ticks = ""
    for i, stack in enumerate(stacks):
        left, below = edge + i * pitch, 0
        middle = left + pitch / 2
        for part in parts:
            if count := part.counts[i]:
                top = y(below + count)
                path = rectangle(left + 1, top, pitch - 2, y(below) - top)
                text = f"{stack.name}: {part.name}, {count} of {totals[i]}"
                shapes.append(Shape(path, part.css, text, stack.target))
                below += count
        if totals[i]:
            words.append(
                Words(middle, y(below) - 5, str(totals[i]), "total", "middle", stack.target)
            )
        if stack.tick:
            ticks += f"M{number(middle)} {number(y(0))}v4"
            words.append(Words(middle, y(0) + 17, stack.tick, "tick", "middle"))
    end = edge + len(stacks) * pitch
    shapes.append(Shape(polyline([(edge, y(0)), (end, y(0))]) + ticks, "axis"))
    seen = [part for part in parts if any(part.counts)]
    return Drawing(
        name,
        title,
        description,
        round(end + edge),
        TOP + tall + FOOT,
        tuple(shapes),
        tuple(words),
        Table(
            (heading, "All", *(part.name for part in seen)),
            tuple(
                (
                    Cell(stack.name, stack.target),
                    Cell(str(totals[i]), None, True),
                    *(Cell(str(part.counts[i]), None, True) for part in seen),
                )
                for i, stack in enumerate(stacks)
            ),
        ),
        tuple(Key(rectangle(1, 1, 14, 14), part.css, part.name) for part in seen if len(parts) > 1),
        computed,
    )
