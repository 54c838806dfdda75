"""Texts that readers would see broken: placeholders, mark-up where none is read, bare times."""

import re
from collections.abc import Iterator
from html.entities import html5

from generator.loading.source import Fault, Source
from generator.problems import Problem, shown
from generator.schema.base import Model, walk
from generator.values.markup import UNMADE
from generator.values.prose import ProseText
from generator.values.scalars import Ref

# What a correction or an ignored problem quotes is what was wrong.
QUOTING = {"corrections", "ignore"}
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Words in angle brackets are none of HTML's, unless it has an element of the name.
TAG = re.compile(
    r"</?(a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|hr|i|iframe|img|ins"
    r"|li|mark|ol|p|pre|q|s|script|small|span|strong|style|sub|sup|table|td|th|tr|tt|u|ul|wbr)"
    r"(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
# A time of the clock, and a list of them with their zone at its end. Zones with half an hour,
# addresses and what is quoted word for word are no times of ours.
TIME = r"(?<![\d:+-])(?:[01]?\d|2[0-3]):[0-5]\d(?!\d|:\d)"
ZONED = re.compile(
    rf"{TIME}(?:,? (?:(?:to|and|or) )?{TIME})*,? (?:by )?(?:KST|UTC)\b"
    r"|https?:\S+|“[^”]{0,400}”|\"[^\"]{0,400}\"|(?m:^>.*$)"
)
UNFINISHED = re.compile(r"\b(?:TODO|TBD|TBA|FIXME)\b|\b[Ll]orem ipsum\b")
ALONE = re.compile(r"todo|tbd|tba|tbc|fixme|xxx+|lorem|placeholder|\?+|\.{2,}|…", re.IGNORECASE)
# RFC 2606 keeps these for examples. The sub-domains of example.org are left to test records.
NOWHERE = re.compile(
    r"https?://(?:(?:www\.)?example\.(?:com|edu|net|org)|(?:[\w-]+\.)+example\.(?:com|edu|net)"
    r"|(?:[\w-]+\.)+(?:example|invalid|localhost))(?![\w.-])",
    re.IGNORECASE,
)


def of_record(record: Model, source: Source) -> Iterator[Problem]:
    """Every text of a record that nobody finished, or whose marks readers would see."""
    for path, value in walk(record):
        text = isinstance(value, ProseText | str) and not isinstance(value, Ref)
        for fault in _faults(value) if text and path[0] not in QUOTING else ():
            yield source.problem_in(path, str(value), fault)


def _faults(value: str | ProseText) -> Iterator[Fault]:
    text = str(value)
    alone = ALONE.fullmatch(text.strip())
    for match in [alone] if alone else UNFINISHED.finditer(text):
        message = f"`{shown(match[0])}` is a placeholder"
        yield Fault(match.start(), match[0], "S025", message, "write what belongs there")
    for match in NOWHERE.finditer(text):
        message = f"{shown(match[0])} is an address for examples"
        yield Fault(
            match.start(), match[0], "S025", message, "write the address of the page itself"
        )
    for match in ENTITY.finditer(text):
        message = f"`{match[0]}` would be shown as written"
        sign = _sign(match[0])
        if sign:
            yield Fault(match.start(), match[0], "M016", message, f"write {sign}")
    if isinstance(value, ProseText):
        # As long as it was, so that what is left is found at its place.
        bare = ZONED.sub(lambda match: " " * len(match[0]), text.replace("\n", " "))
        for match in re.finditer(TIME, bare):
            message = f"`{match[0]}` has no zone"
            yield Fault(match.start(), match[0], "S024", message, f"write {match[0]} KST or UTC")
        return  # its marks were read as Markdown
    opened: set[str] = set()
    for match in TAG.finditer(text):
        name = match[1].lower()
        if match[0].startswith("</") and name in opened:
            continue
        opened.add(name)
        message = f"`{shown(match[0], 40)}` would be shown as written"
        yield Fault(match.start(), match[0], "M016", message, "write the words without it")
    for sign in dict.fromkeys(match[0] for match in UNMADE.finditer(text)):
        message = f"`{shown(sign)}` would be shown as written: this text is no Markdown"
        yield Fault(text.index(sign), sign, "M016", message, "write the words alone")


def _sign(entity: str) -> str:
    """The character that an entity of HTML means, or what can be said of it; empty if none."""
    name = entity[1:-1]
    if not name.startswith("#"):
        return html5.get(f"{name};", "").replace("\xa0", "a space")
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    plain = 32 < number < 0x110000 and not 0xD800 <= number < 0xE000 and number != 0xA0
    return shown(chr(number)) if plain else "a space, or nothing"
