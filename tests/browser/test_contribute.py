"""The form for new records: what it writes passes the check, and hostile texts run nothing.

The page is the one that the site has, with its script, its names and its policy, and nothing else.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import CORPUS, PROJECT, one_page
from playwright.sync_api import Browser, Locator, Page, expect
from rjsmin import jsmin
from serving import REPOSITORY, Site, at_root
from test_forms import form

from browser.looks import assert_axe_finds_nothing
from generator.catalogue import Catalogue
from generator.exports.scripts import record_names
from generator.loading.tree import parse
from generator.site.reading import Checked, read
from generator.site.security_policy import policy

POWER_CUTS = PROJECT / "tests/topics/power-cuts/content"
TODAY = date(2026, 4, 1)
Answers = Mapping[str, Any]


@pytest.fixture(scope="module")
def power_cuts() -> Catalogue:
    """The records of the second digest."""
    checked = read(POWER_CUTS, TODAY, "content")
    assert checked.catalogue
    return checked.catalogue


@contextmanager
def opened(
    browser: Browser, catalogue: Catalogue, folder: Path, host: str = REPOSITORY, width: int = 1280
) -> Iterator[Page]:
    """The form of a digest in a fresh profile, on a page of its own; it must be quiet."""
    text = one_page(catalogue, "contribute.md").text
    (form,) = re.findall(r"<form class=\"d-contribute\".*</form>", text)
    for path, content in record_names.files(catalogue).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    (folder / "assets").mkdir(exist_ok=True)
    for name in ("search.js", "contribute.js", "digest.css"):
        text = (PROJECT / "docs/assets" / name).read_text("utf-8")
        # As the build does; it has broken a script before.
        text = jsmin(text) if name.endswith(".js") else text
        (folder / "assets" / name).write_text(text, "utf-8")
    (folder / "contribute/index.html").write_text(
        f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Contribute</title>
        <meta http-equiv="Content-Security-Policy" content="{policy(preview=False)}">
        <meta name="d-repository" content="{host.rstrip("/")}">
        <link rel="icon" href="data:,"><link rel="stylesheet" href="../assets/digest.css">
        <script type="module" src="../assets/contribute.js"></script>
        <body data-md-color-scheme="default"><div class="d-search"><input id="d-query"></div>
        <main class="md-typeset"><h1>Contribute</h1>{form}</main></html>""",
        "utf-8",
    )
    told: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 900})
    with at_root(folder) as address:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        page = context.new_page()
        page.on("console", lambda m: told.append(m.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: told.append(dialog.message))
        page.goto(f"{address}contribute/")
        yield page
        context.close()
    assert told == []


# Answers by key, as a reader gives them: a list adds an entry for each of its items.
FILL = """(card, answers) => {
  const type = (field, answer) => {
    const control = field.querySelector("input, select, textarea");
    control.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    control.value = answer;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const fill = (box, answers) => {
    for (const [key, answer] of Object.entries(answers)) {
      const field = [...box.querySelectorAll(`[data-key="${key}"]`)]
        .find((one) => one.parentElement.closest("[data-box]") === box);
      if (Array.isArray(answer)) {
        for (const one of answer) {
          field.querySelector(":scope > [data-add]").click();
          const item = field.querySelector(":scope > .d-items").lastElementChild;
          if (typeof one === "string") type(item, one);
          else fill(item, one);
        }
      } else if (typeof answer === "string") type(field, answer);
      else fill(field, answer);
    }
  };
  fill(card, answers);
}"""


def fill(card: Locator, answers: Answers) -> None:
    """Answers in a record that is there."""
    card.evaluate(FILL, answers)


def add(page: Page, kind: str, answers: Answers) -> None:
    """A record of a kind, which may be there already because it goes with another."""
    card = page.locator(f".d-card[data-one={kind}]")
    if not card.count():
        page.locator(f"button[data-kind={kind}]").click()
    fill(card, answers)


def files(page: Page) -> dict[str, str]:
    """The files that the form makes, by their path below content/."""
    expect(page.locator("form.d-contribute")).to_have_attribute("aria-busy", "false")
    page.get_by_role("button", name="Check, and show the files").click()
    assert page.locator("#d-faults").inner_text() == ""
    made = page.locator(".d-file").evaluate_all(
        "all => all.map((one) => [one.querySelector('code').textContent,"
        " one.querySelector('textarea').value])"
    )
    return {path.removeprefix("content/"): text for path, text in made}


KOREAN: dict[str, Answers] = {
    "event": {
        "title": "Bada-3 missile fired from Sandok",
        "type": "missile-launch",
        "date": "2026-03-20",
        "place": "sandok",
        "status": "confirmed",
        "systems": ["바다-3"],
        "count": {"value": "1"},
        "flights": [{"time": "06:10 KST", "range_km": "about 350", "system": "Bada3"}],
    },
    "article": {
        "title": "합참: 미사일 1발 발사",
        "title_in_english": "Joint Staff: one missile fired",
        "kind": "news",
        "publisher": "The Wire",
        "published": "2026-03-20",
        "language": "ko",
        "url": "https://wire.example.org/2026/one",
        "summary": "The staff saw one missile.",
        "claims": [
            {"about": "count", "value": "1", "by": "합참", "verb": "detected"},
            {"about": "time", "value": "06:10 KST", "by": "합참", "verb": "detected"},
            {"about": "range_km", "value": "about 350", "by": "Hapcham", "verb": "said"},
            {"about": "system", "value": "Bada-3", "by": "joint-staff", "verb": "said"},
        ],
    },
}
# Every text has what YAML would read as its own.
QUOTED: dict[str, Answers] = {
    "article": {
        "title": "It's \"true\": # 2½ no - 'no' & *maybe* | [yes], {no}",
        "kind": "news",
        "publisher": "The *Odd* [Weekly] & <Sons>",
        "published": "2026-03-21",
        "language": "en",
        "author": "- O'Neill: @home, %s `x`",
        "summary": "A # sign.\n- a list\n- 'quoted'\n\n\"Second\" paragraph:\n  ends here: ",
        "claims": [
            {"": "Ada Envoy", "about": "statement", "value": "yes: no # 'x'", "by": "ada-envoy",
             "verb": "said"},
        ],
    },
}  # fmt: skip
CUT: dict[str, Answers] = {
    "event": {
        "title": "A switch fails in Port Alder",
        "type": "power-cut",
        "date": "2026-03-05",
        "place": "Port Alder",
        "status": "reported",
        "households": {"value": "about 300"},
        "lasted": {"value": "2 hours"},
        "severity": {"value": "local"},
    },
    "article": {
        "title": "Dark evening in the port",
        "kind": "news",
        "publisher": "alder-courier",
        "published": "2026-03-06",
        "language": "en",
        "summary": "A report on a switch.",
        "claims": [
            {"about": "households", "value": "about 300", "by": "grid-company", "verb": "said"},
            {"about": "lasted", "value": "2 hours", "by": "grid-company", "verb": "said"},
            {"about": "severity", "value": "local", "by": "energy-office", "verb": "assessed"},
            {"about": "site", "value": "Port Alder", "by": "grid-company", "verb": "said"},
        ],
    },
}


def passes(made: dict[str, str], folder: Path, target: Path) -> Checked:
    """What the check says of a digest with the files in it."""
    copy = shutil.copytree(folder, target / "content")
    for path, text in made.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_text(text, "utf-8")
    return read(copy, TODAY, "content")


@pytest.mark.parametrize(
    ("answers", "paths"),
    [
        (KOREAN, ["events/2026/2026-03-20-sandok.yml",
                  "articles/2026/2026-03-20-wire-joint-staff-one-missile-fired.yml"]),
        (QUOTED, ["articles/2026/2026-03-21-odd-weekly-its-true-2-1-2.yml"]),
        (CUT, ["events/2026/2026-03-05-port-alder.yml",
               "articles/2026/2026-03-06-alder-courier-dark-evening-in-the-port.yml"]),
    ],
    ids=["names in Hangul", "marks of YAML", "another digest"],
)  # fmt: skip
def test_what_the_form_writes_passes_the_check(
    answers: dict[str, Answers], paths: list[str], browser: Browser, small: Catalogue,
    power_cuts: Catalogue, tmp_path: Path,
) -> None:  # fmt: skip
    digest, folder = (power_cuts, POWER_CUTS) if answers is CUT else (small, CORPUS)
    with opened(browser, digest, tmp_path) as page:
        for kind, given in answers.items():
            add(page, kind, given)
        made = files(page)
    assert list(made) == paths
    checked = passes(made, folder, tmp_path)
    assert [p for p in checked.problems if any(path in p.path for path in paths)] == []
    assert checked.catalogue
    if answers is QUOTED:
        article = checked.catalogue.articles[Path(paths[0]).stem]
        assert (article.title, article.author) == (
            answers["article"]["title"], answers["article"]["author"]
        )  # fmt: skip
        assert str(article.summary).strip() == answers["article"]["summary"].strip()


WRONG: tuple[tuple[str, str, str], ...] = (
    # kind and key, what is typed, and what the form says of it at once
    ("event date", "20.3.2026", "Write it as 2026-01-27, 1991-07 or 1984."),
    ("event date", "2026-02-30", "There is no such day."),
    ("event date", "2199-01-01", "This day is yet to come."),
    ("event date", "unknown", "Leave it empty where it is not known."),
    ("event place", "Atlantis", "No place has this name."),
    ("event place", "Sandok test", "No place has this name. Near it: Sandok Test Stand"),
    ("event title", "a\u202eb", "nobody sees (U+202E)"),
    ("event title", "x" * 301, "301 characters; at most 300 fit."),
    ("event summary", "see <b>this</b>", "no HTML, pictures"),
    ("event summary", "![a](b)", "no HTML, pictures"),
    ("event id", "Two Words", "Write it as harbour-office."),
    ("event id", "2026-02-10-sandok", "A record has this id already."),
    ("article url", "example.org/a", "Write it as https://example.org/a."),
    ("article url", "https://example.org/a?utm_source=x", "Take the tracking off"),
    ("article language", "Korean", "Write it as en, ko or ja."),
)


def test_what_is_wrong_is_said_at_once(browser: Browser, small: Catalogue, tmp_path: Path) -> None:
    with opened(browser, small, tmp_path) as page:
        add(page, "event", {"place": "sandok"})
        expect(page.locator("datalist#d-list-place")).to_be_attached()
        for where, text, words in WRONG:
            kind, key = where.split()
            fill(page.locator(f".d-card[data-one={kind}]"), {key: text})
            fault = page.locator(f".d-card[data-one={kind}] [data-key={key}] > output").first
            assert words in fault.inner_text(), (where, text)
        # Two values that do not go together, and one that is right again.
        fill(page.locator(".d-card[data-one=event]"), {"date": "2026-03-20", "ends": "2026-03-19"})
        ends = page.locator(".d-card[data-one=event] [data-key=ends]")
        expect(ends.locator("output")).to_have_text("It ends before it begins.")
        fill(page.locator(".d-card[data-one=event]"), {"place": "the Sandok airport"})
        place = page.locator(".d-card[data-one=event] > [data-key=place] > output")
        expect(place).to_be_empty()
        fill(page.locator(".d-card[data-one=event]"), {"ends": "2026-03-21"})
        expect(ends.locator("output")).to_be_empty()


def test_summary_of_what_is_missing_leads_to_the_fields(
    browser: Browser, small: Catalogue, tmp_path: Path
) -> None:
    with opened(browser, small, tmp_path) as page:
        page.get_by_role("button", name="An actor", exact=True).press("Enter")
        expect(page.get_by_role("heading", name="Actor")).to_be_focused()
        page.get_by_role("button", name="Check, and show the files").press("Enter")
        alert = page.get_by_role("alert").filter(has_text="3 things need correcting")
        expect(alert).to_be_focused()
        alert.get_by_role("link", name="Actor, Kind: This is needed.").press("Enter")
        kind = page.locator("[data-key=kind] select")
        expect(kind).to_be_focused()
        expect(kind).to_have_attribute("aria-invalid", "true")
        told = str(kind.get_attribute("aria-describedby")).split()
        words = " ".join(page.locator(f"[id={name}]").inner_text() for name in told)
        assert "What sort of actor it is." in words and "This is needed." in words


HOSTILE = '<img src=x onerror=alert(1)>"><script>alert(2)</script>&#39;\u2028{{1}}'


def test_hostile_texts_are_words_and_no_more(
    browser: Browser, small: Catalogue, tmp_path: Path
) -> None:
    actors = dict(small.actors)
    actors["wire"] = actors["wire"].model_copy(update={"name": HOSTILE})
    hostile = replace(small, records={**small.records, "actors": actors})
    with opened(browser, hostile, tmp_path) as page:
        add(page, "article", {"title": HOSTILE, "author": HOSTILE, "summary": HOSTILE})
        add(page, "article", {"publisher": HOSTILE, "agency": f"{HOSTILE}, none"})
        add(page, "actor", {"name": HOSTILE, "role": HOSTILE})
        page.get_by_role("button", name="Check, and show the files").click()
        page.wait_for_timeout(400)  # the draft is kept a moment after the last key
        page.reload()
        expect(page.locator("#d-kept")).to_contain_text("Your draft is back.")
        assert page.locator("main img, main script").count() == 0
        title = page.locator(".d-card[data-one=article] [data-key=title] input")
        assert title.input_value() == HOSTILE


ACTOR: Answers = {
    "name": "Office of Tides",
    "kind": "government",
    "country": "대한민국",
    "aliases": [{"name": "조석청", "lang": "ko", "article": "test-register"}],
    "id": "tides-office",
}


def test_draft_is_kept_and_thrown_away(browser: Browser, small: Catalogue, tmp_path: Path) -> None:
    with opened(browser, small, tmp_path) as page:
        add(page, "actor", ACTOR)
        made = files(page)
        page.wait_for_timeout(400)
        page.reload()
        expect(page.locator("#d-kept")).to_contain_text("Your draft is back.")
        assert files(page) == made
        page.get_by_text("Throw the draft away").click()
        page.get_by_role("button", name="Throw it away now").click()
        expect(page.locator("#d-kept")).to_have_text("The draft was thrown away.")
        assert page.locator(".d-card").count() == 0
        page.wait_for_timeout(400)
        assert page.evaluate("localStorage.length") == 0


def sent(page: Page, name: str) -> dict[str, str]:
    """What the address of a link fills in."""
    link = page.get_by_role("link", name=name).first
    address = str(link.get_attribute("href"))
    assert address.startswith(REPOSITORY)
    return {key: value for key, (value,) in parse_qs(urlsplit(address).query).items()}


def test_files_go_to_the_host_or_are_copied_where_they_are_long(
    browser: Browser, small: Catalogue, tmp_path: Path
) -> None:
    with opened(browser, small, tmp_path) as page:
        add(page, "article", QUOTED["article"])
        ((path, text),) = files(page).items()
        one = sent(page, "Make this file")
        assert (one["filename"], one["value"]) == (Path(path).name, text)
        issue = sent(page, "Send it as an issue")
        assert (issue["template"], issue["records"]) == ("record.yml", f"# content/{path}\n{text}")
        fields = {one.get("id") for one in form("record.yml")["body"]}
        assert {"records"} < fields and set(issue) <= {"template", "title", *fields}
        fill(page.locator(".d-card"), {"summary": "말 " * 1000})
        ((path, text),) = files(page).items()
        assert "records" not in sent(page, "Send it as an issue")
        page.evaluate("addEventListener('click', (event) => event.preventDefault())")
        page.get_by_role("link", name="Send it as an issue").click()
        expect(page.locator("#d-files [role=status]")).to_contain_text("Copied. Paste it")
        assert page.evaluate("navigator.clipboard.readText()") == f"# content/{path}\n{text}"


def test_without_a_host_the_files_can_be_copied(
    browser: Browser, small: Catalogue, tmp_path: Path
) -> None:
    with opened(browser, small, tmp_path, host="") as page:
        add(page, "article", QUOTED["article"])
        ((_, text),) = files(page).items()
        assert page.locator("#d-files a").count() == 0
        page.get_by_role("button", name="Copy", exact=True).click()
        expect(page.locator("#d-files [role=status]")).to_contain_text("Copied: content/")
        assert page.evaluate("navigator.clipboard.readText()") == text


def test_page_asks_for_names_when_one_is_first_needed(browser: Browser, little: Site) -> None:
    asked: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme="dark")
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url.removeprefix(little.url)))
    page.goto(f"{little.url}contribute/")
    add(page, "event", {"title": "x"})
    assert "contribute/names.json" not in asked
    fill(page.locator(".d-card[data-one=event]"), {"actors": [{"id": "합참"}]})
    listed = page.locator("datalist#d-list-actor option[value=합참]")
    expect(listed).to_have_attribute("label", "Joint Staff")
    assert asked.count("contribute/names.json") == 1
    page.get_by_role("button", name="Check, and show the files").click()
    expect(page.locator("#d-faults")).to_contain_text("need correcting")
    assert page.evaluate("document.scrollingElement.scrollWidth") == 360
    assert_axe_finds_nothing(page)
    context.close()


