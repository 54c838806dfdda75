"""What was once published stays at its address, under its anchor and with its id.

The lists are those of the real site; test_promises.py beside this folder holds what does not
depend on the records. No good record can take a line away: a record that is renamed or removed
leaves a page at its old address. Run with `--accept`, this file adds what is new.
"""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from promises import assert_kept, recorded
from serving import Site

from generator.catalogue import Catalogue
from generator.pages.shared import feeds

# Names that hold a hash of what is in them, and the index of Pagefind.
HASHED = re.compile(r"^assets/(?:stylesheets|javascripts|images)/|^pagefind/")
# What lies beside a page; at the old address of a renamed or removed record are only the page and
# its answer in JSON.
FORMS = (".md", ".bib", ".ris", ".csl.json", ".png")
BESIDE = re.compile(r"^cards/|(?:\.csl)?\.\w+$")
ID = re.compile(r'\sid="?([^"\s>]+)')
# Anchors that are made of ids, titles or numbers of the records; tests of pages walk those.
OF_RECORDS = re.compile(r"^(?:claim-|source-\d|note-|d-hatch-|__)|\d{4}")


# The anchor of the first heading is made of the title.
HEADING = re.compile(r"<h1[^>]*")


def files(folder: Path) -> set[str]:
    """Every file of a site by its path."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def signs(catalogue: Catalogue) -> set[str]:
    """The addresses at which renamed and removed records once were, such as `events/old-id`."""
    kinds = ("events", "articles", "actors", "systems", "places", "facts", "terms", "explainers")
    former = {
        f"{kind}/{old}"
        for kind in kinds
        for record in catalogue.of_kind(kind).values()
        for old in record.former_ids
    }
    return former | {f"{removal.kind}/{removal.id}" for removal in catalogue.removed}


def test_addresses(site: Site, catalogue: Catalogue, request: pytest.FixtureRequest) -> None:
    now = {path for path in files(site.folder) if not HASHED.search(path)}
    old = signs(catalogue)
    left = {
        line
        for line in recorded("addresses") - now
        if line.endswith(FORMS) and BESIDE.sub("", line) in old
    }
    assert_kept(request, "addresses", now | left)


def kind_of_page(path: str) -> str:
    """The folder of a page of which there are many, the page itself otherwise."""
    folder, slash, rest = path.partition("/")
    return f"{folder}/*" if slash and rest.count("/") == 1 else path.removesuffix("index.html")


def test_anchors(site: Site, catalogue: Catalogue, request: pytest.FixtureRequest) -> None:
    pages: Counter[str] = Counter()
    for path in files(site.folder):
        if path.endswith("index.html"):
            text = HEADING.sub("<h1", (site.folder / path).read_text("utf-8"))
            ids = {each for each in ID.findall(text) if not OF_RECORDS.search(each)}
            pages.update(f"{kind_of_page(path)} #{each}" for each in ids)
    # What is on one page alone of its kind is a heading that an editor wrote.
    offered = {each for each, many in pages.items() if many > 1 or "*" not in each}
    assert_kept(request, "anchors", offered | (recorded("anchors") & set(pages)))


def test_ids_of_feeds_and_calendar(
    site: Site, catalogue: Catalogue, request: pytest.FixtureRequest
) -> None:
    calendar = (site.folder / "feeds/launches.ics").read_text("utf-8")
    now = {f"calendar {uid}" for uid in re.findall(r"^UID:(\S+)", calendar, re.MULTILINE)}
    for file in (site.folder / "feeds").rglob("*.atom"):
        root = ElementTree.parse(file).getroot()
        now.add(f"feed {root.findtext('{http://www.w3.org/2005/Atom}id')}")
    now |= {f"entry {feeds.event_entry(catalogue, key).id}" for key in catalogue.events}
    now |= {
        f"entry {feeds.article_entry(catalogue, article.id).id}"
        for article in catalogue.articles.values()
        if article.published and article.kind != "database"
    }
    now |= {
        f"entry {feeds.explainer_entry(catalogue, one).id}" for one in catalogue.explainers.values()
    }
    removed = {feeds.urn(removal.kind, removal.id) for removal in catalogue.removed}
    gone = {line for line in recorded("ids") - now if line.partition(" ")[2] in removed}
    assert_kept(request, "ids", now | gone)
