"""What a digest is about, as `content/digest.yml` declares it: what is counted, its parts, things.

Each may be left out: then the pages, files and words that are about it are left out too.
"""

from typing import Literal

from pydantic import Field

from generator.schema.base import Model
from generator.schema.vocabularies import Spoken
from generator.values.scalars import (
    ArticleId,
    Centre,
    EventType,
    HttpUrl,
    PlaceId,
    PlaceKind,
    Plain,
    Position,
    Property,
    Slug,
    Verb,
    ZoneName,
)
from generator.values.words import counted


class SeaName(Model):
    """Where the name of a sea or another wide place may be written on maps."""

    place: PlaceId
    """Whose name it is."""
    over: tuple[Position, ...]
    """Latitude and longitude of points over which it may be written, the best first."""


class Map(Model):
    """The maps of places of what is counted."""

    centre: Centre
    """The middle of all maps as latitude and longitude, such as `48.9, 2.4`; `fitted` takes the
    middle of the places on record."""
    length: Property | None = None
    """The measure of a part in kilometres that is drawn as a track from the place."""
    bearing: Plain | None = None
    """The key of a part that has the direction of the track."""
    names: tuple[SeaName, ...] = ()
    """Names that are written on maps beside those of the places."""


class Choice(Model):
    """What a ready question sets one filter of the log to."""

    by: Plain
    """The filter, one of `filters`."""
    among: tuple[Plain, ...]
    """The words or ids that it is set to, of which a row has one. Of `year` the first and the last
    year, where `this` is the year of the digest and `last` the one before."""


class Question(Model):
    """A question that readers have often: a link to the log with its filters set."""

    ask: Plain
    """The words of the link: `Floods of this year`."""
    choose: tuple[Choice, ...] = ()
    """What the filters are set to; all of it holds at once."""
    found_by: tuple[Plain, ...] = ()
    """Other words by which readers look for the answer, such as `largest floods`."""
    show: Literal["counted", "parts"] = "counted"
    """What has a row: what is counted, or each of its `parts`."""
    sort: Property | None = None
    """The measure of which the greatest value comes first; the newest first where it is left
    out."""


class Counted(Model):
    """What is counted: the events of those types that have `group: counted`. They have a log."""

    id: Slug
    """Its name in addresses, files, feeds and columns: `attacks`. It stays for ever."""
    one: Plain
    """The word for one, in lower case: `attack`."""
    many: Plain
    """The word for several: `attacks`."""
    means: Plain
    """What one is, as after *an attack is*: `one occasion: one day, one place`."""
    spoken: Spoken | None = None
    """Other words for one in texts, so that the check finds `the third raid of the year`."""
    happened: Plain
    """How it happened, as between *was* and the name of a place: `carried out in`."""
    place: Plain = "place"
    """The word for the place of one: `site`, `port`."""
    at: Plain = "Place"
    """What the place is called among the values of one: `Carried out in`."""
    heading: Plain | None = None
    """The heading above what and where in a year: `What was attacked, and where`."""
    place_kind: PlaceKind | None = None
    """The kind of place of which the first one is worth a word; of any kind where left out."""
    columns: tuple[Property, ...] = ()
    """The properties that have a column in the log, in its order; it begins with day and title."""
    by: Property | None = None
    """The measure by whose words or records charts group them; by type where it is left out."""
    cards: tuple[Property, ...] = ()
    """The columns that the picture of one shows, which is shared with a link to it."""
    filters: tuple[Plain, ...] = ()
    """By what readers narrow down the log, in its order: `year`, `type`, `status`, `sources` (where
    they differ), and properties: that of the place, of the thing, of its class, and those with a
    column whose values are words of a vocabulary or actors. All of these where it is left out."""
    questions: tuple[Question, ...] = ()
    """Ready questions above the log; none where it is left out."""

    @property
    def preposition(self) -> str:
        """What is before the name of a place: `from`, `in`."""
        return self.happened.split()[-1]

    def number(self, number: int) -> str:
        """`1 attack`, `2 attacks`."""
        return counted(number, self.one, self.many)


