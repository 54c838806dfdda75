"""What every download says of itself: its licence, how to cite it, and what to beware of."""

from generator.catalogue import Catalogue
from generator.exports.record_json import site_version
from generator.values.words import capital, with_article

LICENCE = "CC-BY-4.0"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
FORMAT = "1.1"
"""The version of the form of downloads and answers; the page data/format.md has its changes."""


def facts(catalogue: Catalogue, site_url: str = "") -> dict[str, str]:
    """What a download says of itself, by key; the address where it is known."""
    settings = catalogue.settings
    found = {
        "title": settings.title,
        "subject": settings.subject,
        "version": site_version(catalogue),
        "as_of": str(settings.as_of),
        "format": FORMAT,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "cite": cite(catalogue, site_url),
    }
    return found | ({"address": site_url} if site_url else {})


def caveats(catalogue: Catalogue) -> tuple[str, ...]:
    """What to beware of."""
    settings = catalogue.settings
    what, parts, drawn = settings.counted, settings.parts, settings.map and settings.map.length
    tables = " and ".join(f"`{name}`" for name in (what and what.id, parts and parts.key) if name)
    days = "The day of an event is the day at the place"
    if what:
        days = f"The day of {with_article(what.one)} is the day in {settings.clock.place}, that of "
        days += "another event the day at the place"
    return (
        "An empty cell of a value means: not known. It never means none or zero. Where a value has "
        "no bound, or a record no note, correction or former id, the cell is empty, too.",
        "A number keeps its bounds: `_min`, `_max`, and `_text` as the record says it. `about 350` "
        "has 350 as both bounds; `_text` alone has the word.",
        "A day may be known by its month or year alone; its column `_precision` says so. "
        f"{days}; a column whose name ends in `_utc` has the day in UTC.",
        "Sources differ. "
        + (f"The tables {tables} hold the value that a written rule chose; " if tables else "")
        + "`claims` holds what each source says.",
        *(
            [
                f"{capital(parts.all)} are counted as far as they are listed; several {what.many} "
                f"have fewer rows in `{parts.key}` than {parts.all}."
            ]
            if what and parts
            else []
        ),
        *(
            [
                f"Tracks are computed from a reported {catalogue.measures[drawn].name.lower()} and "
                "bearing. No impact point was observed."
            ]
            if drawn
            else []
        ),
    )


def cite(catalogue: Catalogue, site_url: str = "") -> str:
    """How to name the data as a whole; with the address of the site where it is known."""
    settings = catalogue.settings
    parts = [
        settings.title,
        f"data to {settings.as_of.words}",
        f"version {site_version(catalogue)}",
        *([site_url] if site_url else []),
        LICENCE,
    ]
    return f"{', '.join(parts)}."
