"""The `digest` command as a whole: its subcommands, a module each, and how it ends.

Exit codes: 0 done, 1 content refused, 2 wrong usage, 3 environment (disk, permission, another
build), 70 a bug in the generator.
"""

import io
import sys
import tempfile
import traceback

import click

from generator.cli.build import build, render
from generator.cli.check import check
from generator.cli.history import history
from generator.cli.impact import impact
from generator.cli.links import links
from generator.cli.schema import schema
from generator.rendering import TemplateFault
from generator.site import pipeline


@click.group(
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
      digest check              tell everything that is wrong with the records
      digest build              check, then build the site into site/
      mkdocs serve              preview while you write

    The records are YAML files in content/; content/README.md has an example of each kind.
    """


for command in (build, check, history, impact, links, render, schema):
    digest.add_command(command)


def main() -> None:
    """Run the command; whatever fails ends with its exit code and without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows, or a poor locale, holds some letters only: the rest as `\\uC2DC`.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        digest(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except (pipeline.ContentRefused, TemplateFault) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(3)
    except Exception:  # the last line of defence: a bug gets its own exit code
        told = traceback.format_exc()
        try:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", prefix="digest-bug-", suffix=".txt", delete=False
            ) as f:
                f.write(told)
            where = f"See {f.name}"
        except OSError:  # a full disk brings bugs to light and leaves no room to write them down
            where = told
        click.echo(f"This is a bug in the generator, not in your records. {where}", err=True)
        sys.exit(70)
