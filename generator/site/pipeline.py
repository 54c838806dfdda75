"""The second half of the pipeline: a catalogue in, pages and data files out; no decisions."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.charts.cards.card import Card
from generator.exports import chart_files, citations, crawlers, llms, manifest, share_images
from generator.exports.api import changes, json_pages
from generator.exports.feeds import calendar, mail, web_feeds
from generator.exports.scripts import log_rows, record_names, search_names, visits
from generator.exports.tables import downloads
from generator.pages.table import HAND_WRITTEN, PlannedPage, page, planned
from generator.rendering import Renderer
from generator.rendering.by_hand import Added, added
from generator.rendering.environment import Rendered


class Output(NamedTuple):
    """Everything the records make: Markdown pages, and data files by their path in the site."""

    pages: tuple[Rendered, ...]
    data: dict[str, str | bytes]
    by_hand: dict[str, Added]
    """What is added to each page written by hand, by its Markdown file."""


class Plan(NamedTuple):
    """The pages of a catalogue by their Markdown file, before any of them is made."""

    catalogue: Catalogue
    pages: dict[str, PlannedPage]
    renderer: Renderer
    cards: Mapping[str, Card]
    """What the pictures for sharing say, by their files."""
    kept: Path | None
    """The folder in which those pictures stay."""

    def unwritten(self) -> tuple[Rendered, ...]:
        """Every page as it will be, without its text."""
        return tuple(
            Rendered(page.path, "", page.source, page.template, page.row.gone)
            for page in self.pages.values()
        )

    def render(self, path: str) -> Rendered:
        """One page."""
        return self.renderer.render(page(self.catalogue, self.pages[path]))

    def by_hand(self, path: str) -> Added:
        """What is added to a page written by hand."""
        return added(self.renderer.env, self.catalogue, path, self.renderer.site_url)


def plan(
    catalogue: Catalogue,
    templates: Path | Sequence[Path],
    site_url: str = "",
    kept: Path | None = None,
) -> Plan:
    """Which pages a catalogue has, and what makes them.

    Of a template that several of the folders have, that in the first one counts.
    `site_url` is the address of the site, with a slash at the end; empty where nobody knows.
    Pictures for sharing are drawn where it is known and `kept` is a folder for them to stay in.
    """
    every = planned(catalogue)
    pages = {page.path: page for page in every}
    if len(pages) < len(every):
        twice = [path for path, count in Counter(page.path for page in every).items() if count > 1]
        raise ValueError(f"two pages at one address: {twice}")
    drawn = share_images.pictures(catalogue, every) if site_url and kept else share_images.NONE
    known = frozenset({*HAND_WRITTEN, *pages})
    renderer = Renderer(catalogue, templates, known, site_url, drawn.of_page)
    return Plan(
        catalogue,
        pages,
        renderer,
        drawn.cards,
        kept if site_url else None,
    )


def data_files(plan: Plan) -> Iterator[tuple[str, str | bytes]]:
    """Every file but pages that the records make, with its path in the site.

    They are made one after the other, since all of them take as much memory as the records; first
    what pages fetch, then what is soon made.
    """
    catalogue, site_url = plan.catalogue, plan.renderer.site_url
    yield from visits.files(catalogue).items()
    yield from search_names.files(catalogue).items()
    yield from record_names.files(catalogue).items()
    yield from log_rows.files(catalogue).items()
    yield from crawlers.files(site_url).items()
    yield from changes.files(catalogue).items()
    yield from llms.files(catalogue, site_url).items()
    yield from mail.files(catalogue, site_url).items()
    yield from web_feeds.files(catalogue, site_url).items()
    yield from calendar.files(catalogue, site_url).items()
    yield from citations.files(catalogue, site_url)
    yield from json_pages.files(catalogue, site_url)
    yield from downloads.files(catalogue, site_url)
    yield from chart_files.files(catalogue, site_url)
    yield manifest.NAME, manifest.manifest(catalogue)
    if plan.kept:
        yield from share_images.files(plan.cards, plan.kept).items()


def render(
    catalogue: Catalogue,
    templates: Path | Sequence[Path],
    progress: Callable[[int], None] = lambda _: None,
    site_url: str = "",
    kept: Path | None = None,
) -> Output:
    """All pages and data files of a catalogue; `progress` hears how many pages are done.

    The rest is as in `plan`.
    """
    planned = plan(catalogue, templates, site_url, kept)
    rendered = []
    for path in planned.pages:
        rendered.append(planned.render(path))
        progress(len(rendered))
    by_hand = {path: planned.by_hand(path) for path in HAND_WRITTEN}
    return Output(tuple(rendered), dict(data_files(planned)), by_hand)
