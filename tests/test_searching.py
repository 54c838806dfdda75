"""The search index is counted against the pages of the site."""

from pathlib import Path

import pytest

from generator.searching import index


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(
            f"<html><body data-pagefind-body><h1>{name}</h1><p>Words.</p></body></html>"
        )
    return tmp_path


def test_index_of_every_page_is_made_without_what_no_page_asks_for(site: Path) -> None:
    index(site, 2)
    kept = {path.name for path in (site / "pagefind").iterdir() if path.is_file()}
    assert {"pagefind.js", "wasm.en.pagefind", "pagefind-entry.json"} <= kept
    assert not any(name.endswith(".css") or "ui" in name or "unknown" in name for name in kept)


def test_index_that_misses_a_page_ends_the_build(site: Path) -> None:
    with pytest.raises(OSError, match="holds 2 pages, the site has 3"):
        index(site, 3)
