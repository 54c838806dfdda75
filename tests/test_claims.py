"""Who says what: whether statements agree, and whose word each is."""

from collections.abc import Callable

import pytest
from conftest import PROJECT

from generator.catalogue import Catalogue
from generator.evidence import agreement, claims, matrix
from generator.rendering import by_hand
from generator.rendering.environment import Renderer
from generator.site.reading import Checked
from generator.values import tolerance

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


def group(catalogue: Catalogue, about: str, event: str = EVENT) -> matrix.Group:
    """The statements about one property of an event."""
    found = matrix.groups(catalogue, claims.about(catalogue, "events", event))
    return next(group for group in found if group.entry.id == about)


Said = tuple[str, str, str]


@pytest.fixture
def told(read_with: Callable[..., Checked]) -> Callable[..., tuple[Catalogue, matrix.Group]]:
    """What the 1994 launch has after one article of (value, origin, verb) on one property."""

    def read(about: str, *said: Said) -> tuple[Catalogue, matrix.Group]:
        lines = [
            f"  - {{event: 1994-05-unknown-site, about: {about}, value: {value}, "
            # The note tells apart what one speaker says twice.
            f"by: {by}, verb: {verb}, note: Word {number}}}\n"
            for number, (value, by, verb) in enumerate(said)
        ]
        checked = read_with({"articles/2026/another.yml": HEAD + "".join(lines)})
        assert checked.catalogue, checked.problems
        return checked.catalogue, group(checked.catalogue, about, "1994-05-unknown-site")

    return read


@pytest.fixture
def verdict(told: Callable[..., tuple[Catalogue, matrix.Group]]) -> Callable[..., str]:
    """The verdict on values that different origins give for a property of the 1994 launch."""

    def judged(about: str, *values: str, by: tuple[str, ...] = ("joint-staff", "wire")) -> str:
        said = [(value, by[index % len(by)], "said") for index, value in enumerate(values)]
        return told(about, *said)[1].verdict

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
        ("landing", "yonghung-bay", "peninsula", "differ"),
        ("system", "bada-3", "bada-3", "same"),
        ("system", "bada-3", "byeol-1", "differ"),
        ("outcome", "success", "failure", "differ"),
        ("date", "1994-05-03", "1994-05-04", "differ"),
        ("date", "1994-05", "1994-05-04", "compatible"),
        ("statement", "it flew", "it fell", "words"),
        # Rounding and a minute are minor; things that are counted never are.
        ("apogee_km", "7687", "7688", "minor"),
        ("apogee_km", "2802", "2800", "minor"),
        ("range_km", "24", "34", "minor"),
        ("range_km", "24", "35", "differ"),
        ("range_km", "1000", "1050", "minor"),
        ("range_km", "1000", "1051", "differ"),
        ("range_km", "340 to 350", "358.5", "minor"),
        ("range_km", "at least 7000", "6900", "minor"),
        ("range_km", "about 20", "30", "compatible"),
        ("range_km", "about 20", "31", "differ"),
        ("duration_s", "5156", "5160", "minor"),
        ("duration_s", "5156", "4800", "differ"),
        ("time", "06:54 KST", "06:55 KST", "minor"),
        ("time", "21:54 UTC", "07:04 KST", "minor"),
        ("time", "21:54 UTC", "07:05 KST", "differ"),
        ("time", "about 06:54 KST", "07:04 KST", "compatible"),
        ("time", "23:58 KST", "00:03 KST", "minor"),
        ("count", "100", "101", "differ"),
        ("count", "about 100", "101", "compatible"),
        ("count", "about 10", "11", "differ"),
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


@pytest.mark.parametrize(
    ("by", "verb", "expected"),
    [
        (("joint-staff",), "said", "origin"),
        (("joint-staff",), "corrected", "differ"),
        (("joint-staff", "wire"), "said", "differ"),
    ],
)
def test_what_one_speaker_names_in_one_article_is_of_several_parts(
    by: tuple[str, ...],
    verb: str,
    expected: str,
    told: Callable[..., tuple[Catalogue, matrix.Group]],
) -> None:
    said = [("bada-3", by[0], "said"), ("byeol-1", by[-1], verb)]
    assert told("system", *said)[1].verdict == expected


def test_one_origin_that_changes_its_word_differs(verdict: Callable[..., str]) -> None:
    assert verdict("count", "2", "3", by=("joint-staff",)) == "differ"


@pytest.mark.parametrize(
    ("about", "asserted", "denied", "expected"),
    [
        ("count", "2", "2", "differ"),
        ("count", "several", "2", "compatible"),
        ("statement", "it flew", "it flew", "differ"),
        ("statement", "it flew", "it fell", "words"),
    ],
)
def test_denial_contradicts_an_equal_value_alone(
    about: str,
    asserted: str,
    denied: str,
    expected: str,
    told: Callable[..., tuple[Catalogue, matrix.Group]],
) -> None:
    said = [(asserted, "wire", "said"), (denied, "joint-staff", "denied")]
    _, found = told(about, *said)
    assert found.verdict == expected
    ours = [s for s in found.statements if s.article.id == "another"]
    assert [(s.text.split(" miss")[0], s.denied) for s in ours] == [
        (asserted, False),
        (denied, True),
    ]


