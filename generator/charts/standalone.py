"""A chart as a file that is complete by itself: SVG with its own colours, words and background.

It has no style sheet, no script and no font of its own, so that browsers, word processors and
programs for drawing all show it alike; on its white ground it is readable on any page.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from generator.charts.beside import LETTER
from generator.charts.drawing import HATCHES, Drawing, number

# Those of the light look in docs/assets/digest.css; a test compares them.
COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "c1": "#2f4fd0",
        "c2": "#d6711f",
        "c3": "#1c4443",
        "c4": "#4d317a",
        "c5": "#a08961",
        "c6": "#c36f9e",
        "c7": "#2089df",
        "c8": "#61360e",
        "heat-1": "#dbe6f6",
        "heat-2": "#b3cbec",
        "heat-3": "#3c6db0",
        "heat-4": "#1b3f77",
        "line": "#d5dae3",
        "soft": "#f4f6fa",
        "quiet": "#55607a",
        "strong": "#14213d",
        "warm": "#a4201a",
        "bar": "#3c6db0",
    }
)
WHITE = "#ffffff"
# The words of a class, and the colour behind its hatching where it has one.
GROUPS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "class-1": ("c1", 0),
        **{f"class-{n}": (f"c{n}", n) for n in range(2, 9)},
        "word-1": ("bar", 0),
        "word-2": ("warm", 9),
        **{f"word-{n}": (f"c{n}", n) for n in range(3, 9)},
        "class-several": ("quiet", 10),
        "word-several": ("quiet", 10),
    }
)
HATCHED = MappingProxyType({hatch: colour for colour, hatch in GROUPS.values() if hatch})
UNKNOWN = ("class-unknown", "word-unknown")
LINES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "grid": ("line", "1", ""),
        "axis": ("quiet", "1", ""),
        "median": ("warm", "1.5", "6 3"),
        "guide": ("quiet", "1.25", "5 4"),
        "span": ("quiet", "1", ""),
    }
)
"""What is drawn as a line: its colour, its width and its dashes."""
FILLED: Mapping[str, str] = MappingProxyType(
    {"count": "bar", "heat-0": "soft", **{f"heat-{n}": f"heat-{n}" for n in range(1, 5)}}
)
MOMENTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "moment-well": ("bar", "bar"),
        "moment-badly": ("none", "warm"),
        "moment-mixed": (WHITE, "warm"),
        "moment-open": (WHITE, "bar"),
        "moment-other": ("bar", "bar"),
    }
)
"""The fill and the outline of the marks of a timeline."""
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "total": "strong",
        "lane": "strong",
        "note": "strong",
        "axis-name": "strong",
        "heat-word-1": "strong",
        "heat-word-2": "strong",
    }
)
BOLD = frozenset({"lane", "heat-word"})
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK KR', sans-serif"
# The margin, the size of the title and of what is below the chart, and the height of their lines.
EDGE, TITLE, SMALL = 16, 16, 11
TITLE_LINE, LINE = 21, 16
# A letter of the bold title takes so much of its size.
BROAD = 0.58


class Origin(NamedTuple):
    """What a file says of where it is from: lines at its foot, the last of them its terms.

    `address` is that of its page, empty where nobody knows where the site is.
    """

    lines: tuple[str, ...]
    address: str
    licence: str


def document(drawing: Drawing, origin: Origin) -> str:
    """The drawing with its title, key, and origin, as the text of an SVG file."""
    width = drawing.width + 2 * EDGE
    room = drawing.width
    title = wrapped(drawing.seen or drawing.title, int(room / (TITLE * BROAD)))
    below_title = wrapped(drawing.title, int(room / LETTER)) if drawing.seen else []
    y = EDGE + TITLE_LINE * len(title)
    parts = list(_lines(title, EDGE + TITLE, TITLE_LINE, TITLE, "strong", bold=True))
    parts += _lines(below_title, y + 12, LINE, 12, "quiet")
    y += LINE * len(below_title) + 8
    parts.append(f'<g transform="translate({EDGE} {y})">')
    parts += (_shape(s.path, s.css, s.label) for s in drawing.shapes)
    parts += (
        f'<text x="{number(w.x)}" y="{number(w.y)}"{_word(w.css)}'
        f"{'' if w.anchor == 'start' else f' text-anchor={chr(34)}{w.anchor}{chr(34)}'}>"
        f"{escape(w.text)}</text>"
        for w in drawing.words
    )
    parts.append("</g>")
    y += drawing.height + 8
    left = 0.0
    for key in drawing.key:
        wide = 24 + len(key.text) * LETTER + 14
        if left and left + wide > room:
            left, y = 0.0, y + 20
        parts.append(
            f'<g transform="translate({number(EDGE + left)} {y})">{_shape(key.path, key.css)}'
            f'<text x="22" y="12"{_word("")}>{escape(key.text)}</text></g>'
        )
        left += wide
    y += 28 if drawing.key else 0
    told = [
        line for text in (drawing.computed, *origin.lines) for line in wrapped(text, int(room / 6))
    ]
    parts += _lines(told, y + SMALL, LINE, SMALL, "quiet")
    height = y + LINE * len(told) + EDGE
    about = " ".join((drawing.description, *origin.lines))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="title about" font-family="{FONT}" '
        'font-size="12">'
    )
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            head,
            f'<title id="title">{escape(drawing.seen or drawing.title)}</title>',
            f'<desc id="about">{escape(about)}</desc>',
            *_metadata(drawing, origin),
            *_patterns(drawing),
            f'<rect width="{width}" height="{height}" fill="{WHITE}"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def _metadata(drawing: Drawing, origin: Origin) -> Iterator[str]:
    """Title, source and licence as programs for drawing read them (Dublin Core in RDF)."""
    yield (
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#">'
        '<cc:Work rdf:about="">'
        f"<dc:title>{escape(drawing.title)}</dc:title>"
        + (f"<dc:source>{escape(origin.address)}</dc:source>" if origin.address else "")
        + f"<dc:rights>{escape(origin.lines[-1])}</dc:rights>"
        f'<cc:license rdf:resource="{escape(origin.licence)}"/></cc:Work></rdf:RDF></metadata>'
    )


def _patterns(drawing: Drawing) -> Iterator[str]:
    """The hatchings that the drawing uses."""
    used = {shape.css for shape in drawing.shapes} | {key.css for key in drawing.key}
    fills = {paint(css)["fill"] for css in used}
    hatches = sorted(hatch for hatch in HATCHES if f"url(#hatch-{hatch})" in fills)
    if not hatches:
        return
    yield "<defs>"
    for hatch in hatches:
        colour = COLOURS[HATCHED[hatch]]
        yield (
            f'<pattern id="hatch-{hatch}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<path fill="{colour}" d="M0 0h6v6h-6z"/><path fill="none" stroke="{WHITE}" '
            f'stroke-width="1.2" d="{HATCHES[hatch]}"/></pattern>'
        )
    yield "</defs>"


def _shape(path: str, css: str, label: str = "") -> str:
    inside = f"><title>{escape(label)}</title></path>" if label else "/>"
    return f'<path d="{path}"{_painted(css)}{inside}'


@lru_cache(maxsize=256)
def _painted(css: str) -> str:
    return _attributes(paint(css))


def paint(css: str) -> dict[str, str]:
    """How a shape of a class is filled and drawn, as attributes of SVG."""
    first, *others = css.split()
    group = next((name for name in (first, *others) if name in GROUPS), "")
    unknown = any(name in UNKNOWN for name in (first, *others))
    colour = COLOURS[GROUPS[group][0]] if group else COLOURS["quiet"]
    if first == "mark":
        filled = {"fill": "none"} if unknown else {"fill": colour, "fill-opacity": "0.5"}
        return filled | {"stroke": colour, "stroke-width": "1.5"}
    if first == "bar":
        dashed = {"stroke-dasharray": "2 2"} if "bar-about" in others else {}
        return {"fill": "none", "stroke": colour, "stroke-width": "1.5"} | dashed
    if first == "gap":
        bar = COLOURS["bar"]
        return {"fill": bar, "fill-opacity": "0.55", "stroke": bar}
    if first == "moment":
        fill, stroke = (COLOURS.get(name, name) for name in MOMENTS[others[0]])
        return {"fill": fill, "stroke": stroke, "stroke-width": "1.5"}
    if unknown:
        return {"fill": WHITE, "stroke": colour, "stroke-dasharray": "2 2"}
    if group:
        hatch = GROUPS[group][1]
        return {"fill": f"url(#hatch-{hatch})" if hatch else colour, "stroke": WHITE}
    if first in LINES:
        name, wide, dashes = LINES[first]
        drawn = {"fill": "none", "stroke": COLOURS[name], "stroke-width": wide}
        return drawn | ({"stroke-dasharray": dashes} if dashes else {})
    return {"fill": COLOURS[FILLED[others[0] if first == "heat" else first]]}


def _word(css: str) -> str:
    names = css.split()
    light = any(name in ("heat-word-3", "heat-word-4") for name in names)
    colour = next((COLOURS[WORDS[name]] for name in names if name in WORDS), COLOURS["quiet"])
    bold = {"font-weight": "600"} if BOLD & set(names) else {}
    return _attributes({"fill": WHITE if light else colour} | bold)


def _attributes(of: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in of.items())


def _lines(
    lines: Sequence[str], y: float, step: int, size: int, colour: str, bold: bool = False
) -> Iterator[str]:
    weight = ' font-weight="700"' if bold else ""
    for index, line in enumerate(lines):
        yield (
            f'<text x="{EDGE}" y="{number(y + index * step)}" font-size="{size}"{weight} '
            f'fill="{COLOURS[colour]}">{escape(line)}</text>'
        )


def wrapped(text: str, most: int) -> list[str]:
    """A text in lines of at most so many letters; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
