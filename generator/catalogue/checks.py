"""Rules between records that no schema can say. Each yields problems at their places."""

from collections.abc import Iterator, Set
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from generator.catalogue import (
    attribution,
    claims,
    corrections,
    fact_links,
    identity,
    launches,
    plausible,
    twice,
)
from generator.catalogue.figures import contradictions
from generator.catalogue.link import Catalogue, new_id, references, unread
from generator.catalogue.suggestions import suggestion
from generator.catalogue.values import REFERENCES, claim_kind, fact_kind, parsed_value
from generator.load import Source
from generator.model.meant import is_nothing
from generator.model.records import Article, Claim, Event, Model, Removals
from generator.model.scalars import Ref
from generator.model.times import DayValue
from generator.problems import Problem, Refused, Wanted, in_order, shown

DAY = timedelta(days=1)
IGNORABLE = "R013"
TARGETS = ("event", "fact", "actor", "system", "place")


def check(
    catalogue: Catalogue,
    today: date,
    broken: Set[str] = frozenset(),
    names: Set[tuple[str, str]] = frozenset(),
) -> tuple[Problem, ...]:
    """Every broken rule. `today` is the reference day for what may not lie in the future.

    `broken` are the paths of files with problems already told: they lack values, so what their
    words say is not held against the rest. `names` are the kind and id of every file: a reference
    to one that could not be read is no problem of its own.
    """
    found: list[Problem] = []
    names = unread(names, catalogue.sources, broken)
    for (kind, key), source in catalogue.sources.items():
        if kind in ("vocabulary", "settings", "removals"):
            whole = {
                "settings": catalogue.settings,
                "removals": Removals(removed=catalogue.removed),
            }
            found += _future(whole.get(kind), source, today)
            continue
        record = catalogue.of_kind(kind)[key]
        found += _future(record, source, today)
        if kind == "events" and catalogue.settings.as_of.last < record.date.first <= today:
            as_of = catalogue.settings.as_of
            told = f"`date` {record.date} lies after the digest's `as_of` {as_of}"
            fix = "correct the date, or move `as_of` in digest.yml"
            found.append(source.problem(("date",), "S022", told, fix))
        found += fact_links.check(catalogue, record, source)
        found += corrections.of_record(catalogue, record, source)
        found += twice.of_record(catalogue, kind, record, source)
        if kind == "events":
            found += _event(catalogue, record, source)
        elif kind == "articles":
            found += _article(catalogue, record, source, names)
            found += claims.of_article(catalogue, record, source, today)
        elif kind == "facts":
            found += _fact(catalogue, key, source, today)
        elif kind == "explainers":
            found += _review(record, source, today)
            if not record.articles:
                told, fix = "`articles` is empty", "name the sources that the text rests on"
                found.append(source.problem(("articles",), "S002", told, fix))
        if source.path not in broken:
            found += _doubtful(catalogue, kind, record, source, not broken)
    found += identity.check(catalogue)
    found += twice.between(catalogue)
    return in_order(found)


def _doubtful(
    catalogue: Catalogue, kind: str, record: Any, source: Source, sure: bool
) -> Iterator[Problem]:
    """What a whole record says that can hardly be true, or against itself."""
    if kind == "events":
        yield from plausible.of_event(catalogue, record, source)
        yield from _figures(catalogue, record, source, sure)
        if sure and catalogue.is_launch(record):
            yield from attribution.of_event(catalogue, record, source)
    elif kind == "articles":
        yield from plausible.of_article(catalogue, record, source)
    elif kind == "places":
        yield from plausible.of_place(catalogue, record, source)


