"""A time of day on two clocks, that of the place and UTC, with the day where the two differ."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from generator.problems import Refused
from generator.values.clocks.zones import LocalClock, Zone, elsewhere, offset_named
from generator.values.times import DAY, UTC, ClockValue, DayValue, clock_text


class Frame(NamedTuple):
    """By which clock and on which day a time is read. `day` may be a month or a year.

    `in_utc`: a time in UTC has the day of UTC, and not that of the place.
    """

    zone: Zone
    day: DayValue
    in_utc: bool = False


class Clocks(NamedTuple):
    """One time on both clocks, as exact as it was given.

    `here` is the clock of the place, None where it is not known which it was. `utc_day` is set
    where `day` is that of the place and UTC has another, `local_day` where `day` is that of UTC and
    the place has another. `instant` is the beginning in UTC, where the day is known.
    """

    local: str
    utc: str
    here: LocalClock | None
    utc_day: DayValue | None
    instant: datetime | None
    local_day: DayValue | None = None
    crosses: bool = False
    written: ClockValue | None = None

    @property
    def each(self) -> tuple[tuple[str, LocalClock], ...]:
        """The time with its clock: that of the place, then UTC; one where they are the same."""
        if self.here is None:
            label = self.written.zone if self.written else UTC.label
            return ((self.local, LocalClock(label, 0, label)),)
        local = (self.local, self.here)
        return (local,) if not self.here.ahead else (local, (self.utc, UTC))

    @property
    def short(self) -> tuple[str, ...]:
        """`06:54 BST`, `05:54 UTC`."""
        return tuple(f"{time} {clock.label}" for time, clock in self.each)

    @property
    def unbroken(self) -> tuple[str, ...]:
        """The same, so that no line ends before an abbreviation."""
        return tuple(f"{time}\u00a0{clock.label}" for time, clock in self.each)

    def by(self, zone: Zone, label: str = "") -> str | None:
        """The time by the clock of another zone, which it names unless it is `label`.

        None where the instant is not known and the place has not that clock.
        """
        clock = zone.at(self.instant) if self.instant else self.here
        if not (self.written and clock) or (not self.instant and clock.called != zone.called):
            return None
        there = self.written.in_utc._replace(local=clock).in_local
        return there.text if there.zone == label else str(there)

    def utc_date(self, local: DayValue) -> str | None:
        """The day in UTC where it differs, with its year only where that differs too."""
        if self.utc_day is None:
            return None
        words = self.utc_day.words
        return words if self.utc_day.year != local.year else words.removesuffix(f" {local.year}")

    @property
    def badge(self) -> str | None:
        """`9 February 2026 in UTC`; of a span that reaches the same day, `from 9 February …`."""
        day = self.utc_day or self.local_day
        if day is None:
            return None
        label = UTC.label if self.utc_day or not self.here else self.here.label
        return f"{'from ' if self.crosses else ''}{day.words} in {label}"


def clocks(time: ClockValue | None, day: DayValue | None, in_utc: bool = False) -> Clocks | None:
    """A placed time of a calendar day on both clocks. `in_utc`: the day is that of UTC."""
    if time is None:
        return None
    here, universal = time.in_local, time.in_utc
    plain = Clocks(here.text, universal.text, time.local, None, None, written=time)
    if day is None or not day.day or not time.local:
        return plain
    own, other = (universal, here) if in_utc else (here, universal)
    there = datetime.combine(day.first, datetime.min.time()) + timedelta(minutes=own.minutes)
    ahead = timedelta(minutes=time.local.ahead)
    shifted = there + ahead if in_utc else there - ahead
    found = plain._replace(instant=there if in_utc else shifted)
    if shifted.date() == there.date():
        return found
    named = DayValue(shifted.year, shifted.month, shifted.day)
    crosses = other.until is not None and other.until < other.minutes
    if in_utc:
        return found._replace(local_day=named, crosses=crosses)
    return found._replace(utc_day=named, crosses=crosses)


@lru_cache(maxsize=8192)  # a check asks several times for that of a claim
def placed(time: ClockValue, frame: Frame) -> ClockValue:
    """The time with the clock of its place.

    Raises Refused where the place has not that clock on the day, skips the time or has it twice.
    """
    zone, day, _ = frame
    if not day.day:
        found = zone.during(day.first, day.last)
        here = found if time.zone == UTC.label else _labelled(found, time.zone)
        if not here:
            raise _other_clock(time, frame, found)
        return time._replace(local=here[0]) if len(here) == 1 else time
    begins = _clock(time, frame, time.minutes)
    if time.zone != UTC.label and time.until is not None:
        late = time.until < time.minutes
        ends = day if not late else _next(day)
        if _clock(time, frame._replace(day=ends), time.until) != begins:
            where = f"{time.zone} of {zone.key}"
            raise Refused("S020", f"{where} has two offsets in that span", "write both in UTC")
    return time._replace(local=begins)


def _next(day: DayValue) -> DayValue:
    after = day.first + timedelta(days=1)
    return DayValue(after.year, after.month, after.day)


def _labelled(found: tuple[LocalClock, ...], label: str) -> tuple[LocalClock, ...]:
    return tuple(clock for clock in found if clock.label == label)


def _clock(time: ClockValue, frame: Frame, minute: int) -> LocalClock:
    """The clock of the place at a minute of the day."""
    zone, day, in_utc = frame
    if time.zone == UTC.label:
        if in_utc:
            midnight = datetime.combine(day.first, datetime.min.time())
            return zone.at(midnight + timedelta(minutes=minute))
        return _in_utc(time, frame)
    every = zone.showing(day.first, minute)
    found = _labelled(every, time.zone)
    if len(found) == 1:
        return found[0]
    shown = f"{clock_text(minute)} {time.zone}"
    if found:
        meant = " or ".join(f"{clock_text((minute - one.ahead) % DAY)} UTC" for one in found)
        message = f"{shown} came twice on {day.words} in {zone.key}: the clock was put back"
        raise Refused("S020", message, f"write it in UTC: {meant}")
    on_day = _on(zone, day.first)
    if not every and time.zone in {one.label for one in on_day}:
        meant = clock_text((minute - _labelled(on_day, time.zone)[0].ahead) % DAY)
        message = f"{shown} did not exist on {day.words} in {zone.key}: the clock was put forward"
        raise Refused("S020", message, f"check the source, or write it in UTC: {meant} UTC")
    raise _other_clock(time, frame, every or on_day)


def _on(zone: Zone, day: date) -> tuple[LocalClock, ...]:
    """The clocks of a day, that of its morning first."""
    midnight = datetime.combine(day, datetime.min.time())
    return tuple(dict.fromkeys(zone.at(midnight + timedelta(hours=h)) for h in (-14, 0, 14, 36)))


def _in_utc(time: ClockValue, frame: Frame) -> LocalClock:
    """The clock of the place at a minute in UTC that falls on a day of the place."""
    zone, day, _ = frame
    found = zone.reading(day.first, time.minutes)
    if len(found) == 1:
        return found[0]
    shown = f"{clock_text(time.minutes)} UTC"
    if not found:
        message = f"no minute of {day.words} in {zone.key} is {shown}: the clock was put forward"
        raise Refused("S020", message, "correct the day or the time")
    meant = " or ".join(
        f"{clock_text((time.minutes + one.ahead) % DAY)} {one.label}" for one in found
    )
    message = f"{shown} comes twice on {day.words} in {zone.key}, a day of more than 24 hours"
    raise Refused("S020", message, f"write it by the clock of the place: {meant}")


def _other_clock(time: ClockValue, frame: Frame, found: tuple[LocalClock, ...]) -> Refused:
    """A time by a clock that the place has not at that time."""
    zone, day, _ = frame
    labels = dict.fromkeys(one.label for one in found)
    message = f"the clock of {zone.key} shows {' or '.join(labels)}, not {time.zone}"
    known = elsewhere(datetime.combine(day.first, datetime.min.time()))
    ahead = known.get(time.zone) or offset_named(time.zone)
    here = [one for one in found if ahead == {one.ahead}]
    if here:
        meant = [str(time._replace(zone=here[0].label))]
    elif len(ahead) == 1 and time.zone not in zone.labels:
        local = LocalClock(time.zone, next(iter(ahead)), time.zone)
        universal = str(time._replace(local=local).in_utc)
        meant = [f"{universal}, the same minute; on that clock it may be another day"]
    else:
        meant = [f"{time.text} {label}" for label in (*labels, UTC.label)]
    return Refused(
        "S024",
        f"on {day.words} {message}" if day.day else message,
        f"write {' or '.join(dict.fromkeys(meant))}",
    )


def called(zone: Zone, day: DayValue) -> dict[str, str]:
    """What the clock of a place may be called too, each with its abbreviation in that year."""
    clocks_of = zone.during(date(day.year, 1, 1), date(day.year, 12, 31))
    first = clocks_of[0]
    names = {zone.called.lower(): first.label, f"{zone.place.lower()} time": first.label}
    for clock in clocks_of:
        sign, minutes = "-" if clock.ahead < 0 else "+", abs(clock.ahead)
        names[f"{sign}{minutes // 60:02}:{minutes % 60:02}"] = clock.label
        for label, ahead in elsewhere(datetime(day.year, 1, 1)).items():
            if ahead == {clock.ahead} and label.isalpha() and label != UTC.label:
                names[label.lower()] = clock.label
    return names
