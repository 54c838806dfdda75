"""The Markdown twin of a page: its words without HTML, with links that lead to the same places.

What only a browser can use is left out: drawings, whose numbers stand in a table below them, forms,
the way up, and what repeats another file: the notes on numbers and terms, and the texts of the
citation files.
"""

import posixpath
import re
from functools import lru_cache
from html import unescape

GONE = frozenset({"svg", "form", "nav", "script", "style", "template"})
GONE_CLASSES = frozenset({"d-pop", "d-key"})
# Words that stand beside others as a mark; without their frame they need brackets.
MARKS = frozenset({"d-badge", "d-computed", "d-mark", "d-verdict"})
BLOCKS = frozenset(
    {"p", "div", "section", "header", "figure", "figcaption", "ul", "ol", "dl", "table", "details"}
    | {"summary", "blockquote", "aside", "article"}
)
LISTS = ("ul", "ol", "dl")
EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "code": "`", "q": '"'}
HEADING = re.compile(r"h([1-6])")
# Code, which is shown as it is: nothing in it is HTML.
CODE = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)$|`[^`\n]+`)", re.DOTALL | re.MULTILINE)
# Taken out before anything is read: drawings are two thirds of many pages. None holds another.
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# The HTML is our own, so a tag is what this finds: no sign in an attribute stands unescaped. The
# parser of the standard library takes thrice as long.
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>')
ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
LINK = re.compile(r"(?<=\]\()([^()\s]+)(?=\))")
# Signs that need no entity in Markdown without HTML: a quotation mark, an underline within a word.
PLAIN = re.compile(r"&#34;|(?<=\w)&#95;(?=\w)")


# In the preview most pages are the same from one build to the next.
@lru_cache(maxsize=4096)
def markdown(text: str, path: str, address: str) -> str:
    """The twin of the page made from the Markdown file `path` and served at `address`.

    It stands at `path`, so its links are relative to that; they lead to the pages in HTML.
    """
    writer = _MarkdownWriter(path, address)
    for index, piece in enumerate(CODE.split(text)):
        if index % 2:
            writer.put(piece)
        else:
            writer.feed(DRAWING.sub("", piece))
    lines = (line.rstrip() for line in writer.text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


class _MarkdownWriter:
    """Reads Markdown with HTML in it. Entities stay as they are: Markdown knows them too."""

    def __init__(self, path: str, address: str) -> None:
        self.path, self.address = path, address
        self.parts: list[list[str]] = [[]]
        self.gone: list[str] = []
        self.open: list[str] = []
        self.lists: list[int | None] = []
        self.links: list[str] = []
        self.spans: list[str] = []
        self.rows: list[int] = []
        self.cells: list[str] = []
        self.told = False
        self.pre = False

    @property
    def text(self) -> str:
        return "".join(self.parts[0])

    def feed(self, piece: str) -> None:
        """A piece of the text that is no code."""
        at = 0
        for found in TAG.finditer(piece):
            if found.start() > at:
                self._words(piece[at : found.start()])
            at = found.end()
            if found[1]:
                self._end(found[2])
            else:
                self._begin(found[2], found[3])
        if at < len(piece):
            self._words(piece[at:])

    def put(self, words: str) -> None:
        if not self.gone:
            self.parts[-1].append(words)

    def space(self) -> None:
        """A space, unless there is one; in a table or list a block is no more than that."""
        if (last := "".join(self.parts[-1][-3:])) and not last[-1].isspace():
            self.put(" ")

    def block(self) -> None:
        """The end of a block, unless it stands in a list or a cell."""
        if self.lists or len(self.parts) > 1:
            self.space()
        else:
            self.put("\n\n")

    def _begin(self, tag: str, attributes: str) -> None:
        told = dict(ATTRIBUTE.findall(attributes)) if attributes else {}
        classes = set(told.get("class", "").split())
        repeats = classes & GONE_CLASSES or (tag == "pre" and self.lists)
        if self.gone or tag in GONE or repeats or told.get("aria-hidden") == "true":
            if tag not in ("br", "hr", "img", "input", "path", "wbr"):
                self.gone.append(tag)
            return
        if tag in LISTS:
            self.block()
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li" or tag == "dt":
            self._item()
            self.told = False
        elif tag == "dd":
            self.space()
            self.put("· " if self.told else "")
            self.told = True
        elif tag == "a":
            cited = told.get("href", "").startswith("#source-")
            self.put("[\\[" if cited else "[")
            target = self.link(unescape(told.get("href", "")), self.address)
            self.links.append(f"\\]]({target})" if cited else f"]({target})")
        elif tag == "span":
            self.spans.append(")" if classes & MARKS else "")
            self.put("(" if classes & MARKS else "")
        elif tag in EMPHASIS:
            self.put(EMPHASIS[tag])
        elif tag == "sup":
            self.space()
        elif tag == "br":
            self.put("; ")
        elif tag == "table":
            self.block()
            self.rows.append(0)
        elif tag in ("td", "th", "caption"):
            self.parts.append([])
        elif tag == "pre":
            self.pre = True
            self.parts.append([])
        elif level := HEADING.fullmatch(tag):
            self.block()
            self.put("**" if self.lists else f"{'#' * int(level[1])} ")
        elif tag in BLOCKS:
            self.block()
        if tag in BLOCKS or tag in ("tr", "td", "th", "li", "dt", "dd") or HEADING.fullmatch(tag):
            self.open.append(tag)

    def _end(self, tag: str) -> None:
        if self.gone:
            if tag == self.gone[-1]:
                self.gone.pop()
            return
        if tag in self.open:
            self.open.reverse()
            self.open.remove(tag)
            self.open.reverse()
        if tag in LISTS and self.lists:
            self.lists.pop()
            self.block()
        elif tag == "dt":
            self.put(":")
        elif tag == "a" and self.links:
            self.put(self.links.pop())
        elif tag == "span" and self.spans:
            self.put(self.spans.pop())
        elif tag in EMPHASIS:
            self.put(EMPHASIS[tag])
        elif tag == "table" and self.rows:
            self.rows.pop()
            self.block()
        elif tag in ("td", "th", "caption") and len(self.parts) > 1:
            words = " ".join("".join(self.parts.pop()).split())
            if tag == "caption":
                self.put(f"{words}\n\n")
            else:
                self.cells.append(words)
        elif tag == "tr" and self.rows:
            self._row()
        elif tag == "pre":
            self.pre = False
            whole = "".join(self.parts.pop()).strip("\n") if len(self.parts) > 1 else ""
            longest = max(map(len, re.findall("`+", whole)), default=0)
            fence = "`" * max(3, longest + 1)
            self.put(f"\n\n{fence}\n{whole}\n{fence}\n\n")
        elif tag in BLOCKS or HEADING.fullmatch(tag):
            self.put("**" if self.lists and tag not in BLOCKS else "")
            self.block()

    def _words(self, data: str) -> None:
        if self.gone:
            return
        if self.pre:
            self.put(unescape(data))
            return
        data = PLAIN.sub(lambda found: unescape(found[0]), data)
        if self.open:
            if data[:1].isspace():
                self.space()
            if words := " ".join(data.split()):
                self.put(words + (" " if data[-1:].isspace() else ""))
        else:
            folder = posixpath.dirname(self.path)
            self.put(LINK.sub(lambda found: self.link(found[1], folder), data))

    def _item(self) -> None:
        depth = max(len(self.lists) - 1, 0)
        number = self.lists[-1] if self.lists else None
        if self.lists and number is not None:
            self.lists[-1] = number + 1
            self.put(f"\n{'   ' * depth}{number + 1}. ")
        else:
            self.put(f"\n{'   ' * depth}- ")

    def _row(self) -> None:
        self.put(f"| {' | '.join(self.cells)} |\n")
        if not self.rows[-1]:
            self.put(f"|{' --- |' * len(self.cells)}\n")
        self.rows[-1] += 1
        self.cells = []

    def link(self, target: str, base: str) -> str:
        """A link of the page, as seen from the twin."""
        found = re.fullmatch(r"([^?#]*)(.*)", target, re.DOTALL)
        if found is None or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target):
            return target
        file, rest = found.groups()
        whole = posixpath.join("/", base, file) if file else f"/{self.address}"
        if whole.endswith(".md"):
            stem = whole.removesuffix(".md")
            whole = stem.removesuffix("index") if stem.endswith("/index") else f"{stem}/"
        slash = "/" if whole.endswith("/") else ""
        relative = posixpath.relpath(whole, f"/{posixpath.dirname(self.path)}")
        return f"{relative}{slash}{rest}"
