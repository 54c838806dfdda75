"""Who and what the records are about, and what prose relies on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from generator.schema.base import Alias, Corrections, EditorsNote, FoundBy, Record, Sourced
from generator.values.prose import Body, Prose
from generator.values.scalars import (
    EDITORIAL,
    PUBLISHED,
    ActorId,
    ActorKind,
    ArticleId,
    Day,
    HttpUrl,
    Latitude,
    Longitude,
    PlaceId,
    PlaceKind,
    Plain,
    SheetField,
    Slug,
    SystemId,
    TermId,
    ZoneName,
)
from generator.values.times import parse_day


class Actor(Record):
    """A person, state, organisation, military body or news outlet."""

    name: Plain
    """The name by which the digest calls it."""
    kind: ActorKind
    """What sort of actor it is."""
    country: ActorId | None = None
    """The state it belongs to."""
    part_of: ActorId | None = None
    """The body it is part of."""
    role: Plain | None = None
    """What it is or does, in a few words."""
    aliases: tuple[Alias, ...] = ()
    """Other names it goes by, each with its language and the article that uses it."""
    found_by: FoundBy = ()
    """Other words by which readers look for it, such as common misspellings; never shown."""
    summary: Prose | None = None
    """A few sentences in the digest's own words."""
    url: HttpUrl | None = None
    """Its own site."""
    article: ArticleId | None = None
    """The article that the description rests on."""
    corrections: Corrections = ()
    """What the digest has changed since it first published this record."""


class SheetEntry(Sourced):
    """One value of a data sheet. A field may have several, by different speakers."""

    field: SheetField
    """The field, one of `vocabulary/sheet-fields.yml`."""
    value: Annotated[Plain, PUBLISHED]
    """The value in the language of the field, or a short text in the digest's own words."""
    by: ActorId
    """Who assesses or states it."""
    as_of: Day | None = None
    """The day for which it holds, where it changes."""
    note: Plain | None = None
    """What a reader must know of it, such as what the number includes."""


class System(Record):
    """A thing: what is involved in events and has a record of its own.

    The model of a digest has its class and its measures too.
    """

    HELD: ClassVar[Mapping[str, str]] = {}
    """The key that has its `class`."""
    if TYPE_CHECKING:
        # What a digest declares, by the keys it declares.
        def __getattr__(self, name: str) -> Any: ...

    name: Plain
    """The name by which the digest calls it."""
    article: ArticleId
    """The article that the name rests on."""
    aliases: tuple[Alias, ...] = ()
    """Other names it goes by, each with its language and the article that uses it."""
    found_by: FoundBy = ()
    """Other words by which readers look for it, such as common misspellings; never shown."""
    variant_of: SystemId | None = None
    """The thing of which it is a variant."""
    sheet: tuple[SheetEntry, ...] = ()
    """What is known of it beyond that: the entries of its data sheet."""
    summary: Prose | None = None
    """A few sentences in the digest's own words."""
    corrections: Corrections = ()
    """What the digest has changed since it first published this record."""

    def get(self, key: str) -> Any:
        """What it has under a key that a digest may declare; None where that is not known."""
        return getattr(self, key, None)

    def held(self, field: str) -> Any:
        """What the thing has as its `class`; None where it has none."""
        return getattr(self, self.HELD.get(field, ""), None)


class Place(Record):
    """A site, a sea, a city or an area."""

    name: Plain
    """The name; a disputed name has both, in alphabetical order, joined by ` / `."""
    kind: PlaceKind
    """What sort of place it is."""
    within: PlaceId | None = None
    """The larger place it lies in."""
    lat: Latitude | None = None
    """Latitude in decimal degrees (WGS 84)."""
    lon: Longitude | None = None
    """Longitude in decimal degrees (WGS 84)."""
    position: Literal["exact", "approximate"] = "exact"
    """`approximate` where latitude and longitude stand for a wider area; maps then say so."""
    zone: ZoneName | None = None
    """The time zone of what happens there, by its name in the IANA database, where it is not that
    of the digest or of the larger place."""
    province: Plain | None = None
    """The province it lies in."""
    article: ArticleId
    """The article that name and position rest on."""
    aliases: tuple[Alias, ...] = ()
    """Other names it goes by, each with its language and the article that uses it."""
    found_by: FoundBy = ()
    """Other words by which readers look for it, such as common misspellings; never shown."""
    summary: Prose | None = None
    """A few sentences in the digest's own words."""
    note: Plain | None = None
    """A remark on the position, such as how sources differ."""
    corrections: Corrections = ()
    """What the digest has changed since it first published this record."""


class FactVersion(Sourced):
    value: Annotated[Plain, PUBLISHED]
    """A number, with its bounds, or a day."""
    as_of: Day
    """The day for which the source gives the value."""


class Fact(Record):
    """One number or date that prose relies on, written here and nowhere else."""

    name: Plain
    """What the value says, as a noun phrase."""
    value: Annotated[Plain, PUBLISHED]
    """A number, with its bounds, or a day where `unit` is `date`."""
    unit: Annotated[Plain, PUBLISHED]
    """The unit, written after the number; `date` for a day."""
    as_of: Day
    """The day for which the source gives the value."""
    article: ArticleId
    """The article that the value rests on."""
    definition: Prose | None = None
    """What is counted and what is not."""
    review_by: Annotated[Day | None, EDITORIAL] = None
    """The day by which an editor looks at the value again."""
    history: tuple[FactVersion, ...] = ()
    """Earlier values, newest first."""
    corrections: Corrections = ()
    """What the digest has changed since it first published this record."""


class Term(Record):
    """An entry of the glossary."""

    name: Plain
    """The term."""
    aliases: tuple[Plain, ...] = ()
    """Other words for it."""
    definition: Prose
    """What it means, in a few sentences."""
    article: ArticleId | None = None
    """The article that the definition rests on."""
    see: Annotated[tuple[TermId, ...], EDITORIAL] = ()
    """Related terms."""


class Explainer(Record):
    """Context in prose. Every number in it is a link to a fact or a record."""

    title: Plain
    """What it explains."""
    summary: Plain
    """One sentence for lists and search results."""
    reviewed: Annotated[Day, EDITORIAL]
    """The day an editor last read it through against its sources."""
    review_by: Annotated[Day | None, EDITORIAL] = None
    """The day by which an editor reads it through again."""
    articles: tuple[ArticleId, ...]
    """The sources it rests on as a whole."""
    charts: tuple[Slug, ...] = ()
    """Charts of the page *The record in charts* that are shown below the text."""
    found_by: FoundBy = ()
    """Other words by which readers look for it, such as `flood warning`; never shown."""
    body: Body
    """The text."""


class Month(EditorsNote, Record):
    """An editor's note on a month, which is the name of the file: `2024-01`."""

    @property
    def called(self) -> str:
        """The month in words; the name of the file where that is no month, as the check reports."""
        try:
            return parse_day(self.id).words
        except ValueError:
            return self.id
