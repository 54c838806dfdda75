"""The pages of many launches: the log, its years and all flights."""

from generator.catalogue import Catalogue, launches
from generator.pages import charts
from generator.pages.launches import launch_rows
from generator.pages.launches.flights import listing, range_and_apogee
from generator.pages.launches.log import first, log
from generator.pages.shared.neighbours import neighbours


def launch_log(catalogue: Catalogue, _: None) -> dict[str, object]:
    """The launch log."""
    found = launches.launches(catalogue)
    types = launches.launch_types(catalogue)
    return {
        "log": log(catalogue, launch_rows.compared_rows(catalogue, found)),
        "years": launches.year_counts(catalogue)[::-1],
        "types": [catalogue.words["event-types"][name] for name in types],
        "line": launch_rows.summary_line(catalogue, found),
        "chart": charts.by_year(catalogue),
    }


def all_flights(catalogue: Catalogue, _: None) -> dict[str, object]:
    """Every flight, or the first where there are very many."""
    found = launch_rows.flight_rows(catalogue, launches.launches(catalogue)[::-1])
    return {"flights": first(found), "total": len(found), "listing": listing(catalogue)}


def year(catalogue: Catalogue, number: int) -> dict[str, object]:
    """One year of the log."""
    found = [event for event in launches.launches(catalogue) if event.date.year == number]
    previous, following = neighbours(launches.years(catalogue), number)
    rows = launch_rows.flight_rows(catalogue, found)
    return {
        "year": number,
        "log": log(catalogue, launch_rows.compared_rows(catalogue, found), ("year", str(number))),
        "flights": rows,
        "chart": charts.in_year(catalogue, number),
        "heights": range_and_apogee(catalogue, rows, "heights", f"the flights of {number}", 5),
        "line": launch_rows.summary_line(catalogue, found),
        "previous": previous,
        "following": following,
    }
