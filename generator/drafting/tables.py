"""A table that others publish, as rows of texts, and what each row says in the words of the digest.

A table is read by the names of its columns alone. What a value means here, its declaration in
`digest.yml` says; what cannot be read is left out and named.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from io import StringIO
from typing import Any, NamedTuple

from generator.catalogue import Catalogue
from generator.drafting.decoding import line
from generator.problems import Refused, shown
from generator.schema.kinds import Entry
from generator.schema.topic import WatchedColumn, WatchedTable
from generator.values.clocks.zones import Zone
from generator.values.intended import quantities
from generator.values.times import parse_day
from generator.writing.known import Known
from generator.writing.statements import valued

MOST_ROWS = 50_000
NUMBERS = ("quantity", "money", "duration")
TIME = re.compile(r"\b(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*([ap])\.?m\b)?", re.IGNORECASE)


class Unreadable(ValueError):
    """A file that is not the table that was declared."""


class Row(NamedTuple):
    """One row: its id as the table has it, or its place, and its texts by column."""

    id: str
    cells: Mapping[str, str]


class Meant(NamedTuple):
    """What a row says: its day by the clock of its place, that place, and each value by property.

    `stated` is the day as the table has it. `values` are those of columns that may be copied; day
    and place are also there to be compared alone. Both are empty where the row does not say them.
    `unread` are the columns whose text means nothing here.
    """

    row: Row
    stated: str
    day: str
    place: str
    values: Mapping[str, str]
    timed: bool = False
    unread: tuple[str, ...] = ()


def read_table(table: WatchedTable, text: str) -> tuple[Row, ...]:
    """The rows of a table, in its order; raises Unreadable where it has not what is declared."""
    try:
        cells = list(_of_json(table, text) if table.format == "json" else _of_csv(text))
    except (ValueError, RecursionError, csv.Error) as error:
        raise Unreadable(f"the file cannot be read as {table.format.upper()}") from error
    if not cells:
        raise Unreadable("the table has no rows")
    names = {name for row in cells for name in row}
    wanted = [one.column for one in table.columns] + [table.row] * bool(table.row)
    if missing := [name for name in wanted if name not in names]:
        listed = ", ".join(shown(name, 40) for name in sorted(names)[:40])
        raise Unreadable(f"it has no column {missing[0]}; its columns are {listed}")
    return tuple(
        Row(row.get(table.row, "") if table.row else str(number), row)
        for number, row in enumerate(cells, 1)
    )


def _of_csv(text: str) -> Iterator[dict[str, str]]:
    for number, row in enumerate(csv.DictReader(StringIO(text, newline=""), strict=True)):
        if number == MOST_ROWS:
            raise ValueError("too many rows")
        yield {line(name): line(value) for name, value in row.items() if isinstance(value, str)}


def _of_json(table: WatchedTable, text: str) -> Iterator[dict[str, str]]:
    # Numbers stay as written, and none is too long.
    whole = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    found: list[Any] = list(_each(whole))
    for step in table.rows.split(".") if table.rows else ():
        inner = [one[step] for one in found if isinstance(one, dict) and step in one]
        found = [one for part in inner for one in _each(part)]
    if len(found) > MOST_ROWS or not all(isinstance(one, dict) for one in found):
        raise ValueError("no list of rows")
    for row in found:
        yield {
            line(name): line(value)
            for name, value in row.items()
            if isinstance(value, str | bool) or value is None
        }


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]


def meant(catalogue: Catalogue, table: WatchedTable, rows: Iterable[Row]) -> Iterator[Meant]:
    """What each row says, as far as it can be read."""
    known = Known(catalogue)
    found = [_meant(catalogue, known, table, row) for row in rows]
    days: dict[tuple[str, str], set[str]] = {}
    for one in found:
        if one.timed:
            days.setdefault((one.stated, one.place), set()).add(one.day)
    for one in found:
        # A row without a time is of the day of those with one that the table puts beside it.
        others = days.get((one.stated, one.place), set())
        yield one._replace(day=min(others)) if len(others) == 1 and not one.timed else one


def _meant(catalogue: Catalogue, known: Known, table: WatchedTable, row: Row) -> Meant:
    stated, minute, place, timed = "", "", "", ""
    values: dict[str, str] = {}
    unread: list[str] = []
    for column in table.columns:
        entry = catalogue.measures[column.about]
        text = _known_text(table, column, row.cells.get(column.column, ""))
        if not text:
            continue
        try:
            if entry.field == "date":
                stated = _day(table, text)
            elif entry.kind == "clock":
                minute = _time(text)
                timed = entry.id if column.column in table.copied else ""
            else:
                value = _value(known, entry, text)
                place = value if entry.field == "place" else place
                if column.column in table.copied:
                    values[entry.id] = value
        except Refused:
            unread.append(column.column)
    day = stated
    if minute and (found := _here(catalogue, table, stated, minute, place)):
        day, time = found
        values |= {timed: time} if timed else {}
    return Meant(row, stated, day, place, values, bool(minute), tuple(unread))


def _known_text(table: WatchedTable, column: WatchedColumn, text: str) -> str:
    """A text in the words of the digest; empty where the table says that it does not know."""
    unknown = {word.casefold() for word in (*table.unknown, *column.unknown)}
    return "" if text.casefold() in unknown else column.words.get(text, text)


def _value(known: Known, entry: Entry, text: str) -> str:
    """A value as a record writes it; a number with its unit is that number."""
    try:
        return valued(known, entry, text)
    except Refused:
        names = [entry.unit or "", *(entry.spoken.nouns if entry.spoken else ())]
        read = quantities(text, filter(None, names)) if entry.kind in NUMBERS else ()
        if len(read) != 1:
            raise
        return valued(known, entry, read[0])


def _day(table: WatchedTable, text: str) -> str:
    if not table.days:
        return str(parse_day(text))
    try:
        return datetime.strptime(text, table.days).date().isoformat()
    except ValueError as error:
        # Of some events the month alone is known, and written as records do.
        if re.fullmatch(r"\d{4}(-\d{2})?", text):
            return str(parse_day(text))
        raise Refused("S021", "no day", "") from error


def _time(text: str) -> str:
    """Hours and minutes of a day; raises Refused where there are none."""
    found = TIME.search(text)
    hour = int(found[1]) if found else 24
    if found and found[3] and 1 <= hour <= 12:
        hour = hour % 12 + 12 * (found[3].lower() == "p")
    if not found or hour > 23 or int(found[2]) > 59:
        raise Refused("S024", "no time", "")
    return f"{hour:02}:{found[2]}"


def _here(
    catalogue: Catalogue, table: WatchedTable, day: str, minute: str, place: str
) -> tuple[str, str] | None:
    """The day by the clock of the place, and the time in UTC; None without a whole day."""
    if len(day) != len("2026-01-27"):
        return None
    chain = catalogue.chain("places", place, "within")
    zones = (catalogue.places[key].zone for key in chain)
    local = Zone.named(next(filter(None, zones), catalogue.settings.zone))
    own = Zone.named(table.zone) if table.zone else local
    there = datetime.fromisoformat(f"{day} {minute}")
    clocks = own.showing(there.date(), there.hour * 60 + there.minute)
    if not clocks:
        return None
    instant = there - timedelta(minutes=clocks[0].ahead)
    here = instant + timedelta(minutes=local.at(instant).ahead)
    return here.date().isoformat(), f"{instant:%H:%M} UTC"
