"""The tables of the downloads: one a kind of record, and counted events, parts and claims flat."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple, Protocol

from generator.catalogue import Catalogue, counted_events, parsed_value
from generator.catalogue.values import refers
from generator.evidence import claims, disagreement, resolved
from generator.exports import record_json
from generator.exports.tables import crosswalk_tables, source_tables
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
from generator.values.scalars import LINK_KINDS, slugged
from generator.values.words import plural, with_article

CLAIMED = "Every statement: about what, which value, by whom, through whom, in which article."
SHEETED = "Every entry of a data sheet: of which {}, which field and value, and by whom."
NUMBERS = ("quantity", "money", "duration")
APART = {"articles": ("claims",), "systems": ("sheet",)}
INSTANT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z"
RECORD_VERSION = Column(
    "record_version", "string", "The version of the record: it changes whenever the record does."
)


class _Counted(NamedTuple):
    """A counted event with its row of the log and its headline values."""

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


def _headed(name: str, about: str) -> tuple[Part[_Counted], ...]:
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


class _Carried(NamedTuple):
    """What a counted event has of one measure: its id, its columns, the name of their headline."""

    about: str
    headline: str
    parts: tuple[Part[_Counted], ...]


def _of_counted(catalogue: Catalogue, what: model.Counted) -> tuple[Part[_Counted], ...]:
    """The columns of what is counted: the record's own, its things and its measures."""
    event, headline = catalogue.models["events"], f"first_{slugged(what.one).replace('-', '_')}"
    times = _clocks(catalogue.settings, f"the first {what.one}", f"{headline}_utc")
    # Those of the other fields have columns of their own.
    of_fields = (None, "end", "outcome")
    measures = [
        one for one in catalogue.measures.values() if one.field in of_fields and one.carried
    ]
    carried = [one for one in measures if one.carried and (one.carried.event or one.carried.part)]
    things, count = _things(catalogue), _count(catalogue)
    numbers = [
        _number(catalogue, one) for one in carried if one.kind in ("quantity", "money", "duration")
    ]
    others = [_other(catalogue, one) for one in carried if one.kind in (*LINK_KINDS, "word")]
    own = (("date", "date"), (headline, "time"), ("place", "place"))
    heads = [(name, entry.id) for name, of in own if (entry := catalogue.measure_of(of))]
    heads += [(one.headline, one.about) for one in (*things, *count, *numbers, *others)]
    return (
        *fields(event, ("id", "date"), attrgetter("event")),
        times.instant,
        *fields(event, ("type", "title", "status"), attrgetter("event")),
        *(part for one in things for part in one.parts),
        *fields(event, ("place",), attrgetter("event")),
        *fields(model.Place, ("lat", "lon"), attrgetter("row.place")),
        *_other_places(catalogue),
        *(part for one in count for part in one.parts),
        *(part for one in numbers for part in one.parts),
        *fields(event, ("article",), attrgetter("event")),
        *times.clocks,
        times.date_utc,
        *(part for one in others for part in one.parts),
        *(part for name, about in heads for part in _headed(name, about)),
        Part("record_version", (RECORD_VERSION,), lambda x: x.version),
    )


def _things(catalogue: Catalogue) -> tuple[_Carried, ...]:
    """The things of an event and their classes."""
    words, parts = catalogue.settings.things, catalogue.settings.parts
    thing, of_class = catalogue.measure_of("thing"), catalogue.measure_of("class")
    if not words or not thing:
        return ()
    or_parts = f" or its {parts.many}" if parts else ""
    of_thing: Part[_Counted] = one(
        Column(words.key, "string", f"The {words.title.lower()} named by the event{or_parts}.",
               "systems", many=True),
        lambda x: tuple(system.id for system in x.row.systems))  # fmt: skip
    if not of_class:
        return (_Carried(thing.id, words.key, (of_thing,)),)
    about = f"The classes of {parts.each if parts else words.one}."
    classes: Part[_Counted] = one(
        Column("classes", "string", about, of_class.written, many=True), lambda x: x.row.class_ids
    )
    return (
        _Carried(thing.id, words.key, (of_thing,)),
        _Carried(of_class.id, "classes", (classes,)),
    )


