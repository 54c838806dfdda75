"""What is computed once for a catalogue is kept in it alone: no module holds anything of it."""

import ast
import gc
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import CORPUS, PROJECT, TODAY

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.catalogue.per_record import forget, per_kind, per_record
from generator.loading import records
from generator.loading.records import read_again
from generator.pages.digests import yearly
from generator.schema.kinds import Event
from generator.site.pipeline import render
from generator.site.reading import only_shown, read

CACHES = ("cache", "lru_cache")
# What one catalogue may not share with another: the catalogue and its records.
OWN = ("Catalogue", "Event", "Article", "Actor", "System", "Place", "Fact", "Term", "Explainer")
# What else may count in what is kept of a record, or of all of a kind.
MORE = {"Frame", "bool", "str", "str | None", "frozenset[str]"}


def parsed(path: Path, word: str) -> ast.Module:
    """A module, or an empty one where it lacks a word; to parse all takes a third of a second."""
    text = path.read_text("utf-8")
    return ast.parse(text if word in text else "")


def cached(tree: ast.AST, by: tuple[str, ...] = CACHES) -> Iterator[ast.FunctionDef]:
    """Every function whose results its module keeps."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for mark in node.decorator_list:
                called = mark.func if isinstance(mark, ast.Call) else mark
                if ast.unparse(called).split(".")[-1] in by:
                    yield node


def of_a_catalogue(function: ast.FunctionDef) -> bool:
    """Whether a function takes a catalogue or a record."""
    types = (ast.unparse(one.annotation) for one in function.args.args if one.annotation)
    return any(set(OWN) & set(type_.replace("|", " ").split()) for type_ in types)


def test_no_module_caches_what_it_computes_of_a_catalogue() -> None:
    found = [
        f"{path.name}: {function.name}"
        for path in sorted((PROJECT / "generator").rglob("*.py"))
        for function in cached(parsed(path, "cache"))
        if of_a_catalogue(function)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "@lru_cache(maxsize=1)\ndef years(catalogue: Catalogue) -> None: ...",
        "@functools.cache\ndef row(event: Event, number: int) -> None: ...",
        "@cache\ndef name(words: str, record: Place | Actor) -> None: ...",
    ],
)
def test_a_cache_of_a_module_is_seen(text: str) -> None:
    assert [of_a_catalogue(function) for function in cached(ast.parse(text))] == [True]


def test_what_is_kept_of_a_record_is_made_of_it_alone() -> None:
    found = [
        function
        for path in (PROJECT / "generator").rglob("*.py")
        for function in cached(parsed(path, "per_record"), ("per_record",))
    ]
    assert len(found) > 2
    plain = {"Model", "model.Record", "model.Article", "System | Place | Actor", "Event"}
    for function in found:
        assert {ast.unparse(one.annotation or one) for one in function.args.args} <= plain | MORE


def test_what_is_kept_of_a_kind_is_made_of_its_records_alone() -> None:
    found = [
        function
        for path in (PROJECT / "generator").rglob("*.py")
        for function in cached(parsed(path, "per_kind"), ("per_kind",))
    ]
    assert len(found) > 2
    plain = {"Mapping[str, Model]", "Mapping[str, Record]", "Mapping[str, Article]"}
    for function in found:
        first, *more = (ast.unparse(one.annotation or one) for one in function.args.args)
        assert first in plain and {*more} <= MORE


def test_what_is_kept_of_a_record_is_that_of_no_other(small: Catalogue) -> None:
    asked = []

    @per_record
    def titled(event: Event, words: str) -> str:
        asked.append(event)
        return f"{words} {event.title}"

    event = next(iter(small.events.values()))
    equal, other = event.model_copy(), event.model_copy(update={"title": "Another"})
    assert event == equal
    for _ in range(2):
        assert titled(event, "A") == titled(equal, "A") == f"A {event.title}"
        assert titled(other, "A") == "A Another"
        assert titled(event, "B") == f"B {event.title}"
    assert [id(one) for one in asked] == [id(one) for one in (event, equal, other, event)]
    forget()
    assert titled(event, "A") == f"A {event.title}" and len(asked) == 5


def test_what_is_kept_of_a_kind_goes_with_its_records(small: Catalogue) -> None:
    asked = []

    @per_kind
    def titles(events: Mapping[str, Event], words: str) -> str:
        asked.append(events)
        return words + ", ".join(event.title for event in events.values())

    equal = dict(small.events)
    for _ in range(2):
        assert titles(small.events, "A") == titles(equal, "A")
    equal.popitem()
    assert titles(dict(equal), "A") != titles(small.events, "A")
    assert len(asked) == 3
    forget()
    titles(small.events, "A")
    assert len(asked) == 4


def test_two_catalogues_at_once_compute_everything_once(small: Catalogue) -> None:
    other = replace(small)
    first = counted_events.every(small)
    assert counted_events.every(other) is not first
    assert counted_events.every(small) is first
    year = yearly.years(small)[-1]
    assert yearly.year(small, year) is yearly.year(small, year)
    assert yearly.year(other, year) is not yearly.year(small, year)


def test_result_is_kept_by_what_it_is_asked_with(small: Catalogue) -> None:
    asked = []

    @per_catalogue
    def twice(catalogue: Catalogue, number: int, more: int = 0) -> int:
        asked.append((number, more))
        return 2 * number + more

    catalogue = replace(small)
    assert [twice(catalogue, 1), twice(catalogue, 2), twice(catalogue, 1, more=3)] == [2, 4, 5]
    assert [twice(catalogue, 1), twice(catalogue, 2), twice(catalogue, 1, more=3)] == [2, 4, 5]
    assert asked == [(1, 0), (2, 0), (1, 3)]


def test_one_who_only_shows_records_holds_no_places_and_finds_them_again(small: Catalogue) -> None:
    shown = only_shown(small)
    assert records._read.cache_info().currsize == 0
    assert shown.records == small.records
    assert not any(part for source in shown.sources.values() for part in source.tree)
    again = {key: read_again(one, *key, shown.models) for key, one in shown.sources.items()}
    assert again == small.sources


@pytest.mark.build
def test_a_rendered_catalogue_is_gone_when_nobody_holds_it() -> None:
    catalogue = read(CORPUS, TODAY, "content").catalogue
    assert catalogue is not None
    render(catalogue, PROJECT / "templates")
    assert len(catalogue.computed) > 30
    held = weakref.ref(catalogue)
    del catalogue
    gc.collect()
    assert held() is None
