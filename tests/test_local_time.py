"""Times on both clocks, with the day where Korea and UTC differ."""

import re

import pytest
from conftest import PROJECT

from generator.values.clocks.local_time import Clocks, Frame, clocks, placed
from generator.values.clocks.zones import Zone
from generator.values.times import DayValue, parse_clock, parse_day

SEOUL = Zone.named("Asia/Seoul", "Korean time", "Korea")


def on(time: str, day: str, in_utc: bool = False, zone: Zone = SEOUL) -> Clocks:
    """A time of a day on both clocks."""
    frame = Frame(zone, parse_day(day), in_utc)
    found = clocks(placed(parse_clock(time), frame), frame.day, in_utc)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("time", "korean", "universal", "other_day"),
    [
        ("21:54 UTC", "06:54", "21:54", "2026-02-09"),
        ("06:54 KST", "06:54", "21:54", "2026-02-09"),
        ("09:00 KST", "09:00", "00:00", None),
        ("08:59 KST", "08:59", "23:59", "2026-02-09"),
        ("06:50 to 09:10 KST", "06:50 to 09:10", "21:50 to 00:10", "2026-02-09"),
        ("about 15:50 KST", "about 15:50", "about 06:50", None),
    ],
)
def test_day_in_utc_is_told_where_it_differs(
    time: str, korean: str, universal: str, other_day: str | None
) -> None:
    found = on(time, "2026-02-10")
    assert (found.local, found.utc) == (korean, universal)
    assert found.utc_day == (parse_day(other_day) if other_day else None)


def test_badge_names_the_other_day() -> None:
    assert on("06:54 KST", "2026-02-10").badge == "9 February 2026 in UTC"
    assert on("12:00 KST", "2026-02-10").badge is None


def test_badge_of_a_span_that_reaches_the_same_day_says_from() -> None:
    assert on("06:50 to 09:10 KST", "2026-02-10").badge == "from 9 February 2026 in UTC"
    assert on("06:50 to 07:10 KST", "2026-02-10").badge == "9 February 2026 in UTC"


def test_day_counted_in_utc_has_the_korean_day_as_the_other() -> None:
    found = on("18:00 UTC", "2026-02-10", in_utc=True)
    assert (found.local, found.utc, found.badge) == ("03:00", "18:00", "11 February 2026 in KST")
    assert f"{found.instant:%d %H:%M}" == "10 18:00"


def test_new_year_is_crossed() -> None:
    assert on("08:00 KST", "2026-01-01").badge == "31 December 2025 in UTC"


def test_launch_of_a_month_has_no_instant_and_no_badge() -> None:
    found = on("06:54 KST", "2026-02")
    assert (found.instant, found.badge) == (None, None)


def test_time_without_a_day_still_stands_on_both_clocks() -> None:
    found = clocks(placed(parse_clock("06:54 KST"), Frame(SEOUL, DayValue(2026))), None)
    assert found is not None and (found.local, found.utc) == ("06:54", "21:54")


def test_unknown_time_has_no_clocks() -> None:
    assert clocks(None, parse_day("2026-02-10")) is None


def test_four_macros_alone_print_a_time() -> None:
    printing = re.compile(r"(?<!pieces)\.(?:each|unbroken|local|utc)\b|claim\.at\b|\.time\b(?!\()")
    found = {
        path.name: len(printing.findall(path.read_text("utf-8")))
        for path in sorted((PROJECT / "templates").rglob("*.jinja"))
    }
    assert {name for name, times in found.items() if times} == {"macros.md.jinja"}
    macros = (PROJECT / "templates" / "parts" / "macros.md.jinja").read_text("utf-8")
    clocks = re.findall(r"\{% macro (?:both|short|one|utc)_clocks?\b.*?endmacro", macros, re.DOTALL)
    assert len(clocks) == 4
    assert len(printing.findall("".join(clocks))) == found["macros.md.jinja"]
