"""Sites that the real command builds, served on this machine as a host serves a project's pages."""

import functools
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

# Publishing names the repository, so pages have their pencil and their forms.
REPOSITORY = "https://github.com/owner/name/"
SUB = "/repo/"
TEXT = frozenset({".html", ".css", ".js", ".svg", ".json", ".csv", ".xml"})
PROJECT = Path(__file__).resolve().parent.parent


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
        body = compressed(file, file.stat().st_mtime_ns)
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


@functools.lru_cache(maxsize=64)
def compressed(file: Path, _modified: int) -> bytes:
    """A file as it is sent; styles and scripts go out with every page."""
    return gzip.compress(file.read_bytes(), mtime=0)


class Server(ThreadingHTTPServer):
    """A browser that leaves before a file is whole is no event."""

    def handle_error(self, request: Any, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def workshop(folder: Path) -> None:
    """The project's look; the method page keeps its words and anchors, not its links to records."""
    for name in ("docs", "templates"):
        shutil.copytree(PROJECT / name, folder / name)
    method = folder / "docs/method.md"
    method.write_text(re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", method.read_text("utf-8")), "utf-8")
    config = {"INHERIT": os.path.relpath(PROJECT / "mkdocs.yml", folder)}
    (folder / "mkdocs.yml").write_text(json.dumps(config), "utf-8")


def commit(folder: Path, day: str) -> None:
    """The records of a project in a repository of their own, as they are now, of one day."""
    date = f"{day}T12:00:00+0000"
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "x"), ("EMAIL", "x@example.org"), ("DATE", date))
    }
    for words in (
        ("init", "--quiet", "--initial-branch=main", "--template="),
        ("add", "content"),
        ("-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "Say it so"),
    ):
        subprocess.run(["git", *words], cwd=folder, env=os.environ | who, check=True)


@contextmanager
def under_sub_path(folder: Path) -> Iterator[Site]:
    """A folder below /repo/ on a server of this machine; it need not be there yet."""
    handler = functools.partial(UnderSubPath, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield Site(folder, f"http://127.0.0.1:{server.server_address[1]}{SUB}")
        finally:
            server.shutdown()


def build(site: Site, environment: Mapping[str, str], cwd: Path, *more: str | Path) -> None:
    """What the real command makes of the project in `cwd`, at its address and without a warning."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--out", site.folder, *more],
        cwd=cwd,
        env={"DIGEST_REPO_URL": REPOSITORY, **environment, "DIGEST_SITE_URL": site.url},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == "", "a build that succeeds has nothing to warn of"


@contextmanager
def served(folder: Path, environment: Mapping[str, str], cwd: Path = PROJECT) -> Iterator[Site]:
    """What the real command makes of the project in `cwd`, on a server of this machine."""
    with under_sub_path(folder) as site:
        build(site, environment, cwd)
        yield site


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder at the root of a host, without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def at_root(folder: Path) -> Iterator[str]:
    """The address at which a folder is served on this machine, with a slash at its end."""
    with Server(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
