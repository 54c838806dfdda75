"""How pages are known where they stand alone: titles, descriptions, days of change, robots.txt."""

import re
from collections import Counter

import pytest

from generator.catalogue import Catalogue
from generator.exports import crawlers
from generator.pages.shared.sharing import fitting, whole_sentences
from generator.pages.table import Page, pages


@pytest.fixture(scope="module")
def real_pages(real: Catalogue) -> list[Page]:
    """Every page of the real records."""
    return list(pages(real))


def test_no_two_pages_share_title_and_description(real_pages: list[Page], small: Catalogue) -> None:
    for made in (real_pages, pages(small)):
        known = Counter(
            (page.sharing.title, page.description) for page in made if not page.row.gone
        )
        assert [pair for pair, number in known.items() if number > 1] == []


def test_no_two_events_share_a_title(real_pages: list[Page]) -> None:
    titles = Counter(page.sharing.title for page in real_pages if page.kind == "event")
    assert [title for title, number in titles.items() if number > 1] == []
    bare = Counter(page.title for page in real_pages if page.kind == "event")
    assert max(bare.values()) > 1, "on the site itself the day stands beside the title"


def test_descriptions_are_there_and_of_a_length_that_is_shown(real_pages: list[Page]) -> None:
    for page in real_pages:
        assert 15 <= len(page.description) <= 220, page.path
        assert page.description[-1] in ".…?!", page.path


def test_event_is_described_by_what_happened(small: Catalogue) -> None:
    found = {page.path: page for page in pages(small)}
    launch = found["events/2026-02-10-sandok.md"]
    assert launch.sharing.title.endswith(", 10 February 2026")
    assert launch.description.startswith("Two missiles of the type Bada-3 were fired from Sandok")


def test_day_of_change_comes_from_the_records(small: Catalogue) -> None:
    days = {page.path: page.sharing.changed for page in pages(small) if page.sharing.changed}
    assert days == {
        "events/2026-02-10-sandok.md": "2026-03-02",
        "articles/2026-02-10-odd-weekly-two-flights.md": "2026-02-12",
        "explainers/reading-a-flight.md": str(small.explainers["reading-a-flight"].reviewed),
        "corrections.md": "2026-03-02",
        "digests/2026-02.md": "2026-03-02",
        "digests/2026-03.md": "2026-03-31",
        # By the history, which the small corpus is given.
        "changes/index.md": "2026-03-30",
        "changes/2026-03.md": "2026-03-30",
        "changes/2026-02.md": "2026-02-28",
    }


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("One. Two.", 2),
        ("The U.S. Navy saw it. It fell.", 2),
        ("It flew 3.5 km. Then it fell.", 2),
        ("One", 1),
    ],
)
def test_sentences_are_told_apart(text: str, number: int) -> None:
    assert len(whole_sentences(text)) == number


def test_description_ends_with_a_sentence_or_between_words() -> None:
    assert fitting(["Short.", "Also short."], 18) == "Short. Also short."
    assert fitting(["Short.", "Too long for it."], 18) == "Short."
    assert fitting(["Words without an end to them"], 18) == "Words without …"
    assert fitting([]) == ""


def test_robots_names_the_sitemap_where_the_address_is_known() -> None:
    (text,) = crawlers.files("https://example.org/repo/").values()
    assert re.search(r"^Sitemap: https://example\.org/repo/sitemap\.xml$", text, re.MULTILINE)
    assert crawlers.files("") == {}
