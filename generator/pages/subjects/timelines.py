"""When: the timelines of systems, places and actors, and the small bars of their indexes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.charts.columns import Column, Part, columns
from generator.charts.drawing import Drawing
from generator.charts.gaps import moment
from generator.charts.sparkline import spark
from generator.charts.timeline import Lane, Moment, timeline
from generator.pages.counted import findings
from generator.pages.counted.counted_rows import CountedRow
from generator.pages.counted.pairs import of_both
from generator.pages.subjects.actors import ActorView
from generator.pages.subjects.index_rows import IndexRow
from generator.pages.subjects.places import PlaceView, place_words
from generator.pages.subjects.systems import SystemView
from generator.schema.kinds import Event
from generator.values.times import DayValue
from generator.values.words import capital, counted, listed, with_article

# A timeline of fewer things tells less than the list beside it; more marks than MANY are bars.
ENOUGH, MANY = 3, 60
# Beside what a speaker said, so many events that it took part in are drawn as well.
LISTED = 13
# What is named once a year does not fill the height of its row.
FEW = 5
# Of the columns of one system beside its map: the width of all and of what is beside them, together
# that of a telephone's page; the least and the greatest of one, the width of a year's number below
# it, and their height.
SMALL, MARGIN, NARROW, WIDEST, TICK, LOW = 288, 16, 6, 36, 32, 70


class Drawn(NamedTuple):
    """The drawings of one record's page; None where there is too little to draw."""

    timeline: Drawing | None
    heights: Drawing | None = None


def system(catalogue: Catalogue, view: SystemView, size: int = 1) -> Drawn:
    """When a system was involved, and two measures of its parts."""
    name = view.system.name
    return Drawn(
        _a_year(catalogue, name, view.rows, size),
        of_both(catalogue, view.parts, name, size=size),
    )


def _a_year(
    catalogue: Catalogue, name: str, rows: Sequence[CountedRow], size: int
) -> Drawing | None:
    """Counted events a year from the first to the day of the digest; None without one."""
    found = Counter(row.event.date.year for row in rows)
    if not found:
        return None
    last, what = max(catalogue.settings.as_of.year, *found), catalogue.counted
    years = range(min(found), last + 1)
    # Every year where there is room for its four digits, else every fifth.
    pitch = size * min(max(SMALL / len(years), NARROW), WIDEST)
    every = 1 if pitch >= TICK else 5 if pitch * 5 >= TICK else 10
    return columns(
        "timeline",
        f"{capital(what.many)} of {name} a year",
        f"A column a year from {years[0]} to {catalogue.settings.as_of.words}, "
        f"{what.number(len(rows))} in all.",
        "Year",
        [Column(str(year), str(year) if year % every == 0 else "") for year in years],
        [Part(capital(what.many), "word-1", tuple(found[year] for year in years))],
        pitch,
        f"Counted from the records, to {catalogue.settings.as_of.words}.",
        LOW * size,
        MARGIN,
        by="what",
        seen=findings.of_record(catalogue, name, found),
        summed=False,
    )


def place(catalogue: Catalogue, view: PlaceView) -> Drawn:
    """When counted events were at a place or ended there, and what else happened."""
    words = place_words(catalogue)
    others = "Other events here" if catalogue.settings.counted else "Events here"
    lanes = [
        _counted(catalogue, words.here, view.rows),
        _counted(catalogue, words.ended_lane, view.landings),
        _happened(others, [(event, "") for event in view.others]),
    ]
    first = next((lane for lane in lanes if lane.size), None)
    title = f"What happened at {view.place.name}"
    if first is None:
        return Drawn(None)
    dates = {
        lanes[0].name: [row.event.date for row in view.rows],
        lanes[1].name: [row.event.date for row in view.landings],
    }.get(first.name, [event.date for event in view.others])
    named = {
        lanes[0].name: f"{words.at} {view.place.name}",
        lanes[1].name: f"{words.ended_at} {view.place.name}",
    }.get(first.name, f"Events at {view.place.name}")
    seen = findings.of_days(named, len(dates), dates)
    return Drawn(_timeline(catalogue, title, lanes, seen=seen))


def actor(catalogue: Catalogue, view: ActorView) -> Drawn:
    """When an actor took part in something, and when it said something.

    The page of one that gives many figures has its statements by year, and no drawing of them.
    """
    if not view.spoken.told:
        return Drawn(whole_actor(catalogue, view))
    if len(view.took_part) < LISTED:
        return Drawn(None)
    title = f"{view.actor.name} over the years"
    return Drawn(_timeline(catalogue, title, [_took_part(view)], seen=_part_taken(view)))


def whole_actor(catalogue: Catalogue, view: ActorView) -> Drawing | None:
    """Both lanes of an actor; None where there is too little to draw."""
    days = [
        said.article.published if statement.claim.said is None else statement.claim.said
        for said in view.said
        for statement in said.statements
    ]
    known = [day for day in days if day]
    undated = len(days) - len(known)
    lanes = [
        _took_part(view),
        Lane("Statements a year", {}, (), dict(Counter(day.year for day in known))),
    ]
    note = (
        f" {counted(undated, 'statement')} in sources without a day of publication "
        f"{'is' if undated == 1 else 'are'} not in it."
        if undated
        else ""
    )
    spoke = f"Dated statements of {view.actor.name}"
    seen = _part_taken(view) or (findings.of_days(spoke, len(known), known) if known else "")
    return _timeline(catalogue, f"{view.actor.name} over the years", lanes, note, seen)


