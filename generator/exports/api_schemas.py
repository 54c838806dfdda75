"""JSON Schemas of the answers and of the records in them, and the OpenAPI description of all."""

from typing import Any

from generator.catalogue import Catalogue
from generator.exports import licence
from generator.exports.records import KINDS
from generator.load.records import MODELS
from generator.model.records import Claim
from generator.pages import API, HAND_WRITTEN, SIGNS, TABLE, json_path

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas/"
TEXT = {"type": "string"}
WHOLE = {"type": "integer", "minimum": 1}
IDS = {"type": "array", "items": {"type": "string"}}
VERSION = {"type": "string", "pattern": "^[0-9a-f]{12}$"}


def names() -> list[str]:
    """The path of each schema below api/v1/."""
    one = [kind.removesuffix("s") for kind in KINDS]
    every = [*one, *(f"{name}-page" for name in one)]
    return [f"{FOLDER}{name}.json" for name in (*every, *ANSWERS)]


def files(catalogue: Catalogue, site_url: str = "") -> dict[str, dict[str, Any]]:
    """Path below api/v1/ and content: every schema, and `openapi.json`."""
    made = {
        f"{FOLDER}{name}.json": {"$schema": DIALECT, **whole} for name, whole in _schemas().items()
    }
    return {"openapi.json": openapi(catalogue, site_url), **made}


