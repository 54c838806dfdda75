"""From an issue with new records to a pull request.

A file of its own on plain Python, which the workflow Records runs when a maintainer gives an issue
the label `propose`. All of it is read from the event, which has the issue as it was then: what is
changed later is not used. Nothing of an issue becomes shell, a path outside `FOLDERS`, or text of a
pull request other than ids.

    python3 -I generator/cli/workflows/issue_records.py files    writes the files, here
    python3 -I generator/cli/workflows/issue_records.py propose  opens the pull request, or
                                                                 says on the issue why not

`propose` takes the words of the check from the file that `WORDS` names, unless `FINE` is `true`.

Exit codes: 0 done or told, 1 nothing to be done, 2 wrong usage, 3 the host does not answer.
"""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

LABEL = "propose"
HEADINGS = ("Records", "What could you not check?")
"""The labels of the form's fields, in its order."""
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
FOLDERS = (
    *(
        r"events/[0-9]{4}",
        r"articles/(?:[0-9]{4}|reference)",
        "actors",
        "systems",
        "places",
        "facts",
    ),
    "terms",
)
PATH = re.compile(rf"content/(?:{'|'.join(FOLDERS)})/({SLUG})\.yml")
HEADER = re.compile(r"# (content/.*?) *")
FENCE = re.compile(r"(`{3,})yaml")
LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?")
BODY_LIMIT = 70_000
FILES_LIMIT = 20
STEM_LIMIT = 80
WORDS_LIMIT = 12_000
WRITERS = {"admin", "maintain", "write"}
CHECKS = ("check.yml", "pull.yml")
"""The workflows that a pull request needs: one that a workflow opened starts none by itself."""


class Refused(ValueError):
    """No files can be made of the issue; the message is for who wrote it."""


class Unanswered(OSError):
    """The host refused, or did not answer."""


class Asked(NamedTuple):
    """What an event asks for."""

    number: int
    reporter: str
    reporter_id: int
    sender: str
    branch: str
    body: str


def asked(event: Mapping[str, Any]) -> Asked:
    """The issue of an event; raises Refused where it is no open issue with our label."""
    issue = event["issue"]
    if event["action"] != "labeled" or event["label"]["name"] != LABEL:
        raise Refused(f"the label is not `{LABEL}`")
    if "pull_request" in issue or issue["state"] != "open":
        raise Refused("this is no open issue")
    logins = (issue["user"]["login"], event["sender"]["login"])
    if not all(map(LOGIN.fullmatch, logins)):
        raise Refused("somebody has a name that nobody can have")
    return Asked(
        int(issue["number"]),
        logins[0],
        int(issue["user"]["id"]),
        logins[1],
        event["repository"]["default_branch"],
        issue["body"] or "",
    )


def files(body: str) -> dict[str, str]:
    """The files of an issue by their path, each to be new; raises Refused."""
    if len(body) > BODY_LIMIT:
        raise Refused("the issue is too long")
    text = body.replace("\r\n", "\n")
    for sign in text:
        if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs"):
            raise Refused(f"there is a control character, U+{ord(sign):04X}: take it out")
    found: dict[str, list[str]] = {}
    path = ""
    for line in _fenced(_answer(text)):
        if header := HEADER.fullmatch(line):
            path = header[1]
            match = PATH.fullmatch(path)
            if not match or len(match[1]) > STEM_LIMIT:
                raise Refused(f"no new record can be at {path[:200]}")
            if path in found:
                raise Refused(f"{path} is there twice")
            found[path] = []
        elif path:
            found[path].append(line)
        elif line.strip():
            raise Refused("the first line must name a file: # content/terms/sea-cable.yml")
    if not found:
        raise Refused("there is no file in it")
    if len(found) > FILES_LIMIT:
        raise Refused(f"{len(found)} files are too many for one issue, which has {FILES_LIMIT}")
    made = {path: "\n".join(lines).strip("\n") + "\n" for path, lines in found.items()}
    if empty := [path for path, text in made.items() if not text.strip()]:
        raise Refused(f"{empty[0]} has nothing in it")
    return made


