"""A measure of each event with a thing, by each source that gives it, side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.evidence.claims import short_name
from generator.evidence.disagreement import groups
from generator.evidence.matrix import GroupedValue, Part
from generator.pages.counted.columns import COUNT, Column, columns, key_of
from generator.pages.counted.counted_rows import CountedRow
from generator.pages.long_lists import first
from generator.schema.kinds import Entry, Event, EventPart, System
from generator.values.numbers import parse_quantity
from generator.values.words import span

COLUMNS = 5
"""How many sources have a column; what others say is in one column together."""
MARKS = {"same": "used", "minor": "minor", "differs": "differ", "denies": "differ"}


class SourceCell(NamedTuple):
    """What one source gives; `mark` says whether it is used, or differs, or differs slightly."""

    text: str
    mark: str = ""


class SourceRow(NamedTuple):
    """One event; `cells` in the order of the heads, None where a source is silent."""

    row: CountedRow
    cells: tuple[SourceCell | None, ...]
    others: str
    parts: int
    """How many parts of the system are listed one by one."""

    @property
    def keys(self) -> dict[str, str]:
        """What the form of the log narrows it down by, of the parts of the system alone."""
        own = {self.row.parts: str(self.parts)} if self.row.parts else {}
        return {**self.row.keys, **own}


class BySource(NamedTuple):
    """The events, newest first, and the sources with a column: a short name and the whole one.

    Of very many events only the first have a row; `total` counts all.
    """

    measure: Entry
    columns: tuple[Column, ...]
    """The other numbers that a row has, and that of the measure as this site uses it."""
    total: int
    heads: tuple[tuple[str, str], ...]
    rows: tuple[SourceRow, ...]

    @property
    def others(self) -> bool:
        """Whether sources without a column say something."""
        return any(row.others for row in self.rows)

    @property
    def differing(self) -> int:
        """Of how many events sources differ in earnest."""
        return sum(key_of(self.measure) in row.row.differ for row in self.rows)


def by_source(catalogue: Catalogue, system: System, every: Sequence[CountedRow]) -> BySource | None:
    """The measure of each event by source; None where the digest declares none.

    Those that speak most often come first, databases last.

    The bodies of one state are one source. Of an event with parts of other systems, only those
    of this one count, and what sources say of the event as a whole.
    """
    things = catalogue.settings.things
    about = things and things.by_source
    measure = catalogue.words["claim-properties"].get(about) if about else None
    if measure is None or not catalogue.settings.counted:
        return None
    events = first(every)
    own = {row.event.id: _own(system, row.event) for row in events}
    said = {row.event.id: _said(catalogue, measure, row, own[row.event.id]) for row in events}
    spoken = Counter(key for found in said.values() for key in found)
    compiled = {key for found in said.values() for key, one in found.items() if one[1]}
    most = sorted(spoken, key=lambda key: (-spoken[key], key))[:COLUMNS]
    heads = sorted(most, key=lambda key: (key in compiled, most.index(key)))
    return BySource(
        measure,
        tuple(column for column in columns(catalogue) if column.number),
        len(every),
        tuple((short_name(catalogue.actors[key]), catalogue.actors[key].name) for key in heads),
        tuple(
            SourceRow(
                _narrowed(row, own[row.event.id]),
                tuple(said[row.event.id].get(key, (None, False))[0] for key in heads),
                "; ".join(
                    f"{short_name(catalogue.actors[key])} {cell.text}"
                    for key, (cell, _) in said[row.event.id].items()
                    if key not in heads
                ),
                sum(part.held("thing") == system.id for part in row.event.parts),
            )
            for row in events
        ),
    )


def _own(system: System, event: Event) -> dict[int, EventPart]:
    """The parts of an event by their number; all of them where none is said to be of a system."""
    parts = dict(enumerate(event.parts, 1))
    return {n: one for n, one in parts.items() if one.held("thing") == system.id} or parts


def _narrowed(row: CountedRow, own: Mapping[int, EventPart]) -> CountedRow:
    """The row with the values of these parts alone, where they are not all of the event."""
    if not own or len(own) == len(row.event.parts):
        return row
    spans = {
        column.about: span(part.get(column.carried) for part in own.values())
        for column in row.columns
        if column.number and column.field != COUNT
    }
    known = {about: value for about, value in spans.items() if value}
    return row._replace(numbers={COUNT: parse_quantity(str(len(own))), **known})


def _said(
    catalogue: Catalogue, measure: Entry, row: CountedRow, own: Mapping[int, EventPart]
) -> dict[str, tuple[SourceCell, bool]]:
    """What each source says of one event, and whether it is a database with it from others."""
    found: dict[str, list[tuple[str, str]]] = {}
    compiled: dict[str, bool] = {}
    for value in _values(part for g in groups(catalogue, row.event)[1] if g.entry.id == measure.id
                         for part in g.parts):  # fmt: skip
        for one in value.statements:
            if one.withdrawn or (one.claim.part or 0) not in (0, *own):
                continue
            mark = MARKS.get(value.mark or "", "")
            # The colour of a difference stays with the origin of the value.
            if one.given_by and mark != "used":
                mark = ""
            text = str(one.value) if not one.denied else f"denies {one.value}"
            found.setdefault(one.body, []).append((text, mark))
            compiled[one.body] = compiled.get(one.body, True) and one.compiled
    return {key: (_cell(values), compiled[key]) for key, values in found.items()}


def _values(parts: Iterable[Part]) -> Iterable[GroupedValue]:
    return (value for part in parts for value in part.values)


def _cell(values: Sequence[tuple[str, str]]) -> SourceCell:
    marks = {mark for _, mark in values}
    mark = next((mark for mark in ("differ", "minor", "used") if mark in marks), "")
    return SourceCell(", ".join(dict.fromkeys(text for text, _ in values)), mark)
