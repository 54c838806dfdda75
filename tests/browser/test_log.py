"""The launch log in a real browser: filter, sort, share, download."""

import csv
import gzip
import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import some
from playwright.sync_api import Browser, Locator, Page, expect
from serving import Site

from browser.looks import LOOKS, assert_no_longer, axe_report
from generator.catalogue import Catalogue, counted_events
from generator.pages.counted import counted_rows
from generator.schema.kinds import Event

Visit = Callable[..., Page]
FACETS = ("type", "class", "system", "place", "outcome", "status", "sources")
# Every shift of the layout since the page began, and whether the reader had just asked for it.
WATCH = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => shifts.push({
    value: entry.value, asked: entry.hadRecentInput,
    moved: entry.sources.map((source) => source.node?.outerHTML?.slice(0, 80)),
  }))).observe({ type: "layout-shift", buffered: true });
}"""


def rows(page: Page) -> Locator:
    """The rows of the table that are shown."""
    return page.locator("#d-log-table tbody tr")


def ids(page: Page) -> list[str]:
    """The launches in the table, from the top, once the scripts of the page have run."""
    page.wait_for_load_state("load")
    found: list[str] = rows(page).evaluate_all("rows => rows.map((row) => row.dataset.id)")
    return found


def told(page: Page) -> Locator:
    """What the form says of the rows that are shown."""
    return page.locator(".d-log-line output").first


def pick(page: Page, facet: str, *values: str) -> None:
    """Ticks values in the menu of a facet, or those of the columns."""
    menu = page.locator(f"#d-log-{facet}")
    if not menu.evaluate("menu => menu.open"):
        menu.locator("summary").click()
    for value in values:
        menu.locator(f"input[value='{value}']").click()
    menu.locator("summary").click()
    assert not menu.evaluate("menu => menu.open")


def choose_years(page: Page, first: str, last: str) -> None:
    """Chooses a range of years."""
    page.get_by_label("From year").select_option(first)
    page.get_by_label("To year").select_option(last)


def in_years(first: int, last: int, keys: dict[str, str]) -> bool:
    return first <= int(keys["year"]) <= last


def chosen(catalogue: Catalogue, fits: Callable[[dict[str, str], Event], bool]) -> list[str]:
    """The launches that fit, newest first, as the records have them."""
    rows = counted_rows.compared_rows(catalogue, counted_events.every(catalogue))
    return [row.event.id for row in rows if fits(row.keys, row.event)]


def has(facet: str, value: str, keys: dict[str, str], _: Event) -> bool:
    """Whether a row has this value of a facet."""
    return value in keys.get(facet, "-").split()


@pytest.fixture(scope="module")
def total(catalogue: Catalogue) -> int:
    """How many launches are on record."""
    return len(counted_events.every(catalogue))


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.parametrize("facet", FACETS)
def test_each_value_of_a_facet_shows_its_rows(
    facet: str, log: Page, catalogue: Catalogue, total: int
) -> None:
    page = log
    boxes = page.locator(f"#d-log-{facet} input")
    values = boxes.evaluate_all("all => all.map((box) => box.value)")
    assert len(values) > 1
    for value in (values[0], values[-1]):
        pick(page, facet, value)
        expected = chosen(catalogue, partial(has, facet, value))
        assert ids(page) == expected
        beside = page.locator(f"#d-log-{facet} label").filter(
            has=page.locator(f"[value='{value}']")
        )
        assert beside.locator(".d-count").text_content() == str(len(expected))
        expect(told(page)).to_contain_text(re.compile(rf"^{len(expected)} of {total} launch"))
        assert query(page) == {facet: value}
        pick(page, facet, value)


def test_several_values_of_a_facet_add_and_facets_narrow(
    visit: Visit, catalogue: Catalogue, total: int
) -> None:
    def fitting(*sites: str) -> list[str]:
        return chosen(
            catalogue,
            lambda keys, _: (
                in_years(2017, 2022, keys)
                and keys.get("place") in sites
                and bool({"icbm", "irbm"} & set(keys.get("class", "").split()))
            ),
        )

    page = visit("launches/")
    choose_years(page, "2017", "2022")
    pick(page, "class", "icbm", "irbm")
    pick(page, "place", "sunan", "pyongyang")
    expected = fitting("sunan", "pyongyang")
    assert expected and ids(page) == expected
    state = parse_qs(urlsplit(page.url).query)
    assert (state["from"], state["to"]) == (["2017"], ["2022"])
    assert sorted(state["class"]) == ["icbm", "irbm"]
    assert sorted(state["place"]) == ["pyongyang", "sunan"]
    missiles = sum(len(catalogue.events[key].flights) for key in expected)
    expect(told(page)).to_contain_text(f"{len(expected)} of {total} launches, {missiles} missiles")
    # Beside another site: how many there would be if it were chosen now.
    there = page.locator("#d-log-place label:has([value='mupyong-ni']) .d-count")
    assert there.text_content() == str(len(fitting("mupyong-ni")))
    expect(page.locator("#d-log-class summary")).to_contain_text("Intermediate-range")


def test_range_of_years_does_not_end_before_it_begins(visit: Visit) -> None:
    page = visit("launches/?from=2020")
    page.get_by_label("To year").select_option("2017")
    expect(page.get_by_label("From year")).to_have_value("2017")
    assert query(page) == {"from": "2017", "to": "2017"}


def test_columns_are_chosen_and_kept_in_the_address(visit: Visit) -> None:
    page = visit("launches/")
    utc = page.locator("td.d-utc").first
    expect(utc).to_be_hidden()
    pick(page, "columns", "utc", "apogee", "outcome")
    assert query(page) == {"columns": "time utc missiles place range"}
    expect(utc).to_be_visible()
    expect(page.locator("th[data-column=apogee]")).to_be_hidden()
    expect(page.locator("[data-label=Outcome]").first).to_be_hidden()
    again = visit(f"launches/?{urlsplit(page.url).query}")
    expect(again.locator("th[data-column=apogee]")).to_be_hidden()
    again.get_by_role("button", name="Clear").click()
    expect(again.locator("th[data-column=apogee]")).to_be_visible()
    assert query(again) == {}


@pytest.mark.parametrize(
    "path",
    [
        "launches/",
        "launches/?columns=time+utc+class+missiles+place+range+apogee+outcome",
        "launches/flights/",
        "places/east-sea-sea-of-japan/",
    ],
)
def test_names_of_launches_have_room_at_any_width(path: str, visit: Visit) -> None:
    page = visit(path)
    for width in (730, 768, 900, 1024, 1160, 1222, 1240, 1250, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        names = page.locator("#d-log-table .d-what")
        least = names.evaluate_all("cells => Math.min(...cells.map((cell) => cell.clientWidth))")
        assert least > 170, width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_single_missiles_have_the_same_filters(visit: Visit, catalogue: Catalogue) -> None:
    page = visit("launches/?class=icbm&from=2022&sort=apogee-desc&columns=range")
    launches = ids(page)
    page.locator(".d-log-rows").get_by_role("link", name="Missiles").click()
    page.wait_for_url(re.compile("flights/"))
    assert query(page) == {"class": "icbm", "from": "2022", "sort": "apogee-desc"}
    found = rows(page).evaluate_all("all => all.map((r) => [r.dataset.id, +r.dataset.apogee || 0])")
    listed = {key for key in launches if catalogue.events[key].flights}
    assert {key for key, _ in found} == listed
    heights = [height for _, height in found]
    assert heights == sorted(heights, reverse=True) and heights[0] > 6000
    expect(told(page)).to_contain_text(re.compile(rf"^{len(found)} of \d+ missiles"))


def test_chart_follows_the_filter(visit: Visit, catalogue: Catalogue) -> None:
    page = visit("launches/")
    chart = page.get_by_role("figure", name=re.compile("launches by year"))
    numbers = chart.locator(".d-log-number")
    of_2022 = chosen(catalogue, lambda keys, _: keys["year"] == "2022")
    assert str(len(of_2022)) in numbers.all_text_contents()
    expect(chart.get_by_role("paragraph")).to_contain_text(f", {len(of_2022)} in 2022, ")
    expect(page.locator(".d-log-chart figcaption")).to_contain_text("2026 up to 22 August.")
    choose_years(page, "2022", "2022")
    by_month = page.locator(".d-log-number").all_text_contents()
    assert sum(int(number or 0) for number in by_month) == len(of_2022)
    assert len(by_month) == 12
    spoken = re.compile(r"^2022, \d+ in January, \d+ in February, .*, \d+ in December$")
    expect(page.locator(".d-log-chart p")).to_have_text(spoken)
    page.goto(page.url.replace("to=2022", "to=2023"))
    assert page.locator(".d-log-lane").all_text_contents() == ["2022", "2023"]


def test_ready_questions_lead_to_their_answers(visit: Visit, catalogue: Catalogue) -> None:
    page = visit("launches/")
    asked = page.locator(".d-ready a")
    for number, question in enumerate(catalogue.counted.questions):
        asked.nth(number).click()
        page.wait_for_load_state("load")
        assert 0 < len(ids(page)) < 340, question.ask
        assert query(page)
        page.goto(page.url.split("launches/")[0] + "launches/")
    asked.nth(1).click()
    expect(page.locator(".d-log-lane")).to_have_text(["2025", "2026"])


@pytest.fixture(scope="module")
def opened(browser: Browser, site: Site) -> Iterator[Page]:
    """The log, opened once for tests that need nothing new of it; it must stay quiet."""
    said: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{site.url}launches/", wait_until="load")
    yield page
    page.close()
    assert said == []


@pytest.fixture
def log(opened: Page, total: int) -> Page:
    """The log with nothing chosen, whatever the test before has left."""
    opened.get_by_role("button", name="Clear").click()
    expect(rows(opened)).to_have_count(total)
    return opened


@pytest.fixture
def found_by(log: Page) -> Callable[[str], list[str]]:
    """The launches that the log shows for words in its field."""

    def found(words: str) -> list[str]:
        log.get_by_label("Launch, missile or site").fill(words)
        return ids(log)

    return found


@pytest.mark.parametrize(
    "words", ["KN-23", "kn 23", "KN‑23", "Hwasong-11A", "hwasong 11a", "ＫＮ－２３", "ｋｎ　２３"]
)
def test_a_missile_is_found_by_each_of_its_names(
    words: str, found_by: Callable[[str], list[str]], catalogue: Catalogue
) -> None:
    of_system = chosen(catalogue, lambda keys, _: "hwasong-11a" in keys.get("system", "").split())
    assert len(of_system) > 10
    found = found_by(words)
    assert set(of_system) <= set(found)
    assert len(found) < 60


@pytest.mark.parametrize(
    "words", ["2022-11-18", "18 november 2022", "icbm sunan 2022 hwasong", "２０２２－１１－１８"]
)
def test_words_find_a_day_a_class_and_a_site(
    words: str, found_by: Callable[[str], list[str]]
) -> None:
    found = found_by(words)
    assert found and all(key.startswith("2022-") for key in found)


@pytest.mark.parametrize("words", ["순안", "順安", "Sunan"])
def test_a_site_is_found_by_each_of_its_names(
    words: str, found_by: Callable[[str], list[str]], catalogue: Catalogue
) -> None:
    there = chosen(catalogue, lambda keys, _: keys.get("place") == "sunan")
    found = found_by(words)
    assert there and set(there) <= set(found)
    assert len(found) < 60


def test_words_that_no_row_has_leave_none_and_say_so(visit: Visit, total: int) -> None:
    page = visit("launches/")
    page.get_by_label("Launch, missile or site").fill("<img src=x onerror=alert(1)>")
    expect(told(page)).to_contain_text(f"0 of {total} launches, 0 missiles listed")
    assert ids(page) == []
    page.get_by_role("button", name="Clear").click()
    assert len(ids(page)) == total
    assert query(page) == {}
    expect(page.get_by_label("Launch, missile or site")).to_be_focused()


@pytest.mark.parametrize("column", some(["range", "missiles", "apogee"], 1))
def test_sort_goes_both_ways_and_what_is_unknown_stays_last(
    column: str, visit: Visit, catalogue: Catalogue
) -> None:
    page = visit("launches/")
    head = page.locator(f"th[data-sort={column}]")
    whole = chosen(catalogue, lambda *_: True)
    keys = {
        row.event.id: row.keys
        for row in counted_rows.rows(catalogue, counted_events.every(catalogue))
    }
    known = [key for key in whole if column in keys[key]]
    unknown = [key for key in whole if column not in keys[key]]
    assert known and unknown
    for direction, sign in (("descending", -1), ("ascending", 1)):
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", direction)
        # Equals stay newest first.
        assert ids(page) == sorted(known, key=lambda k: sign * float(keys[k][column])) + unknown
        assert query(page) == {"sort": f"{column}-{direction.removesuffix('ending')}"}
    assert page.locator("#d-log-table [aria-sort]").count() == 1


def test_date_sorts_both_ways(visit: Visit, catalogue: Catalogue) -> None:
    page = visit("launches/")
    newest = chosen(catalogue, lambda *_: True)
    head = page.locator("th[data-sort=date]")
    expect(head).to_have_attribute("aria-sort", "descending")
    head.get_by_role("button").click()
    assert ids(page) == newest[::-1]
    expect(page.locator("#d-log-table caption")).to_contain_text("oldest first")
    expect(told(page)).to_contain_text("oldest first")
    head.get_by_role("button").click()
    assert ids(page) == newest
    assert query(page) == {}


def test_the_address_brings_back_what_was_shown(visit: Visit) -> None:
    page = visit("launches/")
    pick(page, "class", "icbm")
    pick(page, "status", "confirmed")
    page.get_by_label("Launch, missile or site").fill("hwasong")
    page.locator("th[data-sort=apogee]").get_by_role("button").click()
    state = {"class": "icbm", "status": "confirmed", "q": "hwasong", "sort": "apogee-desc"}
    assert query(page) == state
    shown, words = ids(page), told(page).text_content()
    again = visit(f"launches/?{urlsplit(page.url).query}")
    assert (ids(again), told(again).text_content()) == (shown, words)
    expect(again.get_by_label("Launch, missile or site")).to_have_value("hwasong")
    expect(again.locator("#d-log-class input[value=icbm]")).to_be_checked()
    again.reload()
    assert ids(again) == shown


def test_back_and_forward_step_through_the_choices(visit: Visit, total: int) -> None:
    page = visit("launches/")
    pick(page, "class", "srbm")
    srbms = ids(page)
    page.get_by_label("Launch, missile or site").press_sequentially("2022")
    narrow = ids(page)
    assert len(narrow) < len(srbms) < total
    page.go_back()  # the four letters are one step
    expect(told(page)).to_contain_text(f"{len(srbms)} of {total}")
    assert ids(page) == srbms
    expect(page.get_by_label("Launch, missile or site")).to_have_value("")
    page.go_back()
    expect(rows(page)).to_have_count(total)
    expect(page.locator("#d-log-class input[value=srbm]")).not_to_be_checked()
    page.go_forward()
    page.go_forward()
    expect(rows(page)).to_have_count(len(narrow))
    assert ids(page) == narrow
    page.locator("#d-log-table tbody a").first.click()
    page.wait_for_url(re.compile("/events/"))
    page.go_back()
    expect(rows(page)).to_have_count(len(narrow))
    assert ids(page) == narrow


@pytest.mark.parametrize(
    "nonsense", ["year=1066&class=%3Cb%3E&sort=title-desc&all=1", "sort=range"]
)
def test_an_address_that_asks_for_nothing_known_shows_all(
    nonsense: str, visit: Visit, total: int
) -> None:
    page = visit(f"launches/?{nonsense}")
    assert len(ids(page)) == total
    assert page.locator(".d-log [data-facet] :checked").count() == 0
    expect(page.get_by_label("From year")).to_have_value("")


@pytest.mark.parametrize(
    ("path", "fixed"),
    [("launches/2022/", "year"), ("places/pyongyang/", "place")],
)
def test_a_page_leaves_out_the_facet_it_is_about(path: str, fixed: str, visit: Visit) -> None:
    page = visit(f"{path}?sort=range-desc")
    assert page.locator(f"#d-log-{fixed}").count() == 0
    assert page.locator(".d-log [data-facet]").count() >= 2
    expect(page.locator("th[data-sort=range]")).to_have_attribute("aria-sort", "descending")


def test_page_of_a_missile_sorts_by_what_its_rows_show(visit: Visit) -> None:
    page = visit("systems/kn-25/?sort=range-desc")
    shown = page.locator('#d-log-table tbody [data-label="Used"]').all_inner_texts()
    numbers = [re.findall(r"\d+", text.replace(",", "")) for text in shown]
    largest = [max(map(int, found)) for found in numbers if found]
    assert len(largest) > 10
    # What is not known comes last.
    assert all(numbers[: len(largest)])
    assert largest == sorted(largest, reverse=True)
    head = page.locator("th[data-sort=range]")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert query(page) == {"sort": "range-asc"}
    # Of launches with missiles of several systems only those of this one are counted.
    whole = page.locator(".d-own-parts tbody tr:not(.d-row-note)").count()
    expect(told(page)).to_contain_text(f"{len(shown)} launches, {whole} missiles listed")


def test_two_pages_keep_their_own_state(visit: Visit, total: int) -> None:
    page = visit("launches/")
    pick(page, "class", "icbm")
    page.goto(page.url.split("launches/")[0] + "places/pyongyang/")
    assert query(page) == {}
    page.get_by_label("From year").select_option("2022")
    since = len(ids(page))
    page.go_back()
    page.go_back()
    assert query(page) == {"class": "icbm"}
    expect(told(page)).to_contain_text(f" of {total} launches")
    page.go_forward()
    page.go_forward()
    expect(rows(page)).to_have_count(since)


def records(text: str) -> list[list[str]]:
    """A file by a CSV reader, which unlike a pattern knows what a quotation mark does."""
    return list(csv.reader(io.StringIO(text)))


def downloaded(page: Page) -> tuple[str, str]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these as CSV").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text("utf-8")


def test_download_is_the_rows_and_columns_that_are_shown(visit: Visit, site: Site) -> None:
    page = visit("launches/?year=2022&class=srbm&q=sunan&sort=range-desc&columns=place+range")
    shown = ids(page)
    assert 0 < len(shown) < 30
    name, text = downloaded(page)
    assert name == "launches-2022-srbm-sunan.csv"
    head, *lines = records(text)
    assert [line[0] for line in lines] == shown
    assert head == [
        *("id", "date", "date_precision", "type", "title", "status", "systems", "classes", "place"),
        *("range_km_min", "range_km_max", "range_km_text", "article"),
    ]
    whole = records((site.folder / "data/launches.csv").read_text("utf-8"))
    known = {line[0]: dict(zip(whole[0], line, strict=True)) for line in whole[1:]}
    for line in lines:
        assert line == [known[line[0]][column] for column in head]


def test_download_of_single_missiles_has_their_class_and_bounds(visit: Visit) -> None:
    page = visit("launches/flights/?class=icbm&sort=apogee-desc")
    name, text = downloaded(page)
    assert name == "flights-icbm.csv"
    head, *lines = records(text)
    assert {"event", "flight", "classes", "apogee_km_min", "apogee_km_max", "outcome"} <= set(head)
    assert [line[0] for line in lines] == ids(page)
    assert {line[head.index("classes")] for line in lines} == {"icbm"}


def test_download_of_a_page_about_one_place(visit: Visit) -> None:
    page = visit("places/pyongyang/")
    name, text = downloaded(page)
    assert name == "launches-pyongyang.csv"
    assert [line[0] for line in records(text)[1:]] == ids(page)


def test_launches_of_a_system_lead_to_the_log(visit: Visit, catalogue: Catalogue) -> None:
    page = visit("systems/kn-25/")
    listed = page.locator(".d-by-source tbody tr").count()
    page.get_by_role("link", name="These launches in the log").click()
    page.wait_for_url(re.compile("system=kn-25"))
    assert listed == len(ids(page))
    assert set(ids(page)) == set(
        chosen(catalogue, lambda keys, _: "kn-25" in keys.get("system", "").split())
    )


def test_comparison_is_sorted_within_its_classes(visit: Visit) -> None:
    def bodies() -> list[list[str]]:
        found: list[list[str]] = page.locator(".d-compared tbody").evaluate_all(
            "all => all.map((body) => [...body.rows].map((r) => r.dataset.events ?? 'class'))"
        )
        return found

    page = visit("systems/")
    before = bodies()
    page.locator("th[data-sort=events] button").click()
    after = bodies()
    assert [sorted(body) for body in after] == [sorted(body) for body in before]
    assert all(body[0] == "class" for body in after)
    assert all(body[1:] == sorted(body[1:], key=int, reverse=True) for body in after)
    expect(page.locator("th[data-sort=events]")).to_have_attribute("aria-sort", "descending")
    assert page.locator("[aria-sort]").count() == 1


def test_comparison_is_whole_without_javascript(visit: Visit, catalogue: Catalogue) -> None:
    page = visit("systems/", java_script_enabled=False)
    assert page.locator("thead button").count() == 0
    assert page.locator(".d-compared tr[data-name]").count() == len(catalogue.systems)


def test_quoted_lines_and_commas_stay_in_their_field(visit: Visit) -> None:
    page = visit("launches/?year=2021")
    one, other, third = ids(page)[:3]
    text = (
        f'id,title,secret,status\n{one},"a ""b""\nno-id, c",1,\nnot-shown,"{one},\n",2,x\n'
        f'{other},plain,,y\n{third},"""\n'
    )
    text += '""","1\n,2",\nlast,x,,\n'
    page.route("**/launches.csv", lambda route: route.fulfill(body=text))
    assert records(downloaded(page)[1]) == [
        ["id", "title", "status"],
        [one, 'a "b"\nno-id, c', ""],
        [other, "plain", "y"],
        [third, '"\n"', ""],
    ]


