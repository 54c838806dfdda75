"""What an answer holds: each shape is stated here, and its JSON Schema is made from it.

A key with a default is left out where there is nothing to say.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, WithJsonSchema, create_model
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema

from generator.exports import licence
from generator.schema.base import Model
from generator.schema.kinds import Entry, Removal
from generator.schema.models import Keys, Models, grown
from generator.schema.registry import KIND, RECORDS
from generator.values import Json, JsonObject

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas/"
REFERENCE = "#/components/schemas/{model}"
REFERRED = re.compile(REFERENCE.format(model='([^"]+)'))
Whole = Annotated[int, Field(ge=1)]
Version = Annotated[str, Field(pattern="^[0-9a-f]{12}$")]
Kind = Annotated[str, WithJsonSchema({"enum": list(RECORDS)})]
# Whatever may be added within the same first number, answers go on fitting what was made of this.
Format = Annotated[
    str,
    Field(
        pattern=rf"^{licence.FORMAT.partition('.')[0]}\.\d+$",
        description="The version of the form of the answers.",
    ),
]
IDS: JsonObject = {"type": "array", "items": {"type": "string"}}
Referring = Annotated[
    dict[str, tuple[str, ...]],
    WithJsonSchema(
        {
            "type": "object",
            "description": "The ids of the records that refer to it, by kind.",
            "properties": dict.fromkeys(RECORDS, IDS),
            "additionalProperties": False,
        }
    ),
]

# A model that is made has no source to read docstrings in, and looking for one takes a while.
PLAIN = {"use_attribute_docstrings": False}


class Page(Model):
    """Where the page is, below the root of the site."""

    kind: str
    """The kind of page, such as `event` or `year`."""
    title: str
    path: str
    """The page itself."""
    url: str = ""
    """Its whole address, where the site's is known."""
    answer: str = Field(alias="json")
    """This answer."""
    markdown: str
    """The page in Markdown."""


class Download(Model):
    """A file to download."""

    path: str
    about: str
    bytes: Whole
    rows: Annotated[int, Field(ge=0)] | None = None


class Provenance(Model):
    """An article, and the number of its claim where it makes one."""

    article: str
    claim: Whole | None = None


class Headline(Model):
    """A value at the top of the page, the rules that chose it and what it rests on."""

    about: str
    """The property, as claims name it."""
    values: tuple[str, ...]
    """As written; several are side by side."""
    rules: tuple[str, ...]
    """Keys of `rules` in words.json, also on the method page."""
    rests_on: tuple[Provenance, ...]


class Answer(Model):
    """What every answer for a page has."""

    format: Format
    page: Page


class RecordPage(Answer):
    """The page of one record; that of each kind has its own `kind` and `record`."""

    kind: str
    id: str
    version: Version
    """Changes whenever the record does."""
    added: str = ""
    """The day since which the record is here, where the site was built with its history."""
    changed: str = ""
    """The day on which one of its values last changed."""
    record: Model
    referred_by: Referring


class Item(Model):
    """A record."""

    id: str
    title: str


class Listing(Model):
    """Records under one head; the answer of each is at KIND/ID.json."""

    name: str
    kind: Kind
    items: tuple[Item, ...]


class OtherPage(Model):
    """Another page."""

    title: str
    answer: str = Field(alias="json")


class ListPage(Answer):
    """A page made of many records: which they are, in the order of the page."""

    version: Version
    """The version of the whole site."""
    as_of: str
    lists: tuple[Listing, ...]
    downloads: tuple[Download, ...] = ()
    pages: tuple[OtherPage, ...] = ()
    files: tuple[str, ...] = ()
    """Of a chart: its picture and its numbers, below the root of the site."""


class TextPage(Answer):
    """A page written by hand, in Markdown."""

    text: str


class SignPage(Answer):
    """The address of a record that was renamed or removed."""

    kind: Kind
    moved_to: str = ""
    removed: Removal | None = None


class CountedDay(Model):
    """A day with changes, and how many records it added, revised and removed."""

    day: str
    added: Annotated[int, Field(ge=0)]
    revised: Annotated[int, Field(ge=0)]
    removed: Annotated[int, Field(ge=0)]
    answer: str = Field(alias="json")
    """Which records these are."""


class Changes(Model):
    """Every day on which records changed, newest first."""

    format: Format
    version: Version
    """The version of the whole site."""
    as_of: str
    commit: str
    """The newest commit of which this is known."""
    days: tuple[CountedDay, ...]


class Touched(Model):
    """A record that a day changed, by the id that it had on that day."""

    kind: Kind
    id: str
    fields: tuple[str, ...] = ()
    """Of one that was revised: the keys whose values changed."""


class ChangedDay(Model):
    """What one day changed."""

    format: Format
    day: str
    added: tuple[Touched, ...]
    revised: tuple[Touched, ...]
    """Those of which a value changed; spelling and order in a file are no value."""
    removed: tuple[Touched, ...]


class Words(Model):
    """What the words of the vocabularies and of the rules mean."""

    format: Format
    version: Version
    vocabularies: dict[str, tuple[Entry, ...]]
    rules: dict[str, str]


class Index(Model):
    """Every page, download and schema, and the answers that are no page's."""

    title: str
    subject: str
    version: Version
    as_of: str
    format: Format
    licence: str
    licence_url: str
    cite: str
    address: str = ""
    openapi: str
    words: str
    schemas: tuple[str, ...]
    terms: tuple[str, ...]
    months: tuple[str, ...] = ()
    changes: str = ""
    downloads: tuple[Download, ...]
    pages: tuple[Page, ...]


