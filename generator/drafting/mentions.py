"""Who and what numbers a text names: candidates for claims, each with its sentence, for a person.

Whether a number is one of the event, and who said it, no program can tell: nothing of this is
written into a record.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.checks.prose import prose_numbers
from generator.drafting.page import WIDE

# A name of so few letters is one only in capitals, as an abbreviation is written.
SHORT = 4
WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")


class Named(NamedTuple):
    """A number with what it is of, or an actor by its id, as a text names it."""

    id: str
    words: str


class Sentence(NamedTuple):
    """A sentence with the numbers in it and the actors that it names."""

    text: str
    numbers: tuple[Named, ...]
    actors: tuple[Named, ...]


def read(catalogue: Catalogue, sentences: Iterable[str]) -> Iterator[Sentence]:
    """Every sentence with its numbers and actors; those with neither are left out."""
    for text in dict.fromkeys(sentences):
        found = Sentence(text, tuple(_numbers(catalogue, text)), tuple(actors(catalogue, text)))
        if found.numbers or found.actors:
            yield found


def _numbers(catalogue: Catalogue, text: str) -> Iterator[Named]:
    plain = unicodedata.normalize("NFKC", text)
    for what, figure in prose_numbers.figures(catalogue, plain):
        yield Named(what, figure.text)
    if WIDE.search(plain):
        # Words follow a unit without a gap there: `350km를`.
        for unit in prose_numbers.units(catalogue):
            names = "|".join(map(re.escape, unit.names))
            for match in re.finditer(rf"(\d[\d,.]*)\s*(?:{names})(?![A-Za-z\s])", plain):
                if match[1].rstrip(".,").replace(",", "").replace(".", "", 1).isdigit():
                    yield Named(unit.called, match[1].rstrip(".,"))


class _Names(NamedTuple):
    """Ids of actors by the words of their names, and by names in scripts without gaps, the longest
    first. A name of a place or thing has no id: a sea that a state is named in is not the state."""

    by_words: Mapping[tuple[str, ...], str | None]
    wide: Mapping[str, str | None]
    longest: int


@per_catalogue
def _names(catalogue: Catalogue) -> _Names:
    by_words: dict[tuple[str, ...], str | None] = {}
    wide: dict[str, str | None] = {}
    for key, name in _called(catalogue):
        if WIDE.search(name):
            wide.setdefault(unicodedata.normalize("NFKC", name), key)
        elif words := tuple(_folded(word[0]) for word in WORD.finditer(name)):
            by_words.setdefault(words, key)
            if words[0] == "the" and len(words) > 1:
                by_words.setdefault(words[1:], key)
    ordered = dict(sorted(wide.items(), key=lambda item: -len(item[0])))
    return _Names(by_words, ordered, max(map(len, by_words), default=0))


def _called(catalogue: Catalogue) -> Iterator[tuple[str | None, str]]:
    """Every name of an actor with its id; then those of places and things without one."""
    actors = catalogue.actors
    for key, actor in actors.items():
        yield from ((key, name) for name in (actor.name, *(one.name for one in actor.aliases)))
    for key, actor in actors.items():
        # `Coast Guard of Alder` is also Alder's Coast Guard; an id is an abbreviation or a name.
        if actor.country and actor.country in actors:
            country = actors[actor.country].name
            yield key, f"{country} {actor.name.removesuffix(f' of {country}')}"
        yield key, key.upper() if len(key) <= SHORT else key.replace("-", " ")
    for place in catalogue.places.values():
        for name in (*place.name.split(" / "), *(alias.name for alias in place.aliases)):
            yield None, name
    for thing in catalogue.systems.values():
        yield from ((None, name) for name in (thing.name, *(a.name for a in thing.aliases)))


def _folded(word: str) -> str:
    """A word as names are compared: short ones in capitals stay as they are."""
    word = re.sub(r"['’]s?$", "", word)
    return word if len(word) <= SHORT and word.isupper() else word.casefold()


def actors(catalogue: Catalogue, text: str) -> Iterator[Named]:
    """The actors that a text names, by name or alias in any script, each once.

    The longest name at a place counts. A short one counts only as written, so that `who` is not
    the WHO.
    """
    names = _names(catalogue)
    seen: set[str | None] = {None}
    words = list(WORD.finditer(text))
    folded = [_folded(word[0]) for word in words]
    at = 0
    while at < len(words):
        for size in range(min(names.longest, len(words) - at), 0, -1):
            found = tuple(folded[at : at + size])
            # A name begins with a capital letter.
            if found in names.by_words and not text[words[at].start()].islower():
                key = names.by_words[found]
                if key not in seen and key is not None:
                    yield Named(key, text[words[at].start() : words[at + size - 1].end()])
                seen.add(key)
                at += size - 1
                break
        at += 1
    plain = unicodedata.normalize("NFKC", text)
    for name, key in names.wide.items():
        # No name begins within a word of Hangul; in Japanese and Chinese words touch.
        if name in plain and re.search(rf"(?<![\uac00-\ud7a3]){re.escape(name)}", plain):
            plain = plain.replace(name, " ")
            if key not in seen and key is not None:
                yield Named(key, name)
            seen.add(key)
