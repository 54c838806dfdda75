"""Search as readers use it: what they type, in the real index, with the site's own program."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from conftest import PROJECT, some
from playwright.sync_api import Browser, Page, Request, Route, expect
from proof.corpus import times
from serving import SUB, Site, at_root

from browser.looks import (
    FIND,
    LOOKS,
    assert_axe_finds_nothing,
    first_visit,
    search_costs,
    sent,
)
from generator.catalogue import Catalogue
from generator.pages.shared.search_metadata import spellings
from generator.pages.subjects import places, systems
from generator.schema.kinds import Actor, Place, System
from generator.values.times import parse_day

Visit = Callable[..., Page]
Ask = Callable[[str], list[str]]
QUERIES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("queries.yml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def ask(site: Site, browser: Browser) -> Iterator[Ask]:
    """The first five addresses below the root that a query finds."""
    page = browser.new_page()
    page.goto(f"{site.url}about/")

    def answers(query: str) -> list[str]:
        module = f"{SUB}assets/search.js"
        found: list[str] = page.evaluate(FIND, [module, query, 5])
        return [url.removeprefix(SUB) for url in found]

    yield answers
    page.close()


def test_what_readers_type_leads_to_the_page_they_mean(ask: Ask) -> None:
    ranks = {}
    for asked in QUERIES:
        found = ask(str(asked["query"]))
        page = asked["page"]
        ranks[asked["query"], page] = found.index(page) + 1 if page in found else None
    assert len(ranks) >= 60
    assert {query: rank for (query, _), rank in ranks.items() if not rank or rank > 3} == {}
    assert sum(rank == 1 for rank in ranks.values()) >= 0.9 * len(ranks)


def test_every_name_of_every_record_finds_it(ask: Ask, catalogue: Catalogue) -> None:
    kinds: dict[str, Mapping[str, System | Place | Actor]] = {
        "systems": catalogue.systems,
        "places": catalogue.places,
        "actors": catalogue.actors,
    }
    names = [
        (f"{kind}/{key}/", name)
        for kind, records in kinds.items()
        for key, record in records.items()
        for name in spellings(catalogue, record)
    ]
    assert len(names) > 600
    # A tenth of them, or in `make fuzz` all.
    tried = names[:: times(10, 1)]
    assert [(page, name) for page, name in tried if page not in ask(name)[:3]] == []


LAUNCHES = """async ([module, asked]) => {
  const { find } = await import(module);
  const totals = [];
  for (const [query, filters] of asked) {
    totals.push((await find(query, { kind: ["Launch"], ...filters })).total);
  }
  return totals;
}"""


def test_every_name_of_a_system_or_place_finds_each_of_its_launches(
    site: Site, browser: Browser, catalogue: Catalogue
) -> None:
    """The facet holds each search to the record's own launches; what else it finds is no matter."""
    cases: list[tuple[str, dict[str, list[str]]]] = []
    wanted = []
    for system in catalogue.systems.values():
        rows = systems.system(catalogue, system).rows
        names = spellings(catalogue, system) if rows else ()
        cases += [(name, {"system": [system.name]}) for name in names]
        wanted += [len(rows)] * len(names)
    for place in catalogue.places.values():
        seen = places.place(catalogue, place)
        here = {row.event.id for row in (*seen.rows, *seen.landings)}
        names = spellings(catalogue, place) if here else ()
        cases += [(name, {"place": [place.name]}) for name in names]
        wanted += [len(here)] * len(names)
    page = browser.new_page()
    page.goto(f"{site.url}about/")
    totals = page.evaluate(LAUNCHES, [f"{SUB}assets/search.js", cases])
    page.close()
    assert len(cases) > 400
    answers = zip(cases, totals, wanted, strict=True)
    assert [(case, total, want) for case, total, want in answers if total != want] == []


