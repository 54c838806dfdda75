"""Living numbers: their history, their review, and the notes beside them in a text."""

import re
from collections.abc import Callable

import pytest
from conftest import CORPUS, PROJECT, one_page
from selectolax.lexbor import LexborHTMLParser

from generator.catalogue import Catalogue
from generator.catalogue.values import parsed_value
from generator.pages import explainers, facts
from generator.site.fidelity import visible
from generator.site.markdown.markdown_export import readable
from generator.site.pipeline import Output, render
from generator.site.reading import Checked
from generator.values.prose import parse_document

Reading = Callable[..., Checked]
EXPLAINER = "title: More\nsummary: More.\nreviewed: 2026-03-01\narticles: [test-register]\n---\n"


def pages(checked: Checked) -> dict[str, str]:
    """The Markdown of every page by its path."""
    assert checked.catalogue, checked.problems
    output = render(checked.catalogue, PROJECT / "templates")
    return {page.path: page.text for page in output.pages}


@pytest.fixture
def explained(read_with: Reading) -> Callable[[str], str]:
    """The page of an explainer with the given text."""

    def make(text: str) -> str:
        found = read_with({"explainers/more.md": f"---\n{EXPLAINER}{text}\n"})
        assert found.catalogue, found.problems
        return one_page(found.catalogue, "explainers/more.md").text

    return make


# --- history and review


@pytest.mark.parametrize(
    ("new", "olds", "told"),
    [
        ("28500", ["38500"], "10,000 lower"),
        ("28500", ["38500", "37500"], "9,000 to 10,000 lower"),
        ("1.5", ["1.25"], "0.25 higher"),
        ("28500", ["28500"], "no change"),
        ("28500", ["about 28500"], "about the same"),
        ("about 30000", ["28500"], "about 1,500 higher"),
        ("28500", ["at least 20000"], None),
        ("20 to 30", ["10"], None),
        ("10", ["9", "11"], None),
        ("10", ["10", "11"], None),
        ("10", [], None),
    ],
)
def test_change_is_no_more_exact_than_the_values(new: str, olds: list[str], told: str) -> None:
    assert (
        facts.change(parsed_value(new, "quantity"), [parsed_value(o, "quantity") for o in olds])
        == told
    )


def test_days_have_no_change() -> None:
    days = [parsed_value(text, "day") for text in ("2026-01-02", "2026-01-01")]
    assert facts.change(days[0], days[1:]) is None


def test_history_runs_from_the_newest_value_to_the_oldest(small: Catalogue) -> None:
    stands = facts.view(small, small.facts["guards-at-the-cape"]).dated_values
    assert [(str(s.version.as_of), s.value, s.change) for s in stands] == [
        ("2026-02-10", "28,500 people", "about 9,000 lower"),
        ("2004", "about 37,500 people", "about 1,000 lower"),
        ("2003-11", "38,500 people", None),
    ]


def test_values_of_one_time_are_no_change_of_each_other(read_with: Reading) -> None:
    text = (CORPUS / "facts/guards-at-the-cape.yml").read_text("utf-8")
    checked = read_with({"facts/guards-at-the-cape.yml": text.replace("2003-11", "2004")})
    assert checked.catalogue
    stands = facts.dated_values(checked.catalogue.facts["guards-at-the-cape"])
    assert [stand.change for stand in stands] == ["about 9,000 to 10,000 lower", None, None]


@pytest.mark.parametrize(
    ("by", "due"),
    [("2026-04-01", False), ("2026-03-31", True), ("2026-03", True), ("2026", False)],
)
def test_review_is_due_on_its_last_day(by: str, due: bool, read_with: Reading) -> None:
    text = (CORPUS / "facts/guards-at-the-cape.yml").read_text("utf-8")
    checked = read_with({"facts/guards-at-the-cape.yml": text.replace("2027-02-10", by)})
    assert checked.catalogue
    fact = checked.catalogue.facts["guards-at-the-cape"]
    assert facts.review(checked.catalogue, fact).due is due


