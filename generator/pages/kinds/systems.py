"""One thing that is involved in events, and the list of all."""

from collections.abc import Iterable

from generator.catalogue import Catalogue
from generator.charts.cards.card import Card
from generator.pages.page_kind import Context, PageKind, all_of, if_any, records, view
from generator.pages.shared import feeds, linked_data, share_cards
from generator.pages.shared.search_metadata import (
    Facets,
    Named,
    SearchMetadata,
    called,
    class_names,
    named,
)
from generator.pages.shared.sentences import opening
from generator.pages.subjects import comparison, maps, systems, timelines
from generator.pages.subjects.index_rows import letters, most_named
from generator.schema.kinds import System


def _label(catalogue: Catalogue) -> str:
    """What one is called on its own."""
    things = catalogue.settings.things
    return things.label if things else ""


def _names(catalogue: Catalogue) -> Iterable[Named]:
    return named("systems", _label(catalogue))(catalogue)


def _search(catalogue: Catalogue, system: System) -> SearchMetadata:
    kind = systems.class_name(catalogue, system)
    facets: Facets = {"class": (kind,) if kind else (), "system": (system.name,)}
    kinds = [found] if (found := system.held("class")) else []
    names = (*called(catalogue, system), *class_names(catalogue, kinds))
    return SearchMetadata(_label(catalogue), facets=facets, names=names, also=_on_sheet(system))


def _on_sheet(system: System) -> tuple[str, ...]:
    """What its data sheet says: the sheet itself is no text to quote from, and is not searched."""
    return tuple(dict.fromkeys(entry.value for entry in system.sheet))


def _card(catalogue: Catalogue, system: System) -> Card:
    found = systems.system(catalogue, system)
    figures = share_cards.how_often(catalogue, len(found.rows), len(found.parts))
    things = catalogue.settings.things
    if things and things.by_source and (value := system.get(things.by_source)):
        entry = catalogue.measures[things.by_source]
        figure = f"{value} {entry.unit}" if entry.unit else str(value)
        figures.append((figure, f"{entry.name.lower()} ascribed to it"))
    days = ""
    if found.first and found.last and found.first != found.last:
        days = f"on record {found.first.date.words} to {found.last.date.words}"
    elif found.first:
        days = f"on record {found.first.date.words}"
    summary = opening(catalogue, system.summary) if system.summary else ()
    return share_cards.card(
        catalogue,
        kind=systems.class_name(catalogue, system) or _label(catalogue),
        title=system.name,
        day=days,
        names=share_cards.named(system.aliases),
        body=share_cards.sentences(summary) if summary else "",
        figures=tuple(figures),
    )


def _every(catalogue: Catalogue, _: None) -> Context:
    shown = most_named(systems.system_rows(catalogue), lambda row: row.events)
    rows = timelines.sparks(catalogue, "systems", shown.rows)
    made = comparison.comparison(catalogue, rows)
    kinds = (system.held("class") for system in catalogue.systems.values())
    here = (one.entry.id for one in made.classes if one.entry)
    return {
        "rows": rows,
        "some": shown,
        "letters": letters(catalogue, "systems"),
        "comparison": made,
        "others": sorted({str(kind) for kind in kinds if kind} - {*here}),
    }


def _one(catalogue: Catalogue, record: System) -> Context:
    context = view(systems.system, timelines.system, maps.system_map)(catalogue, record)
    scale, near = comparison.relatives(catalogue, record)
    return {**context, "scale": scale, "relatives": near}


# fmt: off
SYSTEMS = PageKind(
    "{things.key}", "{things.key}/index.md", "{things.title}",
    "Every {things.one} on record, with its other names.",
    if_any("systems"), _every, template="systems",
    wide=True,
    type="CollectionPage", lists=all_of("systems"),
    found_by=("compare", "comparison"),
)
SYSTEM = PageKind(
    "system", "{things.key}/{id}.md", "{0.name}",
    "{0.name}: other names, and the events on record.",
    records("systems"), _one, "systems",
    search=_search,
    names=_names,
    card=_card,
    feeds=feeds.following("systems"),
    linked_data=lambda c, system, where: {"mainEntity": linked_data.system(c, system, where)},
)
# fmt: on
