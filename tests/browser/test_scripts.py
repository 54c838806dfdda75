"""Texts made to run as script, in every free text of every kind of record, in every sink.

Two sites are built by the real command: one holds a hostile text wherever the checks let one in,
the other plain words in the same places. Whatever the first has that the second has not is a hole.
"""

import csv
import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

import bibtexparser
import icalendar
import pytest
import rispy
from conftest import LONG, some
from lxml import etree, html
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, expect
from proof.corpus import Path_, read_text, times
from proof.payloads import OURS, PUBLIC
from proof.test_naughty import TODAY, Field, put, texts
from serving import SUB, Site, served, under_sub_path, workshop

from browser.sanitiser import removed
from generator.loading.files import Text
from generator.problems import errors
from generator.schema.kinds import Model
from generator.schema.registry import MODELS
from generator.site.reading import read
from generator.site.security_policy import policy
from generator.values.prose import Body, Prose
from generator.values.scalars import Plain

META = f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'
FREE = {id(get_args(kind)[1]) for kind in (Plain, Prose, Body)}
# What prose may hold anywhere; everything else comes from templates.
PROSE = frozenset({"p", "em", "strong", "code", "ul", "ol", "li", "blockquote", "pre", "br", "hr"})
CORRECTED = """\
corrections:
  - {on: 2026-03-06, field: name, was: here, now: there, why: It moved.}
"""
# Records whose kinds have no correction in the corpus.
MORE = {
    "actors/full-actor.yml": "name: A full actor\nkind: person\nrole: a role\n" + CORRECTED,
    "places/full-place.yml": "name: A full place\nkind: area\narticle: test-register\n" + CORRECTED,
    "systems/full-2.yml": "name: Full-2\nmissile_class: srbm\narticle: test-register\n"
    "found_by: [Fool-2]\n" + CORRECTED,
}
# What the settings of the corpus lack: tables that are compared with the records.
WATCHED = """\
watch:
  - id: register
    article: test-register
    address: https://register.example.org/all.csv
    row: "No"
    days: "%d-%b-%y"
    type: missile-launch
    verb: recorded
    columns:
      - {column: Day, about: date}
      - {column: From, about: site, words: {The stand: sandok}, unknown: [here]}
    unknown: [none known]
    copied: [Day, From]
  - id: listing
    article: test-register
    address: https://register.example.org/all.json
    format: json
    rows: all.rows
    type: missile-launch
    verb: recorded
    columns:
      - {column: day, about: date}
    copied: [day]
"""
TRIES = 8


def free(hint: Any, path: Path_ = ()) -> set[Path_]:
    """Where a type takes text that is nothing but text, as the model says."""
    if get_origin(hint) is Annotated:
        if any(id(part) in FREE for part in hint.__metadata__):
            return {path}
        return free(hint.__origin__, path)
    if isinstance(hint, type) and issubclass(hint, Model):
        hints = get_type_hints(hint, include_extras=True)
        return {found for name in hint.model_fields for found in free(hints[name], (*path, name))}
    parts = get_args(hint)
    if get_origin(hint) is dict:
        return free(parts[1], (*path, "*"))
    step = (0,) if get_origin(hint) is tuple else ()
    return {found for part in parts for found in free(part, (*path, *step))}


def wanted() -> set[tuple[str, Path_]]:
    """Every free text of every kind of record."""
    return {(kind, path) for kind, model in MODELS.items() for path in free(model)}


def general(path: Path_) -> Path_:
    """The place of a value in its kind: whichever entry of a list, database or word of a table."""
    steps = tuple(0 if isinstance(step, int) else step for step in path)
    if steps[:1] == ("watch",) and "words" in steps:
        return (*steps[:-1], "*")
    return ("same_as", "*", *steps[2:]) if steps[:1] == ("same_as",) else steps


def files() -> dict[str, Text]:
    """The records of the corpus, with more that fill what it leaves out."""
    more = {
        path: Text(path, path.split("/")[0], Path(path).stem, MORE[path], path) for path in MORE
    }
    found = texts() | more
    settings = found["digest.yml"]
    return found | {"digest.yml": settings._replace(text=settings.text + WATCHED)}


