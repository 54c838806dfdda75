"""How search finds each page: its kind, its day, the values it is chosen by, and every name."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.filters import facets
from generator.pages.addresses import record_address
from generator.pages.shared.romanised import romanised
from generator.schema.base import Alias
from generator.schema.kinds import Actor, Place, System
from generator.values.scalars import Ref
from generator.values.times import DayValue

WORD = re.compile(r"\w+")
# Parts of words by their two spellings of English: the digest writes those on the left.
AMERICAN = {
    "calibre": "caliber",
    "centre": "center",
    "colour": "color",
    "defence": "defense",
    "harbour": "harbor",
    "isation": "ization",
    "metre": "meter",
    "neighbour": "neighbor",
    "oeuvre": "euver",
    "oeuvring": "euvering",
    "programme": "program",
}
BRITISH = re.compile("|".join(AMERICAN), re.IGNORECASE)
Facets = Mapping[str, tuple[str, ...]]


class SearchMetadata(NamedTuple):
    """What the search index holds of a page besides its text.

    `kind` and the values of `facets` are words for readers; `day` is as precise as it is known,
    empty for a page of no day. `names` are searched and never shown, and so are those in `also`,
    which count little: names of records that the page is about among others.
    """

    kind: str
    day: str = ""
    facets: Facets = MappingProxyType({})
    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    weight: float = 1
    """How much its text counts beside that of other pages."""


class Named(NamedTuple):
    """What search leads straight to: its address, what it is, and the names for it.

    `called` begins with the name that the digest uses; `spelt` is never shown. `about` says what
    it is, where it has no page of its own to quote or one that search may not have fetched.
    """

    path: str
    kind: str
    called: tuple[str, ...]
    spelt: tuple[str, ...] = ()
    about: str = ""


def completed(found: SearchMetadata, title: str, title_is_name: bool = True) -> SearchMetadata:
    """How a page of that title is found: with its title, and each name in usual letters too."""
    facets = {name: tuple(dict.fromkeys(values)) for name, values in found.facets.items() if values}
    names = (title, *found.names) if title_is_name else found.names
    names = (*names, *american(names))
    also = (*found.also, *usual((title, *found.also)))
    return found._replace(
        facets=facets,
        names=tuple(dict.fromkeys((*names, *usual(names)))),
        also=tuple(name for name in dict.fromkeys(also) if name not in names),
    )


def facet_labels(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """What results of search can be narrowed down by, each with the words for it."""
    return tuple((found.key, found.label) for found in facets(catalogue))


def named(
    kind: str, label: str, about: Callable[[Catalogue, Any], str] = lambda *_: ""
) -> Callable[[Catalogue], Iterator[Named]]:
    """Every record of a kind by its name and aliases, in other spellings and words too."""

    def names(catalogue: Catalogue) -> Iterator[Named]:
        for key, record in catalogue.of_kind(kind).items():
            # The other words for a term are plain texts in English.
            others = [getattr(alias, "name", alias) for alias in getattr(record, "aliases", ())]
            called = (record.called, *others)
            spelt = (
                *(
                    _romanised(catalogue, record)
                    if isinstance(record, System | Place | Actor)
                    else ()
                ),
                *getattr(record, "found_by", ()),
                *american(called),
            )
            yield Named(record_address(kind, key), label, called, spelt, about(catalogue, record))

    return names


def called(catalogue: Catalogue, record: System | Place | Actor) -> tuple[str, ...]:
    """Every name of a record in every script, and the parts and spellings it is looked for by."""
    names = (*spellings(catalogue, record), *record.found_by)
    return tuple(token for name in names for token in (name, *parts(name)))


def class_names(catalogue: Catalogue, classes: Iterable[Ref]) -> tuple[str, ...]:
    """The words for classes of things, and those by which readers look for them."""
    words = [catalogue.word(ref) for ref in classes]
    return tuple(name for word in words for name in (word.name, *word.found_by))


def spellings(catalogue: Catalogue, record: System | Place | Actor) -> tuple[str, ...]:
    """The name of a record, its aliases, and what two sets of rules make of those in Hangul."""
    aliases: Iterable[Alias] = record.aliases
    return (record.name, *(alias.name for alias in aliases), *_romanised(catalogue, record))


def _romanised(catalogue: Catalogue, record: System | Place | Actor) -> tuple[str, ...]:
    return romanised(record, isinstance(record, Actor) and catalogue.is_a(record, "Person"))


def parts(name: str) -> tuple[str, ...]:
    """The words inside a name of Hangul or Chinese letters, and a name without its hyphens.

    The index matches words from their beginning; so each further beginning is a word of its own:
    `합동참모본부` is found by `참모본부` too, `화성-11가` by `11가`.
    """
    found = [name.replace("-", "")] if "-" in name else []
    for word in re.findall(r"[가-힣一-鿿々]+", name):
        found += [word[start:] for start in range(1, len(word) - 1)]
    found += re.findall(r"\d+[가-힣]", name)
    return tuple(found)


def usual(names: Iterable[str]) -> tuple[str, ...]:
    """Names in letters of the usual width, where they are not: search gives every query so.

    `ＩＣＢＭ` is `ICBM`, `350㎞` is `350km`, and `ﾐｻｲﾙ` is `ミサイル` (Unicode NFKC). Signs between
    words make no difference.
    """
    pairs = ((name, unicodedata.normalize("NFKC", name)) for name in names)
    return tuple(new for old, new in pairs if WORD.findall(new) != WORD.findall(old))


def american(names: Iterable[str]) -> tuple[str, ...]:
    """Names as the United States spell them, where that differs: `Defense Ministry`."""
    pairs = ((name, BRITISH.sub(_spelt_there, name)) for name in names)
    return tuple(new for old, new in pairs if new != old)


def _spelt_there(match: re.Match[str]) -> str:
    spelt = AMERICAN[match[0].lower()]
    return spelt.capitalize() if match[0][0].isupper() else spelt


def days(day: DayValue) -> tuple[str, ...]:
    """The ways to write a day that differ in their words: `2026-01-27`, `27 January 2026`."""
    return tuple(dict.fromkeys((str(day), day.words)))