def _event(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    if event.ends and event.ends.last < event.date.first:
        begins = source.place(("date",))
        yield source.problem(
            ("ends",),
            "S023",
            f"`ends` {event.ends} is before `date` {event.date} ({begins.line}:{begins.column})",
            "swap them, or correct one",
        )
    yield from launches.of_event(catalogue, event, source)
    for path, ref in references(event):
        if ref.kind == "articles" and "article" in path:
            article = catalogue.articles.get(ref)
            whole = article and article.kind in ("database", "reference")
            if article and event.id not in article.events and not (whole and not article.events):
                yield source.problem(
                    path,
                    "R012",
                    f"`{ref}` does not list this event in its `events`",
                    f"add {event.id} to its events, or cite another article",
                )


def _figures(catalogue: Catalogue, event: Event, source: Source, sure: bool) -> Iterator[Problem]:
    """Numbers in an event's words that its record contradicts, but for those ignored by name.

    What is ignored in vain is told too, where all records are `sure` to have been read.
    """
    ignored = {entry.text for entry in event.ignore if entry.code == IGNORABLE}
    used: set[str] = set()
    for field in ("title", "summary") if catalogue.is_launch(event) else ():
        text = str(getattr(event, field) or "")
        for found in contradictions(catalogue, event, text, field == "title"):
            used.add(found.figure.text)
            if found.figure.text in ignored:
                continue
            before = text[: found.figure.start]
            yield source.prose_problem(
                (field,),
                before.count("\n"),
                found.figure.start - (before.rfind("\n") + 1),
                IGNORABLE,
                f"the text says {shown(found.figure.text)} {found.what}, "
                f"the record {found.recorded}",
                "correct one of the two, or list it under `ignore` with a reason",
            )
    for index, entry in enumerate(event.ignore):
        path = ("ignore", index)
        if entry.code != IGNORABLE:
            told = f"`{shown(entry.code)}` cannot be ignored"
            fix = f"write {IGNORABLE}, or remove the entry and mend what is told"
            yield source.problem((*path, "code"), "R018", told, fix)
        elif sure and entry.text not in used:
            told = f"no number `{shown(entry.text)}` of the text contradicts the record"
            yield source.problem((*path, "text"), "R018", told, "remove the entry")


def _article(
    catalogue: Catalogue, article: Article, source: Source, names: Set[tuple[str, str]]
) -> Iterator[Problem]:
    # A congress or a visit may be told of while it is still planned; no launch is.
    awaited = {claim.event for claim in article.claims if claim.about == "status"}
    for index, ref in enumerate(article.events):
        event = catalogue.events.get(ref)
        if not event or (ref in awaited and not catalogue.is_launch(event)):
            continue
        # A page dated in the Americas may carry the day before the Korean one.
        if article.published and article.published.last + DAY < event.date.first:
            fix = "correct one of the two dates"
            if not catalogue.is_launch(event):
                fix += "; if it was still to come, add a claim on its `status`, such as planned"
            yield source.problem(
                ("events", index),
                "R008",
                f"published {article.published}, but {ref} happened on {event.date}",
                fix,
            )
    for index, claim in enumerate(article.claims):
        yield from _claim(catalogue, article, claim, ("claims", index), source, names)


def _claim(
    catalogue: Catalogue,
    article: Article,
    claim: Claim,
    path: tuple[str | int, ...],
    source: Source,
    names: Set[tuple[str, str]],
) -> Iterator[Problem]:
    targets = [name for name in TARGETS if getattr(claim, name)]
    if len(targets) != 1:
        yield source.problem(
            path,
            "R009",
            f"a claim is about one record, this names {len(targets)}",
            f"keep one of {', '.join(TARGETS)}",
        )
        return
    entry = catalogue.words["claim-properties"].get(claim.about)
    event = catalogue.events.get(claim.event) if claim.event else None
    if not entry or (claim.event and not event):
        return
    if entry.group == "launch" and not (event and catalogue.is_launch(event)):
        yield source.problem(
            (*path, "about"),
            "R009",
            f"`{claim.about}` belongs to launches alone",
            "use statement, purpose, date or value",
        )
    if claim.event and claim.event not in article.events:
        yield source.problem(
            (*path, "event"),
            "R012",
            f"`{claim.event}` is not among the article's `events`",
            f"add {claim.event} to `events`",
        )
    if claim.flight and event and claim.flight > max(len(event.flights), 1):
        yield source.problem(
            (*path, "flight"),
            "R009",
            f"flight {claim.flight} of {len(event.flights)}",
            "count from 1 in order of launch",
        )
    if is_nothing(claim.value):
        return  # told among the claims of the article
    kind = claim_kind(catalogue.facts, entry, claim)
    of_kind = REFERENCES.get(kind, "")
    known = catalogue.words.get(of_kind) or getattr(catalogue, of_kind, {})
    wanted = Wanted(of_kind, claim.value, "value")
    try:
        value = parsed_value(claim.value, kind)
    except Refused as refused:
        fix = suggestion(wanted, known) if known else refused.fix
        yield source.problem((*path, "value"), refused.code, refused.message, fix)
        return
    unread = (of_kind, str(value)) in names
    unread |= not known and ("vocabulary", of_kind) in names
    if isinstance(value, Ref) and value not in known and not unread:
        fix = suggestion(wanted, known)
        if renamed := new_id(value, known):
            fix = f"write {renamed}, its new id"
        told = f"no record `{shown(value)}` in {value.kind}"
        yield source.problem((*path, "value"), "R001", told, fix)


def _fact(catalogue: Catalogue, key: str, source: Source, today: date) -> Iterator[Problem]:
    fact = catalogue.facts[key]
    versions: list[tuple[tuple[str | int, ...], str]] = [(("value",), fact.value)]
    versions += [(("history", i, "value"), old.value) for i, old in enumerate(fact.history)]
    for path, text in versions:
        try:
            parsed_value(text, fact_kind(fact.unit))
        except Refused as refused:
            yield source.problem(path, refused.code, refused.message, refused.fix)
    days = (fact.as_of, *(old.as_of for old in fact.history))
    for index, (newer, older) in enumerate(pairwise(days)):
        if newer.surely_before(older):
            yield source.problem(
                ("history", index, "as_of"),
                "S023",
                f"{older} stands below {newer}",
                "list the earlier values newest first",
            )
    yield from _review(fact, source, today)


def _review(record: Any, source: Source, today: date) -> Iterator[Problem]:
    if record.review_by and record.review_by.last < today:
        yield source.problem(
            ("review_by",),
            "R010",
            f"due for review since {record.review_by}",
            "check the sources, then move `review_by`",
        )


def _future(record: Any, source: Source, today: date) -> Iterator[Problem]:
    """Days after the reference day, wherever in the record; a review is meant to come."""
    for path, day in _days(record, ()):
        if day.first > today:
            told = f"`{path[-1]}` {day} lies after {today}"
            yield source.problem(path, "S022", told, "correct the date")


def _days(
    value: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], DayValue]]:
    if isinstance(value, DayValue):
        yield path, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            if name != "review_by":
                yield from _days(getattr(value, name), (*path, name))
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for index, item in enumerate(value):
            yield from _days(item, (*path, index))
