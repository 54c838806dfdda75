"""The launch log in a real browser: filter, sort, share, download."""

import csv
import gzip
import io
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from serving import Site

from generator.catalogue import Catalogue, counted_events
from generator.pages.counted import counted_rows
from generator.schema.kinds import Event

Visit = Callable[..., Page]
FACETS = ("year", "class", "system", "place", "outcome", "status", "sources")
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
    return page.locator(".d-log output")


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
    facet: str, visit: Visit, catalogue: Catalogue, total: int
) -> None:
    page = visit("launches/")
    select = page.locator(f"#d-log-{facet}")
    options = select.locator("option").evaluate_all("all => all.map((o) => [o.value, o.text])")
    assert len(options) > (1 if facet == "sources" else 2)
    for value, name in options[1:6]:
        select.select_option(value)
        expected = chosen(catalogue, partial(has, facet, value))
        assert ids(page) == expected
        assert name.endswith(f"({len(expected)})")
        expect(told(page)).to_contain_text(re.compile(rf"^{len(expected)} of {total} launch"))
        assert query(page) == {facet: value}


def test_filters_add_up_and_their_counts_follow(
    visit: Visit, catalogue: Catalogue, total: int
) -> None:
    def successful(year: str) -> list[str]:
        wanted = {"year": year, "class": "srbm", "outcome": "success"}
        return chosen(
            catalogue,
            lambda keys, _: all(
                value in keys.get(name, "").split() for name, value in wanted.items()
            ),
        )

    page = visit("launches/")
    page.get_by_role("combobox", name="Year").select_option("2022")
    page.get_by_role("combobox", name="Class").select_option("srbm")
    page.get_by_role("combobox", name="Outcome").select_option("success")
    expected = successful("2022")
    assert ids(page) == expected
    missiles = sum(len(catalogue.events[key].flights) for key in expected)
    expect(told(page)).to_contain_text(f"{len(expected)} of {total} launches, {missiles} missiles")
    # Beside another year: how many there would be if it were chosen now.
    there = len(successful("2017"))
    expect(page.locator("#d-log-year option[value='2017']")).to_have_text(f"2017 ({there})")


@pytest.mark.parametrize(
    "words", ["KN-23", "kn 23", "KN‑23", "Hwasong-11A", "hwasong 11a", "ＫＮ－２３", "ｋｎ　２３"]
)
def test_a_missile_is_found_by_each_of_its_names(
    words: str, visit: Visit, catalogue: Catalogue
) -> None:
    page = visit("launches/")
    page.get_by_label("Launch, missile or site").fill(words)
    of_system = chosen(catalogue, lambda keys, _: "hwasong-11a" in keys.get("system", "").split())
    assert len(of_system) > 10
    assert set(of_system) <= set(ids(page))
    assert len(ids(page)) < 60


@pytest.mark.parametrize(
    "words", ["2022-11-18", "18 november 2022", "icbm sunan 2022 hwasong", "２０２２－１１－１８"]
)
def test_words_find_a_day_a_class_and_a_site(words: str, visit: Visit) -> None:
    page = visit("launches/")
    page.get_by_label("Launch, missile or site").fill(words)
    found = ids(page)
    assert found and all(key.startswith("2022-") for key in found)


def test_words_that_no_row_has_leave_none_and_say_so(visit: Visit, total: int) -> None:
    page = visit("launches/")
    page.get_by_label("Launch, missile or site").fill("<img src=x onerror=alert(1)>")
    expect(told(page)).to_contain_text(f"0 of {total} launches, 0 missiles listed")
    assert ids(page) == []
    page.get_by_role("button", name="Clear").click()
    assert len(ids(page)) == total
    assert query(page) == {}
    expect(page.get_by_label("Launch, missile or site")).to_be_focused()


@pytest.mark.parametrize("column", ["missiles", "range", "apogee"])
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
    page.get_by_role("combobox", name="Class").select_option("icbm")
    page.get_by_role("combobox", name="Status").select_option("confirmed")
    page.get_by_label("Launch, missile or site").fill("hwasong")
    page.locator("th[data-sort=apogee]").get_by_role("button").click()
    state = {"class": "icbm", "status": "confirmed", "q": "hwasong", "sort": "apogee-desc"}
    assert query(page) == state
    shown, words = ids(page), told(page).text_content()
    again = visit(f"launches/?{urlsplit(page.url).query}")
    assert (ids(again), told(again).text_content()) == (shown, words)
    expect(again.get_by_label("Launch, missile or site")).to_have_value("hwasong")
    expect(again.get_by_role("combobox", name="Class")).to_have_value("icbm")
    again.reload()
    assert ids(again) == shown


def test_back_and_forward_step_through_the_choices(visit: Visit, total: int) -> None:
    page = visit("launches/")
    page.get_by_role("combobox", name="Year").select_option("2022")
    in_2022 = ids(page)
    page.get_by_label("Launch, missile or site").press_sequentially("icbm")
    narrow = ids(page)
    assert len(narrow) < len(in_2022) < total
    page.go_back()  # the four letters are one step
    expect(told(page)).to_contain_text(f"{len(in_2022)} of {total}")
    assert ids(page) == in_2022
    expect(page.get_by_label("Launch, missile or site")).to_have_value("")
    page.go_back()
    expect(rows(page)).to_have_count(total)
    expect(page.get_by_role("combobox", name="Year")).to_have_value("")
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
    "nonsense", ["year=1066&class=%3Cb%3E", "sort=title-desc", "sort=range", "all=1"]
)
def test_an_address_that_asks_for_nothing_known_shows_all(
    nonsense: str, visit: Visit, total: int
) -> None:
    page = visit(f"launches/?{nonsense}")
    assert len(ids(page)) == total
    assert page.locator(".d-log select").evaluate_all("all => all.map((s) => s.selectedIndex)") == [
        0
    ] * len(FACETS)


