"""What the published site says of itself, from a server on this machine that plays every part."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import PROJECT

from generator.cli.workflows import published
from generator.cli.workflows.published import Unreachable, taken

ANSWERS: dict[str, list[tuple[int, bytes | None]]] = {
    "/there/manifest.json": [(200, b"{}")],
    "/there/manifest-files.json": [(200, b"[]")],
    "/old/manifest.json": [(200, b"{}")],
    "/wakes/manifest.json": [(503, b""), (502, b""), (200, b"{}")],
    "/wakes/manifest-files.json": [(404, b"")],
    "/forbidden/manifest.json": [(403, b"")],
    "/half/manifest.json": [(200, b"{}")],
    "/half/manifest-files.json": [(410, b"")],
    "/down/manifest.json": [(500, b"")],
    "/busy/manifest.json": [(429, b"")],
    "/cut/manifest.json": [(200, None)],
}
NOW = (0.0, 0.0)


class Site(BaseHTTPRequestHandler):
    """Answers as `ANSWERS` has it, the last answer again and again; anything else is a 404."""

    asked: list[str]

    def do_GET(self) -> None:
        answers = ANSWERS.get(self.path, [(404, b"")])
        code, body = answers[min(self.asked.count(self.path), len(answers) - 1)]
        self.asked.append(self.path)
        self.send_response(code)
        self.send_header("Content-Length", str(9 if body is None else len(body)))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def host() -> Iterator[str]:
    """The address of a fresh server."""
    handler = type("Fresh", (Site,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def run(site: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The file as a workflow runs it."""
    return subprocess.run(
        [sys.executable, "-I", PROJECT / "generator/cli/workflows/published.py", site, folder],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("site", "files"),
    [
        ("there", {"manifest.json", "manifest-files.json"}),
        ("old", {"manifest.json"}),
        ("nothing", set()),
    ],
)
def test_what_is_there_is_taken(site: str, files: set[str], host: str, tmp_path: Path) -> None:
    (tmp_path / "manifest-files.json").write_text("of an earlier run")
    done = run(f"{host}/{site}/", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} == files


@pytest.mark.parametrize("site", ["forbidden", "half"])
def test_refusal_is_no_first_publication(site: str, host: str, tmp_path: Path) -> None:
    done = run(f"{host}/{site}", tmp_path)
    assert done.returncode == 3
    assert done.stdout.splitlines()[-1].startswith("::error::The published site does not give")
    assert done.stderr == ""


@pytest.mark.parametrize("site", ["down", "busy", "cut"])
def test_failure_is_no_first_publication(site: str, host: str) -> None:
    with pytest.raises(Unreachable):
        taken(f"{host}/{site}/manifest.json", NOW)


def test_host_that_does_not_answer_is_no_first_publication() -> None:
    # Nobody listens on this port of this machine.
    with pytest.raises(Unreachable, match="URLError"):
        taken("http://127.0.0.1:1/manifest.json", NOW)


def test_host_that_wakes_up_is_asked_again(host: str) -> None:
    assert taken(f"{host}/wakes/manifest.json", NOW) == b"{}"


def test_answer_that_would_fill_the_disk_is_refused(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "SIZE_LIMIT", 1)
    with pytest.raises(Unreachable, match="too large"):
        taken(f"{host}/there/manifest.json", NOW)


@pytest.mark.parametrize("arguments", [(), ("https://x",), ("file:///etc", "x"), ("-x", "y")])
def test_anything_else_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert published.main(arguments) == 2
