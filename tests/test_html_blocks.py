"""Blocks of HTML from templates: taken out before Markdown is read, and put back as they were."""

import cProfile
from collections.abc import Iterable
from html.parser import HTMLParser

import pytest
from markdown import Markdown
from markdown.extensions import Extension
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
    reader = Markdown(extensions=[HtmlBlocks()])
    with cProfile.Profile() as profile:
        for page in rendered.pages:
            body = get_data(page.text)[0]
            lines = reader.reset().preprocessors["digest_html_blocks"].run([body])
            whole += body.count("<")
            left += "\n".join(lines).count("<")
            reader.reset().convert(body)
    assert 0 < left < 0.1 * whole
    parsed = [
        entry.callcount for entry in profile.getstats() if entry.code is HTMLParser.feed.__code__
    ]
    assert sum(parsed) < 0.1 * len(rendered.pages)