@pytest.mark.parametrize(
    ("path", "fixed"),
    [("launches/2022/", "year"), ("places/pyongyang/", "place")],
)
def test_a_page_leaves_out_the_facet_it_is_about(path: str, fixed: str, visit: Visit) -> None:
    page = visit(f"{path}?sort=range-desc")
    assert page.locator(f"#d-log-{fixed}").count() == 0
    assert page.locator(".d-log select").count() >= 2
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
    page.get_by_role("combobox", name="Class").select_option("icbm")
    page.goto(page.url.split("launches/")[0] + "places/pyongyang/")
    assert query(page) == {}
    page.get_by_role("combobox", name="Year").select_option("2022")
    in_2022 = len(ids(page))
    page.go_back()
    page.go_back()
    assert query(page) == {"class": "icbm"}
    expect(told(page)).to_contain_text(f" of {total} launches")
    page.go_forward()
    page.go_forward()
    expect(rows(page)).to_have_count(in_2022)


def lines_of(site: Site, keys: list[str]) -> str:
    """The header of launches.csv and the records of these launches, by a CSV reader's count."""
    text = (site.folder / "data/launches.csv").read_text("utf-8")
    whole = list(csv.reader(io.StringIO(text)))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        row for number, row in enumerate(whole) if number == 0 or row[0] in keys
    )
    return out.getvalue()


def downloaded(page: Page) -> tuple[str, str]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these as CSV").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text("utf-8")


def test_download_is_the_lines_of_what_is_shown(visit: Visit, site: Site) -> None:
    page = visit("launches/?year=2022&class=srbm&q=sunan&sort=range-desc")
    shown = ids(page)
    assert 0 < len(shown) < 30
    assert downloaded(page) == ("launches-2022-srbm-sunan.csv", lines_of(site, shown))


def test_download_of_a_page_about_one_place(visit: Visit, site: Site) -> None:
    page = visit("places/pyongyang/")
    assert downloaded(page) == ("launches-pyongyang.csv", lines_of(site, ids(page)))


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
        f'id,title\n{one},"a ""b""\nno-id, c"\nnot-shown,"{one},\n"\n{other},plain\n{third},"""\n'
    )
    text += '"""\nlast,x\n'
    page.route("**/launches.csv", lambda route: route.fulfill(body=text))
    expected = text.replace(f'not-shown,"{one},\n"\n', "").replace("last,x\n", "")
    assert downloaded(page)[1] == expected


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
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.textContent.trim()"
                " || document.activeElement.tagName"
            )
        )
        if reached[-1] == "Range, km":
            break
    assert [name for name in reached if name.startswith("d-log-")] == [f"d-log-{f}" for f in FACETS]
    assert {"Clear", "Download these as CSV", "Date and time", "Missiles"} <= set(reached)
    page.keyboard.press("Enter")
    expect(page.locator("th[data-sort=range]")).to_have_attribute("aria-sort", "descending")
    page.keyboard.press("Space")
    expect(page.locator("th[data-sort=range]")).to_have_attribute("aria-sort", "ascending")


def test_filters_are_folded_on_a_telephone_and_open_on_a_desk(visit: Visit) -> None:
    page = visit("launches/?year=2022", width=360)
    expect(page.get_by_role("combobox", name="Class")).to_be_hidden()
    page.get_by_text("Filters (1 set)").click()
    page.get_by_role("combobox", name="Class").select_option("icbm")
    assert len(ids(page)) < 47
    wide = visit("launches/")
    expect(wide.get_by_role("combobox", name="Class")).to_be_visible()
    expect(wide.get_by_text("Filters", exact=True)).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_everything_to_press_is_large_enough(width: int, visit: Visit) -> None:
    page = visit("launches/", width=width)
    page.evaluate("document.querySelector('.d-log details').open = true")
    small = page.locator(
        ".d-log :is(input:not([type=hidden]), select, button, a, summary), thead button"
    )
    for control in small.all():
        box = control.bounding_box()
        if box:
            assert min(box["width"], box["height"]) >= 24, control.text_content()


@pytest.mark.parametrize(
    "path", ["launches/", "launches/?year=2022&sort=apogee-desc", "places/pyongyang/"]
)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_on_loading(path: str, width: int, visit: Visit) -> None:
    page = visit(path, width=width)
    page.evaluate("document.querySelector('.d-log').scrollIntoView()")
    page.evaluate(WATCH)
    page.wait_for_timeout(300)
    assert page.evaluate("shifts") == []


def test_form_and_columns_stay_where_they_are_while_one_filters(visit: Visit, total: int) -> None:
    def places() -> list[list[float]]:
        found: list[list[float]] = page.locator(".d-log, #d-log-table th[scope=col]").evaluate_all(
            "all => all.map((e) => e.getBoundingClientRect())"
            ".map((r) => [r.x, r.y + scrollY, r.width])"
        )
        return found

    page = visit("launches/")
    page.evaluate(WATCH)
    before = places()
    page.get_by_role("combobox", name="Year").focus()
    page.keyboard.type("1998")
    expect(told(page)).to_contain_text(f"1 of {total} launches")
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
    expect(page.locator(".d-log")).to_be_hidden()
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
    assert len(gzip.compress((site.folder / "assets/log.js").read_bytes())) <= 4_096
