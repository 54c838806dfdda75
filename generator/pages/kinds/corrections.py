"""The list of corrections, and the pages at addresses of records that are no longer there."""

from collections.abc import Iterable, Iterator

from generator.catalogue import Catalogue
from generator.pages import former_addresses
from generator.pages.digests import periods
from generator.pages.page_kind import Listed, PageKind, listed, single
from generator.pages.shared import feeds
from generator.schema.registry import PAGED, having
from generator.values.times import DayValue


def _lists(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    yield from corrected(periods.corrections(catalogue))


def corrected(found: Iterable[periods.Corrected]) -> Iterator[Listed]:
    """The records corrected, kind by kind."""
    every = tuple(found)
    for kind in having("corrections"):
        yield listed(f"corrected_{kind}", kind, (one.record for one in every if one.kind == kind))


def _changed(catalogue: Catalogue, _: None) -> Iterator[DayValue]:
    yield from (found.correction.on for found in periods.corrections(catalogue))
    yield from (found.on for found in catalogue.removed)


# fmt: off
CORRECTIONS = PageKind(
    "corrections", "corrections.md", "Corrections",
    "What the digest said before, what it says now, and why.",
    single, lambda c, _: {"corrections": periods.corrections(c),
                          "removed": tuple(sorted(c.removed, key=lambda r: r.on))[::-1],
                          "paged": PAGED, "contact": c.settings.contact},
    changed=_changed, lists=_lists,
    feeds=feeds.of_all("corrections"),
)
MOVED = PageKind(
    "moved", "{id}.md", "{0.title}", "This record has another address now.",
    former_addresses.former, lambda c, old: {"old": old}, gone=True,
)
REMOVED = PageKind(
    "removed", "{id}.md", "{0.title}", "This record was removed.",
    former_addresses.tombstones, lambda c, old: {"old": old}, gone=True,
)
# fmt: on
