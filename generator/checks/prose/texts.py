"""Texts that readers would see broken: placeholders, mark-up where none is read, bare times."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.entities import html5

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.loading.source import Fault, Source
from generator.problems import Problem, shown
from generator.schema.base import Part
from generator.values.markup import UNMADE
from generator.values.prose import ProseText

TEXTS = {str, ProseText}
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
# Code, where each sign is meant, and signs that are escaped.
LITERAL = re.compile(r"^ *(```|~~~).*?^ *\1|`[^`\n]*`|\\.", re.MULTILINE | re.DOTALL)
# Marks of other kinds of Markdown, and what makes the same here.
OWN_LINK = "write [words](https://…), or [words](kind:id) for a record"
FOREIGN = tuple(
    (re.compile(pattern, re.MULTILINE), fix)
    for pattern, fix in (
        (r"\[\^[^\]\s]{1,40}\]:?", "cite with [](article:…), or write the note as a sentence"),
        (r"(?<=\S\])\[[^\]\n]{0,40}\]", OWN_LINK),
        (r"^ {0,3}\[[^\]\n^]{1,40}\]:(?=\s)", OWN_LINK),
        (r"<https?://[^>\s]*>", OWN_LINK),
        (r"~~(?=\S)", "leave the marks out"),
        (r"^##+(?=[^#\s])", "write a space behind it for a heading"),
        (r"^ *[-*+] \[[ xX]\](?= )", "write a plain list"),
    )
)
FOREIGN_SIGN = re.compile(r"\[\^|\]\[|\]:|<http|~~|##|\[[ xX]\]")
# A time of the clock.
TIME = r"(?<![\d:+-])(?:[01]?\d|2[0-3]):[0-5]\d(?!\d|:\d)"
CLOCK = re.compile(TIME)
CALLED_UTC = re.compile(r" ?(Z|Zulu|GMT)\b")
UNFINISHED = re.compile(r"\b(?:TODO|TBD|TBA|FIXME)\b|\b[Ll]orem ipsum\b")
ALONE = re.compile(r"todo|tbd|tba|tbc|fixme|xxx+|lorem|placeholder|\?+|\.{2,}|…", re.IGNORECASE)
# RFC 2606 keeps these for examples. The sub-domains of example.org are left to test records.
NOWHERE = re.compile(
    r"https?://(?:(?:www\.)?example\.(?:com|edu|net|org)|(?:[\w-]+\.)+example\.(?:com|edu|net)"
    r"|(?:[\w-]+\.)+(?:example|invalid|localhost))(?![\w.-])",
    re.IGNORECASE,
)


@cache
def _zoned(labels: frozenset[str]) -> re.Pattern[str]:
    """A list of times with their zone at its end: an offset or an abbreviation of the digest.

    Addresses and what is quoted word for word are no times of ours either.
    """
    zones = "|".join(sorted({"UTC", *map(re.escape, labels)}))
    return re.compile(
        rf"{TIME}(?:,? (?:(?:to|and|or) )?{TIME})*,? (?:by )?"
        rf"(?:UTC[+-]\d{{1,2}}(?::\d{{2}})?|(?:{zones})\b)"
        r"|https?:\S+|“[^”]{0,400}”|\"[^\"]{0,400}\"|(?m:^>.*$)"
    )


def of_record(catalogue: Catalogue, parts: Iterable[Part], source: Source) -> Iterator[Problem]:
    """Every text of a record that nobody finished, or whose marks readers would see."""
    for path, value in parts:
        if type(value) not in TEXTS or path[0] in QUOTING:
            continue  # as most are: an id is no text
        for fault in _faults(catalogue, value):
            yield source.problem_in(path, str(value), fault)


@per_catalogue
def _labels(catalogue: Catalogue) -> frozenset[str]:
    """Every abbreviation that a clock of the digest, or of its events, has had."""
    zones = {catalogue.zone_of(event) for event in catalogue.events.values()}
    labels = (zone.labels for zone in {catalogue.settings.clock, *zones})
    return frozenset().union(*labels)


def _faults(catalogue: Catalogue, value: str | ProseText) -> Iterator[Fault]:
    text = str(value)
    alone = ALONE.fullmatch(text.strip())
    unfinished = "T" in text or "FIXME" in text or "ipsum" in text
    for match in [alone] if alone else UNFINISHED.finditer(text) if unfinished else ():
        message = f"`{shown(match[0])}` is a placeholder"
        yield Fault(match.start(), match[0], "S025", message, "write what belongs there")
    for match in NOWHERE.finditer(text) if "://" in text else ():
        message = f"{shown(match[0])} is an address for examples"
        yield Fault(
            match.start(), match[0], "S025", message, "write the address of the page itself"
        )
    for match in ENTITY.finditer(text) if "&" in text else ():
        message = f"`{match[0]}` would be shown as written"
        sign = _sign(match[0])
        if sign:
            yield Fault(match.start(), match[0], "M016", message, f"write {sign}")
    if isinstance(value, ProseText):
        yield from _foreign(text)
        if not CLOCK.search(text):
            return
        usual = (clock.label for clock in catalogue.settings.clock_of_the_year)
        zones = " or ".join(dict.fromkeys((*usual, "UTC")))
        # As long as it was, so that what is left is found at its place.
        bare = _zoned(_labels(catalogue)).sub(
            lambda match: " " * len(match[0]), text.replace("\n", " ")
        )
        for match in CLOCK.finditer(bare):
            message, fix = f"`{match[0]}` has no zone", f"write {match[0]} {zones}"
            if named := CALLED_UTC.match(bare, match.end()):
                message, fix = f"{named[1]} is UTC by another name", f"write {match[0]} UTC"
            yield Fault(match.start(), match[0], "S024", message, fix)
        return  # its marks were read as Markdown
    if text.isalnum():
        return
    opened: set[str] = set()
    for match in TAG.finditer(text) if "<" in text else ():
        name = match[1].lower()
        if match[0].startswith("</") and name in opened:
            continue
        opened.add(name)
        message = f"`{shown(match[0], 40)}` would be shown as written"
        yield Fault(match.start(), match[0], "M016", message, "write the words without it")
    if not ("(" in text or "[[" in text or "**" in text):
        return
    for sign in dict.fromkeys(match[0] for match in UNMADE.finditer(text)):
        message = f"`{shown(sign)}` would be shown as written: this text is no Markdown"
        yield Fault(text.index(sign), sign, "M016", message, "write the words alone")


def _foreign(text: str) -> Iterator[Fault]:
    """Marks that other kinds of Markdown read, each kind once."""
    if not FOREIGN_SIGN.search(text):
        return
    # As long as it was, so that what is left is found at its place.
    bare = LITERAL.sub(lambda match: re.sub(r"\S", "x", match[0]), text)
    for pattern, fix in FOREIGN:
        if match := pattern.search(bare):
            message = f"`{shown(match[0].strip())}` would be shown as written"
            start = match.end() - len(match[0].lstrip())
            yield Fault(start, match[0].lstrip(), "M016", message, fix)


def _sign(entity: str) -> str:
    """The character that an entity of HTML means, or what can be said of it; empty if none."""
    name = entity[1:-1]
    if not name.startswith("#"):
        return html5.get(f"{name};", "").replace("\xa0", "a space")
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    plain = 32 < number < 0x110000 and not 0xD800 <= number < 0xE000 and number != 0xA0
    return shown(chr(number)) if plain else "a space, or nothing"
