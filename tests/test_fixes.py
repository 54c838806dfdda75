"""What is told of a slip is true, at its place, and a fix that the checker itself would take."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CORPUS, MODELS

from generator.catalogue.link import quantity_fix, time_fix
from generator.loading.files import Text, check_text, read_folder
from generator.loading.records import build, read_source
from generator.loading.unknown_keys import other_kind
from generator.problems import Problem
from generator.schema.kinds import Settings
from generator.schema.registry import FOLDERS
from generator.site.reading import Checked
from generator.values.numbers import QUANTITY
from generator.values.times import CLOCK

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
            f"{GOOD}related: [2026-02-11-sandok]\n",
            "7:11 R001 `2026-02-11-sandok` was removed on 2026-02-20 (It was the launch of the day "
            "before, entered twice.); name another record, or remove the reference",
        ),
        (
            EVENT,
            f"{GOOD}flights:\n  -\n",
            "8:4 S002 an entry of `flights` is empty; write it, or remove its hyphen",
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
            "1:1 F001 `-ev` is not an id (a hyphen is only used between two words); "
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
        "3:50 pm JST": "15:50 KST",
        "15:50 +09:00": "15:50 KST",
        "15:50 Korean time": "15:50 KST",
        "6:50 a.m. GMT": "06:50 UTC",
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


SETTINGS = Settings.model_validate(
    {
        **{"title": "Test digest", "subject": "tests", "as_of": "2026-03-31"},
        **{"place_names": "Both.", "zone": "Asia/Seoul", "zone_name": "Korean time"},
    }
)


def found_in(text: str) -> list[Problem]:
    """What is wrong with an event's own values."""
    file = Text(EVENT, "events", "2026-03-05-sandok", text)
    source, problems = read_source(file, MODELS)
    problems += build(file, source, MODELS).problems if source else ()
    return [one._replace(fix=fix_of(one)) for one in problems]


def fix_of(problem: Problem) -> str:
    """The fix of a problem, by what the digest declares."""
    kind, text, key = problem.wanted
    if kind == CLOCK:
        return time_fix(SETTINGS, text)
    if kind == QUANTITY:
        (entry,) = (one for one in MODELS.declared.measures if one.carried_as == key)
        return quantity_fix(entry, text)
    return problem.fix


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


CLAIM = "  - {{event: 2026-02-10-sandok, about: statement, value: x, by: {}, verb: said}}\n"


BY = [
    # A name or an alias, in any case and script, and a former id.
    ("Joint Staff", "write joint-staff"),
    ("hapcham", "write joint-staff"),
    ("합참", "write joint-staff"),
    ("general-staff", "write joint-staff"),
    ("The Ministry of Tests", "write defence-ministry"),
    # One slip of a key; the file is always offered too.
    ("joint-staf", "did you mean `joint-staff`? Or add content/actors/joint-staf.yml"),
    ("jiont-staff", "did you mean `joint-staff`? Or add content/actors/jiont-staff.yml"),
    # Nothing else is suggested, however alike.
    ("joint-chiefs", "correct the id, or add content/actors/joint-chiefs.yml"),
    ("ada-consul", "correct the id, or add content/actors/ada-consul.yml"),
    ("wired", "correct the id, or add content/actors/wired.yml"),
    ("fire", "correct the id, or add content/actors/fire.yml"),
    ("Kim Yo Jong", "correct the id, or add content/actors/kim-yo-jong.yml"),
    ("김여정", "correct the id, or add content/actors/ID.yml"),
    # Two origins in one key.
    (
        '"joint-staff, wire"',
        "one origin a claim: write 2 claims, by `joint-staff` and by `wire`",
    ),
    (
        "Joint Staff and a diplomat",
        "correct the id, or add content/actors/joint-staff-and-a-diplomat.yml",
    ),
    (
        "wire / Hapcham / Ministry of Tests",
        "one origin a claim: write 3 claims, by `wire` and by `joint-staff` and by "
        "`defence-ministry`",
    ),
]


