"""The log of what is counted, its years, and all parts."""

from collections.abc import Iterator

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.filters import CLASS, filters
from generator.pages.counted import overviews
from generator.pages.counted.log import SHORT, questions
from generator.pages.page_kind import Listed, PageKind, listed
from generator.pages.shared import feeds
from generator.pages.shared.search_metadata import Named, SearchMetadata
from generator.values.words import capital

LABEL = "Log"


def every_counted(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    """Every counted event, newest first."""
    yield listed(catalogue.counted.id, "events", counted_events.every(catalogue)[::-1])


def _with_parts(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    found = counted_events.every(catalogue)[::-1]
    yield listed(catalogue.counted.id, "events", (event for event in found if event.parts))


def _of_year(catalogue: Catalogue, year: int) -> Iterator[Listed]:
    found = (event for event in counted_events.every(catalogue) if event.date.year == year)
    yield listed(catalogue.counted.id, "events", found)


def _search(_: Catalogue, year: int) -> SearchMetadata:
    """Nearly all of its text is a table, which is not searched."""
    return SearchMetadata(LABEL, str(year), {"year": (str(year),)}, weight=5)


def _whole_search(catalogue: Catalogue, _: None) -> SearchMetadata:
    """It is found by the questions of those who ask what was last."""
    what = catalogue.counted
    ones = {what.one, *(what.spoken.nouns if what.spoken else ())}
    ones |= {
        f"{word} {one}" for one in ones for word in (what.spoken.before if what.spoken else ())
    }
    return SearchMetadata(
        LABEL, names=tuple(f"{which} {one}" for one in sorted(ones) for which in ("last", "latest"))
    )


def _names(catalogue: Catalogue) -> Iterator[Named]:
    """The log of each class, and the ready questions, where the log has a form."""
    what, parts, found = (
        catalogue.counted,
        catalogue.settings.parts,
        counted_events.every(catalogue),
    )
    rows = {False: len(found), True: sum(len(event.parts) for event in found)}
    for one in questions(catalogue):
        if rows[one.of_parts] >= SHORT:
            page = f"{what.id}/{parts.key}/" if parts and one.of_parts else f"{what.id}/"
            yield Named(f"{page}?{one.query}", LABEL, (one.ask,), one.found_by)
    if rows[False] < SHORT or CLASS not in {one.key for one in filters(catalogue)}:
        return
    used = {ref for event in found for ref in counted_events.classes_of(catalogue, event)}
    for key, word in counted_events.class_words(catalogue).items():
        if key in used:
            name = f"{capital(what.many)} by class: {word.name.lower()}"
            words = (word.name, *word.found_by)
            yield Named(f"{what.id}/?{CLASS}={key}", LABEL, (name,), words)


def _if_declared(catalogue: Catalogue) -> tuple[None, ...]:
    """One page, also before the first event: pages written by hand lead there."""
    return (None,) if catalogue.settings.counted else ()


def _if_parts(catalogue: Catalogue) -> tuple[None, ...]:
    """One page, where parts are listed."""
    return (None,) if any(event.parts for event in counted_events.every(catalogue)) else ()


# fmt: off
LOG = PageKind(
    "{what.id}", "{what.id}/index.md", "{What.one} log",
    "Every {what.one} on record, newest first.",
    _if_declared, overviews.whole_log, wide=True, template="log",
    type="CollectionPage", lists=every_counted,
    search=_whole_search, names=_names,
    feeds=lambda c, _: feeds.whole(c, c.counted.id),
)
PARTS = PageKind(
    "{parts.key}", "{what.id}/{parts.key}.md", "All {parts.many}",
    "Every {parts.each} on record, one row each, newest {what.one} first.",
    _if_parts, overviews.all_parts, wide=True, template="parts",
    label=LABEL, type="CollectionPage", lists=_with_parts,
)
YEAR = PageKind(
    "year", "{what.id}/{id}.md", "{What.many} in {0}",
    "Every {what.one} on record for {0}.",
    counted_events.years, overviews.year, wide=True,
    type="CollectionPage", search=_search, lists=_of_year,
)
# fmt: on
