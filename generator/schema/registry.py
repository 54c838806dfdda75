"""THE REGISTRY: every kind of record, one row each; whatever lists kinds reads it here.

To add a kind, write its model, add a row, and give it a word in ``values.scalars.LINK_KINDS``, so
that texts can link to it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from generator.schema import events, settings, subjects, vocabularies
from generator.schema.base import Model, Record
from generator.values.scalars import LINK_KINDS

Order = tuple[object, ...]


def by_name(record: Record) -> Order:
    """In order of name or title."""
    return (record.called.casefold(), record.id)


def by_id(record: Record) -> Order:
    """In order of id."""
    return (record.id,)


def by_time(event: events.Event) -> Order:
    """In order of day, then of the first time on record."""
    known = [time for part in event.parts if (time := part.held("time"))]
    known += [event.held("time").stated] if event.held("time") else []
    times = [time.on(event.date) for time in known]
    first = min((time.isoformat() for time in times if time), default="")
    return (event.date, first, event.id)


def by_publication(article: events.Article) -> Order:
    """In order of the day of publication, or else of the copy that was read."""
    return (article.published or article.retrieved or (0,), article.id)


class Kind(NamedTuple):
    """One row."""

    name: str
    """The folder below content/; also its name in addresses, downloads and answers."""
    one: str
    """The word for one of them; also that of its schema and of links to it in prose."""
    model: type[Model]
    title: str = ""
    """What a list of them is called on a page."""
    about: str = ""
    """What the table of them holds."""
    order: Callable[[Any], Order] = by_name
    """The natural order of its records, as the key of a sort."""
    ending: str = ".yml"
    """`.md` where the file is a text below its keys."""
    file: str = ""
    """The one file of the kind, where it has no folder."""
    in_years: bool = False
    """Whether new files go into a folder of their year."""
    entry_of: str = ""
    """The page on which a record, `{id}`, is an entry; empty where each has a page of its own."""
    public: bool = True
    """Whether readers see its records one by one, as pages, rows and answers."""

    def worded(self, digest: settings.Settings) -> "Kind":
        """The row in the words of the digest: its things have the title that it declares."""
        things = digest.things
        if not things or things.key != self.name:
            return self
        return self._replace(title=things.title, about=f"{things.title}.")

    def path(self, key: str) -> str:
        """The Markdown file of a record's page, with an anchor where several share one."""
        return (self.entry_of or f"{self.name}/{{id}}.md").format(id=key)


# fmt: off
KINDS: tuple[Kind, ...] = (
    Kind("events", "event", events.Event, "Events",
         "Every event as the record has it.",
         order=by_time, in_years=True),
    Kind("articles", "article", events.Article, "Articles",
         "Every article and database entry, with the digest's summary of it.",
         order=by_publication, in_years=True),
    Kind("actors", "actor", subjects.Actor, "Actors",
         "The people, states, bodies and news outlets that the records name."),
    Kind("systems", "system", subjects.System, "Things",
         "What is involved in events."),
    Kind("places", "place", subjects.Place, "Places",
         "The sites, seas, cities and other places."),
    Kind("facts", "fact", subjects.Fact, "Numbers and dates",
         "The numbers and dates that prose relies on."),
    Kind("terms", "term", subjects.Term, "Glossary",
         "The glossary.", entry_of="glossary.md#{id}"),
    Kind("explainers", "explainer", subjects.Explainer, "Explainers",
         "The background texts.", ending=".md"),
    Kind("months", "month", subjects.Month, "Editors' notes on months",
         "What an editor wrote about a month.",
         order=by_id, entry_of="digests/{id}.md"),
    Kind("vocabulary", "vocabulary", vocabularies.Vocabulary, public=False),
    Kind("settings", "settings", settings.Settings, file="digest.yml", public=False),
    Kind("removals", "removals", settings.Removals, file="removed.yml", public=False),
)
# fmt: on
VOCABULARIES = (
    "actor-kinds",
    "article-kinds",
    "claim-properties",
    "claim-verbs",
    "editor-roles",
    "event-statuses",
    "event-types",
    "place-kinds",
    "roles",
    "sheet-fields",
)
"""The closed lists of words that the program knows, each a record of the kind `vocabulary`. A topic
may declare more, for the words of its own fields."""
WORD_LISTS = ("loaded-words", "other-units", "superlatives")
"""Lists of words that the check looks for in texts, of that kind too; no field has its value from
them, and no reader sees them."""

KIND = {kind.name: kind for kind in KINDS}
"""Each row by its name."""
MODELS = {kind.name: kind.model for kind in KINDS}
FOLDERS = frozenset(kind.name for kind in KINDS if not kind.file)
FILES = {kind.file: kind.name for kind in KINDS if kind.file}
RECORDS = tuple(kind.name for kind in KINDS if kind.public)
"""The kinds whose records readers see, in the order of all downloads and answers."""
PAGED = tuple(name for name in RECORDS if not KIND[name].entry_of)
"""Those of which each record has a page of its own."""


def having(field: str) -> tuple[str, ...]:
    """The kinds whose records may have a field, such as `aliases`."""
    return tuple(name for name in RECORDS if field in MODELS[name].model_fields)


assert {KIND[name].one: name for name in RECORDS} == LINK_KINDS, (
    "LINK_KINDS of generator/values/scalars.py has other kinds of record than KINDS here"
)
