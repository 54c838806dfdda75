"""The guard of paths: recorded pull requests, and real ones in real repositories."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT

from generator.cli.workflows.pr_paths import ChangedPath, entries, report, shown, verdict

GUARD = PROJECT / "generator/cli/workflows/pr_paths.py"
PULLS = sorted((PROJECT / "tests" / "pulls").glob("*.yml"))
ZERO = b"0" * 40


def recorded(path: Path) -> dict[str, Any]:
    """One file of tests/pulls."""
    whole: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    assert set(whole) <= {"says", "changes", "outside", "odd"}, path
    return whole


def raw(changes: list[list[str]]) -> bytes:
    """The changes as `git diff --raw -z --no-abbrev` prints them."""
    out = b""
    for before, after, status, *paths in changes:
        fields = b" ".join([before.encode(), after.encode(), ZERO, ZERO, status.encode()])
        out += b"\0".join([b":" + fields, *(path.encode() for path in paths)]) + b"\0"
    return out


@pytest.mark.parametrize("path", PULLS, ids=lambda path: path.stem)
def test_recorded_pull_request(path: Path) -> None:
    pull = recorded(path)
    found = verdict(tuple(entries(raw(pull["changes"]))))
    assert [shown(name) for name in found.outside] == pull.get("outside", [])
    assert [shown(name) for name, _ in found.odd] == pull.get("odd", [])
    assert found.fine == (set(pull) == {"says", "changes"})


@pytest.mark.parametrize("path", PULLS, ids=lambda path: path.stem)
def test_report_of_it_is_plain_lines_that_command_nothing(path: Path) -> None:
    lines = report(verdict(tuple(entries(raw(recorded(path)["changes"])))))
    text = "\n".join(lines)
    assert text.isascii() and "##[" not in text and "`" not in text
    assert len(text.split("\n")) == len(text.splitlines()) == len(lines)
    assert not [line for line in lines if line.strip().startswith("::")]


def test_every_verdict_is_recorded() -> None:
    kinds = [set(recorded(path)) - {"says", "changes"} for path in PULLS]
    for kind in ({"outside"}, {"odd"}, {"outside", "odd"}, set()):
        assert kind in kinds


@pytest.mark.parametrize(
    "text",
    [
        b"no entry\0",
        b":100644 100644 0 0 M\0",
        b":100644 100644 0 0 R100\0one\0",
        b":100644 100644 0 0 M\0cut",
        b":100644 100644 M\0a\0",
    ],
)
def test_list_that_is_none_is_no_verdict(text: bytes) -> None:
    with pytest.raises(ValueError):
        list(entries(text))


def test_long_list_is_cut_and_counted() -> None:
    changes = [ChangedPath(b"100644", "A", (b"content/a.yml",))]
    changes += [ChangedPath(b"100644", "A", (b"x%d" % number,)) for number in range(300)]
    lines = report(verdict(changes))
    assert len(lines) == 22
    assert "300 files outside" in lines[0] and lines[-1] == "- and 280 more"


# --- in real repositories


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """A git command in a repository of a test, with no settings but its own."""
    done = subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments],
        cwd=folder,
        input=given,
        env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        capture_output=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two records and a file of the program, committed."""
    folder = tmp_path / "repository"
    for name in (
        "content/terms/apogee.yml",
        "content/terms/lofted.yml",
        "generator/site/pipeline.py",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n" * 10)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Before")
    return folder


def guarded(
    repository: Path, base: str = "HEAD^1", **more: str
) -> subprocess.CompletedProcess[str]:
    """The guard as the workflow runs it: one file, away from the repository, on plain Python."""
    guard = repository.parent / "pr_paths.py"
    guard.write_bytes(GUARD.read_bytes())
    return subprocess.run(
        [sys.executable, "-I", str(guard), base, "HEAD"],
        cwd=repository,
        env=os.environ | more,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def propose(repository: Path) -> None:
    """Commit whatever was changed."""
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "Proposed")


def test_corrected_record_passes(repository: Path) -> None:
    (repository / "content/terms/apogee.yml").write_text("other\n")
    propose(repository)
    done = guarded(repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert "::" not in done.stdout


def test_record_with_code_is_red_and_says_how_to_split(repository: Path, tmp_path: Path) -> None:
    (repository / "content/terms/apogee.yml").write_text("other\n")
    (repository / "generator/site/pipeline.py").write_text("other\n")
    propose(repository)
    done = guarded(repository, GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))
    assert done.returncode == 1
    assert "- generator/site/pipeline.py\n" in done.stdout and "open another one" in done.stdout
    assert len(re.findall("^::error title=Paths::", done.stdout, re.MULTILINE)) == 1
    assert "- generator/site/pipeline.py\n" in (tmp_path / "summary").read_text()


def test_record_renamed_out_of_the_folder_is_red(repository: Path) -> None:
    git(repository, "mv", "content/terms/apogee.yml", "generator/apogee.yml")
    propose(repository)
    done = guarded(repository)
    assert done.returncode == 1
    assert "- generator/apogee.yml\n" in done.stdout


def test_link_program_and_submodule_are_red(repository: Path) -> None:
    (repository / "content/terms/link.yml").symlink_to("/etc/passwd")
    (repository / "content/terms/lofted.yml").chmod(0o755)
    git(repository, "add", "-A")
    head = git(repository, "rev-parse", "HEAD").decode().strip()
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head},content/terms/more")
    git(repository, "commit", "-q", "-m", "Proposed")
    done = guarded(repository)
    assert done.returncode == 1
    for name in ("link.yml: a symbolic link", "lofted.yml: a program", "more: another repository"):
        assert f"- content/terms/{name}" in done.stdout


def test_name_with_a_command_stays_a_name(repository: Path) -> None:
    (repository / "content/terms/apogee.yml").write_text("other\n")
    (repository / "x\n::error::forged").write_text("x")
    propose(repository)
    done = guarded(repository)
    assert done.returncode == 1
    assert not re.search("^::error::forged", done.stdout, re.MULTILINE)
    assert "\\x0A\\x3A\\x3Aerror" in done.stdout


def test_settings_and_modules_of_the_pull_request_do_not_count(repository: Path) -> None:
    (repository / "content/terms/apogee.yml").write_text("other\n")
    (repository / "generator/site/pipeline.py").write_text("other\n")
    (repository / "subprocess.py").write_text("raise SystemExit(0)\n")
    (repository / ".gitattributes").write_text("* -diff diff=none\n")
    propose(repository)
    git(repository, "config", "diff.ignoreSubmodules", "all")
    git(repository, "config", "diff.renames", "copies")
    assert guarded(repository, PYTHONPATH=str(repository)).returncode == 1


def test_merge_is_compared_with_the_branch_it_goes_into(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "proposed")
    (repository / "content/terms/apogee.yml").write_text("other\n")
    propose(repository)
    git(repository, "checkout", "-q", "main")
    (repository / "generator/site/pipeline.py").write_text("newer\n")
    propose(repository)
    git(repository, "merge", "-q", "--no-ff", "-m", "Merge", "proposed")
    assert guarded(repository).returncode == 0
    assert guarded(repository, "HEAD^1~1").returncode == 1


def test_unknown_commit_is_wrong_usage(repository: Path) -> None:
    assert guarded(repository, "nowhere").returncode == 2
    assert guarded(repository, "--output=x").returncode == 2
    assert not (repository / "x").exists()


def test_without_git_there_is_no_verdict(repository: Path) -> None:
    assert guarded(repository, PATH="/nowhere").returncode == 3
