"""What a machine hands down changes nothing: its zone, git's variables, the letters it can show."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from command import Done, run, run_apart
from conftest import PROJECT
from test_command import TODAY as ON_TODAY
from test_history import EVENT, Workshop, begun, workshop  # noqa: F401 (fixtures)
from test_impact import corpus, impact  # noqa: F401 (a fixture)
from test_pr_paths import guarded, propose, repository  # noqa: F401 (a fixture)

from generator.history import git
from generator.site.plugin import DigestPlugin
from generator.site.refusal import Refusal
from generator.values.clock import day_in_utc, latest_day

# --- the machine's zone


@pytest.mark.parametrize(
    ("moment", "latest", "utc"),
    [
        ("2026-11-25T20:00+00:00", "2026-11-26", "2026-11-25"),  # five in the morning in Korea
        ("2026-11-26T05:00+09:00", "2026-11-26", "2026-11-25"),
        ("2026-11-26T09:59+00:00", "2026-11-26", "2026-11-26"),
        ("2026-11-26T10:00+00:00", "2026-11-27", "2026-11-26"),
        ("2026-12-31T23:00-12:00", "2027-01-02", "2027-01-01"),
    ],
)
def test_latest_day_is_that_of_the_islands_where_days_begin(
    moment: str, latest: str, utc: str
) -> None:
    now = datetime.fromisoformat(moment)
    assert (latest_day(now).isoformat(), day_in_utc(now).isoformat()) == (latest, utc)


def test_one_module_asks_for_the_day() -> None:
    asking = re.compile(r"\b(?:date|datetime|time)\.(?:today|(?:utc)?now|time|(?:local|gm)time)\b")
    modules = (PROJECT / "generator").rglob("*.py")
    assert {path.name for path in modules if asking.search(path.read_text())} == {"clock.py"}


# From the first zone of a day to the last: 26 hours.
ZONES = ["Pacific/Kiritimati", "Etc/GMT+12"]


def in_zone(hours: int) -> date:
    """The day it is at so many hours from UTC."""
    return datetime.now(UTC).astimezone(timezone(timedelta(hours=hours))).date()


def dated(content: Path, day: date) -> None:
    """Records that bear a day wherever a record may: all of them true on that day."""

    def change(path: str, before: str, after: str) -> None:
        text = (content / path).read_text("utf-8")
        assert before in text, path
        (content / path).write_text(text.replace(before, after, 1), "utf-8")

    change("digest.yml", "as_of: 2026-03-31", f"as_of: {day}")
    change("facts/guards-at-the-cape.yml", "on: 2026-02-12", f"on: {day}")
    change("facts/guards-at-the-cape.yml", "as_of: 2026-02-10", f"as_of: {day}")
    change("facts/guards-at-the-cape.yml", "review_by: 2027-02-10", f"review_by: {day}")
    (content / f"articles/2026/{day}-morning-report.yml").write_text(
        f"title: Report of the morning\nkind: news\npublisher: odd-weekly\npublished: {day}\n"
        "language: en\nurl: https://news.example.org/1\nsummary: |\n  A report.\n"
        f"events: [{day}-sandok]\n"
    )
    (content / f"events/2026/{day}-sandok.yml").write_text(
        f"title: A missile fired in the morning\ntype: missile-launch\ndate: {day}\n"
        f"place: sandok\nstatus: reported\narticle: {day}-morning-report\n"
    )


FUTURE = 5  # `as_of`, `on`, `as_of` of the fact, `published`, `date`


@pytest.mark.parametrize(("zone", "in_process"), [(ZONES[0], run_apart), (ZONES[1], run)])
def test_day_that_has_begun_anywhere_is_not_in_the_future(
    zone: str, in_process: Callable[..., Done], content: Path
) -> None:
    dated(content, in_zone(14))
    done = in_process("check", "--content", content, TZ=zone)
    assert (done.returncode, "S022" in done.stdout) == (0, False), done.stdout


def test_day_that_has_begun_nowhere_is_in_the_future(content: Path) -> None:
    zone = ZONES[0]
    dated(content, in_zone(14) + timedelta(days=2))
    done = run("check", "--content", content, TZ=zone)
    assert done.returncode == 1
    assert len(re.findall("error S022", done.stdout)) == FUTURE, done.stdout
    links = run("links", "--content", content, TZ=zone)
    assert links.returncode == 1
    assert len(re.findall("error S022", links.stderr)) == FUTURE


@pytest.fixture
def in_the_west() -> Iterator[None]:
    """This process at UTC-12, where every day ends last."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Etc/GMT+12"
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


def test_preview_takes_the_same_day(in_the_west: None, content: Path) -> None:
    plugin = DigestPlugin()
    plugin.load_config({"content": "content"})
    dated(content, in_zone(14))
    assert plugin.read(content.parent).settings.as_of.first >= in_zone(14)
    (content / "digest.yml").write_text(
        (content / "digest.yml")
        .read_text("utf-8")
        .replace(f"as_of: {in_zone(14)}", f"as_of: {in_zone(14) + timedelta(days=2)}"),
        "utf-8",
    )
    with pytest.raises(Refusal, match="S022"):
        plugin.read(content.parent)


# --- what git hands down to a hook, an alias or `git rebase --exec`

HANDED_DOWN = [
    ("GIT_DIR",),
    ("GIT_DIR", "GIT_WORK_TREE"),
    ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"),
    ("GIT_CEILING_DIRECTORIES",),
    ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    ("GIT_COMMON_DIR", "GIT_DIR"),
    ("GIT_NAMESPACE", "GIT_SHALLOW_FILE", "GIT_DISCOVERY_ACROSS_FILESYSTEM"),
    ("GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0"),
    ("GIT_REPLACE_REF_BASE", "GIT_GRAFT_FILE", "GIT_LITERAL_PATHSPECS", "GIT_EXTERNAL_DIFF"),
]


@pytest.fixture
def handed_down(tmp_path: Path) -> Callable[[tuple[str, ...]], dict[str, str]]:
    """Variables of git that are about another repository, which has two commits of its own."""
    other = Workshop(tmp_path / "other")
    other.folder.mkdir()
    other.git("init", "--quiet", "--initial-branch=main")
    (other.folder / "readme").write_text("No records here.\n")
    other.commit("One")
    other.commit("Two")
    inside = other.folder / ".git"
    values = {
        "GIT_DIR": inside,
        "GIT_WORK_TREE": other.folder,
        "GIT_INDEX_FILE": inside / "index",
        "GIT_PREFIX": "elsewhere/",
        "GIT_COMMON_DIR": inside,
        "GIT_OBJECT_DIRECTORY": inside / "objects",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": inside / "objects",
        "GIT_CEILING_DIRECTORIES": tmp_path / "repository",
        "GIT_NAMESPACE": "other",
        "GIT_SHALLOW_FILE": tmp_path / "none",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM": "0",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "diff.renames",
        "GIT_CONFIG_VALUE_0": "nonsense",
        "GIT_REPLACE_REF_BASE": "refs/other/",
        "GIT_GRAFT_FILE": inside / "grafts",
        "GIT_LITERAL_PATHSPECS": "nonsense",
        "GIT_EXTERNAL_DIFF": "false",
    }
    return lambda names: {name: str(values[name]) for name in names}


@pytest.mark.parametrize("names", HANDED_DOWN, ids=" ".join)
def test_variables_of_git_choose_no_other_repository(
    names: tuple[str, ...],
    workshop: Workshop,  # noqa: F811
    handed_down: Callable[[tuple[str, ...]], dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workshop.change(EVENT, "bearing_deg: 67", "bearing_deg: 68")
    commit = workshop.commit("Another value")
    given = handed_down(names)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert [code for code, *_ in workshop.told("HEAD^")] == ["R015"]
    found = git.repository(workshop.content)
    assert (found.top, found.commit("HEAD")) == (workshop.folder.resolve(), commit)
    assert [each.commit for each in found.touches(f"content/{EVENT}")][:1] == [commit]


@pytest.mark.build
def test_commands_in_a_hook_tell_what_they_tell_elsewhere(
    workshop: Workshop,  # noqa: F811
    handed_down: Callable[[tuple[str, ...]], dict[str, str]],
) -> None:
    workshop.change(EVENT, "bearing_deg: 67", "bearing_deg: 68")
    workshop.commit("Another value")
    given = handed_down(("GIT_DIR", "GIT_INDEX_FILE"))
    for command, code, told in (
        (("check", "--since", "HEAD^", *ON_TODAY), 1, "said `67` before and now says `68`"),
        (("history", "events/2026-02-10-sandok"), 0, "was  67\n    now  68"),
        (("impact", "HEAD^", "HEAD", *ON_TODAY), 0, "- `events/2026-02-10-sandok/`"),
    ):
        done = run(*command, cwd=workshop.folder, **given)
        assert done.returncode == code, done.stdout + done.stderr
        assert told in done.stdout


@pytest.mark.parametrize("names", HANDED_DOWN[:3], ids=" ".join)
def test_guard_looks_at_the_repository_it_is_run_in(
    names: tuple[str, ...],
    repository: Path,  # noqa: F811
    handed_down: Callable[[tuple[str, ...]], dict[str, str]],
) -> None:
    (repository / "content/terms/apogee.yml").write_text("changed\n")
    (repository / "generator/site/pipeline.py").write_text("changed\n")
    propose(repository)
    done = guarded(repository, **handed_down(names))
    assert done.returncode == 1, done.stdout
    assert "generator/site/pipeline.py" in done.stdout


def test_comparison_with_nothing_is_no_success(
    workshop: Workshop,  # noqa: F811
) -> None:
    workshop.git("mv", "content", "records")
    workshop.commit("Elsewhere")
    workshop.git("mv", "records", "content")
    base = workshop.git("rev-parse", "HEAD")
    workshop.commit("Back")
    for command in (
        ("check", "--since", base, *ON_TODAY),
        ("impact", base, "HEAD", *ON_TODAY),
        ("impact", "HEAD", base, *ON_TODAY),
    ):
        done = run(*command, cwd=workshop.folder)
        assert (done.returncode, "nothing to compare" in done.stderr) == (2, True), done
    manifest = workshop.folder / "published.json"
    manifest.write_text('{"generator": "digest", "records": {"events": []}}')
    done = run("check", "--published", manifest, *ON_TODAY, cwd=workshop.folder)
    assert (done.returncode, "lists no records" in done.stderr) == (2, True), done


def test_deleted_record_is_told_where_it_lay(workshop: Workshop) -> None:  # noqa: F811
    lying = {
        "events/2026/2026-02-20-parade.yml": "title: A parade\ntype: visit\ndate: 2026-02-20\n"
        "status: reported\narticle: test-register\n",
        "actors/lonely-office.yml": "name: Lonely Office\nkind: organisation\n",
        "facts/old/end-of-it.yml": (workshop.content / "facts/end-of-the-war.yml").read_text(),
        "places/far/lonely-cape.yml": "name: Lonely Cape\nkind: area\n",
    }
    for path, text in lying.items():
        (workshop.content / path).parent.mkdir(parents=True, exist_ok=True)
        (workshop.content / path).write_text(text)
    workshop.commit("Four more")
    for path in lying:
        (workshop.content / path).unlink()
    gone = [path for code, path, _ in workshop.told() if code == "R005"]
    assert gone == sorted(f"content/{path}" for path in lying)


# --- what systems and editors leave


@pytest.mark.build
def test_leftovers_in_a_commit_are_noted_and_change_nothing(
    workshop: Workshop,  # noqa: F811
) -> None:
    (workshop.content / "terms/.#apogee.yml").symlink_to("me@here.1234")
    (workshop.content / "events/2026/.DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (workshop.content / "digest.yml~").write_text("as it was")
    workshop.change(EVENT, "bearing_deg: 67", "bearing_deg: 68")
    workshop.commit("With leftovers")
    for command, code in (
        (("impact", "HEAD^", "HEAD", *ON_TODAY), 0),
        (("check", *ON_TODAY), 0),
        (("check", "--format", "json", *ON_TODAY), 0),
        (("render", "made", *ON_TODAY), 0),
    ):
        done = run(*command, cwd=workshop.folder)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Skipped what a system or an editor left" in done.stderr
        assert ".DS_Store" in done.stderr and "digest.yml~" in done.stderr


# --- the hook


def check_hook() -> dict[str, Any]:
    """What .pre-commit-config.yaml says of the hook that checks the records."""
    hooks = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    found: dict[str, Any]
    (found,) = [hook for hook in hooks if hook["id"] == "digest-check"]
    return found


def test_hook_runs_for_a_commit_that_only_deletes() -> None:
    # pre-commit hands a hook, and asks for its filters, only files that are still there.
    hook = check_hook()
    assert hook["always_run"] is True and hook["pass_filenames"] is False
    assert not {"files", "exclude", "types", "types_or", "stages"} & set(hook)


@pytest.mark.parametrize(
    "path",
    [
        "articles/reference/test-register.yml",
        "actors/odd-weekly.yml",
        "systems/bada-3.yml",
        "places/sandok.yml",
    ],
)
def test_command_of_the_hook_refuses_a_deletion(
    path: str,
    workshop: Workshop,  # noqa: F811
) -> None:
    workshop.git("rm", "--quiet", f"content/{path}")
    hook = check_hook()
    program, *arguments = hook["entry"].split()
    assert program == ".venv/bin/digest"
    done = run(*arguments, *ON_TODAY, cwd=workshop.folder)
    assert (done.returncode, "error R001" in done.stdout) == (1, True)


# --- output that cannot hold every letter

HANGUL = "\uc2dc\ud5d8"


def through_a_pipe(
    *arguments: str | Path, encoding: str, cwd: Path = PROJECT
) -> subprocess.CompletedProcess[bytes]:
    """The command, in a process of its own, with both outputs in an encoding of few letters."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        timeout=180,
        check=False,
    )


@pytest.fixture
def korean(workshop: Workshop) -> Workshop:  # noqa: F811
    """A repository in which Hangul is in a title, in a fault, in a commit and in a path."""
    workshop.change(EVENT, "title: Two", f"title: {HANGUL} two")
    workshop.change(EVENT, "bearing_deg: 67", "bearing_deg: 68")
    workshop.commit(f"{HANGUL}: another value")
    workshop.change("terms/apogee.yml", "name: apogee", f"name: apogee {HANGUL}\n{HANGUL}: x")
    return workshop


ENCODINGS = ["cp1252", "latin-1", "cp437"]
COMMANDS = [
    (("check",), 1),
    (("check", "--since", "HEAD^"), 1),
    (("check", "--format", "github"), 1),
    (("check", "--fix"), 1),
    (("build", "--out", HANGUL), 1),
    (("render", HANGUL), 1),
    (("schema", HANGUL), 1),
    (("links",), 1),
    (("history", "events/2026-02-10-sandok"), 0),
    (("history", HANGUL), 2),
    (("impact", "HEAD^", "HEAD"), 0),
    (("check", HANGUL), 2),
    ((HANGUL,), 2),
]


@pytest.mark.parametrize(("command", "code"), COMMANDS, ids=lambda v: str(v)[:40])
def test_letters_that_the_output_cannot_hold_are_escaped(
    command: tuple[str, ...], code: int, korean: Workshop
) -> None:
    encoding = ENCODINGS[COMMANDS.index((command, code)) % len(ENCODINGS)]
    today = () if command[0] in ("history", HANGUL) else ON_TODAY
    done = run(*command, *today, cwd=korean.folder, encoding=encoding)
    told = done.stdout + done.stderr
    assert done.returncode == code, told
    assert "bug in the generator" not in told and "Traceback" not in told
    assert HANGUL.encode("unicode_escape").decode() in told


def test_letters_that_a_pipe_cannot_hold_are_escaped(korean: Workshop) -> None:
    done = through_a_pipe("check", *ON_TODAY, encoding="cp437", cwd=korean.folder)
    told = (done.stdout + done.stderr).decode("cp437")
    assert (done.returncode, "bug in the generator" in told) == (1, False)
    assert HANGUL.encode("unicode_escape").decode() in told


def test_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    for arguments in (("check", "--content"), ("schema",)):
        done = through_a_pipe(*arguments, os.fsdecode(b"caf\xe9"), encoding="utf-8", cwd=tmp_path)
        assert done.returncode in (1, 2, 3), done.stderr


def test_bug_is_told_with_letters_of_any_kind(tmp_path: Path) -> None:
    script = (
        "import sys; from generator.cli import main as m\n"
        f"def broken(**_): raise KeyError({HANGUL!a})\n"
        "m.digest = broken; m.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT,
        env=os.environ
        | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TMPDIR": str(tmp_path)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 70
    (told,) = tmp_path.glob("digest-bug-*.txt")
    assert HANGUL in told.read_text("utf-8")


def test_guard_and_rebuilt_speak_ascii(repository: Path) -> None:  # noqa: F811
    name = f"content/terms/{HANGUL}.yml"
    (repository / name).write_text("x\n")
    (repository / f"{HANGUL}.py").write_text("x\n")
    propose(repository)
    done = guarded(repository, PYTHONIOENCODING="ascii:strict")
    assert done.returncode == 1 and done.stdout.isascii(), done.stderr
