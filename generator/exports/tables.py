"""Launches, flights and claims as CSV, and every record as JSON."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from generator.catalogue import Catalogue
from generator.exports import records
from generator.model.numbers import QuantityValue
from generator.views import claims, crosswalk, launches
from generator.views.clocks import Clocks

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


QUANTITY = ("_min", "_max", "_text")
LAUNCHES = (
    *("id", "date", "date_precision", "first_launch_utc", "type", "title", "status", "systems"),
    *("classes", "place", "lat", "lon"),
    *(f"missiles{end}" for end in QUANTITY),
    "flights_listed",
    *(f"range_km{end}" for end in QUANTITY),
    *(f"apogee_km{end}" for end in QUANTITY),
    "article",
)
FLIGHTS = (
    *("event", "flight", "date", "time_kst", "time_utc", "launched_utc", "system", "place"),
    *(f"range_km{end}" for end in QUANTITY),
    *(f"apogee_km{end}" for end in QUANTITY),
    *("bearing_deg", "outcome", "landing", "article", "note"),
)
CLAIMS = (
    *("article", "claim", "event", "fact", "actor", "system", "place", "flight", "about", "value"),
    *("value_min", "value_max", "unit", "by", "via", "publisher", "verb", "said", "quote"),
)


CROSSWALK = ("event", "date", "database", "row", "articles")
DIFFERENCES = (
    *("event", "date", "database", "article", "property", "flight", "database_says", "denied"),
    *("by", "digest_says", "rules", "rests_on"),
)


def files(catalogue: Catalogue) -> dict[str, str]:
    """Path below the site's root and text of every data file."""
    return {
        "data/launches.csv": _csv(LAUNCHES, _launches(catalogue)),
        "data/flights.csv": _csv(FLIGHTS, _flights(catalogue)),
        "data/claims.csv": _csv(CLAIMS, _claims(catalogue)),
        "data/crosswalk.csv": _csv(CROSSWALK, _crosswalk(catalogue)),
        "data/differences.csv": _csv(DIFFERENCES, _differences(catalogue)),
        "data/records.json": records.whole(catalogue),
    }


def _csv(columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> str:
    """RFC 4180 with line feeds. A text that a spreadsheet would run as a formula gets one `'` in
    front; a text that begins with `'` gets one too, so that the rule can be undone."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def _bounds(name: str, quantity: QuantityValue | None) -> dict[str, Any]:
    """The three columns of a quantity; an open bound is empty."""
    return {
        f"{name}_min": quantity.low if quantity else None,
        f"{name}_max": quantity.high if quantity else None,
        f"{name}_text": quantity.text if quantity else None,
    }


def _launches(catalogue: Catalogue) -> Iterable[dict[str, Any]]:
    for event in launches.launches(catalogue):
        row = launches.row(catalogue, event)
        yield {
            "id": event.id,
            "date": str(event.date),
            "date_precision": event.date.precision,
            "first_launch_utc": _instant(row.clocks),
            "type": str(event.type),
            "title": event.title,
            "status": event.status,
            "systems": ";".join(system.id for system in row.systems),
            "classes": ";".join(launches.classes_of(catalogue, event)),
            "place": event.place,
            "lat": row.place.lat if row.place else None,
            "lon": row.place.lon if row.place else None,
            **_bounds("missiles", row.missiles),
            "flights_listed": len(event.flights),
            **_bounds("range_km", row.range_km),
            **_bounds("apogee_km", row.apogee_km),
            "article": event.article,
        }


def _flights(catalogue: Catalogue) -> Iterable[dict[str, Any]]:
    for row in launches.flight_rows(catalogue, launches.launches(catalogue)):
        flight = row.flight
        yield {
            "event": row.event.id,
            "flight": row.number,
            "date": str(row.event.date),
            "time_kst": row.clocks.kst if row.clocks else None,
            "time_utc": row.clocks.utc if row.clocks else None,
            "launched_utc": _instant(row.clocks),
            "system": flight.system,
            "place": row.event.place,
            **_bounds("range_km", flight.range_km),
            **_bounds("apogee_km", flight.apogee_km),
            "bearing_deg": flight.bearing_deg,
            "outcome": flight.outcome,
            "landing": flight.landing,
            "article": flight.article,
            "note": flight.note,
        }


def _claims(catalogue: Catalogue) -> Iterable[dict[str, Any]]:
    for article in catalogue.articles.values():
        for number, claim in enumerate(article.claims, 1):
            found = claims.statement(catalogue, article, claim)
            quantity = found.value if isinstance(found.value, QuantityValue) else None
            yield {
                "article": article.id,
                "claim": number,
                **{
                    name: getattr(claim, name)
                    for name in ("event", "fact", "actor", "system", "place")
                },
                "flight": claim.flight,
                "about": str(claim.about),
                "value": claim.value,
                "value_min": quantity.low if quantity else None,
                "value_max": quantity.high if quantity else None,
                "unit": found.entry.unit,
                "by": str(claim.by),
                "via": ";".join(claim.via),
                "publisher": str(article.publisher),
                "verb": str(claim.verb),
                "said": str(claim.said) if claim.said else None,
                "quote": claim.quote,
            }


def _crosswalk(catalogue: Catalogue) -> Iterable[dict[str, Any]]:
    """A row for each row of a database; one without an id where only the entry is known."""
    for one in crosswalk.crosswalk(catalogue).listings:
        for row in one.rows or (None,):
            yield {
                "event": one.event.id,
                "date": str(one.event.date),
                "database": one.key,
                "row": row,
                "articles": ";".join(article.id for article in one.articles),
            }


def _differences(catalogue: Catalogue) -> Iterable[dict[str, Any]]:
    for one in crosswalk.crosswalk(catalogue).differences:
        yield {
            "event": one.event.id,
            "date": str(one.event.date),
            "database": one.listing,
            "article": one.article.id,
            "property": one.entry.id,
            "flight": one.flight,
            "database_says": one.statements[0].claim.value,
            "denied": "yes" if one.denied else None,
            "by": ";".join(origin.id for origin in one.origins),
            "digest_says": ";".join(str(value) for value in one.reading.values),
            "rules": ";".join(one.reading.rules),
            "rests_on": ";".join(dict.fromkeys(rest.article for rest in one.reading.rests)),
        }


def _instant(clocks: Clocks | None) -> str | None:
    if clocks is None or clocks.instant is None:
        return None
    return f"{clocks.instant.isoformat(timespec='minutes')}Z"
