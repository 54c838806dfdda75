"""The values at the top of an event's page: which rule chose each, and what it rests on."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.values import Value
from generator.evidence.claims import Statement
from generator.evidence.comparison import equal, values_apart
from generator.schema.kinds import Entry, Event
from generator.values.clocks.local_time import Clocks, clocks
from generator.values.numbers import QuantityValue
from generator.values.scalars import Ref
from generator.values.times import ClockValue
from generator.values.tolerance import Difference
from generator.values.words import counted, listed, plural, span

# The written rules; each has its paragraph at `#rule-KEY` of docs/method.md. `{parts}` are those
# of the digest, `{thing}` what is involved.
RULES = {
    "database": "database entry",
    "instead": "in place of the entry",
    "earliest": "earliest report",
    "record": "article of the record",
    "first": "first known time",
    "span": "span of the {parts}",
    "sum": "all {parts}",
    "class": "class of the {thing}",
}

FROM_HEADLINE = {Difference.NO: "fits", Difference.MINOR: "minor", Difference.MATERIAL: "differs"}


def rules(catalogue: Catalogue) -> dict[str, str]:
    """The rules in the words of the digest."""
    parts, things = catalogue.settings.parts, catalogue.settings.things
    words = {"parts": parts.many if parts else "parts", "thing": things.one if things else "thing"}
    return {key: text.format_map(words) for key, text in RULES.items()}


class Provenance(NamedTuple):
    """What a value rests on: an article, and its statement on the property, where it makes one."""

    article: str
    number: int | None
    statement: Statement | None


class ResolvedValue(NamedTuple):
    """What the digest takes a property to be, for the event or one part of it.

    Several `values` stand side by side, such as two places. `general` values hold for each part of
    the event too. `rules` are keys of `RULES`.
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
    said: Mapping[str, Sequence[Statement]]
    """What somebody asserts, and has not withdrawn, by measure."""

    @property
    def entry(self) -> str | None:
        """The article that is the entry of a database in which the event is listed."""
        article = self.catalogue.articles[self.event.article]
        return article.id if article.publisher in self.event.same_as else None

    def of_parts(self, name: str) -> tuple[list[Any], list[Cited]]:
        """A measure as the parts have it, and the article and the number of each that has it."""
        parts = enumerate(self.event.parts, 1)
        given = [(number, one) for number, one in parts if getattr(one, name, None) is not None]
        cited: list[Cited] = [(str(part.article), number) for number, part in given]
        return [getattr(part, name) for _, part in given], cited

    def rule(self, article: str) -> str:
        """The rule by which a value that rests on the article was chosen."""
        if not self.catalogue.is_counted(self.event):
            return "record"
        if self.catalogue.articles[article].publisher in self.event.same_as:
            return "database"
        return "instead" if self.entry else "earliest"

    def _provenance(self, about: str, cited: Cited, values: tuple[Value, ...]) -> Provenance:
        """The entry, where it states the very value; else the article that the record cites.

        Of an event in no database, what rests on the record's own article rests on the earliest
        that states the very value.
        """
        article, number = cited
        said = self.said.get(about, ())
        of_part = [s for s in said if s.claim.part == number]
        here = of_part or said
        same = [s for s in said if any(equal(s.value, value) for value in values)]
        exact = [s for s in same if s.claim.part == number] if of_part else same
        fitting = [s for s in same if s.claim.part in (number, None)]
        earliest = exact[0].article.id if exact and article == self.event.article else article
        best = [s for s in exact if s.article.id == (self.entry or earliest)]
        own = [s for s in exact if s.article.id == article]
        # The keeper of a version fills in what the entry lacks: the value is then the keeper's. A
        # site that the entry does not have is that of the earliest article.
        lacks = all(s.article.id != article for s in fitting)
        place = self.catalogue.measures[about].field == "place"
        kept = [s for s in exact if lacks and (place or s.listed)]
        loose = [s for s in (*here, *said) if s.article.id == article]
        statement = next(iter([*best, *own, *kept, *loose]), None)
        return Provenance(statement.article.id if statement else article, number, statement)

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
    """Every headline value of an event by property and part, in the order of the page.

    `statements` are those about the event.
    """
    said: dict[str, list[Statement]] = {}
    for one in statements:
        if not (one.denied or one.withdrawn):
            said.setdefault(one.entry.id, []).append(one)
    basis = _Basis(catalogue, event, said)
    results: dict[tuple[str, int | None], ResolvedValue | None] = {}
    # The day comes first. A bearing is that of a track, and no value of its own.
    measures = [one for one in catalogue.measures.values() if one.kind != "bearing"]
    for entry in sorted(measures, key=lambda one: one.field != "date"):
        of_whole = OF_FIELD.get(entry.field or "", _measure)
        results[entry.id, None] = of_whole(basis, entry)
    for number, part in enumerate(event.parts, 1):
        rests = [(str(part.article), number)]
        for entry in measures:
            value = getattr(part, entry.carried_as, None)
            if value is not None:
                both = clocks(value, event.date) if isinstance(value, ClockValue) else None
                results[entry.id, number] = basis.resolved(
                    entry.id, [value], rests, text=str(value), both=both
                )
    return {key: resolved_value for key, resolved_value in results.items() if resolved_value}


