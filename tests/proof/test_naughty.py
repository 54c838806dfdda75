"""The public list of naughty strings, in every text of every kind of record.

Each is refused with a code, or stands on the page to the last letter; none of them ever runs.
A site is made with another string in every field at once; in the next one all move on by one.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import CORPUS, LONG, PROJECT
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from generator.catalogue import Catalogue
from generator.loading.files import Text
from generator.problems import Problem, as_json, as_text, errors
from generator.problems.reports import as_github, as_sarif, as_summary
from generator.rendering.environment import Rendered
from generator.site.fidelity import missing, visible
from generator.site.markdown.html_blocks import HtmlBlocks
from generator.site.markdown.markdown_export import readable
from generator.site.pipeline import data_files, plan
from generator.site.reading import read
from generator.values.prose import ProseText

from .corpus import Path_, read_text, span, times

STRINGS: list[str] = json.loads(
    (Path(__file__).parent / "public" / "naughty-strings.json").read_text("utf-8")
)
TODAY = date(2026, 4, 1)
# A record that has every text which the small corpus lacks.
# The number that is ignored stands in both texts, for one of them is replaced.
EVENT = """\
title: A launch with every text, 999 missiles
type: missile-launch
date: 2026-03-05
place: sandok
status: confirmed
article: test-register
count: {value: 2, article: test-register}
summary: |
  It has every text. There were 999 missiles elsewhere.
flights:
  - range_km: 350
    note: A note.
    article: test-register
note: |
  A remark.
corrections:
  - {on: 2026-03-06, field: place, was: here, now: there, why: It moved.}
ignore:
  - {code: R013, text: "999", why: The text is of another launch.}
"""
ARTICLE = """\
title: An article with every text
kind: news
publisher: odd-weekly
author: A. Writer
published: 2026-03-06
language: en
version: first
summary: |
  It says what it says.
events: [2026-03-05-full]
claims:
  - event: 2026-03-05-full
    about: statement
    value: it flew
    by: joint-staff
    verb: said
    quote: it flew
    note: A note.
terms: Free to use.
corrections:
  - {on: 2026-03-07, field: title, was: here, now: there, why: It moved.}
"""
SYSTEM = """\
name: Full-1
missile_class: srbm
article: test-register
aliases:
  - {name: The Full One, lang: en, article: test-register}
summary: |
  It flies.
