"""`make audit` and `make bench` at a small size: what they measure, and how they judge."""

import json
import os
import re
import subprocess
import sys

import pytest
from audit import __main__ as audit
from audit.__main__ import Budget, table, visits, walks
from conftest import CORPUS, LONG, PROJECT
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


def test_browser_that_is_not_there_is_named(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert list(walks(site, {"launches": "launches/"})) == []
    told = capsys.readouterr().out
    assert "firefox: NOT SEEN" in told and "webkit: NOT SEEN" in told


def test_known_errors_have_their_reason() -> None:
    known = json.loads((audit.HERE / "known.json").read_text("utf-8"))
    assert all(set(row) >= {"says", "on", "reason"} and all(row.values()) for row in known)


def test_bench_measures() -> None:
    # One more than there are, so that a launch is copied with all that is about it.
    whole = sum(1 for path in CORPUS.rglob("*") if path.is_file())
    bench = (sys.executable, "tests/bench.py")
    done = subprocess.run(
        [*bench, "--rounds", "1", "--sizes", f"{whole + 1}", *([] if LONG else ["--alone"])],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": f"{PROJECT}:{PROJECT / 'tests'}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^\| ([^|]+) \| ([\d.]+) \|.*\| ([\d,]+|–) \|", done.stdout, re.MULTILINE)
    assert f"\n{whole + 7:,} records" in done.stdout
    ours = ["ours, cold", "ours, after one edit", "check alone"]
    assert [name for name, *_ in rows][:3] == ours and rows[-1][0] == "edit to served"
    # What is not installed here is named; the first of the others always is.
    others = [name for name, *_ in rows[3:-1]]
    left_out = re.findall("^Left out, [^:]*: ([^:\n]+)", done.stdout, re.MULTILINE)
    assert others[:1] == (["MkDocs, Material"] if LONG else [])
    assert len(others) + len(left_out) == (4 if LONG else 0)
    assert all(float(wall) > 0 for _, wall, _ in rows)
    phases = re.findall(r"^([a-zA-Z ]+\w) +\d+\.\d\d +\d+\.\d\d$", done.stdout, re.MULTILINE)
    assert (
        phases[0] == "reading and checking" and "pages and data files" in phases and len(phases) > 5
    )
    assert re.search(r"search, KB: missile \d+\.\d, sandok \d", done.stdout)
