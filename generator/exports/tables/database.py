"""Everything in one SQLite file: tables whose types and references are checked."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.exports import licence
from generator.exports.record_json import json_value
from generator.exports.tables.columns import Column, Table, cells, columns
from generator.exports.tables.csv_files import SEVERAL
from generator.schema.kinds import Model
from generator.schema.registry import KIND, RECORDS

# The oldest version that opens the file: systems and programs in use bring versions of before 3.37,
# for which a file with a strict table is damaged. So checks keep the numbers numbers, and nothing
# else is used that is not much older.
MINIMUM = (3, 34, 0)
TYPES = {"integer": "INTEGER", "number": "REAL"}
PAGE = 4096
# How the columns end that name the articles behind a headline value.
SOURCE = "_source"
# The library writes its own version into the header, at this place, and reads it nowhere; with a
# fixed one equal records make equal files, whichever library wrote them.
VERSION_AT = 96
WORDS = (
    Column("id", "string", "The word that records write."),
    Column("name", "string", "As shown to readers."),
    Column("description", "string", "What it means."),
    Column("unit", "string", "Of a property: the unit of its numbers."),
)


class Made(NamedTuple):
    """A table of the file; `owner` is the table and the columns of it that its first ones name."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, object], ...]
    owner: tuple[str, tuple[str, ...]] | None = None


def database(catalogue: Catalogue, tables: Mapping[str, Table], site_url: str = "") -> bytes:
    """The file. Equal records make equal bytes: no time is in it, and rows stand in order."""
    meanings: list[tuple[str, str]] = []
    with sqlite3.connect(":memory:") as file:
        file.execute(f"PRAGMA page_size = {PAGE}")
        file.execute("PRAGMA auto_vacuum = 0")
        file.execute("PRAGMA encoding = 'UTF-8'")
        taken = {table.name for table in tables.values()}
        # One after the other, since all their rows take several times as much memory as the file.
        for each in chain(_words(catalogue), *map(_split, tables.values())):
            table = _named_apart(each, taken)
            file.execute(_statement(table))
            names = [column.name for column in table.columns]
            places = ", ".join("?" * len(names))
            rows = ([_value(row.get(name)) for name in names] for row in table.rows)
            file.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({places})", rows)
            meanings += ((f"{table.name}.{column.name}", column.about) for column in table.columns)
        _pairs(file, "meta", "key", "value", licence.facts(catalogue, site_url).items())
        _pairs(file, "column_meanings", "column", "meaning", meanings)
    if wrong := file.execute("PRAGMA foreign_key_check").fetchall():
        raise ValueError(f"references that lead nowhere: {wrong[:5]}")
    file.execute("VACUUM")
    whole = file.serialize()
    file.close()
    major, minor, patch = MINIMUM
    version = major * 1_000_000 + minor * 1_000 + patch
    return whole[:VERSION_AT] + version.to_bytes(4, "big") + whole[VERSION_AT + 4 :]


def _named_apart(table: Made, taken: set[str]) -> Made:
    """A table under a name of its own: what is counted may be called as another record, `event`."""
    name = table.name
    while table.owner and name in taken:
        name = f"{table.owner[0]}_{name}"
    taken.add(name)
    return table._replace(name=name)


def _words(catalogue: Catalogue) -> Iterator[Made]:
    for kind, words in catalogue.words.items():
        rows = tuple(
            {"id": key, "name": word.name, "description": word.description, "unit": word.unit}
            for key, word in sorted(words.items())
        )
        yield Made(_named(kind), ("id",), WORDS, rows)


def _split(table: Table) -> Iterator[Made]:
    """A table as the file has it: what holds several values gets a table of its own."""
    inside = [c for c in table.columns if not _apart(c)]
    yield Made(table.name, table.key, tuple(inside), table.rows)
    for column in table.columns:
        if _apart(column) and not column.name.endswith(SOURCE):
            yield _child(table, column)
    if any(column.name.endswith(SOURCE) for column in table.columns):
        yield _provenance(table)


def _apart(column: Column) -> bool:
    return bool((column.many and column.refers) or (column.type == "array"))


def _several(row: Mapping[str, object], name: str) -> tuple[object, ...]:
    """The values of a cell that may hold several."""
    found = row.get(name) or ()
    assert isinstance(found, tuple)
    return found


