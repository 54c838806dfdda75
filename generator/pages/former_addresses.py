"""Addresses that once were of a record: of one with another address now, and of one removed."""

from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.schema.kinds import Removal
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
    return tuple(
        Address(f"{kind}/{old}", kind, record.called, key, None)
        for kind in PAGED
        for key, record in catalogue.of_kind(kind).items()
        for old in record.former_ids
    )


def tombstones(catalogue: Catalogue) -> tuple[Address, ...]:
    """Addresses of removed records, which say what became of them."""
    return tuple(
        Address(f"{removal.kind}/{removal.id}", removal.kind, removal.title, None, removal)
        for removal in catalogue.removed
        if removal.kind in PAGED
    )
