"""Whole builds of small digests: a project of their own, the command, whether a site is whole."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from conftest import CORPUS, PROJECT

from generator.site.inventory import NAME, differences
from generator.site.starter import files
from generator.site.starter.answers import Answers, Words

RECORD = "events/2026/2026-02-10-sandok.yml"


class Project(NamedTuple):
    """A folder with mkdocs.yml, docs, templates and two sets of records that differ in a title."""

    root: Path
    contents: tuple[Path, Path]


def project(root: Path) -> Project:
    """The project with the small corpus in place of the real records."""
    root.mkdir(parents=True)
    for name in ("docs", "templates"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    # Pages written by hand lead to records that the small corpus does not have.
    for page in (root / "docs").rglob("*.md"):
        text = page.read_text("utf-8")
        page.write_text(re.sub(r"\[([^]]*)\]\((?:\.\./)?events/[^)]+\)", r"\1", text), "utf-8")
    shutil.copytree(CORPUS, root / "content")
    return _twice(root, RECORD)


def tiny(root: Path) -> Project:
    """A new digest, with one record of each kind: a third less to build than the small corpus."""
    words = Words("flood", "floods")
    begun = Answers("Flood digest", "floods in Europe", "Europe/Paris", words, date(2026, 3, 31))
    files.write(root, files.files(begun))
    return _twice(root, "events/**/*.yml")


def _twice(root: Path, event: str) -> Project:
    """A project with the records of `content` in `other` too, where an event has another title."""
    shutil.copytree(root / "content", root / "other")
    (record,) = (root / "other").glob(event)
    text = record.read_text("utf-8")
    record.write_text(re.sub(r"(?m)^title: ", "title: Once more, ", text), "utf-8")
    assert record.read_text("utf-8") != text
    return Project(root, (root / "content", root / "other"))


def arguments(
    content: Path, out: Path, today: str = "2026-04-01", python: str | None = None
) -> list[str]:
    """The command that builds a site, by this Python or another."""
    command = [python or sys.executable, "-m", "generator", "build", "--today", today]
    return [*command, "--content", str(content), "--out", str(out)]


def environment(**more: str) -> dict[str, str]:
    """What a build is told: where the generator is, for it runs in another folder."""
    return os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT)} | more


def build(
    project: Project,
    out: Path,
    which: int = 0,
    today: str = "2026-04-01",
    python: str | None = None,
    **how: Any,
) -> subprocess.CompletedProcess[str]:
    """One build run to its end; `how` is for the process."""
    return subprocess.run(
        arguments(project.contents[which], out, today, python),
        **{"cwd": project.root, "env": environment(), **how},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def tree(site: Path) -> str:
    """The hash of a site that is whole by its own inventory."""
    assert differences(site) == []
    return str(json.loads((site / NAME).read_text("utf-8"))["tree"])


def leftovers(out: Path) -> list[str]:
    """What lies beside a site, its empty file for the lock aside."""
    return sorted(
        p.name for p in out.parent.iterdir() if p.name not in (out.name, f".{out.name}-lock")
    )
