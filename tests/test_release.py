"""Releases and roll-backs, each in a repository of its own, as the guides tell to make them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import run
from conftest import CORPUS, PROJECT
from test_pr_paths import git

from generator.cli.workflows import release
from generator.exports import manifest
from generator.site.reading import read
from generator.values.times import parse_day

SECURITY = (PROJECT / "SECURITY.md").read_text("utf-8")
CHANGELOG = (PROJECT / "CHANGELOG.md").read_text("utf-8")
DAY = parse_day("2026-04-01").first


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the small corpus, on its branch main; tags and commits need no settings."""
    folder = tmp_path / "repository"
    shutil.copytree(CORPUS, folder / "content")
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1.2.0"\n')
    (folder / "CHANGELOG.md").write_text("## [Unreleased]\n\n## [1.2.0] - 2026-04-01\n")
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(name, "t")
    for name in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "t@example.org")
    monkeypatch.chdir(folder)
    return folder


def commit(folder: Path) -> str:
    """Everything as it is now; its hash."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")
    return git(folder, "rev-parse", "HEAD").decode().strip()


def change(record: Path, before: str, after: str) -> None:
    """Another text in a record, which must have the one before."""
    text = record.read_text("utf-8")
    assert before in text
    record.write_text(text.replace(before, after, 1), "utf-8")


def test_records_are_released_by_their_day(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = git(repository, "log", "-1", "--format=%cs").decode().strip()
    assert release.main([]) == 0
    told = capsys.readouterr().out
    assert told == f"Tagged records-{day}. To release it: git push origin main records-{day}\n"
    assert git(repository, "cat-file", "-t", f"records-{day}") == b"tag\n"
    assert release.main([]) == 1
    assert f"the tag records-{day} is there already" in capsys.readouterr().err


def test_program_is_released_by_its_version(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release.main(["1.2.0"]) == 0
    assert git(repository, "rev-list", "-n1", "v1.2.0") == git(repository, "rev-parse", "HEAD")
    assert release.main(["1.3.0"]) == 1
    told = capsys.readouterr().err
    assert "pyproject.toml names the version 1.2.0" in told
    assert "no heading `## [1.3.0] - YYYY-MM-DD`" in told


def test_release_of_a_branch_or_of_what_nobody_has_is_refused(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository, "switch", "-q", "-c", "mine")
    (repository / "content/digest.yml").write_text("changed", "utf-8")
    assert release.main([]) == 1
    told = capsys.readouterr().err
    assert "this is the branch mine" in told and "changes that no commit has" in told
    assert git(repository, "tag") == b""


@pytest.mark.parametrize("version", ["1.2", "v1.2.0", "01.2.0", "1.2.0-rc1", "--force", "1.2.0\n"])
def test_version_that_is_none_is_wrong_usage(version: str) -> None:
    assert release.main([version]) == 2


def test_folder_without_git_is_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, PROJECT / "generator/cli/workflows/release.py"],
        cwd=tmp_path,
        env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")


def test_changelog_keeps_its_form() -> None:
    """Keep a Changelog 1.1: versions with their days, newest first, and kinds of changes."""
    headings = re.findall(r"^## ([^\n]*)", CHANGELOG, re.MULTILINE)
    assert headings[0] == "[Unreleased]" and len(headings) > 1
    days = [re.fullmatch(r"\[\d+\.\d+\.\d+\] - (\d{4}-\d\d-\d\d)", told) for told in headings[1:]]
    assert all(days)
    assert [day[1] for day in days if day] == sorted((d[1] for d in days if d), reverse=True)
    kinds = set(re.findall(r"^### (.*)$", CHANGELOG, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_roll_back_of_the_guide_works(repository: Path) -> None:
    good = git(repository, "rev-parse", "HEAD").decode().strip()
    new = repository / "content/actors/slip.yml"
    git(repository, "switch", "-q", "-c", "bad")
    new.write_text("name: Slip\nkind: person\nrole: What must not stay\n", "utf-8")
    (repository / "content/terms/apogee.yml").write_text("name: Wrong\ndefinition: |\n  No.\n")
    event = repository / "content/events/2026/2026-02-10-sandok.yml"
    change(event, "outcome: success", "outcome: failure")
    commit(repository)
    git(repository, "switch", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "--no-edit", "bad")
    bad = read(Path("content"), DAY, "content")
    assert bad.catalogue, bad.problems
    readers_have = repository / "manifest.json"
    readers_have.write_text(manifest.manifest(bad.catalogue), "utf-8")

    (told,) = re.findall(r"^    (git restore .*GOOD.*)$", SECURITY, re.MULTILINE)
    (revision,) = re.findall(r"^    make check SINCE=(\w+)$", SECURITY, re.MULTILINE)
    git(repository, *told.replace("GOOD", good).split()[1:])
    assert not new.exists()
    assert git(repository, "diff", "--cached", good, "--", "content") == b""
    before = manifest.published(readers_have)
    refused = read(Path("content"), DAY, "content", before=before)
    # What the guide checks against names all that the jobs of a pull request and Publish refuse.
    check = ("check", "--since", revision, "--today", "2026-04-01")
    asked = run(*check, cwd=repository)
    assert asked.returncode == 1 and "the published record `slip` is gone" in asked.stdout
    assert [problem.code for problem in refused.problems] == ["R005"]
    (entry,) = re.findall(r'`corrections`: (- \{on: .*why: )""\}', asked.stdout)
    change(event, "corrections:\n", f'corrections:\n  {entry}"A slip."}}\n')
    (named,) = re.findall(r"with `kind: (\w+)`, `id`, `on`, `why` and `title`", asked.stdout)
    with (repository / "content/removed.yml").open("a", encoding="utf-8") as removed:
        removed.write(
            f"  - {{kind: {named}, id: slip, on: 2026-04-01, why: A slip., title: Slip}}\n"
        )
    assert " no problems; " in run(*check, cwd=repository).stdout
    assert read(Path("content"), DAY, "content", before=before).problems == ()
