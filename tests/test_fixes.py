"""What is told of a slip is true, at its place, and a fix that the checker itself would take."""

import re
from collections.abc import Callable

import pytest

from generator.build import Checked
from generator.load.files import Text
from generator.load.records import build, read_source
from generator.problems import Problem

EVENT = "events/2026/2026-03-05-sandok.yml"
GOOD = "type: missile-launch\ndate: 2026-03-05\nplace: sandok\nstatus: confirmed\n"
GOOD = f"title: A salvo\n{GOOD}article: test-register\n"
ARTICLE = "title: x\nkind: news\npublisher: wire\npublished: 2026-03-05\nlanguage: en\n"
ARTICLE += "summary: It flew.\nevents: [2026-02-10-sandok]\nclaims:\n"
WATCH = (
    "name: Night Watch\nkind: organisation\ncountry: south-korea\nurl: https://watch.example.org/\n"
)
COLON = "write a plain colon and a space"
Reading = Callable[..., Checked]


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (
            EVENT,
            f"{GOOD}related: [1994-spring-rocket]\n",
            "7:11 R001 `1994-spring-rocket` has a new id; write 1994-05-unknown-site",
        ),
        (
            EVENT,
            f"{GOOD}summary: See [it](event:1994-spring-rocket).\n",
            "7:19 R001 `1994-spring-rocket` has a new id; write 1994-05-unknown-site",
        ),
        (
            EVENT,
            f"{GOOD}count: {{value: 12,000, article: test-register}}\n",
            "7:16 S011 the comma ends the number `12,000` here; write 12000",
        ),
        (
            EVENT,
            f"{GOOD}count: {{value: 1,234,567, article: test-register}}\n",
            "7:16 S011 the comma ends the number `1,234,567` here; write 1234567",
        ),
        (
            EVENT,
            GOOD.replace("title: ", "title：", 1),
            f"1:6 Y015 the colon behind `title` is a full-width one; {COLON}",
        ),
        (
            EVENT,
            GOOD.replace("place: ", "place： ", 1),
            f"4:6 Y015 the colon behind `place` is a full-width one; {COLON}",
        ),
        (
            EVENT,
            f"{GOOD}article： test-register\n",
            f"7:8 Y015 the colon behind `article` is a full-width one; {COLON}",
        ),
        (
            EVENT,
            "title：A salvo\n",
            f"1:6 Y015 the colon behind `title` is a full-width one; {COLON}",
        ),
        (
            f"events/{'a' * 81}.yml",
            GOOD,
            f"1:1 F001 `{'a' * 81}` is not an id (81 characters, at most 80); shorten the name",
        ),
        (
            "events/-ev.yml",
            GOOD,
            "1:1 F001 `-ev` is not an id (a hyphen stands between two words only); "
            "use lower-case letters a to z, digits and single hyphens",
        ),
        (
            EVENT,
            GOOD.encode("utf-16-le"),
            "1:1 Y002 the file is UTF-16 or UTF-32; save as UTF-8",
        ),
        (
            EVENT,
            GOOD.encode("utf-16-be"),
            "1:1 Y002 the file is UTF-16 or UTF-32; save as UTF-8",
        ),
    ],
)
def test_slip_is_told_with_its_cause(
    path: str, text: str | bytes, told: str, read_with: Reading
) -> None:
    found = read_with({path: text}).problems
    assert [f"{p.line}:{p.column} {p.code} {p.message}; {p.fix}" for p in found] == [told]


def test_value_of_a_claim_that_has_a_new_id_is_told_with_it(read_with: Reading) -> None:
    cape = "former_ids: [old-cape]\nname: Cape\nkind: area\narticle: test-register\n"
    of_event = "event: 2026-02-10-sandok, about: landing, value: old-cape"
    claim = f"  - {{{of_event}, by: wire, verb: recorded}}\n"
    found = read_with({"places/cape.yml": cape, "articles/2026/x.yml": ARTICLE + claim}).problems
    assert [(p.code, p.fix) for p in found] == [("R001", "write cape, its new id")]


