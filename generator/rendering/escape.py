"""One rule that makes any text literal, both in HTML and in Markdown.

Every character that either language reads as markup becomes an HTML entity, which Markdown passes
through untouched. So one escape holds wherever a template puts a value.
"""

import re
from functools import lru_cache

from markupsafe import Markup

ENTITIES = {ord(char): f"&#{ord(char)};" for char in '\\`*_[]{}~^|"'} | {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
}
# What Markdown reads only at the beginning of a line (headings, list marks, numbers, underlines)
# or at its end (the closing signs of a heading).
# Each looks at a sign once, so that no text takes longer than its length asks: blanks of one line
# only, and hash signs only from the first of a row.
LINE_START = re.compile(r"^([^\S\n]*)([-+=:!?#]|\d+(?=[.)](?:\s|$)))", re.MULTILINE)
LINE_END = re.compile(r"(?<!#)#++(?=[^\S\n]*$)", re.MULTILINE)
# A line without any of this, as most names are: it begins with a letter.
PLAIN = re.compile(r"""[^\W\d_][^\n#\\`*_\[\]{}~^|"&<>]*""")


@lru_cache(maxsize=1 << 14)  # names, labels and headings are on many pages
def escape(text: str) -> Markup:
    """The text made literal."""
    if PLAIN.fullmatch(text):
        return Markup(text)
    return escape_line_end(escape_line_start(escape_signs(text)))


def escape_signs(text: str) -> Markup:
    """The text with every sign made literal that is markup wherever it is."""
    return Markup(text.translate(ENTITIES))


def escape_line_start(text: str) -> Markup:
    """The text with what is markup only at the start of a line made literal there."""
    return Markup(LINE_START.sub(_start, text))


def escape_line_end(text: str) -> Markup:
    """The text with what is markup only at the end of a line made literal there."""
    return Markup(LINE_END.sub(_end, text))


def _end(match: re.Match[str]) -> str:
    return "&#35;" * len(match[0])


def _start(match: re.Match[str]) -> str:
    mark = match[2]
    last = mark[-1]
    return f"{match[1]}{mark[:-1]}&#{ord(last)};"
