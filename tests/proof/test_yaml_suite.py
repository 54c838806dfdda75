"""The public YAML test suite: what is no YAML is refused; what is, is read as it should or refused.

Our reader knows less than YAML on purpose: one mapping, every value text, no anchors, tags or
further documents. Which valid cases it refuses, and with which code, stands in
`docs/editors/refused-yaml.md`; `pytest tests/proof/test_yaml_suite.py --accept` writes it anew.
"""

import json
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import PROJECT

from generator.loading.document import Data
from generator.loading.files import check_text
from generator.loading.tree import parse
from generator.problems import Problem
from generator.problems.codes import CODES

PUBLIC = Path(__file__).parent / "public"
LISTED = Path(__file__).resolve().parents[2] / "docs/editors/refused-yaml.md"
ESCAPES = {"\\\\": "\\", "\\n": "\n", "\\t": "\t", "\\r": "\r", "\\b": "\b"}


class Case(NamedTuple):
    """One case of the suite; `events` is empty where the text is no YAML."""

    id: str
    name: str
    text: str
    events: tuple[str, ...]


def cases() -> list[Case]:
    """All of them, in the order of the suite."""
    rows = json.loads((PUBLIC / "yaml-test-suite.json").read_text("utf-8"))
    return [
        Case(row["id"], row["name"], row["yaml"], tuple(row.get("tree", "").split("\n")))
        for row in rows
    ]


WRONG = [case for case in cases() if case.events == ("",)]
RIGHT = [case for case in cases() if case.events != ("",)]


def read(text: str) -> tuple[dict[str, Data] | None, list[Problem]]:
    """The values in a text, as the loader gets them, or why there are none."""
    problems = check_text("case.yml", text)
    if problems:
        return None, problems
    tree, problems = parse("case.yml", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    return (tree.data if tree and not problems else None), problems


def expected(events: tuple[str, ...]) -> Data:
    """The value that the suite's events describe, every scalar as text."""
    return _value(event for line in events if (event := line.lstrip(" "))[:4] not in OUTER)


OUTER = ("+STR", "-STR", "+DOC", "-DOC", "")


def _value(events: Iterator[str]) -> Data:
    event = next(events)
    if event.startswith("+SEQ"):
        items: list[Data] = []
        while (item := _value(events)) is not END:
            items.append(item)
        return items
    if event.startswith("+MAP"):
        pairs: dict[str, Data] = {}
        while (key := _value(events)) is not END:
            assert isinstance(key, str), "a key that is no text cannot be read by us"
            pairs[key] = _value(events)
        return pairs
    if event.startswith("-"):
        return END
    assert event.startswith("=VAL "), event
    text = event[6:]
    for escape, char in ESCAPES.items():
        text = text.replace(escape, char if escape != "\\\\" else "\0")
    return text.replace("\0", "\\")


END: Data = ["the end"]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.id)
def test_what_is_no_yaml_is_refused(case: Case) -> None:
    values, problems = read(case.text)
    assert values is None, values
    assert problems


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.id)
def test_what_is_yaml_is_read_as_it_should_or_refused(case: Case) -> None:
    values, problems = read(case.text)
    if values is None:
        assert problems
    else:
        assert values == expected(case.events)


def test_valid_cases_that_are_refused_are_listed(request: pytest.FixtureRequest) -> None:
    rows: dict[str, list[Case]] = {}
    for case in RIGHT:
        values, problems = read(case.text)
        if values is None:
            rows.setdefault(problems[0].code, []).append(case)
    refused = sum(map(len, rows.values()))
    caught = sum(read(case.text)[0] is None for case in WRONG)
    head = (
        f"Of the {len(WRONG) + len(RIGHT)} cases of the public YAML suite, {len(WRONG)} are no "
        f"YAML; {caught} of those are refused. {len(RIGHT)} are valid: {len(RIGHT) - refused} are "
        f"read, and {refused} are refused on purpose. These are the valid ones that are refused, "
        "by the first code told."
    )
    lines = ["# Valid YAML that records may not use", "", textwrap.fill(head, 100)]
    for code in sorted(rows):
        lines += ["", f"## {code}: {CODES[code].what}", ""]
        lines += [f"- {case.id}: {case.name}" for case in rows[code]]
    text = "\n".join(lines) + "\n"
    if request.config.getoption("--accept"):
        LISTED.write_text(text, "utf-8")
    by_code = Counter({code: len(found) for code, found in rows.items()})
    print(f"YAML suite: {len(WRONG)} wrong, {len(RIGHT)} valid, {refused} refused: {dict(by_code)}")
    hint = f"to accept: {Path(__file__).relative_to(PROJECT)} --accept"
    assert LISTED.read_text("utf-8") == text, hint
