"""Where things are on the site: files of pages, their addresses, and their answers in JSON."""

from functools import lru_cache

from generator.schema.registry import KIND

API = "api/v1/"
# The folder of docs/ that is no part of the site: its pages link to code, and are read beside it.
FOR_DEVELOPERS = "developers/"
# Pages for those who write records: read by following a link, found by no search.
FOR_EDITORS = "editors/"


def address(path: str) -> str:
    """The address of a page's Markdown file: `events/x.md` is served at `events/x/`."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"


@lru_cache(maxsize=1 << 14)
def relative(target: str, here: str) -> str:
    """From a page, by its address or file, to another or to a file: `../../data/`, `x.csv`, `./`.

    All are below the root of the site; an address has a slash at its end, but for the root.
    """
    *folders, last = target.split("/")
    start = here.split("/")[:-1]
    shared = 0
    while shared < min(len(folders), len(start)) and folders[shared] == start[shared]:
        shared += 1
    return "../" * (len(start) - shared) + "/".join([*folders[shared:], last]) or "./"


def resolved(link: str, here: str) -> str:
    """Where a relative link of the page at an address leads, from the root of the site.

    One that leaves the site begins with `../`, one that is no relative one is as it was.
    """
    if link.startswith("/"):
        return link
    steps = here.split("/")[:-1]
    *folders, last = link.split("/")
    if last in (".", ".."):
        folders, last = [*folders, last], ""
    for step in folders:
        if step == ".." and steps and steps[-1] != "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join([*steps, last])


def record_address(kind: str, key: str) -> str:
    """The address of a record's page, with an anchor where it is an entry of one."""
    path, _, anchor = KIND[kind].path(key).partition("#")
    return address(path) + (f"#{anchor}" if anchor else "")


def json_path(path: str) -> str:
    """The file with the same as JSON, by the page's Markdown file; of the front page `home.json`,
    since `index.json` is the index of all."""
    stem = "home" if path == "index.md" else path.removesuffix(".md")
    return f"{API}{stem}.json"
