"""The questions that pages ask, answered on the small corpus and on events added to it."""

import html
import re
from collections.abc import Callable, Iterable

import pytest

from generator.catalogue import Catalogue, counted_events, sequence
from generator.evidence import disagreement
from generator.pages import charts, events, home
from generator.pages.counted import classes, counted_rows
from generator.pages.digests import periods, yearly
from generator.pages.shared import backlinks, feeds, source_list
from generator.pages.subjects import actors, places, systems
from generator.site.pipeline import Output
from generator.site.reading import Checked
from generator.values.numbers import parse_quantity
from generator.values.words import counted, listed, number_word, ordinal, span, with_article

Reading = Callable[..., Checked]


def launch(day: str, more: str = "", kind: str = "missile-launch") -> str:
    """A launch record."""
    return (
        f"title: A launch\ntype: {kind}\ndate: {day}\nstatus: confirmed\n"
        f"article: test-register\n{more}"
    )


@pytest.fixture
def with_launches(read_with: Reading) -> Callable[..., Catalogue]:
    """The small corpus with launches on the given days, each with an id of its day."""

    def make(*days: str, **more: str) -> Catalogue:
        files = {}
        for number, day in enumerate(days):
            # Behind a month or a year a number alone would be read as a part of the date.
            name = f"{day}-{number}" if len(day) == 10 else f"{day}-launch-{number}"
            files[f"events/more/{name}.yml"] = launch(day, more.get(f"launch_{number}", ""))
        checked = read_with(files)
        assert checked.catalogue, checked.problems
        return checked.catalogue

    return make


# --- counts


def test_year_without_launches_is_zero(small: Catalogue) -> None:
    counts = {count.year: count for count in counted_events.year_counts(small)}
    assert list(counts) == list(range(1994, 2027))
    assert (counts[2001].events, counts[2001].parts) == (0, 0)
    assert (counts[1994].events, counts[1994].parts) == (1, 1)
    assert (counts[2026].events, counts[2026].parts) == (1, 2)


def test_types_of_a_year_add_up_to_its_launches(small: Catalogue) -> None:
    assert counted_events.counted_types(small) == ("missile-launch", "space-launch")
    for count in counted_events.year_counts(small):
        assert sum(count.by_type) == count.events


def test_visit_is_no_launch(small: Catalogue) -> None:
    assert [event.id for event in counted_events.every(small)] == [
        "1994-05-unknown-site",
        "2026-02-10-sandok",
    ]


def test_years_with_launches_alone_have_a_page(small: Catalogue) -> None:
    assert list(counted_events.years(small)) == [1994, 2026]


def test_line_counts_launches_days_and_missiles(with_launches: Callable[..., Catalogue]) -> None:
    catalogue = with_launches("2026-02-10", "2026-02-12")
    line = counted_rows.summary_line(catalogue, catalogue.events.values())
    assert line == ("4 launches on 3 days, of at least 5 missiles, 3 of them listed one by one")


# --- rows


def test_row_spans_its_flights(small: Catalogue) -> None:
    row = counted_rows.row(small, small.events["2026-02-10-sandok"])
    assert str(row.numbers["range_km"]) == "340 to 1,350"
    assert str(row.numbers["apogee_km"]) == "about 80"
    assert str(row.how_many) == "2"
    assert row.place is not None and row.place.id == "sandok"
    assert [system.id for system in row.systems] == ["bada-3"]
    assert row.words["outcome"] == "1 success"


def test_row_of_a_launch_that_is_hardly_known_is_empty(small: Catalogue) -> None:
    row = counted_rows.row(small, small.events["1994-05-unknown-site"])
    assert (row.clocks, row.how_many, row.place, row.numbers) == (None, None, None, {})
    assert row.systems == ()
    assert row.classes == ("Space launch vehicle",)
    assert row.words["outcome"] == "failure"


def test_launches_of_one_day_stand_in_order_of_time(
    with_launches: Callable[..., Catalogue],
) -> None:
    flight = "flights:\n  - time: {} KST\n    article: test-register\n"
    catalogue = with_launches(
        "2026-02-20", "2026-02-20", launch_0=flight.format("18:00"), launch_1=flight.format("07:00")
    )
    order = [event.id for event in counted_events.every(catalogue)]
    assert order[-2:] == ["2026-02-20-1", "2026-02-20-0"]


