"""Whose word a text gives: a number on which sources differ, or the keeper of a table first."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.values import readable_value
from generator.checks.counted import of_number
from generator.checks.prose import counting, prose_numbers
from generator.loading.source import Fault, Source
from generator.problems import Problem, shown
from generator.schema.kinds import Article, Claim, Entry, Event
from generator.values.numbers import QuantityValue, parse_quantity
from generator.values.prose import Link
from generator.values.tolerance import Difference

NOT_EXACT = frozenset(["about", "approximately", "least", "most", "nearly", "over", "than", "to"])
OFFICIAL = "GovernmentOrganization"


class Sentence(NamedTuple):
    """A sentence of a prose text: where it begins there, its source, the record links in it."""

    start: int
    text: str
    links: tuple[Link, ...]


def of_event(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """What a title or summary of what is counted gives as plain where it is one source's word."""
    yield from _count(catalogue, event, "title", Sentence(0, event.title, ()), source)
    if event.summary:
        parts = tuple(sentences(event.summary.text, event.summary.links))
        # Who is named in the sentence answers for the number.
        if parts and not any(link.ref.kind in ("actors", "articles") for link in parts[0].links):
            yield from _count(catalogue, event, "summary", parts[0], source)
        for sentence in parts:
            yield from _credit(catalogue, event, sentence, source)
        for sentence in parts[:1]:
            yield from _keeper(catalogue, event, sentence, source)