def test_a_file_that_does_not_come_is_told(visit: Visit) -> None:
    page = visit("launches/")
    page.route("**/launches.csv", lambda route: route.fulfill(body="", status=200))
    page.get_by_role("button", name="Download these as CSV").click()
    expect(told(page)).to_have_text("The file could not be loaded.")


def test_the_keyboard_does_it_all(visit: Visit, total: int) -> None:
    page = visit("launches/")
    page.get_by_label("Launch, missile or site").focus()
    page.keyboard.type("sohae")
    expect(told(page)).to_contain_text(f" of {total} launches")
    reached = []
    for _ in range(24):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.ariaLabel || document.activeElement.textContent.trim()"
                " || document.activeElement.tagName"
            )
        )
        if reached[-1] == "Range, km":
            break
    labels = ["Type", "Class", "System", "Site", "From year", "To year", "Outcome", "Status"]
    assert [name for name in reached if name in labels] == labels
    assert {"Missiles", "Columns", "Clear", "Download these as CSV", "Date"} <= set(reached)
    page.keyboard.press("Enter")
    expect(page.locator("th[data-sort=range]")).to_have_attribute("aria-sort", "descending")
    page.keyboard.press("Space")
    expect(page.locator("th[data-sort=range]")).to_have_attribute("aria-sort", "ascending")


