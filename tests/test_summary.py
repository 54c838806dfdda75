"""The summary of a job: what goes into it, and what a step may not hold."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT
from markdown_it import MarkdownIt

from generator.problems import Problem, job_summary
from generator.problems.reports import as_summary

MIB = 1024**2


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that a step of a job has for its summary."""
    path = tmp_path / "summary"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    return path


def problem(number: int, text: str = "x") -> Problem:
    """One problem of a record."""
    return Problem(f"content/{number}.yml", 1, 1, "S002", text, "fix", 2, text)


def test_text_that_fits_is_whole(file: Path) -> None:
    job_summary.add("# One\n")
    job_summary.add("two\n")
    assert file.read_text("utf-8") == "# One\ntwo\n"


def test_without_a_step_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    job_summary.add("x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["x" * 500, "미" * 160, "```` " * 90], ids=["latin", "hangul", "fence"]
)
def test_report_of_many_problems_is_cut_and_stays_one_block(text: str, file: Path) -> None:
    whole = as_summary([problem(number, text) for number in range(6_000)])
    assert len(whole.encode()) > MIB
    job_summary.add(whole)
    kept = file.read_text("utf-8")
    assert job_summary.LIMIT * 0.99 < len(kept.encode()) < MIB
    kinds = [token.type for token in MarkdownIt("commonmark").parse(kept)]
    assert kinds.count("fence") == 1 and kinds[-3:] == [
        "paragraph_open",
        "inline",
        "paragraph_close",
    ]
    missing = len(whole.split("\n")) - kept.rpartition("\n\n")[0].count("\n")
    assert f"{missing} more lines are left out" in kept


def test_second_text_of_a_step_gets_what_the_first_left(file: Path) -> None:
    for _ in range(4):
        job_summary.add("a line of some length\n" * 20_000)
    assert file.stat().st_size < MIB
    assert file.read_text("utf-8").count("more lines are left out") == 1


def test_line_that_is_too_long_is_left_out(file: Path) -> None:
    job_summary.add("short\n" + "x" * (2 * MIB) + "\n")
    assert file.read_text("utf-8").startswith("short\n")
    assert file.stat().st_size < 1000


@pytest.mark.build
def test_tests_write_nothing_into_the_summary_of_their_job(tmp_path: Path) -> None:
    tests = (
        "tests/test_pr_paths.py::test_link_program_and_submodule_are_red",
        "tests/test_compare_manifests.py::test_exit_codes",
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests],
        cwd=PROJECT,
        env=os.environ
        | {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary"), "GITHUB_ACTIONS": "true"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert not (tmp_path / "summary").exists()
