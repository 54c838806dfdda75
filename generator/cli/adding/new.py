"""The command `digest new`: a record, or an event with its article, from a few answers."""

import sys
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from generator.cli import options
from generator.cli.adding.articles import Article
from generator.cli.adding.asking import Asker
from generator.cli.adding.asking import options as asked
from generator.cli.adding.events import EventWithArticle
from generator.cli.adding.flow import Flow
from generator.cli.adding.session import Session
from generator.cli.adding.subjects import NAMED, add, adding
from generator.cli.terminal import print_problems
from generator.loading.files import read_folder
from generator.loading.records import models_of
from generator.problems import as_text, errors
from generator.schema.registry import FOLDERS
from generator.writing import Exists, write
from generator.writing.known import Known

FLOWS: dict[str, type[Flow]] = {
    "event": EventWithArticle,
    "article": Article,
    **{one: adding(one) for one in NAMED},
}
"""What can be added, by the word for one."""
SHARED = (
    click.Option(["--id"], metavar="ID", help="The name of the new file, where it is not derived."),
    click.Option(["--print", "printed"], is_flag=True, help="Print the files and write nothing."),
    click.Option(["--no-input"], is_flag=True, help="Ask nothing, even at a terminal."),
)


class New(click.Group):
    """A command for each kind of record."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The kinds, in the order in which an editor meets them."""
        return list(FLOWS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a kind; None where there is no such kind."""
        flow = FLOWS.get(cmd_name)
        return Adding(cmd_name, flow) if flow else None


class Adding(click.Command):
    """Adds one kind of record; its options are the keys that the digest's own models have."""

    def __init__(self, name: str, flow: type[Flow]) -> None:
        super().__init__(name, help=flow.ABOUT)
        self.flow = flow
        for shared in (options.content, options.today):
            shared(self)
        self.params += SHARED

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The answers that options give; what options there are depends on the digest."""
        models = models_of(_declaring(_folder(args)))
        self.params += asked(self.flow.questions(models))
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Asks, checks and writes."""
        given = dict(ctx.params)
        session = Session.of(given["content"])
        known = Known(session.catalogue)
        asker = Asker(known, given, asks=not given["no_input"], apart=given["printed"])
        asker.add = partial(add, session, asker)
        flow = self.flow(session, asker)
        flow.ask()
        _finish(session, asker, known, given)


def _folder(args: Sequence[str]) -> Path:
    """The content folder that the arguments name."""
    for one, after in pairwise([*args, ""]):
        if one == "--content":
            return Path(after)
        if one.startswith("--content="):
            return Path(one.partition("=")[2])
    return Path("content")


def _declaring(content: Path) -> list[Any]:
    """The texts of a content folder; none where there is no such folder."""
    return read_folder(content, str(content), FOLDERS)[0] if content.is_dir() else []


def _finish(session: Session, asker: Asker, known: Known, given: dict[str, Any]) -> None:
    """Shows what was made, checks it and writes it: all of it, or nothing."""
    texts = session.texts_of(known.drafts)
    if given["printed"]:
        for path, text in texts.items():
            click.echo(f"# {session.content.name}/{path}\n{text}")
    elif asker.asks:
        for path, text in texts.items():
            click.secho(f"\n{session.content}/{path}", err=True, bold=True)
            click.echo(text, err=True, nl=False)
    checked = session.checked(known.drafts, given["today"])
    paths = {f"{session.content}/{path}" for path in texts}
    own = [one for one in checked.problems if one.path in paths or one.beside in paths]
    elsewhere = [one for one in checked.problems if one not in own]
    wrong = errors(own)
    if given["printed"]:
        click.echo("\n".join(map(as_text, own)), err=True, nl=bool(own))
        sys.exit(1 if wrong else 0)
    print_problems(own, checked.files, elsewhere=elsewhere)
    if wrong and not asker.asks:
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    many = f"{len(texts)} file{'s' * (len(texts) != 1)}"
    anyway = " all the same, to mend what is named above" if wrong else ""
    if asker.asks and not asker.sure(f"Write {many}{anyway}?", usual=True):
        raise click.Abort
    try:
        write(session.content, texts)
    except Exists as error:
        raise click.UsageError(str(error)) from error
    for path in texts:
        click.echo(f"Wrote {session.content}/{path}")
    sys.exit(1 if wrong else 0)


@click.command(cls=New)
def new() -> None:
    """Add a record: an event with the article that reports it, an article, an actor, …

    Asks what it cannot know; every question is also an option. Actors, places and the like are
    named by any of their names, in any script; `?` lists what can be answered, `-` leaves open what
    must be answered, and an empty line takes what is in brackets. Of what is offered, type the
    number, or `+` for a new record. Nothing is ever overwritten.

    \b
      digest new event                                 asks everything
      digest new article --url https://… --event ID    asks the rest
    """