def test_filters_are_folded_on_a_telephone_and_open_on_a_desk(visit: Visit) -> None:
    page = visit("launches/?year=2022", width=360)
    expect(page.locator("#d-log-class")).to_be_hidden()
    page.get_by_text("Filters (1 set)").click()
    pick(page, "class", "icbm")
    assert len(ids(page)) < 47
    wide = visit("launches/")
    expect(wide.locator("#d-log-class summary")).to_be_visible()
    expect(wide.get_by_text("Filters", exact=True)).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_everything_to_press_is_large_enough(width: int, visit: Visit) -> None:
    page = visit("launches/", width=width)
    page.evaluate("document.querySelectorAll('.d-log details').forEach((one) => one.open = true)")
    controls = page.locator(
        ".d-log :is([type=search], label:has(input), select, button, a, summary), thead button"
    )
    boxes = controls.evaluate_all(
        """all => all.map((control) => [control, control.getBoundingClientRect()])
          .map(([control, { width, height }]) => [control.textContent, width, height])"""
    )
    shown = [box for box in boxes if any(box[1:])]
    assert len(shown) > 50
    assert [box for box in shown if min(box[1:]) < 24] == []


# Pixels at 1280 and at 360, and links, folds included; with room for some records more.
SIZES = {
    "launches/": (10_500, 18_700, 275),
    "launches/2022/": (2_900, 5_500, 225),
    "digests/2026-01/": (1_850, 3_200, 45),
    "places/sunan/": (2_500, 3_750, 45),
}