def test_fact_names_the_months_that_tell_of_it(small: Catalogue) -> None:
    view = facts.view(small, small.facts["guards-at-the-cape"])
    assert [str(month) for month in view.months] == ["2026-02"]
    assert [explainer.id for explainer in view.links["explainers"]] == ["reading-a-flight"]


# --- explainers


def test_minutes_are_rounded_up_and_marks_are_no_words() -> None:
    assert explainers.minutes(parse_document("word " * 220)) == 1
    assert explainers.minutes(parse_document("word " * 221)) == 2
    linked = "[word](https://example.org/a-b-c) - " * 110
    assert explainers.minutes(parse_document(linked)) == 1


def test_explainer_lists_its_facts_and_terms_once(explained: Callable[[str], str]) -> None:
    text = explained("[](fact:guards-at-the-cape), [](fact:guards-at-the-cape), [](term:apogee).")
    table = text.split("## The numbers in this text")[1].split("</table>")[0]
    assert table.count('<th scope="row">') == 1
    assert text.split("## Terms used")[1].count("glossary/#apogee") == 1


def test_further_reading_shares_terms_facts_or_events(
    explained: Callable[[str], str],
) -> None:
    assert "reading-a-flight" in explained("An [](term:apogee).").split("## Further reading")[1]
    assert "## Further reading" not in explained("Nothing shared.")


# --- notes


def test_number_has_a_note_with_day_source_and_definition(rendered: Output) -> None:
    text = next(p.text for p in rendered.pages if p.path == "explainers/reading-a-flight.md")
    page = LexborHTMLParser(text)
    note = page.css("small[id*=guards-at-the-cape]")[0]
    words = note.text()
    assert "28,500 people" in words
    assert "as of 10 February 2026" in words
    assert "Those who sleep there, not those who visit." in words
    assert {"data-pagefind-ignore", "data-markdown-ignore"} <= note.attributes.keys()
    assert page.css(f"[aria-describedby={note.id}]")


def test_note_is_no_part_of_its_link(explained: Callable[[str], str]) -> None:
    text = explained("The [](fact:guards-at-the-cape) guards.")
    assert re.search(r"<a [^>]*>28,500</a><small ", text)


def test_day_needs_no_as_of(explained: Callable[[str], str]) -> None:
    text = explained("Since [](fact:end-of-the-war).")
    note = LexborHTMLParser(text).css("small")[0].text()
    assert "as of" not in note
    assert "source: " in note


def test_term_is_explained_once_a_page(explained: Callable[[str], str]) -> None:
    text = explained("An [](term:apogee), another [apogee](term:apogee).")
    assert text.count("<small") == 1
    assert text.index("<small") < text.index("another")


def test_every_place_of_a_number_has_a_note_with_its_own_name(
    explained: Callable[[str], str],
) -> None:
    text = explained("[](fact:end-of-the-war), and again [](fact:end-of-the-war).")
    assert re.findall(r'<small class="([^"]*)" id="([^"]*)"', text) == [
        ("d-pop", "note-fact-end-of-the-war"),
        ("d-pop d-again", "note-fact-end-of-the-war-2"),
    ]


def test_heading_has_no_note(explained: Callable[[str], str]) -> None:
    text = explained("## The [](term:apogee)\n\nAn [](term:apogee).")
    assert text.count("<small") == 1
    assert "<small" not in next(line for line in text.split("\n") if line.startswith("## The "))


def test_glossary_explains_no_term_twice(rendered: Output) -> None:
    assert "note-term" not in next(p.text for p in rendered.pages if p.path == "glossary.md")


def test_note_holds_no_other_note(read_with: Reading) -> None:
    term = "name: Deep\ndefinition: |\n  See [apogee](term:apogee), [](fact:end-of-the-war).\n"
    made = pages(
        read_with(
            {"terms/deep.yml": term, "explainers/more.md": f"---\n{EXPLAINER}A [](term:deep).\n"}
        )
    )["explainers/more.md"]
    assert made.count("<small") == 1
    assert "See apogee, 27 July 1953." in made


def test_alarm_reads_a_page_without_its_notes() -> None:
    page = "<p>A <a>b</a><small data-markdown-ignore> x <span>y</span></small> c</p>"
    assert visible(readable(page)) == "A b c"
