"""Files of new records: what is written is read back, in the form of an editor, all or nothing."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import MODELS, TODAY
from hypothesis import example, given
from hypothesis import strategies as st

from generator.catalogue import Catalogue
from generator.loading.document import Data
from generator.loading.records import EVERY
from generator.loading.tree import parse
from generator.problems import Refused
from generator.site.reading import read
from generator.writing import Draft, Exists, files, ids, write
from generator.writing.addresses import plain, publisher, recorded, usual
from generator.writing.known import Known
from generator.writing.statements import headline, part_key, properties, values
from generator.writing.statements import read as statement
from generator.writing.yaml_text import text_of

OTHER = Path(__file__).parent / "topics" / "power-cuts" / "content"
LINE = (
    st.text(
        st.one_of(
            st.characters(exclude_categories=["C", "Z"]),
            st.sampled_from(list(" :#-?!&*%@`'\"|>{}[],\\/=~0123")),
        ),
        min_size=1,
        max_size=40,
    )
    .map(str.strip)
    .filter(bool)
)


def read_back(model: type, data: Mapping[str, Data]) -> Data:
    """The values of the text that is written of them."""
    tree, problems = parse("x.yml", text_of(model, data))
    assert tree and not problems, (text_of(model, data), problems)
    return tree.data


@given(LINE, LINE)
@example("yes", "NO")
@example("a: b", "# c")
@example("- a", "? b")
@example("it's", '"')
@example("1.10", "12:30:45")
@example("ends:", "a #b")
def test_any_line_is_read_back(one: str, two: str) -> None:
    data: dict[str, Data] = {
        "title": one,
        "mentions": [one, two],
        "claims": [{"about": one, "value": two, "by": one, "via": [two], "verb": one}],
    }
    assert read_back(MODELS["articles"], data) == data


def test_keys_are_in_the_order_of_the_model_and_what_is_missing_is_a_remark() -> None:
    text = text_of(EVERY["actors"], {"country": "north-korea", "name": "Ada Envoy", "role": ""})
    assert text == "name: Ada Envoy\n# kind: What sort of actor it is.\ncountry: north-korea\n"


def test_claim_with_something_open_says_so_at_its_place() -> None:
    claim: Data = {"event": "2026-02-10-sandok", "about": "count", "value": "2"}
    text = text_of(MODELS["articles"], {"claims": [claim]})
    lines = text.split("\n")
    at = lines.index("  - event: 2026-02-10-sandok")
    assert lines[at + 1 : at + 3] == ["    about: count", "    value: 2"]
    assert lines[at + 3].startswith("    # by: ") and lines[at + 4].startswith("    # verb: ")
    tree, problems = parse("x.yml", text)
    assert tree and not problems and tree.data == {"claims": [claim]}


def test_entry_whose_first_key_is_open_is_still_an_entry() -> None:
    text = text_of(EVERY["actors"], {"name": "X", "aliases": [{"lang": "ko"}, {"name": "Y"}]})
    tree, problems = parse("x.yml", text)
    assert tree and not problems
    assert tree.data == {"name": "X", "aliases": [{"lang": "ko"}, {"name": "Y"}]}


@pytest.mark.parametrize(
    "prose",
    [
        "One short line.",
        "word " * 60,
        "First.\n\nSecond, " + "long " * 40,
        "- one\n- two " + "more " * 30,
        "In the years since " + "a - b 1. c " * 20,
        "key: value\nother: value",
    ],
)
def test_prose_is_a_block_of_short_lines_with_the_same_words(prose: str) -> None:
    text = text_of(EVERY["terms"], {"name": "x", "definition": prose})
    tree, problems = parse("x.yml", text)
    assert tree and not problems and "definition: |" in text
    definition = tree.data["definition"]
    assert isinstance(definition, str) and definition.split() == prose.split()
    assert definition.count("\n\n") == prose.count("\n\n")
    begins = [line.split()[0] for line in definition.split("\n") if line]
    assert ("-" in begins) == prose.startswith("-") and "1." not in begins


def test_key_that_the_model_has_not_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="Actor has no place"):
        text_of(EVERY["actors"], {"name": "X", "place": "y"})


@pytest.mark.parametrize(
    ("draft", "path"),
    [
        (Draft("actors", "a", {}), "actors/a.yml"),
        (Draft("events", "2026-03-05-sandok", {}), "events/2026/2026-03-05-sandok.yml"),
        (Draft("articles", "list-7", {"published": "2025-01"}), "articles/2025/list-7.yml"),
        (Draft("articles", "list-7", {"retrieved": "2026-01-02"}), "articles/2026/list-7.yml"),
        (Draft("articles", "list", {}), "articles/reference/list.yml"),
    ],
)
def test_file_is_in_the_folder_of_its_kind_and_year(draft: Draft, path: str) -> None:
    assert draft.path == path


def test_files_are_written_all_or_none(content: Path) -> None:
    before = sorted(content.rglob("*"))
    new = {"events/2030/2030-01-01-x.yml": "a: b\n", "actors/ada-envoy.yml": "name: other\n"}
    with pytest.raises(Exists, match=r"ada-envoy\.yml is there already"):
        write(content, new)
    assert sorted(content.rglob("*")) == before
    (content / "terms" / "x.yml").mkdir()
    with pytest.raises(Exists):
        write(content, {"actors/new.yml": "name: N\n", "terms/x.yml": "name: X\n"})
    assert not (content / "actors" / "new.yml").exists()
    del new["actors/ada-envoy.yml"]
    write(content, new)
    assert (content / "events/2030/2030-01-01-x.yml").read_bytes() == b"a: b\n"


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (
            ids.of_article("2026-01-27", "the-paper", "The South is on the way to Jeju", ()),
            "2026-01-27-the-paper-south-way-jeju",
        ),
        (ids.of_article("2026-01", "paper", "합동참모본부", ()), "2026-01-paper"),
        (ids.of_event("2026-01-27", "sandok", "", ()), "2026-01-27-sandok"),
        (ids.of_event("2026-01-27", "sandok", "", {"2026-01-27-sandok"}), "2026-01-27-sandok-2"),
        (ids.of_event("2026-01-27", "", "Visit of an envoy", ()), "2026-01-27-visit-envoy"),
        (ids.of_name("Žižkov's Ünit", ()), "zizkovs-unit"),
        (ids.of_name("합동참모본부", ()), ""),
        (len(ids.joined(["word" * 5] * 9)), 62),
    ],
)
def test_id_is_made_of_what_tells_the_record(made: object, key: object) -> None:
    assert made == key


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("https://a.example.org/x?utm_source=y&id=7&fbclid=z", "https://a.example.org/x?id=7"),
        ("https://a.example.org/x?gclid=1", "https://a.example.org/x"),
        ("https://a.example.org/x#utm_medium=a", "https://a.example.org/x"),
        ("https://a.example.org/x#part-2", "https://a.example.org/x#part-2"),
        ("https://a.example.org/?b=%20&a=1", "https://a.example.org/?b=%20&a=1"),
    ],
)
def test_address_loses_its_trackers_and_nothing_else(address: str, left: str) -> None:
    assert plain(address) == left


def test_recorded_address_and_its_publisher_are_found(small: Catalogue) -> None:
    other = "http://www.weekly.example.org/2026/two-flights/?utm_source=x"
    found = recorded(small, other)
    assert found and found.id == "2026-02-10-odd-weekly-two-flights"
    copy = recorded(small, found.archive or "")
    assert copy is found
    assert recorded(small, "https://weekly.example.org/2026/three-flights") is None
    assert publisher(small, "https://weekly.example.org/new") == "odd-weekly"
    assert publisher(small, "https://elsewhere.example.net/") == ""
    assert usual(small, "joint-staff") == {"kind": "official", "language": "ko"}
    assert usual(small, "nobody") == {}


@pytest.fixture
def known(small: Catalogue) -> Known:
    return Known(small)


def test_record_is_found_by_any_name_and_else_what_is_near_is_told(known: Known) -> None:
    assert known.find("actors", "Ada Envoy") == "ada-envoy"
    assert known.find("actors", "ADA  envoy") == "ada-envoy"
    assert known.find("actors", "mot") == "joint-staff"  # what readers look for it by
    with pytest.raises(Refused) as refused:
        known.find("actors", "Ada Envoi")
    assert "ada-envoy (Ada Envoy)" in refused.value.fix
    known.add(Draft("actors", "new-office", {"name": "Office", "aliases": [{"name": "사무소"}]}))
    assert known.find("actors", "사무소") == "new-office"
    with pytest.raises(Refused) as refused:
        known.find("claim-verbs", "sayd")
    assert "said" in refused.value.fix


def said(known: Known, *texts: str) -> dict[str, Data]:
    """The values of an event at Sandok of which these statements are made."""
    found = [statement(known, text, "joint-staff", "said", counted=True) for text in texts]
    return values(known.catalogue, found, "the-article", "sandok")


def test_exact_number_lists_each_part_with_what_is_said_of_it(known: Known) -> None:
    found = said(known, "count 2", "system Bada-3", "flight 1 range_km about 350", "apogee_km 80")
    assert found == {
        "systems": ["bada-3"],
        "count": {"value": "2", "article": "the-article"},
        "flights": [
            {"system": "bada-3", "range_km": "about 350", "article": "the-article"},
            {"system": "bada-3", "article": "the-article"},
        ],
        "apogee_km": {"value": "80", "article": "the-article"},
    }


def test_what_is_said_of_the_only_part_is_its_own(known: Known) -> None:
    found = said(known, "count 1", "Range about 350", "outcome success", "landing yonghung-bay")
    assert found["flights"] == [
        {
            "outcome": "success",
            "range_km": "about 350",
            "landing": "yonghung-bay",
            "article": "the-article",
        }
    ]
    assert set(found) == {"count", "flights"}


def test_number_with_bounds_lists_nothing_and_keeps_them(known: Known) -> None:
    found = said(known, "count at least 2", "ada-envoy denied: range_km 9", "class srbm")
    assert found == {
        "count": {"value": "at least 2", "article": "the-article"},
        "missile_class": "srbm",
    }


def test_statement_names_speaker_verb_and_who_passed_it_on(known: Known) -> None:
    text = "Ada Envoy via odd-weekly detected: flight 1 time 06:50 KST"
    one = statement(known, text, "joint-staff", "said", counted=True)
    assert one.claim("e", part_key(known.catalogue)) == {
        "event": "e",
        "flight": "1",
        "about": "time",
        "value": "06:50 KST",
        "by": "ada-envoy",
        "via": ["odd-weekly"],
        "verb": "detected",
    }


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("rang_km 3", "did you mean `range_km`?"),
        ("range_km", "write it behind the property"),
        ("range_km far", "write"),
        ("flight 0 range_km 9", "count from 1"),
        ("flight 99 range_km 9", "say it of the whole"),
        ("count 2.5", "whole number"),
        ("system bada", "bada-3"),
        ("Nobody said: count 2", "digest new actor"),
    ],
)
def test_statement_that_cannot_be_is_refused_with_what_to_write(
    text: str, fix: str, known: Known
) -> None:
    with pytest.raises(Refused) as refused:
        statement(known, text, "joint-staff", "said", counted=True)
    assert fix in refused.value.fix


def test_title_is_made_of_the_values(known: Known) -> None:
    found = said(known, "count 2", "system bada-3")
    made = headline(known, "missile-launch", found, "sandok")
    assert made == f"Two Bada-3 missiles fired from {known.called('places', 'sandok')}"
    assert headline(known, "missile-launch", said(known, "range_km 2"), "sandok") == ""


def test_measures_of_another_topic_are_read_as_it_declares_them() -> None:
    checked = read(OTHER, TODAY, "content")
    assert checked.catalogue
    known = Known(checked.catalogue)
    texts = ("households 410", "lasted 95 minutes", "cost up to 40 thousand EUR", "severity local")
    found = [statement(known, one, "grid-company", "said", counted=True) for one in texts]
    found += [statement(known, "Place Low Holm", "grid-company", "said", counted=True)]
    found += [statement(known, "Place Port Alder", "grid-company", "said", counted=True)]
    made = values(known.catalogue, found, "a", "port-alder")
    assert made == {
        "households": {"value": "410", "article": "a"},
        "lasted": {"value": "95 minutes", "article": "a"},
        "cost": {"value": "up to 40 thousand EUR", "article": "a"},
        "severity": {"value": "local", "article": "a"},
        "places": ["low-holm"],
    }
    assert part_key(known.catalogue) == ""
    assert headline(known, "power-cut", made, "port-alder") == ""
    assert "households" not in properties(known.catalogue, counted=False)
    texts_made = files([Draft("events", "2026-01-01-port-alder", made)], known.catalogue.models)
    assert "cost: {value: up to 40 thousand EUR, article: a}" in next(iter(texts_made.values()))
