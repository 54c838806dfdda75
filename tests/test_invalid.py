"""Every broken record of tests/invalid is told with its code, at its line and column.

A new bad input is a new file there; its first lines say where it goes and what must be told.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import MODELS
from hypothesis import example, given
from hypothesis import strategies as st
from test_files import ALONE
from test_files import CASES as FILE_CASES

from generator.loading.files import Text, check_text
from generator.loading.records import build, read_source
from generator.problems import as_json, as_text
from generator.problems.codes import CODES
from generator.site.reading import Checked

FOLDER = Path(__file__).parent / "invalid"
# A character that no editor shows is written as its number in double angle brackets.
NUMBERED = re.compile("⟪([0-9A-F]{4,6})⟫")


class Case(NamedTuple):
    """One broken record: its path below content/, its text, and the problems as (path, ...)."""

    path: str
    text: str
    expected: list[tuple[str, int, int, str]]


def case(file: Path) -> Case:
    """A file of tests/invalid, its header taken off."""
    whole = NUMBERED.sub(lambda found: chr(int(found[1], 16)), file.read_bytes().decode("utf-8"))
    lines = whole.split("\n")
    path = lines[0].removeprefix("# file: ")
    expected = []
    count = 1
    while lines[count].startswith("# expect: "):
        code, place, *elsewhere = lines[count].removeprefix("# expect: ").split(" ")
        line, column = place.split(":")
        expected.append((elsewhere[0] if elsewhere else path, int(line), int(column), code))
        count += 1
    return Case(path.removeprefix("content/"), "\n".join(lines[count:]), sorted(expected))


FILES = sorted(FOLDER.glob("*.yml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_broken_record_is_told_at_its_place(file: Path, read_with: Callable[..., Checked]) -> None:
    broken = case(file)
    checked = read_with({broken.path: broken.text})
    told = sorted((p.path, p.line, p.column, p.code) for p in checked.problems)
    assert told == broken.expected, "\n".join(map(as_text, checked.problems))
    assert file.stem.split("-")[0] in {code for *_, code in told}
    refused = any(CODES[code].severity == "error" for *_, code in told)
    assert (checked.catalogue is None) == refused
    for problem in checked.problems:
        assert problem.message and problem.fix
        assert len(problem.message) < 400, "long author text must not be echoed"
    printed = "".join(map(as_text, checked.problems)) + as_json(checked.problems)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufeff]", printed)


def test_every_code_is_shown_by_some_case() -> None:
    shown = {code for file in FILES for *_, code in case(file).expected}
    shown |= {code for made in FILE_CASES for code in made.codes}
    assert set(CODES) - shown - ALONE == set()


def test_every_code_says_what_why_and_how() -> None:
    for code, row in CODES.items():
        assert re.fullmatch(r"[FMRSY]\d{3}", code)
        assert row.what and row.why and row.how, code


ANY = st.text(max_size=200) | st.lists(
    st.sampled_from(
        [
            *(
                "title: ",
                "date: ",
                "count: ",
                "flights:\n",
                "  - ",
                "summary: |\n",
                "  ",
                "\n",
                ": ",
            ),
            *(
                "{",
                "}",
                "[",
                "]",
                "&a ",
                "*a",
                "!t ",
                "'",
                '"',
                "#",
                "|",
                ">",
                "---\n",
                "%",
                "<<: ",
            ),
            *("2026-01-27", "350", "- ", "? ", ",", "\\", "\t", "\u2028", "é", "x", "[](fact:f)"),
        ]
    ),
    max_size=40,
).map("".join)


@given(ANY, st.sampled_from(["events", "articles", "facts", "explainers", "vocabulary"]))
@example("{1: {2: [3", "events")
@example('title: "\\ud800"', "events")
@example("---\n---", "explainers")
def test_any_text_gives_problems_and_never_an_exception(text: str, kind: str) -> None:
    problems = check_text("x.yml", text)
    if not problems:
        file = Text("x.yml", kind, "x", text)
        source, problems = read_source(file, MODELS)
        if source:
            problems = build(file, source, MODELS).problems
    as_json(problems)
    "".join(map(as_text, problems))
