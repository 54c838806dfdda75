"""Which keys of a record have published values, and what the keys of a declaration mean."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import WithJsonSchema

from generator.schema.base import Model
from generator.schema.settings import Settings
from generator.schema.vocabularies import Entry
from generator.values.numbers import QuantityValue
from generator.values.scalars import PublishedMarker
from generator.values.times import ClockValue, DayValue

TYPED = (DayValue, ClockValue, QuantityValue, Decimal, int)


def published_keys(model: type[Model]) -> tuple[str, ...]:
    """The keys of a record of which a change is a correction, in the order of the model.

    They hold a day, a time, a number, a word of a closed list or a reference to a record that is
    no source; or their field is marked.
    """
    return tuple(
        name
        for name, field in model.model_fields.items()
        if _published(field.annotation, field.metadata)
    )


def _published(annotation: Any, metadata: Any) -> bool:
    for mark in metadata:
        if isinstance(mark, PublishedMarker):
            return mark.published
    for mark in metadata:
        if isinstance(mark, WithJsonSchema) and (kind := (mark.json_schema or {}).get("x-kind")):
            return bool(kind != "articles")
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _published(inner[0], inner[1:])
    if origin is Literal or annotation in TYPED:
        return True
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return bool(published_keys(annotation))
    return any(_published(part, ()) for part in inner)


class Key(NamedTuple):
    """A key that a digest may declare: its place, such as `counted.one`, and what it means."""

    path: str
    about: str


def declared_keys(model: type[Model] = Settings, above: str = "") -> Iterator[Key]:
    """Every key of `digest.yml`, or of another model, and those below it."""
    for name, field in model.model_fields.items():
        path = f"{above}{name}"
        yield Key(path, " ".join((field.description or "").split()))
        for part in _models(field.annotation):
            yield from declared_keys(part, f"{path}.")


def word_keys() -> Iterator[Key]:
    """Every key of a word of a vocabulary, and those below it."""
    return declared_keys(Entry)


def _models(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
