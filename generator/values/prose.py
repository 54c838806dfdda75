"""Author text: a small subset of Markdown, checked where it stands, with links to records.

CommonMark (markdown-it) reads it; whatever is outside the subset is refused at its line. Record
links use Markdown's own syntax, so that any previewer shows them sensibly:
``[Kim](actor:anna-kim)``, ``[](fact:houses-at-the-harbour)``.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Annotated, Any, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.problems import FILE_LIMIT, Refused, Wanted, shown
from generator.values.markup import (
    REFUSED_IN_PROSE,
    REFUSED_TOKENS,
    Seen,
    broken_tables,
    find,
    loose_rows,
    refusals,
    rows,
    unclosed,
    unmade,
)
from generator.values.scalars import LINK_KINDS, SLUG, Ref, parse_url, scalar, shape

MARKDOWN = "text/markdown"
PROSE_LIMIT = 6_000
DOCUMENT_LIMIT = 40_000
NOTE_SENTENCES = 4
NOTE_WORDS = 120
MARKUP_LIMIT = 500
ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
LINKED = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
# A capital alone before a full stop is an initial or a part of `U.S.`, and ends no sentence.
SENTENCE_END = re.compile(r"(?:[^\sA-Z]|[A-Z]{2})[.!?][\"'”’)]*(?=\s+[^a-z\s]|\s*$)")


class Link(NamedTuple):
    """A record link in prose; `text` is empty where the record supplies the words."""

    ref: Ref
    text: str
    line_offset: int
    column: int

    def __reduce__(self) -> tuple[Any, ...]:
        """What goes to another process: a reference of its own, by which its place is found.

        It may be a word such as `none`, which is an id of no record and is reported as such.
        """
        return _again, (self.ref.kind, str(self.ref), *self[1:])


def _again(kind: str, name: str, text: str, line_offset: int, column: int) -> Link:
    """A link that was read in another process."""
    return Link(Ref(kind, name), text, line_offset, column)


class ProseText(NamedTuple):
    """Checked prose: its source, its record links in order, its markdown-it tokens."""

    text: str
    links: tuple[Link, ...]
    tokens: tuple[Token, ...]

    def __str__(self) -> str:
        return self.text


# Tables are read in every text, so that they are refused where none belongs.
# Off: what could change author text in silence. Horizontal rules and underlined headings so that a
# line of hyphens stays one, reference definitions because they vanish, indented code and entities.
READER = (
    MarkdownIt("commonmark", {"html": True, "maxNesting": 40})
    .disable(["hr", "lheading", "reference", "code", "entity"])
    .disable("autolink")
    .enable("table")
)
# Links to scripts are read as links, so that they are refused instead of shown with their marks.
READER.validateLink = lambda url: True  # type: ignore[method-assign]
# A link to a record stays as it is, so it need not be taken apart; most links are such.
RECORD = re.compile(rf"(?:{'|'.join(LINK_KINDS)}):{SLUG.pattern}")
_normalized = READER.normalizeLink
READER.normalizeLink = lambda url: (  # type: ignore[method-assign]
    url if RECORD.fullmatch(url) else _normalized(url)
)


def parse_prose(text: str) -> ProseText:
    """The subset for summaries: paragraphs, emphasis, strong, code, lists, quotes, links."""
    return _parse(text, REFUSED_TOKENS | REFUSED_IN_PROSE, PROSE_LIMIT)


def parse_document(text: str) -> ProseText:
    """The subset for explainers: also headings of level two and three, code blocks and tables.

    Every digit must be in a record link, so that no number in an explainer lacks a source.
    """
    return _parse(text, REFUSED_TOKENS, DOCUMENT_LIMIT, _of_documents)


def parse_note(text: str) -> ProseText:
    """The subset for an editor's note: that of summaries, short, and with sources.

    As in explainers, every digit must be in a record link.
    """
    prose = _parse(text, REFUSED_TOKENS | REFUSED_IN_PROSE, PROSE_LIMIT, _of_notes)
    if not prose.links:
        fix = "link the records that it rests on, such as [words](event:…) or [](article:…)"
        raise Refused("S002", "the note links to no record, so nobody can check it", fix)
    return prose


def _of_documents(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Refused]:
    """Headings of another level, blocks and tables that are not whole, numbers outside links."""
    if open_block := unclosed(tokens, lines):
        yield open_block
        return  # all that follows was taken for code
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "heading_open" and token.tag not in ("h2", "h3"):
            yield Refused(
                "M010", f"a heading of level {token.tag[1]}", "use ## or ###", line_offset=line
            )
    yield from broken_tables(tokens, lines)
    yield from _numbers(tokens, lines)


def _of_notes(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Refused]:
    """Numbers outside links, and more than a note may have of sentences or words."""
    yield from _numbers(tokens, lines)
    bare = LINKED.sub(lambda link: link[1] or "x", "\n".join(lines))
    sentences, words = len(SENTENCE_END.findall(bare)), len(bare.split())
    if sentences > NOTE_SENTENCES:
        message = f"{sentences} sentences; an editor's note has two to {NOTE_SENTENCES}"
        yield Refused("S016", message, "keep what the month or the event is remembered for")
    elif words > NOTE_WORDS:
        message = f"{words} words; an editor's note has at most {NOTE_WORDS}"
        yield Refused("S016", message, "keep what the month or the event is remembered for")


def _numbers(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Refused]:
    """Numbers outside links."""
    seen: Seen = {}
    for token in tokens:
        for row, outside in _outside_links(token):
            digits = list(re.finditer(r"\d[\d,.]*", outside))
            whole = find(lines, row, outside, seen) if digits else (row, None)
            for digit in digits:
                place = whole[0], None if whole[1] is None else whole[1] + digit.start()
                # The words around the number may be escaped in the source; then the number alone.
                if whole[1] is None:
                    place = find(lines, row, digit[0], seen)
                message = f"the number {shown(digit[0].rstrip('.,'))} is outside a link"
                fix = "make it a fact and write [](fact:…), or link the record it names"
                yield Refused("M013", message, fix, line_offset=place[0], column=place[1])


def _none(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Refused]:
    """Summaries have no further rules."""
    return iter(())


def _parse(
    text: str,
    refused: dict[str, tuple[str, str, str]],
    limit: int,
    further: Callable[[Sequence[Token], Sequence[str]], Iterator[Refused]] = _none,
) -> ProseText:
    if not text.strip():
        raise Refused("S002", "the text is empty", "write it, or leave the key out")
    _check_size(text, limit)
    lines = text.split("\n")
    tokens = READER.parse(text)
    links = list(_links(tokens, lines))
    wrong = (link for link in links if isinstance(link, Refused))
    # An escaped sign is meant to be seen, so the text is read once more without those.
    bare = ESCAPED.sub("xx", text)
    plain = tokens if bare == text else READER.parse(bare)
    refused_parts = chain(
        refusals(tokens, lines, refused),
        wrong,
        unmade(plain, bare.split("\n")),
        loose_rows(plain, bare.split("\n"), "table_open" not in refused),
        further(tokens, lines),
    )
    if wrong_parts := tuple(islice(refused_parts, FILE_LIMIT)):
        wrong_parts[0].more = wrong_parts[1:]
        raise wrong_parts[0]
    return ProseText(text, tuple(link for link in links if isinstance(link, Link)), tuple(tokens))


def _check_size(text: str, limit: int) -> None:
    """Keeps every parser after us linear: size and the number of markup characters are bounded."""
    if len(text) > limit:
        raise Refused("M008", f"{len(text)} characters, at most {limit}", "shorten the text")
    for char in "[]<*_`!>|":
        if text.count(char) > MARKUP_LIMIT:
            raise Refused("M008", f"more than {MARKUP_LIMIT} of `{char}`", "remove the markup")
    # Each nested quote or list level costs the parser a pass over the rest of the text.
    for offset, line in enumerate(text.split("\n")):
        if re.match(r"(?:\s*(?:>|(?:[-+*]|\d{1,9}[.)])(?=\s|$))){8}", line):
            raise Refused("M008", "lists or quotes nested too deep", "flatten", line_offset=offset)


def _links(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Link | Refused]:
    row, start = 0, 0
    for token in tokens:
        children = token.children or []
        # The cells of a table are blocks on one line.
        row, start = max((row, start), (token.map[0] if token.map else 0, 0))
        for index, part in enumerate(children):
            if part.type != "link_open":
                continue
            # The parser may have decoded the target, so its brackets are looked for, not itself.
            row, start = _next(lines, row, start, "](")
            words = _text_until_close(children[index + 1 :])
            target = str(part.attrGet("href") or "")
            if part.attrGet("title"):
                fix = "remove the text in quotation marks: nobody would see it"
                yield Refused("M003", "a link with a title", fix, line_offset=row, column=start)
            try:
                link = _record_link(target, words, row, start)
            except Refused as wrong:
                yield wrong
                link = None
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
            refused = refuse(
                "S040", f"`{shown(name)}` is not an id", f"write {scheme}:the-record-id"
            )
            refused.wanted = Wanted(LINK_KINDS[scheme], unquote(name))
            raise refused
        return Link(Ref(LINK_KINDS[scheme], name), words, row, column)
    if scheme.lower() in (*LINK_KINDS, "http", "https") and scheme != scheme.lower():
        fix = f"write {scheme.lower()}:{shown(name, 60)}"
        raise refuse("M003", f"a link to `{shown(target, 60)}` has capitals before the colon", fix)
    if scheme not in ("http", "https"):
        raise refuse(
            "M003",
            f"a link to `{shown(target, 60)}` is not allowed",
            f"link to https://… or to a record: {', '.join(f'{word}:' for word in LINK_KINDS)}",
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
    for row, part in rows(token):
        if part.type == "link_open":
            inside = str(part.attrGet("href") or "").partition(":")[0] in LINK_KINDS
        elif part.type == "link_close":
            inside = False
        elif not inside:
            yield row, part.content


Prose = Annotated[
    ProseText,
    scalar(parse_prose),
    shape(
        "Text in a small subset of Markdown; [](fact:id) and [words](actor:id) link records.",
        media=MARKDOWN,
    ),
]
Note = Annotated[
    ProseText,
    scalar(parse_note),
    shape(
        "Two to four sentences in the same Markdown; every number is a link to a record.",
        media=MARKDOWN,
    ),
]
Body = Annotated[ProseText, scalar(parse_document), shape("The Markdown below the front matter.")]
