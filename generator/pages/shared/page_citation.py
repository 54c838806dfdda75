"""What a citation of a page says: its title, where it stands, of which day and version it is."""

from typing import NamedTuple

from generator.values.times import MONTHS, DayValue

LANGUAGE = "en"
# The terms of the digest's own words, which the data page and LICENSE-content give too.
LICENCE = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")


class Citation(NamedTuple):
    """One page of the digest as a work that can be cited.

    No person or body is named as its author, since the records name none: a work without an author
    is cited by its title, and the digest is the work that contains it.
    """

    key: str
    """Stays for ever: the kind of page and its id, `event-2026-02-10-sandok`."""
    title: str
    container: str
    """The digest's title."""
    day: DayValue
    """The day up to which records were collected: the date of what is cited."""
    version: str
    """Of the record, or of all records where the page is made of many."""
    path: str
    """The address below the root of the site, with a slash at the end."""
    url: str
    """The whole address; empty where nobody knows where the site will stand."""
    record: bool = False
    """Whether it is the page of one record, whose version it has."""
    dataset: bool = False
    """Whether it is data and no page to read."""

    @property
    def month_day(self) -> str:
        """`August 22`, `August`, or nothing, as both styles want it."""
        month = MONTHS[self.day.month]
        return f"{month} {self.day.day}" if self.day.day else month

    @property
    def american(self) -> str:
        """The whole day in that order: `August 22, 2026`."""
        comma = ", " if self.day.day else " " if self.day.month else ""
        return f"{self.month_day}{comma}{self.day.year}"

    @property
    def stop(self) -> str:
        """The full stop after the title, unless it ends with a sign that stands for one."""
        return "" if self.title.endswith((".", "?", "!", "…", "。")) else "."

    @property
    def stem(self) -> str:
        """The path of its files without their ending: `events/2026-02-10-sandok`."""
        return self.path.rstrip("/") or "home"


def citation_key(kind: str, path: str) -> str:
    """The key of a page by its kind and its address below the root of the site."""
    last = path.rstrip("/").split("/")[-1]
    return kind if last in ("", kind) else f"{kind}-{last}"
