"""THE TABLE: every kind of page, in the order of the site.

A row says all that the site knows of a kind of page; the rows are in ``kinds/``, a module a
subject. To add one, write a row, put it here, write a template in ``templates/pages/`` and accept
its golden file.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.pages.addresses import address
from generator.pages.kinds import (
    actors,
    articles,
    corrections,
    counted,
    data,
    digests,
    events,
    explainers,
    facts,
    home,
    places,
    systems,
)
from generator.pages.page_kind import Context, PageKind
from generator.pages.shared.feeds import Feed
from generator.pages.shared.search_metadata import SearchMetadata, completed
from generator.pages.shared.sharing import Sharing, fitting
from generator.schema.kinds import Settings
from generator.schema.registry import KIND
from generator.values.words import capital

TABLE: tuple[PageKind, ...] = (
    home.HOME,
    counted.LOG,
    counted.PARTS,
    counted.YEAR,
    home.CHARTS,
    home.CHART,
    events.EVENTS,
    events.EVENTS_YEAR,
    events.EVENT,
    systems.SYSTEMS,
    systems.SYSTEM,
    places.PLACES,
    places.PLACE,
    actors.ACTORS,
    actors.ACTOR,
    articles.ARTICLES,
    articles.ARTICLES_YEAR,
    articles.ARTICLE,
    explainers.EXPLAINERS,
    explainers.EXPLAINER,
    digests.DIGESTS,
    digests.DIGEST,
    digests.YEAR_DIGEST,
    facts.FACTS,
    facts.FACT,
    explainers.GLOSSARY,
    corrections.CORRECTIONS,
    corrections.CHANGES,
    corrections.CHANGES_MONTH,
    articles.CREDITS,
    actors.LETTER,
    data.DATA,
    data.CROSSWALK,
    data.BY_SOURCE,
    home.FOLLOW,
    data.CONTRIBUTE,
    data.PROBLEMS,
    corrections.MOVED,
    corrections.REMOVED,
)
# Pages written by hand in docs/ to which templates lead, with what they are called.
HAND_WRITTEN: Mapping[str, str] = MappingProxyType(
    {
        "about.md": "About",
        "method.md": "Method",
        "standards.md": "Editorial standards",
        "search.md": "Search",
        "data/format.md": "Addresses and formats of the data",
        "editors/index.md": "For editors",
        "editors/reader.md": "You found an error",
        "editors/student.md": "Add a record with the form",
        "editors/maintainer.md": "Maintain the digest",
        "editors/way.md": "The way of a correction",
        "editors/regular.md": "For a regular editor",
        "editors/refused-yaml.md": "Valid YAML that records may not use",
        "editors/moving.md": "Moving to another site builder",
    }
)


class PlannedPage(NamedTuple):
    """A page before it is made: of which row, about what, and where."""

    row: PageKind
    subject: Any
    path: str
    source: tuple[str, str] | None
    """The kind and id of its record."""
    settings: Settings

    @property
    def title(self) -> str:
        """What it is called."""
        return self.row.title.format(self.subject, settings=self.settings)

    @property
    def description(self) -> str:
        """What it is, in a sentence."""
        return self.row.description.format(self.subject, settings=self.settings)

    @property
    def template(self) -> str:
        """The template that makes it, below `templates/`."""
        return f"pages/{self.row.template}.md.jinja"


class Page(NamedTuple):
    """One page to be made. `path` is its Markdown file; `source` the (kind, id) of its record."""

    row: PageKind
    subject: Any
    path: str
    title: str
    description: str
    source: tuple[str, str] | None
    context: Context
    search: SearchMetadata
    feeds: tuple[Feed, ...]
    """The feeds that the page offers."""
    sharing: Sharing

    @property
    def kind(self) -> str:
        """The name of its row."""
        return self.row.name

    @property
    def template(self) -> str:
        """The template that makes it, below `templates/`."""
        return f"pages/{self.row.template}.md.jinja"

    @property
    def url(self) -> str:
        """Its address below the root of the site, with a slash at the end."""
        return address(self.path)


DECLARED = re.compile(r"\{(what|parts|things)\.(\w+)\}", re.IGNORECASE)
"""A word that the digest declares; with a capital, its first letter is large."""


@per_catalogue
def kinds(catalogue: Catalogue) -> tuple[PageKind, ...]:
    """Every row in the words of the digest. Whatever asks for rows asks here, so the table is one.

    Rows that need a word which the digest does not declare are left out.
    """
    settings = catalogue.settings
    declared = {"what": settings.counted, "parts": settings.parts, "things": settings.things}
    found = []
    for row in TABLE:
        texts = {name: getattr(row, name) for name in ("name", "path", "title", "description")}
        needed = {match[1].lower() for text in texts.values() for match in DECLARED.finditer(text)}
        if any(declared[name] is None for name in needed):
            continue

        def word(match: re.Match[str]) -> str:
            text = str(getattr(declared[match[1].lower()], match[2]))
            # It is filled in once more, with the subject of a page.
            text = text.replace("{", "{{").replace("}", "}}")
            return capital(text) if match[1][0].isupper() else text

        filled = {name: DECLARED.sub(word, text) for name, text in texts.items()}
        found.append(
            row._replace(
                name=filled["name"],
                path=filled["path"],
                title=filled["title"],
                description=filled["description"],
                template=row.template or row.name,
            )
        )
    return tuple(found)


@per_catalogue
def planned(catalogue: Catalogue) -> tuple[PlannedPage, ...]:
    """Every page of the site, kind by kind in the order of the table."""
    return tuple(_planned(catalogue))


def _planned(catalogue: Catalogue) -> Iterator[PlannedPage]:
    settings = catalogue.settings
    for row in kinds(catalogue):
        before, _, after = row.path.partition("{id}")
        with_id = row.path != before
        for subject in row.each(catalogue):
            key = str(getattr(subject, "id", subject))
            path = f"{before}{key}{after}" if with_id else before
            yield PlannedPage(
                row, subject, path, (row.records, key) if row.records else None, settings
            )


@per_catalogue
def sections(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Markdown file and title of each list of records, for who is lost."""
    found = [
        (one.path, one.title)
        for one in planned(catalogue)
        if one.row.lists and one.subject is None and one.path != "index.md"
    ]
    return found


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """Every page of the site with what its template is given, in the order of the table."""
    for one in planned(catalogue):
        yield page(catalogue, one)


