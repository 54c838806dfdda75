"""Whether the charts, pictures, feeds and the calendar that are declared have something to show."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.catalogue.suggestions import one_of
from generator.catalogue.values import refers
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem, shown
from generator.schema.kinds import Entry, Explainer
from generator.schema.topic import Chart, Counted


def check(catalogue: Catalogue, source: Source) -> Iterator[Problem]:
    """What is wrong with them; `source` is `digest.yml`."""
    if catalogue.settings.counted:
        yield from _grouping(catalogue, catalogue.settings.counted, source)
    yield from _charts(catalogue, source)
    yield from _followed(catalogue, source)


def _grouping(catalogue: Catalogue, counted: Counted, source: Source) -> Iterator[Problem]:
    """What groups events, and what the log and their pictures show."""
    for index, about in enumerate(counted.columns):
        entry = catalogue.measures.get(about)
        if entry and not (entry.field == "place" or _carried(entry)):
            message = f"`{shown(about)}` is a column, but no event has a value for it"
            fix = (
                f"say in vocabulary/claim-properties.yml, by `carried`, that events have `{about}`"
            )
            yield source.problem(("counted", "columns", index), "R046", message, fix)
    if counted.by:
        yield from _groups(catalogue, counted.by, ("counted", "by"), source)
    for index, about in enumerate(counted.cards):
        if about not in counted.columns and about in catalogue.measures:
            message = f"`{shown(about)}` is no column of the log, so a picture cannot show it"
            fix = "add it to `columns`, or remove it here"
            yield source.problem(("counted", "cards", index), "R046", message, fix)


def _groups(catalogue: Catalogue, by: str, at: Path_, source: Source) -> Iterator[Problem]:
    """A measure that has no words or records, or that neither events nor parts carry."""
    found = [one.id for one in catalogue.measures.values() if _can_group(one)]
    # One that is not declared at all is reported as a reference that leads nowhere.
    if by not in found and by in catalogue.measures:
        message = f"nothing can be grouped by `{shown(by)}`: events have no word or record for it"
        yield source.problem(at, "R046", message, one_of(by, found))


def _can_group(entry: Entry) -> bool:
    return (_carried(entry) or entry.field == "place") and bool(refers(entry.written))


def _carried(entry: Entry) -> bool:
    """Whether events or their parts have a value of a measure."""
    return bool(entry.carried and (entry.carried.event or entry.carried.part))


# The keys of a chart that only one kind of it has.
OF_YEARS, OF_PAIRS = ("by",), ("across", "up", "guide", "guide_name", "computed")


def _charts(catalogue: Catalogue, source: Source) -> Iterator[Problem]:
    """Charts of nothing, two of one name, and what a chart of its kind cannot show."""
    charts = catalogue.settings.charts
    if charts and not catalogue.settings.counted:
        message = "charts are of what is counted, and nothing is"
        fix = "say in `counted` what is counted, or remove `charts`"
        yield source.problem(("charts",), "R046", message, fix)
        return
    for index, chart in enumerate(charts):
        at: Path_ = ("charts", index)
        if any(chart.id == other.id for other in charts[:index]):
            message = f"another chart is called `{chart.id}`"
            yield source.problem((*at, "id"), "R046", message, "choose another id")
        fits = {"years": OF_YEARS, "pairs": OF_PAIRS}.get(chart.kind, ())
        for key in (*OF_YEARS, *OF_PAIRS):
            if key not in fits and getattr(chart, key):
                kind = "years" if key in OF_YEARS else "pairs"
                message = f"a chart of the kind `{chart.kind}` has no `{key}`"
                fix = f"remove it, or write kind: {kind}"
                yield source.problem((*at, key), "R046", message, fix)
        if chart.kind == "years" and chart.by:
            yield from _groups(catalogue, chart.by, (*at, "by"), source)
        if chart.kind == "pairs":
            yield from _pairs(catalogue, chart, at, source)


def _pairs(catalogue: Catalogue, chart: Chart, at: Path_, source: Source) -> Iterator[Problem]:
    """Two measures that cannot be drawn one against the other."""
    parts = catalogue.settings.parts
    numbers = [
        one
        for one in catalogue.measures.values()
        if one.kind in ("quantity", "money", "duration") and one.carried
    ]
    by_event = [one.id for one in numbers if one.carried and one.carried.event]
    by_part = [one.id for one in numbers if parts and one.carried and one.carried.part]
    together = by_part if chart.across in by_part and chart.up in by_part else by_event
    known = list(dict.fromkeys((*by_part, *by_event)))
    for key in ("across", "up"):
        name = getattr(chart, key)
        if name is None:
            message = f"a chart of the kind `pairs` needs `{key}`: the measure of one direction"
            others = [one for one in known if one not in (chart.across, chart.up)]
            fix = f"add `{key}`, one of {', '.join(others)}" if others else "remove the chart"
            yield source.problem(at, "R046", message, fix)
        elif name not in known and name not in catalogue.measures:
            return
        elif name not in known:
            message = f"`{shown(name)}` is no number that events or parts carry"
            yield source.problem((*at, key), "R046", message, one_of(name, known))
        elif name not in together:
            message = f"`{shown(name)}` is carried by parts alone, and the other measure by events"
            fix = "choose two measures that both are carried by parts, or both by events"
            yield source.problem((*at, key), "R046", message, fix)
        elif chart.guide and catalogue.measures[name].unit != "km":
            message = f"the line is that of a distance and a height in km, and `{name}` is not"
            yield source.problem((*at, "guide"), "R046", message, "remove `guide`")
            return


def _followed(catalogue: Catalogue, source: Source) -> Iterator[Problem]:
    """Feeds of what the digest does not have, and a calendar of what is not counted."""
    settings = catalogue.settings
    known = settings.followable
    for index, name in enumerate(settings.feeds):
        at = ("feeds", index)
        if name not in known:
            message = f"there is no feed of `{shown(name)}`"
            yield source.problem(at, "R046", message, one_of(name, known))
        elif name in settings.feeds[:index]:
            message = f"`{name}` is named twice"
            yield source.problem(at, "R046", message, "remove one of the two")
    if settings.calendar == "counted" and not settings.counted:
        message = "the calendar is of what is counted, and nothing is"
        fix = "write calendar: events, or remove `calendar`"
        yield source.problem(("calendar",), "R046", message, fix)


def charts_of(catalogue: Catalogue, explainer: Explainer, source: Source) -> Iterator[Problem]:
    """Charts that an explainer asks for and no digest that counts this has."""
    names = [chart.id for chart in catalogue.settings.charts]
    for index, name in enumerate(explainer.charts):
        if name not in names:
            message = f"`{shown(name)}` is not a chart of this digest"
            yield source.problem(("charts", index), "S003", message, one_of(name, names))
