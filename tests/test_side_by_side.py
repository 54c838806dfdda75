"""The sources of an event side by side, and how much of them its page shows."""

from collections.abc import Callable

import pytest
from conftest import CORPUS, one_page

from generator.catalogue import Catalogue
from generator.evidence import disagreement, side_by_side
from generator.evidence.agreement import VERDICTS
from generator.evidence.side_by_side import Comparison, Row
from generator.pages import events
from generator.site.reading import Checked

Reading = Callable[..., Checked]
EVENT = "2026-02-10-sandok"
HEAD = """\
title: Another report
kind: news
publisher: odd-weekly
published: 2026-02-12
language: en
summary: |
  It gives values.
events: [2026-02-10-sandok]
claims:
"""
OWN = "sources: [joint-staff, test-register]"
SETTINGS = (CORPUS / "digest.yml").read_text("utf-8").replace(OWN, "sources: [%s]")


def compared(catalogue: Catalogue, event: str = EVENT) -> Comparison | None:
    record = catalogue.events[event]
    return side_by_side.comparison(catalogue, record, disagreement.groups(catalogue, record)[1])


def claim(about: str, value: str, by: str, more: str = "") -> str:
    """A claim of an article."""
    return f"  - {{event: {EVENT}, {more}about: {about}, value: {value}, by: {by}, verb: said}}\n"


def with_claims(read_with: Reading, *lines: str, sources: str = "") -> Comparison:
    files = {f"articles/2026/report-{n}.yml": HEAD + line for n, line in enumerate(lines)}
    files["digest.yml"] = SETTINGS % sources
    checked = read_with(files)
    assert checked.catalogue, checked.problems
    found = compared(checked.catalogue)
    assert found
    return found


def row(found: Comparison, name: str, flight: int | None = None) -> Row:
    (block,) = (block for block in found.blocks if block.number == flight)
    (one,) = (one for one in block.rows if one.entry.id == name)
    return one


def test_every_verdict_on_values_has_a_reading() -> None:
    assert set(side_by_side.READINGS) == set(VERDICTS) - {"words"}


def test_bodies_of_a_state_have_one_column_with_its_name(small: Catalogue) -> None:
    found = compared(small)
    assert found
    assert [(column.name, column.others) for column in found.columns] == [
        ("South Korea", False),
        ("Register of Tests", False),
    ]


def test_values_are_compared_missile_by_missile_and_not_as_a_span(small: Catalogue) -> None:
    found = compared(small)
    assert found
    own, register = row(found, "range_km", 1).cells
    assert [(said.text, said.sign) for said in own] == [
        ("about 400", "differ"),
        ("about 420", "differ"),
    ]
    assert [(said.text, said.sign) for said in register] == [("350", "used")]
    assert row(found, "range_km", 2).cells[0] == ()


def test_order_is_that_which_the_topic_declares_and_a_silent_source_stays(
    read_with: Reading,
) -> None:
    line = claim("count", "3", "wire")
    found = with_claims(read_with, line, sources="north-korea, test-register, joint-staff")
    assert [(column.name, column.silent) for column in found.columns] == [
        ("North Korea", True),
        ("Register of Tests", False),
        ("South Korea", False),
        ("Others", False),
    ]
    *_, others = row(found, "count").cells
    assert [(said.text, said.sign, said.by) for said in others] == [("3", "differ", "The Wire")]


def test_column_with_a_value_is_not_silent(real: Catalogue) -> None:
    """A database that only cites others had *nothing on record* above what it cites."""
    citing = compared(real, "2026-08-20-pyongyang")
    assert citing and [c.key for c in citing.columns if c.cites and not c.speakers] == ["csis"]
    for event in real.events:
        if found := compared(real, event):
            rows = (row for block in found.blocks for row in block.rows)
            told = [any(cells) for cells in zip(*(row.cells for row in rows), strict=True)]
            silent = [column.silent for column in found.columns]
            assert not any(a and b for a, b in zip(told, silent, strict=True)), event


@pytest.mark.parametrize(
    ("lines", "about", "expected"),
    [
        # A number given with an "about" too is given once; so is what fits one that differs.
        (
            (claim("count", "2", "wire"), claim("count", "several", "wire")),
            "count",
            ["2", "several"],
        ),
        ((claim("count", "5", "wire"), claim("count", "several", "wire")), "count", ["5"]),
        (
            (
                claim("range_km", "350", "wire", "flight: 1, "),
                claim("range_km", "about 350", "wire", "flight: 1, "),
            ),
            "range_km",
            ["about 350"],
        ),
    ],
)
def test_cell_says_no_more_than_it_must(
    lines: tuple[str, ...], about: str, expected: list[str], read_with: Reading
) -> None:
    found = with_claims(read_with, *lines)
    cells = row(found, about, 1 if about == "range_km" else None).cells
    column = [column.name for column in found.columns].index("The Wire")
    assert [said.text for said in cells[column]] == expected


