"""Records in the index of their kind, with how much there is about each."""

from collections.abc import Callable, Sequence
from string import ascii_lowercase
from typing import Any, NamedTuple, TypeVar
from unicodedata import normalize

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.charts.sparkline import Spark
from generator.pages.long_lists import Begun, first, whole
from generator.schema.kinds import Event, Record
from generator.schema.registry import KIND, PAGED, by_name

OTHER = "other"
"""What is not a letter of English, in the place of one."""
R = TypeVar("R")


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


class Letter(NamedTuple):
    """The records of a kind whose names begin with one letter; `id` is their page."""

    id: str
    kind: str
    letter: str
    title: str
    rows: tuple[IndexRow, ...]


def most_named(rows: Sequence[R], number: Callable[[R], Any]) -> Begun[R]:
    """The rows of an index by name: where there are very many, those with the greatest number."""
    places = sorted(range(len(rows)), key=lambda place: number(rows[place]), reverse=True)
    return Begun(tuple(rows[place] for place in sorted(first(places))), len(rows))


def every_letter(catalogue: Catalogue) -> tuple[Letter, ...]:
    """The letters of all indexes by name that are too long for one page."""
    kinds = (kind for kind in PAGED if KIND[kind].order is by_name)
    return tuple(one for kind in kinds for one in letters(catalogue, kind))


@per_catalogue
def letters(catalogue: Catalogue, kind: str) -> tuple[Letter, ...]:
    """The letters with a page of the records of a kind: none where the index has all."""
    if whole(len(catalogue.of_kind(kind))):
        return ()
    found: dict[str, list[IndexRow]] = {}
    for row in mention_rows(catalogue, kind):
        begins = normalize("NFKD", row.record.called)[:1].lower()
        found.setdefault(begins if begins in (*ascii_lowercase,) else OTHER, []).append(row)
    title = KIND[kind].worded(catalogue.settings).title
    return tuple(
        Letter(f"{kind}/letters/{one}", kind, one, f"{title}: {one.upper()}", tuple(found[one]))
        for one in (*ascii_lowercase, OTHER)
        if one in found
    )


def of_letter(catalogue: Catalogue, letter: Letter) -> dict[str, object]:
    """The records of one letter, and the letters beside it."""
    return {"letter": letter, "letters": letters(catalogue, letter.kind)}
