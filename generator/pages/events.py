"""What an event's page asks, and lists of events."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.catalogue import Catalogue, sequence
from generator.catalogue.once import per_catalogue
from generator.catalogue.values import Value, with_unit
from generator.evidence import (
    chronology,
    claims,
    crosswalk,
    disagreement,
    matrix,
    resolved,
    side_by_side,
)
from generator.evidence.claims import short_name
from generator.pages.counted import counted_rows, superlatives
from generator.pages.counted.columns import COUNT, DEGREES, PLACE, THING, Column
from generator.pages.long_lists import begun, whole
from generator.pages.shared.neighbours import neighbours
from generator.pages.shared.source_list import Source, cited, reporting, sources
from generator.schema.kinds import Actor, Article, Entry, Event
from generator.schema.registry import KIND
from generator.values.clocks.local_time import Clocks
from generator.values.scalars import Ref
from generator.values.words import capital, listed, plural


class Status(NamedTuple):
    """What the banner of an event says that is not simply confirmed."""

    head: str
    words: str


UNCONFIRMED = "The database that lists it marks it as unconfirmed."
ALONE = "Only the side whose doing it was, the media or a compiler says so in the sources read."


class TookPart(NamedTuple):
    """Those who took part in an event in one role."""

    role: Entry
    actors: tuple[Actor, ...]


class Contrary(NamedTuple):
    """A value that differs in earnest from the one at the top or denies it, and who says so."""

    part: int | None
    value: matrix.GroupedValue
    by: tuple[str, ...]


class Headline(NamedTuple):
    """A value at the top of the page.

    It is `clocks`, or `links` (kind and id of records), or else `text`. `rules` are keys of
    `resolved.RULES`, `articles` those to cite; `provenance` is left out where it is long. `group`
    holds what is said of the property, `notes` what must be known of the place.
    """

    about: str
    label: str
    text: str
    clocks: Clocks | None
    links: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    provenance: tuple[resolved.Provenance, ...]
    articles: tuple[str, ...]
    group: matrix.Group | None
    notes: tuple[str, ...]

    @property
    def contrary(self) -> tuple[Contrary, ...]:
        """The values to show beside it, by part."""
        if self.group is None or self.group.verdict != "differ":
            return ()
        return tuple(
            Contrary(number, said, tuple(short_name(one) for one in claims.origins(of)))
            for number, values in self.group.others
            for said in values
            if said.mark in ("differs", "denies")
            # A database that passes on a statement is left out beside the one who made it.
            and (of := [s for s in said.statements if not s.given_by] or said.statements)
        )


class OneOf(NamedTuple):
    """One part of several; `differ` and `minor` are the properties on which sources do."""

    row: counted_rows.PartRow
    differ: frozenset[str]
    minor: frozenset[str]


class Around(NamedTuple):
    """An event before or after, and what it is there."""

    label: str
    event: Event


class Difference(NamedTuple):
    """A property on which sources differ in earnest; `part` where it is about one of several."""

    entry: Entry
    part: int | None


class EventView(NamedTuple):
    """Everything on an event's page."""

    event: Event
    type: Entry
    status: Status | None
    row: counted_rows.CountedRow | None
    parts: tuple[counted_rows.PartRow, ...]
    positions: tuple[sequence.SequencePosition, ...]
    took_part: tuple[TookPart, ...]
    headlines: tuple[Headline, ...]
    comparison: side_by_side.Comparison | None
    superlatives: tuple[superlatives.Superlative, ...]
    groups: tuple[matrix.Group, ...]
    origins: tuple[Actor, ...]
    databases: tuple[Actor, ...]
    tally: claims.Tally
    disagreements: tuple[matrix.Group, ...]
    denials: tuple[claims.Statement, ...]
    steps: tuple[chronology.Step, ...]
    related: tuple[Event, ...]
    sources: dict[str, Source]
    elsewhere: tuple[tuple[str, tuple[str, ...]], ...]
    newer: Event | None
    older: Event | None

    @property
    def alone(self) -> bool:
        """Whether all that is on record is the word of one source."""
        return self.tally.origins + self.tally.databases == 1

    @property
    def speaker(self) -> Actor:
        """Whose word it is where it is that of one source."""
        return (*self.origins, *self.databases)[0]

    @property
    def several(self) -> tuple[OneOf, ...]:
        """The parts of an event of several, one by one."""
        if len(self.parts) < 2:
            return ()
        found = [
            (group.entry.id, part.number, part.verdict)
            for group in self.groups
            for part in group.parts
        ]
        return tuple(
            OneOf(
                row,
                *(
                    frozenset(name for name, n, is_ in found if (n, is_) == (row.number, verdict))
                    for verdict in ("differ", "minor")
                ),
            )
            for row in self.parts
        )

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table of parts: known, and not the same of them all."""
        found = []
        for index, cell in enumerate(self.parts[0].cells if self.parts else ()):
            texts = {row.cells[index].text for row in self.parts} - {""}
            alike = (
                cell.link is not None and cell.column.field != THING
            ) or cell.column.unit == DEGREES
            if texts and not (alike and len(texts) == 1):
                found.append(cell.column)
        return tuple(found)

    @property
    def directions(self) -> tuple[tuple[str, str], ...]:
        """The directions that are one for all parts, with their names."""
        found = []
        for index, cell in enumerate(self.parts[0].cells if self.parts else ()):
            texts = {row.cells[index].text for row in self.parts} - {""}
            if cell.column.unit == DEGREES and len(texts) == 1:
                found.append((cell.column.head, texts.pop()))
        return tuple(found)

    @property
    def facts(self) -> tuple[Headline, ...]:
        """The headline values beside the map.

        The day is in the title's line, unless a source has another; what is a sum of parts is in
        their table.
        """
        cells = [cell for row in self.parts for cell in row.cells if cell.text]
        records = {cell.column.about for cell in cells if cell.link or cell.clocks}
        summed = {cell.column.about for cell in cells} - records
        return tuple(
            one
            for one in self.headlines
            if not (
                self.several
                and one.about in summed
                and getattr(self.event, one.about, None) is None
            )
            and (one.about != "date" or (one.group and one.group.verdict in APART))
        )

    @property
    def differences(self) -> tuple[Difference, ...]:
        """On what the sources differ in earnest, for the line that names it."""
        results = []
        for group in self.disagreements:
            numbers = [part.number for part in group.parts if part.verdict == "differ"]
            one = numbers[0] if len(numbers) == 1 and len(self.parts) > 1 else None
            results.append(Difference(group.entry, one))
        return tuple(results)

    @property
    def worded(self) -> tuple[matrix.Group, ...]:
        """Statements in words by several sources, where they say nothing else."""
        texts = tuple(group for group in self.groups if group.entry.kind == "text")
        return () if self.alone or self.comparison else texts

    @property
    def valued(self) -> tuple[matrix.Group, ...]:
        """All other statements."""
        return tuple(group for group in self.groups if group not in self.worded)

    @property
    def beside(self) -> tuple[Event, ...]:
        """The related events that are not before or after it anyway."""
        around = {one.event.id for one in (*self.before, *self.after)}
        return tuple(other for other in self.related if other.id not in around)

    @property
    def listed(self) -> int:
        """How many statements are in the fold."""
        return sum(len(group.statements) for group in self.valued)

    @property
    def before(self) -> tuple[Around, ...]:
        """The last one of each counted type that this is; of any other event, the one before."""
        found = [
            Around(f"the {position.type.name.lower()} before", position.previous)
            for position in self.positions
            if position.previous
        ]
        return tuple(found) or ((Around("the event before", self.older),) if self.older else ())

    @property
    def after(self) -> tuple[Around, ...]:
        """The same after it."""
        found = [
            Around(f"the next {position.type.name.lower()}", position.following)
            for position in self.positions
            if position.following
        ]
        return tuple(found) or ((Around("the next event", self.newer),) if self.newer else ())


def view(catalogue: Catalogue, event: Event) -> EventView:
    """One event with its claims, parts, sources and neighbours."""
    statements = claims.about(catalogue, "events", event.id)
    resolved_values, groups = disagreement.groups(catalogue, event)
    numbered = sources(catalogue, (*cited(event), *reporting(catalogue, "events", event.id)))
    is_counted = catalogue.is_counted(event)
    older, newer = neighbours(_order(catalogue), event.id)
    pointing = [
        catalogue.events[mention.id]
        for mention in catalogue.mentions.get(("events", event.id), ())
        if mention.kind == "events"
    ]
    related = {other.id: other for other in pointing}
    related |= {ref: catalogue.events[ref] for ref in event.related}
    return EventView(
        event,
        catalogue.word(event.type),
        _status(catalogue, event, statements),
        counted_rows.row(catalogue, event) if is_counted else None,
        counted_rows.part_rows(catalogue, [event]),
        sequence.positions(catalogue, event),
        _parts(catalogue, event),
        _headlines(catalogue, event, resolved_values, groups),
        side_by_side.comparison(catalogue, event, groups),
        superlatives.of(catalogue, event),
        groups,
        claims.named(statements),
        claims.databases(statements),
        claims.tally(statements),
        disagreement.differing(groups),
        tuple(found for found in statements if found.denied or found.withdrawn),
        chronology.steps(catalogue, statements),
        in_order(catalogue, related.values()),
        numbered,
        tuple((crosswalk.called(catalogue, key)[0], rows) for key, rows in event.same_as.items()),
        catalogue.events[newer] if newer else None,
        catalogue.events[older] if older else None,
    )


def _status(
    catalogue: Catalogue, event: Event, statements: tuple[claims.Statement, ...]
) -> Status | None:
    """What the banner says; None for an event that surely happened."""
    if catalogue.sure(event):
        return None
    status, words = catalogue.status(event), catalogue.status(event).description
    if disputed := disagreement.of_what(catalogue, event):
        words = disputed
    elif status.rule == "one-sided" and any(found.unconfirmed for found in statements):
        words = UNCONFIRMED
    elif status.rule == "one-sided" and catalogue.is_counted(event):
        words = ALONE
    return Status(f"{status.name}.", words)


def _parts(catalogue: Catalogue, event: Event) -> tuple[TookPart, ...]:
    """Who took part, role by role as they first come."""
    return tuple(
        TookPart(
            catalogue.word(role),
            tuple(catalogue.actors[part.id] for part in event.actors if part.role == role),
        )
        for role in dict.fromkeys(part.role for part in event.actors)
    )


# A group with one of these verdicts has values that the headline does not show.
APART = ("differ", "dated", "minor")

# What a value rests on is listed up to this number; the group below has the others.
FEW = 3


def _headlines(
    catalogue: Catalogue,
    event: Event,
    resolved_values: resolved.ResolvedValues,
    groups: tuple[matrix.Group, ...],
) -> tuple[Headline, ...]:
    """The values of the event as a whole, in the order in which the page shows them."""
    by_property = {group.entry.id: group for group in groups}
    place = catalogue.measure_of(PLACE)
    at = place.id if place else PLACE
    return tuple(
        Headline(
            about,
            _label(catalogue, about, len(resolved_value.values), event),
            resolved_value.text
            or listed([_text(catalogue, about, value) for value in resolved_value.values]),
            resolved_value.clocks,
            _links(resolved_value),
            resolved_value.rules,
            resolved_value.provenance if len(resolved_value.provenance) <= FEW else (),
            tuple(dict.fromkeys(rest.article for rest in resolved_value.provenance)),
            by_property.get(about),
            _notes(catalogue, resolved_value) if about == at else (),
        )
        for (about, number), resolved_value in resolved_values.items()
        if number is None
    )


def _label(catalogue: Catalogue, about: str, values: int, event: Event) -> str:
    """What a value is called: as the digest declares, or by the name of its property."""
    settings, entry = catalogue.settings, catalogue.words["claim-properties"].get(about)
    field = entry.field if entry else about
    if field == PLACE:
        return catalogue.counted.at if catalogue.is_counted(event) else "Place"
    if field == COUNT and settings.parts:
        part = catalogue.word(event.type).part
        return capital(plural(part) if part else settings.parts.all)
    if field == THING and settings.things:
        return capital(settings.things.many if values > 1 else settings.things.one)
    return (entry.label or entry.name) if entry else capital(about)


def _text(catalogue: Catalogue, about: str, value: Value) -> str:
    """A value with its unit, or the name of the word it is."""
    if isinstance(value, Ref):
        return catalogue.called(value)
    entry = catalogue.words["claim-properties"].get(about)
    return with_unit(value, entry) if entry and entry.unit and entry.field != COUNT else str(value)


def _links(resolved_value: resolved.ResolvedValue) -> tuple[tuple[str, str], ...]:
    """The records among its values; words of vocabularies have no page."""
    refs = [value for value in resolved_value.values if isinstance(value, Ref)]
    return tuple((ref.kind, str(ref)) for ref in refs if ref.kind in KIND)


def _notes(catalogue: Catalogue, resolved_value: resolved.ResolvedValue) -> tuple[str, ...]:
    """What the records of the places say of their positions and of what they stand for."""
    places = (catalogue.places[key] for kind, key in _links(resolved_value) if kind == "places")
    return tuple(place.note for place in places if place.note)


@per_catalogue
def _order(catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(catalogue.events)


def in_order(catalogue: Catalogue, events: Iterable[Event]) -> tuple[Event, ...]:
    """Oldest first: by day, within a day by time, and then by id, as everywhere."""
    ids = (event.id for event in events)
    return tuple(catalogue.events[key] for key in catalogue.in_order("events", ids))


class YearOfEvents(NamedTuple):
    year: int
    events: tuple[Event, ...]


def by_year(catalogue: Catalogue, events: Iterable[Event]) -> tuple[YearOfEvents, ...]:
    """Newest year first, within a year newest first."""
    years: dict[int, list[Event]] = {}
    for event in in_order(catalogue, events)[::-1]:
        years.setdefault(event.date.year, []).append(event)
    return tuple(YearOfEvents(year, tuple(of)) for year, of in years.items())


def every(catalogue: Catalogue, _: None) -> dict[str, object]:
    """All events by year, the newest where there are very many; and how many each year has."""
    years = by_year(catalogue, catalogue.events.values())
    shown = begun(event for year in years for event in year.events)
    return {
        "years": years if shown.whole else by_year(catalogue, shown.rows),
        "some": shown,
        "counts": tuple((one.year, len(one.events)) for one in years),
    }


@per_catalogue
def years_apart(catalogue: Catalogue) -> tuple[int, ...]:
    """The years with a page of their events, newest first: none where one page has all."""
    if whole(len(catalogue.events)):
        return ()
    return tuple(one.year for one in by_year(catalogue, catalogue.events.values()))


def of_year(catalogue: Catalogue, year: int) -> dict[str, object]:
    """The events of one year, newest first, and the years beside it."""
    following, previous = neighbours(years_apart(catalogue), year)
    found = [event for event in catalogue.events.values() if event.date.year == year]
    return {
        "year": year,
        "events": in_order(catalogue, found)[::-1],
        "previous": previous,
        "following": following,
    }


def of_article(catalogue: Catalogue, article: Article) -> tuple[Event, ...]:
    """The events an article reports, oldest first."""
    return in_order(catalogue, (catalogue.events[ref] for ref in article.events))
