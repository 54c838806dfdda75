"""The Markdown of a page has its words, no HTML, and links that lead to the same places."""

import posixpath
import re

import pytest
from conftest import PROJECT
from markdown import Markdown
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.pages.addresses import address
from generator.pages.table import HAND_WRITTEN
from generator.rendering.escape import escape
from generator.schema.registry import RECORDS
from generator.site.markdown.markdown_export import markdown, readable
from generator.site.pipeline import Output

DOCS = PROJECT / "docs"
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# The target of a link written as Markdown, without its anchor.
FILE = re.compile(r"(?<=\]\()(?!\w+:)([^()\s#]+)(?=[#)])")
# What only a browser can use.
FOR_BROWSERS = "form, nav, svg, button"


@pytest.fixture(scope="module")
def pages(rendered: Output) -> dict[str, str]:
    """Every page as HTML by its path, those of docs/ too."""
    texts = {page.path: page.text for page in rendered.pages}
    texts |= {path: (DOCS / path).read_text("utf-8") for path in HAND_WRITTEN}
    build = Markdown(extensions=["toc", "tables", "fenced_code"])
    return {
        path: build.reset().convert(between_addresses(FRONT.sub("", text), path))
        for path, text in texts.items()
    }


def between_addresses(text: str, path: str) -> str:
    """Links between Markdown files as links between addresses, which MkDocs makes of them."""

    def link(match: re.Match[str]) -> str:
        file = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), match[1]))
        page = file.endswith(".md")
        leads = posixpath.relpath(f"/{address(file[1:])}" if page else file, f"/{address(path)}")
        return f"{leads}/" if page else leads

    return FILE.sub(link, text)


@pytest.fixture(scope="module")
def exported(pages: dict[str, str]) -> dict[str, str]:
    """Every page as Markdown by its path."""
    return {path: export(html, path) for path, html in pages.items()}


def export(html: str, path: str = "x.md") -> str:
    return markdown(readable(html), path, address(path))


def inside(node: LexborNode, attribute: str) -> bool:
    """Whether an element or one that it is in has an attribute."""
    around: LexborNode | None = node
    while around is not None:
        if around.is_element_node and attribute in around.attributes:
            return True
        around = around.parent
    return False


def without_code(text: str) -> str:
    """The text without what is shown as it is."""
    return re.sub(r"^(`{3,}).*?^\1$|`[^`\n]+`", "", text, flags=re.DOTALL | re.MULTILINE)


def test_every_link_leads_to_a_page_or_a_file(exported: dict[str, str], rendered: Output) -> None:
    known = {address(path) for path in exported} | set(rendered.data)
    known |= {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*") if path.is_file()}
    seen = 0
    for path, text in exported.items():
        for target in re.findall(r"\]\(([^)\s]*)\)", without_code(text)):
            if re.match(r"https?:", target):
                continue
            file = re.split("[?#]", target)[0]
            whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), file))
            whole = whole.strip("/") + ("/" if file.endswith("/") and whole != "/" else "")
            if path in HAND_WRITTEN and whole.split("/")[0] in RECORDS:
                continue  # a page written by hand may name a record of the real content
            assert whole in known, (path, target)
            seen += 1
    assert seen > 500


def test_no_html_is_left(exported: dict[str, str]) -> None:
    for path, text in exported.items():
        assert not re.search(r"</?[a-z]", without_code(text)), path


def test_no_space_is_before_a_comma(exported: dict[str, str]) -> None:
    """Words for screen readers alone come between others, where a space is easily put twice."""
    loose = {path for path, text in exported.items() if re.search(r"[\w)] ,", text)}
    assert loose == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("35.5 km", "35.5 km"),
        ("2026. A year", "202&#54;. A year"),
        ("7)", "&#55;)"),
        ("# no heading", "&#35; no heading"),
        ("- no list", "&#45; no list"),
        ("a [day], and ‘[day]’", "a [day], and ‘&#91;day&#93;’"),
        ('a "word" of file_name_1', 'a "word" of file_name_1'),
        ("_so_", "&#95;so&#95;"),
        ("[day of access], so", "[day of access], so"),
        ("[words](target)", "&#91;words&#93;(target)"),
        ("[name]: target", "&#91;name&#93;: target"),
        ("<b> & &amp;", "&lt;b&gt; &amp; &amp;amp;"),
    ],
)
def test_text_is_escaped_where_markdown_would_read_it(text: str, expected: str) -> None:
    assert export(f"<p>{escape(text)}</p>") == f"{expected}\n"
    assert Markup(Markdown().convert(expected)).striptags() == text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a\n b</p><p>c</p>", "a b\n\nc"),
        ("<div>a <p>b</p> c</div>", "a\n\nb\n\nc"),
        ('<h2 id="x">A<a class="headerlink" href="#x">¶</a></h2>', "## A"),
        ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "- a\n- b\n   1. c"),
        ("<ul><li><p>a</p><p>b</p></li><li>- c</li></ul>", "- a b\n- &#45; c"),
        (
            "<dl><div><dt>a</dt><dd>b</dd><dd>c</dd></div><dt>d</dt><dd></dd></dl>",
            "- a: b · c\n- d:",
        ),
        ("<h2>1. a #</h2>", "## 1. a &#35;"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<p><strong>a </strong>b <em>c</em><br>d</p>", "**a** b *c*; d"),
        ("<p>a <span data-mark>b</span> <span>c</span></p>", "a (b) c"),
        ("<p>a<sup><a href='#b'>1</a></sup></p>", "a [\\[1\\]](x/#b)"),
        ("<p><img src='../p.png' alt='A page'></p>", "[A page](p.png)"),
        ("<p>a <img src='../p.png'></p>", "a [](p.png)"),
        ("<p>a <code>`b` | c</code></p>", "a `` `b` | c ``"),
        (
            "<table><caption>t</caption><tr><th>a</th></tr><tr><td><code>b|c</code></td></tr></table>",
            "t\n\n| a |\n| --- |\n| `b\\|c` |",
        ),
        (
            "<table><tr><th>a</th></tr><tr><td><ul><li>b</li><li>c</li></ul></td></tr></table>",
            "| a |\n| --- |\n| - b - c |",
        ),
        ("<table></table>", ""),
        (
            "<ul><li><ul><li>a</li><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>",
            "- a\n- b\n   - c\n- d",
        ),
    ],
)
def test_each_element_has_its_form(html: str, expected: str) -> None:
    assert export(html) == f"{expected}\n"


