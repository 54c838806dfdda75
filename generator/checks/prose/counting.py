"""Numbers in running English: how many parts, how many kilometres, which event of a year.

The grammar is a handful of regular expressions over a text without its mark-up. Each looks no
further than a few words and never goes back, so no text takes longer than its length asks.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.values import words
from generator.values.intended import WORDS


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_LATER = "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: number for number, word in enumerate(WORDS) if number}
TENS = {word: number for word, number in zip(_TENS.split(), range(20, 100, 10), strict=True)}
ORDINALS = {word: n for n, word in enumerate((*words.ORDINALS, *_LATER.split())) if n}
ORDINALS |= {f"{word[:-1]}ieth": number for word, number in TENS.items()}
MONTHS = frozenset(name.lower() for name in (*calendar.month_name, *calendar.month_abbr) if name)
# Capitals do not make names of these.
NEVER = MONTHS | _set(
    "a after an and as at before by days first for from hours in into km minutes no of off on "
    "or over than the to weeks when while with years"
)
# With these behind it a noun says what kind of thing there was one of.
COMPOUND = _set(
    "class component drill exercise force forces model program programme range site stage system "
    "systems test tests type unit units variant"
)
# A number in digits behind one of these is its name, not a count.
NAMED = MONTHS | _set("article day figure no number phase resolution site stage unit")
ROUGHLY = _set("about almost another around few nearly over roughly some several than")
BREAK = "\u00b6"


def _any(listed: Iterable[str]) -> str:
    """One of some words, in capitals or not."""
    return f"(?i:{'|'.join(sorted(listed))})"


# From one word to the next, with the marks that may touch them, but never from clause to clause.
BEGIN = "(?<![^\\s\"'\u2018\u201c(\\[~\u2248\\\\])"
GAP = "[\"'\u2019\u201d\\\\]*+\\s++[\"'\u2018\u201c(\\[~\u2248\\\\]*+"
END = "(?=[\"'\u2019\u201d)\\].,;:!?\u2026\\\\]*+(?:\\s|$))"
# A number of more digits is no number of parts or kilometres.
DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?:\.\d{1,6})?"
TWO_DIGITS = rf"(?:{_any(TENS)}(?:(?:-|{GAP}){_any(WORDS[1:10])}\b)?|{_any(SMALL)})"
HUNDREDS = (
    rf"{_any(('a', *WORDS[1:10]))}{GAP}(?i:hundred)(?:{GAP}(?:(?i:and){GAP})?{TWO_DIGITS}\b)?"
)
DOZENS = rf"(?i:half{GAP}a|{HUNDREDS}|{TWO_DIGITS}|a){GAP}(?i:dozen)"
NUMBER = rf"(?:{DOZENS}|{HUNDREDS}|{TWO_DIGITS}|{DIGITS})"
# What may stand between a number and its noun: names, words with a hyphen, and these. After any
# other word (`ten minutes before the ships`) nobody can say what the number counts.
BETWEEN = _set(
    "additional apparent different further heavy identical improved intermediate large light long "
    "medium modified more multiple new other range separate short similar small suspected "
    "unidentified unknown upgraded"
)
# How the names of what is counted differ from other words of the same kind.
OF_RECORD = _set("known recorded reported")


class Nouns(NamedTuple):
    """How texts speak of one thing that is counted: its names, in small letters.

    `before` may be between the number and the name, `behind` make a kind of thing of the name.
    """

    names: tuple[str, ...]
    before: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()


@lru_cache(maxsize=64)
def _counted(nouns: Nouns) -> re.Pattern[str]:
    """A number before one of the names, or before its plural."""
    qualifier = (
        rf"(?:{DIGITS}{GAP}mm|(?!{_any(NEVER)}{END}|(?:{NUMBER}|(?i:single)){END})"
        rf"(?={_any(BETWEEN | nouns.before)}{END}|[A-Z]|\S*[-\d])\S++)"
        "(?<![.,;:!?)\\]\u2026])(?<![.,;:!?)\\]\u2026][\"'\u2019\u201d\\\\])"
    )
    return re.compile(
        rf"{BEGIN}(?P<number>{NUMBER}|(?i:single))(?:(?P<joined>-)|(?:{GAP}{qualifier}){{0,7}}{GAP})"
        rf"(?:(?P<many>{_names(map(words.plural, nouns.names))})|{_names(nouns.names)}){END}"
        rf"(?={GAP}(?P<behind>\w+){END}|)"
    )


@lru_cache(maxsize=64)
def _measured(names: tuple[str, ...]) -> re.Pattern[str]:
    """A number, or two, before the name of a unit."""
    return re.compile(
        # One number where that will do: `three hundred and fifty km`.
        rf"{BEGIN}(?:(?P<first>{NUMBER})(?:{GAP}(?i:to|and|or){GAP}|(?<=\d)[-\u2013](?=\d)))??"
        rf"(?P<last>{NUMBER})(?:-?|{GAP}){_names((*names, *map(words.plural, names)))}{END}"
    )


@lru_cache(maxsize=64)
def _nth(nouns: Nouns) -> re.Pattern[str]:
    """Which one of a month or a year; of any other name it is counted among its own."""
    return re.compile(
        rf"{BEGIN}(?P<nth>\d{{1,4}}(?i:st|nd|rd|th)|(?:{_any(TENS)}-)?{_any(ORDINALS)})"
        rf"(?:{GAP}{_any(OF_RECORD | nouns.before)})*+{GAP}"
        rf"{_names(nouns.names)}{GAP}(?:(?i:so{GAP}far){GAP})?"
        rf"(?:(?:(?i:of|in){GAP})?(?i:the|this){GAP}(?P<period>(?i:month|year))"
        rf"|(?i:of|in){GAP}(?P<year>\d{{4}})){END}"
    )


def _names(names: Iterable[str]) -> str:
    """One of some names, which may have several words, in capitals or not."""
    found = sorted({name.lower() for name in names}, key=lambda name: (-len(name), name))
    return f"(?i:{'|'.join(GAP.join(map(re.escape, name.split())) for name in found)})"


_MARK = r"(?:>|(?:[-+*]|\d{1,9}[.)])(?=\s))"
MARKUP = re.compile(
    r"\\(?P<sign>[!-/:-@\[-`{-~])"
    rf"|(?P<end>\[(?=\]\()|^[^\S\n]*+{_MARK}(?:[^\S\n]*{_MARK})*+|^[^\S\n]*+$)"
    r"|(?P<mark>\]\([^)\n]*+\)?|[*`\[\]]|(?<!\w)_|_(?!\w))|(?P<blank>\n)|(?P<plain>[^\\\[\]*`_\n]++|.)",
    re.MULTILINE,
)


class Figure(NamedTuple):
    """A number in a text: where it begins, as written, and what it means."""

    start: int
    text: str
    value: Decimal


class PlainText(NamedTuple):
    """A text as a reader sees it, and the place of each of its characters in the source."""

    text: str
    places: Sequence[int]

    def figure(self, match: re.Match[str], group: str) -> Figure:
        """A number as it is written."""
        return Figure(self.places[match.start(group)], *_read(match[group]))


@lru_cache(maxsize=64)  # each rule about the words of an event asks anew
def unmarked(source: str) -> PlainText:
    """Prose without its mark-up.

    The end of a paragraph is a word of its own, and so is a link whose words its record supplies.
    """
    out: list[str] = []
    places: list[int] = []
    for match in MARKUP.finditer(source):
        kind = str(match.lastgroup)
        text = {"end": f" {BREAK} ", "mark": "", "blank": " "}.get(kind, match[kind])
        out.append(text)
        start = match.start(kind)
        places += range(start, start + len(text)) if kind == "plain" else [start] * len(text)
    return PlainText("".join(out), places)


def counted(plain: PlainText, nouns: Nouns, heads: frozenset[str]) -> Iterator[Figure]:
    """The numbers that surely count what has these names.

    `heads` are how the names of things begin that go on with a number, in small letters.
    """
    for match in _counted(nouns).finditer(plain.text):
        figure = plain.figure(match, "number")
        before = words_before(plain.text, match.start())
        last = before[-1] if before else ""
        digits = figure.text[0].isdigit()
        # `Two bomb shelters` are no two bombs.
        if (figure.value == 1) == bool(match["many"] or match["joined"]):
            continue
        if not match["many"] and str(match["behind"]).lower() in COMPOUND | nouns.behind:
            continue
        if digits and (last in NAMED | heads or re.fullmatch(r"(?:19|20|21)\d\d", figure.text)):
            continue
        if figure.text.lower().endswith("dozen") and last in ROUGHLY:
            continue
        if figure.text.lower() == "single" and {"not", "every", "each"} & {*before}:
            continue
        yield figure


def measured(plain: PlainText, names: tuple[str, ...]) -> Iterator[Figure]:
    """The numbers before one of the names of a unit."""
    for match in _measured(names).finditer(plain.text):
        if match["first"]:
            yield plain.figure(match, "first")
        yield plain.figure(match, "last")


def nth(plain: PlainText, nouns: Nouns) -> Iterator[tuple[Figure, str]]:
    """`The fifth flood of the year`, or `of 2026`: its number, and `month`, `year` or the year."""
    for match in _nth(nouns).finditer(plain.text):
        start = plain.places[match.start()]
        period = (match["period"] or match["year"]).lower()
        yield Figure(start, match["nth"], Decimal(ordinal(match["nth"]))), period


def words_before(text: str, start: int) -> list[str]:
    """The two words before a place, in small letters, as far as they are in the same clause."""
    clause = re.split(r"[.,;:!?)\]\u2026]\W*\s", f"{text[max(0, start - 60) : start]}")[-1]
    return re.findall(r"[\w-]+", clause.lower())[-2:]


def ordinal(word: str) -> int:
    """The number of `third`, `21st` or `twenty-first`; 0 of any other word."""
    if match := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word.lower()):
        return int(match[1])
    tens, _, unit = word.lower().rpartition("-")
    return TENS.get(tens, 0) + ORDINALS.get(unit, 0)


def _read(written: str) -> tuple[str, Decimal]:
    """A number on one line, and what it means."""
    text = " ".join(written.split())
    if text[0].isdigit():
        return text, Decimal(text.replace(",", ""))
    total = 0
    for word in re.findall("[a-z]+", text.lower()):
        total += SMALL.get(word, 0) + TENS.get(word, 0) + (word in ("a", "single"))
        total *= {"hundred": 100, "dozen": 12}.get(word, 1)
    return text, Decimal(total // 2 if text.lower().startswith("half") else total)
