"""How search finds each page: its kind, its day, the values it is chosen by, and every name."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.filters import facets
from generator.pages.addresses import record_address
from generator.pages.shared.romanised import romanised
from generator.schema.base import Alias
from generator.schema.kinds import Actor, Place, System
from generator.values.times import DayValue

WORD = re.compile(r"\w+")
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

    `called` begins with the name that the digest uses; `spelt` is never shown.
    """

    path: str
    kind: str
    called: tuple[str, ...]
    spelt: tuple[str, ...] = ()


def completed(found: SearchMetadata, title: str, title_is_name: bool = True) -> SearchMetadata:
    """How a page of that title is found: with its title, and each name in usual letters too."""
    facets = {name: tuple(dict.fromkeys(values)) for name, values in found.facets.items() if values}
    names = (title, *found.names) if title_is_name else found.names
    also = (*found.also, *usual((title, *found.also)))
    return found._replace(
        facets=facets,
        names=tuple(dict.fromkeys((*names, *usual(names)))),
        also=tuple(name for name in dict.fromkeys(also) if name not in names),
    )


def facet_labels(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """What results of search can be narrowed down by, each with the words for it."""
    return tuple((found.key, found.label) for found in facets(catalogue))


def named(kind: str, label: str) -> Callable[[Catalogue], Iterator[Named]]:
    """Every record of a kind by its name and aliases, in the spellings of names in Hangul too."""

    def names(catalogue: Catalogue) -> Iterator[Named]:
        for key, record in catalogue.of_kind(kind).items():
            # The other words for a term are plain texts in English.
            others = [getattr(alias, "name", alias) for alias in getattr(record, "aliases", ())]
            spelt = (
                _romanised(catalogue, record) if isinstance(record, System | Place | Actor) else ()
            )
            yield Named(record_address(kind, key), label, (record.called, *others), spelt)

    return names


def called(catalogue: Catalogue, record: System | Place | Actor) -> tuple[str, ...]:
    """Every name of a record in every script, and the parts and spellings it is looked for by."""
    return tuple(token for name in spellings(catalogue, record) for token in (name, *parts(name)))


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


def days(day: DayValue) -> tuple[str, ...]:
    """The ways to write a day that differ in their words: `2026-01-27`, `27 January 2026`."""
    return tuple(dict.fromkeys((str(day), day.words)))
