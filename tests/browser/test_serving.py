"""`mkdocs serve` for editors: what is saved is shown."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from build.building import project
from conftest import PROJECT
from playwright.sync_api import Browser, expect

PATIENCE = 180
# The folder in which the preview keeps its site.
TEMPORARY = "temporary"
FAULT = re.compile("^(ERROR|WARNING) ", re.MULTILINE)


class Preview(NamedTuple):
    """A preview that runs: the folder it watches, its address, its output so far."""

    folder: Path
    url: str
    process: subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def preview(
    tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]
) -> Iterator[Preview]:
    """`mkdocs serve` on the small corpus, with mkdocs.yml as it is shipped.

    One for all tests, as an editor has one open: each test goes on from what the one before saved.
    """
    folder = project(tmp_path_factory.mktemp("preview") / "project").root
    free_environment = {k: v for k, v in environment.items() if not k.startswith("DIGEST_")}
    free_environment["TMPDIR"] = str(folder / TEMPORARY)
    (folder / TEMPORARY).mkdir()
    assert (folder / "mkdocs.yml").read_bytes() == (PROJECT / "mkdocs.yml").read_bytes()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=folder,
            env=free_environment,
            stdout=log,
            stderr=log,
        )
        yield Preview(folder, f"http://127.0.0.1:{port}/", process)
        process.terminate()
        process.wait(20)


def wait_for(preview: Preview, path: str, words: str) -> None:
    """Until a page shows the words; fails with the log when that takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert preview.process.poll() is None, (preview.folder / "log").read_text("utf-8")
        try:
            with urlopen(preview.url + path, timeout=5) as answer:
                if words in answer.read().decode("utf-8"):
                    return
        except (URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.1)
    pytest.fail(f"{words!r} was not shown:\n{(preview.folder / 'log').read_text('utf-8')}")


def change(file: Path, before: str, after: str) -> None:
    """Save a file with other words."""
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


PAGE = "events/2026-02-09-harbour-visit/"
RECORD = "content/events/2026/2026-02-09-harbour-visit.yml"


def retitle(preview: Preview, title: str) -> None:
    """Save the record with a title that no test gave it before."""
    record = preview.folder / RECORD
    text, count = re.subn("(?m)^title: .*$", f"title: {title}", record.read_text("utf-8"))
    assert count == 1 and text != record.read_text("utf-8")
    record.write_text(text, "utf-8")


def logged(preview: Preview) -> str:
    """What the preview has said so far."""
    return (preview.folder / "log").read_text("utf-8")


def test_saved_record_explainer_and_template_are_shown(preview: Preview) -> None:
    wait_for(preview, PAGE, "Ada Envoy visits the harbour")
    retitle(preview, "Ada Envoy sees the harbour again")
    wait_for(preview, PAGE, "Ada Envoy sees the harbour again")
    change(
        preview.folder / "content/explainers/reading-a-flight.md",
        "told them.",
        "told of them before anybody else.",
    )
    wait_for(preview, "explainers/reading-a-flight/", "told of them before anybody else.")
    change(preview.folder / "templates/pages/glossary.md.jinja", "# Glossary", "# Words and terms")
    wait_for(preview, "glossary/", "Words and terms")


def test_open_page_reloads_itself_when_its_record_is_saved(
    preview: Preview, browser: Browser
) -> None:
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda m: told.append(m.text) if m.type == "error" else None)
    page.goto(preview.url + PAGE)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("harbour")
    retitle(preview, "Ada Envoy has left")
    expect(heading).to_contain_text("Ada Envoy has left", timeout=PATIENCE * 1000)
    page.close()
    assert told == []


def test_search_finds_in_the_preview(preview: Preview, browser: Browser) -> None:
    wait_for(preview, "about/", "d-query")
    page = browser.new_page()
    page.goto(f"{preview.url}about/")
    page.keyboard.press("/")
    page.keyboard.type("apogee")
    page.get_by_role("option").first.click()
    expect(page).to_have_url(f"{preview.url}glossary/#apogee")
    page.close()


def test_broken_record_is_told_and_its_mending_is_shown(preview: Preview) -> None:
    wait_for(preview, "glossary/", "apogee")
    term = preview.folder / "content/terms/apogee.yml"
    change(term, "name: apogee", "nmae: apogee")
    until = time.monotonic() + PATIENCE
    while "S001" not in logged(preview):
        assert time.monotonic() < until, "the fault was not told"
        time.sleep(0.1)
    change(term, "nmae: apogee", "name: greatest height")
    wait_for(preview, "glossary/", "greatest height")


