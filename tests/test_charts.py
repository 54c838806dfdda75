"""The numbers of the charts are the numbers of the pages and of the data files."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import get_args

import pytest
from conftest import CORPUS

from generator.catalogue import Catalogue, counted_events
from generator.charts import standalone
from generator.charts.drawing import Drawing
from generator.exports.tables import downloads
from generator.pages import charts
from generator.pages.counted import classes, milestones, overviews, pairs
from generator.pages.digests import monthly, periods
from generator.pages.subjects import actors, places, systems, timelines
from generator.schema.topic import Chart
from generator.site.reading import Checked
from generator.values.numbers import parse_quantity
from generator.values.times import parse_day

Reading = Callable[..., Checked]


@pytest.fixture(scope="module", params=["small", pytest.param("real", marks=pytest.mark.build)])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    """The small corpus, and the real records."""
    found: Catalogue = request.getfixturevalue(request.param)
    return found


def numbers(drawing: Drawing) -> dict[str, list[int]]:
    """The numbers of each row of a chart's table, by its heading; what is not known is left out."""
    return {
        str(row[0].text): [int(cell.text.replace(",", "")) for cell in row[1:] if cell.text]
        for row in drawing.table.rows
    }


def exported(catalogue: Catalogue, name: str) -> list[dict[str, str]]:
    """The rows of a data file."""
    return list(
        csv.DictReader(io.StringIO(str(dict(downloads.files(catalogue))[f"data/{name}.csv"])))
    )


def drawings(catalogue: Catalogue) -> Iterator[Drawing]:
    """Every chart of every page."""
    yield from (shown.drawing for shown in charts.charts(catalogue))
    yield from (charts.in_year(catalogue, year) for year in counted_events.years(catalogue))
    of_records = [
        *(
            timelines.system(catalogue, systems.system(catalogue, one))
            for one in catalogue.systems.values()
        ),
        *(
            timelines.place(catalogue, places.place(catalogue, one))
            for one in catalogue.places.values()
        ),
        *(
            timelines.actor(catalogue, actors.actor(catalogue, one))
            for one in catalogue.actors.values()
        ),
    ]
    yield from (drawing for of_one in of_records for drawing in of_one if drawing)


def drawn(catalogue: Catalogue, name: str) -> Drawing:
    """One chart of the page of charts."""
    shown = charts.named(catalogue, name)
    assert shown is not None
    return shown.drawing


# --- equal to the pages and the files


def test_years_are_those_of_the_log_and_of_the_file(catalogue: Catalogue) -> None:
    drawing = drawn(catalogue, "launches-by-year")
    found = numbers(drawing)
    assert {int(year): row[0] for year, row in found.items()} == {
        count.year: count.events for count in counted_events.year_counts(catalogue)
    }
    rows = exported(catalogue, "launches")
    filed = Counter(row["date"][:4] for row in rows)
    assert {year: row[0] for year, row in found.items() if row[0]} == filed
    assert all(row[0] == sum(row[1:]) for row in found.values())


def test_classes_are_those_of_the_file(catalogue: Catalogue) -> None:
    drawing = drawn(catalogue, "launches-by-year")
    columns = zip(*numbers(drawing).values(), strict=True)
    found = dict(zip(drawing.table.head[1:], map(sum, columns), strict=True))
    rows = [row["classes"].split(";") for row in exported(catalogue, "launches")]
    for group in classes.groups(catalogue):
        expected = {
            classes.SEVERAL: sum(len(row) > 1 for row in rows),
            classes.UNKNOWN: rows.count([""]),
        }.get(group.id, sum(len(row) == 1 and row[0] in group.classes for row in rows))
        assert found.get(group.name, 0) == expected, group.name


def test_months_are_those_of_the_digests(catalogue: Catalogue) -> None:
    drawing = drawn(catalogue, "launches-by-month")
    cells = {cell.target: cell.text for row in drawing.table.rows for cell in row if cell.target}
    assert cells == {
        ("digest", str(key)): str(len(monthly.month(catalogue, key).counted))
        for key in periods.months(catalogue)
        if monthly.month(catalogue, key).counted
    }
    for count in counted_events.year_counts(catalogue):
        assert numbers(drawing)[str(count.year)][0] == count.events


