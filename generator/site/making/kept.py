"""What the last good build made of the words of each page, in one file, for the next build.

A page is kept by a hash of all that its HTML is made from: its words, with all that records say on
it, and its frame, which is the program, the templates, the settings and the libraries. Words are
made anew each time, so nobody need know which records they come from; what is saved is to make HTML
of them, and Markdown of the HTML. Where anything of the frame differs, all pages are made anew.
"""

import contextlib
import hashlib
import json
import os
import secrets
import stat
import sys
import zlib
from collections import UserDict
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from generator.loading.files import is_debris
from generator.rendering import TemplateFault
from generator.site.link_check import Looked
from generator.site.shipped import PACKAGE

NAME = "pages"
# Bytes of the file; what is larger is neither read nor written. A page takes some nine thousand.
LARGEST = 1 << 28
# What is written before each page: its key, what shows that it is whole, and its length in bytes.
DIGITS = 9
HEAD = 64 + 1 + 64 + 1 + DIGITS + 1
# Themes that come as packages: their names and versions say all of them.
PACKAGES = ("material", "mkdocs")
PRINTED = "templates/theme/: a template can print `config.extra.site_version`"
# Settings of which no page shows anything.
OF_THE_MACHINE = frozenset(
    {"config_file_path", "site_dir", "docs_dir", "plugins", "hooks", "watch", "dev_addr"}
)
# The parts of a frame, as the command names them when they changed.
PROGRAM, TEMPLATES, SETTINGS, LIBRARIES = "the program", "templates", "settings", "libraries"


class Keeping(NamedTuple):
    """In which file the pages of a build are kept for the next, and whether it reads any."""

    file: Path
    fresh: bool = False


class KeptPage(NamedTuple):
    """What was made of the words of a page."""

    parts: list[str]
    """Its HTML, cut where it says the version of all records, which each edit changes."""
    markdown: str
    anchors: list[str]
    links: list[str]

    @property
    def looked(self) -> Looked:
        """What the check of links knows of it."""
        return Looked(tuple(map(sys.intern, self.anchors)), tuple(map(sys.intern, self.links)))

    def packed(self) -> bytes:
        """It as bytes, as which it is kept."""
        return zlib.compress(json.dumps(self, ensure_ascii=False).encode("utf-8"), 1)


class Place:
    """The place of the version of all records in a page, until the page is made.

    A template can print it and ask whether there is one. What else it asks ends the build: no part
    of the version, and nothing that hangs on it, could be put in later.
    """

    def __init__(self) -> None:
        # Digits look the same in capitals and in an address; no record can know these.
        self._words = f"{secrets.randbits(128):039d}"

    def __str__(self) -> str:
        return self._words

    def __html__(self) -> str:
        return self._words

    def __getitem__(self, part: object) -> str:
        raise TemplateFault(f"{PRINTED}, and no part of it")

    def __eq__(self, other: object) -> bool:
        raise TemplateFault(f"{PRINTED}, and not compare it")

    def __hash__(self) -> int:
        raise TemplateFault(f"{PRINTED}, and not look it up")


class Kept:
    """The pages of the last good build that has the same frame, and those of this one.

    Neither are in memory: all of them would take nine thousand bytes a page.
    """

    def __init__(self, file: Path, frame: Mapping[str, str], fresh: bool = False) -> None:
        """`frame` is a hash of each part of it; with `fresh` nothing is read."""
        self.file, self.frame = file, dict(frame)
        self.place = Place()
        self.why = ""
        """Why no page of it can be used; empty where some can."""
        self._pages: dict[str, tuple[int, int, str]] = {}
        self._part = file.with_name(f"{NAME}.part-{os.getpid()}")
        if fresh:
            self.why = "nothing of an earlier build was wanted"
            return
        try:
            self._read()
        except FileNotFoundError:
            self.why = "nothing is kept of an earlier build"
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self._pages, self.why = {}, "what an earlier build kept cannot be read"

    def _read(self) -> None:
        # Only a plain file: to open a pipe could take for ever, and a link leads elsewhere.
        if not stat.S_ISREG(self.file.lstat().st_mode):
            raise ValueError
        if self.file.lstat().st_size > LARGEST:
            raise ValueError
        with self.file.open("rb") as file:
            known = json.loads(file.readline())
            changed = [part for part, now in self.frame.items() if known.get(part) != now]
            if changed:
                self.why = f"changed since the last build: {', '.join(changed)}"
                return
            while head := file.read(HEAD):
                key, mark, size = head.decode("ascii").split()
                if not size.isdecimal():
                    raise ValueError
                self._pages[key] = (file.tell(), int(size), mark)
                file.seek(int(size), os.SEEK_CUR)

    def find(self, key: str) -> KeptPage | None:
        """The page of a key; None where it is not here, or not as it was written."""
        packed = self._packed(key)
        if packed is None:
            return None
        try:
            text = zlib.decompressobj().decompress(packed, LARGEST)
            page = KeptPage(*json.loads(text))
        except (ValueError, TypeError, RecursionError, zlib.error):
            return None
        lists = (page.parts, page.anchors, page.links, [page.markdown])
        whole = all(isinstance(one, list) and all(map(_is_text, one)) for one in lists)
        return page if whole else None

    def begin(self) -> None:
        """Begin the file of this build. Where that cannot be written, the next makes all pages."""
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            for left in self.file.parent.glob(f"{NAME}.part-*"):
                # Of a build that was killed; one that runs now will keep nothing.
                left.unlink(missing_ok=True)
            with self._part.open("xb") as file:
                file.write(json.dumps(self.frame, separators=(",", ":")).encode() + b"\n")

    def put(self, key: str, packed: bytes) -> None:
        """Keep a page for the next build. Several processes may put pages, each with one write."""
        with contextlib.suppress(OSError):
            file = os.open(self._part, os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW)
            try:
                head = f"{key} {_mark(key, packed)} {len(packed):0{DIGITS}}\n"
                os.write(file, head.encode("ascii") + packed)
            finally:
                os.close(file)

    def keep(self, again: Iterable[str]) -> None:
        """Keep what was put, and the pages of these keys, which are here already; no others."""
        for key in again:
            if packed := self._packed(key):
                self.put(key, packed)
        with contextlib.suppress(OSError):
            if self._part.lstat().st_size <= LARGEST:
                self._part.replace(self.file)

    def end(self) -> None:
        """Take away what was not kept."""
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    def told(self, again: int, every: int) -> str:
        """How many of `every` page were made anew, and why all were; `again` is how many not."""
        if self.why:
            return f"Made all {every} pages anew: {self.why}."
        return (
            f"Made {every - again} of {every} pages anew; {again} are as the last build kept them."
        )

    def _packed(self, key: str) -> bytes | None:
        if key not in self._pages:
            return None
        start, size, mark = self._pages[key]
        with contextlib.suppress(OSError), self.file.open("rb") as file:
            file.seek(start)
            packed = file.read(size)
            return packed if _mark(key, packed) == mark else None
        return None


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _mark(key: str, packed: bytes) -> str:
    """What shows that these bytes are those of the page of this key, and all of them."""
    return hashlib.sha256(key.encode("ascii") + packed).hexdigest()


