"""The picture of a page where a link to it is shared: 1200 by 630 pixels, drawn with our own fonts.

Knows no records. The same card gives the same bytes.
"""

import io
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw

from generator.charts.cards.lettering import can_set, fitted, shortened, width, write

SIZE = (1200, 630)
LEFT, RIGHT = 76, 1124
# The colours of the site at night; docs/assets/digest.css has them too.
GROUND, ARC, RULE = "#14213d", "#1d2d50", "#3c4f78"
WHITE, PALE, RED = "#f1f4fa", "#b9c3d6", "#ff9d8a"
TITLES = range(68, 37, -6)
NUMBERS = range(54, 33, -4)
# From the last line of the title down to the other names.
NAMES = 58
# In bytes: a picture that is fetched for each message that bears the link.
LARGEST = 25_000


class Card(NamedTuple):
    """What a picture says. Empty texts are left out.

    `said` are ways to say who says so, the longest first: the first for which there is room is
    taken. `figures` are pairs of a value and its name.
    """

    kind: str
    title: str
    day: str
    names: str
    body: str
    figures: tuple[tuple[str, str], ...]
    said: tuple[str, ...]
    site: str


def can_draw(card: Card) -> bool:
    """Whether our fonts have every letter of a card, and its title has room."""
    words = (card.kind, card.day, card.names, card.body, *card.said, card.site)
    values = [value for value, _ in card.figures]
    return (
        all(can_set(text, "sans") for text in (*words, *(name for _, name in card.figures)))
        and all(can_set(text, "serif") for text in (card.title, *values))
        and fitted(card.title, "serif", TITLES, RIGHT - LEFT, 3) is not None
    )


def draw(card: Card) -> bytes:
    """The picture as a PNG."""
    picture = _ground().copy()
    pen = ImageDraw.Draw(picture)
    bottom = _foot(pen, card)
    if card.figures:
        bottom = _figures(pen, card, bottom)
    top = _head(pen, card, bottom)
    _body(pen, card, top, bottom)
    packed = picture.quantize(palette=_palette(), dither=Image.Dither.NONE)
    # The highest level takes six times as long for a tenth less: only a crowded card needs it.
    for level in (7, 9):
        out = io.BytesIO()
        packed.save(out, "PNG", compress_level=level)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def _head(pen: ImageDraw.ImageDraw, card: Card, bottom: float) -> float:
    """Kind, day, title and names; how far down they reach.

    The title is as large as leaves room for the names; if none does, the names are left out.
    """
    end = write(pen, (LEFT, 98), card.kind, "sans", 28, RED) if card.kind else LEFT
    if card.day:
        separator = " · " if card.kind else ""
        write(pen, (end, 98), f"{separator}{card.day}", "sans", 28, PALE)
    for names in dict.fromkeys((card.names, "")):
        for smallest in range(len(TITLES)):
            fit = fitted(card.title, "serif", TITLES[smallest:], RIGHT - LEFT, 3)
            size, lines = fit or (TITLES[-1], [])
            last = 98 + size * (1.32 + 1.16 * (len(lines) - 1))
            reach = last + (NAMES if names else 0)
            if reach <= bottom - 28:
                break
        else:
            continue
        break
    for number, line in enumerate(lines):
        write(pen, (LEFT, 98 + size * (1.32 + 1.16 * number)), line, "serif", size, WHITE)
    if names:
        (shown,) = shortened(names, "sans", 32, RIGHT - LEFT, 1)
        write(pen, (LEFT, reach), shown, "sans", 32, PALE)
    return reach


def _foot(pen: ImageDraw.ImageDraw, card: Card) -> float:
    """The mark and name of the site, and who says so; how far up they reach."""
    pen.line([(LEFT, 546), (RIGHT, 546)], fill=RULE, width=2)
    pen.line([(LEFT, 546), (LEFT + 88, 546)], fill=RED, width=4)
    write(pen, (LEFT + 52, 594), card.site, "sans", 26, WHITE)
    room = RIGHT - LEFT
    said = next((words for words in card.said if width(words, "sans", 26) <= room), "")
    if said:
        write(pen, (LEFT, 518), said, "sans", 26, PALE)
    return 466 if said else 516