def sentences(text: str, links: tuple[Link, ...]) -> Iterator[Sentence]:
    """The sentences of a text; one ends with a full stop before a blank, or with its paragraph."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    places = [(lines[link.line_offset] + link.column, link) for link in links]
    start = 0
    for end in [m.end() for m in re.finditer(r"\.(?=\s|$)|\n\s*\n", text)] or [len(text)]:
        within = tuple(link for at, link in places if start <= at < end)
        if text[start:end].strip():
            yield Sentence(start, text[start:end], within)
        start = end


def _count(
    catalogue: Catalogue, event: Event, field: str, sentence: Sentence, source: Source
) -> Iterator[Problem]:
    """An exact number of parts that somebody contradicts."""
    for figure in prose_numbers.fired(catalogue, sentence.text, title=field == "title"):
        exact = parse_quantity(f"{figure.value.normalize():f}")
        others = _contradicting(catalogue, event, exact)
        before = counting.words_before(sentence.text, figure.start)
        if not others or NOT_EXACT & {*before[-1:]}:
            continue
        said = ", ".join(dict.fromkeys(f"{value} by {speaker}" for value, speaker in others))
        least = _least(catalogue, event, exact)
        words = next((w for w, n in counting.SMALL.items() if n == least), str(least))
        parts = prose_numbers.parts(catalogue)
        message = f"sources differ on the number of {parts}: {shown(figure.text)} here, {said}"
        fix = f"write at least {words}, or say who gives the number"
        fault = Fault(sentence.start + figure.start, figure.text, "R040", message, fix)
        yield source.problem_in((field,), str(getattr(event, field)), fault)
        return


def _contradicting(
    catalogue: Catalogue, event: Event, exact: QuantityValue
) -> list[tuple[str, str]]:
    """The counts of speakers, none of whose counts on record fits the number."""
    claims = [
        (claim, value)
        for _, claim, value in _claimed(catalogue, event, _is_count)
        if not claim.part
    ]
    fitting = {
        claim.by for claim, value in claims if exact.differs(value, None) is not Difference.MATERIAL
    }
    return [(value.text, str(claim.by)) for claim, value in claims if claim.by not in fitting]


def _least(catalogue: Catalogue, event: Event, exact: QuantityValue) -> int:
    """The fewest parts that anybody has on record."""
    values = [exact, *(value for *_, value in _claimed(catalogue, event, _is_count))]
    return int(min((value.low for value in values if value.low is not None), default=1))


def _credit(
    catalogue: Catalogue, event: Event, sentence: Sentence, source: Source
) -> Iterator[Problem]:
    """A number credited to a database that has it from somebody on record, who goes unnamed."""
    keepers = _keepers(catalogue, sentence)
    if not keepers:
        return
    named = {str(link.ref) for link in sentence.links}
    claims = [
        (claim, value)
        for article, claim, value in _claimed(catalogue, event, _with_unit)
        if not _compiled(catalogue, article, claim)
    ]
    for unit, figure in prose_numbers.measured(catalogue, sentence.text):
        exact = parse_quantity(f"{figure.value.normalize():f}")
        same = {one.id for one in unit.measures}
        givers = [str(c.by) for c, value in claims if c.about in same and _entered(exact, value)]
        if givers and not named & set(givers):
            who = ", ".join(dict.fromkeys(givers))
            message = (
                f"{shown(figure.text)} {unit.called} is credited to {keepers[0]}, but {who} gave it"
            )
            fix = f"name {givers[0]} in this sentence"
            fault = Fault(sentence.start + figure.start, figure.text, "R041", message, fix)
            yield source.problem_in(("summary",), str(event.summary), fault)


def _keeper(
    catalogue: Catalogue, event: Event, sentence: Sentence, source: Source
) -> Iterator[Problem]:
    """A text that begins with a person who keeps a table, where a government has spoken."""
    private = [key for key in _keepers(catalogue, sentence) if _is_a(catalogue, key, "Person")]
    official = [
        str(claim.by)
        for _, claim in catalogue.claims_on(event)
        if catalogue.asserted(claim) and _is_a(catalogue, claim.by, OFFICIAL)
    ]
    if private and official:
        at = sentence.start + len(sentence.text) - len(sentence.text.lstrip())
        keeper = f"{private[0]}, the keeper of a table"
        message = f"the summary begins with {keeper}, though {official[0]} is on record"
        fix = f"begin with what {official[0]} said"
        fault = Fault(at, private[0], "R042", message, fix)
        yield source.problem_in(("summary",), str(event.summary), fault)


def _keepers(catalogue: Catalogue, sentence: Sentence) -> list[str]:
    """The publishers of the entries of databases to which a sentence leads."""
    refs = [str(link.ref) for link in sentence.links if link.ref.kind == "articles"]
    results = [catalogue.articles[ref] for ref in refs if ref in catalogue.articles]
    return [str(article.publisher) for article in results if catalogue.compiled(article)]


def _is_a(catalogue: Catalogue, key: str, type_: str) -> bool:
    return catalogue.is_a(catalogue.actors.get(key), type_)


def _compiled(catalogue: Catalogue, article: Article, claim: Claim) -> bool:
    """Whether a claim is the word of a database."""
    return catalogue.compiled(article) and claim.by == article.publisher


def _is_count(entry: Entry) -> bool:
    return entry.field == "count"


def _with_unit(entry: Entry) -> bool:
    return entry.kind == "quantity" and entry.unit is not None and entry.carried is not None


def _entered(exact: QuantityValue, given: QuantityValue) -> bool:
    return exact.equal(given) or exact.whole_of(given)


def _claimed(
    catalogue: Catalogue, event: Event, wanted: Callable[[Entry], bool]
) -> Iterator[tuple[Article, Claim, QuantityValue]]:
    """The quantities asserted of an event; what cannot be is reported at the claim."""
    for article, claim in catalogue.claims_on(event):
        entry = catalogue.measures.get(claim.about)
        if not entry or not wanted(entry) or not catalogue.asserted(claim):
            continue
        value = readable_value(claim.value, "quantity")
        if isinstance(value, QuantityValue):
            numbers = [number for number in (value.low, value.high) if number is not None]
            whole = entry.field != "count" or of_number(value)
            if whole and (entry.most is None or max(numbers) <= entry.most):
                yield article, claim, value
