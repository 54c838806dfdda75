"""What each main source counts, year by year, and where its numbers differ."""

import re
from collections.abc import Callable

from conftest import CORPUS, one_page

from generator.catalogue import Catalogue
from generator.evidence.by_source import BySource, Sum, by_source
from generator.exports.api import json_pages
from generator.exports.tables.record_tables import tables
from generator.pages.table import pages, planned
from generator.site.reading import Checked

Reading = Callable[..., Checked]
EVENT = "2026-02-10-sandok"
# Without what names main sources.
SETTINGS = re.sub("(?m)^(sources|counting): .*\n", "", (CORPUS / "digest.yml").read_text("utf-8"))
HEAD = """\
title: What was counted
kind: news
publisher: odd-weekly
published: 2026-02-1%d
language: en
summary: |
  It gives a number.
events: [2026-02-10-sandok]
claims:
"""


def read(read_with: Reading, *claims: tuple[str, str, str], more: str = "") -> Catalogue:
    """The small records with a report for each claim: by whom, its number and its verb."""
    files = {
        f"articles/2026/count-{n}.yml": (HEAD % (n + 2))
        + f"  - {{event: {EVENT}, about: count, value: {value}, by: {by}, verb: {verb}}}\n"
        for n, (by, value, verb) in enumerate(claims)
    }
    files["digest.yml"] = SETTINGS + (more or "sources: [joint-staff, test-register, wire]\n")
    checked = read_with(files)
    assert checked.catalogue, checked.problems
    return checked.catalogue


def counts(catalogue: Catalogue) -> BySource:
    found = by_source(catalogue)
    assert found
    return found


def of_2026(found: BySource) -> dict[str, Sum]:
    (year,) = (year for year in found.years if year.year == 2026)
    return {s.actor.id: one for s, one in zip(found.sources, year.sums, strict=True)}


def test_source_counts_with_the_number_that_it_gave_last(read_with: Reading) -> None:
    found = counts(read(read_with, ("joint-staff", "several", "said"), ("wire", "2", "said")))
    before = of_2026(found)
    later = read(
        read_with,
        ("joint-staff", "several", "said"),
        ("wire", "2", "said"),
        ("wire", "at least 3", "said"),
    )
    after = of_2026(counts(later))
    assert (before["wire"].events, before["wire"].numbered, before["wire"].text) == (1, 1, "2")
    assert after["wire"].text == "at least 3"
    assert before["joint-staff"] == after["joint-staff"]


def test_what_is_denied_or_taken_back_is_no_number(read_with: Reading) -> None:
    found = of_2026(counts(read(read_with, ("wire", "2", "denied"), ("wire", "3", "withdrew"))))
    assert found["wire"] == Sum(1, 0, 0, True)


def test_database_counts_with_what_it_lists(read_with: Reading) -> None:
    found = of_2026(counts(read(read_with)))
    assert (found["test-register"].events, found["test-register"].text) == (1, "2")
    assert found["wire"].events == 0


def test_number_that_cannot_be_true_beside_ours_is_listed(read_with: Reading) -> None:
    own = read(read_with).events[EVENT].count
    assert own is not None
    same, other = str(own.value), "40"
    found = counts(read(read_with, ("wire", same, "said")))
    assert EVENT not in [one.event.id for one in found.apart if one.texts[2][1]]
    found = counts(read(read_with, ("wire", other, "said")))
    (one,) = (one for one in found.apart if one.event.id == EVENT)
    assert one.texts[2] == (other, True)


def test_page_is_there_where_sources_are_named_and_leads_to_the_explainer(
    read_with: Reading, small: Catalogue
) -> None:
    text = one_page(small, "data/by-source.md").text
    assert f"explainers/{small.settings.counting}" in text
    assert "How many launches each of the main sources speaks of" in text
    unnamed = read_with({"digest.yml": SETTINGS}).catalogue
    assert unnamed is not None
    assert "data/by-source.md" not in {page.path for page in pages(unnamed)}


def test_file_has_the_counts_of_the_page(real: Catalogue) -> None:
    found = counts(real)
    rows = {f"{row['year']} {row['source']}": row for row in tables(real)["counts"].rows}
    told = {
        f"{year.year} {source.actor.id}": of
        for year in found.years
        for source, of in zip(found.sources, year.sums, strict=True)
    }
    assert rows.keys() == {key for key, of in told.items() if of.events}
    for key, row in rows.items():
        of, number = told[key], told[key].parts if told[key].numbered else None
        assert (row["launches"], row["launches_with_number"]) == (of.events, of.numbered)
        assert (row["missiles_min"], row["missiles_max"]) == (number, number if of.exact else None)
    assert any(row["missiles_min"] is None for row in rows.values())


def test_answers_list_the_sources_and_where_they_count_otherwise(real: Catalogue) -> None:
    found = counts(real)
    (page,) = (one for one in planned(real) if one.row.name == "by-source")
    lists = {one.name: one.ids for one in json_pages.contents(real, page)}
    assert lists == {
        "sources": tuple(source.actor.id for source in found.sources),
        "otherwise": tuple(one.event.id for one in found.apart),
    }