def page(catalogue: Catalogue, one: PlannedPage) -> Page:
    """A planned page with what its template is given."""
    row, subject = one.row, one.subject
    shared = sharing(catalogue, one)
    return Page(
        row,
        subject,
        one.path,
        one.title,
        shared.description,
        one.source,
        row.context(catalogue, subject),
        search_metadata(catalogue, one),
        tuple(row.feeds(catalogue, subject)) if row.feeds else (),
        shared,
    )


def search_metadata(catalogue: Catalogue, page: PlannedPage) -> SearchMetadata:
    """How search finds a page."""
    row = page.row
    found = row.search(catalogue, page.subject) if row.search else SearchMetadata(row.label)
    found = found._replace(names=(*found.names, *row.found_by))
    return completed(found, page.title, row.title_is_name)


def sharing(catalogue: Catalogue, page: PlannedPage) -> Sharing:
    """How a page is known where it is alone."""
    row, subject = page.row, page.subject
    title = row.shared_title.format(subject, settings=catalogue.settings) or page.title
    own = row.shared_description(catalogue, subject) if row.shared_description else ""
    days = tuple(row.changed(catalogue, subject)) if row.changed else ()
    return Sharing(title, fitting([own or page.description]), str(max(days)) if days else "")


def feed_page(catalogue: Catalogue, feed: Feed) -> str:
    """The Markdown file of the page that has all that a feed has."""
    if feed.about:
        return record_path(*feed.about)
    return next(row.path for row in kinds(catalogue) if row.name == feed.name)


def record_path(kind: str, key: str) -> str:
    """The Markdown file of a record's page."""
    return KIND[kind].path(key)


def page_path(catalogue: Catalogue, kind: str, key: str) -> str:
    """The same, also of a kind of page that no record has, such as a `year`."""
    if kind in KIND:
        return record_path(kind, key)
    return next(row.path for row in kinds(catalogue) if row.name == kind).format(id=key)
