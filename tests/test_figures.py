"""Charts as geometry: scales rise, marks stay inside, bounds reach to both sides."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

import pytest
from conftest import PROJECT

from generator.charts import pairs as height_figure
from generator.charts.beside import Labels
from generator.charts.columns import Column, Part, columns
from generator.charts.drawing import HATCHES, Drawing, Shape
from generator.charts.gaps import Gap, gaps, moment
from generator.charts.heat_map import Number, heat
from generator.charts.pairs import Kind, Mark, Reach, least_energy_km, pairs
from generator.charts.scales import COLUMN, EDGE, Line, Logarithm, Years, around
from generator.charts.sparkline import HEIGHT, spark
from generator.charts.timeline import ROOM, SIZE, Lane, Moment, timeline

YEARS = Years(2019, 2026)
STYLE = (PROJECT / "docs" / "assets" / "digest.css").read_text("utf-8")


def points(path: str) -> Iterator[tuple[float, float]]:
    """The corners of a path; arcs count by their ends."""
    x = y = 0.0
    for letter, rest in re.findall(r"([MLhvaz])([^MLhvaz]*)", path):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", rest)]
        if letter in "ML":
            x, y = numbers
        elif letter == "h":
            x += numbers[0]
        elif letter == "v":
            y += numbers[0]
        elif letter == "a":
            x, y = x + numbers[-2], y + numbers[-1]
        yield x, y


def box(shape: Shape) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a shape."""
    xs, ys = zip(*points(shape.path), strict=True)
    return min(xs), max(xs), min(ys), max(ys)


def of(drawing: Drawing, css: str) -> list[Shape]:
    """The shapes whose class begins so."""
    return [shape for shape in drawing.shapes if shape.css.startswith(css)]


def mark(
    km: float,
    high: float,
    kind: int = 0,
    range_km: Reach | None = None,
    apogee_km: Reach | None = None,
) -> Mark:
    """A flight of exact numbers unless others are given."""
    return Mark(
        "A-1",
        "1 May 2022",
        kind,
        across=range_km or Reach(km, km, f"{km:g}"),
        up=apogee_km or Reach(high, high, f"{high:g}"),
        target=("events", "x"),
    )


def drawn(*marks: Mark) -> Drawing:
    """Marks of two classes."""
    kinds = [Kind("Short", "class-1"), Kind("Long", "class-2")]
    heads = ("Flight", "Class", "Range", "Apogee")
    return pairs(
        "heights",
        "Range and apogee",
        "About.",
        kinds,
        marks,
        "Computed.",
        heads,
        ("km", "km"),
        "line",
    )


# --- scales


@pytest.mark.parametrize("scale", [Line(0, 47, 240, 20), Logarithm(1, 3000, 240, 20)])
def test_scale_is_monotone_and_keeps_its_ends(scale: Line | Logarithm) -> None:
    at = [scale(value) for value in (scale.low, 2, 3, 10, 46, scale.high)]
    assert at == sorted(at, reverse=True)
    assert (at[0], at[-1]) == (240, 20)


def test_equal_ratios_are_equally_far_on_a_logarithm() -> None:
    scale = Logarithm(1, 1000, 0, 300)
    assert [round(scale(n)) for n in (1, 10, 100, 1000)] == [0, 100, 200, 300]


def test_value_of_zero_stands_at_the_foot_of_a_logarithm() -> None:
    assert Logarithm(1, 1000, 0, 300)(0) == 0


@pytest.mark.parametrize(
    ("values", "ends"), [([60, 4500], (50, 5000)), ([50, 5000], (20, 10000)), ([350], (200, 500))]
)
def test_axis_has_every_value_strictly_inside(values: list[float], ends: tuple[int, int]) -> None:
    assert around(values) == ends


def test_charts_by_year_have_their_columns_in_line() -> None:
    stacks = [Column(str(year), "") for year in range(2019, 2027)]
    bars = columns(
        "a", "A", "", "Year", stacks, [Part("all", "class-1", (1,) * 8)], YEARS.pitch, ""
    )
    cells = heat(
        "b", "B", "", YEARS, {(y, 5): Number(1) for y in range(2019, 2027)}, (2026, 12), ""
    )
    assert bars.width == cells.width == YEARS.width
    for bar, cell in zip(of(bars, "class-1"), of(cells, "heat heat-"), strict=True):
        assert sum(box(bar)[:2]) == sum(box(cell)[:2])


