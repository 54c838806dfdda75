"""Words in the project's own fonts: how wide they are, how they wrap, and whether they can be set.

Knows no records. Latin letters and Hangul have a font each, so a line is set in runs.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import PIL
from PIL import ImageDraw, ImageFont

LIBRARY = PIL.__version__
FONTS = Path(__file__).with_name("fonts")
FACES = {
    "serif": "SourceSerif4-Bold.ttf",
    "sans": "SourceSans3-Medium.ttf",
    "hangul": "NotoSansKR-SemiBold-Hangul.ttf",
}
# Hangul fills its square, so at one size it looks larger than Latin letters do.
HANGUL_SCALE = 0.9
# No font has a letter here, so all of them draw their box for missing letters.
NO_LETTER = "\U0010fffd"


@lru_cache(maxsize=64)
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """A font of ours. The basic layout needs no library that a machine may lack."""
    return ImageFont.truetype(FONTS / FACES[face], size, layout_engine=ImageFont.Layout.BASIC)


def is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def runs(text: str, face: str, size: int) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    """The parts of a line, each with its font."""
    for hangul, part in groupby(text, is_hangul):
        chosen = font("hangul", round(size * HANGUL_SCALE)) if hangul else font(face, size)
        yield "".join(part), chosen


def width(text: str, face: str, size: int) -> float:
    """How wide a line is, in pixels: its words and the spaces between them."""
    words = text.split(" ")
    return sum(_word(word, face, size) for word in words) + (len(words) - 1) * _word(
        " ", face, size
    )


@lru_cache(maxsize=16384)
def _word(text: str, face: str, size: int) -> float:
    return sum(chosen.getlength(part) for part, chosen in runs(text, face, size))


@lru_cache(maxsize=4096)
def _has(char: str, face: str) -> bool:
    if char == " ":
        return True
    tried = font("hangul" if is_hangul(char) else face, 32)
    return bytes(tried.getmask(char)) != bytes(tried.getmask(NO_LETTER))


def can_set(text: str, face: str) -> bool:
    """Whether the fonts have every letter of a text."""
    return all(_has(char, face) for char in text)


def wrapped(text: str, face: str, size: int, room: float) -> list[str]:
    """The text in as few lines as fit, of about one length; a word too long stands alone."""
    few = _greedy(text, face, size, room)
    narrow, wide = 0.0, room
    # The narrowest room that needs no more lines has the most even ones.
    for _ in range(8):
        tried = (narrow + wide) / 2
        lines = _greedy(text, face, size, tried)
        if len(lines) == len(few) and _widest(lines, face, size) <= room:
            wide = tried
        else:
            narrow = tried
    return _greedy(text, face, size, wide)


def _greedy(text: str, face: str, size: int, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else ""
        if lines and width(longer, face, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _widest(lines: list[str], face: str, size: int) -> float:
    return max((width(line, face, size) for line in lines), default=0)


def fitted(
    text: str, face: str, sizes: range, room: float, most: int
) -> tuple[int, list[str]] | None:
    """The largest of the sizes at which a text takes at most so many lines, and its lines.

    None where it is too long for all of them.
    """
    for size in sizes:
        lines = wrapped(text, face, size, room)
        if len(lines) <= most and _widest(lines, face, size) <= room:
            return size, lines
    return None


def shortened(text: str, face: str, size: int, room: float, most: int) -> list[str]:
    """The text in at most so many lines; one that is longer ends in an ellipsis."""
    lines = _greedy(text, face, size, room)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while " " in last and width(f"{last} …", face, size) > room:
        last = last.rpartition(" ")[0]
    return [*lines[: most - 1], f"{last.rstrip('.,;:')} …"]


def write(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, face: str, size: int, ink: str
) -> float:
    """Set a line with its baseline at a point; where it ends."""
    x, baseline = at
    for part, chosen in runs(text, face, size):
        pen.text((x, baseline), part, fill=ink, font=chosen, anchor="ls")
        x += chosen.getlength(part)
    return x
