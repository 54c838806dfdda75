"""Sentences made from records: parts of text and links, so that a page and a mail tell the same.

Every sentence is true of the records and says no more than they do: a bound stays a bound, an
unknown is left out or named, and nothing is said to follow from anything else.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from generator.catalogue import Catalogue
from generator.evidence import claims
from generator.evidence.claims import Statement
from generator.pages.counted.counted_rows import CountedRow
from generator.pages.facts import value_text
from generator.schema.kinds import Event
from generator.values.clocks.local_time import Clocks
from generator.values.prose import ProseText
from generator.values.scalars import LINK_KINDS
from generator.values.times import DayValue
from generator.values.words import ending, listed, number_word, plural

ORIGINS = 4
# How far the digest stands behind a launch, for one missile and for several.
VERBS = {
    "confirmed": ("was", "were"),
    "reported": ("was reported", "were reported"),
    "disputed": ("is said to have been", "are said to have been"),
    "false-alarm": ("was reported", "were reported"),
}
DOUBTS = {"disputed": "The account is disputed.", "false-alarm": "The report was withdrawn."}
NOUNS = {
    "space-launch": "rocket",
    "rocket-artillery-fire": "rocket",
    "mixed-weapons-test": "weapon",
}


class Link(NamedTuple):
    """Words that lead to a record."""

    kind: str
    key: str
    words: str


Part = str | Link
Sentence = tuple[Part, ...]


def plain_text(parts: Iterable[Part]) -> str:
    """The words alone."""
    return "".join(part if isinstance(part, str) else part.words for part in parts)


def series(items: Sequence[Part], last: str = "and") -> Sentence:
    """`a, b and c`, with links."""
    found: list[Part] = []
    for index, item in enumerate(items):
        if index:
            found.append(f" {last} " if index == len(items) - 1 else ", ")
        found.append(item)
    return tuple(found)


def shortened(items: Sequence[Part], most: int) -> Sequence[Part]:
    """All of them, or one fewer than `most` and the number of the others."""
    if len(items) <= most:
        return items
    return [*items[: most - 1], f"{number_word(len(items) - most + 1)} others"]


def paragraph(sentences: Iterable[Sentence]) -> Sentence:
    """Sentences one after the other."""
    found: list[Part] = []
    for sentence in sentences:
        found += [" ", *sentence] if found else sentence
    return tuple(found)


def capital(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def event_link(event: Event, words: str = "") -> Link:
    """A link to an event, by its day unless other words are given."""
    return Link("events", event.id, words or event.date.words)


def day_in(day: DayValue, year: int) -> str:
    """A day as said where the year is known: `27 January`, `January`; the year where it differs."""
    return day.words.removesuffix(f" {year}") if day.year == year and day.month else day.words


def days_listed(days: Sequence[DayValue]) -> str:
    """Days of one month: `the 4th and the 27th`."""
    return listed([f"the {day.day}{ending(day.day)}" for day in days])


def clock_words(catalogue: Catalogue) -> str:
    """The clocks by which times are shown: `BST (UTC+1) or GMT (UTC), and UTC`."""
    settings = catalogue.settings
    usual = [one.words for one in settings.clock_of_the_year]
    if usual == ["UTC"]:
        return "UTC"
    if {catalogue.zone_of(event) for event in catalogue.events.values()} - {settings.clock}:
        usual.append("the clock of the place that an event names")
    *others, last = usual
    return f"{', '.join(others)} or {last}, and UTC" if others else f"{last} and UTC"


def clock(clocks: Clocks, year: int) -> str:
    """Both clocks: `at 06:54 BST (05:54 UTC on 3 January)`; one where they are the same."""
    word = "from" if " to " in clocks.local else "at"
    other = f" on {day_in(clocks.utc_day, year)}" if clocks.utc_day else ""
    local, *universal = clocks.short
    return f"{word} {local}" + (f" ({universal[0]}{other})" if universal else "")


def is_one(row: CountedRow) -> bool:
    """Whether surely one missile was fired."""
    return row.missiles is not None and row.missiles.exact == 1


def what(row: CountedRow) -> Sentence:
    """What was fired: `two missiles of the type KN-25`, `at least 7 ballistic missiles`."""
    noun = NOUNS.get(row.event.type, "missile")
    names: list[Part] = [Link("systems", found.id, found.name) for found in row.systems]
    kind: Sentence = ()
    if len(names) == 1:
        kind = (" of the type ", *names)
    elif names:
        kind = (" (", *series(names), ")")
    elif len(row.classes) == 1 and row.classes[0].lower().endswith(noun):
        noun = row.classes[0].lower()
    elif row.classes and not all(noun in name.lower() for name in row.classes):
        kind = (f" ({listed([name.lower() for name in row.classes])})",)
    if row.missiles is None:
        return (plural(noun), *kind)
    exact = row.missiles.exact
    number = number_word(int(exact)) if exact is not None else str(row.missiles)
    return (f"{number} {noun if is_one(row) else plural(noun)}", *kind)


def fired(row: CountedRow) -> Sentence:
    """What was fired from where, and when: the first sentence on a launch."""
    event = row.event
    one = is_one(row)
    subject = what(row)
    verb = f" {VERBS[event.status][not one]} fired"
    where: Sentence = (" from a site that is not known",)
    if row.place:
        where = (" from ", Link("places", row.place.id, row.place.name))
    when = clock(row.clocks, event.date.year) if row.clocks else ""
    if when and not one and when.startswith("at"):
        first = not event.flights or event.flights[0].time is not None
        when = f"{'the first' if first else 'one of them'} {when}"
    tail = f"{' ' if one else ', '}{when}." if when else "."
    number = " How many is not known." if row.missiles is None else ""
    return (capital(str(subject[0])), *subject[1:], verb, *where, f"{tail}{number}")


def doubt(event: Event) -> Sentence:
    """That an account is disputed or was withdrawn."""
    return (DOUBTS[event.status],) if event.status in DOUBTS else ()


def flown(row: CountedRow) -> Sentence:
    """How far and how high, as far as known, and of how many of the missiles."""
    event, flights = row.event, row.event.flights
    whole = row.missiles is not None and row.missiles.exact == len(flights)
    ranges = sum(flight.range_km is not None for flight in flights)
    apogees = sum(flight.apogee_km is not None for flight in flights)
    parts = []
    for name, quantity, given, known in (
        ("flew", row.range_km, event.range_km, ranges),
        ("reached a height of", row.apogee_km, event.apogee_km, apogees),
    ):
        if quantity is None:
            continue
        of = (
            ""
            if given or (whole and known == len(flights))
            else f" (known of {number_word(known)})"
        )
        parts.append(f"{name} {quantity} km{of}")
    if not parts:
        return ()
    they = "it" if is_one(row) else "they"
    by = "" if event.status == "confirmed" else "by that account "
    return (f"{capital(by + they)} {listed(parts)}.",)


def outcome(row: CountedRow) -> Sentence:
    """What failed; empty where all succeeded or nothing is known."""
    if {flight.outcome for flight in row.event.flights if flight.outcome} <= {"success"}:
        return ()
    return (f"Outcome on record: {row.outcomes}.",)


def spoken(statements: Sequence[Statement]) -> Sentence:
    """Who is on record: `Nine statements in four articles come from A, B and three others.`

    What databases have entered beside them is counted for itself: they are no origin.
    """
    entered = [found for found in statements if found.compiled]
    said = [found for found in statements if not found.compiled]
    keepers = series([Link("actors", a.id, a.name) for a in claims.databases(entered)])
    if not said:
        return (*keepers, " entered it, without naming a source.") if entered else ()
    origins = claims.named(said)
    names = shortened([Link("actors", actor.id, actor.name) for actor in origins], ORIGINS)
    number, articles = len(said), len({found.article.id for found in said})
    words = (
        f"{number_word(number)} {'statement' if number == 1 else 'statements'} "
        f"in {number_word(articles)} {'article' if articles == 1 else 'articles'}"
    )
    more: Sentence = ()
    if entered:
        more = ("; ", *keepers, f" entered {number_word(len(entered))} more")
    come = "comes" if number == 1 else "come"
    return (f"{capital(words)} {come} from ", *series(names), *more, ".")


def differing(event: Event, properties: Sequence[str]) -> Sentence:
    """On what the sources differ, with a link to the statements."""
    if not properties:
        return ()
    return (event_link(event, f"Sources differ on {listed(properties)}"), ".")


def opening(catalogue: Catalogue, prose: ProseText) -> Sentence:
    """The first paragraph of a text: its words and its record links, without numbered sources."""
    return next(paragraphs(catalogue, prose), ())


def paragraphs(catalogue: Catalogue, prose: ProseText) -> Iterator[Sentence]:
    """Every paragraph of a text, likewise; an item of a list is a paragraph too."""
    for block in prose.tokens:
        if block.type == "inline":
            yield _inline(catalogue, block)


def _inline(catalogue: Catalogue, block: Token) -> Sentence:
    found: list[Part] = []
    target, words = None, ""
    for token in block.children or []:
        if token.type == "link_open":
            target, words = str(token.attrGet("href") or ""), ""
        elif token.type == "link_close" and target is not None:
            found += _linked(catalogue, target, words)
            target = None
        elif target is not None:
            words += " " if token.type == "softbreak" else token.content
        else:
            found.append(" " if token.type == "softbreak" else token.content)
    return tidy(found)


def tidy(parts: Iterable[Part]) -> Sentence:
    """Without the space that a reference left before a full stop or comma."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str) and part[:1] in tuple(".,;:") and found:
            before = found[-1]
            if isinstance(before, str):
                found[-1] = before.rstrip()
        if part:
            found.append(part)
    return tuple(found)


def _linked(catalogue: Catalogue, target: str, words: str) -> list[Part]:
    scheme, _, key = target.partition(":")
    if scheme not in LINK_KINDS:
        return [words]
    kind = LINK_KINDS[scheme]
    if kind == "articles" and not words:
        return []
    return [Link(kind, key, words or named(catalogue, kind, key))]


def named(catalogue: Catalogue, kind: str, key: str) -> str:
    """What a record is called in a text: a fact by its value, all others by name or title."""
    return value_text(catalogue.facts[key]) if kind == "facts" else title(catalogue, kind, key)


def title(catalogue: Catalogue, kind: str, key: str) -> str:
    """A record's name or title."""
    return catalogue.of_kind(kind)[key].called
