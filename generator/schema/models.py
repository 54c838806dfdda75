"""The models of one digest: its measures, parts and things become keys of its records.

What a digest declares is read before its records. Each model here is the one of the kind with the
declared keys in their places, so records are read, documented and refused as if those keys had been
written in Python.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import Field, create_model

from generator.schema import events, subjects, vocabularies
from generator.schema.base import Model
from generator.schema.registry import KIND
from generator.schema.topic import Counted, Parts, Things
from generator.schema.vocabularies import RULES, Bounds, Entry
from generator.values.scalars import (
    LINK_KINDS,
    PROPERTY,
    VALUES,
    ArticleId,
    Day,
    EventStatus,
    Ordinal,
    PlaceId,
    Plain,
    Ref,
    SystemId,
    ref,
    shape,
)
from generator.values.words import with_article

NUMBERS = frozenset({"quantity", "money", "duration", "bearing", "day"})

M = TypeVar("M", bound=Model)


class Declared(NamedTuple):
    """What a digest declares; not `sure` where some could not be read, so that any key may fit.

    `words` are those that say what a record is, by vocabulary.
    """

    measures: tuple[Entry, ...] = ()
    counted: Counted | None = None
    parts: Parts | None = None
    things: Things | None = None
    words: tuple[tuple[str, tuple[Entry, ...]], ...] = ()
    sure: bool = True


class Models:
    """The model of each kind of record, of a `part` of an event and of a `claim`.

    Compared by identity.
    """

    def __init__(self, declared: Declared) -> None:
        self.declared = declared
        self.part = _part(declared)
        self.claim = _claim(declared)
        made: dict[type[Model], type[Model]] = {
            events.Event: _event(declared, self.part),
            events.Article: _article(declared, self.claim),
            subjects.System: _thing(declared),
            vocabularies.Vocabulary: _vocabulary(declared),
        }
        self.of: Mapping[str, type[Model]] = MappingProxyType(
            {name: made.get(kind.model, kind.model) for name, kind in KIND.items()}
        )

        self.words: Mapping[str, tuple[str, ...]] = MappingProxyType(
            {name: tuple(word.id for word in entries) for name, entries in declared.words}
        )
        """The words that say what a record is, by vocabulary, as far as they could be read."""
        found = [*self.of.values(), self.part]
        self.keys = frozenset(key for one in found for key in one.model_fields)

    def __getitem__(self, kind: str) -> type[Model]:
        return self.of[kind]


@lru_cache(maxsize=64)  # a process meets a few digests, and versions of one
def models(declared: Declared) -> Models:
    """The models of what is declared."""
    return Models(declared)


Keys = dict[str, Any]


def type_of(measure: Entry) -> Any:
    """What values of a measure are read as."""
    if measure.kind == "word" and measure.vocabulary:
        words = measure.vocabulary
        return Annotated[Ref, ref(words), shape(f"A word of {words}.", kind=words)]
    return VALUES.get(measure.kind, Plain)


@cache
def reserved(key: str) -> bool:
    """Whether a key cannot be one of a measure: every record has it, or it is no name of a key."""
    taken = any(key in dir(one) or key in one.model_fields for one in (events.Event, events.Whole))
    named = key in dir(events.EventPart) or key in dir(subjects.System)
    return taken or named or not PROPERTY.fullmatch(key) or key.startswith("model_")


def names_part(parts: Parts) -> bool:
    """Whether the word for a part can be the key of claims that says which part they are about."""
    return bool(PROPERTY.fullmatch(parts.one)) and parts.one not in events.Claim.model_fields


def consistent(declared: Declared, counts: bool | None) -> bool:
    """Whether a declaration fits together; what does not is reported by the check.

    `counts`: whether a type of event is counted, None where that is not known.
    """
    parts, things = declared.parts, declared.things
    carried = [measure for measure in declared.measures if measure.carried]
    return (
        (counts is None or counts == bool(declared.counted))
        and (not parts or (bool(declared.counted) and not reserved(parts.key)))
        and (not parts or names_part(parts))
        and (not things or things.key in KIND)
        and len(usable(declared)) == len(carried)
    )


def usable(declared: Declared) -> tuple[Entry, ...]:
    """The measures whose keys can be keys of records; what is wrong with others is reported."""
    keys: set[str] = set()
    found = []
    for measure in declared.measures:
        key = measure.carried_as
        if measure.carried and not reserved(key) and key not in keys:
            keys.add(key)
            found.append(measure)
    return tuple(found)


def _optional(kind: Any, words: str) -> tuple[Any, Any]:
    return (kind | None, Field(None, description=words))


def _several(kind: Any, words: str) -> tuple[Any, Any]:
    return (tuple[kind, ...], Field((), description=words))


def grown(
    base: type[M],
    placed: Mapping[str, Keys],
    declared: Declared,
    doc: str | None = None,
    name: str | None = None,
) -> type[M]:
    """A model with more keys, each group of them behind a key of the base.

    A key that the base has already stays where it is.
    """
    keys = {key: field for group in placed.values() for key, field in group.items()}
    made = create_model(
        name or base.__name__,
        __base__=base,
        __module__=base.__module__,
        # What more it says of the models of digests is for who reads the code.
        __doc__=doc or (base.__doc__ or "").partition("\n\n")[0],
        # It has no source to read docstrings in, and looking for one takes a while.
        __cls_kwargs__={
            "use_attribute_docstrings": False,
            **({} if declared.sure else {"extra": "ignore"}),
        },
        **keys,
    )
    fields = made.__pydantic_fields__
    order = []
    for name in base.model_fields:
        order += [name, *(key for key in placed.get(name, ()) if key not in base.model_fields)]
    # Nothing was made of them yet (`defer_build`).
    made.__pydantic_fields__ = {name: fields[name] for name in order}
    return made


def _rank(measure: Entry) -> tuple[int, int]:
    """The place of a measure among the keys of a record: how many, when, what; other numbers;
    words."""
    first = ("count", "time", "thing", "class")
    if measure.field in first:
        return 0, first.index(measure.field)
    # What is no number or time comes after the parts: words, records, texts.
    last = {"word": 0, **dict.fromkeys(LINK_KINDS, 1), "text": 2}
    return (2, last[measure.kind]) if measure.kind in last else (1, 0)


def _part(declared: Declared) -> type[events.EventPart]:
    carried = [m for m in usable(declared) if m.carried and m.carried.part]
    keys = {
        m.carried_as: _optional(type_of(m), m.carried.part)
        for m in sorted(carried, key=_rank)
        if m.carried and m.carried.part
    }
    doc = events.EventPart.__doc__
    if declared.counted and declared.parts:
        one, parts = declared.counted.one, declared.parts
        doc = f"One {parts.each} of {with_article(one)}. "
        doc += f"Two equal {parts.many} are two, not an error."
    made = grown(events.EventPart, {"article": keys}, declared, doc)
    made.HELD = MappingProxyType({str(m.field): m.carried_as for m in carried if m.field})
    return made


@lru_cache(maxsize=64)
def _whole(kind: str, vocabulary: str, annotation: Any) -> type[events.Whole]:
    """The value of an event as a whole; a place is written as `place`."""
    name = "place" if kind == "place" else "value"
    words = "The value for the event as a whole."
    called = "".join(part.capitalize() for part in (vocabulary or kind).split("-"))
    fields: Keys = {name: (annotation, Field(description=words))}
    return create_model(
        f"Whole{called}",
        __base__=events.Whole,
        __module__=events.__name__,
        __cls_kwargs__={"use_attribute_docstrings": False},
        **fields,
    )


def _event(declared: Declared, part: type[events.EventPart]) -> type[events.Event]:
    carried = [m for m in usable(declared) if m.carried and m.carried.event]
    held: dict[str, str] = {str(m.field): m.carried_as for m in carried if m.field}
    groups: tuple[Keys, Keys, Keys] = {}, {}, {}
    places: Keys = {}
    for m in sorted(carried, key=_rank):
        words = str(m.carried and m.carried.event)
        if m.field == "thing":
            if declared.things:
                held["thing"] = declared.things.key
                groups[0][held["thing"]] = _several(SystemId, words)
        elif m.field == "place":
            places[m.carried_as] = _several(PlaceId, words)
        elif m.field == "class":
            groups[0][m.carried_as] = _optional(type_of(m), words)
        else:
            whole = _whole(m.kind, m.vocabulary or "", type_of(m))
            groups[1 if _rank(m)[0] < 2 else 2][m.carried_as] = _optional(whole, words)
    known: Keys = {}
    if declared.counted:
        one, place = declared.counted.one, declared.counted.place
        day = f"The day at the place; for {with_article(one)}, the day in {{zone_place}}."
        known["date"] = (Day, Field(description=f"{day} As precise as the source."))
        where = f"Where it happened; for {with_article(one)}, the {place}."
        known["place"] = _optional(PlaceId, where)
        if declared.parts and not reserved(declared.parts.key):
            held["parts"] = declared.parts.key
            each = f"One entry a {declared.parts.each}, in order of {one}, as far as known."
            groups[1][declared.parts.key] = _several(part, each)
    placed = {
        "title": known,
        "zone": {"status": (EventStatus, Field(description=_statuses(declared)))},
        "place": places,
        "article": groups[0],
        "editors_note": groups[1] | groups[2],
    }
    made = grown(events.Event, placed, declared)
    made.HELD = MappingProxyType(held)
    return made


def _statuses(declared: Declared) -> str:
    """What the words for how sure an event is mean, as the check compares them with the claims."""
    sure = events.Event.model_fields["status"].description or ""
    words = dict(declared.words).get("event-statuses", ())
    asked = [f"`{one.id}`: {RULES[one.rule]}" for one in words if one.rule]
    if not declared.counted or not asked:
        return sure
    other = "Of another event it is the editors' reading."
    return f"{sure} Of what is counted, {'; '.join(asked)}. {other}"


def _claim(declared: Declared) -> type[events.Claim]:
    """Claims that may name a part."""
    keys: Keys = {}
    parts = declared.parts if declared.parts and names_part(declared.parts) else None
    if parts:
        words = f"Which {parts.each} it is, counted from 1 in the order of `{parts.key}`."
        keys[parts.one] = _optional(Ordinal, words)
    claim = grown(events.Claim, {"place": keys}, declared)
    claim.PART = parts.one if parts else ""
    return claim


def _article(declared: Declared, claim: type[events.Claim]) -> type[events.Article]:
    about = events.Article.model_fields["claims"].description or ""
    return grown(events.Article, {"claims": {"claims": _several(claim, about)}}, declared)


def _thing(declared: Declared) -> type[subjects.System]:
    held, first, more = {}, Keys(), Keys()
    for m in usable(declared):
        words = m.carried and m.carried.thing
        if not words:
            continue
        if m.field == "class":
            held["class"] = m.carried_as
            first[m.carried_as] = (type_of(m), Field(description=words))
            continue
        more[m.carried_as] = _optional(type_of(m), words)
        if m.kind in NUMBERS:
            name = m.carried_as.removesuffix(f"_{m.unit}")
            rests = f"The article the {m.name.lower()} rests on."
            more[f"{name}_article"] = _optional(ArticleId, rests)
    if declared.things:
        one = declared.things.label.lower()
        more["variant_of"] = _optional(SystemId, f"The {one} of which it is a variant.")
    made = grown(subjects.System, {"name": first, "variant_of": more}, declared)
    made.HELD = MappingProxyType(held)
    return made


def _vocabulary(declared: Declared) -> type[vocabularies.Vocabulary]:
    """Vocabularies whose words may have bounds of measures."""
    found = usable(declared)
    bounds = {m.id: m.carried.bounds for m in found if m.carried and m.carried.bounds}
    bounds |= {m.percentage.id: m.percentage.bounds for m in found if m.percentage}
    keys = {key: _optional(Bounds, words) for key, words in bounds.items()}
    entry = grown(vocabularies.Entry, {"computed": keys}, declared)
    field: Keys = {"entries": (tuple[entry, ...], Field())}  # type: ignore[valid-type]
    return grown(vocabularies.Vocabulary, {"entries": field}, declared)
