"""The text of a record's file from its keys and values, as an editor would write it.

Each value is quoted only where YAML would read something else, which the reader of records itself
decides. What is left to an editor is an empty value below a comment, so that `digest check` names
its line and the file says what belongs there.
"""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from generator.loading.tree import parse

WIDTH = 100


class Left(NamedTuple):
    """A value that is left to an editor, and the words above it for what belongs there."""

    words: str = ""


class Noted(NamedTuple):
    """A value with words for the editor above it."""

    text: str
    words: str


Value: TypeAlias = "str | Left | Noted | Keys | tuple[str, ...] | tuple[Keys, ...]"


class Keys(NamedTuple):
    """Keys with their values, in order. `words` are a comment above the first of them."""

    pairs: tuple[tuple[str, Value], ...]
    words: str = ""


def record_text(keys: Keys) -> str:
    """The text of a file that reads as these keys and values; it ends in one line feed."""
    return "\n".join(_lines(keys)) + "\n"


def _lines(keys: Keys) -> Iterator[str]:
    if keys.words:
        yield f"# {_comment(keys.words)}"
    for key, value in keys.pairs:
        yield from _pair(key, value)


def _pair(key: str, value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{key}: {quoted(value)}"
    elif isinstance(value, Left | Noted):
        # Behind a value the reader of records takes a comment for a part of it that was lost.
        if value.words:
            yield f"# {_comment(value.words)}"
        yield f"{key}: {quoted(value.text)}" if isinstance(value, Noted) else f"{key}:"
    elif isinstance(value, Keys):
        flow = _flow(value)
        if flow and len(line := f"{key}: {flow}") <= WIDTH:
            yield line
        else:
            yield f"{key}:"
            yield from (f"  {line}" for line in _lines(value))
    else:
        yield from _list(key, value)


def _list(key: str, values: Sequence[str | Keys]) -> Iterator[str]:
    texts = [_item(value) for value in values if isinstance(value, str)]
    if texts and len(line := f"{key}: [{', '.join(texts)}]") <= WIDTH:
        yield line
        return
    yield f"{key}:"
    for value in values:
        if isinstance(value, str):
            yield f"  - {quoted(value)}"
        elif (flow := _flow(value)) and len(flow) <= WIDTH - 4:
            yield f"  - {flow}"
        else:
            if value.words:
                yield f"  # {_comment(value.words)}"
            mark = "- "
            for line in _lines(value._replace(words="")):
                yield f"  {mark}{line}"
                mark = "  "


def _flow(keys: Keys) -> str:
    """The keys in braces, where nothing in them is left open, noted or nested; else empty."""
    if keys.words or not all(isinstance(value, str) for _, value in keys.pairs):
        return ""
    return f"{{{', '.join(f'{key}: {_item(str(value))}' for key, value in keys.pairs)}}}"


def _item(text: str) -> str:
    """A value within braces or brackets, where a comma ends it."""
    return quoted(text) if not set(text) & set(",[]{}") else _in_marks(text)


def quoted(text: str) -> str:
    """A text on one line as YAML has it: in marks only where it would be read otherwise."""
    return text if _reads(text, text) else _in_marks(text)


def _in_marks(text: str) -> str:
    """A text in quotation marks; JSON's are also YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _reads(written: str, text: str) -> bool:
    tree, problems = parse("", f"key: {written}\n")
    return not problems and tree is not None and tree.data == {"key": text}


def _comment(words: str) -> str:
    return " ".join(words.split())