def test_unknown_actor_is_never_answered_with_somebody_else(read_with: Reading) -> None:
    texts = [ARTICLE + CLAIM.format(by) for by, _ in BY]
    told = read_with({f"articles/2026/x-{n}.yml": t for n, t in enumerate(texts, 10)}).problems
    assert {problem.code for problem in told} == {"R001", "S040"}
    assert [problem.fix for problem in told] == [fix for _, fix in BY]


LINES = [
    ("place: Yonghung", "correct the id, or add content/places/yonghung.yml"),
    ("place: Sea of Japan", "write east-sea-sea-of-japan"),
    ("place: 'east sea'", "write east-sea-sea-of-japan"),
    (
        "place: outside Japan's EEZ",
        "write the id of a place, such as a sea; what was said of a zone is a claim about "
        "`landing_zone`",
    ),
    ("systems: [bada-4]", "correct the id, or add content/systems/bada-4.yml"),
    ("systems: [bada3]", "write bada-3"),
    ("systems: [바다-3]", "write bada-3"),
    ("systems: [badaa-3]", "did you mean `bada-3`? Or add content/systems/badaa-3.yml"),
    ("systems: [unknown]", "leave this entry of `systems` out: what is not known is not"),
    ("place: unknown", "leave `place` out: what is not known is not written"),
    ("place: n/a", "leave `place` out: what is not known is not written"),
    ("related: [2026-02-11-sandok]", "name another record, or remove the reference"),
    (
        "related: [2026-02-12-sandok]",
        "correct the id, or add content/events/2026/2026-02-12-sandok.yml",
    ),
    (
        "article: 2026-03-06-odd-weekly",
        "correct the id, or add content/articles/2026/2026-03-06-odd-weekly.yml",
    ),
    ("article: test-registr", "did you mean `test-register`? Or add content/articles/"),
    ("summary: It [rose](term:zenith).", "correct the id, or add content/terms/zenith.yml"),
    ("summary: It rose [](fact:x-y).", "correct the id, or add content/facts/x-y.yml"),
    ("summary: By [it](actor:Hapcham).", "write joint-staff"),
    ("summary: See [a](explainer:maps).", "correct the id, or add content/explainers/maps.md"),
    (
        "actors: [{id: wire, role: spoke}]",
        "use one of: attended, visited",
    ),
    (
        "actors: [{id: wire, role: attend}]",
        "use one of: attended, visited",
    ),
    (
        "actors: [{id: wire, role: Visited}]",
        "did you mean `visited`? The words are: attended, visited",
    ),
    ("type: launch", "use one of: missile-launch, space-launch, several-weapons, visit"),
]


def test_unknown_record_is_answered_with_its_file_and_a_word_with_the_words(
    read_with: Reading,
) -> None:
    files = {}
    for number, (line, _) in enumerate(LINES, 10):
        without = re.sub(rf"(?m)^{line.split(':')[0]}: .*\n", "", GOOD)
        files[f"events/2026/event-{number}.yml"] = f"{without}{line}\n"
    found = read_with(files).problems
    told = [problem for problem in found if problem.code in ("R001", "S040")]
    assert len(told) == len(LINES)
    for problem, (line, fix) in zip(told, LINES, strict=True):
        assert problem.fix.startswith(fix), line


def test_list_without_its_key_is_told_to_be_one(read_with: Reading) -> None:
    (told,) = read_with({"removed.yml": "- kind: events\n  id: 2026-01-01-x\n"}).problems
    assert (told.code, told.line) == ("Y010", 1)
    assert told.message.startswith("the file is a list") and "key above it" in told.fix