def test_months_of_a_year_add_up_to_it(catalogue: Catalogue) -> None:
    counts = {count.year: count.events for count in counted_events.year_counts(catalogue)}
    for year in counted_events.years(catalogue):
        rows = numbers(charts.in_year(catalogue, year)).values()
        assert sum(row[0] for row in rows) == counts[year]


def test_outcomes_are_those_of_the_flights_listed(catalogue: Catalogue) -> None:
    drawing = drawn(catalogue, "flights-by-outcome")
    for count in counted_events.year_counts(catalogue):
        assert numbers(drawing)[str(count.year)][0] == count.parts
    columns = zip(*numbers(drawing).values(), strict=True)
    found = dict(zip(drawing.table.head[1:], map(sum, columns), strict=True))
    filed = Counter(row["outcome"] for row in exported(catalogue, "flights"))
    assert found["Not known"] == filed[""]
    assert found["Success"] == filed["success"]


def test_every_flight_with_both_numbers_is_drawn_once(catalogue: Catalogue) -> None:
    heights = drawn(catalogue, "heights")
    rows = [r for r in exported(catalogue, "flights") if r["range_km_text"] and r["apogee_km_text"]]
    assert len([shape for shape in heights.shapes if shape.css.startswith("mark ")]) == len(rows)
    told = [(row[3].text, row[4].text) for row in heights.table.rows]
    filed = [(r["range_km_text"], r["apogee_km_text"]) for r in rows]
    assert told == [tuple(str(parse_quantity(text)) for text in pair) for pair in filed]


def test_timeline_of_a_system_counts_its_launches(catalogue: Catalogue) -> None:
    for record in catalogue.systems.values():
        view = systems.system(catalogue, record)
        drawing = timelines.system(catalogue, view).timeline
        assert (drawing is not None) == bool(view.rows)
        if drawing:
            assert sum(int(row[1].text or 0) for row in drawing.table.rows) == len(view.rows)
            years = {int(row[0].text or 0) for row in drawing.table.rows if row[1].text != "0"}
            assert years == {row.event.date.year for row in view.rows}


def test_sparks_add_up_to_the_launches_of_the_row(catalogue: Catalogue) -> None:
    for kind, rows in (
        ("systems", systems.system_rows(catalogue)),
        ("places", places.place_rows(catalogue)),
    ):
        for row in timelines.sparks(catalogue, kind, rows):
            assert row.spark is not None
            told = [int(part.split(": ")[1]) for part in row.spark.told.split(", ") if part]
            assert sum(told) == row.events, row.record.id


def test_sparks_of_a_long_index_are_those_of_the_rows_it_begins_with(catalogue: Catalogue) -> None:
    for kind, rows in (
        ("systems", systems.system_rows(catalogue)),
        ("places", places.place_rows(catalogue)),
    ):
        most = max(rows, key=lambda row: row.events)
        whole = timelines.sparks(catalogue, kind, rows)
        assert len(rows) > 1 and most.events
        assert timelines.sparks(catalogue, kind, [most]) == (whole[rows.index(most)],)


# --- every chart


def test_chart_says_what_it_shows_and_gives_its_numbers(catalogue: Catalogue) -> None:
    looks: set[str] = set()
    for drawing in drawings(catalogue):
        assert drawing.title and drawing.description and drawing.computed
        assert drawing.seen and not drawing.seen.endswith("."), drawing.title
        assert drawing.table.rows
        assert {len(row) for row in drawing.table.rows} == {len(drawing.table.head)}
        looks |= {shape.css for shape in drawing.shapes}
    # Each of its marks can be painted in a file, too.
    for css in looks:
        look = standalone.paint(css)
        assert {look["fill"], look.get("stroke")} - {"none", None}, css


