"""The record in charts: what each is drawn from, and what has to be said of it."""

from collections import Counter
from collections.abc import Callable, Iterable
from statistics import median
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.catalogue.values import refers
from generator.charts.columns import Column, Part, columns
from generator.charts.drawing import Drawing, Target
from generator.charts.gaps import Gap, gaps
from generator.charts.heat_map import MONTHS, Number, heat
from generator.charts.scales import COLUMN, Years
from generator.pages.counted import classes, counted_rows, milestones
from generator.pages.counted.pairs import late, listing, pair_chart, pair_title
from generator.schema.kinds import Event
from generator.values.words import capital, counted, listed, with_article

MONTH_COLUMN = 44


class Words(NamedTuple):
    """The words of charts of what is counted: of one, of several, and what they are grouped by."""

    one: str
    many: str
    counting: str
    group: str
    long_group: str
    several: str


@per_catalogue
def words_of(catalogue: Catalogue) -> Words:
    """The words that all charts of a digest have."""
    what, parts = catalogue.counted, catalogue.settings.parts
    by_class = classes.by_class(catalogue)
    a_one = with_article(what.one)
    several = ""
    if by_class and parts:
        several = f"{capital(a_one)} of {parts.all} of different classes is counted once, as such. "
    return Words(
        capital(what.one),
        capital(what.many),
        f"Counted from the records; {a_one} is {what.means}.",
        "class" if by_class else "type",
        f"class of {parts.each}" if by_class and parts else "class" if by_class else "type",
        several,
    )


class Charts(NamedTuple):
    """The page of charts; it has none where no counted event is on record."""

    years: Drawing
    months: Drawing
    outcomes: Drawing | None
    between: Drawing | None
    heights: Drawing | None
    group: str
    pair_title: str


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
        words_of(catalogue).group,
        pair_title(catalogue),
    )


class Named(NamedTuple):
    """A chart that a text asks for by its name; `by_year` if its columns are all years."""

    drawing: Drawing
    by_year: bool


def named(catalogue: Catalogue, name: str) -> Named | None:
    """One chart of the page of charts; None where nothing is on record to draw."""
    drawn = dict(zip(counted_events.chart_names(catalogue), DRAWN, strict=True))
    drawing = drawn[name](catalogue) if counted_events.year_counts(catalogue) else None
    return Named(drawing, name != "heights") if drawing else None


def heights(catalogue: Catalogue) -> Drawing | None:
    """Two measures of all parts; None where no part has both."""
    parts = catalogue.settings.parts
    rows = counted_rows.part_rows(catalogue, counted_events.every(catalogue))
    return pair_chart(catalogue, rows, "heights", f"all {parts.many}", 1) if parts else None


def years(catalogue: Catalogue) -> Years:
    """The columns that every chart by year has."""
    counts = counted_events.year_counts(catalogue)
    return Years(counts[0].year, counts[-1].year)


def _year(catalogue: Catalogue, year: int) -> Target | None:
    return ("year", str(year)) if year in counted_events.years(catalogue) else None


@per_catalogue
def by_year(catalogue: Catalogue) -> Drawing | None:
    """Counted events a year by class."""
    counts = counted_events.year_counts(catalogue)
    if not counts:
        return None
    found: Counter[tuple[int, str]] = Counter(
        (event.date.year, classes.of_event(catalogue, event))
        for event in counted_events.every(catalogue)
    )
    what, words = catalogue.counted, words_of(catalogue)
    most = max(counts, key=lambda count: count.events)
    none = [count.year for count in counts if not count.events]
    empty = f"; {counted(len(none), 'year')} without a column had none on record" if none else ""
    return columns(
        counted_events.chart_names(catalogue)[0],
        f"{words.many} a year, by {words.long_group}",
        f"A column a year from {counts[0].year} to {counts[-1].year}, stacked by {words.group}. "
        f"The highest is {most.year} with {what.number(most.events)}{empty}.",
        "Year",
        _year_columns(catalogue),
        [
            Part(group.name, group.css, tuple(found[c.year, group.id] for c in counts))
            for group in classes.groups(catalogue)
        ],
        COLUMN,
        f"{words.counting} {words.several}"
        f"{_besides(catalogue, counted_events.every(catalogue))}{_so_far(catalogue)}",
    )


