"""What can be followed: Atom and JSON Feed as programs read them, counted against the records."""

import contextlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from conftest import CORPUS, PROJECT, TODAY
from jsonschema import Draft7Validator, FormatChecker
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.catalogue import Catalogue
from generator.exports.feeds import web_feeds as written
from generator.loading.characters import character_fault
from generator.pages.shared import feeds
from generator.problems import Refused
from generator.schema.registry import RECORDS
from generator.site.reading import Checked, read
from generator.values.direction import goes_left
from generator.values.scalars import parse_plain

SITE = "https://example.org/repo/"
SCHEMA = json.loads((PROJECT / "tests/proof/public/json-feed-1.1.json").read_text("utf-8"))
ROCKET = "events/1994/1994-05-unknown-site.yml"


@pytest.fixture(scope="module")
def files(small: Catalogue) -> dict[str, str]:
    """Every feed of the small corpus, for a site whose address is known."""
    return written.files(small, SITE)


def atom(text: str) -> Any:
    """An Atom feed as a feed reader takes it; a malformed one is refused."""
    found = feedparser.parse(text.encode("utf-8"))
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def of(catalogue: Catalogue, name: str, site_url: str = SITE) -> Any:
    """One Atom feed by its name."""
    return atom(written.files(catalogue, site_url)[f"feeds/{name}.atom"])


def events_and_articles(catalogue: Catalogue, kind: str, key: str) -> tuple[set[str], set[str]]:
    """What a follower of an actor or a system is told of, asked of the records anew."""
    events, articles = set(), set()
    for event in catalogue.events.values():
        systems = {*event.systems, *(flight.system for flight in event.flights)}
        if key in (systems if kind == "systems" else {part.id for part in event.actors}):
            events.add(event.id)
    for article in catalogue.articles.values():
        told = {(claim.system if kind == "systems" else claim.by) for claim in article.claims}
        if kind == "actors":
            told |= {article.publisher, article.agency}
            told |= {actor for claim in article.claims for actor in claim.via}
        if key in told and article.published and article.kind != "database":
            articles.add(article.id)
    return events, articles


def test_every_feed_parses_and_is_both_atom_and_json(files: dict[str, str]) -> None:
    names = {path.rpartition(".")[0] for path in files}
    assert {f"{name}.{ending}" for name in names for ending in ("atom", "json")} == set(files)
    for name in names:
        one, other = atom(files[f"{name}.atom"]), json.loads(files[f"{name}.json"])
        assert one.feed.title == other["title"]
        assert [entry.id for entry in one.entries] == [item["id"] for item in other["items"]]
        assert [entry.title for entry in one.entries] == [item["title"] for item in other["items"]]


@pytest.mark.parametrize("site_url", [SITE, ""])
def test_json_feeds_follow_the_schema(small: Catalogue, site_url: str) -> None:
    checker = Draft7Validator(SCHEMA, format_checker=FormatChecker())
    for path, text in written.files(small, site_url).items():
        if path.endswith(".json"):
            assert list(checker.iter_errors(json.loads(text))) == [], path


@pytest.mark.parametrize("site_url", [SITE, ""])
def test_atom_feeds_have_what_the_standard_requires(small: Catalogue, site_url: str) -> None:
    seen: set[str] = set()
    for path, text in written.files(small, site_url).items():
        if path.endswith(".atom") and "general-staff" not in path:
            root = ElementTree.fromstring(text)
            ns = {"a": written.ATOM}
            assert root.findtext("a:id", "", ns) not in seen, path
            seen.add(root.findtext("a:id", "", ns))
            assert root.findtext("a:author/a:name", "", ns)
            ids = [entry.findtext("a:id", "", ns) for entry in root.findall("a:entry", ns)]
            assert len(set(ids)) == len(ids)
            for part in (root, *root.findall("a:entry", ns)):
                for name in ("id", "title", "updated"):
                    assert len(part.findall(f"a:{name}", ns)) == 1, (path, name)
                assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", part.findtext("a:id", "", ns))
                stamp = part.findtext("a:updated", "", ns)
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00\+09:00", stamp)


def test_feeds_of_whole_kinds_hold_every_record(small: Catalogue, files: dict[str, str]) -> None:
    launched = [event for event in small.events.values() if small.is_counted(event)]
    dated = [a for a in small.articles.values() if a.published and a.kind != "database"]
    corrected = sum(
        len(getattr(record, "corrections", ()))
        for kind in RECORDS
        for record in small.of_kind(kind).values()
    )
    expected = {
        "launches": len(launched),
        "articles": len(dated),
        "explainers": len(small.explainers),
        "corrections": corrected + len(small.removed),
    }
    found = {name: len(atom(files[f"feeds/{name}.atom"]).entries) for name in expected}
    assert found == expected
    assert min(found.values()) > 0


