"""How the command talks to a person: problems, progress, warnings of the site builder."""

import logging
import sys
import time
from collections.abc import Callable

import click

from generator.problems import Problem, as_text, errors

COLOURS = {"error": "red", "warning": "yellow"}


def tell_problems(problems: tuple[Problem, ...], files: int, ignored: int = 0) -> None:
    """Every problem, then one line that counts them; in colour where a terminal shows it.

    `ignored` numbers are counted here and listed on the site's page of problems.
    """
    for problem in problems:
        head, *rest = as_text(problem).split("\n")
        click.secho(head, fg=COLOURS[problem.severity], bold=True)
        click.echo("\n".join(rest))
    wrong = errors(problems)
    paths = len({problem.path for problem in problems})
    if not problems:
        aside = f"; {ignored} numbers ignored with a reason" if ignored else ""
        click.echo(f"{files} records, no problems{aside}.")
        return
    warned = len(problems) - len(wrong)
    click.echo(
        f"{len(wrong)} error{'s' * (len(wrong) != 1)}, {warned} warning{'s' * (warned != 1)} "
        f"in {paths} of {files} files."
    )


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
