"""Times by the clock of a place: of any zone and year, and the same on every machine."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from command import run_apart
from conftest import CORPUS, PROJECT

from generator.problems import Refused
from generator.site.pipeline import Output, render
from generator.site.reading import Checked, read
from generator.values.clocks.local_time import Frame, clocks, placed
from generator.values.clocks.zones import Zone, parse_zone
from generator.values.times import parse_clock, parse_day


def on_both(text: str, key: str, day: str) -> str:
    """A time of a day of a place, as it is shown."""
    frame = Frame(Zone.named(key), parse_day(day))
    both = clocks(placed(parse_clock(text), frame), frame.day)
    assert both is not None
    return " · ".join(both.short) + (f" ({both.badge})" if both.badge else "")


def refused(text: str, key: str, day: str) -> str:
    """What is said of a time that a place does not have on a day: code, message and fix."""
    with pytest.raises(Refused) as error:
        placed(parse_clock(text), Frame(Zone.named(key), parse_day(day)))
    return f"{error.value.code} {error.value.message}; {error.value.fix}"


@pytest.mark.parametrize(
    ("text", "key", "day", "shown"),
    [
        ("06:54 KST", "Asia/Seoul", "2026-02-10", "06:54 KST · 21:54 UTC (9 February 2026 in UTC)"),
        ("12:00 GMT", "Europe/London", "2026-01-15", "12:00 GMT"),
        ("12:00 UTC", "Europe/London", "2026-01-15", "12:00 GMT"),
        ("12:00 BST", "Europe/London", "2026-07-15", "12:00 BST · 11:00 UTC"),
        ("23:30 UTC", "Europe/London", "2026-07-15", "00:30 BST · 23:30 UTC (14 July 2026 in UTC)"),
        (
            "20:00 EDT",
            "America/New_York",
            "2026-07-04",
            "20:00 EDT · 00:00 UTC (5 July 2026 in UTC)",
        ),
        # Bare numbers of tzdata, such as +0430, are written as offsets.
        ("06:10 UTC+4:30", "Asia/Kabul", "2026-03-01", "06:10 UTC+4:30 · 01:40 UTC"),
        ("01:40 UTC", "Asia/Kabul", "2026-03-01", "06:10 UTC+4:30 · 01:40 UTC"),
        ("09:00 UTC-3", "America/Sao_Paulo", "2026-03-01", "09:00 UTC-3 · 12:00 UTC"),
        ("12:00 UTC", "Etc/UTC", "2026-03-01", "12:00 UTC"),
        # The ends of summer time, which the abbreviation tells apart.
        ("01:30 BST", "Europe/London", "2026-10-25", "01:30 BST · 00:30 UTC"),
        ("01:30 GMT", "Europe/London", "2026-10-25", "01:30 GMT"),
        # Offsets of their day: half an hour until 1911, Japan's from 1912, summer time of 1988.
        ("12:00 KST", "Asia/Seoul", "1911-12-31", "12:00 KST · 03:30 UTC"),
        ("12:00 JST", "Asia/Seoul", "1912-01-01", "12:00 JST · 03:00 UTC"),
        ("12:00 KDT", "Asia/Seoul", "1988-07-01", "12:00 KDT · 02:00 UTC"),
        ("12:00 LMT", "Asia/Seoul", "1905-01-01", "12:00 LMT · 03:32 UTC"),
        ("12:00 KST", "Asia/Pyongyang", "2016-02-07", "12:00 KST · 03:30 UTC"),
        # A month in which the clock changes not, and one in which it does.
        ("12:00 BST", "Europe/London", "2026-07", "12:00 BST · 11:00 UTC"),
        ("12:00 UTC", "Europe/London", "2026-03", "12:00 UTC"),
        ("12:00 BST", "Europe/London", "2026-03", "12:00 BST · 11:00 UTC"),
    ],
)
def test_time_is_shown_by_the_clock_of_the_place_and_in_utc_where_they_differ(
    text: str, key: str, day: str, shown: str
) -> None:
    assert on_both(text, key, day) == shown


@pytest.mark.parametrize(
    ("text", "key", "day", "told"),
    [
        (
            *("01:30 GMT", "Europe/London", "2026-03-29"),
            "S020 01:30 GMT did not exist on 29 March 2026 in Europe/London: the clock was put "
            "forward; check the source, or write it in UTC: 01:30 UTC",
        ),
        (
            *("02:10 EST", "America/New_York", "2026-03-08"),
            "S020 02:10 EST did not exist on 8 March 2026 in America/New_York: the clock was put "
            "forward; check the source, or write it in UTC: 07:10 UTC",
        ),
        (
            *("00:20 KDT", "Asia/Seoul", "1949-04-03"),
            "S020 00:20 KDT did not exist on 3 April 1949 in Asia/Seoul: the clock was put "
            "forward; check the source, or write it in UTC: 14:20 UTC",
        ),
        (
            *("23:40 KST", "Asia/Pyongyang", "2015-08-14"),
            "S020 23:40 KST came twice on 14 August 2015 in Asia/Pyongyang: the clock was put "
            "back; write it in UTC: 14:40 UTC or 15:10 UTC",
        ),
        (
            *("23:30 UTC", "Europe/London", "2026-10-25"),
            "S020 23:30 UTC comes twice on 25 October 2026 in Europe/London, a day of more than "
            "24 hours; write it by the clock of the place: 00:30 BST or 23:30 GMT",
        ),
        (
            *("23:30 UTC", "Europe/London", "2026-03-29"),
            "S020 no minute of 29 March 2026 in Europe/London is 23:30 UTC: the clock was put "
            "forward; correct the day or the time",
        ),
        (
            *("15:50 JST", "Asia/Seoul", "2026-03-05"),
            "S024 on 5 March 2026 the clock of Asia/Seoul shows KST, not JST; write 15:50 KST",
        ),
        (
            *("12:00 GMT", "Asia/Seoul", "2026-03-05"),
            "S024 on 5 March 2026 the clock of Asia/Seoul shows KST, not GMT; write 12:00 UTC, "
            "the same minute; on that clock it may be another day",
        ),
        (
            *("12:00 KST", "Asia/Seoul", "1988-07-01"),
            "S024 on 1 July 1988 the clock of Asia/Seoul shows KDT, not KST; write 12:00 KDT or "
            "12:00 UTC",
        ),
        (
            *("12:00 IST", "Europe/London", "2026-07-01"),
            "S024 on 1 July 2026 the clock of Europe/London shows BST, not IST; write 12:00 BST or "
            "12:00 UTC",
        ),
        (
            *("07:10 UTC+09:00", "Asia/Seoul", "2026-03-05"),
            "S024 on 5 March 2026 the clock of Asia/Seoul shows KST, not UTC+09:00; write "
            "07:10 KST",
        ),
        (
            *("07:10 UTC+00:00", "Asia/Seoul", "2026-03-05"),
            "S024 on 5 March 2026 the clock of Asia/Seoul shows KST, not UTC+00:00; write 07:10 "
            "UTC, the same minute; on that clock it may be another day",
        ),
        (
            *("06:10 UTC+5", "Asia/Kabul", "2026-03-01"),
            "S024 on 1 March 2026 the clock of Asia/Kabul shows UTC+4:30, not UTC+5; write "
            "01:10 UTC, the same minute; on that clock it may be another day",
        ),
    ],
)
def test_time_that_the_clock_of_the_place_does_not_show_once_is_refused(
    text: str, key: str, day: str, told: str
) -> None:
    assert refused(text, key, day) == told


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("Asia/Seul", "write Asia/Seoul"),
        ("europe/london", "write Europe/London"),
        ("New York", "write America/New_York"),
        ("Kabul", "write Asia/Kabul"),
        ("UTC+9", "write a name such as Europe/London or America/New_York"),
        ("../../etc/passwd", "write a name such as Europe/London or America/New_York"),
    ],
)
def test_zone_that_does_not_exist_is_refused_with_the_nearest(text: str, fix: str) -> None:
    with pytest.raises(Refused) as error:
        parse_zone(text)
    assert (error.value.code, error.value.fix) == ("S042", fix)
    if "such as" not in fix:
        assert parse_zone(fix.removeprefix("write "))


def test_words_of_a_zone_are_those_of_its_city_or_of_the_digest() -> None:
    clock = Zone.named("America/New_York").during(date(2026, 1, 1), date(2026, 12, 31))
    assert [one.words for one in clock] == ["EDT (UTC-4)", "EST (UTC-5)"]
    assert [one.title for one in clock] == ["New York time, UTC-4", "New York time, UTC-5"]
    assert Zone.named("Asia/Seoul", "Korean time", "Korea").place == "Korea"


# --- a digest with summer time

DIGEST = """title: Ferry digest
subject: ferries
as_of: 2026-08-31
zone: Europe/London
place_names: None.
counted: {id: launches, one: launch, many: launches, means: one occasion, happened: fired from}
parts: {key: flights, one: flight, many: flights, each: missile, all: missiles}
things: {key: systems, one: system, many: systems, label: Missile, title: Missiles}
feeds: [launches]
calendar: counted
"""
OUTLET = "name: Gazette\nkind: outlet\n"
ARTICLE = """title: Two rockets flew
kind: news
publisher: gazette
published: 2026-07-16
language: en
url: https://gazette.example.org/1
summary: A report; the second flew at 01:10 UTC+4:30.
events: [2026-07-15-quay, 2026-01-15-quay, 2026-03-01-kabul]
claims:
  - {event: 2026-07-15-quay, about: time, value: 12:00 BST, by: gazette, verb: said, at: 09:00 BST}
  - {event: 2026-01-15-quay, about: time, value: 12:00 UTC, by: gazette, verb: said}
  - {event: 2026-03-01-kabul, about: time, value: 20:40 UTC, by: gazette, verb: said}
