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
from pathlib import Path

import pytest
from conftest import LONG, PROJECT

GOOD = PROJECT / "tests" / "good"
PARTS = ("content", "docs", "generator", "templates", "tests")
FILES = ("mkdocs.yml", "pyproject.toml")
READS = re.compile(r'PROJECT / "content"|\breal: ')


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


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A program of Python in that project, with its own generator and tests."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": f"{folder}:{folder / 'tests'}", "DIGEST_LONG": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_check_accepts_them(later: Path) -> None:
    # On a day when every record is due for review, which is a warning.
    done = run(later, "generator", "check", "--today", "2199-12-31")
    assert done.returncode == 0, done.stdout


def test_no_test_refuses_them(later: Path) -> None:
    of_records = [
        f"tests/{path.name}"
        for path in sorted((later / "tests").glob("test_*.py"))
        if READS.search(path.read_text("utf-8"))
    ]
    assert "tests/test_real_content.py" in of_records and len(of_records) > 5
    chosen = of_records if LONG else ["tests/test_real_content.py"]
    done = run(later, "pytest", "-q", "-p", "no:cacheprovider", *chosen)
    assert done.returncode == 0, done.stdout