"""
MORE = {
    "events/2026/2026-03-05-full.yml": EVENT,
    "articles/2026/2026-03-06-full-article.yml": ARTICLE,
    "systems/full-1.yml": SYSTEM,
}


class Field(NamedTuple):
    """A text of a record: the file it stands in, its path there, and whether it is Markdown."""

    file: str
    path: Path_
    prose: bool


def texts() -> dict[str, Text]:
    """The files of the corpus and MORE, by their path below content/."""
    found = {}
    for file in [*CORPUS.rglob("*.*"), *(CORPUS / name for name in MORE)]:
        name = str(file.relative_to(CORPUS))
        special = {"digest.yml": "settings", "removed.yml": "removals"}
        kind = special.get(name) or name.split("/")[0]
        whole = MORE[name] if name in MORE else file.read_text("utf-8")
        found[name] = Text(name, kind, file.stem, whole, name)
    return dict(sorted(found.items()))


FIELDS = (
    ("actors", ("name",)),
    ("actors", ("role",)),
    ("actors", ("summary",)),
    ("actors", ("aliases", 0, "name")),
    ("articles", ("title",)),
    ("articles", ("author",)),
    ("articles", ("version",)),
    ("articles", ("summary",)),
    ("articles", ("terms",)),
    ("articles", ("claims", 0, "value")),
    ("articles", ("claims", 0, "quote")),
    ("articles", ("claims", 0, "note")),
    ("articles", ("corrections", 0, "field")),
    ("articles", ("corrections", 0, "was")),
    ("articles", ("corrections", 0, "now")),
    ("articles", ("corrections", 0, "why")),
    ("events", ("title",)),
    ("events", ("summary",)),
    ("events", ("note",)),
    ("events", ("flights", 0, "note")),
    ("events", ("corrections", 0, "was")),
    ("events", ("corrections", 0, "why")),
    ("events", ("ignore", 0, "text")),
    ("events", ("ignore", 0, "why")),
    ("explainers", ("title",)),
    ("explainers", ("summary",)),
    ("explainers", ("body",)),
    ("facts", ("name",)),
    ("facts/guards-at-the-cape.yml", ("unit",)),
    ("facts", ("definition",)),
    ("places", ("name",)),
    ("places", ("province",)),
    ("places", ("summary",)),
    ("places", ("note",)),
    ("places", ("aliases", 0, "name")),
    ("removals", ("removed", 0, "title")),
    ("removals", ("removed", 0, "why")),
    ("settings", ("title",)),
    ("settings", ("subject",)),
    ("settings", ("place_names",)),
    ("systems", ("name",)),
    ("systems", ("summary",)),
    ("systems", ("aliases", 0, "name")),
    ("terms", ("name",)),
    ("terms", ("aliases", 0)),
    ("terms", ("definition",)),
    ("vocabulary", ("name",)),
    ("vocabulary", ("entries", 0, "name")),
    ("vocabulary", ("entries", 0, "description")),
)


# Words that help editors alone.
UNSEEN = {
    ("vocabulary/actor-kinds.yml", ("name",)),
    ("vocabulary/actor-kinds.yml", ("entries", 0, "description")),
}


@cache
def fields() -> tuple[Field, ...]:
    """A place for each of FIELDS: in a record of MORE where there is one."""
    found = []
    for kind, path in FIELDS:
        for text in sorted(texts().values(), key=lambda text: (text.path not in MORE, text.path)):
            source, record, _ = read_text(text) if kind in (text.kind, text.path) else (None,) * 3
            if source and record and path in source.tree.values:
                value: Any = record
                for step in path:
                    value = value[step] if isinstance(step, int) else getattr(value, step)
                found.append(Field(text.path, path, isinstance(value, ProseText)))
                break
        else:
            raise AssertionError(f"no record has {kind} {path}")
    return tuple(found)


def put(text: Text, field: Field, naughty: str) -> Text:
    """The file with a string in place of the text that stands there."""
    source, _, _ = read_text(text)
    assert source
    start, end = span(text, source, field.path)
    quoted = json.dumps(naughty, ensure_ascii=False)
    if field.path == ("body",):
        quoted = naughty
    elif field.path in source.tree.blocks:
        place = source.tree.values[field.path]
        start = len("\n".join(["", *source.lines[: place.line - 1]])) + place.column - 1
        if naughty.strip() == naughty != "":
            quoted = "|\n" + "\n".join(f"  {line}" for line in naughty.split("\n"))
    return text._replace(text=text.text[:start] + quoted + text.text[end:])


class Html:
    """The elements and attributes of a page, and where its links lead."""

    def __init__(self, html: str) -> None:
        self.met: set[tuple[str, str]] = set()
        self.targets: list[str] = []
        whole = LexborHTMLParser(html)
        for node in (*whole.css("head *"), *whole.css("body *")):
            given = node.attributes
            self.met |= {(str(node.tag), name) for name in ("", *given)}
            self.targets += [
                given[name] or "" for name in ("href", "src", "action") if name in given
            ]


def html_pages(pages: Iterable[Rendered]) -> dict[str, str]:
    """Pages as HTML, as a build makes it, by their path."""
    made = Markdown(extensions=["toc", HtmlBlocks()])
    return {page.path: made.reset().convert(page.text.split("---\n", 2)[2]) for page in pages}


def site(
    folder: Path, files: Iterable[Text], data: bool
) -> tuple[list[Rendered], tuple[Problem, ...], Catalogue | None]:
    """The pages that these files make, with data files where `data` says so, or why none are."""
    for text in files:
        target = folder / text.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.text, "utf-8")
    checked = read(folder, TODAY, "content")
    if checked.catalogue is None:
        return [], checked.problems, None
    planned = plan(checked.catalogue, PROJECT / "templates")
    if data:
        dict(data_files(planned))
    return list(map(planned.render, planned.pages)), checked.problems, checked.catalogue


# What prose may hold; everything else a page has comes from templates.
PROSE = {(tag, "") for tag in ("p", "em", "strong", "code", "ul", "ol", "li", "blockquote", "a")}


@pytest.mark.build
def test_naughty_string_is_refused_or_shown_and_never_runs(tmp_path: Path) -> None:
    clean, problems, _ = site(tmp_path, texts().values(), data=False)
    assert clean, problems
    # Texts that go from right to left are set apart.
    known = PROSE | {("a", "href"), ("a", "rel"), ("pre", ""), ("bdi", "")}
    known = known.union(*(Html(page).met for page in html_pages(clean).values()))
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    step = times(len(fields()), 1)
    for offset in range(0, len(STRINGS), step):
        wrong += one_site(tmp_path, offset, known, counts)
    print(
        f"naughty strings: {len(STRINGS)} in {len(fields())} fields; {dict(counts.most_common())}"
    )
    assert not wrong, "\n".join(wrong[:50])


def one_site(
    folder: Path, offset: int, known: set[tuple[str, str]], counts: Counter[str]
) -> list[str]:
    """What is wrong with the site whose fields hold the strings from `offset` on."""
    files = dict(texts())
    used: list[tuple[Field, str]] = []
    wrong = []
    for index, field in enumerate(fields()):
        naughty = STRINGS[(offset + index) % len(STRINGS)]
        tried = put(files[field.file], field, naughty)
        _, record, faults = read_text(tried)
        if faults or record is None:
            wrong += forged(faults)
            counts["pairs"] += 1
            counts[f"refused with {faults[0].code}"] += 1
        else:
            files[field.file] = tried
            used.append((field, naughty))
    while True:
        # Data files take a third of the time; what is in them is read by test_scripts.py.
        rendered, problems, catalogue = site(folder, files.values(), LONG or not offset)
        wrong += forged(problems)
        if catalogue:
            break
        # Rules between records refuse some, such as a name that another record has.
        refused = {p.path.removeprefix("content/"): p.code for p in errors(problems)}
        assert refused.keys() & {field.file for field, _ in used}, problems
        for name, code in refused.items():
            files[name] = texts()[name]
            gone = [pair for pair in used if pair[0].file == name]
            counts["pairs"] += len(gone)
            counts[f"refused with {code}, and others of that record"] += len(gone)
        used = [pair for pair in used if pair[0].file not in refused]
    pages = html_pages(rendered)
    shown = {path: visible(readable(page)) for path, page in pages.items()}
    words = list(shown.values())
    for page in rendered:
        html = Html(pages[page.path])
        wrong += [f"{page.path}: {met} is live" for met in html.met - known]
        wrong += [
            f"{page.path}: leads to {target}"
            for target in html.targets
            if re.match(r"(?i)[\x00-\x20]*(javascript|vbscript|data)\s*:", target)
        ]
        front = json.loads(page.text.split("---\n", 2)[1])
        for text in (front["title"], front["description"]):
            words.append(visible(readable(text)))
            wrong += [f"{page.path}: {tag} in its title" for tag in Html(text).met]
        if page.source:
            record = catalogue.of_kind(page.source[0])[page.source[1]]
            wrong += [f"{page.path}: lost {lost}" for lost in missing(record, shown[page.path])]
    for field, naughty in used:
        counts["pairs"] += 1
        counts["shown"] += 1
        folded = " ".join(naughty.split())
        if field.prose or field[:2] in UNSEEN:
            continue
        # A description ends where those who show it alone would cut it, between two words.
        head = folded[:100].rpartition(" ")[0] or folded[:100]
        begun = any(text.endswith("…") and head in text for text in words)
        if not (begun or any(folded in text for text in words)):
            wrong.append(f"{field}: {naughty!r} is on no page")
    return wrong


def forged(problems: Iterable[Problem]) -> list[str]:
    """Reports in which a string has left its place."""
    told = tuple(problems)
    text, github = "\n".join(map(as_text, told)), as_github(told)
    as_json(told), as_sarif(told)
    lines = [*text.split("\n"), *as_summary(told).split("\n")]
    found = [f"forged: {line}" for line in lines if re.match(r"\s*(::|##\[)", line)]
    found += [
        f"forged: {line}"
        for line in github.split("\n")
        if not re.match("::error |::warning |::notice::|$", line)
    ]
    return found + re.findall(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", text + github
    )
