"""What the digest declares as counted, its parts and its things, against types and records."""

import difflib
from collections.abc import Iterable, Iterator

from generator.catalogue.link import Catalogue
from generator.catalogue.values import refers
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem, shown
from generator.schema.kinds import Entry, Explainer
from generator.schema.models import reserved
from generator.schema.registry import FOLDERS, KIND
from generator.schema.topic import Chart, Counted

TYPES = "event-types"
TAKEN = frozenset(
    ("api", "assets", "charts", "data", "digests", "editors", "feeds", "pagefind", "search")
)
"""Folders of every site, beside those of its records."""


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """What does not fit together in `digest.yml` and the types of event."""
    settings, source = catalogue.settings, catalogue.sources["settings", "settings"]
    flagged = any(entry.group == "counted" for entry in catalogue.words[TYPES].values())
    if settings.counted is None:
        if flagged:
            yield from _not_declared(catalogue.sources["vocabulary", TYPES])
        if settings.parts:
            message = "`parts` are those of what is counted, and nothing is"
            fix = "say in `counted` what is counted, or remove `parts`"
            yield source.problem(("parts",), "R046", message, fix)
    elif not flagged:
        message = "no type of event is counted"
        fix = "write group: counted at the types in vocabulary/event-types.yml, or remove `counted`"
        yield source.problem(("counted",), "R046", message, fix)
    if settings.counted and settings.counted.id in TAKEN | FOLDERS:
        message = f"`{settings.counted.id}` is the address of other pages"
        yield source.problem(("counted", "id"), "R046", message, "choose another word")
    if settings.things is None:
        for key in catalogue.systems:
            message = "this is the record of a thing, but `digest.yml` declares none"
            fix = "add `things` to digest.yml, or remove the record"
            yield catalogue.sources["systems", key].problem((), "R046", message, fix)
    folders = [name for name, kind in KIND.items() if kind.public and not kind.entry_of]
    if (parts := settings.parts) and reserved(parts.key):
        message = f"`{parts.key}` cannot be the key of parts: every event has it, or it is no word"
        yield source.problem(("parts", "key"), "R046", message, "choose another word")
    if (things := settings.things) and things.key not in folders:
        near = difflib.get_close_matches(things.key, folders, 1, 0.6)
        fix = f"did you mean `{near[0]}`?" if near else f"use one of {', '.join(folders)}"
        message = f"no folder of records is called `{things.key}`"
        yield source.problem(("things", "key"), "R046", message, fix)
    yield from _measures(catalogue)
    if settings.counted:
        yield from _grouping(catalogue, settings.counted, source)
    yield from _charts(catalogue, source)
    yield from _followed(catalogue, source)


def _grouping(catalogue: Catalogue, counted: Counted, source: Source) -> Iterator[Problem]:
    """What groups events, and what their pictures show."""
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
        yield source.problem(at, "R046", message, _one_of(by, found))


def _can_group(entry: Entry) -> bool:
    carried = entry.carried and (entry.carried.event or entry.carried.part)
    return bool((carried or entry.field == "place") and refers(entry.written))


def _one_of(name: str, known: Iterable[str], without: str = "remove it") -> str:
    """The one that was meant, or else all there are."""
    every = list(known)
    near = difflib.get_close_matches(name, every, 1, 0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"use one of {', '.join(every)}" if every else without


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
            yield source.problem((*at, key), "R046", message, _one_of(name, known))
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
            yield source.problem(at, "R046", message, _one_of(name, known))
        elif name in settings.feeds[:index]:
            message = f"`{name}` is named twice"
            yield source.problem(at, "R046", message, "remove one of the two")
    if settings.calendar == "counted" and not settings.counted:
        message = "the calendar is of what is counted, and nothing is"
        fix = "write calendar: events, or remove `calendar`"
        yield source.problem(("calendar",), "R046", message, fix)


def _not_declared(types: Source) -> Iterator[Problem]:
    """At each type of event that is counted in a digest that counts nothing."""
    entries = types.tree.data.get("entries")
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict) and entry.get("group") == "counted":
            message = "this type is counted, but `digest.yml` does not say what is counted"
            fix = "add `counted` to digest.yml, or remove `group`"
            yield types.problem(("entries", index, "group"), "R046", message, fix)


def _measures(catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with each measure that records carry."""
    source = catalogue.sources.get(("vocabulary", "claim-properties"))
    entries = source.tree.data.get("entries") if source else None
    for index, written in enumerate(entries if isinstance(entries, list) else []):
        key = written.get("id") if isinstance(written, dict) else None
        if source and isinstance(key, str) and (entry := catalogue.measures.get(key)):
            yield from _carried(catalogue, entry, ("entries", index), source)


def _carried(catalogue: Catalogue, entry: Entry, path: Path_, source: Source) -> Iterator[Problem]:
    """A measure whose key cannot be one of a record, or that records carry and nobody can read."""
    key, others = entry.carried_as, catalogue.measures.values()
    at = (*path, "key" if entry.key else "id")
    if entry.carried and reserved(key):
        message = f"`{shown(key)}` cannot be a key of its own: every record has it, or it is no key"
        yield source.problem(at, "R048", message, "choose another `key`, as in length_m")
    twin = next((one for one in others if one.carried and one.carried_as == key), entry)
    if entry.carried and twin is not entry:
        message = f"`{shown(key)}` is the key of `{twin.id}` too"
        yield source.problem(at, "R048", message, "choose another `key` for one of the two")
    double = next((one for one in others if entry.field and one.field == entry.field), entry)
    if double is not entry:
        message = f"`{double.id}` is the `{entry.field}` already"
        yield source.problem((*path, "field"), "R048", message, "keep it on one property")
    share = entry.percentage
    if share and (share.of not in catalogue.measures or share.of == entry.id):
        close = difflib.get_close_matches(share.of, catalogue.measures, 1, 0.6)
        fix = f"did you mean `{close[0]}`?" if close else "name the id of another measure"
        message = f"no other measure is called `{shown(share.of)}`"
        yield source.problem((*path, "percentage", "of"), "R048", message, fix)


def charts_of(catalogue: Catalogue, explainer: Explainer, source: Source) -> Iterator[Problem]:
    """Charts that an explainer asks for and no digest that counts this has."""
    names = [chart.id for chart in catalogue.settings.charts]
    for index, name in enumerate(explainer.charts):
        if name not in names:
            near = difflib.get_close_matches(name, names, 1, 0.6)
            fix = f"did you mean `{near[0]}`? " if near else ""
            fix += f"The charts are: {', '.join(names)}" if names else "remove `charts`"
            message = f"`{shown(name)}` is not a chart of this digest"
            yield source.problem(("charts", index), "S003", message, fix)
