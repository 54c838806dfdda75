"""The same as every page in JSON, at stable addresses under api/v1/, and an index of it all.

All addresses are below the root of the site; with `site_url`, `url` is the whole one.
"""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.evidence import claims, resolved
from generator.exports import licence, record_json
from generator.exports.api import answer_schemas, openapi
from generator.exports.tables import downloads
from generator.pages import former_addresses
from generator.pages.addresses import API, address, json_path
from generator.pages.page_kind import Listed
from generator.pages.shared.sentences import title
from generator.pages.table import HAND_WRITTEN, PlannedPage, planned, record_path
from generator.schema.kinds import Claim
from generator.schema.registry import KIND, RECORDS
from generator.values import JsonObject


def files(catalogue: Catalogue, site_url: str = "") -> dict[str, str]:
    """Path below the site's root and text of every answer, its schema and the description."""
    answers: JsonObject = {}
    for page in planned(catalogue):
        answers[json_path(page.path)] = answer(catalogue, page, site_url)
    # What is an entry of a page, as a term, has an answer of its own as every record has.
    for kind in [KIND[name] for name in RECORDS if KIND[name].entry_of]:
        for key in catalogue.of_kind(kind.name):
            name = title(catalogue, kind.name, key)
            place = _place(kind.one, name, record_path(kind.name, key), site_url)
            path = f"{API}{kind.name}/{key}.json"
            place |= {"json": path}
            answers[path] = _record(catalogue, kind.name, key, place)
    answers[f"{API}words.json"] = _words(catalogue)
    answers[f"{API}index.json"] = _index(catalogue, site_url)
    texts = {path: record_json.dumps(whole) for path, whole in answers.items()}
    described = {openapi.NAME: openapi.openapi(catalogue, site_url), **answer_schemas.files()}
    return texts | {
        f"{API}{name}": record_json.dumps(whole, indent=1) for name, whole in described.items()
    }


def text_page(path: str, name: str, text: str, site_url: str = "") -> str:
    """The answer for a page that was written by hand: its words in Markdown."""
    place = _place("text", name, path, site_url)
    return record_json.dumps({"format": licence.FORMAT, "page": place, "text": text})


def answer(catalogue: Catalogue, page: PlannedPage, site_url: str = "") -> JsonObject:
    """The answer for one page: of a record, of many records, or of one that is gone."""
    place = _place(page.row.name, page.title, page.path, site_url)
    if page.source:
        return _record(catalogue, *page.source, place)
    if page.row.gone:
        return {"format": licence.FORMAT, "page": place, **_sign(page.subject)}
    whole: JsonObject = {
        "format": licence.FORMAT,
        "page": place,
        "version": record_json.site_version(catalogue),
        "as_of": str(catalogue.settings.as_of),
        "lists": [
            {
                "name": found.name,
                "kind": found.kind,
                "items": [{"id": key, "title": title(catalogue, found.kind, key)}
                          for key in found.ids],
            }
            for found in contents(catalogue, page)
        ],
    }  # fmt: skip
    if page.row.dataset:
        whole["downloads"] = _downloads(catalogue, site_url)
    if page.row.inside:
        inside = (one for one in planned(catalogue) if one.row.name in page.row.inside)
        whole["pages"] = [{"title": one.title, "json": json_path(one.path)} for one in inside]
    return whole


def contents(catalogue: Catalogue, page: PlannedPage) -> tuple[Listed, ...]:
    """The lists of a page that have records; one of a whole kind also where it has none."""
    lists = page.row.lists(catalogue, page.subject) if page.row.lists else ()
    return tuple(found for found in lists if found.ids or found.name == page.row.name)


def _place(kind: str, name: str, path: str, site_url: str) -> JsonObject:
    file, _, anchor = path.partition("#")
    where = address(file) + (f"#{anchor}" if anchor else "")
    return {
        "kind": kind,
        "title": name,
        "path": where,
        **({"url": site_url + where} if site_url else {}),
        "json": json_path(file),
        "markdown": file,
    }