def places() -> list[tuple[str, Field]]:
    """Every free text in these records, with its kind."""
    found = []
    asked = wanted()
    for text in files().values():
        source, _, _ = read_text(text)
        assert source, text.path
        found += [
            (text.kind, Field(text.path, path, False))
            for path in source.tree.values
            if (text.kind, general(path)) in asked
        ]
    return found


def test_every_free_text_of_the_model_is_tried() -> None:
    missed = wanted() - {(kind, general(field.path)) for kind, field in places()}
    assert len(wanted()) > 60
    assert missed == set(), "give a record in MORE these keys"


class Pair(NamedTuple):
    """Two sites of the same records: with hostile texts, and with plain words in their place."""

    hostile: Site
    plain: Site
    counts: Counter[str]


def alone(folder: Path, tried: Text) -> bool:
    """Whether all records stay good when this one is changed; others may name an id."""
    shutil.rmtree(folder, ignore_errors=True)
    written(folder, files() | {tried.path: tried})
    return read(folder, TODAY, "content").catalogue is not None


def written(folder: Path, made: dict[str, Text]) -> None:
    """Put records into a folder."""
    for text in made.values():
        target = folder / text.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.text, "utf-8")


def names(field: Field) -> bool:
    """Whether a text is an id that others may name, or the name of something that must be there."""
    return (
        field.path[-1] in ("id", "field")
        or field.path == ("parts", "one")
        or field.path[0] == "watch"
    )


def filled(
    folder: Path, payloads: Iterator[str], counts: Counter[str]
) -> tuple[dict[str, Text], list[Field]]:
    """Records with a hostile text wherever one is let in, and these places."""
    made = files()
    used = []
    tried_alone = some([field for _, field in places() if names(field)], 12)
    for _, field in places():
        if names(field) and field not in tried_alone:
            counts["not tried: an id or a key, which few texts can be"] += 1
            continue
        for _ in range(TRIES):
            payload = next(payloads)
            counts["pairs of a text and a field"] += 1
            tried = put(made[field.file], field, payload)
            _, record, problems = read_text(tried)
            if record and not problems:
                if names(field) and not alone(folder / "scrap", tried):
                    counts["refused as an id that others name, or a key that no record has"] += 1
                    break
                made[field.file] = tried
                used.append(field)
                break
            counts[f"refused with {problems[0].code}"] += 1
    return made, used


def settled(folder: Path, made: dict[str, Text], used: list[Field], counts: Counter[str]) -> None:
    """Write records; take back what the rules between records refuse."""
    while True:
        written(folder, made)
        checked = read(folder, TODAY, "content")
        if checked.catalogue:
            return
        refused = {p.path.removeprefix("content/"): p.code for p in errors(checked.problems)}
        assert refused.keys() & {field.file for field in used}, checked.problems
        for path, code in refused.items():
            gone = [field for field in used if field.file == path]
            counts[f"refused with {code}, among other records"] += len(gone)
            made[path] = files()[path]
            used[:] = [field for field in used if field.file != path]


@contextmanager
def pair(folder: Path, payloads: Iterator[str], environment: dict[str, str]) -> Iterator[Pair]:
    """Build the two sites."""
    counts: Counter[str] = Counter()
    hostile, plain = folder / "hostile", folder / "plain"
    for workplace in (hostile, plain):
        workplace.mkdir()
        workshop(workplace)
    made, used = filled(folder, payloads, counts)
    settled(hostile / "content", made, used, counts)
    counts["let in"] = len(used)
    same = files()
    for number, field in enumerate(used):
        words = put(same[field.file], field, f"Plain words {number}")
        _, record, problems = read_text(words)
        same[field.file] = words if record and not problems else same[field.file]
    settled(plain / "content", same, list(used), Counter())
    with (
        served(hostile / "site", environment, hostile) as one,
        served(plain / "site", environment, plain) as other,
    ):
        yield Pair(one, other, counts)


# So many sites take each text at least once; where it comes by is left to chance.
SITES = 28