@pytest.mark.parametrize(
    "query", some(["화성-11가", "KN-23", "Wonsan Airbase", "KN-24", "kn23"], 2)
)
def test_alias_and_kind_find_launches_on_the_page_of_results(query: str, visit: Visit) -> None:
    page = visit(f"search/?q={query}&kind=Launch")
    expect(page.locator("#d-search-results > li").first).to_be_visible()
    expect(page.locator("#d-search-status")).to_have_text(re.compile(r"^\d+ pages for “"))
    assert set(page.locator("#d-search-results .d-badge").all_inner_texts()) == {"Launch"}
    assert page.locator("#d-search-results > li").count() >= 5


def test_word_inside_a_korean_name_finds_it(ask: Ask) -> None:
    assert "actors/usfk/" in ask("미군")[:3]  # 주한미군


def test_every_page_of_a_record_is_indexed_with_its_kind(site: Site, catalogue: Catalogue) -> None:
    """The index holds exactly the pages that are marked for it; each has one kind."""
    marked = 0
    for path in site.folder.rglob("index.html"):
        page = path.read_bytes()
        if b" data-pagefind-body" in page:
            marked += 1
            assert len(re.findall(rb'<[^>]* data-pagefind-filter="kind', page)) == 1, path
    fragments = list((site.folder / "pagefind/fragment").iterdir())
    assert len(fragments) == marked
    paged = ("events", "articles", "actors", "systems", "places", "facts", "explainers")
    assert marked > sum(len(catalogue.of_kind(kind)) for kind in paged)


def test_header_finds_with_keys_alone(visit: Visit) -> None:
    page = visit("facts/")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search the digest")
    expect(field).to_be_focused()
    page.keyboard.type("화성-11가")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Hwasong-11A")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("End")
    page.keyboard.type(" ")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/repo/systems/hwasong-11a/$"))


def test_list_of_the_header_tells_launches_of_one_name_apart(visit: Visit) -> None:
    page = visit("facts/")
    page.keyboard.press("/")
    page.keyboard.type("hwasong-17 2022")
    days = page.get_by_role("option").filter(has_text="Launch").locator(".d-when")
    expect(days.first).to_be_visible()
    shown = days.all_inner_texts()
    assert len(shown) > 1 and len(set(shown)) == len(shown)


def test_name_in_quotation_marks_is_that_name(ask: Ask) -> None:
    assert ask('"Hwasong-17"')[0] == ask("“Hwasong-17”")[0] == "systems/hwasong-17/"


def test_without_javascript_the_form_is_not_there(visit: Visit) -> None:
    page = visit("search/", java_script_enabled=False)
    expect(page.locator(".d-search-page")).to_be_hidden()
    expect(page.get_by_role("article").get_by_role("link", name="Events")).to_be_visible()


def test_filters_order_and_query_live_in_the_address(visit: Visit) -> None:
    page = visit("search/?q=hwasong")
    results = page.locator("#d-search-results > li")
    status = page.locator("#d-search-status")
    expect(results).to_have_count(10)
    page.locator("details[data-facet=kind] summary").click()
    page.get_by_role("checkbox", name=re.compile("^Launch")).check()
    page.get_by_role("checkbox", name=re.compile("^Missile or rocket")).check()
    page.keyboard.press("Escape")
    page.locator("details[data-facet=year] summary").click()
    page.get_by_role("checkbox", name=re.compile("^2022")).check()
    chosen = page.locator("details[data-facet=year] output").bounding_box()
    assert chosen
    page.mouse.click(chosen["x"] + chosen["width"] / 2, chosen["y"] + chosen["height"] / 2)
    assert not page.locator("details[data-facet=year]").evaluate("menu => menu.open")
    page.get_by_label("Order").select_option("date")
    asked = parse_qs(urlsplit(page.url).query)
    kinds = ["Launch", "Missile or rocket"]
    assert asked == {"q": ["hwasong"], "kind": kinds, "year": ["2022"], "sort": ["date"]}
    expect(results.first.locator(".d-when")).to_contain_text("2022")
    expect(status).not_to_have_text("Searching …")
    told = status.inner_text()
    days = results.locator(".d-when").all_inner_texts()
    assert days and all("2022" in day for day in days)
    page.reload()
    expect(status).to_have_text(told)
    assert results.locator(".d-when").all_inner_texts() == days
    page.go_back()
    expect(page.get_by_label("Order")).to_have_value("")
    page.get_by_role("button", name="Clear filters").click()
    expect(page).to_have_url(re.compile(r"/search/\?q=hwasong$"))