def _part_taken(view: ActorView) -> str:
    days = [event.date for event, _ in view.took_part]
    what = f"Events in which {view.actor.name} took part"
    return findings.of_days(what, len(days), days) if days else ""


def _timeline(
    catalogue: Catalogue, title: str, every: Sequence[Lane], note: str = "", seen: str = ""
) -> Drawing | None:
    """The lanes that hold something, from the first year to the day of the digest."""
    lanes = [lane for lane in every if lane.size]
    if sum(lane.size for lane in lanes) < ENOUGH:
        return None
    begun = [int(m.start) for lane in lanes for m in lane.moments]
    begun += [year for lane in lanes for year in lane.counts]
    last = catalogue.settings.as_of.year
    parts = [f"{lane.name.lower()}: {lane.size:,}" for lane in lanes]
    return timeline(
        "timeline",
        title,
        f"From {min(begun)} to {catalogue.settings.as_of.words}. "
        f"{'; '.join(parts).capitalize()}.{note}",
        min(begun),
        max(last, *begun),
        lanes,
        frozenset(counted_events.years(catalogue)),
        "Counted from the records; what is known by month alone is in the middle of its month."
        f"{note}",
        seen,
    )


def _counted(catalogue: Catalogue, name: str, rows: Iterable[CountedRow]) -> Lane:
    """Counted events with the shape of their outcome; as bars where they are many."""
    events = [row.event for row in rows][::-1]
    if not events:
        return Lane(name, {}, ())
    if len(events) > MANY:
        return Lane(f"{name}, a year", {}, (), dict(Counter(event.date.year for event in events)))
    moments = tuple(_moment(event, outcome(catalogue, event), event.title) for event in events)
    between = f", {events[0].date.words} to {events[-1].date.words}" if len(events) > 1 else ""
    return Lane(name, outcomes(catalogue), moments, between=between)


def _took_part(view: ActorView) -> Lane:
    return _happened("Took part in", view.took_part)


def _happened(name: str, events: Iterable[tuple[Event, str]]) -> Lane:
    found = [
        _moment(event, "other", f"{event.title} ({role.lower()})" if role else event.title)
        for event, role in events
    ]
    return Lane(name, {"other": name}, tuple(found[::-1]))


def outcomes(catalogue: Catalogue) -> dict[str, str]:
    """What the shapes of counted events mean; an event without parts has none of them."""
    parts = catalogue.settings.parts
    if not catalogue.settings.counted:
        return {}
    if parts is None:
        return {"open": capital(catalogue.counted.many)}
    entry = catalogue.measure_of("outcome")
    if entry is None:
        return {"open": capital(catalogue.counted.many)}
    words = catalogue.words[entry.written].values()
    names = {
        went: f"Every {parts.one} {listed([with_article(n) for n in found], 'or')}"
        for went in ("well", "badly")
        if (found := [word.name.lower() for word in words if word.went == went])
    }
    other = "Both" if all(word.went for word in words) else "Both, neither"
    return {**names, "mixed": f"{other}, or some not known", "open": f"{entry.name} not known"}


def outcome(catalogue: Catalogue, event: Event) -> str:
    """What became of an event: all its parts went well, or badly, or not all; or it is open."""
    words = [found for part in event.parts if (found := part.held("outcome"))]
    went = {catalogue.word(word).went for word in words}
    if not words:
        return "open"
    one = went.pop() if len(went) == 1 and len(words) == len(event.parts) else None
    return one or "mixed"


def _moment(event: Event, kind: str, title: str) -> Moment:
    start, end = span(event.date)
    return Moment(start, end, kind, f"{event.date.words}: {title}", ("events", event.id))


def span(day: DayValue) -> tuple[float, float]:
    """From when to when a day may be, as years and their parts."""
    return moment(day.first), moment(day.last)


def sparks(catalogue: Catalogue, kind: str, rows: Sequence[IndexRow]) -> tuple[IndexRow, ...]:
    """The rows of an index with how much they have a year, all on the axis of the log.

    A system and a place have the counted events of each, on one scale. An actor has the
    events and articles that name it, on a scale of its own: some are named a thousand times.
    """
    counts: dict[str, Counter[int]] = {row.record.id: Counter() for row in rows}
    if kind == "actors":
        for key, found in counts.items():
            named = {(m.kind, m.id) for m in catalogue.mentions.get((kind, key), ())}
            found.update(day.year for each in named if (day := _dated(catalogue, *each)))
    for event in counted_events.every(catalogue):
        involved: Iterable[str] = ()
        if kind == "systems":
            involved = (system.id for system in counted_events.systems_of(catalogue, event))
        elif kind == "places":
            involved = event.all_places
        for key in involved:
            if key in counts:  # a long index begins with some of its rows
                counts[key][event.date.year] += 1
    years = counted_events.year_counts(catalogue)
    if not years or not rows:
        return tuple(rows)
    tops = {key: max(found.values(), default=0) for key, found in counts.items()}
    highest = max(tops.values())
    return tuple(
        row._replace(
            spark=spark(
                counts[row.record.id],
                years[0].year,
                years[-1].year,
                max(tops[row.record.id], FEW) if kind == "actors" else highest,
            )
        )
        for row in rows
    )


def _dated(catalogue: Catalogue, kind: str, key: str) -> DayValue | None:
    if kind == "events":
        return catalogue.events[key].date
    return catalogue.articles[key].published if kind == "articles" else None
