"""Files written by hand beside those that the program makes: each has an address of its own."""

from collections.abc import Callable, Set

from mkdocs.structure.files import File, Files, InclusionLevel

from generator.site.inventory import INDEX, NAME
from generator.site.making.pages import Placed
from generator.site.refusal import Refusal

# What is made once all pages are.
LAST = ("404.html", "sitemap.xml", NAME)


def refuse_twice(files: Files, made: Set[str]) -> None:
    """A Refusal where a file written by hand has the address of a page that is made, or of another.

    Some systems make no difference between capitals and small letters.
    """
    ours = {_spot(path) for path in (*made, *LAST)}
    seen: dict[str, str] = {}
    for file in _by_hand(files):
        spot = _spot(file.dest_uri)
        if spot in ours or f"{spot}/".startswith(INDEX):
            raise _twice(file.src_uri)
        if spot in seen:
            raise _twice(file.src_uri, seen[spot])
        seen[spot] = file.src_uri


def free_of(files: Files) -> Callable[[str], None]:
    """What raises a Refusal for a file that is to be made where one written by hand is."""
    own = {_spot(file.dest_uri): file.src_uri for file in _by_hand(files)}

    def check(path: str) -> None:
        if found := own.get(_spot(path)):
            raise _twice(found)

    return check


def _by_hand(files: Files) -> list[File]:
    return [
        file
        for file in files
        if not (file.generated_by or isinstance(file, Placed))
        and file.inclusion is not InclusionLevel.EXCLUDED
    ]


def _spot(path: str) -> str:
    """Where a file is in the site, or the page of one; the same for all that are there."""
    plain = path.removesuffix(".md").removesuffix("index.html").removesuffix("index")
    return plain.strip("/").casefold()


def _twice(path: str, other: str = "") -> Refusal:
    if other:
        message = f"docs/{path}: it has the address of docs/{other}"
    else:
        what = "page" if path.endswith((".md", ".html")) else "file"
        message = f"docs/{path}: the program makes a {what} of this address"
    return Refusal(f"{message}\n  fix: give the file another name, or remove it")
