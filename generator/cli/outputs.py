"""Where a command writes: the folder of the project, and no output that would destroy anything."""

from collections.abc import Iterable
from pathlib import Path

import click

from generator.exports import manifest
from generator.site.shipped import CHECKOUT, WHEEL

# Folders of a project that no output may be in.
SOURCES = ("docs", "templates", "generator", "tests")


def project() -> Path:
    """The folder of mkdocs.yml, templates/ and docs/: where the command is run, or our checkout."""
    here = Path("mkdocs.yml").exists() or WHEEL.is_dir()
    return Path.cwd() if here else CHECKOUT


def settings_of_site() -> Path:
    """The mkdocs.yml of the site that is to be built."""
    found = project() / "mkdocs.yml"
    if not found.exists():
        raise click.UsageError(
            "there is no mkdocs.yml here; go to the folder of your digest, or make one with "
            "`digest init FOLDER`"
        )
    return found


def lies_in(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a file is one of the paths given, or lies below one."""
    return any(path.resolve().is_relative_to(folder.resolve()) for folder in folders)


def resolved(folder: Path) -> Path:
    """Where a path leads to; links may lead in a circle."""
    try:
        return folder.resolve()
    except (OSError, RuntimeError) as error:
        raise click.UsageError(f"{folder} leads nowhere") from error


def refuse_out(out: Path, content: Path) -> None:
    """Refuse an output folder whose replacement would destroy something else."""
    target, source = resolved(out), content.resolve()
    if lies_in(target, [project() / name for name in SOURCES]):
        raise click.UsageError(f"{out} lies within what the site is made from")
    if target == source or source.is_relative_to(target) or target.is_relative_to(source):
        raise click.UsageError(f"{out} and {content} must not lie within each other")
    if CHECKOUT.is_relative_to(target) or target == Path.cwd():
        raise click.UsageError(f"{out} would be replaced; name a folder of its own")
    if target.exists() and not target.is_dir():
        raise click.UsageError(f"{out} is not a folder")
    if target.is_dir() and any(target.iterdir()) and not manifest.built_here(target):
        raise click.UsageError(f"{out} holds files that no build made; name another folder")