def test_what_a_template_marks_is_left_out_with_all_in_it() -> None:
    html = "<p>a <small data-markdown-ignore>b <i data-markdown-ignore>c</i></small>d</p>"
    assert export(html) == "a d\n"


def test_what_only_a_browser_can_use_is_marked_so(pages: dict[str, str]) -> None:
    """Whoever adds such a thing to a template must say that Markdown and search leave it out."""
    wrong = [
        (path, node.tag, node.attributes.get("class"))
        for path, html in pages.items()
        for node in LexborHTMLParser(html).css(FOR_BROWSERS)
        if node.text().strip() and not inside(node, "data-markdown-ignore")
    ]
    assert wrong == []


def test_tables_and_ways_through_the_site_are_not_searched(pages: dict[str, str]) -> None:
    """What they lead to is found by its own page; a table that an author wrote is text."""
    wrong = [
        (path, node.tag, node.attributes.get("class"))
        for path, html in pages.items()
        if path not in HAND_WRITTEN
        for node in LexborHTMLParser(html).css("table, form, nav, sup")
        if inside(node, "data-pagefind-ignore") == node.css_matches("table.d-written")
    ]
    assert wrong == []
    assert any("d-written" in html for html in pages.values())


def test_tables_have_as_many_cells_in_each_row(exported: dict[str, str]) -> None:
    text = exported["launches/index.md"]
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert len(rows) > 4
    head = next(line for line in rows if "| UTC |" in line)
    assert all(row.count(" | ") == head.count(" | ") for row in rows[:4])


def test_words_of_a_record_are_in_its_markdown(exported: dict[str, str]) -> None:
    text = exported["events/2026-02-10-sandok.md"]
    assert text.startswith("# Two Bada-3 missiles fired from Sandok")
    assert "They flew a day after [the visit](2026-02-09-harbour-visit/), while" in text
    assert "| 1 | 06:54 KST | Bada-3 | 350 (sources differ) |" in text
    assert "[28,500](../facts/guards-at-the-cape/) guards" in text
    assert "Those who sleep there" not in text
    assert "[\\[2\\]](2026-02-10-sandok/#source-2)" in text


def test_drawing_is_left_out_and_its_numbers_stay(exported: dict[str, str]) -> None:
    text = exported["events/2026-02-10-sandok.md"]
    assert "viewBox" not in text
    assert "| Register of Tests | 1 | 350 | 67° |" in text


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("<pre>one&#10;```&#10;&lt;two&gt;</pre>", "````\none\n```\n<two>\n````"),
        (
            '<pre><code class="language-yaml">a: &lt;b&gt;\n  c: d\n</code></pre>',
            "```yaml\na: <b>\n  c: d\n```",
        ),
        ("<pre><code>a_b</code></pre>", "```\na_b\n```"),
    ],
)
def test_code_stays_as_it_is(code: str, expected: str) -> None:
    assert export(f"<p>Write</p>{code}<p>so</p>") == f"Write\n\n{expected}\n\nso\n"


@pytest.mark.parametrize(
    ("path", "target", "expected"),
    [
        ("a/x.md", "../../b/y/#z", "../b/y/#z"),
        ("a/x.md", "#here", "x/#here"),
        ("a/x.md", "?q=1", "x/?q=1"),
        ("a/index.md", "x/", "x/"),
        ("index.md", "data/x.csv", "data/x.csv"),
        ("a/x.md", "../../b/", "../b/"),
        ("a/x.md", "https://example.org/", "https://example.org/"),
    ],
)
def test_link_leads_to_where_it_led(path: str, target: str, expected: str) -> None:
    assert export(f'<p><a href="{target}">w</a></p>', path) == f"[w]({expected})\n"
