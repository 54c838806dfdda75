"""What is told of a slip is true, at its place, and a fix that the checker itself would take."""

from collections.abc import Callable

import pytest

from generator.build import Checked

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
