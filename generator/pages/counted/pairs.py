"""How far and how high: the flights of which both numbers are known."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import takewhile

from generator.catalogue import Catalogue, counted_events
from generator.charts.drawing import Drawing
from generator.charts.pairs import Kind, Mark, Reach, heights
from generator.pages.counted import classes
from generator.pages.counted.counted_rows import PartRow
from generator.schema.kinds import Event
from generator.values.numbers import QuantityValue
from generator.values.tolerance import WORDS
from generator.values.words import counted, listed, plural

# Fewer marks are read sooner in the table.
ENOUGH = 3
COMPUTED = (
    "The line is computed: the apogee of the flight that needs the least speed for its range, on "
    "a sphere without air. A mark above it flew higher than its range needs; one below it flew "
    "flat or was steered. Marks and bars are the sources' own numbers."
)
ABOUT_DRAWN = f"What a source calls about is drawn as {WORDS['lengths']}, either way."


def reach(value: QuantityValue) -> Reach:
    """A quantity as bounds in kilometres; `about` is as wide as where values are compared."""
    low, high = value.interval("km")
    return Reach(
        None if low is None else float(low),
        None if high is None else float(high),
        str(value),
        value.form == "about",
    )


def range_and_apogee(
    catalogue: Catalogue, rows: Iterable[PartRow], name: str, whose: str, enough: int = ENOUGH
) -> Drawing | None:
    """One mark a flight of which range and apogee are known; None where they are too few."""
    every = list(rows)
    known = [row for row in every if row.flight.range_km and row.flight.apogee_km]
    if len(known) < enough:
        return None
    kinds = [group for group in classes.groups(catalogue) if group.id != classes.SEVERAL]
    index = {group.id: number for number, group in enumerate(kinds)}
    highest = max(known, key=lambda row: _top(row.flight.apogee_km))
    farthest = max(known, key=lambda row: _top(row.flight.range_km))
    marks = []
    for row in known:
        assert row.flight.range_km and row.flight.apogee_km
        what = row.system.name if row.system else "System not known"
        note = f"{what}, {row.event.date.words}" if row in (highest, farthest) else ""
        marks.append(
            Mark(
                f"{what}, missile {row.number}" if len(row.event.flights) > 1 else what,
                row.event.date.words,
                index[classes.of_flight(catalogue, row.event, row.flight)],
                reach(row.flight.range_km),
                reach(row.flight.apogee_km),
                ("events", row.event.id),
                note,
            )
        )
    about = any(mark.range_km.about or mark.apogee_km.about for mark in marks)
    places = len({(mark.range_km, mark.apogee_km) for mark in marks})
    missing = counted(len(every) - len(marks), "flight")
    left_out = f" Left out: {missing} without one of the two numbers."
    both = ((row.event, row in known) for row in sorted(every, key=lambda row: row.event.date))
    told = late(both, "Range and apogee are both known", "flight")
    return heights(
        name,
        f"Range and apogee of {whose}",
        f"{counted(len(marks), 'flight')}, a mark each; range across and apogee upwards, on "
        f"logarithmic scales. They are at {counted(places, 'place')}: equal numbers cover each "
        f"other. Highest: {_in_words(highest)}. Farthest: {_in_words(farthest)}."
        + left_out
        * (len(every) > len(marks)),
        [Kind(group.name, group.css) for group in kinds],
        marks,
        " ".join(filter(None, (COMPUTED, ABOUT_DRAWN * about, told))),
    )


def late(rows: Iterable[tuple[Event, bool]], what: str, noun: str) -> str:
    """For how few of the latest years something is known, or else when it was known last.

    `rows` say for each launch or flight, oldest first, whether it is known. The years told are the
    last ones in which it is known for fewer than half, unless all are: a last day alone would
    hide them. Empty where it is known to the end, or never.
    """
    found = list(rows)
    whole = Counter(event.date.year for event, _ in found)
    some = Counter(event.date.year for event, known in found if known)
    if not some:
        return ""
    rare = list(takewhile(lambda year: 2 * some[year] < whole[year], sorted(whole, reverse=True)))
    if rare and len(rare) < len(whole):
        parts = [
            f"{some[year] or 'none'} of {counted(whole[year], noun, plural(noun))} in {year}"
            for year in reversed(rare)
        ]
        return f"{what} for {listed(parts)}."
    last = next(event for event, known in reversed(found) if known)
    if not last.date.surely_before(found[-1][0].date):
        return ""
    return f"{what} for none of the {plural(noun)} after {last.date.words}."


def listing(catalogue: Catalogue) -> str:
    """For how few of the late launches the sources list missiles."""
    found = ((event, bool(event.flights)) for event in counted_events.every(catalogue))
    return late(found, "Sources list missiles one by one", "launch")


def _top(value: QuantityValue | None) -> Decimal:
    """The greatest number that a value names."""
    return (value.high or value.low or Decimal(0)) if value else Decimal(0)


def _in_words(row: PartRow) -> str:
    what = row.system.name if row.system else "a missile of unknown system"
    return (
        f"{what} on {row.event.date.words}, range {row.flight.range_km} km and apogee "
        f"{row.flight.apogee_km} km"
    )
