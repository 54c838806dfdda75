"""What the program brings along beside its modules, in a checkout and in an installed wheel.

A checkout has it where people look for it, at the top of the project; the wheel has it below
`generator/shipped/`, as `pyproject.toml` says. Nothing else looks for it.
"""

from pathlib import Path

from generator.loading.files import is_debris
from generator.pages.addresses import FOR_DEVELOPERS

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parent
WHEEL = PACKAGE / "shipped"
# What a checkout has under another name.
ELSEWHERE = {
    "forms": ".github/ISSUE_TEMPLATE",
    "workflows": ".github/workflows",
    "vscode": ".vscode",
}


def shipped(name: str) -> Path:
    """A file or folder that comes with the program: `templates`, `docs`, `starter` and others."""
    return WHEEL / name if WHEEL.is_dir() else CHECKOUT / ELSEWHERE.get(name, name)


def templates(own: Path) -> tuple[Path, ...]:
    """The folders of templates, the first one first: a file of a digest's own wins, one by one."""
    return _both(own, shipped("templates"))


def hand_written(own: Path) -> dict[str, Path]:
    """Each page written by hand and each asset by its path in the site, with its file.

    Those of a digest come before those that every digest begins with, and these before the rest:
    the other pages of a checkout are about the digest in it, and so are its pictures.
    """
    found: dict[str, Path] = {}
    for folder in _both(own, shipped("starter") / "docs", shipped("docs")):
        for file in sorted(folder.rglob("*")):
            path = file.relative_to(folder).as_posix()
            theirs = folder == own.resolve() or file.suffix != ".png"
            if theirs and file.is_file() and not is_debris(file.name):
                found.setdefault(path, file)
    return {path: file for path, file in found.items() if not path.startswith(FOR_DEVELOPERS)}


def _both(own: Path, *theirs: Path) -> tuple[Path, ...]:
    """The folders that are there, none of them twice."""
    folders = dict.fromkeys(folder.resolve() for folder in (own, *theirs) if folder.is_dir())
    return tuple(folders)
