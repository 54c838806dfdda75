"""The front page, the charts, and what can be followed."""

from collections.abc import Iterator

from generator.catalogue import Catalogue, counted_events
from generator.pages import charts, home
from generator.pages.kinds.counted import every_launch
from generator.pages.page_kind import Listed, PageKind, listed, single
from generator.pages.shared import feeds


def _lists(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    found = home.front(catalogue)
    yield listed("launches", "events", (row.event for row in found.recent))
    yield listed("articles", "articles", found.articles)
    yield listed("other_events", "events", found.events)


# fmt: off
HOME = PageKind(
    "home", "index.md", "{settings.title}",
    "A sourced record of {settings.subject}, to {settings.as_of.words}.",
    single, lambda c, _: {"front": home.front(c)}, wide=True,
    type="WebSite",
    lists=_lists,
    feeds=lambda c, _: (
        feeds.launch_feed(c), feeds.article_feed(c),
        feeds.explainer_feed(c), feeds.correction_feed(c),
    ),
)
CHARTS = PageKind(
    "charts", "charts/index.md", "The record in charts",
    "Launches by year, month and class, their outcomes, the days between, range and apogee.",
    single, lambda c, _: {"charts": charts.charts(c)}, wide=True,
    lists=every_launch,
)
FOLLOW = PageKind(
    "follow", "follow.md", "Follow the digest",
    "How to follow new launches, articles, explainers and corrections.",
    single,
    lambda c, _: {"feeds": tuple(feeds.feeds(c)), "calendar": bool(counted_events.every(c))},
)
# fmt: on