def _answer(text: str) -> str:
    """The answer to the first question.

    Each heading of the form must be there once, in its order and nothing before the first: one that
    somebody typed into an answer makes it unclear what was answered.
    """
    lines = text.split("\n")
    places = []
    for heading in HEADINGS:
        at = [row for row, line in enumerate(lines) if line.rstrip() == f"### {heading}"]
        if len(at) != 1:
            raise Refused(
                f"the heading `{heading}` must be there once; it is there {len(at)} times"
            )
        places.append(at[0])
    if places[0] != 0 or places != sorted(places):
        raise Refused("the headings of the form are not in their order")
    return "\n".join(lines[places[0] + 1 : places[1]]).strip("\n")


def _fenced(answer: str) -> list[str]:
    """The lines within the one block of code that the form makes of an answer."""
    first, *lines = answer.split("\n")
    fence = FENCE.fullmatch(first)
    if not fence or not lines or lines[-1] != fence[1]:
        raise Refused("the records are not in one block of code, as the form puts them")
    # Three blanks before it change nothing; behind it the host would show no code, or hide a file.
    ends = re.compile(rf" {{0,3}}{fence[1]}")
    if any(map(ends.match, lines[:-1])):
        message = "a line within the records begins with ```, which ends the block of code"
        raise Refused(f"{message}: take such lines out")
    return lines[:-1]


def write(made: Mapping[str, str], root: Path) -> None:
    """Writes new files below a folder.

    Raises Refused where one is there already, or a link is on its way; then none is written.
    """
    for path in made:
        target = root / path
        for folder in target.relative_to(root).parents:
            if (root / folder).is_symlink() or (
                (root / folder).exists() and not (root / folder).is_dir()
            ):
                raise Refused(f"{folder} is no folder")
        if os.path.lexists(target):
            raise Refused(f"{path} is there already; only new files are made of an issue")
    for path, text in made.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        way = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(target, way, 0o644), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


