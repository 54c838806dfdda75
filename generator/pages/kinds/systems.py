"""One missile or rocket, and the list of all."""

from generator.catalogue import Catalogue
from generator.charts.cards.card import Card
from generator.pages.page_kind import Context, PageKind, all_of, records, single, view
from generator.pages.shared import feeds, linked_data, share_cards
from generator.pages.shared.search_metadata import Facets, SearchMetadata, called, named
from generator.pages.shared.sentences import opening
from generator.pages.subjects import comparison, maps, systems, timelines
from generator.schema.kinds import System

LABEL = "Missile or rocket"


def _search(catalogue: Catalogue, system: System) -> SearchMetadata:
    kind = catalogue.word(system.missile_class).name
    facets: Facets = {"class": (kind,), "system": (system.name,)}
    return SearchMetadata(LABEL, facets=facets, names=called(system))


def _card(catalogue: Catalogue, system: System) -> Card:
    found = systems.system(catalogue, system)
    figures = [
        share_cards.number(len(found.rows), "launch"),
        share_cards.number(len(found.flights), "flight"),
    ]
    if system.range_km:
        figures.append((f"{system.range_km} km", "range ascribed to it"))
    days = ""
    if found.first and found.last and found.first != found.last:
        days = f"on record {found.first.date.words} to {found.last.date.words}"
    elif found.first:
        days = f"on record {found.first.date.words}"
    summary = opening(catalogue, system.summary) if system.summary else ()
    return share_cards.card(
        catalogue,
        kind=catalogue.word(system.missile_class).name,
        title=system.name,
        day=days,
        names=share_cards.named(system.aliases),
        body=share_cards.sentences(summary) if summary else "",
        figures=tuple(figures),
    )


def _every(catalogue: Catalogue, _: None) -> Context:
    rows = timelines.sparks(catalogue, "systems", systems.system_rows(catalogue))
    return {"rows": rows, "comparison": comparison.comparison(catalogue, rows)}


def _one(catalogue: Catalogue, record: System) -> Context:
    context = view(systems.system, timelines.system, maps.system_map)(catalogue, record)
    scale, near = comparison.relatives(catalogue, record)
    return {**context, "scale": scale, "relatives": near}


# fmt: off
SYSTEMS = PageKind(
    "systems", "systems/index.md", "Missiles and rockets",
    "Every missile and rocket on record, with aliases, launches and flights.",
    single, _every,
    wide=True,
    type="CollectionPage", lists=all_of("systems"),
)
SYSTEM = PageKind(
    "system", "systems/{id}.md", "{0.name}",
    "{0.name}: names, class, launches and flights on record.",
    records("systems"), _one, "systems",
    search=_search,
    names=named("systems", LABEL),
    card=_card,
    feeds=feeds.following("systems"),
    linked_data=lambda c, system, where: {"mainEntity": linked_data.system(c, system, where)},
)
# fmt: on