def test_long_feeds_end_at_the_newest_fifty_and_say_so(real: Catalogue) -> None:
    launched = [event for event in real.events.values() if real.is_counted(event)]
    feed = feeds.counted_feed(real)
    assert f"The newest 50 of {len(launched)} launches" in feed.subtitle
    assert [entry.record for entry in feed.entries[:1]] == [("events", launched[-1].id)]
    assert len(feed.entries) == len(feeds.article_feed(real).entries) == 50
    assert len(feeds.explainer_feed(real).entries) == len(real.explainers)


def test_actors_and_systems_have_what_the_records_tell_of_them(real: Catalogue) -> None:
    made = {feed.about: feed for feed in feeds.feeds(real) if feed.about}
    for kind in ("actors", "systems"):
        for key in real.of_kind(kind):
            events, articles = events_and_articles(real, kind, key)
            assert ((kind, key) in made) == bool(events or articles), (kind, key)
            if (kind, key) in made:
                shown = {entry.record for entry in made[kind, key].entries}
                every = {("events", one) for one in events} | {("articles", a) for a in articles}
                assert len(shown) == min(50, len(every)), (kind, key)
                assert shown <= every
    assert ("systems", "hwasong-17") in made


def test_newest_entry_stands_first(files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".json"):
            items = json.loads(text)["items"]
            days = [item.get("date_published", item["date_modified"]) for item in items]
            assert days == sorted(days, reverse=True), path


def test_launch_has_its_minute_and_is_updated_by_its_correction(small: Catalogue) -> None:
    (launch,) = [e for e in of(small, "launches").entries if e.link.endswith("2026-02-10-sandok/")]
    assert launch.published == "2026-02-10T06:54:00+09:00"
    assert launch.updated == "2026-03-02T00:00:00+09:00"


def test_month_stands_at_its_first_day_and_says_so(small: Catalogue) -> None:
    (rocket,) = [e for e in of(small, "launches").entries if "1994-05" in e.link]
    assert rocket.published == rocket.updated == "1994-05-01T00:00:00+09:00"
    assert "Only the month is known, May 1994" in rocket.content[0].value


@pytest.mark.parametrize(
    ("day", "moment", "words"),
    [
        ("1984", "1984-01-01T00:00:00+09:00", "Only the year is known, 1984"),
        ("1984-04-09", "1984-04-09T00:00:00+09:00", "No time is on record"),
    ],
)
def test_day_without_a_time_is_midnight_in_korea(
    day: str, moment: str, words: str, read_with: Callable[..., Checked]
) -> None:
    text = (CORPUS / ROCKET).read_text("utf-8").replace("date: 1994-05", f"date: {day}")
    text += "ignore: [{code: R020, text: 1994-05-unknown-site, why: The name stays.}]\n" * (
        day != "1994-05"
    )
    catalogue = read_with({ROCKET: text}).catalogue
    assert catalogue is not None
    (rocket,) = [e for e in of(catalogue, "launches").entries if "1994-05" in e.link]
    assert rocket.published == moment
    assert words in rocket.content[0].value


def test_corrections_stand_at_their_day_with_both_values(small: Catalogue) -> None:
    entries = of(small, "corrections").entries
    days = [entry.published[:10] for entry in entries]
    assert days == ["2026-03-02", "2026-02-20", "2026-02-12", "2026-02-12"]
    assert 'said "3"; it now says "2"' in entries[0].content[0].value
    assert entries[1].link == f"{SITE}corrections/"


