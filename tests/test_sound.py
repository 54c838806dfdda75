"""Records that a rule between records could wrongly refuse, and must not."""

from collections.abc import Callable

import pytest

from generator.build import Checked
from generator.problems import as_text

EVENT = "events/2026/2026-03-05-sandok.yml"
ARTICLE = "articles/2026/2026-03-06-odd-weekly-range.yml"
LAUNCH = """\
title: Rockets
type: missile-launch
date: 2026-03-05
place: sandok
status: confirmed
article: test-register
"""
REPORT = """\
title: How far it flew
kind: news
publisher: odd-weekly
published: 2026-03-06
language: en
summary: |
  The paper gives a range.
events: [2026-02-10-sandok, 2026-02-09-harbour-visit]
"""
VISIT = LAUNCH.replace("missile-launch", "visit")


def flights(*each: str) -> str:
    """Flights of a launch, each with what is given of it."""
    lines = (f"  - {{{values}, article: test-register}}\n" for values in each)
    return f"flights:\n{''.join(lines)}"


def claims(*each: str) -> str:
    """Claims of an article about one launch."""
    start = "event: 2026-02-10-sandok, by: joint-staff, verb: said"
    return f"claims:\n{''.join(f'  - {{{start}, {values}}}{chr(10)}' for values in each)}"


def correction(field: str, was: str, now: str, on: str = "2026-03-20") -> str:
    """An entry under `corrections`."""
    return f'  - {{on: {on}, field: {field}, was: "{was}", now: "{now}", why: It was wrong.}}\n'


SOUND = {
    "salvo over midnight": (EVENT, LAUNCH + flights("time: 23:50 KST", "time: 00:10 KST")),
    "span over midnight": (EVENT, LAUNCH + flights("time: 23:50 to 00:10 KST")),
    "two flights at one time": (EVENT, LAUNCH + flights("time: 09:00 KST", "time: 00:00 UTC")),
    "two flights, hardly told apart": (
        EVENT,
        LAUNCH + flights("time: about 09:10 KST", "time: 09:00 KST"),
    ),
    "two equal flights": (EVENT, LAUNCH + flights("range_km: 350", "range_km: 350")),
    "more flights than `about`": (
        EVENT,
        LAUNCH
        + "count: {value: about 2, article: test-register}\n"
        + flights(*["range_km: 9"] * 3),
    ),
    "range that one flight has": (
        EVENT,
        LAUNCH
        + "range_km: {value: 100 to 900, article: test-register}\n"
        + flights("range_km: 100", "range_km: 350"),
    ),
    "range of a flight that is not listed": (
        EVENT,
        LAUNCH
        + "count: {value: 3, article: test-register}\n"
        + "range_km: {value: 900, article: test-register}\n"
        + flights("range_km: 100", "range_km: 350"),
    ),
    "start given twice alike": (
        EVENT,
        LAUNCH + "time: {value: 09:00 KST, article: test-register}\n" + flights("time: 00:00 UTC"),
    ),
    "one person in two parts": (
        EVENT,
        VISIT
        + "actors:\n  - {id: ada-envoy, role: visited}\n  - {id: ada-envoy, role: attended}\n",
    ),
    "correction in words": (
        EVENT,
        LAUNCH
        + "count: {value: 2, article: test-register}\ncorrections:\n"
        + correction("count", "one", "two of them")
        + correction("flights 1 range_km", "350", "340"),
    ),
    "correction that came before another": (
        EVENT,
        LAUNCH
        + "count: {value: 2, article: test-register}\ncorrections:\n"
        + correction("count", "1", "3")
        + correction("count", "3", "2", on="2026-03-21"),
    ),
    "city in a country": (
        "places/far-town.yml",
        "name: Far Town\nkind: city\nwithin: far-land\nlat: 42.2\nlon: 129.7\n"
        "article: test-register\n",
    ),
    "several words of one speaker": (
        ARTICLE,
        REPORT + claims("about: statement, value: it rose", "about: statement, value: it fell"),
    ),
    "two systems of one launch": (
        ARTICLE,
        REPORT + claims("about: system, value: bada-3", "about: system, value: byeol-1"),
    ),
    "count that was mended in the article": (
        ARTICLE,
        REPORT
        + claims("about: count, value: 1, at: 09:00 KST", "about: count, value: 2, at: 10:00 KST"),
    ),
    "said on the day after, elsewhere": (
        ARTICLE,
        REPORT + claims("about: count, value: 2, said: 2026-03-07"),
    ),
    "quotation of 25 words": (
        ARTICLE,
        REPORT + claims(f"about: statement, value: it rose, quote: {' '.join(['up'] * 25)}"),
    ),
    "address that entries of a list share": (
        ARTICLE,
        REPORT.replace("kind: news", "kind: database") + "url: https://list.example.org/\n",
    ),
}
LAND = (
    "name: Far Land\nkind: country\nlat: 40.0\nlon: 127.0\nposition: approximate\n"
    "article: test-register\n"
)
OTHER = """\
title: Entry of the list
kind: database
publisher: odd-weekly
language: en
url: https://list.example.org/
summary: |
  Another entry.
events: [2026-02-10-sandok]
"""


@pytest.mark.parametrize("name", SOUND)
def test_sound_record_is_let_pass(name: str, read_with: Callable[..., Checked]) -> None:
    path, text = SOUND[name]
    around = {"places/far-land.yml": LAND, "articles/2026/other-entry.yml": OTHER}
    checked = read_with({**around, path: text})
    assert not checked.problems, "\n".join(map(as_text, checked.problems))