@pytest.mark.parametrize(("last", "told"), [(2020, 1), (2024, 5), (2026, 7), (2027, 4), (2062, 9)])
def test_few_years_have_room_for_words_and_each_its_number(last: int, told: int) -> None:
    years = Years(2020, last)
    assert years.width >= 2 * EDGE + 175 and years.pitch >= COLUMN
    assert len(years.axis(0)[1]) == told


# --- columns


def test_parts_stand_on_each_other_and_add_up() -> None:
    parts = [Part("a", "class-1", (3, 0)), Part("b", "class-2", (1, 2))]
    found = columns(
        "c", "C", "", "Year", [Column("2021", ""), Column("2022", "")], parts, COLUMN, ""
    )
    (lower,) = of(found, "class-1")
    upper, alone = of(found, "class-2")
    assert box(lower)[2] == box(upper)[3], "no gap between the parts"
    assert box(lower)[3] == box(alone)[3], "one foot for all"
    height = box(alone)[3] - box(alone)[2]
    assert box(lower)[3] - box(upper)[2] == pytest.approx(2 * height, abs=0.2)
    assert [row[1].text for row in found.table.rows] == ["4", "2"]


def test_part_that_is_nowhere_has_no_key_and_no_column() -> None:
    parts = [Part("a", "class-1", (3,)), Part("none", "class-2", (0,))]
    found = columns("c", "C", "", "Year", [Column("2021", "")], parts, COLUMN, "")
    assert [key.text for key in found.key] == ["a"]
    assert found.table.head == ("Year", "All", "a")


def test_nothing_at_all_is_still_a_drawing() -> None:
    found = columns("c", "C", "", "Year", [Column("2021", "")], [Part("a", "x", (0,))], COLUMN, "")
    assert found.table.rows[0][1].text == "0"


# --- months


def test_month_that_has_not_come_has_no_cell_and_no_zero() -> None:
    found = heat("m", "M", "", YEARS, {(2026, 1): Number(2)}, (2026, 2), "")
    newest = {h: c.text for h, c in zip(found.table.head, found.table.rows[0], strict=True)}
    assert (newest["Jan"], newest["Feb"], newest["Mar"]) == ("2", "0", None)
    assert len(list(points(of(found, "heat-0")[0].path))) == 5 * (7 * 12 + 1)


def test_month_not_known_has_a_row_of_its_own_where_needed() -> None:
    without = heat("m", "M", "", YEARS, {(2020, 1): Number(2)}, (2026, 12), "")
    with_it = heat("m", "M", "", YEARS, {(2020, 0): Number(2)}, (2026, 12), "")
    assert "No month" not in without.table.head
    assert with_it.table.head[-1] == "No month"
    assert with_it.table.rows[6][-1].text == "2"


# --- range and apogee


def test_every_flight_has_one_mark_inside_the_frame() -> None:
    found = drawn(mark(60, 189), mark(4500, 970), mark(1001, 7687, 1), mark(110, 25), mark(110, 25))
    assert len(of(found, "mark ")) == len(found.table.rows) == 5
    for shape in of(found, "mark "):
        left, right, top, bottom = box(shape)
        assert left + 5 >= height_figure.LEFT and right - 5 <= found.width - height_figure.RIGHT
        assert top >= height_figure.TOP and bottom <= found.height - height_figure.BOTTOM


def test_classes_differ_in_shape_as_well_as_colour() -> None:
    paths = {height_figure.shape(kind, 8, 8) for kind in range(len(height_figure.SHAPES) - 1)}
    assert len(paths) == len(height_figure.SHAPES) - 1


def test_span_is_a_bar_to_both_bounds_with_the_mark_between() -> None:
    found = drawn(
        mark(350, 80, range_km=Reach(340, 460, "340 to 460")), mark(300, 50), mark(500, 90)
    )
    (bar,) = of(found, "bar")
    spanned = of(found, "mark ")[0]
    assert box(bar)[0] < box(spanned)[0] < box(spanned)[1] < box(bar)[1]
    assert box(bar)[3] - box(bar)[2] == 2 * height_figure.CAP
    edges = drawn(mark(340, 80), mark(460, 80), mark(300, 50), mark(500, 90))
    ends = [sum(box(shape)[:2]) / 2 for shape in of(edges, "mark ")[:2]]
    assert list(box(bar)[:2]) == pytest.approx(ends, abs=0.1)


