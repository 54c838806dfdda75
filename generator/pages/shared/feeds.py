"""What can be followed: which feeds there are, and what stands in each.

A feed is data alone; `exports.feeds` writes it as Atom and as JSON Feed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.once import per_catalogue
from generator.pages.counted import counted_rows
from generator.pages.digests import changes, monthly, periods
from generator.pages.shared import timestamps
from generator.pages.shared.sentences import Link, Sentence, paragraphs, title
from generator.schema.kinds import Article, Event, Explainer, Record, Removal
from generator.values.words import capital, counted, with_article

# Fixed for ever: with another one every reader of a feed would get every entry again.
NAMESPACE = UUID("4812cf1a-dfc4-47ab-9bfb-f523615af891")
NEWEST = 50
CORRECTIONS = 500
"""Of corrections more, so that who asks once in a while misses none; the page has all."""
# The kinds of record of which each with anything to follow has a feed, and what that holds.
FOLLOWED = {
    "actors": "events it took part in, and articles with a day in which it speaks or that it "
    "published",
    "systems": "events in which it was involved or named, and articles with a day that say "
    "something about it",
    "places": "events that took place there, and articles with a day that say something about it",
}


class FeedEntry(NamedTuple):
    """One entry. `record` is what it leads to, None for the page of the feed itself.

    Moments are RFC 3339 by the clock of the place; `published` is None where no day of it is on
    record.
    """

    id: str
    title: str
    published: str | None
    updated: str
    paragraphs: tuple[Sentence, ...]
    record: tuple[str, str] | None
    tags: tuple[str, ...] = ()
    original: str | None = None
    """The address at which an article itself is read."""


class Feed(NamedTuple):
    """One feed. `name` is its address below `feeds/` without an ending, `former` those it had.

    `about` is the record it follows, None for all of a kind.
    """

    name: str
    id: str
    title: str
    subtitle: str
    updated: str
    entries: tuple[FeedEntry, ...]
    about: tuple[str, str] | None
    former: tuple[str, ...] = ()


def urn(*parts: object) -> str:
    """An id that depends on nothing but what is named: no address, no title, no day of a build."""
    return f"urn:uuid:{uuid5(NAMESPACE, '/'.join(map(str, parts)))}"


def lasting(record: Record) -> str:
    """The id under which a record was first published."""
    return str(record.former_ids[0] if record.former_ids else record.id)


def feeds(catalogue: Catalogue) -> Iterator[Feed]:
    """Every feed that the digest declares and that has something in it, in the declared order.

    That of a kind of record is one for each of them, by name.
    """
    for name in catalogue.settings.feeds:
        if name in FOLLOWED:
            for key in catalogue.of_kind(name):
                if found := followed(catalogue, name, key):
                    yield found
        else:
            yield from whole(catalogue, name)


@per_catalogue
def whole(catalogue: Catalogue, name: str) -> tuple[Feed, ...]:
    """The feed of all of a kind; () where the digest declares none, or nothing would be in it."""
    if name not in catalogue.settings.feeds:
        return ()
    found = WHOLE.get(name, counted_feed)(catalogue)
    return (found,) if found.entries else ()


def of_all(name: str) -> Callable[[Catalogue, object], tuple[Feed, ...]]:
    """The feed that a page of all of a kind offers."""
    return lambda catalogue, _: whole(catalogue, name)


def of_everything(catalogue: Catalogue) -> tuple[Feed, ...]:
    """The feeds of whole kinds, in the declared order."""
    return tuple(feed for feed in feeds(catalogue) if not feed.about)


class Calendar(NamedTuple):
    """The calendar: its address below `feeds/` without an ending, what one entry is, the events."""

    name: str
    one: str
    events: tuple[Event, ...]

    @property
    def path(self) -> str:
        """Where it is, below the root of the site."""
        return f"feeds/{self.name}.ics"


@per_catalogue
def calendar(catalogue: Catalogue) -> Calendar | None:
    """The calendar that the digest declares; None where nothing would be in it.

    One has at least one component (RFC 5545, 3.4), and programs refuse one that is empty.
    """
    of = catalogue.settings.calendar
    if of == "counted":
        what = catalogue.counted
        found = Calendar(what.id, what.one, counted_events.every(catalogue))
    else:
        found = Calendar("events", "event", tuple(catalogue.events.values()))
    return found if of and found.events else None


def headings(catalogue: Catalogue) -> list[tuple[str, str]]:
    """The kinds of record of which each has a feed, each with what the list of all is called."""
    things = catalogue.settings.things
    known = {things.key: things.title} if things else {}
    kinds = [name for name in catalogue.settings.feeds if name in FOLLOWED]
    return [(kind, known.get(kind, capital(kind))) for kind in kinds]


def whole_day(catalogue: Catalogue) -> str:
    """Of which day an entry without a time has all: that in the digest's zone, or at the place."""
    found = calendar(catalogue)
    events = found.events if found else ()
    own = any(catalogue.zone_of(event) != catalogue.settings.clock for event in events)
    return "at its place" if own else f"in {catalogue.settings.clock.place}"


