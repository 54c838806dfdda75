"""The moments by which feeds and calendars order records: from the records, never from a clock."""

from datetime import date, timedelta

from generator.pages.shared.sentences import clock
from generator.schema.kinds import Article, Event
from generator.values.local_time import Clocks
from generator.values.times import KST, DayValue

UNSURE = {
    "month": "Only the month is known, {0}, so this entry is dated to its first day.",
    "year": "Only the year is known, {0}, so this entry is dated to its first day.",
}


def midnight(day: DayValue) -> str:
    """The beginning of a day, month or year in Korean time: `2026-01-27T00:00:00+09:00`."""
    return f"{day.first}T00:00:00+09:00"


def happened(event: Event, both: Clocks | None) -> str:
    """When an event began, in Korean time: its minute where that is known, else its midnight."""
    if both is None or both.instant is None:
        return midnight(event.date)
    return f"{(both.instant + KST).isoformat()}+09:00"


def happened_words(event: Event, both: Clocks | None) -> str:
    """What the moment of an event stands for, as a sentence."""
    day = event.date
    if day.precision in UNSURE:
        return UNSURE[day.precision].format(day.words)
    if both is None or both.instant is None:
        return (
            f"Day: {day.words}. No time is on record, so this entry is dated to 00:00 Korean time."
        )
    until = f" to {event.ends.words}" if event.ends else ""
    return f"Day: {day.words}{until}, {clock(both, day.year)}."


def printed_words(day: DayValue) -> str:
    """What the moment of an article stands for, as a sentence."""
    if day.precision in UNSURE:
        return UNSURE[day.precision].format(day.words)
    return f"Published on {day.words}; this entry is dated to 00:00 Korean time."


def changed(published: str, record: Event | Article) -> str:
    """The moment of the last correction, or that of the record where none came later."""
    return max([published, *(midnight(found.on) for found in record.corrections)])


def days(event: Event) -> tuple[date, date]:
    """The first day that an event may have taken and the day after the last."""
    return event.date.first, (event.ends or event.date).last + timedelta(days=1)