def test_more_results_come_where_the_reader_is(visit: Visit) -> None:
    page = visit("search/?q=missile")
    results = page.locator("#d-search-results > li")
    expect(results).to_have_count(10)
    page.get_by_role("button", name="More results").click()
    expect(results).to_have_count(30)
    assert page.evaluate("document.activeElement.closest('li').matches(':nth-child(11)')")


def test_misspelt_name_is_met_with_the_nearest(visit: Visit) -> None:
    page = visit("search/?q=Hwasung-17")
    expect(page.locator("#d-search-status")).to_contain_text("Nothing found for “Hwasung-17”.")
    page.get_by_role("link", name="Hwasong-17", exact=True).click()
    expect(page).to_have_url(re.compile("/repo/systems/hwasong-17/$"))


@pytest.mark.parametrize(("query", "every"), [("Hwasung-17", 0), ("Gwasong-17", 1)])
def test_misspelt_name_is_sought_by_its_first_letter_before_others(
    site: Site, browser: Browser, query: str, every: int
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}search/?q={query}")
    expect(page.get_by_role("link", name="Hwasong-17", exact=True)).to_be_visible()
    page.close()
    assert sum(url.endswith("search/names.json") for url in asked) == every


MISSPELT = {
    "Hwasung": "Hwasong",
    "Hwasung-17": "Hwasong-17",
    "Bukkeukseong": "Pukguksong-1",
    "Sunaan": "Sunan",
    "Joint Cheifs": "Joint Chiefs of Staff",
    "Kim Jung Uhn": "Kim Jong Un",
}


RIGHT = QUERIES[:: times(4, 1)]


COUNTED = """async ([module, queries]) => {
  const { counted, find } = await import(module);
  return Promise.all(queries.map(async (query) => counted(await find(query), query)));
}"""
# The engine would find pages with "th", "a" and "mis" for them.
NOWHERE = ("thaadq", "arkqz", "misqz")
# Whole words alone: of one that is not finished the engine asks one part of its index, and where a
# part ends any build may change.
SOMEWHERE = ("launches", "flies", "studies", "missile", "anti-ship", "미사일")


def test_word_that_no_page_has_finds_nothing(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}about/")
    queries = [*NOWHERE, *SOMEWHERE, "arkqz missile"]
    counted = page.evaluate(COUNTED, [f"{SUB}assets/search.js", queries])
    *answers, partly = counted
    assert answers[: len(NOWHERE)] == [f"Nothing found for “{word}”" for word in NOWHERE]
    for word, answer in zip(SOMEWHERE, answers[len(NOWHERE) :], strict=True):
        assert re.fullmatch(rf"[\d,]+ pages? for “{word}”", answer), answer
    words = "No page has all words of “arkqz missile”. "
    assert re.fullmatch(rf"{words}[\d,]+ pages for “missile”", partly), partly
    page.goto(f"{site.url}search/?q=arkqz")
    expect(page.locator("#d-search-status")).to_contain_text("Nothing found for “arkqz”.")
    expect(page.locator("#d-search-results > li")).to_have_count(0)
    page.close()