@pytest.mark.parametrize(
    ("reach", "side"),
    [(Reach(300, None, "at least 300"), 1), (Reach(None, 300, "up to 300"), -1)],
)
def test_open_bound_is_an_arrow_to_the_open_side(reach: Reach, side: int) -> None:
    along = drawn(mark(300, 80, range_km=reach), mark(200, 60), mark(480, 90))
    left, right, *_ = box(of(along, "bar")[0])
    middle = sum(box(of(along, "mark ")[0])[:2]) / 2
    assert (right - middle if side > 0 else middle - left) == pytest.approx(
        height_figure.OPEN, abs=0.2
    )
    up = drawn(mark(300, 300, apogee_km=reach), mark(200, 200), mark(480, 480))
    _, _, top, bottom = box(of(up, "bar")[0])
    middle = sum(box(of(up, "mark ")[0])[2:]) / 2
    assert (middle - top if side > 0 else bottom - middle) == pytest.approx(
        height_figure.OPEN, abs=0.2
    )


def test_about_is_dashed_and_exact_has_no_bar() -> None:
    found = drawn(mark(300, 80, apogee_km=Reach(76, 84, "about 80", True)), mark(200, 60))
    assert [shape.css for shape in of(found, "bar")] == ["bar bar-about class-1"]


@pytest.mark.parametrize(
    ("km", "apogee"),
    [
        (100, 25),  # a quarter of the range where the ground is nearly flat
        (10_000, 1319),  # the usual figure for an intercontinental flight
        (20_015, 0),  # half round the Earth: it skims the ground
    ],
)
def test_flight_of_least_energy_has_the_apogee_of_the_textbooks(km: float, apogee: float) -> None:
    assert least_energy_km(km) == pytest.approx(apogee, abs=1)


# --- days between


def test_gap_stands_at_the_day_that_ended_it() -> None:
    found = [
        Gap(date(2020, 1, 1), date(2020, 1, 2), "1 January 2020", "2 January 2020", None),
        Gap(date(2020, 1, 2), date(2022, 7, 2), "2 January 2020", "2 July 2022", None),
    ]
    drawing = gaps("g", "G", "", YEARS, found, 456, "")
    short, long = (box(shape) for shape in of(drawing, "gap"))
    assert sum(long[:2]) / 2 == pytest.approx(EDGE + 3.5 * YEARS.pitch, abs=0.2)
    assert long[3] < short[2], "longer is higher"
    assert [row[1].text for row in drawing.table.rows] == ["912", "1"]


