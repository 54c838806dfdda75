"""How search finds each page: its kind, its day, the values it is chosen by, and every name."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.catalogue import Catalogue, launches
from generator.pages.explainers import linked
from generator.pages.facts import value_text
from generator.pages.launches import launch_rows
from generator.pages.shared.romanised import romanised
from generator.schema.base import Alias
from generator.schema.kinds import Actor, Article, Event, Explainer, Fact, Place, System
from generator.values.times import DayValue

LABELS = {
    "home": "Page", "launches": "Log", "flights": "Log", "year": "Log", "charts": "Page",
    "event": "Event", "launch": "Launch", "system": "Missile or rocket", "place": "Place",
    "actor": "Actor", "article": "Article", "explainer": "Explainer", "fact": "Number",
    "digest": "Digest", "year-digest": "Digest", "glossary": "Page", "term": "Term",
}  # fmt: skip

WORD = re.compile(r"\w+")
Facets = Mapping[str, tuple[str, ...]]


class SearchMetadata(NamedTuple):
    """What the search index holds of a page besides its text.

    `kind` and the values of `facets` are words for readers; `day` is as precise as it is known,
    empty for a page of no day. `names` are searched and never shown, and so are those in `also`,
    which count little: names of records that the page is about among others.
    """

    kind: str
    day: str = ""
    facets: Facets = MappingProxyType({})
    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    weight: float = 1
    """How much its text counts beside that of other pages."""


def of_page(catalogue: Catalogue, page: str, subject: Any, title: str) -> SearchMetadata:
    """How the page of kind `page` about `subject` is found.

    An article is no answer of its own where a page of the digest has one: its title is no name.
    """
    make = MAKERS.get(page)
    found = make(catalogue, subject) if make else SearchMetadata(LABELS.get(page, "Page"))
    facets = {name: tuple(dict.fromkeys(values)) for name, values in found.facets.items() if values}
    names = found.names if page == "article" else (title, *found.names)
    also = (*found.also, *usual((title, *found.also)))
    return found._replace(
        facets=facets,
        names=tuple(dict.fromkeys((*names, *usual(names)))),
        also=tuple(name for name in dict.fromkeys(also) if name not in names),
    )


def _event(catalogue: Catalogue, event: Event) -> SearchMetadata:
    launch = catalogue.is_launch(event)
    row = launch_rows.row(catalogue, event)
    flown = [flight.outcome for flight in event.flights if flight.outcome]
    landed = [catalogue.places[ref] for ref in launches.landings_of(event)]
    places = [*([row.place] if row.place else []), *landed]
    actors = [catalogue.actors[part.id] for part in event.actors]
    facets: Facets = {
        "year": (str(event.date.year),),
        "class": row.classes if launch else (),
        "system": tuple(system.name for system in row.systems),
        "actor": tuple(actor.name for actor in actors),
        "place": tuple(place.name for place in places),
        "outcome": tuple(catalogue.word(ref).name for ref in flown),
        "status": (event.status.replace("-", " ").capitalize(),),
    }
    named = (*facets["system"], *facets["place"], *facets["actor"])
    records: tuple[System | Place | Actor, ...] = (*row.systems, *places, *actors)
    others = (name for record in records for name in spellings(record))
    also = tuple(name for name in dict.fromkeys(others) if name not in named)
    label = LABELS["launch" if launch else "event"]
    return SearchMetadata(
        label, str(event.date), facets, (*days(event.date), *named), also, weight=2
    )


def _system(catalogue: Catalogue, system: System) -> SearchMetadata:
    kind = catalogue.word(system.missile_class).name
    facets: Facets = {"class": (kind,), "system": (system.name,)}
    return SearchMetadata(LABELS["system"], facets=facets, names=called(system))


def _place(catalogue: Catalogue, place: Place) -> SearchMetadata:
    return SearchMetadata(LABELS["place"], facets={"place": (place.name,)}, names=called(place))


def _actor(catalogue: Catalogue, actor: Actor) -> SearchMetadata:
    return SearchMetadata(LABELS["actor"], facets={"actor": (actor.name,)}, names=called(actor))


def _article(catalogue: Catalogue, article: Article) -> SearchMetadata:
    day = article.published or article.retrieved
    actors = [article.publisher, article.agency, *(claim.by for claim in article.claims)]
    facets: Facets = {
        "year": (str(day.year),) if day else (),
        "actor": tuple(catalogue.actors[ref].name for ref in actors if ref),
    }
    return SearchMetadata(LABELS["article"], str(day or ""), facets, weight=0.5)


def _explainer(catalogue: Catalogue, explainer: Explainer) -> SearchMetadata:
    """It is found by the terms it explains."""
    terms = tuple(catalogue.terms[key].name for key in linked(explainer.body, "terms"))
    return SearchMetadata(LABELS["explainer"], str(explainer.reviewed), names=terms, weight=3)


def _fact(_: Catalogue, fact: Fact) -> SearchMetadata:
    year: Facets = {"year": (str(fact.as_of.year),)}
    return SearchMetadata(LABELS["fact"], str(fact.as_of), year, (value_text(fact),), weight=0.7)


def _month(_: Catalogue, month: DayValue) -> SearchMetadata:
    return SearchMetadata(LABELS["digest"], str(month), {"year": (str(month.year),)}, days(month))


def _log(_: Catalogue, year: int) -> SearchMetadata:
    """Nearly all of its text is a table, which is not searched."""
    return SearchMetadata(LABELS["year"], str(year), {"year": (str(year),)}, weight=5)


def _year(_: Catalogue, year: int) -> SearchMetadata:
    return SearchMetadata(LABELS["year-digest"], str(year), {"year": (str(year),)})


MAKERS: dict[str, Callable[[Catalogue, Any], SearchMetadata]] = {
    "event": _event,
    "system": _system,
    "place": _place,
    "actor": _actor,
    "article": _article,
    "explainer": _explainer,
    "fact": _fact,
    "digest": _month,
    "year-digest": _year,
    "year": _log,
}


def called(record: System | Place | Actor) -> tuple[str, ...]:
    """Every name of a record in every script, and the parts and spellings it is looked for by."""
    return tuple(token for name in spellings(record) for token in (name, *parts(name)))


def spellings(record: System | Place | Actor) -> tuple[str, ...]:
    """The name of a record, its aliases, and what two sets of rules make of the Korean ones."""
    aliases: Iterable[Alias] = record.aliases
    return (record.name, *(alias.name for alias in aliases), *romanised(record))


def parts(name: str) -> tuple[str, ...]:
    """The words inside a name of Korean or Chinese letters, and a name without its hyphens.

    The index matches words from their beginning; so each further beginning is a word of its own:
    `합동참모본부` is found by `참모본부` too, `화성-11가` by `11가`.
    """
    found = [name.replace("-", "")] if "-" in name else []
    for word in re.findall(r"[가-힣一-鿿々]+", name):
        found += [word[start:] for start in range(1, len(word) - 1)]
    found += re.findall(r"\d+[가-힣]", name)
    return tuple(found)


def usual(names: Iterable[str]) -> tuple[str, ...]:
    """Names in letters of the usual width, where they are not: search gives every query so.

    `ＩＣＢＭ` is `ICBM`, `350㎞` is `350km`, and `ﾐｻｲﾙ` is `ミサイル` (Unicode NFKC). Signs between
    words make no difference.
    """
    pairs = ((name, unicodedata.normalize("NFKC", name)) for name in names)
    return tuple(new for old, new in pairs if WORD.findall(new) != WORD.findall(old))


def days(day: DayValue) -> tuple[str, ...]:
    """The ways to write a day that differ in their words: `2026-01-27`, `27 January 2026`."""
    return tuple(dict.fromkeys((str(day), day.words)))
