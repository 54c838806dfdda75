"""Of a very long list a page has the first rows, says how many there are, and leads to all."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from posixpath import join, normpath

import pytest
from bench import records
from conftest import PROJECT, TODAY, one_page
from lxml import html
from test_golden import FAR

from generator.catalogue import Catalogue
from generator.pages import long_lists
from generator.pages.addresses import address
from generator.pages.long_lists import begun, begun_groups, newest
from generator.pages.table import PlannedPage, planned
from generator.rendering.environment import anchor
from generator.schema.registry import PAGED, having
from generator.site.pipeline import Output, plan
from generator.site.reading import read

WHOLE, FIRST = 45, 10
"""More than the years of the records, which have a row each on many pages."""
KINDS = PAGED


class Site:
    """Pages of a catalogue, as they are with the limits of a test."""

    def __init__(self, catalogue: Catalogue, chosen: Callable[[PlannedPage], bool]) -> None:
        self.catalogue = catalogue
        site = plan(catalogue, PROJECT / "templates")
        self.texts = {
            page.path: site.render(page.path).text for page in planned(catalogue) if chosen(page)
        }

    def tree(self, path: str) -> html.HtmlElement:
        """A page as the browser has it, as far as lists and links go."""
        return html.fromstring(self.texts[path].partition("---\n")[2])

    def links(self, path: str) -> set[str]:
        """Where the links of a page lead, as addresses below the root."""
        found = self.tree(path).xpath("//a/@href")
        return {
            normpath(join(address(path), link.partition("#")[0]))
            for link in found
            if not re.match(r"https?:|#", link)
        }

    def reached(self, kind: str) -> set[str]:
        """The records of a kind to which its index leads, or a page of the index beside it."""
        index = f"{kind}/index.md"
        beside = {
            path
            for path in self.texts
            if re.match(rf"{kind}/(years|letters)/", path)
            and normpath(address(path)) in self.links(index)
        }
        found = {link for path in {index, *beside} for link in self.links(path)}
        return {key for key in self.catalogue.of_kind(kind) if f"{kind}/{key}" in found}


def most_named(catalogue: Catalogue, kind: str) -> str:
    """The page of the record of a kind to which most others refer."""

    def number(key: str) -> int:
        return len(catalogue.mentions.get((kind, key), ()))

    return f"{kind}/{max(catalogue.of_kind(kind), key=number)}.md"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Of 300 made records the lists, and a record of each kind."""
    folder = tmp_path_factory.mktemp("rows") / "content"
    records(300, folder)
    checked = read(folder, TODAY, "content")
    assert checked.catalogue is not None, checked.problems
    shown = {most_named(checked.catalogue, kind) for kind in KINDS}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_lists, "WHOLE", WHOLE)
        patch.setattr(long_lists, "FIRST", FIRST)
        yield Site(checked.catalogue, lambda page: not page.source or page.path in shown)


@pytest.fixture(scope="module")
def little(small: Catalogue) -> Site:
    """All pages of the small corpus, each with one row of every longer list."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_lists, "WHOLE", 1)
        patch.setattr(long_lists, "FIRST", 1)
        return Site(replace(small), lambda _: True)


@pytest.fixture(params=["made", "little"])
def site(request: pytest.FixtureRequest) -> Site:
    """Either of them."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Site)
    return found


def rows(tree: html.HtmlElement) -> Iterator[int]:
    """How many rows each list and table has."""
    for body in tree.xpath("//tbody | //ul | //ol | //dl"):
        yield len(body.xpath("./tr | ./li | ./div | ./dt"))


# Beside the pages of one year or letter, which have all that is of it.
PARTED = re.compile(r"(?:events|articles)/years/|\w+/letters/")


def test_no_list_is_longer_than_the_limit(made: Site) -> None:
    most = {path: max(rows(made.tree(path)), default=0) for path in made.texts}
    too_long = {path: number for path, number in most.items() if number > WHOLE}
    assert {path for path in too_long if not PARTED.match(path)} == set()


def test_no_chart_has_a_mark_of_its_own_for_each_of_very_many(made: Site) -> None:
    for path in made.texts:
        for chart in made.tree(path).xpath("//figure[contains(@class, 'd-chart')]//svg/g"):
            marks = [css for one in chart.iter("path") if (css := one.get("class"))]
            assert len(marks) <= WHOLE, (path, Counter(marks))


