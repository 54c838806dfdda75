"""What the digest declares as counted, its parts and its things, against types and records."""

from collections.abc import Iterator
from typing import get_args

from generator.catalogue import Catalogue
from generator.catalogue.suggestions import one_of
from generator.checks.values import charts, measures, tables, watched
from generator.loading import Source
from generator.loading.document import Path_
from generator.loading.files import RESERVED
from generator.problems import Problem, shown
from generator.schema.kinds import Entry
from generator.schema.models import names_part, reserved
from generator.schema.registry import FOLDERS, KIND
from generator.schema.vocabularies import Stance

TYPES = "event-types"
FIELDS = ("date", "time", "place", "status", "value")
"""What every record has, so a property of that name is it."""
TAKEN = RESERVED | {
    *("about", "api", "assets", "cards", "changes", "charts", "claims", "column-meanings"),
    *("columns", "contribute", "corrections", "counts", "credits", "crosswalk", "data"),
    *("differences", "digests", "editors", "feeds", "follow", "glossary", "meta", "method"),
    *("pagefind", "search", "sheets", "standards", "vocabulary"),
}
"""Folders, pages and tables of every digest, beside those of its records."""
LONGEST = 31
"""The characters that the name of a sheet may have in a workbook."""


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """What does not fit together in `digest.yml` and the types of event."""
    settings, source = catalogue.settings, catalogue.sources["settings", "settings"]
    flagged = any(entry.group == "counted" for entry in catalogue.words[TYPES].values())
    if settings.counted is None:
        if flagged:
            yield from _not_declared(catalogue.sources["vocabulary", TYPES])
        if settings.parts:
            message = "`parts` are those of what is counted, and nothing is"
            fix = "say in `counted` what is counted, or remove `parts`"
            yield source.problem(("parts",), "R046", message, fix)
    elif not flagged:
        message = "no type of event is counted"
        fix = "write group: counted at the types in vocabulary/event-types.yml, or remove `counted`"
        yield source.problem(("counted",), "R046", message, fix)
    yield from _names(catalogue, source)
    if settings.things is None:
        for key in catalogue.systems:
            message = "this is the record of a thing, but `digest.yml` declares none"
            fix = "add `things` to digest.yml, or remove the record"
            yield catalogue.sources["systems", key].problem((), "R046", message, fix)
    folders = [name for name, kind in KIND.items() if kind.public and not kind.entry_of]
    if (parts := settings.parts) and reserved(parts.key):
        message = f"`{parts.key}` cannot be the key of parts: every event has it, or it is no word"
        yield source.problem(("parts", "key"), "R046", message, "choose another word")
    if parts and not names_part(parts):
        message = f"`{shown(parts.one)}` is a key of claims, so it must be one new word of a to z"
        yield source.problem(("parts", "one"), "R046", message, "choose another word")
    if (things := settings.things) and things.key not in folders:
        message = f"no folder of records is called `{things.key}`"
        fix = one_of(things.key, folders)
        yield source.problem(("things", "key"), "R046", message, fix)
    yield from _measures(catalogue)
    yield from _verbs(catalogue)
    yield from _fields(catalogue)
    yield from measures.check(catalogue)
    yield from tables.check(catalogue, source)
    yield from charts.check(catalogue, source)
    yield from watched.check(catalogue, source)


def _names(catalogue: Catalogue, source: Source) -> Iterator[Problem]:
    """A name of what is counted, of its parts or of a vocabulary that others have."""
    counted, parts = catalogue.settings.counted, catalogue.settings.parts
    named = [
        *([(("counted", "id"), counted.id)] if counted else []),
        *([(("parts", "key"), parts.key)] if parts else []),
    ]
    seen = {*TAKEN, *FOLDERS, *(name.replace("-", "_") for name in catalogue.words)}
    for path, name in named:
        if name in seen:
            message = f"`{name}` is the address of other pages"
            yield source.problem(path, "R046", message, "choose another word")
        elif len(name) > LONGEST:
            message = f"{len(name)} characters, at most {LONGEST} fit the name of a table"
            yield source.problem(path, "R046", message, "choose a shorter word")
        seen.add(name)
    for name in catalogue.words:
        of = catalogue.sources.get(("vocabulary", name))
        if of and name in TAKEN:
            message = f"a table of every digest is called `{name}`"
            yield of.problem((), "R046", message, "give the vocabulary another name")


