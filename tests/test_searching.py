"""The search index is counted against the pages of the site."""

from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.pages.shared.search_metadata import SearchMetadata
from generator.pages.table import planned, search_metadata
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


def found(catalogue: Catalogue, kind: str, title: str) -> SearchMetadata:
    """How search finds the first page of a kind, if that is its title."""
    page = next(page for page in planned(catalogue) if page.row.name == kind)
    return search_metadata(catalogue, page._replace(title=title))


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
