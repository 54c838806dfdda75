"""The tables of the downloads: one a kind of record, and launches, flights and claims flat."""

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue, launches, parsed_value
from generator.catalogue.once import per_catalogue
from generator.evidence import claims, resolved
from generator.exports import record_json
from generator.exports.tables import crosswalk_tables
from generator.exports.tables.columns import (
    WHOLE_DAY,
    Column,
    Table,
    cell,
    cells,
    columns,
    field,
    quantity,
)
from generator.pages import facts
from generator.pages.launches import launch_rows
from generator.schema import kinds as model
from generator.schema.kinds import Fact
from generator.schema.registry import KIND, MODELS, RECORDS
from generator.values.local_time import Clocks
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


def _clocks(which: str) -> tuple[Column, ...]:
    return (
        Column("time_kst", "string", f"Time of {which} in Korea (UTC+9), as exact as it is known."),
        Column("time_utc", "string", f"Time of {which} in UTC, as exact as it is known."),
        Column("date_utc", "string", "The day in UTC at that time.", pattern=WHOLE_DAY),
    )


def _launched(name: str, which: str) -> Column:
    text = f"Day and time of {which} in UTC; of a span or a time not exact, its beginning."
    return Column(name, "datetime", text, pattern=INSTANT)


LAUNCHES = (
    *field(model.Event, "id"),
    *field(model.Event, "date"),
    _launched("first_launch_utc", "the first launch"),
    *field(model.Event, "type"),
    *field(model.Event, "title"),
    *field(model.Event, "status"),
    Column("systems", "string", "The missiles and rockets named by the event or its flights.",
           "systems", many=True),
    Column("classes", "string", "The classes of missile.", "missile-classes", many=True),
    *field(model.Event, "place"),
    *field(model.Place, "lat"),
    *field(model.Place, "lon"),
    *quantity("missiles", "How many missiles were fired."),
    Column("flights_listed", "integer", "How many missiles have a row in `flights`."),
    *quantity("range_km", "Ground distance flown, in kilometres; of several missiles the span."),
    *quantity("apogee_km", "Greatest height reached, in kilometres; of several the span."),
    *field(model.Event, "article"),
    *_clocks("the first launch"),
    Column("landing", "string", "Where the flights came down, as reported.", "places", many=True),
    Column("outcomes", "string", "The outcomes of the missiles listed, counted, in words."),
    *(
        column
        for name, about in HEADED.items()
        for column in (
            Column(f"{name}_rule", "string", f"The rules that chose `{name}`, as the method page "
                   "names them.", many=True, among=tuple(resolved.RULES)),
            Column(f"{name}_source", "string", f"The articles on which `{name}` rests.",
                   "articles", many=True),
        )
    ),
    RECORD_VERSION,
)  # fmt: skip
FLIGHTS = (
    Column("event", "string", "The launch.", "events"),
    Column("flight", "integer", "Which missile of the launch, counted from 1."),
    *field(model.Event, "date"),
    Column("time_kst", "string", "Time of launch in Korea (UTC+9), as exact as it is known."),
    Column("time_utc", "string", "Time of launch in UTC, as exact as it is known."),
    _launched("launched_utc", "launch"),
    *field(model.Flight, "system"),
    *field(model.Event, "place"),
    *(
        column
        for name in ("range_km", "apogee_km", "bearing_deg", "outcome", "landing")
        for column in field(model.Flight, name)
    ),
    *field(model.Flight, "article"),
    *field(model.Flight, "note"),
    Column("date_utc", "string", "The day in UTC at that time.", pattern=WHOLE_DAY),
)
CLAIMS = (
    Column("article", "string", "The article that makes the claim.", "articles"),
    Column("claim", "integer", "Which claim of the article, counted from 1."),
    *field(model.Claim, "event"),
    *field(model.Claim, "fact"),
    *field(model.Claim, "actor"),
    *field(model.Claim, "system"),
    *field(model.Claim, "place"),
    *field(model.Claim, "flight"),
    *field(model.Claim, "about"),
    *field(model.Claim, "value"),
    Column("value_min", "number", "Of a number, the lower bound; empty where there is none."),
    Column("value_max", "number", "Of a number, the upper bound; empty where there is none."),
    Column("unit", "string", "The unit of the number."),
    *field(model.Claim, "by"),
    *field(model.Claim, "via"),
    *field(model.Article, "publisher", about="Who published the article."),
    *field(model.Claim, "verb"),
    field(model.Claim, "said")[0],
    *field(model.Claim, "quote"),
    *field(model.Claim, "at"),
    *field(model.Claim, "note"),
)
SHEETS = (
    Column("system", "string", "The missile or rocket.", "systems"),
    Column("entry", "integer", "Which entry of its data sheet, counted from 1."),
    *field(model.SheetEntry, "field"),
    *field(model.SheetEntry, "value"),
    Column("value_min", "number", "Of a number, the lower bound; empty where there is none."),
    Column("value_max", "number", "Of a number, the upper bound; empty where there is none."),
    Column("unit", "string", "The unit of the number."),
    *field(model.SheetEntry, "by"),
    *field(model.SheetEntry, "article"),
    *field(model.SheetEntry, "as_of"),
    *field(model.SheetEntry, "note"),
)