@pytest.mark.parametrize("path", SIZES)
def test_page_is_no_longer_than_it_must_be(path: str, visit: Visit) -> None:
    assert_no_longer(visit, path, SIZES[path])


@pytest.mark.parametrize(("scheme", "width"), some(LOOKS, 1))
def test_axe_finds_nothing_in_an_open_menu(scheme: str, width: int, visit: Visit) -> None:
    page = visit("launches/?class=icbm&from=2022", width=width, color_scheme=scheme)
    page.evaluate("document.querySelector('.d-log-more').open = true")
    page.locator("#d-log-place summary").click()
    assert axe_report(page, ".d-log") == ""


@pytest.mark.parametrize(
    ("path", "width"),
    some(
        [
            ("launches/?year=2022&sort=apogee-desc", 1280),
            ("launches/", 360),
            ("places/pyongyang/", 360),
            ("launches/?year=2022&sort=apogee-desc", 360),
            ("launches/", 1280),
            ("places/pyongyang/", 1280),
        ],
        2,
    ),
)
def test_nothing_moves_on_loading(path: str, width: int, visit: Visit) -> None:
    page = visit(path, width=width)
    page.evaluate("document.querySelector('.d-log').scrollIntoView()")
    page.evaluate(WATCH)
    page.wait_for_timeout(300)
    assert page.evaluate("shifts") == []


