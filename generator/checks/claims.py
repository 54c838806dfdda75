"""Who said what, through whom and when: whether an article's claims can have been made so."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from generator.catalogue import Catalogue
from generator.catalogue.values import readable_value
from generator.checks.counted import of_number
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem, shown
from generator.schema.kinds import Article, Claim
from generator.values.intended import is_nothing
from generator.values.numbers import QuantityValue
from generator.values.times import DayValue

DAY = timedelta(days=1)
QUOTED = 25
"""The most words of a source that are quoted."""
LETTERS = 60
"""As many letters of a language without spaces between its words count as `QUOTED` words."""
UNSPACED = re.compile(
    # Kana, Chinese characters and their extensions, Thai, Lao, Burmese, Khmer.
    "[\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d"
    "\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
AHEAD = timedelta(days=2 * 366)
"""How long after an event a day may lie that somebody gave for it."""


def of_article(
    catalogue: Catalogue, article: Article, source: Source, today: date
) -> Iterator[Problem]:
    """Claims that were passed on by their origin, said at impossible times, or say nothing.

    What is said to come after `today` is told elsewhere.
    """
    if (
        article.retrieved
        and article.published
        and article.retrieved.last + DAY < article.published.first
    ):
        message = f"`retrieved` {article.retrieved} is before `published` {article.published}"
        yield source.problem(("retrieved",), "S023", message, "correct one of the two days")
    yield from _speakers(article, source)
    said: dict[tuple[object, ...], tuple[int, str]] = {}
    for index, claim in enumerate(article.claims):
        path: Path_ = ("claims", index)
        yield from _chain(article, claim, path, source)
        if not claim.said or claim.said.first <= today:
            yield from _days(catalogue, article, claim, path, source)
        yield from _value(catalogue, claim, path, source)
        entry = catalogue.words["claim-properties"].get(claim.about)
        # Of a number of things, a day and a fact an event has one; of the rest, one a part.
        single = entry and (entry.number == "whole" or entry.field in ("date", "value"))
        if single or (claim.part and entry and entry.kind != "text"):
            key = tuple(
                value for name, value in vars(claim).items() if name not in ("value", "quote")
            )
            first, value = said.setdefault(key, (index, claim.value))
            if value != claim.value:
                place = source.place(("claims", first, "value"))
                message = (
                    f"`{claim.by}` gives two values for `{claim.about}` "
                    f"({shown(value, 40)} at {place.line}:{place.column})"
                )
                part = f", `{claim.PART}`" if claim.PART else ""
                fix = f"keep one, or say in `said`, `at`{part} or `note` how they differ"
                yield source.problem((*path, "value"), "R016", message, fix)


def _speakers(article: Article, source: Source) -> Iterator[Problem]:
    """A publisher that is its own agency, and actors of `mentions` who speak in the article."""
    if article.agency == article.publisher:
        message = f"`{article.agency}` publishes the article, so it carries no other's report"
        yield source.problem(
            ("agency",), "R016", message, "remove `agency`, or correct one of the two"
        )
    speak = {article.publisher: "publishes the article", article.agency: "is its `agency`"}
    for claim in article.claims:
        speak.setdefault(claim.by, "makes a claim in it")
        for actor in claim.via:
            speak.setdefault(actor, "passes a claim on")
    for index, actor in enumerate(article.mentions):
        if does := speak.get(actor):
            message = f"`{actor}` {does}, and `mentions` is for those who do not speak"
            yield source.problem(("mentions", index), "R016", message, "remove it from `mentions`")


def _chain(article: Article, claim: Claim, path: Path_, source: Source) -> Iterator[Problem]:
    if article.agency and claim.by == article.publisher != article.agency:
        message = f"`{claim.by}` prints the report of `{article.agency}`, whose own words these are"
        fix = f"write {article.agency}; if the paper added them, list the paper under `ignore`"
        yield source.problem((*path, "by"), "R023", message, fix, claim.by)
    for index, actor in enumerate(claim.via):
        words = {
            claim.by: "is the origin of the claim",
            article.publisher: "publishes the article, which the site adds",
            article.agency: "is the article's `agency`, which the site adds",
        }.get(actor)
        if words:
            yield source.problem(
                (*path, "via", index), "R016", f"`{actor}` {words}", "remove it from `via`"
            )


def _days(
    catalogue: Catalogue, article: Article, claim: Claim, path: Path_, source: Source
) -> Iterator[Problem]:
    dated = article.published or article.retrieved
    if catalogue.collection(article):
        dated = article.retrieved or article.published
    if claim.said and dated and dated.last + DAY < claim.said.first:
        message = f"said on {claim.said}, but the article is of {dated}"
        yield source.problem((*path, "said"), "R008", message, "correct one of the two days")
    event = catalogue.events.get(claim.event) if claim.event else None
    entry = catalogue.words["claim-properties"].get(claim.about)
    is_counted = entry is not None and entry.group == "counted"
    if claim.said and event and is_counted and claim.said.last + DAY < event.date.first:
        message = f"said on {claim.said}, but {claim.event} happened on {event.date}"
        yield source.problem((*path, "said"), "R008", message, "correct one of the two days")
    if event and entry and entry.kind == "day":
        day = readable_value(claim.value, entry.kind)
        if isinstance(day, DayValue) and event.date.last + AHEAD < day.first:
            message = f"{day} lies years after {event.date}, the day of {claim.event}"
            fix = "correct the day, or name the event that was meant"
            yield source.problem((*path, "value"), "S015", message, fix)


def _value(catalogue: Catalogue, claim: Claim, path: Path_, source: Source) -> Iterator[Problem]:
    entry = catalogue.words["claim-properties"].get(claim.about)
    if is_nothing(claim.value):
        message = f"`{shown(claim.value)}` is not a value"
        fix = "write what was said, or remove the claim"
        yield source.problem((*path, "value"), "S002", message, fix)
    elif entry and entry.number == "whole" and entry.kind == "quantity":
        value = readable_value(claim.value, entry.kind)
        if isinstance(value, QuantityValue) and not of_number(value):
            yield source.problem(
                (*path, "value"), "S015", f"{value} cannot be counted", "write a whole number"
            )
    if claim.quote and (message := too_long(claim.quote)):
        yield source.problem(
            (*path, "quote"), "S016", message, "quote fewer, or say it in the digest's own words"
        )
    if claim.part and not claim.event and any((claim.fact, claim.actor, claim.system, claim.place)):
        message = f"`{claim.PART}` belongs to claims about an event"
        yield source.problem((*path, claim.PART), "R009", message, "remove it, or name the event")


def too_long(quote: str) -> str:
    """What to report of a quotation that is too long; empty of any other.

    Letters of a language without spaces are counted, and words of every other; a text in both has
    its share of each.
    """
    letters = len(UNSPACED.findall(quote))
    words = len(quote.split())
    if letters:
        rest = UNSPACED.sub(" ", quote).split()
        words = sum(any(char.isalnum() for char in word) for word in rest)
    if words / QUOTED + letters / LETTERS <= 1:
        return ""
    if not letters:
        return f"{words} words are quoted, at most {QUOTED} may be"
    beside = f" and {words} words" if words else ""
    return (
        f"{letters} letters{beside} are quoted, at most {LETTERS} letters or {QUOTED} words may be"
    )
