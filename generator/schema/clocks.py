"""The clock by which times of a record are read: its own, that of its place or the digest's."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.problems import Refused
from generator.schema.base import Step
from generator.schema.kinds import Article, Event, Model, Place, Settings
from generator.values.clocks.local_time import Frame, placed
from generator.values.clocks.zones import Zone
from generator.values.times import UTC, ClockValue, DayValue

Path_ = tuple[Step, ...]


class Placed(NamedTuple):
    """A record whose times know their clocks, and the times that its clock does not show."""

    record: Any
    refused: tuple[tuple[Path_, Refused], ...]


def zone_of(settings: Settings, places: Mapping[str, Place], event: Event) -> Zone:
    """The zone of an event: its own, that of its place or of a larger one, or the digest's."""
    key: str | None = event.place
    seen, name = set[str](), event.zone
    while not name and key and key in places and key not in seen:
        seen.add(key)
        place = places[key]
        key, name = place.within, place.zone
    return Zone.named(name) if name and name != settings.zone else settings.clock


def frame_of(settings: Settings, places: Mapping[str, Place], event: Event) -> Frame:
    """How the times of an event are read: on its day, by its zone."""
    return Frame(zone_of(settings, places, event), event.date)


def with_clocks(record: Model, settings: Settings, places: Mapping[str, Place]) -> Placed:
    """The record with the clock of every time in it."""
    return by_frame(record, frame_for(settings, places, record))


def frame_for(settings: Settings, places: Mapping[str, Place], record: Model) -> Frame:
    """How the times of a record are read: those of an event as above, others as the digest's."""
    if isinstance(record, Event):
        return frame_of(settings, places, record)
    return Frame(settings.clock, DayValue(settings.as_of.year))


def by_frame(record: Model, frame: Frame) -> Placed:
    """The record with the clock of every time in it, where times are read so."""
    refused: list[tuple[Path_, Refused]] = []

    def at(time: ClockValue, frame: Frame, path: Path_) -> ClockValue:
        try:
            return placed(time, frame)
        except Refused as error:
            refused.append((path, error))
            return time

    more: dict[str, object] = {}
    if isinstance(record, Event):
        for key, whole in record.wholes():
            if isinstance(time := whole.stated, ClockValue):
                value = at(time, frame, (key, "value"))
                more[key] = whole.model_copy(update={"value": value})
        parts, name = list(record.parts), record.HELD.get("parts", "")
        for index, part in enumerate(parts):
            times = [(key, time) for key, time in part if isinstance(time, ClockValue)]
            for key, time in times:
                update = {key: at(time, frame, (name, index, key))}
                parts[index] = parts[index].model_copy(update=update)
        if tuple(parts) != record.parts:
            more[name] = tuple(parts)
    elif isinstance(record, Article) and any(claim.at for claim in record.claims):
        more["claims"] = tuple(
            claim.model_copy(
                update={
                    "at": at(
                        claim.at,
                        _said_frame(frame, claim.said or record.published, claim.at),
                        ("claims", i, "at"),
                    )
                }
            )
            if claim.at
            else claim
            for i, claim in enumerate(record.claims)
        )
    return Placed(record.model_copy(update=more) if more else record, tuple(refused))


def _said_frame(frame: Frame, day: DayValue | None, time: ClockValue) -> Frame:
    """How the time at which something was said is read: its day is counted by its own clock."""
    return Frame(frame.zone, day or frame.day, time.zone == UTC.label)
