"""The chart of how a year goes beside others: a launch is a step, no label hides another."""

import re
from itertools import pairwise

import pytest

from generator.charts.drawing import Drawing
from generator.charts.pace import BOTTOM, HEIGHT, LINE, TOP, YearDays, pace


def drawn(*years: YearDays, today: int = 200) -> Drawing:
    return pace("pace", "launches", years, today, "Counted.")


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]


def test_every_launch_is_one_step_up() -> None:
    chart = drawn(YearDays(2025, (3, 3, 90)), YearDays(2026, (10,)))
    line = next(shape for shape in chart.shapes if shape.label == "2025: 3")
    found = points(line.path)
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(found))
    heights = [y for _, y in found]
    assert sum(a > b for a, b in pairwise(heights)) == 3
    assert not any(a < b for a, b in pairwise(heights))


def test_line_of_the_current_year_ends_today() -> None:
    chart = drawn(YearDays(2025, (3,)), YearDays(2026, (10,)), today=100)
    now = next(shape for shape in chart.shapes if shape.label == "2026: 1 so far")
    before = next(shape for shape in chart.shapes if shape.label == "2025: 1")
    assert points(now.path)[-1][0] < points(before.path)[-1][0]


@pytest.mark.parametrize("counts", [(0, 0, 0), (1, 1, 1), (40, 41, 42), (0, 1, 80)])
def test_labels_stand_apart_and_inside(counts: tuple[int, ...]) -> None:
    years = [YearDays(2020 + i, tuple(range(n))) for i, n in enumerate(counts)]
    labels = [word.y for word in drawn(*years).words if word.css.startswith("pace-label")]
    assert all(b - a >= LINE - 0.01 for a, b in pairwise(sorted(labels)))
    assert min(labels) >= TOP
    assert max(labels) <= HEIGHT - BOTTOM + 4.01


def test_table_has_the_count_to_the_day_and_of_the_year() -> None:
    chart = drawn(YearDays(2025, (3, 150, 300)), YearDays(2026, (10,)), today=200)
    rows = [[cell.text for cell in row] for row in chart.table.rows]
    assert rows == [["2026", "1", None], ["2025", "2", "3"]]


def test_year_without_launches_leads_nowhere() -> None:
    chart = drawn(YearDays(2025, ()), YearDays(2026, (10,)))
    assert chart.table.rows[1][0].target is None
    assert ("year", "2025") not in {shape.target for shape in chart.shapes}