def ways(catalogue: Catalogue) -> list[str]:
    """The ways to follow the digest, in words."""
    there = {
        "feeds": any(True for _ in feeds(catalogue)),
        "a calendar": calendar(catalogue) is not None,
        "one mail a month": bool(periods.months(catalogue)),
    }
    return [way for way, offered in there.items() if offered]


def counted_feed(catalogue: Catalogue) -> Feed:
    """The newest counted events."""
    words = catalogue.counted
    found = [event_entry(catalogue, event.id) for event in counted_events.every(catalogue)]
    what = (
        f"by the day of the {words.one}. {capital(with_article(words.one))} that is corrected "
        "later is in the corrections"
    )
    title = f"{catalogue.settings.title}: {words.many}"
    return _feed(catalogue, words.id, title, (words.one, words.many), what, found)


def article_feed(catalogue: Catalogue) -> Feed:
    """The newest articles; entries of databases, and what has no day, are left out."""
    found = [article_entry(catalogue, article.id) for article in _printed(catalogue)]
    what = "by the day of publication. Entries of databases and sources without a day are left out"
    title = f"{catalogue.settings.title}: articles"
    return _feed(catalogue, "articles", title, ("article", "articles"), what, found)


def explainer_feed(catalogue: Catalogue) -> Feed:
    """Every explainer, by the day it was last read through."""
    found = [explainer_entry(catalogue, one) for one in catalogue.explainers.values()]
    what = "by the day on which an editor last read it through against its sources"
    title = f"{catalogue.settings.title}: explainers"
    return _feed(catalogue, "explainers", title, ("explainer", "explainers"), what, found, None)


def correction_feed(catalogue: Catalogue) -> Feed:
    """The newest corrections and records that were removed: all, up to some hundreds."""
    found = [*_corrections(catalogue), *(_removal(catalogue, one) for one in catalogue.removed)]
    what = "with what was said before, what is said now and why"
    title = f"{catalogue.settings.title}: corrections"
    return _feed(
        catalogue,
        "corrections",
        title,
        ("correction and removal", "corrections and removals"),
        what,
        found,
        CORRECTIONS,
    )


def change_feed(catalogue: Catalogue) -> Feed:
    """Every day on which records were added, changed or removed."""
    found = [_changed_day(catalogue, one) for one in reversed(changes.days(catalogue))]
    what = "by the day on which the digest had it"
    title = f"{catalogue.settings.title}: what changed"
    return _feed(
        catalogue, "changes", title, ("day with changes", "days with changes"), what, found
    )


@per_catalogue
def followed(catalogue: Catalogue, kind: str, key: str) -> Feed | None:
    """What there is to follow about a record; None where there is nothing, or no such feeds."""
    if kind not in catalogue.settings.feeds:
        return None
    events, articles = _about(catalogue)[kind, key]
    if not (events or articles):
        return None
    record = catalogue.of_kind(kind)[key]
    found = [event_entry(catalogue, one) for one in events]
    found += [article_entry(catalogue, one) for one in articles]
    what = FOLLOWED[kind]
    title = f"{catalogue.settings.title}: {record.called}"
    about = (kind, key)
    former = tuple(f"{kind}/{old}" for old in record.former_ids)
    return _feed(
        catalogue, f"{kind}/{key}", title, ("entry", "entries"), what, found, NEWEST, about, former
    )


