"""What was removed, and what the digest says of itself."""

import json
from datetime import date
from typing import TYPE_CHECKING, Literal

from generator.schema.base import Model
from generator.schema.topic import Chart, Counted, Map, Parts, Things, WatchedTable
from generator.values.clocks.zones import LocalClock, Zone
from generator.values.scalars import (
    LINK_KINDS,
    ActorId,
    Day,
    ExplainerId,
    Plain,
    Slug,
    ZoneName,
)

if TYPE_CHECKING:
    RecordKind = str
else:
    RecordKind = Literal[tuple(LINK_KINDS.values())]


TEXTS_FOLLOWED = ("articles", "explainers", "corrections", "changes")
"""What has a feed of all its records."""


class Removal(Model):
    """A record that was taken away, and why: its address keeps a page that says so."""

    kind: RecordKind
    id: Slug
    on: Day
    why: Plain
    title: Plain


class Removals(Model):
    """``content/removed.yml``."""

    removed: tuple[Removal, ...]


class Settings(Model):
    """What the digest as a whole says of itself (``content/digest.yml``)."""

    title: Plain
    subject: Plain
    """What it is about, in a few words."""
    as_of: Day
    """The day up to which records were collected; every "so far" is counted to this day."""
    zone: ZoneName
    """The time zone of the digest, by its name in the IANA database: days are counted by it, and
    times are shown by it and in UTC, unless an event or its place has a zone of its own."""
    zone_name: Plain | None = None
    """What its time is called; `London time` and the like where it is left out."""
    zone_place: Plain | None = None
    """Where it holds, as after *in*; the city of the zone where it is left out."""
    counted: Counted | None = None
    """What is counted; nothing where it is left out."""
    parts: Parts | None = None
    """What the parts of one are; it has none where this is left out."""
    things: Things | None = None
    """What is involved and has records of its own; nothing where this is left out."""
    charts: tuple[Chart, ...] = ()
    """The charts of what is counted, in the order of their page; it has none without them."""
    feeds: tuple[Slug, ...] = ()
    """What can be followed, in the order of the page that lists it: what is counted by its `id`,
    `articles`, `explainers`, `corrections`, and each record of things by their `key`, of `actors`
    or of `places`."""
    calendar: Literal["counted", "events"] | None = None
    """What is in the calendar: what is counted, or every event; none where it is left out."""
    map: Map | None = None
    """The maps of places; none where this is left out."""
    confirming: tuple[ActorId, ...] = ()
    """Databases by whose entry a counted event is confirmed, unless they mark it as unconfirmed."""
    sources: tuple[ActorId, ...] = ()
    """The main sources, in the order in which the page of an event has them side by side. One
    represents all bodies of its state or organisation, and has a column where it is silent too."""
    facets: tuple[Plain, ...] = ()
    """By what results of the search are narrowed down, in its order: `kind`, `year`, `actor`,
    `status`, and properties as in `filters`. All of these where it is left out."""
    watch: tuple[WatchedTable, ...] = ()
    """Public tables that `digest watch` compares with the records."""
    counting: ExplainerId | None = None
    """The explainer that says why sources count differently."""
    place_names: Plain
    """The rule for places with more than one name."""
    contact: Plain | None = None
    """How to reach the editors without an account anywhere, such as a mail address."""

    @property
    def followable(self) -> tuple[str, ...]:
        """What may be followed in this digest."""
        counted = (self.counted.id,) if self.counted else ()
        things = (self.things.key,) if self.things else ()
        return (*counted, *TEXTS_FOLLOWED, *things, "actors", "places")

    @property
    def clock(self) -> Zone:
        """The zone with its words."""
        return Zone.named(self.zone, self.zone_name, self.zone_place)

    @property
    def clock_of_the_year(self) -> tuple[LocalClock, ...]:
        """What its clocks show in the year of the digest, that of most days first."""
        year = self.as_of.year
        return self.clock.during(date(year, 1, 1), date(year, 12, 31))

    def filled(self, words: str) -> str:
        """Words of a model with those of the digest in them, also as JSON."""
        return words.replace("{zone_place}", json.dumps(self.clock.place, ensure_ascii=False)[1:-1])

    @property
    def local_column(self) -> tuple[str, str]:
        """The name of a column with local times, and the abbreviation that its cells leave out.

        `time_gst` and the like where the clock has one abbreviation all year, else `time_local`.
        """
        clocks = self.clock_of_the_year
        label = clocks[0].label
        fixed = len(clocks) == 1 and label.isalpha()
        return (f"time_{label.lower()}", label) if fixed else ("time_local", "")
