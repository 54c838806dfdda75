"""The log as data, for pages that hold only the first of very many rows."""

import json
from collections.abc import Iterable, Mapping

from generator.catalogue import Catalogue, counted_events
from generator.pages import long_lists
from generator.pages.counted import counted_rows
from generator.pages.counted.columns import Column, columns, part_log_columns
from generator.pages.counted.counted_rows import CountedRow
from generator.schema.kinds import Entry, Place, System
from generator.values import JsonObject


def files(catalogue: Catalogue) -> dict[str, str]:
    """Path below the site's root and text of the file of each log that is too long for its page.

    `rows` are newest first and have their `keys`, the words of their cells, the columns in which
    sources `differ` or differ slightly (`minor`), and the `mark` of what is not borne out;
    `columns` are those of `cells`. `names` has those of systems, places, classes and types by id.
    What is not known is left out. The log of parts lies below that of what they are parts of.
    """
    settings = catalogue.settings
    if not settings.counted:
        return {}
    rows = counted_rows.compared_rows(catalogue, counted_events.every(catalogue))
    logs = {settings.counted.id: (columns(catalogue), rows)}
    if settings.parts:
        lines = counted_rows.part_lines(catalogue, rows)
        logs[f"{settings.counted.id}/{settings.parts.key}"] = (part_log_columns(catalogue), lines)
    return {
        f"{path}/log.json": _text(catalogue, *log)
        for path, log in logs.items()
        if not long_lists.whole(len(log[1]))
    }


def _text(catalogue: Catalogue, shown: tuple[Column, ...], rows: Iterable[CountedRow]) -> str:
    words = catalogue.words
    named: dict[str, Mapping[str, System | Place | Entry]] = {
        "system": catalogue.systems,
        "place": catalogue.places,
        "class": counted_events.class_words(catalogue),
        "type": words["event-types"],
    }
    every: JsonObject = {
        "names": {kind: {key: one.name for key, one in of.items()} for kind, of in named.items()},
        "columns": [
            {
                "key": column.key,
                "field": column.field,
                "label": column.head,
                "unit": column.unit,
                "number": column.number,
            }
            for column in shown
        ],
        "rows": [_data(catalogue, row) for row in rows],
    }
    return json.dumps(every, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def _data(catalogue: Catalogue, row: CountedRow) -> JsonObject:
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
