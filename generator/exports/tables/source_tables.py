"""The table of counts by source: what each main source speaks of, a row a year and source."""

from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.evidence import by_source
from generator.exports.tables.columns import Column, Part, Table, one, table
from generator.schema import kinds as model
from generator.values.scalars import slugged

NAME = "counts"


class _Counted(NamedTuple):
    """What a main source says of the counted events of a year."""

    year: int
    source: model.Actor
    sum: by_source.Sum


def counts(catalogue: Catalogue, what: model.Counted) -> Table:
    """The table, the newest year first as on the page; no row for a source that says nothing."""
    found = by_source.by_source(catalogue)
    rows = (
        _Counted(year.year, source.actor, of)
        for year in (found.years if found else ())
        for source, of in zip(found.sources if found else (), year.sums, strict=True)
        if of.events
    )
    about = f"How many {what.many} each main source speaks of, a row a year and source."
    return table(NAME, "count", about, ("year", "source"), _columns(catalogue, what), rows)


def _columns(catalogue: Catalogue, what: model.Counted) -> tuple[Part[_Counted], ...]:
    return (
        one(Column("year", "integer", "The year, by the day at the place."), lambda x: x.year),
        one(Column("source", "string", "The main source; what its other bodies say is its own.",
                   "actors"), lambda x: x.source.id),
        one(Column(what.id.replace("-", "_"), "integer",
                   f"Of how many {what.many} it has a statement or an entry."),
            lambda x: x.sum.events),
        *_of_parts(catalogue.settings.parts, what),
    )  # fmt: skip


def _of_parts(parts: model.Parts | None, what: model.Counted) -> tuple[Part[_Counted], ...]:
    if not parts:
        return ()
    all_of, numbered = slugged(parts.all).replace("-", "_"), what.id.replace("-", "_")
    return (
        one(Column(f"{numbered}_with_number", "integer",
                   f"Of how many of these it gives a number of {parts.all}."),
            lambda x: x.sum.numbered),
        one(Column(f"{all_of}_min", "integer",
                   f"How many {parts.all} it counts in these, at the least."),
            lambda x: x.sum.parts if x.sum.numbered else None),
        one(Column(f"{all_of}_max", "integer", "The same, where each of its numbers is exact; "
                   "empty where one is not."),
            lambda x: x.sum.parts if x.sum.numbered and x.sum.exact else None),
    )  # fmt: skip
