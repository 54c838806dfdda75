"""Problems as a person or a program reads them: text, JSON, GitHub annotations, SARIF.

Author text is escaped by `shown` before it gets here or here; it never begins a line of a report
and never forms one of GitHub's commands.
"""

import json
import re
from collections.abc import Sequence
from urllib.parse import quote

from generator.problems import MESSAGE_LIMIT, Problem, as_text, shown, tally
from generator.problems.codes import CODES

# GitHub keeps ten annotations of a kind from one step; what is beyond goes into the summary.
ANNOTATIONS = 10


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that mark the lines of a pull request, ten errors and ten warnings."""
    lines: list[str] = []
    for severity in ("error", "warning"):
        of_kind = [problem for problem in problems if problem.severity == severity]
        lines += [_annotation(problem) for problem in of_kind[:ANNOTATIONS]]
        if len(of_kind) > ANNOTATIONS:
            left = len(of_kind) - ANNOTATIONS
            lines.append(
                f"::notice::{left} more {severity}{'s' * (left != 1)} in the job's summary."
            )
    return "\n".join(lines)


def _annotation(problem: Problem) -> str:
    properties = {
        "file": shown(problem.path, 400),
        "line": problem.line,
        "endLine": problem.line,
        "col": problem.column,
        "endColumn": problem.end_column,
        "title": f"{problem.code}: {CODES[problem.code].what}",
    }
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    text = shown(f"{problem.message} — fix: {problem.fix}", MESSAGE_LIMIT)
    return f"::{problem.severity} {listed}::{_data(text)}"


def _data(text: str) -> str:
    """Escaped as the runner unescapes the text of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escaped as the runner unescapes a property of a command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_summary(problems: Sequence[Problem]) -> str:
    """Markdown for a job's summary: the whole report in one code block, which nothing can leave."""
    head = f"## The records: {tally(problems)}\n"
    if not problems:
        return head
    return f"{head}\n{fenced(chr(10).join(as_text(problem) for problem in problems))}"


def fenced(body: str) -> str:
    """A code block of Markdown that its text cannot end."""
    fence = "`" * (max(map(len, re.findall("`+", body)), default=0) + 3)
    return f"{fence}text\n{body}\n{fence}\n"


def as_sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0, for code scanning and editors that read it."""
    used = sorted({problem.code for problem in problems})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CODES[code].what},
            "fullDescription": {"text": CODES[code].why},
            "help": {"text": CODES[code].how},
            "defaultConfiguration": {"level": CODES[code].severity},
        }
        for code in used
    ]
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": used.index(problem.code),
            "level": problem.severity,
            "message": {"text": shown(f"{problem.message}. Fix: {problem.fix}", MESSAGE_LIMIT)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(shown(problem.path, 400))},
                        "region": {
                            "startLine": problem.line,
                            "startColumn": problem.column,
                            "endColumn": problem.end_column,
                        },
                    }
                }
            ],
        }
        for problem in problems
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "digest", "rules": rules}}, "results": results}],
    }
    return json.dumps(log, indent=1, ensure_ascii=True, allow_nan=False)
