"""What may not stand in author text, told all at once, each at its line and column."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from generator.problems import Refused, shown
from generator.values.scalars import LINK_KINDS
from generator.values.words import counted

DEPTH_LIMIT = 6
# Where the search for a text goes on, so that each of two equal ones is told at its own place.
Seen = dict[str, tuple[int, int]]
REFUSED_TEXT = (
    (re.compile(r"\{:"), "M002", "attribute lists are not allowed", "remove the braces"),
    (re.compile(r"(?<!-)-++8<-"), "M006", "file includes are not allowed", "write the text itself"),
    (re.compile(r"\{[{%#]"), "M011", "template braces are not allowed", "remove the braces"),
)
# What is left in a text where a link or strong text was meant and none was made.
UNMADE = re.compile(rf"\]\(|\[\[|\*\*|\((?:{'|'.join(LINK_KINDS)}):\s?[a-z0-9-]+\)")
MARKDOWN_INSTEAD = "write *words* or **words**, or quotation marks instead of < and >"
REFUSED_TOKENS = {
    "html_inline": ("M001", "HTML is not allowed", MARKDOWN_INSTEAD),
    "html_block": ("M001", "HTML is not allowed", MARKDOWN_INSTEAD),
    "image": ("M009", "images are not allowed in text", "describe it, or link to it"),
    "hardbreak": ("M012", "a forced line break is not allowed", "begin a new paragraph"),
}
REFUSED_IN_PROSE = {
    "heading_open": ("M010", "headings belong to explainers alone", "write \\# for a plain #"),
    "fence": ("M010", "code blocks belong to explainers alone", "write the text as a paragraph"),
    "table_open": ("M010", "tables belong to explainers alone", "write sentences or a list"),
}

LOOSE_ROW = (
    "M020",
    "a line with bars that is part of no table",
    "a table has a line of heads and below it one such as |---|---| with as many cells; write \\| "
    "for the sign itself",
)


def refusals(
    tokens: Sequence[Token], lines: Sequence[str], refused: dict[str, tuple[str, str, str]]
) -> Iterator[Refused]:
    """Everything that `refused`, by type of token, or the rules of every text do not allow."""
    for offset, line in enumerate(lines):
        for pattern, code, message, fix in REFUSED_TEXT:
            for match in pattern.finditer(line):
                yield Refused(code, message, fix, line_offset=offset, column=match.start())
    yield from _numbering(tokens)
    seen: Seen = {}
    depth, html = 0, False
    for token in tokens:
        depth += token.nesting
        first = token.map[0] if token.map else 0
        if depth > 2 * DEPTH_LIMIT:
            yield Refused("M008", "lists or quotes nested too deep", "flatten", line_offset=first)
            return
        for row, part in ((first, token), *rows(token)):
            if part.type in refused:
                code, message, fix = refused[part.type]
                place = _sign(lines, row, part, seen)
                # The end of an element that is told already.
                if not (html and part.content.startswith("</")):
                    yield Refused(code, message, fix, line_offset=place[0], column=place[1])
                html |= code == "M001"
        yield from _emphasis(token, first, lines, seen)


def rows(token: Token) -> Iterator[tuple[int, Token]]:
    """The inline parts of a block, each with the line it stands on."""
    row = token.map[0] if token.map else 0
    for part in token.children or []:
        yield row, part
        row += part.type in ("softbreak", "hardbreak")


def _numbering(tokens: Sequence[Token]) -> Iterator[Refused]:
    expected: list[int] = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if following and (token.type, following.type) == ("list_item_open", "list_item_close"):
            line = token.map[0] if token.map else 0
            yield Refused("M005", "a list item without words", "remove it", line_offset=line)
        if following and token.type == "list_item_open" and following.type.endswith("list_open"):
            # The two Markdown programs differ on what the next line of such an item is.
            line = token.map[0] if token.map else 0
            yield Refused("M005", "a list item that begins with a list", "reword", line_offset=line)
        if token.type == "ordered_list_open":
            expected.append(1)
        elif token.type == "ordered_list_close":
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            line = token.map[0] if token.map else 0
            if int(token.info) != expected[-1]:
                message = f"`{token.info}.` would become item {expected[-1]} of a list"
                fix = f"write {token.info}\\. for the number, or count the items from 1"
                yield Refused("M005", message, fix, line_offset=line)
            expected[-1] = int(token.info) + 1


def _emphasis(token: Token, first: int, lines: Sequence[str], seen: Seen) -> Iterator[Refused]:
    """Of ``4*4 and 6*6``: marks between letters or digits would vanish from the text."""
    children = token.children or []
    for before, mark, after in zip(children, children[1:], children[2:], strict=False):
        if mark.type not in ("em_open", "em_close", "strong_open", "strong_close"):
            continue
        if before.content[-1:].isalnum() and after.content[:1].isalnum():
            around = before.content[-1:] + mark.markup + after.content[:1]
            place = find(lines, first, around, seen)
            yield Refused(
                "M004",
                f"`{mark.markup}` inside a word would vanish",
                f"write \\{mark.markup[0]} for the sign itself",
                line_offset=place[0],
                column=None if place[1] is None else place[1] + 1,
            )


def unmade(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Refused]:
    """Marks of links and of strong text that are no mark-up, so that readers would see them.

    `tokens` are those of the text without its escapes, which are signs on purpose.
    """
    seen: Seen = {}
    for token in tokens:
        for row, part in rows(token):
            if part.type != "text":
                continue
            # Of two stars that make no pair one is enough to be told.
            for sign in dict.fromkeys(match[0] for match in UNMADE.finditer(part.content)):
                place = find(lines, row, sign, seen)
                message = f"`{shown(sign)}` would be shown as written"
                fix = "write [words](kind:id) or **words** without a gap, or a backslash before it"
                yield Refused("M015", message, fix, line_offset=place[0], column=place[1])


def loose_rows(tokens: Sequence[Token], lines: Sequence[str], tables: bool) -> Iterator[Refused]:
    """The first line of cells of each paragraph: it is in no table, and readers would see the bars.

    `tokens` are those of the text without its escapes, which are signs on purpose; `tables` if a
    text may have them.
    """
    for opening, token in pairwise(tokens):
        if opening.type in ("th_open", "td_open"):
            continue
        last = -1
        for row, part in rows(token):
            if row > last and part.type == "text" and _of_a_table(part.content):
                code, message, fix = LOOSE_ROW if tables else REFUSED_IN_PROSE["table_open"]
                yield Refused(code, message, fix, line_offset=row, column=lines[row].find("|"))
                break
            last = row


def _of_a_table(line: str) -> bool:
    """Whether nobody writes this but for a table: a line of cells, or the one below its heads."""
    below_heads = not line.strip(" |:-") and "|" in line and "-" in line
    return below_heads or line.lstrip().startswith("|")


def unclosed(tokens: Sequence[Token], lines: Sequence[str]) -> Refused | None:
    """A code block that runs to the end of what it is in, since no line closes it."""
    for token in tokens:
        if token.type == "fence" and token.map:
            first, end = token.map
            last = lines[end - 1].strip(" >")
            if end - first < 2 or last.strip(token.markup[0]) or len(last) < len(token.markup):
                fix = f"write {token.markup} below its last line"
                return Refused("M015", "the code block has no end", fix, line_offset=first)
    return None


def broken_tables(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Refused]:
    """Of each table: no caption, no rows, a row of more or fewer cells, a row or column unnamed."""
    caption = (-1, -1)
    for token in tokens:
        first, end = token.map or (0, 0)
        if token.type == "paragraph_open":
            caption = (first, end)
        elif token.type == "table_open":
            faults = _table_faults(lines[first:end], caption == (first - 1, first), token.level)
            for offset, code, message, fix in faults:
                yield Refused(code, message, fix, line_offset=first + offset)


def _table_faults(
    table: Sequence[str], captioned: bool, depth: int
) -> Iterator[tuple[int, str, str, str]]:
    """Each fault with its line in the table, code, message and fix."""
    if depth:
        yield 0, "M010", "a table within a list or a quotation", "begin it at the left margin"
        return
    if not captioned:
        fix = "write what it shows on one line directly above it, after a blank line"
        yield 0, "M020", "a table without a caption", fix
    heads, _, *body = [cells(line) for line in table]
    if not body:
        yield 0, "M020", "a table without rows", "write its rows directly below |---|---|"
    for offset, row in [(0, heads), *enumerate(body, 2)]:
        if len(row) != len(heads):
            message = f"a row of {counted(len(row), 'cell')} in a table of {len(heads)}"
            fix = (
                f"write {counted(len(heads), 'cell')}, an empty one as | |, and \\| for the sign"
                if "|" in table[offset]
                else "leave a blank line below the table"
            )
            yield offset, "M020", message, fix
        elif not row[0] or (not offset and not all(row)):
            message = "a head without words" if not offset else "a row whose first cell is empty"
            yield offset, "M020", message, "write what the column or the row is about"


def cells(line: str) -> list[str]:
    """The cells of a line of a table, as GitHub's Markdown counts them."""
    inner = re.sub(r"^\||(?<!\\)\|$", "", line.strip())
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _sign(lines: Sequence[str], row: int, part: Token, seen: Seen) -> tuple[int, int | None]:
    """Where the mark-up of a token begins: line offset and column, both from 0."""
    if part.type == "hardbreak":
        return row, len(lines[row].rstrip(" \\"))
    if part.type == "image":
        return find(lines, row, "![", seen)
    if part.block and part.type != "html_block":
        return row, len(lines[row]) - len(lines[row].lstrip())
    return find(lines, row, part.content.split("\n")[0], seen)


def find(
    lines: Sequence[str], first: int, needle: str, seen: Seen | None = None
) -> tuple[int, int | None]:
    """Where `needle` next stands, from line `first` on: line offset and column, both from 0.

    With `seen` the search begins behind the last place found by it.
    """
    row, start = max((first, 0), (seen or {}).get(needle, (0, 0)))
    for offset in range(row, len(lines)):
        column = lines[offset].find(needle, start if offset == row else 0)
        if needle and column >= 0:
            if seen is not None:
                seen[needle] = (offset, column + len(needle))
            return offset, column
    return first, None
