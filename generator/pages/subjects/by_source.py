"""How far each launch of a missile went, by each source that says so, side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.evidence.claims import short_name
from generator.evidence.disagreement import groups
from generator.evidence.matrix import GroupedValue, Part
from generator.pages.counted.counted_rows import CountedRow
from generator.pages.counted.log import first
from generator.schema.kinds import Event, Flight, System
from generator.values.numbers import parse_quantity
from generator.values.words import span

ABOUT = "range_km"
COLUMNS = 5
"""How many sources have a column; what others say is in one column together."""
MARKS = {"same": "used", "minor": "minor", "differs": "differ", "denies": "differ"}


class RangeCell(NamedTuple):
    """What one source gives; `mark` says whether it is used, or differs, or differs slightly."""

    text: str
    mark: str = ""


class RangeRow(NamedTuple):
    """One launch; `cells` in the order of the heads, None where a source is silent."""

    launch: CountedRow
    cells: tuple[RangeCell | None, ...]
    others: str
    flights: int
    """How many missiles of the system are listed one by one."""

    @property
    def keys(self) -> dict[str, str]:
        """What the form of the log narrows it down by, of the missiles of the system alone."""
        return {**self.launch.keys, "flights": str(self.flights)}


class Ranges(NamedTuple):
    """The launches, newest first, and the sources with a column: a short name and the whole one.

    Of very many launches only the first have a row; `total` counts all.
    """

    total: int
    heads: tuple[tuple[str, str], ...]
    rows: tuple[RangeRow, ...]

    @property
    def others(self) -> bool:
        """Whether sources without a column say something."""
        return any(row.others for row in self.rows)

    @property
    def differing(self) -> int:
        """Of how many launches sources differ in earnest."""
        return sum("range" in row.launch.differ for row in self.rows)


def ranges(catalogue: Catalogue, system: System, every: Sequence[CountedRow]) -> Ranges:
    """The range of each launch by source: those that speak most often first, databases last.

    The bodies of one state are one source. Of a launch with missiles of other systems, only those
    of this one count, and what sources say of the launch as a whole.
    """
    launches = first(every)
    own = {row.event.id: _own(system, row.event) for row in launches}
    said = {row.event.id: _by_source(catalogue, row, own[row.event.id]) for row in launches}
    spoken = Counter(key for found in said.values() for key in found)
    compiled = {key for found in said.values() for key, one in found.items() if one[1]}
    most = sorted(spoken, key=lambda key: (-spoken[key], key))[:COLUMNS]
    heads = sorted(most, key=lambda key: (key in compiled, most.index(key)))
    return Ranges(
        len(every),
        tuple((short_name(catalogue.actors[key]), catalogue.actors[key].name) for key in heads),
        tuple(
            RangeRow(
                _narrowed(row, own[row.event.id]),
                tuple(said[row.event.id].get(key, (None, False))[0] for key in heads),
                "; ".join(
                    f"{short_name(catalogue.actors[key])} {cell.text}"
                    for key, (cell, _) in said[row.event.id].items()
                    if key not in heads
                ),
                sum(flight.system == system.id for flight in row.event.flights),
            )
            for row in launches
        ),
    )


def _own(system: System, event: Event) -> dict[int, Flight]:
    """The flights of a launch by their number; all of them where none is said to be of a system."""
    flights = dict(enumerate(event.flights, 1))
    return {n: one for n, one in flights.items() if one.system == system.id} or flights


def _narrowed(row: CountedRow, own: Mapping[int, Flight]) -> CountedRow:
    """The row with the values of these flights alone, where they are not all of the launch."""
    if not own or len(own) == len(row.event.flights):
        return row
    return row._replace(
        missiles=parse_quantity(str(len(own))),
        range_km=span(flight.range_km for flight in own.values()),
        apogee_km=span(flight.apogee_km for flight in own.values()),
    )


def _by_source(
    catalogue: Catalogue, row: CountedRow, own: Mapping[int, Flight]
) -> dict[str, tuple[RangeCell, bool]]:
    """What each source says of one launch, and whether it is a database with it from others."""
    found: dict[str, list[tuple[str, str]]] = {}
    compiled: dict[str, bool] = {}
    for value in _values(part for g in groups(catalogue, row.event)[1] if g.entry.id == ABOUT
                         for part in g.parts):  # fmt: skip
        for one in value.statements:
            if one.withdrawn or (one.claim.flight or 0) not in (0, *own):
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


def _cell(values: Sequence[tuple[str, str]]) -> RangeCell:
    marks = {mark for _, mark in values}
    mark = next((mark for mark in ("differ", "minor", "used") if mark in marks), "")
    return RangeCell(", ".join(dict.fromkeys(text for text, _ in values)), mark)