def test_flights_are_numbered_within_their_launch(small: Catalogue) -> None:
    rows = counted_rows.part_rows(small, counted_events.every(small))
    assert [(row.event.id[:4], row.number) for row in rows] == [
        ("1994", 1),
        ("2026", 1),
        ("2026", 2),
    ]


# --- positions


def positions_of(catalogue: Catalogue) -> dict[str, tuple[sequence.SequencePosition, ...]]:
    """The positions of every event that has any."""
    found = {key: sequence.positions(catalogue, one) for key, one in catalogue.events.items()}
    return {key: positions for key, positions in found.items() if positions}


def test_days_are_counted_and_not_launches(with_launches: Callable[..., Catalogue]) -> None:
    catalogue = with_launches("2026-02-10", "2026-02-14", "2026-03-01")
    positions = positions_of(catalogue)
    assert (positions["2026-02-10-0"][0].month, positions["2026-02-10-0"][0].year) == (
        "first",
        "first",
    )
    assert (positions["2026-02-14-1"][0].month, positions["2026-02-14-1"][0].year) == (
        "second",
        "second",
    )
    assert (positions["2026-03-01-2"][0].month, positions["2026-03-01-2"][0].year) == (
        "first",
        "third",
    )
    assert positions["2026-02-14-1"][0].days_since == 4
    assert positions["2026-03-01-2"][0].days_since == 15


def test_day_with_a_ballistic_missile_beside_rockets_is_counted(read_with: Reading) -> None:
    """By the class that a source names, that of the record, or that of a system in it."""
    mixed = launch("2026-03-02", kind="several-weapons").replace("confirmed", "reported")
    head = "title: Report\nkind: news\npublisher: odd-weekly\npublished: 2026-03-03\n"
    head += "language: en\nsummary: |\n  It reports.\nevents: [2026-03-02-m]\nclaims:\n"
    said = "  - {event: 2026-03-02-m, about: %s, value: %s, by: joint-staff, verb: %s}\n"
    after = {"events/more/2026-03-09-n.yml": launch("2026-03-09")}
    for more, claim, counts in (
        ("", said % ("class", "srbm", "said"), True),
        ("", said % ("system", "bada-3", "said"), True),
        ("", said % ("class", "srbm", "denied"), False),
        ("", said % ("class", "slv", "said"), False),
        ("missile_class: srbm\n", said % ("statement", "it flew", "said"), True),
        ("systems: [bada-3]\n", said % ("statement", "it flew", "said"), True),
    ):
        files = {"events/more/2026-03-02-m.yml": mixed + more, **after}
        checked = read_with({**files, "articles/2026/mixed.yml": head + claim})
        found = checked.catalogue
        assert found, checked.problems
        positions = positions_of(found)
        (own, *others), (later,) = positions["2026-03-02-m"], positions["2026-03-09-n"]
        assert (own.type.id, own.year) == ("several-weapons", "first")
        assert [o.type.id for o in others if o.type.id == "missile-launch"] == (
            ["missile-launch"] * counts
        )
        assert later[2:4] == (("third", 7) if counts else ("second", 27))


def test_launch_of_a_month_has_no_ordinal_and_no_gap(
    with_launches: Callable[..., Catalogue],
) -> None:
    positions = positions_of(with_launches("2026-03", "2026-03-04"))
    assert positions["2026-03-launch-0"][0][1:4] == (None, None, None)
    assert positions["2026-03-04-1"][0].days_since is None


def test_launch_that_may_not_have_taken_place_is_named_where_it_counts(
    read_with: Reading,
) -> None:
    denied = launch("2025-03-02").replace("confirmed", "disputed")
    article = (
        "title: A denial\nkind: news\npublisher: odd-weekly\npublished: 2025-03-03\nlanguage: en\n"
        "summary: |\n  Nothing was fired.\nevents: [2025-03-02-denied]\nclaims:\n"
        "  - {event: 2025-03-02-denied, about: count, value: 2, by: joint-staff, verb: denied}\n"
        "  - {event: 2025-03-02-denied, about: statement, value: two were fired, by: north-korea, "
        "verb: said}\n"
    )
    checked = read_with(
        {
            "events/2025/2025-03-02-denied.yml": denied,
            "events/2025/2025-03-01-before.yml": launch("2025-03-01"),
            "events/2025/2025-03-09-after.yml": launch("2025-03-09"),
            "articles/2025/2025-03-03-odd-weekly-denial.yml": article,
        }
    )
    assert checked.catalogue, checked.problems
    positions = {key: one for key, (one,) in positions_of(checked.catalogue).items()}
    assert [key for key, one in positions.items() if one.in_doubt] == ["2025-03-02-denied"]
    after = {key: [e.id for e in one.including] for key, one in positions.items() if one.including}
    assert after == {"2025-03-09-after": ["2025-03-02-denied"]}
    doubted = checked.catalogue.events["2025-03-02-denied"]
    line = counted_rows.summary_line(checked.catalogue, [doubted])
    assert line.startswith("1 launch (one of which may not have taken place) on 1 day")


