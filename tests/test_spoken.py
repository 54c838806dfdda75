"""What an actor said by year, and its figures beside the values used."""

import re
from collections.abc import Callable
from pathlib import Path

from conftest import TODAY, one_page

from generator.catalogue import Catalogue
from generator.pages.subjects import actors
from generator.pages.subjects.spoken import Spoken
from generator.site.reading import Checked

REGISTER = "articles/2026/test-register-2026-02-10.yml"
ReadWith = Callable[..., Checked]


def spoken(catalogue: Catalogue, key: str) -> Spoken:
    return actors.actor(catalogue, catalogue.actors[key]).spoken


def test_every_statement_is_in_a_cell_or_in_words(real: Catalogue, small: Catalogue) -> None:
    for catalogue in (real, small):
        for record in catalogue.actors.values():
            view = actors.actor(catalogue, record)
            columns = {entry.id for entry in view.spoken.columns}
            rows = {row.event.id: row for year in view.spoken.years for row in year.rows}
            words = {
                (of.kind, of.key, phrase.first.entry.id, phrase.first.claim.part, phrase.first.text)
                for year in view.spoken.years
                for of in year.words
                for phrase in of.phrases
            }
            assert sum(year.statements for year in view.spoken.years) == view.statements
            for about in view.said:
                for one in about.statements:
                    if one.entry.id in columns and about.key in rows:
                        place = [entry.id for entry in view.spoken.columns].index(one.entry.id)
                        assert rows[about.key].cells[place], (record.id, about.key)
                    else:
                        assert (*one.target, one.entry.id, one.claim.part, one.text) in words


def test_what_two_articles_repeat_is_there_once(content: Path, read_with: ReadWith) -> None:
    said = "  - {event: 2026-02-10-sandok, about: statement, value: it was seen at once"
    text = (content / REGISTER).read_text("utf-8") + f"{said}, by: joint-staff, verb: recorded}}\n"
    found = read_with({REGISTER: text}, TODAY).catalogue
    assert found
    phrases = [
        phrase
        for year in spoken(found, "joint-staff").years
        for of in year.words
        for phrase in of.phrases
        if phrase.first.text == "it was seen at once"
    ]
    assert [{article.id for article in one.articles} for one in phrases] == [
        {"2026-02-11-joint-staff-statement", "test-register-2026-02-10"}
    ]


def test_repeated_figure_counts_once(small: Catalogue, content: Path, read_with: ReadWith) -> None:
    before = spoken(small, "joint-staff")
    text = (content / REGISTER).read_text("utf-8")
    claim = "event: 2026-02-10-sandok, about: range_km, flight: 1, value: about 420"
    text += f"  - {{{claim}, by: joint-staff, verb: recorded}}\n"
    found = read_with({REGISTER: text}, TODAY).catalogue
    assert found
    after = spoken(found, "joint-staff")
    assert (after.statements, after.figures) == (before.statements + 1, before.figures)


def test_figures_are_graded_and_their_shares_fill_the_bar(small: Catalogue) -> None:
    told = {one.entry.id: one for one in spoken(small, "joint-staff").told}
    assert [(one.equal, one.close, one.differ) for one in told.values()] == [
        *((1, 1, 0), (0, 1, 0), (0, 0, 2)),
    ]
    assert told["count"].shares == (
        *(("equal", "0.00%", "50.00%"), ("close", "50.00%", "50.00%")),
        ("differ", "100.00%", "0.00%"),
    )


def test_actor_without_much_has_no_comparison_and_no_fold(small: Catalogue) -> None:
    one = spoken(small, "odd-weekly")
    assert one.short and not one.told
    assert [year.year for year in one.years] == [2026, 1994]


def test_latest_year_is_first_and_one_without_a_day_last(real: Catalogue) -> None:
    for record in real.actors.values():
        years = [year.year for year in spoken(real, record.id).years]
        assert years == sorted(years, key=lambda year: -(year or 0))
        assert len(set(years)) == len(years)


def test_databases_figure_that_another_gives_has_no_colour(real: Catalogue) -> None:
    rows = [row for year in spoken(real, "cns").years for row in year.rows]
    assert len(rows) > 100
    assert 0 < sum(row.differs for row in rows) < 30


def test_thousands_have_a_comma_in_the_sentence_on_all_statements(real: Catalogue) -> None:
    text = one_page(real, "actors/cns.md").text
    (sentence,) = re.findall(r"On record with .*? of them on", text)
    numbers = re.findall(r"\d[\d,]*(?= )", sentence)
    assert len(numbers) == 2
    assert [f"{int(number.replace(',', '')):,}" for number in numbers] == numbers
    assert all("," in number for number in numbers), "no longer a test of thousands"
