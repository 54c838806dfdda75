"""Records as JSON values, in the keys that editors write, and the version of what each means."""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.catalogue.per_record import per_kind, per_record
from generator.schema.kinds import Model
from generator.schema.registry import RECORDS
from generator.values import Json, JsonObject
from generator.values.numbers import QuantityValue
from generator.values.prose import ProseText
from generator.values.times import ClockValue, DayValue

LENGTH = 12
"""Hex digits of a version: 48 bits, so two versions of one record never meet by chance."""


def whole(catalogue: Catalogue) -> bytes:
    """Every record by kind; values keep the text as typed."""
    return written(
        {
            "as_of": str(catalogue.settings.as_of),
            "version": site_version(catalogue),
            **{kind: map(json_value, catalogue.of_kind(kind).values()) for kind in RECORDS},
        }
    )


def json_value(value: object) -> Json:
    """A value of a record in JSON; keys that are not known are left out."""
    if value is None or isinstance(value, (str, int)):
        return value  # as most are
    if isinstance(value, Model):
        return json_object(value)
    if isinstance(value, (DayValue, ClockValue, ProseText, Decimal)):
        return str(value)
    if isinstance(value, QuantityValue):
        return value.text
    if isinstance(value, tuple):
        return [json_value(item) for item in value]
    if isinstance(value, dict):
        return {key: json_value(item) for key, item in value.items()}
    raise TypeError(f"no value of a record: {value!r}")


def json_object(record: Model) -> JsonObject:
    """A record, a part of one or an answer, as a JSON object."""
    return {
        key: json_value(value)
        for name, key, needed in _keys(type(record))
        if (value := getattr(record, name)) or needed or isinstance(value, (int, Decimal))
    }


@lru_cache(maxsize=256)  # asked for each part of each record
def _keys(kind: type[Model]) -> tuple[tuple[str, str, bool], ...]:
    """Each field of a model with its key, and whether it is there even where it is empty."""
    fields = kind.model_fields.items()
    return tuple((name, info.alias or name, info.is_required()) for name, info in fields)


@per_record
def version(record: Model) -> str:
    """The version of a record: a hash of its values, however they are written in YAML."""
    return _digest(_text(json_value(record)))


def record_version(catalogue: Catalogue, kind: str, key: str) -> str:
    """The version of a record by its kind and id."""
    return version(catalogue.of_kind(kind)[key])


@per_catalogue
def site_version(catalogue: Catalogue) -> str:
    """The version of all that is said: a hash of the records, the settings and the vocabularies."""
    texts = {
        "settings": _text(json_value(catalogue.settings)),
        "words": _text(json_value({kind: dict(of) for kind, of in catalogue.words.items()})),
        "removed": _text([json_value(removal) for removal in catalogue.removed]),
        **{kind: _versions(catalogue.of_kind(kind)) for kind in RECORDS},
    }
    # As the text of one object.
    return _digest("{" + ", ".join(f"{_text(key)}: {texts[key]}" for key in sorted(texts)) + "}")


@per_kind
def _versions(records: Mapping[str, Model]) -> str:
    """The versions of all records of a kind by id, as the text of a JSON object."""
    return _text({key: version(record) for key, record in records.items()})


def dumps(value: Json, indent: int | None = None) -> str:
    """JSON text as every file has it: letters of all scripts, no NaN, a line feed at the end."""
    separators = (",", ":") if indent is None else None
    return (
        json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
        + "\n"
    )


def written(whole: "Mapping[str, Json | Iterator[Json]]") -> bytes:
    """What `dumps` makes of an object with an indent of 1, as UTF-8.

    What an iterator gives becomes a list, written item by item: the values of all records, and the
    pieces that Python writes of them, take five times as much memory as their text.
    """
    out = io.BytesIO()
    for number, (key, value) in enumerate(whole.items()):
        out.write(f"{',' if number else '{'}\n {json.dumps(key, ensure_ascii=False)}: ".encode())
        if not isinstance(value, Iterator):
            out.write(_inside(value, 1))
            continue
        before = b"["
        for item in value:
            out.write(before + b"\n  " + _inside(item, 2))
            before = b","
        out.write(b"[]" if before == b"[" else b"\n ]")
    out.write(b"\n}\n")
    return out.getvalue()


def _inside(value: Json, depth: int) -> bytes:
    """A value as lines of a file, all but the first one moved in; no text of JSON breaks a line."""
    text = dumps(value, indent=1).removesuffix("\n")
    return text.replace("\n", "\n" + " " * depth).encode("utf-8")


def _text(value: Json) -> str:
    """The text of a value of which a version is made."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:LENGTH]
