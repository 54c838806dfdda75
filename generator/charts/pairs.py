"""Two numbers against each other: a mark for each pair, with the bounds of both drawn."""

from collections.abc import Callable, Sequence
from math import cos, sin, sqrt
from typing import NamedTuple

from generator.charts.beside import LETTER, Labels
from generator.charts.drawing import (
    Cell,
    Drawing,
    Key,
    Shape,
    Table,
    Target,
    Words,
    circle,
    cross,
    diamond,
    plus,
    polyline,
    square,
    star,
    triangle,
    wedge,
)
from generator.charts.scales import Logarithm, around

# As wide as a telephone, where words of 12 px take the most room; elsewhere the page enlarges it.
WIDTH, HEIGHT = 320, 300
LEFT, RIGHT, TOP, BOTTOM = 53, 14, 26, 40
EARTH_KM = 6371.0088
# Half the length of a bar's end, how far an open bound reaches, and the size of a mark.
CAP, OPEN, SIZE = 2.5, 14, 3.6
SHAPES: tuple[Callable[[float, float, float], str], ...] = (
    *(circle, triangle, diamond, square, wedge, cross, plus, star, circle),
)


class Reach(NamedTuple):
    """A number with its bounds; None is open. `text` is how the source says it.

    `about` bounds are ours, where the source only says *about*. `own` text names its unit.
    """

    low: float | None
    high: float | None
    text: str
    about: bool = False
    own: bool = False

    @property
    def at(self) -> float:
        """Where the mark stands: midway on a scale of ratios, or at the bound that is known."""
        if self.low is None or self.high is None:
            return self.low or self.high or 1
        return sqrt(self.low * self.high)


class Mark(NamedTuple):
    """One pair. `kind` is the index of its shape and `note` a label to be drawn beside it.

    `date` is its day as far as it is known: `2022-05`; `part` the number of the part of an event.
    """

    name: str
    day: str
    kind: int
    across: Reach
    up: Reach
    target: Target | None
    note: str = ""
    date: str = ""
    part: int | None = None

    @property
    def year(self) -> int | None:
        """That of its day; None where it has none."""
        return int(self.date[:4]) if self.date else None


class Kind(NamedTuple):
    """What marks of one shape have in common; `css` is their colour."""

    name: str
    css: str


def least_energy_km(distance_km: float) -> float:
    """The height of the throw that needs the least speed for a distance along the ground.

    On a sphere without air and rotation. The other focus of that ellipse is the middle of the
    chord from beginning to end; near the ground this is a quarter of the distance.
    """
    half = distance_km / EARTH_KM / 2
    return EARTH_KM / 2 * (sin(half) + cos(half) - 1)


def _with(reach: Reach, unit: str) -> str:
    return f"{reach.text} {unit}" if unit and not reach.own else reach.text


def shape(kind: int, x: float, y: float, r: float = SIZE) -> str:
    """The mark of a kind; the ninth is a ring, which its colour leaves open."""
    return SHAPES[kind](x, y, r)


