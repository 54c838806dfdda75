"""The Data Package (datapackage.org) of the CSV files: what each column holds, credits, caveats."""

import hashlib
from collections.abc import Container, Mapping

from generator.catalogue import Catalogue
from generator.exports import licence
from generator.exports.tables.columns import Column, Table
from generator.schema.registry import RECORDS
from generator.values import JsonObject

# Every time is given to the minute, in UTC.
INSTANT = "%Y-%m-%dT%H:%MZ"


def package(
    catalogue: Catalogue,
    tables: Mapping[str, Table],
    sheets: Mapping[str, bytes],
    site_url: str = "",
) -> JsonObject:
    """The descriptor; `sheets` are the CSV files by the name of their table."""
    facts = licence.facts(catalogue, site_url)
    return {
        "profile": "tabular-data-package",
        "name": "digest-data",
        "title": facts["title"],
        "description": f"{facts['subject']}. How to cite: {facts['cite']}",
        **({"homepage": site_url} if site_url else {}),
        "version": facts["version"],
        "as_of": facts["as_of"],
        "format": licence.FORMAT,
        "licenses": [
            {
                "name": licence.LICENCE,
                "title": licence.LICENCE_TITLE,
                "path": licence.LICENCE_URL,
            }
        ],
        "caveats": list(licence.caveats(catalogue)),
        "sources": credits(catalogue),
        "resources": [
            _resource(catalogue, table, sheets[name], tables) for name, table in tables.items()
        ],
    }


def credits(catalogue: Catalogue) -> list[dict[str, str]]:
    """The data sources, with their address and the terms that each states."""
    found = []
    for article in catalogue.articles.values():
        if article.terms:
            title = f"{catalogue.actors[article.publisher].name}: {article.title}"
            path = {"path": str(article.url)} if article.url else {}
            found.append({"title": title, **path, "terms": str(article.terms)})
    return found


def _resource(catalogue: Catalogue, table: Table, data: bytes, known: Container[str]) -> JsonObject:
    keys = list(table.key)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {
            "fields": [_field(catalogue, column, column.name in keys) for column in table.columns],
            "missingValues": [""],
            "primaryKey": keys,
            "foreignKeys": [
                {
                    "fields": [column.name],
                    "reference": {
                        "resource": "" if column.refers == table.name else column.refers,
                        "fields": ["id"],
                    },
                }
                for column in table.columns
                if column.refers in RECORDS and column.refers in known and not column.many
            ],
        },
    }


def _field(catalogue: Catalogue, column: Column, key: bool) -> JsonObject:
    about = column.about
    among = column.among or catalogue.models.words.get(column.refers, ())
    if column.many:
        about = f"{about} Several are joined by `;`."
    constraints: JsonObject = {
        **({"required": True} if key else {}),
        **({"pattern": column.pattern} if column.pattern and column.type == "string" else {}),
        **({"enum": list(among)} if among and not column.many else {}),
    }
    return {
        "name": column.name,
        "type": column.type,
        **({"format": INSTANT} if column.type == "datetime" else {}),
        "description": about,
        **({"constraints": constraints} if constraints else {}),
    }
