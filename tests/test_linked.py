"""Linked data against the vocabulary of schema.org, and the tags that reference managers read."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import PROJECT, one_page
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader
from pyld import jsonld
from selectolax.lexbor import LexborHTMLParser
from test_golden import FAR
from test_invalid import case

from generator.catalogue import Catalogue
from generator.exports.json_ld import script
from generator.pages.addresses import address
from generator.pages.table import HAND_WRITTEN
from generator.pages.table import kinds as rows_of
from generator.rendering.environment import Rendered
from generator.site.pipeline import Output, render
from generator.site.reading import Checked

SITE = "https://digest.example.org/missiles/"
# The types of schema.org that we use and those above them; the file tells where they are from.
TYPES: dict[str, Any] = json.loads((Path(__file__).parent / "schema-org.json").read_text("utf-8"))[
    "types"
]
Node = dict[str, Any]


def front(page: Rendered) -> Node:
    """The front matter of a page."""
    found: Node = json.loads(page.text.removeprefix("---\n").split("\n---\n", 1)[0])
    return found


def data(made: Output, path: str) -> Node:
    """The linked data of one of many pages."""
    return linked(page_at(made, path))


def linked(page: Rendered) -> Node:
    """The linked data of a page."""
    node: Node = json.loads(front(page)["linked"])
    return node


def page_at(made: Output, path: str) -> Rendered:
    return next(page for page in made.pages if page.path == path)


def nodes(value: Any) -> Iterator[Node]:
    """A node and every node within it."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for item in value.values():
            yield from nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from nodes(item)


@pytest.fixture(scope="module")
def made(small: Catalogue) -> Output:
    return render(small, PROJECT / "templates", site_url=SITE)


@pytest.fixture(scope="module")
def every(made: Output) -> dict[str, Node]:
    """The linked data of each page by its path."""
    by_hand = {path: json.loads(str(added.front["linked"])) for path, added in made.by_hand.items()}
    return by_hand | {
        page.path: data(made, page.path) for page in made.pages if "linked" in front(page)
    }


def test_every_page_but_a_sign_has_linked_data(
    made: Output, every: dict[str, Node], small: Catalogue
) -> None:
    kinds = {front(page)["kind"] for page in made.pages if page.path in every}
    assert kinds == {kind.name for kind in rows_of(small) if not kind.gone} - FAR
    found = {page.path for page in made.pages if not page.gone}
    assert set(every) == found | set(HAND_WRITTEN)


# --- the vocabulary


def above(name: str) -> set[str]:
    """A type and every type above it."""
    return {name}.union(*(above(parent) for parent in TYPES[name]["is_a"]))


def held(name: str) -> dict[str, set[str]]:
    """The properties of a type, its own and inherited, and the types of their values."""
    found: dict[str, set[str]] = {}
    for kind in above(name):
        for prop, ranges in TYPES[kind]["properties"].items():
            found.setdefault(prop, set()).update(ranges)
    return found


def faults(node: Node) -> Iterator[str]:
    """What a node says that the vocabulary has no word for."""
    kind = node["@type"]
    if kind not in TYPES:
        yield f"no type {kind}"
        return
    known = held(kind)
    for prop, value in node.items():
        # An action's input is named by the property with this ending.
        name = prop.removesuffix("-input")
        if prop.startswith("@"):
            continue
        if name not in known:
            yield f"{kind} has no {prop}"
            continue
        if name != prop:
            continue
        for item in value if isinstance(value, list) else [value]:
            if not fits(item, known[name]):
                yield f"{kind}.{prop} cannot be {item!r}"


def fits(value: Any, ranges: set[str]) -> bool:
    """Whether a value is of one of the types that a property may have."""
    if isinstance(value, bool):
        return "Boolean" in ranges
    if isinstance(value, int | float):
        return bool(ranges & {"Number", "Integer", "Text"})
    if isinstance(value, str):
        words = {"Text", "Date", "DateTime"} & ranges
        # A thing may stand for itself by its address.
        return bool(words) or value.startswith("https://")
    if "@value" in value:
        return "Text" in ranges and set(value) == {"@value", "@language"}
    return bool(ranges & above(value["@type"]))


def test_every_type_and_property_is_in_the_vocabulary(every: dict[str, Node]) -> None:
    found = {
        f"{path}: {fault}"
        for path, node in every.items()
        for n in nodes(node)
        for fault in faults(n)
    }
    assert found == set()


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "Launch"},
        {"@type": "Event", "headline": "x"},
        {"@type": "Event", "attendee": {"@type": "Country"}},
        {"@type": "GeoCoordinates", "latitude": True},
        {"@type": "Dataset", "distribution": "launches.csv"},
    ],
)
def test_wrong_word_would_be_found(node: Node) -> None:
    assert list(faults(node))


