"""The forms for those who do not edit, by the rules of GitHub, and as pages lead there.

The rules are a reduced copy of our own of what the public schema of issue forms asks for.
"""

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import yaml
from conftest import PROJECT
from PIL import Image

from generator.catalogue import Catalogue
from generator.pages.table import HAND_WRITTEN, pages
from generator.rendering import Renderer, by_hand

FOLDER = PROJECT / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(path.name for path in FOLDER.glob("*.yml") if path.name != "config.yml")
# The page Contribute fills this one in; to the others lead the tops of all pages.
RECORD = "record.yml"
LED = [name for name in FORMS if name != RECORD]
THEME = PROJECT / "templates" / "theme" / "partials" / "actions.html"
TEXT = {"type": "string", "minLength": 1}


def part(kind: str, *asked: str, **known: Any) -> dict[str, Any]:
    """What one element of a form may have; `asked` of its attributes must be there."""
    attributes = {"properties": known, "required": list(asked), "additionalProperties": False}
    answer = {} if kind == "markdown" else {"id": {"type": "string", "pattern": r"^[\w-]+$"}}
    must = {"required": {"type": "boolean"}}
    return {
        "properties": {
            "type": {"const": kind},
            "attributes": attributes,
            **answer,
            **(answer and {"validations": {"properties": must, "additionalProperties": False}}),
        },
        "required": ["type", "attributes"],
        "additionalProperties": False,
    }


ASKED = {"label": TEXT, "description": TEXT, "placeholder": TEXT, "value": TEXT}
RULES = {
    "type": "object",
    "required": ["name", "description", "body"],
    "additionalProperties": False,
    "properties": {
        "name": TEXT,
        "description": TEXT,
        "title": TEXT,
        "labels": {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True},
        "body": {
            "type": "array",
            "minItems": 1,
            "items": {
                "oneOf": [
                    part("markdown", "value", value=TEXT),
                    part("input", "label", **ASKED),
                    part("textarea", "label", **ASKED, render=TEXT),
                ]
            },
        },
    },
}


def form(name: str) -> Any:
    """A form as values."""
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


def fields(name: str) -> dict[str, bool]:
    """The fields of a form by their id, and whether each must be answered."""
    asked = [one for one in form(name)["body"] if one["type"] != "markdown"]
    return {one["id"]: one.get("validations", {}).get("required", False) for one in asked}


@pytest.mark.parametrize("name", FORMS)
def test_form_is_one_that_github_takes(name: str) -> None:
    jsonschema.validate(form(name), RULES)
    ids = [one["id"] for one in form(name)["body"] if "id" in one]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("type: textarea", "type: text"),
        ("label:", "lable:"),
        ("required: true", "required: yes, please"),
        ("id: wrong", "id: what is wrong"),
        ("labels: [value]", "labels: value"),
        ("      value: |", "      text: |"),
        ("description: A number", "about: A number"),
    ],
)
def test_slip_in_a_form_is_told(before: str, after: str) -> None:
    text = (FOLDER / "value.yml").read_text("utf-8")
    assert before in text
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text.replace(before, after, 1)), RULES)


@pytest.mark.parametrize("name", FORMS)
def test_form_is_short_and_says_what_a_source_is(name: str) -> None:
    by_hand = [key for key, must in fields(name).items() if must and key != "page"]
    assert len(by_hand) == (1 if name == RECORD else 2)
    assert "**A source** is something published" in form(name)["body"][0]["attributes"]["value"]


def test_forms_are_those_that_pages_lead_to() -> None:
    assert [form(name)["name"] for name in LED] == ["A source you lack", "A value is wrong"]
    assert sorted(re.findall(r'"(\w+\.yml)"', THEME.read_text("utf-8"))) == LED
    assert f"template={RECORD}" in (PROJECT / "docs/assets/contribute.js").read_text("utf-8")


def prefilled(page: str) -> dict[str, dict[str, str]]:
    """What the links of a page fill in, by the form."""
    found = {}
    for link in re.findall(r'href="(https://github\.com/[^"]+/issues/new\?[^"]+)"', page):
        given = parse_qs(urlsplit(link.replace("&amp;", "&")).query, strict_parsing=True)
        values = {key: value for key, (value,) in given.items()}
        found[values.pop("template")] = values
    return found


def leads_to_its_forms(page: str, record: str, address: str) -> None:
    """That a page fills in fields that each form has, with its file and its address."""
    found = prefilled(page)
    assert sorted(found) == LED
    for name, values in found.items():
        assert {"page", "record", "version"} == set(values) <= set(fields(name))
        assert (values["record"], values["page"]) == (record, address)
        assert re.fullmatch(r"[0-9a-f]{8,}", values["version"])


def test_probe_can_fail() -> None:
    link = '<a href="https://github.com/o/n/issues/new?template=value.yml&amp;adress=x">'
    with pytest.raises(AssertionError):
        leads_to_its_forms(link, "x", "y")


def test_contact_is_told_where_there_is_one(small: Catalogue) -> None:
    known = {**HAND_WRITTEN, **{page.path: "" for page in pages(small)}}
    none = small.settings.model_copy(update={"contact": None})
    told = small.settings.model_copy(update={"contact": "<b>a@b.example</b> & *friends*"})
    found = {}
    for catalogue in (replace(small, settings=none), replace(small, settings=told)):
        renderer = Renderer(catalogue, PROJECT / "templates", frozenset(known))
        (page,) = [page for page in pages(catalogue) if page.kind == "corrections"]
        found[catalogue.settings.contact] = renderer.render(page).text
    assert "Without an account" not in found[None]
    (line,) = [one for one in found[told.contact].split("\n") if "Without an account" in one]
    assert line.startswith("Without an account on GitHub, write to the editors: ")
    shown = html.unescape(line.partition(": ")[2].replace("\\", ""))
    assert shown == told.contact and "<b>" not in line


PICTURE = re.compile(
    r'^<p><img src="\.\./\.\./(assets/way/\w+\.png)" width="(\d+)" height="(\d+)" alt="',
    re.MULTILINE,
)
GUIDES = [
    PROJECT / "docs/editors" / f"{name}.md" for name in ("reader", "student", "maintainer", "way")
]


def test_pictures_of_the_guides_are_small_and_keep_their_room() -> None:
    found = set()
    for guide in GUIDES:
        text = guide.read_text("utf-8")
        shown = PICTURE.findall(text)
        assert shown and len(shown) == text.count("<img")
        for path, width, height in shown:
            found.add(PROJECT / "docs" / path)
            with Image.open(PROJECT / "docs" / path) as picture:
                assert picture.size == (int(width), int(height)), path
    assert found == set((PROJECT / "docs/assets/way").iterdir())
    assert sum(file.stat().st_size for file in found) < 150_000


def test_pictures_are_left_out_where_a_digest_has_none(small: Catalogue) -> None:
    known = frozenset({*HAND_WRITTEN, *(page.path for page in pages(small))})
    renderer = Renderer(small, PROJECT / "templates", known)
    for guide in GUIDES:
        added = by_hand.added(renderer.env, small, f"editors/{guide.name}", "")
        text = guide.read_text("utf-8")
        assert "<img" in added.complete(text)
        without = added.complete(text, lambda path: False)
        assert "<img" not in without and "picture" not in without.lower(), guide.name


@pytest.mark.parametrize("name", ["CODEOWNERS", "ruleset.json"])
def test_template_is_named_where_it_is_explained(name: str) -> None:
    path = Path(".github/templates") / name
    assert (PROJECT / path).is_file()
    assert path.as_posix() in (PROJECT / "SECURITY.md").read_text("utf-8")