def following(kind: str) -> Callable[[Catalogue, Record], tuple[Feed, ...]]:
    """The feed that the page of a record of a kind offers, if there is anything to follow."""

    def offered(catalogue: Catalogue, record: Record) -> tuple[Feed, ...]:
        found = followed(catalogue, kind, record.id)
        return (found,) if found else ()

    return offered


def _moment(entry: FeedEntry) -> datetime:
    """What an entry is sorted by."""
    return datetime.fromisoformat(entry.published or entry.updated)


def _feed(
    catalogue: Catalogue,
    name: str,
    title: str,
    noun: tuple[str, str],
    what: str,
    entries: Iterable[FeedEntry],
    most: int | None = NEWEST,
    about: tuple[str, str] | None = None,
    former: tuple[str, ...] = (),
) -> Feed:
    # What has one moment stays in the order of the records, the last of them first.
    last_first = list(entries)[::-1]
    ordered = sorted(last_first, key=_moment, reverse=True)
    shown = tuple(ordered[:most])
    lasting_name = former[0] if former else name
    if len(shown) < len(ordered):
        subtitle = f"The newest {len(shown)} of {len(ordered)} {noun[1]}, {what}."
    else:
        subtitle = f"Every {noun[0]} ({len(ordered)}), {what}."
    # Without entries nothing has changed since the records were collected.
    updated = max(
        (one.updated for one in shown),
        key=datetime.fromisoformat,
        default=timestamps.midnight(catalogue.settings.clock, catalogue.settings.as_of),
    )
    return Feed(name, urn("feeds", lasting_name), title, subtitle, updated, shown, about, former)


@per_catalogue
def event_entry(catalogue: Catalogue, key: str) -> FeedEntry:
    """An event: what is on record of it, its summary, and what its moment stands for."""
    event = catalogue.events[key]
    row, zone = counted_rows.row(catalogue, event), catalogue.zone_of(event)
    published = timestamps.happened(zone, event, row.clocks)
    body = monthly.told(catalogue, row).text if catalogue.is_counted(event) else ()
    summary = tuple(paragraphs(catalogue, event.summary)) if event.summary else ()
    note: tuple[Sentence, ...] = ()
    if written := event.editors_note:
        signed = f"Editor’s note, {catalogue.word(written.note_by).name}, {written.note_on.words}."
        note = (*paragraphs(catalogue, written.note), (signed,))
    rests: Sentence = (
        f"Status: {catalogue.status(event).name.lower()}. The record rests on ",
        Link("articles", event.article, catalogue.articles[event.article].title),
        f". {timestamps.happened_words(zone, event, row.clocks)}",
    )
    names = (*(system.name for system in row.systems), *row.classes)
    return FeedEntry(
        urn("events", lasting(event)),
        event.title,
        published,
        timestamps.changed(zone, published, event),
        (*note, *((body,) if body else ()), *summary, rests),
        ("events", event.id),
        tuple(dict.fromkeys((catalogue.word(event.type).name, *names))),
    )


@per_catalogue
def article_entry(catalogue: Catalogue, key: str) -> FeedEntry:
    """An article that has a day: who published it, how much it states, and its summary."""
    article = catalogue.articles[key]
    assert article.published
    zone = catalogue.settings.clock
    published = timestamps.midnight(zone, article.published)
    publisher = Link("actors", article.publisher, catalogue.actors[article.publisher].name)
    by: Sentence = ("By ", publisher)
    if article.agency:
        by = (*by, ", carrying ", Link("actors", article.agency, _name(catalogue, article.agency)))
    claims = counted(len(article.claims), "statement")
    return FeedEntry(
        urn("articles", lasting(article)),
        article.title,
        published,
        timestamps.changed(zone, published, article),
        (
            (*by, f". {claims} on record. {timestamps.printed_words(zone, article.published)}"),
            *paragraphs(catalogue, article.summary),
        ),
        ("articles", article.id),
        (catalogue.word(article.kind).name.lower(),),
        article.url,
    )


