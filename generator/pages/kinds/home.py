"""The front page, the charts, and what can be followed."""

from collections.abc import Iterator

from generator.catalogue import Catalogue, counted_events
from generator.pages import charts, home
from generator.pages.kinds.counted import every_counted
from generator.pages.long_lists import whole
from generator.pages.page_kind import Context, Listed, PageKind, listed, single
from generator.pages.shared import feeds


def _lists(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    found = home.front(catalogue)
    if what := catalogue.settings.counted:
        yield listed(what.id, "events", (row.event for row in found.recent))
    yield listed("articles", "articles", found.articles)
    yield listed("other_events", "events", found.events)


def _if_drawn(catalogue: Catalogue) -> tuple[None, ...]:
    """One page, where the digest declares charts and there is something to draw."""
    return (None,) if charts.on_record(catalogue) else ()


def _years(catalogue: Catalogue) -> range:
    """The years that readers choose from."""
    first, last = charts.span(catalogue)
    return range(first, last + 1)


def _charts(catalogue: Catalogue, _: None) -> Context:
    found = charts.charts(catalogue)
    return {
        "charts": found,
        "years": _years(catalogue),
        "whole": all(whole(len(chart.drawing.shapes)) for chart in found),
    }


def _on_chart(catalogue: Catalogue, chart: charts.OnRecord) -> Iterator[Listed]:
    """The events that its numbers name, in their order; all counted ones where it counts them."""
    cells = (cell for row in chart.shown.drawing.table.rows for cell in row)
    named = dict.fromkeys(c.target[1] for c in cells if c.target and c.target[0] == "events")
    found = [catalogue.events[key] for key in named]
    yield listed(catalogue.counted.id, "events", found or counted_events.every(catalogue)[::-1])


def _if_followed(catalogue: Catalogue) -> tuple[None, ...]:
    """One page, where anything can be followed."""
    # The calendar is asked first: to know whether a feed has entries takes writing them.
    return (None,) if feeds.calendar(catalogue) or any(True for _ in feeds.feeds(catalogue)) else ()


# fmt: off
HOME = PageKind(
    "home", "index.md", "{settings.title}",
    "A sourced record of {settings.subject}, to {settings.as_of.words}.",
    single, lambda c, _: {"front": home.front(c)}, wide=True,
    type="WebSite",
    lists=_lists,
    feeds=lambda c, _: feeds.of_everything(c),
)
CHARTS = PageKind(
    "charts", "charts/index.md", "The record in charts",
    "{What.many} in charts: how often, what and when.",
    _if_drawn, _charts, wide=True,
    lists=every_counted, inside=("chart",),
)
CHART = PageKind(
    "chart", "charts/{id}.md", "{0.shown.title}",
    "{0.shown.drawing.seen}: the chart, its numbers, and both as files.",
    charts.on_record, lambda c, chart: {"chart": chart.shown, "years": _years(c)}, label="Chart",
    lists=_on_chart,
)
FOLLOW = PageKind(
    "follow", "follow.md", "Follow the digest",
    "How to follow what is new and what was corrected.",
    _if_followed,
    lambda c, _: {
        "feeds": tuple(feeds.feeds(c)), "calendar": feeds.calendar(c),
        "followed": feeds.headings(c), "whole_day": feeds.whole_day(c),
    },
    found_by=("RSS", "Atom", "feeds", "calendar", "subscribe", "newsletter", "alerts"),
)
# fmt: on