def _schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its name, which is that of its file without the ending."""
    made = {}
    for kind in KINDS:
        one = kind.removesuffix("s")
        made[one] = _record(kind)
        made[f"{one}-page"] = _record_page(kind)
    return made | ANSWERS


def components() -> dict[str, dict[str, Any]]:
    """Every schema and every part with a name of its own, by the name that OpenAPI gives it.

    They refer to each other alone: what makes models of a description follows no reference into
    another file. Raises ValueError where two differ that have one name.
    """
    made: dict[str, dict[str, Any]] = {}

    def add(name: str, shape: dict[str, Any]) -> None:
        inner = {key: value for key, value in shape.items() if key != "$defs"}
        found = {key: within(value) for key, value in inner.items()} | {"title": name}
        if made.setdefault(name, found) != found:
            raise ValueError(f"two schemas are called {name}")
        for part, of in shape.get("$defs", {}).items():
            add(part, of)

    def within(node: Any) -> Any:
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

    for name, shape in [*_schemas().items(), *PARTS.items()]:
        add(_component(name), shape)
    return dict(sorted(made.items()))


def _component(name: str) -> str:
    """`event-page.json` as a name of OpenAPI: `EventPage`."""
    words = name.removesuffix(".json").split("-")
    return "".join(word[:1].upper() + word[1:] for word in words)


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _record(kind: str) -> dict[str, Any]:
    """The record as the model has it; a value is text as it was written, or a whole number."""
    found: dict[str, Any] = _clean(MODELS[kind].model_json_schema())
    return found


def _clean(node: Any) -> Any:
    """Without empty examples; `x-kind` tells which kind of record an id names."""
    if isinstance(node, list):
        return [_clean(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: _clean(value) for key, value in node.items() if (key, value) != ("examples", [])}


def _object(
    about: str, properties: dict[str, Any], optional: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {
        "type": "object",
        "description": about,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


PAGE = _object(
    "Where the page stands, below the root of the site.",
    {
        "kind": {**TEXT, "description": "The kind of page, such as `event` or `year`."},
        "title": TEXT,
        "path": {**TEXT, "description": "The page itself."},
        "url": {**TEXT, "description": "Its whole address, where the site's is known."},
        "json": {**TEXT, "description": "This answer."},
        "markdown": {**TEXT, "description": "The page in Markdown."},
    },
    ("url",),
)
# Whatever may be added within the same first number, answers go on fitting what was made of this.
FORMAT = {
    **TEXT,
    "pattern": rf"^{licence.FORMAT.partition('.')[0]}\.\d+$",
    "description": "The version of the form of the answers.",
}
DOWNLOAD = _object(
    "A file to download.",
    {"path": TEXT, "about": TEXT, "bytes": WHOLE, "rows": {"type": "integer", "minimum": 0}},
    ("rows",),
)
HEADLINE = _object(
    "A value at the top of the page, the rules that chose it and what it rests on.",
    {
        "about": {**TEXT, "description": "The property, as claims name it."},
        "flight": {**WHOLE, "description": "Which missile; left out for the whole launch."},
        "values": {**IDS, "description": "As written; several stand side by side."},
        "rules": {**IDS, "description": "Keys of `rules` in words.json, also on the method page."},
        "rests_on": {
            "type": "array",
            "items": _object(
                "An article, and the number of its claim where it makes one.",
                {"article": TEXT, "flight": WHOLE, "claim": WHOLE},
                ("flight", "claim"),
            ),
        },
    },
    ("flight",),
)
ANSWERS: dict[str, dict[str, Any]] = {
    "list-page": _object(
        "A page made of many records: which they are, in the order of the page.",
        {
            "format": FORMAT,
            "page": PAGE,
            "version": {**VERSION, "description": "The version of the whole site."},
            "as_of": TEXT,
            "lists": {
                "type": "array",
                "items": _object(
                    "Records under one head; the answer of each is at KIND/ID.json.",
                    {
                        "name": TEXT,
                        "kind": {"enum": list(KINDS)},
                        "items": {
                            "type": "array",
                            "items": _object("A record.", {"id": TEXT, "title": TEXT}),
                        },
                    },
                ),
            },
            "downloads": {"type": "array", "items": DOWNLOAD},
            "pages": {
                "type": "array",
                "items": _object("Another page.", {"title": TEXT, "json": TEXT}),
            },
        },
        ("downloads", "pages"),
    ),
    "text-page": _object(
        "A page written by hand, in Markdown.", {"format": FORMAT, "page": PAGE, "text": TEXT}
    ),
    "sign-page": _object(
        "The address of a record that was renamed or removed.",
        {
            "format": FORMAT,
            "page": PAGE,
            "kind": {"enum": list(KINDS)},
            "moved_to": TEXT,
            "removed": {"type": "object"},
        },
        ("moved_to", "removed"),
    ),
    "words": _object(
        "What the words of the vocabularies and of the rules mean.",
        {
            "format": FORMAT,
            "version": VERSION,
            "vocabularies": {"type": "object"},
            "rules": {"type": "object", "additionalProperties": TEXT},
        },
    ),
    "index": _object(
        "Every page, download and schema.",
        {
            **dict.fromkeys(("title", "subject"), TEXT),
            "version": VERSION,
            "as_of": TEXT,
            "format": FORMAT,
            **dict.fromkeys(("licence", "licence_url", "cite", "address"), TEXT),
            **dict.fromkeys(("openapi", "words"), TEXT),
            **dict.fromkeys(("schemas", "terms"), IDS),
            "downloads": {"type": "array", "items": DOWNLOAD},
            "pages": {"type": "array", "items": PAGE},
        },
        ("address",),
    ),
}


def _statement() -> dict[str, Any]:
    """A claim with the article that makes it and its number there."""
    claim: dict[str, Any] = _clean(Claim.model_json_schema())
    return claim | {
        "title": "Statement",
        "properties": {"article": TEXT, "claim": WHOLE, **claim["properties"]},
        "required": ["article", "claim", *claim["required"]],
    }


# Parts of several answers.
PARTS = {
    "Page": PAGE, "Download": DOWNLOAD, "Headline": HEADLINE, "Statement": _statement(),
}  # fmt: skip


def _record_page(kind: str) -> dict[str, Any]:
    """The answer for the page of a record of one kind."""
    claims = {
        "type": "array", "items": PARTS["Statement"], "description": "What is said about it."
    }  # fmt: skip
    return _object(
        f"The page of one of the {kind}.",
        {
            "format": FORMAT,
            "page": PAGE,
            "kind": {"const": kind},
            "id": TEXT,
            "version": {**VERSION, "description": "Changes whenever the record does."},
            "record": {"$ref": f"{kind.removesuffix('s')}.json"},
            "referred_by": _object(
                "The ids of the records that refer to it, by kind.",
                dict.fromkeys(KINDS, IDS),
                KINDS,
            ),
            "claims": claims,
            **({"headline": {"type": "array", "items": HEADLINE}} if kind == "events" else {}),
        },
    )


def openapi(catalogue: Catalogue, site_url: str = "") -> dict[str, Any]:
    """The description of the answers in OpenAPI 3.1, whole in itself.

    Its server is the folder it stands in: by its address where that is known. Paths begin with a
    slash, so that of the server ends without one.
    """
    settings = catalogue.settings
    paths = {
        "/index.json": _path("index", "Every page, download and schema", ["index"]),
        "/words.json": _path("words", "What the words of the records mean", ["words"]),
        "/terms/{id}.json": _path("term", "One of the terms", ["term-page"], several=True),
    }
    for row in TABLE:
        where = f"/{json_path(row.path).removeprefix(API)}"
        several = "{id}" in where
        if row.records:
            # At the old address of a record stands a sign.
            shapes, about = [f"{row.records.removesuffix('s')}-page", "sign-page"], row.records
        else:
            shapes, about = ["list-page"], f"pages of the kind `{row.name}`"
        told = f"One of the {about}" if several else row.title.format(None, settings=settings)
        # Several kinds of page may share a folder, as months and years do. Signs stand anywhere.
        if row.name not in SIGNS and where not in paths:
            paths[where] = _path(row.name, told, shapes, several)
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


def _path(name: str, about: str, shapes: list[str], several: bool = False) -> dict[str, Any]:
    """One address, or with `{id}` several, and the schemas one of which each answer fits."""
    refs = [_ref(_component(shape)) for shape in shapes]
    told: dict[str, Any] = {
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
        told["parameters"] = [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        ]
    return {"get": told}
