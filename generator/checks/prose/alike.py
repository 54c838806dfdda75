"""Summaries that differ from another in names and numbers alone: from a template, or copied."""

import re
from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.catalogue.link import both
from generator.checks.prose.counting import NUMBER
from generator.problems import Problem
from generator.values.prose import ProseText
from generator.values.scalars import LINK_KINDS

# Names begin with a capital letter, like the words that begin a sentence; both are left out.
NAMES_AND_NUMBERS = re.compile(rf"\w*[A-Z\d][\w.,-]*|\b{NUMBER}\b")


def between(catalogue: Catalogue) -> Iterator[Problem]:
    """Every summary of a counted event whose words an earlier one has too, at both."""
    first: dict[str, str] = {}
    for key, event in catalogue.events.items():
        if not event.summary or not catalogue.is_counted(event):
            continue
        other = first.setdefault(without_names(event.summary), key)
        if other != key:
            yield from both(
                catalogue,
                ("events", key, ("summary",)),
                ("events", other, ("summary",)),
                "R047",
                (
                    "but for names and numbers {} has the same summary",
                    "write what is particular to this one, or leave the summary out",
                ),
            )


def without_names(prose: ProseText) -> str:
    """The words of a text without those of record links, names, numbers and signs."""
    words: list[str] = []
    for token in prose.tokens:
        linked = False
        for part in token.children or []:
            if part.type == "link_open":
                linked = str(part.attrGet("href") or "").partition(":")[0] in LINK_KINDS
            elif part.type == "link_close":
                linked = False
            elif not linked:
                words.append(part.content or " ")
        words.append(" ")
    return " ".join(re.findall(r"\w+", NAMES_AND_NUMBERS.sub(" ", "".join(words)))).lower()
