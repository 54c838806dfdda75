"""How long it was quiet: the days between one occasion and the next."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from generator.charts.beside import LETTER, LINE, Labels
from generator.charts.drawing import (
    Cell,
    Drawing,
    Key,
    Shape,
    Table,
    Target,
    Words,
    circle,
    polyline,
)
from generator.charts.scales import Logarithm, Years
from generator.charts.strip import Dot, Strip, below

TALL, TOP, FOOT = 150, 14, 26
TICKS = ((1, "1 day"), (7, "7"), (30, "30"), (100, "100"), (365, "365"), (1000, "1,000"))
# So many of the longest are labelled.
LONGEST = 5


class Gap(NamedTuple):
    """The days from one day to the next on which something happened, and where that leads."""

    since: date
    until: date
    since_words: str
    until_words: str
    target: Target | None

    @property
    def days(self) -> int:
        """1 is the very next day."""
        return (self.until - self.since).days


def gaps(
    name: str,
    title: str,
    description: str,
    years: Years,
    found: Sequence[Gap],
    median: float,
    computed: str,
    earlier: tuple[int, tuple[str, str]] | None = None,
    seen: str = "",
) -> Drawing:
    """One mark a gap, at the day that ended it; the longest are labelled.

    The scale of days is logarithmic: each step up is a multiple. Gaps that ended before the years
    of `years` are in a strip below; `earlier` is its first year, and the words for one and several.
    """
    every = found
    found = [gap for gap in every if gap.until.year >= years.first]
    most = max([gap.days for gap in found] + [10])
    tall = TALL * (1 + years.size) // 2
    y = Logarithm(1, most * 1.3, TOP + tall, TOP)
    left, right = years(years.first), years(years.last + 1)
    shapes: list[Shape] = []
    words: list[Words] = []
    key: tuple[Key, ...] = ()
    for days, label in TICKS:
        if days <= most:
            shapes.append(Shape(polyline([(left, y(days)), (right, y(days))]), "grid"))
            words.append(Words(left - 6, y(days) + 4, label, "tick", "end"))
            words.append(Words(right + 6, y(days) + 4, label, "tick"))
    marks = [(years(moment(gap.until)), y(gap.days)) for gap in found]
    axis, ticks = years.axis(y(1))
    shapes += axis
    if found:
        shapes.append(Shape(polyline([(left, y(median)), (right, y(median))]), "median"))
        text = f"half are {median:g} {'day' if median == 1 else 'days'} or less"
        if beside := _beside_line(text, (left, right), y(median), marks):
            words.append(beside)
        else:
            key = (Key(polyline([(0, 8), (16, 8)]), "median", text.capitalize()),)
    for gap in found:
        at = years(moment(gap.until))
        shapes.append(Shape(circle(at, y(gap.days), 3.5), "gap", _told(gap), gap.target))
    labels = Labels(left, right)
    labels.avoid(marks)
    for gap in sorted(found, key=lambda gap: -gap.days)[:LONGEST]:
        label = f"{_days(gap.days)} to {gap.until_words}"
        words += labels.beside(years(moment(gap.until)), y(gap.days), label, gap.target)
    strip = None
    if earlier:
        before = [gap for gap in every if gap.until.year < years.first]
        dots = (Dot(moment(gap.until), _told(gap), gap.target) for gap in before)
        named = f"{len(before):,} {earlier[1][len(before) != 1]}"
        strip = Strip(earlier[0], years.first - 1, tuple(dots), named)
    more, more_words, height = below(strip, (left, right), TOP + tall + FOOT)
    return Drawing(
        name,
        title,
        description,
        years.width,
        height,
        (*shapes, *more),
        (*words, *ticks, *more_words),
        Table(
            ("Day", "Days since the one before", "The one before"),
            tuple(
                (
                    Cell(gap.until_words, gap.target, value=gap.until.isoformat()),
                    Cell(f"{gap.days:,}", None, True),
                    Cell(gap.since_words, value=gap.since.isoformat()),
                )
                for gap in reversed(every)
            ),
        ),
        key,
        computed=computed,
        seen=seen,
    )


def _told(gap: Gap) -> str:
    return f"{gap.until_words}: {_days(gap.days)} after {gap.since_words}"


def _beside_line(
    text: str, ends: tuple[float, float], y: float, marks: Sequence[tuple[float, float]]
) -> Words | None:
    """Words above or below a line, at either end, where no mark is; None where marks are at all."""
    left, right = ends
    width = len(text) * LETTER
    places = [
        (Words(x, at, text, "note", anchor), begin)
        for at in (y - 5, y + 14)
        for x, begin, anchor in (
            (left + 4, left + 4, "start"),
            (right - 4, right - 4 - width, "end"),
        )
    ]
    free = (
        words
        for words, begin in places
        if not any(
            begin - 4 < x < begin + width + 4 and words.y - LINE < at < words.y + 4
            for x, at in marks
        )
    )
    return next(free, None)


def moment(day: date) -> float:
    """A day as a year and its part: 2 July 2022 is 2022.5."""
    first = date(day.year, 1, 1)
    return day.year + (day - first).days / (date(day.year + 1, 1, 1) - first).days


def _days(number: int) -> str:
    return f"{number:,} {'day' if number == 1 else 'days'}"