def test_form_and_columns_stay_where_they_are_while_one_filters(visit: Visit, total: int) -> None:
    def places() -> list[list[float]]:
        found: list[list[float]] = page.locator(
            ".d-log, #d-log-table th:not(.d-utc)[scope=col]"
        ).evaluate_all(
            "all => all.map((e) => e.getBoundingClientRect())"
            ".map((r) => [r.x, r.y + scrollY, r.width])"
        )
        return found

    page = visit("launches/")
    page.evaluate(WATCH)
    before = places()
    page.get_by_label("From year").focus()
    page.keyboard.type("2022")
    expect(told(page)).to_contain_text(f" of {total} launches")
    assert places() == before
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Launch, missile or site").press_sequentially("sunan")
    assert places() == before
    page.locator("th[data-sort=range]").get_by_role("button").click()
    assert places() == before
    page.wait_for_timeout(200)
    # What follows a click or a key within half a second was asked for; nothing else may move.
    assert page.evaluate("shifts.filter((shift) => !shift.asked)") == []


@pytest.mark.parametrize("path", ["launches/", "launches/2022/", "places/pyongyang/"])
def test_without_javascript_the_table_is_whole_and_no_control_is_dead(
    path: str, visit: Visit, catalogue: Catalogue, total: int
) -> None:
    page = visit(path, java_script_enabled=False)
    for control in (".d-log", ".d-log-chart", ".d-ready"):
        for one in page.locator(control).all():
            expect(one).to_be_hidden()
    assert page.locator("thead button").count() == 0
    expected = {
        "launches/": total,
        "launches/2022/": len(chosen(catalogue, lambda keys, _: keys["year"] == "2022")),
        "places/pyongyang/": len(
            chosen(catalogue, lambda keys, _: keys.get("place") == "pyongyang")
        ),
    }
    assert page.locator("#d-log-table tbody tr").count() == expected[path]


def test_no_page_asks_for_the_module_that_has_no_log(visit: Visit, site: Site) -> None:
    page = visit("events/2026-01-27-pyongyang/")
    assert page.locator("script[src*='log.js']").count() == 0
    own = ("log.js", "log-chart.js", "menus.js", "search.js", "words.js")
    files = [(site.folder / "assets" / name).read_bytes() for name in own]
    assert sum(len(gzip.compress(file)) for file in files) <= 12_288
