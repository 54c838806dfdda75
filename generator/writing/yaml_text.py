"""The text of a record as an editor would write it: order of keys, blocks, quotation marks.

Whoever reads it back gets the same values. A text is left without quotation marks only where
nothing in it could be read as a sign of YAML.
"""

import json
import re
import textwrap
from collections.abc import Container, Iterator, Mapping
from typing import Any, get_args

from generator.loading.document import Data
from generator.loading.unknown_keys import model_in
from generator.schema.base import Model
from generator.values.prose import ProseText

WIDTH = 100
"""The columns of a line, where its words can be divided."""
ENTRY = 110
"""The columns of an entry of a list that is kept on one line."""
# Where a wrapped line would begin a list, a quotation or a heading, or a number would.
MARKUP = re.compile(r"[-+*>#|=~`]|\d+[.)]")
FLOW = frozenset(",[]{}")


def text_of(model: type[Model], data: Mapping[str, Data], left: Container[str] = ()) -> str:
    """A record in YAML, its keys in the order of the model.

    A key that must be there and is not becomes a remark that says what belongs there, and so does
    one of the keys `left`.
    """
    return "\n".join(_mapping(model, data, "", left)) + "\n"


def _mapping(
    model: type[Model], data: Mapping[str, Data], indent: str, left: Container[str] = ()
) -> Iterator[str]:
    """The lines of a record or of a part of one; empty values are left out."""
    if unknown := set(data) - set(model.model_fields):
        raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    for key, field in model.model_fields.items():
        if value := data.get(key):
            yield from _value(key, value, field.rebuild_annotation(), indent)
        elif (field.is_required() and key != "id") or key in left:
            about = f"{key}: {field.description or ''}"
            yield from textwrap.wrap(about, WIDTH, initial_indent=f"{indent}# ", **_after(indent))


def _after(indent: str) -> Any:
    return {"subsequent_indent": f"{indent}# ", "break_on_hyphens": False}


def _value(key: str, value: Data, annotation: Any, indent: str) -> Iterator[str]:
    inner = model_in(annotation)
    if isinstance(value, str):
        if _is_prose(annotation) or "\n" in value:
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}".rstrip() for line in _wrapped(value, len(indent) + 2))
        else:
            yield f"{indent}{key}: {scalar(value)}"
    elif len(line := f"{indent}{key}: {_flow(value)}") <= WIDTH and _whole(value, inner):
        yield line
    elif isinstance(value, list):
        yield f"{indent}{key}:"
        for entry in value:
            yield from _entry(entry, inner, f"{indent}  ")
    elif inner:
        yield f"{indent}{key}:"
        yield from _mapping(inner, value, f"{indent}  ")
    else:
        yield f"{indent}{key}:"
        for name, one in value.items():
            yield from _value(name, one, str, f"{indent}  ")


def _entry(entry: Data, inner: type[Model] | None, indent: str) -> Iterator[str]:
    """One entry of a list, on one line if it fits."""
    line = f"{indent}- {_flow(entry)}"
    if isinstance(entry, dict) and inner and (len(line) > ENTRY or not _complete(entry, inner)):
        first = True
        for line in _mapping(inner, entry, f"{indent}  "):
            # A remark above the first key is above the entry.
            own = first and not line.lstrip().startswith("#")
            yield (
                f"{indent}- {line[len(indent) + 2 :]}"
                if own
                else (line.replace("  #", "#", 1) if first else line)
            )
            first = first and not own
    else:
        yield line


def _whole(value: Data, inner: type[Model] | None) -> bool:
    """Whether a value can be on the line of its key: no list of parts, nothing left open."""
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, dict) and (not inner or _complete(value, inner))


def _complete(data: Mapping[str, Data], model: type[Model]) -> bool:
    """Whether a part has all that it must have, and no text of several lines."""
    needed = {key for key, field in model.model_fields.items() if field.is_required()}
    return needed <= set(data) and not any(
        isinstance(one, str) and "\n" in one for one in data.values()
    )


def _flow(value: Data) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return f"{{{', '.join(f'{key}: {_flow(one)}' for key, one in value.items() if one)}}}"


def scalar(text: str, *, flow: bool = False) -> str:
    """A text of one line, in quotation marks where it needs some; `flow`: within brackets."""
    plain = re.fullmatch(r"-?[^\W_].*", text) and text == text.strip()
    signs = ": " in text or " #" in text or text.endswith(":")
    if not plain or signs or not text.isprintable() or (flow and FLOW & set(text)):
        return json.dumps(text, ensure_ascii=False)
    return text


def _wrapped(text: str, indent: int) -> Iterator[str]:
    """Prose with its long lines divided between words, where that changes nothing."""
    for line in text.strip("\n").lstrip().split("\n"):
        parts = textwrap.wrap(
            line, WIDTH - indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
        kept = len(line) <= WIDTH - indent or MARKUP.match(line) or line != line.strip()
        if kept or any(MARKUP.match(part) for part in parts[1:]):
            yield line.rstrip()
        else:
            yield from parts


def _is_prose(annotation: Any) -> bool:
    """Whether a field holds a text of several lines."""
    return annotation is ProseText or any(map(_is_prose, get_args(annotation)))
