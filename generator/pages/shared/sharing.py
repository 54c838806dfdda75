"""How a page is known where it stands alone: in a tab, among search results, in a message."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from generator.catalogue import Catalogue
from generator.pages.digests import periods
from generator.pages.launches import launch_rows
from generator.pages.shared.sentences import doubt, fired, flown, opening, outcome, plain_text
from generator.schema.kinds import Event
from generator.values.times import DayValue

# Search results and messages show about so much of a description.
LENGTH = 200


class Sharing(NamedTuple):
    """The title of a page among those of other sites, a description, the day it last changed.

    `changed` is empty where no day of it is on record: that of the build would be no answer.
    """

    title: str
    description: str
    changed: str


def sharing(catalogue: Catalogue, page: str, subject: Any, title: str, description: str) -> Sharing:
    """How the page of kind `page` about `subject` is known.

    `title` and `description` are those of its kind. Many launches have one title, so an event has
    its day beside it, and what happened for a description.
    """
    if page == "event":
        title = f"{title}, {subject.date.words}"
        description = _description(catalogue, subject) or description
    return Sharing(title, fitting([description]), _changed(catalogue, page, subject))


def _description(catalogue: Catalogue, event: Event) -> str:
    if catalogue.is_launch(event):
        row = launch_rows.row(catalogue, event)
        parts = (fired(row, 0), doubt(event), flown(row), outcome(row))
        return fitting(plain_text(part) for part in parts if part)
    summary = plain_text(opening(catalogue, event.summary)) if event.summary else ""
    return fitting(whole_sentences(summary))


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


def _changed(catalogue: Catalogue, page: str, subject: Any) -> str:
    days: list[DayValue] = []
    if page in ("event", "article"):
        days = [found.on for found in subject.corrections]
    elif page == "explainer":
        days = [subject.reviewed]
    elif page == "corrections":
        days = [found.correction.on for found in periods.corrections(catalogue)]
        days += [found.on for found in catalogue.removed]
    return str(max(days)) if days else ""
