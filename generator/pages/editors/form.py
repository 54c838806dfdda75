"""The form for new records: its fields as the models and the words of the digest have them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from generator.catalogue import Catalogue
from generator.pages.shared.search_metadata import spellings
from generator.schema.events import TARGETS
from generator.schema.kinds import Actor, Model, Place, Record, System
from generator.schema.models import type_of
from generator.schema.registry import KIND, RECORDS, Kind
from generator.values.intended import NOTHING
from generator.values.markup import REFUSED_TEXT
from generator.values.prose import PROSE_LIMIT
from generator.values.scalars import LINK_KINDS, PLAIN_LIMIT
from generator.values.words import capital

# What a record has only after it was published, what editors alone sign, and what has no one form.
LEFT_OUT = frozenset(
    {"id", "former_ids", "corrections", "ignore", "editors_note", "history", "same_as"}
)
# The keys whose word says what the value beside it is written as.
OF_VALUES = {"claim-properties": "about", "sheet-fields": "field"}
# What makes the id of a new record: the first of each that is there.
MAKES_ID = {"events": ("date", "place title"), "articles": ("published", "publisher", "title")}
NAMED = ("name title",)
# A field that fewer of the records have is among those that a reader opens.
OFTEN = 0.1
# Keys that are no words for a reader.
CALLED = {"url": "Web address", "title_in_english": "Title in English"}
# Marks that no text of a record may have, as far as one sign tells.
MARKS = (r"<[A-Za-z/!?]", r"!\[", r"^ {0,3}(?:#{1,6} |```|~~~)")


class Option(NamedTuple):
    """A word of a vocabulary, and what values beside it are written as, where it says so."""

    id: str
    name: str
    about: str
    written: str = ""


class Field(NamedTuple):
    """One key of a record: how it is asked for.

    `reads` is `line` or `text` for what is typed, `choice` of `options`, `record` of one of
    `kinds`, `value` that is written as a word beside it says, or `group` of more `fields`.
    """

    key: str
    label: str
    about: str
    required: bool
    reads: str
    many: bool = False
    often: bool = True
    kinds: tuple[str, ...] = ()
    """The kinds of record, by the word for one, that it may name."""
    options: tuple[Option, ...] = ()
    fields: "tuple[Field, ...]" = ()
    pattern: str = ""
    examples: tuple[str, ...] = ()
    most: int = PLAIN_LIMIT
    """How many characters it may have."""

    @property
    def parts(self) -> "tuple[tuple[Field, ...], tuple[Field, ...]]":
        """The fields of a group that most have, and the others."""
        return halves(self.fields)


class FormKind(NamedTuple):
    """One kind of record that can be made."""

    kind: Kind
    about: str
    makes_id: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def parts(self) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
        """The fields that most have, and the others."""
        return halves(self.fields)


class Form(NamedTuple):
    """What the page shows. `values` has a field for each way in which values are written.

    `refused` is a regular expression of what no text may have; `nothing` are words that say that a
    value is not known.
    """

    kinds: tuple[FormKind, ...]
    values: tuple[Field, ...]
    refused: str
    nothing: tuple[str, ...]


def halves(fields: Iterable[Field]) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Fields that are always shown, and those that a reader opens."""
    every = tuple(fields)
    return tuple(f for f in every if f.often), tuple(f for f in every if not f.often)


def form(catalogue: Catalogue) -> Form:
    """The form of a digest."""
    # The possessive sign saves time and is not known to JavaScript.
    marks = [one.pattern.replace("++", "+") for one, *_ in REFUSED_TEXT]
    return Form(
        tuple(_kind(catalogue, KIND[name].worded(catalogue.settings)) for name in kinds(catalogue)),
        tuple(_values(catalogue)),
        "|".join((*MARKS, *marks)),
        tuple(sorted(NOTHING)),
    )


def kinds(catalogue: Catalogue) -> tuple[str, ...]:
    """The kinds of record that a form of keys can make, in the order of the registry."""
    things = catalogue.settings.things is not None
    written = (name for name in RECORDS if KIND[name].ending == ".yml" and name != "months")
    return tuple(name for name in written if things or name != "systems")


def _kind(catalogue: Catalogue, kind: Kind) -> FormKind:
    model = catalogue.models[kind.name]
    schema = model.model_json_schema()
    records = tuple(catalogue.of_kind(kind.name).values())
    fields = tuple(_fields(catalogue, schema, schema, records))
    identity = schema["properties"]["id"]
    own = Field(
        "id", "Id", identity["description"], True, "line",
        pattern=identity["pattern"], examples=tuple(identity["examples"]), most=80,
    )  # fmt: skip
    about = catalogue.settings.filled(model.__doc__ or "").partition("\n")[0]
    return FormKind(kind, about, MAKES_ID.get(kind.name, NAMED), (*fields, own))


def _fields(
    catalogue: Catalogue,
    schema: Mapping[str, Any],
    whole: Mapping[str, Any],
    records: tuple[Model, ...],
    within: bool = False,
) -> Iterator[Field]:
    """The fields of a model by its schema, `whole` being that of the record it is a part of.

    `records` are those of that model that there are.
    """
    properties: Mapping[str, Any] = schema["properties"]
    subject = [key for key in TARGETS if key in properties and "about" in properties]
    # A value is asked for before the article it rests on.
    for key, node in sorted(properties.items(), key=lambda one: within and one[0] == "article"):
        if key in LEFT_OUT and not (within and key == "id"):
            continue
        if subject and key in subject:
            if key == subject[0]:
                about = "The one record that it is about, by any of its names."
                found = tuple(one for one in subject if LINK_KINDS[one] in _known(catalogue))
                yield Field("", "Subject", about, True, "record", kinds=found)
            continue
        required = key in schema.get("required", ())
        yield _field(catalogue, key, node, whole, required, records, properties)


