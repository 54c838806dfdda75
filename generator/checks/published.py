"""What was published: no address dies without a word, and no value changes without a correction."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.history.git import Repository, UnknownRevision
from generator.history.values import Change, Renamed, changes
from generator.history.versions import kind_of, record
from generator.loading import Source
from generator.problems import Problem, shown
from generator.schema.clocks import with_clocks
from generator.schema.kinds import Article, Correction, Fact, Model
from generator.schema.registry import PAGED, RECORDS, having
from generator.values.clock import day_in_utc
from generator.values.scalars import SLUG

# A correction's `was` and `now` are single lines of at most this many characters.
LINE = 300
CHANGES = 8


class Before(NamedTuple):
    """The records of an earlier revision: the bytes of each file, by kind and id."""

    files: Mapping[tuple[str, str], tuple[str, bytes]]
    folder: str = ""
    """The folder of records, from the top of the repository as the paths are."""

    @property
    def ids(self) -> dict[str, list[str]]:
        """Every id by kind, as a manifest lists them."""
        results: dict[str, list[str]] = {}
        for kind, key in sorted(self.files):
            results.setdefault(kind, []).append(key)
        return results

    @property
    def paths(self) -> dict[tuple[str, str], str]:
        """Where each file lay below the folder of records, by kind and id."""
        below = {key: PurePosixPath(path) for key, (path, _) in self.files.items()}
        return {key: path.relative_to(self.folder).as_posix() for key, path in below.items()}


def earlier(repository: Repository, revision: str) -> Before:
    """What the folder of records held at a revision.

    Raises UnknownRevision, also where there is nothing to compare with, and GitFault.
    """
    folder = repository.inside
    blobs = [
        blob
        for blob in repository.entries(repository.commit(revision), folder)
        if blob.plain
        and kind_of(blob.path, folder)
        and SLUG.fullmatch(PurePosixPath(blob.path).stem)
    ]
    if not blobs:
        message = f"{shown(revision)} holds no records below {shown(folder or '.')}"
        raise UnknownRevision(f"{message}, so there is nothing to compare with")
    texts = repository.read(blob.id for blob in blobs)
    return Before(
        {
            (kind_of(blob.path, folder), PurePosixPath(blob.path).stem): (blob.path, texts[blob.id])
            for blob in blobs
            if blob.id in texts
        },
        folder,
    )


def own(problems: Sequence[Problem], content: Path, label: str, before: Before) -> list[Problem]:
    """The problems without those of a file that did not change and clashes with one that did.

    `content` is the folder of records, which messages name `label`.
    """
    texts = dict(before.files.values())
    below = {path.removeprefix(f"{before.folder}/"): text for path, text in texts.items()}

    def changed(path: str) -> bool:
        relative = path.removeprefix(f"{label}/")
        return (content / relative).read_bytes() != below.get(relative)

    return [
        problem
        for problem in problems
        if not problem.beside or changed(problem.path) or not changed(problem.beside)
    ]


def uncorrected(
    catalogue: Catalogue, before: Before, faulty: Set[str], today: date
) -> Iterator[Problem]:
    """Published values that differ from the earlier revision and that no new correction names.

    Files in `faulty` are left alone: what they say is not known. The proposed correction bears
    the day in UTC, or `today` where that is earlier.
    """
    day = min(today, day_in_utc())
    renamed = {
        (kind, old): key
        for kind in RECORDS
        for key, now in catalogue.of_kind(kind).items()
        for old in now.former_ids
    }
    for kind in having("corrections"):
        for key, now in catalogue.of_kind(kind).items():
            source = catalogue.sources[kind, key]
            names = [(kind, name) for name in (key, *now.former_ids)]
            old = next((before.files[name] for name in names if name in before.files), None)
            if not old or source.path in faulty:
                continue
            if old[1] != source.text.encode("utf-8"):
                was = record(kind, *old, catalogue.models).record
                if was:
                    was = with_clocks(was, catalogue.settings, catalogue.places).record
                    yield from _uncorrected(was, now, source, renamed, day)


def _uncorrected(
    was: Model, now: Model, source: Source, renamed: Renamed, day: date
) -> Iterator[Problem]:
    owned = _new_corrections(getattr(was, "corrections", ()), getattr(now, "corrections", ()))
    differ = [change for change in changes(was, now, renamed) if change.published and change.lost]
    differ = [change for change in differ if not _told_by_claims(was, now, change)]
    by_field: dict[str, list[Change]] = {}
    for change in differ:
        if change.field not in owned and not _succeeded(was, now, change):
            by_field.setdefault(change.field, []).append(change)
    for field, lost in by_field.items():
        before, after = _line(lost, "was"), _line(lost, "now")
        name = lost[0].name if len(lost) == 1 else field
        entry = (
            f"- {{on: {day.isoformat()}, field: {field}, was: {_quoted(before)}, "
            f'now: {_quoted(after)}, why: ""}}'
        )
        message = f"`{name}` said {_ticked(before)} before and now says {_ticked(after)}"
        fix = f"if that is meant, say why in an entry under `corrections`: {entry}"
        yield source.problem(lost[0].path, "R015", message, fix)


def _new_corrections(was: Sequence[Correction], now: Sequence[Correction]) -> set[str]:
    """The keys that corrections name which the earlier version has not."""
    return {entry.key for entry in Counter(now) - Counter(was)}


def _succeeded(was: Model, now: Model, change: Change) -> bool:
    """Whether a fact has a newer value and keeps the former one in its history."""
    if not (isinstance(was, Fact) and isinstance(now, Fact)):
        return False
    kept = {(old.value, old.as_of) for old in now.history}
    return change.field in ("value", "as_of") and (was.value, was.as_of) in kept


def _told_by_claims(was: Model, now: Model, change: Change) -> bool:
    """Whether an article reports an event no more only since no claim names it any more, for which
    the claims are corrected."""
    if not (isinstance(was, Article) and isinstance(now, Article)) or change.field != "events":
        return False
    return set(was.events) - set(now.events) <= {claim.event for claim in was.claims}


def _line(differ: Sequence[Change], side: str) -> str:
    """What several values were or are, in the one line that a correction has for it."""
    said = [getattr(change, side) for change in differ]
    if len(differ) == 1:
        return _cut(said[0] or "not given")
    lines = [
        f"{change.name.partition(' ')[2] or change.name} {text or 'not given'}"
        for change, text in zip(differ[:CHANGES], said, strict=False)
    ]
    return _cut("; ".join([*lines, *(["…"] if len(differ) > CHANGES else [])]))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LINE else line[: LINE - 1].rstrip() + "…"


def _ticked(text: str) -> str:
    return f"`{text if len(text) <= 100 else text[:99] + '…'}`"


def _quoted(text: str) -> str:
    """The text in quotation marks, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)


def lost(
    catalogue: Catalogue,
    before: Mapping[str, Sequence[str]],
    names: Set[tuple[str, str]],
    label: str,
    paths: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Iterator[Problem]:
    """Published records that are gone without a redirect or a word.

    `names` are the kind and id of every file: one that could not be read is not gone. `paths` say
    where files lay; of one that is not among them only the folder of its kind is known.
    """
    removed = {(removal.kind, removal.id) for removal in catalogue.removed}
    for kind, keys in before.items():
        if kind not in PAGED:
            continue
        known = catalogue.of_kind(kind)
        present = {key for of_kind, key in names if of_kind == kind}
        renamed = {old for record in known.values() for old in record.former_ids}
        for key in keys:
            if key not in present and key not in renamed and (kind, key) not in removed:
                yield Problem(
                    f"{label}/{paths.get((kind, key), kind)}",
                    1,
                    1,
                    "R005",
                    f"the published record `{key}` is gone, and its address would be dead",
                    f"list it under `former_ids` of its new file, or under `removed` in "
                    f"{label}/removed.yml, with `kind: {kind}`, `id`, `on`, `why` and `title`",
                    2,
                )
