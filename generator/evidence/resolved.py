"""The values at the top of an event's page: which rule chose each, and what it rests on."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.values import Value
from generator.evidence.claims import Statement
from generator.evidence.comparison import equal, values_apart
from generator.schema.kinds import Event
from generator.values.clocks.local_time import Clocks, clocks
from generator.values.tolerance import Difference
from generator.values.words import span

# The written rules; each has its paragraph at `#rule-KEY` of docs/method.md.
RULES = {
    "database": "database entry",
    "instead": "in place of the entry",
    "earliest": "earliest report",
    "record": "article of the record",
    "first": "first known time",
    "span": "span of the flights",
    "sum": "all flights",
    "class": "class of the system",
}

FROM_HEADLINE = {Difference.NO: "fits", Difference.MINOR: "minor", Difference.MATERIAL: "differs"}


class Provenance(NamedTuple):
    """What a value rests on: an article, and its statement on the property, where it makes one."""

    article: str
    flight: int | None
    statement: Statement | None


class ResolvedValue(NamedTuple):
    """What the digest takes a property to be, for the launch or one missile of it.

    Several `values` stand side by side, such as two systems. `general` values hold for each missile
    of the launch too. `rules` are keys of `RULES`.
    """

    values: tuple[Value, ...]
    provenance: tuple[Provenance, ...]
    rules: tuple[str, ...]
    general: bool
    text: str = ""
    clocks: Clocks | None = None


ResolvedValues = Mapping[tuple[str, int | None], ResolvedValue]
Cited = tuple[str, int | None]


class _Basis(NamedTuple):
    """What decides which rule chose a value: the event, and what is said about it."""

    catalogue: Catalogue
    event: Event
    statements: tuple[Statement, ...]

    @property
    def entry(self) -> str | None:
        """The article that is the entry of a database in which the launch is listed."""
        article = self.catalogue.articles[self.event.article]
        return article.id if article.publisher in self.event.same_as else None

    def of_flights(self, name: str) -> tuple[list[Any], list[Cited]]:
        """A property as the flights have it, and the article and the number of each that has it."""
        flights = enumerate(self.event.flights, 1)
        given = [(number, one) for number, one in flights if getattr(one, name)]
        cited: list[Cited] = [(str(flight.article), number) for number, flight in given]
        return [getattr(flight, name) for _, flight in given], cited

    def rule(self, article: str) -> str:
        """The rule by which a value that rests on the article was chosen."""
        if not self.catalogue.is_counted(self.event):
            return "record"
        if self.catalogue.articles[article].publisher in self.event.same_as:
            return "database"
        return "instead" if self.entry else "earliest"

    def _provenance(self, about: str, cited: Cited, values: tuple[Value, ...]) -> Provenance:
        """The entry, where it states the very value; else the article that the record cites.

        Of a launch in no database, what rests on the record's own article rests on the earliest
        that states the very value.
        """
        article, flight = cited
        valid = [s for s in self.statements if not (s.denied or s.withdrawn)]
        said = [s for s in valid if s.entry.id == about]
        here = [s for s in said if s.claim.flight == flight] or said
        same = [s for s in said if any(equal(s.value, value) for value in values)]
        exact = [s for s in here if s in same]
        fitting = [s for s in same if s.claim.flight in (flight, None)]
        earliest = exact[0].article.id if exact and article == self.event.article else article
        best = [s for s in exact if s.article.id == (self.entry or earliest)]
        own = [s for s in exact if s.article.id == article]
        # The keeper of a version fills in what the entry lacks: the value is then the keeper's. A
        # site that the entry does not have is that of the earliest article.
        lacks = all(s.article.id != article for s in fitting)
        kept = [s for s in exact if lacks and (about == "site" or s.article.kind == "database")]
        loose = [s for s in (*here, *said) if s.article.id == article]
        statement = next(iter([*best, *own, *kept, *loose]), None)
        return Provenance(statement.article.id if statement else article, flight, statement)

    def resolved(
        self,
        about: str,
        values: Iterable[Value],
        cited: Iterable[Cited],
        first: str = "",
        general: bool = True,
        text: str = "",
        both: Clocks | None = None,
    ) -> ResolvedValue:
        given = tuple(dict.fromkeys(values))
        rests = tuple(self._provenance(about, one, given) for one in dict.fromkeys(cited))
        rules = dict.fromkeys([*([first] if first else []), *(self.rule(r.article) for r in rests)])
        return ResolvedValue(given, rests, tuple(rules), general, text, both)


def resolved_values(
    catalogue: Catalogue, event: Event, statements: tuple[Statement, ...]
) -> ResolvedValues:
    """Every headline value of an event by property and missile, in the order of the page.

    `statements` are those about the event.
    """
    basis = _Basis(catalogue, event, statements)
    flights = tuple(enumerate(event.flights, 1))
    own = [(event.article, None)]
    results: dict[tuple[str, int | None], ResolvedValue | None] = {
        # A claim may name any day of an event that lasted several; none is compared with them.
        ("date", None): (
            None if event.ends else basis.resolved("date", [event.date], own, text=event.date.words)
        ),
        ("count", None): (
            basis.resolved("count", [event.count.value], [(event.count.article, None)])
            if event.count
            else None
        ),
        ("time", None): _time(basis),
        ("site", None): basis.resolved("site", [event.place], own) if event.place else None,
        ("system", None): _systems(basis),
        ("class", None): _classes(basis),
        ("range_km", None): _measure(basis, "range_km"),
        ("apogee_km", None): _measure(basis, "apogee_km"),
        ("landing", None): _landing(basis),
        ("outcome", None): _outcomes(basis),
    }
    for number, flight in flights:
        rests = [(str(flight.article), number)]
        for name in ("time", "system", "range_km", "apogee_km", "landing", "outcome"):
            value = getattr(flight, name)
            if value is not None:
                both = clocks(value, event.date) if name == "time" else None
                results[name, number] = basis.resolved(
                    name, [value], rests, text=str(value), both=both
                )
    return {key: resolved_value for key, resolved_value in results.items() if resolved_value}


def _time(basis: _Basis) -> ResolvedValue | None:
    event = basis.event
    times, cited = basis.of_flights("time")
    if times:
        value, rest, first = times[0], cited[0], "first" if len(event.flights) > 1 else ""
    elif event.time:
        value, rest, first = event.time.value, (str(event.time.article), None), ""
    else:
        return None
    both = clocks(value, event.date)
    return basis.resolved("time", [value], [rest], first, general=False, both=both)


def _systems(basis: _Basis) -> ResolvedValue | None:
    refs, (_, cited) = basis.event.things, basis.of_flights("system")
    rests = [(str(basis.event.article), None)] if basis.event.systems else cited
    return basis.resolved("system", refs, rests) if refs else None


def _classes(basis: _Basis) -> ResolvedValue | None:
    refs = counted_events.classes_of(basis.catalogue, basis.event)
    if not refs:
        return None
    if counted_events.systems_of(basis.catalogue, basis.event):
        return ResolvedValue(refs, (), ("class",), True)
    return basis.resolved("class", refs, [(str(basis.event.article), None)])


def _measure(basis: _Basis, name: str) -> ResolvedValue | None:
    if whole := getattr(basis.event, name):
        return basis.resolved(name, [whole.value], [(whole.article, None)])
    given, cited = basis.of_flights(name)
    value = span(given)
    first = "span" if len(given) > 1 else ""
    return basis.resolved(name, [value], cited, first, False) if value is not None else None


def _landing(basis: _Basis) -> ResolvedValue | None:
    if whole := basis.event.landing:
        return basis.resolved("landing", [whole.place], [(whole.article, None)])
    places, cited = basis.of_flights("landing")
    first = "sum" if len(places) > 1 else ""
    return basis.resolved("landing", places, cited, first, False) if places else None


def _outcomes(basis: _Basis) -> ResolvedValue | None:
    refs, cited = basis.of_flights("outcome")
    text = counted_events.in_words(
        basis.catalogue, basis.event, (part.outcome for part in basis.event.parts)
    )
    first = "sum" if len(refs) > 1 else ""
    return basis.resolved("outcome", refs, cited, first, False, text) if refs else None


def value_for(resolved_values: ResolvedValues, statement: Statement) -> ResolvedValue | None:
    """The value that a statement is compared with: of its missile, or of the whole launch."""
    own = resolved_values.get((statement.entry.id, statement.claim.flight))
    if own or statement.claim.flight is None:
        return own
    whole = resolved_values.get((statement.entry.id, None))
    return whole if whole and whole.general and statement.entry.id != "count" else None


def mark(
    catalogue: Catalogue, resolved_value: ResolvedValue | None, statement: Statement
) -> str | None:
    """How a statement compares with the headline value, a key of `matrix.MARKS`.

    None where the headline has no value of the property, or texts would be compared.
    """
    if statement.withdrawn:
        return "gone"
    if statement.denied:
        return "denies"
    if resolved_value is None or statement.entry.kind == "text":
        return None
    if len(resolved_value.values) == 1 and equal(resolved_value.values[0], statement.value):
        return "same"
    unit = statement.entry.unit
    nearest = min(
        values_apart(catalogue, value, statement.meant, unit) for value in resolved_value.values
    )
    return FROM_HEADLINE[nearest]
