"""The command `digest links`."""

import math
import os
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import click

from generator.cli import options
from generator.linkhealth import report, saved_state
from generator.linkhealth.addresses import addresses
from generator.linkhealth.network import Web
from generator.linkhealth.scheduler import RateLimit, run_round, updated_state
from generator.problems import as_text, errors, job_summary, shown
from generator.site.reading import ContentRefused, read
from generator.values.clock import day_in_utc

FC = TypeVar("FC", bound=Callable[..., object] | click.Command)
# For tests alone: `name=address:port`, separated by commas, for names that a test's server plays.
INSTEAD = "DIGEST_LINKS_INSTEAD"


class Silence(OSError):
    """Not one server answered, so the fault is more likely here."""


def _limit(
    name: str, kind: click.FloatRange | click.IntRange, default: float, text: str
) -> Callable[[FC], FC]:
    """An option for a number that limits what is asked."""
    return click.option(
        name, type=kind, callback=_number, default=default, show_default=True, help=text
    )


def _number(context: click.Context, option: click.Parameter, value: float) -> float:
    if math.isnan(value):
        raise click.BadParameter("is no number")
    return value


@click.command()
@options.content
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path(".cache/links.json"),
    show_default=True,
    help="What earlier runs found. It is read first and replaced at the end.",
)
@options.today
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="markdown: for the summary of a job, and written into it ($GITHUB_STEP_SUMMARY).",
)
@_limit("--pause", click.FloatRange(0, 60), 2.0, "Seconds between two requests to one host.")
@_limit("--requests", click.IntRange(1, 10_000), 1_000, "At most so many requests in all.")
@_limit(
    "--minutes",
    click.FloatRange(0.01, 300),
    30.0,
    "At most so long in all; what is left is asked first the next time.",
)
@_limit("--seconds", click.FloatRange(0.1, 120), 15.0, "At most so long for one request.")
def links(
    content: Path,
    state: Path,
    today: date,
    form: str,
    pause: float,
    requests: int,
    minutes: float,
    seconds: float,
) -> None:
    """Ask the servers of the sources whether they can still be read. No part of a build.

    A source is live, blocked (it refuses programs), moved, gone, or failing for now; what fails in
    three runs over four weeks counts as gone, and what is gone counts as kept while its archived
    copy is live. Whatever the sources are, the exit code is 0.
    """
    checked = read(content, today)
    if checked.note:
        click.echo(checked.note, err=True)
    if checked.catalogue is None:
        raise ContentRefused("\n".join(map(as_text, errors(checked.problems))))
    wanted = addresses(checked.catalogue)
    try:
        known, fault = saved_state.read(state, today)
    except saved_state.Foreign as error:
        raise click.UsageError(shown(str(error), 400)) from error
    if fault:
        click.echo(f"{shown(str(state), 400)}: {fault}; what it held is forgotten.", err=True)
    limit = RateLimit(agent(), pause, requests, minutes * 60, seconds)
    answers = run_round(wanted, known, Web(instead(os.environ.get(INSTEAD, ""))), limit)
    if answers and not any(answer.heard for answer in answers.values()):
        raise Silence("no server answered at all; is this machine connected? Nothing was noted.")
    day = min(today, day_in_utc())
    entries = updated_state(wanted, known, answers, day)
    saved_state.write(state, entries)
    rows = report.rows(wanted, entries)
    if form == "markdown":
        text = report.as_summary(rows, day)
        job_summary.add(text)
    else:
        text = report.as_text(rows)
    click.echo(text)
    if len(answers) < len(wanted):
        left = len(wanted) - len(answers)
        click.echo(f"{left} were not asked this time: the limits were reached.", err=True)


def agent(name: str = "digest-links", purpose: str = "weekly check of cited sources") -> str:
    """Who asks and what for, and where to complain: the site or the repository."""
    where = os.environ.get("DIGEST_REPO_URL") or os.environ.get("DIGEST_SITE_URL") or ""
    contact = f"; +{where}" if where.isascii() and where.isprintable() and where else ""
    return f"{name}/{version('digest-generator')} ({purpose}{contact})"


def instead(text: str) -> dict[str, tuple[str, int]]:
    """The names that a test plays itself, each with the address and port of its server."""
    results = {}
    for row in filter(None, text.split(",")):
        name, _, end = row.partition("=")
        address, _, port = end.rpartition(":")
        if not (name and address and port.isdigit()):
            raise click.UsageError(f"{INSTEAD} must be like name=127.0.0.1:8000")
        results[name] = (address, int(port))
    return results
