"""What a finished site must hold, and what it holds: every file by its SHA-256, beside them."""

import hashlib
import json
import os
from collections.abc import Mapping, Set
from pathlib import Path

NAME = "manifest-files.json"
# Pagefind names some of its files by chance; `tree` leaves them out, `files` has them.
INDEX = "pagefind/"
# Made only where the address of the site is known.
OPTIONAL = frozenset({"sitemap.xml", "sitemap.xml.gz"})


def faults(site: Path, expected: Set[str]) -> list[str]:
    """What is missing of the `expected` files, and what else lies in the folder; sorted.

    Links and dot files are faults: a web server may follow the one and hide the other.
    """
    present, odd = set(), set()
    for folder, folders, names in os.walk(site):
        for name in (*folders, *names):
            path = Path(folder, name)
            relative = path.relative_to(site).as_posix()
            if path.is_symlink() or name.startswith(".") or not (path.is_dir() or path.is_file()):
                odd.add(relative)
            elif path.is_file() and not relative.startswith(INDEX):
                present.add(relative)
    return sorted(
        [f"missing: {path}" for path in expected - present]
        + [f"not ours: {path}" for path in (present - expected - OPTIONAL) | odd]
    )


def hashes(site: Path) -> dict[str, str]:
    """The SHA-256 of every file by its path, the inventory itself aside; in order of path."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {
        path: hashlib.sha256((site / path).read_bytes()).hexdigest()
        for path in paths
        if path != NAME
    }


def tree(files: Mapping[str, str]) -> str:
    """One hash for the whole site, the search index aside: equal records give an equal one.

    The SHA-256 of what `sha256sum` would print of the files in order of path.
    """
    lines = (f"{files[path]}  {path}\n" for path in sorted(files) if not path.startswith(INDEX))
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def write(site: Path) -> None:
    """Put the inventory of a site beside its files; nothing may be written after it."""
    files = hashes(site)
    whole = {"generator": "digest", "tree": tree(files), "files": files}
    (site / NAME).write_bytes((json.dumps(whole, indent=1) + "\n").encode("utf-8"))


def differences(site: Path) -> list[str]:
    """Every file of a site that is missing, changed or not in its inventory; none: it is whole.

    Raises OSError or ValueError where there is no inventory to compare with.
    """
    recorded = json.loads((site / NAME).read_text("utf-8"))["files"]
    present = hashes(site)
    return sorted(
        path for path in recorded.keys() | present.keys() if recorded.get(path) != present.get(path)
    )