class Chart(Model):
    """One chart of their page. Which keys it has beside `id` and `about` depends on its kind."""

    id: Slug
    """Its name in addresses, and for explainers that show it. It stays for ever."""
    kind: Literal["years", "months", "days-between", "pairs"]
    """`years`: a column a year, stacked by group; `months`: the number of each month of all years;
    `days-between`: how long it was quiet; `pairs`: two measures, one against the other, with a
    mark for each part where parts carry both: then pages of years and things have theirs too."""
    by: Property | None = None
    """Of `years`: the measure by whose words or records the columns are stacked, where it is not
    that of `counted`. Where parts carry it, parts are counted."""
    across: Property | None = None
    """Of `pairs`: the measure that goes from left to right."""
    up: Property | None = None
    """Of `pairs`: the measure that goes upwards."""
    guide: Literal["least-energy"] | None = None
    """Of `pairs`: a line that is computed of the two: how high a throw without air rises that needs
    the least speed for its distance. Both measures are in kilometres then."""
    guide_name: Plain | None = None
    """What is written beside the line."""
    computed: Plain | None = None
    """How the line was computed, and what lies above and below it."""
    about: Plain | None = None
    """What a reader should know before looking at the chart."""


class Parts(Model):
    """What one of what is counted consists of, listed one by one."""

    key: Slug
    """The key of the list in records, and its name in addresses and files: `strikes`."""
    one: Plain
    """The word for one entry of the list: `strike`."""
    many: Plain
    """The word for several: `strikes`."""
    timed: Plain = "at"
    """How each happened, in the name of the column with its time in UTC: `fired`."""
    each: Plain
    """What there is one of in each: `bomb`. A type of event may name another as its `part`."""
    all: Plain
    """The word for several of those: `bombs`."""
    columns: tuple[Plain, ...] = ()
    """The keys of a part that tables of parts show, in their order."""

    def number(self, number: int) -> str:
        """`1 bomb`, `2 bombs`."""
        return counted(number, self.each, self.all)

    def entries(self, number: int) -> str:
        """`1 strike`, `2 strikes`."""
        return counted(number, self.one, self.many)


class Things(Model):
    """What is involved in events and has records of its own, such as makes, ships or groups."""

    key: Slug
    """The folder of the records, and their name in addresses and files: `groups`."""
    one: Plain
    """The word for one, in lower case: `group`."""
    many: Plain
    """The word for several: `groups`."""
    label: Plain
    """What one is called on its own: `Group or person`."""
    title: Plain
    """What the list of all is called: `Groups and persons`."""

    seen: Plain = "on record"
    """What its values in events are called, as after its name: `reached`."""
    by_source: Property | None = None
    """The measure of which the page of one has a table by source."""

    def number(self, number: int) -> str:
        """`1 group`, `2 groups`."""
        return counted(number, self.one, self.many)


class WatchedColumn(Model):
    """A column of a table that others keep, and what it is of."""

    column: Plain
    """The column, as the table calls it."""
    about: Property
    """The property that its values are of. One column is of the day, the property with `field:
    date`; with one of the `count` a row is an event, else a part of one where the digest has
    parts."""
    words: dict[Plain, Plain] = Field(default_factory=dict)
    """What some of its values are here, by what the table writes: `{sea-of-x: x-sea}`. A name or
    an alias of a record needs none."""
    unknown: tuple[Plain, ...] = ()
    """What it writes for a value that is not known, beside `unknown` of the table."""


class WatchedTable(Model):
    """A public table that is compared with the records, so that its new rows become drafts."""

    id: Slug
    """Its name in drafts and in `same_as` of events. It stays for ever."""
    article: ArticleId
    """The article that describes it, whose publisher keeps it; drafts are of its kind."""
    address: HttpUrl
    """Where the table itself can be had as a file."""
    format: Literal["csv", "json"] = "csv"
    """`csv`, with the names of columns in the first row, or `json`."""
    rows: Plain | None = None
    """Of `json`: the keys that lead to its rows, such as `years.data`; left out where the file is a
    list of rows."""
    row: Plain | None = None
    """The column with the id of a row; left out where its place counts, from 1."""
    zone: ZoneName | None = None
    """The time zone of its times, and of a day with a time; that of each place where it is left
    out."""
    days: Plain | None = None
    """How it writes a day, in the signs of `strptime`: `%d-%b-%y`; as records do where it is left
    out."""
    type: EventType
    """The type of event that its rows are."""
    verb: Verb
    """How it says so: the verb of the claims in drafts."""
    columns: tuple[WatchedColumn, ...]
    """The columns that are read."""
    unknown: tuple[Plain, ...] = ()
    """What it writes for a value that is not known, beside nothing."""
    copied: tuple[Plain, ...] = ()
    """The columns whose values its terms allow to copy. Of others only that they changed is noted,
    and without that of the day there are no drafts, but a list of ids and a link."""
