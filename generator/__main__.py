"""The `digest` command: check the records, build the site, render plain Markdown.

Exit codes: 0 done, 1 content refused, 2 wrong usage, 3 environment (disk, permission, another
build), 70 a bug in the generator.
"""

import json
import logging
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from generator import build as pipeline
from generator.model.records import Settings
from generator.pages import TABLE
from generator.problems import Problem, as_json, as_text, errors
from generator.swap import staged

FOLDER = click.Path(file_okay=False, path_type=Path)
PROJECT = Path(__file__).resolve().parent.parent


def today_option(command: Callable[..., None]) -> Callable[..., None]:
    """The reference day, for commands that judge dates."""
    return click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        default=lambda: date.today().isoformat(),
        show_default="the day of the run",
        help="Dates after this day are refused, and reviews due by it are told.",
    )(command)


def content_option(command: Callable[..., None]) -> Callable[..., None]:
    """The folder of records."""
    return click.option(
        "--content",
        type=FOLDER,
        default=Path("content"),
        show_default=True,
        help="The folder that holds events/, articles/ and the other records.",
    )(command)


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
@content_option
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json: one list of objects with code, severity, file, line, "
    "col, end_col, message and fix.",
)
def check(content: Path, today: date, form: str) -> None:
    """Tell everything that is wrong with the records, with the place and the fix.

    Nothing is written. Every problem of every file is told in one run.
    """
    checked = pipeline.read(content, _day(today))
    if form == "json":
        click.echo(as_json(checked.problems))
    else:
        tell_problems(checked.problems, checked.files)
    sys.exit(1 if errors(checked.problems) else 0)


@digest.command()
@content_option
@today_option
@click.option(
    "--out",
    type=FOLDER,
    default=Path("site"),
    show_default=True,
    help="Where the site goes. It is replaced only when the build succeeded.",
)
def build(content: Path, today: date, out: Path) -> None:
    """Check the records, build the site with MkDocs, index it for search.

    The site is built beside OUT and takes its place at the end, so that a failed build leaves the
    last good site as it was.
    """
    # MkDocs is imported here alone: `check` and `render` run without it.
    from generator.plugin import build_site

    refuse_out(out, content)
    started = time.monotonic()
    checked = pipeline.read(content, _day(today))
    if checked.catalogue is None:
        tell_problems(checked.problems, checked.files)
        click.echo(f"Nothing was written; {out} is as it was.", err=True)
        sys.exit(1)
    tell_problems(checked.problems, checked.files)
    if sys.stderr.isatty():
        click.echo("Building the pages and the search index …", err=True)
    config = Path("mkdocs.yml") if Path("mkdocs.yml").exists() else PROJECT / "mkdocs.yml"
    warnings = Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    with staged(out) as stage:
        build_site(config, checked.catalogue, stage)
        pages = sum(1 for _ in stage.rglob("*.html"))
    click.echo(f"Built {out}: {pages} pages in {time.monotonic() - started:.1f} s.")


@digest.command()
@click.argument("folder", type=FOLDER)
@content_option
@today_option
def render(folder: Path, content: Path, today: date) -> None:
    """Write the pages as plain Markdown with a nav into FOLDER, without MkDocs.

    FOLDER gets docs/ and a small mkdocs.yml that any builder of the MkDocs family can read.
    """
    refuse_out(folder, content)
    checked = pipeline.read(content, _day(today))
    if checked.catalogue is None:
        tell_problems(checked.problems, checked.files)
        sys.exit(1)
    output = pipeline.render(checked.catalogue, PROJECT / "templates", progress())
    with staged(folder) as stage:
        shutil.copytree(PROJECT / "docs", stage / "docs")
        for path, text in {**{p.path: p.text for p in output.pages}, **output.data}.items():
            target = stage / "docs" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        (stage / "mkdocs.yml").write_text(nav(checked.catalogue.settings), "utf-8")
    click.echo(f"Wrote {len(output.pages)} pages into {folder}.")


def nav(settings: Settings) -> str:
    """A configuration with the section pages; JSON, which is YAML too."""
    sections = [row for row in TABLE if "{id}" not in row.path]
    titles = [row.title.format(None, settings=settings) for row in sections]
    nav = [{title: row.path} for title, row in zip(titles, sections, strict=True)]
    return json.dumps(
        {"site_name": settings.title, "nav": nav},
        ensure_ascii=False,
        indent=1,
    )


class Warnings(logging.Handler):
    """Shows what MkDocs warns of; its chatter stays silent."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(f"{record.levelname.lower()}: {record.getMessage()}", err=True)


def progress() -> Callable[[int], None]:
    """Counts pages on one line while a person watches; silent otherwise."""
    if not sys.stderr.isatty():
        return lambda _: None
    began = time.monotonic()

    def tell(done: int) -> None:
        if time.monotonic() - began > 1 and done % 50 == 0:
            click.echo(f"\r{done} pages …", nl=False, err=True)

    return tell


def tell_problems(problems: tuple[Problem, ...], files: int) -> None:
    """Every problem, then one line that counts them."""
    for problem in problems:
        click.echo(as_text(problem))
    wrong = errors(problems)
    paths = len({problem.path for problem in problems})
    if not problems:
        click.echo(f"{files} records, no problems.")
        return
    click.echo(
        f"{len(wrong)} error{'s' * (len(wrong) != 1)}, {len(problems) - len(wrong)} warnings "
        f"in {paths} of {files} files."
    )


def refuse_out(out: Path, content: Path) -> None:
    """Refuse an output folder whose replacement would destroy something else."""
    target, source = out.resolve(), content.resolve()
    if target == source or source.is_relative_to(target) or target.is_relative_to(source):
        raise click.UsageError(f"{out} and {content} must not lie within each other")
    if target == PROJECT or PROJECT.is_relative_to(target) or target == Path.cwd():
        raise click.UsageError(f"{out} would be replaced; name a folder of its own")
    known = ("index.html", "mkdocs.yml")
    if target.is_dir() and any(target.iterdir()) and not any((target / n).exists() for n in known):
        raise click.UsageError(f"{out} holds files that no build made; name another folder")


def _day(value: date) -> date:
    return date(value.year, value.month, value.day)


def main() -> None:
    """Run the command; whatever fails ends with its exit code and without a traceback."""
    try:
        digest(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except OSError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(3)
    except Exception:  # the last line of defence: a bug gets its own exit code
        where = Path(tempfile.gettempdir()) / "digest-bug.txt"
        where.write_text(traceback.format_exc(), "utf-8")
        click.echo(
            f"This is a bug in the generator, not in your records. Details: {where}", err=True
        )
        sys.exit(70)


if __name__ == "__main__":
    main()
