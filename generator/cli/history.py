"""What the `digest` command has to do with the past: `history`, and the checks against it."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import click

from generator.cli import options
from generator.exports import manifest
from generator.history.git import Repository, repository
from generator.history.values import Change
from generator.history.versions import Version, fields, kind_of, story
from generator.history.versions import record as record_in
from generator.loading.files import read_folder
from generator.loading.records import models_of
from generator.problems import shown
from generator.schema.kinds import Settings
from generator.schema.registry import FOLDERS, KIND
from generator.site.reading import Checked
from generator.values.scalars import SLUG

SETTINGS = KIND["settings"].file
TEXT = 200
# What two long texts have in common before they differ is cut to its last letters.
COMMON = 40


def report_changes(checked: Checked, published: Path | None) -> None:
    """How many records the published site has in another version; it cannot say which values."""
    if not (published and checked.catalogue):
        return
    if count := manifest.changed(checked.catalogue, published):
        text = "record has" if count == 1 else "records have"
        click.echo(
            f"{count} published {text} another wording or other values now; "
            "digest check --since REV holds the values against a revision.",
            err=True,
        )


@click.command()
@options.content
@click.argument("record")
@click.argument("field", default="")
def history(content: Path, record: str, field: str) -> None:
    """Show what a record said before: every commit that changed its file, and what it changed.

    RECORD is a kind and an id, such as events/2026-01-27-old-harbour, or the path of a file; FIELD
    narrows it down to one key, such as title or a key of a part. Values are compared as the record
    means them: comments, order and quotation marks are no change. Newest first.
    """
    repo = repository(content)
    if repo.shallow:
        raise OSError("only a part of the history is here; fetch the rest: git fetch --unshallow")
    path = path_of(repo, content, record)
    kind = kind_of(path, repo.inside)
    models = models_of(read_folder(content, str(content), FOLDERS)[0])
    wanted = field.replace(".", " ").split()
    if wanted and wanted[0] not in fields(kind, models):
        known = ", ".join(fields(kind, models))
        raise click.UsageError(f"{kind} have no key {shown(wanted[0])}; they have {known}")
    own = content / SETTINGS
    text = own.read_bytes() if own.is_file() else None
    settings = record_in("settings", SETTINGS, text, models).record
    versions = story(repo, path, models, settings if isinstance(settings, Settings) else None)
    if not versions:
        raise click.UsageError(f"{shown(record)} is in no commit yet")
    click.echo(shown(path, 400))
    # A list, for each is to be told, also after one was.
    if not any([print_version(version, wanted) for version in versions]):
        click.echo(f"  no commit changed {shown(field)}, as far as the file goes back")


def path_of(repository: Repository, content: Path, record: str) -> str:
    """The file of a record from the top of the repository, be it there or not any more."""
    given = Path(record)
    if given.suffix in (".yml", ".md"):
        # A link to somewhere else is no record, so the path is taken as it stands.
        whole = Path.cwd() / given
        top = repository.top.resolve()
        for path in (whole, whole.resolve()):
            below = path.relative_to(top).as_posix() if path.is_relative_to(top) else ""
            if kind_of(below, repository.inside):
                return below
        raise click.UsageError(f"{shown(record)} is no record below {shown(str(content))}")
    kind, slash, key = record.rstrip("/").partition("/")
    folder = PurePosixPath(repository.inside, kind)
    if not (slash and kind in FOLDERS and SLUG.fullmatch(key)):
        raise click.UsageError(
            f"{shown(record)} names no record; write its kind and id, such as "
            "events/2026-01-27-old-harbour, or the path of its file"
        )
    name = f"{key}{KIND[kind].ending}"
    here = sorted(Path(content, kind).rglob(name))
    if here:
        below = here[0].relative_to(content).as_posix()
        return PurePosixPath(repository.inside, below).as_posix()
    if gone := repository.last_path(folder.as_posix(), name):
        return gone
    raise click.UsageError(f"there is no record {shown(record)}, and there never was")


def print_version(version: Version, wanted: list[str]) -> bool:
    """One commit: its hash, day and first line, and what it changed. Whether there was anything."""
    touch = version.touch
    kept = [change for change in version.changes if fits(change, wanted)]
    if wanted and not kept and (version.read and version.read.record):
        return False
    click.echo(f"\n{touch.commit[:10]}  {touch.day}  {shown(touch.subject, TEXT)}")
    if touch.before and touch.blob and touch.before != touch.path:
        click.echo(f"  renamed from {shown(touch.before, 400)}")
    read = version.read
    if read is None:
        click.echo("  the file was removed")
        return True
    if read.record is None:
        click.echo(f"  this version cannot be read: {shown(read.why, TEXT)}")
        return True
    if read.faults:
        click.echo(f"  not all of this version can be read: {shown(read.why, TEXT)}")
    if version.first and not wanted:
        click.echo(f"  the record begins, with {len(kept)} values")
        return True
    if not kept:
        click.echo("  no value changed")
    for change in kept:
        was, now = apart(change.was, change.now)
        click.echo(f"  {shown(change.name)}")
        click.echo(f"    was  {was}\n    now  {now}")
    return True


def fits(change: Change, wanted: Iterable[str]) -> bool:
    """Whether a change is in the field asked for; the number of a part may be left out."""
    steps = iter(change.name.split(" "))
    return all(word in steps for word in wanted)


def apart(was: str | None, now: str | None) -> tuple[str, str]:
    """Two values as one line each, from shortly before the place where they differ."""
    lines = [None if text is None else " ".join(text.split()) for text in (was, now)]
    one, other = lines[0] or "", lines[1] or ""
    pairs = enumerate(zip(one, other, strict=False))
    same = next((index for index, (a, b) in pairs if a != b), 0)
    cut = max(0, same - COMMON) if max(len(one), len(other)) > TEXT else 0
    cut_lines = [
        "(not given)" if line is None else ("…" if cut else "") + shown(line[cut:], TEXT)
        for line in lines
    ]
    return cut_lines[0], cut_lines[1]