def test_two_who_deny_the_same_agree(
    told: Callable[..., tuple[Catalogue, matrix.Group]],
) -> None:
    _, found = told("count", ("2", "wire", "denied"), ("2", "joint-staff", "denied"))
    assert found.verdict == "same"


def test_what_was_withdrawn_is_shown_and_not_compared(
    told: Callable[..., tuple[Catalogue, matrix.Group]],
) -> None:
    _, found = told("count", ("2", "wire", "said"), ("3", "joint-staff", "withdrew"))
    assert found.verdict == "one"
    assert [value.mark for value in found.parts[0].values] == [None, "gone"]


def test_time_of_the_launch_is_compared_with_that_of_its_first_missile(small: Catalogue) -> None:
    first = group(small, "time").statements[0]
    whole = first._replace(claim=first.claim.model_copy(update={"flight": None}))
    assert agreement.subject(first) == agreement.subject(whole)


def test_equal_values_stand_together_with_everyone_who_gives_them(small: Catalogue) -> None:
    (part,) = group(small, "count").parts
    assert [(said.text, len(said.statements)) for said in part.values] == [
        ("several missiles", 1),
        ("2 missiles", 2),
    ]


def test_one_minute_on_two_clocks_is_one_value(
    told: Callable[..., tuple[Catalogue, matrix.Group]],
) -> None:
    _, found = told("time", ("21:54 UTC", "wire", "said"), ("06:54 KST", "joint-staff", "said"))
    assert [len(said.statements) for said in found.parts[0].values] == [2]


def test_missiles_of_a_salvo_are_not_compared_with_each_other(small: Catalogue) -> None:
    ranges = group(small, "range_km")
    register = [s for s in ranges.statements if s.origin.id == "test-register"]
    assert [s.text for s in register] == ["350 km", "340 to 1,350 km"]
    assert agreement.verdict(small, register) == "apart"
    assert ranges.verdict == "differ"


def test_groups_stand_in_the_order_of_the_vocabulary(small: Catalogue) -> None:
    found = matrix.groups(small, claims.about(small, "events", EVENT))
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


def test_tally_counts_origins_articles_and_outlets_apart(small: Catalogue) -> None:
    count = group(small, "count").tally
    assert count.words == "3 statements: 1 origin, 1 database, 3 articles, 4 outlets"
    assert group(small, "outcome").tally.words == (
        "1 statement: no origin named, 1 database, 1 article, 1 outlet"
    )
    assert count.echo is None


def test_bodies_of_one_state_are_one_origin(
    told: Callable[..., tuple[Catalogue, matrix.Group]],
) -> None:
    said = [("2", by, "said") for by in ("joint-staff", "defence-ministry", "south-korea")]
    found = told("count", *said)[1]
    assert (found.tally.origins, found.verdict) == (1, "origin")


@pytest.mark.parametrize(
    ("listed", "spoken", "expected"),
    [
        ("2", [("2", "joint-staff")], "echo"),
        ("2", [("2", "joint-staff"), ("2", "defence-ministry")], "echo"),
        ("2", [("at least 2", "joint-staff")], "near"),
        ("2", [("2", "joint-staff"), ("2", "wire")], "same"),
        ("2", [("at least 2", "joint-staff"), ("2", "wire")], "compatible"),
        ("2", [("3", "joint-staff")], "differ"),
        ("2", [("2", "test-register")], "lists"),
    ],
)
def test_database_is_no_second_witness(
    listed: str,
    spoken: list[tuple[str, str]],
    expected: str,
    read_with: Callable[..., Checked],
) -> None:
    line = "  - {event: 1994-05-unknown-site, about: count, value: %s, by: %s, verb: said}\n"
    database = HEAD.replace("kind: news", "kind: database")
    files = {"articles/2026/listed.yml": database + line % (listed, "odd-weekly")}
    for number, (value, by) in enumerate(spoken):
        head = database.replace("odd-weekly", by) if by == "test-register" else HEAD
        files[f"articles/2026/spoken-{number}.yml"] = head + line % (value, by)
    checked = read_with(files)
    assert checked.catalogue, checked.problems
    assert group(checked.catalogue, "count", "1994-05-unknown-site").verdict == expected


def test_every_verdict_is_written_on_the_method_page(small: Catalogue) -> None:
    method = (PROJECT / "docs" / "method.md").read_text("utf-8")
    labels = agreement.labels(small).values()
    assert [words for words in labels if f"**{words}**" not in method] == []


