"""The tabs of the site and the sections at its foot: as mkdocs.yml has them, or else all pages."""

from collections.abc import Set
from typing import Any

from generator.catalogue import Catalogue
from generator.pages.addresses import FOR_EDITORS
from generator.pages.table import HAND_WRITTEN, kinds

# Rows of the table, and pages written by hand, that are no tabs, by the section that they are in.
# Rows that are neither named here nor the first page of a folder are records.
RECORDS = ("events", "articles", "by-source", "crosswalk")
SECTIONS = {
    "Reading": ("facts", "glossary", "search.md", "follow"),
    "About": ("about.md", "method.md", "standards.md", "credits", "corrections", "changes"),
    "Taking part": ("contribute", "editors/index.md", "data/format.md"),
}


def navigation(
    catalogue: Catalogue, named: list[Any] | None, made: Set[str], by_hand: Set[str] = frozenset()
) -> list[Any]:
    """The navigation as MkDocs takes it, without pages that this digest does not make.

    `named` is that of mkdocs.yml, if it has one; `made` are the Markdown files of the site, and
    `by_hand` those of them that somebody wrote.
    """
    items = named or usual(catalogue, by_hand)
    return _there(items, {row.path for row in kinds(catalogue)} - made)


def usual(catalogue: Catalogue, by_hand: Set[str] = frozenset()) -> list[Any]:
    """The first page of each folder as a tab, others by section; each has the name of its page.

    Pages written by hand that only this digest has are in the section of what there is to read:
    nothing else might lead to them.
    """
    paths = {row.name: row.path for row in kinds(catalogue) if "{id}" not in row.path}
    home = paths.pop("home")
    records = [paths.pop(name) for name in RECORDS if name in paths]
    sections = [
        {title: [paths.pop(name, name) for name in names]} for title, names in SECTIONS.items()
    ]
    own = sorted(path for path in by_hand - {*HAND_WRITTEN} if not path.startswith(FOR_EDITORS))
    next(iter(sections[0].values())).extend(own)
    left = [path for path in paths.values() if not path.startswith(FOR_EDITORS)]
    tabs = [path for path in left if path.endswith("/index.md")]
    records = [*(path for path in left if path not in tabs), *records]
    return [{"Home": home}, *tabs, {"Records": records}, *sections]


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
