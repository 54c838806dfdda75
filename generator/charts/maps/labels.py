"""Where the words of a map go: beside their marks, inside the frame, none over another."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.charts.drawing import Target, Words, polyline
from generator.charts.maps.outline import Pair

# Units of the drawing, 400 wide. A phone shows it 328 pixels wide: 15 units are then 12 pixels.
SIZE = 15
LINE = 16
# Longer names take two lines.
LONG = 16


class Box(NamedTuple):
    """A rectangle by its edges, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have a point in common."""
        return not (
            self.right < other.left
            or other.right < self.left
            or self.bottom < other.top
            or other.bottom < self.top
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def nearest(self, at: Pair) -> Pair:
        """Its point that is nearest to one outside."""
        return (
            min(max(at[0], self.left), self.right),
            min(max(at[1], self.top), self.bottom),
        )

    def within(self, other: "Box") -> bool:
        """Whether all of it is inside another."""
        return other.holds(self.left, self.top) and other.holds(self.right, self.bottom)


class Name(NamedTuple):
    """Words that want a place: beside a mark or over open water.

    `points` are where the mark is, or the places over which a sea's name may stand; `sides` are
    directions (x, y) from -1 to 1, and (0, 0) is over the point. Both in the order in which they
    are tried. What `must` be shown covers a line where nothing else is free. Where there is no room
    beside the mark, the distances `further` off are tried, with a line that leads there.
    """

    text: str
    css: str
    points: Sequence[Pair]
    sides: Sequence[Pair]
    away: float = 8
    further: tuple[float, ...] = ()
    target: Target | None = None
    must: bool = False
    on_water: bool = False


AROUND = (
    *((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)),
    *((0.5, -1), (0.5, 1), (-0.5, -1), (-0.5, 1)),
)
OVER = ((0.0, 0.0),)


def placed(
    names: Iterable[Name],
    frame: Box,
    marks: Iterable[Box],
    lines: Sequence[Pair],
    coast: Sequence[Pair],
) -> tuple[list[Words], str]:
    """The words that found a place inside the frame, earlier names first, and the path of leaders.

    They keep off marks and each other, off the points of lines where they can, and what belongs on
    water off the points of the coast.
    """
    boxes = list(dict.fromkeys(marks))  # many sites and ends are at one point
    found: list[Words] = []
    leaders = ""
    for name in names:
        rows = in_lines(name.text)
        free = [
            place
            for place in _places(name, rows)
            if place.box.within(frame)
            and not any(place.box.meets(other) for other in boxes)
            and not (name.on_water and any(place.box.holds(*point) for point in coast))
        ]
        clear = [place for place in free if not any(place.box.holds(*point) for point in lines)]
        if clear or (free and name.must):
            place = (clear or free)[0]
            boxes.append(place.box)
            found += _words(name, rows, place)
            if place.away > name.away:
                leaders += polyline([place.at, place.box.nearest(place.at)])
    return found, leaders


def in_lines(text: str) -> tuple[str, ...]:
    """A long name in two lines, parted at the blank nearest to the middle."""
    if len(text) <= LONG or " " not in text:
        return (text,)
    blanks = [i for i, letter in enumerate(text) if letter == " "]
    middle = min(blanks, key=lambda i: abs(i - len(text) / 2))
    return (text[:middle], text[middle + 1 :])


def width(text: str) -> float:
    """How wide a line is at most, in the wider of the usual fonts of screens."""
    return sum(0.36 if letter in "ijl.,:;'|!()/ " else 0.64 for letter in text) * SIZE


class Place(NamedTuple):
    """Where a name may stand: its box, the point it names, and how far that is from the box."""

    box: Box
    at: Pair
    away: float


def _places(name: Name, rows: Sequence[str]) -> Iterator[Place]:
    """Where the lines of a name may stand, the best first."""
    wide, high = max(map(width, rows)), len(rows) * LINE
    for away in (name.away, *name.further):
        for at in name.points:
            for side in name.sides:
                x = at[0] + side[0] * (away + wide / 2)
                y = at[1] + side[1] * (away + high / 2)
                box = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
                yield Place(box, at, away)


def _words(name: Name, rows: Sequence[str], place: Place) -> list[Words]:
    """The lines of a name, set against the side on which its mark is."""
    box, at = place.box, place.at[0]
    anchor, x = "middle", (box.left + box.right) / 2
    if box.left >= at:
        anchor, x = "start", box.left
    elif box.right <= at:
        anchor, x = "end", box.right
    return [
        Words(x, box.top + LINE * (row + 0.8), text, name.css, anchor, name.target)
        for row, text in enumerate(rows)
    ]
