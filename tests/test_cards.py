"""The pictures that are shared with a link: their size, their letters, and what they cost."""

import io
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import CORPUS, PROJECT, TODAY
from PIL import Image, ImageChops

from generator.catalogue import Catalogue
from generator.charts.cards import card as drawing
from generator.charts.cards import lettering
from generator.charts.cards.card import Card
from generator.exports import share_images as files
from generator.pages.kinds.events import card as event_card
from generator.pages.table import planned
from generator.site.pipeline import render
from generator.site.reading import read

SITE = "https://example.org/repo/"
PLAIN = Card("Launch", "A rocket", "May 1994", "", "", (("2", "missiles"),), (), "Test digest")
LONG = PLAIN._replace(
    title="Several short-range ballistic missiles of a type that nobody has named fired towards "
    "the East Sea / Sea of Japan from near Pyongyang International Airport",
    names=" · ".join(["조선민주주의인민공화국"] * 9),
    body="Words that go on and on. " * 40,
    figures=(("about 1,340 to 1,350 km", "range"), ("about 2,802 km", "apogee")) * 3,
    said=("Statements by " + "one who is long to name and " * 9, "Statements by 9 origins"),
)
KOREAN = PLAIN._replace(title="동해상으로 발사한 탄도미사일", names="화성-17형 · 합동참모본부")


def opened(data: bytes) -> Image.Image:
    """A picture as a program reads it."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def written(card: Card) -> tuple[int, int, int, int]:
    """The box around all that differs from the ground that every card shares."""
    drawn = opened(drawing.draw(card)).convert("L")
    bare = opened(drawing.draw(Card("", "", "", "", "", (), (), ""))).convert("L")
    # What lies within a step of the palette is the ground itself.
    box = ImageChops.difference(drawn, bare).point(lambda value: 255 * (value > 12)).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("card", [PLAIN, LONG, KOREAN], ids=["plain", "long", "korean"])
def test_picture_is_a_png_of_1200_by_630(card: Card) -> None:
    image = opened(drawing.draw(card))
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P")


@pytest.mark.parametrize("card", [PLAIN, LONG, KOREAN], ids=["plain", "long", "korean"])
def test_no_word_leaves_the_frame(card: Card) -> None:
    left, top, right, bottom = written(card)
    assert left >= 68 and right <= 1132
    assert top >= 60 and bottom <= 604


@pytest.mark.parametrize(
    ("title", "bands"),
    [
        # Kind, two lines of title, names, numbers, what they are, who is on record.
        ("Three KN-25 and Hwasong-11A missiles fired from South Wonsan", 7),
        # One more line of title, made small by its length, or to leave room for the names.
        (LONG.title, 8),
        ("Intermediate-range ballistic missile of a new type fired from the Mupyong-ni Plant", 7),
    ],
)
def test_lines_do_not_lie_on_each_other(title: str, bands: int) -> None:
    card = LONG._replace(title=title, names="화성-11가", body="", figures=LONG.figures[:2])
    rows = opened(drawing.draw(card)).convert("L").point(lambda value: 255 * (value > 90))
    inked = [rows.crop((0, y, 1200, y + 1)).getbbox() is not None for y in range(60, 540)]
    begun = [y for y, (before, now) in enumerate(pairwise(inked)) if now and not before]
    ended = [y for y, (before, now) in enumerate(pairwise(inked)) if before and not now]
    assert len(begun) == bands
    assert max(end - begin for begin, end in zip(begun, ended, strict=True)) < 64


@pytest.mark.parametrize("face", ["serif", "sans"])
def test_hangul_is_not_the_box_for_missing_letters(face: str) -> None:
    text = "조선민주주의인민공화국 화성 합동참모본부 가힝"
    assert lettering.can_set(text, face)
    marks = {
        char: bytes(lettering.font("hangul", 40).getmask(char)) for char in text if char != " "
    }
    box = bytes(lettering.font("hangul", 40).getmask(lettering.NO_LETTER))
    assert box not in marks.values()
    assert len(set(marks.values())) == len(marks), "each letter looks like itself"


def test_text_without_letters_in_our_fonts_is_not_drawn() -> None:
    for text in ("銀河", "ギンガ", "하뷁", "🚀", "مرحبا"):
        assert not lettering.can_set(text, "serif")
        assert not drawing.can_draw(PLAIN._replace(title=text))
    assert drawing.can_draw(PLAIN) and drawing.can_draw(KOREAN)


def test_title_without_room_takes_the_picture_of_the_site() -> None:
    assert not drawing.can_draw(PLAIN._replace(title="w" * 200))


def test_same_card_gives_the_same_bytes() -> None:
    assert drawing.draw(LONG) == drawing.draw(LONG)


def test_launch_says_its_numbers_its_korean_name_and_who_is_on_record(small: Catalogue) -> None:
    card = event_card(small, small.events["2026-02-10-sandok"])
    assert card is not None
    assert card.figures[0] == ("2", "missiles")
    assert [name for _, name in card.figures] == ["missiles", "range", "apogee"]
    assert card.names == "바다-3"
    assert card.said[0] == "Statements by Joint Staff"


def test_what_is_not_known_is_left_out(small: Catalogue) -> None:
    card = event_card(small, small.events["1994-05-unknown-site"])
    assert card is not None
    assert card.figures == () and card.body
    assert (card.day, card.kind) == ("May 1994", "Space launch · disputed")


@pytest.mark.build
def test_pictures_are_drawn_only_where_the_address_is_known(
    small: Catalogue, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    bare = render(small, PROJECT / "templates", kept=kept)
    assert not kept.exists()
    assert not [path for path in bare.data if path.startswith("cards/")]
    assert not [page for page in bare.pages if '"card"' in page.text]
    whole = render(small, PROJECT / "templates", site_url=SITE, kept=kept)
    for page in whole.pages:
        named = page.text.partition('"card": "')[2].partition('"')[0]
        assert (named in whole.data) is not page.gone, page.path


def test_second_build_draws_nothing(small: Catalogue, tmp_path: Path) -> None:
    found = files.pictures(small, planned(small))
    first = files.files(found.cards, tmp_path)
    (tmp_path / "stale.png").write_bytes(b"")
    times = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert files.files(found.cards, tmp_path) == first
    left = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert left == {file: time for file, time in times.items() if file.name != "stale.png"}


def test_another_reading_of_the_records_gives_the_same_cards(small: Catalogue) -> None:
    again = read(CORPUS, TODAY, "content").catalogue
    assert again is not None
    assert (
        files.pictures(again, planned(again)).cards == files.pictures(small, planned(small)).cards
    )


def test_every_event_has_its_picture_within_25_kilobytes(real: Catalogue) -> None:
    """The largest are drawn; the fonts have the letters of every title."""
    found = {key: event_card(real, event) for key, event in real.events.items()}
    drawable = {key: card for key, card in found.items() if card and drawing.can_draw(card)}
    assert set(drawable) == set(real.events)
    longest = sorted(drawable.values(), key=lambda card: -len(card.title + card.body))[:8]
    assert max(len(drawing.draw(card)) for card in longest) < 25_000
