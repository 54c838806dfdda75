"""Texts to records: builds each model and turns every refusal into a Problem at its place."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.loading.document import Data, Path_
from generator.loading.files import Folder, Text, problem, read_folder
from generator.loading.source import Source
from generator.loading.tree import parse
from generator.loading.unknown_keys import (
    allowed_keys,
    cut_number,
    cut_text,
    left_out,
    model_in,
    nearest,
    nearly,
    needed,
    other_kind,
    quoted,
    readable,
    shape_of,
    swallowed_keys,
    type_at,
)
from generator.problems import FILE_LIMIT, Place, Problem, Refused, in_order, shown
from generator.schema import kinds as model
from generator.schema.models import Declared, Models, consistent, models
from generator.schema.registry import FOLDERS, KIND, RECORDS
from generator.values.intended import LEAVE_OUT
from generator.values.scalars import EMPTY
from generator.values.words import with_article

COMMA = "a comma ends a value in braces, unless it is in quotation marks"
EXAMPLES = {
    "title": "title: Two pumps fail at the harbour",
    "date": "date: 2026-01-27",
    "article": "article: paper-2026-01-27",
    "status": "status: confirmed",
    "summary": "summary: |",
    "language": "language: en",
}


EVERY = models(Declared())
"""The models of a digest that declares nothing."""
UNSURE = models(Declared(sure=False))
DECLARING = (
    ("settings", "digest"),
    ("vocabulary", "claim-properties"),
    ("vocabulary", "event-types"),
)
"""The kind and id of the files by which a digest says what its records may have."""
WORDED = ("event-statuses", "actor-kinds", "article-kinds", "place-kinds")
"""The vocabularies whose words say what a record is."""


T = TypeVar("T")
R = TypeVar("R")


class Each(Protocol):
    """Does the same with each of several things, maybe in several processes."""

    def __call__(self, things: Sequence[T], work: Callable[[T], R], /) -> list[R]: ...


def one_by_one(things: Sequence[T], work: Callable[[T], R]) -> list[R]:
    """What `work` makes of each thing, in their order."""
    return [work(thing) for thing in things]


class Loaded(NamedTuple):
    """A record, its kind (the folder's name) and its source.

    Of one that is not `whole` only the references are sound.
    """

    kind: str
    record: model.Model
    source: Source
    whole: bool = True


class Built(NamedTuple):
    """A record, or None where too little of it could be read, and what is wrong with it.

    Without `whole_lists` entries were taken out of lists, and those behind them have moved up.
    """

    record: model.Model | None
    problems: list[Problem]
    whole_lists: bool = True


class Content(NamedTuple):
    """What a content folder holds. `names` are the kind and id of every file, readable or not.

    Of `partial` records a part could not be read: only their references are looked at, and a list
    has None in place of an entry that could not be read.
    """

    loaded: tuple[Loaded, ...]
    partial: tuple[Loaded, ...]
    names: frozenset[tuple[str, str]]
    problems: tuple[Problem, ...]
    models: Models
    texts: Sequence[Text] = ()
    """Those of which it was made."""


def load_content(
    root: Path, label: str, kept: Folder | None = None, each: Each = one_by_one
) -> Content:
    """All records of a content folder that could be built, and every problem met on the way.

    `label` is the folder as messages name it; `kept` is as in `read_folder`.
    """
    return load_texts(*read_folder(root, label, FOLDERS, kept=kept), label, each)


def load_texts(
    texts: Sequence[Text], unreadable: Sequence[Problem], label: str, each: Each = one_by_one
) -> Content:
    """The records of texts, and every problem; `unreadable` are those of files without a text."""
    problems = list(unreadable)
    of_digest = models_of(texts)
    names = {(text.kind, text.id) for text in texts}
    below = [Path(one.path.removeprefix(f"{label}/")) for one in problems]
    names |= {(path.parts[0], path.stem) for path in below if len(path.parts) > 1}
    whole: list[Loaded] = []
    partial: list[Loaded] = []
    read = each(texts, lambda text: _read(text, of_digest))
    for text, (made, faults, kind) in zip(texts, read, strict=True):
        problems += faults
        if kind != text.kind:
            names = (names - {(text.kind, text.id)}) | {(kind, text.id)}
        if made:
            if made.source.text is not text.text:
                # It was read in another process, and came with a text of its own.
                made = made._replace(source=made.source._replace(text=text.text))
            (whole if made.whole else partial).append(made)
    if not texts and not problems:
        problems.append(problem(label, "F011", "the folder holds no records", "check the path"))
    elif texts and ("settings", "digest") not in names:
        path = f"{label}/digest.yml"
        if not any(one.path == path for one in problems):
            problems.append(problem(path, "F011", "the file is missing", "copy another digest's"))
    sound = in_order(problems)
    return Content(tuple(whole), tuple(partial), frozenset(names), sound, of_digest, texts)


def load_saved(
    before: Content, texts: Sequence[Text], unreadable: Sequence[Problem]
) -> tuple[Content, Sequence[Loaded]] | None:
    """The same of later texts, and the records that are not as they were `before`.

    None where all of it must be read: where something is wrong or was wrong before, where a file
    came or went, and where it was one that says how others are read.
    """
    if unreadable or before.problems or len(texts) != len(before.texts):
        return None
    loaded, saved = list(before.loaded), []
    for index, (text, old) in enumerate(zip(texts, before.texts, strict=True)):
        if text is old or text == old:
            continue
        made, faults, kind = _read(text, before.models)
        same = text.kind in RECORDS and (text.relative, kind) == (old.relative, old.kind)
        if not (same and made and made.whole) or faults:
            return None
        loaded[index] = made
        saved.append(made)
    return before._replace(loaded=tuple(loaded), texts=texts), saved


def models_of(texts: Sequence[Text]) -> Models:
    """The models of the records, as the settings and the measures among the texts declare them."""
    found: dict[str, Any] = {}
    sure = True
    for text in texts:
        if (text.kind, text.id) in DECLARING:
            found[text.id], sound = _declaring(text)
            sure &= sound
        elif text.kind == "vocabulary" and text.id in WORDED:
            found[text.id], _ = _declaring(text)
    settings, types = found.get("digest"), found.get("event-types")
    measures = found["claim-properties"].entries if found.get("claim-properties") else ()
    if not settings:
        return models(Declared(measures, sure=False))
    words = tuple((name, found[name].entries) for name in WORDED if found.get(name))
    declared = Declared(measures, settings.counted, settings.parts, settings.things, words)
    counts = any(entry.group == "counted" for entry in types.entries) if types else None
    return models(declared._replace(sure=sure and consistent(declared, counts)))


@lru_cache(maxsize=1024)  # like `_read`: most readings meet the same declaration
def _declaring(text: Text) -> tuple[Any, bool]:
    """A record that declares models, None where it cannot be read, and whether it is sound."""
    source, problems = read_source(text)
    # The bounds of measures are keys of types too, which are not known here.
    built = build(text, source, UNSURE) if source else Built(None, [])
    return built.record, bool(built.record) and not (problems or built.problems)


@lru_cache(maxsize=32768)  # the preview, `impact` and the tests meet most texts more than once
def _read(text: Text, models: Models) -> tuple[Loaded | None, tuple[Problem, ...], str]:
    """The record of one file, everything that is wrong with it, and the kind whose keys it has."""
    source, problems = read_source(text, models)
    if not source:
        return None, tuple(problems), text.kind
    if other := other_kind(text.kind, source.tree.data, models):
        return None, (*problems, _misplaced(source, text.kind, other)), other
    built = build(text, source, models)
    return loaded(text, source, built, models), (*problems, *built.problems), text.kind


def loaded(text: Text, source: Source, built: Built, models: Models) -> Loaded:
    """What other records may lean on: the record, or its references where a part is missing."""
    if built.record and built.whole_lists and not source.tree.faulty:
        return Loaded(text.kind, built.record, source)
    data = {**source.tree.data, "id": text.id}
    return Loaded(text.kind, readable(models[text.kind], data), source, whole=False)


def read_source(text: Text, models: Models = EVERY) -> tuple[Source | None, list[Problem]]:
    """The parsed text of one file; the Markdown below its keys becomes the value `body`."""
    if KIND[text.kind].ending != ".md":
        tree, problems = parse(text.path, text.text, keys=models.keys)
        return (Source(text.path, text.text, tree, text.relative) if tree else None), problems
    lines = text.text.split("\n")
    fences = [index for index, line in enumerate(lines) if line.rstrip() == "---"]
    if len(fences) < 2 or fences[0] != 0:
        fix = "begin with a line ---, the keys, and another line ---"
        return None, [problem(text.path, "Y010", "the file has no front matter", fix)]
    end = fences[1]
    tree, problems = parse(text.path, "\n".join(lines[1:end]), 2, models.keys)
    if not tree:
        return None, problems
    if place := tree.keys.get(("body",)):
        message = "the text is below the front matter, and would replace this one"
        fix = "move the words below the second ---"
        place = place._replace(line=place.line + 1)
        fault = problem(text.path, "S001", message, fix, place, lines[place.line - 1])
        return None, [*problems, fault]
    body = min(end + 2, len(lines))  # the last line, where nothing follows the front matter
    shift = {path: place._replace(line=place.line + 1) for path, place in tree.values.items()}
    keys = {path: place._replace(line=place.line + 1) for path, place in tree.keys.items()}
    tree = tree._replace(
        data=tree.data | {"body": "\n".join(lines[end + 1 :])},
        values=shift | {("body",): Place(body, 1, 2)},
        keys=keys,
        blocks=tree.blocks | {("body",): (body, 0)},
    )
    return Source(text.path, text.text, tree, text.relative), problems


def read_again(source: Source, kind: str, key: str, models: Models) -> Source:
    """A source that is bare, with what is read in it."""
    text = Text(source.path, kind, key, source.text, source.relative)
    return read_source(text, models)[0] or source


def forget() -> None:
    """Let go of records that were read, of which a later reading would have the use."""
    _read.cache_clear()
    _declaring.cache_clear()


def build(text: Text, source: Source, models: Models = EVERY) -> Built:
    """The record of one source and everything that is wrong with it.

    A record with faults is built from its sound values where that is possible, so that it is still
    checked against others in the same run; its problems keep it off the site. Of lines that the
    parser could not read nothing more is reported.
    """
    built = _build(text, source, models[text.kind])
    problems = [one for one in built.problems if one.line not in source.tree.faulty]
    return built._replace(problems=problems)


def _build(text: Text, source: Source, kind: type[model.Model]) -> Built:
    data: dict[str, Data] = dict(source.tree.data)
    problems = list(swallowed_keys(source, kind))
    if issubclass(kind, model.Record):
        if "id" in data:
            place = source.tree.keys[("id",)]
            message = "the id is the file's name and is not written in the file"
            problems.append(problem(source.path, "S001", message, "remove this line", place))
        data["id"] = text.id
    try:
        return Built(kind.model_validate(data), problems)
    except ValidationError as error:
        faults = error.errors()[:FILE_LIMIT]
    wrong = in_order(one for fault in faults for one in _problems(source, kind, fault))
    # A value that a comma cut is reported as a whole.
    cut = {(one.line, one.column) for one in wrong if one.message == COMMA}
    problems += [one for one in wrong if one.message == COMMA or (one.line, one.column) not in cut]
    paths = [fault["loc"] for fault in faults]
    try:
        record = kind.model_validate(_without(data, paths))
    except ValidationError:
        return Built(None, problems)
    return Built(record, problems, not any(isinstance(path[-1], int) for path in paths))


def _misplaced(source: Source, kind: str, other: str) -> Problem:
    """A record in the folder of another kind, as one problem."""
    one, here = KIND[other].one, KIND[kind].one
    message = f"this looks like {with_article(one)}, but the folder is for {here}s"
    fix = f"move the file to content/{other}/, or write the keys of {here}s"
    return source.problem((), "F008", message, fix)


def _without(data: Data, paths: list[Path_]) -> Data:
    """A copy of the data that lacks what stands at `paths`."""
    here = {path[0] for path in paths if len(path) == 1}
    below: dict[str | int, list[Path_]] = {}
    for path in paths:
        if len(path) > 1:
            below.setdefault(path[0], []).append(path[1:])
    if isinstance(data, dict):
        return {
            key: _without(value, below.get(key, []))
            for key, value in data.items()
            if key not in here
        }
    if isinstance(data, list):
        return [
            _without(value, below.get(index, []))
            for index, value in enumerate(data)
            if index not in here
        ]
    return data


def _problems(source: Source, kind: type[model.Model], fault: ErrorDetails) -> Iterator[Problem]:
    """One pydantic error in an editor's words; of a text, everything that is wrong with it."""
    path = tuple(fault["loc"])
    of_value = issubclass(kind, model.Event) and path[1:] and path[-1] == "article"
    if of_value and path not in source.tree.values:
        return  # one that names none rests on that of the event, which is reported there
    refused = fault["ctx"]["error"] if fault["type"] == "value_error" else None
    if isinstance(refused, Refused):
        for one in (refused, *refused.more):
            yield _refused(source, kind, tuple(fault["loc"]), one)
    elif refused:
        raise refused
    elif fault["type"] == "extra_forbidden" and (
        cut := cut_text(source.lines, source.tree, tuple(fault["loc"]))
    ):
        if cut[0]:
            line = source.lines[cut[1].line - 1]
            yield problem(source.path, "S001", COMMA, f"write {quoted(cut[0])}", cut[1], line)
    else:
        yield _problem(source, kind, fault)


def _refused(source: Source, kind: type[model.Model], path: Path_, refused: Refused) -> Problem:
    """What a value's parser says, at its place."""
    message = f"`{_field(path)}`: {refused.message}" if _field(path) else refused.message
    # The measure of a value of the whole is the key above it.
    key = _field(path[:-1] if path[-1:] == ("value",) and len(path) > 1 else path)
    wanted = refused.wanted._replace(key=key) if refused.wanted.kind else refused.wanted
    if refused.line_offset is None:
        fix = left_out(kind, path) if refused.fix == LEAVE_OUT else refused.fix
        if refused.fix == EMPTY and needed(kind, path):
            fix = f"write it: `{path[-1]}` is needed"
        return source.problem(path, refused.code, message, fix)._replace(wanted=wanted)
    return source.prose_problem(
        path, refused.line_offset, refused.column, refused.code, message, refused.fix
    )._replace(wanted=wanted)


def _problem(source: Source, kind: type[model.Model], fault: ErrorDetails) -> Problem:
    """One pydantic error in an editor's words, at its place."""
    path: Path_ = tuple(fault["loc"])
    name = str(path[-1]) if path else ""
    if fault["type"] == "extra_forbidden":
        place = source.tree.keys.get(path, source.place(path))
        line = source.lines[place.line - 1]
        if cut := cut_number(line, place):
            message = f"the comma ends the number `{cut[0]}` here"
            fix = f"write {cut[0].replace(',', '')}"
            return problem(source.path, "S011", message, fix, cut[1], line)
        return problem(
            source.path,
            "S001",
            f"unknown key `{shown(name)}`",
            nearest(name, allowed_keys(kind, path)),
            place,
            line,
        )
    if fault["type"] == "missing":
        fix = f"add `{EXAMPLES.get(name, f'{name}: …')}`"
        if issubclass(kind, model.Settings):
            fix += _what(kind, path)
        return source.problem(path[:-1], "S002", f"`{name}` is missing", fix)
    if fault["type"] == "literal_error":
        allowed = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        value = str(fault["input"])
        if not value:
            return source.problem(path, "S002", f"`{name}` is empty", f"write {allowed[0]}, …")
        near = nearly(value, allowed)
        fix = f"{f'did you mean `{near}`? The words are' if near else 'use one of'}: "
        message = f"`{shown(value)}` is not a word for `{_field(path) or name}`"
        return source.problem(path, "S003", message, fix + ", ".join(allowed))
    wanted = "a list" if fault["type"] == "tuple_type" else "keys and values"
    if fault["input"] == "":
        told = (f"`{name}` is empty", "write it, or remove the key")
        if isinstance(path[-1], int):
            told = (f"an entry of `{_field(path)}` is empty", "write it, or remove its hyphen")
        return source.problem(path, "S002", *told)
    example = shape_of(kind, path, fault["input"], wanted)
    return source.problem(path, "S003", f"`{_field(path)}` must be {wanted}", example)


def _what(kind: type[model.Model], path: Path_) -> str:
    """What a key of the settings is, in the words of its model; empty where it has none."""
    around = model_in(type_at(kind, path[:-1]))
    said = (around.model_fields[str(path[-1])].description if around else "") or ""
    return f": {said[:1].lower()}{' '.join(said[1:].split())}".rstrip(".") if said else ""


def _field(path: Path_) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")
