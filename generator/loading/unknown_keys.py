"""Keys that no record has: which was meant, and when it is the rest of a number."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import TypeAdapter, ValidationError, WithJsonSchema

from generator.loading.document import Data, Path_, Tree
from generator.loading.files import problem
from generator.loading.source import Source, text_at
from generator.problems import Place, Problem
from generator.schema import kinds as model
from generator.schema.models import Models
from generator.schema.registry import KIND

# A number whose comma ended the value, in braces: `{value: 12,000, …}`.
CUT = re.compile(r"\d{1,3}(?:,\d{3})*,$")
# A line of a text that begins with what may be a key, or with one of an entry of a list. A line
# joined to the one before leaves its key behind the end of a sentence.
SWALLOWED = re.compile(
    r"(?:^\s*|[.!?)\]]\s+)(?P<key>[\w-]+):(?=\s|$)|^\s*- \{?(?P<inner>[\w-]+):(?=\s|$)"
)


def cut_number(line: str, place: Place) -> tuple[str, Place] | None:
    """The number of which a key at `place` is the rest after a comma, and its place."""
    name = line[place.column - 1 : place.end - 1]
    before = CUT.search(line[max(0, place.column - 20) : place.column - 1])
    if not before or not re.fullmatch(r"\d{3}", name):
        return None
    further = re.match(r"(?:,\d{3}\b)*", line[place.end - 1 :])
    whole = before[0] + name + (further[0] if further else "")
    start = place.column - len(before[0])
    return whole, Place(place.line, start, start + len(whole))


def allowed_keys(kind: type[model.Model], path: Path_) -> list[str]:
    """The keys allowed where `path` ends."""
    around = model_in(type_at(kind, path[:-1]))
    return (
        [key for key in around.model_fields if key != "id" or around is not kind] if around else []
    )


def type_at(kind: object, path: Path_) -> object:
    """What a model declares at a path; None where it declares nothing."""
    for step in path:
        if isinstance(step, str):
            around = model_in(kind)
            field = around.model_fields.get(step) if around else None
            kind = field.annotation if field else None
    return kind


def cut_text(lines: Sequence[str], tree: Tree, path: Path_) -> tuple[str, Place] | None:
    """The text whose comma ended it in braces, of which the key at `path` is the rest, and its
    place; empty where the text was told with an earlier part."""
    around = tree.data_at(path[:-1])
    place = tree.keys.get(path)
    if not isinstance(around, dict) or not place or cut_number(lines[place.line - 1], place):
        return None
    names = list(around)
    last = first = names.index(str(path[-1]))
    line = lines[place.line - 1]

    def rest(index: int) -> bool:
        """Whether a key has neither colon nor value: a part of a text between commas."""
        there = tree.keys.get((*path[:-1], names[index]))
        after = line[there.end - 1 :].lstrip()[:1] if there and there.line == place.line else ""
        return around[names[index]] == "" and after in (",", "}") and after != ""

    if not rest(last):
        return None
    while first > 0 and rest(first - 1):
        first -= 1
    while last + 1 < len(names) and rest(last + 1):
        last += 1
    begins = tree.values.get((*path[:-1], names[first - 1])) if first else None
    ends = tree.keys[(*path[:-1], names[last])]
    if not begins or begins.line != place.line or line[begins.column - 1] in "{[\"'":
        return None
    where = Place(place.line, begins.column, ends.end)
    first_part = names[first] == path[-1]
    return (line[where.column - 1 : where.end - 1] if first_part else ""), where


def quoted(text: str) -> str:
    """A text in quotation marks that it does not hold itself, where that is possible."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def shape_of(kind: type[model.Model], path: Path_, value: object, wanted: str) -> str:
    """How to write a lone value where keys and values, or a list, are wanted.

    What nobody can fill in but the author is three dots, which the check refuses.
    """
    inner = model_in(type_at(kind, path))
    if inner and isinstance(value, str) and value:
        needed = [key for key, field in inner.model_fields.items() if field.is_required()]
        if not needed:
            return f"write `key: value`, with one of the keys {', '.join(inner.model_fields)}"
        if inner.__name__ == "EventPart" or len(needed) > 3:
            return "write `- key: value`, one entry a part or statement"
        needed = sorted(needed, key=lambda key: key == "article")
        plain = re.fullmatch(r"[\w .:-]+", value) and ": " not in value
        rest = "".join(f", {key}: …" for key in needed[1:])
        whole = f"{{{needed[0]}: {value if plain else quoted(value)}{rest}}}"
        return f"write [{whole}]" if wanted == "a list" else f"write {whole}"
    if wanted == "a list":
        parts = re.split(r"\s*,\s*", value) if isinstance(value, str) and value else []
        if parts and all(re.fullmatch(r"[\w-]+", part) for part in parts):
            return f"write [{', '.join(parts)}]"
        return "write one `- …` a line, or [a, b]"
    return "write `key: value`"


def other_kind(kind: str, data: dict[str, Data], models: Models) -> str:
    """The kind of record that a file has the keys of, where that is not its folder's; or empty."""
    of = {
        other: kept
        for other, kept in models.of.items()
        if KIND[other].ending == ".yml" and not KIND[other].file
    }
    own = _misfits(of.pop(kind), data, models.words) if kind in of else 0
    if not own:
        return ""  # as most have
    misfits = {other: _misfits(kept, data, models.words) for other, kept in of.items()}
    best = min(misfits, key=lambda other: (misfits[other], other))
    return best if own > misfits[best] == 0 or own >= max(4, 3 * misfits[best]) else ""


def _misfits(
    kind: type[model.Model], data: dict[str, Data], words: Mapping[str, tuple[str, ...]]
) -> int:
    """How many keys a kind of record does not know or lacks, or has other words for."""
    fields = kind.model_fields
    needed, own, refers = _fields(kind)
    count = sum(key not in fields for key in data) + sum(key not in data for key in needed)
    for key, value in data.items():
        known = own.get(key) or words.get(refers.get(key, ""), ())
        count += bool(known) and value not in known
    return count


class _Fields(NamedTuple):
    """The keys that a kind of record needs, the words that a key may have, and of which kind of
    record, or of which vocabulary, a key that names one holds an id."""

    needed: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    refers: Mapping[str, str]


@lru_cache(maxsize=256)  # asked of every kind for each record
def _fields(kind: type[model.Model]) -> _Fields:
    fields = kind.model_fields.items()
    literals = {key: f.annotation for key, f in fields if get_origin(f.annotation) is Literal}
    refers = {
        key: str((one.json_schema or {}).get("x-kind", ""))
        for key, field in fields
        for one in field.metadata
        if isinstance(one, WithJsonSchema) and key not in literals
    }
    return _Fields(
        tuple(key for key, field in fields if key != "id" and field.is_required()),
        {key: get_args(annotation) for key, annotation in literals.items()},
        refers,
    )


def left_out(kind: type[model.Model], path: Path_) -> str:
    """What to do with a value at `path` that says that nothing is known."""
    current: object = kind
    drop = ""
    for step in path:
        if isinstance(step, int):
            drop = f"leave this entry of `{drop.split('`')[1]}` out" if drop else ""
        elif isinstance(current, type) and issubclass(current, model.Model):
            field = current.model_fields.get(step)
            if field is None:
                break
            if not field.is_required():
                drop = f"leave `{step}` out"
            current = model_in(field.annotation)
    why = "what is not known is not written"
    return (
        f"{drop}: {why}"
        if drop
        else f"write the value as far as it is known: `{path[-1]}` is needed"
    )


def needed(kind: type[model.Model], path: Path_) -> bool:
    """Whether what holds the value at `path` cannot be without it."""
    current: object = kind
    field = None
    for step in path:
        if isinstance(step, int):
            field = None
        elif isinstance(current, type) and issubclass(current, model.Model):
            field = current.model_fields.get(step)
            current = model_in(field.annotation) if field else None
    return field is not None and field.is_required()


def swallowed_keys(source: Source, kind: type[model.Model]) -> Iterator[Problem]:
    """Keys of the record inside a block text while the record itself lacks them."""
    blocks = {path: at for path, at in source.tree.blocks.items() if path != ("body",)}
    missing = frozenset(kind.model_fields) - set(source.tree.data) - {"id", "body"}
    if not (blocks and missing):
        return
    swallowed = {"key": missing, "inner": _inner(kind, missing)}
    for path, (first, indent) in blocks.items():
        for offset, line in enumerate(text_at(source.tree.data, path).split("\n")):
            for match in SWALLOWED.finditer(line):
                name = match.lastgroup or "key"
                if match[name] not in swallowed[name]:
                    continue
                number = min(first + offset, len(source.lines))
                column = indent + match.start(name) + 1
                yield problem(
                    source.path,
                    "Y016",
                    f"the key `{match[name]}` is inside the text of `{path[-1]}`",
                    "move the line to the left, or reword it",
                    Place(number, column, column + len(match[name])),
                    source.lines[number - 1],
                )
                break


@lru_cache(maxsize=1024)  # many records lack the same keys
def _inner(kind: type[model.Model], missing: frozenset[str]) -> frozenset[str]:
    """The keys of entries of the lists that are missing.

    Without its own key's line a list of entries falls into the text above it.
    """
    models = (model_in(kind.model_fields[key].annotation) for key in missing)
    return frozenset(key for one in models if one for key in one.model_fields)


def readable(annotation: Any, value: object) -> Any:
    """As much of a value as can be read, for its references alone.

    None is in place of what cannot be, so that the entries of a list keep their places.
    """
    try:
        return TypeAdapter(annotation).validate_python(value)
    except ValidationError:
        pass
    inner, entry = model_in(annotation), _entry_of(annotation)
    if isinstance(value, dict) and inner:
        results = {
            key: readable(field.rebuild_annotation(), value[key]) if key in value else None
            for key, field in inner.model_fields.items()
        }
        return inner.model_construct(**results)
    if isinstance(value, list) and entry:
        return tuple(readable(entry, one) for one in value)
    return None


def _entry_of(annotation: object) -> object:
    """What the entries of a list are; None where no list is meant."""
    parts = get_args(annotation)
    if get_origin(annotation) is tuple:
        return parts[0]
    return next(filter(None, map(_entry_of, parts)), None)


def model_in(annotation: object) -> type[model.Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, model.Model):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if inner := model_in(argument):
            return inner
    return None


def nearest(word: str, allowed: list[str]) -> str:
    """The allowed keys that differ from a word by one slip, or all of them."""
    near = [key for key in allowed if nearly(word, [key], shortest=2)]
    if near:
        return f"did you mean {' or '.join(f'`{key}`' for key in near)}?"
    return f"use one of: {', '.join(allowed)}"


def nearly(word: str, known: Iterable[str], shortest: int = 5) -> str:
    """The one of `known` that differs from `word` by a slip of one key; empty where none does.

    Digits never differ: another number is another thing, another date another day. Of words
    under `shortest` letters too many are alike.
    """
    for other in known:
        if re.findall(r"\d", word) != re.findall(r"\d", other):
            continue
        a, b = (re.sub(r"[-_ ]", "", one.lower()) for one in (word, other))
        if a == b or (min(len(a), len(b)) >= shortest and _one_slip(a, b)):
            return other
    return ""


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter is missing, added or wrong, or two have changed places."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    swapped = a[:start] + a[start : start + 2][::-1] + a[start + 2 :]
    return a[start + 1 :] == b[start + 1 :] or swapped == b
