"""Slips of an editor that stop the parser: what they are, where, and the text without them.

The parser says where it gave up, which may be lines below the slip; `context_mark` is where the
part begins that it could not end. The repair serves to read the rest of the text, and nothing else.
"""

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

import yaml

from generator.problems import Place, shown
from generator.schema import kinds as model

# Every key that some record of every digest has, also in its parts.
KEYS = {
    key
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, model.Model)
    for key in kind.model_fields
}
MARKER = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
HEAD = r"(\s*(?:- )?\{?[A-Za-z_]\w*: )"
CLOSER = {"{": "}", "[": "]"}


class Repair(NamedTuple):
    """The lines of a text without a slip, and the rows (from 1) that are not as they were."""

    lines: list[str]
    rows: set[int]


class Slip(NamedTuple):
    """What stopped the parser, in an editor's words."""

    place: Place
    message: str
    fix: str
    repair: Repair


def slip(
    error: yaml.MarkedYAMLError, lines: Sequence[str], keys: Set[str] = frozenset()
) -> Slip | None:
    """The slip of which the parser complains; None where it is no slip that is known.

    `keys` are those that a digest declares, beside those of every digest.
    """
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark]
    rows = sorted({min(mark.line, len(lines) - 1) for mark in marks})
    before = [row for row in range(rows[-1]) if lines[row].strip()][-1:] if rows else []
    rows = sorted({*rows, *before})
    if known := _conflict(lines) or _fence(lines):
        return known
    flow = "flow" in (error.context or "")
    for row in rows:
        if known := _on_line(lines, row, flow, KEYS | keys):
            return known
    if "could not find expected" in (error.problem or "") and error.context_mark:
        return _left_edge(lines, error.context_mark.line)
    return None


def _slip(
    lines: Sequence[str], row: int, columns: tuple[int, int], message: str, fix: str, line: str
) -> Slip:
    """A slip on one line (from 0), which should read `line`."""
    place = Place(row + 1, columns[0] + 1, max(columns[1] + 1, columns[0] + 2))
    return Slip(place, message, fix, Repair([*lines[:row], line, *lines[row + 1 :]], {row + 1}))


def _conflict(lines: Sequence[str]) -> Slip | None:
    """Marks that git leaves where two versions clash; the first version is read on."""
    marks = [row for row, line in enumerate(lines) if MARKER.match(line)]
    if not any(lines[row].startswith("<" * 7) for row in marks):
        return None
    kept, theirs = list(lines), False
    for row, line in enumerate(lines):
        theirs = theirs and not line.startswith(">" * 7)
        if row in marks or theirs:
            kept[row] = ""
        theirs = theirs or (row in marks and line[0] in "=|")
    place = Place(marks[0] + 1, 1, len(lines[marks[0]]) + 1)
    message = "a merge conflict: two versions of the lines below are in the file"
    fix = "keep one of the two and delete the lines with <<<<<<<, ======= and >>>>>>>"
    return Slip(place, message, fix, Repair(kept, {row + 1 for row in marks}))


def _fence(lines: Sequence[str]) -> Slip | None:
    """Marks of a code block around or within the record."""
    rows = [row for row, line in enumerate(lines) if line.startswith("```")]
    if not rows:
        return None
    kept = ["" if row in rows else line for row, line in enumerate(lines)]
    place = Place(rows[0] + 1, 1, len(lines[rows[0]]) + 1)
    message, fix = "a code fence is no part of a record", "delete the lines that begin with ```"
    return Slip(place, message, fix, Repair(kept, {row + 1 for row in rows}))


def _on_line(lines: Sequence[str], row: int, flow: bool, keys: Set[str]) -> Slip | None:
    line = lines[row]
    if match := re.match(r"\s*(?:- )?\{?(\w+):(\u3000)", line):
        message = f"the space after `{shown(match[1])}:` is a full-width one (U+3000)"
        whole = line.replace("\u3000", " ", 1)
        return _slip(lines, row, match.span(2), message, "write a plain space", whole)
    if (match := re.match(r"(\s*(?:- )?)([a-z_]+)(:)(\S.*)", line)) and match[2] in keys:
        message, whole = f"the space after `{match[2]}:` is missing", f"{match[2]}: {match[4]}"
        fix = f"write {shown(whole)}"
        return _slip(lines, row, (match.start(2), len(line)), message, fix, match[1] + whole)
    bare = re.match(r"(\s*(?:- )?)([a-z_]+) +([^:\s].*)", line)
    if bare and bare[2] in keys and ": " not in line:
        message, whole = f"the colon after `{bare[2]}` is missing", f"{bare[2]}: {bare[3]}"
        fix = f"write {shown(whole)}"
        return _slip(lines, row, (bare.start(2), len(line)), message, fix, bare[1] + whole)
    if match := re.fullmatch(rf"{HEAD}(['\"\[].*?)\s*", line):
        return _quotes(lines, row, match) or (_brackets(lines, row) if flow else None)
    return _brackets(lines, row) if flow else None


