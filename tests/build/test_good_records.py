"""Records that any day may bring turn no test red: what they may break is a rule of the check.

tests/good/ is laid over the real records: a launch that holds two records of height, a database's
row for it, an article by somebody new in another language, and a record of every other kind.
`make test` runs the tests of the real records with them, `make chaos` every test that reads those.
"""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import test_real_content
from command import run
from conftest import LONG, PROJECT

from generator.site.reading import read

GOOD = PROJECT / "tests" / "good"
# The program and its tests come with them where all tests run there.
WHOLE = ("generator", "tests", ".vscode") if LONG else ()
PARTS = ("content", "docs", "templates", *WHOLE)
FILES = ("mkdocs.yml", "pyproject.toml", "Makefile")
READS = re.compile(r'PROJECT / "content"|\breal: ')
# When every record is due for review, which is a warning.
LATE = date(2199, 12, 31)


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project some weeks later."""
    folder = tmp_path_factory.mktemp("later")
    for name in PARTS:
        left_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, folder / name, ignore=left_out)
    for name in FILES:
        shutil.copy(PROJECT / name, folder / name)
    shutil.copytree(GOOD, folder / "content", dirs_exist_ok=True)
    settings = folder / "content/digest.yml"
    told, count = re.subn(r"(?m)^as_of: .*$", "as_of: 2026-10-01", settings.read_text("utf-8"))
    assert count == 1
    settings.write_text(told, "utf-8")
    return folder


def test_check_accepts_them(later: Path) -> None:
    done = run("check", "--today", str(LATE), cwd=later)
    assert done.returncode == 0, done.stdout


def test_tests_of_the_real_records_accept_them(later: Path) -> None:
    checked = read(later / "content", LATE, "content")
    assert checked.catalogue and "good-headland" in checked.catalogue.places
    tests = [one for name, one in vars(test_real_content).items() if name.startswith("test_")]
    assert len(tests) > 2
    for one in tests:
        one(checked.catalogue)


if LONG:

    def test_no_test_refuses_them(later: Path) -> None:
        chosen = [
            f"tests/{path.name}"
            for path in sorted((later / "tests").glob("test_*.py"))
            if READS.search(path.read_text("utf-8"))
        ]
        assert "tests/test_real_content.py" in chosen and len(chosen) > 5
        # In that project, with its own generator and tests.
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen],
            cwd=later,
            env=os.environ | {"PYTHONPATH": f"{later}:{later / 'tests'}", "DIGEST_LONG": ""},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout
