"""From an issue to a pull request: hostile bodies, and the steps of the workflow in a fresh clone.

The host is a server on this machine whose objects are those of a real repository of git.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import CORPUS, PROJECT
from test_forms import form
from test_pr_paths import git
from test_workflows import parsed

from generator.catalogue import Catalogue
from generator.cli.workflows import issue_records
from generator.cli.workflows.issue_records import Refused, files, words_of, write
from generator.pages.editors.form import kinds
from generator.schema.registry import KIND

SCRIPT = Path("generator/cli/workflows/issue_records.py")
EVENT = "content/events/2026/2026-03-20-sandok.yml"
ARTICLE = "content/articles/2026/2026-03-20-wire-one.yml"
TERM = "content/terms/boost-phase.yml"
RECORDS = f"""\
# {ARTICLE}
title: One missile
kind: news
publisher: wire
published: 2026-03-20
language: en
summary: The staff saw one missile.
claims:
  - {{event: 2026-03-20-sandok, about: count, value: 1, by: joint-staff, verb: detected}}

# {EVENT}
title: Bada-3 missile fired from Sandok
type: missile-launch
date: 2026-03-20
place: sandok
status: confirmed
article: 2026-03-20-wire-one
"""
FINE = f"# {TERM}\nname: Boost phase\ndefinition: The time in which the engine burns.\n"


def body(records: str, unsure: str = "_No response_", fence: str = "```") -> str:
    """What GitHub makes of the answers."""
    first, second = issue_records.HEADINGS
    return f"### {first}\n\n{fence}yaml\n{records}\n{fence}\n\n### {second}\n\n{unsure}"


def test_headings_are_those_of_the_form() -> None:
    asked = [one for one in form("record.yml")["body"] if one["type"] != "markdown"]
    assert tuple(one["attributes"]["label"] for one in asked) == issue_records.HEADINGS
    assert asked[0]["attributes"]["render"] == "yaml"


def test_folders_are_those_of_the_kinds_that_the_form_makes(small: Catalogue) -> None:
    made = {KIND[name].name for name in kinds(small)}
    assert {folder.partition("/")[0] for folder in issue_records.FOLDERS} == made
    in_years = {f.partition("/")[0] for f in issue_records.FOLDERS if "/" in f}
    assert in_years == {name for name in made if KIND[name].in_years}


def test_files_are_taken_as_they_are_written() -> None:
    found = files(body(RECORDS))
    assert list(found) == [ARTICLE, EVENT]
    assert found[ARTICLE] + "\n" + f"# {EVENT}\n" + found[EVENT] == RECORDS.partition("\n")[2]
    assert files(body(RECORDS).replace("\n", "\r\n")) == found
    assert files(body(RECORDS, fence="`````")) == found
    assert files(body(RECORDS.replace(".yml\n", ".yml  \n"))) == found


# What is written in words of an author stays there.
KEPT = {
    "a heading in a text": "summary: |\n  ### Records\n  ### What could you not check?\n",
    "a fence deep in a text": "summary: |\n    ```yaml\n    x: 1\n    ```\n",
    "a remark": "# a remark, and # content is no path\n",
    "a mention": "note: '@everyone fixes #1, closes #2'\n",
    "a comment of HTML": "note: '<!-- x -->'\n",
    "a sign that turns": "note: 'a\u202eb'\n",
}


@pytest.mark.parametrize("title", KEPT)
def test_words_of_a_record_are_no_marks(title: str) -> None:
    assert files(body(FINE + KEPT[title])) == {TERM: FINE.partition("\n")[2] + KEPT[title]}


OTHER = "# content/actors/unseen.yml\nname: Unseen\nkind: government\n"
FIRST, SECOND = (f"### {heading}" for heading in issue_records.HEADINGS)
HOSTILE = {
    "a path upwards": body("# content/terms/../../x.yml\na: b"),
    "a path upwards from the top": body("# content/../.github/workflows/x.yml\na: b"),
    "a path from the root": body("# content//etc/passwd.yml\na: b"),
    "another folder": body("# content/vocabulary/x.yml\na: b"),
    "the settings": body("# content/digest.yml\na: b"),
    "what was removed": body("# content/removed.yml\na: b"),
    "another ending": body("# content/terms/x.md\na: b"),
    "two endings": body("# content/terms/x.yml.sh\na: b"),
    "a program": body("# content/terms/x.py\na: b"),
    "capitals": body("# content/terms/Apogee.yml\na: b"),
    "the folder in capitals": body("# content/Terms/x.yml\na: b"),
    "a name of dots": body("# content/terms/..yml\na: b"),
    "a dot file": body("# content/terms/.x.yml\na: b"),
    "a blank": body("# content/terms/x y.yml\na: b"),
    "a backslash": body("# content/terms\\x.yml\na: b"),
    "a letter that looks like one": body("# content/terms/\u0430pogee.yml\na: b"),
    "a year of letters": body("# content/events/abcd/x.yml\na: b"),
    "a year in other digits": body("# content/events/\u0662\u0660\u0662\u0666/x.yml\na: b"),
    "no folder of a year": body("# content/events/x.yml\na: b"),
    "a folder too many": body("# content/terms/a/x.yml\na: b"),
    "a name too long": body(f"# content/terms/{'x' * 81}.yml\na: b"),
    "something behind the path": body("# content/terms/x.yml # y\na: b"),
    "two of one name": body(f"{FINE}\n{FINE}"),
    "nothing in it": body("# content/terms/x.yml\n# content/terms/y.yml\na: b"),
    "no file": body(""),
    "words before the first file": body(f"a: b\n{FINE}"),
    "many files": body("".join(f"# content/terms/x{n}.yml\na: b\n" for n in range(21))),
    "a huge body": body("# content/terms/x.yml\n" + "a: b\n" * 20_000),
    "a NUL": body(f"{FINE}x: a\0b"),
    "an escape": body(f"{FINE}x: \x1b[31m"),
    "half a letter": body(f"{FINE}x: \ud800"),
    "a fence that ends early": body(f"{FINE}```\n\n{SECOND}\n\nx\n\n```"),
    "a fence between the records": body(f"{FINE}```\n```yaml\nx: y"),
    "a fence in a fence": body(f"```yaml\n{FINE}```"),
    "a fence in a text": body(f"{FINE}summary: |\n  x\n  ```\n  <!--\n{OTHER}# -->"),
    "a heading in the records": body(f"{FINE}{SECOND}\n"),
    "the first heading in the records": body(f"{FINE}{FIRST}\n"),
    "a heading in the other answer": body(FINE, f"x\n\n{FIRST}\n\n```yaml\n{FINE}```"),
    "a heading before all": f"{FIRST}\n\n```yaml\n# content/terms/x.yml\na: b\n```\n\n{body(FINE)}",
    "words before the first heading": f"Hello\n\n{body(FINE)}",
    "a remark of HTML before it": f"<!-- x -->\n{body(FINE)}",
    "headings in another order": f"{SECOND}\n\nx\n\n{FIRST}\n\n```yaml\n{FINE}```",
    "no block of code": f"{FIRST}\n\n{FINE}\n\n{SECOND}\n\nx",
    "words behind the block": f"{FIRST}\n\n```yaml\n{FINE}```\nx: y\n\n{SECOND}\n\nx",
    "another language": body(FINE).replace("```yaml", "```sh"),
    "another form": "### Which value is wrong?\n\nx",
    "nothing": "",
}


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_body_makes_no_file(title: str) -> None:
    with pytest.raises(Refused):
        files(HOSTILE[title])


def test_files_that_are_there_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "content/terms").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="is no folder"):
        write(files(body(FINE)), tmp_path)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    (tmp_path / "content/terms").unlink()
    (tmp_path / TERM).parent.mkdir()
    for link in (False, True):
        if link:
            (tmp_path / TERM).symlink_to("/nowhere")
        else:
            (tmp_path / TERM).write_text("old")
        with pytest.raises(Refused, match="is there already"):
            write(files(body(f"# {ARTICLE}\na: b\n{FINE}")), tmp_path)
        assert not (tmp_path / ARTICLE).exists()
        (tmp_path / TERM).unlink()
    write(files(body(FINE)), tmp_path)
    assert (tmp_path / TERM).read_text("utf-8") == FINE.partition("\n")[2]


@pytest.mark.parametrize(
    "text", ["```\n@everyone", "a\u202eb\x07", "````" * 5, "x" * 50_000, "### Records\n<!-- -->"]
)
def test_words_of_the_check_stay_in_their_block(text: str) -> None:
    shown = words_of(text)
    fence = shown.partition("text\n")[0]
    inside = shown.removeprefix(f"{fence}text\n").removesuffix(f"\n{fence}")
    assert set(fence) == {"`"} and fence not in inside and len(shown) < 13_000
    assert not re.search("[\u202e\x07]", shown)


# --- the workflow


@dataclass
class Repository:
    """The host's part: its objects are in a repository of git, the rest is noted."""

    folder: Path
    rights: dict[str, str] = field(default_factory=lambda: {"ada": "write", "bob": "triage"})
    pulls: list[dict[str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    may_open: bool = True

    def git(self, *arguments: str, text: str = "", **more: str) -> str:
        """What git prints."""
        done = subprocess.run(
            ["git", "-C", self.folder, *arguments], input=text, capture_output=True,
            encoding="utf-8", check=True,
            env=os.environ | {"GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@y.z",
                              "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@y.z"} | more,
        )  # fmt: skip
        return done.stdout.strip()

    def answer(self, method: str, path: str, data: Any) -> tuple[int, Any]:
        """As the documentation of the host says."""
        match method, path.split("/"):
            case "GET", ["collaborators", login, "permission"]:
                right = self.rights.get(login)
                # Who may triage has the right to read by its older name.
                older = {"triage": "read"}.get(right or "", right)
                return (200, {"permission": older, "role_name": right}) if right else (404, None)
            case "GET", ["git", "commits", sha]:
                return 200, {"tree": {"sha": self.git("rev-parse", f"{sha}^{{tree}}")}}
            case "POST", ["git", "trees"]:
                index = str(self.folder / "index-of-test")
                self.git("read-tree", data["base_tree"], GIT_INDEX_FILE=index)
                for one in data["tree"]:
                    blob = self.git("hash-object", "-w", "--stdin", text=one["content"])
                    entry = f"{one['mode']},{blob},{one['path']}"
                    self.git("update-index", "--add", "--cacheinfo", entry, GIT_INDEX_FILE=index)
                return 201, {"sha": self.git("write-tree", GIT_INDEX_FILE=index)}
            case "POST", ["git", "commits"]:
                (parent,) = data["parents"]
                made = self.git("commit-tree", data["tree"], "-p", parent, text=data["message"])
                return 201, {"sha": made}
            case "POST", ["git", "refs"]:
                if self.git("for-each-ref", data["ref"]):
                    return 422, None
                self.git("update-ref", data["ref"], data["sha"])
                return 201, {}
            case "PATCH", ["git", "refs", *name]:
                self.git("update-ref", "/".join(["refs", *name]), data["sha"])
                return 200, {}
            case "POST", ["pulls"]:
                if not self.may_open:
                    return 403, None
                if any(pull["head"] == data["head"] for pull in self.pulls):
                    return 422, None
                self.pulls.append(data)
                return 201, {"number": 40 + len(self.pulls)}
            case "POST", ["actions", "workflows", name, "dispatches"]:
                self.started.append(f"{name} {data['ref']}")
                return 204, None
            case "POST", ["issues", "7", "comments"]:
                self.comments.append(data["body"])
                return 201, {}
        return 404, None


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small records and the file of the workflow, on main of a bare repository."""
    folder = tmp_path_factory.mktemp("begun")
    work = folder / "work"
    shutil.copytree(CORPUS, work / "content")
    (work / SCRIPT).parent.mkdir(parents=True)
    shutil.copy(PROJECT / SCRIPT, work / SCRIPT)
    (work / ".gitignore").write_text(".venv\n")
    git(work, "init", "-q", "-b", "main")
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", "x")
    git(folder, "clone", "-q", "--bare", str(work), "bare")
    git(folder / "bare", "gc", "-q")
    return folder / "bare"


@pytest.fixture
def repository(begun: Path, tmp_path: Path) -> Repository:
    """A copy of it, which a test may change."""
    return Repository(shutil.copytree(begun, tmp_path / "bare"))


@pytest.fixture
def host(repository: Repository) -> Iterator[str]:
    """The address of its interface for programs."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.headers["Authorization"] == "Bearer token-of-the-test"
            data = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or "null")
            path = self.path.removeprefix("/repos/owner/name/")
            status, found = repository.answer(self.command, path, data)
            text = b"" if found is None else json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_POST = do_PATCH = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def event(text: str | None, sender: str = "ada", **more: Any) -> dict[str, Any]:
    """What the host tells a workflow of a label."""
    issue = {"number": 7, "state": "open", "user": {"login": "eve-1", "id": 99}, "body": text}
    return {
        "action": "labeled", "label": {"name": "propose"}, "issue": issue | more,
        "sender": {"login": sender}, "repository": {"default_branch": "main"},
    }  # fmt: skip


def filled(value: str, known: dict[str, str]) -> str:
    """A value of a workflow with what the host puts in."""
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda match: known[match[1]], value)


def run_propose(repository: Repository, host: str, told: dict[str, Any]) -> int:
    """The last step alone, of records in which the check found nothing wrong."""
    file = repository.folder.parent / "event.json"
    file.write_text(json.dumps(told))
    return issue_records.main(
        ["propose"],
        {
            "GITHUB_EVENT_PATH": str(file), "GITHUB_API_URL": host, "FINE": "true",
            "GITHUB_REPOSITORY": "owner/name", "GH_TOKEN": "token-of-the-test",
            "GITHUB_SHA": repository.git("rev-parse", "main"),
        },
    )  # fmt: skip


def run_workflow(repository: Repository, host: str, told: dict[str, Any]) -> list[int]:
    """The steps of the workflow that are shell, in order, each job in a fresh shallow clone.

    The program is the one that is tested; what the host's own actions hand on is handed on here.
    """
    whole = parsed((PROJECT / ".github/workflows/records.yml").read_text("utf-8"))
    scratch = repository.folder.parent / f"run-{len(list(repository.folder.parent.iterdir()))}"
    scratch.mkdir()
    (scratch / "event.json").write_text(json.dumps(told))
    (scratch / "output").touch()
    codes, output = [], ""
    for name, job in whole["jobs"].items():
        clone = scratch / name
        git(scratch, "clone", "-q", "--depth", "1", f"file://{repository.folder}", str(clone))
        (clone / ".venv").symlink_to(sys.prefix)
        for step in job["steps"]:
            if step.get("run") in (None, "make .venv/run"):
                continue
            known = {"runner.temp": str(scratch), "github.token": "token-of-the-test"}
            known["needs.make.outputs.fine"] = "true" if "fine=true" in output else ""
            given = {key: filled(value, known) for key, value in step.get("env", {}).items()}
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]], cwd=clone, check=False, capture_output=True,
                env=os.environ | given | {
                    "GITHUB_EVENT_PATH": str(scratch / "event.json"), "GITHUB_API_URL": host,
                    "GITHUB_REPOSITORY": "owner/name", "GITHUB_OUTPUT": str(scratch / "output"),
                    "GITHUB_SHA": git(clone, "rev-parse", "HEAD").decode().strip(),
                    "PYTHONPATH": str(PROJECT), "RUNNER_TEMP": str(scratch),
                },
            )  # fmt: skip
            assert done.stderr == b""
            codes.append(done.returncode)
        output = (scratch / "output").read_text()
    return codes


def test_issue_becomes_a_pull_request_that_is_checked(repository: Repository, host: str) -> None:
    assert run_workflow(repository, host, event(body(RECORDS, "@everyone fixes #1"))) == [0, 0]
    branch = "records/issue-7"
    changed = repository.git("diff", "--name-status", "main", branch).split("\n")
    assert changed == [f"A\t{ARTICLE}", f"A\t{EVENT}"]
    assert repository.git("rev-list", "--count", f"main..{branch}") == "1"
    assert "Co-authored-by: eve-1 <99+eve-1@users" in repository.git("log", "-1", branch)
    (pull,) = repository.pulls
    assert (pull["head"], pull["base"]) == (branch, "main")
    assert "@eve-1" in pull["body"] and "everyone" not in json.dumps(pull)
    assert repository.started == [f"check.yml {branch}", f"pull.yml {branch}"]
    assert repository.comments == ["Proposed as #41, with your name. Thank you."]
    # Corrected and labelled again, it is the same pull request with other files.
    again = event(body(RECORDS.replace("One missile", "Another title")))
    assert run_propose(repository, host, again) == 0
    assert "Another title" in repository.git("show", f"{branch}:{ARTICLE}")
    assert len(repository.pulls) == 1


def test_wrong_records_get_the_words_of_the_check(repository: Repository, host: str) -> None:
    wrong = RECORDS.replace("by: joint-staff", 'by: "```@everyone"')
    assert run_workflow(repository, host, event(body(wrong))) == [0, 0]
    (comment,) = repository.comments
    assert comment.startswith("The check refuses these records.\n\n```````text\n")
    assert f"{ARTICLE}:8:" in comment and "fix:" in comment
    assert repository.pulls == [] and repository.git("branch", "--list") == "* main"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HOSTILE["a path upwards"], "No files can be made of this issue."),
        (body("# content/terms/apogee.yml\na: b"), "is there already"),
    ],
)
def test_what_is_no_new_record_is_said_to_the_reporter(
    text: str, words: str, repository: Repository, host: str
) -> None:
    assert run_workflow(repository, host, event(text)) == [0, 0]
    (comment,) = repository.comments
    assert words in comment
    assert (repository.pulls, repository.started) == ([], [])


@pytest.mark.parametrize(
    "told",
    [
        event(body(FINE), sender="bob"),
        event(body(FINE), sender="stranger"),
        event(body(FINE), sender="../../x"),
        event(body(FINE), state="closed"),
        event(body(FINE), pull_request={}),
        event(body(FINE)) | {"label": {"name": "record"}},
        event(body(FINE)) | {"action": "edited"},
    ],
)
def test_what_nobody_may_ask_for_is_not_done(
    told: dict[str, Any], repository: Repository, host: str
) -> None:
    assert run_propose(repository, host, told) == 1
    assert (repository.comments, repository.pulls, repository.started) == ([], [], [])
    assert repository.git("branch", "--list") == "* main"


def test_branch_is_named_where_the_workflow_may_open_nothing(
    repository: Repository, host: str
) -> None:
    repository.may_open = False
    assert run_propose(repository, host, event(body(FINE))) == 0
    assert "The files are on the branch `records/issue-7`." in repository.comments[0]


def test_host_that_does_not_answer_is_told(repository: Repository, host: str) -> None:
    assert run_propose(repository, host.replace("127.0.0.1", "127.0.0.2"), event(body(FINE))) == 3
    assert run_propose(repository, f"{host}/elsewhere", event(body(FINE))) == 1


def test_job_waits_for_the_label_of_the_program() -> None:
    whole = yaml.safe_load((PROJECT / ".github/workflows/records.yml").read_text("utf-8"))
    asked = whole["jobs"]["make"]["if"]
    assert asked == f"github.event.label.name == '{issue_records.LABEL}'"
    assert set(issue_records.CHECKS) == {"check.yml", "pull.yml"}
    for name in issue_records.CHECKS:
        text = (PROJECT / ".github/workflows" / name).read_text("utf-8")
        assert "workflow_dispatch" in parsed(text)["on"]