def test_without_scripts_the_page_names_other_ways(browser: Browser, little: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{little.url}contribute/")
    expect(page.locator("form.d-contribute")).to_be_hidden()
    assert "needs JavaScript" in page.locator("noscript").first.inner_text()
    page.get_by_role("article").get_by_role("link", name="The editors' guide").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("For editors")
    context.close()


def test_texts_come_back_from_yaml_as_they_were(
    browser: Browser, small: Catalogue, tmp_path: Path
) -> None:
    texts = [
        *("true", "null", "~", "0x1F", "1e3", "2026-03-01", "12:30", "a: b", "a #b", "a:b", "x:"),
        *("- a", "? a", "?", "[a", "{a}", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`", "'", '"'),
        *("a'b", 'a"b', "a\\nb", "é", "화성-11가", "a,b", "...", "---", "=", "<<", "\\", "a\\"),
        *("first\nsecond", "a\n\nb", "# a\n- b", "a:\n  b: c", "'\n\"", "|\n>", "a\n\n\nb #"),
    ]
    given = {f"k{number}": text for number, text in enumerate(texts)}
    nested = {**given, "list": texts[:20], "deep": {"group": given, "items": [given, given]}}
    with opened(browser, small, tmp_path) as page:
        written = page.evaluate(
            "(value) => import('../assets/contribute.js').then(({ yaml }) => yaml(value))", nested
        )
    tree, problems = parse("x.yml", written)
    assert problems == [] and tree
    flat = json.loads(json.dumps(tree.data))
    stripped = json.loads(re.sub(r'(?<!\\)\\n"', '"', json.dumps(flat)))
    assert stripped == nested
