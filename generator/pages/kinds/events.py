"""One event, and the list of all."""

from collections.abc import Iterable, Iterator

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.filters import possible_filters, values
from generator.charts.cards.card import Card
from generator.evidence import claims
from generator.pages import events
from generator.pages.counted import counted_rows
from generator.pages.counted.columns import COUNT, Column
from generator.pages.counted.counted_rows import CountedRow
from generator.pages.page_kind import Listed, PageKind, all_of, if_any, records, view
from generator.pages.shared import linked_data, share_cards
from generator.pages.shared.linked_data import Node, Where
from generator.pages.shared.search_metadata import (
    Facets,
    SearchMetadata,
    class_names,
    days,
    spellings,
)
from generator.pages.shared.sentences import (
    doubt,
    happened,
    measured,
    opening,
    outcome,
    plain_text,
)
from generator.pages.shared.sharing import fitting, whole_sentences
from generator.pages.subjects import maps
from generator.schema.kinds import Actor, Event, Place, System
from generator.values.words import capital, counted, listed, number_word


def _search(catalogue: Catalogue, event: Event) -> SearchMetadata:
    is_counted = catalogue.is_counted(event)
    row = counted_rows.row(catalogue, event)
    landed = [catalogue.places[ref] for ref in counted_events.landings_of(event)]
    places = [*row.places, *landed]
    actors = [catalogue.actors[part.id] for part in event.actors]
    facets: Facets = {
        "year": (str(event.date.year),),
        "class": row.classes if is_counted else (),
        "system": tuple(system.name for system in row.systems),
        "actor": tuple(actor.name for actor in actors),
        "place": tuple(place.name for place in places),
        **{about: _words(catalogue, about, ids) for about, ids in row.ids.items()},
        "status": (catalogue.status(event).name,),
    }
    named = (*facets["system"], *facets["place"], *facets["actor"])
    records: tuple[System | Place | Actor, ...] = (*row.systems, *places, *actors)
    others = (name for record in records for name in spellings(catalogue, record))
    classes = class_names(catalogue, row.class_ids) if is_counted else ()
    # What is at the top of its page: that is no text to quote from, and is not searched.
    values = (f"{row.text(one)} {one.unit}".strip() for one in row.columns if row.text(one))
    also = tuple(name for name in dict.fromkeys((*others, *classes, *values)) if name not in named)
    label = capital(catalogue.counted.one) if is_counted else "Event"
    return SearchMetadata(
        label, str(event.date), facets, (*days(event.date), *named), also, weight=2
    )


def _words(catalogue: Catalogue, about: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The names of words or actors that are values of a property; of others there are none."""
    if about not in possible_filters(catalogue):
        return ()
    names = values(catalogue, about)
    return tuple(names[key] for key in ids)


def _description(catalogue: Catalogue, event: Event) -> str:
    """What happened, also where an editor wrote a note on it: many events have one title."""
    if catalogue.is_counted(event):
        row = counted_rows.row(catalogue, event)
        parts = (
            happened(catalogue, row),
            doubt(catalogue, event),
            measured(catalogue, row),
            outcome(catalogue, row),
        )
        return fitting(plain_text(part) for part in parts if part)
    summary = plain_text(opening(catalogue, event.summary)) if event.summary else ""
    return fitting(whole_sentences(summary))


def _figure(catalogue: Catalogue, row: CountedRow, column: Column) -> tuple[str, str]:
    """A number of a row with its unit, and what it is of; empty where it is not known."""
    quantity, parts = row.quantity(column), catalogue.settings.parts
    if quantity is None:
        return "", ""
    if column.field == COUNT and parts:
        return str(quantity), parts.each if quantity.exact == 1 else parts.all
    return f"{quantity} {column.unit}".strip(), column.head.lower()


def card(catalogue: Catalogue, event: Event) -> Card:
    """The numbers of a counted event; of any other, and where none is known, a sentence or two."""
    row = counted_rows.row(catalogue, event)
    if catalogue.is_counted(event):
        row = counted_rows.sure_row(catalogue, row)
    figures: list[tuple[str, str]] = []
    if catalogue.is_counted(event):
        shown = catalogue.counted.cards
        figures = [_figure(catalogue, row, one) for one in row.columns if one.about in shown]
        figures = [one for one in figures if one[0]]
    status = "" if catalogue.sure(event) else f" · {catalogue.status(event).name.lower()}"
    until = f" to {event.ends.words}" if event.ends else ""
    summary = opening(catalogue, event.summary) if event.summary and not figures else ()
    return share_cards.card(
        catalogue,
        kind=f"{catalogue.word(event.type).name}{status}",
        title=event.title,
        day=f"{event.date.words}{until}",
        names=" · ".join(
            filter(None, (share_cards.hangul(system.aliases) for system in row.systems))
        ),
        body=share_cards.sentences(summary) if summary else "",
        figures=tuple(figures),
        said=_speakers(catalogue, event),
    )


def _speakers(catalogue: Catalogue, event: Event) -> tuple[str, ...]:
    """Who is on record about an event, with fewer and fewer of them by name."""
    statements = claims.about(catalogue, "events", event.id)
    names = [actor.name for actor in claims.named(statements)]
    keepers = [actor.name for actor in claims.databases(statements)]
    if keepers and not names:
        return (f"Entered by {listed(keepers)}",)
    ways = []
    for named in range(min(len(names), 4), 0, -1):
        rest = len(names) - named
        others = [f"{number_word(rest)} {'other' if rest == 1 else 'others'}"] if rest else []
        ways.append(f"Statements by {listed([*names[:named], *others])}")
    if names:
        ways.append(f"Statements by {counted(len(names), 'origin')}")
    return tuple(ways)


def _linked_data(catalogue: Catalogue, event: Event, where: Where) -> Node:
    """Resting on an article. What was taken back is no event that took place."""
    rests = linked_data.article(catalogue, catalogue.articles[event.article], where)
    if catalogue.rule(event) == "taken-back":
        return {"isBasedOn": rests}
    return {"isBasedOn": rests, "mainEntity": linked_data.event(catalogue, event, where)}


def _year_search(_: Catalogue, year: int) -> SearchMetadata:
    return SearchMetadata("Events", str(year), {"year": (str(year),)}, weight=1)


def _of_year(catalogue: Catalogue, year: int) -> Iterator[Listed]:
    ids = tuple(key for key, event in catalogue.events.items() if event.date.year == year)
    yield Listed("events", "events", ids)


# fmt: off
EVENTS = PageKind(
    "events", "events/index.md", "Events",
    "Every event on record, by year.",
    if_any("events"), events.every,
    type="CollectionPage", lists=all_of("events"), inside=("events-year",),
)
EVENTS_YEAR = PageKind(
    "events-year", "events/years/{id}.md", "Events of {0}",
    "Every event on record for {0}.",
    events.years_apart, events.of_year,
    type="CollectionPage", search=_year_search, lists=_of_year,
)
EVENT = PageKind(
    "event", "events/{id}.md", "{0.title}",
    "{0.title}, {0.date.words}: what is known, and who says so.",
    records("events"), view(events.view, chart=maps.event_map), "events",
    search=_search,
    shared_title="{0.title}, {0.date.words}",
    shared_description=_description,
    changed=lambda _, event: (found.on for found in event.corrections),
    card=card,
    linked_data=_linked_data,
)
# fmt: on
