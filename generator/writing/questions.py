"""What is asked for a new record, out of the models: every question has the words of its field."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import TypeAdapter, ValidationError, WithJsonSchema

from generator.problems import Refused
from generator.schema.base import Model
from generator.schema.settings import Settings
from generator.writing.known import Known

NO_ZONE = ("{zone_place}", "the zone of the digest")
"""What stands for the words of a digest's zone where its settings were not read."""


class Question(NamedTuple):
    """One key of a record and how it is asked for.

    `of` is the kind of record or the vocabulary that the answer is from, `choices` are the words
    of a short list; else the answer is a value that the type of the field reads.
    """

    key: str
    about: str
    reads: Any
    needed: bool = False
    many: bool = False
    of: str = ""
    choices: tuple[str, ...] = ()
    option: str = ""
    """Its option, `--key` where it is empty."""

    @property
    def name(self) -> str:
        """Its option on the command line."""
        return f"--{(self.option or self.key).replace('_', '-')}"

    def read(self, known: Known, text: str) -> str:
        """The answer as the record writes it; raises Refused, which says what was meant."""
        if self.of:
            return str(known.find(self.of, text))
        try:
            TypeAdapter(self.reads).validate_python([text] if self.many else text)
        except ValidationError as error:
            raise _refusal(error, self.choices) from error
        return text


def _refusal(error: ValidationError, choices: tuple[str, ...]) -> Refused:
    """What a type says of an answer, as its problem."""
    fault = error.errors()[0]
    if fault["type"] == "value_error" and isinstance(found := fault["ctx"]["error"], Refused):
        return found
    return Refused("S003", "this is not one of the words", f"use one of: {', '.join(choices)}")


def of_model(
    model: type[Model], keys: Iterable[str], settings: Settings | None, prefix: str = ""
) -> Iterator[Question]:
    """The questions for some keys of a model; `prefix` is before the names of their options."""
    for key in keys:
        if not (field := model.model_fields.get(key)):
            continue
        reads = field.rebuild_annotation()
        about = field.description or ""
        yield Question(
            key,
            settings.filled(about) if settings else about.replace(*NO_ZONE),
            reads,
            needed=field.is_required(),
            many=_is_list(reads),
            of=_kind(reads),
            choices=_choices(reads),
            option=f"{prefix}{key}",
        )


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(
        get_origin(one) is tuple for one in get_args(annotation)
    )


def _kind(annotation: Any) -> str:
    """The kind of record or vocabulary that a field names; empty of any other."""
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, WithJsonSchema) and mark.json_schema:
            return str(mark.json_schema.get("x-kind", ""))
    found = (_kind(one) for one in get_args(annotation))
    return next(filter(None, found), "")


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    found = (_choices(one) for one in get_args(annotation))
    return next(filter(None, found), ())
