"""The columns of the log, as the digest declares them: what each shows of an event."""

from collections.abc import Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.schema.kinds import Entry
from generator.values.words import capital

DATE, EVENT, PLACE, COUNT, TIME, THING = "date", "event", "site", "count", "time", "system"
"""The columns that every log has, and the properties that have words of their own."""


DEGREES = "_deg"


class Column(NamedTuple):
    """One column. `key` is what rows are sorted by, `about` the property it shows."""

    about: str
    key: str
    head: str
    unit: str
    number: bool
    least: str
    """How its numbers sort, the words for the greatest and the least first: `longest range`."""
    greatest: str

    @property
    def titled(self) -> str:
        """Its head with the unit."""
        return f"{self.head}, {self.unit}" if self.unit not in ("", "°") else self.head


@per_catalogue
def columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """The columns that the digest declares, in its order; none where it counts nothing."""
    counted = catalogue.settings.counted
    found = counted.columns if counted else ()
    properties = catalogue.words["claim-properties"]
    return tuple(
        _column(catalogue, about, properties.get(about))
        for about in found
        if about == PLACE or about in properties
    )


def _column(catalogue: Catalogue, about: str, entry: Entry | None) -> Column:
    parts = catalogue.settings.parts
    if about == COUNT and parts:
        head = capital(parts.all)
        return Column(COUNT, parts.all, head, "", True, f"fewest {parts.all}", f"most {parts.all}")
    if about == PLACE or entry is None:
        return Column(PLACE, "place", capital(catalogue.counted.place), "", False, "", "")
    least, greatest = (
        f"{word} {entry.name.lower()}" if word else ""
        for word in (entry.least or "least", entry.greatest or "most")
    )
    number = entry.kind == "quantity"
    return Column(about, key_of(entry), entry.name, entry.unit or "", number, least, greatest)


@per_catalogue
def part_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """The columns of tables of parts, as the digest declares them; none where it has no parts."""
    parts = catalogue.settings.parts
    return tuple(_part_column(catalogue, key) for key in parts.columns) if parts else ()


def _part_column(catalogue: Catalogue, key: str) -> Column:
    things, entry = catalogue.settings.things, catalogue.words["claim-properties"].get(key)
    if key == TIME:
        return Column(key, key, "Time", "", False, "", "")
    if key == THING and things:
        return Column(key, key, capital(things.one), "", False, "", "")
    if entry:
        number = entry.kind == "quantity"
        return Column(key, key, entry.label or entry.name, entry.unit or "", number, "", "")
    # A direction is no property of claims.
    name = capital(key.removesuffix(DEGREES).replace("_", " "))
    return Column(key, key, name, "°" if key.endswith(DEGREES) else "", True, "", "")


def key_of(entry: Entry) -> str:
    """The word for a property in data: its id without its unit."""
    return entry.id.removesuffix(f"_{entry.unit}") if entry.unit else entry.id


@per_catalogue
def column_of(catalogue: Catalogue) -> Mapping[str, str]:
    """The column that shows a property, by its id; any other is in that of the event."""
    shown = {column.about: column.key for column in columns(catalogue)}
    if PLACE in shown:
        shown[PLACE] = PLACE
    return {**shown, DATE: DATE, TIME: DATE}
