"""How a page is known where it stands alone: in a tab, among search results, in a message."""

from typing import Any, NamedTuple

from generator.catalogue import Catalogue
from generator.model.times import DayValue
from generator.views import digests


class Sharing(NamedTuple):
    """The title of a page among those of other sites, and the day it last changed.

    `changed` is empty where no day of it is on record: that of the build would be no answer.
    """

    title: str
    changed: str


def sharing(catalogue: Catalogue, page: str, subject: Any, title: str) -> Sharing:
    """How the page of kind `page` about `subject` is known; `title` is its title on the site.

    Many launches have one title, so an event has its day beside it.
    """
    if page == "event":
        title = f"{title}, {subject.date.words}"
    return Sharing(title, _changed(catalogue, page, subject))


def _changed(catalogue: Catalogue, page: str, subject: Any) -> str:
    days: list[DayValue] = []
    if page in ("event", "article"):
        days = [found.on for found in subject.corrections]
    elif page == "explainer":
        days = [subject.reviewed]
    elif page == "corrections":
        days = [found.correction.on for found in digests.corrections(catalogue)]
        days += [found.on for found in catalogue.removed]
    return str(max(days)) if days else ""
