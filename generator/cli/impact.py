"""`digest impact`: reads both commits out of git and tells what readers would see change."""

import os
import re
import sys
import tempfile
from datetime import date
from pathlib import Path, PurePosixPath

import click

from generator.catalogue import Catalogue
from generator.cli import options
from generator.cli.outputs import project
from generator.history.git import Repository, UnknownRevision, repository
from generator.history.trees import write
from generator.impact.compare import compare
from generator.impact.report import as_markdown, unreadable
from generator.loading.files import is_debris
from generator.problems import errors, job_summary, shown
from generator.site import reading, shipped

# Nothing in it that ends a link of Markdown.
ADDRESS = re.compile(r"https://[\w.:/%-]+", re.ASCII)
OLD, NEW = "base", "new commit"


class Unreadable(Exception):
    """A commit whose records cannot be read; the message is the report."""


def _address(context: click.Context, option: click.Parameter, value: str) -> str:
    if value and not ADDRESS.fullmatch(value):
        raise click.BadParameter("is no plain address that begins with https://")
    return value


@click.command()
@click.argument("base")
@click.argument("head")
@options.content
@options.today
@click.option(
    "--site",
    default="",
    callback=_address,
    help="Where the site, built of HEAD, can be fetched; the summary leads there.",
)
def impact(base: str, head: str, content: Path, today: date, site: str) -> None:
    """Show in Markdown what readers would see change from BASE to HEAD, two git revisions.

    Both are read out of git, not out of the working tree, and both are made into pages by the
    templates and the program at hand, so that only what the records say can differ.

    In a job on GitHub it is written into the job's summary too ($GITHUB_STEP_SUMMARY).
    """
    repo = repository(Path())
    folder = inside(repo, content)
    try:
        commits = repo.commit(base), repo.commit(head)
    except UnknownRevision as error:
        raise click.UsageError(str(error)) from error
    code = 0
    try:
        after = read(repo, commits[1], folder, today, NEW)
    except Unreadable as error:
        text, code = str(error), 1
    else:
        try:
            before = read(repo, commits[0], folder, today, OLD)
            text = as_markdown(
                compare(before, after, shipped.templates(project() / "templates")), site
            )
        except Unreadable as error:
            # Not the fault of what is proposed: a change of the rules, or its cure.
            text = str(error)
    click.echo(text)
    job_summary.add(f"{text}\n")
    sys.exit(code)


def inside(repository: Repository, content: Path) -> str:
    """The folder of records as git names it, from the top of the repository."""
    relative = os.path.relpath(content.absolute(), repository.top.resolve())
    if relative == ".." or relative.startswith("../"):
        raise click.UsageError(f"{content} lies outside the repository")
    return "" if relative == "." else relative


def read(repository: Repository, commit: str, folder: str, day: date, which: str) -> Catalogue:
    """The catalogue of a commit; raises Unreadable."""
    with tempfile.TemporaryDirectory(prefix="digest-impact-") as scratch:
        content = Path(scratch) / "content"
        written = write(repository, commit, folder, content)
        if not (written.files or written.left_out):
            text = f"the {which} holds no records below {shown(folder or '.')}"
            raise click.UsageError(f"{text}, so there is nothing to compare")
        checked = reading.read(content, day, "content")
    if checked.note:
        click.echo(f"{which}: {checked.note}", err=True)
    odd = tuple(path for path in written.left_out if not is_debris(PurePosixPath(path).name))
    if checked.catalogue is None or odd:
        raise Unreadable(unreadable(which, len(errors(checked.problems)), odd))
    return checked.catalogue
