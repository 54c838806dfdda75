"""Two measures of parts, or of events, of which both are known: one against the other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.values import with_unit
from generator.charts.drawing import Drawing
from generator.charts.pairs import Kind, Mark, Reach, pairs
from generator.pages.counted import classes, findings
from generator.pages.counted.counted_rows import PartRow
from generator.schema.kinds import Entry, Event
from generator.schema.topic import Chart
from generator.values.numbers import QuantityValue
from generator.values.sized import scale_of
from generator.values.tolerance import WORDS
from generator.values.words import capital, counted, listed, with_article

# Fewer marks are read sooner in the table.
ENOUGH = 3
OWN = "Marks and bars are the sources' own numbers."
ABOUT_DRAWN = "What a source calls about is drawn as {}, either way."


def reach(value: QuantityValue, unit: str | None, scale: int = 1) -> Reach:
    """A quantity as bounds in its unit, by `scale`; `about` is as wide as in comparisons."""
    low, high = value.interval(value.unit or unit)
    return Reach(
        None if low is None else float(low / scale),
        None if high is None else float(high / scale),
        str(value),
        value.form == "about",
        bool(value.unit),
    )


class Pair(NamedTuple):
    """An event or a part of it with both numbers, each None where it is not known.

    `what` is what it is called in the table, `sentence` in a sentence, `label` beside its mark;
    `number` is that of the part.
    """

    event: Event
    group: str
    what: str
    label: str
    sentence: str
    across: QuantityValue | None
    up: QuantityValue | None
    number: int | None = None


def chart_of_pairs(catalogue: Catalogue) -> Chart | None:
    """The first chart of pairs of parts that the digest declares: years and things have it too."""
    charts = catalogue.settings.charts
    return next((one for one in charts if one.kind == "pairs" and of_parts(catalogue, one)), None)


def measures(catalogue: Catalogue, chart: Chart) -> tuple[Entry, Entry]:
    """The measure across, and the one that goes up."""
    assert chart.across and chart.up  # the check of the topic refuses a chart without
    return catalogue.measures[chart.across], catalogue.measures[chart.up]


def of_parts(catalogue: Catalogue, chart: Chart) -> bool:
    """Whether a mark is a part: both measures are carried by parts."""
    return bool(catalogue.settings.parts) and all(
        entry.carried and entry.carried.part for entry in measures(catalogue, chart)
    )


def part_pairs(catalogue: Catalogue, chart: Chart, rows: Iterable[PartRow]) -> list[Pair]:
    """The two measures of parts, in the order of the rows."""
    across, up = (entry.carried_as for entry in measures(catalogue, chart))
    parts = catalogue.settings.parts
    found = []
    for row in rows:
        what = _thing(catalogue, row)
        several = parts and len(row.event.parts) > 1
        found.append(
            Pair(
                row.event,
                classes.of_part(catalogue, row.event, row.part),
                f"{what}, {parts.each} {row.number}" if parts and several else what,
                what,
                _thing(catalogue, row, whole=True),
                row.part.get(across),
                row.part.get(up),
                row.number,
            )
        )
    return found


def event_pairs(catalogue: Catalogue, chart: Chart, events: Iterable[Event]) -> list[Pair]:
    """The two measures of events as a whole, in their order."""
    across, up = (entry.carried_as for entry in measures(catalogue, chart))
    return [
        Pair(
            event,
            classes.of_event(catalogue, event),
            event.title,
            catalogue.places[event.place].name if event.place else "",
            event.title,
            _stated(event, across),
            _stated(event, up),
        )
        for event in events
    ]


def any_pair(catalogue: Catalogue, chart: Chart) -> bool:
    """Whether both measures are known of any part, or of any event."""
    across, up = (entry.carried_as for entry in measures(catalogue, chart))
    events = counted_events.every(catalogue)
    if of_parts(catalogue, chart):
        return any(part.get(across) and part.get(up) for event in events for part in event.parts)
    return any(_stated(event, across) and _stated(event, up) for event in events)


def _stated(event: Event, key: str) -> QuantityValue | None:
    whole = event.whole(key)
    return whole.stated if whole else None


def of_both(
    catalogue: Catalogue, rows: Iterable[PartRow], whose: str, enough: int = ENOUGH, size: int = 1
) -> Drawing | None:
    """The chart of pairs for some parts alone; None where none is declared or they are few."""
    chart = chart_of_pairs(catalogue)
    if chart is None:
        return None
    return pair_chart(catalogue, chart, part_pairs(catalogue, chart, rows), whose, enough, size)


def pair_chart(
    catalogue: Catalogue,
    chart: Chart,
    every: Sequence[Pair],
    whose: str,
    enough: int = 1,
    size: int = 1,
) -> Drawing | None:
    """One mark for each pair of which both measures are known; None where they are too few."""
    across, up = measures(catalogue, chart)
    both = [(pair, pair.across, pair.up) for pair in every if pair.across and pair.up]
    known = _of_one_unit(both)
    if len(known) < enough:
        return None
    kinds = [group for group in classes.groups(catalogue) if group.id != classes.SEVERAL]
    index = {group.id: number for number, group in enumerate(kinds)}
    most_up = max(known, key=lambda found: _top(found[2]))
    most_across = max(known, key=lambda found: _top(found[1]))
    noted = [most_up[0], most_across[0]]
    scale_across, unit_across = _axis(across, [x for _, x, _ in known])
    scale_up, unit_up = _axis(up, [y for _, _, y in known])
    marks = [
        Mark(
            pair.what,
            pair.event.date.words,
            index[pair.group],
            reach(x, across.unit, scale_across),
            reach(y, up.unit, scale_up),
            ("events", pair.event.id),
            ", ".join(filter(None, (pair.label, pair.event.date.words))) if pair in noted else "",
            str(pair.event.date),
            pair.number,
        )
        for pair, x, y in known
    ]
    one, many = words(catalogue, chart)
    units = {
        entry.unit
        for mark in marks
        for entry, reached in ((across, mark.across), (up, mark.up))
        if reached.about
    }
    drawn_as = ABOUT_DRAWN.format(WORDS["lengths" if "km" in units else "share"])
    places = len({(mark.across, mark.up) for mark in marks})
    left = len(every) - len(marks)
    other = " or in another currency" * (len(both) > len(known))
    missing = f" Left out: {counted(left, one, many)} without one of the two numbers{other}."
    dated = sorted(every, key=lambda pair: pair.event.date)
    names = pair_title(catalogue, chart)
    told = late(
        ((pair.event, bool(pair.across and pair.up)) for pair in dated),
        f"{names} are both known",
        one,
        many,
    )

    best = [
        f"{pair.sentence}, {pair.event.date.words}"
        for pair, _, y in known
        if _top(y) == _top(most_up[2])
    ]

    def in_words(pair: Pair, x: QuantityValue, y: QuantityValue) -> str:
        return (
            f"{pair.sentence} on {pair.event.date.words}, {across.name.lower()} "
            f"{with_unit(x, across)} and {up.name.lower()} {with_unit(y, up)}"
        )

    return pairs(
        chart.id,
        f"{names} of {whose}",
        f"{counted(len(marks), one, many)}, a mark each; {across.name.lower()} across and "
        f"{up.name.lower()} upwards, on logarithmic scales. They are at "
        f"{counted(places, 'place')}: equal numbers cover each other. "
        f"{capital(up.greatest or 'most')}: {in_words(*most_up)}. "
        f"{capital(across.greatest or 'most')}: {in_words(*most_across)}." + missing * bool(left),
        [Kind(group.name, group.css) for group in kinds],
        marks,
        " ".join(filter(None, (chart.computed, OWN, drawn_as * bool(units), told))),
        (
            capital(one),
            entry.name if (entry := classes.grouping(catalogue)) else "Type",
            across.name,
            up.name,
        ),
        (unit_across, unit_up),
        (chart.guide_name or "computed") if chart.guide else "",
        findings.of_pairs((one, many), up, with_unit(most_up[2], up), len(known), best),
        size,
    )


def words(catalogue: Catalogue, chart: Chart) -> tuple[str, str]:
    """What one mark and what several are."""
    parts, what = catalogue.settings.parts, catalogue.counted
    if parts and of_parts(catalogue, chart):
        return parts.one, parts.many
    return what.one, what.many


Both = tuple[Pair, QuantityValue, QuantityValue]


def _of_one_unit(both: Sequence[Both]) -> list[Both]:
    """Those in the currencies that most have: amounts in two currencies are not on one axis."""
    units = Counter((x.unit, y.unit) for _, x, y in both)
    most = units.most_common(1)
    return [one for one in both if (one[1].unit, one[2].unit) == most[0][0]]


def _axis(entry: Entry, values: Sequence[QuantityValue]) -> tuple[int, str]:
    """What numbers of an axis are divided by, and their unit."""
    return scale_of(values) if values[0].unit else (1, entry.unit or "")


def _thing(catalogue: Catalogue, row: PartRow, whole: bool = False) -> str:
    """The system of a part; where it is not known, so."""
    if row.system:
        return row.system.name
    one = things.one if (things := catalogue.settings.things) else "what it was"
    if not whole or not catalogue.settings.parts:
        return f"{capital(one)} not known"
    return f"{with_article(catalogue.settings.parts.each)} of unknown {one}"


def pair_title(catalogue: Catalogue, chart: Chart) -> str:
    """The names of both measures: `Length and height`."""
    across, up = measures(catalogue, chart)
    return f"{across.name} and {up.name.lower()}"


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