def test_header_meets_misspelt_names_too_and_leaves_others_alone(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}about/")
    meant = page.evaluate(
        """async ([module, queries]) => {
          const { find, nearest } = await import(module);
          const each = queries.map(async (query) => {
            const found = await find(query);
            return (await nearest(query, found, await found.more(6))).map(({ name }) => name);
          });
          return Promise.all(each);
        }""",
        [f"{SUB}assets/search.js", [*MISSPELT, *(str(one["query"]) for one in RIGHT)]],
    )
    assert [
        name for name, near in zip(MISSPELT.values(), meant, strict=False) if name not in near
    ] == []
    right = zip(RIGHT, meant[len(MISSPELT) :], strict=True)
    assert [(asked["query"], near) for asked, near in right if near] == []
    page.keyboard.press("/")
    page.keyboard.type("Hwasung-17")
    option = page.get_by_role("option")
    expect(option.first).to_have_text("Did you mean Hwasong-17?")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/systems/hwasong-17/$"))
    page.close()


def test_names_are_in_the_parts_that_the_script_asks_for(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}about/")
    astray = page.evaluate(
        """async (base) => {
          const { fold } = await import(`${base}assets/search.js`);
          const read = async (name) => (await fetch(`${base}search/${name}.json`)).json();
          const keys = Array.from({ length: 32 }, (_, part) => part);
          const parts = await Promise.all(keys.map((part) => read(`names/${part}`)));
          const held = parts.map((rows) => new Set(rows.map((row) => JSON.stringify(row))));
          return (await read("names")).flatMap((row) => [...row.called, ...row.spelt ?? []]
            .filter((name) => !held[fold(name).codePointAt(0) % 32].has(JSON.stringify(row))));
        }""",
        SUB,
    )
    page.close()
    assert astray == []


def test_search_goes_on_when_the_site_was_built_anew(site: Site, browser: Browser) -> None:
    """The pages of an earlier index are not there any more."""
    page = browser.new_page()
    page.goto(f"{site.url}search/?q=sunan")
    results = page.locator("#d-search-results > li")
    expect(results).to_have_count(10)
    gone: list[str] = []

    def lose(route: Route) -> None:
        gone.append(route.request.url)
        route.fulfill(status=404)

    page.route("**/fragment/*", lose, times=3)
    page.locator("#d-page-query").fill("hwasong")
    expect(page.locator("#d-search-status")).to_contain_text("pages for “hwasong”")
    expect(results).to_have_count(10)
    page.close()
    assert len(gone) == 3


CLASSES = ("icbm", "srbm", "slbm", "cruise")


def test_word_for_a_class_finds_its_systems_and_launches(
    ask: Ask, site: Site, browser: Browser, catalogue: Catalogue
) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}about/")
    for name in CLASSES:
        word, *_ = catalogue.classes[name].found_by if name != "cruise" else ["cruise missiles"]
        first = ask(word)
        assert any(url.startswith(("explainers/", "glossary/#")) for url in first[:2]), word
        assert f"launches/?class={name}" in first, word
        ours = {one.name for one in catalogue.systems.values() if one.missile_class == name}
        found = page.evaluate(ALL, [f"{SUB}assets/search.js", word])
        assert ours <= set(found), word
    page.close()


ALL = """async ([module, query]) => {
  const { find } = await import(module);
  const hits = await (await find(query, { kind: ["Missile or rocket"] })).more(100);
  return hits.map(({ meta }) => meta.title);
}"""


@pytest.mark.parametrize(("scheme", "width"), some(LOOKS[::-1], 1))
def test_open_search_is_for_everyone(scheme: str, width: int, visit: Visit) -> None:
    page = visit("search/?q=kn-25", width=width, color_scheme=scheme)
    expect(page.locator("#d-search-results > li").first).to_be_visible()
    for menu in page.locator("details[data-facet]").all():
        page.keyboard.press("Escape")  # closes the one before, which may lie over this one
        menu.locator("summary").click()
        expect(menu.locator("input").first.or_(menu.get_by_text("None here"))).to_be_visible()
        assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    assert_axe_finds_nothing(page)
    page = visit("about/", width=width, color_scheme=scheme)
    page.keyboard.press("/")
    page.keyboard.type("kn-25")
    expect(page.get_by_role("option").first).to_be_visible()
    assert_axe_finds_nothing(page)


