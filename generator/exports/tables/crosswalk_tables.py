"""The tables of the crosswalk: rows of public databases, and values of theirs that differ."""

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue
from generator.evidence import crosswalk, resolved
from generator.exports.tables.columns import Column, Table, cell, field
from generator.schema import kinds as model

NUMBER = Column("number", "integer", "The row of this table, counted from 1.")
ROWS = (
    NUMBER,
    Column("event", "string", "The event here.", "events"),
    *field(model.Event, "date"),
    Column("database", "string", "The short name of the public database."),
    Column("row", "string", "The id of its row; empty where only its entry is known."),
    Column("articles", "string", "The records of its entries here.", "articles", many=True),
)
DIFFERENCES = (
    NUMBER,
    Column("event", "string", "The event here.", "events"),
    *field(model.Event, "date"),
    Column("database", "string", "The short name of the public database."),
    Column("article", "string", "The record of the entry.", "articles"),
    Column("property", "string", "What the value is of.", "claim-properties"),
    Column("flight", "integer", "Which missile, counted from 1; empty where it is of all."),
    Column("database_says", "string", "The value in the entry, as the record says it."),
    Column("denied", "string", "`yes` where the entry denies the value.", among=("yes",)),
    Column("by", "string", "Who says so in the entry.", "actors", many=True),
    Column("digest_says", "string", "The values at the top of our page.", many=True),
    Column("rules", "string", "The rules that chose ours.", many=True,
           among=tuple(resolved.RULES)),
    Column("rests_on", "string", "The articles on which ours rests.", "articles", many=True),
    Column("size", "string", "Whether the difference is `material` or `minor`, by the rule on the "
           "method page; empty where ours is denied.", among=("material", "minor")),
    Column("quoted", "string", "`yes` where the entry has the value as the word of others.",
           among=("yes",)),
)  # fmt: skip


def tables(catalogue: Catalogue) -> tuple[Table, ...]:
    """Both tables, newest event first as on the page."""
    return (
        Table(
            "crosswalk",
            "listing",
            "The rows of public databases, with the event that each is here.",
            ("number",),
            ROWS,
            _numbered(_rows(catalogue)),
        ),
        Table(
            "differences",
            "difference",
            "Values of public databases that differ from ours, with the rule that chose ours.",
            ("number",),
            DIFFERENCES,
            _numbered(_differences(catalogue)),
        ),
    )


def _numbered(rows: Iterator[Mapping[str, object]]) -> tuple[Mapping[str, object], ...]:
    return tuple({"number": number, **row} for number, row in enumerate(rows, 1))


def _rows(catalogue: Catalogue) -> Iterator[Mapping[str, object]]:
    for one in crosswalk.crosswalk(catalogue).listings:
        for row in one.rows or (None,):
            yield {
                "event": one.event.id,
                **cell("date", one.event.date),
                "database": one.key,
                "row": row,
                "articles": tuple(article.id for article in one.articles),
            }


def _differences(catalogue: Catalogue) -> Iterator[Mapping[str, object]]:
    for one in crosswalk.crosswalk(catalogue).differences:
        yield {
            "event": one.event.id,
            **cell("date", one.event.date),
            "database": one.listing,
            "article": one.article.id,
            "property": one.entry.id,
            "flight": one.flight,
            "database_says": str(one.statements[0].claim.value),
            "denied": "yes" if one.denied else None,
            "by": tuple(origin.id for origin in one.origins),
            "digest_says": tuple(str(value) for value in one.resolved_value.values),
            "rules": one.resolved_value.rules,
            "rests_on": tuple(
                dict.fromkeys(rest.article for rest in one.resolved_value.provenance)
            ),
            "size": None if one.denied else "minor" if one.minor else "material",
            "quoted": "yes" if one.quoted else None,
        }
