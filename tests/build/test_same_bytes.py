"""The same records give the same bytes, wherever, whenever and by whomever they are built.

What is known of their history is one more input: equal commits give equal bytes, and where not all
commits are known the site is that of records without any.

`make test` builds with everything changed at once, `make chaos` with each thing alone too; both
build with a second Python where `make` finds one. The search index is named as an exception:
Pagefind gives some of its files names by chance.
"""

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from conftest import LONG, PROJECT

from generator.site.inventory import INDEX, NAME, hashes

from .building import Project, build, environment, project, tree

# Only where the address is known is there a sitemap, which MkDocs would date by the clock.
WHERE = {"DIGEST_SITE_URL": "https://example.org/digest/"}
# A Python of another version with the packages of the lock, which `make` sets up where it can.
SECOND = PROJECT / ".cache" / "second" / "bin" / "python"
KOREAN = "ko_KR.UTF-8"


class Way(NamedTuple):
    """How a build differs from the first: what it is told, what is done to its folder before."""

    name: str
    told: Mapping[str, str] = MappingProxyType({})
    done: tuple[Callable[[Path], None], ...] = ()
    umask: int = 0o022
    today: str = "2026-04-01"
    python: str | None = None
    folder: str = "project"
    alone: bool = False
    """Whether it may use one processor, so that one process makes all pages."""


def one_processor() -> None:
    """Leave the process one of its processors, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])


def anew(root: Path) -> None:
    """Make the records again, in the opposite order: folders list them as they were made."""
    for content in (root / "content", root / "templates"):
        old = content.rename(content.with_name("before"))
        content.mkdir()
        for path in sorted(old.rglob("*"), reverse=True):
            if path.is_file():
                target = content / path.relative_to(old)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        shutil.rmtree(old)


def aged(root: Path, seconds: int = 500_000_000) -> None:
    """Date every file to 1985."""
    for path in root.rglob("*"):
        os.utime(path, (seconds, seconds))


def of_the_future(root: Path) -> None:
    """Date every file to 2050."""
    aged(root, 2_540_000_000)


def git(root: Path, *words: str) -> None:
    """A git command, heedless of who runs it."""
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    day = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-03-02T12:00:00+0900")
    command = ["git", "-C", str(root), *who, *words]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | day)


def with_history(root: Path) -> None:
    """A repository with two commits."""
    git(root, "init", "--quiet")
    git(root, "add", "mkdocs.yml")
    git(root, "commit", "--quiet", "--message", "one")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "two")


def shallow(root: Path) -> None:
    """A clone that knows its last commit alone."""
    with_history(root)
    full = root.rename(root.with_name("full"))
    git(full.parent, "clone", "--quiet", "--depth", "1", f"file://{full}", str(root))


def korean(root: Path) -> None:
    """Make the Korean locale where the system brings its source and not the locale itself.

    Where it can do neither, a locale that the system does not know is a way to build, too.
    """
    if KOREAN.lower().replace("-", "") not in subprocess.getoutput("locale -a").lower():
        made = ["localedef", "-i", "ko_KR", "-f", "UTF-8", str(root.parent / KOREAN)]
        with suppress(FileNotFoundError):
            subprocess.run(made, check=False, capture_output=True)


C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
# Everything at once, twice over; `make test` builds the first.
ALL = (
    Way(
        "everything east",
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "SOURCE_DATE_EPOCH": "noon", **C},
        (anew, of_the_future),
        umask=0o077,
        today="2026-05-31",
        folder="an other/글",
        alone=True,
    ),
    Way(
        "everything west",
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Midway", "LC_ALL": "C.UTF-8"},
        (aged, shallow),
        umask=0o002,
    ),
)
ALONE = (
    Way("again"),
    *(Way(f"hash seed {seed}", {"PYTHONHASHSEED": seed}) for seed in ("0", "7", "4294967295")),
    *(Way(zone, {"TZ": zone}) for zone in ("Pacific/Kiritimati", "Pacific/Midway", "Asia/Seoul")),
    Way("locale C", C),
    Way("locale C.UTF-8", {"LC_ALL": "C.UTF-8"}),
    Way("locale of Korea", {"LC_ALL": KOREAN}, (korean,)),
    *(Way(f"umask {mask:03o}", umask=mask) for mask in (0o000, 0o077)),
    Way("another folder", folder="an other/글"),
    Way("files made in another order", done=(anew,)),
    Way("old files", done=(aged,)),
    Way("files of the future", done=(of_the_future,)),
    Way("shallow clone", done=(shallow,)),
    Way("one processor", alone=True),
    Way("another day", today="2026-05-31"),
    Way("an epoch for the build", {"SOURCE_DATE_EPOCH": "1"}),
)
OTHER = (Way("another Python", python=str(SECOND)),) if SECOND.exists() else ()
WAYS = (*(ALL + ALONE if LONG else ALL[:1]), *OTHER)


def built(folder: Path, way: Way) -> Path:
    """The site that one way of building makes."""
    made: Project = project(folder / way.folder)
    for change in way.done:
        change(made.root)
    out = folder / "site"
    command = environment(**WHERE, **way.told)
    if "LC_ALL" in way.told and way.told["LC_ALL"] == KOREAN:
        command["LOCPATH"] = str(made.root.parent)
    relative = made._replace(contents=(Path("content"), Path("other")))
    how: dict[str, Any] = {"preexec_fn": one_processor} if way.alone else {}
    done = build(
        relative, out, env=command, umask=way.umask, python=way.python, today=way.today, **how
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("bytes"), Way("first", {"TZ": "UTC"}))


@pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
def test_site_is_the_same_to_the_last_byte(way: Way, first: Path, tmp_path: Path) -> None:
    site = built(tmp_path, way)
    # File by file first: a failure then names what differs.
    wanted, found = (
        {path: told for path, told in hashes(folder).items() if not path.startswith(INDEX)}
        for folder in (first, site)
    )
    assert found == wanted
    assert len(found) > 100 and "sitemap.xml" in found
    assert tree(site) == tree(first)
    assert json.loads((site / NAME).read_text("utf-8"))["tree"] == tree(first)
    modes = {(p.is_dir(), stat.S_IMODE(p.stat().st_mode)) for p in (site, *site.rglob("*"))}
    assert modes == {(True, 0o755), (False, 0o644)}


if LONG:

    def test_equal_commits_make_equal_files(first: Path, tmp_path: Path) -> None:
        def cloned(root: Path) -> None:
            with_history(root)
            full = root.rename(root.with_name("full"))
            git(full.parent, "clone", "--quiet", str(full), str(root))

        committed = built(tmp_path / "one", Way("git with history", done=(with_history,)))
        clone = built(tmp_path / "two", Way("a clone of it", {"TZ": "Asia/Seoul"}, (cloned, aged)))
        assert tree(committed) == tree(clone) != tree(first)
        assert (committed / "changes" / "index.html").is_file()
