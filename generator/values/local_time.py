"""A time of day on both clocks, Korean time and UTC, with the day where the two differ."""

from datetime import datetime
from typing import NamedTuple

from generator.values.times import KST, ClockValue, DayValue


class Clocks(NamedTuple):
    """One time on both clocks, as exact as it was given.

    `utc_day` is set where `day` is the Korean day and UTC has another, `kst_day` where `day` is
    that of UTC and Korea has another. `instant` is the beginning in UTC, where the day is known.
    """

    kst: str
    utc: str
    utc_day: DayValue | None
    instant: datetime | None
    kst_day: DayValue | None = None
    crosses: bool = False

    def utc_date(self, korean: DayValue) -> str | None:
        """The day in UTC where it differs, with its year only where that differs too."""
        if self.utc_day is None:
            return None
        words = self.utc_day.words
        return words if self.utc_day.year != korean.year else words.removesuffix(f" {korean.year}")

    @property
    def badge(self) -> str | None:
        """`9 February 2026 in UTC`; of a span that reaches the same day, `from 9 February …`."""
        day = self.utc_day or self.kst_day
        if day is None:
            return None
        return f"{'from ' if self.crosses else ''}{day.words} in {'UTC' if self.utc_day else 'KST'}"


def clocks(time: ClockValue | None, day: DayValue | None, frame: str = "KST") -> Clocks | None:
    """A time of a calendar day on both clocks. `frame` is the clock by which `day` is counted."""
    if time is None:
        return None
    korean, universal = time.in_zone("KST"), time.in_zone("UTC")
    kst_text = str(korean).removesuffix(" KST")
    utc_text = str(universal).removesuffix(" UTC")
    own, other = (korean, universal) if frame == "KST" else (universal, korean)
    if day is None or not day.day:
        return Clocks(kst_text, utc_text, None, None)
    there = datetime(day.year, day.month, day.day, own.minutes // 60, own.minutes % 60)
    shift = -KST if frame == "KST" else KST
    elsewhere = there + shift
    instant = elsewhere if frame == "KST" else there
    if elsewhere.date() == there.date():
        return Clocks(kst_text, utc_text, None, instant)
    named = DayValue(elsewhere.year, elsewhere.month, elsewhere.day)
    crosses = other.until is not None and other.until < other.minutes
    if frame == "KST":
        return Clocks(kst_text, utc_text, named, instant, None, crosses)
    return Clocks(kst_text, utc_text, None, instant, named, crosses)
