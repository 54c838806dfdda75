"""The site that `mkdocs serve` shows.

MkDocs builds it once, and again where a template, a page written by hand or a setting was saved.
Where records were saved they are read and checked, and then each page is made when it is asked for,
of the records as they are now; so nobody need know what a page depends on. What nobody asks for is
made in between, page by page; then links are checked and the search is indexed.
"""

import gc
import logging
import os
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from mkdocs.commands.build import _build_theme_template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from generator.catalogue import Catalogue
from generator.exports.api.json_pages import text_page
from generator.loading import Each, one_by_one
from generator.loading.files import is_debris
from generator.pages.addresses import json_path
from generator.rendering import TemplateFault, template_faults
from generator.site import shipped
from generator.site.link_check import Looked, dead_links
from generator.site.making.pages import (
    Built,
    Placed,
    built,
    forget_words,
    read_page,
    write_page,
)
from generator.site.making.theme import tell_theme
from generator.site.pipeline import Output, Plan, data_files, plan
from generator.site.preview import notice
from generator.site.search_index import indexed

log = logging.getLogger(f"mkdocs.plugins.{__name__}")
T = TypeVar("T")
R = TypeVar("R")

# What the server answers with where there is no file.
LOST = "404.html"
# Seconds for which the pages that nobody asks for wait until those are made that somebody does.
GIVING_WAY = 0.01
# Seconds in which a browser asks for its page again after it was told to.
SETTLING = 0.5
# Versions of the records to go back to, of which not all rules were asked; each takes memory.
UNASKED = 4


class Maker(Protocol):
    """The plugin, as far as the preview needs it."""

    config: Any
    built: Built | None
    output: Output | None
    shown: Catalogue | None
    texts: dict[str, tuple[str, str]]
    looked: dict[str, Looked]
    dead: list[str]
    searched: int

    def read(
        self, root: Path, before: Catalogue | None = None, saved: Set[str] | None = None
    ) -> Catalogue:
        """The records, or a Refusal; with `before`, asks less of what is as it was there.

        `saved` are the files that may differ, where these are known.
        """

    def wrong(self, catalogue: Catalogue, each: Each = one_by_one) -> str:
        """Everything that is wrong with records, a line each; empty where nothing is.

        `each` goes through all files.
        """

    def refused(self) -> str:
        """Why a build would refuse the pages that are shown, a line each; empty where none would.

        Pages lack words of their records, or links lead nowhere.
        """

    def forget(self) -> None:
        """Let go of what is known of pages, where each is made anew."""

    def add_output(self, files: Files, config: MkDocsConfig, known: Mapping[str, File]) -> None:
        """Add what the output has to the files that were there before; `known` are of earlier."""

    def page_of(self, file: File, config: MkDocsConfig) -> Page:
        """The page of a file, with the day of the records."""