def test_types_of_launch_are_counted_apart(small: Catalogue) -> None:
    positions = positions_of(small)
    assert positions["2026-02-10-sandok"][0].previous is None
    assert positions["1994-05-unknown-site"][0].following is None


# --- events


def test_event_knows_its_neighbours_in_time(small: Catalogue) -> None:
    view = events.view(small, small.events["2026-02-09-harbour-visit"])
    assert view.older is not None and view.older.id == "1994-05-unknown-site"
    assert view.newer is not None and view.newer.id == "2026-02-10-sandok"
    assert view.row is None


def test_first_event_has_none_before_it(small: Catalogue) -> None:
    view = events.view(small, small.events["1994-05-unknown-site"])
    assert view.older is None


def test_related_events_are_related_both_ways(small: Catalogue) -> None:
    one = events.view(small, small.events["2026-02-10-sandok"])
    other = events.view(small, small.events["1994-05-unknown-site"])
    assert [event.id for event in one.related] == ["1994-05-unknown-site"]
    assert "2026-02-10-sandok" in [event.id for event in other.related]


def test_event_that_a_text_links_to_counts_as_pointing(small: Catalogue) -> None:
    links = backlinks.backlinks(small, "events", "2026-02-09-harbour-visit")
    assert [event.id for event in links["events"]] == ["2026-02-10-sandok"]


@pytest.mark.parametrize(
    ("kind", "name"), [("missile-launch", "Missiles"), ("space-launch", "Rockets")]
)
def test_number_has_the_noun_of_what_was_fired(kind: str, name: str, read_with: Reading) -> None:
    event = (
        f"title: A launch\ntype: {kind}\ndate: 2026-03-01\nstatus: confirmed\n"
        "article: test-register\ncount: {value: 8, article: test-register}\n"
    )
    found = read_with({"events/2026/2026-03-01-launch.yml": event}).catalogue
    assert found
    headlines = events.view(found, found.events["2026-03-01-launch"]).headlines
    (number,) = (one for one in headlines if one.about == "count")
    assert (number.label, number.text) == (name, "8")


def test_years_of_events_run_backwards(small: Catalogue) -> None:
    years = events.by_year(small, small.events.values())
    assert [(year.year, [event.id for event in year.events]) for year in years] == [
        (2026, ["2026-02-10-sandok", "2026-02-09-harbour-visit"]),
        (1994, ["1994-05-unknown-site"]),
    ]


# --- sources


def test_sources_are_numbered_once_in_order_of_citation(small: Catalogue) -> None:
    view = events.view(small, small.events["2026-02-10-sandok"])
    assert [source.number for source in view.sources.values()] == [1, 2, 3]
    assert next(iter(view.sources)) == "test-register-2026-02-10"
    again = source_list.sources(small, ["test-register", "test-register"])
    assert len(again) == 1


def test_source_names_publisher_and_agency(small: Catalogue) -> None:
    key = "2026-02-10-odd-weekly-two-flights"
    source = source_list.sources(small, [key])[key]
    assert source.publisher.id == "odd-weekly"
    assert source.agency is not None and source.agency.id == "wire"


# --- entities


def test_actor_gathers_what_it_did_and_said(small: Catalogue) -> None:
    view = actors.actor(small, small.actors["ada-envoy"])
    assert [(event.id, role) for event, role in view.took_part] == [
        ("2026-02-09-harbour-visit", "Visited")
    ]
    assert [statement.text for statement in view.told] == ["has no country"]


def test_actor_counts_what_it_passed_on(small: Catalogue) -> None:
    assert actors.actor(small, small.actors["defence-ministry"]).passed_on == 1


