"""Whether a correction fits its record: what it says was changed, when, and to what."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import get_args

from generator.catalogue import Catalogue
from generator.catalogue.suggestions import one_of
from generator.catalogue.values import fact_kind, parsed_value
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem, Refused, shown
from generator.schema.kinds import Article, Correction, Event, Fact, Record, Sourced
from generator.values.numbers import QuantityValue, parse_quantity
from generator.values.scalars import Ref
from generator.values.times import ClockValue, DayValue, parse_clock, parse_day

DAY = timedelta(days=1)
UNCORRECTED = {"id", "corrections"}


def of_record(catalogue: Catalogue, record: Record, source: Source) -> Iterator[Problem]:
    """Corrections of no key, of nothing, from before the record's day, or of another value."""
    last: dict[str, DayValue] = {}
    entries = vars(record).get("corrections", ())
    for entry in entries:
        last[entry.field] = max(last.get(entry.field, entry.on), entry.on)
    since = _since(record)
    for index, entry in enumerate(entries):
        path = ("corrections", index)
        keys = [name for name in type(record).model_fields if name not in UNCORRECTED]
        if entry.key not in keys:
            message = f"`{shown(entry.field)}` is no key of this record"
            fix = one_of(entry.key, keys)
            yield source.problem((*path, "field"), "S003", message, fix)
            continue
        if entry.was == entry.now:
            fix = "write what the record said before, or remove the entry"
            yield source.problem((*path, "now"), "R017", "`now` is the same as `was`", fix)
        if since and entry.on.last < since - DAY:
            message = f"corrected on {entry.on}, before the record's own day {since}"
            fix = "write the day on which the digest was changed"
            yield source.problem((*path, "on"), "R017", message, fix)
        if entry.on == last[entry.field]:
            yield from _other_value(catalogue, record, entry, (*path, "now"), source)
        if gap := _gap(catalogue, record, entry):
            message = (
                f"`was` is {shown(entry.was)}, but the correction before, on {gap.on}, "
                f"says {shown(gap.now)} since"
            )
            fix = "correct one of the two, or add the correction between them"
            yield source.problem((*path, "was"), "R017", message, fix)


def _since(record: Record) -> date | None:
    """The day before which the digest cannot have said anything of it."""
    if isinstance(record, Event):
        return record.date.first
    if isinstance(record, Article) and record.published:
        return record.published.first
    return None


def _gap(catalogue: Catalogue, record: Record, entry: Correction) -> Correction | None:
    """The correction before of the same key, where its `now` reads as another value than `was`."""
    if isinstance(record, Fact) and record.history:
        return None  # the value between them may have been succeeded, without a correction
    same = [one for one in getattr(record, "corrections", ()) if one.field == entry.field]
    before = [one for one in same if one.on.surely_before(entry.on)]
    latest = [one for one in before if one.on == max(other.on for other in before)]
    # In which order several of one day were made, their days do not say.
    if len(latest) != 1 or sum(one.on == entry.on for one in same) != 1:
        return None
    was = _read(catalogue, record, entry.field, entry.was)
    then = _read(catalogue, record, entry.field, latest[0].now)
    return latest[0] if _differ(was, then) else None


def _other_value(
    catalogue: Catalogue,
    record: Record,
    entry: Correction,
    path: Path_,
    source: Source,
) -> Iterator[Problem]:
    """A last correction whose `now` reads as a value of its key, but as another than it has."""
    value = _value(record, entry.field)
    if isinstance(record, Fact) and (value is None or entry.now in _former_values(record)):
        return
    same_day = [
        e for e in getattr(record, "corrections", ()) if (e.field, e.on) == (entry.field, entry.on)
    ]
    now = _read(catalogue, record, entry.field, entry.now)
    if len(same_day) == 1 and _differ(now, _meant(record, entry.field)):
        message = (
            f"the last correction of `{entry.field}` says {shown(entry.now)}, "
            f"the record says {shown(_text(value))}"
        )
        fix = "correct one of the two, or add the correction that came after"
        yield source.problem(path, "R017", message, fix)


def _former_values(fact: Fact) -> set[str]:
    return {text for old in fact.history for text in (old.value, str(old.as_of))}


def _text(value: object) -> str:
    return value.text if isinstance(value, QuantityValue) else str(value)


def _value(record: Record, field: str) -> object:
    """What the record has at a key; None for a part of one, such as `strikes 2 height_m`."""
    value = getattr(record, field) if field in type(record).model_fields else None
    if isinstance(value, Sourced):
        value = getattr(value, "value", None) or getattr(value, "place", None)
    return value


def _meant(record: Record, field: str) -> object:
    """The same, where the value of a fact is the number, day or time that it means."""
    if isinstance(record, Fact) and field == "value":
        try:
            return parsed_value(record.value, fact_kind(record.unit))
        except Refused:
            return None
    return _value(record, field)


def _read(catalogue: Catalogue, record: Record, field: str, text: str) -> object:
    """A text as a value of the kind that a key has; None where it has words of its own."""
    value = _meant(record, field)
    try:
        if isinstance(value, QuantityValue):
            return parse_quantity(text)
        if isinstance(value, DayValue):
            return parse_day(text)
        if isinstance(value, ClockValue):
            return parse_clock(text)._replace(local=value.local)
    except Refused:
        return None
    if isinstance(value, Ref):
        known = catalogue.words.get(value.kind) or getattr(catalogue, value.kind, {})
        return text if text in known else None
    choices = get_args(type(record).model_fields[field].annotation) if value is not None else ()
    return text if text in choices else None


def _differ(one: object, other: object) -> bool:
    """Whether two values are both known, and not the same."""
    if one is None or other is None:
        return False
    if isinstance(one, QuantityValue) and isinstance(other, QuantityValue):
        return not one.equal(other)
    if isinstance(one, ClockValue) and isinstance(other, ClockValue):
        return not one.equal(other)
    return one != other
