"""Data sheets: whether each entry fits the field that the topic declares, and the fields hold."""

from collections.abc import Iterator, Set
from datetime import timedelta

from generator.catalogue import Catalogue
from generator.catalogue.suggestions import one_of
from generator.catalogue.values import readable_value
from generator.checks.values.readable import above_limit, readable
from generator.loading import Source
from generator.problems import Problem, shown
from generator.schema.kinds import Entry, SheetEntry, System
from generator.schema.registry import VOCABULARIES, WORD_LISTS
from generator.schema.vocabularies import COMPUTED
from generator.values.intended import is_nothing
from generator.values.numbers import QuantityValue

FIELDS = "sheet-fields"
DAY = timedelta(days=1)
WORDED = ("claim-properties", FIELDS)
"""The vocabularies whose entries say what values are written as."""


def of_system(
    catalogue: Catalogue, system: System, source: Source, names: Set[tuple[str, str]]
) -> Iterator[Problem]:
    """Entries of the data sheet that say nothing, cannot be so or contradict each other."""
    said: dict[tuple[object, ...], tuple[int, SheetEntry]] = {}
    for index, one in enumerate(system.sheet):
        path = ("sheet", index)
        field = catalogue.words[FIELDS].get(one.field)
        if not field:
            continue  # a reference that leads nowhere
        if field.computed:
            message = f"`{one.field}` is computed from the records"
            fix = "remove the entry; correct the events that the value comes from"
            yield source.problem((*path, "field"), "R029", message, fix)
            continue
        if is_nothing(one.value):
            message = f"`{shown(one.value)}` is not a value"
            fix = "write what the source says, or remove the entry"
            yield source.problem((*path, "value"), "S002", message, fix)
            continue
        at = (*path, "value")
        yield from readable(catalogue, one.value, field.written, at, source, names, entry=field)
        yield from _limit(field, one, index, source)
        yield from _days(catalogue, one, index, source)
        first, other = said.setdefault((one.field, one.by, one.as_of, one.note), (index, one))
        if other.value != one.value and field.compare != "never":
            place = source.place(("sheet", first, "value"))
            message = (
                f"`{one.by}` gives two values for `{one.field}` "
                f"({shown(other.value, 40)} at {place.line}:{place.column})"
            )
            fix = "keep one, or say in `as_of` or `note` how they differ"
            yield source.problem((*path, "value"), "R016", message, fix)


def _limit(field: Entry, one: SheetEntry, index: int, source: Source) -> Iterator[Problem]:
    value = readable_value(one.value, field.written)
    if isinstance(value, QuantityValue):
        yield from above_limit(field, FIELDS, value, ("sheet", index, "value"), source)


def _days(catalogue: Catalogue, one: SheetEntry, index: int, source: Source) -> Iterator[Problem]:
    article = catalogue.articles.get(one.article)
    dated = article and (article.retrieved or article.published)
    if one.as_of and dated and dated.last + DAY < one.as_of.first:
        message = f"as of {one.as_of}, but {one.article} is of {dated}"
        fix = "correct the day, or cite a later article"
        yield source.problem(("sheet", index, "as_of"), "R008", message, fix)


def vocabularies(catalogue: Catalogue) -> Set[str]:
    """The names of vocabularies that fields and properties of the topic take their words from."""
    return {
        entry.vocabulary
        for name in WORDED
        for entry in catalogue.words[name].values()
        if entry.vocabulary
    }


def computable(catalogue: Catalogue) -> tuple[str, ...]:
    """What a field can be computed from: the log, and the numbers that its events carry."""
    numbers = (one.id for one in catalogue.measures.values() if one.kind == "quantity")
    carried = (key for key in numbers if catalogue.measures[key].carried)
    return (*COMPUTED, *carried)


def declared(catalogue: Catalogue, name: str, entry: Entry, index: int) -> Iterator[Problem]:
    """What is wrong with an entry of the vocabulary `name` that says how values are written."""
    source = catalogue.sources["vocabulary", name]
    path = ("entries", index)
    files = {key for kind, key in catalogue.sources if kind == "vocabulary"}
    files -= {*VOCABULARIES, *WORD_LISTS}
    if entry.kind == "word" and not entry.vocabulary:
        fix = f"name one in `vocabulary`: {', '.join(sorted(files)) or 'a file of vocabulary/'}"
        message = "a value of the kind `word` needs the vocabulary of its words"
        yield source.problem(path, "S002", message, fix)
    elif entry.vocabulary and entry.kind != "word":
        message = f"`vocabulary` belongs to the kind `word`, not `{entry.kind}`"
        yield source.problem((*path, "vocabulary"), "S003", message, "write kind: word")
    elif entry.vocabulary and ("vocabulary", entry.vocabulary) not in catalogue.sources:
        fix = one_of(entry.vocabulary, files, f"add vocabulary/{entry.vocabulary}.yml")
        message = f"no vocabulary `{shown(entry.vocabulary)}`"
        yield source.problem((*path, "vocabulary"), "R001", message, fix)
    if entry.computed and entry.computed not in computable(catalogue):
        message = f"`{shown(entry.computed)}` is not what the site computes"
        fix = f"use one of: {', '.join(computable(catalogue))}"
        yield source.problem((*path, "computed"), "S003", message, fix)
    to_scale = [key for key, one in catalogue.words[name].items() if one.compare == "scale"]
    if entry.compare == "scale" and (entry.kind != "quantity" or entry.computed):
        message = "only a quantity that records write can be drawn to scale"
        yield source.problem((*path, "compare"), "S003", message, "remove `compare`")
    elif entry.compare == "scale" and entry.id != to_scale[0]:
        message = f"`{to_scale[0]}` is drawn to scale already"
        yield source.problem((*path, "compare"), "S003", message, "keep it on one field")
