"""One rule that makes any text literal, both in HTML and in Markdown.

Every character that either language reads as markup becomes an HTML entity, which Markdown passes
through untouched. So one escape holds wherever a template puts a value.
"""

import re

from markupsafe import Markup

ENTITIES = {ord(char): f"&#{ord(char)};" for char in '\\`*_[]{}~^|"'} | {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
}
# What Markdown reads only at the beginning of a line (headings, list marks, numbers, underlines)
# or at its end (the closing signs of a heading).
LINE_START = re.compile(r"^(\s*)([-+=:!?#]|\d+(?=[.)](?:\s|$)))", re.MULTILINE)
LINE_END = re.compile(r"#(?=#*\s*$)", re.MULTILINE)


def escape(text: str) -> Markup:
    """The text made literal."""
    literal = text.translate(ENTITIES)
    return Markup(LINE_END.sub("&#35;", LINE_START.sub(_start, literal)))


def _start(match: re.Match[str]) -> str:
    mark = match[2]
    last = mark[-1]
    return f"{match[1]}{mark[:-1]}&#{ord(last)};"
