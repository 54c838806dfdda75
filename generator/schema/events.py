"""What happened, and who reported it: the event and the article with its claims."""

from typing import Annotated, Any, Literal

from pydantic import Field

from generator.schema.base import Corrections, EditorsNote, Ignored, Model, Record, Sourced
from generator.values.prose import Prose
from generator.values.scalars import (
    EDITORIAL,
    LINK_KINDS,
    PUBLISHED,
    ActorId,
    ArticleId,
    Bearing,
    Clock,
    Day,
    EventId,
    EventType,
    FactId,
    HttpUrl,
    Language,
    MissileClass,
    Ordinal,
    Outcome,
    PlaceId,
    Plain,
    Property,
    Quantity,
    Ref,
    Role,
    Slug,
    SystemId,
    Verb,
    ZoneName,
)


class Count(Sourced):
    value: Quantity
    """How many missiles were fired."""


class Start(Sourced):
    value: Clock
    """When the first missile was launched."""


class Measure(Sourced):
    value: Quantity
    """The value for the launch as a whole."""


class Landing(Sourced):
    place: PlaceId
    """The sea or land where the flight ended, as reported."""


class Participation(Model):
    id: ActorId
    """Who took part."""
    role: Role
    """In what part: `attended`, `ordered`, `hosted`, …"""


class EventPart(Sourced):
    """One missile of a launch. Two equal flights of a salvo are two missiles, not an error."""

    time: Clock | None = None
    """When it was launched."""
    system: SystemId | None = None
    """The missile, where it was identified."""
    range_km: Quantity | None = None
    """Ground distance flown, in kilometres."""
    apogee_km: Quantity | None = None
    """Greatest height reached, in kilometres."""
    bearing_deg: Bearing | None = None
    """Direction of flight at launch, in whole degrees clockwise from true north."""
    outcome: Outcome | None = None
    """Whether the flight went as intended, as the source judges."""
    landing: PlaceId | None = None
    """The sea or land where it came down, as reported."""
    note: Plain | None = None
    """What a reader must know of these values, such as why one was left out or corrected."""

    def held(self, field: str) -> Any:
        """What the part has as its `time` or its `thing`; None where that is not known."""
        return getattr(self, {"thing": "system"}.get(field, field))


class Event(Record):
    """Something that happened: a launch occasion (one day, one site), a visit, a summit."""

    title: Plain
    """What happened, in a headline without the date."""
    type: EventType
    """The kind of event."""
    date: Day
    """The day at the place; for a launch, the day in {zone_place}. As precise as the source."""
    ends: Day | None = None
    """The last day, where the event lasted several."""
    place: PlaceId | None = None
    """Where it happened; for a launch, the site."""
    zone: ZoneName | None = None
    """The time zone of its day and times, by its name in the IANA database, where it is not that of
    its place or of the digest."""
    status: Literal["confirmed", "reported", "disputed", "false-alarm"]
    """Of a launch, `confirmed`: a government or armed force other than that of the side that
    launched says so on record, or the CNS database lists it and does not mark it as unconfirmed;
    `reported`: only that side, the media or another compiler says so, or CNS marks it as
    unconfirmed; `disputed`: a party denies on record that it took place or what it was;
    `false-alarm`: it was reported and withdrawn. Of another event it is the editors' reading."""
    article: ArticleId
    """The article that date, place, status and systems rest on, unless a value names its own."""
    systems: tuple[SystemId, ...] = ()
    """The missiles and rockets, where identified."""
    missile_class: MissileClass | None = None
    """The class of missile, where no system was identified."""
    actors: tuple[Participation, ...] = ()
    """Who took part, and how."""
    summary: Prose | None = None
    """A few sentences in the digest's own words."""
    editors_note: EditorsNote | None = None
    """A note by an editor, shown above the facts."""
    count: Count | None = None
    """How many missiles were fired."""
    time: Start | None = None
    """The time of the first launch, where `flights` do not give it."""
    range_km: Measure | None = None
    """Ground distance flown, in kilometres, where `flights` do not give it."""
    apogee_km: Measure | None = None
    """Greatest height reached, in kilometres, where `flights` do not give it."""
    flights: tuple[EventPart, ...] = ()
    """One entry a missile, in order of launch, as far as known."""
    landing: Landing | None = None
    """Where the flights ended, where it is known for the launch as a whole."""
    related: Annotated[tuple[EventId, ...], EDITORIAL] = ()
    """Other events that belong with this one."""
    same_as: dict[Slug, tuple[Plain, ...]] = Field(default_factory=dict)
    """Row ids of the same event in public databases."""
    note: Prose | None = None
    """A remark on the record itself: what was left out or corrected, and why."""
    corrections: Corrections = ()
    """What the digest has changed since it first published this record."""
    ignore: tuple[Ignored, ...] = ()
    """What the check reports in this record although it is right."""

    @property
    def parts(self) -> tuple[EventPart, ...]:
        """What it consists of, one by one, as far as listed."""
        return self.flights

    def held(self, field: str) -> Any:
        """What the event has as its `count`, `time` or `class`; None where that is not known."""
        return getattr(self, {"class": "missile_class", "thing": "systems"}.get(field, field))

    @property
    def things(self) -> tuple[Ref, ...]:
        """The things that the record or its parts name, each once."""
        of_parts = (part.system for part in self.flights if part.system)
        return tuple(dict.fromkeys((*self.systems, *of_parts)))