def test_word_that_says_nothing_is_to_be_removed_from_its_vocabulary(
    content: Path, read_with: Reading
) -> None:
    file = "vocabulary/roles.yml"
    entry = "  - {id: unknown, name: Unknown, description: Nobody knows.}\n"
    (told,) = read_with({file: (content / file).read_text("utf-8") + entry}).problems
    assert (told.code, told.fix.partition(":")[0]) == ("S040", "remove this entry")


VALUES = [
    ("landing", "East Sea", "write east-sea-sea-of-japan"),
    ("landing", "pacific", "correct the id, or add content/places/pacific.yml"),
    ("system", "bada-33", "correct the id, or add content/systems/bada-33.yml"),
    ("outcome", "failed", "use one of: success, failure"),
    ("clas", "srbm", "use one of: count, time"),
    ("statment", "x", "did you mean `statement`? The words are: count, time"),
    ("Range-km", "350", "did you mean `range_km`? The words are: count, time"),
]


def test_value_of_a_claim_is_answered_alike(read_with: Reading) -> None:
    claim = CLAIM.format("wire")
    files = {}
    for number, (about, value, _) in enumerate(VALUES, 10):
        said = claim.replace("statement, value: x", f"{about}, value: {value}")
        files[f"articles/2026/x-{number}.yml"] = ARTICLE + said
    told = read_with(files).problems
    assert len(told) == len(VALUES)
    for problem, (about, value, fix) in zip(told, VALUES, strict=True):
        assert problem.fix.startswith(fix), (about, value)


def test_id_meant_by_a_name_is_accepted(read_with: Reading) -> None:
    claims = [CLAIM.format("Hapcham"), CLAIM.format("Joint_Staff").replace("value: x", "value: y")]
    text = ARTICLE + "".join(claims)
    for told in read_with({"articles/2026/x.yml": text}).problems:
        text = applied(text, told, *written(told))
    assert text.count("by: joint-staff") == 2
    assert read_with({"articles/2026/x.yml": text}).problems == ()


SHAPES = [
    ("count: 2", "write {value: 2, article: …}"),
    ("range_km: about 350", "write {value: about 350, article: …}"),
    ("time: 06:54 KST", "write {value: 06:54 KST, article: …}"),
    ("landing: yonghung-bay", "write {place: yonghung-bay, article: …}"),
    ("actors: [wire]", "write {id: wire, role: …}"),
    ("actors: wire", "write [{id: wire, role: …}]"),
    ("systems: bada-3", "write [bada-3]"),
    ("related: 2026-02-10-sandok, 1994-05-unknown-site", "write [2026-02-10-sandok, 1994-05"),
    ("same_as: '31'", "write `key: value`"),
    (
        "corrections: [{on: 2026-03-06, field: t, was: a, now: b, why: A slip, in haste, of pens}]",
        'write "A slip, in haste, of pens"',
    ),
    ("actors: [{id: wire, role: he said, it fell}]", 'write "he said, it fell"'),
    ("landing: {place: yonghung-bay, off Sandok, article: x}", 'write "yonghung-bay, off Sandok"'),
    ("count: {value: 12,000, article: test-register}", "write 12000"),
]


@pytest.mark.parametrize(("line", "fix"), SHAPES)
def test_shape_that_is_wanted_is_shown_with_the_value(line: str, fix: str) -> None:
    (told,) = found_in(f"{GOOD}{line}\n")
    assert told.fix.startswith(fix)
    if "…" not in fix and ("[" in fix or '"' in fix):
        rest = found_in(applied(f"{GOOD}{line}\n", told, told.fix.removeprefix("write ")))
        assert {problem.code for problem in rest} <= {"S040"}


@pytest.mark.parametrize(
    ("key", "keys"), [("carried", "event, part, thing"), ("spoken", "nouns, ")]
)
def test_keys_are_named_where_none_of_them_must_be_there(
    key: str, keys: str, read_with: Reading
) -> None:
    path = "vocabulary/claim-properties.yml"
    text = (CORPUS / path).read_text("utf-8")
    entry = f"  - id: colour\n    name: Colour\n    description: Its colour.\n    {key}: red\n"
    found = read_with({path: f"{text}{entry}"}).problems
    line = f"{text}{entry}".count("\n")
    (told,) = [
        problem for problem in found if (problem.path, problem.line) == (f"content/{path}", line)
    ]
    assert f"with one of the keys {keys}" in told.fix


