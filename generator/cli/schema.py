"""The command `digest schema`."""

from datetime import date
from pathlib import Path

import click

from generator.cli import options
from generator.cli.outputs import resolved
from generator.cli.records import sound_records
from generator.exports.editor_schemas import schemas


@click.command()
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