def _count(catalogue: Catalogue) -> tuple[_Carried, ...]:
    """How many parts an event had, and how many of them are listed."""
    parts, entry = catalogue.settings.parts, catalogue.measure_of("count")
    if not parts or not entry or not entry.carried:
        return ()
    name = slugged(parts.all).replace("-", "_")
    number: Part[_Counted] = Part(
        name, quantity(name, entry.carried.event or entry.description), lambda x: x.row.how_many
    )
    listed = f"How many {parts.all} have a row in `{parts.key}`."
    return (
        _Carried(entry.id, name, (number, one(Column(f"{parts.key}_listed", "integer", listed),
                                    lambda x: len(x.event.parts)))),
    )  # fmt: skip


def _number(catalogue: Catalogue, entry: model.Entry) -> _Carried:
    """A number of the whole, or the span of what the parts have."""
    parts, carried = catalogue.settings.parts, entry.carried
    about = (carried and (carried.part or carried.event)) or entry.description
    if carried and carried.part and parts:
        about = f"{about.rstrip('.')}; of several {parts.all} the span."

    def value(row: _Counted) -> object:
        found = row.chosen.get((entry.id, None))
        return found.values[0] if found and len(found.values) == 1 else None

    return _Carried(entry.id, entry.id, (Part(entry.id, quantity(entry.id, about), value),))


def _other_places(catalogue: Catalogue) -> Iterator[Part[_Counted]]:
    """The other places of an event in several, where the digest declares them."""
    entry = catalogue.measure_of("place")
    if entry and entry.carried and entry.carried.event:
        column = Column(entry.carried_as, "string", entry.carried.event, "places", many=True)
        yield one(column, lambda row: row.event.held("place") or ())


def _other(catalogue: Catalogue, entry: model.Entry) -> _Carried:
    """What is no number: records by their ids, words of the parts in words with how many."""
    parts, carried, key = catalogue.settings.parts, entry.carried, entry.carried_as
    of_parts = bool(carried and carried.part and parts)
    if entry.kind == "word" and of_parts and parts and not (carried and carried.event):
        name, many = plural(entry.id), plural(entry.name.lower())
        words = Column(name, "string", f"The {many} of the {parts.all} listed, counted, in words.")

        def text(row: _Counted) -> object:
            found = row.chosen.get((entry.id, None))
            return (found.text or None) if found else None

        return _Carried(entry.id, name, (one(words, text),))

    def every(row: _Counted) -> object:
        whole = row.event.whole(key)
        found = [whole.stated] if whole else []
        found += [value for part in row.event.parts if (value := part.get(key))]
        return tuple(dict.fromkeys(found))

    held = Column(key, "string", entry.description, refers(entry.written), many=True)
    return _Carried(entry.id, key, (one(held, every),))


def _of_parts(
    catalogue: Catalogue, what: model.Counted, words: model.Parts
) -> tuple[Part[counted_rows.PartRow], ...]:
    """The columns of the parts, one by one."""
    part, event = catalogue.models.part, catalogue.models["events"]
    times = _clocks(catalogue.settings, what.one, f"{words.timed}_utc")
    known = {part.HELD.get("time"), part.HELD.get("thing"), "article", "note"}
    own = [name for name in part.model_fields if name not in known]
    thing = [part.HELD["thing"]] if "thing" in part.HELD else []
    return (
        one(Column("event", "string", f"The {what.one}.", "events"),
            lambda x: x.event.id),
        one(Column(words.one, "integer", f"Which {words.each} of the {what.one}, counted from 1."),
            lambda x: x.number),
        *fields(event, ("date",), attrgetter("event")),
        *times.clocks,
        times.instant,
        *fields(part, thing, attrgetter("part")),
        *fields(event, ("place",), attrgetter("event")),
        *fields(part, (*own, "article", "note"), attrgetter("part")),
        times.date_utc,
        *_part_classes(catalogue, words),
    )  # fmt: skip


