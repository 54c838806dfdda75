"""The answers described in OpenAPI 3.1, whole in one file."""

from generator.catalogue import Catalogue
from generator.exports import licence
from generator.exports.api import answers
from generator.pages.addresses import API, json_path
from generator.pages.table import HAND_WRITTEN, kinds, planned
from generator.schema.registry import KIND, RECORDS
from generator.values import JsonObject

NAME = "openapi.json"


def openapi(catalogue: Catalogue, site_url: str = "") -> JsonObject:
    """The description of the answers in OpenAPI 3.1, whole in itself.

    Its server is its own folder: by its address where that is known. Paths begin with a
    slash, so that of the server ends without one.
    """
    settings, pages = catalogue.settings, answers.shapes(catalogue.models).record_pages
    paths = {
        "/index.json": _path("index", "Every page, download and schema", ["Index"]),
        "/words.json": _path("words", "What the words of the records mean", ["Words"]),
    }
    if catalogue.history:
        paths["/changes.json"] = _path("days", "Every day with changes", ["Changes"])
        # A month with changes has a page in the same folder.
        shapes_of_changes = ["ChangedDay", "ListPage"]
        about = "What changed on a day or in a month"
        paths["/changes/{id}.json"] = _path("changed", about, shapes_of_changes, several=True)
    for kind in [KIND[name] for name in RECORDS if KIND[name].entry_of]:
        about = f"One of the {kind.name}"
        paths[f"/{kind.name}/{{id}}.json"] = _path(
            kind.one, about, [pages[kind.name].__name__], several=True
        )
    made = {one.row.name for one in planned(catalogue)}
    for row in kinds(catalogue):
        where = f"/{json_path(row.path).removeprefix(API)}"
        several = "{id}" in where
        if row.records:
            # At the old address of a record is a sign.
            shapes, about = [pages[row.records].__name__, "SignPage"], row.records
        else:
            shapes, about = ["ListPage"], f"pages of the kind `{row.name}`"
        text = f"One of the {about}" if several else row.title.format(None, settings=settings)
        # Several kinds of page may share a folder, as months and years do. Signs may be anywhere.
        # Some lists have pages by year once there are very many records.
        never = several and not row.records and row.name not in made
        if not (row.gone or never or where in paths):
            paths[where] = _path(row.name, text, shapes, several)
    for path, name in HAND_WRITTEN.items():
        where = f"/{json_path(path).removeprefix(API)}"
        paths[where] = _path(where.strip("/").partition(".")[0], name, ["TextPage"])
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
        "components": {"schemas": answers.components(catalogue.models)},
    }


def _path(name: str, about: str, shapes: list[str], several: bool = False) -> JsonObject:
    """One address, or with `{id}` several, and the schemas one of which each answer fits."""
    refs = [{"$ref": answers.REFERENCE.format(model=shape)} for shape in shapes]
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
