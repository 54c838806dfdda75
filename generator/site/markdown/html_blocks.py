"""Blocks of HTML, taken out of a generated page before its Markdown is read and put back after.

Python-Markdown parses raw HTML with Python's parser, to see where a block ends. In what our
templates write that is known: every sign of a text is made literal, so `<` is always a tag, and a
block is between blank lines. A page written by hand is left to its parser.
"""

import re
from functools import cache

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace, Preprocessor
from markdown.util import ETX, STX

# A block begins where a line does, after a blank one.
START = re.compile(r"(?:\A|(?<=\n\n))<([a-z][a-z0-9]*)(?=[\s>])")
NEXT = re.compile(r"\n<([a-z][a-z0-9]*)(?=[\s>])")
TAG = re.compile(r"</?([A-Za-z][^\s/>]*)")
# Comments, declarations and instructions.
DECLARED = re.compile(r"<[!?]")
# What Python-Markdown takes out of white space; templates write none of it.
SPACES = (STX, ETX, "\r", "\t", "\n ")
# After their own for white space, which has 30 and knows no placeholder; before those for code, 25.
EARLY = 28


class HtmlBlocks(Extension):
    """Python-Markdown's extension for pages that templates write."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Python-Markdown."""
        md.preprocessors.register(_Spaced(md), "normalize_whitespace", 30)
        md.preprocessors.register(_Taken(md), "digest_html_blocks", EARLY)
        md.preprocessors.register(_Left(md), "html_block", 20)


class _Spaced(NormalizeWhitespace):
    """Python-Markdown's own, for what has white space that it changes."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(["", *lines])
        return super().run(lines) if any(sign in text for sign in SPACES) else [*lines, "", ""]


class _Taken(Preprocessor):
    md: Markdown

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        kept = []
        position = 0
        while start := START.search(text, position):
            kept.append(text[position : start.start()])
            position = start.start()
            end = self._end(text, start)
            if end:
                # Python-Markdown, too, keeps the line feed after a block.
                kept.append(self.md.htmlStash.store(f"{text[position:end]}\n"))
                position = end
            else:
                kept.append(text[position : start.end()])
                position = start.end()
        kept.append(text[position:])
        return "".join(kept).split("\n")

    def _end(self, text: str, start: re.Match[str] | None) -> int | None:
        """Where a block ends, which is elements on lines of their own up to a blank line.

        None where something else is between them, or the element begins no block.
        """
        while start and self.md.is_block_level(start[1]):
            end = _element_end(text, start)
            if end is None or text.startswith("\n\n", end) or not text[end:].strip():
                return end
            start = NEXT.match(text, end)
        return None


class _Left(HtmlBlockPreprocessor):
    """Python-Markdown's own parser of blocks, for what is left; most pages have nothing for it."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if DECLARED.search(text) or any(map(self.md.is_block_level, set(TAG.findall(text)))):
            return super().run(lines)
        return lines


def _element_end(text: str, start: re.Match[str]) -> int | None:
    """Where the element ends that a tag begins; None where it does not end."""
    depth = 0
    for tag in _tags(start[1]).finditer(text, start.start()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return None


@cache
def _tags(name: str) -> re.Pattern[str]:
    """The tags of one name, its opening ones and those that close it."""
    return re.compile(rf"<(/?){name}(?=[\s>])[^>]*>")