def _known(catalogue: Catalogue) -> tuple[str, ...]:
    things = catalogue.settings.things is not None
    return tuple(name for name in RECORDS if things or name != "systems")


def _field(
    catalogue: Catalogue,
    key: str,
    node: Mapping[str, Any],
    whole: Mapping[str, Any],
    required: bool,
    records: tuple[Model, ...],
    beside: Mapping[str, Any],
) -> Field:
    inner = next((one for one in node.get("anyOf", ()) if one.get("type") != "null"), node)
    many = inner.get("type") == "array"
    if many:
        inner = inner["items"]
    reference = inner.get("$ref") or next((one["$ref"] for one in inner.get("allOf", ())), "")
    about = " ".join(catalogue.settings.filled(node.get("description", "")).split())
    kind = inner.get("x-kind", "")
    field = Field(
        key, _label(catalogue, key, kind, many), about, required, "line", many,
        often=required or _often(records, key),
        pattern=inner.get("pattern", ""), examples=tuple(inner.get("examples", ())),
    )  # fmt: skip
    if reference:
        inside = whole["$defs"][reference.rpartition("/")[2]]
        parts = tuple(part for one in records for part in _inside(getattr(one, key, None)))
        fields = tuple(_fields(catalogue, inside, whole, parts, within=True))
        return field._replace(reads="group", fields=fields)
    return _leaf(catalogue, field, inner, beside)


def _leaf(
    catalogue: Catalogue, field: Field, inner: Mapping[str, Any], beside: Mapping[str, Any]
) -> Field:
    """A field of one value, by its schema and by what is beside it."""
    kind = inner.get("x-kind", "")
    if kind in KIND:
        return field._replace(reads="record", kinds=(KIND[kind].one,))
    if kind:
        return field._replace(reads="choice", options=_words(catalogue, kind))
    if "enum" in inner:
        words = tuple(Option(word, capital(word), "") for word in inner["enum"])
        return field._replace(reads="choice", options=words)
    if field.key == "value" and any(beside.get(key) for key in OF_VALUES.values()):
        return field._replace(reads="value")
    if inner.get("contentMediaType"):
        return field._replace(reads="text", most=PROSE_LIMIT)
    return field


def _inside(value: object) -> tuple[Model, ...]:
    """The models in a value of a record."""
    values = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in values if isinstance(one, Model))


def _often(records: tuple[Model, ...], key: str) -> bool:
    """Whether many of the records have a key; of none it is said of all."""
    having = sum(getattr(one, key, None) not in (None, (), {}) for one in records)
    return having >= OFTEN * len(records)


def _label(catalogue: Catalogue, key: str, kind: str, many: bool) -> str:
    """What a key is called: as the topic calls its measures, or in the words of the key."""
    if key == "id" and kind in KIND:
        return capital(KIND[kind].one)
    for measure in catalogue.words["claim-properties"].values():
        if measure.carried and measure.carried_as == key and not many:
            unit = f" ({measure.unit})" if measure.unit else ""
            return f"{measure.name}{unit}"
    return CALLED.get(key) or capital(key.replace("_", " "))


def _words(catalogue: Catalogue, vocabulary: str) -> tuple[Option, ...]:
    """The words of a vocabulary that a record may write."""
    tells = vocabulary in OF_VALUES
    return tuple(
        Option(word.id, word.name, word.description, word.written if tells else "")
        for word in catalogue.words[vocabulary].values()
        if not word.computed
    )


def _values(catalogue: Catalogue) -> Iterator[Field]:
    """A field for each way in which values of claims and data sheets are written."""
    done = set()
    for vocabulary in OF_VALUES:
        for word in catalogue.words.get(vocabulary, {}).values():
            if word.computed or word.written in done:
                continue
            done.add(word.written)
            node = TypeAdapter(type_of(word)).json_schema()
            field = Field(
                word.written, "Value", "", True, "line",
                pattern=node.get("pattern", ""), examples=tuple(node.get("examples", ())),
            )  # fmt: skip
            yield _leaf(catalogue, field, node, {})


def names(catalogue: Catalogue) -> dict[str, dict[str, tuple[str, ...]]]:
    """Every name of each record that another may name, by the word for its kind and its id.

    The first is the one that the digest uses; an event has its day behind its title.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in kinds(catalogue):
        found[KIND[name].one] = {
            key: tuple(dict.fromkeys(_called(catalogue, record)))
            for key, record in catalogue.of_kind(name).items()
        }
    return found


def _called(catalogue: Catalogue, record: Record) -> Iterator[str]:
    day = getattr(record, "date", None) or getattr(record, "published", None)
    yield f"{record.called}, {day}" if day else record.called
    if isinstance(record, System | Place | Actor):
        yield from (*spellings(catalogue, record), *record.found_by)
    else:
        # The other words for a term are plain texts in English.
        yield from getattr(record, "aliases", ())
