"""The first paragraph on a month or a year: how many launches, beside which, and what stands out.

Each function gives a sentence, or nothing where the records give no reason for it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.catalogue import Catalogue, launches
from generator.catalogue.once import per_catalogue
from generator.evidence import disagreement
from generator.pages.launches import milestones
from generator.pages.shared.sentences import (
    Link,
    Part,
    Sentence,
    capital,
    day_in,
    days_listed,
    event_link,
    paragraph,
    series,
    shortened,
)
from generator.schema.kinds import Event
from generator.values.times import MONTHS, DayValue
from generator.values.words import counted, listed, number_word

LONG = 30
"""A pause of so many days is worth a sentence,"""
AGO = 90
"""unless one as long ended within so many days before."""
SHOWN = 6
"""So many new systems or sites are named, or one fewer and the number of the others."""
MANY = 3
"""So many launches in a month are worth a comparison with all others."""


def month_summary(catalogue: Catalogue, which: DayValue, events: Sequence[Event]) -> Sentence:
    """The month in a few sentences: how many, how that compares, and what stands out."""
    parts = (
        (
            count(which, events, until(catalogue, which)),
            doubts(catalogue, events),
            compared(catalogue, which, len(events)),
        )
        if events
        else (silence(catalogue, which),)
    )
    found = (*parts, pause(catalogue, events), new(catalogue, events), *records(catalogue, events))
    return paragraph(part for part in found if part)


def count(which: DayValue, events: Sequence[Event], until: str = "") -> Sentence:
    """How many launches a month has, and their days where there are few."""
    number = len(events)
    days = list(dict.fromkeys(event.date for event in events))
    text = f"{capital(number_word(number))} {'launch' if number == 1 else 'launches'}"
    be = "is" if number == 1 else "are"
    if not all(day.day for day in days):
        unknown = "its day is" if number == 1 else "not all of their days are"
        known = "is not known" if number == 1 else "known"
        unknown = f"its day {known}" if number == 1 else f"{unknown} {known}"
        return (f"{text} {be} on record for {which.words}{until}; {unknown}.",)
    on = f" on {number_word(len(days))} days" if 1 < len(days) < number else ""
    end = f", {'all ' if len(days) == 1 < number else ''}on {days_listed(days)}"
    return (f"{text}{on} {be} on record for {which.words}{until}{end if len(days) < 5 else ''}.",)


def doubts(catalogue: Catalogue, events: Sequence[Event]) -> Sentence:
    """Of how many launches the account is in doubt, and on how many sources differ."""
    status = Counter(event.status for event in events)
    differ = sum(bool(disputed(catalogue, event)) for event in events)
    whole = len(events)
    parts = [
        f"{of_them(number, whole)} {'is' if number == 1 else 'are'} {word}"
        for number, word in ((status["disputed"], "disputed"), (status["false-alarm"], "withdrawn"))
        if number
    ]
    if differ:
        parts.append(f"sources differ on {of_them(differ, whole)}")
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
    """Beside all earlier months, the same month of earlier years, the last month and year."""
    counts = by_month(catalogue)
    earlier = {day: n for day, n in counts.items() if day < which}
    if not earlier:
        return ("It is the first month with a launch on record.",)
    if number >= MANY and number > max(earlier.values()):
        return ("No month before it has as many on record.",)
    name = MONTHS[which.month]
    same = [n for day, n in earlier.items() if day.month == which.month]
    others = [DayValue(which.year - (which.month == 1), which.month - 1 or 12)]
    others += [DayValue(which.year - 1, which.month)]
    beside = {day.words: counts.get(day, 0) for day in others if day >= min(earlier)}
    parts = [f"{words} has {none(number)}" for words, number in beside.items()]
    if len(beside) > 1 and len(set(beside.values())) == 1:
        number = next(iter(beside.values()))
        parts = [f"{listed(list(beside))} have {none(number)}{' each' if number else ''}"]
    if number >= MANY and same and number > max(same):
        parts.insert(0, f"no {name} before it has as many")
    parts[:1] = [f"{first} on record" for first in parts[:1]]
    return (f"{capital(listed(parts))}.",) if parts else ()


def none(number: int) -> str:
    """`none`, `two`."""
    return number_word(number) if number else "none"


@per_catalogue
def by_month(catalogue: Catalogue) -> dict[DayValue, int]:
    """Launches by month; those known by year alone are in none."""
    days = (event.date for event in launches.launches(catalogue) if event.date.month)
    return dict(Counter(DayValue(day.year, day.month) for day in days))


def silence(catalogue: Catalogue, which: DayValue) -> Sentence:
    """That there is no launch, and between which ones it lies."""
    found = launches.launches(catalogue)
    before = [event for event in found if event.date < which]
    after = [event for event in found if event.date > which]
    parts: list[Part] = [f"No launch is on record for {which.words}{until(catalogue, which)}."]
    if before:
        parts += [" The last one before it is that of ", event_link(before[-1])]
    if after:
        parts += [", the next one that of " if before else " The first one is that of "]
        parts.append(event_link(after[0]))
    return (*parts, "." if before or after else "")


def pause(catalogue: Catalogue, events: Iterable[Event]) -> Sentence:
    """The longest pause that one of the launches ended, if it was long."""
    days = {event.date for event in events}
    ended = [found for found in milestones.pauses(catalogue) if found.after.date in days]
    longest = max(ended, key=lambda found: found.days, default=None)
    if longest is None or longest.days < LONG:
        return ()
    year = longest.after.date.year
    before = milestones.rank(catalogue, longest)
    if before and (longest.after.date.first - before.after.date.first).days < AGO:
        return ()
    sentence: Sentence = (", the longest pause on record up to then",)
    if before and before.days == longest.days:
        sentence = (", as long as the pause before ", event_link(before.after))
    elif before:
        sentence = (
            f", the longest pause since the {before.days} days before ",
            event_link(before.after),
        )
    return (
        "The launch of ",
        event_link(longest.after, day_in(longest.after.date, year)),
        f" came {counted(longest.days, 'day')} after the one before it on record, of ",
        event_link(longest.before, day_in(longest.before.date, year)),
        *sentence,
        ".",
    )


def new(catalogue: Catalogue, events: Sequence[Event]) -> Sentence:
    """The systems and sites that no launch on record names before: `New on record: ….`"""
    found = [first for e in events for first in milestones.firsts(catalogue).get(e.id, ())]
    parts: list[Part] = []
    for kind, noun in (("systems", "system"), ("places", "site")):
        links: list[Part] = [
            Link(kind, f.record.id, f.record.name) for f in found if f.kind == kind
        ]
        if links:
            parts += [" and " if parts else "", f"the {noun if len(links) == 1 else noun + 's'} "]
            parts += series(shortened(links, SHOWN))
    return ("New among the launches on record: ", *parts, ".") if parts else ()


def records(catalogue: Catalogue, events: Sequence[Event]) -> Iterator[Sentence]:
    """The greatest range and apogee, where greater than any before."""
    greatest = [found for e in events for found in milestones.records(catalogue).get(e.id, ())]
    for found in {found.name: found for found in greatest}.values():
        day = found.event.date
        yield (
            event_link(found.event, f"The {found.name} of {found.value} km"),
            f" on {day_in(day, day.year)} is greater than that of any "
            f"{catalogue.word(found.event.type).name.lower()} on record before it.",
        )


def also(others: int, articles: int, values: int) -> Sentence:
    """What else the month has: ` Also of the month: two other events and ten articles.`"""
    parts = [
        f"{number_word(number)} {one if number == 1 else many}"
        for number, one, many in (
            (others, "other event", "other events"),
            (articles, "article", "articles"),
            (values, "number", "numbers"),
        )
        if number
    ]
    return (f" Also of the month: {listed(parts)}.",) if parts else ()


def disputed(catalogue: Catalogue, event: Event) -> tuple[str, ...]:
    """The properties of an event on which its sources differ."""
    _, groups = disagreement.groups(catalogue, event)
    return tuple(group.entry.name.lower() for group in disagreement.differing(groups))
