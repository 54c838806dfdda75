"""The columns of tables, and how a record becomes cells: from the model and its own words."""

import types
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Generic, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import WithJsonSchema

from generator.schema.kinds import Model
from generator.values.numbers import QuantityValue
from generator.values.times import DayValue

BOUNDS = {
    "_min": "the lower bound; empty where there is none",
    "_max": "the upper bound; empty where there is none",
    "_text": "as the record says it",
}
DAY_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?"
WHOLE_DAY = r"\d{4}-\d{2}-\d{2}"
PRECISIONS = ("day", "month", "year")
# A part of a record whose one value is the value: `count: {value: 2, article: …}`.
OWN = ("value", "place")
# What a part is about where that depends on the value beside it.
RESTS = {"article": "The article on which `{}` rests."}


ModelType = type[Model]


class Column(NamedTuple):
    """One column.

    `type` is `string`, `integer`, `number`, `datetime`, or `array` and `object` for values that
    have parts. `refers` is the kind of record, or the vocabulary, whose id it holds; with `many`
    it holds several. `of` is the model of the parts of an array.
    """

    name: str
    type: str
    about: str
    refers: str = ""
    many: bool = False
    pattern: str = ""
    among: tuple[str, ...] = ()
    of: ModelType | None = None

    @property
    def days(self) -> bool:
        """Whether it holds days, some of which may be known by their month or year alone."""
        return self.pattern in (DAY_PATTERN, WHOLE_DAY)


class Table(NamedTuple):
    """A table of the downloads. A row has a value for each column; None means: not known.

    `key` are the columns that name a row, `one` is the word for a row.
    """

    name: str
    one: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, object], ...]


R = TypeVar("R")
Row = TypeVar("Row", contravariant=True)


class Part(NamedTuple, Generic[Row]):
    """Columns of a table that one value fills: the name of the first, and the value in a row."""

    name: str
    columns: tuple[Column, ...]
    value: Callable[[Row], object]


def one(column: Column, value: Callable[[R], object]) -> Part[R]:
    """A column of its own."""
    return Part(column.name, (column,), value)


def fields(
    model: ModelType, names: Iterable[str], of: Callable[[R], Model | None]
) -> tuple[Part[R], ...]:
    """The columns of fields of a model, filled from a record of it, if there is one."""

    def value(name: str) -> Callable[[R], object]:
        return lambda row: getattr(of(row), name, None)

    return tuple(Part(name, field(model, name), value(name)) for name in names)


def table(
    name: str, one: str, about: str, key: tuple[str, ...], parts: Iterable[Part[R]], of: Iterable[R]
) -> Table:
    """A table by its parts, with a row for each of `of`."""
    every = tuple(parts)
    held = tuple(column for part in every for column in part.columns)

    def row(source: R) -> dict[str, object]:
        values = {at: v for p in every for at, v in cell(p.name, p.value(source)).items()}
        return {column.name: values.get(column.name) for column in held}

    return Table(name, one, about, key, held, tuple(map(row, of)))


class Shape(NamedTuple):
    """What a field holds: its Python type, the kind it refers to, whether it holds several."""

    base: object
    refers: str = ""
    about: str = ""
    many: bool = False


def shape(annotation: object, extra: Iterable[object] = ()) -> Shape:
    """What an annotation of the model stands for; `None` as an alternative makes no difference."""
    schemas = (item.json_schema for item in extra if isinstance(item, WithJsonSchema))
    schema = next(schemas, None) or {}
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape(inner[0], inner[1:])
    if origin in (Union, types.UnionType):
        return shape(next(part for part in inner if part is not types.NoneType), extra)
    if origin is tuple:
        return shape(inner[0])._replace(many=True)
    return Shape(annotation, schema.get("x-kind", ""), schema.get("description", ""))


@lru_cache(maxsize=64)
def columns(model: type[Model], leave: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """The columns of a model, field by field, without those to `leave`."""
    return tuple(
        column for name in model.model_fields if name not in leave for column in field(model, name)
    )


def field(model: type[Model], name: str, called: str = "", about: str = "") -> tuple[Column, ...]:
    """The columns of one field, which may be `called` otherwise; its words are its docstring's."""
    info = model.model_fields[name]
    found = shape(info.annotation, info.metadata)
    called, about = called or name, about or info.description or found.about
    about = " ".join(about.split())
    base = found.base
    if found.many and (isinstance(base, type) and issubclass(base, Model)):
        return (Column(called, "array", about, of=base),)
    if found.many and (found.refers or name == "former_ids"):
        return (Column(called, "string", about, found.refers, many=True),)
    if found.many:
        return (Column(called, "array", about),)
    if get_origin(base) is dict:
        return (Column(called, "object", about),)
    if get_origin(base) is Literal:
        return (Column(called, "string", about, among=get_args(base)),)
    if isinstance(base, type) and issubclass(base, Model):
        return tuple(
            column
            for part in sorted(base.model_fields, key=lambda part: part not in OWN)
            for column in field(
                base,
                part,
                called if part in OWN else joined(called, part),
                about if part in OWN else RESTS.get(part, "").format(called),
            )
        )
    if base is QuantityValue:
        return quantity(called, about)
    if base is DayValue:
        return day(called, about)
    kinds: dict[object, str] = {Decimal: "number", int: "integer"}
    kind = kinds.get(base, "string")
    return (Column(called, kind, about, found.refers),)


def joined(name: str, part: str) -> str:
    """The column of a part of a value; a word that ends the one and begins the other comes once."""
    last = name.rpartition("_")[2]
    more = part.removeprefix(last)
    return f"{name}{more}" if more != part and more[:1] in ("", "_") else f"{name}_{part}"


def quantity(name: str, about: str) -> tuple[Column, ...]:
    """The three columns of a number with its bounds."""
    return tuple(
        Column(
            f"{name}{end}", "string" if end == "_text" else "number", f"{about.rstrip('.')}: {w}."
        )
        for end, w in BOUNDS.items()
    )


def day(name: str, about: str) -> tuple[Column, ...]:
    """The two columns of a day that may be known by its month or year alone."""
    return (
        Column(name, "string", about, pattern=DAY_PATTERN),
        Column(
            f"{name}_precision",
            "string",
            f"How precisely `{name}` is known.",
            among=PRECISIONS,
        ),
    )


def cells(record: Model, leave: Iterable[str] = ()) -> dict[str, object]:
    """The cells of a record by the names of its `columns`."""
    values: dict[str, object] = {}
    for name in type(record).model_fields:
        if name not in leave:
            values |= cell(name, getattr(record, name))
    return values


def cell(name: str, value: object) -> dict[str, object]:
    """The cells of one value by name of column; of a value that is not known none."""
    if value is None or value == () or value == {}:
        return {}
    if isinstance(value, Model):
        values: dict[str, object] = {}
        for part in type(value).model_fields:
            values |= cell(name if part in OWN else joined(name, part), getattr(value, part))
        return values
    if isinstance(value, QuantityValue):
        return {f"{name}_min": value.low, f"{name}_max": value.high, f"{name}_text": value.text}
    if isinstance(value, DayValue):
        return {name: str(value), f"{name}_precision": value.precision}
    if isinstance(value, (tuple, dict, int, Decimal)) and not hasattr(value, "_fields"):
        return {name: value}
    return {name: str(value)}
