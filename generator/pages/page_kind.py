"""What the site knows of a kind of page: one object, which pages and exports ask for all of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from generator.catalogue import Catalogue
from generator.charts.cards.card import Card
from generator.pages.shared.feeds import Feed
from generator.pages.shared.linked_data import Node, Where
from generator.pages.shared.search_metadata import Named, SearchMetadata
from generator.pages.shared.source_list import Source
from generator.schema.kinds import Record
from generator.values.times import DayValue

Context = dict[str, object]


class Listed(NamedTuple):
    """Records that a page lists under one head, in its order."""

    name: str
    kind: str
    ids: tuple[str, ...]


class PageKind(NamedTuple):
    """One row of the table of pages.

    `each` gives what gets a page of its own (one None for a single page); `{id}` in `path` is its
    id. Words that the digest declares are filled in, such as `{what.many}` and `{Things.one}`, and
    a row with a word that it does not declare has no page. In `title`, `description` and the other
    texts with places, `{0}` is the same thing and `{settings}` the digest's settings. What a row
    leaves out, its pages do not have.
    """

    name: str
    """Also that of its template, `templates/pages/NAME.md.jinja`, where it names no other."""
    path: str
    """The Markdown file."""
    title: str
    description: str
    each: Callable[[Catalogue], Iterable[Any]]
    context: Callable[[Catalogue, Any], Context]
    """What the template is given."""
    records: str | None = None
    """The kind of record of which this is the page."""
    wide: bool = False
    """Whether its tables have the room of the table of contents."""
    label: str = "Page"
    """What a result of search is called, where `search` does not say it."""
    found_by: tuple[str, ...] = ()
    """Other words by which readers look for such a page."""
    search: Callable[[Catalogue, Any], SearchMetadata] | None = None
    """How search finds it, beside its title and its text."""
    title_is_name: bool = True
    """Whether search finds it by its title as by a name."""
    names: Callable[[Catalogue], Iterable[Named]] | None = None
    """The names by which search leads straight to what is on such pages."""
    card: Callable[[Catalogue, Any], Card] | None = None
    """What its picture says where a link to it is shared; others take that of the site."""
    shared_title: str = ""
    """Its title among those of other sites, where that is not `title`."""
    shared_description: Callable[[Catalogue, Any], str] | None = None
    """A description of its own; where it gives none, that of the row."""
    changed: Callable[[Catalogue, Any], Iterable[DayValue]] | None = None
    """The days on which it is known to have changed."""
    feeds: Callable[[Catalogue, Any], Iterable[Feed]] | None = None
    """The feeds that it offers."""
    lists: Callable[[Catalogue, Any], Iterable[Listed]] | None = None
    """The records that it lists, for its answer in JSON."""
    inside: tuple[str, ...] = ()
    """The kinds of page that it lists."""
    linked_data: Callable[[Catalogue, Any, Where], Node] | None = None
    """What schema.org has to say of it beside what every page says."""
    type: Literal["WebPage", "CollectionPage", "WebSite"] = "WebPage"
    """What it is in the words of schema.org; a page that lists others is a CollectionPage."""
    cited_title: str = "{}"
    """Its title in a citation, where `{}` is its own."""
    dataset: bool = False
    """Whether it is the page of the downloads, and is cited as data."""
    template: str = ""
    """The name of its template, where that of the kind is a word of the digest."""
    gone: bool = False
    """Whether it only says where a record went: nobody searches, cites or shares it."""


def single(_: Catalogue) -> tuple[None]:
    """One page, made from many records."""
    return (None,)


def if_any(kind: str) -> Callable[[Catalogue], tuple[None, ...]]:
    """One page, where there are records of a kind."""
    return lambda catalogue: (None,) if catalogue.of_kind(kind) else ()


def records(kind: str) -> Callable[[Catalogue], Iterable[Record]]:
    """A page for each record of a kind."""
    return lambda catalogue: catalogue.of_kind(kind).values()


class View(Protocol):
    """What a page shows, with the sources that it numbers."""

    @property
    def sources(self) -> Mapping[str, Source]: ...


R = TypeVar("R", bound=Record)
V = TypeVar("V", bound=View)


def view(
    make: Callable[[Catalogue, R], V],
    draw: Callable[[Catalogue, V], object] | None = None,
    chart: Callable[[Catalogue, R], object] | None = None,
) -> Callable[[Catalogue, R], Context]:
    """The context of a page whose view carries its own numbered sources.

    `draw` makes its charts of the view, `chart` its map of the record.
    """

    def context(catalogue: Catalogue, record: R) -> Context:
        made = make(catalogue, record)
        drawn = {"drawn": draw(catalogue, made)} if draw else {}
        if chart:
            drawn["map"] = chart(catalogue, record)
        return {"view": made, "sources": made.sources, **drawn}

    return context


def listed(name: str, kind: str, found: Iterable[Record]) -> Listed:
    """Records under one head, each once."""
    return Listed(name, kind, tuple(dict.fromkeys(record.id for record in found)))


def all_of(kind: str) -> Callable[[Catalogue, object], tuple[Listed]]:
    """Every record of a kind."""
    return lambda catalogue, _: (listed(kind, kind, catalogue.of_kind(kind).values()),)
