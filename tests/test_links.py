"""Links that lead nowhere are found in the HTML, whoever wrote them."""

from pathlib import Path

import pytest
from build.building import build, project

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
    "text",
    [
        "<a href='b/'>b</a>",
        "<A HREF=b/>b</A>",
        '<a title="a > b" href="b/">b</a>',
        '<a class=x\nhref="b/"\n>b</a>',
        '<area alt="" href="&#98;/">',
        '<svg viewBox="0 0 1 1"><a xlink:href="b/"><path d=""/></a></svg>',
    ],
)
def test_link_is_read_as_a_browser_reads_it(site: Path, text: str) -> None:
    (site / "index.html").write_text(text)
    assert dead_links(site) == ["index.html: b/"]


@pytest.mark.parametrize(
    "text",
    [
        '<!-- <a href="b/">b</a> -->',
        "<pre>&lt;a href=&quot;b/&quot;></pre>",
        "<p title='<a href=\"b/\">'>b</p>",
        "<a>b</a>",
        "<a id='one'></a> <a href='#one'>b</a>",
        '<a name="one"></a> <a href="#one">b</a>',
    ],
)
def test_what_is_no_link_or_leads_somewhere_is_no_fault(site: Path, text: str) -> None:
    (site / "index.html").write_text(text)
    assert dead_links(site) == []


def test_name_of_a_field_is_no_anchor(site: Path) -> None:
    (site / "index.html").write_text('<input name="one"><a href="#one">x</a>')
    assert dead_links(site) == ["index.html: #one"]


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


@pytest.mark.build
def test_link_to_an_anchor_that_no_page_has_ends_the_build(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    page = made.root / "docs/about.md"
    words = "[a](glossary.md#apogee) [b](glossary.md#lost) [c](method.md#lost) [d](#lost)"
    page.write_text(f"{page.read_text('utf-8')}\n{words}\n", "utf-8")
    done = build(made, tmp_path / "site")
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if "Doc file 'about.md'" in line]
    told = {line.split("'")[3] for line in said}
    assert told == {"glossary.md#lost", "method.md#lost", "#lost"}, done.stderr