def _record(catalogue: Catalogue, kind: str, key: str, place: JsonObject) -> JsonObject:
    record = catalogue.of_kind(kind)[key]
    whole = {
        "format": licence.FORMAT,
        "page": place,
        "kind": kind,
        "id": key,
        "version": record_json.version(record),
        "record": record_json.json_value(record),
        "referred_by": _referring(catalogue, kind, key),
        "claims": [_claim(found) for found in claims.about(catalogue, kind, key)],
    }
    if kind == "events":
        whole["headline"] = list(_headline(catalogue, key))
    return whole


def _referring(catalogue: Catalogue, kind: str, key: str) -> dict[str, list[str]]:
    """The ids of the records that refer to one, by their kind."""
    found: dict[str, dict[str, None]] = {}
    for mention in catalogue.mentions.get((kind, key), ()):
        if mention.kind in RECORDS:
            found.setdefault(mention.kind, {})[mention.id] = None
    return {of: list(catalogue.in_order(of, found[of])) for of in RECORDS if of in found}


def _claim(found: claims.Statement) -> JsonObject:
    """A claim with the article that makes it and its number there."""
    claim: Claim = found.claim
    return {"article": found.article.id, "claim": found.number, **record_json.json_object(claim)}


def _headline(catalogue: Catalogue, key: str) -> Iterator[JsonObject]:
    """Each value at the top of an event's page with its rules and what it rests on."""
    event = catalogue.events[key]
    said = claims.about(catalogue, "events", key)
    for (about, flight), resolved_value in resolved.resolved_values(catalogue, event, said).items():
        yield {
            "about": about,
            **({"flight": flight} if flight else {}),
            "values": [record_json.json_value(value) for value in resolved_value.values],
            "rules": list(resolved_value.rules),
            "rests_on": [_rest(rest) for rest in resolved_value.provenance],
        }


def _rest(rest: resolved.Provenance) -> JsonObject:
    return {
        "article": str(rest.article),
        **({"flight": rest.flight} if rest.flight else {}),
        **({"claim": rest.statement.number} if rest.statement else {}),
    }


def _sign(subject: former_addresses.Address) -> JsonObject:
    """Where a renamed record went, or why a removed one is gone."""
    if subject.to:
        return {"kind": subject.kind, "moved_to": f"{API}{subject.kind}/{subject.to}.json"}
    return {"kind": subject.kind, "removed": record_json.json_value(subject.removal)}


def _words(catalogue: Catalogue) -> JsonObject:
    """What the words of the vocabularies mean, and those of the rules."""
    return {
        "format": licence.FORMAT,
        "version": record_json.site_version(catalogue),
        "vocabularies": {
            kind: [record_json.json_value(word) for word in words.values()]
            for kind, words in sorted(catalogue.words.items())
        },
        "rules": dict(resolved.RULES),
    }


def _downloads(catalogue: Catalogue, site_url: str) -> list[JsonObject]:
    return [
        {
            "path": f"{downloads.FOLDER}{found.name}",
            "about": found.about,
            "bytes": len(found.data),
            **({"rows": found.rows} if found.rows is not None else {}),
        }
        for group in downloads.groups(catalogue, site_url)
        for found in group.downloads
    ]


def _index(catalogue: Catalogue, site_url: str) -> JsonObject:
    by_hand = (_place("text", name, path, site_url) for path, name in HAND_WRITTEN.items())
    places = (_place(p.row.name, p.title, p.path, site_url) for p in planned(catalogue))
    return {
        **licence.facts(catalogue, site_url),
        "openapi": f"{API}{openapi.NAME}",
        "words": f"{API}words.json",
        "schemas": [f"{API}{name}" for name in answer_schemas.names()],
        "terms": [f"{API}terms/{key}.json" for key in catalogue.terms],
        "downloads": _downloads(catalogue, site_url),
        "pages": [*places, *by_hand],
    }
