"""The `digest` command as a whole: its subcommands, a module each, and how it ends.

Exit codes: 0 done, 1 content refused, 2 wrong usage, 3 environment (disk, permission, another
build), 70 a bug in the generator.
"""

import atexit
import gc
import io
import sys
import tempfile
import traceback
from importlib import import_module

import click

from generator.site.building.termination import heed_termination
from generator.site.reading import ContentRefused

# Each subcommand and the module that has it.
COMMANDS = {
    "build": "build",
    "check": "check",
    "draft": "drafts.draft",
    "history": "history",
    "impact": "impact",
    "init": "init",
    "links": "links",
    "new": "adding.new",
    "render": "build",
    "schema": "schema",
    "watch": "drafts.watch",
}


# Of each 700 new objects Python looks for those that only refer to each other, of which pages have
# few.
OBJECTS_BETWEEN_LOOKS = 50_000


class Lazy(click.Group):
    """Imports a subcommand when it is asked for: a check needs no Jinja, no calendar, no client."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all subcommands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A subcommand by its name; None where there is no such."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"generator.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(
    cls=Lazy,
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
      digest init FOLDER        begin a digest on a subject of your own
      digest new event          add an event with the article that reports it
      digest check              report everything that is wrong with the records
      digest build              check, then build the site into site/
      mkdocs serve              preview while you write

    The records are YAML files in content/; content/README.md has an example of each kind.
    """


def main() -> None:
    """Run the command; whatever fails ends with its exit code and without a traceback."""
    heed_termination()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    # Memory goes as a whole where the process ends; to find all that is in it and take it apart
    # takes a fifth of a check.
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows, or a poor locale, holds some letters only: the rest as `\\uC2DC`.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if sys.flags.optimize > 1:
        # The guide, the schemas and the answers explain keys in the words of docstrings.
        click.echo("error: Python leaves out docstrings, of which pages are made", err=True)
        click.echo("  fix: start it without -OO and without PYTHONOPTIMIZE", err=True)
        sys.exit(2)
    try:
        digest(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except ContentRefused as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(3)
    except Exception:  # the last line of defence: a bug gets its own exit code
        trace = traceback.format_exc()
        try:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", prefix="digest-bug-", suffix=".txt", delete=False
            ) as f:
                f.write(trace)
            where = f"See {f.name}"
        except OSError:  # a full disk brings bugs to light and leaves no room to write them down
            where = trace
        click.echo(f"This is a bug in the generator, not in your records. {where}", err=True)
        sys.exit(70)
