"""Which rows of which public database are which event, and where a database says something else."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.catalogue.per_record import per_kind
from generator.catalogue.values import Value
from generator.evidence import claims, disagreement, matrix
from generator.evidence.claims import Statement
from generator.evidence.resolved import ResolvedValue
from generator.schema.kinds import Actor, Article, Entry, Event
from generator.values.clocks.local_time import Clocks
from generator.values.scalars import Ref
from generator.values.words import listed


class Listing(NamedTuple):
    """One event in one database. `name` is the database's, `rows` the ids of its rows there.

    `articles` are the records of its entries here; either may be missing. `differences` are the
    values in them that are not ours.
    """

    event: Event
    key: str
    name: str
    actor: Actor | None
    rows: tuple[str, ...]
    articles: tuple[Article, ...]
    differences: tuple["Deviation", ...]

    @property
    def short(self) -> str:
        """The shortest name of the database, for the head of a column."""
        return claims.short_name(self.actor) if self.actor else self.name

    @property
    def differing(self) -> int:
        """How many values of its own differ from ours in earnest, or deny ours."""
        return sum(not (one.quoted or one.minor) for one in self.differences)


class Deviation(NamedTuple):
    """One value of a database that differs from our headline value, or that denies it.

    `origins` say it in the entry; `ours` is None where only a denial stands against nothing.
    `minor`: it differs slightly. `own`: our value is the figure of that very entry, which quotes
    another one as well. `replaced`: the database has corrected it since.
    """

    listing: str
    event: Event
    article: Article
    entry: Entry
    part: int | None
    said: str
    clocks: Clocks | None
    denied: bool
    minor: bool
    statements: tuple[Statement, ...]
    ours: str
    our_clocks: Clocks | None
    resolved_value: ResolvedValue
    own: bool
    replaced: bool

    @property
    def quoted(self) -> bool:
        """Whether the entry passes it on as the word of others, and does not have it as its own."""
        return not any(one.compiled for one in self.statements)

    @property
    def origins(self) -> tuple[Actor, ...]:
        """Who is said to know it."""
        return claims.origins(self.statements)


class Total(NamedTuple):
    """A database in numbers."""

    name: str
    actor: Actor | None
    events: int
    rows: int
    unnumbered: int
    differing: int
    minor: int
    quoted: int


class Row(NamedTuple):
    """An event with what each database has as its own and otherwise, in the order of `columns`.

    `listed` is whether the database has the event at all.
    """

    event: Event
    cells: tuple[tuple[Deviation, ...], ...]
    listed: tuple[bool, ...]

    @property
    def differs(self) -> bool:
        """Whether a value differs in earnest, or is denied."""
        return any(not one.minor for cell in self.cells for one in cell)


class Crosswalk(NamedTuple):
    """All of it, newest event first.

    `columns` are the databases with values of their own that differ, those the topic names first.
    """

    listings: tuple[Listing, ...]
    differences: tuple[Deviation, ...]
    totals: tuple[Total, ...]
    events: int
    columns: tuple[Listing, ...]

    @property
    def differing(self) -> int:
        """The values that databases have as their own and that differ from ours in earnest."""
        return sum(total.differing for total in self.totals)

    @property
    def minor(self) -> int:
        """Those of their own that differ slightly."""
        return sum(total.minor for total in self.totals)

    @property
    def quoted(self) -> int:
        """Those that they quote from others."""
        return sum(total.quoted for total in self.totals)

    @property
    def replaced(self) -> int:
        """Those of their own that differ in earnest and that they have corrected since."""
        return sum(one.replaced and not one.minor for one in self.own)

    @property
    def own(self) -> tuple[Deviation, ...]:
        """Values that databases have as their own, without those that they quote from others."""
        return tuple(one for one in self.differences if not one.quoted)

    @property
    def by_year(self) -> tuple[tuple[int, tuple[Row, ...]], ...]:
        """The events with such a value by year, the latest first."""
        listed = {(one.event.id, one.key) for one in self.listings}
        events = groupby(self.own, key=lambda one: one.event.id)
        rows = [self._row(tuple(of), listed) for _, of in events]
        years = groupby(rows, key=lambda row: row.event.date.year)
        return tuple((year, tuple(of)) for year, of in years)

    def _row(self, found: tuple[Deviation, ...], listed: Container[tuple[str, str]]) -> Row:
        event = found[0].event
        return Row(
            event,
            tuple(tuple(d for d in found if d.listing == one.key) for one in self.columns),
            tuple((event.id, one.key) in listed for one in self.columns),
        )

    @property
    def rows(self) -> tuple[tuple[Event, tuple[Listing, ...]], ...]:
        """The databases in which each event is."""
        events = groupby(self.listings, key=lambda one: one.event.id)
        return tuple((some[0].event, some) for _, of in events if (some := tuple(of)))


def lists_any(catalogue: Catalogue) -> bool:
    """Whether a database lists any event."""
    events = catalogue.events.values()
    return any(event.same_as for event in events) or any(_entries(catalogue, one) for one in events)


@per_catalogue
def crosswalk(catalogue: Catalogue) -> Crosswalk:
    """Every event that a database lists, with its rows there and the values that differ."""
    listings: list[Listing] = []
    differences: list[Deviation] = []
    for event in reversed(tuple(catalogue.events.values())):
        deviations = tuple(_differences(catalogue, event))
        differences += deviations
        listings += _listings(catalogue, event, deviations)
    keys = sorted({one.key for one in listings})
    totals = [_total([one for one in listings if one.key == key]) for key in keys]
    return Crosswalk(
        tuple(listings),
        tuple(differences),
        tuple(sorted(totals, key=lambda total: (-total.events, total.name))),
        len({one.event.id for one in listings}),
        tuple(
            _columns(catalogue, listings, {one.listing for one in differences if not one.quoted})
        ),
    )


def _columns(
    catalogue: Catalogue, listings: Iterable[Listing], differing: Container[str]
) -> list[Listing]:
    """One listing of each database with values of its own that differ, in the order of sources."""
    named = [str(ref) for ref in catalogue.settings.sources]
    place = {key: number for number, key in enumerate(named)}

    def order(one: Listing) -> tuple[int, str]:
        keys = (one.key, one.actor.id if one.actor else "")
        return (min(place.get(key, len(place)) for key in keys), one.name)

    first = {one.key: one for one in reversed(tuple(listings)) if one.key in differing}
    return sorted(first.values(), key=order)


def _total(listings: list[Listing]) -> Total:
    first = listings[0]
    return Total(
        first.name,
        first.actor,
        len(listings),
        sum(len(one.rows) for one in listings),
        sum(not one.rows for one in listings),
        sum(one.differing for one in listings),
        sum(d.minor and not d.quoted for one in listings for d in one.differences),
        sum(d.quoted for one in listings for d in one.differences),
    )


def _listings(
    catalogue: Catalogue, event: Event, differences: tuple[Deviation, ...]
) -> Iterator[Listing]:
    """The databases that list an event, by name."""
    entries: dict[str, list[Article]] = {key: [] for key in event.same_as}
    for article in _entries(catalogue, event):
        entries.setdefault(database(catalogue, article), []).append(article)
    named = {key: called(catalogue, key) for key in entries}
    for key, (name, actor) in sorted(named.items(), key=lambda item: (item[1][0], item[0])):
        yield Listing(
            event,
            key,
            name,
            actor,
            event.same_as.get(key, ()),
            tuple(entries[key]),
            tuple(one for one in differences if one.listing == key),
        )


def _entries(catalogue: Catalogue, event: Event) -> tuple[Article, ...]:
    """The entries of databases that report an event, oldest first."""
    speaking = [article for article, _ in catalogue.claims_on(event)]
    listing = _listing(catalogue).get(event.id, ())
    results = {a.id: a for a in (*listing, *speaking) if catalogue.compiled(a)}
    return tuple(results.values())


@per_catalogue
def _listing(catalogue: Catalogue) -> dict[str, list[Article]]:
    """The entries of databases by the id of each event that they name, oldest first."""
    results: dict[str, list[Article]] = defaultdict(list)
    for article in filter(catalogue.compiled, catalogue.articles.values()):
        for event in dict.fromkeys(article.events):
            results[event].append(article)
    return results


def database(catalogue: Catalogue, article: Article) -> str:
    """The key of the database that an entry belongs to.

    It is the publisher, or the body that it is part of where events give rows under its name.
    """
    return _of_publisher(catalogue, str(article.publisher))


@per_catalogue
def _of_publisher(catalogue: Catalogue, publisher: str) -> str:
    """The same of all entries of one publisher."""
    chain = catalogue.chain("actors", publisher, "part_of")
    return next((key for key in chain if key in _names(catalogue)), publisher)


@per_catalogue
def _names(catalogue: Catalogue) -> frozenset[str]:
    """The names under which events give their rows in databases."""
    return frozenset(key for event in catalogue.events.values() for key in event.same_as)


def called(catalogue: Catalogue, key: str) -> tuple[str, Actor | None]:
    """What a database is called, and its keeper where that has a record."""
    keeper = catalogue.actors.get(_keepers(catalogue).get(key, key))
    return (keeper.name if keeper else key.replace("-", " ").upper()), keeper


@per_catalogue
def _keepers(catalogue: Catalogue) -> dict[str, str]:
    """Who publishes the entries of each database, where it is one."""
    results: dict[str, set[str]] = defaultdict(set)
    for publisher in _publishers(catalogue.articles, catalogue.compiled_kinds):
        results[_of_publisher(catalogue, publisher)].add(publisher)
    return {key: next(iter(of)) for key, of in results.items() if len(of) == 1}


@per_kind
def _publishers(articles: Mapping[str, Article], kinds: frozenset[str]) -> frozenset[str]:
    """Who publishes articles of some kinds that report events."""
    return frozenset(
        str(one.publisher) for one in articles.values() if one.kind in kinds and one.events
    )


def _differences(catalogue: Catalogue, event: Event) -> Iterator[Deviation]:
    statements = claims.about(catalogue, "events", event.id)
    if not any(one.listed for one in statements):
        return
    corrections = [one for one in statements if one.stance == "corrects"]
    for group in disagreement.groups(catalogue, event)[1]:
        for part in group.parts:
            if part.resolved_value is None:
                continue
            for value in part.values:
                if value.mark in ("minor", "differs", "denies"):
                    yield from _of_value(catalogue, event, group.entry, part, value, corrections)


def _replaced(here: Iterable[Statement], corrections: Iterable[Statement]) -> bool:
    """Whether an entry has a value as its own and corrects it, for the part or for all."""
    mine = [one for one in here if one.compiled]
    return any(
        any((one.article.id, one.entry.id) == (of.article.id, of.entry.id) for of in mine)
        and one not in mine
        and any(one.claim.by == of.claim.by for of in mine)
        and any(one.claim.part in (None, of.claim.part) for of in mine)
        for one in corrections
    )


def _of_value(
    catalogue: Catalogue,
    event: Event,
    entry: Entry,
    part: matrix.Part,
    value: matrix.GroupedValue,
    corrections: Iterable[Statement],
) -> Iterator[Deviation]:
    """A value that differs, once for each entry of a database that has it."""
    resolved_value = part.resolved_value
    results = [one for one in value.statements if one.listed]
    for key in dict.fromkeys(one.article.id for one in results):
        here = tuple(one for one in results if one.article.id == key)
        article = here[0].article
        if resolved_value is not None:
            yield Deviation(
                database(catalogue, article),
                event,
                article,
                entry,
                part.number,
                value.text,
                value.clocks,
                value.mark == "denies",
                value.mark == "minor",
                here,
                _text(catalogue, entry, part.number, resolved_value),
                resolved_value.clocks,
                resolved_value,
                any(rest.article == key for rest in resolved_value.provenance),
                _replaced(here, corrections),
            )


def _text(
    catalogue: Catalogue, entry: Entry, number: int | None, resolved_value: ResolvedValue
) -> str:
    """Our value in words, with its unit."""
    if resolved_value.text and number is None:
        return resolved_value.text
    return listed([_value(catalogue, entry, value) for value in resolved_value.values])


def _value(catalogue: Catalogue, entry: Entry, value: Value) -> str:
    if isinstance(value, Ref):
        return catalogue.called(value)
    return f"{value} {entry.unit}" if entry.unit else str(value)