def _part_classes(
    catalogue: Catalogue, words: model.Parts
) -> tuple[Part[counted_rows.PartRow], ...]:
    """The class of a part, where things have one."""
    of_class = catalogue.measure_of("class")
    if not of_class:
        return ()
    about = f"The class of the {words.each}, or of those that it can be."
    return (
        one(Column("classes", "string", about, of_class.written, many=True),
            lambda x: counted_rows.part_classes(catalogue, x.event, x.part)),
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
    one(Column("system", "string", "The thing.", "systems"),
        lambda x: x.system.id),
    one(Column("entry", "integer", "Which entry of its data sheet, counted from 1."),
        lambda x: x.number),
    *fields(model.SheetEntry, ("field", "value"), attrgetter("entry")),
    _bounds(lambda x: parsed_value(x.entry.value, x.field.written)),
    one(Column("unit", "string", "The unit of the number."),
        lambda x: x.field.unit),
    *fields(model.SheetEntry, ("by", "article", "as_of", "note"), attrgetter("entry")),
)  # fmt: skip


def tables(catalogue: Catalogue) -> dict[str, Table]:
    """Every table by its name, the flat ones first."""
    settings = catalogue.settings
    thing = settings.things.one if settings.things else "thing"
    flat = (
        *_log_tables(catalogue),
        table("claims", "claim", CLAIMED, ("article", "claim"),
              _of_claims(catalogue.models.claim),
              (_Claim(article, number, claims.statement(catalogue, article, claim))
               for article in catalogue.articles.values()
               for number, claim in enumerate(article.claims, 1))),
        table("sheets", "sheet entry", SHEETED.format(thing), ("system", "entry"), SHEETS,
              (_SheetEntry(system, number, entry, catalogue.words["sheet-fields"][entry.field])
               for system in catalogue.systems.values()
               for number, entry in enumerate(system.sheet, 1))),
        *crosswalk_tables.tables(catalogue),
        *((source_tables.counts(catalogue, settings.counted),) if settings.counted else ()),
    )  # fmt: skip
    every = {made.name: made for made in flat}
    every |= {kind: _records(catalogue, kind) for kind in RECORDS}
    return {name: _in_words(settings, made) for name, made in every.items()}


def _log_tables(catalogue: Catalogue) -> Iterator[Table]:
    """What is counted, and its parts one by one; nothing where nothing is counted."""
    found, what, parts = (
        counted_events.every(catalogue),
        catalogue.settings.counted,
        catalogue.settings.parts,
    )
    if not what:
        return
    about = f"Every {what.one}, oldest first: both clocks, and for each value its rule and the "
    rows = (_row(catalogue, event) for event in found)
    own = _of_counted(catalogue, what)
    yield table(what.id, what.one, f"{about}article it rests on.", ("id",), own, rows)
    if parts:
        about = f"Every {parts.each} that a source lists singly, on a row of its own; "
        about += f"{with_article(what.one)} known only by its number of {parts.all} has none."
        listed = counted_rows.part_rows(catalogue, found)
        columns_of = _of_parts(catalogue, what, parts)
        yield table(parts.key, parts.one, about, ("event", parts.one), columns_of, listed)


def _in_words(settings: model.Settings, made: Table) -> Table:
    """The table with the words of the digest in those of its columns."""
    filled = tuple(one._replace(about=settings.filled(one.about)) for one in made.columns)
    return made._replace(columns=filled)


def _row(catalogue: Catalogue, event: model.Event) -> _Counted:
    row = counted_rows.row(catalogue, event)
    version = record_json.record_version(catalogue, "events", event.id)
    return _Counted(event, row, disagreement.groups(catalogue, event)[0], version)


def _records(catalogue: Catalogue, kind: str) -> Table:
    parts = catalogue.settings.parts
    # Parts of a record that are tables of their own.
    tables = {"events": (parts.key,) if parts else (), **APART}
    apart = tables.get(kind, ())
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
    row = KIND[kind].worded(catalogue.settings)
    return Table(kind, row.one, row.about, ("id",), every, rows)


def _fact(record: Fact) -> dict[str, object]:
    """The bounds of a fact that is a number."""
    value = facts.value(record)
    found = cell("value", value) if isinstance(value, QuantityValue) else {}
    return {name: bound for name, bound in found.items() if name != "value_text"}
