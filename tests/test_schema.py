"""The JSON Schemas for editors: JSON Schema 2020-12, complete, and true to every real record."""

import ast
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from command import run
from conftest import CORPUS, PROJECT
from test_command import TODAY as ON_TODAY
from test_command import tree

from generator.catalogue import Catalogue
from generator.exports.editor_schemas import WRITTEN, schemas
from generator.loading.files import read_folder
from generator.loading.records import read_source
from generator.schema.kinds import EventPart, Model, Record, Whole
from generator.schema.registry import FOLDERS, KIND

# What JSON Schema 2020-12 calls these, as far as our schemas use it.
KEYWORDS = {
    *("$schema", "$defs", "$ref", "type", "enum", "const", "title", "description", "examples"),
    *("default", "properties", "required", "additionalProperties", "items", "anyOf", "pattern"),
    *("patternProperties", "propertyNames", "contentMediaType"),
}
TYPES = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
    "boolean": (bool,),
}


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema."""
    if isinstance(node, list):
        for item in node:
            yield from parts(item)
    elif isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key in ("properties", "patternProperties", "$defs"):
                for inner in value.values():
                    yield from parts(inner)
            elif key in ("items", "additionalProperties", "anyOf"):
                yield from parts(value)


def faults(schema: dict[str, Any], node: Any, value: Any, where: str = "") -> Iterator[str]:
    """Why a value does not fit a schema; only the words of KEYWORDS are known."""
    if not isinstance(node, dict):
        if node is False:
            yield f"{where}: nothing may stand here"
        return
    if "$ref" in node:
        yield from faults(schema, schema["$defs"][node["$ref"].split("/")[-1]], value, where)
    if "anyOf" in node and all(any(faults(schema, one, value)) for one in node["anyOf"]):
        yield f"{where}: {value!r} is none of several"
    told = node.get("type")
    wanted = [told] if isinstance(told, str) else told or []
    if wanted and not any(isinstance(value, TYPES[name]) for name in wanted):
        yield f"{where}: {value!r} is no {wanted}"
        return
    if "enum" in node and value not in node["enum"]:
        yield f"{where}: {value!r} is not in the enum"
    if "const" in node and value != node["const"]:
        yield f"{where}: {value!r} is not {node['const']!r}"
    if "pattern" in node and isinstance(value, str) and not re.search(node["pattern"], value):
        yield f"{where}: {value!r} is not like {node['pattern']}"
    if isinstance(value, list) and "items" in node:
        for index, item in enumerate(value):
            yield from faults(schema, node["items"], item, f"{where}[{index}]")
    if isinstance(value, dict):
        known = node.get("properties", {})
        for key in node.get("required", []):
            if key not in value:
                yield f"{where}: {key} is missing"
        for key, item in value.items():
            if key in known:
                yield from faults(schema, known[key], item, f"{where}.{key}")
            else:
                rest = node.get("additionalProperties", True)
                yield from faults(schema, rest, item, f"{where}.{key}")


@cache  # of the catalogues that all tests share
def made(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """Every schema by the name of its file."""
    return {name: json.loads(text) for name, text in schemas(catalogue).items()}


# --- form


@pytest.mark.parametrize("kind", WRITTEN)
def test_schema_is_json_schema_2020_12(kind: str, small: Catalogue) -> None:
    schema = made(small)[f"{kind}.json"]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for part in parts(schema):
        assert set(part) <= KEYWORDS, set(part) - KEYWORDS
        told = part.get("type", [])
        assert set([told] if isinstance(told, str) else told) <= set(TYPES)
        assert set(part.get("required", [])) <= set(part.get("properties", {}))
        assert isinstance(part.get("enum", [0]), list) and part.get("enum", [0])
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/$defs/") in schema["$defs"]
        if "pattern" in part:
            re.compile(part["pattern"])
        if "additionalProperties" not in part and "propertyNames" not in part:
            assert part.get("type") != "object", "an editor must tell unknown keys"


@pytest.mark.parametrize("kind", WRITTEN)
def test_examples_fit_their_own_schema(kind: str, small: Catalogue) -> None:
    schema = made(small)[f"{kind}.json"]
    for part in parts(schema):
        for example in part.get("examples", []):
            assert list(faults(schema, part, example)) == []


def models(annotation: Any) -> Iterator[type[Model]]:
    """The models in a field's type."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for argument in get_args(annotation):
        yield from models(argument)


