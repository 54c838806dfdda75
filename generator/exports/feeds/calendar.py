"""Events as a calendar, iCalendar (RFC 5545), to which calendar programs can subscribe."""

from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar
from icalendar import Event as Entry

from generator.catalogue import Catalogue
from generator.pages.addresses import address
from generator.pages.counted import counted_rows
from generator.pages.digests import monthly
from generator.pages.shared import feeds, timestamps
from generator.pages.shared.sentences import opening, plain_text
from generator.pages.table import record_path
from generator.schema.kinds import Event
from generator.values.words import capital, listed

PRODUCT = "-//Digest generator//{}//EN"
STATUS = {"borne-out": "CONFIRMED", "taken-back": "CANCELLED"}


def files(catalogue: Catalogue, site_url: str = "") -> dict[str, str]:
    """The calendar by its path below the site's root; lines end in CRLF, as the format asks."""
    found = feeds.calendar(catalogue)
    if not found:
        return {}
    calendar: Any = Calendar()
    calendar.add("prodid", PRODUCT.format(capital(found.name)))
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", catalogue.settings.title)
    calendar.add("x-wr-calname", catalogue.settings.title)
    for event in found.events:
        calendar.add_component(_entry(catalogue, event, site_url))
    return {found.path: calendar.to_ical().decode("utf-8")}


def _entry(catalogue: Catalogue, event: Event, site_url: str) -> Any:
    """One of them. It has its minute in UTC where that is known, else its whole local day.

    Where only the month or year is known it takes all of it, and says so.
    """
    row = counted_rows.row(catalogue, event)
    entry_of_feed = feeds.event_entry(catalogue, event.id)
    words = [plain_text(monthly.told(catalogue, row).text)] if catalogue.is_counted(event) else []
    if not words and event.summary:
        words = [plain_text(opening(catalogue, event.summary))]
    words.append(timestamps.happened_words(catalogue.zone_of(event), event, row.clocks))
    where = site_url and site_url + address(record_path("events", event.id))
    unsure = "" if event.date.day else f" (some day of {event.date.words})"
    entry: Any = Entry()
    entry.add("uid", entry_of_feed.id)
    # The moment from which the record says what it says: no clock is asked.
    entry.add("dtstamp", datetime.fromisoformat(entry_of_feed.updated).astimezone(UTC))
    entry.add("summary", f"{event.title}{unsure}")
    entry.add("description", "\n\n".join([*words, *([where] if where else [])]))
    if row.clocks and row.clocks.instant:
        begins = row.clocks.instant.replace(tzinfo=UTC)
        entry.add("dtstart", begins)
        if length := _minutes(event):
            entry.add("dtend", begins + timedelta(minutes=length))
    else:
        first, after = timestamps.days(event)
        entry.add("dtstart", first)
        entry.add("dtend", after)
    if row.places:
        entry.add("location", listed([place.name for place in row.places]))
    entry.add("categories", list(entry_of_feed.tags))
    entry.add("status", STATUS.get(catalogue.rule(event) or "", "TENTATIVE"))
    entry.add("sequence", len(event.corrections))
    entry.add("transp", "TRANSPARENT")  # nobody is busy then
    if where:
        entry.add("url", where)
    return entry


def _minutes(event: Event) -> int:
    """How long they went on, where the time of the first is given as a span."""
    times = [time for part in event.parts if (time := part.held("time"))]
    times += [event.held("time").stated] if event.held("time") else []
    until = times[0].until
    return 0 if until is None else (until - times[0].minutes) % 1440