@pytest.mark.parametrize(("number", "in_key"), [(2, False), (200, True)])
def test_words_on_the_median_never_lie_over_marks(number: int, in_key: bool) -> None:
    first = date(YEARS.first, 1, 1)
    days = [first + timedelta(2900 * i // number) for i in range(number)]
    found = [
        Gap(day - timedelta(2 + i % 30), day, "then", "now", None) for i, day in enumerate(days)
    ]
    drawing = gaps("g", "G", "", YEARS, found, 9, "")
    assert ["half are 9 days or less" in one.text for one in drawing.words].count(True) != in_key
    assert [key.text for key in drawing.key] == ["Half are 9 days or less"] * in_key


def test_moment_of_a_leap_year_is_in_it() -> None:
    assert moment(date(2024, 1, 1)) == 2024
    assert 2024.99 < moment(date(2024, 12, 31)) < 2025


def test_labels_never_cover_each_other_or_a_mark() -> None:
    labels = Labels(0, 400)
    labels.avoid([(170, 50)])
    (first,) = labels.beside(200, 50, "words")
    assert (first.anchor, first.x) == ("start", 208), "a mark stands on the left"
    assert labels.beside(200, 52, "others") == []
    assert labels.beside(390, 90, "x")[0].anchor == "end", "no room on the right"
    assert labels.beside(20, 130, "words")[0].anchor == "start", "no room on the left"


# --- timelines and sparklines


def test_crowded_moments_are_stacked_and_do_not_touch() -> None:
    days = tuple(Moment(2022 + i / 100, 2022 + i / 100, "well", "x", None) for i in range(7))
    found = timeline(
        "t", "T", "", 2019, 2026, [Lane("Launches", {"well": "S"}, days)], frozenset(), ""
    )
    boxes = [box(shape) for shape in of(found, "moment")]
    assert len(boxes) == 7
    centres = [((a + b) / 2, (c + d) / 2) for a, b, c, d in boxes]
    for (x, y), (other, height) in combinations(centres, 2):
        assert abs(x - other) >= 2 * SIZE or abs(y - height) >= ROOM - 0.2
    assert max(bottom for *_, bottom in boxes) <= found.height


def test_month_known_alone_is_drawn_as_long_as_it_may_be() -> None:
    whole = Moment(2022.0, 2023.0, "open", "x", None)
    found = timeline(
        "t", "T", "", 2019, 2026, [Lane("L", {"open": "O"}, (whole,))], frozenset(), ""
    )
    left, right, *_ = box(of(found, "span")[0])
    centre = sum(box(of(found, "moment")[0])[:2]) / 2
    assert left < centre < right


def test_year_without_anything_has_no_row() -> None:
    lanes = [Lane("Statements", {}, (), {2020: 3, 2022: 1})]
    found = timeline("t", "T", "", 2019, 2026, lanes, frozenset({2020}), "")
    assert [[cell.text for cell in row] for row in found.table.rows] == [
        ["2022", "1"],
        ["2020", "3"],
    ]
    assert found.table.rows[1][0].target == ("year", "2020")


def test_sparks_of_one_index_share_their_years_and_scale() -> None:
    one = spark({2019: 1, 2026: 4}, 2019, 2026, 4)
    other = spark({2026: 2}, 2019, 2026, 4)
    assert one.told == "2019: 1, 2026: 4"
    assert (one.width, one.height) == (other.width, other.height)
    tall, half = list(points(one.path))[-5:], list(points(other.path))
    assert tall[0] == half[0]
    assert min(y for _, y in tall) == 0
    assert min(y for _, y in half) == HEIGHT / 2


# --- colours


def palettes() -> dict[str, list[str]]:
    """The colours of the classes in each scheme, as the style sheet has them."""
    return {
        scheme: re.findall(r"--d-c\d: (#[0-9a-f]{6});", block)
        for scheme, block in re.findall(
            r'data-md-color-scheme="(\w+)"\] \{\n  (--d-c1.*?)\n', STYLE, re.DOTALL
        )
    }


GROUNDS = {"default": ("#ffffff", "#f4f6fa"), "slate": ("#10151f", "#18202e")}
# Viénot, Brettel and Mollon 1999 and Machado and others 2009: how the colour-blind see.
SIGHT = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def light(colour: str) -> tuple[float, ...]:
    """Red, green and blue as amounts of light."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def contrast(one: str, other: str) -> float:
    """WCAG contrast."""
    dark, bright = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), light(colour), strict=True))
        for colour in (one, other)
    )
    return (bright + 0.05) / (dark + 0.05)


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """A colour in CIE Lab as such an eye sees it."""
    rgb = [
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, light(colour), strict=True))))
        for row in SIGHT[sight]
    ]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [sum(a * b for a, b in zip(row, rgb, strict=True)) for row in rows]
    f = [
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (value / w for value, w in zip(xyz, white, strict=True))
    ]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


@pytest.mark.parametrize("scheme", GROUNDS)
def test_class_colours_stand_out_from_the_page(scheme: str) -> None:
    assert len(palettes()[scheme]) == 8
    for colour in palettes()[scheme]:
        for ground in GROUNDS[scheme]:
            assert contrast(colour, ground) >= 3, (colour, ground)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", GROUNDS)
def test_class_colours_differ_for_the_colour_blind(scheme: str, sight: str) -> None:
    for one, other in combinations(palettes()[scheme], 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen(one, sight), seen(other, sight), strict=True))
        assert apart**0.5 >= 15, (one, other)


def test_every_class_but_the_first_is_hatched() -> None:
    drawn_ones = {str(number) for number in HATCHES}
    used = set(re.findall(r"url\(#d-hatch-(\d+)\)", STYLE))
    assert used == drawn_ones == {str(n) for n in range(2, 11)}
