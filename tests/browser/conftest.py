"""The real site, built once as its readers get it, served below /repo/ and opened in Chromium."""

import functools
import gzip
import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pytest
from conftest import PROJECT
from playwright.sync_api import Browser, Page, sync_playwright

from generator.build import read
from generator.catalogue import Catalogue
from generator.model.times import parse_day
from generator.pages import SIGNS, TABLE, address

SUB = "/repo/"
TEXT = frozenset({".html", ".css", ".js", ".svg", ".json", ".csv", ".xml"})
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class Site(NamedTuple):
    """A built site: its folder and its address, which ends in a slash."""

    folder: Path
    url: str


class UnderSubPath(SimpleHTTPRequestHandler):
    """Serves a folder below /repo/ and nothing elsewhere, as a project's pages are served.

    Text is sent compressed over a lasting connection, as by any host.
    """

    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        file = Path(self.translate_path(self.path.partition("?")[0]))
        file = file / "index.html" if self.path.partition("?")[0].endswith("/") else file
        taken = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (taken and file.suffix in TEXT and file.is_file()):
            return super().send_head()
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages says
        self.end_headers()
        return io.BytesIO(body)

    def translate_path(self, path: str) -> str:
        if not path.startswith(SUB):
            return str(Path(self.directory) / "no-such-file")
        return super().translate_path(path.removeprefix(SUB.rstrip("/")))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


class Server(ThreadingHTTPServer):
    """A browser that leaves before a file is whole is no event."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """What a build is told besides its arguments."""
    return os.environ | {"NO_MKDOCS_2_WARNING": "1"}


@contextmanager
def served(folder: Path, environment: Mapping[str, str], cwd: Path = PROJECT) -> Iterator[Site]:
    """What the real command makes of the project in `cwd`, on a server of this machine."""
    handler = functools.partial(UnderSubPath, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        url = f"http://127.0.0.1:{server.server_address[1]}{SUB}"
        done = subprocess.run(
            [sys.executable, "-m", "generator", "build", "--out", folder],
            cwd=cwd,
            env={**environment, "DIGEST_SITE_URL": url},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr == "", "a build that succeeds has nothing to warn of"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield Site(folder, url)
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder at the root of a host, without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def at_root(folder: Path) -> Iterator[str]:
    """The address at which a folder is served on this machine, with a slash at its end."""
    with Server(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[Site]:
    """The site, built once."""
    with served(tmp_path_factory.mktemp("built") / "site", environment) as site:
        yield site


def all_records() -> Catalogue:
    """The records of which the site is built."""
    checked = read(PROJECT / "content", parse_day("2199-12-31").first, "content")
    assert checked.catalogue is not None
    return checked.catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The records of which the site was built."""
    return all_records()


def program() -> str:
    """The Chromium of this system, under whichever name it has."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)))


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), headless=True, args=list(FLAGS)
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site in a fresh profile; fails if it was not clean.

    Clean is: no error on the console or in a script, and no request to another origin.
    """
    told: list[str] = []
    contexts = []

    def opened(path: str = "", width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on(
            "console", lambda m: told.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on(
            "dialog", lambda dialog: (told.append(f"dialog {dialog.message}"), dialog.dismiss())
        )
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith((site.url, "data:", "blob:"))
                else told.append(f"request to {asked.url}")
            ),
        )
        response = page.goto(site.url + path, wait_until="load")
        assert response is not None and response.status == 200, path
        return page

    yield opened
    for context in contexts:
        context.close()
    assert told == []


def one_of_each(catalogue: Catalogue) -> dict[str, str]:
    """The address of one page of each kind; records that have much to show are taken first."""
    telling = {
        "event": "2026-01-27-pyongyang",
        "article": "2026-01-27-standard-sea-of-japan",
        "actor": "jiji-press",
        "system": "kn-25",
        "place": "pyongyang",
        "fact": "us-troops-in-south-korea",
        "explainer": "us-forces-korea",
    }
    found = {"search": "search/", "method": "method/", "about": "about/", "editors": "editors/"}
    found["format"] = "data/format/"
    for kind in TABLE:
        if kind.name in SIGNS:
            continue  # signs at old addresses, of which there may be none
        ids = [str(getattr(subject, "id", subject)) for subject in kind.each(catalogue)]
        if ids:
            key = telling.get(kind.name, ids[-1])
            assert kind.name not in telling or key in ids, f"{kind.name} {key} is gone"
            found[kind.name] = address(kind.path.format(id=key))
    return found


@pytest.fixture(scope="session")
def kinds(catalogue: Catalogue) -> dict[str, str]:
    """The address of one page of each kind, by the name of the kind."""
    return one_of_each(catalogue)
