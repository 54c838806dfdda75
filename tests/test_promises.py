"""What others rely on stays: files, keys, columns, ids, anchors, codes, commands and words.

Each list of tests/promises/ holds one promise a line. A line may be added, never taken away, as
docs/data/format.md says; `make golden` adds what is new. The lists of the real site are in
browser/test_promises.py.
"""

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from conftest import PROJECT
from promises import assert_kept

from generator.cli.main import digest as command
from generator.problems.codes import CODES
from generator.schema.registry import WORD_LISTS
from generator.site.pipeline import Output

Data = dict[str, str | bytes]
# Their keys are ids or words, which are promises of their own.
MAPS = re.compile(r"^(?:manifest|versions)\.json|^api/v1/words\.json \w+$|\.json \$defs$")
# Parts of one file, for the script that fetches them: which there are hangs on the records.
PARTS = "search/names/"
# Folders with a file a record, whose keys are those of all of them.
MANY = re.compile(r"^api/v1/\w+$|^feeds/\w+$")


@pytest.fixture(scope="module")
def data(rendered: Output) -> Data:
    """Every file of the small corpus that is no page of MkDocs, by its path."""
    return dict(rendered.data)


def test_files(data: Data, request: pytest.FixtureRequest) -> None:
    assert_kept(request, "files", {path for path in data if not path.startswith(PARTS)})


def test_columns_of_tables(data: Data, request: pytest.FixtureRequest) -> None:
    now = set()
    for path, text in data.items():
        if path.endswith(".csv") and isinstance(text, str):
            heads = next(csv.reader(text.removeprefix("\ufeff").splitlines()))
            now |= {f"{path} {head}" for head in heads}
    assert now
    assert_kept(request, "columns", now)


def test_columns_of_the_database(
    data: Data, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    file = tmp_path / "digest.sqlite"
    database = data["data/digest.sqlite"]
    assert isinstance(database, bytes)
    file.write_bytes(database)
    base = sqlite3.connect(file)
    tables = base.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    now = {
        f"{table} {name} {kind}"
        for (table,) in tables.fetchall()
        for _, name, kind, *_ in base.execute(f'PRAGMA table_info("{table}")')
    }
    base.close()
    assert now
    assert_kept(request, "database", now)


def test_types_of_the_data_package(data: Data, request: pytest.FixtureRequest) -> None:
    package = json.loads(data["data/datapackage.json"])
    now = {
        f"{resource['name']} {field['name']} {field['type']}"
        for resource in package["resources"]
        for field in resource.get("schema", {}).get("fields", ())
    }
    assert now
    assert_kept(request, "fields", now)


def keys(value: object, path: str) -> Iterator[str]:
    """Every key of an answer as `file key.key[].key type`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            name = "*" if MAPS.search(path) else key
            yield from keys(inner, f"{path}.{name}" if " " in path else f"{path} {name}")
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, f"{path}[]")
    else:
        yield f"{path} {type(value).__name__}"


def test_keys_of_answers(data: Data, request: pytest.FixtureRequest) -> None:
    now = set()
    for path, text in data.items():
        if path.endswith((".json", ".geojson")) and isinstance(text, str):
            if path.startswith(PARTS):
                continue
            folder, _, name = path.rpartition("/")
            many = MANY.match(folder) and name != "index.json"
            whole = f"{folder}/*.json" if many else path
            if not ("schemas" in path or path.endswith(("openapi.json", ".csl.json"))):
                now |= set(keys(json.loads(text), whole))
    assert now
    assert_kept(request, "keys", now)


def properties(schema: object, path: str, parts: dict[str, object]) -> Iterator[str]:
    """Every property that a schema names, by the way to it; `parts` are what it refers to."""
    if isinstance(schema, dict):
        if reference := schema.get("$ref"):
            yield from properties(parts[reference.removeprefix("#/$defs/")], path, parts)
        for key, inner in schema.items():
            if key == "properties" and isinstance(inner, dict):
                for name, deeper in inner.items():
                    yield f"{path} {name}"
                    yield from properties(deeper, f"{path} {name}", parts)
            else:
                yield from properties(inner, path, parts)
    elif isinstance(schema, list):
        for inner in schema:
            yield from properties(inner, path, parts)


def test_schemas(data: Data, request: pytest.FixtureRequest) -> None:
    now = set()
    for path, text in data.items():
        if path.startswith("api/v1/schemas/") and isinstance(text, str):
            schema = json.loads(text)
            name = path.removeprefix("api/v1/schemas/")
            now |= {path, *properties(schema, name, schema.get("$defs", {}))}
    assert now
    assert_kept(request, "schemas", now)


def test_problem_codes(request: pytest.FixtureRequest) -> None:
    assert_kept(request, "codes", set(CODES))


def commands(command: click.Command, name: str) -> Iterator[str]:
    """A command with its options, and its own commands."""
    yield name
    for parameter in command.params:
        for option in parameter.opts:
            yield f"{name} {option}"
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            inner = command.get_command(context, word)
            assert inner is not None
            yield from commands(inner, f"{name} {word}")


def test_commands(request: pytest.FixtureRequest) -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (PROJECT / "Makefile").read_text("utf-8"), re.M)
    assert_kept(
        request, "commands", {*commands(command, "digest"), *(f"make {name}" for name in targets)}
    )


def test_words_of_the_vocabularies(request: pytest.FixtureRequest) -> None:
    now = set()
    for file in (PROJECT / "content" / "vocabulary").glob("*.yml"):
        if file.stem in WORD_LISTS:
            continue  # for the check alone
        words = re.findall(r"^  - id: (\S+)$", file.read_text("utf-8"), re.MULTILINE)
        now |= {f"{file.stem} {word}" for word in words}
    assert now
    assert_kept(request, "words", now)
