"""What day it is: the only module that asks the machine's clock for a day."""

from datetime import UTC, date, datetime, timedelta, timezone

# The Line Islands of Kiribati, where every day begins first.
FIRST = timezone(timedelta(hours=14))


def latest_day(now: datetime | None = None) -> date:
    """The newest day that has begun somewhere on Earth (UTC+14); later days lie in the future.

    It is the same on every machine, whatever its zone: what happened this morning in Auckland may
    be entered while it is still yesterday in London. `now` has a zone; without it the clock is
    asked.
    """
    return (now or datetime.now(UTC)).astimezone(FIRST).date()


def day_in_utc(now: datetime | None = None) -> date:
    """The day in UTC: what we write down ourselves as the day on which something was done."""
    return (now or datetime.now(UTC)).astimezone(UTC).date()