def test_aliases_are_shown_with_their_keys() -> None:
    file = Text("actors/x.yml", "actors", "x", f"{WATCH}aliases: [NW]\n")
    source, _ = read_source(file, MODELS)
    assert source
    (told,) = build(file, source, MODELS).problems
    assert told.fix == "write {name: NW, lang: …, article: …}"


def test_record_in_the_folder_of_any_other_kind_is_one_problem(content: Path) -> None:
    texts, _ = read_folder(content, "content", FOLDERS)
    folders = FOLDERS - {"explainers"}
    seen = set()
    for text in texts:
        source, _ = read_source(text, MODELS)
        if text.kind not in folders or not source:
            continue
        assert other_kind(text.kind, source.tree.data, MODELS) == "", text.path
        for folder in folders - {text.kind}:
            assert other_kind(folder, source.tree.data, MODELS) == text.kind, (text.path, folder)
            seen.add((text.kind, folder))
    assert len(seen) == len(folders) * (len(folders) - 1)


@pytest.mark.parametrize(
    ("origin", "folder", "said"),
    [
        ("articles/1994/1994-06-odd-weekly-denial.yml", "events", "an article"),
        ("places/sandok.yml", "actors", "a place"),
        ("terms/apogee.yml", "facts", "a term"),
    ],
)
def test_misplaced_record_hides_what_refers_to_it(
    origin: str, folder: str, said: str, content: Path, read_with: Reading
) -> None:
    text = (content / origin).read_text("utf-8")
    (content / origin).unlink()
    told = read_with({f"{folder}/{Path(origin).name}": text}).problems
    assert [(p.code, p.line) for p in told] == [("F008", 1)]
    assert told[0].message == f"this looks like {said}, but the folder is for {folder}"
    assert told[0].fix.startswith(f"move the file to content/{origin.split('/')[0]}/, or")


@pytest.mark.parametrize("slip", ["kind: news\n", "publisher: wire\n", "url: https://a.example/\n"])
def test_key_of_another_kind_alone_is_told_by_itself(slip: str) -> None:
    assert [problem.code for problem in found_in(GOOD + slip)] == ["S001"]


CLAIMS = ARTICLE.replace("summary: It flew.", "summary: |\n  It flew.")
# A text with `@` where the parser stops; the message; what is written in its place.
STOPPED = [
    ("title: 'North's missiles'", "1:8", 'write "North\'s missiles"'),
    ("title: 'North's \"new\" missiles'", "1:8", "write 'North''s \"new\" missiles'"),
    ('title: "The "new" missiles"', "1:8", "write 'The \"new\" missiles'"),
    ("title: [속보] 발사", "1:8", 'write "[속보] 발사"'),
    ('title: [Photos] the "new" one', "1:8", "write '[Photos] the \"new\" one'"),
    ('title: "Monster" flies', "1:8", "write '\"Monster\" flies'"),
    ("title: 'Monster' flies again", "1:8", "write \"'Monster' flies again\""),
    ("title:A salvo", "1:1", "write title: A salvo"),
    ("title A salvo", "1:1", "write title: A salvo"),
]


@pytest.mark.parametrize(("line", "place", "fix"), STOPPED)
def test_value_that_stops_the_parser_is_told_with_what_to_write(
    line: str, place: str, fix: str
) -> None:
    text = GOOD.replace("title: A salvo", line) + "weather: fine\n"
    told, other = found_in(text)
    assert (f"{told.line}:{told.column}", told.code, told.fix) == (place, "Y019", fix)
    # The rest of the file is read all the same.
    assert (other.line, other.code) == (7, "S001")
    assert found_in(applied(text, told, fix.removeprefix("write "))) == [other]


