"""Hands the pages to MkDocs in memory, and indexes what it built."""

import logging
import os
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import partial
from html import unescape
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urljoin

from markupsafe import escape
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from rjsmin import jsmin

from generator.catalogue import Catalogue
from generator.checks.rules import check
from generator.exports import share_images
from generator.exports.api.json_pages import text_page
from generator.loading import Each, one_by_one
from generator.loading.files import is_debris
from generator.loading.records import read_again
from generator.pages.addresses import FOR_DEVELOPERS, FOR_EDITORS, address, json_path
from generator.pages.navigation import navigation
from generator.pages.table import HAND_WRITTEN, record_path
from generator.problems import Problem, as_text, errors, in_order, shown, tally
from generator.rendering import TemplateFault
from generator.rendering.environment import Rendered
from generator.rendering.front_matter import parted
from generator.schema.registry import KIND, PAGED, RECORDS
from generator.site import inventory, shipped
from generator.site.building.phases import Phases
from generator.site.building.termination import heed_termination
from generator.site.fidelity import missing, visible
from generator.site.link_check import Looked, dead_links, looked_at
from generator.site.making.by_hand import free_of, refuse_twice
from generator.site.making.kept import Keeping, Kept, KeptPage, can_keep, frame, key_of
from generator.site.making.pages import (
    ASKED,
    Built,
    Made,
    OurFiles,
    Placed,
    built,
    forget_words,
    included,
    read_page,
    take_over,
    write,
    write_page,
)
from generator.site.making.processes import shared_out
from generator.site.making.theme import tell_theme
from generator.site.markdown.hand_written import TEXTS, front_fault
from generator.site.markdown.markdown_export import markdown as as_markdown
from generator.site.markdown.markdown_export import readable
from generator.site.pipeline import Output, Plan, data_files, plan, render
from generator.site.preview.events import reload_browsers, watch_by_events
from generator.site.preview.served import Preview
from generator.site.reading import Readings, read, read_after
from generator.site.refusal import Refusal, Unable
from generator.site.search_index import indexed
from generator.site.security_policy import policy
from generator.values.clock import latest_day

# All addresses of pages begin with it.
SITE_URL = re.compile(r"""https?://[^\s"'<>`{}|\\^?#@]+""")

log = logging.getLogger(f"mkdocs.plugins.{__name__}")


class DigestConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in mkdocs.yml; folders are relative to that file."""

    content = options.Type(str, default="content")
    templates = options.Type(str, default="templates")
    polling = options.Type(bool, default=False)
    """Whether the preview looks at every file, where the system tells of none: on a network."""


class DigestPlugin(BasePlugin[DigestConfig]):  # type: ignore[no-untyped-call]
    """Records in, pages and search index out."""

    catalogue: Catalogue | None = None
    """Records that the caller has checked already; None to read them here."""
    shown: Catalogue | None = None
    """The records of the build that is running."""

    def __init__(self) -> None:
        self.serving = False
        self.phases = Phases()
        self.keeping: Keeping | None = None
        """Where pages are kept, in a build that keeps any."""
        self.kept: Kept | None = None
        """Those of the last build."""
        self.again: list[str] = []
        """The keys of the pages that are as the last build kept them."""
        self.plan: Plan | None = None
        """What makes the pages, where they are not made before MkDocs begins."""
        self.output: Output | None = None
        self.named: list[Any] | None = None
        """The navigation as mkdocs.yml has it."""
        self.nav: Navigation | None = None
        self.built: Built | None = None
        self.preview: Preview | None = None
        self.readings = Readings()
        """What was read, for the preview."""
        self.records: dict[str, tuple[tuple[str, str], ...]] = {}
        self.losses: dict[str, list[Problem]] = {}
        self.parts: list[str] = []
        """The page that was made last, cut where the version of all records belongs."""
        self.version = ""
        self.looked: dict[str, Looked] = {}
        """What the check of links knows of each page, by its file."""
        self.dead: list[str] = []
        """The links that lead nowhere, as far as they were looked for."""
        self.texts: dict[str, tuple[str, str]] = {}
        self.searched = 0
        self.hashes: dict[str, str] = {}
        """Of every file but those of the search index, where it is no preview."""
        self.expected: set[str] = set()
        """Every file that the build makes; what a hook writes by itself must be added."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Its mere presence makes MkDocs keep this instance from one rebuild to the next."""
        self.serving = command == "serve"
        if self.serving:
            heed_termination()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Our theme, no pencil without an address, no strict rebuild of the preview."""
        # A day that MkDocs would give to pages, and of which it makes an error where it is none;
        # theirs is that of the records.
        os.environ.pop("SOURCE_DATE_EPOCH", None)
        if config.site_url and not SITE_URL.fullmatch(config.site_url):
            message = f"`{shown(config.site_url)}` cannot be the address of a site"
            fix = "write an address without blanks, quotation marks, `?` and `#` as `site_url`"
            raise Refusal(f"mkdocs.yml: {message}\n  fix: {fix}, or as DIGEST_SITE_URL")
        if not config.repo_url:
            config.edit_uri = None
        self.named = config.nav
        own = Path(config.config_file_path).parent / self.config.templates
        theme = [str(folder / "theme") for folder in shipped.templates(own)]
        # Before Material's, and after a folder that mkdocs.yml names as `custom_dir`.
        first = int(bool(config.theme.custom_dir))
        config.theme.dirs[first:first] = theme
        if self.serving and self.output:
            # MkDocs would end a strict rebuild for what it has reported, and then answer nobody. It
            # counts by this handler, and has no setting for rebuilds alone.
            logger = logging.getLogger("mkdocs")
            for handler in [one for one in logger.handlers if isinstance(one, CountHandler)]:
                logger.removeHandler(handler)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and render before MkDocs empties the folder of the last good site."""
        root = Path(config.config_file_path).parent
        config.extra.pop("card", None)
        config.extra["policy"] = policy(preview=self.serving)
        try:
            catalogue = self.catalogue or self.read(root)
            site_url = config.site_url or ""
            # In the preview nobody shares a page.
            kept = None if self.serving else root / ".cache" / "cards"
            templates = shipped.templates(root / self.config.templates)
            if self.catalogue:
                self.plan = plan(catalogue, templates, site_url, kept)
                self.output = Output(self.plan.unwritten(), {}, {})
            else:
                # MkDocs empties the folder next, and a fault in a template must be found before.
                self.output = render(catalogue, templates, site_url=site_url, kept=kept)
            self.shown = catalogue
            tell_theme(config, catalogue)
            if kept and site_url:
                config.extra["card"] = share_images.SITE
        except TemplateFault as fault:
            raise Refusal(str(fault)) from fault

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add every generated page and data file."""
        if self.output is None or self.shown is None:
            raise Refusal("nothing was rendered")
        for file in list(files):
            if is_debris(Path(file.src_uri).name) or file.src_uri.startswith(FOR_DEVELOPERS):
                files.remove(file)
        for path, source in shipped.hand_written(Path(config.docs_dir)).items():
            if not files.get_file_from_path(path):
                files.append(_shipped(path, source, config))
        own_docs = Path(config.docs_dir)
        project = Path(config.config_file_path).parent.resolve()
        for hand_written in list(files):
            own = (own_docs / hand_written.src_uri).is_file()
            if own and not (own_docs / hand_written.src_uri).resolve().is_relative_to(project):
                # MkDocs follows it, and would publish whatever this machine has there.
                message = f"docs/{hand_written.src_uri}: a symbolic link leads out of the project"
                raise Refusal(f"{message}\n  fix: put the file itself there")
            hand_written.edit_uri = f"docs/{hand_written.src_uri}" if own else None
            if hand_written.src_uri.endswith(".js"):
                hand_written.content_string = jsmin(hand_written.content_string)
        self.add_output(files, config)
        return OurFiles(files)

    def on_page_read_source(self, /, *, page: Page, config: MkDocsConfig) -> str | None:
        """The text of a page written by hand, or a Refusal where it cannot be shown as written."""
        if page.file.generated_by:
            return None
        path = f"docs/{page.file.src_uri}"
        try:
            text = page.file.content_string
        except UnicodeDecodeError as error:
            raise Refusal(f"{path}: the file is not UTF-8\n  fix: save it as UTF-8") from error
        if fault := front_fault(text):
            line, message, fix = fault
            raise Refusal(f"{path}:{line}: {message}\n  fix: {fix}")
        return text

    def forget(self) -> None:
        """Let go of what is known of pages, before they are made anew."""
        self.losses, self.texts = {}, {}

    def add_output(
        self,
        files: Files,
        config: MkDocsConfig,
        known: Mapping[str, File] = MappingProxyType({}),
    ) -> None:
        """Add every generated page and data file to what was written by hand.

        `known` are files of earlier pages by their path, which are taken again.
        """
        if self.output is None or self.shown is None:
            raise Refusal("nothing was rendered")
        self.forget()
        paths = [file.src_uri for file in files.documentation_pages()]
        paths += [page.path for page in self.output.pages if not page.gone]
        self.searched = sum(not path.startswith(FOR_EDITORS) for path in paths)
        self.records = {page.path: (page.source,) for page in self.output.pages if page.source}
        for kind in [KIND[name] for name in RECORDS if KIND[name].entry_of]:
            for key in self.shown.of_kind(kind.name):
                path = kind.path(key).partition("#")[0]
                self.records[path] = (*self.records.get(path, ()), (kind.name, key))
        refuse_twice(files, {page.path for page in self.output.pages})
        root = Path(config.config_file_path).parent
        for page in self.output.pages:
            if file := known.get(page.path):
                file.content_string, file.page = page.text, None
            else:
                file = File.generated(config, page.path, content=page.text)
            file.edit_uri = self._edit_uri(root, page)
            files.append(file)
        self._put(files, config, self.output.data.items())
        # Their words are those of the files now.
        pages = tuple(page._replace(text="") for page in self.output.pages)
        data: dict[str, str | bytes] = dict.fromkeys(self.output.data, b"")
        self.output = self.output._replace(pages=pages, data=data)
        made = {file.src_uri: file for file in files.documentation_pages()}
        by_hand = {path for path, file in made.items() if not file.generated_by}
        config.nav = navigation(self.shown, self.named, made.keys(), by_hand)

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Note the menu, and keep the pages from MkDocs, which would make one after the other.

        Nobody reads in the order of the menu, so no page has another before or after it: the theme
        would name them in the head, and Firefox fetches what is named there, against the policy.
        """
        self.nav = nav
        for page in nav.pages:
            page.previous_page = page.next_page = None
        if isinstance(files, OurFiles):
            files.held = True
        return nav

    def on_page_markdown(
        self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Complete a page written by hand."""
        path = page.file.src_uri
        if not page.file.generated_by:
            # The theme prints them without escaping.
            page.meta.update({key: escape(page.meta[key]) for key in TEXTS if key in page.meta})
        if self.output and (added := self.output.by_hand.get(path)):
            try:
                markdown = added.complete(
                    markdown, lambda path: files.get_file_from_path(path) is not None
                )
            except TemplateFault as fault:
                raise Refusal(str(fault)) from fault
            page.meta.update(added.front)
        page.meta["searched"] = not path.startswith(FOR_EDITORS)
        page.meta["same_as_json"] = json_path(path)
        page.meta["same_as_markdown"] = path
        return markdown

    def on_page_content(
        self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Write the page as Markdown, and note what it lost of the words of its records."""
        path = page.file.src_uri
        self.losses.pop(path, None)
        body = readable(html)
        title = HAND_WRITTEN.get(path, unescape(str(page.title)))
        self.texts[path] = (title, as_markdown(body, path, address(path)))
        if self.shown is None or path not in self.records:
            return html
        words = visible(body)
        for source in self.records[path]:
            record = self.shown.of_kind(source[0])[source[1]]
            for place, lost in missing(record, words):
                text = f"the page does not show `{shown(lost, 60)}`"
                fix = "reword it, and report this as a bug"
                whole = read_again(self.shown.sources[source], *source, self.shown.models)
                problem = whole.problem(place, "M014", text, fix)
                self.losses.setdefault(path, []).append(problem)
        return html

    def on_page_context(
        self, context: Any, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """The address that counts for the sign of a renamed record is the one it has now."""
        if page.canonical_url and (to := page.meta.get("moved_to")):
            page.canonical_url = urljoin(page.canonical_url, to)
        return context

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Note its anchors and links."""
        self.parts = output.split(str(self.kept.place)) if self.kept else [output]
        output = self.version.join(self.parts)
        self.looked[page.file.dest_uri] = looked_at(output)
        return output

    @event_priority(-100)
    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> Any:
        """Make all pages, once MkDocs has all that it makes them with."""
        if self.nav is None or not isinstance(files, OurFiles):
            raise Refusal("a plugin has put other files in the place of those of the digest")
        # A template is not changed while pages are made of it; each build has a new environment.
        env.auto_reload = False
        self.built = built(config, files, self.nav, env)
        self.looked = {}
        files.held = False
        self._make_pages(self.built)
        self.expected = {
            file.dest_uri
            for file in files
            if file.inclusion.is_included()  # type: ignore[no-untyped-call]
        }
        self.expected |= {"404.html"}
        for file in files.every_page():
            self.expected |= {file.src_uri, json_path(file.src_uri)}
        if self.shown is not None:
            self.expected |= {
                _html(kind, key) for kind in PAGED for key in self.shown.of_kind(kind)
            }
        files.held = True
        return env

    def _make_pages(self, built: Built) -> None:
        """Every page, most of them in several processes; and the files of records.

        This process makes the files meanwhile, and the pages that show or link to them. The build
        ends if any page has lost words; the preview shows it all the same, under a notice.
        """
        pages = built.files.documentation_pages(inclusion=included(self.serving))
        for file in pages:
            self.page_of(file, built.config)
        own: list[File] = []
        others: list[File] = []
        for file in pages:
            planned = self.plan.pages.get(file.src_uri) if self.plan else None
            alone = file.generated_by is None or (planned and planned.row.dataset)
            (own if alone else others).append(file)
        untitled = [page.file for page in built.nav.pages if "title" not in vars(page)]
        # They may lead to any file.
        data_first = any(file in own for file in untitled)
        made: dict[str, Made] = {}

        def meanwhile() -> None:
            if not data_first:
                self._make_data(built)
            made.update((file.src_uri, self._make(built, file)) for file in own)
            built.files.copy_static_files(inclusion=included(self.serving))

        try:
            if data_first:
                self._make_data(built)
            for file in untitled:
                # MkDocs takes the title from the page, and the menu of every page has it.
                self._read(built, file)
            self._open_kept(built)
            if self.plan:
                self.plan.renderer.load_templates()
            by_others = shared_out(others, partial(self._make, built), meanwhile)
        except TemplateFault as fault:
            raise Refusal(str(fault)) from fault
        finally:
            if self.kept:
                built.config.extra["site_version"] = self.version
        made.update(zip((file.src_uri for file in others), by_others, strict=True))
        for file in pages:
            one = made[file.src_uri]
            take_over(file, one)
            self.looked[file.dest_uri] = one.looked
            self.losses[file.src_uri] = one.losses
            if one.again:
                self.again.append(one.again)
        for file in own:
            if file.page:
                file.page.validate_anchor_links(
                    files=built.files, log_level=built.config.validation.links.anchors
                )
        self.phases.end("pages and data files")
        if lost := self.lost():
            if not self.serving:
                raise Refusal(lost)
            log.error(lost)

    def on_template_context(
        self, context: Any, /, *, template_name: str, config: MkDocsConfig
    ) -> Any:
        """The sitemap names every page, also while MkDocs is shown none."""
        if self.built:
            context["pages"] = self.built.files.every_page()
        return context

    def lost(self) -> str:
        """Every text of a record that its page does not show, a line each."""
        return "\n".join(map(as_text, in_order(chain(*self.losses.values()))))

    def refused(self) -> str:
        """Why a build would refuse the pages that are shown; empty where it would not."""
        return "\n".join(filter(None, (self.lost(), _listed(self.dead) if self.dead else "")))

    def _open_kept(self, built: Built) -> None:
        """Take up the pages of the last build, if this one is to have the use of them."""
        config = built.config
        self.version = config.extra["site_version"]
        if not self.keeping or not can_keep(config):
            return
        own = Path(config.config_file_path).parent / self.config.templates
        parts = frame(config, built.nav, shipped.templates(own))
        self.kept = Kept(self.keeping.file, parts, self.keeping.fresh)
        self.kept.begin()
        config.extra["site_version"] = self.kept.place

    def _make(self, built: Built, file: File) -> Made:
        """One page, as HTML and as Markdown; as it is kept, where its words are those."""
        key = self._key(file)
        if key and self.kept and (page := self.kept.find(key)):
            return self._make_again(built, file, key, page)
        read = self._read(built, file)
        write_page(built, read)
        looked, losses = self.looked.pop(file.dest_uri), self.losses.get(file.src_uri, [])
        # The rest takes some kilobytes a page.
        meta = read.meta = {name: read.meta[name] for name in ASKED if name in read.meta}
        if not file.generated_by:
            return Made(meta, looked, losses)
        # Its answer in JSON is a file of records.
        _, markdown = self.texts.pop(file.src_uri)
        if key and self.kept:
            page = KeptPage(self.parts, markdown, [*looked.anchors], [*looked.links])
            self.kept.put(key, page.packed())
        return Made(meta, looked, losses)

    def _key(self, file: File) -> str:
        """By what a page is kept, once its words are made; empty for one that is not."""
        if not (self.kept and self.plan and self.shown and file.src_uri in self.plan.pages):
            return ""
        if file.page is None or file.page.content is not None:
            return ""
        if not file.content_string:
            file.content_string = self.plan.render(file.src_uri).text
        sources = (self.shown.sources[one] for one in self.records.get(file.src_uri, ()))
        return key_of(file, file.content_string, (one.text for one in sources))

    def _make_again(self, built: Built, file: File, key: str, page: KeptPage) -> Made:
        """The files of a page that is kept."""
        site = Path(built.config.site_dir)
        write(site / file.dest_uri, self.version.join(page.parts))
        write(site / file.src_uri, page.markdown)
        meta, _ = parted(file.content_string)
        forget_words(file)
        return Made({name: meta[name] for name in ASKED if name in meta}, page.looked, [], key)

    def _read(self, built: Built, file: File) -> Page:
        """One page, its Markdown written, before the theme frames it."""
        if self.output is None:
            raise Refusal("nothing was rendered")
        page = read_page(built, self.plan, self.output, file)
        write(Path(built.config.site_dir) / file.src_uri, self.texts[file.src_uri][1])
        return page

    def _make_data(self, built: Built) -> None:
        """The files of records, where they are not made yet."""
        if self.plan:
            self._put(built.files, built.config, data_files(self.plan))
            set_exclusions(built.files, built.config)

    def _put(
        self, files: Files, config: MkDocsConfig, data: Iterable[tuple[str, str | bytes]]
    ) -> None:
        """Write files of records as they are made; all of them take as much memory as records."""
        free = free_of(files)
        for path, content in data:
            free(path)
            write(Path(config.site_dir) / path, content)
            files.append(Placed(config, path))

    def page_of(self, file: File, config: MkDocsConfig) -> Page:
        """The page of a file, with the day of the records; MkDocs gives it that of the build."""
        page = file.page or Page(None, file, config)
        if self.shown is not None:
            page.update_date = self.shown.settings.as_of.last.isoformat()
        return page

    def read(
        self, root: Path, before: Catalogue | None = None, saved: Set[str] | None = None
    ) -> Catalogue:
        """The records, or an end of this build with everything that is wrong with them.

        With `before`, rules are asked where records are not as they were there, and files are
        looked at that were `saved`, where it is known which these are.
        """
        folder, label, today = root / self.config.content, self.config.content, latest_day()
        if before:
            checked = read_after(before, folder, today, label, self.readings, saved)
        else:
            # The preview shows records that no commit has yet.
            dated, kept = not self.serving, root / ".cache"
            checked = read(folder, today, label, dated=dated, kept=kept, readings=self.readings)
        if checked.catalogue is None:
            raise Refusal(_in_words(checked.problems))
        if checked.note:
            log.info(checked.note)
        for problem in checked.problems:
            log.info(as_text(problem))
        return checked.catalogue

    def wrong(self, catalogue: Catalogue, each: Each = one_by_one) -> str:
        """What is wrong with records that were linked, a line each; empty where nothing is."""
        problems = check(catalogue, latest_day(), each=each)
        return _in_words(problems) if errors(problems) else ""

    def _edit_uri(self, root: Path, page: Rendered) -> str | None:
        """The pencil leads to the record, or to the template of a page made from many.

        None where the template is the program's own.
        """
        if page.source and self.shown:
            return f"content/{self.shown.sources[page.source].relative}"
        template = root / self.config.templates / page.template
        return f"templates/{page.template}" if template.exists() else None

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Rebuild when something is saved, and make each page that is asked for."""
        heard = watch_by_events(server, self.config.polling)
        self.preview = Preview(self, server.builder, partial(reload_browsers, server), heard)
        server.builder = self.preview.rebuild
        server.set_app(self.preview.answering(server.get_app()))
        root = Path(config.config_file_path).parent
        server.watch(str(root / self.config.content))
        for folder in shipped.templates(root / self.config.templates):
            server.watch(str(folder))
        return server

    def on_shutdown(self) -> None:
        """End what the preview makes in between."""
        if self.preview:
            self.preview.close()

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write pages as JSON that no record has, look over the links, index for search."""
        if self.built:
            self.built.files.held = False
        self.phases.end("files of the theme")
        site = Path(config.site_dir)
        # MkDocs packs the sitemap a second time, with the time of the build in it.
        (site / "sitemap.xml.gz").unlink(missing_ok=True)
        for path, (title, text) in self.texts.items():
            if not (site / json_path(path)).exists():
                write(site / json_path(path), text_page(path, title, text, config.site_url or ""))
        try:
            with indexed(site, self.searched):
                # Pagefind takes one processor for some seconds.
                if not self.serving:
                    self.hashes = inventory.hashes(site, without=inventory.INDEX)
                self.dead = dead_links(site, self.looked)
                if self.dead and not self.serving:
                    raise Refusal(_listed(self.dead))
        except OSError as fault:
            raise Unable(str(fault)) from fault
        self.phases.end("links and search")
        if self.dead:
            log.warning(_listed(self.dead))


def _listed(dead: list[str]) -> str:
    return "\n".join(["Links that lead nowhere:", *dead])


def _html(kind: str, key: str) -> str:
    """The file of a record's page in the finished site."""
    return f"{address(record_path(kind, key))}index.html"


def _shipped(path: str, source: Path, config: MkDocsConfig) -> File:
    """A page or an asset that comes with the program."""
    folder = str(source).removesuffix(path)
    return File(path, folder, config.site_dir, config.use_directory_urls)


def _in_words(problems: Sequence[Problem]) -> str:
    """The errors among problems, with their number."""
    faults = errors(problems)
    return "\n".join([*map(as_text, faults), f"{tally(faults)} in the records."])
