"""The catalogue: all records of a digest, linked, with what is asked of them most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from generator.catalogue.revisions import History
from generator.catalogue.values import Value, parsed_value
from generator.loading import Source
from generator.problems import Refused
from generator.schema import kinds as model
from generator.schema.clocks import frame_of, zone_of
from generator.schema.models import Models
from generator.schema.registry import RECORDS
from generator.schema.vocabularies import TAKING_BACK
from generator.values.clocks.local_time import Frame, placed
from generator.values.clocks.zones import Zone
from generator.values.scalars import Ref
from generator.values.times import ClockValue, DayValue

R = TypeVar("R", bound=model.Record)


class Mention(NamedTuple):
    """A record that refers to another: its kind and id, and the field in which it does."""

    kind: str
    id: str
    field: str


class _OfKind(Generic[R]):
    """The records of one kind, as an attribute of the catalogue with the name of the kind."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.kind = name

    def __get__(self, catalogue: "Catalogue", owner: type) -> Mapping[str, R]:
        return catalogue.records[self.kind]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All records of a digest, each kind a mapping from id in its natural order.

    Events are in order of date, everything else in order of name or title. `mentions` gives, for
    (kind, id), the records that refer to it; `claims` the claims about it. `watched` are words that
    the check looks for in texts. `computed` holds what `once.per_catalogue` has computed from it.
    Compared and hashed by identity.
    """

    settings: model.Settings
    records: Mapping[str, Mapping[str, Any]]
    removed: tuple[model.Removal, ...]
    words: Mapping[str, Mapping[str, model.Entry]]
    watched: Mapping[str, Mapping[str, model.Entry]]
    mentions: Mapping[tuple[str, str], tuple[Mention, ...]]
    claims: Mapping[tuple[str, str], tuple[tuple[model.Article, model.Claim], ...]]
    sources: Mapping[tuple[str, str], Source]
    models: Models
    history: History | None = None
    """What commits did to the records; None where not all of it is known."""
    computed: dict[object, Any] = field(default_factory=dict, init=False, repr=False)

    def of_kind(self, kind: str) -> Mapping[str, model.Record]:
        """All records of one kind by id."""
        return self.records[kind]

    events = _OfKind[model.Event]()
    articles = _OfKind[model.Article]()
    actors = _OfKind[model.Actor]()
    systems = _OfKind[model.System]()
    places = _OfKind[model.Place]()
    facts = _OfKind[model.Fact]()
    terms = _OfKind[model.Term]()
    explainers = _OfKind[model.Explainer]()
    months = _OfKind[model.Month]()

    def in_order(self, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids in the natural order of their kind."""
        places = self.places_in_order[kind]
        return tuple(sorted(set(ids), key=places.__getitem__))

    @cached_property
    def places_in_order(self) -> dict[str, dict[str, int]]:
        """For each kind of record, the position of each id."""
        return {
            kind: {key: index for index, key in enumerate(self.of_kind(kind))} for kind in RECORDS
        }

    def chain(self, kind: str, key: str, field: str) -> list[str]:
        """The ids of a record and of those above it along one field, such as `within`.

        It ends before an id that is no record, and before one that comes again.
        """
        records = self.of_kind(kind)
        results: list[str] = []
        above: str | None = key
        while above and above in records and above not in results:
            results.append(above)
            above = getattr(records[above], field)
        return results

    def claims_on(self, event: model.Event) -> tuple[tuple[model.Article, model.Claim], ...]:
        """The claims about an event, each with its article."""
        return self.claims.get(("events", event.id), ())

    def word(self, ref: Ref) -> model.Entry:
        """The vocabulary entry that a reference names."""
        return self.words[ref.kind][ref]

    @property
    def measures(self) -> Mapping[str, model.Entry]:
        """What claims can be about, by id; records carry some of it as keys of their own."""
        return self.words["claim-properties"]

    def measure_of(self, field: str) -> model.Entry | None:
        """The measure that is a field of every digest's records, one of `RecordField`."""
        return next((one for one in self.measures.values() if one.field == field), None)

    def is_about(self, claim: model.Claim, field: str) -> bool:
        """Whether a claim is about such a field, as by the id that the digest gives it."""
        entry = self.measures.get(claim.about)
        return entry is not None and entry.field == field

    @cached_property
    def classes(self) -> Mapping[str, model.Entry]:
        """The classes of things; none where the digest declares none."""
        entry = self.measure_of("class")
        return self.words.get(entry.written, {}) if entry else {}

    def stance(self, claim: model.Claim) -> str:
        """What the speaker of a claim does with its value, one of `vocabularies.Stance`."""
        verb = self.words["claim-verbs"].get(claim.verb)
        return (verb and verb.stance) or "asserts"

    def asserted(self, claim: model.Claim) -> bool:
        """Whether a claim says that it was so."""
        return self.stance(claim) not in TAKING_BACK

    def called(self, ref: Ref) -> str:
        """The name or title of the record or word that a reference names."""
        words = self.words.get(ref.kind)
        return words[ref].name if words else self.of_kind(ref.kind)[ref].called

    def status(self, event: model.Event) -> model.Entry:
        """The word for how sure an event is."""
        return self.words["event-statuses"][event.status]

    def rule(self, event: model.Event) -> str | None:
        """What the check asks of the status of an event, one of `vocabularies.RULES`."""
        status = self.words["event-statuses"].get(event.status)
        return status.rule if status else None

    def sure(self, event: model.Event) -> bool:
        """Whether a sentence on an event says that it happened, with no more words."""
        return self.rule(event) == "borne-out"

    def with_rule(self, rule: str) -> str:
        """The statuses with a rule, as a fix names them."""
        found = [key for key, one in self.words["event-statuses"].items() if one.rule == rule]
        return " or ".join(found) or f"a status with `rule: {rule}`"

    def is_a(self, record: model.Actor | model.Place | None, *types: str) -> bool:
        """Whether an actor or a place is one of some types of schema.org."""
        kind = self.words[record.kind.kind].get(record.kind) if record else None
        return kind is not None and kind.schema_org in types

    def collection(self, article: model.Article) -> str | None:
        """`compiled` of an entry of a database, `edited` of a handbook; None of other articles."""
        kind = self.words["article-kinds"].get(article.kind)
        return kind.collection if kind else None

    @cached_property
    def compiled_kinds(self) -> frozenset[str]:
        """The kinds of article that are entries of a database."""
        kinds = self.words["article-kinds"].values()
        return frozenset(kind.id for kind in kinds if kind.collection == "compiled")

    def compiled(self, article: model.Article) -> bool:
        """Whether an article is an entry of a database, which has its values from others."""
        return article.kind in self.compiled_kinds

    def zone_of(self, event: model.Event) -> Zone:
        """The zone by which an event's day and times are counted."""
        return zone_of(self.settings, self.places, event)

    def parsed(self, claim: model.Claim, kind: str) -> Value:
        """A claim's value that is written as `kind`; raises `Refused` where it does not fit.

        A time is read by the clock of its event, on the day that the event bears.
        """
        value = parsed_value(claim.value, kind)
        if not isinstance(value, ClockValue):
            return value
        event = self.events.get(claim.event) if claim.event else None
        if event:
            return placed(value, frame_of(self.settings, self.places, event))
        return placed(value, Frame(self.settings.clock, DayValue(self.settings.as_of.year)))

    def readable(self, claim: model.Claim, kind: str) -> Value | None:
        """The same; None where it cannot be read, which is reported at its own place."""
        try:
            return self.parsed(claim, kind)
        except Refused:
            return None

    @property
    def counted(self) -> model.Counted:
        """What the digest counts; asked only where it counts something."""
        assert self.settings.counted is not None
        return self.settings.counted

    def is_counted(self, event: model.Event) -> bool:
        """Whether an event is one of those that the digest counts."""
        entry = self.words["event-types"].get(event.type)
        return entry is not None and entry.group == "counted"
