"""The downloads, the crosswalk to other databases, the form for new records, and what the check
reports."""

from generator.catalogue import Catalogue
from generator.evidence import by_source, crosswalk
from generator.pages.editors import form, problem_list
from generator.pages.page_kind import Context, Listed, PageKind, listed, single


def _by_source(catalogue: Catalogue, _: None) -> Context:
    return {"counts": by_source.by_source(catalogue), "explainer": catalogue.settings.counting}


def _sources(catalogue: Catalogue, _: None) -> tuple[Listed, ...]:
    """The main sources, and the events that one of them counts otherwise."""
    found = by_source.by_source(catalogue)
    if found is None:
        return ()
    return (
        listed("sources", "actors", (source.actor for source in found.sources)),
        listed("otherwise", "events", (one.event for one in found.apart)),
    )


def _databases(catalogue: Catalogue, _: None) -> tuple[Listed, ...]:
    """The events of which a database has a value of its own otherwise, and all that it lists."""
    found = crosswalk.crosswalk(catalogue)
    return (
        listed("otherwise", "events", (one.event for one in found.own)),
        listed("listed", "events", (one.event for one in found.listings)),
    )


# fmt: off
DATA = PageKind(
    "data", "data/index.md", "Data",
    "The records as files for a spreadsheet or a program.",
    single, lambda c, _: {},
    dataset=True,
    found_by=("CSV", "Excel", "JSON", "API", "SQLite", "GeoJSON", "download", "spreadsheet"),
)
CROSSWALK = PageKind(
    "crosswalk", "data/crosswalk.md", "Crosswalk to other databases",
    "Which rows of public databases are which event here, and where their values differ.",
    lambda c: single(c) if crosswalk.lists_any(c) else (),
    lambda c, _: {"crosswalk": crosswalk.crosswalk(c)}, wide=True,
    type="CollectionPage", lists=_databases,
)
BY_SOURCE = PageKind(
    "by-source", "data/by-source.md", "Counts by source",
    "What each main source speaks of, year by year, and where its numbers differ.",
    lambda c: single(c) if by_source.says_any(c) else (), _by_source, wide=True,
    type="CollectionPage", lists=_sources,
    found_by=("how many", "how often", "differences between sources"),
)
CONTRIBUTE = PageKind(
    "contribute", "contribute.md", "Contribute",
    "A form that asks what a new record needs, and makes its files.",
    single, lambda c, _: {"form": form.form(c), "contact": c.settings.contact},
)
PROBLEMS = PageKind(
    "problems", "editors/problems.md", "What the check reports",
    "Every problem the check can report: what is wrong, why it matters, how to correct it.",
    single, problem_list.problems,
)
# fmt: on
