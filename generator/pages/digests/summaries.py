"""The first paragraph on a month or a year: how many events, beside which, and what stands out.

Each function gives a sentence, or nothing where the records give no reason for it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.evidence import disagreement
from generator.pages.counted import milestones, superlatives
from generator.pages.shared.sentences import (
    Link,
    Part,
    Sentence,
    day_in,
    days_listed,
    event_link,
    paragraph,
    series,
    shortened,
)
from generator.schema.kinds import Event
from generator.values.times import DayValue
from generator.values.words import capital, listed, number_word, plural, with_article

LONG = 30
"""A pause of so many days is worth a sentence."""
SHOWN = 6
"""So many new systems or sites are named, or one fewer and the number of the others."""
MANY = 3
"""So many events are worth a comparison with every month or year before."""
YEARS = 3
"""A year is set beside so many before it."""


def summary(catalogue: Catalogue, which: DayValue, events: Sequence[Event]) -> Sentence:
    """A month or a year in a few sentences; `events` are its counted ones, oldest first.

    Where nothing is counted they are all.
    """
    if not catalogue.settings.counted:
        if events:
            return count(catalogue, which, events)
        return (f"No event is on record for {which.words}{until(catalogue, which)}.",)
    if not events:
        return silence(catalogue, which)
    parts = (
        count(catalogue, which, events),
        doubts(catalogue, events),
        compared(catalogue, which, len(events)),
        pause(catalogue, which, events),
        new(catalogue, events),
        *records(catalogue, events),
    )
    return paragraph(part for part in parts if part)


def count(catalogue: Catalogue, which: DayValue, events: Sequence[Event]) -> Sentence:
    """How many events there are, and on how many days; in a month, on which if they are few."""
    number, what = len(events), catalogue.settings.counted
    one, many = (what.one, what.many) if what else ("event", "events")
    days = list(dict.fromkeys(event.date for event in events))
    known = all(day.day for day in days)
    on = f" on {number_word(len(days))} days" if known and 1 < len(days) < number else ""
    end = ""
    if which.month and known and len(days) < 5:
        end = f", {'all ' if len(days) == 1 < number else ''}on {days_listed(days)}"
    text = f"{capital(number_word(number))} {one if number == 1 else many}{on}"
    be = "is" if number == 1 else "are"
    return (f"{text} {be} on record for {which.words}{until(catalogue, which)}{end}.",)


def doubts(catalogue: Catalogue, events: Sequence[Event]) -> Sentence:
    """Of how many events the account is in doubt, and on how many sources differ."""
    status = Counter(str(event.status) for event in events)
    doubted = catalogue.words["event-statuses"].items()
    differ = sum(bool(disputed(catalogue, event)) for event in events)
    parts = [
        f"{of_them(number, len(events))} {'is' if number == 1 else 'are'} {word}"
        for number, word in ((status[key], one.are) for key, one in doubted)
        if number and word
    ]
    if differ:
        parts.append(f"sources differ on {of_them(differ, len(events))}")
    return (f"{capital(listed(parts))}.",) if parts else ()


def of_them(number: int, whole: int) -> str:
    """`it`, `both`, `all of them`, `two of them`."""
    if number == whole:
        return {1: "it", 2: "both"}.get(whole, "all of them")
    return f"{number_word(number)} of them"


def until(catalogue: Catalogue, which: DayValue) -> str:
    """` up to 22 August`, where the records end within the month or year."""
    as_of = catalogue.settings.as_of
    if which.first <= as_of.last < which.last:
        return f" up to {day_in(as_of, which.year)}"
    return ""


def compared(catalogue: Catalogue, which: DayValue, number: int) -> Sentence:
    """Beside the month before and the same of last year, or beside the years before.

    What is not over is not set beside what is whole.
    """
    unit = "month" if which.month else "year"
    counts = by_period(catalogue, bool(which.month))
    first = min(counts)
    if which == first:
        return (f"It is the first {unit} with {with_article(catalogue.counted.one)} on record.",)
    if number >= MANY and number > max(n for day, n in counts.items() if day < which):
        return (f"No {unit} before it has as many on record.",)
    if until(catalogue, which):
        return ()
    others = [DayValue(which.year - ago) for ago in range(1, YEARS + 1)]
    if which.month:
        others = [DayValue(which.year - (which.month == 1), which.month - 1 or 12)]
        others.append(DayValue(which.year - 1, which.month))
    beside = [
        f"{day.words} has {number_word(counts[day]) if counts[day] else 'none'}"
        for day in others
        if day >= first
    ]
    return (f"{listed(beside)}.",) if beside else ()


@per_catalogue
def by_period(catalogue: Catalogue, months: bool) -> Counter[DayValue]:
    """Counted events by month or by year; in no month are those known by year alone."""
    days = (event.date for event in counted_events.every(catalogue))
    if months:
        return Counter(DayValue(day.year, day.month) for day in days if day.month)
    return Counter(DayValue(day.year) for day in days)


def silence(catalogue: Catalogue, which: DayValue) -> Sentence:
    """That there is no counted event, and between which ones it lies."""
    found = counted_events.every(catalogue)
    before = [event for event in found if event.date < which]
    after = [event for event in found if event.date > which]
    beside: list[Sentence] = []
    for words, events in (("last one before it", before[-1:]), ("next one", after[:1])):
        for event in events:
            on = "on" if event.date.day else "in"
            beside.append((f" The {words} was {on} ", event_link(event), "."))
    text = f"No {catalogue.counted.one} is on record for {which.words}{until(catalogue, which)}."
    return (text, *(part for sentence in beside for part in sentence))


def pause(catalogue: Catalogue, which: DayValue, events: Sequence[Event]) -> Sentence:
    """The longest pause that one of the events ended, if it was long."""
    days = {event.date for event in events}
    every = milestones.pauses(catalogue).measured
    ended = (found for found in every if found.after.date in days)
    longest = max(ended, key=lambda found: found.days, default=None)
    if longest is None or longest.days < LONG:
        return ()
    year = which.year
    earlier = (found.days for found in every if found.after.date < longest.after.date)
    rank = ", the longest on record up to then" if longest.days > max(earlier, default=0) else ""
    return (
        f"The longest pause that ended in {which.words} lasted {longest.days:,} days, from ",
        event_link(longest.before, day_in(longest.before.date, year)),
        " to ",
        event_link(longest.after, day_in(longest.after.date, year)),
        f"{rank}.",
    )


def new(catalogue: Catalogue, events: Sequence[Event]) -> Sentence:
    """The systems and sites that no event on record names before: `New on record: ….`"""
    found = [first for e in events for first in milestones.firsts(catalogue).get(e.id, ())]
    parts: list[Part] = []
    what, things = catalogue.counted, catalogue.settings.things
    for kind, one, many in (
        ("systems", things.one if things else "", things.many if things else ""),
        ("places", what.place, plural(what.place)),
    ):
        links = [Link(kind, f.record.id, f.record.name) for f in found if f.kind == kind]
        if links:
            parts += [" and " if parts else "", f"the {one if len(links) == 1 else many} "]
            parts += series(shortened(links, SHOWN))
    return (f"New among the {what.many} on record: ", *parts, ".") if parts else ()


def records(catalogue: Catalogue, events: Sequence[Event]) -> Iterator[Sentence]:
    """The event with the most of each measure, of all of its type."""
    found = [(event, one) for event in events for one in superlatives.of(catalogue, event)]
    widest = {(event.type, one.measure): (event, one) for event, one in found if one.of_type}
    for event, one in widest.values():
        words = superlatives.measures(catalogue)[one.measure].lower()
        then = "" if one.unbeaten else " up to then"
        day = day_in(event.date, event.date.year)
        yield (
            event_link(event, f"The {catalogue.counted.one} of {day}"),
            f" has the {words} {one.scope}{then}.",
        )


def disputed(catalogue: Catalogue, event: Event) -> tuple[str, ...]:
    """The properties of an event on which its sources differ."""
    _, groups = disagreement.groups(catalogue, event)
    return tuple(group.entry.name.lower() for group in disagreement.differing(groups))
