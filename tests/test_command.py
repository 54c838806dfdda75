"""The `digest` command as a person runs it: exit codes, what it says, and what it leaves alone."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from click.testing import CliRunner
from command import run, run_apart
from conftest import CORPUS, PROJECT

from generator.cli.check import check
from generator.problems import Problem, tally
from generator.problems.reports import as_github, as_summary

TODAY = ("--today", "2026-04-01")
EVENT = "events/2026/2026-02-10-sandok.yml"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that an earlier build left."""
    folder = tmp_path / "site"
    (folder / "events").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>The site as it was</h1>")
    (folder / "events/index.html").write_text("<h1>Events</h1>")
    (folder / "manifest.json").write_text('{"generator": "digest", "records": {}}')
    return folder


@pytest.fixture
def broken(content: Path) -> Path:
    """Content with a typo in a key, a wrong reference and a bad date in three files."""

    def change(path: str, before: str, after: str) -> None:
        text = (content / path).read_text("utf-8")
        assert before in text
        (content / path).write_text(text.replace(before, after, 1), "utf-8")

    change(EVENT, "bearing_deg:", "bering_deg:")
    change(
        "articles/2026/2026-02-11-joint-staff-statement.yml",
        "publisher: joint-staff",
        "publisher: joint-stuff",
    )
    change("facts/guards-at-the-cape.yml", "as_of: 2026-02-10", "as_of: 2026-02-30")
    return content


# --- check


