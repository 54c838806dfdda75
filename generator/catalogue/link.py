"""Links records: one walk finds every reference, forwards and backwards."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from types import MappingProxyType
from typing import Any

from generator.catalogue.catalogue import Catalogue, Mention
from generator.catalogue.per_record import per_record
from generator.catalogue.suggestions import suggestion
from generator.loading import Content, Source
from generator.loading.files import problem
from generator.loading.unknown_keys import left_out
from generator.problems import Problem, Wanted, shown
from generator.schema import kinds as model
from generator.schema.base import Part, Step, walk
from generator.schema.clocks import Placed, by_frame, frame_for
from generator.schema.registry import KIND, RECORDS, VOCABULARIES, WORD_LISTS
from generator.values import times
from generator.values.clocks.local_time import Frame, called
from generator.values.intended import is_nothing
from generator.values.numbers import QUANTITY, number_fix
from generator.values.prose import ProseText
from generator.values.scalars import Ref
from generator.values.times import CLOCK


def references(record: object) -> Iterator[tuple[tuple[Step, ...], Ref]]:
    """Every reference in a record, with its path; those in prose have the path of the prose."""
    yield from references_in(walk(record))


def references_in(parts: Iterable[Part]) -> Iterator[tuple[tuple[Step, ...], Ref]]:
    """The same of a record of which all parts are known."""
    for path, value in parts:
        if type(value) is Ref:
            yield path, value
        elif type(value) is ProseText:
            yield from ((path, link.ref) for link in value.links)


@per_record
def clocked(record: model.Record, frame: Frame) -> Placed:
    """A record with the clock of every time in it, where times are read so."""
    return by_frame(record, frame)


@per_record
def mentioned(record: model.Record, kind: str) -> tuple[tuple[str, Ref, Mention], ...]:
    """Each record and word that a record of a kind refers to, with each field in which it does."""
    # A record names many others several times in one field.
    found = dict.fromkeys((ref.kind, ref, path[0]) for path, ref in references(record))
    return tuple((of, ref, Mention(kind, record.id, str(field))) for of, ref, field in found)


@per_record
def claimed(article: model.Article) -> tuple[tuple[str, Ref, model.Claim], ...]:
    """Each claim of an article with the record it is about."""
    return tuple((ref.kind, ref, claim) for claim in article.claims for ref in claim.targets)


def link(content: Content) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """The catalogue of all records (None without settings), and every problem up to here.

    To those of loading come references that lead nowhere, and the ids meant by names. A reference
    to a file that is there but could not be read is no problem of its own.
    """
    kinds: dict[str, dict[str, Any]] = defaultdict(dict)
    sources: dict[tuple[str, str], Source] = {}
    problems: list[Problem] = []
    for kind, record, source, _ in content.loaded:
        key = getattr(record, "id", kind)
        if other := sources.get((kind, key)):
            for one, two in ((source, other), (other, source)):
                message = f"the id `{shown(key)}` is used in {two.path} too"
                fault = one.problem((), "R003", message, "rename one of the two files")
                problems.append(fault._replace(beside=two.path))
            continue
        kinds[kind][key] = record
        sources[kind, key] = source
    vocabularies = kinds.pop("vocabulary", {})
    words = {
        name: {entry.id: entry for entry in vocabulary.entries}
        for name, vocabulary in vocabularies.items()
    }
    for name in VOCABULARIES:
        words.setdefault(name, {})
    watched = {name: words.pop(name, {}) for name in WORD_LISTS}
    names = unread(content.names, sources, {problem.path for problem in content.problems})
    removals = kinds.pop("removals", {})
    removed = removals["removals"].removed if removals else ()
    gone = {(one.kind, one.id): one for one in removed}
    settings = kinds.pop("settings", {}).get("settings")
    # By a zone that could not be read no time is refused.
    sure = not any(problem.code == "S042" for problem in content.problems)
    if settings:
        for (kind, key), source in sources.items():
            if kind in ("events", "articles"):
                record = kinds[kind][key]
                done = clocked(record, frame_for(settings, kinds["places"], record))
                kinds[kind][key] = done.record
                problems += (
                    source.problem(
                        path, refused.code, f"`{path[-1]}`: {refused.message}", refused.fix
                    )
                    for path, refused in done.refused
                    if sure
                )
    for fault in content.problems:
        fix = _fix(fault, settings, words, kinds)
        problems.append(fault._replace(fix=fix, wanted=Wanted()))
    absent = {name for name in words if ("vocabulary", name) not in content.names}
    lacking: dict[str, Ref] = {}
    mentions: dict[tuple[str, str], dict[Mention, None]] = defaultdict(dict)
    whole = [
        (kind, kinds[kind][key], source) for (kind, key), source in sources.items() if kind in kinds
    ]
    unsound = dict[int, None]()
    for index, (kind, record, _) in enumerate(whole):
        for named, ref, mention in mentioned(record, kind):
            if ref in (words[named] if named in words else kinds[named]):
                mentions[named, ref][mention] = None
            else:
                unsound[index] = None
    doubtful = [*(whole[index] for index in unsound), *(one[:3] for one in content.partial)]
    for _, record, source in doubtful:
        for path, ref in references(record):
            known = words[ref.kind] if ref.kind in words else kinds[ref.kind]
            if ref in known or path not in source.tree.values:
                continue  # or it follows from another value, where it is reported
            hidden = {(ref.kind, str(ref)), ("vocabulary", ref.kind)} & names
            if ref.kind in absent:
                lacking.setdefault(ref.kind, ref)
            elif not hidden or words.get(ref.kind):
                problems.append(_dangling(source, record, path, ref, known, gone))
    # What declares things for all records is no mention of any.
    declaring = [(one, sources["vocabulary", name]) for name, one in vocabularies.items()]
    declaring += [(settings, sources["settings", "settings"])] if settings else []
    for one, source in declaring:
        for path, ref in references(one):
            known = words[ref.kind] if ref.kind in words else kinds[ref.kind]
            if ref in known:
                continue
            hidden = {(ref.kind, str(ref)), ("vocabulary", ref.kind)} & names
            if ref.kind in absent:
                lacking.setdefault(ref.kind, ref)
            elif not hidden:
                problems.append(_dangling(source, one, path, ref, known, gone))
    problems += (_no_file(ref, sources.get(("settings", "settings"))) for ref in lacking.values())
    if settings is None:
        return None, tuple(problems)
    ordered = {
        kind: MappingProxyType(
            dict(sorted(kinds[kind].items(), key=lambda item: KIND[kind].order(item[1])))
        )
        for kind in RECORDS
    }
    catalogue = Catalogue(
        settings=settings,
        records=ordered,
        removed=removed,
        words=words,
        watched=watched,
        mentions={target: tuple(of) for target, of in mentions.items()},
        claims=_claims(ordered["articles"]),
        sources=sources,
        models=content.models,
    )
    return catalogue, tuple(problems)


def _fix(
    fault: Problem,
    settings: model.Settings | None,
    words: Mapping[str, Mapping[str, model.Entry]],
    kinds: Mapping[str, Mapping[str, Any]],
) -> str:
    """What to write in place of a value that could not be read, as far as all records tell."""
    kind, text, key = fault.wanted
    if kind == CLOCK:
        return time_fix(settings, text) if settings else fault.fix
    if kind == QUANTITY:
        of = words["claim-properties"].values()
        entry = next((one for one in of if one.carried_as == key), None)
        return quantity_fix(entry, text) if entry else fault.fix
    known = words.get(kind) or kinds.get(kind)
    return suggestion(fault.wanted, known) if known else fault.fix


def _no_file(ref: Ref, settings: Source | None) -> Problem:
    """A vocabulary that a digest has no file of, though a record names a word of it."""
    folder = settings.path.rpartition("/")[0] if settings else "content"
    message = f"the file is missing, and records name words of it, such as `{shown(ref)}`"
    fix = "write it, or take that of a digest that `digest init` begins"
    return problem(f"{folder}/vocabulary/{ref.kind}.yml", "F011", message, fix)


def time_fix(settings: model.Settings, text: str) -> str:
    """What was most likely meant by a time that cannot be read, by the clocks of the digest."""
    labels = (clock.label for clock in settings.clock_of_the_year)
    return times.time_fix(text, labels, called(settings.clock, settings.as_of))


def quantity_fix(entry: model.Entry, text: str) -> str:
    """What was most likely meant by a number that cannot be read, by the words of its measure."""
    return number_fix(text, entry.unit or "", entry.spoken.nouns if entry.spoken else ())


def unread(
    names: Set[tuple[str, str]], sources: Mapping[tuple[str, str], Source], faulty: Set[str]
) -> Set[tuple[str, str]]:
    """The kind and id of every file, but for vocabularies that were read without a fault.

    What such a vocabulary lacks does not exist; another file may lack what it could not tell.
    """
    return names - {
        (kind, key)
        for (kind, key), source in sources.items()
        if kind == "vocabulary" and source.path not in faulty
    }


def _claims(
    articles: Mapping[str, model.Article],
) -> dict[tuple[str, str], tuple[tuple[model.Article, model.Claim], ...]]:
    """The claims about each record, in order of their articles."""
    results: dict[tuple[str, str], list[tuple[model.Article, model.Claim]]] = defaultdict(list)
    for article in articles.values():
        for kind, target, claim in claimed(article):
            results[kind, target].append((article, claim))
    return {target: tuple(claims) for target, claims in results.items()}


def new_id(old: str, known: Mapping[str, object]) -> str | None:
    """The id that a renamed record has now; a word of a vocabulary is never renamed."""
    return next((key for key, one in known.items() if old in getattr(one, "former_ids", ())), None)


def at_reference(
    source: Source,
    record: model.Model,
    path: tuple[Step, ...],
    ref: Ref,
    problem: tuple[str, str, str],
) -> Problem:
    """A problem, as code, message and fix, where a record refers to another, be it in a text."""
    value: Any = record
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    if isinstance(value, ProseText):
        there = next(link for link in value.links if link.ref is ref)
        return source.prose_problem(path, there.line_offset, there.column, *problem)
    return source.problem(path, *problem)


def both(
    catalogue: Catalogue,
    one: tuple[str, str, tuple[Step, ...]],
    two: tuple[str, str, tuple[Step, ...]],
    code: str,
    words: tuple[str, str],
) -> Iterator[Problem]:
    """A clash of two records, at both: each by kind, id and path, and message and fix.

    In the message `{}` is the id of the other record.
    """
    for (kind, key, path), (other_kind, other, _) in ((one, two), (two, one)):
        beside = catalogue.sources[other_kind, other].path
        message = words[0].replace("{}", other)
        problem = catalogue.sources[kind, key].problem(path, code, message, words[1])
        yield problem._replace(beside=beside)


def _dangling(
    source: Source,
    record: model.Model,
    path: tuple[Step, ...],
    ref: Ref,
    known: Mapping[str, object],
    gone: Mapping[tuple[str, str], model.Removal],
) -> Problem:
    """A reference to nothing, at its place, with what was most likely meant."""
    place = "record" if ref.kind in RECORDS else "vocabulary word"
    message = f"no {place} `{shown(ref)}` in {ref.kind}"
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    fix = suggestion(Wanted(ref.kind, ref, key), known)
    if is_nothing(ref):
        fix = left_out(type(record), path)
    if renamed := new_id(ref, known):
        message, fix = f"`{shown(ref)}` has a new id", f"write {renamed}"
    elif removal := gone.get((ref.kind, str(ref))):
        message = f"`{shown(ref)}` was removed on {removal.on} ({shown(removal.why, 200)})"
        fix = "name another record, or remove the reference"
    return at_reference(source, record, path, ref, ("R001", message, fix))
