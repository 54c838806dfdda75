"""What every test may use: the small corpus, its catalogue, and a copy of it to break."""

import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.build import Checked, read
from generator.catalogue import Catalogue

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT / "tests" / "content"
# The day on which the small corpus is judged: the day after its `as_of`.
TODAY = date(2026, 4, 1)

# What a workflow says of its job is not meant for the commands that tests start: they would write
# into the summary of the job.
for name in [name for name in os.environ if name.startswith("GITHUB_")]:
    del os.environ[name]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept`: take what is rendered now as the golden files."""
    parser.addoption("--accept", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def small() -> Catalogue:
    """The catalogue of tests/content."""
    checked = read(CORPUS, TODAY, "content")
    assert checked.catalogue is not None, checked.problems
    return checked.catalogue


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of tests/content that a test may change."""
    return shutil.copytree(CORPUS, tmp_path / "content")


@pytest.fixture
def read_with(content: Path) -> Callable[..., Checked]:
    """Writes files (path below content/ to text or bytes) into a copy and reads the whole."""

    def reading(files: dict[str, str | bytes], today: date = TODAY) -> Checked:
        for path, text in files.items():
            target = content / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return read(content, today, "content")

    return reading


@pytest.fixture(scope="session")
def digest() -> list[str]:
    """The command, as a subprocess starts it."""
    return [sys.executable, "-m", "generator"]
