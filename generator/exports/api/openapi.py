"""The answers described in OpenAPI 3.1, whole in one file."""

from generator.catalogue import Catalogue
from generator.exports import licence
from generator.exports.api.answer_schemas import PARTS, schemas
from generator.pages.addresses import API, json_path
from generator.pages.table import HAND_WRITTEN, kinds
from generator.schema.registry import KIND, RECORDS
from generator.values import Json, JsonObject

NAME = "openapi.json"


def openapi(catalogue: Catalogue, site_url: str = "") -> JsonObject:
    """The description of the answers in OpenAPI 3.1, whole in itself.

    Its server is its own folder: by its address where that is known. Paths begin with a
    slash, so that of the server ends without one.
    """
    settings = catalogue.settings
    paths = {
        "/index.json": _path("index", "Every page, download and schema", ["index"]),
        "/words.json": _path("words", "What the words of the records mean", ["words"]),
    }
    for kind in [KIND[name] for name in RECORDS if KIND[name].entry_of]:
        about = f"One of the {kind.name}"
        paths[f"/{kind.name}/{{id}}.json"] = _path(
            kind.one, about, [f"{kind.one}-page"], several=True
        )
    for row in kinds():
        where = f"/{json_path(row.path).removeprefix(API)}"
        several = "{id}" in where
        if row.records:
            # At the old address of a record is a sign.
            shapes, about = [f"{KIND[row.records].one}-page", "sign-page"], row.records
        else:
            shapes, about = ["list-page"], f"pages of the kind `{row.name}`"
        text = f"One of the {about}" if several else row.title.format(None, settings=settings)
        # Several kinds of page may share a folder, as months and years do. Signs may be anywhere.
        if not row.gone and where not in paths:
            paths[where] = _path(row.name, text, shapes, several)
    for path, name in HAND_WRITTEN.items():
        where = f"/{json_path(path).removeprefix(API)}"
        paths[where] = _path(where.strip("/").partition(".")[0], name, ["text-page"])
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.title,
            "summary": settings.subject,
            "description": "Files, not a service: there is nothing to send, and no key is needed. "
            "An address that no record has answers 404. Old ids of renamed records answer with "
            "`moved_to`, those of removed ones with `removed`.",
            "version": licence.FORMAT,
            "license": {"name": licence.LICENCE_TITLE, "identifier": licence.LICENCE},
        },
        "servers": [
            {
                "url": f"{site_url}{API}".rstrip("/") if site_url else ".",
                "description": "The folder of this file.",
            }
        ],
        # Nothing asks for a key.
        "security": [],
        "paths": paths,
        "components": {"schemas": components()},
    }


def _path(name: str, about: str, shapes: list[str], several: bool = False) -> JsonObject:
    """One address, or with `{id}` several, and the schemas one of which each answer fits."""
    refs = [_ref(_component(shape)) for shape in shapes]
    operation: JsonObject = {
        "operationId": name,
        "summary": about,
        "responses": {
            "200": {
                "description": about,
                "content": {
                    "application/json": {"schema": refs[0] if len(refs) == 1 else {"anyOf": refs}}
                },
            },
            "404": {"description": "There is no such page."},
        },
    }
    if several:
        operation["parameters"] = [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        ]
    return {"get": operation}


def components() -> dict[str, JsonObject]:
    """Every schema and every part with a name of its own, by the name that OpenAPI gives it.

    They refer to each other alone: what makes models of a description follows no reference into
    another file. Raises ValueError where two differ that have one name.
    """
    made: dict[str, JsonObject] = {}

    def add(name: str, shape: Json) -> None:
        assert isinstance(shape, dict)
        parts = shape.get("$defs", {})
        assert isinstance(parts, dict)
        inner = {key: value for key, value in shape.items() if key != "$defs"}
        found = {key: within(value) for key, value in inner.items()} | {"title": name}
        if made.setdefault(name, found) != found:
            raise ValueError(f"two schemas are called {name}")
        for part, of in parts.items():
            add(part, of)

    def within(node: Json) -> Json:
        if isinstance(node, list):
            return [within(item) for item in node]
        if not isinstance(node, dict):
            return node
        shared = next((name for name, shape in PARTS.items() if node == shape), "")
        if shared:
            return _ref(shared)
        if "$ref" in node:
            to = str(node["$ref"]).removeprefix("#/$defs/")
            return node | _ref(_component(to) if to.endswith(".json") else to)
        return {key: within(value) for key, value in node.items()}

    for name, shape in [*schemas().items(), *PARTS.items()]:
        add(_component(name), shape)
    return dict(sorted(made.items()))


def _component(name: str) -> str:
    """`event-page.json` as a name of OpenAPI: `EventPage`."""
    words = name.removesuffix(".json").split("-")
    return "".join(word[:1].upper() + word[1:] for word in words)


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
