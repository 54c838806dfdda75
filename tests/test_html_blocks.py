"""Blocks of HTML from templates: taken out before Markdown is read, and put back as they were."""

import logging
from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import PROJECT
from markdown import Markdown
from markdown.extensions import Extension
from mkdocs.commands.build import _populate_page
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from generator.site.markdown.html_blocks import HtmlBlocks
from generator.site.pipeline import Output


def converted(text: str, extensions: Iterable[Extension] = ()) -> str:
    """A page as HTML, with the extensions that MkDocs takes by itself."""
    return Markdown(extensions=["toc", "tables", "fenced_code", *extensions]).convert(text)


def test_every_page_is_the_same_html(rendered: Output) -> None:
    differing = []
    for page in rendered.pages:
        body, _ = get_data(page.text)
        if converted(body) != converted(body, [HtmlBlocks()]):
            differing.append(page.path)
    assert len(rendered.pages) > 50 and differing == []


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n<div>\n<div>one</div>\n</div>\n\ntext",
        "<p>one</p>\n<p>two</p>\n\n*text*",
        "<p>one</p> *two*\n\ntext",
        "<div>\n\n*one*\n\n</div>\n\ntext",
        "<p>one\n\n*two*",
        "<table><tr><td>a</td></tr></table>",
        "<ul>\n<li>a <ul><li>b</li></ul></li>\n</ul>\n\n## B\n\n<p>c</p>",
        "<small>a</small> *b*\n\n<b>c</b>",
        "- a\n\n    <p>b</p>\n\n> <p>c</p>\n\nd",
        "<p-x>a</p-x>\n\n<p>b</p>",
        "<pre>a\tb\n  *c*</pre>\n\ntext",
        '<p title="a">&lt;b&gt; &#42;c&#42;</p>   \n\n<!-- d -->\n\n<hr>\n\n',
        "<dl><dt>e</dt></dl>\n\n\nf",
    ],
)
def test_odd_blocks_are_the_same_html(text: str) -> None:
    assert converted(text, [HtmlBlocks()]) == converted(text)


def test_nearly_all_html_is_taken_out_and_seldom_is_any_parsed(rendered: Output) -> None:
    whole = left = 0
    for page in rendered.pages:
        body = get_data(page.text)[0]
        lines = Markdown(extensions=[HtmlBlocks()]).preprocessors["digest_html_blocks"].run([body])
        whole += body.count("<")
        left += "\n".join(lines).count("<")
    assert 0 < left < 0.1 * whole


def test_mkdocs_knows_the_anchors_of_blocks_and_misses_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "hand.md").write_text(
        dedent("""\
            [good](made.md#one) [good](#three) [bad](made.md#two) [bad](made.md#three) [bad](#one)

            <p id="three">x</p>
        """)
    )
    config = load_config(str(PROJECT / "mkdocs.yml"), docs_dir=str(tmp_path))
    config = config.plugins.on_config(config)
    made = File.generated(config, "made.md", content='<p id="one">x</p>\n')
    by_hand = File("hand.md", str(tmp_path), config.site_dir, use_directory_urls=True)
    files = Files([made, by_hand])
    for file in (made, by_hand):
        file.page = Page(None, file, config)
        _populate_page(file.page, config, files)
    for page in (made.page, by_hand.page):
        assert page is not None
        page.validate_anchor_links(files=files, log_level=logging.WARNING)
    told = [record.getMessage().split("'")[3] for record in caplog.records]
    assert told == ["made.md#two", "made.md#three", "#one"]