# --- as a processor of JSON-LD reads it

IDS = {name: {"@type": "@id"} for name in ("url", "item", "license", "contentUrl", "sameAs")}


def offline(url: str, _: object) -> Node:
    """The context of schema.org, as far as it matters here; no other document may be asked for."""
    assert url.rstrip("/") == "https://schema.org"
    context = {"@vocab": "http://schema.org/", **IDS}
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": context}}


def test_every_page_expands_and_loses_nothing(every: dict[str, Node]) -> None:
    for path, node in every.items():
        (expanded,) = jsonld.expand(node, {"documentLoader": offline})
        assert expanded["@type"] == [f"http://schema.org/{node['@type']}"]
        assert expanded["@id"] == SITE + address(path)
        triples = jsonld.to_rdf(node, {"documentLoader": offline})["@default"]
        typed = [t for t in triples if t["predicate"]["value"].endswith("#type")]
        # A node with a name is one node however often it is spoken of.
        assert len({t["subject"]["value"] for t in typed}) >= len({id_of(n) for n in nodes(node)})
        said = {t["predicate"]["value"].rsplit("/", 1)[-1] for t in triples}
        assert {key for n in nodes(node) for key in n if key[0] != "@"} <= said


def id_of(node: Node) -> object:
    return node.get("@id", id(node))


def test_names_of_other_languages_are_marked(every: dict[str, Node]) -> None:
    (expanded,) = jsonld.expand(every["systems/bada-3.md"], {"documentLoader": offline})
    (entity,) = expanded["http://schema.org/mainEntity"]
    names = {(n["@value"], n.get("@language")) for n in entity["http://schema.org/alternateName"]}
    assert names == {("바다-3", "ko"), ("海3号", "ja")}


# --- addresses


