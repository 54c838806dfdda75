"""The same as every page in JSON, at stable addresses under api/v1/, and an index of it all.

All addresses are below the root of the site; with `site_url`, `url` is the whole one.
"""

from collections.abc import Iterator
from typing import Any

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.evidence import claims, disagreement, resolved
from generator.exports import licence, record_json
from generator.exports.api import answers, openapi
from generator.exports.tables import downloads
from generator.pages import former_addresses
from generator.pages.addresses import API, address, json_path
from generator.pages.digests import changes
from generator.pages.page_kind import Listed
from generator.pages.shared.sentences import title
from generator.pages.table import HAND_WRITTEN, PlannedPage, planned, record_path
from generator.schema.base import Model
from generator.schema.registry import KIND, RECORDS


def files(catalogue: Catalogue, site_url: str = "") -> Iterator[tuple[str, str]]:
    """Path below the site's root and text of every answer, its schema and the description."""
    for one in planned(catalogue):
        yield json_path(one.path), _text(answer(catalogue, one, site_url))
    # What is an entry of a page, as a term, has an answer of its own as every record has.
    for kind in [KIND[name] for name in RECORDS if KIND[name].entry_of]:
        for key in catalogue.of_kind(kind.name):
            name = title(catalogue, kind.name, key)
            page = _page(kind.one, name, record_path(kind.name, key), site_url)
            path = f"{API}{kind.name}/{key}.json"
            page = page.model_copy(update={"answer": path})
            yield path, _text(_record(catalogue, kind.name, key, page))
    yield f"{API}words.json", _text(_words(catalogue))
    yield f"{API}index.json", _text(_index(catalogue, site_url))
    schemas = answers.files(catalogue.models)
    described = {openapi.NAME: openapi.openapi(catalogue, site_url), **schemas}
    for name, whole in described.items():
        yield f"{API}{name}", catalogue.settings.filled(record_json.dumps(whole, indent=1))


def text_page(path: str, name: str, text: str, site_url: str = "") -> str:
    """The answer for a page that was written by hand: its words in Markdown."""
    page = _page("text", name, path, site_url)
    return _text(answers.TextPage(format=licence.FORMAT, page=page, text=text))


def _text(answer: Model) -> str:
    return record_json.dumps(record_json.json_object(answer))


def answer(catalogue: Catalogue, page: PlannedPage, site_url: str = "") -> answers.Answer:
    """The answer for one page: of a record, of many records, or of one that is gone."""
    place = _page(page.row.name, page.title, page.path, site_url)
    if page.source:
        return _record(catalogue, *page.source, place)
    if page.row.gone:
        old: former_addresses.Address = page.subject
        return answers.SignPage(
            format=licence.FORMAT,
            page=place,
            kind=old.kind,
            moved_to=f"{API}{old.kind}/{old.to}.json" if old.to else "",
            removed=old.removal,
        )
    inside = (one for one in planned(catalogue) if one.row.name in page.row.inside)
    return answers.ListPage(
        format=licence.FORMAT,
        page=place,
        version=record_json.site_version(catalogue),
        as_of=str(catalogue.settings.as_of),
        lists=tuple(_listing(catalogue, found) for found in contents(catalogue, page)),
        downloads=_downloads(catalogue, site_url) if page.row.dataset else (),
        pages=tuple(answers.OtherPage(title=p.title, json=json_path(p.path)) for p in inside),
        files=_files(page),
    )


def _files(page: PlannedPage) -> tuple[str, ...]:
    stem = address(page.path).rstrip("/")
    return tuple(f"{stem}.{end}" for end in ("svg", "csv")) if page.row.name == "chart" else ()


def contents(catalogue: Catalogue, page: PlannedPage) -> tuple[Listed, ...]:
    """The lists of a page that have records; one of a whole kind also where it has none."""
    lists = page.row.lists(catalogue, page.subject) if page.row.lists else ()
    return tuple(found for found in lists if found.ids or found.name == page.row.name)


def _listing(catalogue: Catalogue, found: Listed) -> answers.Listing:
    items = (answers.Item(id=key, title=title(catalogue, found.kind, key)) for key in found.ids)
    return answers.Listing(name=found.name, kind=found.kind, items=tuple(items))