def payloads(site: int) -> Iterator[str]:
    """All of them in one mixed order, each site from another place on."""
    every = [*PUBLIC, *OURS]
    random.Random(1).shuffle(every)
    start = len(every) * site // SITES
    while True:
        yield from every[start:]
        start = 0


@pytest.fixture(scope="module", params=range(times(1, SITES)))
def sites(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    environment: dict[str, str],
) -> Iterator[Pair]:
    """A pair; in `make fuzz` several, so that the texts come by other fields."""
    folder = tmp_path_factory.mktemp("scripts")
    with pair(folder, payloads(request.param), environment) as made:
        print(dict(made.counts.most_common()))
        yield made


def test_payloads_are_many_and_many_are_let_in(sites: Pair) -> None:
    assert len(PUBLIC) > 4_000
    assert len(OURS) > 300
    assert sites.counts["let in"] > 120, sites.counts


# --- what stands in the files


# Attributes whose address a browser follows or loads; elsewhere an address is only text.
FOLLOWED = ("href", "xlink:href", "src", "action", "formaction", "data", "poster", "ping")


def met(tree: Any) -> set[str]:
    """Elements and attributes, as `a` and `a href`; in full what could run or ask elsewhere."""
    found = set()
    for one in tree.iter(etree.Element):
        found |= {str(one.tag), *(f"{one.tag} {name}" for name in one.attrib)}
        for name, value in one.attrib.items():
            folded = "".join(value.split()).lower()
            if (
                name.startswith("on")
                or name in ("style", "srcdoc")
                or (name in FOLLOWED and folded.startswith(("javascript:", "vbscript:", "data:")))
            ):
                found.add(f"RUNS: {one.tag} {name}={value}")
            elif name in ("src", "action") and "//" in value and SUB not in value:
                found.add(f"ASKS: {one.tag} {name}={value}")
    return found


def met_in_html(text: str) -> set[str]:
    return met(html.fromstring(f"<div>{text}</div>")) if text.strip() else set()


def met_in_page(file: Path) -> set[str]:
    tree = html.fromstring(file.read_bytes())
    for script in tree.xpath("//script[@type='application/ld+json']"):
        json.loads(script.text)
        assert not set(script.text) & set("<>&\u2028\u2029"), file
    return met(tree)


def met_in_markdown(file: Path) -> set[str]:
    return met_in_html(MarkdownIt("commonmark").enable("table").render(file.read_text("utf-8")))


def met_in_xml(file: Path) -> set[str]:
    tree = etree.fromstring(file.read_bytes(), etree.XMLParser(resolve_entities=False))
    found = set()
    for one in tree.iter(etree.Element):
        found |= {str(one.tag), *(f"{one.tag} {name}" for name in one.attrib)}
        for name in ("href", "src", "url"):
            if ":" in one.get(name, "") and not one.get(name).startswith(("http:", "https:")):
                found.add(f"RUNS: {one.tag} {name}={one.get(name)}")
    for one in tree.xpath("//*[@type='html']"):
        found |= {f"html {name}" for name in met_in_html(one.text or "")}
    return found


def met_in_json(file: Path) -> set[str]:
    found: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            found.update(met_in_html(str(node["content_html"])) if "content_html" in node else ())
            node = list(node.values())
        if isinstance(node, list):
            for inner in node:
                walk(inner)

    walk(json.loads(file.read_text("utf-8")))
    return found


def met_in_csv(file: Path) -> set[str]:
    """Cells that a spreadsheet would run."""
    found = set()
    with file.open(newline="", encoding="utf-8-sig") as lines:
        for row in csv.reader(lines):
            for cell in row:
                if cell[:1] in ("=", "@", "\t", "\r") or (
                    cell[:1] in ("+", "-") and not number(cell)
                ):
                    found.add(f"RUNS: {cell}")
    return found


# The commands of TeX that signs are written as.
SIGNS = {f"text{name}" for name in ("backslash", "braceleft", "braceright")}
SIGNS |= {f"textascii{name}" for name in ("tilde", "circum")}