SHOWN = """async ([module, query]) => {
  const { excerpt, find } = await import(module);
  const hits = await (await find(query)).more(60);
  return hits.filter((hit) => hit.content && !hit.others?.length).map((hit) => {
    const node = excerpt("p", hit);
    const marks = [...node.querySelectorAll("mark")].map((mark) => mark.textContent);
    const heads = hit.anchors.filter(({ element }) => /^h\\d$/.test(element));
    return [hit.content, node.textContent, marks, heads.map(({ text }) => text)];
  });
}"""


def test_excerpt_tells_where_text_was_cut_and_marks_words_alone(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}about/")
    cut, marked, begun, count = set(), list[str](), 0, 0
    for query in ("KN-23", "430 km", "hwasong", "january 2026", "seoul"):
        for content, shown, marks, heads in page.evaluate(SHOWN, [f"{SUB}assets/search.js", query]):
            whole = " ".join(content.split())
            for head in filter(None, heads):
                # The engine ends a heading with a stop, where it has none of its own.
                words_of_head = re.escape(" ".join(head.split())) + r"\.?"
                whole = " ".join(re.sub(words_of_head, "", whole, count=1).split())
            words = shown.removeprefix("… ").removesuffix(" …")
            ends = shown.startswith("… "), shown.endswith(" …")
            assert words in whole
            # It begins with a sentence, unless that is a very long one.
            before = whole[: whole.index(words)].strip()
            begun += not before or before[-1] in '.?!”"’)'
            count += 1
            assert ends == (not whole.startswith(words), not whole.endswith(words)), shown
            cut.add(ends)
            marked += marks
    page.close()
    assert {(True, True), (False, True), (True, False)} <= cut
    assert len(marked) > 100
    assert begun > 0.95 * count
    assert [mark for mark in marked if not (mark[0].isalnum() and mark[-1].isalnum())] == []


def test_excerpt_keeps_its_words_and_marks_what_is_between_the_stops(
    site: Site, browser: Browser
) -> None:
    """What an author wrote like a tag stays text, whatever stands beside the word."""
    page = browser.new_page()
    page.goto(f"{site.url}about/")
    raw = "Said: “KN-23.” &lt;mark&gt;no&lt;/mark&gt; (&lt;KN-23&gt;), KN-23; — end"
    found = [at for at, word in enumerate(raw.split()) if "KN-23" in word or word == "—"]
    made = page.evaluate(
        """async ([module, raw, locations]) => {
          const hit = { content: raw, raw_content: raw, locations, meta: { title: "A title" } };
          const node = (await import(module)).excerpt("p", hit);
          return [node.textContent, node.innerHTML];
        }""",
        [f"{SUB}assets/search.js", raw, found],
    )
    page.close()
    plain = raw.replace("&lt;", "<").replace("&gt;", ">")
    assert made == [plain, raw.replace("KN-23", "<mark>KN-23</mark>")]


LABELS = re.compile(
    r"Who says what|Read the original|The page of an event|Related events|On this record"
    r"|\bcomputed\b|KST \d\d:\d\d UTC|Launched from [A-Z]|not due before|minutes to read"
    r"|· Launch site|All years"
)


def test_excerpts_quote_what_pages_say_and_none_of_their_labels(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}about/")
    shown = [
        words
        for query in ("Sunan", "27 January 2026", "2022", "freedom shield", "KCNA", "28,500")
        for _, words, *_ in page.evaluate(SHOWN, [f"{SUB}assets/search.js", query])
    ]
    page.close()
    assert len(shown) > 150
    assert [words for words in shown if LABELS.search(words)] == []