@pytest.mark.parametrize(
    "words",
    [
        *("27 July 1953", "July 27, 1953", "July 1953", "27 July", "1953", "1953-07-27", "in July"),
        *("1953 July 27", "the end"),
    ],
)
def test_day_of_a_fact_may_be_told_in_other_words(words: str, read_with: Reading) -> None:
    text = f"{WATCH}summary: It ended [{words}](fact:end-of-the-war).\n"
    assert read_with({"actors/night-watch.yml": text}).problems == ()


@pytest.mark.parametrize(
    "words", ["28 July 1953", "27 June 1953", "27 July 1954", "1954", "19 July", "August"]
)
def test_other_day_than_the_fact_is_told(words: str, read_with: Reading) -> None:
    text = f"{WATCH}summary: It ended [{words}](fact:end-of-the-war).\n"
    found = read_with({"actors/night-watch.yml": text}).problems
    assert [p.code for p in found] == ["R011"]


def written(problem: Problem) -> list[str]:
    """The values that a fix tells to write: one, or two to choose from."""
    assert re.match("write |add the zone: ", problem.fix), problem.fix
    told = re.sub("^write |^add the zone: ", "", problem.fix)
    told = re.sub(r" if (it|the month) .*|: the unit .*", "", told)
    return re.split(", or | or (?=.*(?:KST|UTC))", told)


def applied(text: str, problem: Problem, value: str) -> str:
    """The text with what the problem marks replaced by a value."""
    lines = text.split("\n")
    line = lines[problem.line - 1]
    lines[problem.line - 1] = line[: problem.column - 1] + value + line[problem.end_column - 1 :]
    return "\n".join(lines)


FLIGHT = "flights:\n  - time: 06:54 KST\n    range_km: 340\n    article: test-register\n"
SLIPS = {
    "range_km": {
        "approx. 350km": "about 350",
        "about 350 km": "about 350",
        "ca. 350 kilometres": "about 350",
        "≈350": "about 350",
        "roughly three": "about 3",
        "350+": "at least 350",
        "350 or more": "at least 350",
        "≥ 350": "at least 350",
        "no less than 350 km": "at least 350",
        "more than 350km": "more than 350",
        "over 350": "more than 350",
        "> 350 km": "more than 350",
        "no more than 400 km": "up to 400",
        "400 or less": "up to 400",
        "under 400 km": "less than 400",
        "340–350 km": "340 to 350",
        "between 340 and 350 km": "340 to 350",
        "350 km": "350",
        "３５０": "350",
        "1 350": "1350",
        "1'350": "1350",
        "1,350 km": "1350",
        "1.350": "1350|1.35",
        "about 1.350": "about 1350|about 1.35",
        "1.400 km": "1400|1.4",
        "2.000": "2000|2.0",
        "7.688": "7688|7.6880",
        "1.350 to 1.400": "1350 to 1.400|1.35 to 1.400",
    },
    "time": {
        "3:50 pm KST": "15:50 KST",
        "3.50 p.m. (KST)": "15:50 KST",
        "12:10 a.m. KST": "00:10 KST",
        "15:50 JST": "15:50 KST",
        "15:50 Korean time": "15:50 KST",
        "06:50 GMT": "06:50 UTC",
        "06:50Z": "06:50 UTC",
        "around 15:50 KST": "about 15:50 KST",
        "at about 15:50 KST": "about 15:50 KST",
        "~15:50 KST": "about 15:50 KST",
        "15:50-16:02 KST": "15:50 to 16:02 KST",
        "3:50 – 4:02 pm KST": "15:50 to 16:02 KST",
        "between 15:50 and 16:02 KST": "15:50 to 16:02 KST",
        "3:50 KST": "03:50 KST|15:50 KST",
        "9:05 UTC": "09:05 UTC|21:05 UTC",
        "3:50-4:02 KST": "03:50 to 04:02 KST|15:50 to 16:02 KST",
        "15：50 KST": "15:50 KST",
        "15:50": "15:50 KST|15:50 UTC",
        "오후 3시 50분": "15:50 KST|15:50 UTC",
        "1550 KST": "15:50 KST",
        "15:50:30 KST": "15:50 KST",
    },
    "date": {
        "5 Mar 2026": "2026-03-05",
        "5th March 2026": "2026-03-05",
        "Mar 5, 2026": "2026-03-05",
        "Thursday, 5 March 2026": "2026-03-05",
        "March 2026": "2026-03",
        "2026년 3월 5일": "2026-03-05",
        "2026年3月5日": "2026-03-05",
        "2026년 3월": "2026-03",
        "2026. 3. 5.": "2026-03-05",
        "2026.03.05": "2026-03-05",
        "25.02.2026": "2026-02-25",
        "01/02/2026": "2026-02-01|2026-01-02",
        "２０２６-０３-０５": "2026-03-05",
        "2026–03–05": "2026-03-05",
        "2026−03−05": "2026-03-05",
    },
}


