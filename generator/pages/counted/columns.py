"""The columns of the log, as the digest declares them: what each shows of an event."""

from collections.abc import Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.schema.kinds import Entry
from generator.values.scalars import slugged
from generator.values.words import capital, plural

DATE, EVENT = "date", "event"
"""The columns that every log has, of day and time and of title."""
NUMBER = "number"
"""The column of the log of parts that says which of the event each is."""
COUNT, PLACE, TIME, THING = "count", "place", "time", "thing"
"""The fields of every digest's records, as its properties say which is which."""


DEGREES = "°"


class Column(NamedTuple):
    """One column. `about` is the property it shows, `carried` the key of records that has it.

    `field` is the field of every digest's records that it is, `key` what rows are sorted by;
    `least` and `greatest` say how its numbers sort: `longest range`.
    """

    about: str
    carried: str
    field: str
    key: str
    head: str
    unit: str = ""
    number: bool = False
    least: str = ""
    greatest: str = ""
    csv: str = ""
    """The columns of the site's own file that have it, joined by a space."""
    wide: bool = False
    """Whether its values are as long as names."""

    @property
    def titled(self) -> str:
        """Its head with the unit."""
        return f"{self.head}, {self.unit}" if self.unit not in ("", DEGREES) else self.head


@per_catalogue
def columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """The columns that the digest declares, in its order; none where it counts nothing."""
    counted = catalogue.settings.counted
    found = counted.columns if counted else ()
    entries = (catalogue.words["claim-properties"].get(about) for about in found)
    return tuple(_column(catalogue, entry) for entry in entries if entry)


def _column(catalogue: Catalogue, entry: Entry) -> Column:
    parts, field = catalogue.settings.parts, entry.field or ""
    shown = Column(entry.id, entry.carried_as, field, key_of(entry), entry.name)
    if field == COUNT and parts:
        most, least = f"most {parts.all}", f"fewest {parts.all}"
        head, csv = capital(parts.all), bounded(slugged(parts.all).replace("-", "_"))
        return shown._replace(
            key=parts.all, head=head, number=True, greatest=most, least=least, csv=csv
        )
    if field == PLACE:
        return shown._replace(key=PLACE, head=capital(catalogue.counted.place), csv=PLACE)
    number = entry.kind in ("quantity", "duration")
    return shown._replace(
        head=entry.label or entry.name,
        unit=DEGREES if entry.kind == "bearing" else entry.unit or "",
        number=number,
        csv=bounded(entry.id) if number else f"{plural(entry.id)} {entry.carried_as}",
        least=f"{entry.least or 'least'} {entry.name.lower()}",
        greatest=f"{entry.greatest or 'most'} {entry.name.lower()}",
        wide=not number and entry.kind not in ("word", "bearing", "clock", "day"),
    )


def bounded(name: str) -> str:
    """The columns of a file that a quantity has."""
    return f"{name}_min {name}_max {name}_text"


@per_catalogue
def part_log_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """The columns of the log with a row a part: which one, its place, what tables of parts show."""
    parts = catalogue.settings.parts
    if not parts:
        return ()
    measures = {one.carried_as: one for one in catalogue.measures.values()}
    found = [measures[key] for key in parts.columns if key in measures]
    return (
        Column(NUMBER, "", NUMBER, NUMBER, "No.", csv=parts.one),
        *(column for column in columns(catalogue) if column.field == PLACE),
        *(_column(catalogue, one) for one in found if one.field not in (TIME, THING, PLACE)),
    )


@per_catalogue
def part_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """The columns of tables of parts, as the digest declares them; none where it has no parts."""
    parts = catalogue.settings.parts
    return tuple(_part_column(catalogue, key) for key in parts.columns) if parts else ()


def _part_column(catalogue: Catalogue, key: str) -> Column:
    things = catalogue.settings.things
    entries = catalogue.words["claim-properties"].values()
    entry = next((one for one in entries if one.carried_as == key), None)
    if entry is None:
        return Column(key, key, "", key, capital(key.replace("_", " ")))
    shown = Column(entry.id, key, entry.field or "", key, entry.label or entry.name)
    if entry.field == TIME:
        return shown._replace(head="Time")
    if entry.field == THING and things:
        return shown._replace(head=capital(things.one))
    if entry.kind == "bearing":
        return shown._replace(unit=DEGREES, number=True)
    return shown._replace(unit=entry.unit or "", number=entry.kind == "quantity")


def key_of(entry: Entry) -> str:
    """The word for a property in data: its id without its unit."""
    return entry.id.removesuffix(f"_{entry.unit}") if entry.unit else entry.id


@per_catalogue
def column_of(catalogue: Catalogue) -> Mapping[str, str]:
    """The column that shows a property, by its id; any other is in that of the event."""
    shown = {column.about: column.key for column in columns(catalogue)}
    dated = (one.id for one in catalogue.measures.values() if one.field in (DATE, TIME))
    return {**shown, **dict.fromkeys(dated, DATE)}
