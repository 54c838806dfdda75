"""Time zones, from the files of the locked `tzdata` package alone: what clocks show, and when.

The machine's own zones and its `PYTHONTZPATH` have no say, so that every machine makes the same.
"""

import difflib
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generator.problems import Refused, shown

DAY = timedelta(days=1)
NIGHT = datetime.min.time()
MOST = 14 * 60
"""The minutes by which the clocks that are furthest ahead differ from UTC."""


class LocalClock(NamedTuple):
    """What clocks of a place show for a while. `ahead` are its minutes ahead of UTC."""

    label: str
    """Its abbreviation in tzdata; `UTC+4:30` where that is a bare number."""
    ahead: int
    called: str
    """Its time in words: `London time`."""

    @property
    def offset(self) -> str:
        """`UTC+9`, `UTC-3:30`; `UTC` where it is the same."""
        return _offset(self.ahead)

    @property
    def title(self) -> str:
        """What an abbreviation is explained by: `London time, UTC+1`."""
        if self.called == "UTC":
            return "Coordinated Universal Time"
        return f"{self.called}, {self.offset}"

    @property
    def words(self) -> str:
        """`BST (UTC+1)`; one of the two where they are one."""
        return self.label if self.label == self.offset else f"{self.label} ({self.offset})"


def _offset(ahead: int) -> str:
    hours, minutes = divmod(abs(ahead), 60)
    sign = "-" if ahead < 0 else "+"
    return f"UTC{sign}{hours}{f':{minutes:02}' if minutes else ''}" if ahead else "UTC"


def offset_named(text: str) -> frozenset[int]:
    """The minutes ahead of UTC that `UTC+9` or `UTC+09:00` names, as `elsewhere` has them."""
    match = re.fullmatch(r"UTC([+-])(\d{1,2})(?::([0-5]\d))?", text, re.ASCII)
    ahead = int(f"{match[1]}{int(match[2]) * 60 + int(match[3] or 0)}") if match else MOST + 1
    return frozenset({ahead} if abs(ahead) <= MOST else ())


@cache
def _rules(key: str) -> ZoneInfo:
    with files("tzdata").joinpath("zoneinfo", *key.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key)


@cache
def known() -> tuple[str, ...]:
    """The name of every zone of the IANA database."""
    return tuple(files("tzdata").joinpath("zones").read_text("utf-8").split())


class Zone(NamedTuple):
    """A zone of the IANA database by its name, and the words for its time and its place."""

    key: str
    called: str
    place: str

    @classmethod
    def named(cls, key: str, called: str | None = None, place: str | None = None) -> "Zone":
        """The zone with the words given, else those of the city that it is named after."""
        city = key.rpartition("/")[2].replace("_", " ")
        usual = "UTC" if _rules(key).tzname(None) == "UTC" else f"{city} time"
        return cls(key, called or usual, place or city)

    def at(self, instant: datetime) -> LocalClock:
        """The clock at an instant, which is in UTC and says no zone.

        Before standard time clocks went by the sun; their seconds are rounded to whole minutes.
        """
        there = instant.replace(tzinfo=UTC).astimezone(_rules(self.key))
        ahead = there.utcoffset() or timedelta()
        minutes = round(ahead / timedelta(minutes=1))
        name = there.tzname() or ""
        return LocalClock(name if name.isalpha() else _offset(minutes), minutes, self.called)

    def showing(self, day: date, minute: int) -> tuple[LocalClock, ...]:
        """The clocks that show a minute of their day: none where it is skipped, two where it
        comes twice.
        """
        there = datetime.combine(day, NIGHT) + timedelta(minutes=minute)
        near = dict.fromkeys(self.at(there + shift) for shift in (-DAY, DAY))
        return tuple(
            clock for clock in near if self.at(there - timedelta(minutes=clock.ahead)) == clock
        )

    def reading(self, day: date, minute: int) -> tuple[LocalClock, ...]:
        """The clocks by which a minute of UTC falls on a local day; two on a day of 25 hours."""
        found = {}
        for shift in (-DAY, timedelta(), DAY):
            instant = datetime.combine(day, NIGHT) + shift + timedelta(minutes=minute)
            clock = self.at(instant)
            if (instant + timedelta(minutes=clock.ahead)).date() == day:
                found[instant] = clock
        return tuple(found.values())

    def during(self, first: date, last: date) -> tuple[LocalClock, ...]:
        """The clocks from one day to another, each once, that of the most days first."""
        return _during(self, first, last)

    @property
    def labels(self) -> frozenset[str]:
        """Every abbreviation that its clocks have had, apart from bare numbers."""
        return _labels(self)


@cache
def _during(zone: Zone, first: date, last: date) -> tuple[LocalClock, ...]:
    days: dict[LocalClock, int] = {}
    for number in range((last - first).days + 1):
        clock = zone.at(datetime.combine(first, NIGHT) + number * DAY)
        days[clock] = days.get(clock, 0) + 1
    return tuple(sorted(days, key=lambda clock: (-days[clock], clock)))


@cache
def _labels(zone: Zone) -> frozenset[str]:
    # Once a week: no clock of a database was kept for less.
    every = (datetime(1900, 1, 1) + 7 * number * DAY for number in range(52 * 140))
    return frozenset(zone.at(instant).label for instant in every)


@cache
def elsewhere(instant: datetime) -> Mapping[str, frozenset[int]]:
    """The minutes ahead of UTC of each abbreviation that clocks anywhere have at an instant."""
    found: dict[str, set[int]] = {}
    for key in known():
        clock = Zone(key, "", "").at(instant)
        found.setdefault(clock.label, set()).add(clock.ahead)
    return {label: frozenset(ahead) for label, ahead in found.items()}


def parse_zone(text: str) -> str:
    """The name of a zone in the IANA database: `Europe/London`, `America/New_York`."""
    if text in known():
        return text
    name = text.strip().replace(" ", "_").casefold()
    same = [key for key in known() if name in (key.casefold(), key.casefold().rpartition("/")[2])]
    near = same or difflib.get_close_matches(text, known(), 1, 0.8)
    fix = f"write {near[0]}" if near else "write a name such as Europe/London or America/New_York"
    raise Refused("S042", f"`{shown(text)}` is no time zone of the IANA database", fix)