class Shapes:
    """The shapes of the answers of one digest, whose records have the keys that it declares."""

    def __init__(self, models: Models) -> None:
        declared, of_part = models.declared, Keys()
        if declared.parts and declared.counted:
            each = f"Which {declared.parts.each}; left out for the whole {declared.counted.one}."
            of_part[declared.parts.one] = (Whole | None, Field(None, description=each))
        plain = {key: (kind, None) for key, (kind, _) in of_part.items()}
        self.provenance = grown(Provenance, {"article": plain}, declared)
        rests: Keys = {"rests_on": (tuple[self.provenance, ...], ...)}  # type: ignore[name-defined]
        self.headline = grown(Headline, {"about": of_part, "rests_on": rests}, declared)
        more: Keys = {"article": (str, ...), "claim": (Whole, ...)}
        doc = "A claim with the article that makes it and its number there."
        self.statement = grown(models.claim, {"note": more}, declared, doc, "Statement")
        self.record_pages = {kind: self._page_of(kind, models[kind]) for kind in RECORDS}
        self.every: dict[str, type[Model]] = {
            **{KIND[kind].one: models[kind] for kind in RECORDS},
            **{f"{KIND[kind].one}-page": page for kind, page in self.record_pages.items()},
            "list-page": ListPage,
            "text-page": TextPage,
            "sign-page": SignPage,
            "words": self._words(models),
            "changes": Changes,
            "changed-day": ChangedDay,
            "index": Index,
        }
        """By the name of the schema's file."""

    def _page_of(self, kind: str, record: type[Model]) -> type[RecordPage]:
        said = Field(description="What is said about it.")
        fields: Keys = {
            "kind": (Literal[kind], ...),
            "record": (record, ...),
            "claims": (tuple[self.statement, ...], said),  # type: ignore[name-defined]
        }
        if kind == "events":
            fields["headline"] = (tuple[self.headline, ...], ...)  # type: ignore[name-defined]
        return create_model(
            f"{record.__name__}Page",
            __base__=RecordPage,
            __doc__=f"The page of one of the {kind}.",
            __cls_kwargs__=PLAIN,
            **fields,
        )

    def _words(self, models: Models) -> type[Words]:
        """The vocabularies, whose words may have bounds of measures."""
        entry: Any = get_args(models["vocabulary"].model_fields["entries"].annotation)[0]
        fields: Keys = {"vocabularies": (dict[str, tuple[entry, ...]], ...)}
        return grown(Words, {"vocabularies": fields}, models.declared)


@cache
def shapes(models: Models) -> Shapes:
    """The shapes of the answers of a digest with these models."""
    return Shapes(models)


class _Schemas(GenerateJsonSchema):
    """Without the default of what is left out, and without null, which no answer has."""

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


@cache  # of the models alone, whatever the catalogue; asked for with each of them
def components(models: Models) -> dict[str, JsonObject]:
    """Every schema by the name of its model, as one description holds them all."""
    shown = shapes(models).every.values()
    # All at once, since each model is a part of many others.
    _, whole = models_json_schema(
        [(shape, "validation") for shape in shown],
        ref_template=REFERENCE,
        schema_generator=_Schemas,
    )
    found = {name: _among(schema, models.words) for name, schema in whole["$defs"].items()}
    refers = _references(found)
    used = {name for shape in shown for name in _with_parts(refers, shape.__name__)}
    return {name: found[name] for name in sorted(used)}


@cache
def files(models: Models) -> dict[str, JsonObject]:
    """Path below api/v1/ and content of every schema."""
    every = components(models)
    refers = _references(every)
    found: dict[str, JsonObject] = {}
    for name, shape in shapes(models).every.items():
        own, *parts = _with_parts(refers, shape.__name__)
        below: JsonObject = {"$defs": {part: every[part] for part in sorted(parts)}}
        schema = {"$schema": DIALECT, **(below if parts else {}), **every[own]}
        text = json.dumps(schema).replace(REFERENCE.format(model=""), "#/$defs/")
        found[f"{FOLDER}{name}.json"] = json.loads(text)
    return found


def _references(every: Mapping[str, JsonObject]) -> dict[str, list[str]]:
    """The names of the schemas that each schema refers to."""
    return {name: REFERRED.findall(json.dumps(schema)) for name, schema in every.items()}


def _with_parts(refers: Mapping[str, list[str]], name: str) -> list[str]:
    """The names of a schema and of all that it refers to; its own comes first."""
    found = [name]
    for one in found:
        found += [part for part in refers[one] if part not in found]
    return found


def _among(schema: JsonObject, words: Mapping[str, tuple[str, ...]]) -> JsonObject:
    """A schema with the words that say what a record is, of those vocabularies that have them.

    Words of other vocabularies may come at any time, so no schema lists them.
    """
    of = words.get(str(schema.get("x-kind", "")))
    found = {key: _part(value, words) for key, value in schema.items()}
    return {**found, "enum": list(of)} if of else found


def _part(node: Json, words: Mapping[str, tuple[str, ...]]) -> Json:
    if isinstance(node, list):
        return [_part(item, words) for item in node]
    return _among(node, words) if isinstance(node, dict) else node
