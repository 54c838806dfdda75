"""The YAML parser's complaints in an editor's words, at the place that must be mended."""

import re
from collections.abc import Sequence

import yaml

from generator.problems import Place

QUOTE_FIX = "put the whole value in quotation marks"
INDENT_FIX = "check indentation and quotes"
END_FIX = "remove the dots, or put the whole value in quotation marks"
# What the parser says, and the code, message and fix that tell it; the first that fits.
TOLD = (
    ("invalid Unicode character", "Y011", "an escape makes no character", "remove the escape"),
    ("quoted scalar", "Y019", "this quotation mark is never closed", "close or double it"),
    ("\t", "Y001", "a tab is where only spaces may be", "use two spaces"),
    ("mapping values are not allowed", "Y015", "a second `: ` in one value", QUOTE_FIX),
    ("cannot start any token", "Y015", "a value may not begin with this sign", QUOTE_FIX),
    ("alias", "Y006", "`&` and `*` make anchors and aliases", QUOTE_FIX),
    ("anchor", "Y006", "`&` and `*` make anchors and aliases", QUOTE_FIX),
    ("tag", "Y008", "a YAML tag is not allowed", QUOTE_FIX),
    ("directive", "Y008", "a YAML directive is not allowed", "remove the % line"),
)


def parser_error(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> tuple[str, Place, str, str]:
    """Code, place, message and fix of what stopped the parser."""
    reason = f"{error.context or ''} {error.problem or ''}".strip()
    mark = error.problem_mark or error.context_mark
    # A quotation, alias or anchor is mended where it begins, not where the parser gave up.
    if error.context_mark and re.search("quoted scalar|alias|anchor", reason):
        mark = error.context_mark
    row, column = (mark.line, mark.column) if mark else (0, 0)
    if row >= len(lines):
        row, column = len(lines) - 1, len(lines[-1])
    if "<document start>" in reason:
        end = next((i for i in range(row, -1, -1) if re.match(r"\.\.\.(?:\s|$)", lines[i])), None)
        if end is not None:
            return "Y019", Place(end + 1, 1, 4), "`...` ends a record, and text follows", END_FIX
    before = lines[row][: column + 1]
    for sign, code, message, fix in TOLD:
        if sign in reason or (sign == "\t" and sign in before):
            column = before.index(sign) if sign == "\t" else column
            return code, Place(row + 1, column + 1, column + 2), message, fix
    place = Place(row + 1, column + 1, column + 2)
    return "Y019", place, f"the text is not YAML here ({reason})", INDENT_FIX
