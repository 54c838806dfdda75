"""How a page is known where it is alone: in a tab, among search results, in a message."""

import re
from collections.abc import Iterable
from typing import NamedTuple

# Search results and messages show about so much of a description.
LENGTH = 200


class Sharing(NamedTuple):
    """The title of a page among those of other sites, a description, the day it last changed.

    `changed` is empty where no day of it is on record: that of the build would be no answer.
    """

    title: str
    description: str
    changed: str


def whole_sentences(text: str) -> list[str]:
    """The sentences of a text; `U.S. Navy` holds together, since a capital ends none."""
    return re.split(r"(?<=[a-z0-9)”\"][.!?]) (?=[^a-z])", text)


def fitting(sentences: Iterable[str], most: int = LENGTH) -> str:
    """As many sentences as there is room for; the first is cut between words if need be."""
    found = ""
    for sentence in sentences:
        longer = f"{found} {sentence}".strip()
        if len(longer) > most:
            break
        found = longer
    else:
        return found
    return found or f"{sentence[: most - 2].rpartition(' ')[0]} …"
