"""Columns, maps and tables that a digest declares of what none of its records has."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.catalogue.suggestions import one_of
from generator.loading import Source
from generator.problems import Problem, shown


def check(catalogue: Catalogue, source: Source) -> Iterator[Problem]:
    """Columns that would be empty, and maps and tables of what no part or event has."""
    settings = catalogue.settings
    carried = [one for one in catalogue.measures.values() if one.carried]
    by_event = [one for one in carried if one.carried and (one.carried.event or one.carried.part)]
    by_part = [one.carried_as for one in carried if one.carried and one.carried.part]
    for index, key in enumerate(settings.parts.columns if settings.parts else ()):
        if key not in by_part:
            message = f"no part has `{shown(key)}` as a key, so its column would be empty"
            yield source.problem(("parts", "columns", index), "R046", message, one_of(key, by_part))
    drawn = settings.map
    if drawn and drawn.length and drawn.length in catalogue.measures:
        lengths = [one.id for one in carried if one.unit == "km" and one.carried_as in by_part]
        if drawn.length not in lengths:
            message = f"`{drawn.length}` is no length in km that a part has"
            yield source.problem(("map", "length"), "R046", message, one_of(drawn.length, lengths))
    if drawn and drawn.bearing:
        bearings = [one.carried_as for one in carried if one.kind == "bearing"]
        if drawn.bearing not in bearings or drawn.bearing not in by_part:
            message = f"`{shown(drawn.bearing)}` is no bearing that a part has"
            fix = one_of(drawn.bearing, bearings)
            yield source.problem(("map", "bearing"), "R046", message, fix)
    things = settings.things
    if things and things.by_source and things.by_source in catalogue.measures:
        numbers = [one.id for one in by_event if one.kind == "quantity" and one.unit]
        if things.by_source not in numbers:
            message = f"`{things.by_source}` is no number with a unit that events or parts have"
            fix = one_of(things.by_source, numbers)
            yield source.problem(("things", "by_source"), "R046", message, fix)
