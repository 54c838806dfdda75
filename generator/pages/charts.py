"""The record in charts: what each is drawn from, and what has to be said of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from statistics import median
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.charts.columns import TALL, Column, Part, columns
from generator.charts.drawing import Drawing, Target
from generator.charts.gaps import Gap, gaps, moment
from generator.charts.heat_map import MONTHS, Number, heat
from generator.charts.scales import Years
from generator.charts.strip import Dot, Strip
from generator.pages.counted import classes, counted_rows, findings, milestones, pairs
from generator.pages.counted.pairs import late, listing
from generator.schema.kinds import Event
from generator.schema.topic import Chart
from generator.values.words import capital, counted, listed, plural, with_article

MONTH_COLUMN = 20
# Files are drawn for a wider place than the column of a telephone.
LARGE = 2


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
    entry = classes.grouping(catalogue)
    group = entry.name.lower() if entry else "type"
    of_class = entry is not None and entry.field == "class" and parts
    a_one = with_article(what.one)
    several = ""
    if entry and parts:
        who = f"{capital(a_one)} of {parts.all}"
        several = f"{who} of different {plural(group)} is counted once, as such. "
    return Words(
        capital(what.one),
        capital(what.many),
        f"Counted from the records; {a_one} is {what.means}.",
        group,
        f"{group} of {parts.each}" if of_class and parts else group,
        several,
    )


class Shown(NamedTuple):
    """A chart of the page of charts, its heading, and what to know before looking at it.

    It also has a page of its own, by the `id` of the chart.
    """

    id: str
    kind: str
    heading: str
    about: tuple[str, ...]
    drawing: Drawing
    nouns: tuple[str, str]
    """The words for one and for several of what it counts."""

    @property
    def title(self) -> str:
        """What it counts: the title of its page, which stays when the numbers change."""
        return self.drawing.title


class OnRecord(NamedTuple):
    """A chart for which something is on record. It is drawn once its page is made."""

    catalogue: Catalogue
    chart: Chart

    @property
    def id(self) -> str:
        """The id of the chart."""
        return self.chart.id

    @property
    def shown(self) -> Shown:
        """The chart as its page shows it."""
        return next(shown for shown in charts(self.catalogue) if shown.id == self.id)


@per_catalogue
def on_record(catalogue: Catalogue) -> tuple[OnRecord, ...]:
    """The charts that the digest declares, without those for which nothing is on record."""
    declared = catalogue.settings.charts
    return tuple(OnRecord(catalogue, chart) for chart in declared if _any(catalogue, chart))


def _any(catalogue: Catalogue, chart: Chart) -> bool:
    if chart.kind == "pairs":
        return pairs.any_pair(catalogue, chart)
    if chart.kind == "days-between":
        return bool(milestones.pauses(catalogue).measured)
    if chart.kind == "years" and chart.by:
        return any(group != classes.UNKNOWN for _, group in _grouped(catalogue, chart.by))
    return bool(counted_events.every(catalogue))


@per_catalogue
def charts(catalogue: Catalogue, size: int = 1) -> tuple[Shown, ...]:
    """The same, drawn."""
    found = (_shown(catalogue, one.chart, size) for one in on_record(catalogue))
    return tuple(shown for shown in found if shown)


def named(catalogue: Catalogue, name: str) -> Shown | None:
    """One chart of the page of charts; None where nothing is on record to draw."""
    return next((shown for shown in charts(catalogue) if shown.id == name), None)


def _shown(catalogue: Catalogue, chart: Chart, size: int) -> Shown | None:
    drawing, heading, about = DRAWN[chart.kind](catalogue, chart, size)
    about = (*about, *((chart.about,) if chart.about else ()))
    nouns = _nouns(catalogue, chart)
    return Shown(chart.id, chart.kind, heading, about, drawing, nouns) if drawing else None


def _nouns(catalogue: Catalogue, chart: Chart) -> tuple[str, str]:
    """The words for one and for several of what a chart counts."""
    what, parts = catalogue.counted, catalogue.settings.parts
    if chart.kind == "pairs":
        return pairs.words(catalogue, chart)
    if chart.kind == "days-between":
        return "pause", "pauses"
    if chart.by and parts and of_parts(catalogue, chart.by):
        return parts.one, f"{parts.many} listed one by one"
    return what.one, what.many


def of_parts(catalogue: Catalogue, by: str) -> bool:
    """Whether parts are counted by a measure: they carry it."""
    carried = catalogue.measures[by].carried
    return bool(catalogue.settings.parts and carried and carried.part)


Described = tuple[Drawing | None, str, tuple[str, ...]]
"""A drawing, its heading, and what every digest says before it."""


def _years(catalogue: Catalogue, chart: Chart, size: int) -> Described:
    if chart.by:
        heading = f"By {catalogue.measures[chart.by].name.lower()}"
        return stacked(catalogue, chart, size), heading, ()
    what, parts, words = catalogue.counted, catalogue.settings.parts, words_of(catalogue)
    about = []
    if parts:
        about.append(
            f"{capital(with_article(what.one))} is counted once, however many {parts.all} it had."
        )
    if classes.grouping(catalogue):
        about.append(f"The {words.group} is the one the source gives.")
    return by_year(catalogue, chart, size), f"By year and {words.group}", tuple(about)


def _months(catalogue: Catalogue, chart: Chart, size: int) -> Described:
    about = "A column is a year. A cell leads to the digest of its month."
    return by_month(catalogue, chart, size), "By month", (about,)


def _between(catalogue: Catalogue, chart: Chart, size: int) -> Described:
    about = (
        "A mark is at the day that ended a quiet spell. The scale is logarithmic: from one day to "
        "ten is as far as from ten to a hundred."
    )
    heading = f"Days between {catalogue.counted.one} days"
    return between(catalogue, chart, size), heading, (about,)


def _pairs(catalogue: Catalogue, chart: Chart, size: int) -> Described:
    one, many = pairs.words(catalogue, chart)
    about = (
        f"Both numbers are the sources' own, and only {many} with both are drawn. Equal numbers "
        f"cover each other; the table has every {one}."
    )
    return heights(catalogue, chart, size), pairs.pair_title(catalogue, chart), (about,)


def heights(catalogue: Catalogue, chart: Chart, size: int = 1) -> Drawing | None:
    """Two measures of all parts or events; None where none has both."""
    events = counted_events.every(catalogue)
    if pairs.of_parts(catalogue, chart):
        rows = counted_rows.part_rows(catalogue, events)
        found = pairs.part_pairs(catalogue, chart, rows)
    else:
        found = pairs.event_pairs(catalogue, chart, events)
    _, many = pairs.words(catalogue, chart)
    return pairs.pair_chart(catalogue, chart, found, f"all {many}", size=size)


def years(catalogue: Catalogue, size: int = 1) -> Years:
    """The columns that every chart by year has: of the last years, where there are very many."""
    return Years(*span(catalogue), size).recent


def span(catalogue: Catalogue) -> tuple[int, int]:
    """The first and the last year of what is counted."""
    counts = counted_events.year_counts(catalogue)
    return counts[0].year, counts[-1].year


def _earlier(catalogue: Catalogue, words: tuple[str, str], events: Iterable[Event]) -> Strip | None:
    """The years before those that have columns, with a dot for each of `events`, once for each time
    that it is named; None where there are no such years."""
    first, until = span(catalogue)[0], years(catalogue).first
    if first == until:
        return None
    found = [event for event in events if event.date.year < until]
    dots = (
        Dot(
            (moment(event.date.first) + moment(event.date.last)) / 2,
            f"{event.date.words}: {event.title}",
            ("events", event.id),
        )
        for event in found
    )
    return Strip(first, until - 1, tuple(dots), counted(len(found), *words))


def _year(catalogue: Catalogue, year: int) -> Target | None:
    return ("year", str(year)) if year in counted_events.years(catalogue) else None


def by_year(catalogue: Catalogue, chart: Chart, size: int = 1) -> Drawing:
    """Counted events a year by group."""
    counts = counted_events.year_counts(catalogue)
    found: Counter[tuple[int, str]] = Counter(
        (event.date.year, classes.of_event(catalogue, event))
        for event in counted_events.every(catalogue)
    )
    what, words = catalogue.counted, words_of(catalogue)
    most = max(counts, key=lambda count: count.events)
    none = [count.year for count in counts if not count.events]
    empty = f"; {counted(len(none), 'year')} without a column had none on record" if none else ""
    return columns(
        chart.id,
        f"{words.many} a year, by {words.long_group}",
        f"A column a year from {counts[0].year} to {counts[-1].year}, stacked by {words.group}. "
        f"The highest is {most.year} with {what.number(most.events)}{empty}.",
        "Year",
        _year_columns(catalogue),
        [
            Part(group.name, group.css, tuple(found[c.year, group.id] for c in counts))
            for group in classes.groups(catalogue)
        ],
        years(catalogue, size).pitch,
        f"{words.counting} {words.several}"
        f"{_besides(catalogue, counted_events.every(catalogue))}{_so_far(catalogue)}",
        _tall(size),
        by=words.group,
        strip=_earlier(catalogue, (what.one, what.many), counted_events.every(catalogue)),
        seen=findings.of_years(catalogue, {c.year: c.events for c in counts if c.events}),
    )


def _tall(size: int) -> int:
    """How high columns are: less than twice where they are twice as far from each other."""
    return TALL * (1 + size) // 2


def in_year(catalogue: Catalogue, year: int, size: int = 1) -> Drawing:
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
        MONTH_COLUMN * size,
        f"{words.counting} {_besides(catalogue, found)}"
        f"{_so_far(catalogue) if year == as_of.year else ''}".rstrip(),
        _tall(size),
        by=words.group,
        seen=findings.of_one_year(catalogue, year, by_month),
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


def by_month(catalogue: Catalogue, chart: Chart, size: int = 1) -> Drawing:
    """Counted events a month, all years beside each other."""
    as_of = catalogue.settings.as_of.last
    what, words = catalogue.counted, words_of(catalogue)
    found = Counter((e.date.year, e.date.month) for e in counted_events.every(catalogue))
    most = sorted((key for key in found if key[1]), key=lambda key: (-found[key], key))
    peak = f" Most: {MONTHS[most[0][1] - 1]} {most[0][0]} with {found[most[0]]}." if most else ""
    return heat(
        chart.id,
        f"{words.many} by month and year",
        f"A column a year and a row a month; the number in a cell is that of its {what.many}, and "
        f"an empty cell is a month without one on record.{peak}",
        years(catalogue, size),
        {
            (year, month): Number(n, ("digest", f"{year}-{month:02}") if month else None)
            for (year, month), n in found.items()
        },
        (as_of.year, as_of.month),
        f"{words.counting} {words.many} of which only the month is known are counted in it. "
        f"{_so_far(catalogue)}",
        _earlier(catalogue, (what.one, what.many), counted_events.every(catalogue)),
        findings.of_months(catalogue, found),
    )


def _grouped(catalogue: Catalogue, by: str) -> Iterator[tuple[Event, str]]:
    """The group by a measure of each part where parts carry it, else of each event."""
    for event in counted_events.every(catalogue):
        if of_parts(catalogue, by):
            for part in event.parts:
                yield event, classes.of_part(catalogue, event, part, by)
        else:
            yield event, classes.of_event(catalogue, event, by)


def stacked(catalogue: Catalogue, chart: Chart, size: int = 1) -> Drawing:
    """A column a year by one measure: of parts where they carry it, else of events."""
    entry = catalogue.measures[str(chart.by)]
    parts, words = catalogue.settings.parts, words_of(catalogue)
    by_part = of_parts(catalogue, entry.id)
    name = with_article(entry.name.lower())
    found = list(_grouped(catalogue, entry.id))
    counts = Counter((event.date.year, group) for event, group in found)
    found_years = counted_events.year_counts(catalogue)
    kinds = classes.groups(catalogue, entry.id)
    totals = Counter(group for _, group in found)
    judged = ((event, group != classes.UNKNOWN) for event, group in found)
    what = catalogue.counted
    one, many = (parts.one, parts.many) if parts and by_part else (what.one, what.many)
    notes = (
        f"Counted from the {parts.many} listed, each judged by its source. {words.many} "
        f"without a list of their {parts.all} are not in it."
        if parts and by_part
        else words.counting,
        late(judged, f"{capital(name)} is known", one, many),
        listing(catalogue) if by_part else "",
        _so_far(catalogue),
    )
    whole = [
        f"{classes.in_sentence(catalogue, group)} {totals[group.id]}"
        for group in kinds
        if totals[group.id] or group.id == classes.UNKNOWN
    ]
    drawn = f"{parts.all} that are listed one by one" if parts and by_part else what.many
    nouns = _nouns(catalogue, chart)
    return columns(
        chart.id,
        f"{capital(many)} a year, by {entry.name.lower()}",
        f"A column a year of the {drawn}: {listed(whole)}.",
        "Year",
        _year_columns(catalogue),
        [
            Part(group.name, group.css, tuple(counts[year.year, group.id] for year in found_years))
            for group in kinds
        ],
        years(catalogue, size).pitch,
        " ".join(filter(None, notes)),
        _tall(size),
        by=entry.name.lower(),
        strip=_earlier(catalogue, nouns, [event for event, _ in found]),
        seen=findings.of_groups(
            entry,
            {
                classes.in_sentence(catalogue, group): totals[group.id]
                for group in kinds
                if group.id not in (classes.OTHER, classes.SEVERAL, classes.UNKNOWN)
            },
            totals[classes.UNKNOWN],
            len(found),
            nouns,
        ),
    )


def between(catalogue: Catalogue, chart: Chart, size: int = 1) -> Drawing:
    """The days between days with an event."""
    what = catalogue.counted
    pauses, unmeasured = milestones.pauses(catalogue)
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
        "fall whose day is not known, or which may not have taken place."
        if unmeasured
        else ""
    )
    return gaps(
        chart.id,
        f"Days from one {what.one} day to the next",
        f"One mark for each day with {with_article(what.one)}, as high as the days since the one "
        f"before; each step up is a multiple. The longest was {counted(longest.days, 'day')}, from "
        f"{longest.since_words} to {longest.until_words}; half were {half:g} or less.",
        years(catalogue, size),
        found,
        half,
        f"Calendar days in {catalogue.settings.clock.place}, {what.many} of all types together; "
        f"several {what.many} on a day are one day.{left_out}",
        (span(catalogue)[0], ("pause that ended then", "pauses that ended then"))
        if span(catalogue)[0] < years(catalogue).first
        else None,
        findings.of_pauses(catalogue, [gap.days for gap in found], half),
    )


def _year_columns(catalogue: Catalogue) -> list[Column]:
    shown = years(catalogue)
    return [
        Column(
            str(count.year),
            str(count.year) if shown.told(count.year) else "",
            _year(catalogue, count.year),
            count.year >= shown.first,
        )
        for count in counted_events.year_counts(catalogue)
    ]


def _so_far(catalogue: Catalogue) -> str:
    as_of = catalogue.settings.as_of
    return f"The counts for {as_of.year} go up to {as_of.words}."


DRAWN: Mapping[str, Callable[[Catalogue, Chart, int], Described]] = {
    "years": _years,
    "months": _months,
    "days-between": _between,
    "pairs": _pairs,
}