def test_nothing_of_earlier_years_is_lost(catalogue: Catalogue) -> None:
    every = counted_events.every(catalogue)
    first = charts.years(catalogue).first
    drawing = drawn(catalogue, "launches-by-year")
    dots = [shape.target for shape in drawing.shapes if shape.css == "gap"]
    earlier = [("events", event.id) for event in every if event.date.year < first]
    assert dots == earlier and (earlier or first == every[0].date.year)
    totals = [int(word.text) for word in drawing.words if word.css == "total"]
    assert sum(totals) + len(dots) == len(every)


def test_sentences_are_those_of_the_numbers(catalogue: Catalogue) -> None:
    counts = Counter(event.date.year for event in counted_events.every(catalogue))
    best = [year for year, count in counts.items() if count == max(counts.values())]
    sentence = drawn(catalogue, "launches-by-year").seen
    assert all(str(year) in sentence for year in best)
    if pauses := milestones.pauses(catalogue).measured:
        longest = max(pause.days for pause in pauses)
        assert f"{longest:,} days" in drawn(catalogue, "days-between").seen


def test_words_of_a_chart_stay_inside_it(catalogue: Catalogue) -> None:
    for drawing in drawings(catalogue):
        for words in drawing.words:
            width = 6.7 * len(words.text)
            left = words.x - {"start": 0, "middle": width / 2, "end": width}[words.anchor]
            assert left >= -4 and left + width <= drawing.width + 6, (drawing.title, words)
            assert 10 <= words.y <= drawing.height, (drawing.title, words)


# --- those that the digest declares


def declaring(charts_declared: str) -> dict[str, str]:
    """The settings of the small corpus with other charts, and no explainer that shows one."""
    settings = (CORPUS / "digest.yml").read_text("utf-8")
    before, _, rest = settings.partition("charts:\n")
    after = rest[rest.index("feeds:") :]
    explainer = (CORPUS / "explainers/reading-a-flight.md").read_text("utf-8")
    shown = re.sub(r"^charts: .*\n", "", explainer, flags=re.MULTILINE)
    return {
        "digest.yml": f"{before}charts:\n{charts_declared}{after}",
        "explainers/reading-a-flight.md": shown,
    }


def test_each_kind_of_chart_that_a_digest_may_declare_is_drawn() -> None:
    assert {*get_args(Chart.model_fields["kind"].annotation)} == {*charts.DRAWN}


def test_page_has_the_charts_that_the_digest_declares_in_their_order(read_with: Reading) -> None:
    found = read_with(
        declaring(
            "  - {id: months, kind: months}\n  - {id: ends, kind: years, by: outcome}\n"
            "  - {id: quiet, kind: days-between}\n"
        )
    ).catalogue
    assert found is not None
    # Between its two launches, one known by its month alone, no days are measured.
    assert [(c.drawing.name, c.heading) for c in charts.charts(found)] == [
        ("months", "By month"),
        ("ends", "By outcome"),
    ]
    assert [one.id for one in charts.on_record(found)] == ["months", "ends"]
    # Where no chart of pairs is declared, years have none.
    assert charts.named(found, "heights") is None
    assert [overviews.year(found, year)["heights"] for year in counted_events.years(found)] == [
        None,
        None,
    ]


def test_chart_for_which_nothing_is_on_record_has_no_page(small: Catalogue) -> None:
    every = [one.id for one in charts.on_record(small)]
    assert every == [one.id for one in charts.charts(small)]
    assert every == ["launches-by-year", "launches-by-month", "flights-by-outcome", "heights"]
    bare = {
        key: event.model_copy(update={"flights": ()}) if event.parts else event
        for key, event in small.events.items()
    }
    found = replace(small, records={**small.records, "events": bare})
    assert [one.id for one in charts.on_record(found)] == every[:2]
    assert [one.id for one in charts.charts(found)] == every[:2]


