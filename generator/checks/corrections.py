"""Whether a correction fits its record: what it says was changed, when, and to what."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import get_args

from generator.catalogue.link import Catalogue
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


def _since(record: Record) -> date | None:
    """The day before which the digest cannot have said anything of it."""
    if isinstance(record, Event):
        return record.date.first
    if isinstance(record, Article) and record.published:
        return record.published.first
    return None


def _other_value(
    catalogue: Catalogue,
    record: Record,
    entry: Correction,
    path: Path_,
    source: Source,
) -> Iterator[Problem]:
    """A last correction whose `now` reads as a value of its key, but as another than it has."""
    if entry.field not in type(record).model_fields:
        return  # a part of a key, such as `strikes 2 height_m`
    value = getattr(record, entry.field)
    if isinstance(value, Sourced):
        value = getattr(value, "value", None) or getattr(value, "place", None)
    if isinstance(record, Fact) and (value is None or entry.now in _former_values(record)):
        return
    same_day = [
        e for e in getattr(record, "corrections", ()) if (e.field, e.on) == (entry.field, entry.on)
    ]
    if len(same_day) == 1 and _differs(catalogue, record, entry, value):
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


def _differs(catalogue: Catalogue, record: Record, entry: Correction, value: object) -> bool:
    try:
        if isinstance(record, Fact) and entry.field == "value":
            value = parsed_value(record.value, fact_kind(record.unit))
        if isinstance(value, QuantityValue):
            return not value.equal(parse_quantity(entry.now))
        if isinstance(value, DayValue):
            return parse_day(entry.now) != value
        if isinstance(value, ClockValue):
            return not value.equal(parse_clock(entry.now)._replace(local=value.local))
    except Refused:
        return False  # in words of its own
    if isinstance(value, Ref):
        known = catalogue.words.get(value.kind) or getattr(catalogue, value.kind, {})
        return entry.now in known and entry.now != value
    choices = get_args(type(record).model_fields[entry.field].annotation)
    return isinstance(value, str) and entry.now in choices and entry.now != value
