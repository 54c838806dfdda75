"""What every chart and map is made of: outlines, words, a key, and the numbers they show.

Coordinates are units of the drawing's own width and height, y downwards as SVG has it.
`templates/parts/figure.md.jinja` turns a `Drawing` into SVG and its table.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

Target = tuple[str, str]
"""The kind and the id of the record, year or month to which a mark leads."""

HATCHES: Mapping[int, str] = MappingProxyType(
    {
        2: "M-1 1L1 -1M0 6L6 0M5 7L7 5",
        3: "M0 3h6",
        4: "M1.5 1.5h3v3h-3z",
        5: "M3 0v6",
        6: "M-1 5L1 7M0 0L6 6M5 -1L7 1",
        7: "M0 3h6M3 0v6",
        8: "M0 0L6 6M0 6L6 0",
        9: "M-1 1L1 -1M0 6L6 0M5 7L7 5",
        10: "M0 4.5L3 1.5L6 4.5",
    }
)
"""The lines that set groups apart without colour, in a square of 6: for the colours 2 to 8, for the
second word of a chart's own (9) and for several groups at once (10)."""


class Shape(NamedTuple):
    """One outline in SVG path language. `css` names what it stands for, `label` is its tooltip.

    `year` is that of the thing, where readers choose by it which are shown.
    """

    path: str
    css: str
    label: str = ""
    target: Target | None = None
    year: int | None = None


def merged(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """Neighbouring outlines of one look as one, which leads nowhere: a tenth of the letters."""
    groups = (tuple(same) for _, same in groupby(shapes, key=attrgetter("css")))
    return tuple(
        same[0] if len(same) == 1 else Shape("".join(one.path for one in same), same[0].css)
        for same in groups
    )


class Words(NamedTuple):
    """Text that begins, ends or has its middle (`anchor`: start, end, middle) at a point.

    `year` is as that of a shape.
    """

    x: float
    y: float
    text: str
    css: str = ""
    anchor: str = "start"
    target: Target | None = None
    year: int | None = None


class Key(NamedTuple):
    """One line of the legend; its path is drawn in a box 16 wide and 16 high."""

    path: str
    css: str
    text: str


class Cell(NamedTuple):
    """One value of the table; None is not known. Numbers align at the right.

    `value` is the same for a program, where that is not the text: a day as `2022-05-25`. `part` is
    the number of the part of an event that the row is of.
    """

    text: str | None
    target: Target | None = None
    number: bool = False
    value: str = ""
    part: int | None = None


class Groups(NamedTuple):
    """How a table is wide: its columns from `first` on are groups by `by`, each with a number."""

    first: int
    by: str


class Table(NamedTuple):
    """The numbers of a drawing; the first cell of a row is its heading.

    A file of them has a row for each of the `groups`, since which groups there are changes.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    groups: Groups | None = None


class Drawing(NamedTuple):
    """A chart or map. `name` is its id on the page; shapes are painted in order, words last.

    `computed` says how the numbers were made where they are not a source's own; `seen` is what the
    chart shows, as a sentence without its full stop: empty for a map.
    """

    name: str
    title: str
    description: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]
    table: Table
    key: tuple[Key, ...] = ()
    computed: str = ""
    seen: str = ""


def number(value: float) -> str:
    """A coordinate to a tenth, in as few characters as it needs."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """A line through points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def polygon(points: Iterable[tuple[float, float]]) -> str:
    """A closed outline through points."""
    return f"{polyline(points)}z"


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """A rectangle by its upper left corner."""
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"


def circle(x: float, y: float, r: float) -> str:
    """A circle round a point."""
    # Rounded once: two arcs whose ends are not exactly two radii apart make a lens.
    r = round(r, 1)
    half = f"a{number(r)} {number(r)} 0 1 0"
    return f"M{number(x - r)} {number(y)}{half} {number(2 * r)} 0{half} {number(-2 * r)} 0z"


def diamond(x: float, y: float, r: float) -> str:
    """A square on its corner."""
    return polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)])


def triangle(x: float, y: float, r: float) -> str:
    """A triangle that points up."""
    return polygon([(x, y - r), (x + r, y + 0.8 * r), (x - r, y + 0.8 * r)])


def wedge(x: float, y: float, r: float) -> str:
    """A triangle that points down."""
    return polygon([(x, y + r), (x + r, y - 0.8 * r), (x - r, y - 0.8 * r)])


def square(x: float, y: float, r: float) -> str:
    """A square round a point."""
    return rectangle(x - 0.85 * r, y - 0.85 * r, 1.7 * r, 1.7 * r)


def cross(x: float, y: float, r: float) -> str:
    """Two strokes that cross; it has no inside, so it is drawn by its stroke."""
    return polyline([(x - r, y - r), (x + r, y + r)]) + polyline([(x - r, y + r), (x + r, y - r)])


def plus(x: float, y: float, r: float) -> str:
    """Two strokes that stand and lie; drawn by its stroke as a cross is."""
    return polyline([(x - r, y), (x + r, y)]) + polyline([(x, y - r), (x, y + r)])


def star(x: float, y: float, r: float) -> str:
    """A plus and a cross in one."""
    return plus(x, y, r) + cross(x, y, 0.75 * r)
