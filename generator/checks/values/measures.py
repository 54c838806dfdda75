"""Measures as a digest declares them: their keys, units, limits and bounds, against each other."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem, shown
from generator.schema.kinds import Bounds, Entry
from generator.values.numbers import QuantityValue
from generator.values.scalars import PROPERTY
from generator.values.sized import SECONDS


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with each measure, with its bounds, and with the words for statuses."""
    for entry, path, source in _written(catalogue, "claim-properties"):
        yield from _number(entry, path, source)
    for name in catalogue.words:
        for entry, path, source in _written(catalogue, name):
            yield from _bounds(catalogue, entry, path, source)
    for entry, path, source in _written(catalogue, "event-statuses"):
        yield from _status(catalogue, entry, path, source)


def _written(catalogue: Catalogue, name: str) -> Iterator[tuple[Entry, Path_, Source]]:
    """The words of a vocabulary that could be read, with their places."""
    source = catalogue.sources.get(("vocabulary", name))
    entries = source.tree.data.get("entries") if source else None
    for index, written in enumerate(entries if isinstance(entries, list) else []):
        key = written.get("id") if isinstance(written, dict) else None
        if source and isinstance(key, str) and (entry := catalogue.words[name].get(key)):
            yield entry, ("entries", index), source


def _number(entry: Entry, path: Path_, source: Source) -> Iterator[Problem]:
    """A number without a unit, and a word that is no length of time."""
    if entry.kind == "quantity" and not (entry.unit or entry.number or entry.field):
        message = f"`{shown(entry.id)}` is a quantity without a unit"
        fix = "add `unit`, such as km; or number: whole where things are counted, number: any "
        yield source.problem((*path, "kind"), "R048", message, f"{fix}where it has none")
    share = entry.percentage
    if share and not PROPERTY.fullmatch(share.id):
        message = f"`{shown(share.id)}` is a key of vocabularies, so it must be one word"
        fix = "write words of a to z, joined by _"
        yield source.problem((*path, "percentage", "id"), "R048", message, fix)
    nouns = entry.spoken.nouns if entry.spoken and entry.kind == "duration" else ()
    for index, noun in enumerate(nouns):
        if noun not in SECONDS:
            message = f"`{shown(noun)}` is no length of time"
            at = (*path, "spoken", "nouns", index)
            yield source.problem(at, "R048", message, f"use one of {', '.join(SECONDS)}")


def _bounds(catalogue: Catalogue, entry: Entry, path: Path_, source: Source) -> Iterator[Problem]:
    """What is mostly so beyond what can be, and what can be beyond the limit of its measure."""
    for key, bounds in entry.__dict__.items():
        if not isinstance(bounds, Bounds):
            continue
        if bounds.usual and not _within(bounds.usual, bounds.possible):
            message = (
                f"`usual` is {bounds.usual}, which is not within `possible`, {bounds.possible}"
            )
            fix = "swap them, or correct one: a value outside `usual` is a warning"
            yield source.problem((*path, key, "usual"), "R048", message, fix)
        measure = catalogue.measures.get(key)
        most = measure.most if measure else None
        if most is not None and bounds.possible.high is not None and bounds.possible.high > most:
            message = f"`possible` is {bounds.possible}, but no `{key}` is above {most:,}"
            fix = "correct the one, or `most` in vocabulary/claim-properties.yml"
            yield source.problem((*path, key, "possible"), "R048", message, fix)


def _within(inner: QuantityValue, outer: QuantityValue) -> bool:
    """Whether all that the one may be is within the other; an open end is without bound."""
    low = outer.low is None or (inner.low if inner.low is not None else 0) >= outer.low
    return low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


def _status(catalogue: Catalogue, entry: Entry, path: Path_, source: Source) -> Iterator[Problem]:
    """A status by which a sentence would give as a fact what is only reported."""
    if not catalogue.settings.counted or entry.rule == "borne-out":
        return
    for key, example in (("one", "was reported"), ("many", "were reported")):
        if not getattr(entry, key):
            message = f"`{shown(entry.id)}` has no `{key}`, so a sentence would say that it was so"
            yield source.problem(path, "R048", message, f"add {key}: {example}, or the like")