def test_agency_has_what_carried_its_report(small: Catalogue) -> None:
    view = actors.actor(small, small.actors["wire"])
    assert [article.id for article in view.published] == ["2026-02-10-odd-weekly-two-flights"]


def test_state_has_its_bodies(small: Catalogue) -> None:
    view = actors.actor(small, small.actors["south-korea"])
    assert {member.id for member in view.members} == {"defence-ministry", "joint-staff"}


def test_system_has_the_flights_that_were_its_own(small: Catalogue) -> None:
    view = systems.system(small, small.systems["bada-3"])
    assert [(row.event.id, row.number) for row in view.parts] == [("2026-02-10-sandok", 1)]
    assert [variant.id for variant in view.variants] == ["bada-3-long"]
    assert view.first == view.last == small.events["2026-02-10-sandok"]


def test_system_without_a_launch_has_no_first_one(small: Catalogue) -> None:
    view = systems.system(small, small.systems["byeol-1"])
    assert (view.rows, view.first, view.last) == ((), None, None)


def test_place_tells_launches_from_landings_and_other_events(small: Catalogue) -> None:
    site = places.place(small, small.places["sandok"])
    assert [row.event.id for row in site.rows] == ["2026-02-10-sandok"]
    assert [event.id for event in site.others] == ["2026-02-09-harbour-visit"]
    assert site.landings == ()
    for sea in ("east-sea-sea-of-japan", "yonghung-bay"):
        view = places.place(small, small.places[sea])
        assert [row.event.id for row in view.landings] == ["2026-02-10-sandok"]
        assert view.rows == ()


def test_place_knows_the_places_in_it(small: Catalogue) -> None:
    view = places.place(small, small.places["peninsula"])
    assert [place.id for place in view.inside] == ["sandok"]


# --- months


def test_months_with_an_event_or_a_note_have_a_digest(small: Catalogue) -> None:
    assert [str(month) for month in periods.months(small)] == [*("1994-05", "2026-02", "2026-03")]


def test_launch_of_a_year_belongs_to_no_month(with_launches: Callable[..., Catalogue]) -> None:
    catalogue = with_launches("2025")
    assert [str(month) for month in periods.months(catalogue)] == [
        *("1994-05", "2026-02", "2026-03")
    ]


def test_earlier_years_are_counted_to_the_same_day(
    with_launches: Callable[..., Catalogue],
) -> None:
    so_far = home.so_far(with_launches("2025-03-31", "2025-04-01", "2025-12-24"))
    rows = [[cell.text for cell in row] for row in so_far.drawing.table.rows]
    assert rows[:3] == [["2026", "1", None], ["2025", "1", "3"], ["2024", "0", "0"]]
    assert (
        so_far.sentence
        == "More than in 2024 (0), 2023 (0), 2022 (0) and 2021 (0), as many as in 2025"
    )


def test_launch_of_a_month_counts_from_its_last_day(
    with_launches: Callable[..., Catalogue],
) -> None:
    so_far = home.so_far(with_launches("2025-03"))
    assert [cell.text for cell in so_far.drawing.table.rows[1]] == ["2025", "1", "1"]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({2025: 2, 2026: 3}, "More than in 2025 (2)"),
        ({2024: 2, 2025: 2, 2026: 3}, "More than in each of the two years before"),
        ({2024: 4, 2025: 5, 2026: 3}, "Fewer than in each of the two years before"),
        ({2024: 4, 2025: 1, 2026: 3}, "More than in 2025 (1), fewer than in 2024 (4)"),
        ({2024: 4, 2025: 3, 2026: 3}, "As many as in 2025, fewer than in 2024 (4)"),
    ],
)
def test_standing_of_a_year_is_told_in_words(counts: dict[int, int], words: str) -> None:
    assert home.compared(counts, 2026) == words


def test_corrections_are_told_newest_first(small: Catalogue) -> None:
    assert [str(found.correction.on) for found in periods.corrections(small)] == [
        "2026-03-02",
        "2026-02-12",
        "2026-02-12",
    ]
    assert {found.kind for found in periods.corrections(small)} == {"events", "articles", "facts"}


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("count", "Number of missiles"),
        ("status", "Status"),
        ("flights.range_km", "Flights, range"),
        ("as_of", "As of"),
    ],
)
def test_corrected_field_is_named_in_words(field: str, words: str, small: Catalogue) -> None:
    assert periods.field_words(small, field) == words


