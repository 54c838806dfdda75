"""Days and clock times, as precise as they are known and never more.

One strict grammar each; the parser returns the value or raises `Refused` with the fix.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from generator.problems import Refused, shown
from generator.values.intended import LEAVE_OUT, days, is_nothing, signs, times
from generator.values.tolerance import MINUTES, Difference

KST = timedelta(hours=9)
DAY = 24 * 60
LONGEST = 12 * 60
"""The most minutes between two times of one launch; a longer span is one that goes backwards."""
MONTHS = tuple(calendar.month_name)


class DayValue(NamedTuple):
    """A day, month or year, as precisely as known; sorts by the beginning of its period."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    @property
    def precision(self) -> str:
        """``day``, ``month`` or ``year``."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def words(self) -> str:
        """As a reader says it: `27 January 2026`, `July 1991`, `1984`."""
        if self.day:
            return f"{self.day} {MONTHS[self.month]} {self.year}"
        return f"{MONTHS[self.month]} {self.year}" if self.month else str(self.year)

    @property
    def month_id(self) -> str | None:
        """`2026-01`, or None where only the year is known."""
        return f"{self.year:04}-{self.month:02}" if self.month else None

    @property
    def first(self) -> date:
        """The earliest day it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it may be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def surely_before(self, other: "DayValue") -> bool:
        """Whether all of this period lies before `other` begins."""
        return self.last < other.first

    def differs(self, other: "DayValue") -> Difference:
        """How it differs from another: not at all where both can be one day."""
        apart = self.surely_before(other) or other.surely_before(self)
        return Difference.MATERIAL if apart else Difference.NO


def _day_fix(text: str) -> str:
    """What the author most likely meant by a day in another form."""
    if is_nothing(text):
        return LEAVE_OUT
    meant = days(text)
    if len(meant) == 2:
        return f"write {meant[0]}, or {meant[1]} if the month comes first"
    return f"write {meant[0]}" if meant else "write YYYY-MM-DD, YYYY-MM or YYYY"


def parse_day(text: str) -> DayValue:
    """`2026-01-27`, `1991-07` or `1984`: never more precise than the source."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text, re.ASCII)
    if not match:
        raise Refused("S021", f"`{shown(text)}` is not a day{signs(text)}", _day_fix(text))
    year, month, day = (int(part or 0) for part in match.groups())
    if not 1900 <= year <= 2199 or (match[2] and not 1 <= month <= 12):
        raise Refused("S020", f"`{text}` is not in the calendar", "check the year and the month")
    if match[3] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        last = calendar.monthrange(year, month)[1]
        raise Refused(
            "S020", f"{MONTHS[month]} {year} has no day {day}", f"write a day from 01 to {last}"
        )
    return DayValue(year, month, day)


class ClockValue(NamedTuple):
    """A time of day, or a span of one, in Korean time or UTC. Minutes count from midnight."""

    minutes: int
    zone: str
    until: int | None = None
    about: bool = False

    def __str__(self) -> str:
        span = "" if self.until is None else f" to {clock_text(self.until)}"
        return f"{'about ' if self.about else ''}{clock_text(self.minutes)}{span} {self.zone}"

    def on(self, day: DayValue, zone: str = "UTC") -> datetime | None:
        """The instant in `zone`, where `day` is the Korean calendar day; None if less than a day.

        Korean standard time is UTC+9 throughout; North Korea itself kept UTC+8:30 from
        2015-08-15 to 2018-05-04, which the sources do not use.
        """
        if not day.day:
            return None
        korean = self.minutes if self.zone == "KST" else (self.minutes + 540) % 1440
        at = datetime(day.year, day.month, day.day) + timedelta(minutes=korean)
        return at if zone == "KST" else at - KST

    def in_zone(self, zone: str) -> "ClockValue":
        """The same time or span on the other clock."""
        shift = {("KST", "UTC"): -540, ("UTC", "KST"): 540}.get((self.zone, zone), 0)
        until = None if self.until is None else (self.until + shift) % 1440
        return ClockValue((self.minutes + shift) % 1440, zone, until, self.about)

    def equal(self, other: "ClockValue") -> bool:
        """Whether both are the same; one minute is one minute on either clock."""
        return self.in_zone("UTC") == other.in_zone("UTC")

    def interval(self, widened: bool = False) -> tuple[int, int]:
        """First and last minute in Korean time; a span that crosses midnight ends beyond 1440.

        `widened` adds what an `about` leaves open.
        """
        korean = self.in_zone("KST")
        last = korean.minutes if korean.until is None else korean.until
        slack = MINUTES if widened and self.about else 0
        end = last + DAY if last < korean.minutes else last
        return korean.minutes - slack, end + slack

    def differs(self, other: "ClockValue") -> Difference:
        """How it differs from another time of one day.

        A span that ends after midnight may meet a time after it.
        """
        (first, last), (begins, ends) = self.interval(), other.interval()
        gap = min(max(first + shift - ends, begins - last - shift) for shift in (-DAY, 0, DAY))
        if gap <= 0:
            return Difference.NO
        if gap > MINUTES:
            return Difference.MATERIAL
        return Difference.NO if self.about or other.about else Difference.MINOR


def clock_text(minutes: int) -> str:
    """Minutes since midnight as `06:54`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _read(text: str) -> re.Match[str] | None:
    """Whether it is about, the hours and minutes, and the zone, as groups of a match."""
    return re.fullmatch(
        r"(about )?(\d{2}):(\d{2})(?: to (\d{2}):(\d{2}))? (KST|UTC)", text, re.ASCII
    )


def _time_fix(text: str) -> str:
    """What the author most likely meant by a time in another form."""
    if is_nothing(text):
        return LEAVE_OUT
    meant = []
    for one in times(text):
        try:
            meant.append(str(parse_clock(one)))
        except Refused:
            continue
    zones = {one[-3:] for one in meant}
    if len(zones) == 2:
        return f"add the zone: {meant[0]} or {meant[1]}"
    if len(meant) == 2:
        return f"write {meant[0]}, or {meant[1]} if it was in the afternoon"
    return f"write {meant[0]}" if meant else "write HH:MM KST or HH:MM UTC"


def parse_clock(text: str) -> ClockValue:
    """`15:50 KST`, `06:54 UTC`, `about 06:00 KST`, `07:41 to 07:51 KST`: the zone is required."""
    match = _read(text)
    if not match:
        message = f"`{shown(text)}` is not a time with its zone{signs(text)}"
        raise Refused("S024", message, _time_fix(text))
    hours = [int(match[2]), int(match[4] or 0)]
    minutes = [int(match[3]), int(match[5] or 0)]
    if max(hours) > 23 or max(minutes) > 59:
        raise Refused("S020", f"`{text}` is not on the clock", "hours 00 to 23, minutes 00 to 59")
    until = hours[1] * 60 + minutes[1] if match[4] else None
    begins = hours[0] * 60 + minutes[0]
    if until == begins:
        raise Refused("S023", f"`{text}` is one time", f"write {clock_text(begins)} {match[6]}")
    if until is not None and (until - begins) % 1440 > LONGEST:
        turned = f"{clock_text(until)} to {clock_text(begins)} {match[6]}"
        raise Refused("S023", f"`{text}` would last until the next day", f"write {turned}")
    return ClockValue(begins, match[6], until, bool(match[1]))
