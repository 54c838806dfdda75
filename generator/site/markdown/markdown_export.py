"""The Markdown beside a page: its words without HTML, with links that lead to the same places.

It is made from the finished HTML. What a template marks `data-markdown-ignore` is left out: what
only a browser can use, and what repeats another file. Words marked `data-mark` have a frame on the
page, and brackets here.
"""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.pages.addresses import relative, resolved
from generator.rendering.escape import ENTITIES, escape_line_end, escape_line_start

IGNORED = "[data-markdown-ignore]"
# The sign beside a heading, which Markdown makes.
SIGN = ".headerlink"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = frozenset(
    {"p", "div", "section", "header", "figure", "figcaption", "ul", "ol", "dl", "table", "details"}
    | {"summary", "blockquote", "aside", "article", "pre", "noscript"}
    | HEADINGS
)
LISTS = frozenset({"ul", "ol", "dl"})
EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "q": '"'}
INDENT = "   "
# What makes a link no relative one.
ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
# What `_literal` changes; most words have none of it.
ODD = re.compile(r"[\\`*_\[\]{}~^|&<>]|[^\S ]|  ")
SPACE = re.compile(r"\s+")
BLANKS = re.compile(r"(?<=\S)  +")
# Words in brackets, where no link can be read; an underline within a word. They need no entities.
BRACKETS = re.compile(r"(?<!\S)&#91;([^\[\]&]*)&#93;(?![(\[:])")
UNDERLINE = re.compile(r"(?<=\w)&#95;(?=\w)")


def readable(html: str) -> LexborNode:
    """The body of a page, without what its templates leave out of Markdown."""
    body = LexborHTMLParser(html).css("body")[0]
    for selector in (SIGN, IGNORED):
        # From the last to the first, so that none goes with one that it is in.
        for node in reversed(body.css(selector)):
            node.decompose()
    return body


def markdown(body: LexborNode, path: str, address: str) -> str:
    """A readable page as Markdown; the page is made from the file `path` and served at `address`.

    The Markdown is served at `path`, so its links are relative to that; they lead to the pages in
    HTML.
    """
    return "\n\n".join(_Writer(path, address).blocks(body)) + "\n"


