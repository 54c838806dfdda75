"""How a year went beside others: its running count, day by day."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.charts.drawing import Cell, Drawing, Shape, Table, Words, polyline, rectangle

# As wide as a telephone.
WIDTH, HEIGHT = 320, 176
LEFT, RIGHT, TOP, BOTTOM = 24, 66, 8, 24
# The first day of each month in a year of 366 days.
MONTHS = tuple(
    zip("JFMAMJJASOND", (0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335), strict=True)
)
DAYS = 366
# Year numbers at the ends of lines keep this far apart.
LINE = 15


class YearDays(NamedTuple):
    """A year and the day of it (0 is 1 January) of each thing that was counted."""

    year: int
    days: tuple[int, ...]


def pace(name: str, noun: str, years: Sequence[YearDays], today: int, computed: str) -> Drawing:
    """The running count of `noun` in each year, the last of them the current one.

    `today` is the day of the year to which the current year is known.
    """
    most = max([len(year.days) for year in years] + [1])
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**6) if most / n <= 6)
    top = -(-most // step) * step

    def x(day: float) -> float:
        return LEFT + day / DAYS * (WIDTH - LEFT - RIGHT)

    def y(count: float) -> float:
        return HEIGHT - BOTTOM - count / top * (HEIGHT - TOP - BOTTOM)

    shapes = [
        Shape(polyline([(LEFT, y(n)), (WIDTH - RIGHT, y(n))]), "grid")
        for n in range(0, top + 1, step)
    ]
    words = [Words(LEFT - 6, y(n) + 4, f"{n}", "tick", "end") for n in range(0, top + 1, step)]
    ends = [*(start for _, start in MONTHS[1:]), DAYS]
    words += [
        Words((x(start) + x(end)) / 2, HEIGHT - 8, letter, "tick", "middle")
        for (letter, start), end in zip(MONTHS, ends, strict=True)
    ]
    shapes += [
        Shape(polyline([(x(start), y(0)), (x(start), y(0) + 4)]), "axis") for _, start in MONTHS
    ]
    shapes.append(Shape(polyline([(LEFT, y(0)), (WIDTH - RIGHT, y(0))]), "axis"))
    current = years[-1]
    for year in years:
        last = today if year is current else DAYS
        text = f"{year.year}: {len(year.days)}" + (" so far" if year is current else "")
        path = polyline((x(day), y(n)) for day, n in _steps(year.days, last))
        css = "pace pace-now" if year is current else "pace"
        shapes.append(Shape(path, css, text, ("year", str(year.year)) if year.days else None))
    shapes.append(Shape(rectangle(x(today) - 3, y(len(current.days)) - 3, 6, 6), "pace-end"))
    for year, height in _spread([(year, y(len(year.days)) + 4) for year in years]):
        css = "pace-label pace-label-now" if year is current else "pace-label"
        target = ("year", str(year.year)) if year.days else None
        words.append(
            Words(WIDTH - RIGHT + 6, height, f"{year.year}: {len(year.days)}", css, "start", target)
        )
    return Drawing(
        name,
        f"{noun.capitalize()} year by year, as they came",
        _description(years, noun),
        WIDTH,
        HEIGHT,
        tuple(shapes),
        tuple(words),
        Table(
            ("Year", "To the same day", "Whole year"),
            tuple(
                (
                    Cell(str(year.year), ("year", str(year.year)) if year.days else None),
                    Cell(str(sum(day <= today for day in year.days)), None, True),
                    Cell(None if year is current else str(len(year.days)), None, True),
                )
                for year in reversed(years)
            ),
        ),
        computed=computed,
    )


def _steps(days: Sequence[int], last: int) -> list[tuple[float, int]]:
    points: list[tuple[float, int]] = [(0, 0)]
    for count, day in enumerate(sorted(days), 1):
        points += [(day, count - 1), (day, count)]
    return [*points, (last, len(days))]


def _spread(labels: list[tuple[YearDays, float]]) -> list[tuple[YearDays, float]]:
    """The labels from top to bottom, moved down so far that none covers another."""
    ordered = sorted(labels, key=lambda label: (label[1], -label[0].year))
    placed: list[tuple[YearDays, float]] = []
    for year, height in ordered:
        placed.append((year, max(height, placed[-1][1] + LINE) if placed else height))
    beyond = max(0.0, placed[-1][1] - (HEIGHT - BOTTOM + 4)) if placed else 0.0
    if beyond:
        # From the bottom up: what had no room below takes it above.
        heights = [placed[-1][1] - beyond]
        for (_, above), _below in reversed(list(pairwise(placed))):
            heights.append(min(above, heights[-1] - LINE))
        placed = [(year, height) for (year, _), height in zip(placed, heights[::-1], strict=True)]
    return placed


def _description(years: Sequence[YearDays], noun: str) -> str:
    current = years[-1]
    return (
        f"One line a year, rising by one with each of its {noun}. "
        f"{current.year} has {len(current.days)} so far. Earlier years, whole: "
        + ", ".join(f"{year.year} {len(year.days)}" for year in reversed(years[:-1]))
        + "."
    )
