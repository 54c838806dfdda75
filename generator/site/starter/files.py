"""Every file that a new digest begins with."""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from generator.site.shipped import shipped
from generator.site.starter.answers import Answers
from generator.values.scalars import slugged

# Files of the starter under the name that they get; a file that git would heed has another here.
RENAMED = {"gitignore": ".gitignore", "dependabot.yml": ".github/dependabot.yml"}
# Pages that the program has for every digest; an editor of a digest need not keep them.
OWN_PAGES = ("docs/about.md", "docs/method.md", "docs/standards.md")
# Workflows that a digest needs, and the job of each that is about the program's own repository.
WORKFLOWS = {
    "check.yml": "program",
    "links.yml": "",
    "publish.yml": "",
    "pull.yml": "paths",
    "records.yml": "",
    "tell.yml": "",
    "watch.yml": "",
}
# A command of the program's own repository, and what a digest has in its place.
COMMANDS = {
    'python3 -I generator/cli/workflows/published.py "$SITE" .cache/published': (
        'make published SITE="$SITE"'
    ),
    "python3 -I generator/cli/workflows/issue_records.py files": "make records ACTION=files",
    "python3 -I generator/cli/workflows/issue_records.py propose": "make records ACTION=propose",
}
# An answer shown in an empty field of a form, which is about our own subject.
EXAMPLE = re.compile(r"^ +placeholder: (?!https://\n).*\n", re.MULTILINE)
SLOT = re.compile(r"@([a-z_]+)@")
# Lines for a digest that counts something, and lines for one whose type of event is no other.
CONDITION = re.compile(r"^#(if|unless) ([a-z]+)\n(.*?)^#end\n", re.MULTILINE | re.DOTALL)


def files(answers: Answers) -> dict[str, bytes]:
    """Every file by its path, but for the program itself."""
    starter = shipped("starter")
    words = _words(answers)
    holds = {words["type"], *(["counted"] if answers.counted else ())}
    found: dict[str, bytes] = {}
    for file in sorted(path for path in starter.rglob("*") if path.is_file()):
        path = file.relative_to(starter).as_posix()
        if path.startswith("docs/") and path not in OWN_PAGES:
            continue
        text = CONDITION.sub(
            lambda lines: lines[3] if (lines[2] in holds) == (lines[1] == "if") else "",
            file.read_text("utf-8"),
        )
        found[RENAMED.get(path, _filled(path, words))] = _filled(text, words).encode("utf-8")
    for name, job in WORKFLOWS.items():
        text = (shipped("workflows") / name).read_text("utf-8")
        found[f".github/workflows/{name}"] = workflow(text, job).encode("utf-8")
    for file in sorted(shipped("forms").iterdir()):
        form = EXAMPLE.sub("", file.read_text("utf-8"))
        found[f".github/ISSUE_TEMPLATE/{file.name}"] = form.encode("utf-8")
    found[".vscode/settings.json"] = (shipped("vscode") / "settings.json").read_bytes()
    for name in ("requirements.txt", "requirements-draft.txt"):
        found[name] = shipped(name).read_bytes()
    return found


def workflow(text: str, without: str) -> str:
    """A workflow of ours as that of a digest, without the job that is about our repository."""
    if without:
        text = re.sub(rf"^  {without}:\n(?:(?:    .*)?\n)+", "", text, flags=re.MULTILINE)
    for ours, theirs in COMMANDS.items():
        text = text.replace(ours, theirs)
    return text.rstrip() + "\n"


def _words(answers: Answers) -> Mapping[str, str]:
    """What is written in place of each slot; answers as text of YAML."""
    one, many = answers.counted or ("", "")
    about = f"What is on record about {answers.subject}, who says so, and where sources differ."
    today = answers.today
    day, next_day = (today - timedelta(days=days) for days in (7, 6))
    return {
        # The day of the invented event, and that of the report.
        "day": day.isoformat(),
        "year": str(day.year),
        "month": day.isoformat()[:7],
        "next_day": next_day.isoformat(),
        "next_day_year": str(next_day.year),
        "plain_title": answers.title,
        "title": _yaml(answers.title),
        "subject": _yaml(answers.subject),
        "description": _yaml(about),
        "zone": answers.zone,
        "today": today.isoformat(),
        # Not on the 29 of February, which the next year may not have.
        "next_year": today.replace(year=today.year + 1, day=min(today.day, 28)).isoformat(),
        "id": slugged(many),
        "counted_feed": f"{slugged(many)}, " if many else "",
        "calendar": "counted" if many else "events",
        "one": _yaml(one),
        "many": _yaml(many),
        "means": _yaml("one event at one place on one day"),
        "type": slugged(one) or "occurrence",
        "type_name": _yaml(one[:1].upper() + one[1:] or "Occurrence"),
        "type_about": _yaml("Say here what is one of these, and what is not."),
    }


def _yaml(text: str) -> str:
    """A text as YAML that reads back as it is."""
    return json.dumps(text, ensure_ascii=False)


def _filled(text: str, words: Mapping[str, str]) -> str:
    return SLOT.sub(lambda slot: words.get(slot[1], slot[0]), text)


def write(folder: Path, found: Mapping[str, bytes]) -> None:
    """Writes files into a folder."""
    for path, data in found.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
