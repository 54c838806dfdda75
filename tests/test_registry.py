"""The registry of kinds of record: declared once, and listed by hand nowhere else."""

import ast
import re
from collections.abc import Iterator

import pytest
from conftest import PROJECT

from generator.catalogue import Catalogue
from generator.pages.table import kinds
from generator.schema.kinds import Record
from generator.schema.registry import KIND, KINDS, PAGED, RECORDS, having
from generator.values.scalars import VALUES

# Where kinds are declared: their rows, and the words that link to them.
DECLARED = {"schema/registry.py", "values/scalars.py"}
# What makes two texts alike is a rule of its own, to which a new kind does not belong by itself.
DECLARED |= {"pages/explainers.py"}
# Runs where nothing is installed; tests/test_issue_records.py holds its list to the registry.
DECLARED |= {"cli/workflows/issue_records.py"}
MANY = 4


def lists(tree: ast.AST) -> Iterator[tuple[int, list[str]]]:
    """Every tuple, list, set or dictionary that names more than a few kinds: its line and them."""
    names = {name for kind in KINDS for name in (kind.name, kind.one)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            parts = [*node.keys, *node.values]
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            parts = [*node.elts]
        else:
            continue
        named = [
            part.value for part in parts if isinstance(part, ast.Constant) and part.value in names
        ]
        if len(named) >= MANY:
            yield node.lineno, named


def test_kinds_are_listed_by_hand_nowhere_else() -> None:
    root = PROJECT / "generator"
    texts = {path: path.read_text("utf-8") for path in sorted(root.rglob("*.py"))}
    # To parse a module takes longer than to look for names in it.
    quoted = re.compile("|".join(f'"{name}"' for kind in KINDS for name in (kind.name, kind.one)))
    found = [
        f"{path.relative_to(root)}:{line}: {named}"
        for path, text in texts.items()
        if path.relative_to(root).as_posix() not in DECLARED and len(quoted.findall(text)) >= MANY
        for line, named in lists(ast.parse(text))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        'PAGED = ("events", "articles", "actors", "systems", "facts")',
        'RECORDS = {"event": "events", "article": "articles", "term": "terms"}',
        'Kind = Literal["events", "articles", "actors", "places", "terms"]',
    ],
)
def test_a_list_by_hand_is_seen(text: str) -> None:
    assert [line for line, _ in lists(ast.parse(text))] == [1]


def test_every_kind_has_names_of_its_own() -> None:
    assert len({kind.name for kind in KINDS}) == len({kind.one for kind in KINDS}) == len(KINDS)
    assert len({kind.model for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("name", RECORDS)
def test_public_kind_says_all_that_readers_see_of_it(name: str) -> None:
    kind = KIND[name]
    assert issubclass(kind.model, Record)
    assert kind.title and kind.about.endswith(".")


def test_every_kind_with_pages_has_one_row_of_the_table(small: Catalogue) -> None:
    rows = {row.records: row for row in kinds(small) if row.records}
    assert set(rows) == set(PAGED)
    for name, row in rows.items():
        assert row.path.format(id="x") == KIND[name].path("x")


def test_fields_decide_what_a_kind_can_have() -> None:
    assert having("aliases") == ("actors", "systems", "places", "terms")
    assert having("ignore") == ("events", "articles")


def test_records_are_in_the_order_of_their_kind(small: Catalogue) -> None:
    assert tuple(small.records) == RECORDS
    for name, records in small.records.items():
        found = [KIND[name].order(record) for record in records.values()]
        assert found == sorted(found)


def test_guide_names_every_kind_of_value() -> None:
    guide = (PROJECT / "docs" / "developers" / "index.md").read_text("utf-8")
    (told,) = re.findall(
        r"how its values are written: (.*?) with the `vocabulary`", guide, re.DOTALL
    )
    assert re.findall(r"`(\w+)`", told) == [*VALUES, "word"]