def test_sound_records_are_told_in_one_line() -> None:
    done = run("check", "--content", CORPUS, *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    files = sum(1 for path in CORPUS.rglob("*") if path.is_file())
    ignored = sum(path.read_text("utf-8").count("{code: ") for path in CORPUS.rglob("*.yml"))
    assert done.stdout == f"{files} records, no problems; {ignored} ignored with a reason.\n"


def test_three_faults_in_three_files_are_three_errors_at_their_lines(broken: Path) -> None:
    before = tree(broken.parent)
    done = run("check", "--content", broken, *TODAY)
    assert done.returncode == 1
    found = re.findall(
        r"^\S*?/content/(\S+?):(\d+):(\d+): error (\w+): ", done.stdout, re.MULTILINE
    )
    assert found == [
        ("articles/2026/2026-02-11-joint-staff-statement.yml", "5", "12", "R001"),
        (EVENT, "28", "5", "S001"),
        ("facts/guards-at-the-cape.yml", "4", "8", "S020"),
    ]
    assert "did you mean `joint-staff`?" in done.stdout
    assert "did you mean `bearing_deg`?" in done.stdout
    assert "   28 |     bering_deg: 67\n      |     ^^^^^^^^^^" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("3 errors, 0 warnings in 3 of ")
    assert tree(broken.parent) == before


def test_problems_as_json_are_a_list_of_objects(broken: Path) -> None:
    done = run("check", "--content", broken, "--format", "json", *TODAY)
    assert done.returncode == 1
    problems = json.loads(done.stdout)
    assert [problem["code"] for problem in problems] == ["R001", "S001", "S020"]
    for problem in problems:
        assert {"code", "severity", "file", "line", "col", "message", "fix"} <= set(problem)
        assert problem["severity"] == "error"
        assert isinstance(problem["line"], int) and isinstance(problem["col"], int)


def test_no_problems_as_json_are_an_empty_list() -> None:
    done = run("check", "--content", CORPUS, "--format", "json", *TODAY)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_warning_is_told_and_refuses_nothing() -> None:
    done = run("check", "--content", CORPUS, "--today", "2027-06-01")
    assert done.returncode == 0
    assert "warning R010" in done.stdout
    assert "0 errors, 2 warnings" in done.stdout


def test_missing_folder_is_told(tmp_path: Path) -> None:
    done = run("check", "--content", tmp_path / "none", *TODAY)
    assert done.returncode == 1
    assert "F011" in done.stdout


def test_file_name_cannot_forge_a_line(content: Path) -> None:
    (content / "events/x\n::error::forged.yml").write_text("title: x\n")
    done = run("check", "--content", content, *TODAY)
    assert done.returncode == 1
    assert not re.search("^::", done.stdout + done.stderr, re.MULTILINE)


def test_poor_locale_changes_nothing(broken: Path) -> None:
    arguments = ("check", "--content", broken, "--format", "json", *TODAY)
    assert run_apart(*arguments, LC_ALL="C", PYTHONUTF8="0") == run(*arguments)


# --- usage


@pytest.mark.parametrize(
    "arguments",
    [
        ("chekc",),
        ("check", "--contents", "x"),
        ("check", "--format", "xml"),
        ("check", "--today", "tomorrow"),
        ("render",),
        ("schema", ""),
    ],
)
def test_wrong_usage_is_told_with_exit_code_two(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_python_without_docstrings_is_refused() -> None:
    done = run_apart("check", PYTHONOPTIMIZE="2")
    assert (done.returncode, "start it without -OO" in done.stderr) == (2, True)
    assert run_apart("--version", PYTHONOPTIMIZE="1").returncode == 0


def test_help_teaches_the_first_steps() -> None:
    done = run("--help")
    assert done.returncode == 0
    for words in ("digest check", "digest build", "mkdocs serve", "Exit codes", "content/"):
        assert words in done.stdout


@pytest.mark.parametrize("command", ["check", "build", "render"])
def test_help_of_a_command_names_its_options(command: str) -> None:
    done = run(command, "-h")
    assert done.returncode == 0
    assert "--content" in done.stdout and "--today" in done.stdout


@pytest.mark.parametrize("where", ["content", ".", "content/site"])
def test_output_that_would_destroy_the_records_is_refused(where: str, content: Path) -> None:
    before = tree(content)
    folder = content.parent / where
    done = run("render", folder, "--content", content, *TODAY)
    assert done.returncode == 2
    assert tree(content) == before


def test_folder_that_no_build_made_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/one.jpg").write_bytes(b"x")
    done = run("build", "--content", CORPUS, "--out", tmp_path / "photos", *TODAY)
    assert done.returncode == 2
    assert (tmp_path / "photos/one.jpg").exists()


# --- render


@pytest.mark.build
def test_render_writes_markdown_that_others_can_build(tmp_path: Path) -> None:
    done = run("render", tmp_path / "out", "--content", CORPUS, *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    made = tree(tmp_path / "out")
    assert "docs/events/2026-02-10-sandok/index.md" in made
    assert "docs/data/records.json" in made
    assert not [path for path in made if path.startswith("docs/developers")]
    nav = json.loads(made["mkdocs.yml"])["nav"]
    for entry in nav:
        for path in entry.values():
            assert f"docs/{path}" in made


@pytest.mark.build
def test_render_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    run("render", tmp_path / "one", "--content", CORPUS, *TODAY)
    done = run_apart(
        *("render", tmp_path / "two", "--content", CORPUS, *TODAY),
        TZ="Pacific/Kiritimati",
        PYTHONHASHSEED="1",
        LC_ALL="C",
        PYTHONUTF8="0",
    )
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


# --- build


def test_refused_content_leaves_the_site_as_it_was(broken: Path, site: Path) -> None:
    before = tree(site)
    done = run("build", "--content", broken, "--out", site, *TODAY)
    assert done.returncode == 1
    assert "Nothing was written" in done.stderr
    assert tree(site) == before
    assert [path.name for path in site.parent.iterdir() if "stage" in path.name] == []


def test_second_build_at_once_ends_with_exit_code_three(site: Path) -> None:
    before = tree(site)
    with (site.parent / f".{site.name}-lock").open("a") as lock:
        flock(lock, LOCK_EX)
        done = run("build", "--content", CORPUS, "--out", site, *TODAY)
    assert done.returncode == 3
    assert "another build" in done.stderr
    assert tree(site) == before


@pytest.mark.parametrize("folder", ["docs/x", "templates/pages", "tests/content/x"])
def test_output_among_the_sources_is_refused(folder: str) -> None:
    done = run("render", folder, "--content", CORPUS, *TODAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert "site is made from" in done.stderr or "within each other" in done.stderr
    assert not Path(PROJECT, "docs/x").exists()


def test_schemas_do_not_go_among_the_records(broken: Path) -> None:
    before = tree(broken)
    done = run("schema", broken / "events", "--content", broken, *TODAY)
    assert (done.returncode, "lies among the records" in done.stderr) == (2, True)
    assert tree(broken) == before


@pytest.mark.parametrize("manifest", ["[" * 100_000, "{", "[]", '{"generator": "else"}', "pipe"])
def test_folder_with_a_foreign_manifest_is_refused(manifest: str, tmp_path: Path) -> None:
    if manifest == "pipe":
        os.mkfifo(tmp_path / "manifest.json")
    else:
        (tmp_path / "manifest.json").write_text(manifest)
    done = run("render", tmp_path, "--content", CORPUS, *TODAY)
    assert (done.returncode, "no build made" in done.stderr) == (2, True), done.stderr


def test_output_that_leads_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "site")
    done = run("render", tmp_path / "site", "--content", CORPUS, *TODAY)
    assert done.returncode in (2, 3) and "bug" not in done.stderr, done.stderr


@pytest.mark.parametrize("command", [("build", "--out"), ("render",)], ids=["build", "render"])
def test_output_that_is_no_folder_is_refused(command: tuple[str, ...], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "site")
    done = run(*command, tmp_path / "site", "--content", CORPUS, *TODAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not a folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site").is_fifo()


def test_output_that_cannot_be_written_ends_with_exit_code_three(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run("render", tmp_path / "file" / "site", "--content", CORPUS, *TODAY)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


@pytest.mark.build
def test_full_disk_leaves_the_site_as_it_was(tmp_path: Path, site: Path) -> None:
    before = tree(site)
    script = (
        "import resource, runpy, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        "sys.argv[0] = 'digest'; runpy.run_module('generator', run_name='__main__')"
    )
    done = subprocess.run(
        # Without -B, Python would keep what it compiles cut short, for every later run.
        [sys.executable, "-B", "-c", script, "render", site, "--content", CORPUS, *TODAY],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert tree(site) == before


@pytest.fixture
def running(site: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A real build on its way to `site`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "build", "--content", CORPUS, "--out", site, *TODAY],
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    yield process
    process.kill()
    process.wait()


@pytest.mark.build
def test_killed_build_leaves_the_site_and_the_next_one_tidies_up(
    site: Path, running: subprocess.Popen[bytes]
) -> None:
    before = tree(site)
    until = time.monotonic() + 30
    while not any("stage" in path.name for path in site.parent.iterdir()):
        assert running.poll() is None and time.monotonic() < until
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert tree(site) == before
    assert run("render", site, "--content", CORPUS, *TODAY).returncode == 0
    assert [path.name for path in site.parent.iterdir() if "stage" in path.name] == []
    assert (site / "mkdocs.yml").exists()


# --- where it writes


@pytest.mark.build
def test_folder_behind_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    for _ in range(2):
        done = run("render", tmp_path / "link", "--content", CORPUS, *TODAY)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real/docs/index.md").exists()


@pytest.mark.parametrize("file", ["mkdocs.yml", "index.html"])
def test_folder_of_somebody_else_is_not_replaced(tmp_path: Path, file: str) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / file).write_text("mine")
    assert run("render", theirs, "--content", CORPUS, *TODAY).returncode == 2
    assert (theirs / file).read_text() == "mine"


@pytest.mark.build
def test_builder_of_the_site_alone_refuses_before_it_empties_the_folder(
    broken: Path, site: Path, tmp_path: Path
) -> None:
    for name in ("docs", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    before = tree(site)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=tmp_path,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "error S001" in done.stdout + done.stderr
    assert tree(site) == before


# --- paths


def test_problems_elsewhere_are_counted_and_refuse_too(broken: Path) -> None:
    done = run("check", "--content", broken, broken / "facts", *TODAY)
    assert done.returncode == 1
    assert "error S020" in done.stdout and "S001" not in done.stdout
    assert "; 2 more problems in other files (2 errors, 0 warnings;" in done.stdout


SOME_ERRORS = re.compile(r"\b[1-9]\d* error")


FOUND = ["", "warning", "error"]
LINES = [("text", here, elsewhere) for here in FOUND for elsewhere in FOUND]


@pytest.mark.parametrize(
    ("form", "here", "elsewhere"),
    [*LINES, *((form, "warning", "error") for form in ("github", "json", "sarif"))],
)
def test_last_line_agrees_with_the_exit_code(
    form: str, here: str, elsewhere: str, content: Path
) -> None:
    fact = (content / "facts/end-of-the-war.yml").read_text("utf-8")
    for name, fault in (("here", here), ("elsewhere", elsewhere)):
        (content / f"facts/{name}.yml").write_text(
            fact.replace("End of the war", f"End of it {name}").replace(
                "article: test-register", f"article: test-regist{'e' * (fault != 'error')}r"
            )
            + ("review_by: 2026-03-01\n" if fault == "warning" else ""),
            "utf-8",
        )
    named = ["--content", str(content), str(content / "facts/here.yml")]
    done = CliRunner().invoke(check, [*named, "--format", form, *TODAY])
    wrong = "error" in (here, elsewhere)
    assert done.exit_code == int(wrong), done.stdout
    last = (done.stdout if form == "text" else done.stderr or "no problems").splitlines()[-1]
    assert ("more problem" in last) == bool(elsewhere)
    if form == "text":
        assert bool(SOME_ERRORS.search(last)) == wrong
        assert ("no problems" in last) == (not here and not elsewhere)
    else:
        assert bool(SOME_ERRORS.search(last)) == (elsewhere == "error")


def test_one_is_told_as_one() -> None:
    lines: list[tuple[list[str], str]] = [
        ([], "0 errors, 0 warnings"),
        (["Y001"], "1 error, 0 warnings"),
        (["R010"], "0 errors, 1 warning"),
        (["Y001", "Y001", "R010", "R010"], "2 errors, 2 warnings"),
    ]
    for codes, told in lines:
        found = [Problem("x", 1, 1, code, "x", "x", 2) for code in codes]
        assert tally(found) == told
        assert as_summary(found).startswith(f"## The records: {told}\n")
    notes = [line for line in as_github(found * 5 + found[:1]).split("\n") if "::notice" in line]
    assert notes == ["::notice::1 more error in the job's summary."]


@pytest.mark.parametrize("path", ["README.md", "docs", "content/../docs/about.md"])
def test_path_without_records_is_wrong_usage(path: str, content: Path) -> None:
    whole = PROJECT / path
    done = run("check", "--content", content, *TODAY, whole)
    assert done.returncode == 2
    assert f"{whole} is not in {content}" in done.stderr


def test_folder_above_the_records_names_all_of_them(content: Path) -> None:
    done = run("check", "--content", content, *TODAY, content.parent)
    assert (done.returncode, done.stderr) == (0, "")


def test_path_that_is_not_there_is_wrong_usage(content: Path) -> None:
    assert run("check", "--content", content, content / "evnets", *TODAY).returncode == 2


def test_unreadable_record_is_no_dangling_reference_elsewhere(content: Path) -> None:
    path = content / "systems/bada-3.yml"
    path.write_text(path.read_text("utf-8").replace("missile_class", "misile_class", 1), "utf-8")
    done = run("check", "--content", content, "--format", "json", *TODAY)
    assert {found["code"] for found in json.loads(done.stdout)} == {"S001", "S002"}
