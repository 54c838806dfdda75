"""Numbers, times and lists as an English sentence says them."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from generator.values.intended import WORDS
from generator.values.numbers import QuantityValue

SMALL = ("no", *WORDS[1:13])
ORDINALS = (
    *("zeroth", "first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)


def number_word(number: int) -> str:
    """`two`, `thirteen` as `13`."""
    return SMALL[number] if number < len(SMALL) else f"{number:,}"


def ordinal(number: int) -> str:
    """`second`, `21st`."""
    if number < len(ORDINALS):
        return ORDINALS[number]
    return f"{number}{ending(number)}"


def ending(number: int) -> str:
    """Of an ordinal in digits: `st` of 21st, `th` of 12th."""
    last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return "th" if number % 100 in (11, 12, 13) else last


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 article`, `2 articles`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def plural(noun: str) -> str:
    """`failures`, `successes`, `severities`."""
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "ch", "sh", "x")) else f"{noun}s"


def capital(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


# A vowel that sounds as in `you` or `one`, and a consonant that is not heard, or is spelt.
CONSONANT = re.compile(r"(?i:uni(?:[cqtv]|fo|on)|us[ae]|eu|one\b)|U[A-Z]")
VOWEL = re.compile(r"(?i:[aeiou]|heir|hon(?:est|our)|hour)|[FHLMNRSX][B-DF-HJ-NP-TV-Z]")


def with_article(noun: str) -> str:
    """`a flood`, `an attack`, `a union`, `an hour`, `an NGO`."""
    vowel = VOWEL.match(noun) and not CONSONANT.match(noun)
    return f"{'an' if vowel else 'a'} {noun}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def span(quantities: Iterable[QuantityValue | None]) -> QuantityValue | None:
    """The smallest quantity that holds all the given ones, keeping open bounds.

    None where nothing is given, or nothing bounds it on either side.
    """
    known = [quantity for quantity in quantities if quantity is not None]
    if not known:
        return None
    if len({(quantity.form, quantity.low, quantity.high) for quantity in known}) == 1:
        return known[0]
    lows = [quantity.low for quantity in known]
    highs = [quantity.high for quantity in known]
    low = None if None in lows else min(n for n in lows if n is not None)
    high = None if None in highs else max(n for n in highs if n is not None)
    if low is None and high is None:
        return None
    if high is None:
        return QuantityValue(low, None, "at least", f"at least {_plain(low)}")
    if low is None:
        return QuantityValue(None, high, "up to", f"up to {_plain(high)}")
    about = "about " if any(quantity.form == "about" for quantity in known) else ""
    if low == high:
        return QuantityValue(low, high, about.strip() or "exact", f"{about}{_plain(low)}")
    return QuantityValue(
        low, high, about.strip() or "range", f"{about}{_plain(low)} to {_plain(high)}"
    )


def _plain(number: Decimal | None) -> str:
    return f"{number:f}" if number is not None else ""
