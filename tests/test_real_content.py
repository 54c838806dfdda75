"""The records themselves, as the pages show them: what no good record can change.

What must hold of every record is a rule of `digest check`; tests/good/ has records that any day may
bring, and tests/build/test_good_records.py runs these tests with them.
"""

import pytest
from conftest import PROJECT

from generator.catalogue import Catalogue, counted_events
from generator.evidence import claims, resolved

CONTENT = PROJECT / "content"


@pytest.fixture(scope="module")
def catalogue(real: Catalogue) -> Catalogue:
    """The catalogue of the real content."""
    return real


def test_launches_are_at_least_two_hundred(catalogue: Catalogue) -> None:
    assert len(counted_events.every(catalogue)) >= 200


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
