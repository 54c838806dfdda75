"""Where the characters of a text in quotation marks stand in its file.

An escape makes one character of several, a line break within the marks a blank, and a blank line a
line break; so a place within the value is found by reading the marks once more.
"""

from collections.abc import Sequence

from generator.problems import Place

LONG = {"x": 2, "u": 4, "U": 8}


def places(lines: Sequence[str], start: Place, value: str) -> list[tuple[int, int]] | None:
    """Line and column, both from 1, of every character of `value`; None where it is not read so.

    `start` is the place of the opening mark or, without marks, of the first character.
    """
    line = lines[start.line - 1] if start.line <= len(lines) else ""
    mark = line[start.column - 1 : start.column]
    if mark not in ("'", '"'):
        found = [(start.line, start.column + index) for index in range(len(value))]
        return found if line[start.column - 1 :].startswith(value) else None
    row, column = start.line, start.column
    found = []
    while row <= len(lines):
        text = lines[row - 1]
        end = len(text.rstrip(" "))
        joined = False
        while column < end:
            char, width = text[column], 1
            if char == mark and (mark == '"' or text[column + 1 : column + 2] != mark):
                return found if len(found) == len(value) else None
            if char == mark:
                width = 2
            elif char == "\\" and mark == '"':
                if column + 1 >= len(text.rstrip(" ")):
                    joined = True  # the next line goes on without a blank
                    break
                width = 2 + LONG.get(text[column + 1], 0)
            found.append((row, column + 1))
            column += width
        breaks = 0
        ended = (row, min(column, end) + 1)
        row, column = row + 1, 0
        while row <= len(lines) and not lines[row - 1].strip():
            breaks += 1
            row += 1
        found += [ended] * (breaks if breaks or joined else 1)
        if row <= len(lines):
            column = len(lines[row - 1]) - len(lines[row - 1].lstrip(" "))
    return None
