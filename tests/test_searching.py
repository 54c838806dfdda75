"""The search index against the pages of the site; by which words search finds them."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue import Catalogue
from generator.exports.scripts import search_names
from generator.pages.addresses import address
from generator.pages.counted import counted_rows
from generator.pages.shared.search_metadata import SearchMetadata, american
from generator.pages.table import planned, search_metadata
from generator.site.pipeline import Output
from generator.site.search_index import indexed


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(
            f"<html><body data-pagefind-body><h1>{name}</h1><p>Words.</p></body></html>"
        )
    return tmp_path


def test_index_of_every_page_is_made_without_what_no_page_asks_for(site: Path) -> None:
    with indexed(site, 2):
        pass
    kept = {path.name for path in (site / "pagefind").iterdir() if path.is_file()}
    assert {"pagefind.js", "wasm.en.pagefind", "pagefind-entry.json"} <= kept
    assert not any(name.endswith(".css") or "ui" in name or "unknown" in name for name in kept)


def test_index_that_misses_a_page_ends_the_build(site: Path) -> None:
    with pytest.raises(OSError, match="holds 2 pages, the site has 3"), indexed(site, 3):
        pass


def test_index_is_given_up_when_something_else_ends_the_build(site: Path) -> None:
    with pytest.raises(ValueError, match="a dead link"), indexed(site, 2):
        raise ValueError("a dead link")
    assert not (site / "pagefind" / "pagefind-entry.json").exists()


def numbered(site: Path, pages: int) -> tuple[set[str], int]:
    """Names of the fragments of a site once it is indexed, and bytes of the table of pages."""
    with indexed(site, pages):
        pass
    folder = site / "pagefind"
    entry = json.loads((folder / "pagefind-entry.json").read_text())
    table = folder / f"pagefind.{entry['languages']['en']['hash']}.pf_meta"
    names = [path.stem for path in (folder / "fragment").iterdir()]
    assert len(names) == pages
    data = gzip.decompress(table.read_bytes())
    assert all(data.count(name.encode()) == 1 for name in names)
    return set(names), table.stat().st_size


def test_names_of_fragments_take_little_room_and_are_new_with_each_build(site: Path) -> None:
    one = site / "one" / "index.html"
    for number in range(300):
        (site / f"{number}.html").write_text(one.read_text().replace("one", f"Page {number}"))
    names, table = numbered(site, 302)
    # Hashes would take 3.5 bytes for each page.
    assert table < 302 * 2.5
    one.write_text(one.read_text().replace("Words", "Other words"))
    assert not names & numbered(site, 302)[0]


def parts(site: Path) -> dict[Path, bytes]:
    """All files of the index, once it is made."""
    with indexed(site, 2):
        pass
    assert {path.name for path in site.iterdir()} == {"one", "two", "pagefind"}
    folder = site / "pagefind"
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_nothing_of_an_earlier_index_stays(site: Path) -> None:
    one = site / "one" / "index.html"
    before = parts(site)
    one.write_text(one.read_text().replace("one", "three"))
    # A file that is there under the name of a new one, Pagefind takes for that.
    for name in before.keys() - {Path("pagefind-entry.json")}:
        (site / "pagefind" / name).write_bytes(b"of another page")
    after = parts(site)
    shutil.rmtree(site / "pagefind")
    assert parts(site) == after != before


def found(catalogue: Catalogue, kind: str, title: str) -> SearchMetadata:
    """How search finds the first page of a kind, if that is its title."""
    page = next(page for page in planned(catalogue) if page.row.name == kind)
    return search_metadata(catalogue, page._replace(row=page.row._replace(title=title)))


@pytest.mark.parametrize(
    ("title", "usual"),
    [
        ("北朝鮮がＩＣＢＭ級を発射", "北朝鮮がICBM級を発射"),
        ("高度３５０㎞", "高度350km"),
        ("ﾐｻｲﾙ発射", "ミサイル発射"),
        ("ＫＮ－２３ 발사", "KN-23 발사"),
    ],
)
def test_page_with_letters_of_another_width_is_found_by_the_usual_ones(
    small: Catalogue, title: str, usual: str
) -> None:
    assert usual in found(small, "article", title).also
    assert {title, usual} <= set(found(small, "system", title).names)


@pytest.mark.parametrize("title", ["Two missiles … fired", "Türkiye", "북한 발사", "“x” – y"])
def test_usual_letters_stand_once(small: Catalogue, title: str) -> None:
    assert found(small, "article", title).also == ()


def names_of(catalogue: Catalogue) -> dict[str, Any]:
    """What search leads straight to, by its address."""
    rows = json.loads(search_names.files(catalogue)["search/names.json"])
    return {row.get("path", ""): row for row in rows}


def test_each_name_is_in_the_part_of_its_first_letter_alone(small: Catalogue) -> None:
    files = search_names.files(small)
    rows = json.loads(files["search/names.json"])
    parts = [json.loads(files[f"search/names/{part}.json"]) for part in range(32)]
    letters = {"a": 1, "b": 2, "s": 19, "1": 17}
    for letter, part in letters.items():
        for row in rows:
            names = [*row["called"], *row.get("spelt", ())]
            begins = any(name.lstrip("“").lower().startswith(letter) for name in names)
            assert not begins or row in parts[part]
    for part in parts:
        assert part == [row for row in rows if row in part]
    assert 0 < max(map(len, parts)) < len(rows) / 2


def test_words_of_readers_lead_to_a_record_and_no_page_shows_them(
    small: Catalogue, rendered: Output
) -> None:
    found = names_of(small)
    wanted = {
        "actors/joint-staff/": "MOT",
        "places/sandok/": "Sandok airport",
        "explainers/reading-a-flight/": "lofted flight",
    }
    assert {path for path, word in wanted.items() if word not in found[path]["spelt"]} == set()
    for page in planned(small):
        if address(page.path) in wanted:
            word = wanted[address(page.path)]
            assert word in search_metadata(small, page).names
    shown = {page.path: page.text.partition("\n---\n")[2] for page in rendered.pages}
    assert [path for path, text in shown.items() if "Sandok airport" in text] == []


def test_word_in_hangul_is_found_by_its_spellings_too(small: Catalogue) -> None:
    assert {"Sandeokbihaengjang", "Sandŏkpihaengjang"} & set(
        names_of(small)["places/sandok/"]["spelt"]
    )


def test_class_is_found_by_its_words_in_systems_and_events(small: Catalogue) -> None:
    def how(kind: str, key: str) -> SearchMetadata:
        one = next(p for p in planned(small) if p.row.name == kind and p.subject.id == key)
        return search_metadata(small, one)

    assert {"SRBM", "Short-range ballistic missile"} <= set(how("system", "bada-3").names)
    assert "SRBM" in how("event", "2026-02-10-sandok").also
    assert "SRBM" not in how("system", "byeol-1").names


def test_values_at_the_top_of_an_event_are_searched_though_its_facts_are_not(
    small: Catalogue,
) -> None:
    page = next(p for p in planned(small) if p.path == "events/2026-02-10-sandok.md")
    row = counted_rows.row(small, page.subject)
    shown = [f"{row.text(one)} {one.unit}".strip() for one in row.columns if row.text(one)]
    found = search_metadata(small, page)
    assert len(shown) > 2 and set(shown) <= {*found.also, *found.names}


def test_names_have_the_spelling_of_the_united_states_too() -> None:
    names = ("Ministry of Defence", "Manoeuvring re-entry vehicle", "Denuclearisation", "Cruise")
    assert american(names) == (
        "Ministry of Defense",
        "Maneuvering re-entry vehicle",
        "Denuclearization",
    )
    assert american(("A programme of the centre", "raised")) == ("A program of the center",)


def test_tables_and_numbers_come_after_what_has_the_name_itself(small: Catalogue) -> None:
    kinds = [row["kind"] for row in json.loads(search_names.files(small)["search/names.json"])]
    assert kinds.index("Explainer") < kinds.index("Term") < kinds.index("Number")


def test_term_and_explainer_say_what_they_are(small: Catalogue) -> None:
    found = names_of(small)
    assert found["explainers/reading-a-flight/"]["about"].startswith("What two numbers say")
    about = [row["about"] for path, row in found.items() if path.startswith("glossary/#")]
    assert about and all(about) and max(map(len, about)) <= 90


def test_labels_are_no_part_of_the_index(site: Path) -> None:
    page = site / "one" / "index.html"
    page.write_text(
        '<html><body><div class="d-page-event" data-pagefind-body><h1>one</h1><p>A sentence.</p>'
        '<h2 id="who">Who says what</h2><p>Another <span class="d-computed">computed</span>.</p>'
        '<h2 id="sources">Sources</h2></div></body></html>'
    )
    with indexed(site, 2):
        pass
    fragments = (gzip.decompress(p.read_bytes()) for p in (site / "pagefind/fragment").iterdir())
    text = next(text for text in map(bytes.decode, fragments) if "A sentence." in text)
    content = json.loads(text[text.index("{") :])["content"]
    assert content.split() == ["one.", "A", "sentence.", "Another", "."]
