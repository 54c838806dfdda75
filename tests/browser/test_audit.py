"""`make audit` at a small size: what it measures in Chromium, and how it judges."""

import json

import pytest
from audit import __main__ as audit
from audit.__main__ import Budget, table, visits
from serving import Site


def test_first_visits_are_measured(site: Site) -> None:
    found = {
        budget.name: budget for budget in visits(site, {"event": "events/2026-01-27-pyongyang/"})
    }
    assert found["own JavaScript, KB"].measured > 0 and found["first search, KB"].measured > 0
    assert all(budget.kept for budget in found.values())


def test_broken_budget_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert table([Budget("a", 1, 1, "here"), Budget("b", 2, 1)])
    assert not table([Budget("a", 1, 1), Budget("a", 1, 2, "there")])
    assert "there  BROKEN" in capsys.readouterr().out


def test_known_errors_have_their_reason() -> None:
    known = json.loads((audit.HERE / "known.json").read_text("utf-8"))
    assert all(set(row) >= {"says", "on", "reason"} and all(row.values()) for row in known)
