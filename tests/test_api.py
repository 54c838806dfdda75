"""Every page has an answer in JSON, which its schema accepts and the description names."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from conftest import PROJECT
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.catalogue import Catalogue, counted_events
from generator.exports import llms, record_json
from generator.exports.api import changes, json_pages
from generator.exports.api.json_pages import contents
from generator.exports.tables import downloads
from generator.pages.addresses import FOR_DEVELOPERS, json_path
from generator.pages.table import HAND_WRITTEN, planned
from generator.site.pipeline import Output
from generator.site.reading import Checked

Files = dict[str, Any]
BY_HAND = {json_path(path).removeprefix("api/v1/") for path in HAND_WRITTEN}


@pytest.fixture(scope="module")
def files(small: Catalogue) -> Files:
    """Every file below api/v1/, parsed."""
    made = dict(json_pages.files(small)) | changes.files(small)
    return {path.removeprefix("api/v1/"): json.loads(text) for path, text in made.items()}


def schema_of(path: str, answer: Any) -> str:
    """The schema by which an answer is made."""
    if re.fullmatch(r"changes/\d{4}-\d\d-\d\d\.json", path):
        return "changed-day.json"
    if path in ("index.json", "words.json", "changes.json"):
        return path
    if "record" in answer:
        return f"{answer['kind'].removesuffix('s')}-page.json"
    if "text" in answer:
        return "text-page.json"
    return "list-page.json" if "lists" in answer else "sign-page.json"


def validator(files: Files, name: str) -> Draft202012Validator:
    """What checks answers by one schema, which needs no other file."""
    return Draft202012Validator(files[f"schemas/{name}"])


def answers(files: Files) -> Files:
    """Those files that are answers."""
    return {
        path: whole
        for path, whole in files.items()
        if not path.startswith("schemas/") and path != "openapi.json"
    }


def test_every_page_has_an_answer(small: Catalogue, files: Files) -> None:
    for entry in planned(small):
        answer = files[json_path(entry.path).removeprefix("api/v1/")]
        assert answer["page"]["markdown"] == entry.path
        assert answer["page"]["json"] == json_path(entry.path)
        assert ("record" in answer) == (entry.source is not None)


def test_every_answer_is_as_its_schema_says(files: Files) -> None:
    used = set()
    for path, answer in answers(files).items():
        name = schema_of(path, answer)
        used.add(name)
        told = [error.message for error in validator(files, name).iter_errors(answer)]
        assert told == [], path
    text = json.loads(
        json_pages.text_page("about.md", "About", "# About\n", "https://example.org/")
    )
    assert list(validator(files, "text-page.json").iter_errors(text)) == []
    pages = {p.removeprefix("schemas/") for p in files if p.endswith("-page.json")}
    assert pages - used == {"text-page.json"}


def test_schema_refuses_what_it_does_not_know(files: Files) -> None:
    answer = files["events/2026-02-10-sandok.json"]
    event = validator(files, "event-page.json")
    assert not event.is_valid({**answer, "more": 1})
    assert not event.is_valid({**answer, "record": {**answer["record"], "titel": "x"}})
    assert not event.is_valid({key: answer[key] for key in answer if key != "version"})


@pytest.mark.parametrize(
    ("version", "fits"),
    [("1.0", True), ("1.1", True), ("1.12", True), ("2.0", False), ("1", False)],
)
def test_answers_of_later_versions_fit_models_made_of_earlier_ones(
    files: Files, version: str, fits: bool
) -> None:
    answer = files["events/2026-02-10-sandok.json"] | {"format": version}
    assert validator(files, "event-page.json").is_valid(answer) == fits


def test_schemas_are_themselves_valid(files: Files) -> None:
    for path, whole in files.items():
        if path.startswith("schemas/"):
            Draft202012Validator.check_schema(whole)
    assert {f"api/v1/{p}" for p in files if p.startswith("schemas/")} == set(
        files["index.json"]["schemas"]
    )


def test_description_is_valid_openapi(files: Files) -> None:
    told = files["openapi.json"]
    assert list(OpenAPIV31SpecValidator(told).iter_errors()) == []
    broken = {**told, "paths": {"/x/{id}.json": told["paths"]["/index.json"]}}
    assert list(OpenAPIV31SpecValidator(broken).iter_errors()) != []


def references(node: Any) -> Iterator[str]:
    """Every reference in a description."""
    for value in node.values() if isinstance(node, dict) else node:
        if isinstance(value, (dict, list)):
            yield from references(value)
    if isinstance(node, dict) and isinstance(node.get("$ref"), str):
        yield node["$ref"]


def test_description_needs_no_other_file(files: Files) -> None:
    told = files["openapi.json"]
    inside = {f"#/components/schemas/{name}" for name in told["components"]["schemas"]}
    used = set(references(told))
    assert used <= inside
    # Nothing lies about that no answer has.
    assert inside - used == set()
    assert all(re.fullmatch("[A-Z][A-Za-z]+", name) for name in told["components"]["schemas"])
    assert not any("$defs" in shape for shape in told["components"]["schemas"].values())


def of_components(files: Files, schema: Any) -> Draft202012Validator:
    """What checks answers by a schema of the description, which is all that it can look into."""
    whole = {"components": files["openapi.json"]["components"], **schema}
    return Draft202012Validator(whole)


@pytest.mark.parametrize("name", ["event", "fact-page", "list-page", "index", "sign-page"])
def test_component_is_the_schema_of_its_file(files: Files, name: str) -> None:
    called = "".join(word.title() for word in name.split("-"))
    own, shape = files[f"schemas/{name}.json"], files["openapi.json"]["components"]["schemas"]
    assert shape[called]["required"] == own["required"]
    assert list(shape[called]["properties"]) == list(own["properties"])
    assert shape[called]["description"] == own["description"]


def test_every_answer_is_as_the_description_says_of_its_address(files: Files) -> None:
    paths = files["openapi.json"]["paths"]
    # The one without a parameter comes first, as the standard asks.
    patterns = {
        re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)): told
        for path, told in sorted(paths.items(), key=lambda item: ("{" in item[0], item[0]))
    }
    for path, answer in answers(files).items():
        told = next(of for pattern, of in patterns.items() if re.fullmatch(pattern, f"/{path}"))
        content = told["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert of_components(files, content).is_valid(answer), path
        assert not of_components(files, content).is_valid({**answer, "more": 1}), path


@pytest.mark.parametrize(
    ("site_url", "server"),
    [
        ("", "."),
        ("https://example.org/", "https://example.org/api/v1"),
        ("https://example.org/digest/", "https://example.org/digest/api/v1"),
        ("http://localhost:8000/a/b/", "http://localhost:8000/a/b/api/v1"),
    ],
)
def test_server_and_path_make_an_address_with_single_slashes(
    small: Catalogue, files: Files, site_url: str, server: str
) -> None:
    told = json.loads(dict(json_pages.files(small, site_url))["api/v1/openapi.json"])
    (found,) = told["servers"]
    assert found["url"] == server
    for path in told["paths"]:
        assert path.startswith("/") and "//" not in f"{server}{path}".partition("://")[2]
        # Programs append the path, as the standard says, and browsers then resolve the whole.
        base = f"{site_url or 'https://example.org/'}api/v1/openapi.json"
        where = urljoin(base, f"{server}{path}").partition("/api/v1/")[2]
        assert "{" in where or where in files or where in BY_HAND


def test_event_has_its_record_its_claims_and_its_headline_values(
    small: Catalogue, files: Files
) -> None:
    event = small.events["2026-02-10-sandok"]
    answer = files["events/2026-02-10-sandok.json"]
    assert answer["record"] == record_json.json_value(event)
    assert answer["version"] == record_json.version(event)
    assert len(answer["claims"]) == len(small.claims["events", event.id])
    claim = next(one for one in answer["claims"] if one["value"] == "several")
    assert (claim["article"], claim["claim"]) == ("2026-02-10-odd-weekly-two-flights", 1)
    assert answer["referred_by"]["articles"] == [
        "2026-02-10-odd-weekly-two-flights",
        "2026-02-11-joint-staff-statement",
        "test-register-2026-02-10",
    ]
    heads = {(one["about"], one.get("flight")): one for one in answer["headline"]}
    assert heads["range_km", None]["rules"] == ["span", "database"]
    assert heads["landing", None]["rests_on"] == [
        {"article": "2026-02-10-odd-weekly-two-flights", "claim": 4}
    ]
    assert heads["time", 1]["values"] == ["21:54 UTC"]


def test_page_of_many_lists_ids_and_titles(files: Files) -> None:
    (found,) = files["launches/2026.json"]["lists"]
    assert [one["id"] for one in found["items"]] == ["2026-02-10-sandok"]
    month = {one["name"]: one for one in files["digests/2026-02.json"]["lists"]}
    assert {"launches", "other_events", "articles", "numbers"} <= set(month)
    assert month["other_events"]["items"][0]["title"] == "Ada Envoy visits the harbour"


def test_answer_of_a_chart_lists_the_launches_that_it_shows(small: Catalogue, files: Files) -> None:
    def shown(chart: str) -> list[str]:
        (found,) = files[f"charts/{chart}.json"]["lists"]
        assert found["name"] == "launches"
        return [one["id"] for one in found["items"]]

    every = [event.id for event in counted_events.every(small)]
    assert shown("launches-by-year") == every[::-1]
    assert shown("heights") == ["2026-02-10-sandok"]


def test_every_list_names_records_that_are_there(small: Catalogue, files: Files) -> None:
    seen = 0
    for entry in planned(small):
        for found in contents(small, entry):
            assert set(found.ids) <= set(small.of_kind(found.kind))
            assert all(f"{found.kind}/{key}.json" in files for key in found.ids)
            seen += len(found.ids)
    assert seen > 50


def test_old_address_says_where_its_record_went_or_why_it_is_gone(
    small: Catalogue, files: Files
) -> None:
    signs = [page for page in planned(small) if page.row.gone]
    assert {page.row.name for page in signs} == {"moved", "removed"}
    for page in signs:
        answer = files[json_path(page.path).removeprefix("api/v1/")]
        if page.row.name == "moved":
            assert answer["moved_to"].removeprefix("api/v1/") in files
        else:
            assert answer["removed"]["why"]


def test_whole_addresses_are_there_only_where_the_site_knows_its_own(
    small: Catalogue, files: Files
) -> None:
    assert all("url" not in whole.get("page", {}) for whole in answers(files).values())
    assert "address" not in files["index.json"]
    made = dict(json_pages.files(small, "https://example.org/digest/"))
    event = json.loads(made["api/v1/events/2026-02-10-sandok.json"])
    assert event["page"]["url"] == "https://example.org/digest/events/2026-02-10-sandok/"
    index = json.loads(made["api/v1/index.json"])
    assert list(validator(files, "index.json").iter_errors(index)) == []
    assert "https://example.org/digest/" in index["cite"]


def test_index_lists_every_page_and_download(small: Catalogue, files: Files) -> None:
    index = files["index.json"]
    pages = {page["markdown"] for page in index["pages"]}
    assert pages == {entry.path for entry in planned(small)} | set(HAND_WRITTEN)
    assert {one["path"] for one in index["downloads"]} == set(dict(downloads.files(small)))
    assert index["version"] == record_json.site_version(small)


def test_pages_written_by_hand_are_known_by_their_titles() -> None:
    docs = PROJECT / "docs"
    found = {}
    for file in docs.rglob("*.md"):
        title = re.search(r"^(?:title:|#) (.*)$", file.read_text("utf-8"), re.MULTILINE)
        found[file.relative_to(docs).as_posix()] = title[1] if title else ""
    apart = {path for path in found if path.startswith(FOR_DEVELOPERS)}
    assert apart and {path: found[path] for path in found.keys() - apart} == dict(HAND_WRITTEN)


# --- llms.txt


def test_list_for_language_models_has_its_form_and_every_page(small: Catalogue) -> None:
    text = llms.files(small)["llms.txt"]
    lines = text.split("\n")
    assert lines[0] == "# Test digest" and lines[2].startswith("> ")
    heads = [line for line in lines if line.startswith("## ")]
    assert heads[:2] == ["## Sections", "## Data"]
    targets = re.findall(r"^- \[(?:[^\]\\]|\\.)+\]\(([^)]+)\)", text, re.MULTILINE)
    assert len(targets) == sum(line.startswith("- ") for line in lines)
    made = {page.path for page in planned(small) if not page.row.gone}
    data = {"api/v1/index.json", "api/v1/openapi.json", *dict(downloads.files(small))}
    assert set(targets) == made | set(HAND_WRITTEN) | data


def test_list_for_language_models_makes_names_literal(
    read_with: Callable[..., Checked],
) -> None:
    text = 'name: "[x](javascript:1) <b>"\nkind: outlet\n'
    catalogue = read_with({"actors/odd.yml": text}).catalogue
    assert catalogue is not None
    made = llms.files(catalogue, "https://example.org/")["llms.txt"]
    assert r"- [\[x\](javascript:1) \<b\>](https://example.org/actors/odd.md)" in made


def test_answer_of_a_chart_names_its_files(rendered: Output) -> None:
    data = dict(rendered.data)
    charts = [path for path in data if re.fullmatch(r"api/v1/charts/(?!index)[\w-]+\.json", path)]
    assert charts
    for path in charts:
        files = json.loads(data[path])["files"]
        assert [file.rpartition(".")[2] for file in files] == ["svg", "csv"]
        assert all(file in data for file in files)
