"""One value each: a day, a clock time, a quantity, a position, a text, read strictly and shown in
words; not the records that hold them."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
"""A value as JSON has it; made once and read, never changed in place."""
JsonObject: TypeAlias = dict[str, Json]