def explainer_entry(catalogue: Catalogue, explainer: Explainer) -> FeedEntry:
    """An explainer; the day it was first published is not on record."""
    reviewed = f"Last read through against its sources on {explainer.reviewed.words}."
    return FeedEntry(
        urn("explainers", lasting(explainer)),
        explainer.title,
        None,
        timestamps.midnight(catalogue.settings.clock, explainer.reviewed),
        ((explainer.summary,), (reviewed,)),
        ("explainers", explainer.id),
    )


def _corrections(catalogue: Catalogue) -> Iterator[FeedEntry]:
    """Corrections have no id of their own: it is the record, the day, the field, and which."""
    seen: dict[tuple[object, ...], int] = defaultdict(int)
    for kind, record, found in periods.corrections(catalogue):
        which = (kind, lasting(record), found.on, found.field)
        seen[which] += 1
        day = timestamps.midnight(catalogue.settings.clock, found.on)
        name = title(catalogue, kind, record.id)
        field = periods.field_words(catalogue, found.field)
        change: Sentence = (
            "In ",
            Link(kind, record.id, name),
            f', {field} said "{found.was}"; it now says "{found.now}".',
        )
        yield FeedEntry(
            urn("corrections", *which, seen[which]),
            f"Corrected: {name}",
            day,
            day,
            (change, (found.why,), (f"Corrected on {found.on.words}.",)),
            (kind, record.id),
        )


def _changed_day(catalogue: Catalogue, one: changes.Day) -> FeedEntry:
    """A day in numbers, and its records by kind, as far as they are named."""
    day = timestamps.midnight(catalogue.settings.clock, one.day)
    groups = tuple(_changed_records(group) for group in one.groups)
    title = f"{one.words} on {one.day.words}"
    return FeedEntry(urn("changes", one.day), title, day, day, groups, None)


def _changed_records(group: changes.Group) -> Sentence:
    sentence: Sentence = (f"{group.words}: ",)
    for index, entry in enumerate(group.entries):
        link = Link(entry.kind, entry.id, entry.title) if entry.id else entry.title
        fields = f" ({entry.fields})" if entry.fields else ""
        sentence = (*sentence, *((", ",) if index else ()), link, *((fields,) if fields else ()))
    more = f" and {group.more:,} more" if group.more else ""
    return (*sentence, f"{more}.")


def _removal(catalogue: Catalogue, removal: Removal) -> FeedEntry:
    """A record that was taken away; the page of corrections lists it."""
    day = timestamps.midnight(catalogue.settings.clock, removal.on)
    return FeedEntry(
        urn("removed", removal.kind, removal.id),
        f"Removed: {removal.title}",
        day,
        day,
        ((removal.why,), (f"Removed on {removal.on.words}.",)),
        None,
    )


def _printed(catalogue: Catalogue) -> Iterator[Article]:
    for article in catalogue.articles.values():
        if article.published and not catalogue.compiled(article):
            yield article


def _name(catalogue: Catalogue, actor: str) -> str:
    return str(catalogue.actors[actor].name)


Followed = defaultdict[tuple[str, str], tuple[dict[str, None], dict[str, None]]]


@per_catalogue
def _about(catalogue: Catalogue) -> Followed:
    """The ids of events and articles that a follower of a record wants, once each."""
    found: Followed = defaultdict(lambda: ({}, {}))
    for event in catalogue.events.values():
        for part in event.actors:
            found["actors", part.id][0][event.id] = None
        for system in counted_events.systems_of(catalogue, event):
            found["systems", system.id][0][event.id] = None
        for place in event.all_places:
            found["places", place][0][event.id] = None
    for article in _printed(catalogue):
        speakers = [actor for claim in article.claims for actor in (claim.by, *claim.via)]
        for actor in (article.publisher, article.agency, *speakers):
            if actor:
                found["actors", actor][1][article.id] = None
        for claim in article.claims:
            if claim.system:
                found["systems", claim.system][1][article.id] = None
            if claim.place:
                found["places", claim.place][1][article.id] = None
    return found


WHOLE: Mapping[str, Callable[[Catalogue], Feed]] = {
    "articles": article_feed,
    "explainers": explainer_feed,
    "corrections": correction_feed,
    "changes": change_feed,
}
"""The feeds of all of a kind by their name; any other is that of what is counted."""