# --- words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (1000, "1,000")]
)
def test_small_numbers_are_written_out(number: int, words: str) -> None:
    assert number_word(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "first"), (12, "twelfth"), (13, "13th"), (21, "21st"), (22, "22nd"), (111, "111th")],
)
def test_ordinals_have_their_ending(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_one_is_singular() -> None:
    assert counted(1, "launch", "launches") == "1 launch"
    assert counted(0, "launch", "launches") == "0 launches"
    assert counted(1200, "flight") == "1,200 flights"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "a flood",
            "an eruption",
            "an uprising",
            "an unidentified object",
            "an ICBM",
            "a NATO drill",
        ),
        *("a union", "a UN vote", "a unit", "a US strike", "a European vote", "a one-day strike"),
        *("an hour", "a house", "an heir", "an FBI raid", "an NGO", "an MRBM", "a rocket", "a use"),
    ],
)
def test_article_follows_the_sound(words: str) -> None:
    assert with_article(words.partition(" ")[2]) == words


def test_list_ends_in_and() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (["350", "350"], "350"),
        (["350", "400"], "350 to 400"),
        (["about 350", "400"], "about 350 to 400"),
        (["about 350", "350"], "about 350"),
        (["350", "350.0"], "350"),
        (["at least 350", "300"], "at least 300"),
        (["up to 400", "350"], "up to 400"),
        (["340 to 350", "600"], "340 to 600"),
        (["at least 350"], "at least 350"),
        (["at least 2", "10"], "at least 2"),
        (["several", "several"], "several"),
    ],
)
def test_span_holds_every_quantity(texts: list[str], whole: str) -> None:
    assert span(map(parse_quantity, texts)) is not None
    assert str(span(map(parse_quantity, texts))) == whole


def test_span_of_nothing_known_is_not_known() -> None:
    assert span([None, None]) is None


def test_events_of_a_day_stand_in_one_order_everywhere(read_with: Reading) -> None:
    """By time, then by id: in the log, the list of events and the feed.

    No place has two launches of a day.
    """

    def at(clock: str) -> str:
        return launch("2026-03-05", f"time: {{value: {clock}, article: test-register}}\n")

    files = {
        "events/more/2026-03-05-a.yml": at("11:00 KST"),
        "events/more/2026-03-05-b.yml": at("00:10 UTC"),
        "events/more/2026-03-05-c.yml": at("09:10 KST"),
        "events/more/2026-03-05-d.yml": launch("2026-03-05"),
    }
    found = read_with(files).catalogue
    assert found
    order = [f"2026-03-05-{name}" for name in "dbca"]

    def ours(listed: Iterable[str]) -> list[str]:
        return [key for key in listed if key in order]

    newest_first = order[::-1]
    log = counted_rows.compared_rows(found, counted_events.every(found))
    assert ours(row.event.id for row in log) == newest_first
    listed = events.by_year(found, found.events.values())
    assert ours(event.id for year in listed for event in year.events) == newest_first
    feed = [entry.record[1] for entry in feeds.counted_feed(found).entries if entry.record]
    assert ours(feed) == newest_first
    assert events.in_order(found, [found.events[key] for key in sorted(order)]) == tuple(
        found.events[key] for key in order
    )


def test_missiles_are_counted_at_least(with_launches: Callable[..., Catalogue]) -> None:
    """Those listed, or the least that the number on record allows, or one."""
    none = with_launches("2026-02-10")
    assert counted_events.parts_at_least(none, [none.events["2026-02-10-0"]]) == 1
    counts = {"7": 7, "at least 7": 7, "several": 2, "up to 4": 1, "about 10": 10}
    for count, least in counts.items():
        more = f"count: {{value: {count}, article: test-register}}\n"
        found = with_launches("2026-03-10", launch_0=more)
        assert counted_events.parts_at_least(found, [found.events["2026-03-10-0"]]) == least


