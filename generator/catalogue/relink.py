"""The catalogue once more, where a few records were saved and all others are as they were."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from generator.catalogue.catalogue import Catalogue, Mention
from generator.catalogue.link import claimed, clocked, mentioned
from generator.loading import Loaded
from generator.schema.clocks import frame_for
from generator.schema.kinds import Article, Claim, Place, Record
from generator.schema.registry import KIND

Key = tuple[str, str]


def relink(before: Catalogue, saved: Sequence[Loaded]) -> Catalogue | None:
    """What `link` gives for all records, in a part of the time; None where it must be asked.

    `saved` are whole records in the place of those that have their kind and id. `link` must be
    asked where one of them may change how others are read, or has something wrong with it.
    """
    if not saved:
        return before
    # Where none of a kind was saved, its records stay, and with them what was computed of them.
    records: dict[str, dict[str, Any]] = {}
    for kind in {one.kind for one in saved}:
        records[kind] = dict(before.records[kind])
    every: Mapping[str, Mapping[str, Any]] = {**before.records, **records}
    sources = dict(before.sources)
    changed: list[tuple[str, Record, Record]] = []
    for kind, model, source, _ in saved:
        record: Any = model
        old = records[kind][record.id]
        if isinstance(record, Place) and (old.zone, old.within) != (record.zone, record.within):
            return None
        if kind in ("events", "articles"):
            done = clocked(record, frame_for(before.settings, before.places, record))
            if done.refused:
                return None
            record = done.record
        if any(
            ref not in (before.words[named] if named in before.words else every[named])
            for named, ref, _ in mentioned(record, kind)
        ):
            return None
        records[kind][record.id], sources[kind, record.id] = record, source
        changed.append((kind, old, record))
    for kind, old, new in changed:
        order = KIND[kind].order
        if order(old) != order(new):
            records[kind] = dict(sorted(records[kind].items(), key=lambda item: order(item[1])))
    every = {**before.records, **{kind: MappingProxyType(of) for kind, of in records.items()}}
    return replace(
        before,
        records=every,
        sources=sources,
        mentions=_mentions(before, changed),
        claims=_claims(before, every["articles"], changed),
    )


def _mentions(
    before: Catalogue, changed: Iterable[tuple[str, Record, Record]]
) -> Mapping[Key, tuple[Mention, ...]]:
    """Who refers to each record; those who do are in the order of their files."""
    found = dict(before.mentions)
    places: dict[Key, int] = {}
    for kind, old, new in changed:
        was, now = mentioned(old, kind), mentioned(new, kind)
        if was == now:
            continue
        places = places or {key: index for index, key in enumerate(before.sources)}
        for target in dict.fromkeys((named, ref) for named, ref, _ in (*was, *now)):
            own = [one for named, ref, one in now if (named, ref) == target]
            others = [one for one in found.get(target, ()) if one[:2] != (kind, new.id)]
            first = bisect_left(
                others, places[kind, new.id], key=lambda one: places[one.kind, one.id]
            )
            others[first:first] = own
            if others:
                found[target] = tuple(others)
            else:
                found.pop(target, None)
    return found


def _claims(
    before: Catalogue,
    articles: Mapping[str, Article],
    changed: Iterable[tuple[str, Record, Record]],
) -> Mapping[Key, tuple[tuple[Article, Claim], ...]]:
    """The claims about each record, in order of their articles."""
    of_articles = [(old, new) for kind, old, new in changed if kind == "articles"]
    if not of_articles:
        return before.claims
    found: dict[Key, Any] = dict(before.claims)
    ids = {new.id for _, new in of_articles}
    places = {key: index for index, key in enumerate(articles)}
    both = [claimed(one) for pair in of_articles for one in pair]
    for target in dict.fromkeys((kind, ref) for of in both for kind, ref, _ in of):
        claims = [one for one in found.get(target, ()) if one[0].id not in ids]
        claims += [
            (new, claim)
            for _, new in of_articles
            for kind, ref, claim in claimed(new)
            if (kind, ref) == target
        ]
        if claims:
            found[target] = tuple(sorted(claims, key=lambda one: places[one[0].id]))
        else:
            found.pop(target, None)
    return found
