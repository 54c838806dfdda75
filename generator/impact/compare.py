"""Two catalogues side by side: pages, counts, facts, events, claims and lost addresses."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.catalogue import Catalogue, counted_events
from generator.catalogue.values import Value
from generator.checks import published
from generator.evidence import claims, disagreement
from generator.exports.record_json import site_version
from generator.pages import facts
from generator.pages.addresses import address
from generator.pages.shared.sentences import title
from generator.pages.table import HAND_WRITTEN, pages
from generator.rendering import Renderer
from generator.schema.registry import PAGED, RECORDS
from generator.values.scalars import Ref
from generator.values.times import DayValue


class PageChange(NamedTuple):
    """A page by its address below the site's root; `gone` where it only says where one went."""

    address: str
    title: str
    gone: bool


class Pages(NamedTuple):
    """Pages whose Markdown is new, differs, or is gone, in the order of the table of pages."""

    added: tuple[PageChange, ...]
    changed: tuple[PageChange, ...]
    removed: tuple[PageChange, ...]


class Change(NamedTuple):
    """A named value before and after; None where there is none."""

    name: str
    before: str | None
    after: str | None
    where: tuple[str, ...] = ()
    """The records that use it, as kind and id."""


class Impact(NamedTuple):
    """Everything that differs for readers. `lost` are records gone without a redirect or a word."""

    pages: Pages
    counts: tuple[Change, ...]
    facts: tuple[Change, ...]
    events: tuple[Change, ...]
    claims_added: tuple[str, ...]
    claims_removed: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether readers see nothing of it."""
        return not any((*self.pages, *self[1:]))


def compare(before: Catalogue, after: Catalogue, templates: Path | Sequence[Path]) -> Impact:
    """What readers of `before` see change in `after`, both by the same templates."""
    old, new = _claims(before), _claims(after)
    return Impact(
        _pages(before, after, templates),
        tuple(_changes(_counts(before), _counts(after))),
        tuple(_facts(before, after)),
        tuple(_changes(_headlines(before), _headlines(after))),
        tuple((Counter(new) - Counter(old)).elements()),
        tuple((Counter(old) - Counter(new)).elements()),
        tuple(_lost(before, after)),
    )


def _pages(before: Catalogue, after: Catalogue, templates: Path | Sequence[Path]) -> Pages:
    if site_version(before) == site_version(after):
        # Most changes of code leave the records alone, and two renderings take their time.
        return Pages((), (), ())
    old, new = _rendered(before, templates), _rendered(after, templates)
    return Pages(
        tuple(page for path, (page, _) in new.items() if path not in old),
        tuple(page for path, (page, text) in new.items() if path in old and old[path][1] != text),
        tuple(page for path, (page, _) in old.items() if path not in new),
    )


def _rendered(
    catalogue: Catalogue, templates: Path | Sequence[Path]
) -> dict[str, tuple[PageChange, str]]:
    """Every page by its file, with its Markdown.

    Without the version of all records, which many pages name and any change of a record changes.
    """
    version = site_version(catalogue)
    all_pages = tuple(pages(catalogue))
    known = frozenset({*HAND_WRITTEN, *(page.path for page in all_pages)})
    renderer = Renderer(catalogue, templates, known)
    return {
        page.path: (
            PageChange(address(page.path), page.title, page.row.gone),
            renderer.render(page).text.replace(version, ""),
        )
        for page in all_pages
    }


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    """The names whose values differ, those of `after` first."""
    for name in dict.fromkeys([*after, *before]):
        if before.get(name) != after.get(name):
            yield Change(name, before.get(name), after.get(name))


def _counts(catalogue: Catalogue) -> dict[str, str]:
    """How many there are of everything a reader may count."""
    counted, what = counted_events.every(catalogue), catalogue.settings.counted
    parts = catalogue.settings.parts
    counts = {
        **({what.many: len(counted)} if what else {}),
        **({parts.many: sum(len(event.parts) for event in counted)} if what and parts else {}),
        "claims": sum(len(article.claims) for article in catalogue.articles.values()),
        **{kind: len(catalogue.of_kind(kind)) for kind in RECORDS},
        "corrections": sum(
            len(getattr(record, "corrections", ()))
            for kind in RECORDS
            for record in catalogue.of_kind(kind).values()
        ),
        "removed records": len(catalogue.removed),
    }
    return {name: str(count) for name, count in counts.items()}


def _facts(before: Catalogue, after: Catalogue) -> Iterator[Change]:
    """Facts whose value or day differs; where they are used now, or were used."""
    for change in _changes(_fact_values(before), _fact_values(after)):
        catalogue = before if change.after is None else after
        uses = catalogue.mentions.get(("facts", change.name), ())
        where = dict.fromkeys(f"{use.kind}/{use.id}" for use in uses)
        yield change._replace(where=tuple(where))


def _fact_values(catalogue: Catalogue) -> dict[str, str]:
    return {
        key: f"{facts.with_unit(fact)} (as of {fact.as_of})"
        for key, fact in catalogue.facts.items()
    }


def _headlines(catalogue: Catalogue) -> dict[str, str]:
    """The values at the top of each event's page, by event, part and property."""
    results: dict[str, str] = {}
    for key, event in catalogue.events.items():
        results[f"{key} title"] = event.title
        results[f"{key} status"] = event.status
        for (about, number), resolved_value in disagreement.groups(catalogue, event)[0].items():
            part = _part(catalogue, number)
            values = ", ".join(_words(catalogue, value) for value in resolved_value.values)
            results[f"{key}{part} {about}"] = values
    return results


def _part(catalogue: Catalogue, number: int | None) -> str:
    """` bomb 2`; empty for an event as a whole."""
    parts = catalogue.settings.parts
    return f" {parts.each if parts else 'part'} {number}" if number else ""


def _words(catalogue: Catalogue, value: Value) -> str:
    """A value as a page says it; a record by its name."""
    if isinstance(value, DayValue):
        return value.words
    if not isinstance(value, Ref):
        return str(value)
    words = catalogue.words.get(value.kind)
    return words[value].name if words else title(catalogue, value.kind, value)


def _claims(catalogue: Catalogue) -> tuple[str, ...]:
    """Every claim in one line: its article, what it is about, the value, and who says so how."""
    return tuple(
        _claim(catalogue, claims.statement(catalogue, article, claim))
        for article in catalogue.articles.values()
        for claim in article.claims
    )


def _claim(catalogue: Catalogue, statement: claims.Statement) -> str:
    kind, key = statement.target
    part = _part(catalogue, statement.claim.part)
    via = "".join(f" via {actor.name}" for actor in statement.chain)
    said = f" on {statement.claim.said}" if statement.claim.said else ""
    quote = f", “{statement.claim.quote}”" if statement.claim.quote else ""
    return (
        f"{statement.article.id}: {kind}/{key}{part} {statement.claim.about}: {statement.text} "
        f"({statement.origin.name}{via}, {statement.claim.verb}{said}{quote})"
    )


def _lost(before: Catalogue, after: Catalogue) -> Iterator[str]:
    """Records whose address would be dead."""
    had = {kind: sorted(before.of_kind(kind)) for kind in PAGED}
    names = {(kind, key) for kind in PAGED for key in after.of_kind(kind)}
    paths = {key: source.relative for key, source in before.sources.items()}
    for problem in published.lost(after, had, names, "content", paths):
        yield problem.path
