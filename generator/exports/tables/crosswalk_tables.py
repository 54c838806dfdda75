"""The tables of the crosswalk: rows of public databases, and values of theirs that differ."""

from operator import attrgetter
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.evidence import crosswalk, resolved
from generator.exports.tables.columns import Column, Part, Table, fields, one, table
from generator.schema import kinds as model


class _Listing(NamedTuple):
    number: int
    entry: crosswalk.Listing
    row: str | None


class _Difference(NamedTuple):
    number: int
    found: crosswalk.Deviation


def _rows(event: type[model.Model]) -> tuple[Part[_Listing], ...]:
    return (
        one(Column("number", "integer", "The row of this table, counted from 1."),
            lambda x: x.number),
        one(Column("event", "string", "The event here.", "events"),
            lambda x: x.entry.event.id),
        *fields(event, ("date",), attrgetter("entry.event")),
        one(Column("database", "string", "The short name of the public database."),
            lambda x: x.entry.key),
        one(Column("row", "string", "The id of its row; empty where only its entry is known."),
            lambda x: x.row),
        one(Column("articles", "string", "The records of its entries here.", "articles", many=True),
            lambda x: tuple(article.id for article in x.entry.articles)),
    )  # fmt: skip


def _differences(catalogue: Catalogue) -> tuple[Part[_Difference], ...]:
    event, parts = catalogue.models["events"], catalogue.settings.parts
    return (
        one(Column("number", "integer", "The row of this table, counted from 1."),
            lambda x: x.number),
        one(Column("event", "string", "The event here.", "events"),
            lambda x: x.found.event.id),
        *fields(event, ("date",), attrgetter("found.event")),
        one(Column("database", "string", "The short name of the public database."),
            lambda x: x.found.listing),
        one(Column("article", "string", "The record of the entry.", "articles"),
            lambda x: x.found.article.id),
        one(Column("property", "string", "What the value is of.", "claim-properties"),
            lambda x: x.found.entry.id),
        *([one(Column(parts.one, "integer", f"Which {parts.each}, counted from 1; empty where it "
                      "is of all."), lambda x: x.found.part)] if parts else []),
        one(Column("database_says", "string", "The value in the entry, as the record says it."),
            lambda x: str(x.found.statements[0].claim.value)),
        one(Column("denied", "string", "`yes` where the entry denies the value.", among=("yes",)),
            lambda x: "yes" if x.found.denied else None),
        one(Column("by", "string", "Who says so in the entry.", "actors", many=True),
            lambda x: tuple(origin.id for origin in x.found.origins)),
        one(Column("digest_says", "string", "The values at the top of our page.", many=True),
            lambda x: tuple(str(value) for value in x.found.resolved_value.values)),
        one(Column("rules", "string", "The rules that chose "
                   "ours.", many=True, among=tuple(resolved.RULES)),
            lambda x: x.found.resolved_value.rules),
        one(Column("rests_on", "string", "The articles on which ours "
                   "rests.", "articles", many=True),
            lambda x: tuple(dict.fromkeys(r.article for r in x.found.resolved_value.provenance))),
        one(Column("size", "string", "Whether the difference is `material` or `minor`, by the rule "
                   "on the method page; empty where ours is denied.", among=("material", "minor")),
            lambda x: None if x.found.denied else "minor" if x.found.minor else "material"),
        one(Column("quoted", "string", "`yes` where the entry has the value as the word of "
                   "others.", among=("yes",)),
            lambda x: "yes" if x.found.quoted else None),
        one(Column("corrected", "string", "`yes` where the database had the value and has "
                   "corrected it since.", among=("yes",)),
            lambda x: "yes" if x.found.replaced else None),
    )  # fmt: skip


def tables(catalogue: Catalogue) -> tuple[Table, ...]:
    """Both tables, newest event first as on the page."""
    found = crosswalk.crosswalk(catalogue)
    listed = ((listing, row) for listing in found.listings for row in listing.rows or (None,))
    return (
        table("crosswalk", "listing",
              "The rows of public databases, with the event that each is here.", ("number",),
              _rows(catalogue.models["events"]),
              (_Listing(number, *pair) for number, pair in enumerate(listed, 1))),
        table("differences", "difference",
              "Values of public databases that differ from ours, with the rule that chose ours.",
              ("number",), _differences(catalogue),
              (_Difference(number, one) for number, one in enumerate(found.differences, 1))),
    )  # fmt: skip
