"""The moments by which feeds and calendars order records: from the records, never from a clock."""

from datetime import date, datetime, timedelta, timezone

from generator.pages.shared.sentences import clock
from generator.schema.kinds import Article, Event
from generator.values.clocks.local_time import Clocks
from generator.values.clocks.zones import LocalClock, Zone
from generator.values.times import DayValue

UNSURE = {
    "month": "Only the month is known, {0}, so this entry is dated to its first day.",
    "year": "Only the year is known, {0}, so this entry is dated to its first day.",
}


def midnight(zone: Zone, day: DayValue) -> str:
    """The beginning of a day, month or year in a zone: `2026-01-27T00:00:00+09:00`."""
    there = datetime.combine(day.first, datetime.min.time())
    # A midnight that the clock skips is the moment at which it was put forward.
    clock = next(iter(zone.showing(day.first, 0)), None) or zone.at(there - timedelta(hours=14))
    return _moment(there, clock)


def moment(instant: datetime, clock: LocalClock) -> str:
    """An instant, which is in UTC, by a clock: `2026-01-27T06:54:00+09:00`."""
    return _moment(instant + timedelta(minutes=clock.ahead), clock)


def _moment(there: datetime, clock: LocalClock) -> str:
    return there.replace(tzinfo=timezone(timedelta(minutes=clock.ahead))).isoformat()


def happened(zone: Zone, event: Event, both: Clocks | None) -> str:
    """When an event began, by its zone: its minute where that is known, else its midnight."""
    if both is None or both.instant is None or both.here is None:
        return midnight(zone, event.date)
    return moment(both.instant, both.here)


def happened_words(zone: Zone, event: Event, both: Clocks | None) -> str:
    """What the moment of an event stands for, as a sentence."""
    day = event.date
    if day.precision in UNSURE:
        return UNSURE[day.precision].format(day.words)
    if both is None or both.instant is None:
        dated = f"this entry is dated to 00:00 {zone.called}"
        return f"Day: {day.words}. No time is on record, so {dated}."
    until = f" to {event.ends.words}" if event.ends else ""
    return f"Day: {day.words}{until}, {clock(both, day.year)}."


def printed_words(zone: Zone, day: DayValue) -> str:
    """What the moment of an article stands for, as a sentence."""
    if day.precision in UNSURE:
        return UNSURE[day.precision].format(day.words)
    return f"Published on {day.words}; this entry is dated to 00:00 {zone.called}."


def changed(zone: Zone, published: str, record: Event | Article) -> str:
    """The moment of the last correction, or that of the record where none came later."""
    return max(
        [published, *(midnight(zone, found.on) for found in record.corrections)],
        key=datetime.fromisoformat,
    )


def days(event: Event) -> tuple[date, date]:
    """The first day that an event may have taken and the day after the last."""
    return event.date.first, (event.ends or event.date).last + timedelta(days=1)