@pytest.mark.parametrize("end", ["... and more\n", "...\nweather: fine\n", "...\n\n# said\na: 1\n"])
def test_text_behind_the_end_of_a_record_is_reported_at_the_dots(end: str) -> None:
    (told,) = found_in(GOOD + end)
    assert (told.line, told.column, told.code) == (7, 1, "Y019")
    assert "ends a record" in told.message and "dots" in told.fix


@pytest.mark.parametrize("named", ["Z", " Z", " GMT", "Zulu"])
def test_other_name_of_utc_in_a_text_is_replaced_by_it(named: str, read_with: Reading) -> None:
    text = f"{GOOD}summary: |\n  It left at 06:54{named}, they said.\n"
    (told,) = read_with({"events/2026/2026-03-05-sandok.yml": text}).problems
    assert (told.code, told.fix) == ("S024", "write 06:54 UTC")


KEYLESS = [
    ("status:confirmed", "5:1", "write status: confirmed"),
    ("status confirmed", "5:1", "write status: confirmed"),
    ("status:\u3000confirmed", "5:8", "write a plain space"),
    ("confirmed", "5:1", "join it to the line above, or write `key: value`"),
]


@pytest.mark.parametrize(("line", "place", "fix"), KEYLESS)
def test_line_without_its_key_is_told_at_that_line(line: str, place: str, fix: str) -> None:
    found = found_in(GOOD.replace("status: confirmed", line))
    assert (f"{found[0].line}:{found[0].column}", found[0].fix) == (place, fix)
    assert len(found) == 1 or line == "confirmed"


@pytest.mark.parametrize("key", ["date", "place", "article"])
@pytest.mark.parametrize("slip", [":", " ", ":\u3000"])
def test_key_without_its_sign_is_told_at_its_line(key: str, slip: str) -> None:
    text = GOOD.replace(f"{key}: ", f"{key}{slip}")
    (told,) = found_in(text)
    assert text.split("\n")[told.line - 1].startswith(key)


@pytest.mark.parametrize(
    "claim",
    [
        "  - {event: 2026-02-10-sandok, about: count, value: 2, by: wire, verb: said\n",
        "  - {event: 2026-02-10-sandok, about: count, value: 2, by: wire, via: [x, verb: said}\n",
        "  - {event: 2026-02-10-sandok, about: count, value: 2, by: wire, verb: said]\n",
    ],
)
def test_missing_brace_is_told_on_its_own_line(claim: str) -> None:
    file = Text("a.yml", "articles", "a", CLAIMS + claim + CLAIM.format("wire"))
    (told,) = read_source(file, MODELS)[1]
    assert (told.line, told.code) == (10, "Y019")
    assert "not closed" in told.message or "closed" in told.fix


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("before", ["  It flew.\n", "  It flew.\n\n", ""])
def test_text_at_the_left_edge_is_one_problem(count: int, before: str) -> None:
    lines = "Nobody saw it.\n" * count
    text = f"{GOOD}summary: |\n{before}{lines}count: {{value: 2, article: test-register}}\n"
    (told,) = found_in(text)
    assert (told.line, told.column) == (8 + before.count("\n"), 1)
    assert told.fix == "indent it like the text it belongs to"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("status: confirmed\n", "status: reported\n"),
        ("status: confirmed\narticle: test-register\n", "article: test-register\n"),
        ("", "note: x\n"),
    ],
)
@pytest.mark.parametrize("base", ["", "||||||| base\n"])
def test_merge_conflict_is_one_problem_at_its_first_mark(mine: str, theirs: str, base: str) -> None:
    both = f"<<<<<<< HEAD\n{mine}{base}=======\n{theirs}>>>>>>> branch\n"
    text = GOOD.replace(mine, both) if mine else GOOD + both
    (told,) = found_in(text)
    assert "merge conflict" in told.message
    assert text.split("\n")[told.line - 1] == "<<<<<<< HEAD"


