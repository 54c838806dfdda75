"""Texts from right to left keep their own direction wherever they are shown."""

import re
from collections.abc import Callable

import pytest
from conftest import PROJECT

from generator.rendering.escape import escape
from generator.rendering.language import isolated, settled
from generator.site.pipeline import Output, render
from generator.site.reading import Checked
from generator.values.direction import goes_left

TITLE = "كوريا الشمالية تطلق صاروخا (JCS)!"
QUOTE = "תגובה (KN-23)!"
ALIAS = "موشك «بادا» (3)!"
AUTHOR = "سارا احمدی (AFP)!"
FILES: dict[str, str | bytes] = {
    "actors/gazette.yml": f"name: '{TITLE}'\nkind: outlet\naliases:\n"
    f"  - {{name: '{ALIAS}', lang: fa, article: 2026-02-12-gazette-launch}}\n",
    "articles/2026/2026-02-12-gazette-launch.yml": f"title: '{TITLE}'\n"
    "title_in_english: North Korea fires a missile\nkind: news\npublisher: gazette\n"
    f"author: '{AUTHOR}'\npublished: 2026-02-12\nlanguage: ar\n"
    "url: https://gazette.example.org/1\nsummary: |\n  A report.\nevents: [2026-02-10-sandok]\n"
    "claims:\n  - event: 2026-02-10-sandok\n    about: statement\n    value: it was a test\n"
    f"    by: gazette\n    verb: said\n    quote: '{QUOTE}'\n",
}
TEXTS = (TITLE, QUOTE, ALIAS, AUTHOR)
# The element that sets a text apart from its neighbours.
SET_APART = r'(<bdi>|<span lang="[a-z]+" dir="auto">)'


@pytest.fixture
def output(read_with: Callable[..., Checked]) -> Output:
    """All that the small corpus makes with texts from right to left in it."""
    checked = read_with(FILES)
    assert checked.catalogue is not None, checked.problems
    return render(checked.catalogue, PROJECT / "templates", site_url="https://example.org/")


def test_text_from_right_to_left_is_set_apart_wherever_it_is_shown(output: Output) -> None:
    seen = dict.fromkeys(TEXTS, 0)
    for page in output.pages:
        body = page.text.split("---\n", 2)[2]
        # Attributes and drawings hold no element; what is shown for copying is not laid out.
        shown = re.sub(
            r'(?<!dir)(?<!lang)="[^"]*"|<svg\b.*?</svg>|<pre.*?</pre>', "", body, flags=re.DOTALL
        )
        for text in TEXTS:
            alone = len(re.findall(SET_APART + re.escape(str(escape(text))), shown))
            assert alone == shown.count(str(escape(text))), (page.path, text)
            seen[text] += alone
    # The article and its publisher, its claim on three pages, the name beside the others.
    assert all(seen.values()) and seen[TITLE] > 10 and seen[QUOTE] >= 3, seen


def test_feeds_set_it_apart_in_their_text(output: Output) -> None:
    held = [str(text) for path, text in output.data.items() if path.startswith("feeds/")]
    assert any(f"<bdi>{TITLE}" in text for text in held if text.startswith("{"))
    for text in held:
        if text.startswith("{"):
            for content in re.findall(r'"content_html": "(.*)"', text):
                assert content.count(f">{TITLE}<") == content.count(f"<bdi>{TITLE}</bdi>")


def test_no_attribute_drawing_or_option_has_an_element_in_it(output: Output) -> None:
    for page in output.pages:
        body = page.text.split("---\n", 2)[2]
        for held in re.findall(r'="[^"]*"|<svg\b.*?</svg>|<option.*?</option>', body, re.DOTALL):
            assert "bdi>" not in held, page.path
        assert "bdi>" not in page.text.split("---\n", 2)[1]


@pytest.mark.parametrize("text", ["عربي", "עברית", "فارسی", "ܣܘܪܝܝܐ", "ދިވެހި", "ߒߞߏ", "𞤀𞤣", "(אב)"])
def test_scripts_from_right_to_left_are_known(text: str) -> None:
    assert goes_left(text) and isolated(text) == f"<bdi>{text}</bdi>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Summary of ‘אב!’ (1)", "Summary of ‘<bdi>אב!</bdi>’ (1)"),
        ("“אב!” and “جد?”", "“<bdi>אב!</bdi>” and “<bdi>جد?</bdi>”"),
        ("אב says “yes”", "<bdi>אב says “yes”</bdi>"),
        ("“yes” says אב!", "<bdi>“yes” says אב!</bdi>"),
    ],
)
def test_what_our_words_quote_is_set_apart_from_them(text: str, shown: str) -> None:
    assert isolated(text) == shown


@pytest.mark.parametrize(
    "text", ["Missile", "북한", "朝鮮", "Türkiye", "Ελλάδα", "ไทย", "हिन्दी", "– “x” …"]
)
def test_other_scripts_stay_as_they_are(text: str) -> None:
    assert not goes_left(text) and "<bdi>" not in isolated(text)


@pytest.mark.parametrize(
    ("page", "settles"),
    [
        ('<a title="<bdi>אב</bdi>"><bdi>אב</bdi></a>', '<a title="אב"><bdi>אב</bdi></a>'),
        ("<svg x><text><bdi>אב</bdi></text></svg>", "<svg x><text>אב</text></svg>"),
        ("<option value=1><bdi>אב</bdi></option>", "<option value=1>אב</option>"),
        ("<p><bdi>אב</bdi></p>", "<p><bdi>אב</bdi></p>"),
    ],
)
def test_element_is_only_where_one_can_be(page: str, settles: str) -> None:
    assert settled(page) == settles
