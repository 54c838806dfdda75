"""The maintenance targets of the Makefile, each at a small size, so that none of them rots.

What a target installs from the network is not installed here; what it runs is. `make impact`,
`schema` and `outlive` are run by the tests of those names, and the long tests by their short runs.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import bench
import pictures
import pytest
from conftest import CORPUS, PROJECT, TODAY

from generator.charts.maps import land
from generator.site.reading import read

MAKEFILE = (PROJECT / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z]+):.* ## ", MAKEFILE, re.MULTILINE)


def run(*arguments: str | Path, cwd: Path = PROJECT) -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run(
        [*map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": f"{cwd}:{cwd / 'tests'}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def missing(text: str) -> list[str]:
    """The files, modules and programs of ours that shell text names and nobody has."""
    files = (
        r"(?<![\w./-])(?:(?:tests|generator)/[\w./-]*\w|requirements[\w-]*\.txt|pyproject\.toml)"
    )
    gone = [name for name in re.findall(files, text) if not (PROJECT / name).exists()]
    for module in re.findall(r"-m ((?:generator|audit)\b[\w.]*)", text):
        path = PROJECT / ("tests" if module == "audit" else "") / module.replace(".", "/")
        gone += [module] if not (path.with_suffix(".py").exists() or path.is_dir()) else []
    for program in re.findall(r"(?<![\w./-])\.venv/bin/([a-z]+)", text):
        gone += [program] if not Path(sys.executable).with_name(program).exists() else []
    return gone


def test_every_file_of_tests_is_looked_into(request: pytest.FixtureRequest) -> None:
    # pytest passes over folders of some names, such as `build`, without a word.
    passed_over = request.config.getini("norecursedirs")
    folders = {file.parent for file in (PROJECT / "tests").rglob("test_*.py")}
    assert {folder.name for folder in folders} >= {"browser", "build", "proof"}
    assert not [f for f in folders for one in passed_over if fnmatch(f.name, one)]


@pytest.mark.parametrize("target", TARGETS)
def test_everything_that_a_target_runs_is_there(target: str) -> None:
    # Everything is taken as old, so that the plan has every step; nothing of it is run.
    plan = run("make", "--dry-run", "--always-make", "--no-print-directory", target)
    assert missing(plan) == []


def test_what_nobody_has_is_told() -> None:
    plan = (
        "cd x && .venv/bin/python tests/bench.py && .venv/bin/ruf check; python -m generator.maps"
    )
    assert missing(plan) == ["generator.maps", "ruf"]
    assert missing("pytest tests/prof --ignore=tests/proof") == ["tests/prof"]


@pytest.mark.build
def test_copies_of_a_launch_for_bench_are_sound(tmp_path: Path) -> None:
    made = bench.records(300, tmp_path / "content")
    found = read(tmp_path / "content", TODAY, "content")
    assert found.problems == read(CORPUS, TODAY, "content").problems
    assert made == sum(path.is_file() for path in (tmp_path / "content").rglob("*")) >= 300
    assert found.catalogue is not None
    launches = len(found.catalogue.events)
    assert launches > 45 and len(found.catalogue.articles) > 3 * (launches - 3)
    for kind, many in (("actors", 1), ("places", 3), ("systems", 6)):
        assert len(found.catalogue.of_kind(kind)) > launches // many, kind


def test_record_of_the_pictures_is_sound_but_for_its_slip(tmp_path: Path) -> None:
    shutil.copytree(CORPUS, tmp_path / "content")
    told = []
    for texts in (pictures.EASY, pictures.SLIP, pictures.MENDED):
        pictures.change(tmp_path, texts)
        found = read(tmp_path / "content", TODAY, "content").problems
        told.append([(problem.path, problem.code) for problem in found])
    assert told == [[], [(pictures.EVENT, "S011")], []]


@pytest.mark.build
def test_golden_is_written_anew(tmp_path: Path) -> None:
    for name in ("generator", "templates", "docs", "tests/content", "tests/golden"):
        shutil.copytree(
            PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    files = ("conftest.py", "serving.py", "test_golden.py")
    for name in ("pyproject.toml", "mkdocs.yml", *(f"tests/{file}" for file in files)):
        shutil.copy(PROJECT / name, tmp_path / name)
    golden = tmp_path / "tests/golden"
    before = {p.relative_to(golden): p.read_bytes() for p in golden.rglob("*") if p.is_file()}
    (golden / "index.md").write_text("old", "utf-8")
    (golden / "gone.md").write_text("of a page that was taken out", "utf-8")
    pytest_accepts = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_golden.py")
    run(sys.executable, *pytest_accepts, "--accept", cwd=tmp_path)
    after = {p.relative_to(golden): p.read_bytes() for p in golden.rglob("*") if p.is_file()}
    assert after == before


def test_land_is_made_of_its_source() -> None:
    # A square of 10 degrees near the launch sites, and one that no map shows.
    arcs = [[[4, 4], [1, 0], [0, 1], [-1, 0], [0, -1]], [[0, 0], [1, 0], [0, 1], [-1, -1]]]
    source = {
        "transform": {"scale": [10, 10], "translate": [80, -5]},
        "arcs": arcs,
        "objects": {"land": {"geometries": [{"arcs": [[[0]], [[1]]]}]}},
    }
    made = json.loads(land.land_json(json.dumps(source).encode()))
    (ring,) = made["rings"]
    assert sorted(zip(ring[::2], ring[1::2], strict=True)) == [
        (120_000, 35_000), (120_000, 45_000), (130_000, 35_000), (130_000, 45_000)
    ]  # fmt: skip
    assert {key: made[key] for key in land.PROVENANCE} == land.PROVENANCE


def test_lock_of_the_node_tools_is_as_it_was_left(tmp_path: Path) -> None:
    for name in ("lock.py", "package-lock.json"):
        shutil.copy(PROJECT / "tests/audit" / name, tmp_path / name)
    before = (tmp_path / "package-lock.json").read_bytes()
    run(sys.executable, "lock.py", cwd=tmp_path)
    assert (tmp_path / "package-lock.json").read_bytes() == before
    locked = json.loads(before)["packages"]
    wanted = json.loads((PROJECT / "tests/audit/package.json").read_text("utf-8"))["dependencies"]
    assert locked[""]["dependencies"] == wanted
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_article_of_a_new_year_lies_in_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The articles of the small corpus are of the day of its launch and of the day after.
    monkeypatch.setattr(bench, "FIRST", date(2000, 12, 31))
    bench.records(60, tmp_path / "content")
    assert (tmp_path / "content/articles/2001/2001-01-01-joint-staff-statement.yml").is_file()
    assert read(tmp_path / "content", TODAY, "content").problems == ()
