"""What the digest declares of its log and its search: filters, facets and ready questions."""

from collections.abc import Collection, Iterator

from generator.catalogue import Catalogue, filters
from generator.catalogue.suggestions import one_of
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem, shown
from generator.schema.topic import Question


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Names of filters, facets and values that no record of this digest can have."""
    settings, source = catalogue.settings, catalogue.sources["settings", "settings"]
    facets = filters.possible_facets(catalogue)
    for index, name in enumerate(settings.facets):
        yield from _known(source, ("facets", index), name, facets, "results of the search")
    if settings.counted is None:
        return
    known = filters.possible_filters(catalogue)
    for index, name in enumerate(settings.counted.filters):
        yield from _known(source, ("counted", "filters", index), name, known, "the log")
    for index, question in enumerate(settings.counted.questions):
        yield from _question(catalogue, source, ("counted", "questions", index), question)


def _question(
    catalogue: Catalogue, source: Source, at: Path_, question: Question
) -> Iterator[Problem]:
    """What of a ready question leads to no answer."""
    offered = {found.name: found for found in filters.filters(catalogue)}
    for index, choice in enumerate(question.choose):
        path = (*at, "choose", index)
        if choice.by not in offered:
            yield from _known(source, (*path, "by"), choice.by, offered, "the log")
            continue
        key = offered[choice.by].key
        known = [*dict(filters.values(catalogue, key)), filters.UNKNOWN]
        for number, word in enumerate(choice.among):
            place = (*path, "among", number)
            if key != filters.YEAR:
                yield from _value(source, place, word, choice.by, known)
            elif not filters.year_of(catalogue, word):
                message = f"`{shown(word)}` is no year"
                fix = "write `this`, `last` or a year such as 2024"
                yield source.problem(place, "R049", message, fix)
    counted, parts = catalogue.settings.counted, catalogue.settings.parts
    if question.show == "parts" and not parts:
        message = "this digest declares no `parts`, which the question would show"
        yield source.problem((*at, "show"), "R049", message, "remove `show`")
    numbers = [
        about
        for about in (counted.columns if counted else ())
        if (entry := catalogue.measures.get(about)) and entry.kind in ("quantity", "duration")
    ]
    if question.sort and question.sort not in numbers:
        message = f"the log has no column of numbers called `{shown(question.sort)}`"
        yield source.problem((*at, "sort"), "R049", message, one_of(question.sort, numbers))
    if not question.choose and not question.sort and question.show == "counted":
        message = "this question asks for the log as it is"
        fix = "say in `choose`, `sort` or `show` what is different, or remove it"
        yield source.problem((*at, "ask"), "R049", message, fix)


def _known(
    source: Source, at: Path_, name: str, known: Collection[str], what: str
) -> Iterator[Problem]:
    if name not in known:
        message = f"nothing called `{shown(name)}` narrows down {what}"
        yield source.problem(at, "R049", message, one_of(name, known))


def _value(
    source: Source, at: Path_, word: str, name: str, known: Collection[str]
) -> Iterator[Problem]:
    if word not in known:
        message = f"`{shown(word)}` is no value of `{name}`"
        some = f"use one of {', '.join(list(known)[:12])}"
        yield source.problem(at, "R049", message, one_of(word, known, some))
