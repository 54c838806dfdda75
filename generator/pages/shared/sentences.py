"""Sentences made from records: parts of text and links, so that a page and a mail tell the same.

Every sentence is true of the records and says no more than they do: a bound stays a bound, an
unknown is left out or named, and nothing is said to follow from anything else.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from generator.catalogue import Catalogue
from generator.catalogue.values import with_unit
from generator.evidence import claims, disagreement
from generator.evidence.claims import Statement
from generator.pages.counted.counted_rows import CountedRow
from generator.pages.facts import value_text
from generator.schema.kinds import Event
from generator.values.clocks.local_time import Clocks
from generator.values.prose import ProseText
from generator.values.scalars import LINK_KINDS
from generator.values.times import DayValue
from generator.values.words import capital, ending, listed, number_word, plural, with_article

ORIGINS = 4
AT_LEAST_ONE = "at least 1"


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
    """Whether surely one part is meant; an event without parts is one."""
    return not row.parts or (row.how_many is not None and row.how_many.exact == 1)


def singular(row: CountedRow) -> bool:
    """Whether the words for one are right: of one part, and of `at least one`."""
    return is_one(row) or str(row.how_many) == AT_LEAST_ONE


def what(catalogue: Catalogue, row: CountedRow) -> Sentence:
    """What it was: `two bombs of the type Pump`, `at least 7 heavy bombs`, `a flood`."""
    kind_of_event, parts = catalogue.word(row.event.type), catalogue.settings.parts
    names: list[Part] = [Link("systems", found.id, found.name) for found in row.systems]
    if parts is None:
        tail: Sentence = (" (", *series(names), ")") if names else ()
        return (with_article(kind_of_event.name.lower()), *tail)
    noun = kind_of_event.part or parts.each
    kind: Sentence = ()
    if len(names) == 1:
        kind = (" of the type ", *names)
    elif names:
        kind = (" (", *series(names), ")")
    elif len(row.classes) == 1 and row.classes[0].lower().endswith(noun):
        noun = row.classes[0].lower()
    elif row.classes and not all(noun in name.lower() for name in row.classes):
        kind = (f" ({listed([name.lower() for name in row.classes])})",)
    nouns = parts.all if noun == parts.each else plural(noun)
    if row.how_many is None:
        return (nouns, *kind)
    exact = row.how_many.exact
    number = number_word(int(exact)) if exact is not None else str(row.how_many)
    if number == AT_LEAST_ONE:
        number = "at least one"
    return (f"{number} {noun if singular(row) else nouns}", *kind)


def happened(catalogue: Catalogue, row: CountedRow) -> Sentence:
    """What happened where, and when: the first sentence on a counted event."""
    event, words = row.event, catalogue.counted
    one = is_one(row)
    subject = what(catalogue, row)
    status = catalogue.status(event)
    said = ("was", "were") if disagreement.of_what(catalogue, event) else (status.one, status.many)
    verb = verb_of((said[0] or "was") if singular(row) else (said[1] or "were"), words.happened)
    where: Sentence = (f"{with_article(words.place)} that is not known",)
    if row.places:
        where = series([Link("places", place.id, place.name) for place in row.places])
    when = clock(row.clocks, event.date.year) if row.clocks else ""
    if when and not one and when.startswith("at"):
        first = not event.parts or event.parts[0].held("time") is not None
        when = f"{'the first' if first else 'one of them'} {when}"
    tail = f"{' ' if one else ', '}{when}." if when else "."
    number = " How many is not known." if row.parts and row.how_many is None else ""
    return (capital(str(subject[0])), *subject[1:], f" {verb} ", *where, f"{tail}{number}")


def verb_of(status: str, happened: str) -> str:
    """`was reported` and `fired from` as one verb; a word that would come twice comes once."""
    first = happened.split()[0]
    return f"{status.removesuffix(f' {first}')} {happened}"


def doubt(catalogue: Catalogue, event: Event) -> Sentence:
    """That an account is disputed or was withdrawn; or what of it is disputed."""
    status = catalogue.status(event)
    found = disagreement.of_what(catalogue, event) or status.doubt
    return (found,) if found else ()


def measured(catalogue: Catalogue, row: CountedRow) -> Sentence:
    """The measures that a sentence can say, as far as known, and of how many of the parts."""
    event, parts = row.event, row.event.parts
    whole = row.how_many is not None and row.how_many.exact == len(parts)
    said = []
    for column in row.columns:
        entry = catalogue.words["claim-properties"].get(column.about)
        quantity = row.quantity(column)
        if quantity is None or not entry or not entry.says:
            continue
        known = sum(part.get(column.carried) is not None for part in parts)
        given = event.whole(column.carried) is not None
        sure = given or (whole and known == len(parts))
        of = "" if sure else f" (known of {number_word(known)})"
        said.append(f"{entry.says} {with_unit(quantity, entry)}{of}")
    if not said:
        return ()
    they = "it" if is_one(row) else "they"
    took_place = catalogue.sure(event) or disagreement.of_what(catalogue, event)
    by = "" if took_place else "by that account "
    return (f"{capital(by + they)} {listed(said)}.",)


def outcome(catalogue: Catalogue, row: CountedRow) -> Sentence:
    """What failed; empty where all went well or nothing is known."""
    entry = catalogue.measure_of("outcome")
    found = row.ids.get(entry.id, ()) if entry else ()
    if not entry or all(catalogue.words[entry.written][key].went == "well" for key in found):
        return ()
    return (f"{entry.name} on record: {row.words[entry.id]}.",)


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
