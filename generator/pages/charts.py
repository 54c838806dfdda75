"""The record in charts: what each is drawn from, and what has to be said of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from statistics import median
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.charts.columns import Column, Part, columns
from generator.charts.drawing import Drawing, Target
from generator.charts.gaps import Gap, gaps
from generator.charts.heat_map import MONTHS, Number, heat
from generator.charts.scales import COLUMN, Years
from generator.pages.counted import classes, counted_rows, milestones
from generator.pages.counted.pairs import late, listing, range_and_apogee
from generator.schema.kinds import ChartName, Event
from generator.values.words import counted, listed

A_LAUNCH = "Counted from the records; a launch is one occasion, one day and one site."
MONTH_COLUMN = 44


class Charts(NamedTuple):
    """The page of charts; it has none where no launch is on record."""

    launches: Drawing
    months: Drawing
    outcomes: Drawing
    between: Drawing | None
    heights: Drawing | None


def charts(catalogue: Catalogue) -> Charts | None:
    """Everything on the page of charts."""
    first = by_year(catalogue)
    if first is None:
        return None
    return Charts(
        first,
        by_month(catalogue),
        outcomes(catalogue),
        between(catalogue),
        heights(catalogue),
    )


class Named(NamedTuple):
    """A chart that a text asks for by its name; `by_year` if its columns are all years."""

    drawing: Drawing
    by_year: bool


def named(catalogue: Catalogue, name: ChartName) -> Named | None:
    """One chart of the page of charts; None where nothing is on record to draw."""
    drawing = DRAWN[name](catalogue) if counted_events.year_counts(catalogue) else None
    return Named(drawing, name != "heights") if drawing else None


def heights(catalogue: Catalogue) -> Drawing | None:
    """Range and apogee of all flights; None where no flight has both."""
    rows = counted_rows.part_rows(catalogue, counted_events.every(catalogue))
    return range_and_apogee(catalogue, rows, "heights", "all flights", 1)


def years(catalogue: Catalogue) -> Years:
    """The columns that every chart by year has."""
    counts = counted_events.year_counts(catalogue)
    return Years(counts[0].year, counts[-1].year)


def _year(catalogue: Catalogue, year: int) -> Target | None:
    return ("year", str(year)) if year in counted_events.years(catalogue) else None


@per_catalogue
def by_year(catalogue: Catalogue) -> Drawing | None:
    """Launches a year by class of missile."""
    counts = counted_events.year_counts(catalogue)
    if not counts:
        return None
    found: Counter[tuple[int, str]] = Counter(
        (event.date.year, classes.of_launch(catalogue, event))
        for event in counted_events.every(catalogue)
    )
    most = max(counts, key=lambda count: count.events)
    none = [count.year for count in counts if not count.events]
    empty = f"; {counted(len(none), 'year')} without a column had none on record" if none else ""
    return columns(
        "launches-by-year",
        "Launches a year, by class of missile",
        f"A column a year from {counts[0].year} to {counts[-1].year}, stacked by class. The "
        f"highest is {most.year} with {counted(most.events, 'launch', 'launches')}{empty}.",
        "Year",
        _year_columns(catalogue),
        [
            Part(group.name, group.css, tuple(found[c.year, group.id] for c in counts))
            for group in classes.groups(catalogue)
        ],
        COLUMN,
        f"{A_LAUNCH} A launch of missiles of different classes is counted once, as such. "
        f"{_besides(catalogue, counted_events.every(catalogue))}{_so_far(catalogue)}",
    )


def in_year(catalogue: Catalogue, year: int) -> Drawing:
    """The launches of one year by month and class."""
    found = [event for event in counted_events.every(catalogue) if event.date.year == year]
    counts = Counter((event.date.month, classes.of_launch(catalogue, event)) for event in found)
    as_of = catalogue.settings.as_of.last
    last = as_of.month if year == as_of.year else 12
    months = [*range(1, last + 1), *([0] if any(not month for month, _ in counts) else [])]
    held = {event.date.month for event in found}
    by_month = Counter(event.date.month for event in found)
    parts = [
        f"{MONTHS[month - 1] if month else 'month not known'} {by_month[month]}"
        for month in months
        if by_month[month]
    ]
    return columns(
        f"launches-{year}",
        f"Launches in {year} by month and class of missile",
        f"A column a month, stacked by class. Launches on record: {', '.join(parts)}; "
        f"none in the other months{' so far' if year == as_of.year else ''}.",
        "Month",
        [
            Column(
                MONTHS[month - 1] if month else "Month not known",
                MONTHS[month - 1] if month else "no month",
                ("digest", f"{year}-{month:02}") if month and month in held else None,
            )
            for month in months
        ],
        [
            Part(group.name, group.css, tuple(counts[month, group.id] for month in months))
            for group in classes.groups(catalogue)
        ],
        MONTH_COLUMN,
        f"{A_LAUNCH} {_besides(catalogue, found)}"
        f"{_so_far(catalogue) if year == as_of.year else ''}".rstrip(),
    )


def _besides(catalogue: Catalogue, events: Iterable[Event]) -> str:
    """Which launches sources put in a class that their records do not have."""
    found = [
        f"{n} as {name.lower()}" for name, n in classes.named_besides(catalogue, events).items()
    ]
    if not found:
        return ""
    return f"Launches of which a source names a class that the record does not: {listed(found)}. "


def by_month(catalogue: Catalogue) -> Drawing:
    """Launches a month, all years beside each other."""
    as_of = catalogue.settings.as_of.last
    found = Counter((e.date.year, e.date.month) for e in counted_events.every(catalogue))
    most = sorted((key for key in found if key[1]), key=lambda key: (-found[key], key))
    peak = f" Most: {MONTHS[most[0][1] - 1]} {most[0][0]} with {found[most[0]]}." if most else ""
    return heat(
        "launches-by-month",
        "Launches by month and year",
        f"A column a year and a row a month; the number in a cell is that of its launches, and "
        f"an empty cell is a month without one on record.{peak}",
        years(catalogue),
        {
            (year, month): Number(n, ("digest", f"{year}-{month:02}") if month else None)
            for (year, month), n in found.items()
        },
        (as_of.year, as_of.month),
        f"{A_LAUNCH} Launches of which only the month is known are counted in it. "
        f"{_so_far(catalogue)}",
    )


def outcomes(catalogue: Catalogue) -> Drawing:
    """Flights a year by what the source says became of them."""
    counts = counted_events.year_counts(catalogue)
    found = Counter(
        (event.date.year, str(flight.outcome or ""))
        for event in counted_events.every(catalogue)
        for flight in event.flights
    )
    words = catalogue.words["outcomes"]
    kinds = [(key, entry.name, f"outcome-{key}") for key, entry in words.items()]
    kinds.append(("", "Not known", "outcome-unknown"))
    judged = (
        (event, bool(flight.outcome))
        for event in counted_events.every(catalogue)
        for flight in event.flights
    )
    notes = (
        "Counted from the flights listed, each judged by its source. Launches without a list of "
        "their missiles are not in it.",
        late(judged, "An outcome is known", "flight"),
        listing(catalogue),
        _so_far(catalogue),
    )
    whole = [f"{name.lower()} {sum(found[c.year, key] for c in counts)}" for key, name, _ in kinds]
    return columns(
        "flights-by-outcome",
        "Flights a year, by outcome",
        f"A column a year of the missiles that are listed one by one: {listed(whole)}.",
        "Year",
        _year_columns(catalogue),
        [
            Part(name, css, tuple(found[count.year, key] for count in counts))
            for key, name, css in kinds
        ],
        COLUMN,
        " ".join(filter(None, notes)),
    )


def between(catalogue: Catalogue) -> Drawing | None:
    """The days between launch days; None where none are measured."""
    pauses, unmeasured = milestones.pauses(catalogue)
    if not pauses:
        return None
    found = [
        Gap(
            p.before.date.first,
            p.after.date.first,
            p.before.date.words,
            p.after.date.words,
            ("events", p.after.id),
        )
        for p in pauses
    ]
    longest = max(found, key=lambda gap: gap.days)
    half = float(median([gap.days for gap in found]))
    left_out = (
        f" Not measured: {counted(unmeasured, 'interval')} in which a launch may fall whose day "
        "is not known."
        if unmeasured
        else ""
    )
    return gaps(
        "days-between",
        "Days from one launch day to the next",
        f"One mark for each day with a launch, as high as the days since the one before; each "
        f"step up is a multiple. The longest was {counted(longest.days, 'day')}, from "
        f"{longest.since_words} to {longest.until_words}; half were {half:g} or less.",
        years(catalogue),
        found,
        half,
        f"Calendar days in {catalogue.settings.clock.place}, launches of all types together; "
        f"several launches on a day are one day.{left_out}",
    )


def _year_columns(catalogue: Catalogue) -> list[Column]:
    return [
        Column(
            str(count.year),
            str(count.year) if count.year % 5 == 0 else "",
            _year(catalogue, count.year),
        )
        for count in counted_events.year_counts(catalogue)
    ]


def _so_far(catalogue: Catalogue) -> str:
    as_of = catalogue.settings.as_of
    return f"The counts for {as_of.year} go up to {as_of.words}."


# Each chart by the id that it has on a page.
DRAWN: Mapping[ChartName, Callable[[Catalogue], Drawing | None]] = {
    "launches-by-year": by_year,
    "launches-by-month": by_month,
    "flights-by-outcome": outcomes,
    "days-between": between,
    "heights": heights,
}