def test_what_a_database_has_from_another_has_no_colour(read_with: Reading) -> None:
    """The colour of a difference stays with who said it first."""
    listed = HEAD.replace("kind: news", "kind: database").replace("odd-weekly", "test-register")
    listed = listed.replace("published: 2026-02-12", "retrieved: 2026-03-02")
    by_register = claim("count", "7", "test-register").replace("said}", "recorded}")
    checked = read_with(
        {
            "digest.yml": SETTINGS % "",
            "articles/2026/another.yml": HEAD + claim("count", "7", "wire"),
            "articles/reference/listed.yml": listed + by_register + claim("count", "9", "wire"),
        }
    )
    assert checked.catalogue, checked.problems
    found = compared(checked.catalogue)
    assert found
    names = [column.name for column in found.columns]
    cells = row(found, "count").cells
    register = {(said.text, said.sign, said.by) for said in cells[names.index("Register of Tests")]}
    assert ("7", "differ", "") not in register
    assert {said.sign for said in cells[names.index("The Wire")]} == {"differ"}


def test_missiles_with_a_difference_have_rows_first(read_with: Reading) -> None:
    salvo = "2026-03-02-salvo"
    flight = "  - {range_km: 300, article: salvo-report}\n"
    event = (
        "title: A salvo\ntype: missile-launch\ndate: 2026-03-02\nstatus: confirmed\n"
        f"article: salvo-report\nflights:\n{flight * 6}"
    )
    said = [claim("range_km", "300", "wire", f"flight: {n}, ") for n in range(1, 7)]
    said.append(claim("range_km", "900", "joint-staff", "flight: 6, "))
    report = (HEAD + "".join(said)).replace(EVENT, salvo).replace("2026-02-12", "2026-03-02")
    checked = read_with(
        {f"events/2026/{salvo}.yml": event, "articles/2026/salvo-report.yml": report}
    )
    assert checked.catalogue, checked.problems
    found = compared(checked.catalogue, salvo)
    assert found
    assert [block.number for block in found.blocks] == [1, 2, 3, 6]
    assert found.left_out == (4, 5)


def test_one_source_has_no_comparison_and_one_line(small: Catalogue) -> None:
    visit = small.events["2026-02-09-harbour-visit"]
    view = events.view(small, visit)
    assert view.comparison is None


def test_name_of_a_property_leads_to_its_statements_once(small: Catalogue) -> None:
    found = compared(small)
    assert found
    led = [one.entry.id for block in found.blocks for one in block.rows if one.leads]
    assert sorted(led) == sorted(set(led))
    assert {one.entry.id for block in found.blocks for one in block.rows} == set(led)


def test_value_that_its_speaker_took_back_is_not_shown_as_held(read_with: Reading) -> None:
    given = claim("range_km", "700", "joint-staff", "said: 2026-02-11, ")
    kept, back = given, given.replace("verb: said", "verb: withdrew").replace("-11", "-12")
    found = with_claims(read_with, kept + back, sources="joint-staff")
    (cell, _) = row(found, "range_km").cells
    assert [(said.text, said.sign) for said in cell if said.text == "700"] == [("700", "gone")]
    (cell, _) = row(with_claims(read_with, kept, sources="joint-staff"), "range_km").cells
    assert [(said.text, said.sign) for said in cell if said.text == "700"] == [("700", "")]


def test_value_that_a_database_took_back_is_not_called_entered(read_with: Reading) -> None:
    text = HEAD.replace("kind: news", "kind: database").replace("odd-weekly", "test-register")
    text = text.replace("published: 2026-02-12", "retrieved: 2026-02-12")
    text += claim("apogee_km", "99", "test-register").replace("verb: said", "verb: withdrew")
    checked = read_with({"articles/2026/report.yml": text})
    assert checked.catalogue, checked.problems
    page = one_page(checked.catalogue, f"events/{EVENT}.md").text
    said = next(line for line in page.splitlines() if "claim-report-1" in line)
    assert "withdrawn by Register of Tests" in said
    assert "entered by" not in said
    assert "names no source" not in said
