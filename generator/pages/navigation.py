"""The sections of the site: those that mkdocs.yml names, or else all that there are."""

from collections.abc import Set
from typing import Any

from generator.pages.table import HAND_WRITTEN, kinds

# Rows of the table by the section that they are in; all others are records.
CONTEXT = ("explainers", "digests", "facts", "glossary")
ABOUT = ("credits", "corrections", "follow", "data", "crosswalk", "problems")


def navigation(named: list[Any] | None, made: Set[str]) -> list[Any]:
    """The navigation as MkDocs takes it, without pages that this digest does not make.

    `named` is that of mkdocs.yml, if it has one; `made` are the Markdown files of the site.
    """
    return _there(named or usual(), {row.path for row in kinds()} - made)


def usual() -> list[Any]:
    """Every page that lists others, section by section; each is called what its page is."""
    paths = {row.name: row.path for row in kinds() if "{id}" not in row.path}
    home = paths.pop("home")
    about = [paths.pop(name) for name in ABOUT]
    context = [paths.pop(name) for name in CONTEXT]
    records = [path for path in paths.values() if path.endswith("/index.md")]
    hand = [path for path in HAND_WRITTEN if path != "search.md"]
    return [
        {"Home": home},
        "search.md",
        {"Records": records},
        {"Context": context},
        {"About": [*hand[:3], *about, *hand[3:]]},
    ]


def _there(items: list[Any], absent: Set[str]) -> list[Any]:
    """The items without a page that is not made, and without a section that is empty then."""
    kept: list[Any] = []
    for item in items:
        if isinstance(item, dict):
            whole = {name: _within(part, absent) for name, part in item.items()}
            if there := {name: part for name, part in whole.items() if part}:
                kept.append(there)
        elif item not in absent:
            kept.append(item)
    return kept


def _within(part: Any, absent: Set[str]) -> Any:
    """The same of what a title leads to; None where that is a page that is not made."""
    if isinstance(part, list):
        return _there(part, absent)
    return None if part in absent else part
