"""Author text: a small subset of Markdown, checked where it stands, with links to records.

CommonMark (markdown-it) reads it; whatever is outside the subset is refused at its line. Record
links use Markdown's own syntax, so that any previewer shows them sensibly:
``[Kim](actor:kim-jong-un)``, ``[](fact:us-troops-in-south-korea)``.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.model.scalars import SLUG, Ref, parse_url, scalar, shape
from generator.problems import Refused, shown

LINK_KINDS = {
    "actor": "actors",
    "article": "articles",
    "event": "events",
    "explainer": "explainers",
    "fact": "facts",
    "place": "places",
    "system": "systems",
    "term": "terms",
}
PROSE_LIMIT = 6_000
DOCUMENT_LIMIT = 40_000
DEPTH_LIMIT = 6
MARKUP_LIMIT = 500


class Link(NamedTuple):
    """A record link in prose; `text` is empty where the record supplies the words."""

    ref: Ref
    text: str
    line_offset: int
    column: int


class ProseText(NamedTuple):
    """Checked prose: its source, its record links in order, its markdown-it tokens."""

    text: str
    links: tuple[Link, ...]
    tokens: tuple[Token, ...]

    def __str__(self) -> str:
        return self.text


# Off: what could change author text in silence. Horizontal rules and underlined headings so that a
# line of hyphens stays one, reference definitions because they vanish, indented code and entities.
READER = (
    MarkdownIt("commonmark", {"html": True, "maxNesting": 40})
    .disable(["hr", "lheading", "reference", "code", "entity"])
    .disable("autolink")
)
# Links to scripts are read as links, so that they are refused instead of shown with their marks.
READER.validateLink = lambda url: True  # type: ignore[method-assign]

REFUSED_TEXT = (
    (re.compile(r"\{:"), "M002", "attribute lists are not allowed", "remove the braces"),
    (re.compile(r"(?<!-)-++8<-"), "M006", "file includes are not allowed", "write the text itself"),
    (re.compile(r"\{[{%#]"), "M011", "template braces are not allowed", "remove the braces"),
)
REFUSED_TOKENS = {
    "html_inline": ("M001", "HTML is not allowed", "write quotation marks instead of < and >"),
    "html_block": ("M001", "HTML is not allowed", "write quotation marks instead of < and >"),
    "image": ("M009", "images are not allowed in text", "describe it, or link to it"),
    "hardbreak": ("M012", "a forced line break is not allowed", "begin a new paragraph"),
}
REFUSED_IN_PROSE = {
    "heading_open": ("M010", "headings belong to explainers alone", "write \\# for a plain #"),
    "fence": ("M010", "code blocks belong to explainers alone", "write the text as a paragraph"),
}


def parse_prose(text: str) -> ProseText:
    """The subset for summaries: paragraphs, emphasis, strong, code, lists, quotes, links."""
    return _parse(text, REFUSED_TOKENS | REFUSED_IN_PROSE, PROSE_LIMIT)


def parse_document(text: str) -> ProseText:
    """The subset for explainers: also headings of level two and three, and code blocks.

    Every digit must stand in a record link, so that no number in an explainer lacks a source.
    """
    document = _parse(text, REFUSED_TOKENS, DOCUMENT_LIMIT)
    lines = text.split("\n")
    for token in document.tokens:
        line = token.map[0] if token.map else 0
        if token.type == "heading_open" and token.tag not in ("h2", "h3"):
            raise Refused(
                "M010", f"a heading of level {token.tag[1]}", "use ## or ###", line_offset=line
            )
        for row, outside in _outside_links(token):
            if digit := re.search(r"\d[\d,.]*", outside):
                place = _find(lines, row, outside)
                # The words around the number may be escaped in the source; then the number alone.
                column = place[1] + digit.start() if place[1] is not None else None
                if column is None:
                    place = _find(lines, row, digit[0])
                    column = place[1]
                raise Refused(
                    "M013",
                    f"the number {shown(digit[0])} stands outside a link",
                    "make it a fact and write [](fact:…), or link the record it names",
                    line_offset=place[0],
                    column=column,
                )
    return document


def _parse(text: str, refused: dict[str, tuple[str, str, str]], limit: int) -> ProseText:
    if not text.strip():
        raise Refused("S002", "the text is empty", "write it, or leave the key out")
    _check_size(text, limit)
    lines = text.split("\n")
    for offset, line in enumerate(lines):
        for pattern, code, message, fix in REFUSED_TEXT:
            if found := pattern.search(line):
                raise Refused(code, message, fix, line_offset=offset, column=found.start())
    tokens = READER.parse(text)
    _check_numbering(tokens)
    depth = 0
    for token in tokens:
        depth += token.nesting
        first = token.map[0] if token.map else 0
        if depth > 2 * DEPTH_LIMIT:
            raise Refused("M008", "lists or quotes nested too deep", "flatten", line_offset=first)
        for row, part in ((first, token), *_rows(token)):
            if part.type in refused:
                code, message, fix = refused[part.type]
                place = _sign(lines, row, part)
                raise Refused(code, message, fix, line_offset=place[0], column=place[1])
        _check_emphasis(token, first, lines)
    return ProseText(text, tuple(_links(tokens, lines)), tuple(tokens))


def _rows(token: Token) -> Iterator[tuple[int, Token]]:
    """The inline parts of a block, each with the line it stands on."""
    row = token.map[0] if token.map else 0
    for part in token.children or []:
        yield row, part
        row += part.type in ("softbreak", "hardbreak")


def _check_size(text: str, limit: int) -> None:
    """Keeps every parser after us linear: size and the number of markup characters are bounded."""
    if len(text) > limit:
        raise Refused("M008", f"{len(text)} characters, at most {limit}", "shorten the text")
    for char in "[]<*_`!>":
        if text.count(char) > MARKUP_LIMIT:
            raise Refused("M008", f"more than {MARKUP_LIMIT} of `{char}`", "remove the markup")
    # Each nested quote or list level costs the parser a pass over the rest of the text.
    for offset, line in enumerate(text.split("\n")):
        if re.match(r"(?:\s*(?:>|(?:[-+*]|\d{1,9}[.)])(?=\s|$))){8}", line):
            raise Refused("M008", "lists or quotes nested too deep", "flatten", line_offset=offset)


def _check_numbering(tokens: Sequence[Token]) -> None:
    expected: list[int] = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if following and (token.type, following.type) == ("list_item_open", "list_item_close"):
            line = token.map[0] if token.map else 0
            raise Refused("M005", "a list item without words", "remove it", line_offset=line)
        if following and token.type == "list_item_open" and following.type.endswith("list_open"):
            # The two Markdown programs differ on what the next line of such an item is.
            line = token.map[0] if token.map else 0
            raise Refused("M005", "a list item that begins with a list", "reword", line_offset=line)
        if token.type == "ordered_list_open":
            expected.append(1)
        elif token.type == "ordered_list_close":
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            line = token.map[0] if token.map else 0
            if int(token.info) != expected[-1]:
                raise Refused(
                    "M005",
                    f"`{token.info}.` would become item {expected[-1]} of a list",
                    f"write {token.info}\\. for the number, or count the items from 1",
                    line_offset=line,
                )
            expected[-1] += 1


def _check_emphasis(token: Token, first: int, lines: Sequence[str]) -> None:
    """Refuses ``4*4 and 6*6``: marks between letters or digits would vanish from the text."""
    children = token.children or []
    for before, mark, after in zip(children, children[1:], children[2:], strict=False):
        if mark.type not in ("em_open", "em_close", "strong_open", "strong_close"):
            continue
        if before.content[-1:].isalnum() and after.content[:1].isalnum():
            place = _find(lines, first, before.content[-1:] + mark.markup + after.content[:1])
            raise Refused(
                "M004",
                f"`{mark.markup}` inside a word would vanish",
                f"write \\{mark.markup[0]} for the sign itself",
                line_offset=place[0],
                column=None if place[1] is None else place[1] + 1,
            )


def _sign(lines: Sequence[str], row: int, part: Token) -> tuple[int, int | None]:
    """Where the mark-up of a token begins: line offset and column, both from 0."""
    if part.type == "hardbreak":
        return row, len(lines[row].rstrip(" \\"))
    if part.type == "image":
        return _find(lines, row, "![")
    if part.block and part.type != "html_block":
        return row, len(lines[row]) - len(lines[row].lstrip())
    return _find(lines, row, part.content.split("\n")[0])


def _find(lines: Sequence[str], first: int, needle: str) -> tuple[int, int | None]:
    """Where `needle` next stands, from line `first` on: line offset and column, both from 0."""
    for offset in range(first, len(lines)):
        if needle and (column := lines[offset].find(needle)) >= 0:
            return offset, column
    return first, None


def _links(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Link]:
    for token in tokens:
        children = token.children or []
        row, start = (token.map[0] if token.map else 0), 0
        for index, part in enumerate(children):
            if part.type != "link_open":
                continue
            # The parser may have decoded the target, so its brackets are looked for, not itself.
            row, start = _next(lines, row, start, "](")
            words = _text_until_close(children[index + 1 :])
            target = str(part.attrGet("href") or "")
            if part.attrGet("title"):
                raise Refused(
                    "M003",
                    "a link with a title",
                    "remove the text in quotation marks: nobody would see it",
                    line_offset=row,
                    column=start,
                )
            link = _record_link(target, words, row, start)
            start += 1
            if link is not None:
                yield link


def _next(lines: Sequence[str], row: int, start: int, needle: str) -> tuple[int, int]:
    while row < len(lines):
        if (column := lines[row].find(needle, start)) >= 0:
            return row, column + len(needle)
        row, start = row + 1, 0
    return len(lines) - 1, 0


def _record_link(target: str, words: str, row: int, column: int) -> Link | None:
    """The record a link names, or None for a link to the web."""

    def refuse(code: str, message: str, fix: str) -> Refused:
        return Refused(code, message, fix, line_offset=row, column=column)

    if words and not words.strip():
        raise refuse("M003", "a link whose words nobody sees", "write words between the brackets")
    scheme, colon, name = target.partition(":")
    if scheme in LINK_KINDS and colon:
        if not SLUG.fullmatch(name):
            raise refuse("S040", f"`{shown(name)}` is not an id", f"write {scheme}:the-record-id")
        return Link(Ref(LINK_KINDS[scheme], name), words, row, column)
    if scheme not in ("http", "https"):
        raise refuse(
            "M003",
            f"a link to `{shown(target, 60)}` is not allowed",
            "link to https://… or to a record: actor:, event:, fact:, place:, system:, term:",
        )
    try:
        parse_url(target)
    except Refused as refused:
        raise refuse(refused.code, refused.message, refused.fix) from refused
    if not words:
        raise refuse("M003", "a link without words", "write [words](https://…)")
    return None


def _text_until_close(parts: Sequence[Token]) -> str:
    words: list[str] = []
    for part in parts:
        if part.type == "link_close":
            break
        words.append(" " if part.type == "softbreak" else part.content)
    return "".join(words)


def _outside_links(token: Token) -> Iterator[tuple[int, str]]:
    """Texts of a block that stand in no record link, each with its line."""
    if token.type == "fence" and token.map:
        yield from enumerate(token.content.split("\n"), token.map[0] + 1)
    inside = False
    for row, part in _rows(token):
        if part.type == "link_open":
            inside = str(part.attrGet("href") or "").partition(":")[0] in LINK_KINDS
        elif part.type == "link_close":
            inside = False
        elif not inside:
            yield row, part.content


Prose = Annotated[
    ProseText,
    scalar(parse_prose),
    shape("Text in a small subset of Markdown; [](fact:id) and [words](actor:id) link records."),
]
Body = Annotated[ProseText, scalar(parse_document), shape("The Markdown below the front matter.")]