def _quotes(lines: Sequence[str], row: int, match: re.Match[str]) -> Slip | None:
    """A value that begins with a sign which ends before the value does."""
    head, value = match[1], match[2]
    mark = value[0]
    closes = re.search(r"\]" if mark == "[" else rf"(?<!\\){mark}", value[1:])
    if not closes or closes.end() + 1 >= len(value) or "{" in head:
        return None
    if mark == "[" and re.fullmatch(r"\[[a-z0-9, -]+\]", value[: closes.end() + 1]):
        behind = len(head) + closes.end() + 1
        behind += len(value[closes.end() + 1 :]) - len(value[closes.end() + 1 :].lstrip())
        message = "words behind the `]` that ends the list"
        fix = "remove them, or put the whole value in quotation marks if it is text"
        kept = lines[row][:behind].rstrip()
        return _slip(lines, row, (behind, len(lines[row])), message, fix, kept)
    inner = value[1:-1] if mark != "[" and value.endswith(mark) else value
    other = '"' if '"' not in inner and "\\" not in inner else "'"
    whole = other + (inner if other == '"' else inner.replace("'", "''")) + other
    message = f"a value that begins with {mark} and goes on behind it must be in quotation marks"
    if inner is not value:
        message = (
            "the quotation ends at the apostrophe" if mark == "'" else "the quotation ends early"
        )
    return _slip(lines, row, match.span(2), message, f"write {shown(whole, 300)}", f"{head}{whole}")


def _brackets(lines: Sequence[str], row: int) -> Slip | None:
    """A brace or bracket that is not closed on its line, above an entry that begins anew."""
    line, opened, mark = lines[row], [], ""
    for index, char in enumerate(line):
        if mark:
            mark = "" if char == mark else mark
        elif char in "\"'" and line[index - 1 : index] in (" ", "[", "{", ",", ""):
            mark = char
        elif char in CLOSER:
            opened.append(char)
        elif opened and char == CLOSER[opened[-1]]:
            opened.pop()
    below = next((one for one in lines[row + 1 :] if one.strip()), "")
    depth = len(line) - len(line.lstrip())
    if mark or not opened or (below and len(below) - len(below.lstrip()) > depth):
        return None
    ends = "".join(CLOSER[char] for char in reversed(opened))
    message = f"`{opened[0]}` is not closed on this line"
    fix = f"write {ends} at the end of the line"
    return _slip(lines, row, (line.index(opened[0]), len(line)), message, fix, line.rstrip() + ends)


def _left_edge(lines: Sequence[str], row: int) -> Slip | None:
    """Text without a key where a key must begin: of a text above it, or of nothing."""
    above = next((one for one in reversed(lines[:row]) if one.strip()), "")
    indent = len(above) - len(above.lstrip())
    end = row
    while end < len(lines) and lines[end].strip() and not re.match(r"\s*(- |\w+:)", lines[end]):
        end += 1
    if end == row:
        return None
    block = re.search(r": [|>][-+]?\s*$", above) is not None or (
        indent > 0 and not re.match(r"\s*(?:- |\w+:)", above)
    )
    message, fix = "this line has no key", "join it to the line above, or write `key: value`"
    kept = list(lines)
    for index in range(row, end):
        kept[index] = " " * (indent or 2) + lines[index].lstrip() if block else ""
    if block:
        message, fix = (
            "this line of a text is not indented",
            "indent it like the text it belongs to",
        )
    where = Place(row + 1, 1, len(lines[row]) + 1)
    return Slip(where, message, fix, Repair(kept, set(range(row + 1, end + 1))))
