"""Data sheets: what each speaker gives for each field of a thing, compared with the others."""

from itertools import combinations
from typing import NamedTuple

from generator.catalogue import Catalogue, parsed_value
from generator.catalogue.once import per_catalogue
from generator.catalogue.values import Value, with_unit
from generator.evidence.claims import body
from generator.evidence.comparison import equal, values_apart
from generator.schema.kinds import Actor, Article, Entry, SheetEntry, System
from generator.schema.registry import RECORDS
from generator.values.scalars import Ref
from generator.values.times import DayValue
from generator.values.tolerance import Difference


class SheetValue(NamedTuple):
    """One entry of a data sheet, with who states it and the article that says so.

    `apart` is how far it is from what others give for the same day.
    """

    entry: SheetEntry
    value: Value
    text: str
    by: Actor
    article: Article
    apart: Difference = Difference.NO

    @property
    def target(self) -> tuple[str, str] | None:
        """The kind and id of the record that the value names."""
        if isinstance(self.value, Ref) and self.value.kind in RECORDS:
            return self.value.kind, str(self.value)
        return None


class SheetField(NamedTuple):
    """One field with what is given for it, in the order of the record; none where nothing is."""

    field: Entry
    values: tuple[SheetValue, ...]

    @property
    def apart(self) -> Difference:
        """How far the speakers are from each other at most."""
        return max((value.apart for value in self.values), default=Difference.NO)


def fields(catalogue: Catalogue, system: System) -> tuple[SheetField, ...]:
    """Every field that the topic declares, in its order, with the values of one system."""
    return _fields(catalogue, system.id)


@per_catalogue
def _fields(catalogue: Catalogue, key: str) -> tuple[SheetField, ...]:
    # Each system is compared with all others, on pages of its own and of them all.
    system = catalogue.systems[key]
    return tuple(
        SheetField(
            field,
            _compared(
                catalogue,
                field,
                [_value(catalogue, field, one) for one in system.sheet if one.field == field.id],
            ),
        )
        for field in catalogue.words["sheet-fields"].values()
    )


def _value(catalogue: Catalogue, field: Entry, one: SheetEntry) -> SheetValue:
    value = parsed_value(one.value, field.written)
    text = with_unit(value, field)
    if isinstance(value, Ref):
        text = catalogue.called(value)
        if value.kind == "events":
            event = catalogue.events[value]
            text = f"{catalogue.word(event.type).name}, {event.date.words}"
    if isinstance(value, DayValue):
        text = value.words
    by, article = catalogue.actors[one.by], catalogue.articles[one.article]
    return SheetValue(one, value, text, by, article)


def _compared(
    catalogue: Catalogue, field: Entry, values: list[SheetValue]
) -> tuple[SheetValue, ...]:
    """Texts, and values of which one thing can have several, are never compared."""
    if field.kind == "text" or field.compare == "never":
        return tuple(values)
    apart = dict.fromkeys(range(len(values)), Difference.NO)
    for (i, a), (j, b) in combinations(enumerate(values), 2):
        difference = _apart(catalogue, field, a, b)
        apart[i], apart[j] = max(apart[i], difference), max(apart[j], difference)
    return tuple(value._replace(apart=apart[i]) for i, value in enumerate(values))


def _apart(catalogue: Catalogue, field: Entry, a: SheetValue, b: SheetValue) -> Difference:
    """How far two values are apart; those of one body, or of two days, are no contradiction."""
    if body(catalogue, a.by) == body(catalogue, b.by) or equal(a.value, b.value):
        return Difference.NO
    days = (a.entry.as_of, b.entry.as_of)
    if days[0] and days[1] and days[0] != days[1]:
        return Difference.NO
    return values_apart(catalogue, a.value, b.value, field.unit)
