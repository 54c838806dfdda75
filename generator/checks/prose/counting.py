"""Numbers in running English: a text as words that know their places, and the numbers among them.

Everything goes word by word from a word that is looked for, so no text takes longer than its length
asks.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

_NAMES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_MORE = "sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FIRST = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_LATER = "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
SMALL = {word: n for n, word in enumerate(f"{_NAMES} {_MORE}".split(), 1)}
TENS = {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
ORDINALS = {word: n for n, word in enumerate(f"{_FIRST} {_LATER}".split(), 1)} | {
    f"{word[:-1]}ieth": n for word, n in TENS.items()
}
# A number of more digits is no number of missiles or kilometres.
DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?:\.\d{1,6})?")
NTH = re.compile(r"(\d{1,4})(?:st|nd|rd|th)", re.IGNORECASE)
SPAN = re.compile(r"[-\u2013]")
MARKS = re.compile(
    r"\s*(?:>|(?:[-+*]|\d{1,9}[.)])(?=\s))(?:\s*(?:>|(?:[-+*]|\d{1,9}[.)])(?=\s)))*+"
)
BREAK = "\u00b6"
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
# What may touch a word without being part of it; those before it, and those after.
BEFORE, AFTER = "\"'\u2018\u201c([~\u2248\\", "\"'\u2019\u201d)].,;:!?\u2026\\"
ENDS = frozenset(".,;:!?)]\u2026")


class Word(NamedTuple):
    """A word without the marks around it, where it begins, and whether a clause ends with it."""

    text: str
    start: int
    ends: bool

    @property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.lower()


class Number(NamedTuple):
    """A number of one or several words: the first of them, the one behind the last, its value."""

    first: int
    after: int
    value: Decimal


def unmarked(source: str) -> tuple[str, list[int]]:
    """Prose as a reader sees it, and where each of its characters stands in the source.

    A paragraph's end is a word of its own, and so is a link whose words its record supplies.
    """
    out: list[str] = []
    places: list[int] = []

    def put(text: str, at: int) -> None:
        out.append(text)
        places.extend([at] * len(text))

    begins = 0
    for line in source.split("\n"):
        mark = MARKS.match(line)
        index = mark.end() if mark else 0
        put(f" {BREAK} " if index or not line.strip() else " ", begins)
        while index < len(line):
            char, at = line[index], begins + index
            index += 1
            if char == "\\" and line[index : index + 1] in PUNCTUATION:
                put(line[index], begins + index)
                index += 1
            elif line.startswith("[](", index - 1):
                put(f" {BREAK} ", at)
            elif char == "]" and line[index : index + 1] == "(":
                index = line.find(")", index) + 1 or len(line)
            elif char not in "*`[]" and not (char == "_" and _outer(line, index - 1)):
                put(char, at)
        begins += len(line) + 1
    return "".join(out), places


def _outer(line: str, index: int) -> bool:
    """Whether an underline stands at the edge of a word, where it is a mark."""
    around = line[max(index - 1, 0) : index], line[index + 1 : index + 2]
    return not all(char.isalnum() or char == "_" for char in around if char) or "" in around


def words(text: str) -> list[Word]:
    """The words of a text without mark-up, a line break being a blank."""
    found = []
    for match in re.finditer(r"\S+", text):
        bare = match[0].lstrip(BEFORE)
        start = match.start() + len(match[0]) - len(bare)
        core = bare.rstrip(AFTER)
        if core:
            found.append(Word(core, start, bool(ENDS & set(bare[len(core) :]))))
        elif found:
            found[-1] = found[-1]._replace(ends=True)
    return found


def number_before(found: Sequence[Word], end: int) -> Number | None:
    """The number that ends just before word `end`, the longest that makes sense; None if none."""
    if end < 1 or found[end - 1].ends:
        return None
    last = found[end - 1]
    if DIGITS.fullmatch(last.text):
        return Number(end - 1, end, Decimal(last.text.replace(",", "")))
    if last.low == "single":
        refused = {"not", "every", "each"} & {word.low for word in found[max(0, end - 3) : end]}
        return None if refused else Number(end - 1, end, Decimal(1))
    # No number in words has more than six of them.
    start = end
    while start > max(0, end - 6) and _part(found[start - 1].low):
        if start < end and found[start - 1].ends:
            break
        start -= 1
    for first in range(start, end):
        value = _value([word.low for word in found[first:end]])
        if value is not None:
            return Number(first, end, Decimal(value))
    return None


def ordinal(word: str) -> int | None:
    """The number of `third`, `21st` or `twenty-first`; None of any other word."""
    low = word.lower()
    if match := NTH.fullmatch(low):
        return int(match[1])
    tens, hyphen, unit = low.partition("-")
    if hyphen and tens in TENS and ORDINALS.get(unit, 10) < 10:
        return TENS[tens] + ORDINALS[unit]
    return ORDINALS.get(low)


def _part(word: str) -> bool:
    """Whether a word may be part of a number in words."""
    return _below_hundred(word) is not None or word in ("hundred", "and", "a", "half", "dozen")


def _below_hundred(word: str) -> int | None:
    if word in SMALL:
        return SMALL[word]
    tens, hyphen, unit = word.partition("-")
    if tens not in TENS:
        return None
    if not hyphen:
        return TENS[tens]
    return TENS[tens] + SMALL[unit] if SMALL.get(unit, 10) < 10 else None


def _value(parts: list[str]) -> int | None:
    """What words say together: `twenty one`, `a hundred and five`, `two dozen`; None if nothing."""
    if parts == ["half", "a", "dozen"]:
        return 6
    if parts[-1] == "dozen":
        many = 1 if parts[:-1] == ["a"] else _value(parts[:-1]) if parts[:-1] else None
        return None if many is None else 12 * many
    if "hundred" in parts:
        at = parts.index("hundred")
        many = 1 if parts[:at] == ["a"] else _value(parts[:at]) if at else None
        rest = parts[at + 1 :]
        if rest[:1] == ["and"]:
            rest = rest[1:] or ["and"]
        more = _value(rest) if rest else 0
        return None if many is None or more is None or many > 9 else 100 * many + more
    values = [_below_hundred(part) for part in parts]
    if len(values) == 1:
        return values[0]
    if len(values) == 2 and parts[0] in TENS and values[1] is not None and values[1] < 10:
        return TENS[parts[0]] + values[1]
    return None


def span(word: str) -> Iterator[tuple[int, str, Decimal]]:
    """The numbers of a word such as `350-900`: where each begins in it, as written, its value."""
    parts = SPAN.split(word)
    if len(parts) == 2 and all(map(DIGITS.fullmatch, parts)):
        yield 0, parts[0], Decimal(parts[0].replace(",", ""))
        yield len(parts[0]) + 1, parts[1], Decimal(parts[1].replace(",", ""))