def test_chart_by_a_measure_counts_what_carries_it(read_with: Reading) -> None:
    declared = (
        "  - {id: by-outcome, kind: years, by: outcome}\n"
        "  - {id: by-site, kind: years, by: site}\n"
        "  - {id: by-system, kind: years, by: system}\n"
    )
    found = read_with(declaring(declared)).catalogue
    assert found is not None
    every = counted_events.year_counts(found)
    totals = {
        shown.drawing.name: sum(row[0] for row in numbers(shown.drawing).values())
        for shown in charts.charts(found)
    }
    # Flights carry an outcome and a system; a launch has a site.
    flights, launches = sum(year.parts for year in every), sum(year.events for year in every)
    assert totals == {"by-outcome": flights, "by-site": launches, "by-system": flights}
    assert flights != launches
    of_site = drawn(found, "by-site")
    assert of_site.table.head == ("Year", "All", "Sandok Test Stand", "Not known")
    assert "Sandok Test Stand 1 and not known 1" in of_site.description


def test_pairs_of_a_part_and_an_event_are_refused(read_with: Reading) -> None:
    properties = (CORPUS / "vocabulary/claim-properties.yml").read_text("utf-8")
    of_parts = re.sub(r'(id: apogee_km.*?carried: \{)event: "[^"]+", ', r"\1", properties)
    assert of_parts != properties
    pair = "  - {id: heights, kind: pairs, across: count, up: apogee_km}\n"
    files = declaring(pair) | {"vocabulary/claim-properties.yml": of_parts}
    (told,) = read_with(files).problems
    assert (told.code, told.path) == ("R046", "content/digest.yml")
    assert "`apogee_km` is carried by parts alone" in told.message


# --- counted once and honestly


def launch(day: str, more: str = "") -> str:
    """A launch record."""
    return (
        f"title: A launch\ntype: missile-launch\ndate: {day}\nstatus: confirmed\n"
        f"article: test-register\n{more}"
    )


def test_launch_of_two_classes_is_counted_once_as_several(read_with: Reading) -> None:
    both = launch("2026-03-01", "systems: [bada-3, byeol-1]\n")
    found = read_with({"events/2026/2026-03-01-both.yml": both}).catalogue
    assert found is not None
    assert classes.of_event(found, found.events["2026-03-01-both"]) == classes.SEVERAL
    drawing = drawn(found, "launches-by-year")
    assert numbers(drawing)["2026"] == [2, 1, 0, 1]


def test_flight_of_unknown_system_has_the_class_of_its_launch_alone(small: Catalogue) -> None:
    event = small.events["2026-02-10-sandok"]
    assert [classes.of_part(small, event, flight) for flight in event.flights] == ["srbm", "srbm"]
    bare = event.model_copy(update={"systems": ()})
    assert classes.of_part(small, bare, bare.flights[1]) == classes.UNKNOWN
    both = event.model_copy(update={"systems": ("bada-3", "byeol-1")})
    assert classes.of_part(small, both, both.flights[1]) == classes.UNKNOWN


def test_launch_known_by_month_breaks_the_days_between(read_with: Reading) -> None:
    files = {
        f"events/2026/{day}-x.yml": launch(day)
        for day in ("2026-02-20", "2026-03", "2026-03-20", "2026-03-25")
    }
    found = read_with(files).catalogue
    assert found is not None
    pauses = milestones.pauses(found)
    assert [pause.days for pause in pauses.measured] == [10]
    assert pauses.unmeasured == 2, "it may lie before the 20th or after it"
    drawing = drawn(found, "days-between")
    assert "Not measured: 2 intervals" in drawing.computed


@pytest.mark.parametrize(
    ("beside", "ends", "unmeasured"),
    [((), [], 1), (("2026-03-10",), ["2026-03-10-x", "2026-03-25-x"], 0)],
)
def test_launch_that_may_not_have_taken_place_ends_no_pause(
    beside: tuple[str, ...], ends: list[str], unmeasured: int, read_with: Reading
) -> None:
    files = {
        f"events/2026/{day}-x.yml": launch(day) for day in ("2026-02-20", "2026-03-25", *beside)
    }
    files["events/2026/2026-03-10-a-claim.yml"] = launch("2026-03-10").replace(
        "confirmed", "disputed"
    )
    files["articles/2026/2026-03-11-wire-denial.yml"] = (
        "title: A denial\nkind: news\npublisher: wire\npublished: 2026-03-11\nlanguage: en\n"
        "summary: One side denies it.\nclaims:\n"
        "  - {event: 2026-03-10-a-claim, about: count, value: 2, by: north-korea, verb: said}\n"
        "  - {event: 2026-03-10-a-claim, about: count, value: 2, by: joint-staff, verb: denied}\n"
    )
    checked = read_with(files)
    assert checked.catalogue, checked.problems
    pauses = milestones.pauses(checked.catalogue)
    assert [p.after.id for p in pauses.measured if p.after.date > parse_day("2026-02-20")] == ends
    assert pauses.unmeasured == unmeasured


