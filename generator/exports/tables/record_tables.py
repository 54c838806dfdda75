"""The tables of the downloads: one a kind of record, and launches, flights and claims flat."""

from collections.abc import Callable, Iterable
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple, Protocol

from generator.catalogue import Catalogue, counted_events, parsed_value
from generator.catalogue.once import per_catalogue
from generator.evidence import claims, disagreement, resolved
from generator.exports import record_json
from generator.exports.tables import crosswalk_tables
from generator.exports.tables.columns import (
    WHOLE_DAY,
    Column,
    Part,
    R,
    Table,
    cell,
    cells,
    columns,
    field,
    fields,
    one,
    quantity,
    table,
)
from generator.pages import facts
from generator.pages.counted import counted_rows
from generator.schema import kinds as model
from generator.schema.events import TARGETS
from generator.schema.kinds import Fact
from generator.schema.registry import KIND, RECORDS
from generator.values.clocks.local_time import Clocks
from generator.values.numbers import QuantityValue

# Parts of a record that are tables of their own.
APART = {"events": ("flights",), "articles": ("claims",), "systems": ("sheet",)}
ABOUT = {
    "launches": "Every launch, oldest first: both clocks, and for each value its rule and the "
    "article it rests on.",
    "flights": "Every missile that a source lists singly, on a row of its own; a launch "
    "known only by its number of missiles has none.",
    "claims": "Every statement: about what, which value, by whom, through whom, in which article.",
    "sheets": "Every entry of a data sheet: of which system, which field and value, and by whom.",
}
INSTANT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z"
RECORD_VERSION = Column(
    "record_version", "string", "The version of the record: it changes whenever the record does."
)
# The columns of `launches` that are headline values, by the property that claims make of them.
HEADED = {
    "date": "date",
    "first_launch": "time",
    "place": "site",
    "systems": "system",
    "classes": "class",
    "missiles": "count",
    "range_km": "range_km",
    "apogee_km": "apogee_km",
    "landing": "landing",
    "outcomes": "outcome",
}


class _Launch(NamedTuple):
    """A launch with its row of the log and its headline values."""

    event: model.Event
    row: counted_rows.CountedRow
    chosen: resolved.ResolvedValues
    version: str

    @property
    def clocks(self) -> Clocks | None:
        return self.row.clocks


class _Claim(NamedTuple):
    """A statement and the article that makes it."""

    article: model.Article
    number: int
    found: claims.Statement


class _SheetEntry(NamedTuple):
    """An entry of a data sheet, and what its field is."""

    system: model.System
    number: int
    entry: model.SheetEntry
    field: model.Entry


class _Timed(Protocol):
    @property
    def clocks(self) -> Clocks | None: ...


def _at(row: _Timed) -> datetime | None:
    return row.clocks.instant if row.clocks else None


class Times(NamedTuple):
    """The columns of a time: by the clock of the digest, in UTC, the day there, and both in one."""

    local: tuple[Part[_Timed], ...]
    utc: Part[_Timed]
    date_utc: Part[_Timed]
    instant: Part[_Timed]

    @property
    def clocks(self) -> tuple[Part[_Timed], ...]:
        return (*self.local, self.utc)


def _clocks(settings: model.Settings, which: str, instant: str) -> Times:
    exact = "as exact as it is known."
    about = f"Day and time of {which} in UTC; of a span or a time not exact, its beginning."
    zone, (name, label) = settings.clock, settings.local_column
    offset = settings.clock_of_the_year[0].offset if label else "with its abbreviation"
    local: Part[_Timed] = one(
        Column(name, "string", f"Time of {which} in {zone.place} ({offset}), {exact}"),
        lambda row: row.clocks.by(zone, label) if row.clocks else None,
    )
    return Times(
        () if name == "time_utc" else (local,),
        one(Column("time_utc", "string", f"Time of {which} in UTC, {exact}"),
            lambda row: row.clocks and row.clocks.utc),
        one(Column("date_utc", "string", "The day in UTC at that time.", pattern=WHOLE_DAY),
            lambda row: (at := _at(row)) and at.date().isoformat()),
        one(Column(instant, "datetime", about, pattern=INSTANT),
            lambda row: (at := _at(row)) and f"{at.isoformat(timespec='minutes')}Z"),
    )  # fmt: skip


