"""Who says what: whether statements agree, and whose word each is."""

from collections.abc import Callable

import pytest

from generator.build import Checked
from generator.catalogue import Catalogue
from generator.views import claims

EVENT = "2026-02-10-sandok"
HEAD = """\
title: Another report
kind: news
publisher: odd-weekly
published: 2026-02-12
language: en
summary: |
  It gives values.
events: [2026-02-10-sandok, 1994-05-unknown-site]
claims:
"""


def group(catalogue: Catalogue, about: str, event: str = EVENT) -> claims.Group:
    """The statements about one property of an event."""
    found = claims.groups(catalogue, claims.about(catalogue, "events", event))
    return next(group for group in found if group.entry.id == about)


@pytest.fixture
def verdict(read_with: Callable[..., Checked]) -> Callable[..., str]:
    """The verdict on values that different origins give for a property of the 1994 launch."""

    def judged(about: str, *values: str, by: tuple[str, ...] = ("joint-staff", "wire")) -> str:
        lines = [
            f"  - {{event: 1994-05-unknown-site, about: {about}, value: {value}, "
            f"by: {by[index % len(by)]}, verb: said}}\n"
            for index, value in enumerate(values)
        ]
        checked = read_with({"articles/2026/another.yml": HEAD + "".join(lines)})
        assert checked.catalogue, checked.problems
        return group(checked.catalogue, about, "1994-05-unknown-site").verdict

    return judged


@pytest.mark.parametrize(
    ("about", "one", "other", "expected"),
    [
        ("count", "2", "2", "same"),
        ("count", "several", "2", "compatible"),
        ("count", "2", "3", "differ"),
        ("count", "more than 10", "8", "differ"),
        ("range_km", "350", "about 360", "compatible"),
        ("range_km", "350", "about 400", "differ"),
        ("range_km", "340 to 360", "350", "compatible"),
        ("time", "21:54 UTC", "06:54 KST", "same"),
        ("time", "06:50 to 07:00 KST", "21:54 UTC", "compatible"),
        ("time", "06:50 KST", "07:50 KST", "differ"),
        ("time", "23:55 to 00:05 KST", "00:01 KST", "compatible"),
        ("time", "23:50 to 00:00 KST", "23:55 KST", "compatible"),
        ("landing", "yonghung-bay", "east-sea-sea-of-japan", "compatible"),
        ("landing", "yonghung-bay", "sandok", "differ"),
        ("system", "bada-3", "bada-3", "same"),
        ("system", "bada-3", "byeol-1", "differ"),
        ("outcome", "success", "failure", "differ"),
        ("date", "1994-05-03", "1994-05-04", "differ"),
        ("date", "1994-05", "1994-05-04", "compatible"),
        ("statement", "it flew", "it fell", "words"),
    ],
)
def test_two_origins_agree_fit_together_or_differ(
    about: str, one: str, other: str, expected: str, verdict: Callable[..., str]
) -> None:
    assert verdict(about, one, other) == expected
    assert verdict(about, other, one) == expected


def test_one_statement_is_one(small: Catalogue) -> None:
    assert group(small, "outcome").verdict == "one"


def test_one_pair_that_differs_makes_the_group_differ(verdict: Callable[..., str]) -> None:
    assert (
        verdict("count", "several", "2", "8", by=("joint-staff", "wire", "north-korea")) == "differ"
    )


def test_one_origin_that_repeats_itself_is_no_agreement(verdict: Callable[..., str]) -> None:
    assert verdict("count", "2", "2", by=("joint-staff",)) == "origin"


def test_one_origin_that_changes_its_word_differs(verdict: Callable[..., str]) -> None:
    assert verdict("count", "2", "3", by=("joint-staff",)) == "differ"


def test_missiles_of_a_salvo_are_not_compared_with_each_other(small: Catalogue) -> None:
    ranges = group(small, "range_km")
    register = [s for s in ranges.statements if s.origin.id == "test-register"]
    assert [s.text for s in register] == ["350 km", "340 to 1,350 km"]
    assert claims.verdict(small, register) == "apart"
    assert ranges.verdict == "differ"


def test_groups_stand_in_the_order_of_the_vocabulary(small: Catalogue) -> None:
    found = claims.groups(small, claims.about(small, "events", EVENT))
    order = [entry for entry in small.words["claim-properties"]]
    shown = [group.entry.id for group in found]
    assert shown == sorted(shown, key=order.index)


def test_chain_leads_from_the_origin_outwards(small: Catalogue) -> None:
    article = small.articles["2026-02-10-odd-weekly-two-flights"]
    statement = claims.statement(small, article, article.claims[0])
    assert statement.origin.id == "joint-staff"
    assert [actor.id for actor in statement.chain] == ["defence-ministry", "wire", "odd-weekly"]


def test_publisher_that_speaks_for_itself_is_no_link_of_the_chain(small: Catalogue) -> None:
    article = small.articles["2026-02-11-joint-staff-statement"]
    statement = claims.statement(small, article, article.claims[0])
    assert statement.chain == ()


def test_tally_counts_statements_articles_and_origins(small: Catalogue) -> None:
    assert group(small, "count").tally == "3 statements in 3 articles from 2 origins"
    assert group(small, "outcome").tally == "1 statement in 1 article from 1 origin"


def test_claim_about_a_fact_is_read_as_the_fact_is(small: Catalogue) -> None:
    (statement,) = claims.about(small, "facts", "guards-at-the-cape")
    assert statement.text == "28,500"


@pytest.mark.parametrize(
    ("kind", "key"), [("actors", "ada-envoy"), ("systems", "bada-3"), ("places", "sandok")]
)
def test_records_of_every_kind_have_their_claims(kind: str, key: str, small: Catalogue) -> None:
    assert len(claims.about(small, kind, key)) == 1
