"""The closed vocabularies: the words that records may write, and what each stands for."""

from typing import Literal

from generator.schema.base import Model, Record
from generator.values.scalars import EventType, Limit, Plain, Quantity, Slug

# fmt: off
ValueKind = Literal[
    "quantity", "clock", "day", "place", "system", "class", "outcome", "event", "word", "text"
]
# fmt: on
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
    group: Literal["counted", "any"] = "any"
    """For event types: whether it is counted. For properties: whether only what is counted has
    it."""
    part: Plain | None = None
    """For event types: what one part of it is, where it is not what `parts` of the digest says."""
    label: Plain | None = None
    """For claim properties: what the value is called at the top of an event's page and in tables,
    where that is not its name."""
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
    type: EventType | None = None
    """For missile classes: the event type of a launch of them, and of nothing else."""
    stance: Stance | None = None
    """For verbs of claims: what a speaker does with the value. `asserts` it, as where nothing is
    declared, also by own means (`observes`), after others (`confirms`) or from evidence
    (`assesses`); `lists` it without vouching for it; `corrects` an earlier one, `denies` it or
    `withdraws` it; or only `remarks` on what happened, which says nothing of whether it did."""
    side: Literal["acts", "attends"] | None = None
    """For roles: `acts` where it was the doing of the actor's side, `attends` where the actor was
    there."""

    @property
    def written(self) -> str:
        """What its values are written as: its kind, or the vocabulary of its words."""
        return self.vocabulary if self.kind == "word" and self.vocabulary else self.kind


class Vocabulary(Record):
    """A closed list of words that fields may use."""

    name: Plain
    entries: tuple[Entry, ...]
