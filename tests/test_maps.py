"""Maps: geodesy against published values, what is drawn of which report, and the real records."""

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

import pytest
from conftest import CORPUS, LONG

from generator.catalogue import Catalogue
from generator.catalogue.counted_events import every
from generator.charts.drawing import Drawing, circle
from generator.charts.maps import geodesy, land, map_drawing, outline
from generator.charts.maps.frame import PLATE, WIDTH, framed
from generator.charts.maps.geodesy import Point, Spot, spot
from generator.charts.maps.labels import LINE, Box, width
from generator.pages.subjects import maps as views
from generator.pages.subjects import tracks
from generator.site.reading import Checked
from generator.values.numbers import parse_quantity

Reading = Callable[..., Checked]
SITE = Point(39.2, 125.67)
CENTRE = Point(39.0, 127.0)
# What `make land` wrote. Another hash without another recipe is a file changed by hand.
LAND_SHA256 = "8940ff5f5d69596462e74242f245a68cdd3f1524a9a0af6dfea2bc98a0ed36b3"
WORLD_SHA256 = "1ebcc14d0250fe6efdf544f6b43a880b8666bfa32a53268b78c63fd40c1464af"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


# --- geodesy ---


def test_distance_is_the_one_that_geographiclib_publishes() -> None:
    # New York to London, from the manual of GeodSolve: 5551759.400 m.
    assert geodesy.distance_km(Point(40.6, -73.8), Point(51.6, -0.5)) == pytest.approx(
        5551.7594, abs=1e-6
    )


def test_end_of_a_line_is_the_one_of_karneys_test_set() -> None:
    # The first line of GeodTest.dat, computed to 1e-18 degrees (doi:10.5281/zenodo.32156).
    end = geodesy.destination(Point(36.530042355041, 0), 176.125875162171, 9398.5020434687)
    assert end.lat == pytest.approx(-48.164270779097768864, abs=1e-10)
    assert end.lon == pytest.approx(5.762344694676510456, abs=1e-10)


def test_one_degree_of_latitude_by_hand() -> None:
    # The meridian from 39 to 40° N on WGS 84: 111.0 km, from tables of its radius of curvature.
    assert geodesy.distance_km(Point(39, 127), Point(40, 127)) == pytest.approx(111.03, abs=0.02)


@pytest.mark.parametrize("at", [SITE, Point(51.2, 175.0), Point(13.1, 130.0), CENTRE])
def test_plane_and_globe_agree(at: Point) -> None:
    assert geodesy.point(CENTRE, spot(CENTRE, at)) == pytest.approx(at, abs=1e-9)


@pytest.mark.parametrize("centre", [CENTRE, Point(0, 0), Point(-37, -179), Point(89, 3)])
def test_quick_projection_is_the_exact_one_within_a_millimetre(centre: Point) -> None:
    projected = geodesy.projection(centre)
    for north in range(-89, 90, 7):
        for east in range(-110, 111, 5):
            at = Point(north, centre.lon + east)
            if abs(north - centre.lat) <= land.WINDOW[1]:
                assert projected(*at) == pytest.approx(spot(centre, at), abs=1e-6)
    assert projected(*centre) == (0, 0)


def test_lengths_from_the_centre_are_true() -> None:
    end = spot(CENTRE, geodesy.destination(CENTRE, 62, 1000))
    assert math.hypot(*end) == pytest.approx(1000, abs=1e-6)
    assert math.degrees(math.atan2(*end)) == pytest.approx(62)


# --- what is drawn ---


def drawn(*made: map_drawing.Track, wedges: bool = True) -> map_drawing.Map:
    """A map of one site and its tracks."""
    site = map_drawing.Site(SITE, "A site", ("places", "a-site"))
    return map_drawing.drawn(CENTRE, [site], made, (), ("", ""), wedges=wedges)


def track(low: float | None, high: float | None, bearing: float | None = 62) -> map_drawing.Track:
    return map_drawing.Track(SITE, low, high, bearing, "told")


def paths(made: map_drawing.Map | Drawing, css: str) -> list[str]:
    return [shape.path for shape in made.shapes if shape.css.split()[:1] == [css]]


