"""Months and years as sentences: true of the records, never more exact, and fit for a mail."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CORPUS, PROJECT, one_page

from generator.catalogue import Catalogue
from generator.exports.feeds import mail
from generator.pages import events
from generator.pages.counted import milestones
from generator.pages.digests import monthly, periods, yearly
from generator.pages.shared import feeds
from generator.pages.shared.sentences import plain_text, shortened
from generator.pages.table import pages
from generator.site.pipeline import render
from generator.site.reading import Checked
from generator.values.prose import LINKED, SENTENCE_END
from generator.values.times import parse_day

Reading = Callable[..., Checked]
Making = Callable[..., Catalogue]


@pytest.fixture
def with_launches(read_with: Reading) -> Making:
    """The small corpus with launches: (day, further keys) each, with ids of day and number."""

    def make(*days: str | tuple[str, str]) -> Catalogue:
        files = {}
        for number, given in enumerate(days):
            day, more = given if isinstance(given, tuple) else (given, "")
            status = "" if "status:" in more else "status: confirmed\n"
            kind = "" if "type:" in more else "type: missile-launch\n"
            # Behind a month a number alone would be read as a day.
            name = f"{day}-{number}" if len(day) == 10 else f"{day}-launch-{number}"
            files[f"events/more/{name}.yml"] = (
                f"title: A launch\ndate: {day}\narticle: test-register\n{status}{kind}{more}"
            )
        checked = read_with(files)
        assert checked.catalogue, checked.problems
        return checked.catalogue

    return make


@pytest.fixture
def with_claims(read_with: Reading) -> Making:
    """The small corpus with a disputed launch of 1 March 2025, and claims on it."""

    def make(*claims: str) -> Catalogue:
        key = "2025-03-01-0"
        checked = read_with(
            {
                f"events/more/{key}.yml": (
                    "title: A launch\ndate: 2025-03-01\narticle: test-register\nstatus: disputed\n"
                    "type: missile-launch\ncount: {value: 1, article: test-register}\n"
                    "range_km: {value: 200, article: test-register}\n"
                ),
                "articles/more/2025-03-02-wire-launch.yml": (
                    "title: A launch\nkind: news\npublisher: wire\npublished: 2025-03-02\n"
                    f"language: en\nsummary: A launch.\nevents: [{key}]\nclaims:\n"
                    + "".join(f"  - {{event: {key}, about: {claim}}}\n" for claim in claims)
                    + f"  - {{event: {key}, about: apogee_km, value: 9, by: wire, verb: said}}\n"
                ),
            }
        )
        assert checked.catalogue, checked.problems
        return checked.catalogue

    return make


def lead(catalogue: Catalogue, month: str) -> str:
    """The first paragraph of a month."""
    return plain_text(monthly.month(catalogue, parse_day(month)).summary)


def told(catalogue: Catalogue, key: str) -> str:
    """A launch as its month tells it."""
    month = catalogue.events[key].date.month_id
    found = monthly.month(catalogue, parse_day(str(month))).counted
    return plain_text(next(launch.text for launch in found if launch.event.id == key))


# --- the month


def test_month_parts_launches_from_other_events(small: Catalogue) -> None:
    month = monthly.month(small, parse_day("2026-02"))
    assert [found.event.id for found in month.counted] == ["2026-02-10-sandok"]
    assert [found.event.id for found in month.others] == ["2026-02-09-harbour-visit"]
    assert [changed.fact.id for changed in month.changed] == ["guards-at-the-cape"]
    assert [found.record.id for found in month.corrections] == [
        "2026-02-10-odd-weekly-two-flights",
        "guards-at-the-cape",
    ]
    assert [article.id[:10] for article in month.articles] == ["2026-02-10", "2026-02-11"]


def test_earlier_value_stands_in_the_month_it_had(with_launches: Making) -> None:
    month = monthly.month(with_launches("2003-11-05"), parse_day("2003-11"))
    assert [(c.fact.id, c.stand.value) for c in month.changed] == [
        ("guards-at-the-cape", "38,500 people")
    ]


@pytest.mark.parametrize(
    ("days", "begins"),
    [
        (["2025-03-01"], "One launch is on record for March 2025, on the 1st."),
        (["2025-03-02", "2025-03-23"], "Two launches are on record for March 2025, on the 2nd and"),
        (["2025-03-03", "2025-03-03"], "Two launches are on record for March 2025, all on the 3rd"),
        (
            ["2025-03-03", "2025-03-03", "2025-03-11"],
            "Three launches on two days are on record for March 2025, on the 3rd and the 11th.",
        ),
        (["2025-03"], "One launch is on record for March 2025."),
        (["2025-03", "2025-03-04"], "Two launches are on record for March 2025."),
    ],
)
def test_month_counts_launches_and_names_the_days_it_knows(
    days: list[str], begins: str, with_launches: Making
) -> None:
    assert lead(with_launches(*days), "2025-03").startswith(begins)


def test_month_that_is_not_over_says_so(read_with: Reading, content: Path) -> None:
    (content / "months/2026-03.yml").unlink()  # a month that is no longer within the records
    text = (CORPUS / "digest.yml").read_text("utf-8").replace("2026-03-31", "2026-02-20")
    checked = read_with({"digest.yml": text})
    assert checked.catalogue
    assert " for February 2026 up to 20 February, on the 10th." in lead(
        checked.catalogue, "2026-02"
    )
    assert "up to" not in lead(checked.catalogue, "1994-05")


def test_month_is_set_beside_the_last_month_and_the_last_year(with_launches: Making) -> None:
    catalogue = with_launches("2024-03-01", "2025-02-01", "2025-02-02", "2025-03-03")
    assert "February 2025 has two and March 2024 has one." in lead(catalogue, "2025-03")


def test_month_is_not_set_beside_one_before_the_records_begin(with_launches: Making) -> None:
    assert "It is the first month with a launch" in lead(with_launches(), "1994-05")
    assert "1993" not in lead(with_launches("1994-06-02"), "1994-06")


MARCH = ("2024-03-01", "2024-03-02", "2024-03-03")
APRIL = ("2025-04-01", "2025-04-02", "2025-04-03")


def test_most_launches_of_all_months_are_told(with_launches: Making) -> None:
    assert "No month before it has as many on record." in lead(with_launches(*MARCH), "2024-03")


def test_as_many_is_not_more(with_launches: Making) -> None:
    text = lead(with_launches(*MARCH, *APRIL), "2025-04")
    assert "No month" not in text
    assert "March 2025 has none and April 2024 has none." in text


def test_doubt_about_a_launch_stands_in_the_lead(with_launches: Making) -> None:
    catalogue = with_launches("2025-03-01", ("2025-03-02", "status: disputed\n"))
    assert "One of them is disputed." in lead(catalogue, "2025-03")
    assert "Sources differ on it." in lead(catalogue, "2026-02")


def test_month_without_launches_names_its_neighbours(read_with: Reading) -> None:
    visit = (
        "title: A visit\ntype: visit\ndate: 2010-05-01\nstatus: reported\narticle: test-register\n"
    )
    checked = read_with({"events/more/2010-05-01-visit.yml": visit})
    assert checked.catalogue, checked.problems
    assert lead(checked.catalogue, "2010-05").startswith(
        "No launch is on record for May 2010. The last one before it was in May 1994. "
        "The next one was on 10 February 2026."
    )


# --- what stands out


def test_pause_counts_days_between_launch_days(with_launches: Making) -> None:
    catalogue = with_launches("2025-01-01", "2025-01-01", "2025-02-15")
    found = [
        (p.days, str(p.before.date), str(p.after.date))
        for p in milestones.pauses(catalogue).measured
    ]
    assert found[0] == (45, "2025-01-01", "2025-02-15")
    said = "The longest pause that ended in February 2025 lasted 45 days, from 1 January to 15 Feb"
    assert said in lead(catalogue, "2025-02")


def test_pause_that_a_launch_of_unknown_day_may_interrupt_is_none(with_launches: Making) -> None:
    catalogue = with_launches("2025-01-01", "2025-02", "2025-03-15")
    assert (73, "2025-03-15") not in [
        (p.days, str(p.after.date)) for p in milestones.pauses(catalogue).measured
    ]
    assert "pause" not in lead(catalogue, "2025-03")


def test_longest_pause_up_to_then_says_so(with_launches: Making) -> None:
    read = with_launches("1994-06-01", "2024-01-01", "2024-04-10", "2024-07-19")
    assert "on record up to then" in lead(read, "2024-01")
    assert "lasted 100 days, from 1 January to 10 April." in lead(read, "2024-04")


def test_pause_as_long_as_another_is_not_the_longest(with_launches: Making) -> None:
    equal = with_launches("2024-01-01", "2024-04-10", "2024-07-19")
    assert "to 10 April, the longest on record up to then." in lead(equal, "2024-04")
    assert "lasted 100 days, from 10 April to 19 July." in lead(equal, "2024-07")


@pytest.mark.parametrize(("day", "long"), [("2024-01-30", False), ("2024-01-31", True)])
def test_short_pause_is_not_told(day: str, long: bool, with_launches: Making) -> None:
    catalogue = with_launches("2023-12-31", "2024-01-01", day)
    assert ("pause" in lead(catalogue, "2024-01")) is long


def test_first_launch_of_a_system_is_told_once(with_launches: Making) -> None:
    catalogue = with_launches(("2024-01-01", "systems: [byeol-1]\n"), "2024-02-01")
    assert "New among the launches on record: the system Byeol-1." in lead(catalogue, "2024-01")


def test_second_launch_of_a_system_is_not_new(with_launches: Making) -> None:
    system = "systems: [byeol-1]\n"
    catalogue = with_launches(("2024-01-01", system), ("2024-02-01", system))
    assert "Byeol-1" not in lead(catalogue, "2024-02")


def test_first_of_two_launches_of_unknown_order_is_not_told(with_launches: Making) -> None:
    catalogue = with_launches(
        ("2024-01", "systems: [byeol-1]\n"), ("2024-01-09", "systems: [byeol-1]\n")
    )
    assert "Byeol-1" not in lead(catalogue, "2024-01")


RANGE = "range_km: {{value: {}, article: test-register}}\n"


@pytest.mark.parametrize(
    ("values", "record"),
    [
        (["100", "110", "120", "130", "140", "200"], True),
        (["100", "110", "120", "130", "140", "140"], False),
        (["100", "110", "120", "130", "140", "at least 200"], True),
        (["100", "110", "120", "130", "at least 140", "200"], False),
        (["100", "110", "120", "130", "about 195", "200"], False),
        (["100", "110", "120", "130", "150 to 250", "200"], False),
        (["100", "110", "120", "130", "140", "135 to 200"], False),
        (["100", "110", "120", "130", "140", "150 to 200"], True),
        (["100", "110", "120", "200"], False),
    ],
)
def test_record_is_told_only_where_it_is_certain(
    values: list[str], record: bool, with_launches: Making
) -> None:
    given = [(f"2020-{i:02}-01", RANGE.format(value)) for i, value in enumerate(values, 1)]
    text = lead(with_launches(*given), given[-1][0][:7])
    assert ("has the longest range of any ballistic missile launch on record" in text) is record


def test_disputed_launch_sets_no_record(with_launches: Making) -> None:
    given = [(f"2020-{i:02}-01", RANGE.format(100 + i)) for i in range(1, 6)]
    claimed = ("2020-06-01", "status: disputed\n" + RANGE.format(900))
    assert "longest range" not in lead(with_launches(*given, claimed), "2020-06")


def test_record_that_was_broken_since_says_so(with_launches: Making) -> None:
    given = [(f"2020-{i:02}-01", RANGE.format(3000 + i)) for i in range(1, 9)]
    read = with_launches(*given)
    assert "launch on record up to then." in lead(read, "2020-06")
    assert "launch on record." in lead(read, "2020-08")


# --- a launch


def test_launch_is_told_with_both_clocks_and_its_bounds(small: Catalogue) -> None:
    text = told(small, "2026-02-10-sandok")
    assert text.startswith(
        "Two missiles of the type Bada-3 were fired from Sandok Test Stand, the first at "
        "06:54 KST (21:54 UTC on 9 February). They flew 340 to 1,350 km and reached a height of "
        "about 80 km (known of one)."
    )
    assert text.endswith("Sources differ on range.")


def test_launch_that_is_hardly_known_says_what_is_not(small: Catalogue) -> None:
    assert told(small, "1994-05-unknown-site") == (
        "Rockets (space launch vehicle) are said to have been fired from a site that is not known. "
        "How many is not known. The account is disputed. Outcome on record: failure. "
        "Two statements in one article come from North Korea and The *Odd* [Weekly] & <Sons>."
    )


@pytest.mark.parametrize(
    ("count", "begins"),
    [
        ("1", "One missile was fired from a site that is not known."),
        ("12", "Twelve missiles were fired"),
        ("at least 7", "At least 7 missiles were fired"),
        ("at least 1", "At least one missile was fired from a site that is not known."),
        ("several", "Several missiles were fired"),
        ("", "Missiles were fired from a site that is not known. How many is not known."),
    ],
)
def test_number_of_missiles_keeps_its_bound(count: str, begins: str, with_launches: Making) -> None:
    more = f"count: {{value: {count}, article: test-register}}\n" if count else ""
    assert told(with_launches(("2025-03-01", more)), "2025-03-01-0").startswith(begins)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("confirmed", "One missile was fired"),
        ("reported", "One missile was reported fired"),
        ("disputed", "One missile is said to have been fired"),
        ("false-alarm", "The report was withdrawn."),
    ],
)
def test_launch_is_told_as_surely_as_its_status(
    status: str, words: str, with_launches: Making
) -> None:
    more = f"status: {status}\ncount: {{value: 1, article: test-register}}\n"
    assert words in told(with_launches(("2025-03-01", more)), "2025-03-01-0")


@pytest.mark.parametrize(
    ("denies", "words"),
    [
        ("outcome, value: success", "What is disputed is the outcome, not the launch itself."),
        ("class, value: srbm", "What is disputed is the class, not the launch itself."),
    ],
)
@pytest.mark.parametrize(
    "own", ["range_km, value: 250", "count, value: 1", "time, value: 05:30 UTC"]
)
def test_what_is_denied_by_those_who_saw_the_launch_is_named(
    denies: str, words: str, own: str, with_claims: Making
) -> None:
    found = with_claims(
        f"{denies}, by: defence-ministry, verb: denied", f"{own}, by: joint-staff, verb: said"
    )
    text = told(found, "2025-03-01-0")
    assert text.startswith("One missile was fired from a site that is not known. " + words)
    assert " It flew 200 km." in text
    assert events.view(found, found.events["2025-03-01-0"]).status == ("Disputed.", words)


@pytest.mark.parametrize("own", ["outcome, value: failure", "range_km, value: 250"])
def test_launch_stays_in_doubt_where_who_denies_something_gives_no_sign_of_it(
    own: str, with_claims: Making
) -> None:
    by = "south-korea" if own.startswith("outcome") else "north-korea"
    found = with_claims(
        "outcome, value: success, by: south-korea, verb: denied", f"{own}, by: {by}, verb: said"
    )
    text = told(found, "2025-03-01-0")
    assert text.startswith("One missile is said to have been fired from a site that is not known.")
    assert "The account is disputed. By that account it flew 200 km." in text


# --- the year


@pytest.mark.parametrize("today", ["2026-03-30", "2026-03-29"])
def test_year_that_is_not_over_is_not_set_beside_whole_ones(today: str, read_with: Reading) -> None:
    text = (CORPUS / "digest.yml").read_text("utf-8").replace("2026-03-31", today)
    checked = read_with({"digest.yml": text})
    assert checked.catalogue
    summary = plain_text(yearly.year(checked.catalogue, 2026).summary)
    assert f" for 2026 up to {parse_day(today).words.removesuffix(' 2026')}." in summary
    assert "2025" not in summary


def test_whole_year_is_set_beside_whole_years(with_launches: Making) -> None:
    catalogue = with_launches("2024-01-01", "2025-03-31", "2025-12-01")
    assert "2024 has one, 2023 has none and 2022 has none." in plain_text(
        yearly.year(catalogue, 2025).summary
    )


def test_year_adds_up_its_months(small: Catalogue) -> None:
    year = yearly.year(small, 2026)
    assert [(m.id, len(m.counted), m.parts, len(m.articles)) for m in year.months] == [
        ("2026-02", 1, 2, 2),
        ("2026-03", 0, 0, 0),
    ]
    assert (year.previous, year.following) == (1994, None)
    assert [explainer.id for explainer in year.explainers] == ["reading-a-flight"]
    assert [str(c.correction.on) for c in year.corrections] == [
        *("2026-02-12", "2026-02-12"),
        "2026-03-02",
    ]
    assert [(s.words, s.events) for name, shares in year.shares for s in shares][:1] == [
        ("Short-range ballistic missile", 1)
    ]


def test_lists_of_names_are_shortened() -> None:
    assert shortened(list("abcdefg"), 6) == ["a", "b", "c", "d", "e", "two others"]
    assert shortened(list("abcdef"), 6) == list("abcdef")


# --- the mail


@pytest.fixture(scope="module")
def letter(small: Catalogue) -> str:
    """February 2026 as a mail."""
    return mail.text(small, monthly.month(small, parse_day("2026-02")), "https://example.org/d/")


def test_lines_of_a_mail_are_narrow(letter: str) -> None:
    for line in letter.split("\n"):
        assert len(line) <= 72 or line.strip().startswith("https://"), line


def test_mail_has_absolute_addresses_where_the_site_is_known(letter: str, small: Catalogue) -> None:
    assert "  https://example.org/d/events/2026-02-10-sandok/\n" in letter
    unknown = mail.text(small, monthly.month(small, parse_day("2026-02")))
    assert "\n  events/2026-02-10-sandok/\n" in unknown
    assert "http" not in unknown


@pytest.mark.build
def test_page_and_file_have_the_same_mail(small: Catalogue) -> None:
    output = render(small, PROJECT / "templates", site_url="https://example.org/d/")
    page = next(page.text for page in output.pages if page.path == "digests/2026-02.md")
    file = str(output.data["digests/2026-02.txt"])
    assert "https://example.org/d/digests/2026-02/" in file
    assert file.count("\n") == page.split("<pre")[1].count("&#10;")
    assert "\n\n" not in page.split("<details")[1].split("</details>")[0]


def test_mail_keeps_author_text_as_it_is(letter: str) -> None:
    assert '"<i>as\n  planned</i>"' in letter
    assert "The *Odd* [Weekly] & <Sons>" in letter


def test_every_word_of_the_lead_is_in_the_mail(letter: str, small: Catalogue) -> None:
    month = monthly.month(small, parse_day("2026-02"))
    folded = " ".join(letter.split())
    for sentence in (month.summary, *(found.text for found in month.counted)):
        assert " ".join(plain_text(sentence).split()) in folded


def test_every_month_has_a_mail_without_control_characters() -> None:
    for path in (Path(PROJECT) / "tests/golden/digests").glob("*.txt"):
        assert json.dumps(path.read_text("utf-8")).count("\\u00") == 0


# --- an editor's note


def test_note_comes_before_what_is_computed(small: Catalogue) -> None:
    text = one_page(small, "digests/2026-02.md").text
    written, computed = text.index("The first flight of"), text.index("One launch is on record")
    assert written < text.index("Editor’s note</strong>, the editor, ") < computed
    assert text.index('id="source-1"') > computed


def test_month_with_a_note_and_no_event_has_its_page(small: Catalogue) -> None:
    month = monthly.month(small, parse_day("2026-03"))
    assert month.note is not None
    assert (month.counted, month.others) == ((), ())
    assert "2026-03" in [str(which) for which in periods.months(small)]


def test_year_of_a_note_alone_has_its_page(read_with: Reading) -> None:
    note = (CORPUS / "months/2026-03.yml").read_text("utf-8")
    checked = read_with({"months/2025-11.yml": note})
    assert checked.catalogue
    assert checked.problems == ()
    text = one_page(checked.catalogue, "digests/2025.md").text
    assert 'href="../2025-11/"' in text


def test_note_describes_the_page_opens_the_mail_and_is_in_its_json(small: Catalogue) -> None:
    page = next(page for page in pages(small) if page.path == "digests/2026-02.md")
    assert page.description.startswith("The first flight of Bada-3 on record")
    sent = mail.text(small, monthly.month(small, parse_day("2026-02")))
    assert sent.index("The first flight") < sent.index("Editor's note, the editor, 2 March 2026")
    assert sent.index("Editor's note") < sent.index("One launch is on record")
    [note] = [found for found in page.row.lists(small, page.subject) if found.name == "note"]  # type: ignore[misc]
    assert (note.kind, note.ids) == ("months", ("2026-02",))


def test_note_on_an_event_is_above_its_facts_and_in_its_feed(small: Catalogue) -> None:
    text = one_page(small, "events/2026-02-10-sandok.md").text
    assert text.index("The list and the ministry") < text.index('<dl class="d-sheet d-heads"')
    entry = feeds.event_entry(small, "2026-02-10-sandok")
    told = [plain_text(part) for part in entry.paragraphs]
    assert told[0].startswith("The list and the ministry")
    assert told[1] == "Editor’s note, the editor, 2 March 2026."


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One [here](event:x). Two there!", 2),
        ("The U.S. Navy saw it. So did J. Smith.", 2),
        ("So said KCNA. Japan did not[](article:x).", 2),
        ("Of [](fact:x). It was “none.” Or was it?", 3),
        ("It flew 1.5 times as far.", 1),
    ],
)
def test_sentences_of_a_note_are_counted(text: str, sentences: int) -> None:
    bare = LINKED.sub(lambda link: link[1] or "x", text)
    assert len(SENTENCE_END.findall(bare)) == sentences
