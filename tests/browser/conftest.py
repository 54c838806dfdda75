"""The real site, built once as its readers get it, served below /repo/ and opened in Chromium."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS, PROJECT, SITES
from playwright.sync_api import Browser, Dialog, Page, Request, expect, sync_playwright
from serving import Site, build, commit, workshop

from generator.catalogue import Catalogue
from generator.catalogue.revisions import History, Revision
from generator.pages.addresses import address
from generator.pages.table import kinds as rows_of
from generator.schema.registry import RECORDS
from generator.site.reading import read
from generator.values.times import parse_day

# A busy machine decides no test: how long to wait, in milliseconds, for what comes in one.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

# The day of the one commit of the records of `site`.
BEGUN = "2026-11-23"

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """What a build is told besides its arguments."""
    return os.environ | {"NO_MKDOCS_2_WARNING": "1"}


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, environment: dict[str, str]) -> Site:
    """The site of the real records, built once for all processes of a run.

    It is built from another folder, and named relative to it, of records with a history: one commit
    has all of them.
    """
    made = request.config.stash[SITES]["site"]
    with turn(made.folder.parent):
        if not made.folder.exists():
            named = made._replace(folder=Path(made.folder.name))
            shutil.copytree(PROJECT / "content", made.folder.parent / "content")
            commit(made.folder.parent, BEGUN)
            build(named, environment, made.folder.parent)
    return made


@pytest.fixture(scope="session")
def little(request: pytest.FixtureRequest, environment: dict[str, str]) -> Site:
    """A site of the small corpus, which has signs at old addresses; built once, as `site` is.

    Its folder lies in that of the project it is made from.
    """
    made = request.config.stash[SITES]["little"]
    with turn(made.folder.parent):
        if not made.folder.exists():
            workshop(made.folder.parent)
            # A copy, which is in no repository: this site has no history.
            shutil.copytree(CORPUS, made.folder.parent / "content")
            build(made, environment, made.folder.parent)
    return made


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Waits until no other process is at work in a folder."""
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def all_records() -> Catalogue:
    """The records of which the site is built."""
    checked = read(PROJECT / "content", parse_day("2199-12-31").first, "content")
    assert checked.catalogue is not None
    return checked.catalogue


@pytest.fixture(scope="session")
def catalogue(real: Catalogue) -> Catalogue:
    """The records of which the site was built, with what its history says of them."""
    every = (
        Revision(parse_day(BEGUN), kind, key, "added")
        for kind in RECORDS
        for key in real.of_kind(kind)
    )
    return replace(real, history=History("", tuple(every)))


def program() -> str:
    """The Chromium of this system, under whichever name it has.

    First the one that has no window to draw: it opens a page in half the time.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
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

    def dismissed(dialog: Dialog) -> None:
        told.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def noted(asked: Request) -> None:
        if not asked.url.startswith((site.url, "data:", "blob:")):
            told.append(f"request to {asked.url}")

    def opened(path: str = "", width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on(
            "console", lambda m: told.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", dismissed)
        page.on("request", noted)
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
    for kind in rows_of(catalogue):
        if kind.gone:
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