def _headed(name: str, about: str) -> tuple[Part[_Launch], ...]:
    """The rules that chose a headline value, and the articles behind it."""
    key = (about, None)
    rules = f"The rules that chose `{name}`, as the method page names them."
    source = f"The articles on which `{name}` rests."
    return (
        one(Column(f"{name}_rule", "string", rules, many=True, among=tuple(resolved.RULES)),
            lambda x: x.chosen[key].rules if key in x.chosen else None),
        one(Column(f"{name}_source", "string", source, "articles", many=True),
            lambda x: _rests(x.chosen[key].provenance) if key in x.chosen else None),
    )  # fmt: skip


def _rests(provenance: Iterable[resolved.Provenance]) -> tuple[str, ...]:
    """The articles behind a value, each once."""
    return tuple(dict.fromkeys(str(rest.article) for rest in provenance))


def _bounds(value: Callable[[R], object]) -> Part[R]:
    """The bounds of what may be a number or something else."""

    def number(row: R) -> object:
        found = value(row)
        return found if isinstance(found, QuantityValue) else None

    return Part("value", (
        Column("value_min", "number", "Of a number, the lower bound; empty where there is none."),
        Column("value_max", "number", "Of a number, the upper bound; empty where there is none."),
    ), number)  # fmt: skip


def _of_launches(catalogue: Catalogue) -> tuple[Part[_Launch], ...]:
    settings, event = catalogue.settings, catalogue.models["events"]
    times = _clocks(settings, "the first launch", "first_launch_utc")
    return (
        *fields(event, ("id", "date"), attrgetter("event")),
        times.instant,
        *fields(event, ("type", "title", "status"), attrgetter("event")),
        one(Column("systems", "string", "The missiles and rockets named by the event or its "
                   "flights.", "systems", many=True),
            lambda x: tuple(system.id for system in x.row.systems)),
        one(Column("classes", "string", "The classes of missile.", "missile-classes", many=True),
            lambda x: x.row.class_ids),
        *fields(event, ("place",), attrgetter("event")),
        *fields(model.Place, ("lat", "lon"), attrgetter("row.place")),
        Part("missiles", quantity("missiles", "How many missiles were fired."),
             lambda x: x.row.how_many),
        one(Column("flights_listed", "integer", "How many missiles have a row in `flights`."),
            lambda x: len(x.event.parts)),
        Part("range_km", quantity("range_km", "Ground distance flown, in kilometres; of several "
             "missiles the span."), lambda x: x.row.numbers.get("range_km")),
        Part("apogee_km", quantity("apogee_km", "Greatest height reached, in kilometres; of "
             "several the span."), lambda x: x.row.numbers.get("apogee_km")),
        *fields(event, ("article",), attrgetter("event")),
        *times.clocks,
        times.date_utc,
        one(Column("landing", "string", "Where the flights came down, as "
                   "reported.", "places", many=True),
            lambda x: counted_events.landings_of(x.event)),
        one(Column("outcomes", "string", "The outcomes of the missiles listed, counted, in words."),
            lambda x: x.row.words.get("outcome")),
        *(part for name, about in HEADED.items() for part in _headed(name, about)),
        Part("record_version", (RECORD_VERSION,), lambda x: x.version),
    )  # fmt: skip


def _of_flights(catalogue: Catalogue) -> tuple[Part[counted_rows.PartRow], ...]:
    settings, part = catalogue.settings, catalogue.models.part
    event = catalogue.models["events"]
    times = _clocks(settings, "launch", "launched_utc")
    return (
        one(Column("event", "string", "The launch.", "events"),
            lambda x: x.event.id),
        one(Column("flight", "integer", "Which missile of the launch, counted from 1."),
            lambda x: x.number),
        *fields(event, ("date",), attrgetter("event")),
        *times.clocks,
        times.instant,
        *fields(part, ("system",), attrgetter("part")),
        *fields(event, ("place",), attrgetter("event")),
        *fields(part, ("range_km", "apogee_km", "bearing_deg", "outcome", "landing",
                "article", "note"), attrgetter("part")),
        times.date_utc,
    )  # fmt: skip