class Claim(Model):
    """One statement of one article: who said what, through whom, about which record."""

    event: EventId | None = None
    """The event it is about (or name a `fact`, `actor`, `system` or `place`)."""
    fact: FactId | None = None
    """The fact it is about."""
    actor: ActorId | None = None
    """The actor it is about."""
    system: SystemId | None = None
    """The missile or rocket it is about."""
    place: PlaceId | None = None
    """The place it is about."""
    flight: Ordinal | None = None
    """Which missile of the salvo, counted from 1 in the order of `flights`."""
    about: Property
    """The property: `count`, `range_km`, `landing`, `purpose`, …"""
    value: Annotated[Plain, PUBLISHED]
    """The value in the language of the property, or a short text in the digest's own words."""
    by: ActorId
    """The origin: who is said to know."""
    via: tuple[ActorId, ...] = ()
    """Who passed it on, from the origin outwards; the article's own publisher and agency are
    added by the site."""
    verb: Verb
    """How it was said: `reported`, `detected`, `denied`, `assessed`, …"""
    said: Day | None = None
    """The day it was said, where it is not the day of publication."""
    at: Clock | None = None
    """The time of day it was said."""
    quote: Plain | None = None
    """The exact words, only where they matter; at most 25 words, or 60 letters in languages
    that put no spaces between words."""
    note: Plain | None = None
    """A remark on the claim."""

    @property
    def part(self) -> int | None:
        """Which part of the event it is about, counted from 1."""
        return self.flight

    @property
    def targets(self) -> tuple[Ref, ...]:
        """The record it is about; several, or none, only where the check refuses it."""
        refs = (getattr(self, word) for word in TARGETS)
        return tuple(ref for ref in refs if ref)


# The keys that name what a claim is about, each the word for one record of a kind.
TARGETS = tuple(key for key in Claim.model_fields if key in LINK_KINDS)


class Article(Record):
    """One published source, what it says, and who says it in it."""

    title: Plain
    """The title as published; for an untitled source, a short description."""
    title_basis: Annotated[Literal["published", "address", "described"], EDITORIAL] = "published"
    """Whether the title is the published one, was read off the address, or is the digest's own."""
    title_in_english: Plain | None = None
    """The digest's own English for a title in another language."""
    kind: Literal["news", "official", "state-media", "database", "analysis", "reference"]
    """What sort of source it is."""
    publisher: ActorId
    """Who published it."""
    agency: ActorId | None = None
    """The news agency whose report it carries."""
    author: Plain | None = None
    """Who wrote it."""
    published: Day | None = None
    """The day of publication."""
    retrieved: Annotated[Day | None, EDITORIAL] = None
    """The day of the copy that was read, for sources that change."""
    language: Language
    """The language it is written in."""
    url: HttpUrl | None = None
    """Where to read it."""
    archive: HttpUrl | None = None
    """A copy kept by a public archive, for the day on which `url` leads nowhere."""
    version: Plain | None = None
    """Which version of a changing source was read, such as a commit."""
    summary: Prose
    """What it says, in the digest's own words."""
    events: tuple[EventId, ...] = ()
    """The events it reports."""
    mentions: Annotated[tuple[ActorId, ...], EDITORIAL] = ()
    """Actors it speaks of who make no claim in it."""
    claims: tuple[Claim, ...] = ()
    """Every statement it makes about a record, in the order it makes them."""
    terms: Plain | None = None
    """The terms under which a data source may be used, as it states them."""
    corrections: Corrections = ()
    """What the digest has changed since it first published this record."""
    ignore: Annotated[tuple[Ignored, ...], EDITORIAL] = ()
    """What the check reports in this record although it is right."""
