"""What every test may use: the small corpus, its catalogue, and a copy of it to break.

Also in which order tests run: fast ones first, and those that a folder marks after them.
"""

import gc
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import hypothesis
import pytest
from serving import Site, under_sub_path

from generator.catalogue import Catalogue
from generator.catalogue.revisions import History, Revision
from generator.loading.files import Text, read_folder
from generator.loading.records import load_texts, models_of
from generator.pages.table import HAND_WRITTEN, pages
from generator.problems import as_text
from generator.rendering import Renderer
from generator.rendering.environment import Rendered
from generator.schema.registry import FOLDERS
from generator.site.pipeline import Output, render
from generator.site.reading import Checked, examine, read
from generator.values.times import parse_day

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT / "tests" / "content"
# Folders of tests whose name is their mark too, in the order in which they run after all others.
MARKS = ("proof", "build", "browser")
# The fixtures that read all real records, or make all pages of a digest other than the small one.
WHOLE = {"real", "output"}
# Begins the build of the real site, which most tests of browser/ need.
BEGINS = PROJECT / "tests" / "browser" / "test_site.py"
# Run from a hook of git or `git rebase --exec`, tests that make repositories of their own would
# otherwise write into the one that git has named.
for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]
# Whether this is a long run, in which samples are all there is.
LONG = os.environ.get("DIGEST_LONG") == "1"
T = TypeVar("T")


