"""The front page, the charts, and what can be followed."""

from collections.abc import Iterator

from generator.catalogue import Catalogue, counted_events
from generator.pages import charts, home
from generator.pages.kinds.counted import every_counted, if_counted
from generator.pages.page_kind import Listed, PageKind, listed, single
from generator.pages.shared import feeds


def _lists(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    found = home.front(catalogue)
    if what := catalogue.settings.counted:
        yield listed(what.id, "events", (row.event for row in found.recent))
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
        *((feeds.counted_feed(c),) if c.settings.counted else ()), feeds.article_feed(c),
        feeds.explainer_feed(c), feeds.correction_feed(c),
    ),
)
CHARTS = PageKind(
    "charts", "charts/index.md", "The record in charts",
    "{What.many} by year and by month, and the days between them.",
    if_counted, lambda c, _: {"charts": charts.charts(c)}, wide=True,
    lists=every_counted,
)
FOLLOW = PageKind(
    "follow", "follow.md", "Follow the digest",
    "How to follow what is new and what was corrected.",
    single,
    lambda c, _: {"feeds": tuple(feeds.feeds(c)), "calendar": bool(counted_events.every(c))},
)
# fmt: on