def _figures(pen: ImageDraw.ImageDraw, card: Card, bottom: float) -> float:
    """Key numbers side by side, each above its name; how far up they reach."""
    gap = 56
    for size in NUMBERS:
        widths = [
            max(width(value, "serif", size), width(name, "sans", 24))
            for value, name in card.figures
        ]
        if sum(widths) + gap * (len(widths) - 1) <= RIGHT - LEFT:
            break
    x = float(LEFT)
    for (value, name), taken in zip(card.figures, widths, strict=True):
        if x + taken > RIGHT:
            break
        write(pen, (x, bottom - 34), value, "serif", size, WHITE)
        write(pen, (x, bottom), name, "sans", 24, PALE)
        x += taken + gap
    return bottom - 34 - size


def _body(pen: ImageDraw.ImageDraw, card: Card, top: float, bottom: float) -> None:
    """A sentence or two, as far as there is room between the head and the numbers."""
    room = int((bottom - top - 24) // 40)
    if card.body and room > 0:
        baseline = top + 24
        for line in shortened(card.body, "sans", 29, RIGHT - LEFT, min(room, 3)):
            baseline += 40
            write(pen, (LEFT, baseline), line, "sans", 29, PALE)


@lru_cache(maxsize=1)
def _ground() -> Image.Image:
    """What all cards share: the ground, a trajectory rising over it, and the mark of the site.

    It is drawn three times as large and made small, which smooths its curves.
    """
    scale = 3
    large = Image.new("RGB", (SIZE[0] * scale, SIZE[1] * scale), GROUND)
    pen = ImageDraw.Draw(large)
    _trajectory(pen, (620, 700), (1290, 700), 560, 26, ARC, scale)
    _logo(pen, LEFT, 568, 36, scale)
    return large.resize(SIZE, Image.Resampling.LANCZOS)


def _trajectory(
    pen: ImageDraw.ImageDraw,
    start: tuple[float, float],
    end: tuple[float, float],
    height: float,
    thick: float,
    ink: str,
    scale: int,
) -> None:
    """A parabola between two points."""
    steps = 160
    line = []
    for step in range(steps + 1):
        part = step / steps
        x = start[0] + (end[0] - start[0]) * part
        line.append((x * scale, (start[1] - 4 * height * part * (1 - part)) * scale))
    pen.line(line, fill=ink, width=round(thick * scale), joint="curve")
    for x, y in (line[0], line[-1]):
        radius = thick * scale / 2
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)


def _logo(pen: ImageDraw.ImageDraw, left: float, top: float, side: float, scale: int) -> None:
    """The mark of docs/assets/favicon.svg, whose square is 32 wide."""
    unit = side / 32
    box = [value * scale for value in (left, top, left + side, top + side)]
    pen.rounded_rectangle(box, radius=6 * unit * scale, fill=RULE)
    start, end = (left + 4 * unit, top + 26 * unit), (left + 28 * unit, top + 26 * unit)
    _trajectory(pen, start, end, 16 * unit, 3 * unit, WHITE, scale)
    x, y, radius = (left + 16 * unit) * scale, (top + 10 * unit) * scale, 3.5 * unit * scale
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=RED)


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """The grounds and the inks in steps: the sixteen colours of all cards.

    Over the trajectory, letters are smoothed by the steps over the ground, which is nearly as dark.
    """
    colours = [_rgb(ink) for ink in (GROUND, ARC, RULE)]
    colours += [_between(GROUND, ARC, 0.5)]
    for ink, steps in ((WHITE, 5), (PALE, 4), (RED, 3)):
        colours += [_between(GROUND, ink, step / steps) for step in range(1, steps + 1)]
    # With a seventeenth each pixel is a byte and not half of one, which packs better.
    colours.append(_rgb(GROUND))
    picture = Image.new("P", (1, 1))
    picture.putpalette([value for colour in colours for value in colour])
    return picture


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _between(ground: str, ink: str, part: float) -> tuple[int, ...]:
    pairs = zip(_rgb(ground), _rgb(ink), strict=True)
    return tuple(round(low + (high - low) * part) for low, high in pairs)