def test_about_is_drawn_as_wide_as_it_is_compared() -> None:
    reach = pairs.reach(parse_quantity("about 80"), "km")
    assert (reach.low, reach.high, reach.about) == (70, 90, True)
    assert pairs.reach(parse_quantity("about 800"), "km")[:2] == (760, 840)
    assert pairs.reach(parse_quantity("at least 80"), "km")[:2] == (80, None)


def test_outcome_not_known_is_neither_success_nor_failure(small: Catalogue) -> None:
    event = small.events["2026-02-10-sandok"]
    assert timelines.outcome(small, event) == "mixed"
    assert timelines.outcome(small, event.model_copy(update={"flights": ()})) == "open"
    assert timelines.outcome(small, small.events["1994-05-unknown-site"]) == "badly"


def test_statement_without_a_day_is_told_and_not_drawn(catalogue: Catalogue) -> None:
    for record in catalogue.actors.values():
        view = actors.actor(catalogue, record)
        drawing = timelines.actor(catalogue, view).timeline
        if drawing and view.statements:
            drawn = sum(row[-1] for row in numbers(drawing).values())
            missing = view.statements - drawn if "Statements a year" in drawing.table.head else 0
            assert (f" {missing:,} statement" in drawing.computed) == bool(missing), record.id


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        # One that is known in the last year does not make the year known.
        ([("2024", 3, 4), ("2025", 1, 5)], "An outcome is known for 1 of 5 flights in 2025."),
        (
            [("2023", 2, 2), ("2024", 0, 11), ("2026", 1, 25)],
            "An outcome is known for none of 11 flights in 2024 and 1 of 25 flights in 2026.",
        ),
        # A gap in the middle is no end.
        ([("2023", 2, 2), ("2024", 0, 9), ("2025", 2, 2)], ""),
        (
            [("2024", 2, 2), ("2025-03-01", 2, 2), ("2025-03-02", 0, 1)],
            "An outcome is known for none of the flights after 1 March 2025.",
        ),
        ([("2025-03-01", 1, 2), ("2025-03-01", 0, 1), ("2025-03-01", 2, 2)], ""),
        ([("2024", 0, 2), ("2025", 0, 2)], ""),
        # Values known of few in all years have another note.
        ([("2024", 1, 3), ("2025", 1, 3)], ""),
        ([("2024", 1, 1), ("2025", 0, 1)], "An outcome is known for none of 1 flight in 2025."),
    ],
)
def test_late_years_are_told_with_how_little_is_known(
    rows: list[tuple[str, int, int]], told: str, small: Catalogue
) -> None:
    event = small.events["2026-02-10-sandok"]
    found = [
        (event.model_copy(update={"date": parse_day(day)}), number < known)
        for day, known, whole in rows
        for number in range(whole)
    ]
    assert pairs.late(found, "An outcome is known", "flight", "flights") == told


def test_charts_and_list_say_how_little_is_known_of_the_last_year(read_with: Reading) -> None:
    bare = "flights:\n" + 5 * "  - range_km: 350\n    article: test-register\n"
    files = {f"events/2026/2026-03-0{day}-x.yml": launch(f"2026-03-0{day}") for day in (2, 3, 4)}
    files["events/2026/2026-03-01-x.yml"] = launch("2026-03-01", bare)
    found = read_with(files).catalogue
    assert found is not None
    listing = "Sources list missiles one by one for 2 of 5 launches in 2026."
    drawing = drawn(found, "flights-by-outcome")
    told = drawing.computed
    assert f"An outcome is known for 1 of 7 flights in 2026. {listing}" in told
    assert overviews.all_parts(found, None)["listing"] == listing
