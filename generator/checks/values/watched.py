"""Whether the public tables that are declared can be compared with the records."""

from collections.abc import Iterator
from datetime import datetime

from generator.catalogue import Catalogue
from generator.catalogue.suggestions import one_of
from generator.catalogue.values import readable_value, refers
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem, shown
from generator.schema.kinds import Entry
from generator.schema.topic import WatchedTable

# A day by which a form of days is tried: each of its numbers can be one thing alone.
TRIED = datetime(2026, 1, 27)


def check(catalogue: Catalogue, source: Source) -> Iterator[Problem]:
    """What is wrong with each table; `source` is `digest.yml`."""
    ids: set[str] = set()
    for index, table in enumerate(catalogue.settings.watch):
        at: Path_ = ("watch", index)
        if table.id in ids:
            message = f"two tables have the id `{table.id}`"
            yield source.problem((*at, "id"), "R051", message, "choose another id for one of them")
        ids.add(table.id)
        article = catalogue.articles.get(table.article)
        if article and not catalogue.compiled(article):
            message = f"`{table.article}` is of the kind `{article.kind}`, and no database"
            kinds = catalogue.words["article-kinds"]
            wanted = [key for key in kinds if key in catalogue.compiled_kinds]
            fix = f"name an article of the kind {' or '.join(wanted) or 'of a database'}"
            yield source.problem((*at, "article"), "R051", message, fix)
        if table.rows and table.format != "json":
            message = "`rows` leads into a file of JSON, and this one is of CSV"
            fix = "remove it, or write format: json"
            yield source.problem((*at, "rows"), "R051", message, fix)
        if table.days and not _is_form(table.days):
            message = f"`{shown(table.days)}` is no form of a day"
            fix = "write year, month and day by their signs, such as %Y-%m-%d or %d-%b-%y"
            yield source.problem((*at, "days"), "R051", message, fix)
        yield from _columns(catalogue, table, at, source)


def _is_form(form: str) -> bool:
    """Whether days that are written in a form are read back from it."""
    try:
        return datetime.strptime(TRIED.strftime(form), form) == TRIED
    except ValueError:
        return False


def _columns(
    catalogue: Catalogue, table: WatchedTable, at: Path_, source: Source
) -> Iterator[Problem]:
    names: set[str] = set()
    about: set[str] = set()
    for index, column in enumerate(table.columns):
        path = (*at, "columns", index)
        if column.column in names:
            message = f"the column `{shown(column.column)}` is listed twice"
            fix = "remove one of the two: a column is of one property"
            yield source.problem((*path, "column"), "R051", message, fix)
        if column.about in about:
            message = f"two columns are about `{column.about}`"
            yield source.problem((*path, "about"), "R051", message, "keep one of the two")
        names.add(column.column)
        about.add(column.about)
        if entry := catalogue.measures.get(column.about):
            yield from _words(catalogue, entry, column.words, (*path, "words"), source)
    fields = {entry.field for one in about if (entry := catalogue.measures.get(one))}
    if about <= set(catalogue.measures) and "date" not in fields:
        message = "no column is that of the day, so no row can be compared"
        dates = [key for key, entry in catalogue.measures.items() if entry.field == "date"]
        name = dates[0] if dates else "a property with `field: date`"
        fix = f"add the column that is about {name}"
        yield source.problem((*at, "columns"), "R051", message, fix)
    for index, name in enumerate(table.copied):
        if name not in names:
            message = f"`{shown(name)}` is not one of the columns that are read"
            path = (*at, "copied", index)
            yield source.problem(path, "R051", message, one_of(name, names, "remove it"))


def _words(
    catalogue: Catalogue, entry: Entry, words: dict[str, str], at: Path_, source: Source
) -> Iterator[Problem]:
    """Words of the digest that are no value of the property."""
    kind = refers(entry.written)
    for written, word in words.items():
        known = catalogue.words.get(kind or "") or (catalogue.of_kind(kind) if kind else {})
        if (word in known) if kind else (readable_value(word, entry.written) is not None):
            continue
        message = f"`{shown(word)}` is no value of `{entry.id}`"
        fix = f"write a value as records have it, or remove `{shown(written)}`"
        if kind:
            fix = one_of(word, known, f"write an id of {kind}, or remove it")
        yield source.problem((*at, written), "R051", message, fix)
