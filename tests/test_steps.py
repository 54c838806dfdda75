"""From a launch to what explains it: how many links a reader follows, from record to record."""

import posixpath
import re
from collections.abc import Callable, Iterable

import pytest
from conftest import PROJECT

from generator.catalogue import Catalogue
from generator.pages.addresses import address
from generator.pages.explainers import linked
from generator.pages.table import HAND_WRITTEN, page, planned, record_path
from generator.rendering.environment import Renderer

STEPS = 2
LAUNCH, ARTICLE = "2026-01-27-pyongyang", "2026-01-27-standard-sea-of-japan"
# What the article of that day speaks of beside its events.
TOPICS = (
    "classes-of-missiles",
    "exclusive-economic-zone-and-why-it-is-said",
    "joint-drills",
    "names-of-the-sea",
    "nuclear-powered-submarines",
    "nuclear-tests",
    "party-congresses-and-military-plans",
    "summits-from-singapore-to-hanoi",
    "troops-and-weapons-for-russia",
    "us-forces-korea",
    "what-un-resolutions-forbid",
    "who-detects-a-launch",
)
Links = Callable[[str], frozenset[str]]


@pytest.fixture(scope="module")
def links(real: Catalogue) -> Links:
    """The records' pages to which one page leads, both by their address.

    Lists, the glossary and articles are no step: they lead to everything.
    """
    kinds = ("events", "systems", "places", "actors", "facts", "explainers")
    plans = {one.path: one for one in planned(real)}
    renderer = Renderer(real, PROJECT / "templates", frozenset({*HAND_WRITTEN, *plans}))
    files = {
        address(path): path
        for kind in kinds
        for key in real.of_kind(kind)
        for path in [record_path(kind, key).partition("#")[0]]
    }
    kept: dict[str, frozenset[str]] = {}

    def leading(here: str) -> frozenset[str]:
        if here not in kept:
            text = renderer.render(page(real, plans[files[here]])).text
            # The foot of a page and the way up are the same everywhere.
            text = text.partition("\n---\n")[2]
            found = {
                posixpath.normpath(posixpath.join(here, href)) + "/"
                for href in re.findall(r'href="([^"#:]+)[#"]', text)
            }
            kept[here] = frozenset(found & set(files))
        return kept[here]

    return leading


def distance(links: Links, start: str, goals: Iterable[str]) -> dict[str, int]:
    """How many links each goal is from a page; those farther than `STEPS` are left out."""
    found, at, wanted = {start: 0}, {start}, set(goals)
    for step in range(1, STEPS + 1):
        at = {to for here in at for to in links(here)} - set(found)
        found |= dict.fromkeys(at, step)
        if wanted <= set(found):
            break
    return {goal: found[goal] for goal in wanted if goal in found}


def at(kind: str, key: str) -> str:
    """The address of a record's page."""
    return address(record_path(kind, key).partition("#")[0])


def test_explainers_are_two_steps_from_a_launch_that_they_explain(
    real: Catalogue, links: Links
) -> None:
    far = []
    for key, explainer in real.explainers.items():
        named = [
            event
            for event in linked(explainer.body, "events")
            if real.is_counted(real.events[event])
        ]
        goal = at("explainers", key)
        if not any(distance(links, at("events", event), [goal]) for event in named):
            far.append(key)
    # A new one may name a launch to which nothing else leads yet.
    assert len(far) * 10 <= len(real.explainers), far


def test_what_the_article_of_27_january_2026_touches_is_two_steps_from_its_launch(
    real: Catalogue, links: Links
) -> None:
    told = (event for event in real.articles[ARTICLE].events if event != LAUNCH)
    goals = [*(at("events", event) for event in told), *(at("explainers", key) for key in TOPICS)]
    near = distance(links, at("events", LAUNCH), goals)
    assert sorted(set(goals) - set(near)) == []


def test_a_page_to_which_nothing_leads_is_far() -> None:
    ways = {"a/": frozenset({"b/"}), "b/": frozenset({"c/"}), "c/": frozenset({"d/"})}
    assert distance(ways.__getitem__, "a/", ["b/", "c/", "d/"]) == {"b/": 1, "c/": 2}
