"""Author text: what is read as what, and that no word of it is lost or run on a page."""

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown import Markdown
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from generator.checks.prose.alike import without_names
from generator.problems import Refused
from generator.rendering.escape import escape
from generator.rendering.prose import to_html, to_markdown
from generator.values.prose import ProseText, parse_document, parse_prose

# As mkdocs.yml has them, and more: what an owner of another digest may switch on.
EXTENSIONS = ("toc", "extra", "attr_list", "md_in_html", "meta", "admonition", "smarty")


class Text:
    """The text of HTML as a browser shows it, numbers of lists included; and its elements."""

    def __init__(self, html: str) -> None:
        self.tags: list[str] = []
        self.text = ""
        numbers: dict[int, int] = {}
        for node in LexborHTMLParser(html).css("body")[0].traverse(True):
            self.tags.append(str(node.tag))
            self.text += (node.text_content or "") if node.is_text_node else ""
            if node.tag == "li" and (parent := node.parent) and parent.tag == "ol":
                numbers[parent.mem_id] = number = numbers.get(parent.mem_id, 0) + 1
                self.text += f"{number}. "


def page(markdown: str, extensions: tuple[str, ...] = ("toc",)) -> Text:
    """What Python-Markdown makes of a page."""
    return Text(Markdown(extensions=list(extensions)).convert(markdown))


def resolve(kind: str, key: str, words: Markup) -> Markup:
    """A record link as an address that says where it leads."""
    return Markup(f'<a href="../{kind}/{key}/">{words or key}</a>')


def markdown(prose: ProseText) -> str:
    """The Markdown that a template gets."""
    return str(to_markdown(prose, resolve))


# --- what is read as what


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("[it](Term:apogee)", "write term:apogee"),
        ("[it](EVENT:2026-02-10-sandok)", "write event:2026-02-10-sandok"),
        ("a <b>word</b>", "write *words* or **words**, or quotation marks instead of < and >"),
    ],
)
def test_fix_says_what_makes_the_same_here(text: str, fix: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_prose(text)
    assert (caught.value.fix, caught.value.more) == (fix, ())


def test_record_links_are_found_with_their_place() -> None:
    prose = parse_prose("See [Kim](actor:kim), then\nthe [](fact:guards) and [it](https://a.org/).")
    assert [(link.ref.kind, link.ref, link.text) for link in prose.links] == [
        ("actors", "kim", "Kim"),
        ("facts", "guards", ""),
    ]
    assert [(link.line_offset, link.column) for link in prose.links] == [(0, 10), (1, 7)]


def test_two_links_to_one_record_have_their_own_places() -> None:
    prose = parse_prose("[a](actor:kim) and [b](actor:kim)")
    assert [link.column for link in prose.links] == [4, 23]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It *did* fly.", "<p>It <em>did</em> fly.</p>"),
        ("It **did** fly.", "<p>It <strong>did</strong> fly.</p>"),
        ("The `code`.", "<p>The <code>code</code>.</p>"),
        ("1. a\n2. b", "<ol><li><p>a</p></li><li><p>b</p></li></ol>"),
        ("- a\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("> a", "<blockquote><p>a</p></blockquote>"),
        ("a\nb", "<p>a b</p>"),
        ("[w](actor:kim)", '<p><a href="../actors/kim/">w</a></p>'),
    ],
)
def test_subset_of_markdown_is_rendered(text: str, html: str) -> None:
    def tight(shown: str) -> str:
        return re.sub(r"(^|>)\s+|\s+(<|$)", r"\1\2", re.sub(r"</?p>", "", shown)).replace("\n", " ")

    prose = parse_prose(text)
    assert tight(str(to_html(prose, resolve))) == tight(html)
    assert tight(Markdown().convert(markdown(prose))) == tight(html)