"""
EVENT = """title: A rocket is fired
type: missile-launch
date: {day}
place: {place}
status: reported
article: 2026-07-16-gazette
"""
FLIGHT = "flights:\n  - {{time: {time}, article: 2026-07-16-gazette}}\n"
PLACE = "name: {name}\nkind: area\narticle: 2026-07-16-gazette\n"
FILES = {
    "digest.yml": DIGEST,
    "actors/gazette.yml": OUTLET,
    "articles/2026/2026-07-16-gazette.yml": ARTICLE,
    "places/quay.yml": PLACE.format(name="Quay"),
    "places/country.yml": PLACE.format(name="Hills") + "zone: Asia/Kabul\n",
    "places/valley.yml": PLACE.format(name="Valley") + "within: country\n",
    "events/2026/2026-01-15-quay.yml": EVENT.format(day="2026-01-15", place="quay")
    + FLIGHT.format(time="12:00 GMT"),
    "events/2026/2026-07-15-quay.yml": EVENT.format(day="2026-07-15", place="quay")
    + FLIGHT.format(time="11:00 UTC"),
    "events/2026/2026-03-01-kabul.yml": EVENT.format(day="2026-03-01", place="valley")
    + FLIGHT.format(time="01:10 UTC+4:30"),
}


def written(folder: Path, more: dict[str, str] | None = None) -> Path:
    """The records of the digest, and others in place of some."""
    shutil.copytree(CORPUS / "vocabulary", folder / "vocabulary")
    for path, text in (FILES | (more or {})).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Output:
    """All that the digest makes."""
    content = written(tmp_path_factory.mktemp("zones") / "content")
    checked = read(content, date(2026, 9, 1), "content")
    assert checked.catalogue is not None, checked.problems
    return render(checked.catalogue, PROJECT / "templates", site_url="https://example.org/")


def page(made: Output, path: str) -> str:
    """The Markdown of a page."""
    return next(one.text for one in made.pages if one.path == path)


def test_digest_of_another_zone_never_speaks_of_korea(ferries: Output) -> None:
    texts = [one.text for one in ferries.pages]
    texts += [text for text in ferries.data.values() if isinstance(text, str)]
    texts = [text for text in texts if "S024" not in text]
    assert not [text for text in texts if "KST" in text or "kst" in text or "in Korea" in text]


def test_event_of_a_place_with_a_zone_is_shown_by_that_clock(ferries: Output) -> None:
    log = page(ferries, "launches/index.md")
    assert re.search(">12:00\u00a0BST</td><td[^>]*>11:00\u00a0UTC<", log)
    assert "12:00\u00a0GMT<" in log
    utc = ">01:10\u00a0UTC\\+4:30</td><td[^>]*>20:40\u00a0UTC, 28 February<"
    assert re.search(utc, log)
    caption = re.sub("<.*?>", "", log)
    words = "in BST (UTC+1), GMT (UTC) or the clock of the place that an event names, and UTC."
    assert words in caption
    valley = page(ferries, "events/2026-03-01-kabul.md")
    assert '<abbr title="Kabul time, UTC+4:30">UTC+4:30</abbr>' in valley


def test_downloads_name_the_clock_in_the_cells_where_it_changes(ferries: Output) -> None:
    table = str(ferries.data["data/launches.csv"])
    head, *rows = [line.split(",") for line in table.splitlines()]
    column, utc = head.index("time_local"), head.index("time_utc")
    assert [(row[column], row[utc]) for row in rows] == [
        ("12:00 GMT", "12:00"),
        ("20:40 GMT", "20:40"),
        ("12:00 BST", "11:00"),
    ]
    events = str(ferries.data["data/places.csv"]).splitlines()
    assert "zone" in events[0].split(",")


def test_feeds_and_calendar_have_the_moment_by_the_clock_of_the_place(ferries: Output) -> None:
    feed = str(ferries.data["feeds/launches.atom"])
    for moment in ("2026-07-15T12:00:00+01:00", "2026-01-15T12:00:00+00:00"):
        assert f"<published>{moment}</published>" in feed
    assert "<published>2026-03-01T01:10:00+04:30</published>" in feed
    assert "DTSTART:20260228T204000Z" in str(ferries.data["feeds/launches.ics"])


@pytest.mark.parametrize(
    ("zone", "time", "codes"),
    [
        ("zone: Asia/Kabul\n", "01:40 UTC+4:30", []),
        ("zone: Asia/Kabul\n", "06:10 KST", ["S024"]),
        ("", "01:40 UTC+4:30", ["S024"]),
        ("zone: Asia/Kabbul\n", "06:10 KST", ["S042"]),
    ],
)
def test_event_may_name_a_zone_of_its_own(
    read_with: Callable[..., Checked], zone: str, time: str, codes: list[str]
) -> None:
    event = EVENT.format(day="2026-03-05", place="sandok").replace(
        "2026-07-16-gazette", "test-register"
    )
    flight = f"flights:\n  - {{time: {time}, article: test-register}}\n"
    checked = read_with({"events/2026/2026-03-05-sandok.yml": event + zone + flight})
    assert [problem.code for problem in checked.problems] == codes


def test_time_in_utc_of_a_claim_is_read_by_the_clock_of_its_event(tmp_path: Path) -> None:
    path = "articles/2026/2026-07-16-gazette.yml"
    wrong = ARTICLE.replace("value: 12:00 BST", "value: 12:00 EDT")
    checked = read(written(tmp_path / "content", {path: wrong}), date(2026, 9, 1), "content")
    assert [(one.code, one.line, one.fix) for one in checked.problems] == [
        ("S024", 10, "write 16:00 UTC, the same minute; on that clock it may be another day")
    ]


# --- the machine


@pytest.mark.build
def test_zones_of_the_machine_change_no_byte(tmp_path: Path) -> None:
    content = written(tmp_path / "content")
    false = tmp_path / "zoneinfo"
    for key in ("Europe/London", "Asia/Kabul"):
        (false / key).parent.mkdir(parents=True, exist_ok=True)
        rules = files("tzdata").joinpath("zoneinfo", "Pacific", "Kiritimati").read_bytes()
        (false / key).write_bytes(rules)
    made = []
    for name, machine in (
        ("one", {"TZ": "Pacific/Kiritimati", "PYTHONTZPATH": str(false)}),
        ("two", {"TZ": "America/Los_Angeles", "PYTHONTZPATH": ""}),
    ):
        out = tmp_path / name
        arguments = ("render", out, "--content", content, "--today", "2026-09-01")
        done = run_apart(*arguments, cwd=PROJECT, **machine)
        assert done.returncode == 0, done.stderr
        made.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*.*")})
    assert made[0] and made[0] == made[1]