def _date(basis: _Basis, entry: Entry) -> ResolvedValue | None:
    """The day; a claim may name any of an event that lasted several, so none is compared there."""
    event = basis.event
    own = [(str(event.article), None)]
    words = event.date.words
    return None if event.ends else basis.resolved(entry.id, [event.date], own, text=words)


def _place(basis: _Basis, entry: Entry) -> ResolvedValue | None:
    places, own = basis.event.all_places, [(str(basis.event.article), None)]
    return basis.resolved(entry.id, places, own) if places else None


def _time(basis: _Basis, entry: Entry) -> ResolvedValue | None:
    event, whole = basis.event, basis.event.whole(entry.carried_as)
    times, cited = basis.of_parts(entry.carried_as)
    if times:
        value, rest, first = times[0], cited[0], "first" if len(event.parts) > 1 else ""
    elif whole:
        value, rest, first = whole.stated, (str(whole.article), None), ""
    else:
        return None
    both = clocks(value, event.date)
    return basis.resolved(entry.id, [value], [rest], first, general=False, both=both)


def _things(basis: _Basis, entry: Entry) -> ResolvedValue | None:
    refs, (_, cited) = basis.event.things, basis.of_parts(entry.carried_as)
    rests = [(str(basis.event.article), None)] if basis.event.held("thing") else cited
    return basis.resolved(entry.id, refs, rests) if refs else None


def _classes(basis: _Basis, entry: Entry) -> ResolvedValue | None:
    refs = counted_events.classes_of(basis.catalogue, basis.event)
    if not refs:
        return None
    if counted_events.systems_of(basis.catalogue, basis.event):
        return ResolvedValue(refs, (), ("class",), True)
    return basis.resolved(entry.id, refs, [(str(basis.event.article), None)])


def _measure(basis: _Basis, entry: Entry) -> ResolvedValue | None:
    """The value of the whole, or else those of the parts: of numbers the span, of all else each."""
    if whole := basis.event.whole(entry.carried_as):
        return basis.resolved(entry.id, [whole.stated], [(whole.article, None)])
    given, cited = basis.of_parts(entry.carried_as)
    if not given:
        return None
    if isinstance(given[0], QuantityValue) and not given[0].unit:
        value, first = span(given), "span" if len(given) > 1 else ""
        return basis.resolved(entry.id, [value], cited, first, False) if value else None
    first = "sum" if len(given) > 1 else ""
    text = _words(basis, given) if entry.kind == "word" else ""
    return basis.resolved(entry.id, given, cited, first, False, text)


def _words(basis: _Basis, given: list[Ref]) -> str:
    """The words of the parts, with how many have each where there are several parts."""
    names = Counter(basis.catalogue.word(ref).name.lower() for ref in given)
    several = len(basis.event.parts) > 1
    return listed(
        [counted(n, name, plural(name)) if several else name for name, n in names.items()]
    )


def _unknown(basis: _Basis, entry: Entry) -> None:
    """No headline: a record says it in words of its own."""


OF_FIELD: Mapping[str, Callable[[_Basis, Entry], ResolvedValue | None]] = {
    "date": _date,
    "place": _place,
    "time": _time,
    "thing": _things,
    "class": _classes,
    "status": _unknown,
    "value": _unknown,
}
"""What the headline of a field of every digest is; of any other measure it is `_measure`."""


def value_for(resolved_values: ResolvedValues, statement: Statement) -> ResolvedValue | None:
    """The value that a statement is compared with: of its part, or of the whole event."""
    own = resolved_values.get((statement.entry.id, statement.claim.part))
    if own or statement.claim.part is None:
        return own
    whole = resolved_values.get((statement.entry.id, None))
    return whole if whole and whole.general and statement.entry.field != "count" else None


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
