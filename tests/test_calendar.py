"""The calendar of launches, as a calendar program reads it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS, TODAY
from icalendar import Calendar

from generator.catalogue import Catalogue
from generator.exports.feeds import calendar
from generator.pages.shared import feeds
from generator.site.reading import Checked, read

SITE = "https://example.org/repo/"
ROCKET = "events/1994/1994-05-unknown-site.yml"
LAUNCH = "events/2026/2026-02-10-sandok.yml"


def entries(catalogue: Catalogue, site_url: str = SITE) -> dict[str, Any]:
    """Every entry of the calendar by its UID."""
    text = calendar.files(catalogue, site_url)["feeds/launches.ics"]
    found = Calendar.from_ical(text).walk("VEVENT")
    assert all(not entry.errors for entry in found)
    return {str(entry["UID"]): entry for entry in found}


def uid(catalogue: Catalogue, key: str) -> str:
    return feeds.event_entry(catalogue, key).id


def test_every_launch_has_one_entry(small: Catalogue) -> None:
    launched = [event for event in small.events.values() if small.is_counted(event)]
    assert set(entries(small)) == {uid(small, event.id) for event in launched}


def test_known_time_is_in_utc(small: Catalogue) -> None:
    entry = entries(small)[uid(small, "2026-02-10-sandok")]
    assert entry.decoded("DTSTART") == datetime(2026, 2, 9, 21, 54, tzinfo=UTC)
    assert entry["STATUS"] == "CONFIRMED"


def test_stamp_is_the_day_of_the_last_correction(small: Catalogue) -> None:
    entry = entries(small)[uid(small, "2026-02-10-sandok")]
    assert entry.decoded("DTSTAMP") == datetime(2026, 3, 1, 15, 0, tzinfo=UTC)
    assert entry["SEQUENCE"] == 1


def test_launch_whose_day_is_corrected_moves_and_keeps_its_uid(
    small: Catalogue, content: Path
) -> None:
    old, new = "2026-02-10-sandok", "2026-02-09-sandok"
    for file in content.rglob("*.*"):
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    moved = content / LAUNCH.replace(old, new)
    text = (content / LAUNCH).rename(moved).read_text("utf-8")
    text = text.replace("date: 2026-02-10", "date: 2026-02-09")
    moved.write_text(f"former_ids: [{old}]\n{text}", "utf-8")
    checked = read(content, TODAY, "content")
    assert checked.catalogue is not None, checked.problems
    before, after = entries(small), entries(checked.catalogue)
    assert set(after) == set(before)
    key = uid(small, old)
    day = timedelta(days=1)
    assert before[key].decoded("DTSTART") - after[key].decoded("DTSTART") == day
    assert str(after[key]["URL"]).endswith(f"/events/{new}/")


@pytest.mark.parametrize(
    ("day", "first", "after"),
    [
        ("1993-12-31", date(1993, 12, 31), date(1994, 1, 1)),
        ("1994-05", date(1994, 5, 1), date(1994, 6, 1)),
        ("1984", date(1984, 1, 1), date(1985, 1, 1)),
    ],
)
def test_day_without_a_time_is_the_whole_korean_day(
    day: str, first: date, after: date, read_with: Callable[..., Checked]
) -> None:
    text = (CORPUS / ROCKET).read_text("utf-8").replace("date: 1994-05", f"date: {day}")
    text += "ignore: [{code: R020, text: 1994-05-unknown-site, why: The name stays.}]\n" * (
        day != "1994-05"
    )
    catalogue = read_with({ROCKET: text}).catalogue
    assert catalogue is not None
    entry = entries(catalogue)[uid(catalogue, "1994-05-unknown-site")]
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (first, after)
    assert type(entry.decoded("DTSTART")) is date
    assert ("some day of" in entry["SUMMARY"]) == (len(day) < 10)


def test_span_of_times_has_an_end(read_with: Callable[..., Checked]) -> None:
    text = (CORPUS / LAUNCH).read_text("utf-8")
    assert "21:54 UTC" in text
    later = text.replace("21:54 UTC", "23:50 to 00:20 UTC", 1).replace(
        "about 07:10 KST", "09:30 KST"
    )
    catalogue = read_with({LAUNCH: later}).catalogue
    assert catalogue is not None
    entry = entries(catalogue)[uid(catalogue, "2026-02-10-sandok")]
    assert entry.decoded("DTEND") == datetime(2026, 2, 10, 0, 20, tzinfo=UTC)


def test_korean_text_is_folded_between_letters(read_with: Callable[..., Checked]) -> None:
    title = "조선민주주의인민공화국이 동해상으로 발사한 로켓, 그리고; 더 긴 제목의 나머지 부분"
    text = (CORPUS / ROCKET).read_text("utf-8").replace("A rocket that one side denies", title)
    checked = read_with({ROCKET: text})
    assert checked.catalogue is not None, checked.problems
    raw = calendar.files(checked.catalogue, SITE)["feeds/launches.ics"].encode("utf-8")
    lines = raw.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no letter is cut in two
    whole = re.sub(rb"\r\n ", b"", raw).decode("utf-8")
    assert f"SUMMARY:{title.replace(',', chr(92) + ',').replace(';', chr(92) + ';')} (" in whole
    entry = entries(checked.catalogue)[uid(checked.catalogue, "1994-05-unknown-site")]
    assert str(entry["SUMMARY"]).startswith(title)


def test_real_launches_are_all_there_and_no_line_is_long(real: Catalogue) -> None:
    launched = [event for event in real.events.values() if real.is_counted(event)]
    found = entries(real)
    assert len(found) == len(launched) > 200
    for event in launched:
        assert str(found[uid(real, event.id)]["SUMMARY"]).startswith(event.title)
    raw = calendar.files(real, SITE)["feeds/launches.ics"].encode("utf-8")
    assert max(map(len, raw.split(b"\r\n"))) <= 75


def test_without_an_address_none_is_invented(small: Catalogue) -> None:
    text = calendar.files(small)["feeds/launches.ics"]
    assert "URL" not in text and "http" not in text
    assert set(entries(small, "")) == set(entries(small))


def test_same_records_give_the_same_bytes(small: Catalogue) -> None:
    again = read(CORPUS, TODAY, "content").catalogue
    assert again is not None
    assert calendar.files(again, SITE) == calendar.files(small, SITE)
