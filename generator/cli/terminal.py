"""How the command talks to a person: problems, progress, warnings of the site builder."""

import logging
import sys
import time
from collections.abc import Callable, Sequence

import click

from generator.problems import Problem, as_text, tally

COLOURS = {"error": "red", "warning": "yellow"}


def print_problems(
    problems: Sequence[Problem], files: int, ignored: int = 0, elsewhere: Sequence[Problem] = ()
) -> None:
    """Every problem, then one line that counts them; in colour where a terminal shows it.

    `ignored` numbers are counted here and listed on the site's page of problems. Problems
    `elsewhere`, in files that nobody asked about, are only counted.
    """
    for problem in problems:
        head, *rest = as_text(problem).split("\n")
        click.secho(head, fg=COLOURS[problem.severity], bold=True)
        click.echo("\n".join(rest))
    if not problems and not elsewhere:
        aside = f"; {ignored} ignored with a reason" if ignored else ""
        click.echo(f"{files} records, no problems{aside}.")
        return
    paths = len({problem.path for problem in problems})
    text = (
        f"{tally(problems)} in {paths} of {files} files" if problems else "The files named are fine"
    )
    click.echo(f"{text}; {in_others(elsewhere)}." if elsewhere else f"{text}.")


def in_others(problems: Sequence[Problem]) -> str:
    """How many problems there are in files that nobody asked about."""
    more = f"{len(problems)} more problem{'s' * (len(problems) != 1)} in other files"
    return f"{more} ({tally(problems)}; digest check lists them all)"


def progress(what: str) -> Callable[[int], None]:
    """Counts on one line while a person watches and it takes longer than a second."""
    if not sys.stderr.isatty():
        return lambda _: None
    began = time.monotonic()

    def tell(done: int) -> None:
        if time.monotonic() - began > 1 and done % 50 == 0:
            click.echo(f"\r{done} {what} …", nl=False, err=True)

    return tell


class Warnings(logging.Handler):
    """Shows what MkDocs warns of; its chatter stays silent."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(f"{record.levelname.lower()}: {record.getMessage()}", err=True)
