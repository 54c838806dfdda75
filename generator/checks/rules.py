"""Rules between records that no schema can say. Each yields problems at their places."""

from collections.abc import Iterator, Sequence, Set
from datetime import date, timedelta
from itertools import pairwise

from generator.catalogue import Catalogue
from generator.catalogue.link import references_in, unread
from generator.catalogue.values import claim_kind, fact_kind, parsed_value
from generator.checks import (
    article_addresses,
    claims,
    corrections,
    counted,
    duplicates,
    identity,
    sanity,
    supported,
)
from generator.checks.days import after_the_digest, in_future, of_month, of_note, review_due
from generator.checks.ignored import weighed
from generator.checks.prose import (
    alike,
    attribution,
    fact_links,
    prose_numbers,
    scripts,
    texts,
    wording,
)
from generator.checks.values import charts, filters, sheets, topic
from generator.checks.values.readable import readable
from generator.evidence.claims import about, tally
from generator.loading import Each, Source, one_by_one
from generator.problems import Problem, Refused, in_order
from generator.schema.base import Part, walk
from generator.schema.events import TARGETS
from generator.schema.kinds import (
    Article,
    Claim,
    Event,
    Explainer,
    Fact,
    Month,
    Place,
    Record,
    Removals,
    System,
)
from generator.schema.registry import RECORDS
from generator.values.intended import is_nothing
from generator.values.numbers import QUANTITY, number_fix

DAY = timedelta(days=1)


def check(
    catalogue: Catalogue,
    today: date,
    broken: Set[str] = frozenset(),
    names: Set[tuple[str, str]] = frozenset(),
    of: Set[tuple[str, str]] | None = None,
    each: Each = one_by_one,
) -> tuple[Problem, ...]:
    """Every broken rule. `today` is the reference day for what may not lie in the future.

    `broken` are the paths of files whose problems are reported: they lack values, so what their
    words say is not compared with the rest. `names` are the kind and id of every file: a reference
    to one that could not be read is no problem of its own. Where `of` is given, the rules about
    single records are asked of these, and no others. `each` goes through all files.
    """
    # By a topic that does not hold together, nothing else can be judged.
    if of is None and (wrong := [*topic.check(catalogue)] or [*filters.check(catalogue)]):
        return in_order(wrong)
    names = unread(names, catalogue.sources, broken)

    def of_file(file: tuple[str, str]) -> list[Problem]:
        (kind, key), source = file, catalogue.sources[file]
        if kind not in RECORDS:
            whole = {
                "settings": catalogue.settings,
                "removals": Removals(removed=catalogue.removed),
            }
            return list(in_future(walk(whole.get(kind)), source, today))
        record = catalogue.of_kind(kind)[key]
        problems = list(_record(catalogue, kind, record, source, today, names))
        if source.path not in broken:
            problems += _doubtful(catalogue, record, source, sure=not broken)
        return list(weighed(record, source, problems, sure=not broken))

    files = [file for file in catalogue.sources if of is None or file in of]
    problems = [problem for found in each(files, of_file) for problem in found]
    if of is None:
        problems += identity.check(catalogue)
        problems += duplicates.between(catalogue)
        problems += alike.between(catalogue)
        problems += identity.counted_once(catalogue)
        problems += sanity.areas(catalogue)
    return in_order(problems)


def _record(
    catalogue: Catalogue,
    kind: str,
    record: Record,
    source: Source,
    today: date,
    names: Set[tuple[str, str]],
) -> Iterator[Problem]:
    """What is wrong with one record, also where other values of its file could not be read."""
    parts = walk(record)
    yield from in_future(parts, source, today)
    yield from after_the_digest(catalogue, record, source, today)
    yield from fact_links.check(catalogue, record, source)
    yield from corrections.of_record(catalogue, record, source)
    yield from duplicates.of_record(catalogue, kind, record, parts, source)
    yield from texts.of_record(catalogue, parts, source)
    yield from scripts.of_record(record, source)
    yield from wording.of_record(catalogue, record, parts, source)
    if isinstance(record, Event):
        yield from _event(catalogue, record, parts, source)
        yield from identity.of_event(record, source)
        yield from of_note(record, source)
    elif isinstance(record, Article):
        yield from _article(catalogue, record, source, names)
        yield from claims.of_article(catalogue, record, source, today)
        yield from identity.of_article(record, source)
        yield from article_addresses.of_article(record, source, today)
    elif isinstance(record, Fact):
        yield from _fact(record, source, today)
        yield from supported.of_fact(catalogue, record, source)
    elif isinstance(record, Month):
        yield from of_month(catalogue, record, source)
    elif isinstance(record, System):
        yield from sheets.of_system(catalogue, record, source, names)
    elif isinstance(record, Explainer):
        yield from review_due(record, source, today)
        if not record.articles:
            message, fix = "`articles` is empty", "name the sources that the text rests on"
            yield source.problem(("articles",), "S002", message, fix)
        yield from charts.charts_of(catalogue, record, source)


def _doubtful(
    catalogue: Catalogue, record: Record, source: Source, sure: bool
) -> Iterator[Problem]:
    """What a whole record says that can hardly be true, or against itself."""
    if isinstance(record, Event):
        yield from sanity.of_event(catalogue, record, source)
        yield from prose_numbers.of_event(catalogue, record, source)
        if sure:
            yield from _dispute(catalogue, record, source)
        if catalogue.is_counted(record):
            yield from supported.of_event(catalogue, record, source)
            yield from counted.of_status(catalogue, record, source)
            yield from wording.of_counted(catalogue, record, source)
            if sure:
                yield from attribution.of_event(catalogue, record, source)
    elif isinstance(record, System):
        yield from sanity.of_system(catalogue, record, source)
    elif isinstance(record, Article):
        yield from sanity.of_article(catalogue, record, source)
    elif isinstance(record, Place):
        yield from sanity.of_place(catalogue, record, source)


