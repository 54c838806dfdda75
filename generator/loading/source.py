"""Where a record came from: its text and the place of everything in it."""

from collections.abc import Sequence
from typing import NamedTuple

from generator.loading.document import Data, Path_, Tree
from generator.loading.files import problem
from generator.problems import START, Place, Problem

LONG = {"x": 2, "u": 4, "U": 8}


class Fault(NamedTuple):
    """What is wrong in a text: where it begins there, the words, and code, message and fix."""

    start: int
    words: str
    code: str
    message: str
    fix: str


class Source(NamedTuple):
    """Where a record came from: its path as messages name it, its text, the place of every value
    and key, and its path below the content folder."""

    path: str
    text: str
    tree: Tree
    relative: str

    @property
    def lines(self) -> list[str]:
        """The lines of its text, made anew: a line takes 60 bytes beside its letters."""
        return self.text.split("\n")

    @property
    def bare(self) -> "Source":
        """It without what was read, which takes several times the memory of its text."""
        return self._replace(tree=Tree({}, {}, {}, {}))

    def place(self, path: Path_) -> Place:
        """The place of a value, or of the nearest thing around it."""
        while path and path not in self.tree.values:
            path = path[:-1]
        return self.tree.values.get(path, START)

    def problem(self, path: Path_, code: str, message: str, fix: str, subject: str = "") -> Problem:
        """A problem with the value at `path`; `subject` is how an entry of `ignore` names it."""
        place = self.place(path)
        line = self.lines[place.line - 1]
        return problem(self.path, code, message, fix, place, line)._replace(subject=subject)

    def prose_problem(
        self, path: Path_, offset: int, column: int | None, code: str, message: str, fix: str
    ) -> Problem:
        """A problem inside a text: `offset` lines and `column` characters after its beginning."""
        if path not in self.tree.blocks:
            place = self._within(path, offset, column)
        else:
            first, indent = self.tree.blocks[path]
            line = min(first + offset, len(self.lines))
            start = indent + 1 + (column or 0)
            end = start + 1 if column is not None else len(self.lines[line - 1]) + 1
            place = Place(line, start, max(end, start + 1))
        return problem(self.path, code, message, fix, place, self.lines[place.line - 1])

    def problem_in(self, path: Path_, text: str, fault: Fault) -> Problem:
        """A problem with words of the text at `path`, which is `text` as its source has it."""
        start, words, *report = fault
        before = text[:start]
        column = start - (before.rfind("\n") + 1)
        problem = self.prose_problem(path, before.count("\n"), column, *report)
        return problem._replace(subject=words)

    def _within(self, path: Path_, offset: int, column: int | None) -> Place:
        """The place in a text that is no block; the whole text where it cannot be told."""
        place, value = self.place(path), text_at(self.tree.data, path)
        characters = places(self.lines, place, value) if column is not None or offset else None
        before = sum(len(line) + 1 for line in value.split("\n")[:offset])
        if characters is None or before + (column or 0) >= len(characters):
            return place
        line, start = characters[before + (column or 0)]
        return Place(line, start, start + 1)


def text_at(data: Data, path: Path_) -> str:
    """The text at a path; empty where something else is there."""
    for step in path:
        data = data[step]  # type: ignore[index]
    return data if isinstance(data, str) else ""


def places(lines: Sequence[str], start: Place, value: str) -> list[tuple[int, int]] | None:
    """Line and column, both from 1, of every character of `value`; None where it is not read so.

    `start` is the place of the opening mark or, without marks, of the first character. An escape
    makes one character of several, a line break within marks a blank, and a blank line a line
    break; so the marks are read once more.
    """
    line = lines[start.line - 1] if start.line <= len(lines) else ""
    mark = line[start.column - 1 : start.column]
    if mark not in ("'", '"'):
        results = [(start.line, start.column + index) for index in range(len(value))]
        return results if line[start.column - 1 :].startswith(value) else None
    row, column = start.line, start.column
    results = []
    while row <= len(lines):
        text = lines[row - 1]
        end = len(text.rstrip(" "))
        joined = False
        while column < end:
            char, width = text[column], 1
            if char == mark and (mark == '"' or text[column + 1 : column + 2] != mark):
                return results if len(results) == len(value) else None
            if char == mark:
                width = 2
            elif char == "\\" and mark == '"':
                if column + 1 >= len(text.rstrip(" ")):
                    joined = True  # the next line goes on without a blank
                    break
                width = 2 + LONG.get(text[column + 1], 0)
            results.append((row, column + 1))
            column += width
        breaks = 0
        ended = (row, min(column, end) + 1)
        row, column = row + 1, 0
        while row <= len(lines) and not lines[row - 1].strip():
            breaks += 1
            row += 1
        results += [ended] * (breaks if breaks or joined else 1)
        if row <= len(lines):
            column = len(lines[row - 1]) - len(lines[row - 1].lstrip(" "))
    return None