def points(path: str) -> list[tuple[float, float]]:
    """The points of a path of straight lines."""
    numbers = [float(n) for n in NUMBER.findall(path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def length(path: str) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(points(path)))


def test_exact_range_is_a_line_with_an_end() -> None:
    made = drawn(track(350, 350))
    assert len(paths(made, "track")) == len(paths(made, "track-end")) == 1
    assert paths(made, "track-unsure") == paths(made, "ring") == paths(made, "bound") == []


def test_uncertain_part_grows_with_the_bounds() -> None:
    spans = [(340, 360), (300, 400), (200, 400)]
    unsure = [length(paths(drawn(track(*span)), "track-unsure")[0]) for span in spans]
    assert unsure == sorted(unsure)
    assert len({round(n, 1) for n in unsure}) == 3
    assert all(len(paths(drawn(track(*span)), "track-end")) == 0 for span in spans)


def test_wedge_is_half_a_degree_to_each_side_of_the_bearing() -> None:
    made = drawn(track(1000, 1000))
    corners = points(paths(made, "wedge")[0].removesuffix("z"))
    across = max(math.dist(a, b) for a, b in pairwise(corners[1:-1]))
    along = length(paths(made, "track")[0])
    assert across / along == pytest.approx(2 * math.sin(math.radians(0.5)), rel=0.06)


def test_at_least_goes_on_without_an_end() -> None:
    made = drawn(track(500, None))
    assert len(paths(made, "track-unsure")) == 1
    assert paths(made, "track-end") == []


def test_up_to_is_broken_from_the_site_on() -> None:
    made = drawn(track(None, 500))
    assert paths(made, "track") == []
    assert len(paths(made, "track-unsure")) == 1


def test_range_without_a_bearing_is_a_ring_and_no_track() -> None:
    made = drawn(track(300, 300, None))
    assert len(paths(made, "ring")) == 1
    assert [paths(made, css) for css in ("track", "track-unsure", "track-end", "wedge")] == [[]] * 4


def test_rough_position_has_a_dashed_circle() -> None:
    site = map_drawing.Site(SITE, "A site", ("places", "a-site"))
    for rough, circles in ((False, 0), (True, 1)):
        made = map_drawing.drawn(CENTRE, [site._replace(rough=rough)], (), (), ("", ""))
        assert len(paths(made, "site-rough")) == circles


@pytest.mark.parametrize("radius", [2.5, 3.14159, 4.4721, 13])
def test_circle_is_as_high_as_it_is_wide(radius: float) -> None:
    # An arc whose ends are nearer than two radii would bulge.
    numbers = NUMBER.findall(circle(100, 100, radius))
    assert float(numbers[7]) == pytest.approx(2 * float(numbers[2]), abs=0.001)


# --- land ---


def test_land_is_what_make_land_wrote() -> None:
    assert hashlib.sha256(land.FILE.read_bytes()).hexdigest() == LAND_SHA256
    assert hashlib.sha256(land.WORLD.read_bytes()).hexdigest() == WORLD_SHA256


def test_land_says_where_it_is_from() -> None:
    told = json.loads(land.FILE.read_text("utf-8"))
    assert {key: told[key] for key in land.PROVENANCE} == land.PROVENANCE
    assert re.fullmatch("[0-9a-f]{64}", told["sha256"])
    assert "public domain" in told["licence"]


def test_land_has_no_borders() -> None:
    # A border would be a line that two areas share.
    seen: Counter[frozenset[tuple[int, int]]] = Counter()
    for ring in json.loads(land.FILE.read_text("utf-8"))["rings"]:
        corners = list(zip(ring[::2], ring[1::2], strict=True))
        seen.update(
            frozenset(pair) for pair in pairwise([*corners, corners[0]]) if len(set(pair)) > 1
        )
    assert [pair for pair, times in seen.items() if times > 1] == []


def test_recipe_decodes_cuts_and_thins() -> None:
    # A square from 190° W to 170° W, of two arcs of which the second is run backwards, and one
    # of which only the southern half is in the region.
    source = {
        "transform": {"scale": [0.5, 0.5], "translate": [-180, 0]},
        "arcs": [
            [[0, 0], [20, 0], [0, 20]],
            [[0, 0], [0, 20], [20, 0]],
            [[600, 120], [20, 0], [0, 20], [-20, 0], [0, -20]],
        ],
        "objects": {"land": {"geometries": [{"arcs": [[[0, -2]], [[2]]]}]}},
    }
    made = json.loads(land.land_json(json.dumps(source).encode()))
    first, second = made["rings"]
    assert sorted(zip(first[::2], first[1::2], strict=True)) == [
        *((180000, 0), (180000, 10000), (190000, 0), (190000, 10000)),
    ]
    assert max(second[1::2]) == land.NORTH * land.PER_DEGREE


def test_outline_is_cut_along_the_rectangle() -> None:
    cut = outline.clipped([(-5, -5), (5, -5), (5, 5), (-5, 5)], 0, 0, 10, 10)
    assert sorted(cut) == [(0, 0), (0, 5), (5, 0), (5, 5)]
    assert outline.clipped([(-5, -5), (-1, -5), (-1, -1)], 0, 0, 10, 10) == []


def test_thinned_line_stays_within_its_tolerance() -> None:
    line = [(float(x), math.sin(x / 10) * 20) for x in range(200)]
    thin = outline.thinned(line, 0.5)
    assert len(thin) < 40
    near = outline.dense(thin, 0.1)
    assert max(min(math.dist(p, q) for q in near) for p in line) <= 0.6


# --- which reports ---


def test_event_without_a_position_has_no_map(small: Catalogue) -> None:
    assert views.event_map(small, small.events["1994-05-unknown-site"]) is None


def test_launch_from_a_place_without_a_position_has_no_map(read_with: Reading) -> None:
    read = read_with(
        {
            "events/2026/2026-03-01-somewhere.yml": "title: A launch\ntype: missile-launch\n"
            "date: 2026-03-01\nplace: peninsula\nstatus: confirmed\narticle: test-register\n"
            "range_km: {value: 350, article: test-register}\n"
        }
    )
    assert read.catalogue, read.problems
    assert views.event_map(read.catalogue, read.catalogue.events["2026-03-01-somewhere"]) is None
    overview = views.overview(read.catalogue)
    assert overview
    assert [(place.id, number) for place, number in overview.missing] == [("peninsula", 1)]


def test_visit_has_no_map(small: Catalogue) -> None:
    assert views.event_map(small, small.events["2026-02-09-harbour-visit"]) is None


def test_map_says_that_nobody_observed_the_track(small: Catalogue) -> None:
    made = views.event_map(small, small.events["2026-02-10-sandok"])
    assert made
    assert "Computed from reported range and bearing; not an observed track" in " ".join(
        words.text for words in made.words
    )


def test_ranges_of_others_are_told_with_their_names(small: Catalogue) -> None:
    made = views.event_map(small, small.events["2026-02-10-sandok"])
    assert made
    ticks = [shape.label for shape in made.shapes if shape.css == "tick-range"]
    assert ticks == ["about 400 km: Joint Staff", "about 420 km: Joint Staff"]
    assert [row[0].text for row in made.table.rows].count("Joint Staff") == 2


@pytest.mark.parametrize(
    ("verb", "drawn"), [("said", True), ("denied", False), ("withdrew", False)]
)
def test_range_that_was_denied_or_taken_back_is_not_drawn(
    verb: str, drawn: bool, read_with: Reading
) -> None:
    report = (
        "title: A report\nkind: news\npublisher: wire\npublished: 2026-02-12\nlanguage: en\n"
        "summary: It corrects a number.\nevents: [2026-02-10-sandok]\nclaims:\n"
        "  - {event: 2026-02-10-sandok, about: range_km, value: 777, by: wire, verb: %s}\n"
    )
    read = read_with({"articles/2026/2026-02-12-wire-number.yml": report % verb})
    assert read.catalogue, read.problems
    made = views.event_map(read.catalogue, read.catalogue.events["2026-02-10-sandok"])
    assert made
    assert any("777" in shape.label for shape in made.shapes) == drawn
    assert any("777" in (cell.text or "") for row in made.table.rows for cell in row) == drawn


def test_equal_flights_are_one_line_with_their_number(read_with: Reading) -> None:
    flight = "  - {range_km: 350, bearing_deg: 62, article: test-register}\n"
    read = read_with(
        {
            "events/2026/2026-03-01-sandok.yml": "title: A launch\ntype: missile-launch\n"
            "date: 2026-03-01\nplace: sandok\nstatus: confirmed\narticle: test-register\n"
            f"flights:\n{flight * 3}"
        }
    )
    assert read.catalogue, read.problems
    made = views.event_map(read.catalogue, read.catalogue.events["2026-03-01-sandok"])
    assert made
    assert len(paths(made, "track")) == 1
    assert "3 × 350 km" in [words.text for words in made.words]
    assert made.table.rows[0][1].text == "1 to 3"


@pytest.mark.parametrize(
    ("range_km", "told"),
    [
        ("350", "40.6° N, 129.3° E"),
        ("340 to 350", "40.6° N, 129.2° E to 40.6° N, 129.3° E"),
        ("4500", "46° N, 179° W"),
        ("at least 350", None),
    ],
)
def test_computed_end_is_rounded_to_what_the_bearing_allows(
    range_km: str, told: str | None
) -> None:
    assert tracks.end_words(SITE, 62, parse_quantity(range_km)) == told


# --- the real records ---


def real_maps(catalogue: Catalogue) -> Iterator[Drawing]:
    """Every map of the site."""
    every = [
        *(views.event_map(catalogue, one) for one in catalogue.events.values()),
        *(views.system_map(catalogue, one) for one in catalogue.systems.values()),
        *(views.place_map(catalogue, one) for one in catalogue.places.values()),
    ]
    yield from (made for made in every if made)
    overview = views.overview(catalogue)
    assert overview
    yield overview.drawing


@pytest.fixture(scope="module")
def drawings(real: Catalogue) -> list[Drawing]:
    return list(real_maps(real))


def test_every_launch_from_a_known_position_has_a_map(real: Catalogue) -> None:
    missing = []
    for event in real.events.values():
        known = tracks.position(real.places[event.place]) if event.place else None
        if bool(known and real.is_counted(event)) != bool(views.event_map(real, event)):
            missing.append(event.id)
    assert missing == []


def test_everything_drawn_of_a_flight_is_inside_the_frame(drawings: list[Drawing]) -> None:
    outside = []
    for made in drawings:
        for shape in made.shapes:
            if shape.css.split()[0] in ("track", "track-unsure", "ring", "wedge", "track-end"):
                # The arcs of an end are relative; what stands before them is a point.
                for x, y in points(re.sub(r"[aA][^MLz]*", "", shape.path).rstrip("z")):
                    if not (0 <= x <= WIDTH and 0 <= y <= made.height - PLATE):
                        outside.append((made.title, shape.css, x, y))
    assert outside == []


def test_names_stand_inside_and_beside_each_other(drawings: list[Drawing]) -> None:
    for made in drawings:
        boxes = []
        for words in made.words:
            wide = width(words.text)
            left = {"start": 0, "middle": wide / 2, "end": wide}[words.anchor]
            top = words.y - 0.8 * LINE
            box = Box(words.x - left, top, words.x - left + wide, top + LINE)
            assert box.left >= 0 and box.right <= WIDTH, (made.title, words)
            assert box.top >= 0 and box.bottom <= made.height, (made.title, words)
            boxes.append((words.text, box))
        for (one, a), (other, b) in combinations(boxes, 2):
            apart = Box(a.left + 1, a.top + 1, a.right - 1, a.bottom - 1)
            assert not apart.meets(b), (made.title, one, other)


def test_scale_bar_is_true_for_every_track(real: Catalogue) -> None:
    for event in real.events.values():
        for path in tracks.paths(real, event):
            if path.bearing is None or not path.high_km:
                continue
            line = geodesy.great_circle(CENTRE, path.site, path.bearing, path.high_km)
            frame = framed(CENTRE, line)
            units = sum(math.dist(frame.at(a), frame.at(b)) for a, b in pairwise(line))
            km, bar = frame.bar()
            assert units / bar * km == pytest.approx(path.high_km, rel=0.01), event.id


def test_frames_stay_within_the_land_that_was_cut(
    real: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames = []

    def noted(centre: Point, spots: list[Spot]) -> object:
        frames.append(framed(centre, spots))
        return frames[-1]

    monkeypatch.setattr(map_drawing, "framed", noted)
    for _ in real_maps(real):
        pass
    for frame in frames:
        shown = [
            geodesy.point(
                CENTRE,
                Spot(
                    frame.left + frame.km * WIDTH * i / 4,
                    frame.top - frame.km * (frame.height - PLATE) * j / 4,
                ),
            )
            for i in range(5)
            for j in range(5)
        ]
        assert min(p.lat for p in shown) > land.SOUTH and max(p.lat for p in shown) < land.NORTH
        assert min(p.lon % 360 for p in shown) > land.WEST
        assert max(p.lon % 360 for p in shown) < land.EAST


def test_overview_and_its_list_have_every_launch(real: Catalogue) -> None:
    overview = views.overview(real)
    assert overview
    on_map = sum(int(row[1].text or 0) for row in overview.drawing.table.rows)
    listed = sum(number for _, number in overview.missing)
    assert on_map + listed + overview.nowhere == len(every(real))


def test_no_map_speaks_of_an_impact(drawings: list[Drawing]) -> None:
    for made in drawings:
        shown = " ".join([*(words.text for words in made.words), *made.table.head])
        assert "impact" not in shown.lower()
        if paths(made, "track"):
            assert "not an observed track" in shown


def test_seas_have_both_names(drawings: list[Drawing]) -> None:
    named = {words.text for made in drawings for words in made.words if "sea-name" in words.css}
    assert named <= {"East Sea /", "Sea of Japan", "West Sea /", "Yellow Sea", "Pacific Ocean"}
    assert {"East Sea /", "West Sea /"} < named


# --- a digest anywhere on Earth


def on_land(centre: Point, at: Point) -> bool:
    """Whether a point is inside an odd number of outlines, as the fill of a map has it."""
    x, y = spot(centre, at)
    inside = False
    for ring in land.land(centre):
        for a, b in pairwise([*ring, ring[0]]):
            if (a.y > y) != (b.y > y) and x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x):
                inside = not inside
    return inside


# A centre, a point on land and one at sea. The first is near where the source is cut.
ELSEWHERE = [
    (Point(-20, 178), Point(-25, 134), Point(-35, -170)),
    (Point(51, 0), Point(51.5, -0.8), Point(48, -15)),
    (Point(-34, -58), Point(-33, -64), Point(-40, -45)),
    (Point(64, -150), Point(65, -150), Point(50, -160)),
    (Point(60, 25), Point(61.5, 25), Point(59.8, 22.8)),
]


@pytest.mark.parametrize(("centre", "dry", "wet"), ELSEWHERE if LONG else ELSEWHERE[:1])
def test_land_is_where_it_is_about_any_centre(centre: Point, dry: Point, wet: Point) -> None:
    assert on_land(centre, dry)
    assert not on_land(centre, wet)


def with_map(read_with: Callable[..., Checked], words: str) -> Catalogue:
    """The small digest with another declaration of its maps."""
    text = (CORPUS / "digest.yml").read_text("utf-8")
    other = re.sub(r"(?m)^map:\n(?:  .*\n)+", words, text)
    assert other != text
    checked = read_with({"digest.yml": other})
    assert checked.catalogue is not None, checked.problems
    return checked.catalogue


def test_maps_are_about_the_middle_of_the_places(read_with: Callable[..., Checked]) -> None:
    found = with_map(read_with, "map:\n  centre: fitted\n")
    places = [at for place in found.places.values() if (at := tracks.position(place))]
    assert views.centre(found) == geodesy.middle(places)
    drawing = views.event_map(found, found.events["2026-02-10-sandok"])
    assert drawing is not None and not paths(drawing, "track"), "no tracks are declared"


@pytest.mark.parametrize("words", ["", "map:\n  centre: -39.0, -53.0\n"])
def test_no_map_where_none_is_declared_or_it_does_not_reach(
    read_with: Callable[..., Checked], words: str
) -> None:
    found = with_map(read_with, words)
    assert views.event_map(found, found.events["2026-02-10-sandok"]) is None
    assert views.overview(found) is None
