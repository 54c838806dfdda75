"""What a look at public tables found, for a terminal and for an issue.

What others wrote is in code blocks, which nothing in it can leave; what they do not allow to copy
is reported by the ids of its rows and a link.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.drafting.seen import HASH, Changes
from generator.drafting.tables import Meant
from generator.problems import shown
from generator.problems.job_summary import cut
from generator.problems.reports import fenced
from generator.schema.topic import WatchedTable
from generator.writing import Draft

# Lines of one kind; more are counted.
MOST = 50
# GitHub takes 65,536 characters of an issue.
ROOM = 60_000


class Found(NamedTuple):
    """What is new in one table, and what a person must look at.

    `drafts` are events with their articles, `ids` the rows of each event, `texts` the files by
    path; `waiting` counts what is left for the next time, `bare` are rows that may not be copied.
    `doubtful` are rows with the id of the event that they were taken for.
    """

    table: WatchedTable
    link: str
    drafts: Sequence[tuple[Draft, Draft]]
    ids: Mapping[str, Sequence[str]]
    texts: Mapping[str, str]
    waiting: int
    bare: Sequence[str]
    doubtful: Sequence[tuple[Sequence[str], str]]
    unread: Sequence[Meant]
    changes: Changes

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to look at."""
        told = (self.drafts, self.bare, self.doubtful, self.unread)
        return not any((*told, self.changes.changed, self.changes.gone))


def _sections(found: Found) -> Iterator[tuple[str, list[str]]]:
    if found.drafts:
        lines = []
        for event, _ in found.drafts:
            title = shown(str(event.data.get("title") or "title not known"), 200)
            lines.append(f"{event.id}: {title}\n    {_rows(found.ids[event.id])}")
        if found.waiting:
            lines.append(f"{found.waiting} more will follow the next time.")
        yield "New, with a draft", lines
    if found.bare:
        yield "New, and not to be copied: look at the table", [_rows(found.bare)]
    if found.doubtful:
        yield (
            "Taken for an event of another place or day: is it the same?",
            [f"{_rows(ids)}: {event}" for ids, event in found.doubtful],
        )
    if found.unread:
        yield (
            "Values that could not be read",
            [
                f"row {_id(one.row.id)}: {', '.join(map(_name, _unread(found, one)))}"
                for one in found.unread
            ],
        )
    if found.changes.changed:
        yield (
            "Changed since the last time",
            [
                f"row {_id(one.id)}: {'; '.join(_change(*item) for item in one.columns.items())}"
                for one in found.changes.changed
            ],
        )
    if found.changes.gone:
        yield (
            "Gone since the last time",
            [
                f"row {_id(one.id)}: {', '.join(map(_value, filter(None, one.cells.values())))}"
                for one in found.changes.gone
            ],
        )


def _unread(found: Found, one: Meant) -> Iterator[str]:
    for name in one.unread:
        copied = name in found.table.copied
        yield f"{name} `{one.row.cells.get(name, '')}`" if copied else name


def _id(text: str) -> str:
    return shown(text, 40)


def _name(text: str) -> str:
    return shown(text, 80)


def _change(column: str, pair: tuple[str, str]) -> str:
    if any(text.startswith(HASH) for text in pair):
        return f"{shown(column, 40)} is another text"
    before, after = (_value(text) if text else "nothing" for text in pair)
    return f"{shown(column, 40)} {before} → {after}"


def _value(text: str) -> str:
    return "(not copied)" if text.startswith(HASH) else shown(text, 80)


def _rows(ids: Sequence[str]) -> str:
    named = ", ".join(shown(one, 40) for one in ids[:MOST])
    more = f" and {len(ids) - MOST} more" if len(ids) > MOST else ""
    return f"row{'s' * (len(ids) != 1)} {named}{more}"


def _shortened(lines: list[str]) -> list[str]:
    more = len(lines) - MOST
    return [*lines[:MOST], *([f"and {more} more."] if more > 0 else [])]


def as_text(every: Sequence[Found]) -> str:
    """Every table with what is new in it, for a terminal."""
    parts = []
    for found in every:
        head = f"{found.table.id}, {shown(found.link, 400)}"
        if found.nothing:
            parts.append(f"{head}\n  nothing new")
        for heading, lines in _sections(found):
            body = "\n".join(f"  {line}" for line in _shortened(lines))
            parts.append(f"{head}\n{heading}\n{body}")
    return "\n\n".join(parts)


def as_markdown(every: Sequence[Found]) -> str:
    """The same as Markdown for an issue, with the drafts; empty where nothing is new."""
    parts = []
    for found in every:
        if found.nothing:
            continue
        parts.append(f"## Table {found.table.id}\n\nThe table: <{found.link}>\n")
        for heading, lines in _sections(found):
            parts.append(f"### {heading}\n\n{fenced(chr(10).join(_shortened(lines)))}")
        for path, text in found.texts.items():
            parts.append(f"`content/{path}`\n\n{fenced(text)}")
    return cut("\n".join(parts), ROOM, "an issue on GitHub holds 64 KiB") if parts else ""