@pytest.mark.parametrize(
    "text",
    [
        r"1986\. was the year.",
        "Summary: JCS said 3 missiles.\nSource: KCNA",
        "---\ntemplate: 404.html\n---",
        "Two flew.\n===\nThree fell.",
        "Two flew.\n\n    indented by four\n\nThree fell.",
        "a | b and 1 | 2",
        "[1]: https://example.org/",
        "*[KCNA]: an agency",
        "[^1]: a note",
        "&#106;avascript &lt;b&gt; &amp; &copy;",
        ": a definition",
        "!!! note",
        "range < 500 and > 300 km, 5 > 4",
        "http://example.org and <3",
        r"\*not stressed\* and 4 * 4 = 16",
        "snake_case_word and 2_000",
        "a~b~ H~2~O x^2^ ==mark== ++plus++",
        "::error file=x::y and ##[error]z",
        "\"quoted\" and 'single' -- and ...",
        "{ braces } and } and {",
        "$x$ and \\(y\\)",
        "- [ ] not done\n- [x] done",
        "#hashtag and # 5",
        "+ plus\n+ plus",
    ],
)
def test_accepted_text_keeps_every_word_and_digit(text: str) -> None:
    assert_all_words_shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](vbscript:x)",
        "[a](file:///etc/passwd)",
        "[a](data:text/html,x)",
        "[a](//evil.example/)",
        "[a](/etc/passwd)",
        "[a](#top)",
        "[a](index.md)",
        "![a](https://example.org/a.png)",
        "<a href='x'>a</a>",
        "<svg onload=alert(1)>",
        "<base href='x'>",
        "<meta http-equiv=refresh>",
        "<style>*{}</style>",
        "<!-- hidden -->",
        "<?php ?>",
        "<![CDATA[x]]>",
        "{{ 7*7 }}",
        "{% include 'x' %}",
        '--8<-- "x"',
        "{: onclick=x }",
    ],
)
def test_text_that_could_run_or_mislead_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_prose(text)
    assert caught.value.code.startswith("M") and caught.value.fix


@pytest.mark.parametrize("char", list("[<*_`>!"))
def test_text_that_stops_other_parsers_is_refused_at_once(char: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_prose(char * 20_000)
    assert caught.value.code == "M008"


# --- explainers


def test_explainer_may_have_headings_and_code() -> None:
    document = parse_document("## One\n\nText.\n\n### Two\n\n```\nline a\nline <b>\n```")
    shown = page(markdown(document))
    assert [tag for tag in shown.tags if tag in ("h2", "h3", "pre", "code")] == [
        "h2",
        "h3",
        "pre",
        "code",
    ]
    assert "line a\nline <b>" in shown.text


def test_number_in_an_explainer_stands_in_a_link() -> None:
    assert parse_document("There are [28,500](fact:guards) of [](fact:all).").links
    with pytest.raises(Refused, match=r"28,500"):
        parse_document("There are 28,500 of them.")


TABLE = """\
What is counted
| What | How *many* |
|---|---|
| guards | [](fact:guards) |
| a \\| b | |"""


def test_explainer_may_have_a_table() -> None:
    html = str(to_markdown(parse_document(f"One.\n\n{TABLE}\n\nTwo."), resolve))
    shown = LexborHTMLParser(Markdown().convert(html))
    assert [node.text() for node in shown.css("caption")] == ["What is counted"]
    assert [node.text() for node in shown.css('th[scope="col"]')] == ["What", "How many"]
    assert [node.text() for node in shown.css('th[scope="row"]')] == ["guards", "a | b"]
    assert [node.text() for node in shown.css("td")] == ["guards", ""]
    assert {node.attributes["data-label"] for node in shown.css("td")} == {"How many"}
    assert [node.attributes["aria-label"] for node in shown.css("div")] == ["What is counted"]
    assert [node.text() for node in shown.css("p")] == ["One.", "Two."]


def test_links_of_a_table_have_their_own_places() -> None:
    document = parse_document("Two\n| A | B |\n|---|---|\n| [a](actor:kim) | [b](actor:kim) |")
    assert [(link.line_offset, link.column) for link in document.links] == [(3, 6), (3, 23)]


@pytest.mark.parametrize("text", [r"\| a \| b \|", "3 | 4 are odd", "- a | b", "-- and | --"])
def test_bars_that_make_no_line_of_cells_are_signs(text: str) -> None:
    assert parse_prose(text) and "|" in Text(str(to_html(parse_prose(text), resolve))).text


# --- nothing is lost


def signs(text: str) -> str:
    """The letters and digits of a text; where a link leads is not part of it."""
    return "".join(char for char in re.sub(r"\]\([^()]*\)", "]", text) if char.isalnum())


def assert_all_words_shown(text: str) -> None:
    """Accepted prose has the same letters and digits on the page, in the same order."""
    prose = parse_prose(text)
    for html in (
        str(to_html(prose, lambda kind, key, words: words)),
        Markdown().convert(str(to_markdown(prose, lambda kind, key, words: words))),
    ):
        assert signs(Text(html).text) == signs(text), html


PIECES = st.sampled_from(
    [
        *("two", "28,500", "1986.", "1.", "12)", "KN-23", "km", "*it*", "**it**", "`4*4`", "_a_"),
        *("4*4", "a_b_c", "[x]", "<", ">", "&", "&lt;", "#", "-", "+", "*", "|", "\\", "~", "^"),
        *("\n", "\n\n", "\n> ", "\n- ", "\n1. ", "\n2. ", "\n    ", ":", "=", "---", "!", "'"),
        *('"', "(", ")", "[w](actor:kim)", "[](fact:f)", "[w](https://a.org/)", "{", "}", "::"),
        *("a:b", "$", "é", "김"),
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=14).map(" ".join))
@example("10. a\n12. b")
@example("1. 1. [](fact:f) \n *it*")
@example("4*4 and 6*6")
@example("1. one\n2. two\n\n   more of two\n3. three")
def test_any_accepted_text_keeps_every_word_and_digit(text: str) -> None:
    try:
        parse_prose(text)
    except Refused:
        return
    assert_all_words_shown(text)


# --- escaping


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")),
    min_size=1,
    max_size=60,
) | st.lists(
    st.sampled_from(
        [
            *"*_`#+-.!|>~^=:\\[](){}<>&'\"1a ",
            "1986.",
            "&lt;",
            "](",
            "{:",
            "--8<--",
            "```",
            "- ",
            "10)",
        ]
    ),
    max_size=20,
).map("".join)