def test_day_is_told_once_and_in_words(visit: Visit) -> None:
    page = visit("search/?q=&kind=Digest")
    results = page.locator("#d-search-results > li")
    expect(results).to_have_count(10)
    assert page.locator("#d-search-results .d-when").count() == 0
    # An excerpt begins with what an editor wrote of the month, where there is a note.
    page = visit("search/?q=January 2026")
    results = page.locator("#d-search-results > li")
    expect(results.first).to_contain_text("Digest of January 2026 Digest")
    expect(results.first.locator(".d-excerpt")).to_contain_text(re.compile("^(?!January 2026\\.)"))
    assert results.first.locator(".d-when").count() == 0


COMMON = ["missile", "hwasong", "28,500 troops", "january 2026 east sea"]


@pytest.mark.parametrize("first", some(range(len(COMMON)), 1))
def test_first_search_and_later_ones_are_light(first: int, site: Site, browser: Browser) -> None:
    costs = search_costs(browser, site.url, [*COMMON[first:], *COMMON[:first]])
    # Of 2,250 pages; of 10,400 it is 150,000 at most.
    assert 100_000 < costs[0] <= 120_000
    assert all(0 < later <= 70_000 for later in costs[1:])


def test_filters_alone_do_not_fetch_the_whole_index(site: Site, browser: Browser) -> None:
    with first_visit(browser, f"{site.url}search/?q=&kind=Launch", 1280) as (page, look):
        expect(page.locator("#d-search-results > li")).to_have_count(10)
    assert look.search <= 150_000


def test_menu_and_order_fetch_their_own_facet_alone(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}search/?q=hwasong")
    expect(page.locator("#d-search-results > li")).to_have_count(10)
    facets: list[str] = []

    def note(request: Request) -> None:
        if "/filter/" in request.url:
            facets.append(request.url)

    page.on("request", note)
    for count, facet in enumerate(("kind", "year"), 1):
        page.locator(f"details[data-facet={facet}] summary").click()
        expect(page.locator(f"details[data-facet={facet}] input").first).to_be_visible()
        assert len(facets) == count
        page.keyboard.press("Escape")
    page.get_by_label("Order").select_option("date")
    expect(page.locator("#d-search-results .d-when").first).to_be_visible()
    assert len(facets) == 3
    page.close()


def test_interface_is_small(site: Site) -> None:
    """No template nests in a template: what shortens scripts would break the inner one."""
    scripts = [site.folder / f"assets/{name}.js" for name in ("search", "search-page")]
    for script in (PROJECT / "docs/assets").glob("*.js"):
        assert not re.search(r"\$\{[^}]*`", script.read_text("utf-8")), script
    assert sum(sent(script.read_bytes()) for script in scripts) <= 6_700


def test_newest_come_first_and_pages_of_no_day_last(visit: Visit) -> None:
    page = visit("search/?q=kn-25&sort=date")
    expect(page.locator("#d-search-results > li")).to_have_count(10)
    shown = page.locator("#d-search-results .d-when").all_inner_texts()
    days = page.evaluate(
        """async ([module]) => {
          const { find } = await import(module);
          const found = await (await find("kn-25", {}, true)).more(500);
          return found.map(({ meta }) => meta.day ?? "");
        }""",
        [f"{SUB}assets/search.js"],
    )
    assert len(days) > 20
    assert days == sorted(days, reverse=True)
    assert days[-1] == ""
    assert [parse_day(day).words for day in days[:10]] == shown


def test_search_works_at_the_root_of_a_host(site: Site, browser: Browser) -> None:
    with at_root(site.folder) as root:
        page = browser.new_page()
        page.goto(f"{root}events/2022-05-25-pyongyang/")
        page.keyboard.press("/")
        page.keyboard.type("화성-11가")
        page.get_by_role("option").first.click()
        expect(page).to_have_url(f"{root}systems/hwasong-11a/")
        page.goto(f"{root}search/?q=KN-25")
        page.locator("#d-search-results a").first.click()
        expect(page).to_have_url(f"{root}systems/kn-25/")
        page.close()
