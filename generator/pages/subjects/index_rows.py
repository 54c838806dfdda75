"""Records in the index of their kind, with how much there is about each."""

from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.charts.sparkline import Spark
from generator.schema.kinds import Event, Record


class IndexRow(NamedTuple):
    """A record in an index, with how much there is about it."""

    record: Record
    events: int
    parts: int
    first: Event | None
    last: Event | None
    mentions: int
    spark: Spark | None = None


def mention_rows(catalogue: Catalogue, kind: str) -> tuple[IndexRow, ...]:
    """Records of a kind with the number of records that refer to each."""
    return tuple(
        IndexRow(record, 0, 0, None, None, len(catalogue.mentions.get((kind, key), ())))
        for key, record in catalogue.of_kind(kind).items()
    )
