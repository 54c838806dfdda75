"""The log as data, for pages that hold only the first of very many rows."""

import json
from collections.abc import Iterable, Mapping

from generator.catalogue import Catalogue, counted_events
from generator.pages import long_lists
from generator.pages.counted import counted_rows
from generator.pages.counted.columns import Column, columns, part_log_columns
from generator.schema.kinds import Entry, Place, System
from generator.values import JsonObject


def files(catalogue: Catalogue) -> dict[str, str]:
    """Path below the site's root and text of the file; none where pages hold every row.

    `rows` are newest first and have their `keys`, the words of their cells, the columns in which
    sources `differ` or differ slightly (`minor`), and the `mark` of what is not borne out;
    `columns` are those of `cells`. `parts` has columns and rows of the log of parts, likewise.
    `names` has those of systems, places, classes and types by id. What is not known is left out.
    """
    if not catalogue.settings.counted:
        return {}
    rows = counted_rows.compared_rows(catalogue, counted_events.every(catalogue))
    parts = counted_rows.part_lines(catalogue, rows)
    if long_lists.whole(max(len(rows), len(parts))):
        return {}
    words = catalogue.words
    named: dict[str, Mapping[str, System | Place | Entry]] = {
        "system": catalogue.systems,
        "place": catalogue.places,
        "class": counted_events.class_words(catalogue),
        "type": words["event-types"],
    }
    names = {kind: {key: found.name for key, found in of.items()} for kind, of in named.items()}
    every: JsonObject = {"names": names, **_table(catalogue, columns(catalogue), rows)}
    if parts:
        every["parts"] = _table(catalogue, part_log_columns(catalogue), parts)
    text = json.dumps(every, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return {f"{catalogue.counted.id}/log.json": f"{text}\n"}


def _table(
    catalogue: Catalogue, shown: tuple[Column, ...], rows: Iterable[counted_rows.CountedRow]
) -> JsonObject:
    heads: list[JsonObject] = [
        {
            "key": column.key,
            "field": column.field,
            "label": column.head,
            "unit": column.unit,
            "number": column.number,
        }
        for column in shown
    ]
    return {"columns": heads, "rows": [_data(catalogue, row) for row in rows]}


def _data(catalogue: Catalogue, row: counted_rows.CountedRow) -> JsonObject:
    event, status = row.event, catalogue.status(row.event)
    every = {
        "keys": row.keys,
        "ended": " ".join(counted_events.landings_of(event)),
        "date": str(event.date),
        "day": event.date.words,
        "clocks": row.clocks and list(row.clocks.unbroken),
        "utc": row.clocks and row.clocks.utc_date(event.date),
        "title": event.title,
        "called": row.called if row.called != event.title else "",
        "type": event.type,
        "mark": None if catalogue.sure(event) else [status.rule or "other", status.name.lower()],
        "cells": [row.text(column) for column in row.columns],
        "differ": sorted(row.differ),
        "minor": sorted(row.minor),
    }
    return {name: value for name, value in every.items() if value}
