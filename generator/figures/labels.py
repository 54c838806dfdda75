"""Where the words of a map go: beside their marks, inside the frame, none over another."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.figures.drawing import Target, Words
from generator.figures.outline import Pair

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

    def within(self, other: "Box") -> bool:
        """Whether all of it is inside another."""
        return other.holds(self.left, self.top) and other.holds(self.right, self.bottom)


class Name(NamedTuple):
    """Words that want a place: beside a mark or over open water.

    `points` are where the mark is, or the places over which a sea's name may stand; `sides` are
    directions (x, y) from -1 to 1, and (0, 0) is over the point. Both in the order in which they
    are tried. What `must` be shown covers a line where nothing else is free.
    """

    text: str
    css: str
    points: Sequence[Pair]
    sides: Sequence[Pair]
    away: float = 8
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
) -> list[Words]:
    """The words that found a place inside the frame, earlier names first.

    They keep off marks and each other, off the points of lines where they can, and what belongs on
    water off the points of the coast.
    """
    boxes = list(marks)
    found: list[Words] = []
    for name in names:
        rows = in_lines(name.text)
        places = (
            _box(point, rows, side, name.away) for point in name.points for side in name.sides
        )
        free = [
            (box, x)
            for box, x in places
            if box.within(frame)
            and not any(box.meets(other) for other in boxes)
            and not (name.on_water and any(box.holds(*point) for point in coast))
        ]
        clear = [place for place in free if not any(place[0].holds(*point) for point in lines)]
        if clear or (free and name.must):
            box, x = (clear or free)[0]
            boxes.append(box)
            found += _words(name, rows, box, x)
    return found


def in_lines(text: str) -> tuple[str, ...]:
    """A long name in two lines, parted at its slash or at the blank nearest to the middle."""
    if len(text) <= LONG or " " not in text:
        return (text,)
    if " / " in text:
        first, second = text.split(" / ", 1)
        return (f"{first} /", second)
    blanks = [i for i, letter in enumerate(text) if letter == " "]
    middle = min(blanks, key=lambda i: abs(i - len(text) / 2))
    return (text[:middle], text[middle + 1 :])


def width(text: str) -> float:
    """How wide a line is at most, in the wider of the usual fonts of screens."""
    return sum(0.36 if letter in "ijl.,:;'|!()/ " else 0.64 for letter in text) * SIZE


def _box(at: Pair, rows: Sequence[str], side: Pair, away: float) -> tuple[Box, float]:
    """Where the lines of a name are, and the x of what it names."""
    wide, high = max(map(width, rows)), len(rows) * LINE
    x = at[0] + side[0] * (away + wide / 2)
    y = at[1] + side[1] * (away + high / 2)
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), at[0]


def _words(name: Name, rows: Sequence[str], box: Box, at: float) -> list[Words]:
    """The lines of a name, set against the side on which its mark is."""
    anchor, x = "middle", (box.left + box.right) / 2
    if box.left >= at:
        anchor, x = "start", box.left
    elif box.right <= at:
        anchor, x = "end", box.right
    return [
        Words(x, box.top + LINE * (row + 0.8), text, name.css, anchor, name.target)
        for row, text in enumerate(rows)
    ]
