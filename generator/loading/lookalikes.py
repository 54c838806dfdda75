"""Signs that look like those of YAML and are none: of wide keyboards, of word processors.

They mean nothing to the parser, which complains elsewhere or reads them as text. Within a text of
several lines, or in quotation marks, they are the author's own.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.loading.slips import KEYS
from generator.problems import Place

KEY = "|".join(sorted(KEYS))
OPEN = r"\s*(?:- )?(?:\w+:\s+)?"
IDS = r"[a-z0-9 ,，、-]*"
# A sign is one of YAML beside a key that records have, or between ids.
LOOKALIKES = (
    (r"(?:\s*- |\s*)\{?(?P<before>\w+)(?P<sign>：)\s*", ": "),
    (rf"{OPEN}(?=[{{｛]).*?[{{｛,，]\s*(?P<before>{KEY})(?P<sign>：)\s*", ": "),
    (rf"{OPEN}[{{｛].*?(?P<sign>，)\s*(?:{KEY})[:：]", ", "),
    (rf"{OPEN}(?P<sign>｛)\s*(?:{KEY})[:：]", "{"),
    (rf"{OPEN}[{{][^{{}}\"']*(?P<sign>｝)\s*$", "}"),
    (rf"{OPEN}(?P<sign>［){IDS}[\]］]\s*$", "["),
    (rf"{OPEN}\[{IDS}(?P<sign>］)\s*$", "]"),
    (rf"{OPEN}\[{IDS}?(?P<sign>[，、]){IDS}\]\s*$", ", "),
    (r"\s*(?P<sign>[‒–—−•·‣∙●▪◦*+])\s+\S", "-"),
    (r"\s*(?P<sign>-)[a-z{]", "- "),
)
PATTERNS = [(re.compile(pattern), plain) for pattern, plain in LOOKALIKES]
# What a line has that any of them fits: most lines have none of it, and most files no such line.
# Blanks of its own line alone: from each of many empty lines it would look at all that follow.
ODD = re.compile(r"[：，、｛｝［］]|\n[^\S\n]*+(?:[‒–—−•·‣∙●▪◦*+]\s|-[a-z{])")
NAMES = {":": "colon", ",": "comma", "{": "brace", "}": "brace", "[": "bracket", "]": "bracket"}
BLOCK = re.compile(r"(?:.*: |\s*- )?[|>][-+\d]*\s*$")
QUOTE = re.compile(rf"{OPEN}(?P<mark>[\"'])(?!.*(?P=mark)\s*$)")


class Lookalike(NamedTuple):
    """A sign that only looks like one of YAML, in words; `line` is the line without it."""

    code: str
    place: Place
    message: str
    fix: str
    line: str


def lookalikes(lines: Sequence[str]) -> Iterator[Lookalike]:
    """Every such sign outside of texts; of several of one kind on a line the first."""
    if not ODD.search("\n".join(("", *lines))):
        return
    for row in _outside(lines):
        line, seen = lines[row], ""
        if not ODD.search(f"\n{line}"):
            continue
        for pattern, plain in PATTERNS * 2:
            while match := pattern.match(line):
                sign, (start, end) = match["sign"], match.span("sign")
                behind = line[end:].lstrip() if plain.endswith(" ") else line[end:]
                line = line[:start] + plain + behind
                if sign[0] not in seen:
                    # Signs before this one may have become longer on the way.
                    column = lines[row].index(sign[0]) + 1
                    place = Place(row + 1, column, column + len(sign))
                    yield Lookalike(*_words(match, sign, plain, place), line)
                seen += sign[0]


def _words(
    match: re.Match[str], sign: str, plain: str, place: Place
) -> tuple[str, Place, str, str]:
    """Code, place, message and fix."""
    key = match.groupdict().get("before")
    if sign == "-":
        return "Y015", place, "the space after `-` is missing", "write a hyphen and a space"
    if plain == "-":
        message = f"`{sign.strip()}` does not begin an entry of a list"
        return "Y015", place, message, "write a hyphen and a space"
    name = NAMES[plain[0]]
    message = (
        f"the {name} behind `{key}` is a full-width one" if key else f"`{sign}` is no plain {name}"
    )
    return "Y015", place, message, f"write a plain {name}{' and a space' * plain.endswith(' ')}"


def _outside(lines: Sequence[str]) -> Iterator[int]:
    """The lines (from 0) that lie in no text of several lines."""
    depth, mark = -1, ""
    for row, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if mark:
            mark = "" if line.rstrip().endswith(mark) else mark
        elif not line.strip() or (depth >= 0 and indent > depth):
            continue
        else:
            yield row
            depth = indent if BLOCK.match(line) else -1
            quoted = QUOTE.match(line)
            mark = quoted["mark"] if quoted else ""
