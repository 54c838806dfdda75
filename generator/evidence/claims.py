"""Statements: what one article has one speaker say about a record, and how the word came."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.catalogue.values import Value, claim_kind, with_unit
from generator.evidence.comparison import equal
from generator.schema.kinds import Actor, Article, Claim, Entry
from generator.values.clocks.local_time import Clocks, clocks
from generator.values.numbers import QuantityValue
from generator.values.scalars import Ref
from generator.values.times import UTC, ClockValue, DayValue
from generator.values.words import counted, number_word


class Statement(NamedTuple):
    """One claim with its article, the people in its chain, its value as read, its number there.

    `clocks` is the value on both clocks, where it is a time; `at` the time of day it was said.
    `body` is the id of the state or the organisation that the origin speaks for; `meant` is the
    value to compare others with: a minute as the `about` that its speaker gave too. `given_by` are
    those who give the value that a database has entered. `stance` is that of its verb; `listed`
    says that its article is an entry of a database.
    """

    claim: Claim
    article: Article
    entry: Entry
    origin: Actor
    chain: tuple[Actor, ...]
    value: Value
    text: str
    number: int
    clocks: Clocks | None
    at: Clocks | None
    body: str
    meant: Value
    stance: str
    listed: bool
    given_by: tuple[Actor, ...] = ()

    @property
    def target(self) -> tuple[str, str]:
        """The kind and id of the record it is about."""
        return next((ref.kind, str(ref)) for ref in self.claim.targets)

    @property
    def compiled(self) -> bool:
        """Whether it is the word of a database, which has it from others."""
        return self.listed and self.origin.id == self.article.publisher

    @property
    def anchor(self) -> str:
        """Where it stands on the page of the event it is about."""
        return f"claim-{self.article.id}-{self.number}"

    @property
    def denied(self) -> bool:
        """Whether the speaker said that the value is not so."""
        return self.stance == "denies"

    @property
    def withdrawn(self) -> bool:
        """Whether the speaker took the value back."""
        return self.stance == "withdraws"

    @property
    def unconfirmed(self) -> bool:
        """Whether the speaker lists the value without vouching for it."""
        return self.stance == "lists"


class About(NamedTuple):
    """What is said about one record; `kind` and `key` name it."""

    kind: str
    key: str
    statements: tuple[Statement, ...]


class Tally(NamedTuple):
    """How many statements, and how many voices, articles and outlets stand behind them.

    The bodies of one state, or of one organisation, are one origin. A database is none: it has its
    values from others. An outlet is a publisher or the news agency whose report it carries.
    """

    statements: int
    withdrawn: int
    origins: int
    databases: int
    articles: int
    outlets: int

    @property
    def words(self) -> str:
        """`8 statements: 5 origins, 1 database, 6 articles, 7 outlets`."""
        gone = f" ({self.withdrawn} withdrawn)" if self.withdrawn else ""
        voices = [counted(self.origins, "origin") if self.origins else "no origin named"]
        voices += [counted(self.databases, "database")] if self.databases else []
        return (
            f"{counted(self.statements, 'statement')}{gone}: {', '.join(voices)}, "
            f"{counted(self.articles, 'article')}, {counted(self.outlets, 'outlet')}"
        )

    @property
    def echo(self) -> str | None:
        """`Six articles, one origin`, where it is so."""
        if self.origins != 1 or self.databases or self.articles < 2:
            return None
        return f"{number_word(self.articles).capitalize()} articles, one origin"


def statement(catalogue: Catalogue, article: Article, claim: Claim) -> Statement:
    """A claim with everything that says who stands behind it.

    The chain leads from the origin outwards to agency and publisher, each once.
    """
    number = next(i for i, other in enumerate(article.claims, 1) if other is claim)
    return _statement(catalogue, article.id, number)


@per_catalogue
def _statement(catalogue: Catalogue, key: str, number: int) -> Statement:
    """The claim of an article with that number, from 1: several pages and tables ask for it."""
    article = catalogue.articles[key]
    claim = article.claims[number - 1]
    entry = catalogue.words["claim-properties"][claim.about]
    value = catalogue.parsed(claim, claim_kind(catalogue.facts, entry, claim))
    refs = [*claim.via, *((article.agency,) if article.agency else ()), article.publisher]
    chain = tuple(catalogue.actors[ref] for ref in dict.fromkeys(refs) if ref != claim.by)
    text = with_unit(value, entry)
    if claim.fact and entry.field == "value" and isinstance(value, QuantityValue):
        # The property of a fact has no unit: the fact itself has it.
        text = f"{text} {catalogue.facts[claim.fact].unit}"
    both = None
    if isinstance(value, ClockValue):
        # An event bears its local day, whichever clock the source reads.
        both = clocks(value, catalogue.events[claim.event].date if claim.event else None)
    if isinstance(value, Ref):
        text = catalogue.called(value)
    if isinstance(value, DayValue):
        text = value.words
    # A day is counted by the clock of the time that stands beside it.
    by_utc = claim.at is not None and claim.at.zone == UTC.label
    at = clocks(claim.at, claim.said or article.published, by_utc)
    origin = catalogue.actors[claim.by]
    speaker = body(catalogue, origin)
    return Statement(
        *(claim, article, entry, origin, chain, value, text, number, both, at),
        *(speaker, value, catalogue.stance(claim)),
        catalogue.compiled(article),
    )


def body(catalogue: Catalogue, actor: Actor) -> str:
    """The id of the state or the organisation that an actor is a part of, or its own."""
    actor = catalogue.actors[catalogue.chain("actors", actor.id, "part_of")[-1]]
    official = catalogue.is_a(actor, "GovernmentOrganization")
    return actor.country if official and actor.country else actor.id


def short_name(actor: Actor) -> str:
    """The shortest of its English names, such as the letters it goes by."""
    names = [actor.name, *(alias.name for alias in actor.aliases if alias.lang == "en")]
    return min(names, key=lambda name: (len(name), name))


@per_catalogue
def about(catalogue: Catalogue, kind: str, key: str) -> tuple[Statement, ...]:
    """Every statement about one record, oldest article first."""
    said = [
        statement(catalogue, article, claim)
        for article, claim in catalogue.claims.get((kind, key), ())
    ]
    return tuple(
        one._replace(meant=_meant(one, said), given_by=_given_by(one, said)) for one in said
    )


def _given_by(one: Statement, said: Iterable[Statement]) -> tuple[Actor, ...]:
    """Who gives the value that a database has entered, to as many places or to more.

    A database has its values from others, often without a word of whom.
    """
    if not one.compiled or one.entry.kind == "text":
        return ()
    about = (one.entry.id, one.claim.part)
    givers = [
        other
        for other in said
        if not (other.compiled or other.denied or other.withdrawn)
        and (other.entry.id, other.claim.part) == about
        and (equal(one.value, other.value) or _entered(one.value, other.value))
    ]
    return origins(givers)


def _entered(value: Value, given: Value) -> bool:
    """Whether a database has the number that somebody gave, but for what is behind its point."""
    if isinstance(value, QuantityValue) and isinstance(given, QuantityValue):
        return value.whole_of(given)
    return False


def _meant(one: Statement, said: Iterable[Statement]) -> Value:
    """The value, or for a plain minute the `about` of the same minute that its speaker gave too.

    Who passes a time on often drops the `about`.
    """
    minute = one.value
    if not isinstance(minute, ClockValue):
        return minute
    own = (o.value for o in said if (o.origin.id, o.entry.id) == (one.origin.id, one.entry.id))
    loose = (v for v in own if isinstance(v, ClockValue) and v.about)
    same = (v for v in loose if v._replace(about=False).equal(minute))
    return next(same, minute)


def by_target(statements: Iterable[Statement]) -> tuple[About, ...]:
    """Statements by the record they are about, each as it first comes."""
    results: dict[tuple[str, str], list[Statement]] = {}
    for one in statements:
        results.setdefault(one.target, []).append(one)
    return tuple(About(*target, tuple(said)) for target, said in results.items())


def origins(statements: Iterable[Statement]) -> tuple[Actor, ...]:
    """The distinct speakers behind statements, in order."""
    return tuple({statement.origin.id: statement.origin for statement in statements}.values())


def named(statements: Iterable[Statement]) -> tuple[Actor, ...]:
    """Those who are said to know: the speakers other than databases, in order."""
    return origins(statement for statement in statements if not statement.compiled)


def databases(statements: Iterable[Statement]) -> tuple[Actor, ...]:
    """The databases that have entered a value, in order."""
    return origins(statement for statement in statements if statement.compiled)


def tally(statements: Iterable[Statement]) -> Tally:
    """How many statements, origins, articles and outlets."""
    kept = tuple(statements)
    articles = {one.article.id: one.article for one in kept}
    outlets = {str(article.publisher) for article in articles.values()}
    outlets |= {str(article.agency) for article in articles.values() if article.agency}
    return Tally(
        len(kept),
        sum(one.withdrawn for one in kept),
        len({one.body for one in kept if not one.compiled}),
        len({one.body for one in kept if one.compiled}),
        len(articles),
        len(outlets),
    )
