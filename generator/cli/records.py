"""Reads the records for a subcommand, and ends it where they are wrong."""

import gc
import sys
from datetime import date
from pathlib import Path

import click

from generator.catalogue import Catalogue
from generator.cli.outputs import project
from generator.cli.terminal import print_problems
from generator.exports import manifest
from generator.history.git import UnknownRevision
from generator.site import reading

UNDATED = "Left out: when records were added and changed, since their history is not known here"


def checked_records(
    content: Path, today: date, published: Path | None, since: str = "", dated: bool = False
) -> reading.Checked:
    """The records, judged on `today` and against what was published; `dated` by their history."""
    try:
        before = manifest.published(published) if published else {}
    except ValueError as error:
        raise click.UsageError(f"{published} is no manifest of a site: {error}") from error
    # Records stay to the end, and what is made on the way is none that only refers to itself: to
    # look for such garbage takes a tenth of a check, and finds nothing.
    gc.disable()
    try:
        checked = reading.read(
            content,
            today,
            before=before,
            since=since,
            dated=dated,
            kept=project() / ".cache",
            each=reading.in_processes,
        )
    except UnknownRevision as error:
        raise click.UsageError(str(error)) from error
    finally:
        # All that was read counts as old, or it would be looked through at once.
        gc.freeze()
        gc.unfreeze()
        gc.enable()
    if checked.note:
        click.echo(checked.note, err=True)
    if checked.undated:
        click.echo(f"{UNDATED}: {checked.undated}")
    return checked


def sound_records(content: Path, today: date) -> Catalogue:
    """The records, or the end of the command with everything that is wrong with them."""
    checked = checked_records(content, today, None, dated=True)
    if checked.catalogue is None:
        print_problems(checked.problems, checked.files)
        sys.exit(1)
    return checked.catalogue