def in_year(catalogue: Catalogue, year: int) -> Drawing:
    """The counted events of one year by month and class."""
    found = [event for event in counted_events.every(catalogue) if event.date.year == year]
    counts = Counter((event.date.month, classes.of_event(catalogue, event)) for event in found)
    as_of = catalogue.settings.as_of.last
    last = as_of.month if year == as_of.year else 12
    words = words_of(catalogue)
    months = [*range(1, last + 1), *([0] if any(not month for month, _ in counts) else [])]
    held = {event.date.month for event in found}
    by_month = Counter(event.date.month for event in found)
    parts = [
        f"{MONTHS[month - 1] if month else 'month not known'} {by_month[month]}"
        for month in months
        if by_month[month]
    ]
    return columns(
        f"{catalogue.counted.id}-{year}",
        f"{words.many} in {year} by month and {words.long_group}",
        f"A column a month, stacked by {words.group}. {words.many} on record: {', '.join(parts)}; "
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
        f"{words.counting} {_besides(catalogue, found)}"
        f"{_so_far(catalogue) if year == as_of.year else ''}".rstrip(),
    )


def _besides(catalogue: Catalogue, events: Iterable[Event]) -> str:
    """Which events sources put in a class that their records do not have."""
    found = [
        f"{n} as {name.lower()}" for name, n in classes.named_besides(catalogue, events).items()
    ]
    if not found:
        return ""
    what = words_of(catalogue).many
    return f"{what} of which a source names a class that the record does not: {listed(found)}. "


def by_month(catalogue: Catalogue) -> Drawing:
    """Counted events a month, all years beside each other."""
    as_of = catalogue.settings.as_of.last
    what, words = catalogue.counted, words_of(catalogue)
    found = Counter((e.date.year, e.date.month) for e in counted_events.every(catalogue))
    most = sorted((key for key in found if key[1]), key=lambda key: (-found[key], key))
    peak = f" Most: {MONTHS[most[0][1] - 1]} {most[0][0]} with {found[most[0]]}." if most else ""
    return heat(
        counted_events.chart_names(catalogue)[1],
        f"{words.many} by month and year",
        f"A column a year and a row a month; the number in a cell is that of its {what.many}, and "
        f"an empty cell is a month without one on record.{peak}",
        years(catalogue),
        {
            (year, month): Number(n, ("digest", f"{year}-{month:02}") if month else None)
            for (year, month), n in found.items()
        },
        (as_of.year, as_of.month),
        f"{words.counting} {words.many} of which only the month is known are counted in it. "
        f"{_so_far(catalogue)}",
    )


def outcomes(catalogue: Catalogue) -> Drawing | None:
    """Parts a year by what the source says became of them; None where the digest lists none."""
    parts = catalogue.settings.parts
    entry = catalogue.words["claim-properties"].get("outcome")
    if not parts or not entry:
        return None
    counts, name = counted_events.year_counts(catalogue), entry.name.lower()
    found = Counter(
        (event.date.year, str(part.get("outcome") or ""))
        for event in counted_events.every(catalogue)
        for part in event.parts
    )
    kinds = [
        (key, word.name, f"outcome-{key}")
        for key, word in catalogue.words[refers(entry.written)].items()
    ]
    kinds.append(("", "Not known", "outcome-unknown"))
    judged = (
        (event, bool(part.get("outcome")))
        for event in counted_events.every(catalogue)
        for part in event.parts
    )
    many = words_of(catalogue).many
    notes = (
        f"Counted from the {parts.many} listed, each judged by its source. {many} "
        f"without a list of their {parts.all} are not in it.",
        late(judged, f"{capital(with_article(name))} is known", parts.one, parts.many),
        listing(catalogue),
        _so_far(catalogue),
    )
    whole = [f"{name.lower()} {sum(found[c.year, key] for c in counts)}" for key, name, _ in kinds]
    return columns(
        counted_events.chart_names(catalogue)[2],
        f"{capital(parts.many)} a year, by {name}",
        f"A column a year of the {parts.all} that are listed one by one: {listed(whole)}.",
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
    """The days between days with an event; None where none are measured."""
    what = catalogue.counted
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
        f" Not measured: {counted(unmeasured, 'interval')} in which {with_article(what.one)} may "
        "fall whose day is not known."
        if unmeasured
        else ""
    )
    return gaps(
        "days-between",
        f"Days from one {what.one} day to the next",
        f"One mark for each day with {with_article(what.one)}, as high as the days since the one "
        f"before; each step up is a multiple. The longest was {counted(longest.days, 'day')}, from "
        f"{longest.since_words} to {longest.until_words}; half were {half:g} or less.",
        years(catalogue),
        found,
        half,
        f"Calendar days in {catalogue.settings.clock.place}, {what.many} of all types together; "
        f"several {what.many} on a day are one day.{left_out}",
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


# The charts in the order of `counted_events.chart_names`.
DRAWN: tuple[Callable[[Catalogue], Drawing | None], ...] = (
    by_year,
    by_month,
    outcomes,
    between,
    heights,
)