def _of_claims(claim: type[model.Claim]) -> tuple[Part[_Claim], ...]:
    return (
    one(Column("article", "string", "The article that makes the claim.", "articles"),
        lambda x: x.article.id),
    one(Column("claim", "integer", "Which claim of the article, counted from 1."),
        lambda x: x.number),
    *fields(claim, (*TARGETS, *([claim.PART] if claim.PART else []), "about", "value"),
            attrgetter("found.claim")),
    _bounds(lambda x: x.found.value),
    one(Column("unit", "string", "The unit of the number."),
        lambda x: x.found.entry.unit),
    *fields(claim, ("by", "via"), attrgetter("found.claim")),
    Part("publisher", field(model.Article, "publisher", about="Who published the article."),
         lambda x: x.article.publisher),
    *fields(claim, ("verb",), attrgetter("found.claim")),
    Part("said", field(model.Claim, "said")[:1], lambda x: x.found.claim.said),
    *fields(claim, ("quote", "at", "note"), attrgetter("found.claim")),
  )  # fmt: skip


SHEETS: tuple[Part[_SheetEntry], ...] = (
    one(Column("system", "string", "The missile or rocket.", "systems"),
        lambda x: x.system.id),
    one(Column("entry", "integer", "Which entry of its data sheet, counted from 1."),
        lambda x: x.number),
    *fields(model.SheetEntry, ("field", "value"), attrgetter("entry")),
    _bounds(lambda x: parsed_value(x.entry.value, x.field.written)),
    one(Column("unit", "string", "The unit of the number."),
        lambda x: x.field.unit),
    *fields(model.SheetEntry, ("by", "article", "as_of", "note"), attrgetter("entry")),
)  # fmt: skip


@per_catalogue
def tables(catalogue: Catalogue) -> dict[str, Table]:
    """Every table by its name, the flat ones first."""
    found, settings = counted_events.every(catalogue), catalogue.settings
    flat = (
        table("launches", "launch", ABOUT["launches"], ("id",), _of_launches(catalogue),
              (_launch(catalogue, event) for event in found)),
        table("flights", "flight", ABOUT["flights"], ("event", "flight"),
              _of_flights(catalogue),
              counted_rows.part_rows(catalogue, found)),
        table("claims", "claim", ABOUT["claims"], ("article", "claim"),
              _of_claims(catalogue.models.claim),
              (_Claim(article, number, claims.statement(catalogue, article, claim))
               for article in catalogue.articles.values()
               for number, claim in enumerate(article.claims, 1))),
        table("sheets", "sheet entry", ABOUT["sheets"], ("system", "entry"), SHEETS,
              (_SheetEntry(system, number, entry, catalogue.words["sheet-fields"][entry.field])
               for system in catalogue.systems.values()
               for number, entry in enumerate(system.sheet, 1))),
        *crosswalk_tables.tables(catalogue),
    )  # fmt: skip
    every = {made.name: made for made in flat}
    every |= {kind: _records(catalogue, kind) for kind in RECORDS}
    return {name: _in_words(settings, made) for name, made in every.items()}


def _in_words(settings: model.Settings, made: Table) -> Table:
    """The table with the words of the digest in those of its columns."""
    filled = tuple(one._replace(about=settings.filled(one.about)) for one in made.columns)
    return made._replace(columns=filled)


def _launch(catalogue: Catalogue, event: model.Event) -> _Launch:
    row = counted_rows.row(catalogue, event)
    version = record_json.record_version(catalogue, "events", event.id)
    return _Launch(event, row, disagreement.groups(catalogue, event)[0], version)


def _records(catalogue: Catalogue, kind: str) -> Table:
    apart = APART.get(kind, ())
    if not any(getattr(record, "zone", None) for record in catalogue.of_kind(kind).values()):
        apart = (*apart, "zone")
    more = quantity("value", "The number.")[:2] if kind == "facts" else ()
    every = (*columns(catalogue.models[kind], apart), *more, RECORD_VERSION)
    rows = tuple(
        cells(record, apart)
        | (_fact(record) if isinstance(record, Fact) else {})
        | {"record_version": record_json.record_version(catalogue, kind, key)}
        for key, record in catalogue.of_kind(kind).items()
    )
    return Table(kind, KIND[kind].one, KIND[kind].about, ("id",), every, rows)


def _fact(record: Fact) -> dict[str, object]:
    """The bounds of a fact that is a number."""
    value = facts.value(record)
    found = cell("value", value) if isinstance(value, QuantityValue) else {}
    return {name: bound for name, bound in found.items() if name != "value_text"}
