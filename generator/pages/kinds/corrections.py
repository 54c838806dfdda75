"""Corrections, what changed day by day, and addresses of records that are no longer there."""

from collections.abc import Iterable, Iterator

from generator.catalogue import Catalogue
from generator.pages import former_addresses
from generator.pages.digests import changes, periods
from generator.pages.page_kind import Context, Listed, PageKind, listed, single
from generator.pages.shared import feeds
from generator.pages.shared.neighbours import neighbours
from generator.pages.shared.search_metadata import SearchMetadata
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


def _if_dated(catalogue: Catalogue) -> tuple[None, ...]:
    """One page, where the history of the records is known."""
    return (None,) if changes.days(catalogue) else ()


def _whole(catalogue: Catalogue, _: None) -> Context:
    every = changes.days(catalogue)
    return {"latest": every[0], "days": every, "months": changes.months(catalogue)}


def _month(catalogue: Catalogue, which: DayValue) -> Context:
    previous, following = neighbours(changes.months(catalogue)[::-1], which)
    days = changes.in_month(catalogue, which)
    return {"month": which, "days": days, "previous": previous, "following": following}


def _days(catalogue: Catalogue, which: DayValue | None) -> Iterator[DayValue]:
    every = changes.in_month(catalogue, which) if which else changes.days(catalogue)
    yield from (one.day for one in every)


def _changes_search(_: Catalogue, month: DayValue) -> SearchMetadata:
    return SearchMetadata("Changes", str(month), {"year": (str(month.year),)}, weight=1)


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
CHANGES = PageKind(
    "changes", "changes/index.md", "What changed",
    "Each day on which records were added, changed or removed, newest first.",
    _if_dated, _whole, changed=_days, inside=("changes-month",),
    type="CollectionPage", feeds=feeds.of_all("changes"),
)
CHANGES_MONTH = PageKind(
    "changes-month", "changes/{id}.md", "Changes of {0.words}",
    "The records that were added, changed or removed in {0.words}.",
    changes.months, _month, changed=_days,
    type="CollectionPage", search=_changes_search,
)
# fmt: on
