"""After any edits a build makes what a clean one makes, byte for byte, whatever was kept for it.

Builds are commands of their own, one after the other; what was kept and how is tests/test_kept.py.
The search index is compared by its pages alone: Pagefind gives some of its files names by chance.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import LONG
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from build.building import environment, project, tree
from build.test_preview import EDIT as OF_RECORDS
from build.test_same_bytes import git
from generator.site.making import kept

COMMANDS = Path(__file__).with_name("commands.py")
MADE = re.compile(r"^Made (\d+) of (\d+) pages anew; (\d+) are as the last build kept them", re.M)
ARTICLE = "2026-02-10-odd-weekly-two-flights.yml"


class Warm:
    """A project in a repository, its site, and the settings that its builds get."""

    def __init__(self, root: Path) -> None:
        self.root = project(root / "project").root
        self.site, self.clean = root / "site", root / "clean"
        self.kept = self.root / ".cache" / kept.NAME
        shutil.rmtree(self.root / "other")
        shutil.copytree(self.root / "content", self.root / "other")
        self.whole = root / "whole"
        git(self.root, "init", "--quiet")
        git(self.root, "add", ".")
        git(self.root, "commit", "--quiet", "--message", "one")
        shutil.copytree(self.root, self.whole)
        self.process = subprocess.Popen(
            [sys.executable, str(COMMANDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
            encoding="utf-8",
        )
        self.begin()
        assert self.build(self.site)[0] == 0
        for name, made in (("site", self.site), (".cache", self.kept.parent)):
            shutil.copytree(made, self.whole / name)

    def begin(self) -> None:
        """All as every sequence finds it: a project that has been built."""
        for name in ("content", "docs", "templates", "mkdocs.yml", ".git", ".cache"):
            put_back(self.whole / name, self.root / name)
        put_back(self.whole / "site", self.site)
        self.today, self.told = "2026-04-01", dict[str, str]()

    def build(self, out: Path, *more: str) -> tuple[int, str]:
        """One build: its exit code, and what it printed."""
        command = ["build", "--today", self.today, "--out", str(out), *more]
        assert self.process.stdin and self.process.stdout
        print(json.dumps([str(self.root), command, self.told]), file=self.process.stdin, flush=True)
        code, said = json.loads(self.process.stdout.readline())
        return code, said

    def good(self, asked: bool = False) -> str:
        """A build that must succeed, compared with a clean one; gives what it printed.

        The clean one is that of a project without what is kept, or one that is `asked` to heed
        nothing of it.
        """
        code, said = self.build(self.site)
        assert code == 0, said
        aside = self.kept.with_name("aside")
        shutil.copy(self.kept, aside)
        if not asked:
            self.kept.unlink()
        code, clean = self.build(self.clean, *(["--fresh"] if asked else []))
        why = "of an earlier build was wanted" if asked else "is kept of an earlier build"
        assert code == 0 and f"pages anew: nothing {why}.\n" in clean, clean
        aside.replace(self.kept)
        assert tree(self.site) == tree(self.clean)
        assert found(self.site) == found(self.clean)
        return said


def put_back(kept: Path, place: Path) -> None:
    """A file or folder in the place of what is there."""
    if place.is_dir():
        shutil.rmtree(place)
    if kept.is_dir():
        shutil.copytree(kept, place)
    elif kept.exists():
        shutil.copy(kept, place)


def found(site: Path) -> list[int]:
    """How many pages search finds, by language."""
    entry = json.loads((site / "pagefind/pagefind-entry.json").read_text("utf-8"))
    return [one["page_count"] for one in entry["languages"].values()]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    made = Warm(tmp_path_factory.mktemp("warm"))
    with made.process:
        yield made
        assert made.process.stdin
        made.process.stdin.close()


class Edit(NamedTuple):
    """Something that is done between two builds."""

    name: str
    do: Callable[[Warm], object]


def changed(path: str, old: str, new: str) -> Callable[[Warm], None]:
    """Put other words into a file, in the place of those or, the next time, of these."""

    def do(warm: Warm) -> None:
        file = warm.root / path
        text = file.read_text("utf-8")
        assert old in text or new in text
        first, second = (new, old) if new in text else (old, new)
        file.write_text(text.replace(first, second), "utf-8")

    return do


def moved(warm: Warm) -> None:
    """A record to another folder: the pencil leads elsewhere, and no word changes."""
    (place,) = (warm.root / "content/articles").rglob(ARTICLE)
    articles = warm.root / "content/articles"
    there = articles / ARTICLE if place.parent != articles else articles / "2026" / ARTICLE
    place.rename(there)


def committed(warm: Warm) -> None:
    """The days on which records came and changed."""
    git(warm.root, "add", ".")
    git(warm.root, "commit", "--quiet", "--allow-empty", "--message", "more")


def later(warm: Warm) -> None:
    warm.today = "2027-06-01" if warm.today == "2026-04-01" else "2026-04-01"


def addressed(warm: Warm) -> None:
    """The address of the repository, from the environment."""
    address = "" if warm.told.get("DIGEST_REPO_URL") else "https://example.org/repository"
    warm.told["DIGEST_REPO_URL"] = address


def of_the_site(warm: Warm) -> None:
    address = "" if warm.told.get("DIGEST_SITE_URL") else "https://example.org/digest/"
    warm.told["DIGEST_SITE_URL"] = address


def pasted(warm: Warm) -> None:
    """What is kept of before over what is kept now."""
    other = warm.kept.with_name("other")
    if other.exists() and warm.kept.exists():
        data = warm.kept.read_bytes()
        warm.kept.write_bytes(data[: len(data) // 2] + other.read_bytes()[len(data) // 2 :])
    elif warm.kept.exists():
        shutil.copy(warm.kept, other)


def of_record(save: Callable[[Path], object]) -> Callable[[Warm], object]:
    return lambda warm: save(warm.root)


EDIT = {
    **{name: Edit(name, of_record(edit.save)) for name, edit in OF_RECORDS.items()},
    **{
        do.__name__: Edit(do.__name__, do)
        for do in (moved, committed, later, addressed, of_the_site, pasted)
    },
    "template": Edit("template", changed("templates/pages/event.md.jinja", "# ", "# * ")),
    "theme": Edit("theme", changed("templates/theme/main.html", "<title>", "<title>On ")),
    "settings": Edit("settings", changed("mkdocs.yml", "permalink: true", "permalink: false")),
    "menu": Edit("menu", changed("mkdocs.yml", "- Places: ", "- Sites: ")),
    "page": Edit("page", changed("docs/about.md", "\n## ", "\n## More: ")),
}  # fmt: skip


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    # To make a sequence shorter would take many builds.
    phases=[Phase.explicit, *([Phase.generate] if LONG else [])],
)
@given(
    edits=st.lists(
        st.lists(st.sampled_from(list(EDIT.values())), max_size=3), min_size=1, max_size=3
    )
)
@example([[EDIT["added"], EDIT["moved"]], [EDIT["renamed"], EDIT["committed"], EDIT["page"]]])
def test_site_is_that_of_a_clean_build(warm: Warm, edits: list[list[Edit]]) -> None:
    warm.begin()
    for several in edits:
        for edit in several:
            edit.do(warm)
        before = warm.kept.read_bytes() if warm.kept.exists() else None
        code, said = warm.build(warm.site)
        assert code in (0, 1), said
        if code and before is not None:
            assert warm.kept.read_bytes() == before
    for name in ("mended", "restored"):
        EDIT[name].do(warm)
    warm.good()


def made(said: str) -> tuple[int, int]:
    """How many pages a build made anew, and how many it kept."""
    found = MADE.search(said)
    assert found, said
    anew, every, as_kept = map(int, found.groups())
    assert anew + as_kept == every
    return anew, as_kept


def test_broken_build_leaves_all_and_the_next_says_what_it_made_anew_and_why(warm: Warm) -> None:
    warm.begin()
    before, kept_before = tree(warm.site), warm.kept.read_bytes()
    EDIT["broken"].do(warm)
    assert warm.build(warm.site)[0] == 1
    EDIT["mended"].do(warm)
    # What MkDocs warns of ends a strict build after all pages were made.
    page = warm.root / "docs/about.md"
    text = page.read_text("utf-8")
    page.write_text(f"{text}\n[nowhere](nowhere.md)\n", "utf-8")
    code, said = warm.build(warm.site)
    assert code == 1 and "nowhere.md" in said
    assert (tree(warm.site), warm.kept.read_bytes()) == (before, kept_before)
    page.write_text(text, "utf-8")
    by_hand, nearly_all = made(warm.build(warm.site)[1])
    assert tree(warm.site) == before
    # A number on one page, and on those that name what it is about.
    EDIT["without_its_note"].do(warm)
    anew, as_kept = made(warm.good(asked=True))
    assert by_hand < anew < nearly_all and as_kept
    assert tree(warm.site) != before  # another record gives another hash
    for name in ("menu", "addressed", "theme"):
        EDIT[name].do(warm)
    said = warm.build(warm.site)[1]
    assert "pages anew: changed since the last build: templates, settings.\n" in said


def test_two_builds_at_once_do_no_harm(warm: Warm) -> None:
    warm.begin()
    EDIT["without_its_note"].do(warm)
    beside = warm.clean.with_name("beside")
    command = [sys.executable, "-m", "generator", "build", "--today", warm.today]
    other = subprocess.Popen(
        [*command, "--out", str(beside)],
        cwd=warm.root,
        env=environment(),
        stdout=subprocess.DEVNULL,
    )
    code, said = warm.build(warm.site)
    assert (code, other.wait()) == (0, 0), said
    assert tree(warm.site) == tree(beside)
    assert made(warm.build(warm.site)[1])[1]
