"""Pages written by hand: what the program puts into them, and what no rewriting can take away."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT

from generator.catalogue import Catalogue
from generator.evidence import agreement, resolved
from generator.history.values import changes
from generator.pages.table import HAND_WRITTEN
from generator.rendering import Renderer, TemplateFault
from generator.rendering.by_hand import Added, added, anchors
from generator.schema.kinds import Counted, Entry, Parts, Settings, Things
from generator.schema.published import published_keys
from generator.schema.registry import RECORDS
from generator.schema.topic import Chart, Map, SeaName
from generator.schema.vocabularies import Carried, Percentage, Reach, Spoken
from generator.site import shipped
from generator.site.markdown.hand_written import front_fault
from generator.values import tolerance

STARTER = PROJECT / "starter/docs"
# A link of a template to a section of a page written by hand, as HTML or as Markdown.
LINK = re.compile(r"""(?:to\("|\]\((?:\.\./)*)([\w/-]+\.md)(?:"\) }})?#([\w-]+)""")


@pytest.fixture
def page(small: Catalogue) -> Callable[[str], Added]:
    """What the program adds to a page written by hand, by its Markdown file."""
    renderer = Renderer(small, PROJECT / "templates", frozenset(HAND_WRITTEN))
    return lambda path: added(renderer.env, small, path, "")


def led_to() -> set[tuple[str, str]]:
    """Every page written by hand and the anchor in it to which a template leads."""
    texts = [file.read_text("utf-8") for file in (PROJECT / "templates").rglob("*.jinja")]
    found = {pair for text in texts for pair in LINK.findall(text)}
    return {(path, anchor) for path, anchor in found if path in HAND_WRITTEN and anchor != "rule-"}


def test_links_of_templates_to_sections_are_found() -> None:
    assert {("method.md", "signs"), ("about.md", "mistakes")} < led_to()
    assert LINK.findall('<a href="{{ to("method.md") }}#records">') == [("method.md", "records")]
    assert LINK.findall("[x](../method.md#signs)") == [("method.md", "signs")]


@pytest.mark.parametrize("text", ["", "# Method\n\nWords of our own.\n"])
@pytest.mark.parametrize("path", sorted({path for path, _ in led_to()}))
def test_rewritten_page_keeps_every_anchor_to_which_the_site_leads(
    page: Callable[[str], Added], path: str, text: str
) -> None:
    there = anchors(page(path).complete(text))
    asked = {anchor for of, anchor in led_to() if of == path}
    if path == "method.md":
        asked |= {f"rule-{rule}" for rule in resolved.RULES}
    assert asked and asked <= there


def test_page_that_has_all_anchors_gets_no_section(page: Callable[[str], Added]) -> None:
    added = page("method.md")
    text = (PROJECT / "docs/method.md").read_text("utf-8")
    for name, words in tolerance.WORDS.items():
        text = text.replace(f"{{{{ {name} }}}}", words)
    assert added.complete((PROJECT / "docs/method.md").read_text("utf-8")) == (
        f"{text.rstrip()}\n{added.below}"
    )


def test_missing_rule_comes_with_its_section_and_no_id_twice(page: Callable[[str], Added]) -> None:
    text = (PROJECT / "docs/method.md").read_text("utf-8").replace(' id="rule-sum"', "")
    made = page("method.md").complete(text)
    ids = re.findall(r'\bid="([^"]+)"', made)
    assert ids.count("rule-sum") == 1 and len(ids) == len({*ids})


def test_first_pages_of_a_digest_explain_every_rule_and_label(
    page: Callable[[str], Added], small: Catalogue
) -> None:
    made = page("method.md").complete((STARTER / "method.md").read_text("utf-8"))
    assert [key for key in resolved.RULES if made.count(f'<dt id="rule-{key}">') != 1] == []
    labels = agreement.labels(small).values()
    assert "One source a missile" in labels
    assert [one for one in labels if made.count(f"**{one}**") != 1] == []
    assert made.count("## Signs") == made.count("## Records") == 1
    assert "{{" not in made and "&#42;" not in made


