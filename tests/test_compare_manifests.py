"""A rebuild against what readers have: what differs."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT

from generator.catalogue import Catalogue
from generator.cli.workflows.compare_manifests import Unreadable, differences, report
from generator.exports.manifest import manifest as written

SITE = {
    "generator": "digest",
    "records": {"events": ["a", "b"]},
    "versions": {"events": {"a": "1f", "b": "2f"}},
}
FILES = {"generator": "digest", "tree": "77", "files": {"index.html": "aa", "pagefind/x": "bb"}}


def folder(path: Path, site: Any, files: Any = None) -> Path:
    """A site with its manifests alone."""
    path.mkdir()
    (path / "manifest.json").write_text(site if isinstance(site, str) else json.dumps(site))
    if files:
        (path / "manifest-files.json").write_text(json.dumps(files))
    return path


@pytest.mark.parametrize("text", ["", "[]", "<html>", '{"generator": "other"}', "[" * 100_000])
def test_answer_that_is_no_manifest_is_told(text: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        differences(folder(tmp_path / "odd", text), folder(tmp_path / "site", SITE))


def test_manifest_of_the_records_equals_itself(small: Catalogue, tmp_path: Path) -> None:
    text = written(small)
    assert differences(folder(tmp_path / "one", text), folder(tmp_path / "two", text)) == []


@pytest.mark.parametrize(
    ("site", "told"),
    [
        (SITE | {"records": {"events": ["a"]}}, ["records.events: only published: b"]),
        (SITE | {"records": {"events": ["a", "b", "c"]}}, ["records.events: only built: c"]),
        (SITE | {"records": {"events": ["b", "a"]}}, ["records.events: in another order"]),
        (
            SITE | {"versions": {"events": {"a": "1f", "b": "9f"}}},
            ["versions.events.b: published 2f, built 9f"],
        ),
        (SITE | {"records": {}}, ["records.events: only published"]),
        (SITE | {"as_of": "2026"}, ["as_of: only built"]),
        (SITE | {"records": []}, ["records: published {'events': ['a', 'b']}, built []"]),
    ],
)
def test_each_difference_is_one_line(site: Any, told: list[str], tmp_path: Path) -> None:
    assert differences(folder(tmp_path / "one", SITE), folder(tmp_path / "two", site)) == told


def test_files_are_compared_but_for_the_search_index(tmp_path: Path) -> None:
    other = {**FILES, "files": {"index.html": "ab", "pagefind/y": "cc"}}
    found = differences(
        folder(tmp_path / "one", SITE, FILES), folder(tmp_path / "two", SITE, other)
    )
    assert found == ["files.index.html: published aa, built ab"]


def test_inventory_on_one_side_alone_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"manifest-files\.json"):
        differences(folder(tmp_path / "one", SITE, FILES), folder(tmp_path / "two", SITE))


def test_text_of_the_site_is_no_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    forged = SITE | {"x\n::error::y": 1, "z": "```\n##[error]", "records": {"events": ["::a::"]}}
    assert (
        report(differences(folder(tmp_path / "one", forged), folder(tmp_path / "two", SITE))) == 1
    )
    summary = (tmp_path / "summary").read_text()
    for text in (capsys.readouterr().out, summary):
        assert "::" not in text and "##[" not in text
    assert summary.count("```") == 2 and summary.endswith("\n```\n")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command as the workflow runs it."""
    return subprocess.run(
        [
            sys.executable,
            "-I",
            PROJECT / "generator/cli/workflows/compare_manifests.py",
            *arguments,
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_exit_codes(tmp_path: Path) -> None:
    one = folder(tmp_path / "one", {**SITE, "as_of": "2026"})
    two = folder(tmp_path / "two", SITE)
    assert run(one, one).returncode == 0
    assert run(one, two).returncode == 1
    assert run(one).returncode == 2
    assert run(one, tmp_path).returncode == 3
    assert "Traceback" not in run(one, tmp_path).stderr
