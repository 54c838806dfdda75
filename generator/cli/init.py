"""The command `digest init`: a new digest on a subject of one's own."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from generator.cli import options
from generator.problems import Refused, as_text
from generator.site.reading import read
from generator.site.starter import files, program
from generator.site.starter.answers import Answers, Words, parse_many, parse_text, parse_word
from generator.values.clock import day_in_utc, latest_day
from generator.values.clocks.zones import parse_zone

Parse = Callable[[str], str]


def _read(parse: Parse) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Reads the value of an option, if it is there."""

    def reading(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
        return None if value is None else _said(parse)(value)

    return reading


def _said(parse: Parse) -> Parse:
    """The same reading, whose refusals click shows."""

    def reading(text: str) -> str:
        try:
            return str(parse(text))
        except Refused as refused:
            raise click.BadParameter(f"{refused.message}; {refused.fix}") from refused

    return reading


@click.command()
@click.argument("folder", type=options.FOLDER)
@click.option("--title", callback=_read(parse_text), help="The name of the digest.")
@click.option(
    "--subject", callback=_read(parse_text), help="What it is about, as after `a record of`."
)
@click.option(
    "--zone",
    callback=_read(parse_zone),
    metavar="NAME",
    help="The time zone of its days, by its name in the IANA database, such as Europe/Madrid.",
)
@click.option(
    "--one", callback=_read(parse_word), metavar="WORD", help="The word for one of what is counted."
)
@click.option("--many", callback=_read(parse_many), metavar="WORD", help="The word for several.")
@click.option("--nothing", is_flag=True, help="Nothing is counted: there are only events.")
def init(
    folder: Path,
    title: str | None,
    subject: str | None,
    zone: str | None,
    one: str | None,
    many: str | None,
    nothing: bool,
) -> None:
    """Begin a digest on a subject of your own in FOLDER, which must be empty or new.

    What no option says is asked. The digest has one invented record of each kind, and builds at
    once: `cd FOLDER`, then `make site`.

    \b
      digest init floods --title "Flood digest" --subject "floods in Europe" \\
        --zone Europe/Paris --one flood --many floods
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is there already and is not empty; name a new folder")
    if nothing and (one or many):
        raise click.UsageError("--nothing says that nothing is counted; leave out --one and --many")
    title = _answer(title, "--title", "Title of the digest", parse_text)
    subject = _answer(subject, "--subject", "What it is about, as after `a record of`", parse_text)
    zone = _answer(zone, "--zone", "Time zone of its days, such as Europe/Madrid", parse_zone)
    counted = None
    if not nothing:
        said = one or many
        one = one or _answer(
            None,
            "--one (or --nothing)",
            "What is counted: the word for one, such as `flood`, or `nothing`",
            lambda text: "" if text == "nothing" and not said else parse_word(text),
        )
        if one:
            many = _answer(many, "--many", "The word for several", parse_many)
            counted = Words(one, many)
    begin(folder, Answers(title, subject, zone, counted, day_in_utc()))


def _answer(given: str | None, option: str, question: str, parse: Parse) -> str:
    """What an option said, or else what a person at a terminal answers."""
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise click.UsageError(f"give {option}: nobody is here to be asked")
    return str(click.prompt(question, value_proc=_said(parse)))


def begin(folder: Path, answers: Answers) -> None:
    """Makes the digest beside the folder, checks it, and moves it there."""
    target = folder.resolve()
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".digest-init-") as made:
        stage = Path(made)
        files.write(stage, files.files(answers))
        checked = read(stage / "content", latest_day(), "content")
        if checked.problems:
            raise click.UsageError("\n".join(map(as_text, checked.problems)))
        brought = program.bring(stage)
        for entry in stage.iterdir():
            os.rename(entry, target / entry.name)
    click.echo(f"Began {answers.title} in {folder}. Next:\n  cd {folder}\n  make site")
    if not brought:
        click.echo(
            "The program itself could not be had as a file: put its wheel into "
            f"{folder / program.FOLDER}/ before you run make.",
            err=True,
        )
