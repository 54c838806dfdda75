"""The digests of months and years, and the list of them."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.charts.cards.card import Card
from generator.pages.digests import monthly, periods, yearly
from generator.pages.kinds.corrections import corrected
from generator.pages.page_kind import Context, Listed, PageKind, listed, single
from generator.pages.shared import share_cards
from generator.pages.shared.search_metadata import SearchMetadata, days
from generator.pages.shared.sentences import plain_text
from generator.pages.shared.sharing import fitting, whole_sentences
from generator.schema.kinds import Event
from generator.values.times import DayValue

LABEL = "Digest"


def _month_search(_: Catalogue, month: DayValue) -> SearchMetadata:
    return SearchMetadata(LABEL, str(month), {"year": (str(month.year),)}, days(month))


def _year_search(_: Catalogue, year: int) -> SearchMetadata:
    return SearchMetadata(LABEL, str(year), {"year": (str(year),)})


def _month(catalogue: Catalogue, which: DayValue) -> Context:
    found = monthly.month(catalogue, which)
    return {"month": found, "sources": found.sources}


def _month_changed(catalogue: Catalogue, which: DayValue) -> tuple[DayValue, ...]:
    note = catalogue.months.get(str(which))
    return (note.note_on,) if note else ()


def _month_card(catalogue: Catalogue, which: DayValue) -> Card:
    month = monthly.month(catalogue, which)
    return share_cards.card(
        catalogue,
        kind="Monthly digest",
        title=which.words,
        body=share_cards.sentences(month.lead),
        figures=share_cards.lowered(month.figures[:4]),
    )


def _year_card(catalogue: Catalogue, number: int) -> Card:
    year = yearly.year(catalogue, number)
    return share_cards.card(
        catalogue,
        kind="The year in numbers",
        title=str(number),
        body=share_cards.sentences(year.summary),
        figures=share_cards.lowered(year.figures[:4]),
    )


def _month_description(catalogue: Catalogue, which: DayValue) -> str:
    """How the editor's note begins, where there is one."""
    month = monthly.month(catalogue, which)
    return fitting(whole_sentences(plain_text(month.lead))) if month.note else ""


def _month_lists(catalogue: Catalogue, month: DayValue) -> Iterator[Listed]:
    grouped, key = periods.grouped(catalogue), str(month)
    note = catalogue.months.get(key)
    yield listed("note", "months", [note] if note else [])
    yield from _split(catalogue, grouped.events[key])
    yield listed("articles", "articles", grouped.articles[key])
    yield listed("numbers", "facts", grouped.facts[key])
    yield from corrected(grouped.corrections[key])


def _year_lists(catalogue: Catalogue, year: int) -> Iterator[Listed]:
    found = [event for event in catalogue.events.values() if event.date.year == year]
    yield from _split(catalogue, found)


def _split(catalogue: Catalogue, found: list[Event]) -> Iterator[Listed]:
    others = (event for event in found if not catalogue.is_counted(event))
    if what := catalogue.settings.counted:
        chosen = [event for event in found if catalogue.is_counted(event)]
        yield listed(what.id, "events", chosen)
    yield listed("other_events", "events", others)


# fmt: off
DIGESTS = PageKind(
    "digests", "digests/index.md", "Monthly digests",
    "Each month with an event on record, newest first.",
    lambda c: single(c) if yearly.years(c) else (), lambda c, _: {"years": yearly.newest_first(c)},
    type="CollectionPage", inside=("digest", "year-digest"),
)
DIGEST = PageKind(
    "digest", "digests/{id}.md", "Digest of {0.words}",
    "Events, articles and corrections of {0.words}.",
    periods.months, _month,
    shared_description=_month_description, changed=_month_changed,
    type="CollectionPage", search=_month_search, card=_month_card, lists=_month_lists,
)
YEAR_DIGEST = PageKind(
    "year-digest", "digests/{id}.md", "Digest of {0}",
    "{0} in numbers, and what was reported most.",
    yearly.years, lambda c, year: {"year": yearly.year(c, year)},
    type="CollectionPage", search=_year_search, card=_year_card, lists=_year_lists,
)
# fmt: on