def met_in_bibtex(file: Path) -> set[str]:
    """Kinds of entries, fields, and the commands that TeX would run."""
    library = bibtexparser.entrypoint.parse_string(file.read_text("utf-8"))
    assert len(library.entries) == len(library.blocks), file
    found = set()
    for entry in library.entries:
        for field in entry.fields:
            found |= {entry.entry_type, field.key}
            if field.key != "url":
                commands = set(re.findall(r"\\([A-Za-z@]+)", str(field.value))) - SIGNS
                found |= {f"RUNS: {command}" for command in commands}
    return found


def met_in_ris(file: Path) -> set[str]:
    with file.open(encoding="utf-8", newline="") as lines:
        return {key for entry in rispy.load(lines) for key in entry}


def met_in_calendar(file: Path) -> set[str]:
    """Components, properties and parameters."""
    found = set()
    for one in icalendar.Calendar.from_ical(file.read_bytes()).walk():
        assert not one.errors, file
        for name, value in one.property_items(recursive=False):
            found |= {
                f"{one.name} {name}",
                *(f"{name};{key}" for key in getattr(value, "params", ())),
            }
    return found


def number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


READERS: dict[str, Callable[[Path], set[str]]] = {
    ".html": met_in_page,
    ".md": met_in_markdown,
    "llms.txt": met_in_markdown,
    ".atom": met_in_xml,
    ".xml": met_in_xml,
    ".json": met_in_json,
    ".csv": met_in_csv,
    ".bib": met_in_bibtex,
    ".ris": met_in_ris,
    ".ics": met_in_calendar,
}


def test_no_file_holds_anything_that_plain_words_do_not_make(sites: Pair) -> None:
    seen: Counter[str] = Counter()
    wrong = []
    everywhere = PROSE | {f"html {name}" for name in PROSE}
    for file in sorted(sites.hostile.folder.rglob("*")):
        path = file.relative_to(sites.hostile.folder)
        if not file.is_file() or path.parts[0] in ("pagefind", "assets"):
            continue
        # Other text, the mails, is never read as HTML or Markdown.
        kind = file.name if file.name in READERS else file.suffix
        seen[kind] += 1
        if not (reader := READERS.get(kind)):
            continue
        same = sites.plain.folder / path
        known = reader(same) if same.exists() else set()
        wrong += [f"{path}: {what}" for what in reader(file) - known - everywhere]
    print(dict(seen))
    assert not wrong, "\n".join(wrong[:80])
    assert READERS.keys() <= seen.keys()


def test_sanitiser_would_take_nothing_out(sites: Pair) -> None:
    wrong = []
    for file in sites.hostile.folder.rglob("*.html"):
        wrong += [f"{file}: {what}" for what in removed(file.read_text("utf-8"))]
    assert not wrong, "\n".join(wrong[:20])


# --- what a browser makes of them