def _words(catalogue: Catalogue, vocabulary: str) -> Iterator[tuple[Path_, Entry, Source]]:
    """Each word of a vocabulary that was read, with its place in the file."""
    source = catalogue.sources.get(("vocabulary", vocabulary))
    entries = source.tree.data.get("entries") if source else None
    for index, written in enumerate(entries if isinstance(entries, list) else []):
        key = written.get("id") if isinstance(written, dict) else None
        entry = catalogue.words.get(vocabulary, {}).get(key) if isinstance(key, str) else None
        if source and entry:
            yield ("entries", index), entry, source


def _verbs(catalogue: Catalogue) -> Iterator[Problem]:
    """A verb of which nobody knows whether it asserts or denies."""
    for at, entry, source in _words(catalogue, "claim-verbs"):
        if entry.stance is None:
            message = f"`{shown(entry.id)}` has no stance: it may say that it was so, or deny it"
            fix = f"add `stance: …`, one of {', '.join(get_args(Stance))}"
            yield source.problem((*at, "id"), "R050", message, fix)


def _fields(catalogue: Catalogue) -> Iterator[Problem]:
    """A property that is called as a field of every record and does not say that it is that."""
    for at, entry, source in _words(catalogue, "claim-properties"):
        if entry.field is None and entry.id in FIELDS and catalogue.measure_of(entry.id) is None:
            message = f"`{entry.id}` is a field of every digest's records, and no property is it"
            fix = f"add `field: {entry.id}`, or choose another id"
            yield source.problem((*at, "id"), "R048", message, fix)


def _not_declared(types: Source) -> Iterator[Problem]:
    """At each type of event that is counted in a digest that counts nothing."""
    entries = types.tree.data.get("entries")
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict) and entry.get("group") == "counted":
            message = "this type is counted, but `digest.yml` does not say what is counted"
            fix = "add `counted` to digest.yml, or remove `group`"
            yield types.problem(("entries", index, "group"), "R046", message, fix)


def _measures(catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with each measure that records carry."""
    for at, entry, source in _words(catalogue, "claim-properties"):
        yield from _carried(catalogue, entry, at, source)


def _carried(catalogue: Catalogue, entry: Entry, path: Path_, source: Source) -> Iterator[Problem]:
    """A measure whose key cannot be one of a record, or that records carry and nobody can read."""
    key, others = entry.carried_as, catalogue.measures.values()
    at = (*path, "key" if entry.key else "id")
    if entry.carried and reserved(key):
        message = f"`{shown(key)}` cannot be a key of its own: every record has it, or it is no key"
        yield source.problem(at, "R048", message, "choose another `key`, as in length_m")
    twin = next((one for one in others if one.carried and one.carried_as == key), entry)
    if entry.carried and twin is not entry:
        message = f"`{shown(key)}` is the key of `{twin.id}` too"
        yield source.problem(at, "R048", message, "choose another `key` for one of the two")
    double = next((one for one in others if entry.field and one.field == entry.field), entry)
    if double is not entry:
        message = f"`{double.id}` is the `{entry.field}` already"
        yield source.problem((*path, "field"), "R048", message, "keep it on one property")
    share = entry.percentage
    if share and (share.of not in catalogue.measures or share.of == entry.id):
        fix = one_of(share.of, catalogue.measures, "name the id of another measure")
        message = f"no other measure is called `{shown(share.of)}`"
        yield source.problem((*path, "percentage", "of"), "R048", message, fix)
