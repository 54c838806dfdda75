"""The values at the top of an event's page: their rule, what they rest on, what else is said."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import CORPUS, PROJECT

from generator.catalogue import Catalogue
from generator.evidence import claims, resolved
from generator.pages import events
from generator.site.reading import Checked

EVENT = "2026-02-10-sandok"
ARTICLE = """\
title: Another report
kind: news
publisher: odd-weekly
published: 2026-02-12
language: en
summary: |
  It gives values.
events: [2026-02-10-sandok]
claims:
"""


@pytest.fixture
def heads(small: Catalogue) -> dict[str, events.Headline]:
    """The headline values of the launch at Sandok by property."""
    return {head.about: head for head in events.view(small, small.events[EVENT]).headlines}


def test_value_of_a_listed_launch_rests_on_its_entry(heads: dict[str, events.Headline]) -> None:
    count = heads["count"]
    assert (count.text, count.rules) == ("2", ("database",))
    assert [rest.statement and rest.statement.anchor for rest in count.provenance] == [
        "claim-test-register-2026-02-10-1"
    ]


def test_value_that_the_entry_lacks_stands_in_its_place(heads: dict[str, events.Headline]) -> None:
    landing = heads["landing"]
    assert landing.rules == ("instead",)
    assert landing.links == (("places", "east-sea-sea-of-japan"),)


def test_value_without_a_statement_rests_on_the_article(heads: dict[str, events.Headline]) -> None:
    (rest,) = heads["apogee_km"].provenance
    assert (rest.article, rest.statement) == ("test-register-2026-02-10", None)


def test_values_of_flights_are_spanned_and_say_so(heads: dict[str, events.Headline]) -> None:
    ranges = heads["range_km"]
    assert (ranges.text, ranges.rules) == ("340 to 1,350 km", ("span", "database"))
    assert [rest.number for rest in ranges.provenance] == [1, 2]


def test_time_is_that_of_the_first_flight_on_both_clocks(heads: dict[str, events.Headline]) -> None:
    first = heads["time"]
    assert first.rules == ("first", "database")
    assert first.clocks is not None and (first.clocks.local, first.clocks.utc) == ("06:54", "21:54")


def test_statement_that_differs_from_the_value_is_told_beside_it(
    heads: dict[str, events.Headline],
) -> None:
    group = heads["range_km"].group
    assert group is not None
    told = [(flight, [said.text for said in values]) for flight, values in group.others]
    assert told == [(1, ["about 400 km", "about 420 km"])]


def test_statement_that_fits_the_value_is_not_told_as_another(
    heads: dict[str, events.Headline],
) -> None:
    count = heads["count"].group
    assert count is not None and count.others == ()
    assert {said.text: said.mark for said in count.parts[0].values} == {
        "2 missiles": "same",
        "several missiles": "fits",
    }


@pytest.mark.parametrize(("day", "verdict"), [("2026-02-09", "differ"), ("2026-02-10", "one")])
def test_lone_statement_is_held_against_the_source_of_the_value(
    day: str, verdict: str, read_with: Callable[..., Checked]
) -> None:
    claim = f"  - {{event: {EVENT}, about: date, value: {day}, by: wire, verb: said}}\n"
    catalogue = read_with({"articles/2026/another.yml": ARTICLE + claim}).catalogue
    assert catalogue
    (group,) = (
        group
        for group in events.view(catalogue, catalogue.events[EVENT]).groups
        if group.entry.id == "date"
    )
    assert group.verdict == verdict


def test_launch_in_no_database_has_the_earliest_report(small: Catalogue) -> None:
    view = events.view(small, small.events["1994-05-unknown-site"])
    assert {head.about: head.rules for head in view.headlines} == {
        "date": ("earliest",),
        "class": ("earliest",),
        "outcome": ("earliest",),
    }


def test_event_that_is_no_launch_has_the_article_of_its_record(small: Catalogue) -> None:
    view = events.view(small, small.events["2026-02-09-harbour-visit"])
    (place,) = view.headlines
    assert (place.label, place.rules) == ("Place", ("record",))


def test_event_of_several_days_has_no_one_day_to_differ_from(small: Catalogue) -> None:
    visit, launch = small.events["2026-02-09-harbour-visit"], small.events[EVENT]
    assert visit.ends and not launch.ends
    days = {
        event.id: [head.about for head in events.view(small, event).headlines if head.text]
        for event in (visit, launch)
    }
    assert "date" not in days[visit.id]
    assert "date" in days[EVENT]


def test_missile_is_held_against_its_own_value_and_not_the_span(
    read_with: Callable[..., Checked],
) -> None:
    said = (
        "  - {event: 2026-02-10-sandok, flight: 1, about: range_km, value: 1000, "
        "by: wire, verb: said}\n"
        "  - {event: 2026-02-10-sandok, about: range_km, value: 1000, by: wire, verb: said}\n"
    )
    checked = read_with({"articles/2026/another.yml": ARTICLE + said})
    assert checked.catalogue, checked.problems
    catalogue = checked.catalogue
    found = claims.about(catalogue, "events", EVENT)
    resolved_values = resolved.resolved_values(catalogue, catalogue.events[EVENT], found)
    marks = {
        s.claim.flight: resolved.mark(catalogue, resolved.value_for(resolved_values, s), s)
        for s in found
        if s.article.id == "another"
    }
    assert marks == {1: "differs", None: "fits"}


def test_denial_is_told_beside_the_value_and_at_the_top(
    read_with: Callable[..., Checked],
) -> None:
    said = "  - {event: 2026-02-10-sandok, about: count, value: 2, by: wire, verb: denied}\n"
    checked = read_with({"articles/2026/another.yml": ARTICLE + said})
    assert checked.catalogue, checked.problems
    view = events.view(checked.catalogue, checked.catalogue.events[EVENT])
    count = next(head for head in view.headlines if head.about == "count")
    assert count.group is not None and count.group.verdict == "differ"
    assert [[said.mark for said in values] for _, values in count.group.others] == [["denies"]]
    assert [(s.origin.id, s.text) for s in view.denials] == [("wire", "2 missiles")]


def test_day_that_only_databases_have_is_no_quarrel_of_sources(
    read_with: Callable[..., Checked],
) -> None:
    listed = (CORPUS / "articles/2026/test-register-2026-02-10.yml").read_text("utf-8")
    claim = f"event: {EVENT}, about: date, value: 2026-02-09, by: test-register, verb: recorded"
    checked = read_with(
        {"articles/2026/test-register-2026-02-10.yml": listed + f"  - {{{claim}}}\n"}
    )
    assert checked.catalogue, checked.problems
    view = events.view(checked.catalogue, checked.catalogue.events[EVENT])
    assert "date" not in {group.entry.id for group in view.disagreements}
    assert {group.entry.id for group in view.groups if group.verdict == "dated"} == {"date"}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("confirmed", None),
        (
            "reported",
            "Only the side whose doing it was, the media or a compiler says so in the sources "
            "read.",
        ),
        ("disputed", "A party denies that it happened, or denies what it was."),
        ("false-alarm", "It was reported, and then withdrawn."),
    ],
)
def test_event_that_is_not_simply_confirmed_says_so_at_the_top(
    status: str, words: str | None, small: Catalogue
) -> None:
    event = small.events[EVENT].model_copy(update={"status": status})
    told = events.view(small, event).status
    assert (told and told.words) == words


def test_database_that_does_not_vouch_for_a_launch_is_named(
    read_with: Callable[..., Checked],
) -> None:
    said = (
        "  - {event: 2026-02-10-sandok, about: count, value: 2, by: wire, "
        "verb: listed-unconfirmed}\n"
    )
    verbs = (CORPUS / "vocabulary" / "claim-verbs.yml").read_text("utf-8")
    doubting = "  - {id: listed-unconfirmed, name: Doubt, description: Doubted., stance: lists}\n"
    checked = read_with(
        {
            "articles/2026/another.yml": ARTICLE + said,
            "vocabulary/claim-verbs.yml": verbs + doubting,
        }
    )
    assert checked.catalogue, checked.problems
    event = checked.catalogue.events[EVENT].model_copy(update={"status": "reported"})
    told = events.view(checked.catalogue, event).status
    assert told and told.words == "The database that lists it marks it as unconfirmed."


def test_event_that_is_no_launch_is_reported_by_one_side(small: Catalogue) -> None:
    event = small.events["2026-02-09-harbour-visit"]
    told = events.view(small, event).status
    assert told and told.words == "One side says so in the sources read."


def test_what_a_place_stands_for_is_told_beside_the_site(small: Catalogue) -> None:
    place = small.places["sandok"].model_copy(update={"note": "Stands for the whole coast."})
    noted = replace(small, records={**small.records, "places": {**small.places, "sandok": place}})
    found = {head.about: head.notes for head in events.view(noted, noted.events[EVENT]).headlines}
    assert found["site"] == ("Stands for the whole coast.",)
    assert found["count"] == ()


@pytest.mark.parametrize("rule", resolved.RULES)
def test_every_rule_is_written_on_the_method_page(rule: str, small: Catalogue) -> None:
    method = (PROJECT / "docs" / "method.md").read_text("utf-8")
    assert f'<dt id="rule-{rule}">{resolved.rules(small)[rule].capitalize()}</dt>' in method
