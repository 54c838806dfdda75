"""What refers to a record, by kind."""

from typing import TypeVar

from generator.catalogue import Catalogue
from generator.pages.events import in_order
from generator.schema.kinds import Event, Record, Settings
from generator.schema.registry import KIND, RECORDS, Kind

R = TypeVar("R", bound=Record)
# In which order a page lists what refers to its record: texts and numbers before the rest.
FIRST, LAST = ("explainers", "facts", "terms"), ("actors",)


class Backlinks(dict[str, tuple[Record, ...]]):
    """Records that refer to one, by kind, each kind in its own order (events newest first)."""

    settings: Settings

    def of(self, model: type[R]) -> tuple[R, ...]:
        """Those of the kind whose records are of `model`."""
        return tuple(
            record for kind in self.values() for record in kind if isinstance(record, model)
        )

    @property
    def others(self) -> tuple[Kind, ...]:
        """The kinds beside events and articles that refer to it, in the order of a page."""
        between = (name for name in self if name not in (*FIRST, *LAST, "events", "articles"))
        names = (name for name in (*FIRST, *between, *LAST) if self[name])
        return tuple(KIND[name].worded(self.settings) for name in names)


def backlinks(catalogue: Catalogue, kind: str, key: str) -> Backlinks:
    """Everything that refers to a record."""
    found: dict[str, set[str]] = {name: set() for name in RECORDS}
    for mention in catalogue.mentions.get((kind, key), ()):
        found[mention.kind].add(mention.id)
    links = Backlinks(
        (name, tuple(catalogue.of_kind(name)[id_] for id_ in catalogue.in_order(name, ids)))
        for name, ids in found.items()
    )
    links.settings = catalogue.settings
    links["events"] = in_order(catalogue, links.of(Event))[::-1]
    links["articles"] = links["articles"][::-1]
    return links
