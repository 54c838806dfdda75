"""What happened, and who reported it: the event and the article with its claims."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import Field, ModelWrapValidatorHandler, model_validator

from generator.schema.base import Corrections, EditorsNote, Ignored, Model, Record, Sourced
from generator.values.prose import Prose
from generator.values.scalars import (
    EDITORIAL,
    LINK_KINDS,
    PUBLISHED,
    ActorId,
    ArticleId,
    ArticleKind,
    Clock,
    Day,
    EventId,
    EventStatus,
    EventType,
    FactId,
    HttpUrl,
    Language,
    PlaceId,
    Plain,
    Property,
    Ref,
    Role,
    Slug,
    SystemId,
    Verb,
    ZoneName,
)


def classes_in(annotation: Any) -> Iterator[type]:
    """The classes of which the type of a field is made."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for one in get_args(annotation):
        yield from classes_in(one)


class Participation(Model):
    id: ActorId
    """Who took part."""
    role: Role
    """In what part: `attended`, `ordered`, `hosted`, …"""


class Whole(Sourced):
    """A value of an event as a whole, and the article it rests on."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    @property
    def stated(self) -> Any:
        """The value, under whichever key it is."""
        return next(getattr(self, key) for key in OWN if key in type(self).model_fields)


# The keys of the value itself beside that of its article.
OWN = ("value", "place")


class EventPart(Sourced):
    """One part of what is counted. Two equal parts of one event are two, not an error.

    The model of a digest has its measures too.
    """

    HELD: ClassVar[Mapping[str, str]] = {}
    """The keys that have what every digest calls a `time` or a `thing`."""
    if TYPE_CHECKING:
        # What a digest declares, by the keys it declares.
        def __getattr__(self, name: str) -> Any: ...

    note: Plain | None = None
    """What a reader must know of these values, such as why one was left out or corrected."""

    def get(self, key: str) -> Any:
        """What it has under a key that a digest may declare; None where that is not known."""
        return self.__dict__.get(key)

    def held(self, field: str) -> Any:
        """What the part has as its `time` or its `thing`; None where that is not known."""
        return self.get(self.HELD.get(field, ""))


class Event(Record):
    """Something that happened.

    The model of a digest has its measures, its parts and its things too.
    """

    HELD: ClassVar[Mapping[str, str]] = {}
    """The keys that have what every digest calls the `parts`, the `count`, the `time`, a `thing` or
    its `class`."""
    if TYPE_CHECKING:
        # What a digest declares, by the keys it declares.
        def __getattr__(self, name: str) -> Any: ...

    title: Plain
    """What happened, in a headline without the date."""
    type: EventType
    """The kind of event."""
    date: Day
    """The day at the place. As precise as the source."""
    ends: Day | None = None
    """The last day, where the event lasted several."""
    place: PlaceId | None = None
    """Where it happened."""
    zone: ZoneName | None = None
    """The time zone of its day and times, by its name in the IANA database, where it is not that of
    its place or of the digest."""
    status: EventStatus
    """How sure it is that it happened."""
    article: ArticleId
    """The article that date, place, status and things rest on, and each value that names none."""
    actors: tuple[Participation, ...] = ()
    """Who took part, and how."""
    summary: Prose | None = None
    """A few sentences in the digest's own words."""
    editors_note: EditorsNote | None = None
    """A note by an editor, shown above the facts."""
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

    @model_validator(mode="before")
    @classmethod
    def _rest_on_its_article(cls, data: Any) -> Any:
        """The values that name no article, with that of the event."""
        if not isinstance(data, dict) or not isinstance(article := data.get("article"), str):
            return data
        rest = {"article": article}
        own = cls._resting()
        return {
            key: [{**rest, **one} if isinstance(one, dict) else one for one in value]
            if key in own and isinstance(value, list)
            else {**rest, **value}
            if key in own and isinstance(value, dict)
            else value
            for key, value in data.items()
        }

    @classmethod
    @lru_cache(maxsize=64)  # as many as there are models
    def _resting(cls) -> frozenset[str]:
        """The keys of values that rest on an article."""
        return frozenset(
            key
            for key, field in cls.model_fields.items()
            if any(issubclass(one, (Whole, EventPart)) for one in classes_in(field.annotation))
        )

    def wholes(self) -> Iterator[tuple[str, Whole]]:
        """Every value that it has as a whole, by its key."""
        yield from ((key, value) for key, value in self if isinstance(value, Whole))

    def whole(self, key: str) -> Whole | None:
        """The value of a measure for the event as a whole."""
        found = self.get(key)
        return found if isinstance(found, Whole) else None

    def get(self, key: str) -> Any:
        """What it has under a key that a digest may declare; None where that is not known."""
        return self.__dict__.get(key)

    def held(self, field: str) -> Any:
        """What the event has as its `count`, `time` or `class`; None where that is not known."""
        return self.get(self.HELD.get(field, ""))

    @property
    def all_places(self) -> tuple[Ref, ...]:
        """Where it happened: the place, and the others of an event in several."""
        return tuple(dict.fromkeys(filter(None, (self.place, *(self.held("place") or ())))))

    @property
    def parts(self) -> tuple[EventPart, ...]:
        """Its parts, as far as they are listed one by one."""
        return self.held("parts") or ()

    @property
    def things(self) -> tuple[Ref, ...]:
        """The things that the record or its parts name, each once."""
        of_parts = (part.held("thing") for part in self.parts)
        return tuple(dict.fromkeys((*(self.held("thing") or ()), *filter(None, of_parts))))


class Claim(Model):
    """One statement of one article: who said what, through whom, about which record.

    The model of a digest with parts has the number of the part too.
    """

    PART: ClassVar[str] = ""
    """The key that says of which part the value is."""
    if TYPE_CHECKING:
        # What a digest declares, by the keys it declares.
        def __getattr__(self, name: str) -> Any: ...

    event: EventId | None = None
    """The event it is about (or name a `fact`, `actor`, `system` or `place`)."""
    fact: FactId | None = None
    """The fact it is about."""
    actor: ActorId | None = None
    """The actor it is about."""
    system: SystemId | None = None
    """The thing it is about."""
    place: PlaceId | None = None
    """The place it is about."""
    about: Property
    """The property that the value is of."""
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
        """Of which part the value is, counted from 1; None where it is of the whole."""
        return getattr(self, self.PART, None)

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
    kind: ArticleKind
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
    """The events it reports; an editor lists only those that no claim names."""
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

    @model_validator(mode="wrap")
    @classmethod
    def _with_events_of_claims(cls, data: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        """The article with every event that it reports: those listed, then others of its claims."""
        article = read(data)
        reported = dict.fromkeys(claim.event for claim in article.claims if claim.event)
        unlisted = tuple(event for event in reported if event not in article.events)
        if not unlisted:
            return article
        return article.model_copy(update={"events": article.events + unlisted})
