"""The `digest` command: check the records, build the site, render plain Markdown.

Exit codes: 0 done, 1 content refused, 2 wrong usage, 3 environment (disk, permission, another
build), 70 a bug in the generator.
"""

import io
import logging
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from generator.catalogue import Catalogue
from generator.cli import job_summary, options
from generator.cli.history import history, tell_changed
from generator.cli.impact import impact
from generator.cli.links import links
from generator.cli.terminal import Warnings, in_others, progress, tell_problems
from generator.exports import manifest
from generator.exports.editor_schemas import schemas
from generator.history.git import UnknownRevision
from generator.loading.autofix import mend_folder
from generator.problems import as_json, errors, reports, shown
from generator.rendering import TemplateFault
from generator.site import pipeline, portable_markdown
from generator.site.staging import staged

PROJECT = Path(__file__).resolve().parents[2]
# Folders of a project that no output may stand in.
SOURCES = ("docs", "templates", "generator", "tests")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Exit codes: 0 done, 1 content refused, 2 wrong usage,
            3 disk, permission or another build, 70 a bug.""",
)
@click.version_option(package_name="digest-generator")
def digest() -> None:
    """Make a research digest from records kept in git.

    \b
    First steps:
      digest check              tell everything that is wrong with the records
      digest build              check, then build the site into site/
      mkdocs serve              preview while you write

    The records are YAML files in content/; content/README.md has an example of each kind.
    """


@digest.command()
@options.content
@options.today
@options.published
@options.since
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="json: a list of objects with code, severity, file, line, col, end_col, message and fix. "
    "github: annotations of a pull request, with a summary in $GITHUB_STEP_SUMMARY. "
    "sarif: for code scanning.",
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--fix",
    is_flag=True,
    help="First mend what is safe: characters, spaces, quotes, "
    "order of keys. Comments, lists and values stay.",
)
def check(
    content: Path,
    today: date,
    published: Path | None,
    since: str,
    form: str,
    paths: tuple[Path, ...],
    fix: bool,
) -> None:
    """Tell everything that is wrong with the records, with the place and the fix.

    All records are read, since each may lean on others; with PATHS (files or folders), what is
    wrong elsewhere is only counted.

    Nothing is written, unless --fix is given. Problems of all files are told in one run, at most
    100 a file.
    """
    for path in paths:
        if not (lies_in(path, [content]) or lies_in(content, [path])):
            raise click.UsageError(f"{shown(str(path), 400)} is not in {shown(str(content), 400)}")
    if fix:
        for path in mend_folder(content):
            click.echo(f"mended {shown(str(path), 400)}", err=True)
    checked = checked_records(content, today, published, since)
    tell_changed(checked, published)
    named = [p for p in checked.problems if not paths or lies_in(Path(p.path), paths)]
    elsewhere = [p for p in checked.problems if p not in named]
    if elsewhere and form != "text":
        click.echo(f"{in_others(elsewhere)}.", err=True)
    if form == "json":
        click.echo(as_json(named))
    elif form == "sarif":
        click.echo(reports.as_sarif(named))
    elif form == "github":
        click.echo(reports.as_github(named))
        job_summary.add(reports.as_summary(named))
    else:
        tell_problems(named, checked.files, checked.ignored, elsewhere)
    sys.exit(1 if errors(checked.problems) else 0)


@digest.command()
@options.content
@options.today
@options.published
@click.option(
    "--out",
    type=options.FOLDER,
    default=Path("site"),
    show_default=True,
    help="Where the site goes. It is replaced only when the build succeeded.",
)
def build(content: Path, today: date, published: Path | None, out: Path) -> None:
    """Check the records, build the site with MkDocs, index it for search.

    The site is built beside OUT and takes its place at the end, so that a failed build leaves the
    last good site as it was.
    """
    # MkDocs is imported here alone: `check` and `render` run without it.
    from generator.site.plugin import build_site

    # A link stands for the folder it leads to, and MkDocs would start from mkdocs.yml instead.
    named, out = out, resolved(out)
    refuse_out(out, content)
    started = time.monotonic()
    checked = checked_records(content, today, published)
    tell_problems(checked.problems, checked.files, checked.ignored)
    if checked.catalogue is None:
        click.echo(f"Nothing was written; {named} is as it was.", err=True)
        sys.exit(1)
    if sys.stderr.isatty():
        click.echo("Building the pages and the search index …", err=True)
    logging.getLogger("mkdocs").addHandler(Warnings())
    with staged(out) as stage:
        build_site(project() / "mkdocs.yml", checked.catalogue, stage)
        pages = sum(1 for _ in stage.rglob("*.html"))
    click.echo(f"Built {named}: {pages} pages in {time.monotonic() - started:.1f} s.")


@digest.command()
@click.argument("folder", type=options.FOLDER)
@options.content
@options.today
def render(folder: Path, content: Path, today: date) -> None:
    """Write the pages as plain Markdown with a nav into FOLDER, without MkDocs.

    FOLDER gets docs/ and a small mkdocs.yml that any builder of the MkDocs family can read. Every
    page keeps its address.
    """
    folder = resolved(folder)
    refuse_out(folder, content)
    catalogue = sound_records(content, today)
    output = pipeline.render(catalogue, project() / "templates", progress("pages"))
    made = portable_markdown.files(output, project() / "docs", catalogue.settings)
    with staged(folder) as stage:
        for path, data in made.items():
            target = stage / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    click.echo(f"Wrote {len(output.pages)} pages into {folder}.")


@digest.command()
@click.argument("folder", type=options.FOLDER)
@options.content
@options.today
def schema(folder: Path, content: Path, today: date) -> None:
    """Write a JSON Schema of each kind of record into FOLDER, for the editor you write in.

    The words of the vocabularies and the ids of the records are in them, so write them again after
    adding some. The settings in .vscode/ read them from .cache/schemas.
    """
    if resolved(folder).is_relative_to(content.resolve()):
        raise click.UsageError(f"{folder} lies among the records")
    catalogue = sound_records(content, today)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas(catalogue).items():
        (folder / name).write_text(text, "utf-8")
    click.echo(f"Wrote the schemas into {folder}.")


for command in (history, impact, links):
    digest.add_command(command)


def checked_records(
    content: Path, today: date, published: Path | None, since: str = ""
) -> pipeline.Checked:
    """The records, judged on `today` and against what was published."""
    try:
        before = manifest.published(published) if published else {}
    except ValueError as error:
        raise click.UsageError(f"{published} is no manifest of a site: {error}") from error
    try:
        checked = pipeline.read(content, today, before=before, since=since)
    except UnknownRevision as error:
        raise click.UsageError(str(error)) from error
    if checked.note:
        click.echo(checked.note, err=True)
    return checked


def sound_records(content: Path, today: date) -> Catalogue:
    """The records, or the end of the command with everything that is wrong with them."""
    checked = checked_records(content, today, None)
    if checked.catalogue is None:
        tell_problems(checked.problems, checked.files)
        sys.exit(1)
    return checked.catalogue


def project() -> Path:
    """The folder of mkdocs.yml, templates/ and docs/: where the command is run, or else ours."""
    return Path.cwd() if Path("mkdocs.yml").exists() else PROJECT


def lies_in(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a file is one of the paths given, or lies below one."""
    return any(path.resolve().is_relative_to(folder.resolve()) for folder in folders)


