"""The second half of the pipeline: a catalogue in, pages and data files out; no decisions."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.exports import citations, crawlers, llms, manifest, share_images
from generator.exports.api import json_pages
from generator.exports.feeds import calendar, mail, web_feeds
from generator.exports.scripts import log_rows, search_names, visits
from generator.exports.tables import downloads
from generator.pages.table import HAND_WRITTEN, pages
from generator.rendering import Renderer
from generator.rendering.by_hand import Added, added
from generator.rendering.environment import Rendered
from generator.site.phases import Phases


class Output(NamedTuple):
    """Everything the records make: Markdown pages, and data files by their path in the site."""

    pages: tuple[Rendered, ...]
    data: dict[str, str | bytes]
    by_hand: dict[str, Added]
    """What is added to each page written by hand, by its Markdown file."""


def render(
    catalogue: Catalogue,
    templates: Path | Sequence[Path],
    progress: Callable[[int], None] = lambda _: None,
    site_url: str = "",
    kept: Path | None = None,
    phases: Phases | None = None,
) -> Output:
    """All pages and data files of a catalogue; `progress` hears how many pages are done.

    Of a template that several of the folders have, that in the first one counts.
    `site_url` is the address of the site, with a slash at the end; empty where nobody knows.
    Pictures for sharing are drawn where it is known and `kept` is a folder for them to stay in.
    `phases` measures the parts of it.
    """
    planned = tuple(pages(catalogue))
    paths = Counter(page.path for page in planned)
    if twice := [path for path, count in paths.items() if count > 1]:
        raise ValueError(f"two pages at one address: {twice}")
    drawn = share_images.pictures(catalogue, planned) if site_url and kept else None
    of_page = drawn.of_page if drawn else {}
    known = frozenset({*HAND_WRITTEN, *paths})
    renderer = Renderer(catalogue, templates, known, site_url, of_page)
    rendered = []
    for page in planned:
        rendered.append(renderer.render(page))
        progress(len(rendered))
    phases = phases or Phases()
    phases.end("pages as Markdown")
    output = Output(
        tuple(rendered),
        {
            **downloads.files(catalogue, site_url),
            **json_pages.files(catalogue, site_url),
            **llms.files(catalogue, site_url),
            **mail.files(catalogue, site_url),
            **log_rows.files(catalogue),
            **web_feeds.files(catalogue, site_url),
            **calendar.files(catalogue, site_url),
            **crawlers.files(site_url),
            **(share_images.files(drawn.cards, kept) if drawn and kept else {}),
            **search_names.files(catalogue),
            **citations.files(catalogue, site_url),
            **visits.files(catalogue),
            manifest.NAME: manifest.manifest(catalogue),
        },
        {path: added(renderer.env, catalogue, path, site_url) for path in HAND_WRITTEN},
    )
    phases.end("data files")
    return output