def told(site: Site, path: str) -> dict[str, int]:
    """Of which lists a page says that it has the first rows, and how many there are."""
    found = re.findall(r"The first (\d+) of ([\d,]+) (\w+) are shown\.", site.texts[path])
    # A row of figures is of several statements.
    assert all(int(shown) == FIRST or noun == "statements" for shown, _, noun in found), found
    return {noun: int(number.replace(",", "")) for _, number, noun in found}


def test_actor_says_how_many_statements_there_are(made: Site) -> None:
    path = most_named(made.catalogue, "actors")
    key = path.removeprefix("actors/").removesuffix(".md")
    said = sum(claim.by == key for one in made.catalogue.articles.values() for claim in one.claims)
    assert told(made, path)["statements"] == said > 10 * WHOLE
    years = made.tree(path).xpath("//ul[@aria-label='Years, with their statements']/li")
    numbers = [int(re.sub(r"\D", "", str(year.text_content()).split()[-1])) for year in years]
    assert sum(numbers) == said
    assert all(year.xpath("a") for year in years), "a year leads to its log"


def test_other_pages_say_how_many_there_are(made: Site) -> None:
    catalogue = made.catalogue
    corrections, ignored = (
        sum(
            len(getattr(record, key, ()))
            for kind in having(key)
            for record in catalogue.of_kind(kind).values()
        )
        for key in ("corrections", "ignore")
    )
    assert told(made, "articles/index.md") == {"sources": len(catalogue.articles)}
    assert told(made, "events/index.md") == {"events": len(catalogue.events)}
    assert told(made, "corrections.md") == {"corrections": corrections}
    assert told(made, "editors/problems.md") == {"entries": ignored}
    assert f"{FIRST} of {len(catalogue.actors)} actors are shown" in made.texts["actors/index.md"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_reached_from_the_index_of_its_kind(site: Site, kind: str) -> None:
    assert site.reached(kind) == set(site.catalogue.of_kind(kind))


def test_every_kind_of_page_of_long_lists_is_made(site: Site) -> None:
    assert {page.row.name for page in planned(site.catalogue)} >= FAR


def test_every_link_to_a_place_in_a_page_leads_there(site: Site) -> None:
    ids = {normpath(address(path)): anchors(text) for path, text in site.texts.items()}
    dead = {
        (path, link)
        for path in site.texts
        for link in site.tree(path).xpath("//a/@href")
        if "#" in link and not re.match("https?:", link)
        for page, _, anchor in [link.partition("#")]
        for where in [normpath(join(address(path), page))]
        if where in ids and anchor not in ids[where]
    }
    assert dead == set()


def test_no_place_in_a_page_is_lost(little: Site, rendered: Output) -> None:
    lost = {
        page.path: found
        for page in rendered.pages
        if (found := anchors(page.text) - anchors(little.texts[page.path]))
    }
    assert lost == {}


def anchors(text: str) -> set[str]:
    """The anchors of a page in Markdown."""
    headings = re.findall(r"(?m)^#+ (.*)$", text)
    given = re.findall(r'\bid="([^"]+)"', text)
    return {anchor(re.sub("<[^>]+>", "", heading)) for heading in headings} | set(given)


def test_page_of_a_record_has_all_that_is_said(small: Catalogue, little: Site) -> None:
    said = re.compile(r'<section class="d-(?:voice|prop)\b.*?</section>', re.DOTALL)
    for path in ("articles/2026-02-11-joint-staff-statement.md", "events/2026-02-10-sandok.md"):
        found = said.findall(one_page(small, path).text)
        assert sum(one.count("<li>") + one.count("<dd") for one in found) > 5
        assert said.findall(little.texts[path]) == found


@pytest.mark.parametrize(("number", "shown"), [(3, 3), (4, 2)])
def test_list_is_whole_up_to_the_limit(
    number: int, shown: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "WHOLE", 3)
    monkeypatch.setattr(long_lists, "FIRST", 2)
    numbers = range(number)
    assert begun(numbers) == (tuple(range(shown)), number)
    assert begun(numbers).whole is (shown == number)
    assert newest(numbers).rows == ((0, 1, 2) if number == 3 else (3, 2))


def test_groups_are_cut_as_one_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lists, "WHOLE", 4)
    monkeypatch.setattr(long_lists, "FIRST", 3)
    some = begun_groups([("a", "12"), ("b", "34"), ("c", "5")])
    assert some.groups == (("a", "12", 2), ("b", "3", 2))
    assert (tuple(some.rows), some.total) == (("1", "2", "3"), 5)
    assert not some.whole
