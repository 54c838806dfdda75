"""Whose word a text gives: numbers on which sources differ, and who is named for them."""

from collections.abc import Callable

import pytest

from generator.catalogue import Catalogue
from generator.evidence import claims
from generator.exports.feeds import calendar
from generator.pages import events
from generator.pages.counted.counted_rows import row
from generator.pages.digests import monthly
from generator.pages.kinds.events import card as event_card
from generator.pages.shared import feeds
from generator.pages.shared.sentences import plain_text
from generator.site.reading import Checked

ReadWith = Callable[..., Checked]
EVENT = """\
title: {title}
type: missile-launch
date: 2026-03-05
place: sandok
status: {status}
article: table
count: {{value: {count}, article: table}}
summary: |
  {summary}
"""
ARTICLE = """\
title: {kind} of a launch
kind: {kind}
publisher: {publisher}
retrieved: 2026-03-20
language: en
summary: |
  It has the launch.
events: [2026-03-05-sandok]
claims:
"""


@pytest.fixture
def told(read_with: ReadWith) -> Callable[..., Checked]:
    """The small corpus with a launch that a table has entered, and what others say of it."""

    def reading(
        *said: str,
        title: str = "Missiles fired from Sandok",
        summary: str = "It is on record.",
        count: str = "2",
        keeper: str = "test-register",
        entered: str = "",
    ) -> Checked:
        own = ""
        for line in filter(None, [f"about: count, value: {count}", entered]):
            own += f"  - {{event: 2026-03-05-sandok, {line}, by: {keeper}, verb: recorded}}\n"
        # What no government said is reported only.
        status = "reported" if all("by: wire" in line for line in said) else "confirmed"
        others = "".join(f"  - {{event: 2026-03-05-sandok, {line}}}\n" for line in said)
        files = {
            "events/2026/2026-03-05-sandok.yml": EVENT.format(
                title=title, summary=summary, count=count, status=status
            ),
            "articles/2026/table.yml": ARTICLE.format(kind="database", publisher=keeper) + own,
            "actors/keeper.yml": "name: Kim Keeper\nkind: person\n",
        }
        if said:
            report = ARTICLE.format(kind="news", publisher="odd-weekly") + others
            files["articles/2026/report.yml"] = report
        return read_with(files)

    return reading


def codes(checked: Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


def catalogue(checked: Checked) -> Catalogue:
    assert checked.catalogue, checked.problems
    return checked.catalogue


@pytest.mark.parametrize(
    ("title", "count", "said", "expected"),
    [
        ("Two missiles fired", "2", ["4 north-korea"], ["R040"]),
        ("Two Bada-3 missiles fired", "2", ["3 wire", "2 joint-staff"], ["R040"]),
        ("Six missiles fired", "6", ["3 joint-staff"], ["R040"]),
        ("18 missiles fired", "18", ["about 10 joint-staff"], ["R040"]),
        ("At least two missiles fired", "2", ["4 north-korea"], []),
        ("At least three missiles fired", "6", ["3 joint-staff"], []),
        ("Missiles fired", "2", ["4 north-korea"], []),
        ("Two missiles fired", "2", ["several joint-staff"], []),
        # A first notice that its own speaker has made good is no other voice.
        ("Two missiles fired", "2", ["1 joint-staff", "2 joint-staff"], []),
        ("At least seven missiles fired", "6", [], ["R013"]),
    ],
)
def test_title_gives_no_count_on_which_sources_differ(
    title: str, count: str, said: list[str], expected: list[str], told: Callable[..., Checked]
) -> None:
    lines = []
    for note, (value, _, by) in enumerate(one.rpartition(" ") for one in said):
        lines.append(f"about: count, value: {value}, by: {by}, verb: said, note: {note}")
    checked = told(*lines, title=title, count=count)
    assert codes(checked) == expected
    # The fewest that anybody gives, whoever it is.
    least = {"2": "two", "6": "three", "18": "ten"}[count]
    fixes = [one.fix for one in checked.problems if one.code == "R040"]
    assert all(fix.startswith(f"write at least {least}, or") for fix in fixes), fixes


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Two missiles were fired. They flew.", ["R040"]),
        ("They flew. Two missiles were fired.", []),
        ("At least two missiles were fired.", []),
        ("The [staff](actor:joint-staff) saw two missiles.", []),
        ("Two missiles were fired by one list [](article:table).", []),
    ],
)
def test_first_sentence_says_who_counted(
    summary: str, expected: list[str], told: Callable[..., Checked]
) -> None:
    line = "about: count, value: 4, by: north-korea, verb: said"
    assert codes(told(line, summary=summary)) == expected


