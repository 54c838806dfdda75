"""The story of one record: each commit that touched its file, and what it changed of its values."""

from pathlib import PurePosixPath
from typing import NamedTuple

from generator.history.git import Repository, Touch
from generator.history.values import Change, changes
from generator.loading.files import Text, check_text
from generator.loading.records import build, read_source
from generator.schema.clocks import with_clocks
from generator.schema.kinds import Model, Settings
from generator.schema.models import Models
from generator.schema.registry import FOLDERS


class Read(NamedTuple):
    """An old text as a record. None where it is none; `faults` count what is wrong with it now."""

    record: Model | None
    faults: int
    why: str = ""


class Version(NamedTuple):
    """One commit in the story of a record.

    `first`: the file begins here. `read` is what the file said since, None where it was removed.
    """

    touch: Touch
    first: bool
    read: Read | None
    changes: tuple[Change, ...]


def record(kind: str, path: str, data: bytes | None, models: Models) -> Read:
    """The record in the bytes of a file as it was. Whatever is wrong with it, it never raises.

    A value that today's rules refuse is left out, and counted in `faults`.
    """
    if data is None:
        return Read(None, 1, "the file was too large, or no file")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return Read(None, 1, "the file was not UTF-8")
    if faults := check_text(path, text):
        return Read(None, len(faults), faults[0].message)
    file = Text(path, kind, PurePosixPath(path).stem, text)
    source, problems = read_source(file, models)
    if not source or problems:
        return Read(None, len(problems), problems[0].message if problems else "")
    built = build(file, source, models)
    problems = [*problems, *built.problems]
    return Read(built.record, len(problems), problems[0].message if problems else "")


def kind_of(path: str, folder: str) -> str:
    """The kind of record at a path below the folder of all records; empty where it is none."""
    below = PurePosixPath(path).parts[len(PurePosixPath(folder).parts) :]
    inside = PurePosixPath(path).is_relative_to(folder) and len(below) > 1
    return below[0] if inside and below[0] in FOLDERS else ""


def story(
    repository: Repository, path: str, models: Models, settings: Settings | None = None
) -> tuple[Version, ...]:
    """Every version of the record's file, newest first; `path` leads from the repository's top.

    `models` are those of today's records, `settings` say by which clock its times are read: one
    minute is one minute on either clock.
    """
    kind = kind_of(path, repository.inside)
    touches = repository.touches(path)
    texts = repository.read(touch.blob for touch in touches if touch.blob)
    results: list[Version] = []
    said: Model | None = None
    for touch in reversed(touches):
        first = not results
        if touch.blob is None:
            results.append(Version(touch, first, None, ()))
            said = None
            continue
        read = record(kind, touch.path, texts.get(touch.blob), models)
        if read.record and settings:
            read = read._replace(record=with_clocks(read.record, settings, {}).record)
        # Between two readable versions an unreadable one changes nothing that can be told.
        differ = changes(said, read.record) if read.record else ()
        results.append(Version(touch, first, read, differ))
        said = read.record or said
    return tuple(reversed(results))


def fields(kind: str, models: Models) -> tuple[str, ...]:
    """The keys that a record of a kind may have."""
    return tuple(name for name in models[kind].model_fields if name != "id")
