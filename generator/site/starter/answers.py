"""The answers to `digest init`, each read as strictly as a value of a record."""

from datetime import date
from typing import NamedTuple

from generator.checks.values.topic import LONGEST, TAKEN
from generator.pages.table import HAND_WRITTEN, TABLE
from generator.problems import Refused, shown
from generator.schema.registry import KINDS
from generator.values.scalars import parse_plain, slugged


class Words(NamedTuple):
    """What is counted: the word for one and for several."""

    one: str
    many: str

    @property
    def id(self) -> str:
        """The name of them in addresses and files."""
        return slugged(self.many)


class Answers(NamedTuple):
    """What a new digest is, in the words of who begins it."""

    title: str
    subject: str
    zone: str
    counted: Words | None
    today: date


def parse_text(text: str) -> str:
    """A title, or what a digest is about: one line."""
    return parse_plain(text.strip())


def parse_word(text: str) -> str:
    """A word for what is counted, as it is in the middle of a sentence."""
    word = parse_text(text)
    if not slugged(word):
        raise Refused("S040", f"`{shown(word)}` gives no address", "use letters a to z")
    if len(slugged(word)) > LONGEST:
        raise Refused("S016", f"`{shown(word)}` is too long for an address", "use a short word")
    if word[0].isupper() and word[1:] == word[1:].lower():
        raise Refused("S040", f"`{shown(word)}` is not as in a sentence", f"write {word.lower()}")
    return word


def parse_many(text: str) -> str:
    """The word for several, which also is their address."""
    word = parse_word(text)
    if slugged(word) in taken():
        fix = f"use a word of your subject, such as `floods` or `{word} of the kind you count`"
        raise Refused("R003", f"`{slugged(word)}` is the address of other pages", fix)
    return word


def taken() -> frozenset[str]:
    """The first part of every address that is there whatever is counted."""
    pages = (path.partition("/")[0].removesuffix(".md") for path in HAND_WRITTEN)
    fixed = (row.path.partition("/")[0].removesuffix(".md") for row in TABLE)
    return frozenset({*TAKEN, *pages, *fixed, *(kind.name for kind in KINDS)})
