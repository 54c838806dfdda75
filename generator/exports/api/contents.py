"""What the pages made of many records list, as kind and ids."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from generator.catalogue import Catalogue, launches
from generator.pages import articles, home
from generator.pages.digests import periods
from generator.schema.kinds import Event
from generator.schema.registry import RECORDS, having


class Listed(NamedTuple):
    """Records that a page lists under one head, in its order."""

    name: str
    kind: str
    ids: tuple[str, ...]


def _listed(name: str, kind: str, found: Iterable[Any]) -> Listed:
    return Listed(name, kind, tuple(dict.fromkeys(record.id for record in found)))


def contents(catalogue: Catalogue, page: str, subject: Any) -> tuple[Listed, ...]:
    """The lists of a page of kind `page` about `subject`; none of a page that lists no records."""
    if page in RECORDS:
        return (_listed(page, page, catalogue.of_kind(page).values()),)
    make = LISTS.get(page)
    return tuple(found for found in make(catalogue, subject) if found.ids) if make else ()


def _front(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    found = home.front(catalogue)
    yield _listed("launches", "events", (row.event for row in found.recent))
    yield _listed("articles", "articles", found.articles)
    yield _listed("other_events", "events", found.events)


def _launches(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    yield _listed("launches", "events", launches.launches(catalogue)[::-1])


def _flights(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    found = launches.launches(catalogue)[::-1]
    yield _listed("launches", "events", (event for event in found if event.flights))


def _year(catalogue: Catalogue, year: int) -> Iterator[Listed]:
    found = (event for event in launches.launches(catalogue) if event.date.year == year)
    yield _listed("launches", "events", found)


def _month(catalogue: Catalogue, month: Any) -> Iterator[Listed]:
    grouped, key = periods.grouped(catalogue), str(month)
    yield from _split(catalogue, grouped.events[key])
    yield _listed("articles", "articles", grouped.articles[key])
    yield _listed("numbers", "facts", grouped.facts[key])
    yield from _corrected(grouped.corrections[key])


def _year_digest(catalogue: Catalogue, year: int) -> Iterator[Listed]:
    found = [event for event in catalogue.events.values() if event.date.year == year]
    yield from _split(catalogue, found)


def _split(catalogue: Catalogue, found: list[Event]) -> Iterator[Listed]:
    yield _listed("launches", "events", filter(catalogue.is_launch, found))
    yield _listed(
        "other_events", "events", (event for event in found if not catalogue.is_launch(event))
    )


def _corrections(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    yield from _corrected(periods.corrections(catalogue))


def _corrected(found: Iterable[periods.Corrected]) -> Iterator[Listed]:
    every = tuple(found)
    for kind in having("corrections"):
        yield _listed(f"corrected_{kind}", kind, (one.record for one in every if one.kind == kind))


def _glossary(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    yield _listed("terms", "terms", catalogue.terms.values())


def _credits(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    found = articles.credits(catalogue, None)
    yield _listed("data_sources", "articles", found["datasets"])
    yield _listed("publishers", "actors", (actor for actor, _ in found["publishers"]))


LISTS: dict[str, Callable[[Catalogue, Any], Iterator[Listed]]] = {
    "home": _front,
    "launches": _launches,
    "flights": _flights,
    "year": _year,
    "charts": _launches,
    "digest": _month,
    "year-digest": _year_digest,
    "corrections": _corrections,
    "glossary": _glossary,
    "credits": _credits,
}
