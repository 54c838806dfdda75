"""The pages of many counted events: the log, its years and all parts."""

from collections.abc import Iterator

from generator.catalogue import Catalogue, counted_events
from generator.charts.drawing import Drawing
from generator.pages import charts
from generator.pages.counted import counted_rows
from generator.pages.counted.columns import COUNT, columns
from generator.pages.counted.log import log, part_log, questions
from generator.pages.counted.pairs import listing, of_both
from generator.pages.shared.neighbours import neighbours

# A chart of two measures of fewer parts of a year tells less than their table.
ENOUGH = 5


def whole_log(catalogue: Catalogue, _: None) -> dict[str, object]:
    """The log of all counted events."""
    found = counted_events.every(catalogue)
    types = counted_events.counted_types(catalogue)
    rows = counted_rows.compared_rows(catalogue, found)
    whole, parts = log(catalogue, rows), part_log(catalogue, rows)
    return {
        "log": whole,
        "beside": parts,
        "years": counted_events.year_counts(catalogue)[::-1],
        "types": [catalogue.words["event-types"][name] for name in types],
        "line": counted_rows.summary_line(catalogue, found),
        # A question leads to the form of the table that answers it.
        "questions": [
            one for one in questions(catalogue) if not (parts if one.of_parts else whole).short
        ],
        "spans": [
            column.head.lower()
            for column in columns(catalogue)
            if column.number and column.field != COUNT
        ],
    }


def all_parts(catalogue: Catalogue, _: None) -> dict[str, object]:
    """Every part, or the first where there are very many."""
    rows = counted_rows.compared_rows(catalogue, counted_events.every(catalogue))
    return {
        "log": part_log(catalogue, rows),
        "beside": log(catalogue, rows),
        "listing": listing(catalogue),
    }


def charts_of_year(catalogue: Catalogue, number: int, size: int = 1) -> Iterator[Drawing]:
    """One year by month, and two measures of its parts where enough have both."""
    found = [event for event in counted_events.every(catalogue) if event.date.year == number]
    yield charts.in_year(catalogue, number, size)
    parts = catalogue.settings.parts
    whose = f"the {parts.many} of {number}" if parts else str(number)
    rows = counted_rows.part_rows(catalogue, found)
    if heights := of_both(catalogue, rows, whose, ENOUGH, size):
        yield heights


def year(catalogue: Catalogue, number: int) -> dict[str, object]:
    """One year of the log."""
    found = [event for event in counted_events.every(catalogue) if event.date.year == number]
    previous, following = neighbours(counted_events.years(catalogue), number)
    rows = counted_rows.part_rows(catalogue, found)
    by_month, *heights = charts_of_year(catalogue, number)
    return {
        "year": number,
        "log": log(catalogue, counted_rows.compared_rows(catalogue, found), ("year", str(number))),
        "rows": rows,
        "chart": by_month,
        "group": charts.words_of(catalogue).group,
        "heights": next(iter(heights), None),
        "line": counted_rows.summary_line(catalogue, found),
        "previous": previous,
        "following": following,
    }
