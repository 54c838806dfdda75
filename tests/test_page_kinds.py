"""A kind of page is one object: whoever adds one has it in everything that the site offers."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT

from generator.catalogue import Catalogue
from generator.exports import share_images
from generator.pages import events, table
from generator.pages.page_kind import Listed, PageKind, listed, single
from generator.pages.shared import feeds, share_cards
from generator.pages.shared.search_metadata import Named, SearchMetadata
from generator.pages.table import PlannedPage, planned
from generator.schema.kinds import Event
from generator.site.pipeline import Output, render
from generator.values.times import DayValue

SITE = "https://example.org/digest/"
TEMPLATE = """\
{#- The events of which sources differ on whether they took place.

Context:
  years (tuple[YearOfEvents, ...]): newest year first.
-#}
{% import "parts/macros.md.jinja" as parts with context %}
{{ parts.up([("index.md", "Home"), ("events/index.md", "Events")]) }}

# Doubtful events

{% for year in years %}
{{ parts.event_list(year.events) }}
{% endfor %}
"""


def doubtful(catalogue: Catalogue) -> tuple[Event, ...]:
    """What the page is about."""
    return tuple(event for event in catalogue.events.values() if event.status != "confirmed")


def lists(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    """What its answer lists."""
    yield listed("doubtful", "events", doubtful(catalogue))


ROW = PageKind(
    "doubtful",
    "doubtful.md",
    "Doubtful events",
    "Every event on record that is not confirmed, to {settings.as_of.words}.",
    single,
    lambda c, _: {"years": events.by_year(c, doubtful(c))},
    wide=True,
    search=lambda c, _: SearchMetadata("List", names=("unconfirmed",)),
    names=lambda c: (Named("doubtful/", "List", ("Doubts", "false alarms")),),
    card=lambda c, _: share_cards.card(c, "Doubtful events", body="Not confirmed."),
    shared_title="{settings.title}: what is in doubt",
    shared_description=lambda c, _: "Events that are not confirmed.",
    changed=lambda c, _: (DayValue(2026, 2, 20), DayValue(2026, 3, 1)),
    feeds=lambda c, _: (feeds.correction_feed(c),),
    lists=lists,
    inside=("events",),
    linked_data=lambda c, _, where: {"about": {"@type": "Event", "url": where.url("events/")}},
    type="CollectionPage",
    cited_title="List of ‘{}’",
)


def of_the_guide(language: str) -> str:
    """The example in a language in the guide's section on kinds of page."""
    guide = (PROJECT / "docs" / "developers" / "index.md").read_text("utf-8")
    section = guide.split("\n## Add a kind of page\n")[1]
    return section.split(f"```{language}\n")[1].split("```")[0]


def row_of_the_guide() -> PageKind:
    """The row of the guide's example, with the names that its module would import."""
    names = {
        **{"Catalogue": Catalogue, "Event": Event, "PageKind": PageKind, "events": events},
        **{"listed": listed, "single": single},
    }
    exec(of_the_guide("python"), names)  # our own text
    row = names["DISPUTED"]
    assert isinstance(row, PageKind)
    return row


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The templates of the project, and one more."""
    folder = tmp_path_factory.mktemp("page-kinds") / "templates"
    shutil.copytree(PROJECT / "templates", folder)
    (folder / "pages" / "doubtful.md.jinja").write_text(TEMPLATE, "utf-8")
    (folder / "pages" / "disputed.md.jinja").write_text(of_the_guide("jinja"), "utf-8")
    return folder


class Made:
    """The site of the small corpus with the page in it, and what each thing says of the page."""

    def __init__(self, catalogue: Catalogue, output: Output) -> None:
        self.catalogue, self.output = catalogue, output
        self.page = next(page for page in output.pages if page.path == ROW.path)
        self.front: dict[str, Any] = json.loads(self.page.text.split("\n")[1])

    def data(self, path: str) -> Any:
        """A file of the site, read as JSON."""
        return json.loads(self.output.data[path])


@pytest.fixture(scope="module")
def made(small: Catalogue, templates: Path) -> Made:
    catalogue = replace(small)  # nothing is computed of it yet, which pages it has included
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "TABLE", (*table.TABLE, ROW, row_of_the_guide()))
        return Made(catalogue, render(catalogue, templates, site_url=SITE))


def test_page_is_rendered_by_its_template(made: Made) -> None:
    assert "# Doubtful events" in made.page.text
    events_there = doubtful(made.catalogue)
    assert events_there
    for event in events_there:
        assert f"events/{event.id}/" in made.page.text
    assert made.front["title"] == "Doubtful events"
    assert made.front["hide"] == ["toc"]


def test_page_is_known_where_it_is_shared(made: Made) -> None:
    assert made.front["shared_title"].endswith(": what is in doubt")
    assert made.front["description"] == "Events that are not confirmed."
    assert made.front["changed"] == "2026-03-01"
    assert [feed["path"] for feed in made.front["feeds"]] == ["feeds/corrections"]


def test_page_is_in_the_search_index_and_among_the_names(made: Made) -> None:
    assert made.front["search"]["kind"] == "List"
    assert made.front["search"]["names"] == ["Doubtful events", "unconfirmed"]
    rows = [row for row in made.data("search/names.json") if row.get("path") == "doubtful/"]
    assert [row["called"] for row in rows] == [["Doubts", "false alarms"], ["Doubtful events"]]


def test_page_has_an_answer_that_is_described_and_in_the_index(made: Made) -> None:
    answer = made.data("api/v1/doubtful.json")
    assert answer["page"]["kind"] == "doubtful"
    (found,) = answer["lists"]
    assert [item["id"] for item in found["items"]] == [one.id for one in doubtful(made.catalogue)]
    assert [page["json"] for page in answer["pages"]] == ["api/v1/events/index.json"]
    assert "/doubtful.json" in made.data("api/v1/openapi.json")["paths"]
    assert "doubtful/" in {page["path"] for page in made.data("api/v1/index.json")["pages"]}
    assert f"[Doubtful events]({SITE}doubtful.md)" in str(made.output.data["llms.txt"])


def test_page_has_linked_data_and_a_citation(made: Made) -> None:
    node = json.loads(made.front["linked"])
    assert node["@type"] == "CollectionPage"
    assert node["about"]["url"] == f"{SITE}events/"
    assert [step["name"] for step in node["breadcrumb"]["itemListElement"]][-1] == "Doubtful events"
    assert made.front["cited"]["citation_title"] == "List of ‘Doubtful events’"
    assert "@misc{doubtful," in str(made.output.data["doubtful.bib"])


def test_page_has_a_picture_of_its_own(made: Made) -> None:
    pictures = share_images.pictures(made.catalogue, planned(made.catalogue))
    assert pictures.of_page["doubtful.md"] == "cards/doubtful.png"
    assert pictures.cards["cards/doubtful.png"].body == "Not confirmed."


def test_example_of_the_guide_is_a_page(made: Made) -> None:
    text = next(page.text for page in made.output.pages if page.path == "disputed.md")
    disputed = [one for one in doubtful(made.catalogue) if one.status == "disputed"]
    assert disputed
    for event in disputed:
        assert f"events/{event.id}/" in text
    (found,) = made.data("api/v1/disputed.json")["lists"]
    assert [item["id"] for item in found["items"]] == [event.id for event in disputed]


def test_page_that_leaves_all_out_has_what_every_page_has(small: Catalogue) -> None:
    plain = PageKind("plain", "plain.md", "Plain", "A page.", single, lambda c, _: {})
    page = PlannedPage(plain, None, "plain.md", None, small.settings)
    assert table.search_metadata(small, page) == SearchMetadata("Page", facets={}, names=("Plain",))
    assert table.sharing(small, page) == ("Plain", "A page.", "")


def test_every_row_has_a_name_and_a_template_of_its_own() -> None:
    names = [row.template or row.name for row in table.TABLE]
    assert len(set(names)) == len(names)
    files = {path.name for path in (PROJECT / "templates" / "pages").iterdir()}
    assert files == {f"{name}.md.jinja" for name in names}


def test_pages_inside_a_page_are_kinds_of_page() -> None:
    names = {row.name for row in table.TABLE}
    assert all(set(row.inside) <= names for row in table.TABLE)
