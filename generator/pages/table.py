"""THE TABLE: every kind of page, one row each.

A row says which records get a page, where it goes, which template makes it and what the template is
given. To add a kind of page, add a row, a template in ``templates/pages/`` and a golden file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.catalogue import Catalogue, launches
from generator.charts.cards.card import Card
from generator.evidence import crosswalk
from generator.pages import (
    articles,
    charts,
    events,
    explainers,
    facts,
    former_addresses,
    home,
    problem_list,
)
from generator.pages.digests import monthly, periods, yearly
from generator.pages.launches import overviews
from generator.pages.shared import feeds, search_metadata, share_cards, sharing
from generator.pages.shared.feeds import Feed
from generator.pages.subjects import actors, index_rows, maps, places, systems, timelines
from generator.schema import registry

Context = dict[str, Any]


class Page(NamedTuple):
    """One page to be made. `path` is its Markdown file; `source` the (kind, id) of its record."""

    path: str
    template: str
    title: str
    description: str
    kind: str
    context: Context
    source: tuple[str, str] | None
    wide: bool
    search: search_metadata.SearchMetadata
    feeds: tuple[Feed, ...]
    """The feeds that the page offers."""
    sharing: sharing.Sharing
    card: Callable[[], Card | None]
    """What the picture of the page says, if it has one of its own; asked only where it is drawn."""

    @property
    def url(self) -> str:
        """Its address below the root of the site, with a slash at the end."""
        return address(self.path)


class Kind(NamedTuple):
    """One row.

    `each` gives what gets a page of its own (one None for a single page); `{id}` in `path` is its
    id. `{0}` in title and description is the same thing, and `{settings}` the digest's settings.
    `records` names the kind of record of which this is the page; a `wide` page gives its tables
    the room of the table of contents.
    """

    name: str
    path: str
    title: str
    description: str
    each: Callable[[Catalogue], Iterable[Any]]
    context: Callable[[Catalogue, Any], Context]
    records: str | None = None
    wide: bool = False


def single(_: Catalogue) -> tuple[None]:
    """One page, made from many records."""
    return (None,)


def records(kind: str) -> Callable[[Catalogue], Iterable[Any]]:
    """A page for each record of a kind."""
    return lambda catalogue: catalogue.of_kind(kind).values()


def view(
    make: Callable[[Catalogue, Any], Any],
    draw: Callable[[Catalogue, Any], Any] | None = None,
    chart: Callable[[Catalogue, Any], Any] | None = None,
) -> Callable[[Catalogue, Any], Context]:
    """The context of a page whose view carries its own numbered sources.

    `draw` makes its charts of the view, `chart` its map of the record.
    """

    def context(catalogue: Catalogue, record: Any) -> Context:
        made = make(catalogue, record)
        drawn = {"drawn": draw(catalogue, made)} if draw else {}
        if chart:
            drawn["map"] = chart(catalogue, record)
        return {"view": made, "sources": made.sources, **drawn}

    return context


# fmt: off
TABLE: tuple[Kind, ...] = (
    Kind("home", "index.md", "{settings.title}",
         "A sourced record of {settings.subject}, to {settings.as_of.words}.",
         single, lambda c, _: {"front": home.front(c)}, wide=True),
    Kind("launches", "launches/index.md", "Launch log",
         "Every launch on record, newest first, with system, site, range and apogee.",
         single, overviews.launch_log, wide=True),
    Kind("flights", "launches/flights.md", "All flights",
         "Every missile on record, one row each, newest launch first.",
         single, overviews.all_flights, wide=True),
    Kind("year", "launches/{id}.md", "Launches in {0}",
         "Every launch and every flight on record for {0}.",
         launches.years, overviews.year, wide=True),
    Kind("charts", "charts/index.md", "The record in charts",
         "Launches by year, month and class, their outcomes, the days between, range and apogee.",
         single, lambda c, _: {"charts": charts.charts(c)}, wide=True),
    Kind("events", "events/index.md", "Events",
         "Every event on record by year: launches, visits, summits, statements.",
         single, lambda c, _: {"years": events.by_year(c, c.events.values())}),
    Kind("event", "events/{id}.md", "{0.title}",
         "{0.title}, {0.date.words}: what is known, and who says so.",
         records("events"), view(events.view, chart=maps.event_map), "events", wide=True),
    Kind("systems", "systems/index.md", "Missiles and rockets",
         "Every missile and rocket on record, with aliases, launches and flights.",
         single, lambda c, _: {"rows": timelines.sparks(c, "systems", systems.system_rows(c))},
         wide=True),
    Kind("system", "systems/{id}.md", "{0.name}",
         "{0.name}: names, class, launches and flights on record.",
         records("systems"), view(systems.system, timelines.system, maps.system_map), "systems",
         wide=True),
    Kind("places", "places/index.md", "Places",
         "Launch sites, seas and areas that the records name, with their launches.",
         single, lambda c, _: {"rows": timelines.sparks(c, "places", places.place_rows(c)),
                               "overview": maps.overview(c)},
         wide=True),
    Kind("place", "places/{id}.md", "{0.name}",
         "{0.name}: position, names and the launches on record.",
         records("places"), view(places.place, timelines.place, maps.place_map), "places",
         wide=True),
    Kind("actors", "actors/index.md", "Actors",
         "The people, states, armed forces, news outlets and bodies that the records name.",
         single,
         lambda c, _: {
             "rows": timelines.sparks(c, "actors", index_rows.mention_rows(c, "actors"))}),
    Kind("actor", "actors/{id}.md", "{0.name}",
         "{0.name}: what it took part in and what it said, with sources.",
         records("actors"), view(actors.actor, timelines.actor), "actors"),
    Kind("articles", "articles/index.md", "Articles",
         "Every article and database entry summarised here, with its claims.",
         single, lambda c, _: {"articles": tuple(c.articles.values())[::-1]}),
    Kind("article", "articles/{id}.md", "{0.title}",
         "{0.title}: a summary, and every claim in it with its origin.",
         records("articles"), articles.article, "articles"),
    Kind("explainers", "explainers/index.md", "Explainers",
         "Background in prose, with every number taken from a sourced fact.",
         single, lambda c, _: {"rows": explainers.rows(c)}),
    Kind("explainer", "explainers/{id}.md", "{0.title}", "{0.summary}",
         records("explainers"), view(explainers.view), "explainers"),
    Kind("digests", "digests/index.md", "Monthly digests",
         "Each month with launches or other events, newest first.",
         single, lambda c, _: {"years": yearly.newest_first(c)}),
    Kind("digest", "digests/{id}.md", "Digest of {0.words}",
         "Launches, other events, articles and corrections of {0.words}.",
         periods.months, lambda c, key: {"month": monthly.month(c, key)}, wide=True),
    Kind("year-digest", "digests/{id}.md", "Digest of {0}",
         "{0} in numbers: launches by month, class, system and site, and what was reported most.",
         yearly.years, lambda c, year: {"year": yearly.year(c, year)}, wide=True),
    Kind("facts", "facts/index.md", "Numbers and dates",
         "Every number and date that prose here relies on, with its source.",
         single, lambda c, _: {"rows": facts.rows(c)}, wide=True),
    Kind("fact", "facts/{id}.md", "{0.name}",
         "{0.name}: the value, its source, and where it is used.",
         records("facts"), view(facts.view), "facts"),
    Kind("glossary", "glossary.md", "Glossary",
         "The terms used here, each in a few sentences.",
         single, explainers.glossary),
    Kind("corrections", "corrections.md", "Corrections",
         "What the digest said before, what it says now, and why.",
         single, lambda c, _: {"corrections": periods.corrections(c),
                               "removed": tuple(sorted(c.removed, key=lambda r: r.on))[::-1],
                               "paged": registry.PAGED, "contact": c.settings.contact}),
    Kind("credits", "credits.md", "Sources and credits",
         "Every data source used, with the terms it states, and every publisher read.",
         single, articles.credits, wide=True),
    Kind("data", "data/index.md", "Data",
         "The records as files for a spreadsheet or a program.",
         single, lambda c, _: {}),
    Kind("crosswalk", "data/crosswalk.md", "Crosswalk to other databases",
         "Which rows of public databases are which event here, and where their values differ.",
         single, lambda c, _: {"crosswalk": crosswalk.crosswalk(c)}, wide=True),
    Kind("follow", "follow.md", "Follow the digest",
         "How to be told of new launches, articles, explainers and corrections.",
         single, lambda c, _: {"feeds": tuple(feeds.feeds(c)),
                               "calendar": bool(launches.launches(c))}),
    Kind("problems", "editors/problems.md", "What the check tells",
         "Every problem the check can tell: what is wrong, why it matters, how to mend it.",
         single, problem_list.problems),
    Kind("moved", "{id}.md", "{0.title}", "This record has another address now.",
         former_addresses.former, lambda c, old: {"old": old}),
    Kind("removed", "{id}.md", "{0.title}", "This record was removed.",
         former_addresses.tombstones, lambda c, old: {"old": old}),
)
# fmt: on

API = "api/v1/"
# Kinds of page at addresses of records that are no longer there.
TOMBSTONES = ("moved", "removed")
# Pages written by hand in docs/ to which templates lead, with what they are called.
HAND_WRITTEN: Mapping[str, str] = MappingProxyType(
    {
        "about.md": "About",
        "method.md": "Method",
        "standards.md": "Editorial standards",
        "search.md": "Search",
        "data/format.md": "Addresses and formats of the data",
        "editors/index.md": "For editors",
        "editors/way.md": "The way of a correction",
        "editors/refused-yaml.md": "Valid YAML that records may not use",
        "editors/moving.md": "Moving to another site builder",
    }
)


class PlannedPage(NamedTuple):
    """A page before it is made: of which row, about what, where, and what it is called."""

    kind: Kind
    subject: Any
    path: str
    title: str
    description: str
    source: tuple[str, str] | None


def entries(catalogue: Catalogue) -> Iterator[PlannedPage]:
    """Every page of the site, kind by kind in the order of the table."""
    settings = catalogue.settings
    for kind in TABLE:
        for subject in kind.each(catalogue):
            key = str(getattr(subject, "id", subject))
            yield PlannedPage(
                kind,
                subject,
                kind.path.format(id=key),
                kind.title.format(subject, settings=settings),
                kind.description.format(subject, settings=settings),
                (kind.records, key) if kind.records else None,
            )


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """Every page of the site with what its template is given, in the order of the table."""
    for kind, subject, path, title, description, source in entries(catalogue):
        shared = sharing.sharing(catalogue, kind.name, subject, title, description)
        yield Page(
            path,
            f"pages/{kind.name}.md.jinja",
            title,
            shared.description,
            kind.name,
            kind.context(catalogue, subject),
            source,
            kind.wide,
            search_metadata.of_page(catalogue, kind.name, subject, title),
            feeds.of_page(catalogue, kind.name, subject),
            shared,
            partial(share_cards.card, catalogue, kind.name, subject),
        )


def address(path: str) -> str:
    """The address of a page's Markdown file: `events/x.md` is served at `events/x/`."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"


def feed_page(feed: Feed) -> str:
    """The Markdown file of the page on which all that a feed tells stands."""
    if feed.about:
        return record_path(*feed.about)
    return next(row.path for row in TABLE if row.name == feed.name)


def json_path(path: str) -> str:
    """The file with the same as JSON, by the page's Markdown file; of the front page `home.json`,
    since `index.json` is the index of all."""
    stem = "home" if path == "index.md" else path.removesuffix(".md")
    return f"{API}{stem}.json"


def record_path(kind: str, key: str) -> str:
    """The Markdown file of a record's page, or of a kind of page that no record has (`year`).

    A term has its place in the glossary.
    """
    if kind == "terms":
        return f"glossary.md#{key}"
    named = [row for row in TABLE if row.records == kind] or [r for r in TABLE if r.name == kind]
    row = named[0]
    return row.path.format(id=key)
