"""The records themselves, as the pages show them: what no good record can change.

What must hold of every record is a rule of `digest check`; tests/good/ has records that any day may
bring, and tests/build/test_good_records.py runs these tests with them.
"""

import html
import json
import re

import pytest
from conftest import PROJECT

from generator.catalogue import Catalogue, launches
from generator.evidence import claims, resolved
from generator.site.pipeline import render

CONTENT = PROJECT / "content"
TEMPLATES = PROJECT / "templates"


@pytest.fixture(scope="module")
def catalogue(real: Catalogue) -> Catalogue:
    """The catalogue of the real content."""
    return real


def test_launches_are_at_least_two_hundred(catalogue: Catalogue) -> None:
    assert len(launches.launches(catalogue)) >= 200


def test_every_kind_of_record_is_there(catalogue: Catalogue) -> None:
    for kind in ("events", "articles", "actors", "systems", "places", "facts", "terms"):
        assert len(catalogue.of_kind(kind)) > 20, kind
    assert len(catalogue.explainers) >= 4


# --- the written rules are kept


def test_earliest_report_is_the_earliest(catalogue: Catalogue) -> None:
    for event in catalogue.events.values():
        told = claims.about(catalogue, "events", event.id)
        for (about, _), resolved_value in resolved.resolved_values(catalogue, event, told).items():
            if "earliest" not in resolved_value.rules:
                continue
            days = [s.article.published or s.article.retrieved for s in told if s.entry.id == about]
            for rest in resolved_value.provenance:
                article = catalogue.articles[rest.article]
                own = article.published or article.retrieved
                earlier = [day for day in days if day and own and day.surely_before(own)]
                assert not earlier, f"{event.id}: {about} rests on {article.id}"


# --- times


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> dict[str, str]:
    """Every page of the real site as a reader reads it: without tags and what is for programs."""
    return {page.path: read_out(page.text) for page in render(catalogue, TEMPLATES).pages}


def read_out(page: str) -> str:
    """A page's title, description and text."""
    front, body = page.removeprefix("---\n").split("\n---\n", 1)
    told = json.loads(front)
    words = f"{told['title']}\n{told['description']}\n{body}"
    return html.unescape(re.sub(r"<[^>]+>", " ", words))


# 1:50m is a scale of maps.
TIME = r"(?<![\d:])\d{1,2}:\d{2}(?!\d|:\d|m\b)"
ZONED = re.compile(rf"{TIME}(?:,?\s+(?:(?:to|and|or)\s+)?{TIME})*\s+(?:by )?(?:KST|UTC)\b")


@pytest.mark.build
def test_every_time_on_every_page_has_its_zone(pages: dict[str, str]) -> None:
    bare = {
        f"{path}: {text[max(0, found.start() - 40) : found.end() + 20]!r}"
        for path, text in pages.items()
        for found in re.finditer(TIME, ZONED.sub("", re.sub(r"\+8:30\b|https?:\S+", "", text)))
    }
    assert bare == set()
