"""The Markdown twin of a page has its words, no HTML, and links that lead to the same places."""

import posixpath
import re

import pytest
from conftest import PROJECT

from generator.pages.addresses import address
from generator.pages.table import HAND_WRITTEN
from generator.rendering.escape import escape
from generator.schema.registry import RECORDS
from generator.site import markdown_export
from generator.site.pipeline import Output

DOCS = PROJECT / "docs"
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@pytest.fixture(scope="module")
def made(rendered: Output) -> dict[str, str]:
    """Every twin by its path, of the pages of docs/ too."""
    texts = {page.path: page.text for page in rendered.pages}
    texts |= {path: (DOCS / path).read_text("utf-8") for path in HAND_WRITTEN}
    return {
        path: markdown_export.markdown(FRONT.sub("", text), path, address(path))
        for path, text in texts.items()
    }


def without_code(text: str) -> str:
    """The text without what is shown as it is."""
    return re.sub(r"^(`{3,}).*?^\1$|`[^`\n]+`", "", text, flags=re.DOTALL | re.MULTILINE)


def test_every_link_leads_to_a_page_or_a_file(made: dict[str, str], rendered: Output) -> None:
    known = {address(path) for path in made} | set(rendered.data)
    known |= {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*") if path.is_file()}
    seen = 0
    for path, text in made.items():
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


def test_no_html_is_left(made: dict[str, str]) -> None:
    for path, text in made.items():
        assert not re.search(r"</?[a-z]", without_code(text)), path


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("35.5 km", "35.5 km"),
        ("2026. A year", "202&#54;. A year"),
        ("7)", "&#55;)"),
        ('a "word" of file_name_1', 'a "word" of file_name_1'),
        ("_so_", "&#95;so&#95;"),
    ],
)
def test_text_is_escaped_where_markdown_would_read_it(text: str, twin: str) -> None:
    assert markdown_export.markdown(f"<p>{escape(text)}</p>", "x.md", "x/") == f"{twin}\n"


def test_tables_have_as_many_cells_in_each_row(made: dict[str, str]) -> None:
    text = made["launches/index.md"]
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert len(rows) > 4
    head = next(line for line in rows if "Date and time" in line)
    assert all(row.count(" | ") == head.count(" | ") for row in rows[:4])


def test_words_of_a_record_are_in_its_twin(made: dict[str, str]) -> None:
    text = made["events/2026-02-10-sandok.md"]
    assert text.startswith("# Two Bada-3 missiles fired from Sandok")
    assert "They flew a day after [the visit](2026-02-09-harbour-visit/), while" in text
    assert "| 1 | 06:54 KST · 21:54 UTC (9 February in UTC) |" in text
    assert "[28,500](../facts/guards-at-the-cape/) guards" in text
    assert "Those who sleep there" not in text
    assert "[\\[2\\]](2026-02-10-sandok/#source-2)" in text


def test_drawing_is_left_out_and_its_numbers_stay(made: dict[str, str]) -> None:
    text = made["events/2026-02-10-sandok.md"]
    assert "viewBox" not in text
    assert "| [Register of Tests](../articles/test-register-2026-02-10/) | 1 | 350 | 67° |" in text


def test_code_stays_as_it_is() -> None:
    text = "Write `<b>` and\n\n```yaml\na: <b>x</b>\n```\n\n<p>so</p>\n"
    assert markdown_export.markdown(text, "a.md", "a/") == (
        "Write `<b>` and\n\n```yaml\na: <b>x</b>\n```\n\nso\n"
    )


def test_fence_is_longer_than_any_in_the_text() -> None:
    text = "<pre>one&#10;```&#10;&lt;two&gt;</pre>\n"
    assert markdown_export.markdown(text, "a.md", "a/") == "````\none\n```\n<two>\n````\n"


@pytest.mark.parametrize(
    ("path", "given", "expected"),
    [
        ("a/x.md", '<a href="../../b/y/#z">w</a>', "[w](../b/y/#z)"),
        ("a/x.md", '<a href="#here">w</a>', "[w](x/#here)"),
        ("a/index.md", '<a href="x/">w</a>', "[w](x/)"),
        ("index.md", '<a href="data/x.csv">w</a>', "[w](data/x.csv)"),
        ("a/x.md", "[w](y.md#z)", "[w](y/#z)"),
        ("a/x.md", "[w](../b/index.md)", "[w](../b/)"),
        ("a/x.md", '<a href="https://example.org/">w</a>', "[w](https://example.org/)"),
    ],
)
def test_link_leads_from_the_twin_to_where_it_led(path: str, given: str, expected: str) -> None:
    assert markdown_export.markdown(given, path, address(path)) == f"{expected}\n"