def key_of(file: File, words: str, sources: Iterable[str]) -> str:
    """All by which a page differs from another in the same frame, as a hash.

    `words` are its Markdown with its front matter; `sources` the texts of its records, since the
    build ends where the page does not show them.
    """
    whole = [file.src_uri, file.edit_uri, words, *sources]
    return hashlib.sha256(json.dumps(whole).encode("utf-8")).hexdigest()


def frame(config: MkDocsConfig, nav: Navigation, templates: Iterable[Path]) -> dict[str, str]:
    """A hash of each part of what pages are made with; `templates` are the folders of ours."""
    themes = [folder for folder in map(Path, config.theme.dirs) if not _of_a_package(folder)]
    # All that a template may ask for of the settings, which come from `mkdocs.yml` and from the
    # environment; the folders of this machine aside.
    told = {name: value for name, value in config.items() if name not in OF_THE_MACHINE}
    told["extra"] = {name: one for name, one in config.extra.items() if name != "site_version"}
    told["theme"] = [config.theme.name, {name: config.theme[name] for name in config.theme}]
    menu = [*map(_outline, nav.items)]
    return {
        PROGRAM: _of_files([PACKAGE]),
        TEMPLATES: _of_files([*templates, *themes]),
        SETTINGS: _of(json.dumps(_plainly([told, menu]))),
        LIBRARIES: _of("\n".join([sys.version, *_installed()])),
    }


def can_keep(config: MkDocsConfig) -> bool:
    """Whether all is known that a page is made of: plugins and hooks may have it from anywhere."""
    return (
        list(config.plugins) == ["digest"]
        and not config.hooks
        and all(map(_of_markdown, config.markdown_extensions))
    )


def _of_markdown(extension: str) -> bool:
    """Whether it comes with Python-Markdown: none of these reads files."""
    name = extension.removeprefix("markdown.extensions.")
    return "." not in name and find_spec(f"markdown.extensions.{name}") is not None


def _outline(item: StructureItem) -> Any:
    """What a page can show of a part of the menu."""
    if isinstance(item, Section):
        return [item.title, [*map(_outline, item.children)]]
    return [item.title, getattr(item, "url", ""), item.meta if isinstance(item, Page) else {}]


def _plainly(value: object) -> object:
    """A value of the settings as JSON knows it, whatever its keys are."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping | UserDict):
        return [[_plainly(name), _plainly(one)] for name, one in value.items()]
    if isinstance(value, list | tuple):
        return [*map(_plainly, value)]
    return getattr(value, "__qualname__", None) or repr(value)


def _of_a_package(folder: Path) -> bool:
    specs = filter(None, map(find_spec, PACKAGES))
    return any(
        folder.resolve().is_relative_to(Path(place).resolve())
        for spec in specs
        for place in spec.submodule_search_locations or ()
    )


def _installed() -> list[str]:
    """Each package with its version, by the name of the folder that says what is installed."""
    found = {info.name for folder in sys.path for info in Path(folder or ".").glob("*-info")}
    return sorted(found)


def _of_files(folders: Iterable[Path]) -> str:
    """The hash of all files of folders, by their paths there."""
    whole = hashlib.sha256()
    for folder in folders:
        for path, file in _files(folder):
            data = file.read_bytes()
            whole.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogatepass"))
            whole.update(data)
        whole.update(b"\0")
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        if "__pycache__" not in file.parts and file.is_file() and not is_debris(file.name):
            yield file.relative_to(folder).as_posix(), file


def _of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