def test_class_that_a_source_names_is_counted_beside_that_of_the_record(
    read_with: Reading,
) -> None:
    head = "title: Report\nkind: news\npublisher: odd-weekly\npublished: 2026-03-06\nlanguage: en\n"
    head += "summary: |\n  It reports.\nevents: [2026-03-05-a]\nclaims:\n"
    said = "  - {event: 2026-03-05-a, about: class, value: %s, by: joint-staff, verb: %s}\n"
    for value, verb, besides in (
        ("slv", "said", {"Space launch vehicle": 1}),
        ("slv", "denied", {}),
        ("srbm", "said", {}),
    ):
        files = {
            "events/more/2026-03-05-a.yml": launch("2026-03-05", "missile_class: srbm\n").replace(
                "confirmed", "reported"
            ),
            "articles/2026/report.yml": head + said % (value, verb),
        }
        checked = read_with(files)
        found = checked.catalogue
        assert found, checked.problems
        assert classes.named_besides(found, found.events.values()) == besides
        (shares,) = [s for name, s in yearly.year(found, 2026).shares if name == "Class"]
        assert {share.words: share.besides for share in shares if share.besides} == besides
        drawing = charts.named(found, "launches-by-year")
        assert drawing and ("names a class" in drawing.drawing.computed) == bool(besides)


# 1:50m is a scale of maps.
TIME = r"(?<![\d:])\d{1,2}:\d{2}(?!\d|:\d|m\b)"
ZONED = re.compile(rf"{TIME}(?:,?\s+(?:(?:to|and|or)\s+)?{TIME})*\s+(?:by )?(?:KST|BST|UTC)\b")


def bare_times(page: str) -> list[str]:
    """The times without a zone in the text of a page, with what is around them."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    text = ZONED.sub("", re.sub(r"\+\d:30\b|https?:\S+", "", text))
    return [text[max(0, at.start() - 40) : at.end() + 20] for at in re.finditer(TIME, text)]


def test_every_time_on_every_page_has_its_zone(rendered: Output) -> None:
    bare = {page.path: bare_times(page.text.partition("\n---\n")[2]) for page in rendered.pages}
    assert {path: times for path, times in bare.items() if times} == {}
    assert bare_times("at <b>06:54</b> and 07:00") and not bare_times("06:54 to 07:00 KST")


# --- the front page


def counted_nine(speaker: str) -> dict[str, str]:
    """An article in which somebody counts nine missiles in the launch of two."""
    return {
        "articles/2026/other.yml": "title: Nine\nkind: news\npublisher: odd-weekly\n"
        "published: 2026-02-12\nlanguage: en\nsummary: |\n  It counts nine.\n"
        "events: [2026-02-10-sandok]\nclaims:\n"
        f"  - {{event: 2026-02-10-sandok, about: count, value: 9, by: {speaker}, verb: said}}\n"
    }


def test_front_page_has_the_values_on_which_sources_differ(
    read_with: Callable[..., Checked],
) -> None:
    checked = read_with(counted_nine("wire"))
    found = checked.catalogue
    assert found, checked.problems
    dispute = next(one for one in home.front(found).disputes if one.event.id == "2026-02-10-sandok")
    assert dispute.property == "Number of missiles"
    chips = [(chip.text, chip.contrary) for chip in dispute.chips]
    assert chips == [("2 missiles", False), ("9 missiles", True)]
    assert dispute.chips[1].by == "The Wire"


def test_front_page_leaves_out_who_differs_from_themselves_alone(
    read_with: Callable[..., Checked],
) -> None:
    found = read_with(counted_nine("joint-staff")).catalogue
    assert found and "count" in disagreement.of_event(found, "2026-02-10-sandok").differ
    dispute = next(one for one in home.front(found).disputes if one.event.id == "2026-02-10-sandok")
    assert dispute.property == "Range", "the next one on which others differ"


def test_front_page_says_which_main_source_is_on_record(small: Catalogue) -> None:
    front = home.front(small)
    assert len(front.recent) == len(front.on_record)
    assert front.sources == ("Joint Staff", "Register of Tests")
    by_event = dict(zip((row.event.id for row in front.recent), front.on_record, strict=True))
    assert by_event["2026-02-10-sandok"] == (True, True)
    assert by_event["1994-05-unknown-site"] == (False, False)


def test_claims_are_counted_from_the_articles_that_make_any(read_with: Reading) -> None:
    silent = (
        "title: Seen\nkind: news\npublisher: odd-weekly\npublished: 2026-03-06\nlanguage: en\n"
        "summary: |\n  It says so.\nevents: [2026-02-10-sandok]\n"
    )
    without = read_with({}).catalogue
    found = read_with({"articles/2026/2026-03-06-odd-weekly-seen.yml": silent}).catalogue
    assert found and without
    assert len(found.articles) == len(without.articles) + 1
    assert home.front(found).totals == home.front(without).totals
