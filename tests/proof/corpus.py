"""Good records to break, and the pipeline for one record among good ones."""

from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from conftest import CORPUS, LONG, MODELS, PROJECT, TODAY, some

from generator.catalogue import link
from generator.checks.rules import check
from generator.loading import Content, Source, load_content
from generator.loading.files import Text, check_text, read_folder
from generator.loading.records import Built, build, loaded, read_source
from generator.problems import Problem, errors
from generator.schema.kinds import Model
from generator.schema.registry import FOLDERS
from generator.values.prose import ProseText

Path_ = tuple[str | int, ...]


def times(short: int, long: int) -> int:
    """How often to try: `short` in `make test`, `long` in `make fuzz`."""
    return long if LONG else short


class Good(NamedTuple):
    """A record without faults: its text, what it was parsed to, and the record."""

    text: Text
    source: Source
    record: Model


def good(folder: Path, label: str, few: int | None = None) -> tuple[Good, ...]:
    """The records of a content folder, without a problem; all, or `few` of each kind."""
    texts, problems = read_folder(folder, label, FOLDERS)
    assert problems == []
    of_kind: dict[str, list[Text]] = {}
    for text in texts:
        of_kind.setdefault(text.kind, []).append(text)
    found = []
    for text in chain(*(some(of, min(few, len(of))) if few else of for of in of_kind.values())):
        source, record, told = read_text(text)
        assert source and record and not told, text.path
        found.append(Good(text, source, record))
    return tuple(found)


@cache
def small() -> tuple[Good, ...]:
    """The records of tests/content."""
    return good(CORPUS, "content")


@cache
def real() -> tuple[Good, ...]:
    """The records of content/, or in `make test` some of each kind."""
    return good(PROJECT / "content", "content", 20)


def read_text(text: Text) -> tuple[Source | None, Model | None, list[Problem]]:
    """One file as the loader reads it: characters, YAML, model."""
    source, built = _built(text)
    return source, built.record, built.problems


@lru_cache(maxsize=64)  # what was let in is read again to change another of its texts
def _built(text: Text) -> tuple[Source | None, Built]:
    problems = check_text(text.path, text.text)
    if problems:
        return None, Built(None, problems)
    source, problems = read_source(text, MODELS)
    if source is None:
        return None, Built(None, problems)
    built = build(text, source, MODELS)
    return source, built._replace(problems=[*problems, *built.problems])


@cache
def _others() -> Content:
    return load_content(CORPUS, "content")


def read_among(text: Text) -> tuple[Model | None, tuple[Problem, ...]]:
    """One changed record of tests/content, or a further one, read, linked and checked among all.

    None where something refuses it.
    """
    source, built = _built(text)
    content = _others()
    rest = tuple(one for one in content.loaded if one.source.path != text.path)
    mine = (loaded(text, source, built, MODELS),) if source else ()
    whole = tuple(one for one in mine if one.whole)
    partial = tuple(one for one in mine if not one.whole)
    names = content.names | {(text.kind, text.id)}
    catalogue, linked = link(
        Content((*rest, *whole), partial, names, tuple(built.problems), MODELS)
    )
    told = list(linked)
    if catalogue:
        told += check(catalogue, TODAY, {problem.path for problem in told})
    return (None if errors(told) else built.record), tuple(told)


def values(record: Any, path: Path_ = ()) -> dict[Path_, str]:
    """Every value of a record as text, by its path; what is not known has no path."""
    if isinstance(record, Model):
        pairs: list[tuple[str | int, Any]] = [
            (name, getattr(record, name)) for name in type(record).model_fields
        ]
    elif isinstance(record, dict):
        pairs = list(record.items())
    elif type(record) is tuple:
        pairs = list(enumerate(record))
    elif record is None:
        return {}
    else:
        # repr tells `2` from `at least 2`, and a bound that moved from a text that did not.
        whole = record.text if isinstance(record, ProseText) else repr(record)
        return {path: whole}
    found: dict[Path_, str] = {}
    for name, value in pairs:
        found |= values(value, (*path, name))
    return found


def span(text: Text, source: Source, path: Path_) -> tuple[int, int]:
    """Where the text of a value begins and ends in its file."""
    lines = text.text.split("\n")
    before = [0]
    for line in lines:
        before.append(before[-1] + len(line) + 1)
    if path == ("body",):
        return before[source.tree.blocks[path][0] - 1], len(text.text)
    if path in source.tree.blocks:
        first, indent = source.tree.blocks[path]
        last = first
        while last <= len(lines) and (
            not lines[last - 1].strip() or lines[last - 1][:indent].isspace()
        ):
            last += 1
        return before[first - 1] + indent, before[last - 1] - 1
    place = source.tree.values[path]
    return before[place.line - 1] + place.column - 1, before[place.line - 1] + place.end - 1