@pytest.mark.parametrize(
    ("summary", "value", "expected"),
    [
        ("In the [table](article:table) it rose to 6248 km.", "6248.5", ["R041"]),
        ("In the [table](article:table) it rose to 7,687 km.", "7687.5", ["R041"]),
        ("In the [table](article:table) it rose to 550 km.", "550", ["R041"]),
        ("In the [table](article:table) it rose to 550 km.", "560", []),
        ("In the [table](article:table) it rose to 550 km.", "about 550", []),
        (
            "In the [table](article:table) and by [the North](actor:north-korea) it rose 550 km.",
            "550",
            [],
        ),
        ("It rose to 550 km. The [table](article:table) has it.", "550", []),
    ],
)
def test_number_is_not_credited_to_the_database_that_carries_it(
    summary: str, value: str, expected: list[str], told: Callable[..., Checked]
) -> None:
    number = summary.split(" km")[0].split()[-1].replace(",", "")
    line = f"about: apogee_km, value: {value}, by: north-korea, verb: said"
    entered = f"about: apogee_km, value: {number}"
    assert codes(told(line, summary=summary, entered=entered)) == expected


@pytest.mark.parametrize(
    ("keeper", "by", "summary", "expected"),
    [
        ("keeper", "joint-staff", "By the [table](article:table) they flew.", ["R042"]),
        ("keeper", "defence-ministry", "The [keeper](article:table) has them.", ["R042"]),
        ("keeper", "joint-staff", "The staff saw it. The [table](article:table) too.", []),
        ("keeper", "wire", "By the [table](article:table) they flew.", []),
        ("test-register", "joint-staff", "By the [table](article:table) they flew.", []),
    ],
)
def test_summary_begins_with_no_keeper_where_a_government_has_spoken(
    keeper: str, by: str, summary: str, expected: list[str], told: Callable[..., Checked]
) -> None:
    line = f"about: statement, value: it flew, by: {by}, verb: said"
    assert codes(told(line, keeper=keeper, summary=summary)) == expected


def test_sentences_give_no_count_on_which_sources_differ(told: Callable[..., Checked]) -> None:
    """Month, mail, feed, calendar and card say what all sources bear out."""
    found = catalogue(told("about: count, value: 4, by: north-korea, verb: said"))
    event = found.events["2026-03-05-sandok"]
    sentence = plain_text(monthly.told(found, row(found, event)).text)
    assert sentence.startswith("At least 2 missiles were fired")
    entry = feeds.event_entry(found, event.id)
    assert "At least 2 missiles" in plain_text(entry.paragraphs[0])
    text = calendar.files(found)["feeds/launches.ics"].replace("\r\n ", "")
    assert "At least 2 missiles were fired" in text
    card = event_card(found, event)
    assert card and card.figures[0] == ("at least 2", "missiles")


def test_sentences_keep_the_count_of_one_source(told: Callable[..., Checked]) -> None:
    found = catalogue(told("about: count, value: several, by: joint-staff, verb: said"))
    sentence = plain_text(monthly.told(found, row(found, found.events["2026-03-05-sandok"])).text)
    assert sentence.startswith("Two missiles were fired")


@pytest.mark.parametrize(
    ("entered", "given", "expected"),
    [
        ("6248", "6248.5", ["north-korea"]),
        ("1090", "1090", ["north-korea"]),
        ("7687", "7687.5", ["north-korea"]),
        ("1000", "1040", []),
        ("6248.5", "6248", []),
        ("350", "about 350", []),
    ],
)
def test_database_is_not_the_origin_of_what_it_has_entered(
    entered: str, given: str, expected: list[str], told: Callable[..., Checked]
) -> None:
    line = f"about: range_km, value: {given}, by: north-korea, verb: said"
    found = catalogue(told(line, entered=f"about: range_km, value: {entered}"))
    said = claims.about(found, "events", "2026-03-05-sandok")
    (one,) = [s for s in said if s.compiled and s.entry.id == "range_km"]
    assert [actor.id for actor in one.given_by] == expected
    view = events.view(found, found.events["2026-03-05-sandok"])
    assert [actor.id for actor in view.origins] == ["north-korea"]
    assert [actor.id for actor in view.databases] == ["test-register"]
    assert (view.tally.origins, view.tally.databases) == (1, 1)


def test_launch_of_a_database_alone_names_no_origin(told: Callable[..., Checked]) -> None:
    found = catalogue(told())
    event = found.events["2026-03-05-sandok"]
    assert events.view(found, event).origins == ()
    sentence = plain_text(monthly.told(found, row(found, event)).text)
    assert "Register of Tests entered it, without naming a source." in sentence
    card = event_card(found, event)
    assert card and card.said == ("Entered by Register of Tests",)


def test_label_and_tally_of_a_group_do_not_contradict(small: Catalogue) -> None:
    """`One source` and `one origin` are for one origin, `Databases alone` for none."""
    for event in small.events.values():
        for group in events.view(small, event).groups:
            alone = {"origin": 1, "echo": 1, "near": 1, "lists": 0}
            assert group.tally.origins == alone.get(group.verdict, group.tally.origins)
            assert group.verdict not in ("same", "compatible") or group.tally.origins > 1
