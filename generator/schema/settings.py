"""The closed vocabularies, what was removed, and what the digest says of itself."""

import json
from datetime import date
from typing import TYPE_CHECKING, Literal

from generator.schema.base import Model, Record
from generator.values.clocks.zones import LocalClock, Zone
from generator.values.scalars import (
    LINK_KINDS,
    ActorId,
    Day,
    EventType,
    Limit,
    Plain,
    Quantity,
    Slug,
    ZoneName,
)

if TYPE_CHECKING:
    RecordKind = str
else:
    RecordKind = Literal[tuple(LINK_KINDS.values())]
# fmt: off
ValueKind = Literal[
    "quantity", "clock", "day", "place", "system", "class", "outcome", "event", "word", "text"
]
# fmt: on
Computed = Literal["first", "last", "count", "range_km", "apogee_km"]


class Bounds(Model):
    """What a value can be, and what it mostly is."""

    usual: Quantity | None = None
    """A value outside is a warning."""
    possible: Quantity
    """A value outside is an error."""


class Entry(Model):
    """One word of a closed vocabulary."""

    id: Plain
    """The word that records write."""
    name: Plain
    """As shown to readers."""
    description: Plain
    kind: ValueKind = "text"
    """For claim properties and fields of data sheets: what the value is written as."""
    vocabulary: Slug | None = None
    """Where `kind` is `word`: the vocabulary that has the words."""
    unit: Plain | None = None
    """For claim properties and fields of data sheets: the unit of a quantity."""
    most: Limit | None = None
    """For claim properties and fields of data sheets: the greatest value that can be true; a
    greater one is a slip."""
    compare: Literal["never", "scale"] | None = None
    """For fields of data sheets: `never` where one thing can have several values at once, so that
    speakers are not compared; `scale` for the one quantity that the list of all draws to scale."""
    computed: Computed | None = None
    """For fields of data sheets that the site computes from the log and no record writes: the
    `first` or `last` launch, their `count`, or the span of what the flights reached."""
    range_km: Bounds | None = None
    """For missile classes: how far one flies."""
    apogee_km: Bounds | None = None
    """For missile classes: how high one flies."""
    apogee_percent: Bounds | None = None
    """For event types: the height of a flight in hundredths of its range."""
    group: Literal["launch", "any"] = "any"
    """For event types: whether it is a launch. For properties: whether only a launch has it."""
    forms: tuple[Plain, ...] = ()
    """For words that the check looks for in texts: every form, if there are others than `name`."""
    instead: tuple[Plain, ...] = ()
    """For words that the check looks for in texts: what is written in place of it or beside it."""
    type: EventType | None = None
    """For missile classes: the event type of a launch of them, and of nothing else."""

    @property
    def written(self) -> str:
        """What its values are written as: its kind, or the vocabulary of its words."""
        return self.vocabulary if self.kind == "word" and self.vocabulary else self.kind


class Vocabulary(Record):
    """A closed list of words that fields may use."""

    name: Plain
    entries: tuple[Entry, ...]


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
    confirming: tuple[ActorId, ...] = ()
    """Databases by whose entry a launch is confirmed, unless they mark it as unconfirmed."""
    sources: tuple[ActorId, ...] = ()
    """The main sources, in the order in which the page of an event has them side by side. One
    represents all bodies of its state or organisation, and has a column where it is silent too."""
    place_names: Plain
    """The rule for places with more than one name."""
    contact: Plain | None = None
    """How to reach the editors without an account anywhere, such as a mail address."""

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
