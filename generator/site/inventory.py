"""What a finished site must hold, and what it holds: every file by its SHA-256, beside them."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from types import MappingProxyType

NAME = "manifest-files.json"
# Pagefind names some of its files by chance; `tree` leaves them out, `files` has them.
INDEX = "pagefind/"
NOTHING: Mapping[str, str] = MappingProxyType({})
# Made only where the address of the site is known.
OPTIONAL = frozenset({"sitemap.xml", "sitemap.xml.gz"})


def faults(site: Path, expected: Set[str]) -> list[str]:
    """What is missing of the `expected` files, and what else lies in the folder; sorted.

    Links and dot files are faults: a web server may follow the one and hide the other.
    """
    present, odd = set(), set()
    for relative, entry in below(site):
        if entry.name.startswith(".") or not (
            entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)
        ):
            odd.add(relative)
        elif not relative.startswith(INDEX) and entry.is_file():
            present.add(relative)
    return sorted(
        [f"missing: {path}" for path in expected - present]
        + [f"not ours: {path}" for path in (present - expected - OPTIONAL) | odd]
    )


def below(folder: Path, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Whatever lies below a folder, with its path from there; no link is followed."""
    with os.scandir(folder / prefix) as entries:
        for entry in entries:
            path = f"{prefix}{entry.name}"
            yield path, entry
            if entry.is_dir(follow_symlinks=False):
                yield from below(folder, f"{path}/")


def hashes(
    site: Path, known: Mapping[str, str] = NOTHING, without: str | None = None
) -> dict[str, str]:
    """The SHA-256 of every file by its path, the inventory itself aside; in order of path.

    Those that are `known` are not read again; the folder `without` is left out.
    """
    paths = sorted(path for path, entry in below(site) if entry.is_file())
    return {
        path: known.get(path) or hashlib.sha256((site / path).read_bytes()).hexdigest()
        for path in paths
        if path != NAME and not (without and path.startswith(without))
    }


def tree(files: Mapping[str, str]) -> str:
    """One hash for the whole site, the search index aside: equal records give an equal one.

    The SHA-256 of what `sha256sum` would print of the files in order of path.
    """
    lines = (f"{files[path]}  {path}\n" for path in sorted(files) if not path.startswith(INDEX))
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def write(site: Path, known: Mapping[str, str] = NOTHING) -> None:
    """Put the inventory of a site beside its files; nothing may be written after it.

    No file whose hash is `known` may have been written since that was taken.
    """
    files = hashes(site, known)
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