def addresses(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every address in it, with the key under which it stands."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from addresses(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from addresses(item, key)
    elif isinstance(value, str) and "://" in value:
        yield key, value


def test_own_addresses_lead_to_pages_and_files(made: Output, every: dict[str, Node]) -> None:
    paths = [address(path) for path in (*(page.path for page in made.pages), *HAND_WRITTEN)]
    there = {SITE + path for path in (*paths, *made.data)}
    for path, node in every.items():
        for key, found in addresses(node):
            if found.startswith(SITE) and key != "urlTemplate":
                assert found.partition("#")[0] in there, (path, found)


def test_no_address_of_the_site_is_made_up(rendered: Output) -> None:
    for page in rendered.pages:
        node = json.loads(front(page).get("linked", "{}"))
        keys = {key for key, _ in addresses(node)}
        assert keys <= {"@context", "license", "url"}, page.path
        assert not any("@id" in n for n in nodes(node))
        if node:
            # An address that is there is a source's or an actor's own.
            assert "url" not in node
            assert all("item" not in n for n in nodes(node) if n["@type"] == "ListItem")
    assert "potentialAction" not in data(rendered, "index.md")


def test_home_tells_where_to_search(every: dict[str, Node]) -> None:
    home = every["index.md"]
    assert home["@type"] == "WebSite"
    assert home["potentialAction"]["target"]["urlTemplate"] == f"{SITE}search/?q={{q}}"


def test_way_up_is_the_one_on_the_page(made: Output, every: dict[str, Node]) -> None:
    for page in made.pages:
        if page.path not in every or page.path == "index.md":
            continue
        steps = every[page.path]["breadcrumb"]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        nav = page.text.split('aria-label="Breadcrumb">')[1].split("</nav>")[0]
        assert [step["name"] for step in steps[:-1]] == words(nav)
        assert steps[-1]["item"] == SITE + address(page.path)


def words(nav: str) -> list[str]:
    """The words of the links of a way up."""
    return [part.split("</a>")[0].split(">")[-1] for part in nav.split("<a ")[1:]]


# --- what each kind of page says


def test_event_says_when_and_where_as_exactly_as_known(every: dict[str, Node]) -> None:
    launch = every["events/2026-02-10-sandok.md"]["mainEntity"]
    assert launch["@type"] == "Event"
    assert launch["startDate"] == "2026-02-10T06:54+09:00"
    assert launch["location"]["name"] == "Sandok Test Stand"
    assert launch["location"]["geo"]["latitude"] == 39.15
    assert [thing["name"] for thing in launch["about"]] == ["Bada-3", "North Korea"]
    rests = every["events/2026-02-10-sandok.md"]["isBasedOn"]
    assert rests["name"] == "Register of Tests, 10 February 2026"
    visit = every["events/2026-02-09-harbour-visit.md"]["mainEntity"]
    assert (visit["startDate"], visit["endDate"]) == ("2026-02-09", "2026-02-11")
    assert [person["@type"] for person in visit["attendee"]] == ["Person"]
    old = every["events/1994-05-unknown-site.md"]["mainEntity"]
    assert old["startDate"] == "1994-05"
    assert "location" not in old
    assert old["disambiguatingDescription"] == "Status: disputed"


def event_with(lines: str) -> dict[str, str | bytes]:
    """A further event with some lines more."""
    text = (
        f"title: One more\ntype: missile-launch\ndate: 2026-03-05\narticle: test-register\n{lines}"
    )
    return {"events/2026/2026-03-05-more.yml": text}


@pytest.mark.parametrize(
    ("time", "start"),
    [
        ("06:54 KST", "2026-03-05T06:54+09:00"),
        ("21:54 UTC", "2026-03-05T06:54+09:00"),
        ("about 06:54 KST", "2026-03-05"),
        ("06:54 to 07:10 KST", "2026-03-05"),
    ],
)
def test_start_is_no_more_exact_than_the_source(
    time: str, start: str, read_with: Callable[..., Checked]
) -> None:
    more = f"status: confirmed\ntime: {{value: {time}, article: test-register}}\n"
    checked = read_with(event_with(more))
    assert checked.catalogue is not None, checked.problems
    page = one_page(checked.catalogue, "events/2026-03-05-more.md", SITE)
    assert linked(page)["mainEntity"]["startDate"] == start


def test_false_alarm_is_no_event(read_with: Callable[..., Checked]) -> None:
    checked = read_with(event_with("status: false-alarm\n"))
    assert checked.catalogue is not None, checked.problems
    node = linked(one_page(checked.catalogue, "events/2026-03-05-more.md", SITE))
    assert "mainEntity" not in node
    assert node["isBasedOn"]["name"]


def test_article_page_is_a_page_about_the_work_of_others(every: dict[str, Node]) -> None:
    node = every["articles/2026-02-10-odd-weekly-two-flights.md"]
    work = node["isBasedOn"]
    assert (node["@type"], work["@type"]) == ("WebPage", "NewsArticle")
    assert work["headline"] == work["name"] == "Two flights & one <visitor>"
    assert work["url"] == "https://weekly.example.org/2026/two-flights"
    assert work["datePublished"] == "2026-02-10"
    assert work["publisher"]["name"] == "The *Odd* [Weekly] & <Sons>"
    assert [event["@type"] for event in node["about"]] == ["Event"] * len(node["about"])
    assert every["articles/2026-02-11-joint-staff-statement.md"]["isBasedOn"]["@type"] == "Report"


def test_actors_and_places_are_what_they_are(every: dict[str, Node]) -> None:
    types = {
        path: node["mainEntity"]["@type"]
        for path, node in every.items()
        if path.startswith(("actors/", "places/", "systems/")) and "mainEntity" in node
    }
    assert types["actors/ada-envoy.md"] == "Person"
    assert types["actors/north-korea.md"] == "Country"
    assert types["actors/joint-staff.md"] == "GovernmentOrganization"
    assert types["actors/wire.md"] == "NewsMediaOrganization"
    assert types["places/east-sea-sea-of-japan.md"] == "SeaBodyOfWater"
    assert types["places/sandok.md"] == "Place"
    assert types["systems/bada-3.md"] == "Thing"


def test_data_set_has_what_search_engines_ask_for(made: Output, every: dict[str, Node]) -> None:
    found = every["data/index.md"]["mainEntity"]
    assert found["@type"] == "Dataset"
    assert 50 <= len(found["description"]) <= 5000
    assert found["name"] and found["license"]
    files = [part["contentUrl"].removeprefix(SITE) for part in found["distribution"]]
    assert files and set(files) == {
        path
        for path in made.data
        if path.startswith("data/") and not path.endswith((".bib", ".ris", ".csl.json"))
    }
    assert all(part["encodingFormat"] for part in found["distribution"])
    assert found["temporalCoverage"] == "1994-05/2026-03-31"


def test_explainer_has_what_search_engines_ask_of_an_article(every: dict[str, Node]) -> None:
    found = every["explainers/reading-a-flight.md"]["mainEntity"]
    assert found["@type"] == "Article"
    assert found["headline"] and found["dateModified"] == "2026-03-31"
    assert found["citation"]


def test_events_have_what_search_engines_ask_for(small: Catalogue, every: dict[str, Node]) -> None:
    for key, event in small.events.items():
        found = every[f"events/{key}.md"]["mainEntity"]
        assert found["name"] == event.title and found["startDate"]
        assert ("location" in found) == (event.place is not None)


def test_glossary_is_a_set_of_its_terms(small: Catalogue, every: dict[str, Node]) -> None:
    found = every["glossary.md"]["mainEntity"]
    terms = found["hasDefinedTerm"]
    assert [term["name"] for term in terms] == [term.name for term in small.terms.values()]
    assert [term["@id"] for term in terms] == [f"{SITE}glossary/#{key}" for key in small.terms]
    assert all(term["description"] for term in terms)


def test_number_keeps_its_bounds(small: Catalogue, every: dict[str, Node]) -> None:
    for key, fact in small.facts.items():
        found = every[f"facts/{key}.md"]["mainEntity"]
        assert found["@type"] == "PropertyValue"
        assert str(found["value"]) == fact.value


# --- in the head of a page


class Head:
    """The meta tags of a page, and its blocks of linked data."""

    def __init__(self, text: str) -> None:
        whole = LexborHTMLParser(text)
        self.elements = [node.tag for node in whole.css("head *, body *")]
        self.tags = {
            str(node.attributes.get("name") or node.attributes.get("property")): str(
                node.attributes["content"]
            )
            for node in whole.css("meta")
        }
        scripts = whole.css("script")
        assert all(node.attributes == {"type": "application/ld+json"} for node in scripts)
        self.blocks = [node.text() for node in scripts]


def head(page: Rendered) -> Head:
    """What the theme makes of a page's front matter; like MkDocs, it escapes nothing itself."""
    theme = Environment(loader=FileSystemLoader(PROJECT / "templates/theme"))
    partial = theme.get_template("partials/about.html")
    return Head(partial.render(page=SimpleNamespace(meta=front(page))))


def test_reference_managers_find_title_date_language_and_address(made: Output) -> None:
    for page in made.pages:
        kind = front(page)["kind"]
        tags = {} if page.gone else head(page).tags
        assert bool(tags) != page.gone
        if not tags:
            continue
        there = SITE + address(page.path)
        name = data(made, page.path)["name"]
        title = f"Summary of ‘{name}’" if kind == "article" else name
        assert tags["citation_title"] == tags["DC.title"] == title
        assert tags["citation_publication_date"] == tags["citation_online_date"] == "2026/03/31"
        assert tags["DC.date"] == "2026-03-31"
        assert tags["citation_public_url"] == tags["citation_fulltext_html_url"] == there
        assert tags["DC.identifier"] == there
        assert tags["citation_language"] == tags["DC.language"] == "en"
        assert tags["DC.type"] == ("dataset" if kind == "data" else "webpage")
        assert tags["DC.publisher"] == "Test digest"
        # It would make an article of a journal of the page.
        assert "citation_journal_title" not in tags


def test_tags_give_no_address_where_none_is_known(rendered: Output) -> None:
    tags = head(page_at(rendered, "events/2026-02-10-sandok.md")).tags
    assert tags["DC.identifier"] == "event-2026-02-10-sandok"
    assert not any(name.endswith("_url") for name in tags)


def test_title_that_closes_a_script_comes_back_equal(read_with: Callable[..., Checked]) -> None:
    odd = case(Path(__file__).parent / "accepted/title-that-closes-a-script.yml")
    checked = read_with({odd.path: odd.text})
    assert checked.catalogue is not None
    found = head(one_page(checked.catalogue, "events/2026-03-05-sandok.md", SITE))
    title = "</script><script>alert(1)</script><!--"
    (block,) = found.blocks
    assert json.loads(block)["name"] == json.loads(block)["mainEntity"]["name"] == title
    assert found.tags["citation_title"] == found.tags["DC.title"] == title
    assert set(found.elements) == {"meta", "script"}


@given(
    st.text(
        st.one_of(
            st.sampled_from('<>&\u2028\u2029\x85/!-"\\'), st.characters(exclude_categories=["Cs"])
        )
    )
)
def test_no_text_ends_a_block(text: str) -> None:
    block = script({"name": text})
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block) == {"name": text}
