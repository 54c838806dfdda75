"""All things on one scale: a measure as it is assessed, and as events have shown it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.charts.drawing import number
from generator.charts.scales import Logarithm, around
from generator.evidence import sheets
from generator.evidence.claims import short_name
from generator.pages.subjects.index_rows import IndexRow
from generator.pages.subjects.systems import SystemView, seen_in, system
from generator.schema.kinds import Entry, System
from generator.values.numbers import QuantityValue
from generator.values.words import counted, listed, span

WIDTH, HEIGHT = 240, 16
RELATIVES = 8
# From so many speakers on they are counted, not named.
MANY = 3
# The bars of what is assessed and of what was seen: their upper edge and their height.
ASSESSED, SEEN = (1, 6), (9, 6)
# The narrowest bar that is still seen.
LEAST = 3.0


class Scale(NamedTuple):
    """The one scale: its quantity on data sheets and in events, and its ticks.

    Each tick has its words and where it is, in hundredths. Without a measure nothing is drawn.
    """

    field: Entry | None
    measure: Entry | None
    ticks: tuple[tuple[str, str], ...]
    grid: str


class Compared(NamedTuple):
    """One system on the scale. The paths are empty where nothing is known.

    `by` are those who assess it; `words` is the value of each field that is a column.
    """

    row: IndexRow
    assessed: str
    by: str
    seen: str
    assessed_path: str
    seen_path: str
    words: tuple[str, ...]
    keys: dict[str, str]


class ClassOfSystems(NamedTuple):
    """The systems of one class, that with the most first; of no class, where there are none."""

    entry: Entry | None
    rows: tuple[Compared, ...]


class Comparison(NamedTuple):
    """All systems by class; `columns` are the fields of the data sheet that are columns.

    `width` is the number of all columns.
    """

    scale: Scale
    columns: tuple[Entry, ...]
    classes: tuple[ClassOfSystems, ...]
    width: int


def comparison(catalogue: Catalogue, rows: Sequence[IndexRow]) -> Comparison:
    """Every system of an index on one scale of the measure as assessed, by class."""
    settings, measured = catalogue.settings, _measures(catalogue)
    x, scale = _scale(catalogue, measured)
    columns = _columns(catalogue)
    found = [_compared(catalogue, row, measured, x, columns) for row in rows]
    return Comparison(
        scale,
        columns,
        tuple(
            ClassOfSystems(entry, tuple(sorted(members, key=_most)))
            for entry in (*counted_events.class_words(catalogue).values(), None)
            if (members := [one for one in found if _class(one) == (entry and entry.id)])
        ),
        2
        + 3 * bool(scale.measure)
        + bool(settings.counted)
        + bool(settings.counted and settings.parts)
        + len(columns),
    )


def relatives(catalogue: Catalogue, record: System) -> tuple[Scale, tuple[Compared, ...]]:
    """A system beside its variants, then those of its class that were seen last, on one scale."""
    above = record.variant_of or record.id
    family = [
        key
        for key, one in catalogue.systems.items()
        if key != record.id and (key == above or one.variant_of in (above, record.id))
    ]
    near = [
        key
        for key, one in catalogue.systems.items()
        if one.held("class") == record.held("class") and key != record.id and key not in family
    ]
    near.sort(key=lambda key: _last(catalogue, key), reverse=True)
    measured = _measures(catalogue)
    x, scale = _scale(catalogue, measured)
    chosen = [record.id, *family, *near][: RELATIVES + 1]
    rows = [index_row(system(catalogue, catalogue.systems[key])) for key in chosen]
    return scale, tuple(_compared(catalogue, row, measured, x, ()) for row in rows)


def _last(catalogue: Catalogue, key: str) -> tuple[object, ...]:
    """The day on which a system was seen last."""
    events, _ = seen_in(catalogue, key)
    return events[-1].date if events else (0,)


def index_row(view: SystemView) -> IndexRow:
    """A system with how much is on record about it."""
    return IndexRow(view.system, len(view.rows), len(view.parts), view.first, view.last, 0)


class _Measure(NamedTuple):
    assessed: QuantityValue | None
    by: tuple[str, ...]
    seen: QuantityValue | None


@per_catalogue
def _measures(catalogue: Catalogue) -> dict[str, _Measure]:
    things = catalogue.settings.things
    about = things and things.by_source
    found = {}
    for key, record in catalogue.systems.items():
        of_scale = [one for one in sheets.fields(catalogue, record) if one.field.compare == "scale"]
        values = [value for one in of_scale for value in one.values]
        known = [value.value for value in values if isinstance(value.value, QuantityValue)]
        _, parts = seen_in(catalogue, key)
        found[key] = _Measure(
            _widest(known),
            tuple(dict.fromkeys(short_name(value.by) for value in values)),
            span(getattr(row.part, about, None) for row in parts) if about else None,
        )
    return found


def _widest(values: Sequence[QuantityValue]) -> QuantityValue | None:
    """From the least to the most of what is said; None where nothing bounds it from either side.

    What is said to go beyond the most keeps it open: `8500 to 13000 or more`.
    """
    if len(values) == 1:
        return values[0]
    numbers = [n for value in values for n in (value.low, value.high) if n is not None]
    if not numbers:
        return None
    low, high = min(numbers), max(numbers)
    beyond = any(value.high is None and value.low == high for value in values)
    if low == high:
        text = f"{low:f} or more" if beyond else f"{low:f}"
    else:
        text = f"{low:f} to {high:f}{' or more' * beyond}"
    return QuantityValue(low, high, "range", text)


def _ends(value: QuantityValue | None) -> tuple[float, float] | None:
    """Where a bar begins and ends; of an open bound, at the other one."""
    if value is None or (value.low is None and value.high is None):
        return None
    low = value.low if value.low is not None else value.high
    high = value.high if value.high is not None else value.low
    assert low is not None and high is not None
    return (float(low), float(high)) if high > Decimal(0) else None


def _scale(catalogue: Catalogue, measured: dict[str, _Measure]) -> tuple[Logarithm | None, Scale]:
    fields = catalogue.words["sheet-fields"].values()
    field = next((one for one in fields if one.compare == "scale"), None)
    things = catalogue.settings.things
    about = things and things.by_source
    measure = catalogue.words["claim-properties"].get(about) if about else None
    numbers = [
        n
        for one in measured.values()
        for ends in (_ends(one.assessed), _ends(one.seen))
        if ends
        for n in ends
        if n > 0
    ]
    if not numbers:
        return None, Scale(field, measure, (), "")
    low, high = around(numbers)
    x = Logarithm(float(low), float(high), 0.0, float(WIDTH))
    inside = [tick for tick in x.ticks() if low < tick < high and str(tick).strip("0") == "1"]
    grid = "".join(f"M{number(x(tick))} 0v{HEIGHT}" for tick in inside)
    ticks = tuple((f"{tick:,}", number(x(tick) / WIDTH * 100)) for tick in inside)
    return x, Scale(field, measure, ticks, grid)


def _columns(catalogue: Catalogue) -> tuple[Entry, ...]:
    """The fields of one word: short, and the same question for all."""
    fields = catalogue.words["sheet-fields"].values()
    return tuple(one for one in fields if one.kind == "word" and one.compare != "never")


def _compared(
    catalogue: Catalogue,
    row: IndexRow,
    measured: dict[str, _Measure],
    x: Logarithm | None,
    columns: Iterable[Entry],
) -> Compared:
    record = row.record
    assert isinstance(record, System)
    found = measured[record.id]
    by_field = {one.field.id: one for one in sheets.fields(catalogue, record)}
    most = max((end for end in (_ends(found.assessed) or ())), default=0.0)
    seen = max((end for end in (_ends(found.seen) or ())), default=0.0)
    return Compared(
        row,
        str(found.assessed or ""),
        listed(found.by) if len(found.by) < MANY else counted(len(found.by), "source"),
        str(found.seen or ""),
        _bar(x, found.assessed, ASSESSED),
        _bar(x, found.seen, SEEN),
        tuple(
            listed(tuple(dict.fromkeys(value.text for value in by_field[one.id].values)), "or")
            for one in columns
        ),
        {
            "name": record.name.casefold(),
            "assessed": f"{most:g}",
            "seen": f"{seen:g}",
            "events": str(row.events),
            "first": str(row.first.date) if row.first else "",
        },
    )


def _bar(x: Logarithm | None, value: QuantityValue | None, lane: tuple[int, int]) -> str:
    ends = _ends(value)
    if x is None or ends is None:
        return ""
    left, right = x(max(ends[0], x.low)), x(max(ends[1], x.low))
    middle, width = (left + right) / 2, max(right - left, LEAST)
    top, tall = lane
    return f"M{number(middle - width / 2)} {top}h{number(width)}v{tall}h-{number(width)}z"


def _most(one: Compared) -> tuple[float, float, str]:
    return (-float(one.keys["assessed"]), -float(one.keys["seen"]), one.keys["name"])


def _class(one: Compared) -> str | None:
    assert isinstance(one.row.record, System)
    return one.row.record.held("class") or None
