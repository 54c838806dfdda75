"""JSON Schemas of the records, for editors: descriptions from the model, words from the content."""

import json
from collections.abc import Mapping

from generator.catalogue import Catalogue
from generator.schema import kinds as model
from generator.schema.registry import KINDS
from generator.values import Json, JsonObject

WRITTEN = {kind.one: kind.name for kind in KINDS if kind.ending == ".yml"}
"""The kinds whose files have keys alone, by the word for one."""


def schemas(catalogue: Catalogue) -> dict[str, str]:
    """File name and text of the schema of each kind of record."""
    return {
        f"{name}.json": json.dumps(
            _schema(catalogue, catalogue.models[kind]), ensure_ascii=False, indent=1
        )
        + "\n"
        for name, kind in WRITTEN.items()
    }


def _schema(catalogue: Catalogue, kind: type[model.Model]) -> JsonObject:
    whole = kind.model_json_schema()
    # The id is the file's name; a record does not write it.
    if issubclass(kind, model.Record):
        whole["properties"].pop("id")
        whole["required"] = [key for key in whole.get("required", []) if key != "id"]
    if issubclass(kind, model.Event):
        # A value that names no article rests on that of the event.
        for part in whole["$defs"].values():
            if "article" in part.get("required", ()):
                part["required"].remove("article")
    whole["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return _filled(catalogue, whole)


def _filled(catalogue: Catalogue, schema: Mapping[str, Json]) -> JsonObject:
    """The schema with the ids of records and words of vocabularies in place of their kind."""
    filled = {
        key: _filled_part(catalogue, value) for key, value in schema.items() if key != "x-kind"
    }
    if isinstance(about := filled.get("description"), str):
        filled["description"] = catalogue.settings.filled(about)
    kind = str(schema.get("x-kind", ""))
    if kind in catalogue.words:
        filled["enum"] = list(catalogue.words[kind])
    elif kind:
        filled["enum"] = sorted(catalogue.of_kind(kind))
    return filled


def _filled_part(catalogue: Catalogue, node: Json) -> Json:
    if isinstance(node, list):
        return [_filled_part(catalogue, item) for item in node]
    return _filled(catalogue, node) if isinstance(node, dict) else node