def _provenance(table: Table) -> Made:
    """What the headline values of a counted event rest on, all in one table."""
    named = [c.name for c in table.columns if c.name.endswith(SOURCE)]
    rows = tuple(
        {table.one: row["id"], "value": name.removesuffix(SOURCE), "position": n, "article": key}
        for row in table.rows
        for name in named
        for n, key in enumerate(_several(row, name), 1)
    )
    first = (
        Column(table.one, "string", f"The row of `{table.name}`."),
        Column("value", "string", "The column that rests on the article."),
        Column("position", "integer", "The order, from 1."),
        Column("article", "string", "The article it rests on.", "articles"),
    )
    key = (table.one, "value", "position")
    return Made(f"{table.one}_sources", key, first, rows, (table.name, table.key))


def _child(table: Table, column: Column) -> Made:
    """One row for each of several values, with the row they belong to and their order."""
    owner = {key: table.one if table.key == ("id",) else key for key in table.key}
    known = {c.name: c for c in table.columns}
    first = [
        *(Column(called, known[key].type, f"The row of `{table.name}`.") for key, called in
          owner.items()),
        Column("position", "integer", "The order, from 1."),
    ]  # fmt: skip
    if column.of:
        parts = columns(column.of)
    else:
        one = KIND[column.refers].one if column.refers in RECORDS else ""
        called = one if one and one not in owner.values() else column.name
        parts = (column._replace(name=called, many=False, type="string"),)
    renamed = [
        part._replace(name=KIND[part.refers].one) if part.name == "id" else part for part in parts
    ]
    rows = []
    for row in table.rows:
        for position, item in enumerate(_several(row, column.name), 1):
            told = cells(item) if isinstance(item, Model) else {parts[0].name: item}
            values = {new.name: told.get(old.name) for new, old in zip(renamed, parts, strict=True)}
            own = {called: row[key] for key, called in owner.items()}
            rows.append({**own, "position": position, **values})
    names = (*owner.values(), "position")
    return Made(
        f"{table.one}_{column.name}",
        names,
        (*first, *renamed),
        tuple(rows),
        (table.name, table.key),
    )


def _statement(table: Made) -> str:
    lines = [f"{_quoted(c.name)} {_type(c)}{_must(c, table.key)}" for c in table.columns]
    keys = ", ".join(map(_quoted, table.key))
    lines.append(f"PRIMARY KEY ({keys})")
    if table.owner:
        name, own = table.owner
        ours = ", ".join(map(_quoted, table.key[: len(own)]))
        theirs = ", ".join(map(_quoted, own))
        lines.append(f"FOREIGN KEY ({ours}) REFERENCES {_quoted(name)} ({theirs})")
    for column in table.columns:
        if column.refers and not column.many:
            target = _quoted(_named(column.refers))
            lines.append(f'FOREIGN KEY ({_quoted(column.name)}) REFERENCES {target} ("id")')
    inside = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(table.name)} (\n  {inside}\n)"


def _quoted(name: str) -> str:
    """A name in a statement: the words of a digest, of which some are made, may hold anything."""
    return '"' + name.replace('"', '""') + '"'


def _type(column: Column) -> str:
    """The type of a column; a number of another type would be kept as it came without the check."""
    kind = TYPES.get(column.type)
    return (
        f"{kind} CHECK (typeof({_quoted(column.name)}) IN ('{kind.lower()}', 'null'))"
        if kind
        else "TEXT"
    )


def _must(column: Column, key: tuple[str, ...]) -> str:
    return " NOT NULL" if column.name in key else ""


def _named(kind: str) -> str:
    return kind.replace("-", "_")


def _value(value: object) -> str | int | float | None:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return json.dumps(json_value(value), ensure_ascii=False)
    if isinstance(value, tuple):
        return SEVERAL.join(value)
    return value if value is None or isinstance(value, (int, float)) else str(value)


def _pairs(
    file: sqlite3.Connection, name: str, key: str, value: str, pairs: Iterable[tuple[str, str]]
) -> None:
    file.execute(f'CREATE TABLE "{name}" ("{key}" TEXT NOT NULL PRIMARY KEY, "{value}" TEXT)')
    file.executemany(f'INSERT INTO "{name}" VALUES (?, ?)', list(pairs))
