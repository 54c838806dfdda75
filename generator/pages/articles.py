"""The page of an article with its claims, and the credits of all that was read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.per_record import per_kind
from generator.evidence import claims
from generator.pages import events
from generator.pages.long_lists import begun, whole
from generator.pages.shared import backlinks, source_list
from generator.pages.shared.neighbours import neighbours
from generator.schema.kinds import Actor, Article, Event
from generator.values.words import counted


class Voice(NamedTuple):
    """What one speaker says in an article by one way: a speaker may have come by several.

    `through` are those who passed it on before the agency and the publisher; `own` is true of the
    article's own voice.
    """

    origin: Actor
    through: tuple[Actor, ...]
    own: bool
    about: tuple[claims.About, ...]

    @property
    def statements(self) -> int:
        """How many."""
        return sum(len(one.statements) for one in self.about)


class ArticleView(NamedTuple):
    """An article: the event that most of it is about, the others, and what each speaker says.

    `carriers` are the agency and the publisher, through whom everything in it came. `voices` speak
    of the main event, `aside` of all else; without a main event that is spoken of, all are voices.
    """

    article: Article
    main: Event | None
    others: tuple[Event, ...]
    carriers: tuple[Actor, ...]
    voices: tuple[Voice, ...]
    aside: tuple[Voice, ...]
    links: backlinks.Backlinks
    sources: dict[str, source_list.Source]


def article(catalogue: Catalogue, record: Article) -> ArticleView:
    """One article with its claims, those on its main event apart from the others."""
    reported = events.of_article(catalogue, record)
    said = [claims.statement(catalogue, record, claim) for claim in record.claims]
    main = _main(reported, said)
    key = ("events", main.id) if main else None
    first = [one for one in said if one.target == key] or said
    rest = [one for one in said if one not in first]
    carriers = [record.agency] if record.agency else []
    carriers.append(record.publisher)
    return ArticleView(
        record,
        main,
        tuple(event for event in reported if event is not main),
        tuple(catalogue.actors[ref] for ref in dict.fromkeys(carriers)),
        _voices(first, frozenset(carriers)),
        _voices(rest, frozenset(carriers)),
        backlinks.backlinks(catalogue, "articles", record.id),
        source_list.sources(catalogue, (record.id, *source_list.cited(record))),
    )


def _main(reported: Iterable[Event], said: Iterable[claims.Statement]) -> Event | None:
    """The event that most statements are about, the later one of equals; None without an event."""
    number = Counter(key for kind, key in (one.target for one in said) if kind == "events")
    return max(reported, key=lambda event: (number[event.id], str(event.date)), default=None)


def _voices(said: Iterable[claims.Statement], carriers: frozenset[str]) -> tuple[Voice, ...]:
    """Statements by speaker and way, in the order of the article, one speaker's ways together."""
    speakers: dict[str, dict[tuple[str, ...], list[claims.Statement]]] = {}
    for one in said:
        ways = speakers.setdefault(one.origin.id, {})
        ways.setdefault(_through(one, carriers), []).append(one)
    return tuple(
        Voice(
            of[0].origin,
            tuple(actor for actor in of[0].chain if actor.id in way),
            key in carriers and not way,
            claims.by_target(of),
        )
        for key, ways in speakers.items()
        for way, of in ways.items()
    )


def _through(statement: claims.Statement, carriers: frozenset[str]) -> tuple[str, ...]:
    return tuple(actor.id for actor in statement.chain if actor.id not in carriers)


class ArticleYear(NamedTuple):
    """The articles of one year, by publication or else by the copy that was read; `id` is that of
    their page, `words` say when they are of."""

    id: str
    words: str
    articles: tuple[Article, ...]


@per_kind
def by_year(articles: Mapping[str, Article]) -> tuple[ArticleYear, ...]:
    """All articles by year, newest first; last those of which no day is known."""
    found: dict[int | None, list[Article]] = {}
    for one in tuple(articles.values())[::-1]:
        day = one.published or one.retrieved
        found.setdefault(day.year if day else None, []).append(one)
    return tuple(
        ArticleYear(str(year), f"of {year}", tuple(of))
        if year
        else ArticleYear("undated", "without a day", tuple(of))
        for year, of in found.items()
    )


def every(catalogue: Catalogue, _: None) -> dict[str, object]:
    """The newest articles, or all where they are few, and the years with a page of their own."""
    shown = begun(tuple(catalogue.articles.values())[::-1])
    return {"articles": shown.rows, "every": shown, "years": years_apart(catalogue)}


def years_apart(catalogue: Catalogue) -> tuple[ArticleYear, ...]:
    """The years with a page of their articles: none where one page has all."""
    return () if whole(len(catalogue.articles)) else by_year(catalogue.articles)


def of_year(catalogue: Catalogue, year: ArticleYear) -> dict[str, object]:
    """The articles of one year and the years beside it."""
    following, previous = neighbours(years_apart(catalogue), year)
    return {"year": year, "previous": previous, "following": following}


def credits(catalogue: Catalogue, _: None) -> dict[str, object]:
    """Data sources with their terms, and who published what was read."""
    return {"datasets": datasets(catalogue), "publishers": publishers(catalogue)}


def datasets(catalogue: Catalogue) -> tuple[Article, ...]:
    """The data sources, which state terms of their own."""
    return tuple(found for found in catalogue.articles.values() if found.terms)


def publishers(catalogue: Catalogue) -> list[tuple[Actor, str]]:
    """Who published what was read, most first, each with how many articles."""
    counts = Counter(str(found.publisher) for found in catalogue.articles.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(catalogue.actors[key], counted(number, "article")) for key, number in ordered]
