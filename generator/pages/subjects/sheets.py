"""The data sheet of a thing as its page shows it: what sources give, and what the log says."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.evidence import sheets
from generator.pages.counted.counted_rows import PartRow
from generator.schema.kinds import Entry, Event, System
from generator.values.tolerance import Difference
from generator.values.words import counted, listed, plural, span

VERDICT = {Difference.MATERIAL: "differ", Difference.MINOR: "minor"}


class SheetRow(NamedTuple):
    """One field with what is known of it.

    `computed` is the value in words where the site computes it, `event` the one it leads to.
    `verdict` is a key of `agreement.VERDICTS` where the speakers differ, else empty.
    """

    field: Entry
    values: tuple[sheets.SheetValue, ...]
    verdict: str = ""
    computed: str = ""
    event: Event | None = None


class Sheet(NamedTuple):
    """The fields of which something is known, and the names of the others."""

    rows: tuple[SheetRow, ...]
    missing: tuple[str, ...]


def sheet(
    catalogue: Catalogue, record: System, events: Sequence[Event], parts: Sequence[PartRow]
) -> Sheet:
    """The data sheet of a system; `events` and `parts` are its own, oldest first."""
    rows = [
        SheetRow(found.field, found.values, VERDICT.get(found.apart, ""))
        if not found.field.computed
        else _computed(catalogue, found.field, events, parts)
        for found in sheets.fields(catalogue, record)
    ]
    # A single event is both the first and the last.
    rows = [row for row in rows if row.field.computed != "last" or len(events) != 1]
    known = [row for row in rows if row.values or row.computed]
    missing = (row.field.name for row in rows if not (row.values or row.computed))
    return Sheet(tuple(known), tuple(missing))


def _computed(
    catalogue: Catalogue, field: Entry, events: Sequence[Event], parts: Sequence[PartRow]
) -> SheetRow:
    row = SheetRow(field, ())
    if field.computed in ("first", "last"):
        if not events:
            return row
        event = events[0 if field.computed == "first" else -1]
        return row._replace(computed=event.date.words, event=event)
    if field.computed == "count":
        return row._replace(computed=_count(catalogue, len(events), parts))
    known = [value for one in parts if (value := getattr(one.part, field.computed or "", None))]
    whole = span(known)
    if whole is None:
        return row
    unit = f" {field.unit}" if field.unit else ""
    words = catalogue.settings.parts
    entries = words.entries if words else str
    return row._replace(computed=f"{whole}{unit} ({entries(len(known))})")


def _count(catalogue: Catalogue, events: int, parts: Sequence[PartRow]) -> str:
    """`11 attacks, 20 strikes: 17 successes, 3 not known`; empty where there is none."""
    if not events:
        return ""
    told, words = str(catalogue.counted.number(events)), catalogue.settings.parts
    if words is None:
        return told
    told += f", {words.entries(len(parts))}"
    found = Counter(row.outcome.lower() for row in parts if row.outcome)
    said = [counted(n, name, plural(name)) for name, n in found.items()]
    if unknown := len(parts) - found.total():
        said.append(f"{unknown} not known")
    return f"{told}: {listed(said)}" if found else told