@pytest.mark.parametrize("opening", ["```", "```yaml", "```yml"])
def test_code_fence_is_one_problem(opening: str) -> None:
    for text in (f"{opening}\n{GOOD}```\n", f"{GOOD}```\n", f"{opening}\n{GOOD}"):
        (told,) = found_in(text)
        assert told.message == "a code fence is no part of a record"
        assert text.split("\n")[told.line - 1].startswith("```")


def test_faults_below_a_comment_and_a_second_key_are_told_too(read_with: Reading) -> None:
    text = GOOD.replace("A salvo", "A salvo # of two") + "place: sandok\nrelated: [1994-nowhere]\n"
    found = read_with({EVENT: text}).problems
    assert [(p.line, p.code) for p in found] == [(1, "Y014"), (7, "Y005"), (8, "R001")]
    assert found[0].fix.startswith("move the remark to a line of its own; if it")


FLIGHTS = "flights:\n  - {bad}\n  - {{system: bada-99, article: test-register}}\n"
BEHIND = [
    # A word in place of an entry, one of the wrong shape, one with a value that is refused.
    ("systems: [B A, bada-3, bada-99]\n", [(7, 11, "S040"), (7, 24, "R001")]),
    ("related:\n  - {a: b}\n  - 1994-nowhere\n", [(8, 5, "S003"), (9, 5, "R001")]),
    (FLIGHTS.format(bad="nothing"), [(8, 5, "S003"), (9, 14, "R001")]),
    (
        FLIGHTS.format(bad="{time: soon, article: gone}"),
        [(8, 12, "S024"), (8, 27, "R001"), (9, 14, "R001")],
    ),
    (FLIGHTS.format(bad="{tim: 06:54 KST}"), [(8, 6, "S001"), (9, 14, "R001")]),
]


@pytest.mark.parametrize(("lines", "told"), BEHIND)
def test_reference_behind_a_broken_entry_is_told_at_its_own_place(
    lines: str, told: list[tuple[int, int, str]], read_with: Reading
) -> None:
    found = read_with({EVENT: GOOD + lines}).problems
    assert [(p.line, p.column, p.code) for p in found] == told
    for problem in found:
        if problem.code == "R001":
            marked = problem.excerpt[problem.column - 1 : problem.end_column - 1]
            assert f"`{marked}`" in problem.message


def test_entry_that_is_broken_takes_no_number_from_those_behind_it(
    content: Path, read_with: Reading
) -> None:
    # Claims of other files count the flights of a launch.
    path = "events/2026/2026-02-10-sandok.yml"
    text = (content / path).read_text("utf-8")
    broken = re.sub(r"(flights:\n)(?s:.*?)(  - time: about)", r"\1  - nothing\n\2", text)
    assert broken.count("  - time: ") == 1
    assert [p.code for p in read_with({path: broken}).problems] == ["S003"]


NEEDED = [
    ("by: No Body!, verb: said, via: [gone]", ["S040", "R001"]),
    ("by: gone, verb: said, via: [No Body!]", ["R001", "S040"]),
    ("by: 'A, B', verb: gone", ["S040", "R001"]),
    ("verb: gone", ["S002", "R001"]),
]


@pytest.mark.parametrize(("rest", "codes"), NEEDED)
def test_value_that_is_needed_and_refused_hides_no_reference(
    rest: str, codes: list[str], read_with: Reading
) -> None:
    claim = f"  - {{event: 2026-02-10-sandok, about: statement, value: x, {rest}}}\n"
    found = read_with({"articles/2026/x.yml": ARTICLE + claim}).problems
    assert [p.code for p in found] == codes


def test_key_that_is_needed_and_missing_hides_no_reference(read_with: Reading) -> None:
    text = GOOD.replace("date: 2026-03-05\n", "").replace("place: sandok", "place: sandock")
    codes = [(p.line, p.code) for p in read_with({EVENT: text}).problems]
    assert codes == [(1, "S002"), (3, "R001")]


