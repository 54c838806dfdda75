"""Days and clock times, as precise as they are known and never more.

One strict grammar each; the parser returns the value or raises `Refused` with the fix.
"""

import calendar
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from generator.problems import Refused, Wanted, shown
from generator.values.clocks.zones import LocalClock
from generator.values.intended import LEAVE_OUT, YEARS, days, is_nothing, signs, times
from generator.values.tolerance import MINUTES, Difference

UTC = LocalClock("UTC", 0, "UTC")
# An abbreviation of tzdata (of its mixed-case ones, `ChST` alone is of our time), or an offset.
LABEL = r"UTC[+-]\d{1,2}(?::\d{2})?|[A-Z]{3,6}|ChST"
DAY = 24 * 60
LONGEST = 12 * 60
"""The most minutes between two times of one event; a longer span is one that goes backwards."""
MONTHS = tuple(calendar.month_name)
CLOCK = "clock"
"""What is wanted where a time cannot be read: its zone, which the catalogue alone knows."""
NO_NAMES: Mapping[str, str] = MappingProxyType({})


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
    def in_year(self) -> str:
        """The same where the year is said above: `27 January`, `July`; a year alone stays."""
        return self.words.removesuffix(f" {self.year}")

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


@lru_cache(maxsize=16384)  # each is in several records, and there are 366 a year
def parse_day(text: str) -> DayValue:
    """`2026-01-27`, `1991-07` or `1984`: never more precise than the source."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text, re.ASCII)
    if not match:
        raise Refused("S021", f"`{shown(text)}` is not a day{signs(text)}", _day_fix(text))
    year, month, day = (int(part or 0) for part in match.groups())
    if match[2] and not 1 <= month <= 12:
        raise Refused("S020", f"`{text}` is not in the calendar", "write a month from 01 to 12")
    if year not in YEARS:
        message = f"`{text}` is not from {YEARS[0]} to {YEARS[-1]}, the years that records may have"
        raise Refused("S020", message, "check the year; an earlier one belongs in the text")
    if match[3] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        last = calendar.monthrange(year, month)[1]
        raise Refused(
            "S020", f"{MONTHS[month]} {year} has no day {day}", f"write a day from 01 to {last}"
        )
    return DayValue(year, month, day)


class ClockValue(NamedTuple):
    """A time of day, or a span of one, by the clock that `zone` names; minutes from midnight.

    `local` is the clock of the place at that time, as `local_time.placed` finds it: None before,
    and where the day is not known and the clock changed in the time that it may have been.
    """

    minutes: int
    zone: str
    until: int | None = None
    about: bool = False
    local: LocalClock | None = None

    def __str__(self) -> str:
        return f"{self.text} {self.zone}"

    @property
    def text(self) -> str:
        """Without the zone: `about 06:54 to 07:10`."""
        span = "" if self.until is None else f" to {clock_text(self.until)}"
        return f"{'about ' if self.about else ''}{clock_text(self.minutes)}{span}"

    def on(self, day: DayValue) -> datetime | None:
        """The instant in UTC, where `day` is the local calendar day; None if less than a day."""
        if not day.day or not self.local:
            return None
        there = datetime(day.year, day.month, day.day) + timedelta(minutes=self.in_local.minutes)
        return there - timedelta(minutes=self.local.ahead)

    @property
    def in_local(self) -> "ClockValue":
        """The same time or span by the clock of the place."""
        return self._by(self.local) if self.local else self

    @property
    def in_utc(self) -> "ClockValue":
        """The same time or span in UTC."""
        return self._by(UTC) if self.local else self

    def _by(self, clock: LocalClock) -> "ClockValue":
        if self.zone == clock.label:
            return self
        ahead = 0 if self.zone == UTC.label or self.local is None else self.local.ahead
        shift = clock.ahead - ahead
        until = None if self.until is None else (self.until + shift) % DAY
        return self._replace(minutes=(self.minutes + shift) % DAY, zone=clock.label, until=until)

    def equal(self, other: "ClockValue") -> bool:
        """Whether both are the same; one minute is one minute on either clock."""
        return str(self.in_utc) == str(other.in_utc)

    def interval(self, widened: bool = False) -> tuple[int, int]:
        """First and last minute by the clock of the place.

        A span that crosses midnight ends beyond 1440. `widened` adds what an `about` leaves open.
        """
        there = self.in_local
        last = there.minutes if there.until is None else there.until
        slack = MINUTES if widened and self.about else 0
        end = last + DAY if last < there.minutes else last
        return there.minutes - slack, end + slack

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
        rf"(about )?(\d{{2}}):(\d{{2}})(?: to (\d{{2}}):(\d{{2}}))? ({LABEL})", text, re.ASCII
    )


def time_fix(text: str, labels: Iterable[str], names: Mapping[str, str] = NO_NAMES) -> str:
    """What the author most likely meant by a time in another form.

    `labels` are those of the clock of the place, `names` how else one may have called it.
    """
    if is_nothing(text):
        return LEAVE_OUT
    meant = []
    places = (*dict.fromkeys((*labels, "UTC")),)
    for one in times(text, places, names):
        try:
            meant.append(str(parse_clock(one)))
        except Refused:
            continue
    zones = {one.rpartition(" ")[2] for one in meant}
    if len(zones) > 1:
        return f"add the zone: {' or '.join(meant[: len(zones)])}"
    if len(meant) == 2:
        return f"write {meant[0]}, or {meant[1]} if it was in the afternoon"
    if meant:
        return f"write {meant[0]}"
    return f"write {' or '.join(f'HH:MM {place}' for place in places)}"


def _wanted(text: str) -> Wanted:
    return Wanted() if is_nothing(text) else Wanted(CLOCK, text)


def parse_clock(text: str) -> ClockValue:
    """`15:50 BST`, `06:54 UTC`, `about 06:00 UTC+4:30`, `07:41 to 07:51 UTC`: with its zone.

    Whether the place has such a clock is found by `local_time.placed`.
    """
    match = _read(text)
    if not match:
        message = f"`{shown(text)}` is not a time with its zone{signs(text)}"
        raise Refused("S024", message, time_fix(text, ()), wanted=_wanted(text))
    hours = [int(match[2]), int(match[4] or 0)]
    minutes = [int(match[3]), int(match[5] or 0)]
    if max(hours) > 23 or max(minutes) > 59:
        raise Refused("S020", f"`{text}` is not on the clock", "hours 00 to 23, minutes 00 to 59")
    until = hours[1] * 60 + minutes[1] if match[4] else None
    begins = hours[0] * 60 + minutes[0]
    if until == begins:
        raise Refused("S023", f"`{text}` is one time", f"write {clock_text(begins)} {match[6]}")
    if until is not None and (until - begins) % DAY > LONGEST:
        turned = f"{clock_text(until)} to {clock_text(begins)} {match[6]}"
        raise Refused("S023", f"`{text}` would last until the next day", f"write {turned}")
    return ClockValue(begins, match[6], until, bool(match[1]))