def found_in(text: str) -> list[Problem]:
    """What is wrong with an event's own values."""
    file = Text(EVENT, "events", "2026-03-05-sandok", text)
    source, problems = read_source(file)
    assert source
    return [*problems, *build(file, source)[1]]


@pytest.mark.parametrize(
    ("key", "slip", "meant"),
    [(key, slip, meant) for key, cases in SLIPS.items() for slip, meant in cases.items()],
)
def test_computed_fix_is_what_was_meant_and_is_accepted(key: str, slip: str, meant: str) -> None:
    text = re.sub(rf"(?m)({key}: ).*$", lambda found: f'{found[1]}"{slip}"', GOOD + FLIGHT)
    (told,) = found_in(text)
    assert written(told) == meant.split("|")
    for value in written(told):
        # Of two ends of a range one is asked about, then the other.
        rest = found_in(applied(text, told, value))
        assert rest == [] or (" to " in slip and "1.400" in value)


def test_computed_fix_is_accepted_by_the_whole_check(read_with: Reading) -> None:
    text = (GOOD + FLIGHT).replace("06:54 KST", "6:54 a.m. JST").replace("340", "approx. 340 km")
    told = read_with({EVENT: text}).problems
    assert [problem.fix for problem in told] == ["write 06:54 KST", "write about 340"]
    for problem in told:
        text = applied(text, problem, *written(problem))
    assert read_with({EVENT: text}).problems == ()


@pytest.mark.parametrize("slip", ["unknown", "n/a", "null", "Not known", "—", "~", "TBD"])
@pytest.mark.parametrize("key", ["range_km", "time", "bearing_deg"])
def test_value_that_says_nothing_is_to_be_left_out(key: str, slip: str) -> None:
    flight = f'flights:\n  - {key}: "{slip}"\n    outcome: success\n    article: test-register\n'
    (told,) = found_in(GOOD + flight)
    assert told.fix == f"leave `{key}` out: what is not known is not written"
    assert found_in(re.sub(rf"{key}: .*\n    ", "", GOOD + flight)) == []


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("count: {value: n/a, article: test-register}", "leave `count` out"),
        ("corrections: [{on: unknown, field: a, was: b, now: c, why: d}]", "leave this entry of"),
        ("date: unknown", "write the value as far as it is known: `date` is needed"),
    ],
)
def test_what_must_be_given_takes_its_entry_with_it(line: str, fix: str) -> None:
    key = line.split(":")[0]
    text = re.sub(rf"(?m)^{key}: .*\n", "", GOOD) + f"{line}\n"
    (told,) = found_in(text)
    assert told.fix.startswith(fix)


@pytest.mark.parametrize(
    ("unit", "value", "asked"),
    [
        ("people", "28.500", True),
        ("km", "1.350", True),
        ("km", "1.852", False),
        ("km", "about 12.000", True),
        ("degrees", "39.1500", False),
    ],
)
def test_three_decimals_of_a_fact_are_asked_about_where_they_end_in_a_nought(
    unit: str, value: str, asked: bool, read_with: Reading
) -> None:
    fact = f"name: A number\nvalue: {value}\nunit: {unit}\nas_of: 2026-03-01\n"
    found = read_with({"facts/a-number.yml": f"{fact}article: test-register\n"}).problems
    assert [problem.code for problem in found] == ["S011"] * asked


def test_three_decimals_are_asked_about_in_a_claim(read_with: Reading) -> None:
    of_event = "event: 2026-02-10-sandok, about: range_km, value: 1.350"
    claim = f"  - {{{of_event}, by: wire, verb: recorded}}\n"
    (told,) = read_with({"articles/2026/x.yml": ARTICLE + claim}).problems
    assert (told.code, told.fix) == ("S011", "write 1350, or 1.35")
