"""Characters that nobody sees are refused in every text; those that a script needs are not."""

from collections.abc import Callable

import pytest

from generator.loading.files import check_text
from generator.site.reading import Checked

EVENT = "events/2026/2026-03-05-sandok.yml"
GOOD = "type: missile-launch\ndate: 2026-03-05\nplace: sandok\nstatus: confirmed\n"
GOOD += "article: test-register\n"
Reading = Callable[..., Checked]
UNSEEN = (
    *(0xE0001, 0xE0041, 0xE007F, 0x3164, 0x115F, 0x1160, 0xFFA0, 0x2800, 0x034F, 0x17B4),
    *(0x200B, 0x200C, 0x200D, 0x200E, 0x2060, 0x206A, 0x206F, 0x1D173, 0xFE0F, 0xE0100, 0x180E),
)
UNKNOWN = (0xE000, 0xF0000, 0x100000, 0x0378, 0xFFFD, 0xFDD0, 0xFFFF, 0x1FFFF)


@pytest.mark.parametrize("point", UNSEEN, ids=hex)
def test_character_that_nobody_sees_is_refused_at_its_place(point: int, read_with: Reading) -> None:
    title = f"A sal{chr(point)}vo"
    for text, place in ((f"title: {title}\n{GOOD}", (1, 13)), (f"{GOOD}title: {title}\n", (6, 13))):
        found = read_with({EVENT: text}).problems
        assert [(p.code, p.line, p.column) for p in found] == [("Y013", *place)]
    found = read_with({EVENT: f'title: "A sal\\U{point:08X}vo"\n{GOOD}'}).problems
    assert [p.code for p in found] == ["Y013"]


@pytest.mark.parametrize("point", UNKNOWN, ids=hex)
def test_character_that_unicode_does_not_know_is_refused(point: int) -> None:
    assert [p.code for p in check_text("x.yml", f"title: A sal{chr(point)}vo")] == ["Y011"]


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم",  # a Persian word with a non-joiner
        "क्‍ष",  # a joined Devanagari syllable
        "👨‍👩‍👧",  # a family
        "🏳️‍🌈",  # a flag of two signs
        "👩🏽‍🚀",  # with a colour of skin
        "❤️ ☎︎ 1️⃣",
        "葛󠄀城",  # an ideograph in one of its forms
        "김정은, 金正恩, キム・ジョンウン, Ким",
    ],
)
def test_character_that_a_script_needs_is_let_pass(text: str) -> None:
    assert check_text("x.yml", f"title: {text}") == []


@pytest.mark.parametrize(
    "text", ["a\u200db", "👨\u200d\u200d👩", "❤\ufe0f\ufe0f", "می\u200c\u200c"]
)
def test_joiner_without_a_use_is_refused(text: str) -> None:
    assert {p.code for p in check_text("x.yml", text)} == {"Y013"}


@pytest.mark.parametrize("words", [" ", "\u2003", "` `"])
@pytest.mark.parametrize("target", ["actor:wire", "https://example.org/"])
def test_link_with_words_that_nobody_sees_is_refused(
    words: str, target: str, read_with: Reading
) -> None:
    text = f"title: A salvo\n{GOOD}summary: |\n  It [{words}]({target}) flew.\n"
    found = read_with({EVENT: text}).problems
    assert [p.code for p in found] == ["M003"]