class _Writer:
    """Writes a page as Markdown. Every block is a line, but lists, tables and code."""

    def __init__(self, path: str, address: str) -> None:
        self.path, self.address = path, address

    def blocks(self, node: LexborNode) -> Iterator[str]:
        """The blocks in an element; words between them are a paragraph."""
        words = ""
        for child in node.iter(include_text=True):
            if child.tag in BLOCKS:
                yield from _paragraph(words)
                words = ""
                yield from self._block(child)
            else:
                words += self._words(child, 0)
        yield from _paragraph(words)

    def _block(self, node: LexborNode) -> Iterator[str]:
        tag = node.tag or ""
        if tag in LISTS:
            yield "\n".join(self._items(node, 0))
        elif tag == "table":
            yield from self._table(node)
        elif tag == "pre":
            yield _fenced(node)
        elif tag == "blockquote":
            quoted = "\n\n".join(self.blocks(node))
            yield "\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))
        elif tag in HEADINGS:
            yield f"{'#' * int(tag[1])} {escape_line_end(_folded(self._within(node, 0)))}"
        else:
            yield from self.blocks(node)

    def _within(self, node: LexborNode, depth: int) -> str:
        return "".join([self._words(child, depth) for child in node.iter(include_text=True)])

    def _words(self, node: LexborNode, depth: int) -> str:
        """An element within a line; a list in it is on lines of its own, indented by `depth`."""
        tag = node.tag or ""
        if tag == "-text":
            return _literal(node.text_content or "")
        if tag in LISTS:
            return "\n" + "\n".join(self._items(node, depth))
        if tag in ("code", "pre"):
            return _code(node.text())
        if tag == "br":
            return "; "
        if tag == "img":
            words = _literal(node.attributes.get("alt") or "")
            return self._link(node.attributes.get("src"), words)
        inner = self._within(node, depth)
        if tag == "a":
            # Of a reference only a number is left, which needs a frame.
            framed = node.parent is not None and node.parent.tag == "sup"
            return self._link(node.attributes.get("href"), f"\\[{inner}\\]" if framed else inner)
        if tag == "sup":
            return f" {inner}"
        if tag in EMPHASIS:
            return _around(inner, EMPHASIS[tag])
        if tag in BLOCKS:
            return f" {_around(inner, '**') if tag in HEADINGS else inner} "
        return f"({inner})" if "data-mark" in node.attributes else inner

    def _items(self, node: LexborNode, depth: int) -> Iterator[str]:
        """The items of a list; in a list of terms each term, with what is said of it."""
        mark, number = INDENT * depth, 0
        terms: list[str] = []
        values: list[list[str]] = []
        for child in _members(node):
            inner = self._within(child, depth + 1)
            if child.tag == "li" and inner.startswith("\n"):
                # An item without words of its own: what is listed in it takes its place.
                for below in child.iter():
                    if below.tag in LISTS:
                        yield from self._items(below, depth)
                continue
            words = _line(inner)
            if child.tag == "dt":
                terms.append(words)
                values.append([])
            elif child.tag == "dd" and values:
                values[-1].append(words)
            elif node.tag == "ol":
                number += 1
                yield f"{mark}{number}. {words}"
            else:
                yield f"{mark}- {words}"
        for term, said in zip(terms, values, strict=True):
            yield f"{mark}- {term}: {' · '.join(filter(None, said))}".rstrip()

    def _table(self, node: LexborNode) -> Iterator[str]:
        for caption in node.css("caption"):
            yield from _paragraph(self._within(caption, 0))
        rows = [
            [
                " ".join(self._within(cell, 0).split()).replace("|", "\\|")
                for cell in row.css("td, th")
            ]
            for row in node.css("tr")
        ]
        lines = [f"| {' | '.join(cells)} |" for cells in rows]
        if rows:
            lines.insert(1, f"|{' --- |' * len(rows[0])}")
            yield "\n".join(lines)

    def _link(self, target: str | None, words: str) -> str:
        return f"[{' '.join(words.split())}]({self.target(target or '')})"

    def target(self, target: str) -> str:
        """A link of the page, as seen from the Markdown."""
        if ELSEWHERE.match(target):
            return target
        file = target.partition("#")[0].partition("?")[0]
        return relative(resolved(file, self.address), self.path) + target[len(file) :]


def _members(node: LexborNode) -> Iterator[LexborNode]:
    """The items of a list, also those that a `div` groups."""
    for child in node.iter():
        if child.tag == "div":
            yield from _members(child)
        else:
            yield child


def _literal(text: str) -> str:
    """Words that Markdown reads as they are, with white space folded."""
    if not ODD.search(text):
        return text
    if text.isspace():
        return " "  # as between most elements
    words = SPACE.sub(" ", text).translate(ENTITIES)
    return UNDERLINE.sub("_", words.replace("&#34;", '"'))


def _folded(words: str) -> str:
    """Words on a line, and lists on the lines below it."""
    folded = BLANKS.sub(" ", words).replace(" \n", "\n").strip()
    return BRACKETS.sub(r"[\1]", folded) if "&#91;" in folded else folded


def _line(words: str) -> str:
    """The same where a line begins."""
    folded = _folded(words)
    if folded[:1].isalpha():
        return folded  # no mark begins with a letter
    first, *below = folded.split("\n")
    return "\n".join([escape_line_start(first), *below])


def _paragraph(words: str) -> Iterable[str]:
    return [line] if words and (line := _line(words)) else []


def _around(words: str, mark: str) -> str:
    """A mark on both sides of words; blanks stay outside of it, or Markdown would not read it."""
    core = words.strip()
    return words.replace(core, f"{mark}{core}{mark}", 1) if core else words


def _ticks(text: str, least: int) -> str:
    """More ticks than are anywhere in the text, so that it is code as a whole."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def _code(text: str) -> str:
    ticks = _ticks(text, 1)
    pad = " " if len(ticks) > 1 else ""
    return f"{ticks}{pad}{' '.join(text.split())}{pad}{ticks}"


def _fenced(node: LexborNode) -> str:
    text = node.text().strip("\n")
    code = node.css_first("code[class^=language-]")
    language = (code.attributes["class"] or "").removeprefix("language-") if code else ""
    fence = _ticks(text, 3)
    return f"{fence}{language}\n{text}\n{fence}"
