"""Counts by month and year: a cell each, its number written in it."""

from collections.abc import Mapping
from typing import NamedTuple

from generator.charts.drawing import (
    Cell,
    Drawing,
    Groups,
    Shape,
    Table,
    Target,
    Words,
    rectangle,
)
from generator.charts.scales import Years
from generator.charts.strip import Strip, below

ROW, TOP, FOOT = 19, 4, 26
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNDATED = "no month"
STEPS = 4


class Number(NamedTuple):
    """How many in a month of a year, and where that leads; month 0: the month is not known."""

    value: int
    target: Target | None = None


def heat(
    name: str,
    title: str,
    description: str,
    years: Years,
    months: Mapping[tuple[int, int], Number],
    end: tuple[int, int],
    computed: str,
    strip: Strip | None = None,
    seen: str = "",
) -> Drawing:
    """A column a year and a row a month, to the month `end`; later ones are not drawn.

    What has no month is in a row of its own, where there is any. Years before those of `years` are
    in the table, and in the `strip` below.
    """
    rows = [*range(1, 13), *([0] if any(not month for _, month in months) else [])]
    most = max([found.value for found in months.values()] + [1])
    shapes: list[Shape] = []
    words: list[Words] = []
    empty = ""
    for index, month in enumerate(rows):
        y = TOP + index * ROW
        label = MONTHS[month - 1] if month else UNDATED
        words.append(Words(years(years.first) - 6, y + 14, label, "tick", "end"))
        words.append(Words(years(years.last + 1) + 6, y + 14, label, "tick"))
        for year in range(years.first, years.last + 1):
            cell = rectangle(years(year) + 0.5, y + 0.5, years.pitch - 1, ROW - 1)
            found = months.get((year, month))
            if found is None:
                empty += cell if (year, month) <= end else ""
                continue
            step = -(-found.value * STEPS // most)
            text = f"{label} {year}: {found.value}"
            shapes.append(Shape(cell, f"heat heat-{step}", text, found.target))
            middle = years(year + 0.5)
            css = f"heat-word heat-word-{step}"
            words.append(Words(middle, y + 14, str(found.value), css, "middle"))
    foot = TOP + len(rows) * ROW + 3
    axis, ticks = years.axis(foot)
    earlier, earlier_words, height = below(
        strip, (years(years.first), years(years.last + 1)), foot + FOOT
    )
    counted = range(strip.first if strip else years.first, years.last + 1)
    return Drawing(
        name,
        title,
        description,
        years.width,
        height,
        (Shape(empty, "heat-0"), *shapes, *axis, *earlier),
        (*words, *ticks, *earlier_words),
        Table(
            ("Year", "All", *(MONTHS[month - 1] if month else "No month" for month in rows)),
            tuple(
                (
                    Cell(str(year)),
                    Cell(
                        str(sum(found.value for (y, _), found in months.items() if y == year)),
                        None,
                        True,
                    ),
                    *(_cell(months.get((year, month)), (year, month) <= end) for month in rows),
                )
                for year in reversed(counted)
            ),
            Groups(2, "month"),
        ),
        computed=computed,
        seen=seen,
    )


def _cell(found: Number | None, past: bool) -> Cell:
    """Zero is a number; a month that has not come yet has none."""
    if found is None:
        return Cell("0" if past else None, None, True)
    return Cell(str(found.value), found.target, True)
