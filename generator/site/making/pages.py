"""One page of the site: from its record to the file that is served, by the hooks of MkDocs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from markdown import Markdown
from markdown.extensions import Extension
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc

from generator.pages.table import HAND_WRITTEN
from generator.problems import Problem
from generator.rendering import template_faults
from generator.rendering.bytecode import compiled
from generator.rendering.front_matter import parted
from generator.site.link_check import Looked
from generator.site.making.theme import shared_parts
from generator.site.markdown.html_blocks import HtmlBlocks
from generator.site.pipeline import Output, Plan


class Placed(File):
    """A file that is in its place in the site before MkDocs knows of it."""

    def __init__(self, config: MkDocsConfig, path: str) -> None:
        super().__init__(path, config.site_dir, config.site_dir, config.use_directory_urls)

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it as it is, without a look at the disk."""


class OurFiles(Files):
    """All files of the site. MkDocs goes through its pages one after the other; we make them."""

    held = False
    """Whether MkDocs is shown no page."""
    copied = False
    """Whether all others are in their place."""

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """Every page, or none while they are held."""
        return () if self.held else self.every_page(inclusion)

    def copy_static_files(
        self,
        dirty: bool = False,
        *,
        inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included,
    ) -> None:
        """Put every file in its place that is no page; MkDocs asks for it once more."""
        if not self.copied:
            super().copy_static_files(dirty, inclusion=inclusion)
        self.copied = True

    def every_page(
        self, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """Every page, whether they are held or not."""
        return super().documentation_pages(inclusion=inclusion)


def included(serving: bool) -> Callable[[InclusionLevel], bool]:
    """Which files are part of the site; drafts are part of a preview."""
    return InclusionLevel.is_in_serve if serving else InclusionLevel.is_included


class Built(NamedTuple):
    """What MkDocs makes pages with."""

    config: MkDocsConfig
    files: OurFiles
    nav: Navigation
    env: Any
    """Its Jinja environment, with the theme."""
    converter: Markdown
    """What makes HTML of the pages that templates write."""


def built(config: MkDocsConfig, files: OurFiles, nav: Navigation, env: Any) -> Built:
    """What pages are made with, fresh: nothing is left in it of other pages."""
    env.bytecode_cache = compiled()
    env.globals["shared"] = shared_parts(nav, env)
    extensions: list[str | Extension] = [*config.markdown_extensions, HtmlBlocks()]
    converter = Markdown(extensions=extensions, extension_configs=config.mdx_configs)
    return Built(config, files, nav, env, converter)


class Made(NamedTuple):
    """What is known of a page that was made, perhaps by another process."""

    meta: dict[str, Any]
    """Of its front matter what other pages and the sitemap ask for."""
    looked: Looked
    losses: list[Problem]
    again: str = ""
    """By what it is kept, where it is as the last build kept it."""


# What others ask for.
ASKED = ("title", "kind", "changed")


def read_page(built: Built, plan: Plan | None, output: Output, file: File) -> Page:
    """A page with its HTML, before the theme frames it; its words are made where it has none.

    Raises TemplateFault.
    """
    path, page = file.src_uri, file.page
    if page is None:
        raise RuntimeError(f"{path} has no page")
    if page.content is not None:
        return page
    if plan and path in plan.pages and not file.content_string:
        file.content_string = plan.render(path).text
    elif plan and path in HAND_WRITTEN and path not in output.by_hand:
        output.by_hand[path] = plan.by_hand(path)
    if file.generated_by:
        _convert(built, page)
    else:
        _populate_page(page, built.config, built.files)
    return page


def _convert(built: Built, page: Page) -> None:
    """What MkDocs does for a page written by hand, without what a page of ours does not need.

    Its front matter is JSON, and the check of links sees to its anchors.
    """
    plugins, config, files = built.config.plugins, built.config, built.files
    plugins.on_pre_page(page, config=config, files=files)
    page.meta, words = parted(page.file.content_string)
    page.markdown = plugins.on_page_markdown(words, page=page, config=config, files=files)
    # One for each page, in the place of the last; templates may link to files of Markdown.
    _RelativePathTreeprocessor(page.file, files, config)._register(built.converter)
    content = built.converter.reset().convert(page.markdown or "")
    page.toc = get_toc(getattr(built.converter, "toc_tokens", []))
    page.content = plugins.on_page_content(content, page=page, config=config, files=files)


def write_page(built: Built, page: Page) -> None:
    """The file of a page that was read; from then on it is only linked to, by its title.

    Raises TemplateFault.
    """
    with template_faults():
        _build_page(page, built.config, (), built.nav, built.env)
    page.content, page.markdown = None, ""
    forget_words(page.file)


def write(path: Path, content: str | bytes) -> None:
    """A file of the site that MkDocs does not write."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def forget_words(file: File) -> None:
    """Let go of the words that were made for a page, some 30 KB of memory."""
    if file.generated_by:
        file.content_string = ""


def take_over(file: File, made: Made) -> None:
    """Note of a page what was found when it was made."""
    page = file.page
    if page is None:
        raise RuntimeError(f"{file.src_uri} has no page")
    page.meta, page.present_anchor_ids = made.meta, set(made.looked.anchors)
    page.content, page.markdown = None, ""