def _event(
    catalogue: Catalogue, event: Event, parts: Sequence[Part], source: Source
) -> Iterator[Problem]:
    if event.ends and event.ends.last < event.date.first:
        begins = source.place(("date",))
        message = (
            f"`ends` {event.ends} is before `date` {event.date} ({begins.line}:{begins.column})"
        )
        yield source.problem(("ends",), "S023", message, "swap them, or correct one")
    yield from counted.of_event(catalogue, event, source)
    for path, ref in references_in(parts):
        written = path in source.tree.values  # or else it is the event's own, told there
        if ref.kind == "articles" and "article" in path and written:
            article = catalogue.articles.get(ref)
            whole = article and catalogue.collection(article)
            if article and event.id not in article.events and not (whole and not article.events):
                message = f"`{ref}` says nothing of this event: no claim of it, nor its `events`"
                fix = f"add its claim about {event.id}, list that in `events`, or cite another"
                yield source.problem(path, "R012", message, fix)


def _dispute(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """An event that is called disputed, of which fewer than two origins are on record."""
    if catalogue.rule(event) == "denied":
        try:
            said = about(catalogue, "events", event.id)
        except Refused:
            # One of the values cannot be read, which is reported at its own place.
            return
        origins = tally(said).origins
        # Where nobody on record denies a counted event, the rules for its status say so.
        denied = any(one.denied or one.withdrawn for one in said)
        if origins < 2 and (denied or not catalogue.is_counted(event)):
            words = "nobody" if not origins else "one side alone"
            message = f"{event.status}, but {words} is on record about it"
            fix = "add the statement of each side to its article, or correct the status"
            yield source.problem(("status",), "R044", message, fix, event.status)


def _article(
    catalogue: Catalogue, article: Article, source: Source, names: Set[tuple[str, str]]
) -> Iterator[Problem]:
    # A congress or a visit may be told of while it is still planned; what is counted is not.
    awaited = {claim.event for claim in article.claims if catalogue.is_about(claim, "status")}
    for index, ref in enumerate(article.events):
        event = catalogue.events.get(ref)
        if not event or (ref in awaited and not catalogue.is_counted(event)):
            continue
        # A page dated in the Americas may carry the day before that of the event.
        if article.published and article.published.last + DAY < event.date.first:
            fix = "correct one of the two dates"
            if not catalogue.is_counted(event):
                fix += "; if it was still to come, add a claim on its `status`, such as planned"
            message = f"published {article.published}, but {ref} happened on {event.date}"
            claimed = [i for i, claim in enumerate(article.claims) if claim.event == ref]
            listed = ("events", index) in source.tree.values
            at = ("events", index) if listed else ("claims", claimed[0], "event")
            yield source.problem(at, "R008", message, fix)
    for index, claim in enumerate(article.claims):
        yield from _claim(catalogue, claim, ("claims", index), source, names)


def _claim(
    catalogue: Catalogue,
    claim: Claim,
    path: tuple[str | int, ...],
    source: Source,
    names: Set[tuple[str, str]],
) -> Iterator[Problem]:
    targets = [name for name in TARGETS if getattr(claim, name)]
    if len(targets) != 1:
        message = f"a claim is about one record, this names {len(targets)}"
        yield source.problem(path, "R009", message, f"keep one of {', '.join(TARGETS)}")
        return
    entry = catalogue.words["claim-properties"].get(claim.about)
    event = catalogue.events.get(claim.event) if claim.event else None
    if not entry or (claim.event and not event):
        return
    if entry.group == "counted" and not (event and catalogue.is_counted(event)):
        words = catalogue.settings.counted
        message = f"`{claim.about}` belongs to {words.many if words else 'what is counted'} alone"
        others = [key for key, one in catalogue.measures.items() if one.group != "counted"]
        fix = f"use one of {', '.join(others)}"
        yield source.problem((*path, "about"), "R009", message, fix)
    if claim.part and event and claim.part > max(len(event.parts), 1):
        message = f"{claim.PART} {claim.part} of {len(event.parts)}"
        fix = f"count from 1 in the order of `{event.HELD['parts']}`"
        yield source.problem((*path, claim.PART), "R009", message, fix)
    if is_nothing(claim.value):
        return  # told among the claims of the article
    kind = claim_kind(catalogue.facts, entry, claim)
    at = (*path, "value")
    yield from readable(catalogue, claim.value, kind, at, source, names, claim, entry)


def _fact(fact: Fact, source: Source, today: date) -> Iterator[Problem]:
    versions: list[tuple[tuple[str | int, ...], str]] = [(("value",), fact.value)]
    versions += [(("history", i, "value"), old.value) for i, old in enumerate(fact.history)]
    for path, text in versions:
        try:
            parsed_value(text, fact_kind(fact.unit))
        except Refused as refused:
            of_number = refused.wanted.kind == QUANTITY
            fix = number_fix(text, fact.unit) if of_number else refused.fix
            yield source.problem(path, refused.code, refused.message, fix)
    days = (fact.as_of, *(old.as_of for old in fact.history))
    for index, (newer, older) in enumerate(pairwise(days)):
        if newer.surely_before(older):
            message = f"{older} is below {newer}"
            fix = "list the earlier values newest first"
            yield source.problem(("history", index, "as_of"), "S023", message, fix)
    yield from review_due(fact, source, today)