SIGNS = [
    ("systems: [bada-3，byeol-1]", [(7, 17, "write a plain comma and a space")]),
    ("systems: [bada-3、byeol-1]", [(7, 17, "write a plain comma and a space")]),
    ("count: {value: 2， article: x}", [(7, 17, "write a plain comma and a space")]),
    ("count: {value：2, article: x}", [(7, 14, "write a plain colon and a space")]),
    ("count: {value: 2, article：x}", [(7, 26, "write a plain colon and a space")]),
    (
        "count: ｛value: 2, article: x｝",
        [(7, 8, "write a plain brace"), (7, 29, "write a plain brace")],
    ),
    ("count: {value: 2, article: x｝", [(7, 29, "write a plain brace")]),
    (
        "systems: ［bada-3, x］",
        [(7, 10, "write a plain bracket"), (7, 20, "write a plain bracket")],
    ),
    ("systems:\n  – x", [(8, 3, "write a hyphen and a space")]),
    (
        "systems:\n  • bada-3\n  • x",
        [(8, 3, "write a hyphen and a space"), (9, 3, "write a hyphen and a space")],
    ),
    ("flights:\n  · range_km: 3\n    article: x", [(8, 3, "write a hyphen and a space")]),
    ("systems:\n  -x", [(8, 3, "write a hyphen and a space")]),
]


@pytest.mark.parametrize(("line", "told"), SIGNS)
def test_sign_that_only_looks_like_one_of_yaml_is_told_alone(
    line: str, told: list[tuple[int, int, str]]
) -> None:
    found = found_in(f"{GOOD}{line}\n")
    assert [(p.line, p.column, p.fix) for p in found] == told
    assert {p.code for p in found} == {"Y015"}


@pytest.mark.parametrize(
    "text",
    [
        "title: ［속보］ 발사：두 발, 350㎞",
        "title: 발사，성공",
        "summary: |\n  – one：\n  • two，{place： x｝\n  -three",
        'title: "A salvo\n  – of two"',
        "note: 「x，y」",
    ],
)
def test_signs_within_texts_are_the_authors_own(text: str) -> None:
    key = text.split(":")[0]
    whole = re.sub(rf"(?m)^{key}: .*\n", "", GOOD) + f"{text}\n"
    assert found_in(whole) == []


def test_tab_behind_a_key_is_a_space() -> None:
    (told,) = check_text("a.yml", "place:\tsandok\n")
    assert (told.line, told.column, told.fix) == (1, 7, "write a space")


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("sistems", "systems"),
        ("Systems", "systems"),
        ("articel", "article"),
        # Other words, however alike, and another number of a thing.
        ("range", ""),
        ("state", ""),
        ("played", ""),
        ("system", "systems"),
    ],
)
def test_key_is_suggested_only_where_one_slip_divides_them(key: str, near: str) -> None:
    (told,) = found_in(f"{GOOD}{key}: x\n")
    assert told.fix.startswith(f"did you mean `{near}`?" if near else "use one of: ")


@pytest.mark.parametrize(
    ("key", "fix"),
    [
        ("publisher", "write it: `publisher` is needed"),
        ("summary", "write it: `summary` is needed"),
        ("agency", "write it, or remove the key"),
    ],
)
def test_empty_value_is_to_be_removed_only_where_it_may_be(
    key: str, fix: str, read_with: Reading
) -> None:
    lines = {"title": "A", "kind": "news", "publisher": "wire", "agency": "wire", "language": "en"}
    lines |= {"summary": "It rained."}
    text = "".join(f"{one}: {'' if one == key else words}\n" for one, words in lines.items())
    checked = read_with({"articles/reference/empty.yml": text})
    assert [one.fix for one in checked.problems if one.code == "S002"] == [fix]