class Watch:
    """A page of a browser that notes what a script of somebody else would do."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.told: list[str] = []
        self.page: Page = browser.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.told.append(f"error {error}"))
        self.page.on("console", lambda m: self._console(m.text))
        self.page.on("request", lambda asked: self._request(asked.url))
        self.page.route(lambda url: not url.startswith(site.url), lambda route: route.abort())
        self.site = site

    def _dialog(self, dialog: Any) -> None:
        self.told.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _console(self, text: str) -> None:
        if "Security Policy" in text:
            self.told.append(f"policy {text}")

    def _request(self, url: str) -> None:
        if not url.startswith((self.site.url, "data:", "blob:")):
            self.told.append(f"request to {url}")

    def live(self) -> set[str]:
        """What the page consists of now."""
        return set(self.page.evaluate(LIVE))

    def open(self, path: str) -> set[str]:
        self.page.goto(self.site.url + path, wait_until="load")
        return self.live()


LIVE = """() => [...document.querySelectorAll("*")].flatMap((one) => [
  one.localName,
  ...[...one.attributes].flatMap(({ name, value }) => [
    `${one.localName} ${name}`,
    ...(/^on|^style$|^srcdoc$/i.test(name)
        || /^(xlink:)?(href|src|action|formaction|data)$/.test(name)
        && /^\\s*(javascript|vbscript):/i.test(value)
      ? [`RUNS: ${one.localName} ${name}=${value}`] : []),
  ]),
])"""


@contextmanager
def without_policy(site: Site, folder: Path, raw: str = "") -> Iterator[Site]:
    """The same site with no policy; `raw` is put into its page about the digest as it is."""
    shutil.copytree(site.folder, folder)
    for file in folder.rglob("*.html"):
        text = file.read_text("utf-8")
        assert META in text, file
        file.write_text(text.replace(META, ""), "utf-8")
    about = folder / "about/index.html"
    about.write_text(about.read_text("utf-8").replace("</h1>", f"</h1>{raw}", 1), "utf-8")
    with under_sub_path(folder) as bare:
        yield bare


RAW = (
    '<img src=x onerror="alert(1)"><a href="javascript:alert(2)">x</a>'
    '<img src="http://elsewhere.example/p.png"><blink>x</blink>'
)


def test_probe_sees_a_text_that_is_not_escaped(
    sites: Pair, browser: Browser, tmp_path: Path
) -> None:
    with without_policy(sites.plain, tmp_path / "off", RAW) as site:
        watch = Watch(browser, site)
        new = watch.open("about/") - Watch(browser, sites.plain).open("about/")
        assert {"blink", "RUNS: img onerror=alert(1)", "RUNS: a href=javascript:alert(2)"} <= new
        assert "dialog 1" in watch.told
        assert "request to http://elsewhere.example/p.png" in watch.told
        assert {name.split()[0] for name in met_in_page(site.folder / "about/index.html")} >= {
            *("blink", "RUNS:", "ASKS:")
        }
        assert removed((site.folder / "about/index.html").read_text("utf-8"))


def visited(site: Site, most: int) -> list[str]:
    """Addresses of pages: all, or some of each folder."""
    found: dict[str, list[str]] = {}
    for file in sorted(site.folder.rglob("index.html")):
        path = str(file.parent.relative_to(site.folder)).replace(".", "", 1)
        if 'http-equiv="refresh"' not in file.read_text("utf-8"):
            found.setdefault(path.split("/")[0], []).append(f"{path}/" if path else "")
    return [path for paths in found.values() for path in paths[-most:]]


def searched(watch: Watch, words: str) -> set[str]:
    """What the page of results, and the list below the header's field, make of a search."""
    page = watch.page
    watch.open(f"search/?q={words}")
    expect(page.locator("#d-search-results li").first).to_be_visible()
    while page.locator("#d-search-more").is_visible():
        before = page.locator("#d-search-results > li").count()
        page.locator("#d-search-more").click()
        expect(page.locator("#d-search-results > li").nth(before)).to_be_visible()
    found = watch.live()
    watch.open("about/")
    page.keyboard.press("/")
    page.keyboard.type(words)
    expect(page.get_by_role("option").first).to_be_visible()
    return found | watch.live()


# What runs with the policy runs without it, too.
@pytest.mark.parametrize(
    "guarded",
    [pytest.param(False, id="policy off"), *([pytest.param(True, id="policy on")] if LONG else [])],
)
def test_nothing_runs_in_a_browser(
    guarded: bool, sites: Pair, browser: Browser, tmp_path: Path
) -> None:
    most = 10_000 if LONG else 1
    with without_policy(sites.hostile, tmp_path / "off") as bare:
        hostile = Watch(browser, sites.hostile if guarded else bare)
        plain = Watch(browser, sites.plain)
        wrong = []
        policy_alone = {"meta http-equiv"}
        for path in visited(sites.hostile, most):
            new = hostile.open(path) - plain.open(path) - PROSE - policy_alone
            wrong += [f"{path}: {what}" for what in new]
        known = searched(plain, "words") | PROSE | policy_alone
        for words in some(("alert", "script", "onerror"), 1):
            wrong += [f"search: {what}" for what in searched(hostile, words) - known]
        hostile.page.close()
        plain.page.close()
    assert hostile.told == []
    assert not wrong, "\n".join(wrong[:40])