class Preview:
    """Rebuilds for the server of MkDocs, and answers in front of it."""

    def __init__(
        self,
        maker: Maker,
        whole: Callable[[], None],
        reload: Callable[[], None] = lambda: None,
        heard: Callable[[], Set[str] | None] = lambda: None,
    ) -> None:
        """`whole` has MkDocs build all of it; it has done so once. `reload` tells browsers.

        `heard` gives each path of which something was heard since it was asked last.
        """
        self.maker = maker
        self.whole = whole
        self.reload = reload
        self.heard = heard
        self.generation = 0
        """Counts what was saved; who began with another one is overtaken."""
        self.words = ""
        """What is wrong with what was saved since the pages that are shown, or with these."""
        self._version = notice.LAST_GOOD
        self._lock = threading.RLock()
        self._waiting: deque[None] = deque()
        """One for each who waits for a page."""
        self._background: threading.Thread | None = None
        self._begin_anew()

    def close(self) -> None:
        """Nothing more is made."""
        self.generation += 1

    def rebuild(self) -> None:
        """Take in what was saved; from then on every page that is asked for is the new one."""
        with self._first():
            self.generation += 1
            saved = self.heard()
            try:
                if why := self._for_the_whole(saved):
                    gc.enable()
                    gc.unfreeze()
                    log.info(f"Building all pages anew, since {why}")
                    with self._put_back(), template_faults():
                        self.whole()
                    self._begin_anew()
                else:
                    began = time.monotonic()
                    catalogue = self.maker.read(self._root, self._sound, saved)
                    if catalogue is self.maker.shown:
                        self._tell_of_shown()
                    else:
                        self._unasked.append(catalogue)
                        try:
                            self._take_in(catalogue)
                        except Exception:
                            if not self._went_back():
                                raise
                    log.info(f"Read and checked in {time.monotonic() - began:.1f} seconds")
            except (MkDocsException, TemplateFault) as fault:
                # Where a rebuild ends early, say for a slip in mkdocs.yml, every page would hang.
                self._tell(str(fault))
                log.error(f"The preview shows the last good version.\n{fault}")
            except Exception as bug:  # the last line of defence, for the same reason
                self._tell(f"This is a bug in the generator, not in what was saved: {bug!r}")
                log.exception("The preview shows the last good version, since the program failed.")
            self._go_on()

    @contextmanager
    def _put_back(self) -> Iterator[None]:
        """The site as it was, where not all of it can be built: MkDocs empties its folder first."""
        site = self._site
        before = site.with_name(f"{site.name}.before")
        shutil.rmtree(before, ignore_errors=True)
        site.rename(before)
        site.mkdir()
        shutil.copymode(before, site)
        try:
            yield
        except BaseException:
            shutil.rmtree(site)
            before.rename(site)
            raise
        shutil.rmtree(before)

    def answering(self, application: Callable[..., Any] | None) -> Callable[..., Any]:
        """The server's application, before which each page is made that is asked for."""

        if application is None:
            raise RuntimeError("the server answers nothing")

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith("/livereload/"):
                return application(environ, start_response)  # type: ignore[no-any-return]
            said: list[tuple[Any, ...]] = []
            while True:
                generation = self.generation
                with self._first():
                    self._make(path.lstrip("/"))
                body: Iterable[bytes] = application(environ, lambda *head: said.append(head))
                # The server waits while something is taken in, so this may be a page of before.
                if generation == self.generation:
                    start_response(*said[-1])
                    return body

        return answer

    def finish(self) -> None:
        """Wait until all is made that nobody asked for."""
        if self._background:
            self._background.join()

    @property
    def _root(self) -> Path:
        return Path(self._built.config.config_file_path).parent

    @property
    def _site(self) -> Path:
        return Path(self._built.config.site_dir)

    def _begin_anew(self) -> None:
        """All pages are as MkDocs has just built them."""
        if not (self.maker.built and self.maker.output and self.maker.shown):
            raise RuntimeError("MkDocs has built nothing")
        self._built = self.maker.built
        self._inputs = self._stamps()
        self._due = False
        """Whether MkDocs must build all of it, and has not."""
        self._plan: Plan | None = None
        self._stale: dict[str, File] = {}
        self._data_stale = self._lists_stale = False
        self._unfinished = False
        self._sound: Catalogue = self.maker.shown
        """The last records of which all rules were asked."""
        self._unasked: deque[Catalogue] = deque(maxlen=UNASKED)
        """Those taken in since then, the last of them shown."""
        self._data = set(self.maker.output.data)
        self._index(self._built.files)
        self._tell_of_shown()
        # To look through all of it takes a second for ten thousand records, and it stays.
        gc.collect()
        gc.freeze()

    def _for_the_whole(self, saved: Set[str] | None) -> str:
        """Why MkDocs must build all of it; empty where records alone were saved."""
        records = os.path.join(self._root, self.maker.config.content, "")
        if saved and not self._due and all(path.startswith(records) for path in saved):
            return ""
        changed = sorted(self._stamps() ^ self._inputs)
        self._due = bool(changed)
        return f"{changed[0][0]} was saved" if changed else ""

    def _stamps(self) -> set[tuple[str, int, int]]:
        """All that the pages are made of but records: each file with its time and size."""
        config = self._built.config
        found = {Path(str(config.config_file_path))}
        for path in (config.docs_dir, *self._templates(), *config.watch):
            found |= {Path(str(path)), *Path(str(path)).rglob("*")}
        files = {file for file in found if file.is_file() and not is_debris(file.name)}
        stats = ((file, file.stat()) for file in files)
        return {(str(file), stat.st_mtime_ns, stat.st_size) for file, stat in stats}

    def _templates(self) -> tuple[Path, ...]:
        return shipped.templates(self._root / self.maker.config.templates)

    def _index(self, files: Files) -> None:
        """Note which page makes which file of the site."""
        pages = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        self._files = {file.src_uri: file for file in pages}
        self._pages = {}
        for file in pages:
            for path in (file.dest_uri, file.src_uri, json_path(file.src_uri)):
                self._pages[path] = file
        self._assets = {
            file.dest_uri
            for file in files
            if not file.is_documentation_page() and file.dest_uri not in self._data
        }

    def _take_in(self, catalogue: Catalogue) -> None:
        """Show other records: all pages and files of records are stale, and some are gone."""
        config, files, _, env, _ = self._built
        maker, before, shown = self.maker, self._pages, self.maker.shown
        if maker.output is None or shown is None:
            raise RuntimeError("MkDocs has built nothing")
        output = maker.output
        self._plan = plan(catalogue, self._templates(), config.site_url or "")
        pages = self._plan.unwritten()
        maker.shown = catalogue
        tell_theme(config, catalogue)
        if same := _same_places(shown, catalogue) and pages == output.pages:
            # Which pages there are, most edits leave as it is.
            maker.output = Output(pages, output.data, {})
            maker.forget()
        else:
            known = {page.path: files.src_uris[page.path] for page in output.pages}
            for path in (*known, *output.data):
                files.remove(files.src_uris[path])
            maker.output = Output(pages, {}, {})
            maker.add_output(files, config, known)
            set_exclusions(files, config)
            self._index(files)
        self._stale = dict(self._files)
        for file in self._stale.values():
            file.page = None
            forget_words(file)
        # MkDocs would make a page of every file; here those of the menu are enough.
        files.held = True
        nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        files.held = False
        self._built = built(config, files, nav, env)
        self._data_stale = self._lists_stale = True
        self._unfinished = True
        self._tell("")
        for page in nav.pages:
            if "title" not in vars(page):
                # MkDocs takes it from the page, and the menu of every page has it.
                self._read_page(page.file)
        if not same:
            for path in before.keys() - self._pages.keys() - self._data:
                (self._site / path).unlink(missing_ok=True)

    def _make(self, path: str) -> None:
        """Make what is stale of that by which the site answers to an address."""
        if path.endswith("/") or not path:
            path += "index.html"
        if path in self._assets or path.startswith("."):
            # Nothing of ours begins with a dot, as what browsers ask for by themselves does.
            return
        if path in self._built.config.theme.static_templates:
            self._make_lists()
        if path not in self._pages and f"{path}/index.html" in self._pages:
            path += "/index.html"
        file = self._pages.get(path)
        try:
            if not (file and path in (file.dest_uri, file.src_uri)):
                self._make_data(path if path in self._data else "")
            if file:
                self._make_page(file)
        except Exception as fault:
            if self._went_back():
                self._make(path)
            elif isinstance(fault, TemplateFault):
                self._tell(str(fault))
            else:
                raise
        if path.endswith(".html"):
            self._put_notice(self._site / path)

    def _make_page(self, file: File) -> None:
        """Make one page, where it is stale, with its Markdown."""
        if self._stale.get(file.src_uri) is not file:
            return
        page = self._read_page(file)
        write_page(self._built, page)
        _write(self._site / file.src_uri, self.maker.texts[file.src_uri][1])
        if not self._data_stale:
            self._write_json(file.src_uri)
        del self._stale[file.src_uri]

    def _read_page(self, file: File) -> Page:
        """A page with its HTML, before the theme frames it."""
        plan, maker = self._plan, self.maker
        if plan is None or maker.output is None:
            raise RuntimeError(f"{file.src_uri} is stale, and nothing was taken in")
        page = maker.page_of(file, self._built.config)
        if file.src_uri not in plan.pages and page.content is None:
            # It may lead to any file.
            self._make_data()
        return read_page(self._built, plan, maker.output, file)

    def _make_data(self, wanted: str = "") -> None:
        """Make the files of records, where they are stale, and those that tell of all pages.

        With `wanted` only up to that one, which is asked for by itself.
        """
        if not self._data_stale:
            return
        if self._plan is None:
            raise RuntimeError("the files are stale, and nothing was taken in")
        names = {}
        for path, content in data_files(self._plan):
            names[path] = self._put(path, content)
            if path == wanted:
                return
        self._end_data(names)

    def _make_data_in_between(self, generation: int) -> None:
        """The same, giving way before each file; what is overtaken is not made to its end."""
        names: dict[str, str | bytes] = {}
        with self._in_between(generation) as first:
            plan = self._plan
            if not (first and plan and self._data_stale):
                return
        for path, content in data_files(plan):
            with self._in_between(generation) as first:
                if not first or not self._data_stale:
                    return
                names[path] = self._put(path, content)
        with self._in_between(generation) as first:
            if first and self._data_stale:
                self._end_data(names)

    def _put(self, path: str, content: str | bytes) -> str | bytes:
        """Write a file of records, of which nothing is held."""
        _write(self._site / path, content)
        return b""

    def _end_data(self, names: dict[str, str | bytes]) -> None:
        """Note which files of records there are, once they are written."""
        maker, (config, files, nav, env, _) = self.maker, self._built
        if maker.output is None:
            raise RuntimeError("MkDocs has built nothing")
        for path in maker.output.data.keys() - names.keys():
            files.remove(files.src_uris[path])
        for path in names:
            if path not in files.src_uris:
                files.append(Placed(config, path))
        maker.output = maker.output._replace(data=names)
        set_exclusions(files, config)
        for path in self._data - names.keys() - self._pages.keys():
            (self._site / path).unlink(missing_ok=True)
        self._data = set(names)
        _build_theme_template(LOST, env, files, config, nav)
        self._data_stale = False
        for path in maker.texts.keys() - self._stale.keys():
            self._write_json(path)

    def _make_lists(self) -> None:
        """Make what the theme tells of all pages, which needs them all."""
        if not self._lists_stale:
            return
        self._make_data()
        for file in tuple(self._stale.values()):
            self._make_page(file)
        config, files, nav, env, _ = self._built
        for template in config.theme.static_templates - {LOST}:
            _build_theme_template(template, env, files, config, nav)
        (self._site / "sitemap.xml.gz").unlink(missing_ok=True)
        self._lists_stale = False

    def _write_json(self, path: str) -> None:
        """The answer in JSON of a page that no record has."""
        if json_path(path) not in self._data:
            words = text_page(path, *self.maker.texts[path], self._built.config.site_url or "")
            _write(self._site / json_path(path), words)

    def _put_notice(self, page: Path) -> None:
        if page.is_file():
            text = page.read_text("utf-8")
            if (shown := notice.put(text, self.words, self._version)) != text:
                page.write_bytes(shown.encode("utf-8"))

    @contextmanager
    def _first(self) -> Iterator[None]:
        """Come before what nobody asks for, and before memory is looked through for garbage.

        Where something is made in between, that looks through it.
        """
        self._waiting.append(None)
        gc.disable()
        try:
            with self._lock:
                yield
        finally:
            self._waiting.pop()
            if not (self._waiting or (self._background and self._background.is_alive())):
                gc.enable()

    @contextmanager
    def _in_between(self, generation: int) -> Iterator[bool]:
        """Wait until nobody waits for a page; gives whether nothing was saved since."""
        self._give_way()
        with self._lock:
            yield generation == self.generation

    def _give_way(self) -> None:
        while self._waiting:
            time.sleep(GIVING_WAY)
        gc.enable()

    def _each_in_between(self, things: Sequence[T], work: Callable[[T], R]) -> list[R]:
        """What `work` makes of each of several things, giving way before each."""
        found = []
        for thing in things:
            self._give_way()
            found.append(work(thing))
        return found

    def _go_on(self) -> None:
        """Make what nobody has asked for yet, once what was begun for earlier records has ended."""
        before, generation = self._background, self.generation

        def work() -> None:
            if before:
                before.join()
            self._make_the_rest(generation)

        if self._unfinished:
            self._background = threading.Thread(target=work, daemon=True)
            self._background.start()

    def _make_the_rest(self, generation: int) -> None:
        """All that is stale, then what can be said of the whole; ends where it is overtaken."""
        try:
            self._check(generation)
            # A file of all records takes seconds, in which a page that somebody asks for takes
            # twice as long; so these come once nothing was saved for as long as pages take.
            self._make_pages_in_between(generation, of_records=True)
            self._make_data_in_between(generation)
            self._make_pages_in_between(generation)
            with self._in_between(generation) as first:
                if not first:
                    return
                self._make_lists()
            self._look_over(generation)
        except TemplateFault as fault:
            self._tell(str(fault))
            log.error(self.words)
        except OSError as fault:
            # Of files that were just then made anew nothing can be said.
            if generation == self.generation:
                log.error(str(fault))

    def _make_pages_in_between(self, generation: int, of_records: bool = False) -> None:
        """Make what is stale page by page, or only pages of a record each, giving way before each.

        Others have numbers of all records, and lead to files of them.
        """
        while True:
            with self._in_between(generation) as first:
                file = self._next_stale(of_records) if first else None
                if file is None:
                    return
                self._make_page(file)

    def _next_stale(self, of_records: bool) -> File | None:
        """The next page to be made; None where there is none left."""
        pages = self._plan.pages if self._plan else {}
        every = self._stale.items()
        left = (f for p, f in every if not of_records or (p in pages and pages[p].source))
        return next(left, None)

    def _check(self, generation: int) -> None:
        """Ask all rules of all records, once the page is made that the editor waits for.

        Where one is broken that was not asked before, the last good version is shown again.
        """
        if not self._unasked:
            return
        time.sleep(SETTLING)
        with self._in_between(generation) as first:
            if not first or not self._unasked:
                return
            shown = self._unasked[-1]
        words = self.maker.wrong(shown, self._each_in_between)
        with self._in_between(generation) as first:
            if first and self._unasked:
                self._judge(words)

    def _went_back(self) -> bool:
        """Whether something could not be made since a rule is broken that was not asked yet."""
        if not self._unasked:
            return False
        words = self.maker.wrong(self._unasked[-1])
        self._judge(words)
        return bool(words)

    def _judge(self, words: str) -> None:
        """Note what is wrong with the last records; go back to the last good ones if need be."""
        *before, last = self._unasked
        self._unasked.clear()
        if not words:
            self._sound = last
            return
        # What was saved in between nobody has judged yet.
        good = (one for one in reversed(before) if not self.maker.wrong(one))
        self._sound = next(good, self._sound)
        log.error(f"The preview shows the last good version.\n{words}")
        # Of what was saved since then more may be wrong.
        words = self.words or words
        self._take_in(self._sound)
        self._tell(words)
        self.reload()

    def _look_over(self, generation: int) -> None:
        with indexed(self._site, self.maker.searched):
            dead = dead_links(self._site, self.maker.looked)
        with self._lock:
            if generation == self.generation:
                self._unfinished = False
                self.maker.dead = dead
                # Where a later version was refused, that is said already.
                if not self.words and self.maker.refused():
                    self._tell_of_shown()
                    log.error(self.words)
                    self.reload()
                log.info("All pages are made and can be searched")

    def _tell(self, words: str, version: str = notice.LAST_GOOD) -> None:
        """Have each page that is asked for say what is wrong, and which version it is."""
        self.words, self._version = words, version

    def _tell_of_shown(self) -> None:
        """Say what is wrong with the pages that are shown."""
        self._tell(self.maker.refused(), notice.REFUSED)


def _same_places(one: Catalogue, other: Catalogue) -> bool:
    """Whether two catalogues have records of the same ids in the same files, and the settings."""
    if one.settings is not other.settings or [*one.sources] != [*other.sources]:
        return False
    pairs = zip(one.sources.values(), other.sources.values(), strict=True)
    return all(a.relative == b.relative for a, b in pairs if a is not b)


def _write(path: Path, content: str | bytes) -> None:
    """A file of the site, left alone where it says that already."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
