"""Whether every word and digit of a record's texts is on its page, in order.

This is the alarm behind the checks of prose: whatever Markdown might still drop or change between
the record and the HTML is found here, and the build ends instead of publishing it.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from generator.schema.kinds import Model
from generator.values.prose import ProseText

# Fields of plain text that a record's page shows as they are. What is under `ignore` is on the page
# of problems instead.
SHOWN = frozenset(
    {"title", "name", "note", "quote", "why", "was", "now", "role", "terms", "author", "summary"}
)
Path_ = tuple[str | int, ...]


def visible(page: LexborNode) -> str:
    """The words of a page, with white space folded."""
    return " ".join(page.text().split())


def missing(record: Model, shown: str) -> Iterator[tuple[Path_, str]]:
    """The texts of a record that are not in the words of its page: each with its first words."""
    for path, chunks in _texts(record, ()):
        position = 0
        for chunk in chunks:
            words = " ".join(chunk.split())
            position = shown.find(words, position)
            if position < 0:
                yield path, words
                break


def _texts(value: object, path: Path_) -> Iterator[tuple[Path_, list[str]]]:
    """Every text of a record, cut where the page puts words of other records."""
    if isinstance(value, ProseText):
        yield path, list(_chunks(value))
    elif isinstance(value, Model):
        for name in (name for name in type(value).model_fields if name != "ignore"):
            yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif type(value) is str and path[-1] in SHOWN:
        yield path, [value]


def _chunks(prose: ProseText) -> Iterator[str]:
    for token in prose.tokens:
        if token.type == "fence":
            yield token.content
        words: list[str] = []
        opened = False
        for part in token.children or []:
            if part.type == "link_close" and opened:
                # A link without words shows the linked record's own.
                yield "".join(words)
                words = []
            opened = part.type == "link_open"
            words.append(" " if part.type == "softbreak" else part.content)
        yield "".join(words)
