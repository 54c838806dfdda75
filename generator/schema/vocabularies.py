"""The closed vocabularies: the words that records may write, and what each means."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from generator.schema.base import FoundBy, Model, Record
from generator.values.scalars import VALUES, EventType, Limit, PlaceKind, Plain, Quantity, Slug

if TYPE_CHECKING:
    ValueKind = str
else:
    ValueKind = Literal[(*VALUES, "word")]
RecordField = Literal[
    "count",
    "date",
    "time",
    "place",
    "thing",
    "class",
    "end",
    "outcome",
    "status",
    "statement",
    "value",
]
Stance = Literal[
    "asserts",
    "observes",
    "confirms",
    "assesses",
    "lists",
    "corrects",
    "denies",
    "withdraws",
    "remarks",
]
TAKING_BACK = frozenset({"denies", "withdraws"})
"""Stances of who does not say that it was so."""
COMPUTED = ("first", "last", "count")
StatusRule = Literal["borne-out", "one-sided", "denied", "taken-back"]
RULES: Mapping[str, str] = MappingProxyType(
    {
        "borne-out": "a government or armed force other than that of the side whose doing it was "
        "says so on record, or a database that the digest names as `confirming` lists it and does "
        "not mark it as unconfirmed",
        "one-sided": "only that side, the media or another compiler says so, or that database "
        "marks it as unconfirmed",
        "denied": "a party denies on record that it took place or what it was",
        "taken-back": "it was reported and withdrawn",
    }
)
"""What the check asks of a counted event with a status of each rule."""
SchemaType = Literal[
    "Person",
    "Country",
    "GovernmentOrganization",
    "NewsMediaOrganization",
    "City",
    "SeaBodyOfWater",
    "NewsArticle",
    "Report",
    "Article",
]


class Bounds(Model):
    """What a value can be, and what it mostly is."""

    usual: Quantity | None = None
    """A value outside is a warning."""
    possible: Quantity
    """A value outside is an error."""


class Carried(Model):
    """Which records have the value of a measure as a key of their own, each with the words that
    say what an editor writes there."""

    event: Plain | None = None
    """An event: the value of the whole, with the article it rests on. Of the field `place` it is
    the list of the other places of an event in several."""
    part: Plain | None = None
    """A part of what is counted."""
    thing: Plain | None = None
    """A thing. A number may have its own article, in the key with `_article` for the unit."""
    bounds: Plain | None = None
    """A word of any vocabulary: what the number mostly is, and what it can be, for what the word
    says."""


class Spoken(Model):
    """How texts in English speak of what has a number, so that the check finds it there."""

    nouns: tuple[Plain, ...] = ()
    """Words for one of it, in lower case: a number before one of them, or before its plural, is a
    number of it."""
    before: tuple[Plain, ...] = ()
    """Words that may be between the number and the noun, in lower case: `heavy`."""
    behind: tuple[Plain, ...] = ()
    """Words behind the noun that make a kind of thing of it: one `bomb shelter` is no bomb."""


class Reach(Model):
    """How far apart the places within one place can be."""

    km: Limit
    """How many kilometres one may lie from all others."""
    others: Limit
    """How many others there must be, so that one far from them is a slip."""


class Percentage(Model):
    """A number in hundredths of another one of the same event or part."""

    id: Plain
    """The key of its bounds in vocabularies."""
    of: Plain
    """The measure that is the whole."""
    bounds: Plain
    """What the bounds are of."""


class Entry(Model):
    """One word of a closed vocabulary."""

    id: Plain
    """The word that records write."""
    name: Plain
    """As shown to readers."""
    description: Plain
    kind: ValueKind = "text"
    """For claim properties and fields of data sheets: what the value is written as."""
    key: Plain | None = None
    """For claim properties: the key of records that has the value, where it is not the id."""
    field: RecordField | None = None
    """For claim properties: which field of every digest's records has the value:
    the `count` of parts, the `date`, `time`, `place` or `status` of an event, a `thing` and its
    `class`, the place where it or a part had its `end`, the `outcome` of a part, the `value` of a
    fact; a `statement` is what a speaker said in general, and is shown without its name."""
    carried: Carried | None = None
    """For claim properties: the records that have the value under its key."""
    percentage: Percentage | None = None
    """For claim properties: of which other one it is compared with as a percentage."""
    places: tuple[PlaceKind, ...] = ()
    """For claim properties: the kinds of place that it can be; any where it is left out."""
    number: Literal["whole", "any"] | None = None
    """For claim properties: `whole` where things are counted, of which an event has one number;
    else it may be `any`."""
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
    computed: Plain | None = None
    """For fields of data sheets that the site computes from the log and no record writes: the
    `first` or `last` of what is counted, their `count`, or a measure: the span of its values."""
    group: Literal["counted", "any"] = "any"
    """For event types: whether it is counted. For properties: whether only what is counted has
    it."""
    part: Plain | None = None
    """For event types: what one part of it is, where it is not what `parts` of the digest says."""
    label: Plain | None = None
    """For claim properties: what the value is called at the top of an event's page and in tables,
    where that is not its name."""
    spoken: Spoken | None = None
    """For quantities and durations: how texts speak of it. Of one with a unit the nouns are names
    of the unit, of a duration those of lengths of time, such as `minute`; all measures with that
    unit are compared together."""
    says: Plain | None = None
    """For quantities: how a sentence has it before the number, such as `lasted`."""
    greatest: Plain | None = None
    """For quantities: the word for the most of it, such as `longest`; the site then computes which
    event has the record."""
    least: Plain | None = None
    """For quantities: the word for the least of it, such as `shortest`."""
    forms: tuple[Plain, ...] = ()
    """For words that the check looks for in texts: every form, if there are others than `name`."""
    instead: tuple[Plain, ...] = ()
    """For words that the check looks for in texts: what is written in place of it or beside it."""
    found_by: FoundBy = ()
    """For classes of things: other words by which readers look for them, such as abbreviations."""
    type: EventType | None = None
    """For classes of things: the event type of what is counted that has such things, and no
    others."""
    stance: Stance | None = None
    """For verbs of claims: what a speaker does with the value. `asserts` it, as where nothing is
    declared, also by own means (`observes`), after others (`confirms`) or from evidence
    (`assesses`); `lists` it without vouching for it; `corrects` an earlier one, `denies` it or
    `withdraws` it; or only `remarks` on what happened, which says nothing of whether it did."""
    side: Literal["acts", "attends"] | None = None
    """For roles: `acts` where it was the doing of the actor's side, `attends` where the actor was
    there."""

    rule: StatusRule | None = None
    """For statuses of events: what the check asks of the claims on a counted event that has it.
    `borne-out`: somebody other than the acting side says so; `one-sided`: nobody does; `denied`:
    somebody denies it; `taken-back`: somebody takes it back. Left out: it asks nothing."""
    one: Plain | None = None
    """For statuses of events: what a sentence says between one thing and how it happened, such as
    `was reported`; `was` where it is left out, which only what is borne out may do."""
    many: Plain | None = None
    """For statuses of events: the same of several, such as `were reported`. For kinds of actor and
    article: the heading of a list of several; kinds with one heading are listed together."""
    doubt: Plain | None = None
    """For statuses of events: the sentence that says so where the event is retold."""
    are: Plain | None = None
    """For statuses of events: what several are called, as after *are*: `disputed`."""
    records: Literal["never"] | None = None
    """For statuses of events: `never` where no value of such an event is a record, such as the
    longest. A greater one than another's leaves that in doubt, unless the report was taken back."""
    went: Literal["well", "badly"] | None = None
    """For words of outcomes: `well` where it went as intended, `badly` where it did not."""
    schema_org: SchemaType | None = None
    """For kinds of actor, place and article: what one is in the words of schema.org, for linked
    data; nothing more than an organisation, a place or a work where it is left out. A `Country`
    has the bodies that name it as theirs, a `GovernmentOrganization` speaks for its country, a
    `Person` for nobody else, and a `NewsMediaOrganization` is the agency of other articles."""
    collection: Literal["compiled", "edited"] | None = None
    """For kinds of article: that many records cite the one work, which changes: `compiled` from
    others, such as an entry of a database, whose keeper is no origin; `edited`, such as a handbook.
    Left out: it is published once."""
    extent: Literal["wide"] | None = None
    """For kinds of place: `wide` where what lies in one may be hundreds of kilometres from its
    point."""
    reach: Reach | None = None
    """For kinds of place: how far apart the places within one can be; any distance where it is
    left out."""

    @property
    def heading(self) -> str:
        """What a list of several is called."""
        return self.many or self.name

    @property
    def carried_as(self) -> str:
        """The key of records that has the value."""
        return self.key or self.id

    @property
    def written(self) -> str:
        """What its values are written as: its kind, or the vocabulary of its words."""
        return self.vocabulary if self.kind == "word" and self.vocabulary else self.kind


class Vocabulary(Record):
    """A closed list of words that fields may use.

    Those of a digest have the bounds of its measures as keys too.
    """

    name: Plain
    entries: tuple[Entry, ...]