def pairs(
    name: str,
    title: str,
    description: str,
    kinds: Sequence[Kind],
    marks: Sequence[Mark],
    computed: str,
    heads: tuple[str, str, str, str],
    units: tuple[str, str],
    guide: str = "",
    seen: str = "",
    size: int = 1,
) -> Drawing:
    """One number across and one upwards, both on a scale of ratios.

    `heads` are the words for one mark, for its kind and for both numbers, `guide` those beside the
    line of least energy, which is drawn where they are given.
    """
    one, group, across, up = heads
    axes = [
        f"{head}, {unit}" if unit else head for head, unit in zip((across, up), units, strict=True)
    ]
    reaches = [(mark.across, mark.up) for mark in marks]
    width, height = WIDTH * size, HEIGHT * (1 + size) // 2
    x = Logarithm(*around(_ends([r for r, _ in reaches])), LEFT, width - RIGHT)
    y = Logarithm(*around(_ends([a for _, a in reaches])), height - BOTTOM, TOP)
    shapes: list[Shape] = []
    words = [
        Words(width - RIGHT, height - 6, axes[0], "axis-name", "end"),
        Words(4, 14, axes[1], "axis-name"),
    ]
    labelled = _apart(x)
    for tick in x.ticks():
        shapes.append(Shape(polyline([(x(tick), y.start), (x(tick), y.end)]), "grid"))
        if tick in labelled:
            words.append(Words(x(tick), height - 22, f"{tick:,}", "tick", "middle"))
    for tick in y.ticks():
        shapes.append(Shape(polyline([(x.start, y(tick)), (x.end, y(tick))]), "grid"))
        words.append(Words(LEFT - 6, y(tick) + 4, f"{tick:,}", "tick", "end"))
    line = [
        (x(r), y(h)) for r in _steps(x) if guide and y.low <= (h := least_energy_km(r)) <= y.high
    ]
    labels = Labels(x.start, x.end)
    labels.avoid(((x(r.at), y(a.at)) for r, a in reaches), SIZE)
    if line:
        shapes.append(Shape(polyline(line), "guide"))
        labels.avoid(line)
        places = (labels.beside(px, py - 8, guide) for px, py in line[::-1])
        words += next(filter(None, places), [])
    for mark in marks:
        where = (x(mark.across.at), y(mark.up.at))
        for bar, css in (*_bars(mark.across, x, where, 0), *_bars(mark.up, y, where, 1)):
            shapes.append(Shape(bar, f"{css} {kinds[mark.kind].css}", year=mark.year))
    for mark in marks:
        where = (x(mark.across.at), y(mark.up.at))
        about = (
            f"{mark.name}, {mark.day}: {across.lower()} {_with(mark.across, units[0])}, "
            f"{up.lower()} {_with(mark.up, units[1])}"
        )
        css = f"mark {kinds[mark.kind].css}"
        shapes.append(Shape(shape(mark.kind, *where), css, about, mark.target, mark.year))
    for mark in marks:
        if mark.note:
            where = (x(mark.across.at), y(mark.up.at))
            notes = labels.beside(*where, mark.note, mark.target)
            words += [note._replace(year=mark.year) for note in notes]
    used = sorted({mark.kind for mark in marks})
    return Drawing(
        name,
        title,
        description,
        width,
        height,
        tuple(shapes),
        tuple(words),
        Table(
            (one, "Day", group, *axes),
            tuple(
                (
                    Cell(mark.name, mark.target, part=mark.part),
                    Cell(mark.day, value=mark.date),
                    Cell(kinds[mark.kind].name),
                    Cell(mark.across.text, None, True),
                    Cell(mark.up.text, None, True),
                )
                for mark in marks
            ),
        ),
        tuple(
            Key(shape(kind, 8, 8, 6), f"mark {kinds[kind].css}", kinds[kind].name) for kind in used
        ),
        computed,
        seen,
    )


def _apart(x: Logarithm) -> set[int]:
    """The ticks of which the numbers do not touch each other, powers of ten before others."""
    found: set[int] = set()
    for tick in sorted(x.ticks(), key=lambda tick: (str(tick).rstrip("0") != "1", -tick)):
        half = len(f"{tick:,}") * LETTER / 2
        if x(tick) + half <= x.end + RIGHT and all(
            abs(x(tick) - x(other)) >= half + len(f"{other:,}") * LETTER / 2 + 4 for other in found
        ):
            found.add(tick)
    return found


def _ends(reaches: Sequence[Reach]) -> list[float]:
    found = [end for reach in reaches for end in (reach.low, reach.high) if end]
    return found or [10.0, 100.0]


def _steps(x: Logarithm) -> list[float]:
    ratio = x.high / x.low
    return [x.low * ratio ** (i / 40) for i in range(41)]


def _bars(
    reach: Reach, scale: Logarithm, where: tuple[float, float], axis: int
) -> list[tuple[str, str]]:
    """The bounds of one number, along x (axis 0) or y (axis 1), and how they are drawn.

    A bar with ends where both bounds are the source's, a dashed one where it says *about*, and an
    arrow where a side is open.
    """
    if reach.low is not None and reach.low == reach.high:
        return []

    def point(along: float, beside: float = 0) -> tuple[float, float]:
        return (along, where[1] + beside) if axis == 0 else (where[0] + beside, along)

    outwards = 1 if scale.end > scale.start else -1
    if reach.low is None or reach.high is None:
        to = scale(reach.at) + outwards * (OPEN if reach.high is None else -OPEN)
        back = to + (-CAP if to > scale(reach.at) else CAP)
        head = polyline([point(back, -CAP), point(to), point(back, CAP)])
        return [(polyline([point(scale(reach.at)), point(to)]) + head, "bar")]
    low, high = scale(reach.low), scale(reach.high)
    bar = polyline([point(low), point(high)])
    if reach.about:
        return [(bar, "bar bar-about")]
    ends = (polyline([point(end, -CAP), point(end, CAP)]) for end in (low, high))
    return [(bar + "".join(ends), "bar")]
