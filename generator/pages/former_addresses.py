"""Addresses that once were of a record: of one with another address now, and of one removed."""

from collections.abc import Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.per_record import per_kind
from generator.schema.kinds import Record, Removal
from generator.schema.registry import PAGED


class Address(NamedTuple):
    """An address that once was a record's. `id` is the page below the root, `events/old-id`."""

    id: str
    kind: str
    title: str
    to: str | None
    removal: Removal | None


def former(catalogue: Catalogue) -> tuple[Address, ...]:
    """Addresses of renamed records, which lead to the new ones."""
    return tuple(one for kind in PAGED for one in _former(catalogue.of_kind(kind), kind))


@per_kind
def _former(records: Mapping[str, Record], kind: str) -> tuple[Address, ...]:
    """The same of one kind."""
    return tuple(
        Address(f"{kind}/{old}", kind, record.called, key, None)
        for key, record in records.items()
        for old in record.former_ids
    )


def tombstones(catalogue: Catalogue) -> tuple[Address, ...]:
    """Addresses of removed records, which say what became of them."""
    return tuple(
        Address(f"{removal.kind}/{removal.id}", removal.kind, removal.title, None, removal)
        for removal in catalogue.removed
        if removal.kind in PAGED
    )