@pytest.mark.parametrize(
    ("value", "other", "by", "expected"),
    [
        ("1000", "1000.2", "joint-staff", "origin"),
        ("6045", "6050", "joint-staff", "origin"),
        ("350", "358.5", "joint-staff", "minor"),
        ("600", "640", "joint-staff", "differ"),
        ("1000", "1000.2", "wire", "minor"),
    ],
)
def test_speaker_never_differs_from_its_own_rounding(
    value: str,
    other: str,
    by: str,
    expected: str,
    told: Callable[..., tuple[Catalogue, matrix.Group]],
) -> None:
    said = [(value, "joint-staff", "said"), (other, by, "said")]
    assert told("range_km", *said)[1].verdict == expected


def test_minute_without_its_about_is_still_the_speakers_about(
    told: Callable[..., tuple[Catalogue, matrix.Group]],
) -> None:
    """The wire's own minute lies within ten minutes of what the staff gave as about."""
    plain = ("15:50 KST", "joint-staff", "said")
    wire = ("06:54 UTC", "wire", "said")
    assert told("time", plain, wire)[1].verdict == "minor"
    about = ("about 06:50 UTC", "joint-staff", "said")
    assert told("time", plain, about, wire)[1].verdict == "compatible"


def test_articles_with_one_origin_are_told_as_an_echo(small: Catalogue) -> None:
    assert group(small, "landing").tally.echo == "Two articles, one origin"


def test_claim_about_a_fact_is_read_as_the_fact_is(small: Catalogue) -> None:
    (statement,) = claims.about(small, "facts", "guards-at-the-cape")
    assert statement.text == "28,500 people"


@pytest.mark.parametrize(
    ("kind", "key"), [("actors", "ada-envoy"), ("systems", "bada-3"), ("places", "sandok")]
)
def test_records_of_every_kind_have_their_claims(kind: str, key: str, small: Catalogue) -> None:
    assert len(claims.about(small, kind, key)) == 1


def test_method_page_takes_the_rule_from_the_code(small: Catalogue) -> None:
    """Every number of the rule is on the page by its name, and nowhere as a figure."""
    source = (PROJECT / "docs" / "method.md").read_text("utf-8")
    renderer = Renderer(small, PROJECT / "templates", frozenset({"method.md", "index.md"}))
    page = by_hand.added(renderer.env, small, "method.md", "").complete(source)
    for name, words in tolerance.WORDS.items():
        assert f"{{{{ {name} }}}}" in source and words not in source
        assert words in page and f"{{{{ {name} }}}}" not in page


def test_events_that_claims_name_need_not_be_listed(
    small: Catalogue, read_with: Callable[..., Checked]
) -> None:
    unlisted: dict[str, str | bytes] = {}
    for key, article in small.articles.items():
        source = small.sources["articles", key]
        claimed = {claim.event for claim in article.claims}
        kept = [event for event in article.events if event not in claimed]
        lines = [line for line in source.lines if not line.startswith("events: [")]
        if len(lines) < len(source.lines) and claimed:
            lines[-1:-1] = [f"events: [{', '.join(kept)}]"] if kept else []
            unlisted[source.relative] = "\n".join(lines)
    assert len(unlisted) > 1
    catalogue = read_with(unlisted).catalogue
    assert catalogue is not None
    assert catalogue.articles == small.articles
    assert catalogue.mentions == small.mentions


def test_listed_event_keeps_its_place_before_those_of_claims(
    read_with: Callable[..., Checked],
) -> None:
    text = HEAD.replace("[2026-02-10-sandok, 1994-05-unknown-site]", "[2026-02-09-harbour-visit]")
    for event, value in (("1994-05-unknown-site", "loud"), (EVENT, "loud"), (EVENT, "late")):
        said = f"about: statement, value: it was {value}, by: joint-staff, verb: said"
        text += f"  - {{event: {event}, {said}}}\n"
    catalogue = read_with({"articles/2026/2026-02-12-odd-weekly-more.yml": text}).catalogue
    assert catalogue is not None
    events = catalogue.articles["2026-02-12-odd-weekly-more"].events
    assert events == ("2026-02-09-harbour-visit", "1994-05-unknown-site", EVENT)


def test_value_that_names_no_article_rests_on_that_of_its_event(
    small: Catalogue, read_with: Callable[..., Checked]
) -> None:
    source = small.sources["events", EVENT]
    own = f"article: {small.events[EVENT].article}"
    lines = [line.replace(f", {own}", "") for line in source.lines if line != f"    {own}"]
    assert sum(map(len, lines)) < sum(map(len, source.lines)) - 3 * len(own)
    assert "\n".join(lines).count(own) == 1
    catalogue = read_with({source.relative: "\n".join(lines)}).catalogue
    assert catalogue is not None
    assert catalogue.events == small.events
    assert catalogue.mentions == small.mentions