def words(annotation: Any) -> list[str]:
    """The words that a field may hold, where it is a choice of some."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return next((words(a) for a in get_args(annotation) if words(a)), [])


def resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """A schema, or the one that it stands for."""
    found = next((one for one in part.get("anyOf", []) if one.get("type") != "null"), part)
    found = found.get("items", found)
    defined: dict[str, dict[str, Any]] = schema.get("$defs", {})
    return defined[found["$ref"].split("/")[-1]] if "$ref" in found else found


def assert_complete(schema: dict[str, Any], part: dict[str, Any], model: type[Model]) -> None:
    """Every key, required key, choice and description of a model is in its schema."""
    fields = {
        key: field
        for key, field in model.model_fields.items()
        if not (key == "id" and issubclass(model, Record))
    }
    assert set(part["properties"]) == set(fields)
    assert part["additionalProperties"] is False
    needed = {key for key, field in fields.items() if field.is_required()}
    if issubclass(model, Whole | EventPart):
        needed.discard("article")  # that of the event, where none is named
    assert set(part.get("required", [])) == needed
    for key, field in fields.items():
        told = part["properties"][key]
        if field.description:
            about = field.description.replace("{zone_place}", "Korea")
            assert about in [part.get("description") for part in parts(told)]
        if choices := words(field.annotation):
            of_words = resolved(schema, told)
            assert of_words.get("enum", [of_words.get("const")]) == choices
        for inner in models(field.annotation):
            assert_complete(schema, resolved(schema, told), inner)


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_key_and_choice_of_the_model_is_in_the_schema(kind: str, small: Catalogue) -> None:
    schema = made(small)[f"{kind}.json"]
    assert_complete(schema, schema, small.models[WRITTEN[kind]])


@pytest.mark.parametrize(
    "module", sorted((PROJECT / "generator/schema").glob("*.py")), ids=attrgetter("name")
)
def test_field_is_documented_once(module: Path) -> None:
    # Of two texts behind a field readers get one, and nobody sees that the other is lost.
    tree = ast.parse(module.read_text("utf-8"))
    texts = [
        [isinstance(line, ast.Expr) for line in each.body]
        for each in ast.walk(tree)
        if isinstance(each, ast.ClassDef | ast.Module)
    ]
    assert not any(both == (True, True) for lines in texts for both in pairwise(lines))


def test_every_kind_of_yaml_record_has_a_schema() -> None:
    # Explainers are Markdown, which no schema describes.
    assert set(WRITTEN.values()) == set(KIND) - {"explainers"}


def test_references_are_the_ids_of_the_records(small: Catalogue) -> None:
    schema = made(small)["event.json"]
    keys = schema["properties"]
    assert resolved(schema, keys["article"])["enum"] == sorted(small.articles)
    assert resolved(schema, keys["place"])["enum"] == sorted(small.places)
    assert resolved(schema, keys["systems"])["enum"] == sorted(small.systems)
    assert set(resolved(schema, keys["type"])["enum"]) == set(small.words["event-types"])
    claim = made(small)["article.json"]["$defs"]["Claim"]["properties"]
    assert set(claim["about"]["enum"]) == set(small.words["claim-properties"])


# --- real records


def as_an_editor_reads(text: str) -> Any:
    """A value as an editor's YAML 1.2 parser hands it to the schema: numbers are numbers."""
    if re.fullmatch(r"[-+]?(0|[1-9]\d*)", text):
        return int(text)
    if re.fullmatch(r"[-+]?\d+\.\d+", text):
        return float(text)
    return text


def plain_values(data: Any, lines: Sequence[str], places: Any, path: Any = ()) -> Any:
    """The tree of a record with its unquoted numbers as numbers."""
    if isinstance(data, dict):
        return {k: plain_values(v, lines, places, (*path, k)) for k, v in data.items()}
    if isinstance(data, list):
        return [plain_values(v, lines, places, (*path, i)) for i, v in enumerate(data)]
    place = places[path]
    quoted = lines[place.line - 1][place.column - 1 : place.column] in ("'", '"', "|", ">")
    return data if quoted else as_an_editor_reads(data)


@pytest.mark.parametrize("folder", ["content", "tests/content"])
def test_every_record_fits_its_schema(folder: str, real: Catalogue, small: Catalogue) -> None:
    catalogue = real if folder == "content" else small
    by_kind = {WRITTEN[name.removesuffix(".json")]: s for name, s in made(catalogue).items()}
    texts, _ = read_folder(PROJECT / folder, folder, FOLDERS)
    told = []
    for text in texts:
        source, _ = read_source(text)
        assert source
        if schema := by_kind.get(text.kind):
            data = plain_values(source.tree.data, source.lines, source.tree.values)
            told += [f"{text.path}{fault}" for fault in faults(schema, schema, data)]
    assert told == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"titel": "x"}, ".titel"),
        ({"status": "sure"}, ".status"),
        ({"place": "nowhere"}, ".place"),
        ({"date": "27.01.2026"}, ".date"),
        ({"systems": "bada-3"}, ".systems"),
        ({"flights": [{"rang_km": 350}]}, ".flights[0]"),
        ({"count": {"article": "test-register"}}, ".count"),
    ],
)
def test_wrong_record_does_not_fit(change: dict[str, Any], place: str, small: Catalogue) -> None:
    event = {
        "title": "Two flew",
        "type": "missile-launch",
        "date": "2026-03-05",
        "status": "confirmed",
        "article": "test-register",
    }
    schema = made(small)["event.json"]
    assert list(faults(schema, schema, event)) == []
    assert [fault for fault in faults(schema, schema, event | change) if fault.startswith(place)]


# --- the command


def test_command_writes_every_schema(tmp_path: Path, small: Catalogue) -> None:
    done = run("schema", tmp_path / "schemas", "--content", CORPUS, *ON_TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert {n: b.decode() for n, b in tree(tmp_path / "schemas").items()} == schemas(small)


def test_editor_settings_name_the_schemas_that_are_written(small: Catalogue) -> None:
    text = (PROJECT / ".vscode" / "settings.json").read_text("utf-8")
    named = set(re.findall(r"\.cache/schemas/([\w-]+\.json)", text))
    assert named and named <= set(schemas(small))
    assert named == set(schemas(small))


def test_schema_of_refused_records_is_not_written(content: Path, tmp_path: Path) -> None:
    (content / "facts/end-of-the-war.yml").write_text("nmae: x\n")
    done = run("schema", tmp_path / "schemas", "--content", content, *ON_TODAY)
    assert done.returncode == 1
    assert not (tmp_path / "schemas").exists()
