"""Checked prose to Markdown or HTML, with record links resolved.

The Markdown is written anew from the parsed tokens, every text made literal, so that
Python-Markdown and CommonMark cannot read it in two ways.
"""

from collections.abc import Callable, Iterator, Sequence

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
        if token.type == "paragraph_open":
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
