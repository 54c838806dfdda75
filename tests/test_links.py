"""Links that lead nowhere are found in the HTML, whoever wrote them."""

from pathlib import Path

import pytest

from generator.site.link_check import dead_links


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text('<h2 id="one">One</h2> <a href="../">up</a>')
    (tmp_path / "data.csv").write_text("x")
    (tmp_path / "404.html").write_text('<a href="/nowhere/">home</a>')
    return tmp_path


@pytest.mark.parametrize(
    "link",
    [
        "a/",
        "a/#one",
        "data.csv",
        "#top",
        "./",
        "https://example.org/x",
        "mailto:a@example.org",
        "a/?q=1",
    ],
)
def test_link_that_leads_somewhere_is_no_fault(site: Path, link: str) -> None:
    (site / "index.html").write_text(f'<p id="top"><a class="x" href="{link}">x</a></p>')
    assert dead_links(site) == []


@pytest.mark.parametrize("link", ["b/", "a/#two", "#nosuch", "a", "data.json", "../a/", "/a/"])
def test_link_that_leads_nowhere_is_told_with_its_page(site: Path, link: str) -> None:
    (site / "index.html").write_text(f'<p id="top"><a class="x" href="{link}">x</a></p>')
    assert dead_links(site) == [f"index.html: {link}"]


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="stylesheet" href="{0}">',
        '<script type="module" src="{0}"></script>',
        '<img alt="" src="{0}">',
        '<svg><a xlink:href="{0}">x</a></svg>',
    ],
)
def test_style_script_and_picture_must_be_there_too(site: Path, tag: str) -> None:
    (site / "index.html").write_text(tag.format("data.csv") + tag.format("lost.css"))
    assert dead_links(site) == ["index.html: lost.css"]