@pytest.mark.parametrize("text", ["{{ sings }}", "{{ settings.subjekt }}", "{{ signs", "{% if %}"])
def test_name_that_nobody_has_is_refused_with_those_there_are(
    page: Callable[[str], Added], text: str
) -> None:
    with pytest.raises(TemplateFault, match=r"(?s)^docs/method\.md: .+`share`, `signs`"):
        page("method.md").complete(f"# Method\n\n{text}\n")


def test_every_page_written_by_hand_comes_with_the_program(tmp_path: Path) -> None:
    found = shipped.hand_written(tmp_path / "none")
    assert {*HAND_WRITTEN} == {path for path in found if path.endswith(".md")}
    assert not [path for path in found if path.endswith(".png")]


def test_own_page_and_own_style_come_before_those_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    for path in ("about.md", "assets/digest.css", "picture.png"):
        (tmp_path / path).write_text("ours")
    found = shipped.hand_written(tmp_path)
    ours = {path for path, file in found.items() if file.is_relative_to(tmp_path)}
    assert ours == {"about.md", "assets/digest.css", "picture.png"}


def test_guide_lists_the_published_keys_of_the_digest_at_hand(
    page: Callable[[str], Added], small: Catalogue
) -> None:
    text = html.unescape(page("editors/index.md").complete("{{ published }}"))
    assert "- `events`: `type`, `date`, `ends`, `place`, `status`, " in text
    for kind in RECORDS:
        for key in published_keys(small.models[kind]):
            assert re.search(rf"- `{kind}`: .*`{key}`", text), (kind, key)


def test_keys_are_published_where_their_changes_are(small: Catalogue) -> None:
    """The list for editors and the check of corrections go by the same keys."""
    for kind in RECORDS:
        for record in small.of_kind(kind).values():
            found = {change.field for change in changes(None, record) if change.published}
            assert found <= {*published_keys(small.models[kind])}, record.id


def test_guide_has_every_key_that_a_digest_may_declare(page: Callable[[str], Added]) -> None:
    text = page("editors/index.md").complete((PROJECT / "docs/editors/index.md").read_text("utf-8"))
    shown = {*re.findall(r"<li><code>([\w.]+)</code> ?", html.unescape(text))}
    keys = {path.rpartition(".")[2] for path in shown}
    for model in (Settings, Counted, Parts, Things, Map, SeaName, Chart, Entry, Carried):
        assert {*model.model_fields} <= keys, model
    assert {*Percentage.model_fields, *Reach.model_fields, *Spoken.model_fields} <= keys
    assert {"counted.spoken.nouns", "carried.part", "reach.km", "rule", "charts.up"} <= shown


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("---\ntitle: [a\n---\n# A\n", 1, "no mapping"),
        ("---\n- a\n---\n# A\n", 1, "no mapping"),
        ("---\ntitle: a\n# A\n", 1, "does not begin on the first line, or has no end"),
        ("\n---\ntitle: a\n---\n# A\n", 1, "does not begin on the first line"),
        ("Note: all of it is lost.\n\n# A\n", 1, "`Note:` is read as a key"),
        ("---\ntitle: 2026\n---\n", 2, "`title` is no text"),
        ("---\ntitle: A\ndescription:\n---\n", 3, "`description` is no text"),
        ("---\r\ntitle: A\r\nsearch: {exclude: true}\r\n---\r\n", 3, "`search` is a key of pages"),
    ],
)
def test_front_matter_that_mkdocs_would_drop_or_misread_is_a_fault(
    text: str, line: int, told: str
) -> None:
    fault = front_fault(text)
    assert fault and fault[0] == line and told in fault[1] and fault[2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A: b\n\n---\n",
        "Words: without a key\u00a0".replace("Words:", "Two words:"),
        "---\ntitle: A\nhide: [toc]\n---\n# A\n",
        "---\r\ntitle: A\r\n---\r\n# A\r\n",
        "<!-- A: b -->\n",
    ],
)
def test_beginning_of_a_page_that_is_as_it_looks_is_none(text: str) -> None:
    assert front_fault(text) is None


def test_front_matter_of_every_page_that_comes_with_the_program_is_right() -> None:
    found = [
        file for folder in ("docs", "starter/docs") for file in (PROJECT / folder).rglob("*.md")
    ]
    assert found and [file for file in found if front_fault(file.read_text("utf-8"))] == []