def resolved(folder: Path) -> Path:
    """Where a path leads to; links may lead in a circle."""
    try:
        return folder.resolve()
    except (OSError, RuntimeError) as error:
        raise click.UsageError(f"{folder} leads nowhere") from error


def refuse_out(out: Path, content: Path) -> None:
    """Refuse an output folder whose replacement would destroy something else."""
    target, source = resolved(out), content.resolve()
    if lies_in(target, [project() / name for name in SOURCES]):
        raise click.UsageError(f"{out} lies within what the site is made from")
    if target == source or source.is_relative_to(target) or target.is_relative_to(source):
        raise click.UsageError(f"{out} and {content} must not lie within each other")
    if target == PROJECT or PROJECT.is_relative_to(target) or target == Path.cwd():
        raise click.UsageError(f"{out} would be replaced; name a folder of its own")
    if target.exists() and not target.is_dir():
        raise click.UsageError(f"{out} is not a folder")
    if target.is_dir() and any(target.iterdir()) and not manifest.made_here(target):
        raise click.UsageError(f"{out} holds files that no build made; name another folder")


def main() -> None:
    """Run the command; whatever fails ends with its exit code and without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows, or a poor locale, holds some letters only: the rest as `\\uC2DC`.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        digest(standalone_mode=False, obj=project)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except (pipeline.ContentRefused, TemplateFault) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(3)
    except Exception:  # the last line of defence: a bug gets its own exit code
        told = traceback.format_exc()
        try:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", prefix="digest-bug-", suffix=".txt", delete=False
            ) as f:
                f.write(told)
            where = f"See {f.name}"
        except OSError:  # a full disk brings bugs to light and leaves no room to write them down
            where = told
        click.echo(f"This is a bug in the generator, not in your records. {where}", err=True)
        sys.exit(70)


if __name__ == "__main__":
    main()
