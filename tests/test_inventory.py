"""What a finished site must hold, and the hashes that tell whether it does."""

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest

from generator.site.inventory import NAME, differences, faults, hashes, tree, write

EXPECTED = {"index.html", "a/index.html"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "a").mkdir(parents=True)
    (folder / "pagefind").mkdir()
    for name in (*EXPECTED, "pagefind/en_1a.pf_meta"):
        (folder / name).write_text(name)
    return folder


def test_site_with_every_expected_file_and_an_index_has_no_fault(site: Path) -> None:
    assert faults(site, EXPECTED) == []
    (site / "sitemap.xml").write_text("x")
    assert faults(site, EXPECTED) == []


def test_page_that_was_not_made_is_told(site: Path) -> None:
    (site / "a/index.html").unlink()
    assert faults(site, EXPECTED) == ["missing: a/index.html"]


def test_file_that_nobody_made_is_told(site: Path) -> None:
    (site / "a/notes.txt").write_text("x")
    assert faults(site, EXPECTED) == ["not ours: a/notes.txt"]


def test_links_pipes_and_dot_files_are_told_wherever_they_lie(site: Path) -> None:
    (site / "pagefind/out").symlink_to("/etc")
    (site / "pagefind/.hidden").write_text("x")
    os.mkfifo(site / "pagefind/pipe")
    odd = ("pagefind/.hidden", "pagefind/out", "pagefind/pipe")
    assert faults(site, EXPECTED) == [f"not ours: {name}" for name in odd]


def test_inventory_tells_every_file_by_its_hash(site: Path) -> None:
    write(site)
    told = json.loads((site / NAME).read_text())
    assert told["files"]["index.html"] == hashlib.sha256(b"index.html").hexdigest()
    assert set(told["files"]) == {*EXPECTED, "pagefind/en_1a.pf_meta"}
    assert differences(site) == []


@pytest.mark.parametrize("change", ["changed", "gone", "new"])
def test_any_change_after_the_inventory_is_a_difference(site: Path, change: str) -> None:
    write(site)
    path = site / ("new.html" if change == "new" else "a/index.html")
    path.unlink() if change == "gone" else path.write_text("other")
    assert differences(site) == [path.relative_to(site).as_posix()]


def test_hash_of_the_tree_is_that_of_what_sha256sum_prints(site: Path) -> None:
    printed = subprocess.run(
        ["sha256sum", *sorted(EXPECTED)], cwd=site, capture_output=True, check=True
    ).stdout
    assert tree(hashes(site)) == hashlib.sha256(printed).hexdigest()


def test_hash_of_the_tree_minds_every_file_but_the_index(site: Path) -> None:
    before = tree(hashes(site))
    (site / "pagefind/en_1a.pf_meta").rename(site / "pagefind/en_2b.pf_meta")
    assert tree(hashes(site)) == before
    (site / "a/index.html").write_text("other")
    assert tree(hashes(site)) != before
