"""Days that cannot be yet: in the future, after the day of the digest, or when a review was due."""

from collections.abc import Iterator
from datetime import date

from generator.catalogue.link import Catalogue
from generator.loading import Source
from generator.problems import Problem
from generator.schema.kinds import Explainer, Fact, Model, Record
from generator.values.times import DayValue


def after_the_digest(
    catalogue: Catalogue, record: Record, source: Source, today: date
) -> Iterator[Problem]:
    """An event or an article of a day on which nothing was collected any more."""
    as_of = catalogue.settings.as_of
    for name in ("date", "published"):
        day = getattr(record, name, None)
        if day and as_of.last < day.first <= today:
            message = f"`{name}` {day} lies after the digest's `as_of` {as_of}"
            fix = "correct the date, or move `as_of` in digest.yml"
            yield source.problem((name,), "S022", message, fix)


def review_due(record: Explainer | Fact, source: Source, today: date) -> Iterator[Problem]:
    if record.review_by and record.review_by.last < today:
        yield source.problem(
            ("review_by",),
            "R010",
            f"due for review since {record.review_by}",
            "check the sources, then move `review_by`",
        )


def in_future(record: Model | None, source: Source, today: date) -> Iterator[Problem]:
    """Days after the reference day, wherever in the record; a review is meant to come."""
    for path, day in _days(record, ()):
        if day.first > today:
            message = f"`{path[-1]}` {day} lies after {today}"
            yield source.problem(path, "S022", message, "correct the date")


def _days(
    value: object, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], DayValue]]:
    if isinstance(value, DayValue):
        yield path, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            if name != "review_by":
                yield from _days(getattr(value, name), (*path, name))
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for index, item in enumerate(value):
            yield from _days(item, (*path, index))