@per_catalogue
def tables(catalogue: Catalogue) -> dict[str, Table]:
    """Every table by its name, the flat ones first."""
    flat = (
        ("launches", "launch", ("id",), LAUNCHES, _launches(catalogue)),
        ("flights", "flight", ("event", "flight"), FLIGHTS, _flights(catalogue)),
        ("claims", "claim", ("article", "claim"), CLAIMS, _claims(catalogue)),
        ("sheets", "sheet entry", ("system", "entry"), SHEETS, _sheets(catalogue)),
    )
    every = {
        name: Table(name, one, ABOUT[name], key, columns, tuple(rows))
        for name, one, key, columns, rows in flat
    }
    every |= {table.name: table for table in crosswalk_tables.tables(catalogue)}
    return every | {kind: _records(catalogue, kind) for kind in RECORDS}


def _records(catalogue: Catalogue, kind: str) -> Table:
    apart = APART.get(kind, ())
    more = quantity("value", "The number.")[:2] if kind == "facts" else ()
    every = (*columns(MODELS[kind], apart), *more, RECORD_VERSION)
    rows = tuple(
        cells(record, apart)
        | (_bounds("value", facts.value(record)) if isinstance(record, Fact) else {})
        | {"record_version": record_json.version(record)}
        for record in catalogue.of_kind(kind).values()
    )
    return Table(kind, KIND[kind].one, KIND[kind].about, ("id",), every, rows)


def _bounds(name: str, value: object) -> dict[str, object]:
    found = value if isinstance(value, QuantityValue) else None
    return {f"{name}_min": found.low, f"{name}_max": found.high} if found else {}


def _launches(catalogue: Catalogue) -> Iterator[Mapping[str, object]]:
    for event in launches.launches(catalogue):
        row = launch_rows.row(catalogue, event)
        chosen = resolved.resolved_values(
            catalogue, event, claims.about(catalogue, "events", event.id)
        )
        yield {
            "id": event.id,
            **cell("date", event.date),
            "first_launch_utc": _instant(row.clocks),
            "type": event.type,
            "title": event.title,
            "status": event.status,
            "systems": tuple(system.id for system in row.systems),
            "classes": launches.classes_of(catalogue, event),
            "place": event.place,
            "lat": row.place.lat if row.place else None,
            "lon": row.place.lon if row.place else None,
            **cell("missiles", row.missiles),
            "flights_listed": len(event.flights),
            **cell("range_km", row.range_km),
            **cell("apogee_km", row.apogee_km),
            "article": event.article,
            **_times(row.clocks),
            "landing": launches.landings_of(event),
            "outcomes": row.outcomes or None,
            **_headed(chosen),
            "record_version": record_json.version(event),
        }


def _headed(resolved_values: resolved.ResolvedValues) -> dict[str, object]:
    """For each headline value of a launch, the rules that chose it and the articles behind it."""
    values: dict[str, object] = {}
    for name, about in HEADED.items():
        if resolved_value := resolved_values.get((about, None)):
            values[f"{name}_rule"] = resolved_value.rules
            values[f"{name}_source"] = tuple(
                dict.fromkeys(rest.article for rest in resolved_value.provenance)
            )
    return values


def _flights(catalogue: Catalogue) -> Iterator[Mapping[str, object]]:
    for row in launch_rows.flight_rows(catalogue, launches.launches(catalogue)):
        values = cells(row.flight, ("time",))
        yield {
            "event": row.event.id,
            "flight": row.number,
            **cell("date", row.event.date),
            **_times(row.clocks),
            "launched_utc": _instant(row.clocks),
            "place": row.event.place,
            **values,
        }


def _claims(catalogue: Catalogue) -> Iterator[Mapping[str, object]]:
    for article in catalogue.articles.values():
        for number, claim in enumerate(article.claims, 1):
            found = claims.statement(catalogue, article, claim)
            values = cells(claim)
            values.pop("said_precision", None)
            yield {
                "article": article.id,
                "claim": number,
                **values,
                **_bounds("value", found.value),
                "unit": found.entry.unit,
                "publisher": article.publisher,
            }


def _sheets(catalogue: Catalogue) -> Iterator[Mapping[str, object]]:
    for system in catalogue.systems.values():
        for number, one in enumerate(system.sheet, 1):
            found = catalogue.words["sheet-fields"][one.field]
            value = parsed_value(one.value, found.written)
            yield {
                "system": system.id,
                "entry": number,
                **cells(one),
                **_bounds("value", value),
                "unit": found.unit,
            }


def _times(both: Clocks | None) -> dict[str, object]:
    if both is None:
        return {}
    day = both.instant and both.instant.date().isoformat()
    return {"time_kst": both.kst, "time_utc": both.utc, "date_utc": day}


def _instant(both: Clocks | None) -> str | None:
    if both is None or both.instant is None:
        return None
    return f"{both.instant.isoformat(timespec='minutes')}Z"
