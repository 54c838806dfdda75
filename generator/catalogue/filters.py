"""By what readers narrow down the log and the results of the search, as the records allow."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.catalogue.catalogue import Catalogue
from generator.catalogue.counted_events import class_words
from generator.catalogue.once import per_catalogue
from generator.catalogue.values import refers
from generator.schema.kinds import Place, System
from generator.values.words import capital

YEAR, TYPE, STATUS, SOURCES, KIND, ACTOR = "year", "type", "status", "sources", "kind", "actor"
"""Those that are no property."""
CLASS, SYSTEM, PLACE = "class", "system", "place"
"""The words of addresses for those that are fields of every digest's records."""
OWN = ("class", "thing", "place", "status")
"""Fields with a filter of their own; any other property is one by its words."""
ACTORS = "actors"
"""The kind of record, beside words of vocabularies, that a property can be narrowed down to."""
DIFFER, MINOR = "differ", "minor"
"""The keys of rows on which sources differ, in earnest and slightly."""
UNKNOWN = "-"
"""The value of a filter in rows where it is not known; no id is like it."""


class Filter(NamedTuple):
    """What rows or results may be chosen by. `name` is what the digest calls it, `key` the word for
    it in addresses and in the keys of rows, `label` the words for readers."""

    name: str
    key: str
    label: str


@per_catalogue
def possible_filters(catalogue: Catalogue) -> Mapping[str, Filter]:
    """Every filter that the log of a digest can have, by its name."""
    things, what = catalogue.settings.things, catalogue.settings.counted
    every = (
        Filter(YEAR, YEAR, "Year"),
        Filter(TYPE, TYPE, "Type"),
        *_class(catalogue),
        *_field(catalogue, "thing", SYSTEM, capital(things.one) if things else ""),
        *_field(catalogue, "place", PLACE, capital(what.place) if what else ""),
        *_words(catalogue),
        Filter(STATUS, STATUS, "Status"),
        Filter(SOURCES, SOURCES, "Sources"),
    )
    return {found.name: found for found in every}


@per_catalogue
def filters(catalogue: Catalogue) -> tuple[Filter, ...]:
    """The filters of the log, as the digest declares them; by default all that there can be."""
    known, counted = possible_filters(catalogue), catalogue.settings.counted
    declared = counted.filters if counted else ()
    return tuple(known[name] for name in declared or known if name in known)


@per_catalogue
def possible_facets(catalogue: Catalogue) -> Mapping[str, Filter]:
    """Everything that results of the search can be narrowed down by, by its name."""
    things = catalogue.settings.things
    every = (
        Filter(KIND, KIND, "Kind"),
        Filter(YEAR, YEAR, "Year"),
        *_class(catalogue),
        *_field(catalogue, "thing", SYSTEM, things.label if things else ""),
        Filter(ACTOR, ACTOR, "Actor"),
        *(_field(catalogue, "place", PLACE, "Place") or (Filter(PLACE, PLACE, "Place"),)),
        *_words(catalogue),
        Filter(STATUS, STATUS, "Status"),
    )
    return {found.name: found for found in every}


@per_catalogue
def facets(catalogue: Catalogue) -> tuple[Filter, ...]:
    """What results are narrowed down by, as the digest declares; by default all that there is."""
    known = possible_facets(catalogue)
    return tuple(known[name] for name in catalogue.settings.facets or known if name in known)


def _class(catalogue: Catalogue) -> tuple[Filter, ...]:
    entry = catalogue.measure_of("class")
    return (Filter(entry.id, CLASS, entry.name),) if entry and class_words(catalogue) else ()


def _field(catalogue: Catalogue, field: str, key: str, label: str) -> tuple[Filter, ...]:
    """The property that has such a field, where there is a word for it."""
    entry = catalogue.measure_of(field)
    return (Filter(entry.id, key, label),) if entry and label else ()


@per_catalogue
def _words(catalogue: Catalogue) -> tuple[Filter, ...]:
    """The columns of the log whose values are words of a vocabulary, or actors."""
    counted = catalogue.settings.counted
    found = (catalogue.measures.get(about) for about in (counted.columns if counted else ()))
    return tuple(
        Filter(entry.id, entry.id, entry.name)
        for entry in found
        if entry and entry.field not in OWN and refers(entry.written) in {*catalogue.words, ACTORS}
    )


@per_catalogue
def values(catalogue: Catalogue, key: str) -> Mapping[str, str]:
    """The names by id that a filter of the log chooses among, in the order in which a reader
    looks for them; none of `year`, which has a first and a last."""
    return dict(_values(catalogue, key))


@per_catalogue
def _order(catalogue: Catalogue, key: str) -> Mapping[str, int]:
    return {value: place for place, value in enumerate(values(catalogue, key))}


def in_order(catalogue: Catalogue, key: str, ids: Iterable[str]) -> list[str]:
    """Those of the ids that a filter chooses among, in its order."""
    order = _order(catalogue, key)
    return sorted((one for one in ids if one in order), key=order.__getitem__)


def _values(catalogue: Catalogue, key: str) -> list[tuple[str, str]]:
    if key == YEAR:
        return []
    if key == TYPE:
        types = catalogue.words["event-types"].items()
        return [(name, entry.name) for name, entry in types if entry.group == "counted"]
    if key == STATUS:
        return [(name, entry.name) for name, entry in catalogue.words["event-statuses"].items()]
    if key == SOURCES:
        return [(DIFFER, "Differ materially"), (MINOR, "Differ slightly")]
    if key == CLASS:
        return [(name, entry.name) for name, entry in class_words(catalogue).items()]
    if key in (SYSTEM, PLACE):
        records: Mapping[str, System | Place] = (
            catalogue.systems if key == SYSTEM else catalogue.places
        )
        known = [(name, record.name) for name, record in records.items()]
        return sorted(known, key=lambda pair: (pair[1].casefold(), pair[0]))
    kind = refers(catalogue.measures[key].written)
    if kind == ACTORS:
        return [(name, actor.name) for name, actor in catalogue.actors.items()]
    return [(name, entry.name) for name, entry in catalogue.words[kind].items()]


def year_of(catalogue: Catalogue, word: str) -> str:
    """The year that a question names, `this` and `last` in digits; empty for any other word."""
    year = catalogue.settings.as_of.year
    named = {"this": str(year), "last": str(year - 1)}
    return named.get(word, word if len(word) == 4 and word.isdecimal() and word.isascii() else "")
