"""What a round found, for a person in a terminal and for the summary of a job."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from generator.linkhealth.addresses import Address
from generator.linkhealth.saved_state import AddressState
from generator.problems import shown
from generator.problems.reports import fenced

# What fails this long, in at least this many rounds, is gone.
PATIENCE = timedelta(weeks=4)
ROUNDS = 3
# Verdicts in the order in which an editor needs them, each with what it asks of one.
VERDICTS = {
    "gone": "Gone: look for an archived copy or another source",
    "kept": "Gone, and kept by an archive: nothing to do",
    "moved": "Moved for good: give the new address",
    "failing": "Failing for now: counts as gone after four weeks",
    "blocked": "Blocked, which says nothing of what a reader sees: nothing to do",
    "live": "Live",
    "unknown": "Not asked yet",
}


class Row(NamedTuple):
    """One address with its verdict, and the line that tells of it."""

    verdict: str
    url: str
    line: str


def rows(addresses: Sequence[Address], known: Mapping[str, AddressState]) -> tuple[Row, ...]:
    """Every address with its verdict, in order of verdict and address."""
    results = [_row(address, known) for address in addresses]
    order = list(VERDICTS)
    return tuple(sorted(results, key=lambda row: (order.index(row.verdict), row.url)))


def verdict(address: Address, known: Mapping[str, AddressState]) -> str:
    """A word of `VERDICTS`: the state, seen over some weeks and with the archived copies."""
    entry = known.get(address.url)
    if entry is None:
        return "unknown"
    gone = entry.state == "gone" or (
        entry.state == "failing"
        and entry.failed >= ROUNDS
        and entry.asked - entry.since >= PATIENCE
    )
    if not gone:
        return entry.state
    copies = {known[url].state for url in address.archives if url in known}
    if copies & {"live", "moved"}:
        return "kept"
    # Whether readers still see a copy that turns programs away, nobody can tell from here.
    return "blocked" if "blocked" in copies else "gone"


def _row(address: Address, known: Mapping[str, AddressState]) -> Row:
    entry = known.get(address.url)
    parts = [shown(address.url, 400)]
    if entry is not None:
        parts.append(f"{shown(entry.why)}, since {entry.since}, asked {entry.asked}")
        if entry.to:
            parts.append(f"now at {shown(entry.to, 400)}")
    parts.append(f"used by {shown(', '.join(address.used), 400)}")
    word = verdict(address, known)
    if entry is not None and entry.state != "blocked" == word:
        parts.append("gone, and its archived copy refuses programs")
    return Row(word, address.url, "\n    ".join(parts))


def counts(rows: Sequence[Row]) -> str:
    """One line that counts the verdicts, those that nothing has left out."""
    numbers = {name: sum(row.verdict == name for row in rows) for name in VERDICTS}
    words = {**dict.fromkeys(VERDICTS, ""), "unknown": "not asked yet"}
    listed = [f"{count} {words[name] or name}" for name, count in numbers.items() if count]
    return f"{len(rows)} addresses: {', '.join(listed) or 'none'}."


def _sections(rows: Sequence[Row]) -> Iterator[tuple[str, list[str]]]:
    """The lines of every verdict of which an editor must know, under its heading."""
    for name, heading in VERDICTS.items():
        lines = [row.line for row in rows if row.verdict == name]
        if lines and name not in ("live", "unknown"):
            yield heading, lines


def as_text(rows: Sequence[Row]) -> str:
    """Every address that is not simply live, under its verdict; then the counts."""
    parts = ["\n  ".join([heading, *lines]) for heading, lines in _sections(rows)]
    return "\n\n".join([*parts, counts(rows)])


def as_summary(rows: Sequence[Row], today: date) -> str:
    """Markdown for a job's summary; addresses stand in code blocks, which nothing can leave."""
    parts = [f"## Sources on {today}\n\n{counts(rows)}\n"]
    for heading, lines in _sections(rows):
        parts.append(f"### {heading} ({len(lines)})\n\n{fenced(chr(10).join(lines))}")
    return "\n".join(parts)
