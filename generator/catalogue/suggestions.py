"""Which record was meant by a reference that leads nowhere, or where to add it.

A name or an alias is looked up first. An id is suggested only where one slip of a key divides it
from what was written: whoever obeys must never say another thing, such as that a database saw what
a military saw.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from generator.loading.unknown_keys import nearly
from generator.problems import Wanted
from generator.schema.registry import KIND, RECORDS
from generator.values.scalars import slugged

SEVERAL = re.compile(r"\s*(?:[,;/&+]|\band\b|\bor\b)\s*")
ZONE = re.compile(r"\beez\b|\bzone\b|\bterritorial\b|\b(?:out|in)side\b", re.I)


def suggestion(wanted: Wanted, known: Mapping[str, object]) -> str:
    """The fix of a reference to none of the `known` records, or words of a vocabulary, by id."""
    kind, text, key = wanted
    if kind not in RECORDS:
        near = nearly(text, known)
        listed = ", ".join(known)
        return (
            f"did you mean `{near}`? The words are: {listed}" if near else f"use one of: {listed}"
        )
    if ids := named(text, known):
        return f"write {' or '.join(ids)}"
    parts = [part for part in SEVERAL.split(text) if part]
    meant = [named(part, known) for part in parts]
    if len(parts) > 1 and all(meant):
        ids = [f"`{ids[0]}`" for ids in meant]
        if key == "by":
            return f"one origin a claim: write {len(ids)} claims, by {' and by '.join(ids)}"
        return f"write one id: {' or '.join(ids)}"
    if kind == "places" and ZONE.search(text):
        message = "what was said of a zone is a claim about `landing_zone`"
        return f"write the id of a place, such as a sea; {message}"
    near = nearly(slugged(text), known)
    add = f"add content/{_file(kind, slugged(text))}"
    return f"did you mean `{near}`? Or {add}" if near else f"correct the id, or {add}"


def one_of(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The fix for a name that is not among the `known`: the one that is near, if one is.

    Else it is `otherwise`, or a list of all of them.
    """
    every = list(known)
    if near := difflib.get_close_matches(name, every, 1, 0.6):
        return f"did you mean `{near[0]}`?"
    return otherwise or (f"use one of {', '.join(every)}" if every else "remove it")


def named(text: str, known: Mapping[str, object]) -> list[str]:
    """The ids of the records or words that a text names, by id, former id, name or alias."""
    sought = _folded(text)
    return [key for key, one in known.items() if sought and sought in set(_names(key, one))]


def alike(text: str, known: Mapping[str, object], most: int = 6) -> list[str]:
    """The ids of records or words with a name that a text may have meant, the nearest first: one
    that begins with it, one that has it within, one that is a few letters from it."""
    sought = _folded(text)
    if not sought:
        return []
    names = {key: set(_names(key, one)) for key, one in known.items()}
    begin = [key for key, of in names.items() if any(one.startswith(sought) for one in of)]
    within = [key for key, of in names.items() if any(sought in one for one in of) and sought[2:]]
    every = {name: key for key, of in names.items() for name in of}
    near = [every[name] for name in difflib.get_close_matches(sought, every, most, 0.75)]
    return list(dict.fromkeys((*begin, *near, *within)))[:most]


def _names(key: str, record: object) -> Iterator[str]:
    """Everything a record is called, folded; of a disputed name both halves too."""
    name = str(getattr(record, "name", "") or getattr(record, "title", ""))
    aliases = [getattr(alias, "name", alias) for alias in getattr(record, "aliases", ())]
    for one in (key, *getattr(record, "former_ids", ()), name, *name.split(" / "), *aliases):
        yield _folded(str(one))


def _folded(name: str) -> str:
    """A name without case, article, spaces and signs."""
    plain = unicodedata.normalize("NFKC", name).casefold().removeprefix("the ")
    return re.sub(r"[\W_]", "", plain)


def _file(kind: str, key: str) -> str:
    """Where the file of a new record goes, below content/."""
    year = f"{key[:4]}/" if KIND[kind].in_years and re.match(r"\d{4}-", key) else ""
    return f"{kind}/{year}{key or 'ID'}{KIND[kind].ending}"
