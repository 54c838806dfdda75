"""What was known when: steps in order of time, and what each changed."""

from collections.abc import Callable

import pytest

from generator.catalogue import Catalogue
from generator.evidence import chronology, claims
from generator.site.reading import Checked

EVENT = "2026-02-10-sandok"
Told = Callable[..., tuple[chronology.Step, ...]]


def steps(catalogue: Catalogue) -> tuple[chronology.Step, ...]:
    """The steps of the launch at Sandok."""
    return chronology.steps(catalogue, claims.about(catalogue, "events", EVENT))


def changes(step: chronology.Step, about: str) -> list[tuple[str, str, list[str]]]:
    """Origin, change and what it stands against, for each line on a property."""
    return [
        (speaker.origin.id, change.key, [other.claim.value for other in line.against])
        for speaker in step.speakers
        for change in speaker.changes
        for line in change.lines
        if line.first.entry.id == about
    ]


@pytest.fixture
def told(read_with: Callable[..., Checked]) -> Told:
    """The steps after articles of (kind, days as YAML, claims)."""

    def read(*articles: tuple[str, str, str]) -> tuple[chronology.Step, ...]:
        files: dict[str, str | bytes] = {
            f"articles/2026/more-{number}.yml": (
                f"title: Report {number}\nkind: {kind}\npublisher: odd-weekly\n{days}"
                "language: en\nsummary: |\n  More.\nevents: [2026-02-10-sandok]\nclaims:\n"
                f"  - {{event: 2026-02-10-sandok, {claim}}}\n"
            )
            for number, (kind, days, claim) in enumerate(articles)
        }
        checked = read_with(files)
        assert checked.catalogue, checked.problems
        return steps(checked.catalogue)

    return read


def test_steps_stand_in_order_and_databases_at_the_day_they_were_read(small: Catalogue) -> None:
    assert [(step.basis, str(step.day)) for step in steps(small)] == [
        ("said", "2026-02-10"),
        ("said", "2026-02-11"),
        ("compiled", "2026-03-01"),
    ]


def test_first_word_repetition_and_difference_are_told_apart(small: Catalogue) -> None:
    first, second, third = steps(small)
    assert changes(first, "count") == [("joint-staff", "new", [])]
    assert changes(second, "count") == [("joint-staff", "fits", [])]
    assert changes(third, "count") == [("test-register", "same", [])]
    assert changes(first, "range_km") == [("joint-staff", "new", [])]
    assert changes(third, "range_km") == [
        ("test-register", "gives", []),
        ("test-register", "differs", ["about 400", "about 420"]),
    ]


def test_two_who_differ_on_one_day_are_both_marked_and_neither_is_first(told: Told) -> None:
    found = told(
        ("news", "published: 2026-02-15\n", "about: outcome, value: success, by: wire, verb: said"),
        (
            "news",
            "published: 2026-02-15\n",
            "about: outcome, value: failure, by: joint-staff, verb: said",
        ),
    )
    day = next(step for step in found if str(step.day) == "2026-02-15")
    assert sorted(changes(day, "outcome")) == [
        ("joint-staff", "new", ["success"]),
        ("wire", "new", ["failure"]),
    ]


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("denied", "denies"),
        ("corrected", "corrects"),
        ("withdrew", "withdraws"),
        ("said", "differs"),
    ],
)
def test_verb_of_the_source_is_kept(verb: str, expected: str, told: Told) -> None:
    said = f"about: count, value: {'2' if verb == 'denied' else '7'}, by: wire, verb: {verb}"
    last = told(("news", "published: 2026-03-20\n", said))[-1]
    (line,) = changes(last, "count")
    assert line[1] == expected


def test_confirmation_by_another_is_called_so(told: Told) -> None:
    said = "flight: 1, about: outcome, value: failure, by: wire, verb: confirmed"
    assert (
        changes(told(("news", "published: 2026-03-20\n", said))[-1], "outcome")[0][1] == "confirms"
    )


def test_day_on_which_it_was_said_comes_before_that_of_publication(told: Told) -> None:
    said = "about: count, value: 9, by: wire, verb: said, said: 2026-02-10"
    found = told(("news", "published: 2026-03-20\n", said))
    assert "9" in [line.first.claim.value for line in _lines(found[0])]


def test_entry_of_a_database_that_says_its_day_stands_at_that_day(told: Told) -> None:
    said = "about: count, value: 9, by: wire, verb: recorded, said: 2026-02-11"
    found = told(("database", "retrieved: 2026-03-20\n", said))
    assert [str(step.day) for step in found] == ["2026-02-10", "2026-02-11", "2026-03-01"]


def test_compilation_never_comes_before_those_from_whom_it_has_its_values(told: Told) -> None:
    listed = "about: outcome, value: success, by: odd-weekly, verb: recorded, said: 2026-02-14"
    said = "about: outcome, value: success, by: wire, verb: said"
    found = {
        str(step.day): step
        for step in told(
            ("database", "retrieved: 2026-03-20\n", listed),
            ("news", "published: 2026-02-15\n", said),
        )
    }
    assert found["2026-02-14"].basis == "listed"
    assert changes(found["2026-02-14"], "outcome") == [("odd-weekly", "gives", [])]
    assert changes(found["2026-02-15"], "outcome") == [("wire", "new", [])]


def test_compilation_stands_after_the_reports_of_its_day(told: Told) -> None:
    listed = "about: outcome, value: success, by: odd-weekly, verb: recorded, said: 2026-02-15"
    said = "about: outcome, value: success, by: wire, verb: said"
    found = told(
        ("database", "retrieved: 2026-03-20\n", listed), ("news", "published: 2026-02-15\n", said)
    )
    assert [step.basis for step in found if str(step.day) == "2026-02-15"] == ["said", "listed"]


def test_nothing_is_told_where_only_compilations_are_on_record(small: Catalogue) -> None:
    register = [s for s in claims.about(small, "events", EVENT) if s.article.kind == "database"]
    assert register
    assert chronology.steps(small, register) == ()


def test_month_stands_after_its_days_and_nothing_makes_it_a_day(told: Told) -> None:
    said = "about: count, value: 9, by: wire, verb: said, said: 2026-02"
    found = told(("news", "published: 2026-03-20\n", said))
    assert [str(step.day) for step in found] == [
        *("2026-02-10", "2026-02-11", "2026-02", "2026-03-01"),
    ]


def test_statement_without_a_day_stands_last(told: Told) -> None:
    found = told(("analysis", "", "about: count, value: 9, by: wire, verb: said"))
    assert (found[-1].basis, found[-1].day) == ("undated", None)


def _lines(step: chronology.Step) -> list[chronology.Line]:
    return [
        line for speaker in step.speakers for change in speaker.changes for line in change.lines
    ]
