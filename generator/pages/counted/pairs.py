"""Two measures of the parts of which both are known, one against the other."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.values import with_unit
from generator.charts.drawing import Drawing
from generator.charts.pairs import Kind, Mark, Reach, pairs
from generator.pages.counted import classes
from generator.pages.counted.counted_rows import PartRow
from generator.schema.kinds import Event
from generator.values.numbers import QuantityValue
from generator.values.tolerance import WORDS
from generator.values.words import capital, counted, listed, with_article

# Fewer marks are read sooner in the table.
ENOUGH = 3
OWN = "Marks and bars are the sources' own numbers."
ABOUT_DRAWN = f"What a source calls about is drawn as {WORDS['lengths']}, either way."


def reach(value: QuantityValue, unit: str | None) -> Reach:
    """A quantity as bounds in its unit; `about` is as wide as where values are compared."""
    low, high = value.interval(unit)
    return Reach(
        None if low is None else float(low),
        None if high is None else float(high),
        str(value),
        value.form == "about",
    )


class _Pair(NamedTuple):
    """A part with both numbers."""

    row: PartRow
    across: QuantityValue
    up: QuantityValue


def pair_chart(
    catalogue: Catalogue, rows: Iterable[PartRow], name: str, whose: str, enough: int = ENOUGH
) -> Drawing | None:
    """One mark a part of which both measures are known; None where they are too few."""
    parts = catalogue.settings.parts
    if not parts or not parts.pairs:
        return None
    asked, properties = parts.pairs, catalogue.words["claim-properties"]
    across, up = properties[asked.across], properties[asked.up]
    every = list(rows)
    known = [
        _Pair(row, getattr(row.part, across.id), getattr(row.part, up.id))
        for row in every
        if getattr(row.part, across.id) and getattr(row.part, up.id)
    ]
    if len(known) < enough:
        return None
    kinds = [group for group in classes.groups(catalogue) if group.id != classes.SEVERAL]
    index = {group.id: number for number, group in enumerate(kinds)}
    most_up = max(known, key=lambda pair: _top(pair.up))
    most_across = max(known, key=lambda pair: _top(pair.across))
    marks = []
    for pair in known:
        row = pair.row
        what = _thing(catalogue, row)
        note = f"{what}, {row.event.date.words}" if pair in (most_up, most_across) else ""
        marks.append(
            Mark(
                f"{what}, {parts.each} {row.number}" if len(row.event.parts) > 1 else what,
                row.event.date.words,
                index[classes.of_part(catalogue, row.event, row.part)],
                reach(pair.across, across.unit),
                reach(pair.up, up.unit),
                ("events", row.event.id),
                note,
            )
        )
    about = any(mark.across.about or mark.up.about for mark in marks)
    places = len({(mark.across, mark.up) for mark in marks})
    missing = f" Left out: {parts.entries(len(every) - len(marks))} without one of the two numbers."
    both = {id(pair.row) for pair in known}
    dated = sorted(every, key=lambda row: row.event.date)
    names = pair_title(catalogue)
    told = late(
        ((row.event, id(row) in both) for row in dated),
        f"{names} are both known",
        parts.one,
        parts.many,
    )

    def in_words(pair: _Pair) -> str:
        what = _thing(catalogue, pair.row, whole=True)
        return (
            f"{what} on {pair.row.event.date.words}, {across.name.lower()} "
            f"{with_unit(pair.across, across)} and {up.name.lower()} {with_unit(pair.up, up)}"
        )

    return pairs(
        name,
        f"{names} of {whose}",
        f"{parts.entries(len(marks))}, a mark each; {across.name.lower()} across and "
        f"{up.name.lower()} upwards, on logarithmic scales. They are at "
        f"{counted(places, 'place')}: equal numbers cover each other. "
        f"{capital(up.greatest or 'most')}: {in_words(most_up)}. "
        f"{capital(across.greatest or 'most')}: {in_words(most_across)}."
        + missing
        * (len(every) > len(marks)),
        [Kind(group.name, group.css) for group in kinds],
        marks,
        " ".join(filter(None, (asked.computed, OWN, ABOUT_DRAWN * about, told))),
        (
            capital(parts.one),
            "Class" if classes.by_class(catalogue) else "Type",
            across.name,
            up.name,
        ),
        (across.unit or "", up.unit or ""),
        (asked.guide_name or "computed") if asked.guide else "",
    )


def _thing(catalogue: Catalogue, row: PartRow, whole: bool = False) -> str:
    """The system of a part; where it is not known, so."""
    if row.system:
        return row.system.name
    one = things.one if (things := catalogue.settings.things) else "what it was"
    if not whole or not catalogue.settings.parts:
        return f"{capital(one)} not known"
    return f"{with_article(catalogue.settings.parts.each)} of unknown {one}"


def pair_title(catalogue: Catalogue) -> str:
    """The names of both measures: `Length and height`; empty where none are declared."""
    parts = catalogue.settings.parts
    if not parts or not parts.pairs:
        return ""
    properties = catalogue.words["claim-properties"]
    return f"{properties[parts.pairs.across].name} and {properties[parts.pairs.up].name.lower()}"


def late(rows: Iterable[tuple[Event, bool]], what: str, noun: str, nouns: str) -> str:
    """For how few of the latest years something is known, or else when it was known last.

    `rows` say for each event or part, oldest first, whether it is known. The years told are the
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
            f"{some[year] or 'none'} of {counted(whole[year], noun, nouns)} in {year}"
            for year in reversed(rare)
        ]
        return f"{what} for {listed(parts)}."
    last = next(event for event, known in reversed(found) if known)
    if not last.date.surely_before(found[-1][0].date):
        return ""
    return f"{what} for none of the {nouns} after {last.date.words}."


def listing(catalogue: Catalogue) -> str:
    """For how few of the late events the sources list parts; empty where there are none."""
    what, parts = catalogue.counted, catalogue.settings.parts
    if not parts:
        return ""
    found = ((event, bool(event.parts)) for event in counted_events.every(catalogue))
    return late(found, f"Sources list {parts.all} one by one", what.one, what.many)


def _top(value: QuantityValue | None) -> Decimal:
    """The greatest number that a value names."""
    return (value.high or value.low or Decimal(0)) if value else Decimal(0)
