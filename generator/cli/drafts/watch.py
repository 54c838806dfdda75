"""The command `digest watch`."""

import hashlib
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from generator.catalogue import Catalogue
from generator.cli import options
from generator.cli.links import INSTEAD, agent, instead
from generator.cli.records import sound_records
from generator.drafting import report, rows, seen, tables
from generator.drafting.decoding import decoded
from generator.drafting.report import Found
from generator.drafting.seen import Changes, Seen
from generator.linkhealth.client import NotFetched, fetch
from generator.linkhealth.network import Web
from generator.linkhealth.saved_state import Foreign
from generator.problems import shown
from generator.schema.topic import WatchedTable
from generator.values.clock import day_in_utc
from generator.writing import Draft, Exists, files, write

LARGEST = 20_000_000
SECONDS = 60.0


@click.command()
@options.content
@options.today
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path(".cache/watch.json"),
    show_default=True,
    help="The tables as they were the last time. It is read first and replaced at the end.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".cache/watch"),
    show_default=True,
    help="Where drafts are written, in the folders of a content folder; none is overwritten.",
)
@click.option(
    "--most",
    type=click.IntRange(0, 100),
    default=10,
    show_default=True,
    help="At most so many events at once; the others follow the next time.",
)
@click.option(
    "--file",
    "saved",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table saved as a file, in place of its address; with --table.",
)
@click.option("--table", "named", default="", metavar="ID", help="This table alone.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="markdown: for an issue, with the drafts; nothing where nothing is new.",
)
def watch(
    content: Path,
    today: date,
    state: Path,
    out: Path,
    most: int,
    saved: Path | None,
    named: str,
    form: str,
) -> None:
    """Compare public tables with the records, and write drafts of what is new. No part of a build.

    The tables are those that `watch` in digest.yml declares. A row is compared by what it says and
    not by its number. What is on record, or was drafted before, is left alone; rows that changed or
    went away since the last time are listed. Only what a table's terms allow is copied.
    """
    catalogue = sound_records(content, today)
    wanted = [one for one in catalogue.settings.watch if named in ("", one.id)]
    if named and not wanted:
        raise click.UsageError(f"digest.yml declares no table `{shown(named)}` under `watch`")
    if saved and len(wanted) != 1:
        raise click.UsageError("name the table of the file with --table")
    if not wanted:
        click.echo("digest.yml declares no table under `watch`.", err=True)
        return
    try:
        before, fault = seen.read(state)
    except Foreign as error:
        raise click.UsageError(shown(str(error), 400)) from error
    if fault:
        click.echo(f"{shown(str(state), 400)}: {fault}; what it held is forgotten.", err=True)
    now = dict(before)
    found: list[Found] = []
    failed: list[str] = []
    for table in wanted:
        try:
            read = tables.read_table(table, _text(table, saved))
        except (NotFetched, tables.Unreadable) as error:
            failed.append(f"{table.id}: {shown(str(error), 400)}")
            continue
        room = most - sum(len(one.drafts) for one in found)
        one, now[table.id] = _compared(catalogue, table, read, before.get(table.id), room, today)
        found.append(one)
    try:
        write(out, {path: text for one in found for path, text in one.texts.items()})
    except Exists as error:
        raise click.UsageError(f"{error}; name another folder with --out") from error
    seen.write(state, now)
    text = report.as_markdown(found) if form == "markdown" else report.as_text(found)
    if text:
        click.echo(text)
    if form == "text" and any(one.drafts for one in found):
        click.echo(f"\nThe drafts are in {out}. Move those that belong into {content}, and finish "
                   "them there; `digest check` says what is missing.")  # fmt: skip
    if failed:
        raise OSError("; ".join(failed))


def _text(table: WatchedTable, saved: Path | None) -> str:
    """The file of a table, by one request or as it was saved."""
    if saved:
        with saved.open("rb") as file:
            body = file.read(LARGEST + 1)
        if len(body) > LARGEST:
            raise tables.Unreadable(f"more than {LARGEST:,} bytes")
        return decoded(body)
    web = Web(instead(os.environ.get(INSTEAD, "")))
    asking = agent("digest-watch", "weekly look at a public table")
    page = fetch(table.address, web, asking, SECONDS, LARGEST)
    return decoded(page.body, page.charset)


def _compared(
    catalogue: Catalogue,
    table: WatchedTable,
    read: Iterable[tables.Row],
    before: Seen | None,
    room: int,
    today: date,
) -> tuple[Found, Seen]:
    """What is new in a table, and what to remember of it."""
    every = list(read)
    said = list(tables.meant(catalogue, table, every))
    days = [one.column for one in table.columns if _is_day(catalogue, one.about)]
    kept = seen.kept(table, every)
    changes = seen.changes(days[0], before.rows, kept) if before else Changes()
    drafted = list(before.drafted) if before else []
    beside = rows.compared(catalogue, table, rows.occasions(catalogue, table, said))
    new = tuple(one for one in beside.new if _key(one) not in drafted)
    doubtful = [pair for pair in beside.doubtful if _key(pair[0]) not in drafted]
    earlier = {seen.content(row) for row in before.rows} if before else set()
    copied = days[0] in table.copied
    chosen = new[: max(room, 0)] if copied else new
    made: list[tuple[Draft, Draft]] = []
    taken = {*catalogue.events, *catalogue.articles}
    for one in chosen if copied else ():
        pair = rows.drafts(catalogue, table, one, taken, min(today, day_in_utc()))
        taken |= {draft.id for draft in pair}
        made.append(pair)
    article = catalogue.articles[table.article]
    fresh = {id(one) for occasion in new for one in occasion.rows}
    unread = [
        one
        for one, row in zip(said, kept, strict=True)
        if one.unread and seen.content(row) not in earlier and (id(one) in fresh or not one.day)
    ]
    return (
        Found(
            table,
            article.url or table.address,
            made,
            {pair[0].id: one.ids for pair, one in zip(made, chosen, strict=False)},
            files((draft for pair in made for draft in pair), catalogue.models),
            len(new) - len(chosen),
            () if copied else tuple(key for one in new for key in one.ids),
            [(one.ids, event) for one, event in doubtful],
            unread,
            changes,
        ),
        Seen(kept, [*drafted, *map(_key, (*chosen, *(one for one, _ in doubtful)))]),
    )


def _is_day(catalogue: Catalogue, about: str) -> bool:
    return catalogue.measures[about].field == "date"


def _key(one: rows.Occasion) -> str:
    """How an occasion is remembered; whether its day may be copied does not matter then."""
    return hashlib.sha256(f"{one.day} {one.place}".encode()).hexdigest()[:16]