def test_corrections_end_at_the_newest_hundreds_and_say_so(
    small: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = feeds.correction_feed(small)
    assert every.subtitle.startswith(f"Every correction and removal ({len(every.entries)}),")
    monkeypatch.setattr(feeds, "CORRECTIONS", 2)
    newest = feeds.correction_feed(small)
    assert newest.entries == every.entries[:2]
    assert newest.subtitle.startswith("The newest 2 of 4 corrections and removals,")


def test_ids_depend_on_no_address_and_no_title(
    small: Catalogue, read_with: Callable[..., Checked]
) -> None:
    text = (CORPUS / ROCKET).read_text("utf-8").replace("A rocket that", "A launcher that")
    renamed = read_with({ROCKET: text}).catalogue
    assert renamed is not None
    for name in ("launches", "articles", "corrections", "actors/joint-staff"):
        before = of(small, name)
        for other in (of(small, name, ""), of(renamed, name, "https://elsewhere.example/")):
            assert other.feed.id == before.feed.id
            assert [entry.id for entry in other.entries] == [entry.id for entry in before.entries]


def test_renamed_record_keeps_the_id_of_its_first_name(small: Catalogue, content: Path) -> None:
    old, new = "1994-05-unknown-site", "1994-05-denied-rocket"
    for file in content.rglob("*.*"):
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    moved = content / ROCKET.replace(old, new)
    text = (content / ROCKET).rename(moved).read_text("utf-8")
    moved.write_text(text.replace("[1994-spring-rocket]", f"[1994-spring-rocket, {old}]"), "utf-8")
    checked = read(content, TODAY, "content")
    assert checked.catalogue is not None, checked.problems
    before, after = of(small, "launches").entries, of(checked.catalogue, "launches").entries
    assert [entry.id for entry in after] == [entry.id for entry in before]
    assert after[1].link == f"{SITE}events/{new}/"
    assert after[1].id == feeds.urn("events", "1994-spring-rocket")


def test_known_ids_are_what_readers_already_have(small: Catalogue) -> None:
    """Should one of these differ, every reader would get every entry a second time."""
    assert feeds.counted_feed(small).id == "urn:uuid:2df88acf-5e18-5af9-b4db-64de53074f18"
    assert feeds.event_entry(small, "2026-02-10-sandok").id == (
        "urn:uuid:2c2f7fe3-288e-5692-8b41-20ffde22353e"
    )


def test_feed_of_a_renamed_actor_stays_at_its_old_address(files: dict[str, str]) -> None:
    assert files["feeds/actors/general-staff.atom"] == files["feeds/actors/joint-staff.atom"]
    assert files["feeds/actors/general-staff.json"] == files["feeds/actors/joint-staff.json"]


def elements(html: str) -> list[LexborNode]:
    """The elements of a text, without those that every page has."""
    whole = {"html", "head", "body"}
    return [node for node in LexborHTMLParser(html).css("*") if node.tag not in whole]


def test_texts_hold_no_link_that_breaks_elsewhere(small: Catalogue) -> None:
    for site_url in (SITE, ""):
        for path, text in written.files(small, site_url).items():
            if path.endswith(".json"):
                for item in json.loads(text)["items"]:
                    found = elements(item["content_html"])
                    links = [node.attributes.get("href") or "" for node in found if node.tag == "a"]
                    assert {node.tag for node in found} <= {"p", "a"}, path
                    assert all(link.startswith(SITE) for link in links), path
                    assert bool(site_url) or not links


def test_without_an_address_none_is_invented(small: Catalogue) -> None:
    for path, text in written.files(small).items():
        if path.endswith(".json"):
            whole = json.loads(text)
            assert not {"feed_url", "home_page_url"} & set(whole)
            assert not any("url" in item for item in whole["items"])
        else:
            root = ElementTree.fromstring(text)
            for link in root.iter(f"{{{written.ATOM}}}link"):
                assert link.get("href", "").startswith("../") or link.get("rel") == "related"


def test_hostile_title_is_text_everywhere(read_with: Callable[..., Checked]) -> None:
    title = "]]> <script>alert(1)</script> & \"quotes\" 'too' 발사 &amp; é"
    text = (CORPUS / ROCKET).read_text("utf-8")
    text = text.replace("A rocket that one side denies", json.dumps(title, ensure_ascii=False))
    checked = read_with({ROCKET: text})
    assert checked.catalogue is not None, checked.problems
    (rocket,) = [
        entry
        for entry in ElementTree.fromstring(
            written.files(checked.catalogue, SITE)["feeds/launches.atom"]
        ).iter(f"{{{written.ATOM}}}title")
        if "alert" in (entry.text or "")
    ]
    assert rocket.text == title


def accepted() -> list[str]:
    """Public strings that broke somebody's program, of which the checks let these pass."""
    found = []
    for text in json.loads((PROJECT / "tests/proof/public/naughty-strings.json").read_text()):
        if not any(map(character_fault, text)):
            with contextlib.suppress(Refused):
                found.append(parse_plain(text))
    return found


def test_any_text_that_passes_the_checks_is_itself_in_every_format(small: Catalogue) -> None:
    texts = accepted()
    assert len(texts) > 200
    feed = feeds.counted_feed(small)
    entries = tuple(
        feed.entries[0]._replace(title=text, paragraphs=((text,),), tags=(text,)) for text in texts
    )
    many = feed._replace(entries=entries)
    items = json.loads(written.json_feed(small, many, SITE))["items"]
    assert [item["title"] for item in items] == texts
    root = ElementTree.fromstring(written.atom(small, many, SITE))
    ns = {"a": written.ATOM}
    assert [entry.findtext("a:title", "", ns) for entry in root.findall("a:entry", ns)] == texts
    for text, item, entry in zip(texts, items, root.findall("a:entry", ns), strict=True):
        assert entry.findtext("a:content", "", ns) == item["content_html"]
        apart = {"bdi"} if goes_left(text) else set()
        assert {node.tag for node in elements(item["content_html"])} == {"p"} | apart


def test_every_character_that_the_checks_let_pass_can_be_written() -> None:
    # No character of the planes between has a meaning, nor may one be in a record.
    every = map(chr, (*range(0xD800), *range(0xE000, 0x33480), *range(0xE0000, 0xE0200)))
    passed = "".join(char for char in every if not character_fault(char))
    assert written.UNWRITABLE.search(passed) is None


def test_character_that_xml_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match=r"U\+000B"):
        written._part(ElementTree.Element("feed"), "title", "a\x0bb")


def test_same_records_give_the_same_bytes(small: Catalogue) -> None:
    again = read(CORPUS, TODAY, "content").catalogue
    assert again is not None
    again = replace(again, history=small.history)
    assert written.files(again, SITE) == written.files(small, SITE)
