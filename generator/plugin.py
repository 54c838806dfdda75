"""Hands the pages to MkDocs in memory, and indexes what it built. The only importer of mkdocs."""

import logging
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import config_options as options
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.build import read, render
from generator.catalogue import Catalogue
from generator.problems import Problem, as_text, errors, in_order, shown
from generator.render.fidelity import missing

log = logging.getLogger(f"mkdocs.plugins.{__name__}")


class DigestConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in mkdocs.yml; folders are relative to that file."""

    content = options.Type(str, default="content")
    templates = options.Type(str, default="templates")


class DigestPlugin(BasePlugin[DigestConfig]):  # type: ignore[no-untyped-call]
    """Records in, pages and search index out."""

    catalogue: Catalogue | None = None
    """Records that the caller has checked already; None to read them here."""
    shown: Catalogue | None = None
    """The records of the build that is running."""

    def __init__(self) -> None:
        self.records: dict[str, tuple[str, str]] = {}
        self.losses: list[Problem] = []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Its mere presence makes MkDocs keep this instance from one rebuild to the next."""

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add every generated page and data file."""
        root = Path(config.config_file_path).parent
        catalogue = self.catalogue or self._read(root)
        output = render(catalogue, root / self.config.templates)
        for hand_written in files:
            hand_written.edit_uri = f"docs/{hand_written.src_uri}"
        self.shown = catalogue
        self.losses = []
        self.records = {page.path: page.source for page in output.pages if page.source}
        for page in output.pages:
            file = File.generated(config, page.path, content=page.text)
            file.edit_uri = _edit_uri(catalogue, page.source, page.template)
            files.append(file)
        for path, text in output.data.items():
            files.append(File.generated(config, path, content=text))
        return files

    def on_page_content(
        self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Note what a page lost of the words of its record."""
        source = self.records.get(page.file.src_uri)
        if source and self.shown:
            found = self.shown.sources[source]
            record = self.shown.of_kind(source[0])[source[1]]
            for path, words in missing(record, html):
                told = f"the page does not show `{shown(words, 60)}`"
                fix = "reword it, and report this as a bug"
                self.losses.append(found.problem(path, "M014", told, fix))
        return html

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> Any:
        """End the build, once all pages are made, if any of them lost words."""
        if self.losses:
            raise Abort("\n".join(map(as_text, in_order(self.losses))))
        return env

    def _read(self, root: Path) -> Catalogue:
        """The records, or an end of this build with everything that is wrong with them."""
        checked = read(root / self.config.content, date.today(), self.config.content)
        if checked.catalogue is None:
            found = errors(checked.problems)
            raise Abort("\n".join([*map(as_text, found), f"{len(found)} errors in the records."]))
        for problem in checked.problems:
            log.info(as_text(problem))
        return checked.catalogue

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Rebuild when a record or a template is saved."""
        root = Path(config.config_file_path).parent
        server.watch(str(root / self.config.content))
        server.watch(str(root / self.config.templates))
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the HTML for search.

        Pagefind's command reads the folder at once; its Python interface takes ten pages a second.
        One language, or every page with a Korean name would get an index of its own.
        """
        command = [sys.executable, "-m", "pagefind", "--site", config.site_dir]
        command += ["--exclude-selectors", ".headerlink, .cite, .d-up, .md-content__button"]
        done = subprocess.run(
            [*command, "--force-language", "en", "--quiet"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Abort(f"The search index could not be made:\n{done.stdout}{done.stderr}")


def _edit_uri(catalogue: Catalogue, source: tuple[str, str] | None, template: str) -> str:
    """The pencil leads to the record, or to the template of a page made from many."""
    return catalogue.sources[source].path if source else f"templates/{template}"


def build_site(config_file: Path, catalogue: Catalogue, out: Path) -> None:
    """One strict MkDocs build of a checked catalogue into `out`."""
    config = load_config(str(config_file), site_dir=str(out), strict=True)
    plugin = config.plugins["digest"]
    if not isinstance(plugin, DigestPlugin):
        raise TypeError("mkdocs.yml names another plugin `digest`")
    plugin.catalogue = catalogue
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_with_mkdocs(config)
    finally:
        config.plugins.on_shutdown()
