"""The pipeline: content folder in, pages and data files out. No decisions are made here."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator.catalogue import Catalogue, link
from generator.checks import changed_values as changed
from generator.checks.rules import check
from generator.exports import citations, crawlers, llms, manifest, share_images
from generator.exports.api import json_pages
from generator.exports.feeds import calendar, mail, web_feeds
from generator.exports.scripts import launch_log, search_names, visits
from generator.exports.tables import downloads
from generator.history.git import repository
from generator.loading import load_content
from generator.loading.files import debris
from generator.pages.table import HAND_WRITTEN, pages
from generator.problems import Problem, errors, in_order, shown
from generator.rendering import Renderer
from generator.rendering.citation_box import Added, added
from generator.rendering.environment import Rendered

# Names in a note; more are counted.
SHOWN = 5


class ContentRefused(Exception):
    """The site could not be made because of what is in it; the message names every place."""


class Checked(NamedTuple):
    """What came of a content folder: a catalogue only where nothing refuses it."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    files: int
    ignored: int = 0
    skipped: tuple[str, ...] = ()
    """Files that are no records, but what a system or an editor left."""

    @property
    def note(self) -> str:
        """One line on what was skipped; empty where nothing was."""
        named = ", ".join(shown(path, 200) for path in self.skipped[:SHOWN])
        more = f" and {len(self.skipped) - SHOWN} more" if len(self.skipped) > SHOWN else ""
        told = "Skipped what a system or an editor left, which is no record"
        return f"{told}: {named}{more}." if named else ""


class Output(NamedTuple):
    """Everything the records make: Markdown pages, and data files by their path in the site."""

    pages: tuple[Rendered, ...]
    data: dict[str, str | bytes]
    by_hand: dict[str, Added]
    """What is added to each page written by hand, by its Markdown file."""


def read(
    content: Path,
    today: date,
    label: str | None = None,
    before: Mapping[str, Sequence[str]] = MappingProxyType({}),
    since: str = "",
) -> Checked:
    """Load, link and check all records; every problem of every file at once.

    `today` is the reference day for what may not lie in the future; `label` replaces the folder's
    path in messages; `before` are the published ids by kind, which may not vanish; `since` is a
    revision whose values may not change without a correction.

    Raises UnknownRevision and GitFault where there is no such revision.
    """
    label = label or str(content)
    loaded = load_content(content, label)
    catalogue, linked = link(loaded)
    problems = list(linked)
    if catalogue:
        faulty = {problem.path for problem in problems}
        problems += check(catalogue, today, faulty, loaded.names)
        paths: dict[tuple[str, str], str] = {}
        if since:
            earlier = changed.earlier(repository(content), since)
            problems = changed.own(problems, content, label, earlier)
            problems += changed.uncorrected(catalogue, earlier, faulty, today)
            paths = earlier.paths
            problems += manifest.lost(catalogue, earlier.ids, loaded.names, label, paths)
        problems += manifest.lost(catalogue, before, loaded.names, label, paths)
    usable = None if errors(problems) else catalogue
    ignored = 0
    if catalogue:
        ignored += sum(len(event.ignore) for event in catalogue.events.values())
        ignored += sum(len(article.ignore) for article in catalogue.articles.values())
    left = debris(content, label)
    return Checked(usable, in_order(problems), len(loaded.names), ignored, left)


def render(
    catalogue: Catalogue,
    templates: Path,
    tell: Callable[[int], None] = lambda _: None,
    site_url: str = "",
    kept: Path | None = None,
) -> Output:
    """All pages and data files of a catalogue; `tell` hears how many pages are done.

    `site_url` is where the site will stand, with a slash at the end; empty where nobody knows.
    Pictures for sharing are drawn where it is known and `kept` is a folder for them to stay in.
    """
    found = tuple(pages(catalogue))
    paths = Counter(page.path for page in found)
    if twice := [path for path, count in paths.items() if count > 1]:
        raise ValueError(f"two pages at one address: {twice}")
    drawn = share_images.pictures(catalogue, found) if site_url and kept else None
    of_page = drawn.of_page if drawn else {}
    known = frozenset({*HAND_WRITTEN, *paths})
    renderer = Renderer(catalogue, templates, known, site_url, of_page)
    rendered = []
    for page in found:
        rendered.append(renderer.render(page))
        tell(len(rendered))
    return Output(
        tuple(rendered),
        {
            **downloads.files(catalogue, site_url),
            **json_pages.files(catalogue, site_url),
            **llms.files(catalogue, site_url),
            **mail.files(catalogue, site_url),
            **launch_log.files(catalogue),
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
