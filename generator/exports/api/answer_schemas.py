"""JSON Schemas of the answers and of the records in them."""

from collections.abc import Mapping

from generator.exports import licence
from generator.schema.kinds import Claim
from generator.schema.registry import KIND, MODELS, RECORDS
from generator.values import Json, JsonObject

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas/"
TEXT: JsonObject = {"type": "string"}
WHOLE: JsonObject = {"type": "integer", "minimum": 1}
IDS: JsonObject = {"type": "array", "items": {"type": "string"}}
VERSION: JsonObject = {"type": "string", "pattern": "^[0-9a-f]{12}$"}


def names() -> list[str]:
    """The path of each schema below api/v1/."""
    one = [KIND[kind].one for kind in RECORDS]
    every = [*one, *(f"{name}-page" for name in one)]
    return [f"{FOLDER}{name}.json" for name in (*every, *ANSWERS)]


def files() -> dict[str, JsonObject]:
    """Path below api/v1/ and content of every schema."""
    return {
        f"{FOLDER}{name}.json": {"$schema": DIALECT, **whole} for name, whole in schemas().items()
    }


def schemas() -> dict[str, JsonObject]:
    """Every schema by its name, which is that of its file without the ending."""
    schemas: dict[str, JsonObject] = {}
    for kind in RECORDS:
        one = KIND[kind].one
        schemas[one] = _record(kind)
        schemas[f"{one}-page"] = _record_page(kind)
    return schemas | ANSWERS


def _record(kind: str) -> JsonObject:
    """The record as the model has it; a value is text as it was written, or a whole number."""
    return _clean(MODELS[kind].model_json_schema())


def _clean(schema: Mapping[str, Json]) -> JsonObject:
    """Without empty examples; `x-kind` tells which kind of record an id names."""
    return {
        key: _clean_part(value) for key, value in schema.items() if (key, value) != ("examples", [])
    }


def _clean_part(node: Json) -> Json:
    if isinstance(node, list):
        return [_clean_part(item) for item in node]
    return _clean(node) if isinstance(node, dict) else node


def _object(about: str, properties: JsonObject, optional: tuple[str, ...] = ()) -> JsonObject:
    return {
        "type": "object",
        "description": about,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


PAGE = _object(
    "Where the page is, below the root of the site.",
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
FORMAT: JsonObject = {
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
        "values": {**IDS, "description": "As written; several are side by side."},
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
ANSWERS: dict[str, JsonObject] = {
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
                        "kind": {"enum": list(RECORDS)},
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
            "kind": {"enum": list(RECORDS)},
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


def _statement() -> JsonObject:
    """A claim with the article that makes it and its number there."""
    claim = Claim.model_json_schema()
    return _clean(
        claim
        | {
            "title": "Statement",
            "properties": {"article": TEXT, "claim": WHOLE, **claim["properties"]},
            "required": ["article", "claim", *claim["required"]],
        }
    )


# Parts of several answers.
PARTS: dict[str, JsonObject] = {
    "Page": PAGE, "Download": DOWNLOAD, "Headline": HEADLINE, "Statement": _statement(),
}  # fmt: skip


def _record_page(kind: str) -> JsonObject:
    """The answer for the page of a record of one kind."""
    claims: JsonObject = {
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
                dict.fromkeys(RECORDS, IDS),
                RECORDS,
            ),
            "claims": claims,
            **({"headline": {"type": "array", "items": HEADLINE}} if kind == "events" else {}),
        },
    )
