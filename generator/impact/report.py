"""An impact as Markdown for a job's summary, in which no text of an author is more than text.

Whatever comes from a record stands in a code span. In one, GitHub reads no Markdown, no HTML, no
address, no mention, no emoji and no number of an issue; `shown` leaves no line feed in it, and no
line begins with it, so none is a command to the runner.
"""

import re
from collections.abc import Iterable, Sequence

from generator.impact.compare import Change, Impact, PageChange
from generator.problems import shown
from generator.values.words import counted

LIMIT = 50
"""Lines of a section; the rest is counted."""
TEXT = 300
USES = 5
HEAD = "## What readers would see change\n"


def code_span(text: str) -> str:
    """Any text as one code span."""
    safe = shown(text, TEXT)
    longest = max((len(run) for run in re.findall("`+", safe)), default=0)
    fence = "`" * (longest + 1)
    # A space on both sides is taken off by the reader of Markdown; it keeps the fences apart.
    pad = " " if safe.startswith(("`", " ")) or safe.endswith(("`", " ")) or not safe else ""
    return f"{fence}{pad}{safe}{pad}{fence}"


def as_markdown(impact: Impact, site: str = "") -> str:
    """The whole report: three lines, then what is behind them; empty sections are left out.

    `site` is the address from which the site, built of the new commit, can be fetched.
    """
    parts = [HEAD, *in_short(impact, site), ""]
    if impact.empty:
        return "\n".join(parts)
    parts += section(
        "Addresses that would be dead", (f"- {code_span(path)}" for path in impact.lost)
    )
    if impact.lost:
        parts.append(
            "Name the old id under `former_ids` of the record's new file, or in "
            "`content/removed.yml`.\n"
        )
    parts += section("Counts", (change(row) for row in impact.counts))
    parts += section("Facts", (change(row) for row in impact.facts))
    parts += section("Values at the top of events", (change(row) for row in impact.events))
    parts += section("Claims added", (f"- {code_span(claim)}" for claim in impact.claims_added))
    parts += section("Claims removed", (f"- {code_span(claim)}" for claim in impact.claims_removed))
    parts += section("Pages added", (page(row) for row in impact.pages.added))
    parts += section("Pages removed", (page(row) for row in impact.pages.removed))
    parts += section("Pages changed", (page(row) for row in impact.pages.changed))
    return "\n".join(parts)


def in_short(impact: Impact, site: str) -> list[str]:
    """What a reader would see, in three lines."""
    pages = impact.pages
    if impact.empty:
        seen = "Nothing: no record changes what a page says"
    else:
        seen = (
            f"{counted(len(pages.added), 'page')} new, {len(pages.changed)} changed, "
            f"{len(pages.removed)} gone"
        )
        seen += f"; **{counted(len(impact.lost), 'address', 'addresses')} dead**" * bool(
            impact.lost
        )
    values = (
        f"{counted(len(impact.events), 'value')} of events and "
        f"{counted(len(impact.facts), 'number')} of prose changed, "
        f"{counted(len(impact.claims_added), 'claim')} new, {len(impact.claims_removed)} gone"
    )
    look = (
        f"[download the site as it would be]({site}), unpack it and open a page"
        if site
        else "build the site with `make site`"
    )
    return [f"- **Pages**: {seen}.", f"- **Values**: {values}.", f"- **To look at it**: {look}."]


def unreadable(which: str, wrong: int, left_out: Sequence[str]) -> str:
    """Why there is nothing to compare. `which` is our own word for one of the two commits."""
    lines = [f"{HEAD}\nThe records of the {which} cannot be read, so nothing is compared."]
    if wrong:
        lines.append(f"Errors: {wrong}. The check lists each with its place and how to correct it.")
    lines += section(
        "No plain files of a record's size", (f"- {code_span(path)}" for path in left_out)
    )
    return "\n".join(lines) + "\n"


def section(title: str, rows: Iterable[str]) -> list[str]:
    """A heading with its number of rows, the first `LIMIT` of them, and how many more there are."""
    lines = list(rows)
    if not lines:
        return []
    more = [f"- and {len(lines) - LIMIT} more"] if len(lines) > LIMIT else []
    return [f"### {title}: {len(lines)}\n", *lines[:LIMIT], *more, ""]


def change(row: Change) -> str:
    """`350` to `360`, and where it is used."""
    if row.before is None:
        values = f"new, {code_span(row.after or '')}"
    elif row.after is None:
        values = f"gone, was {code_span(row.before)}"
    else:
        values = f"{code_span(row.before)} to {code_span(row.after)}"
    used = ", ".join(code_span(where) for where in row.where[:USES])
    more = f" and {len(row.where) - USES} more" if len(row.where) > USES else ""
    return f"- {code_span(row.name)}: {values}" + (f"; used in {used}{more}" if used else "")


def page(row: PageChange) -> str:
    """Its address and title."""
    sign = " (only says where a record went)" if row.gone else ""
    return f"- {code_span(row.address or '/')}: {code_span(row.title)}{sign}"