def test_broken_record_shows_the_last_good_page_under_a_notice(preview: Preview) -> None:
    visit = preview.folder / RECORD
    retitle(preview, "Ada Envoy comes back")
    wait_for(preview, PAGE, "Ada Envoy comes back")
    change(visit, "status: ", "statsu: ")
    wait_for(preview, PAGE, "error S001")
    wait_for(preview, PAGE, "Ada Envoy comes back")
    change(visit, "statsu: ", "status: ")
    retitle(preview, "Ada Envoy is well")
    wait_for(preview, PAGE, "Ada Envoy is well")


def gone(preview: Preview) -> Callable[[], object]:
    """A record that others refer to is deleted; what puts it back."""
    path = preview.folder / "content/systems/bada-3.yml"
    text = path.read_bytes()
    path.unlink()
    return lambda: path.write_bytes(text)


def slipped(path: str, before: str, after: str) -> Callable[[Preview], Callable[[], object]]:
    """Other words in a file; what puts the old ones back."""

    def slip(preview: Preview) -> Callable[[], object]:
        file = preview.folder / path
        change(file, before, after)
        return lambda: change(file, after, before)

    return slip


SLIPS = {
    "a record that others refer to is deleted": (gone, "error R001"),
    "a template that cannot be read": (
        slipped("templates/pages/event.md.jinja", "{% import", "{% imprt"),
        "imprt",
    ),
    "a template of the theme that cannot be read": (
        slipped("templates/theme/main.html", "{% block extrahead", "{% blok extrahead"),
        "templates/theme/main.html:",
    ),
    "a template of the theme that names nothing": (
        slipped(
            "templates/theme/main.html",
            "{% block extrahead %}",
            "{% block extrahead %}{{ nobody.there }}",
        ),
        "nobody",
    ),
    "a template that adds a number to a text": (
        slipped("templates/pages/event.md.jinja", "{% import", '{{ 1 + "a" }}{% import'),
        "templates/pages/event.md.jinja:",
    ),
    "a template of the theme that adds a number to a text": (
        slipped("templates/theme/main.html", "{% block extrahead %}", '{{ 1 + "a" }}'),
        "templates/theme/main.html:",
    ),
    "the page that is not found": (
        slipped("templates/theme/404.html", "{% block styles", "{% blok styles"),
        "templates/theme/404.html:",
    ),
    "a link of a page written by hand": (
        slipped("docs/about.md", "(method.md", "(nowhere.md"),
        "Links that lead nowhere",
    ),
    "mkdocs.yml": (slipped("mkdocs.yml", "use_directory_urls: true", "use_directory_urls: ["), ""),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_preview_goes_on_answering_whatever_is_saved(slip: str, preview: Preview) -> None:
    make, told = SLIPS[slip]
    good = f"Ada Envoy before {slip}"
    retitle(preview, good)
    wait_for(preview, PAGE, good)
    before = len(logged(preview))
    mend = make(preview)
    until = time.monotonic() + PATIENCE
    while not FAULT.search(logged(preview)[before:]):
        assert time.monotonic() < until, "the fault was not told"
        time.sleep(0.1)
    wait_for(preview, PAGE, good)
    if told:
        wait_for(preview, PAGE, told)
        shown = "No build would publish" if "link" in slip else "This is the last good version"
        wait_for(preview, PAGE, shown)
    assert "stuck" not in logged(preview)
    mend()
    retitle(preview, f"Ada Envoy after {slip}")
    wait_for(preview, PAGE, f"Ada Envoy after {slip}")


def test_open_editor_does_not_stop_the_preview(preview: Preview) -> None:
    before = len(logged(preview))
    record = preview.folder / RECORD
    record.with_name(f".{record.name}.swp").write_bytes(b"b0VIM")
    record.with_name(f".#{record.name}").symlink_to("me@here.1234")
    record.with_name(f"{record.name}~").write_bytes(record.read_bytes())
    (preview.folder / "docs/about.md~").write_text("# About, as it was")
    retitle(preview, "Ada Envoy in an editor")
    wait_for(preview, PAGE, "Ada Envoy in an editor")
    # What it left is named when the preview begins and by the check, not with each save.
    assert "error" not in logged(preview)[before:].lower()


def test_preview_that_is_stopped_leaves_nothing_behind(preview: Preview) -> None:
    # Of earlier tests, each of which has the preview show something.
    assert [path for path in (preview.folder / TEMPORARY).iterdir() if "mkdocs" in path.name]
    preview.process.terminate()
    assert preview.process.wait(20) == 128 + signal.SIGTERM
    assert [*(preview.folder / TEMPORARY).iterdir()] == []
    assert "Traceback" not in logged(preview)
