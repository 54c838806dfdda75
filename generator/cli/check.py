"""The command `digest check`."""

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli import options
from generator.cli.history import report_changes
from generator.cli.outputs import lies_in
from generator.cli.records import checked_records
from generator.cli.terminal import in_others, print_problems
from generator.loading.autofix import fix_folder
from generator.problems import as_json, errors, job_summary, reports, shown


@click.command()
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
    """Report everything that is wrong with the records, with the place and the fix.

    All records are read, since each may lean on others; with PATHS (files or folders), what is
    wrong elsewhere is only counted.

    Nothing is written, unless --fix is given. Problems of all files are reported in one run, at
    most 100 a file.
    """
    for path in paths:
        if not (lies_in(path, [content]) or lies_in(content, [path])):
            raise click.UsageError(f"{shown(str(path), 400)} is not in {shown(str(content), 400)}")
    if fix:
        for path in fix_folder(content):
            click.echo(f"mended {shown(str(path), 400)}", err=True)
    checked = checked_records(content, today, published, since)
    report_changes(checked, published)
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
        print_problems(named, checked.files, checked.ignored, elsewhere)
    sys.exit(1 if errors(checked.problems) else 0)
