"""Places and computed tracks as GeoJSON (RFC 7946): longitude first, degrees on WGS 84."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.catalogue import Catalogue, counted_events
from generator.charts.maps.geodesy import Point, parts
from generator.exports import record_json
from generator.exports.licence import LICENCE
from generator.pages.subjects import tracks
from generator.schema.kinds import Place
from generator.values import JsonObject
from generator.values.words import with_article

SHORT = "geodesic on WGS 84 along the reported bearing, as long as the reported {length}"
METHOD = (
    "Geodesic on WGS 84 from the position of the {place} along the reported bearing, as long as "
    "the reported {length}; not an observed track. Its end is no observed point of impact. Of "
    "{a_length} with two bounds the line reaches the upper one; where only the lower is known, "
    "that one. Of `about` it reaches five per cent further."
)
# Four decimals are some ten metres; a bearing in whole degrees is off by kilometres.
DECIMALS = 4


def places(catalogue: Catalogue) -> JsonObject:
    """Every place; one without a position has no geometry, as the standard asks."""
    return _collection(catalogue, (_place(catalogue, place) for place in catalogue.places.values()))


def computed(catalogue: Catalogue) -> JsonObject:
    """A track for each length with a bearing; equal ones of one event are one feature."""
    found = _collection(catalogue, _tracks(catalogue))
    return {"type": found.pop("type"), "method": _words(catalogue, METHOD), **found}


def _collection(catalogue: Catalogue, features: Iterable[JsonObject]) -> JsonObject:
    return {
        "type": "FeatureCollection",
        "version": record_json.site_version(catalogue),
        "as_of": str(catalogue.settings.as_of),
        "licence": LICENCE,
        "features": list(features),
    }


def _place(catalogue: Catalogue, place: Place) -> JsonObject:
    at = tracks.position(place)
    values = {
        "name": place.name,
        "kind": place.kind,
        "position": place.position if at else None,
        "within": place.within,
        "province": place.province,
        "article": place.article,
        "record_version": record_json.record_version(catalogue, "places", place.id),
    }
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": at and {"type": "Point", "coordinates": [at.lon, at.lat]},
        "properties": {name: value for name, value in values.items() if value is not None},
    }


def _words(catalogue: Catalogue, text: str) -> str:
    """How tracks are computed, in the words of the digest."""
    what, drawn = catalogue.settings.counted, catalogue.settings.map
    key = drawn and drawn.length
    length = catalogue.measures[key].name.lower() if key else "length"
    place = what.place if what else "place"
    return text.format(length=length, a_length=with_article(length), place=place)


def _tracks(catalogue: Catalogue) -> Iterator[JsonObject]:
    drawn, listed = catalogue.settings.map, catalogue.settings.parts
    if not drawn or not drawn.length or not drawn.bearing:
        return
    method = _words(catalogue, SHORT)
    for event in counted_events.every(catalogue):
        for path in tracks.paths(catalogue, event):
            km = path.high_km or path.low_km
            if path.bearing is None or not km:
                continue
            numbers = ",".join(map(str, path.numbers))
            values = {
                "event": event.id,
                **({listed.key: list(path.numbers)} if listed else {}),
                "date": str(event.date),
                "site": event.place,
                drawn.bearing: path.bearing,
                f"{drawn.length}_min": _number(path.length.low),
                f"{drawn.length}_max": _number(path.length.high),
                f"{drawn.length}_text": path.length.text,
                "drawn_km": round(km, 3),
                "article": path.article,
                "computed": True,
                "method": method,
            }
            yield {
                "type": "Feature",
                "id": f"{event.id}/{numbers or 'all'}",
                "geometry": line(parts(path.site, path.bearing, km)),
                "properties": {name: value for name, value in values.items() if value is not None},
            }


def line(found: tuple[tuple[Point, ...], ...]) -> JsonObject:
    """One line, or several where the antimeridian cuts it."""
    lines = [[[round(at.lon, DECIMALS), round(at.lat, DECIMALS)] for at in part] for part in found]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