@given(PLAIN)
@example("1986. It was")
@example("# not a heading")
@example("&amp; &lt;b&gt;")
@example("</script><script>alert(1)</script>")
@example("    four spaces")
@example("Key: value")
@example("klzzwxh:0000")
@example("a  ")
def test_escaped_text_is_shown_exactly_in_paragraph_heading_and_cell(text: str) -> None:
    assume(text.strip() == text and text)
    literal = str(escape(text))
    for source in (
        f"{literal}",
        f"before\n\n{literal}\n\nafter",
        f"# {literal}",
        f"- {literal}",
        f"<table><tbody><tr><td>{literal}</td></tr></tbody></table>",
        f'<p title="{literal}">{literal}</p>',
    ):
        shown = page(source)
        assert text in shown.text.strip(), source
        known = {"p", "h1", "ul", "li", "table", "tbody", "tr", "td", "a", "body", "-text"}
        assert set(shown.tags) <= known


@pytest.mark.parametrize("extensions", [EXTENSIONS])
@pytest.mark.parametrize(
    "text", ["Key: value", "1986. x", "a | b", "*x* {: .y }", "[^1]: z", "!!! x"]
)
def test_escaped_text_is_shown_exactly_with_other_extensions(
    text: str, extensions: tuple[str, ...]
) -> None:
    # `meta` reads the head of the page alone, where the generator writes its own.
    shown = page(f"Head.\n\n{escape(text)}\n", extensions)
    assert text in shown.text


# --- summaries that are one but for names and numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Two missiles flew 400 km from [Sandok](place:sandok), the Joint Staff said.",
            "Three missiles flew 1,350 km from [the bay](place:yonghung-bay), the Ministry said.",
        ),
        (
            "[](actor:joint-staff) lists a [Bada-3](system:bada-3) [](article:a).",
            "[](actor:ada-envoy) lists a [Byeol-1](system:byeol-1), [](article:b).",
        ),
        ("At about 07:10 KST it flew\non 5 May.", "At about 16:00 KST it flew on 12 June."),
    ],
)
def test_names_and_numbers_make_no_other_summary(one: str, other: str) -> None:
    assert without_names(parse_prose(one)) == without_names(parse_prose(other)) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It flew 400 km and fell short.", "It flew 400 km and broke up."),
        ("It has [solid fuel](term:fuel).", "It had [solid fuel](term:fuel)."),
    ],
)
def test_other_words_make_another_summary(one: str, other: str) -> None:
    assert without_names(parse_prose(one)) != without_names(parse_prose(other))