def some(cases: Sequence[T], few: int) -> Sequence[T]:
    """All cases in a long run; otherwise `few` of them, spread evenly, the first among them."""
    return cases if LONG else [cases[at * len(cases) // few] for at in range(few)]


# Builds a site of 1,200 launches, some two minutes of work: for the long run alone. That a table of
# very many rows is cut short is tested by tests/test_log.py.
collect_ignore = [] if LONG else ["browser/test_many.py"]
# The day on which the small corpus is judged: the day after its `as_of`.
TODAY = date(2026, 4, 1)

HISTORY = History(
    "0123456789abcdef0123456789abcdef01234567",
    (
        Revision(parse_day("2026-03-30"), "events", "2026-02-10-sandok", "revised", ("summary",)),
        Revision(parse_day("2026-03-30"), "facts", "guards-at-the-cape", "revised", ("value",)),
        Revision(parse_day("2026-03-30"), "systems", "a-fourth-bada", "removed"),
        Revision(parse_day("2026-02-28"), "actors", "wire", "added"),
        *(
            Revision(parse_day("2026-02-11"), kind, key, "added")
            for kind, key in (
                ("events", "2026-02-10-sandok"),
                ("actors", "joint-staff"),
                ("facts", "guards-at-the-cape"),
                ("terms", "apogee"),
            )
        ),
    ),
)

# The models of the small corpus, by what it declares.
MODELS = models_of(read_folder(CORPUS, "content", FOLDERS)[0])

# What a workflow says of its job is not meant for the commands that tests start: they would write
# into the summary of the job.
for name in [name for name in os.environ if name.startswith("GITHUB_")]:
    del os.environ[name]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept`: take what is rendered now as the golden files."""
    parser.addoption("--accept", action="store_true", help="write the golden files anew")


# A busy machine decides no test, and the same commit gives the same answer twice.
hypothesis.settings.register_profile(
    "suite", deadline=None, derandomize=True, max_examples=500 if LONG else 50
)
hypothesis.settings.load_profile("suite")

# The sites that all processes of a run share, by the name of their fixture: built by the first test
# that needs them, served by the process that the others belong to, at one address for all.
SITES = pytest.StashKey[dict[str, Site]]()
SHARED = ("site", "little")


def pytest_configure(config: pytest.Config) -> None:
    """Give the shared sites their folders and addresses."""
    if given := getattr(config, "workerinput", {}).get("sites"):
        config.stash[SITES] = {name: Site(Path(folder), url) for name, folder, url in given}
        return
    open_until_the_end = ExitStack()
    config.add_cleanup(open_until_the_end.close)
    folder = Path(open_until_the_end.enter_context(TemporaryDirectory(prefix="digest-tests-")))
    config.stash[SITES] = {}
    for name in SHARED:
        (folder / name).mkdir()
        served = under_sub_path(folder / name / "site")
        config.stash[SITES][name] = open_until_the_end.enter_context(served)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process that pytest-xdist starts of the shared sites."""
    sites = node.config.stash[SITES]
    node.workerinput["sites"] = [(name, str(one.folder), one.url) for name, one in sites.items()]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their folder, and put the slow ones last.

    To read all real records, or to make all pages of a digest, costs what a build does.
    """
    for item in items:
        if (folder := _folder(item)) in MARKS:
            item.add_marker(folder)
        if WHOLE & set(getattr(item, "fixturenames", ())):
            item.add_marker("build")
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """Look no more for garbage in what is imported and collected, and seldom in what tests make.

    That was a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _folder(item: pytest.Item) -> str:
    """The folder of tests/ that a test lies in; a file's name where it lies in none."""
    return item.path.relative_to(PROJECT / "tests").parts[0]


def _turn(item: pytest.Item) -> int:
    """When a file of tests runs: 0 for fast ones."""
    folder = "build" if item.path == BEGINS else _folder(item)
    turn = 2 * (MARKS.index(folder) + 1) if folder in MARKS else 0
    return turn - (item.path == BEGINS)


@pytest.fixture(scope="session")
def small() -> Catalogue:
    """The catalogue of tests/content, with a history as commits would have made it."""
    checked = read(CORPUS, TODAY, "content")
    assert checked.catalogue is not None, "\n".join(map(as_text, checked.problems))
    return replace(checked.catalogue, history=HISTORY)


@pytest.fixture(scope="session")
def rendered(small: Catalogue) -> Output:
    """Every page and data file of the small corpus, of a site that does not know its address."""
    return render(small, PROJECT / "templates")


@pytest.fixture(scope="session")
def real() -> Catalogue:
    """The catalogue of content/, judged on a day that all of it is before."""
    checked = read(PROJECT / "content", date(2199, 12, 31), "content")
    assert checked.catalogue is not None, "\n".join(map(as_text, checked.problems))
    return checked.catalogue


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of tests/content that a test may change."""
    return shutil.copytree(CORPUS, tmp_path / "content")


@cache
def others() -> tuple[Text, ...]:
    """The text of every file of tests/content."""
    texts, problems = read_folder(CORPUS, "content", FOLDERS)
    assert problems == []
    return tuple(texts)


@pytest.fixture
def read_with(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., Checked]:
    """Reads files (path below content/ to text or bytes) among those of tests/content.

    Where a test asks for a copy in `content` too, they are written into it, and all of it is read.
    Else a folder holds them alone, and the others come out of memory: copying, reading and removing
    them takes longer than most tests.
    """
    copy: Path | None = None
    if "content" in request.fixturenames:
        copy = request.getfixturevalue("content")

    def reading(files: dict[str, str | bytes], today: date = TODAY) -> Checked:
        folder = copy or tmp_path / "alone"
        folder.mkdir(exist_ok=True)
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        if copy:
            return read(copy, today, "content")
        texts, unreadable = read_folder(folder, "content", FOLDERS)
        written = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
        texts += [text for text in others() if text.relative not in written]
        texts.sort(key=lambda text: text.relative)
        loaded = load_texts(texts, unreadable, "content")
        return examine(loaded, folder, today, "content")

    return reading


def one_page(catalogue: Catalogue, path: str, site_url: str = "") -> Rendered:
    """A single page, in a quarter of the time that all of them take."""
    found = {page.path: page for page in pages(catalogue)}
    known = frozenset({*HAND_WRITTEN, *found})
    return Renderer(catalogue, PROJECT / "templates", known, site_url).render(found[path])
