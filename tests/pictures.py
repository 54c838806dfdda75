"""The pictures of the guides in `docs/editors/`, from what the program makes: `make pictures`.

A correction is made to the small corpus, in a repository of its own, and each step is photographed
in Chromium: the page, the summary of a slip, the summary of what would change, and the page after;
then the form for new records, what it makes, and what the workflow says of a record that the check
refuses. GitHub shows a summary in its own style; here it has a plain one.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from browser.conftest import chromium
from command import run
from conftest import CORPUS, PROJECT
from markdown_it import MarkdownIt
from PIL import Image
from playwright.sync_api import Page
from serving import build, under_sub_path, workshop
from test_pr_paths import git

from generator.cli.workflows import issue_records

TARGET = PROJECT / "docs" / "assets" / "way"
EVENT = "content/events/2026/2026-02-10-sandok.yml"
PAGE = "events/2026-02-10-sandok/"
WIDTH = 920
COLOURS = 48
STYLE = """
body { margin: 0; padding: 20px; font: 15px/1.5 sans-serif; color: #1f2328; background: #fff }
h2 { font-size: 22px; border-bottom: 1px solid #d1d9e0; padding-bottom: 6px; margin: 0 0 12px }
h3 { font-size: 18px; margin: 18px 0 8px }
code, pre { font: 13px/1.45 monospace; background: #f0f1f3; border-radius: 6px }
code { padding: 2px 5px } pre { padding: 12px; white-space: pre-wrap; margin: 0 }
pre code { padding: 0 } a { color: #0969da } ul { padding-left: 24px; margin: 0 }
"""


# The corpus is made to be hard to show; a picture is to be easy to read.
EASY = (
    (', "<i>as planned</i>"', ""),
    ("\n  Summary: nothing here is a key, and ::error:: is a word.\n", ""),
    ("; `80` is kept", "; 80 is kept"),
    ("  - {code: M016, text: <i>, why: The title is meant so.}\n", ""),
)
SLIP = (("apogee_km: about 80", "apogee_km: 95km"),)
MENDED = (
    ("apogee_km: 95km", "apogee_km: about 95"),
    ("text: about 80,", "text: about 95,"),
    (
        "corrections:\n",
        "corrections:\n  - on: 2026-03-20\n    field: flights 1 apogee_km\n"
        '    was: "about 80"\n    now: "about 95"\n'
        "    why: The register had swapped two rows.\n",
    ),
)


def digest(folder: Path, *arguments: str) -> str:
    """What a command writes into the summary of its job; a summary there must be."""
    summary = folder / "summary.md"
    summary.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "-m", "generator", *arguments, "--today", "2026-04-01"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(PROJECT), "GITHUB_STEP_SUMMARY": str(summary)},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return summary.read_text("utf-8")


def keep(name: str, png: bytes) -> None:
    """A picture with few colours, which is all that text needs."""
    image = Image.open(BytesIO(png)).convert("RGB")
    image = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    image.save(TARGET / f"{name}.png", optimize=True)


def summary(page: Page, name: str, markdown: str, height: int) -> None:
    """Photographs Markdown as a summary."""
    # Away from the site, whose policy lets nobody write into its pages.
    page.goto("about:blank")
    page.set_content(
        f"<!doctype html><style>{STYLE}</style>{MarkdownIt('commonmark').render(markdown)}"
    )
    whole = page.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    size = min(height, whole)
    clipped = page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": size}, full_page=True)
    keep(name, clipped)


def change(folder: Path, texts: Sequence[tuple[str, str]]) -> None:
    """Other texts in the record of the launch, each in place of one that must be there."""
    text = (folder / EVENT).read_text("utf-8")
    for before, after in texts:
        if before not in text:
            raise ValueError(f"{before} is not in the record")
        text = text.replace(before, after, 1)
    (folder / EVENT).write_text(text, "utf-8")


def commit(folder: Path) -> None:
    """Everything as it is now."""
    git(folder, "add", "-A", "content")
    git(folder, "commit", "-q", "-m", "x")


NAMES = ("page", "check", "change", "corrected", "form", "files", "refused")


def typed(page: Page, kind: str, answers: Mapping[str, str]) -> None:
    """Answers in the form, by key."""
    for key, answer in answers.items():
        control = page.locator(f".d-card[data-one={kind}] > [data-key={key}] > label > *").last
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(answer)
        else:
            control.fill(answer)
            control.blur()


def form(page: Page, address: str) -> None:
    """The form with a slip in it, then the files of an actor."""
    page.goto(f"{address}contribute/")
    page.get_by_role("button", name="An event", exact=True).click()
    typed(
        page, "event", {"title": "Two Bada-3 missiles fired from Sandok", "type": "missile-launch"}
    )
    typed(page, "event", {"date": "5 March 2026", "place": "Sandok Test Stand"})
    page.evaluate("scrollTo(0, document.querySelector('.d-card').offsetTop - 70)")
    keep("form", page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": 440}))
    page.get_by_text("Throw the draft away").click()
    page.get_by_role("button", name="Throw it away now").click()
    page.get_by_role("button", name="An actor", exact=True).click()
    typed(page, "actor", {"name": "Office of Tides", "kind": "government", "country": "대한민국"})
    page.get_by_role("button", name="Check, and show the files").click()
    page.evaluate("scrollTo(0, document.querySelector('#d-files').offsetTop - 60)")
    keep("files", page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": 400}))


def refused(page: Page, folder: Path) -> None:
    """The comment of the workflow Records on a record with a slip."""
    (folder / "content/terms/boost-phase.yml").write_text("name: Boost phase\ndefinitoin: x\n")
    done = run("check", "--today", "2026-04-01", "content/terms/boost-phase.yml", cwd=folder)
    words = (
        f"The check refuses these records.\n\n{issue_records.words_of(done.stdout + done.stderr)}"
    )
    summary(page, "refused", words, 230)


def main() -> None:
    """Make all of them."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        folder = Path(scratch)
        shutil.copytree(CORPUS, folder / "content")
        workshop(folder)
        shown = folder / TARGET.relative_to(PROJECT)
        shown.mkdir(exist_ok=True)
        for name in NAMES:
            # The page that shows the pictures is built before there are any.
            (shown / f"{name}.png").touch()
        change(folder, EASY)
        git(folder, "init", "-q", "-b", "main")
        commit(folder)
        page = browser.new_page(viewport={"width": WIDTH, "height": 470})
        with under_sub_path(folder / "site") as site:
            build(site, os.environ, folder)
            page.goto(site.url + PAGE)
            keep("page", page.screenshot())
            change(folder, SLIP)
            summary(page, "check", digest(folder, "check", "--format", "github"), 400)
            change(folder, MENDED)
            commit(folder)
            arguments = ("impact", "HEAD^1", "HEAD", "--site", "https://github.com/")
            summary(page, "change", digest(folder, *arguments), 420)
            build(site, os.environ, folder)
            # Another address than before, or the browser would show what it kept.
            page.goto(f"{site.url}{PAGE}?corrected")
            heading = page.get_by_role("heading", name=re.compile("Corrections"))
            heading.scroll_into_view_if_needed()
            page.evaluate("node => scrollTo(0, node.offsetTop - 90)", heading.element_handle())
            keep("corrected", page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": 330}))
            form(page, site.url)
            refused(page, folder)
    for path in sorted(TARGET.iterdir()):
        with Image.open(path) as image:
            print(
                f"{path.name}: {image.width} by {image.height}, {path.stat().st_size / 1000:.0f} KB"
            )


if __name__ == "__main__":
    main()
