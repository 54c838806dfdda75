"""The page of editorial standards against the check: its codes exist, and are what it says."""

import re

import pytest
from conftest import PROJECT

from generator.problems.codes import CODES

TEXT = (PROJECT / "docs/standards.md").read_text("utf-8")
BRACKETS = re.compile(r"\(((?:warnings? )?)((?:[FYSRM]\d{3}(?:, | and )?)+)\)")


def named(text: str) -> list[tuple[str, str]]:
    """The codes in brackets on the page, each with what the page says it is."""
    return [
        (code, "warning" if kind else "error")
        for kind, codes in BRACKETS.findall(text)
        for code in re.findall(r"[FYSRM]\d{3}", codes)
    ]


def test_every_code_on_the_page_is_in_brackets() -> None:
    assert len(named(TEXT)) == len(re.findall(r"\b[FYSRM]\d{3}\b", TEXT)) > 15


@pytest.mark.parametrize(("code", "severity"), named(TEXT))
def test_code_exists_and_is_what_the_page_says(code: str, severity: str) -> None:
    assert code in CODES
    assert CODES[code].severity == severity


def test_code_that_nobody_has_is_seen() -> None:
    assert named("A rule (S002, R999) and another (warning M018).") == [
        ("S002", "error"),
        ("R999", "error"),
        ("M018", "warning"),
    ]
    assert "R999" not in CODES
