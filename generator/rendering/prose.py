"""Checked prose to Markdown or HTML, with record links resolved.

The Markdown is written anew from the parsed tokens, every text made literal, so that
Python-Markdown and CommonMark cannot read it in two ways.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token
from markupsafe import Markup

from generator.rendering.escape import escape
from generator.values.prose import ProseText
from generator.values.scalars import LINK_KINDS

# A record link's kind, id and words (empty where the record supplies them) to an HTML link.
Resolve = Callable[[str, str, Markup], Markup]


def to_html(prose: ProseText, resolve: Resolve) -> Markup:
    """The prose as HTML blocks on one line, for use inside other HTML."""
    out: list[str] = []
    for token in prose.tokens:
        if token.type == "inline":
            out.append(_inline(token.children or [], resolve))
        elif token.type == "fence":
            out.append(f"<pre><code>{escape(token.content.rstrip())}</code></pre>")
        elif not token.hidden:
            out.append(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")
    return Markup("".join(out).replace("\n", " "))


def to_markdown(prose: ProseText, resolve: Resolve, in_headings: Resolve | None = None) -> Markup:
    """The prose as Markdown blocks, with a blank line between them.

    Headings may have links of their own: their words go into the table of contents.
    """
    return Markup("\n\n".join(_blocks(prose.tokens, resolve, in_headings or resolve)))


def _blocks(tokens: Sequence[Token], resolve: Resolve, in_headings: Resolve) -> Iterator[str]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = _closing(tokens, index)
        inner = tokens[index + 1 : end]
        if token.type == "paragraph_open" and _above_table(tokens, end):
            pass  # the caption of the table, which comes with it
        elif token.type == "table_open":
            # The check has seen that the paragraph above it is there.
            yield _table(tokens[index - 2].children or [], inner, in_headings)
        elif token.type == "paragraph_open":
            yield _inline(inner[0].children or [], resolve)
        elif token.type == "heading_open":
            yield f"{token.markup} {_inline(inner[0].children or [], in_headings)}"
        elif token.type == "fence":
            code = str(escape(token.content.rstrip())).replace("\n", "&#10;")
            yield f"<pre><code>{code}</code></pre>"
        elif token.type == "blockquote_open":
            yield _indented("\n\n".join(_blocks(inner, resolve, in_headings)), "> ", "> ")
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            if index and tokens[index - 1].type in ("bullet_list_close", "ordered_list_close"):
                yield "<!-- -->"  # or Python-Markdown makes one list of the two
            yield "\n".join(_items(inner, token.type == "ordered_list_open", resolve, in_headings))
        index = end + 1


def _above_table(tokens: Sequence[Token], end: int) -> bool:
    return end + 1 < len(tokens) and tokens[end + 1].type == "table_open"


def _table(caption: Sequence[Token], tokens: Sequence[Token], resolve: Resolve) -> str:
    """A table as a block of HTML on one line; on a phone each row is a card, named by its heads.

    Its numbers have no notes beside them, which would be cut off at its edge.
    """
    heads: list[str] = []
    out: list[str] = []
    column = 0
    for opening, token in pairwise(tokens):
        if token.type == "tr_open":
            column = 0
            out.append("<tr>")
        elif token.type in ("tr_close", "tbody_open"):
            out.append(f"<{'/' * (token.nesting < 0)}{token.tag}>")
        elif token.type == "inline":
            words = _inline(token.children or [], resolve)
            if opening.type == "th_open":
                heads.append(_plain(token.children or [], resolve))
                out.append(f'<th scope="col">{words}</th>')
            elif not column:
                out.append(f'<th scope="row">{words}</th>')
            else:
                out.append(f'<td data-label="{heads[column]}">{words}</td>')
            column += 1
        elif token.type == "thead_close":
            out.append("</thead>")
    return (
        f'<div class="d-scroll" role="region" tabindex="0" aria-label="{_plain(caption, resolve)}">'
        f'<table class="d-table d-cards d-written"><caption>{_inline(caption, resolve)}</caption>'
        f"<thead>{''.join(out)}</tbody></table></div>"
    )


def _plain(children: Sequence[Token], resolve: Resolve) -> str:
    """The words of a line for an attribute, without references to sources."""
    bare = re.sub(r"<sup.*?</sup>", "", _inline(children, resolve))
    return str(escape(Markup(bare).striptags()))


def _items(
    tokens: Sequence[Token], numbered: bool, resolve: Resolve, in_headings: Resolve
) -> Iterator[str]:
    index, number = 0, 1
    while index < len(tokens):
        end = _closing(tokens, index)
        mark = f"{number}.  "[:4] if numbered else "-   "
        body = "\n\n".join(_blocks(tokens[index + 1 : end], resolve, in_headings))
        yield _indented(body, mark, "    ")
        index, number = end + 1, number + 1


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        (first if i == 0 else rest) + line if line or i == 0 or rest.strip() else line
        for i, line in enumerate(lines)
    )


def _closing(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    raise ValueError("tokens are not balanced")


def _inline(children: Sequence[Token], resolve: Resolve) -> str:
    """Inline tokens as HTML elements and literal text, which both languages read alike."""
    out: list[str] = []
    index = 0
    while index < len(children):
        token = children[index]
        if token.type == "link_open":
            end = next(i for i in range(index, len(children)) if children[i].type == "link_close")
            words = Markup(_inline(children[index + 1 : end], resolve))
            target = str(token.attrGet("href") or "")
            if target.startswith("article:") and not words and out:
                out[-1] = out[-1].rstrip(" \n")  # a reference number stands close to its words
            out.append(_link(target, words, resolve))
            index = end
        elif token.type == "softbreak":
            out.append("\n")
        elif token.type == "code_inline":
            out.append(f"<code>{escape(token.content)}</code>")
        elif token.type in ("em_open", "em_close", "strong_open", "strong_close"):
            out.append(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")
        else:
            out.append(escape(token.content))
        index += 1
    return "".join(out)


def _link(target: str, words: Markup, resolve: Resolve) -> str:
    scheme, _, key = target.partition(":")
    if scheme in LINK_KINDS:
        return resolve(LINK_KINDS[scheme], key, words)
    return f'<a href="{escape(target)}" rel="noopener external">{words}</a>'
