"""What was published may not vanish: the manifest of a site, and what later records lose of it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command import run
from conftest import CORPUS, TODAY
from test_command import TODAY as ON_TODAY

from generator.catalogue import Catalogue
from generator.exports import manifest
from generator.problems import Problem
from generator.site.pipeline import Output
from generator.site.reading import read

KINDS = ("events", "articles", "actors", "systems", "places", "facts", "explainers")


@pytest.fixture
def published(small: Catalogue, tmp_path: Path) -> Path:
    """The manifest that a build of tests/content leaves."""
    path = tmp_path / "manifest.json"
    path.write_text(manifest.manifest(small), "utf-8")
    return path


@pytest.fixture
def told(content: Path, published: Path) -> Callable[[], tuple[Problem, ...]]:
    """The problems of the changed copy, compared with what was published."""
    return lambda: read(content, TODAY, "content", before=manifest.published(published)).problems


def lonely(folder: Path) -> Path:
    """A record that no other refers to, put into a content folder."""
    path = folder / "events/2026/2026-02-20-parade.yml"
    event = {"title": "A parade", "type": "visit", "date": "2026-02-20", "status": "reported"}
    event |= {"article": "test-register"}
    path.write_text("".join(f"{key}: {value}\n" for key, value in event.items()))
    return path


@pytest.fixture
def parade(content: Path, published: Path) -> Path:
    """The file of a published record that no other refers to."""
    path = lonely(content)
    catalogue = read(content, TODAY, "content").catalogue
    assert catalogue
    published.write_text(manifest.manifest(catalogue), "utf-8")
    return path


def test_manifest_lists_every_record_with_a_page(small: Catalogue) -> None:
    whole = json.loads(manifest.manifest(small))
    assert whole["as_of"] == "2026-03-31"
    for kind in KINDS:
        assert whole["records"][kind] == sorted(small.of_kind(kind))
    assert "terms" not in whole["records"], "a term has a place on a page and none of its own"


def test_site_carries_its_manifest(small: Catalogue, rendered: Output) -> None:
    assert rendered.data["manifest.json"] == manifest.manifest(small)


def test_same_records_lose_nothing(told: Callable[[], tuple[Problem, ...]]) -> None:
    assert told() == ()


def test_vanished_record_is_told_where_it_was(
    parade: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    parade.unlink()
    (problem,) = told()
    assert problem.code == "R005"
    assert problem.path == "content/events", "a manifest knows no more of where the file lay"
    assert (problem.line, problem.column) == (1, 1)
    assert "2026-02-20-parade" in problem.message
    assert "former_ids" in problem.fix and "removed.yml" in problem.fix


@pytest.mark.parametrize("kind", KINDS)
def test_vanished_record_of_any_kind_is_told(
    kind: str, content: Path, published: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    whole = json.loads(published.read_text())
    whole["records"][kind].append("gone-for-good")
    published.write_text(json.dumps(whole))
    (problem,) = told()
    assert problem.code == "R005"
    assert problem.path == f"content/{kind}" and "`gone-for-good`" in problem.message


def test_every_vanished_record_is_told(
    published: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    whole = json.loads(published.read_text())
    whole["records"]["events"] += ["one", "two", "three"]
    published.write_text(json.dumps(whole))
    assert [problem.code for problem in told()] == ["R005"] * 3


def test_renamed_record_with_its_former_id_is_not_lost(
    parade: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    text = parade.read_text()
    parade.rename(parade.with_name("2026-02-20-march.yml"))
    parade.with_name("2026-02-20-march.yml").write_text(f"former_ids: [2026-02-20-parade]\n{text}")
    assert told() == ()


def test_renamed_record_without_its_former_id_is_lost(
    parade: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    parade.rename(parade.with_name("2026-02-20-march.yml"))
    assert [problem.code for problem in told()] == ["R005"]


def test_former_id_of_a_record_of_another_kind_saves_nothing(
    content: Path, parade: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    parade.unlink()
    actor = content / "actors/wire.yml"
    actor.write_text(f"former_ids: [2026-02-20-parade]\n{actor.read_text()}")
    assert [problem.code for problem in told()] == ["R005"]


def test_record_with_a_tombstone_is_not_lost(
    content: Path, parade: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    parade.unlink()
    with (content / "removed.yml").open("a") as file:
        file.write(
            "  - {kind: events, id: 2026-02-20-parade, on: 2026-03-01, why: It was none., "
            "title: A parade}\n"
        )
    assert told() == ()


def test_tombstone_of_another_kind_saves_nothing(
    content: Path, parade: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    parade.unlink()
    with (content / "removed.yml").open("a") as file:
        file.write(
            "  - {kind: actors, id: 2026-02-20-parade, on: 2026-03-01, why: It was none., "
            "title: A parade}\n"
        )
    assert [problem.code for problem in told()] == ["R005"]


@pytest.mark.parametrize(
    "faulty", [b"titel: x\n", b"a: [", b"\xff\xfe", b"", b"a: \x01", b"- x\n"], ids=repr
)
def test_record_that_cannot_be_read_is_not_lost(
    faulty: bytes, parade: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    parade.write_bytes(faulty)
    codes = {problem.code for problem in told()}
    assert codes and "R005" not in codes


def test_record_moved_to_another_folder_of_its_kind_is_not_lost(
    content: Path, parade: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    parade.rename(content / "events/1994" / parade.name)
    assert [problem.code for problem in told()] == ["R020"], "it lies in the folder of a wrong year"


def test_further_record_is_no_problem(
    content: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    lonely(content)
    assert told() == ()


def test_unknown_kind_in_an_older_manifest_is_no_problem(
    published: Path, told: Callable[[], tuple[Problem, ...]]
) -> None:
    whole = json.loads(published.read_text())
    whole["records"]["videos"] = ["a", "b"]
    published.write_text(json.dumps(whole))
    assert told() == ()


# --- the command


def test_command_refuses_a_loss(content: Path, parade: Path, published: Path) -> None:
    parade.unlink()
    done = run("check", "--content", content, "--published", published, *ON_TODAY)
    assert done.returncode == 1
    assert "error R005" in done.stdout


@pytest.mark.parametrize(
    "broken",
    ["", "{", "[]", "null", '"x"', '{"records": []}', "{}", '{"records": {"events": 3}}', "\0"],
    ids=repr,
)
def test_broken_manifest_is_wrong_usage(broken: str, tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(broken)
    done = run("check", "--content", CORPUS, "--published", path, *ON_TODAY)
    assert done.returncode == 2
    assert "manifest" in done.stderr
    assert "Traceback" not in done.stderr


def test_manifest_that_is_no_text_is_wrong_usage(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes(b"\xff\xfe\x00")
    done = run("check", "--content", CORPUS, "--published", path, *ON_TODAY)
    assert done.returncode == 2


def test_missing_manifest_is_wrong_usage(tmp_path: Path) -> None:
    done = run("check", "--content", CORPUS, "--published", tmp_path / "none.json", *ON_TODAY)
    assert done.returncode == 2
