"""Records that a rule between records could wrongly refuse, and must not."""

from collections.abc import Callable

import pytest

from generator.problems import as_text
from generator.site.reading import Checked

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


def said(text: str) -> str:
    """A summary."""
    return f"summary: |\n  {text}\n"


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
    "quotation of 60 letters without spaces": (
        ARTICLE,
        REPORT + claims(f"about: statement, value: it rose, quote: {'見' * 60}"),
    ),
    "quotation of 24 Korean words": (
        ARTICLE,
        REPORT
        + claims(f"about: statement, value: it rose, quote: {' '.join(['발사했다고'] * 24)}"),
    ),
    "own words of an agency": (
        ARTICLE,
        REPORT.replace("language", "agency: wire\nlanguage")
        + claims("about: statement, value: it rose, by: wire").replace("by: joint-staff, ", ""),
    ),
    "paper that adds to an agency's report": (
        ARTICLE,
        REPORT.replace("language", "agency: wire\nlanguage")
        + claims("about: statement, value: it rose, by: odd-weekly").replace(
            "by: joint-staff, ", ""
        )
        + "ignore:\n  - {code: R023, text: odd-weekly, why: The paper adds it.}\n",
    ),
    "mentioned and silent": (ARTICLE, REPORT + "mentions: [north-korea, ada-envoy]\n"),
    "another page of one site": (
        ARTICLE,
        REPORT + "url: https://weekly.example.org/2026/two-flights?page=2\n",
    ),
    "copy in an archive": (
        ARTICLE,
        REPORT + "url: https://weekly.example.org/range\n"
        "archive: https://archive.example.org/x/http://www.weekly.example.org/range/\n",
    ),
    "copy under a short name": (
        ARTICLE,
        REPORT
        + "url: https://weekly.example.org/range\narchive: https://archive.example.org/Ab1\n",
    ),
    "English title with a Korean word": (
        ARTICLE,
        REPORT.replace("How far it flew", '"What 우리 means to them"'),
    ),
    "Korean title with Latin names": (
        ARTICLE,
        REPORT.replace("How far it flew", "\"합참 'KN-25 SRBM' 발사\"").replace(
            "language: en", "language: ko\ntitle_in_english: The staff on the launch of a KN-25"
        ),
    ),
    "described title of a Korean page": (
        ARTICLE,
        REPORT.replace("How far it flew", "Report on two missiles\ntitle_basis: described").replace(
            "language: en", "language: ko"
        ),
    ),
    "words in angle brackets and an ampersand": (
        ARTICLE,
        REPORT.replace("How far it flew", '"Us & <them>; a < b, R&D; and *one* star"'),
    ),
    "signs of links that are meant": (
        EVENT,
        LAUNCH + "summary: |\n  It is written \\[\\[so\\]\\] or `[[so]]`, and \\*\\*loud\\*\\*.\n",
    ),
    "word that holds a placeholder": (
        EVENT,
        LAUNCH.replace("Rockets", "Rockets from Todoroki and the TBDX range"),
    ),
    "month with words behind it": (
        "events/2026/2026-03-240mm-rockets.yml",
        LAUNCH.replace("2026-03-05", "2026-03"),
    ),
    "number behind the day": ("events/2026/2026-03-05-12-rockets.yml", LAUNCH),
    "month of a page, day of an event": (
        "articles/2026/2026-03-05-odd-weekly-range.yml",
        REPORT.replace("2026-03-06", "2026-03"),
    ),
    "visit at the site of a launch": (
        "events/2026/2026-02-10-sandok-visit.yml",
        VISIT.replace("2026-03-05", "2026-02-10"),
    ),
    "launches of one day, one without a site": (
        "events/2026/2026-02-10-rockets.yml",
        LAUNCH.replace("2026-03-05", "2026-02-10").replace("place: sandok\n", ""),
    ),
    "missile of the class that is named": (
        EVENT,
        LAUNCH + "systems: [bada-3, bada-3-long]\nmissile_class: srbm\n",
    ),
    "launch from an area": (EVENT, LAUNCH.replace("place: sandok", "place: peninsula")),
    "landing in an area": (EVENT, LAUNCH + flights("landing: peninsula")),
    "far for its class, with a reason": (
        EVENT,
        LAUNCH
        + flights("system: bada-3, range_km: 1100")
        + 'ignore:\n  - {code: R027, text: "1100", why: The source says so.}\n',
    ),
    "as far as the class goes": (EVENT, LAUNCH + flights("system: bada-3, range_km: up to 900")),
    "range of a missile of another class": (
        EVENT,
        LAUNCH + flights("system: byeol-1, range_km: 3000"),
    ),
    "value rounded by its article": (
        "events/2026/2026-02-10-sandok.yml",
        LAUNCH.replace("2026-03-05", "2026-02-10")
        + "flights:\n"
        + "  - {range_km: 425, article: 2026-02-11-joint-staff-statement}\n"
        + "  - {time: 21:54 UTC, article: 2026-02-11-joint-staff-statement}\n"
        + 'ignore:\n  - {code: R025, text: "21:54 UTC", why: The staff said so aloud.}\n',
    ),
    "address that entries of a list share": (
        ARTICLE,
        REPORT.replace("kind: news", "kind: database") + "url: https://list.example.org/\n",
    ),
    "both names of a sea": (EVENT, LAUNCH + said("It fell into the East Sea / Sea of Japan.")),
    "both names of a sea over two lines": (
        EVENT,
        LAUNCH + said("The East\n  Sea has two names, and the Sea of\n  Japan is the other."),
    ),
    "name of a sea that the record supplies": (
        EVENT,
        LAUNCH + said("The [](place:east-sea-sea-of-japan), also East Sea, is deep."),
    ),
    "name of a sea that is quoted": (EVENT, LAUNCH + said('The "East Sea" is a name.')),
    "name of a sea in a longer word": (EVENT, LAUNCH + said("The Middle-East Seaway is far.")),
    "loaded word in quotation marks": (EVENT, LAUNCH + said('It spoke of a "brazen\n  regime".')),
    "loaded word in curly marks": (EVENT, LAUNCH + said("It spoke of “the regime”.")),
    "loaded word in a paragraph that is quoted": (
        EVENT,
        LAUNCH + said("It said:\n\n  > The regime did it."),
    ),
    "loaded word as a part of others": (EVENT, LAUNCH + said("A regimen, and an inter-regime.")),
    "miles beside km": (EVENT, LAUNCH + said("It flew 97 km (60 miles), or 60 miles in all.")),
    "nautical miles": (EVENT, LAUNCH + said("Within 12 nautical miles of land.")),
    "miles without a number": (EVENT, LAUNCH + said("They were miles away.")),
    "miles of a fact in km": (
        "facts/way.yml",
        "name: Way\nvalue: 97\nunit: km\nas_of: 2026-02-10\narticle: test-register\n"
        "definition: |\n  Printed as 60 miles.\n",
    ),
    "superlative of a speaker": (
        EVENT,
        LAUNCH + said("By [the staff](actor:joint-staff) it was the longest."),
    ),
    "superlative of a source": (EVENT, LAUNCH + said("The longest[](article:test-register).")),
    "superlative of a visit": (EVENT, VISIT + said("The longest visit.")),
    "quotation of as many words as may be": (
        EVENT,
        LAUNCH + said(f'It says "{" ".join(["so"] * 25)}".'),
    ),
    "marks that no quotation closes": (
        EVENT,
        LAUNCH + said(f'It is 5" wide.\n\n  {" ".join(["so"] * 30)}, 6" high.'),
    ),
    "English title in a Korean paper": (
        ARTICLE,
        REPORT.replace("language: en", "language: ko\ntitle_basis: address"),
    ),
    "title in words of the digest": (
        ARTICLE,
        REPORT.replace("language: en", "language: fr\ntitle_basis: described"),
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


def test_dispute_of_two_sides_is_one(read_with: Callable[..., Checked]) -> None:
    visit = VISIT.replace("confirmed", "disputed")
    claim = "  - {event: 2026-03-05-sandok, about: statement, value: it took place, by: "
    report = REPORT.replace("2026-02-10-sandok, 2026-02-09-harbour-visit", "2026-03-05-sandok")
    one = f"claims:\n{claim}north-korea, verb: denied}}\n"
    files = {EVENT: visit, ARTICLE: report + one}
    assert [problem.code for problem in read_with(files).problems] == ["R044"]
    of_one_state = f"{claim}south-korea, verb: said}}\n{claim}joint-staff, verb: denied}}\n"
    files = {EVENT: visit, ARTICLE: f"{report}claims:\n{of_one_state}"}
    assert [problem.code for problem in read_with(files).problems] == ["R044"]
    files = {EVENT: visit, ARTICLE: f"{report}{one}{claim}joint-staff, verb: said}}\n"}
    assert read_with(files).problems == ()
