"""The page of an article: its event, then each speaker once for each way."""

from generator.catalogue import Catalogue
from generator.pages import articles


def test_every_statement_is_said_by_one_voice(real: Catalogue, small: Catalogue) -> None:
    for catalogue in (real, small):
        for record in catalogue.articles.values():
            view = articles.article(catalogue, record)
            voices = (*view.voices, *view.aside)
            said = [s for voice in voices for about in voice.about for s in about.statements]
            assert sorted(s.number for s in said) == list(range(1, len(record.claims) + 1))
            assert view.voices or not record.claims
            for part in (view.voices, view.aside):
                ways = [(voice.origin.id, *(one.id for one in voice.through)) for voice in part]
                assert len(ways) == len(set(ways))


def test_event_of_most_statements_is_the_main_one(small: Catalogue) -> None:
    view = articles.article(small, small.articles["2026-02-10-odd-weekly-two-flights"])
    assert view.main and view.main.id == "2026-02-10-sandok"
    assert [event.id for event in view.others] == ["2026-02-09-harbour-visit"]
    assert {about.key for voice in view.voices for about in voice.about} == {view.main.id}


def test_chain_is_named_without_those_through_whom_all_came(small: Catalogue) -> None:
    view = articles.article(small, small.articles["2026-02-10-odd-weekly-two-flights"])
    assert [actor.id for actor in view.carriers] == ["wire", "odd-weekly"]
    assert {(voice.origin.id, *(a.id for a in voice.through)) for voice in view.voices} == {
        *(("joint-staff", "defence-ministry"), ("joint-staff",)),
    }
    assert [voice.origin.id for voice in view.aside if voice.own] == ["odd-weekly"]