def _page(kind: str, name: str, path: str, site_url: str) -> answers.Page:
    file, _, anchor = path.partition("#")
    where = address(file) + (f"#{anchor}" if anchor else "")
    return answers.Page(
        kind=kind,
        title=name,
        path=where,
        url=site_url and site_url + where,
        json=json_path(file),
        markdown=file,
    )


def _record(catalogue: Catalogue, kind: str, key: str, page: answers.Page) -> answers.RecordPage:
    record = catalogue.of_kind(kind)[key]
    more: dict[str, Any] = {}
    if found := changes.dated(catalogue, kind, key):
        more |= {"added": str(found.added), "changed": str(found.changed)}
    if kind == "events":
        more["headline"] = tuple(_headline(catalogue, key))
    shapes = answers.shapes(catalogue.models)
    more["claims"] = tuple(
        shapes.statement.model_construct(
            **{**dict(found.claim), "article": found.article.id, "claim": found.number}
        )
        for found in claims.about(catalogue, kind, key)
    )
    return shapes.record_pages[kind].model_construct(
        format=licence.FORMAT,
        page=page,
        kind=kind,
        id=key,
        version=record_json.record_version(catalogue, kind, key),
        record=record,
        referred_by=_referring(catalogue, kind, key),
        **more,
    )


def _referring(catalogue: Catalogue, kind: str, key: str) -> dict[str, tuple[str, ...]]:
    """The ids of the records that refer to one, by their kind."""
    found: dict[str, dict[str, None]] = {}
    for mention in catalogue.mentions.get((kind, key), ()):
        if mention.kind in RECORDS:
            found.setdefault(mention.kind, {})[mention.id] = None
    return {of: tuple(catalogue.in_order(of, found[of])) for of in RECORDS if of in found}


def _headline(catalogue: Catalogue, key: str) -> Iterator[Model]:
    """Each value at the top of an event's page with its rules and what it rests on."""
    event, shapes = catalogue.events[key], answers.shapes(catalogue.models)
    parts = catalogue.settings.parts

    def of_part(number: int | None) -> dict[str, Any]:
        return {parts.one: number} if parts else {}

    for (about, part), resolved_value in disagreement.groups(catalogue, event)[0].items():
        yield shapes.headline(
            about=about,
            **of_part(part),
            values=tuple(str(record_json.json_value(value)) for value in resolved_value.values),
            rules=resolved_value.rules,
            rests_on=tuple(
                shapes.provenance(
                    article=str(rest.article),
                    **of_part(rest.number),
                    claim=rest.statement.number if rest.statement else None,
                )
                for rest in resolved_value.provenance
            ),
        )


def _words(catalogue: Catalogue) -> answers.Words:
    """What the words of the vocabularies mean, and those of the rules."""
    return answers.Words(
        format=licence.FORMAT,
        version=record_json.site_version(catalogue),
        vocabularies={kind: tuple(of.values()) for kind, of in sorted(catalogue.words.items())},
        rules=resolved.rules(catalogue),
    )


@per_catalogue
def _downloads(catalogue: Catalogue, site_url: str) -> tuple[answers.Download, ...]:
    return tuple(
        answers.Download(
            path=f"{downloads.FOLDER}{found.name}",
            about=found.about,
            bytes=found.size,
            rows=found.rows,
        )
        for group in downloads.groups(catalogue, site_url)
        for found in group.downloads
    )


def _index(catalogue: Catalogue, site_url: str) -> answers.Index:
    by_hand = (_page("text", name, path, site_url) for path, name in HAND_WRITTEN.items())
    pages = (_page(p.row.name, p.title, p.path, site_url) for p in planned(catalogue))
    return answers.Index(
        **licence.facts(catalogue, site_url),
        openapi=f"{API}{openapi.NAME}",
        words=f"{API}words.json",
        schemas=tuple(f"{API}{name}" for name in answers.files(catalogue.models)),
        terms=tuple(f"{API}terms/{key}.json" for key in catalogue.terms),
        months=tuple(f"{API}months/{key}.json" for key in catalogue.of_kind("months")),
        changes=f"{API}changes.json" if catalogue.history and catalogue.history.days else "",
        downloads=_downloads(catalogue, site_url),
        pages=(*pages, *by_hand),
    )
