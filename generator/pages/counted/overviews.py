"""The pages of many launches: the log, its years and all flights."""

from generator.catalogue import Catalogue, counted_events
from generator.pages import charts
from generator.pages.counted import counted_rows
from generator.pages.counted.log import first, log
from generator.pages.counted.pairs import listing, range_and_apogee
from generator.pages.shared.neighbours import neighbours


def launch_log(catalogue: Catalogue, _: None) -> dict[str, object]:
    """The launch log."""
    found = counted_events.every(catalogue)
    types = counted_events.counted_types(catalogue)
    return {
        "log": log(catalogue, counted_rows.compared_rows(catalogue, found)),
        "years": counted_events.year_counts(catalogue)[::-1],
        "types": [catalogue.words["event-types"][name] for name in types],
        "line": counted_rows.summary_line(catalogue, found),
        "chart": charts.by_year(catalogue),
    }


def all_flights(catalogue: Catalogue, _: None) -> dict[str, object]:
    """Every flight, or the first where there are very many."""
    found = counted_rows.part_rows(catalogue, counted_events.every(catalogue)[::-1])
    return {"flights": first(found), "total": len(found), "listing": listing(catalogue)}


def year(catalogue: Catalogue, number: int) -> dict[str, object]:
    """One year of the log."""
    found = [event for event in counted_events.every(catalogue) if event.date.year == number]
    previous, following = neighbours(counted_events.years(catalogue), number)
    rows = counted_rows.part_rows(catalogue, found)
    return {
        "year": number,
        "log": log(catalogue, counted_rows.compared_rows(catalogue, found), ("year", str(number))),
        "flights": rows,
        "chart": charts.in_year(catalogue, number),
        "heights": range_and_apogee(catalogue, rows, "heights", f"the flights of {number}", 5),
        "line": counted_rows.summary_line(catalogue, found),
        "previous": previous,
        "following": following,
    }