class Host:
    """The repository on its host, by the interface for programs."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.root = f"{environment['GITHUB_API_URL']}/repos/{environment['GITHUB_REPOSITORY']}"
        self.token = environment["GH_TOKEN"]

    def ask(self, method: str, path: str, data: object = None) -> tuple[int, Any]:
        """The status and the answer; a refusal is an answer. Raises Unanswered."""
        request = Request(
            f"{self.root}/{path}",
            data=None if data is None else json.dumps(data).encode(),
            method=method,
            headers={
                "Authorization": f"Bearer {self.token}",
                "Accept": "application/vnd.github+json",
                "Content-Type": "application/json",
            },
        )
        try:
            with urlopen(request, timeout=30) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except HTTPError as refused:
            return refused.code, None
        except (URLError, TimeoutError, ValueError) as error:
            raise Unanswered(f"{method} {path}: {type(error).__name__}") from error

    def must(self, method: str, path: str, data: object = None) -> Any:
        """The answer; raises Unanswered where the host refuses."""
        status, found = self.ask(method, path, data)
        if status >= 300:
            raise Unanswered(f"{method} {path}: {status}")
        return found

    def comment(self, number: int, text: str) -> None:
        """Adds a comment to an issue."""
        self.must("POST", f"issues/{number}/comments", {"body": text})


def may_write(host: Host, login: str) -> bool:
    """Whether somebody may write to the repository. Who may only label issues may not."""
    status, found = host.ask("GET", f"collaborators/{quote(login)}/permission")
    return status == 200 and (found["permission"] in WRITERS or found["role_name"] in WRITERS)


def propose(host: Host, issue: Asked, made: Mapping[str, str], base: str) -> str:
    """Opens a pull request with the files, or puts them into the one there is.

    Returns what to tell the reporter.
    """
    stems = ", ".join(Path(path).stem for path in made)
    title = f"Add {stems}"
    title = title if len(title) <= 100 else f"Add {len(made)} records of issue {issue.number}"
    author = f"{issue.reporter} <{issue.reporter_id}+{issue.reporter}@users.noreply.github.com>"
    before = host.must("GET", f"git/commits/{base}")["tree"]["sha"]
    entries = [
        {"path": path, "mode": "100644", "type": "blob", "content": text}
        for path, text in made.items()
    ]
    tree = host.must("POST", "git/trees", {"base_tree": before, "tree": entries})["sha"]
    message = f"{title}\n\nFrom issue #{issue.number}.\n\nCo-authored-by: {author}"
    commit = host.must(
        "POST", "git/commits", {"message": message, "tree": tree, "parents": [base]}
    )["sha"]
    branch = f"records/issue-{issue.number}"
    status, _ = host.ask("POST", "git/refs", {"ref": f"refs/heads/{branch}", "sha": commit})
    if status >= 300:
        # An earlier label made it.
        host.must("PATCH", f"git/refs/heads/{branch}", {"sha": commit, "force": True})
    paths = "\n".join(f"- `{path}`" for path in made)
    body = (
        f"New records that @{issue.reporter} wrote in issue #{issue.number}, as they were when "
        f"@{issue.sender} gave it the label `{LABEL}`:\n\n{paths}\n\n"
        "The check found nothing wrong. Compare them with their source before you merge.\n\n"
        f"Closes #{issue.number}."
    )
    status, pull = host.ask(
        "POST", "pulls", {"title": title, "head": branch, "base": issue.branch, "body": body}
    )
    for name in CHECKS:
        host.must("POST", f"actions/workflows/{name}/dispatches", {"ref": branch})
    if status < 300:
        return f"Proposed as #{pull['number']}, with your name. Thank you."
    return (
        f"The files are on the branch `{branch}`. If it has no pull request yet, a maintainer "
        "opens one: the workflow may not (Settings, Actions, General)."
    )


def words_of(text: str) -> str:
    """Words of a program as Markdown: in a block of code that they cannot leave, cut where long."""
    kept = "".join(
        sign if sign == "\n" or unicodedata.category(sign)[0] != "C" else f"\\u{ord(sign):04x}"
        for sign in text.replace("\r\n", "\n").strip("\n")
    )
    if len(kept) > WORDS_LIMIT:
        kept = f"{kept[:WORDS_LIMIT]}\n… the rest is left out"
    fence = "`" * (max(map(len, re.findall("`+", kept)), default=0) + 3)
    return f"{fence}text\n{kept}\n{fence}"


def answer(host: Host, issue: Asked, environment: Mapping[str, str]) -> str:
    """The comment that tells the reporter what became of the issue."""
    again = f"Correct it on the page *Contribute* or here; a maintainer then sets `{LABEL}` again."
    try:
        made = files(issue.body)
    except Refused as refused:
        return f"No files can be made of this issue.\n\n{words_of(str(refused))}\n\n{again}"
    if environment.get("FINE") != "true":
        words = Path(environment["WORDS"]).read_text("utf-8", errors="replace")
        return f"The check refuses these records.\n\n{words_of(words)}\n\n{again}"
    return propose(host, issue, made, environment["GITHUB_SHA"])


def main(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> int:
    """Does one of the two."""
    if list(arguments) not in (["files"], ["propose"]):
        print("usage: issue_records.py files|propose", file=sys.stderr)
        return 2
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    try:
        issue = asked(event)
        if arguments[0] == "files":
            write(files(issue.body), Path.cwd())
            return 0
        host = Host(environment)
        if not may_write(host, issue.sender):
            print(f"{issue.sender} may not write here, so the label counts for nothing.")
            return 1
        host.comment(issue.number, answer(host, issue, environment))
    except Refused as refused:
        # In ASCII and on one line, which no runner takes for a command.
        print(ascii(str(refused))[1:-1].replace("::", r"\x3a\x3a"))
        return 1
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
