"""What an author got wrong, and how it is told: problems are values, collected, told once.

A `Problem` names its place as file, line and column (both counted from 1, columns in characters)
and says how to mend it. The codes and their explanations stand in `codes`.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import NamedTuple

from generator.problems.codes import CODES

ECHO_LIMIT = 120
MESSAGE_LIMIT = 1_000
# Problems told of one file; a file with more holds something else than a record.
FILE_LIMIT = 100


class Place(NamedTuple):
    """Where something stands in a file: line and columns counted from 1, `end` exclusive."""

    line: int
    column: int
    end: int


START = Place(1, 1, 2)


class Wanted(NamedTuple):
    """A reference that is not an id, and so may be a name: only the catalogue knows names.

    The kind of record it refers to, the text, and the key that holds it; empty for other problems.
    """

    kind: str = ""
    text: str = ""
    key: str = ""


class Problem(NamedTuple):
    """One thing to mend in the content."""

    path: str
    line: int
    column: int
    code: str
    message: str
    fix: str
    end_column: int
    excerpt: str = ""
    wanted: Wanted = Wanted()
    subject: str = ""
    """The words or number of the record that an entry under `ignore` names it by."""
    beside: str = ""
    """The other file, where two clash and both are marked."""

    @property
    def severity(self) -> str:
        """``error`` refuses the content, ``warning`` only tells."""
        return CODES[self.code].severity


@dataclass(eq=False)
class Refused(ValueError):
    """Raised by a scalar's parser; the loader turns it into a `Problem` where the value stands.

    `line_offset` and `column` place it inside prose, both from 0; neither: the whole value. `more`
    is what else is wrong with the same value; `wanted` is set where it is a reference.
    """

    code: str
    message: str
    fix: str
    _: KW_ONLY
    line_offset: int | None = None
    column: int | None = None
    wanted: Wanted = Wanted()  # noqa: RUF009
    more: "tuple[Refused, ...]" = ()

    def __str__(self) -> str:
        return self.message


def shown(text: str, limit: int = ECHO_LIMIT) -> str:
    """Author text made safe to print: control and format characters escaped, cut at `limit`.

    GitHub's runner takes ``##[`` for the beginning of a command wherever it stands in a line.
    """
    begin = text[: limit + 1]
    out: list[str] = []
    # Of most texts there is nothing to escape.
    for char in () if begin.isprintable() else begin:
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
            out.append(f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}")
        else:
            out.append(char)
    cut = len(text) > limit
    clean = "".join(out[:limit]) or begin[:limit]
    return (clean + ("…" if cut else "")).replace("##[", "##\\u005B")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by file, line, column and code, each told once."""
    return tuple(sorted(set(problems)))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that refuse the content."""
    return tuple(p for p in problems if p.severity == "error")


def tally(problems: Sequence[Problem]) -> str:
    """How many refuse the content and how many only tell: `1 error, 2 warnings`."""
    wrong = len(errors(problems))
    warned = len(problems) - wrong
    return f"{wrong} error{'s' * (wrong != 1)}, {warned} warning{'s' * (warned != 1)}"


def as_text(problem: Problem) -> str:
    """The problem as shown in a terminal: place, code, message, the line with a caret, the fix."""
    head = (
        f"{shown(problem.path, 400)}:{problem.line}:{problem.column}: "
        f"{problem.severity} {problem.code}: {shown(problem.message, MESSAGE_LIMIT)}"
    )
    lines = [head]
    if problem.excerpt:
        gutter = f"{problem.line:>5} | "
        before = shown(problem.excerpt[: problem.column - 1], 400)
        inside = shown(problem.excerpt[problem.column - 1 : problem.end_column - 1], 400)
        visible = shown(problem.excerpt, 400)
        width = max(1, min(len(inside), max(1, ECHO_LIMIT - len(before))))
        if len(before) < ECHO_LIMIT:
            lines.append(gutter + visible[:ECHO_LIMIT])
            lines.append(" " * 5 + " | " + " " * len(before) + "^" * width)
    lines.append(f"  fix: {shown(problem.fix, MESSAGE_LIMIT)}")
    return "\n".join(lines)


def as_json(problems: Sequence[Problem]) -> str:
    """All problems as a JSON list of objects."""
    rows = [
        {
            "code": p.code,
            "severity": p.severity,
            "file": shown(p.path, 400),
            "line": p.line,
            "col": p.column,
            "end_col": p.end_column,
            "message": shown(p.message, MESSAGE_LIMIT),
            "fix": shown(p.fix, MESSAGE_LIMIT),
            "doc": f"editors/problems/#{p.code.lower()}",
        }
        for p in problems
    ]
    return json.dumps(rows, indent=2, ensure_ascii=True, allow_nan=False)
