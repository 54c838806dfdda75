"""Days that cannot be: in the future, outside the records, before their subject; reviews due."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem, Refused
from generator.schema.base import Part
from generator.schema.kinds import EditorsNote, Event, Explainer, Fact, Month, Record
from generator.values.times import DayValue, parse_day


def after_the_digest(
    catalogue: Catalogue, record: Record, source: Source, today: date
) -> Iterator[Problem]:
    """An event or an article of a day on which nothing was collected any more."""
    as_of = catalogue.settings.as_of
    for name in ("date", "published"):
        day = vars(record).get(name)  # pydantic takes long to say that there is none
        if day and as_of.last < day.first <= today:
            message = f"`{name}` {day} lies after the digest's `as_of` {as_of}"
            fix = "correct the date, or move `as_of` in digest.yml"
            yield source.problem((name,), "S022", message, fix)


def review_due(record: Explainer | Fact, source: Source, today: date) -> Iterator[Problem]:
    if record.review_by and record.review_by.last < today:
        message = f"due for review since {record.review_by}"
        fix = "check the sources, then move `review_by`"
        yield source.problem(("review_by",), "R010", message, fix)


def of_note(event: Event, source: Source) -> Iterator[Problem]:
    """A note that is older than its event."""
    if event.editors_note:
        yield from _too_early(event.editors_note, event.date, ("editors_note",), source)


def of_month(catalogue: Catalogue, month: Month, source: Source) -> Iterator[Problem]:
    """A note on what is no month, or on one before the records begin or after they end."""
    try:
        day = parse_day(month.id)
    except Refused as refused:
        fix = "name the file by its month, such as 2024-01.yml"
        yield source.problem((), refused.code, f"no month has this name: {refused}", fix)
        return
    if day.precision != "month":
        message = f"a note is about a month, and {day} is a {day.precision}"
        fix = f"name the file {day.month_id or f'{day}-01'}.yml, or by the month that is meant"
        yield source.problem((), "S021", message, fix)
        return
    as_of = catalogue.settings.as_of
    first = min((event.date for event in catalogue.events.values()), default=as_of)
    if not DayValue(first.year, first.month) <= day <= as_of:
        message = f"{day.words} has no page: the records go from {first.words} to {as_of.words}"
        fix = "name the file by a month between them; a later one has to wait for `as_of`"
        yield source.problem((), "R043", message, fix)
    else:
        yield from _too_early(month, day, (), source)


def _too_early(
    written: EditorsNote, about: DayValue, path: Path_, source: Source
) -> Iterator[Problem]:
    if written.note_on.last < about.first:
        message = f"the note is of {written.note_on}, before {about}, which it is about"
        yield source.problem((*path, "note_on"), "R008", message, "correct the day")


def in_future(parts: Iterable[Part], source: Source, today: date) -> Iterator[Problem]:
    """Days after the reference day, wherever in the record; a review is meant to come."""
    for path, day in parts:
        if isinstance(day, DayValue) and day.first > today and path[-1] != "review_by":
            message = f"`{path[-1]}` {day} lies after {today}"
            yield source.problem(path, "S022", message, "correct the date")
