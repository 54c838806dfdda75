"""Notes beside numbers and terms, and the month as a mail, in a real browser.

A note is held to WCAG 1.4.13: it can be reached with the mouse, stays until it is left, and can be
shut with Escape. It needs no JavaScript to open.
"""

import gzip
import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from conftest import some
from playwright.sync_api import Locator, Page, expect
from serving import Site

from browser.looks import LOOKS, assert_axe_finds_nothing, restyle
from generator.catalogue import Catalogue
from generator.pages.facts import value_text

Visit = Callable[..., Page]
EXPLAINER = "explainers/us-forces-korea/"
MONTH = "digests/2026-01/"
FACT = "us-troops-in-south-korea"


class Number(NamedTuple):
    """What the records say of the number of the troops, whatever it is by now."""

    value: str
    as_of: str
    source: str
    definition: str


@pytest.fixture(scope="module")
def troops(catalogue: Catalogue) -> Number:
    fact = catalogue.facts[FACT]
    publisher = catalogue.actors[catalogue.articles[fact.article].publisher]
    as_of = f"as of {fact.as_of.words}"
    return Number(value_text(fact), as_of, publisher.name, str(fact.definition))


def number(page: Page) -> Locator:
    """The first place of the number in a text, with its note."""
    link = page.locator(f"a[href*='/facts/{FACT}/']")
    return page.locator(".d-noted").filter(has=link).first


def note_of(noted: Locator) -> Locator:
    return noted.locator(".d-pop")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_number_tells_day_source_and_meaning_under_the_mouse(
    visit: Visit, troops: Number, scripts: bool
) -> None:
    page = visit(EXPLAINER, java_script_enabled=scripts)
    note = note_of(number(page))
    expect(note).to_be_hidden()
    number(page).locator("a").first.hover()
    expect(note).to_be_visible()
    expect(note).to_contain_text(f"{troops.as_of}, {troops.source}")
    expect(note).to_contain_text(troops.definition[:30])


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_note_opens_by_keyboard_and_leads_to_its_source(
    visit: Visit, troops: Number, catalogue: Catalogue, scripts: bool
) -> None:
    page = visit(EXPLAINER, java_script_enabled=scripts)
    number(page).locator("a").first.focus()
    expect(note_of(number(page))).to_be_visible()
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text(troops.source)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/articles/{catalogue.facts[FACT].article}/"))


def test_mouse_may_move_onto_the_note(visit: Visit) -> None:
    page = visit(EXPLAINER)
    number(page).locator("a").first.hover()
    box = note_of(number(page)).bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 10, steps=15)
    page.wait_for_timeout(400)
    expect(note_of(number(page))).to_be_visible()
    page.mouse.move(2, 2)
    expect(note_of(number(page))).to_be_hidden()


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_escape_shuts_a_note_until_the_reader_comes_back(visit: Visit, way: str) -> None:
    page = visit(EXPLAINER)
    link = number(page).locator("a").first
    getattr(link, way)()
    expect(note_of(number(page))).to_be_visible()
    page.keyboard.press("Escape")
    expect(note_of(number(page))).to_be_hidden()
    if way == "hover":
        page.mouse.move(2, 2)
    else:
        page.get_by_role("banner").get_by_role("combobox").focus()
    getattr(link, way)()
    expect(note_of(number(page))).to_be_visible()


def test_first_tap_opens_the_note_and_the_second_follows(visit: Visit) -> None:
    page = visit(EXPLAINER, width=360, has_touch=True, is_mobile=True)
    link = number(page).locator("a").first
    link.tap()
    expect(note_of(number(page))).to_be_visible()
    expect(page).to_have_url(re.compile(f"{EXPLAINER}$"))
    page.touchscreen.tap(180, 20)
    expect(note_of(number(page))).to_be_hidden()
    link.tap()
    link.tap()
    expect(page).to_have_url(re.compile(f"/facts/{FACT}/"))


def test_term_is_explained_on_focus_and_under_the_mouse(visit: Visit) -> None:
    page = visit(EXPLAINER)
    link = page.get_by_role("article").locator("a.term[href*='#armistice']").first
    note = page.locator("#note-term-armistice")
    link.focus()
    expect(note).to_contain_text("An agreement of military commanders to stop fighting.")
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    link.hover()
    page.locator("h1").hover()
    link.hover()
    expect(note).to_be_visible()


def test_note_describes_its_link_and_is_no_part_of_its_name(visit: Visit, troops: Number) -> None:
    page = visit(EXPLAINER)
    link = page.get_by_role("article").get_by_role("link", name=troops.value, exact=True).first
    expect(link).to_have_accessible_description(re.compile(f"{troops.value} people {troops.as_of}"))


@pytest.mark.parametrize(
    ("width", "anchored"), some([(360, True), (320, False), (320, True), (360, False)], 2)
)
def test_no_note_leaves_a_small_screen(visit: Visit, width: int, anchored: bool) -> None:
    for path in (EXPLAINER, "events/2026-01-27-pyongyang/", "glossary/"):
        page = visit(path, width=width)
        if not anchored:  # as in a browser that cannot anchor
            restyle(page, ".md-typeset .d-pop {top: auto; left: 0; right: 0; width: auto}")
        found = page.evaluate(
            """() => [...document.querySelectorAll(".d-noted > a")].map((link) => {
              link.focus();
              const note = link.nextElementSibling.getBoundingClientRect();
              const last = [...link.getClientRects()].at(-1);
              return [note.left, note.right, Math.abs(note.top - last.bottom),
                      document.documentElement.scrollWidth];
            })"""
        )
        assert found, path
        for left, right, gap, wide in found:
            assert left >= 0 and right <= width and wide <= width
            assert gap < 12, "the mouse must not cross a gap"


def test_opening_a_note_moves_nothing(visit: Visit) -> None:
    page = visit(EXPLAINER)
    height = "document.documentElement.scrollHeight"
    place = "document.querySelector('h2').getBoundingClientRect().top + scrollY"
    before = page.evaluate(f"[{height}, {place}]")
    number(page).locator("a").first.focus()
    assert page.evaluate(f"[{height}, {place}]") == before


@pytest.mark.parametrize(("scheme", "width"), some(LOOKS[::-1], 1))
def test_axe_finds_nothing_in_an_open_note(visit: Visit, scheme: str, width: int) -> None:
    page = visit(EXPLAINER, width=width, color_scheme=scheme)
    number(page).locator("a").first.focus()
    expect(note_of(number(page))).to_be_visible()
    assert_axe_finds_nothing(page)


def test_print_has_day_and_source_beside_the_first_place_alone(
    visit: Visit, troops: Number
) -> None:
    page = visit(EXPLAINER)
    page.emulate_media(media="print")
    seen = "getComputedStyle(document.querySelector('.fact + .d-pop')).visibility"
    assert page.evaluate(seen) == "visible", "at once: nobody waits for a print"
    shown = page.evaluate(
        """() => [...document.querySelectorAll(".d-pop")].map((note) => [
          note.id, note.innerText.trim(), getComputedStyle(note).position])"""
    )
    texts = {key: text for key, text, _ in shown}
    expect(page.get_by_role("article")).to_contain_text(
        re.compile(rf"{troops.value} \W?{troops.as_of}, {troops.source}"), use_inner_text=True
    )
    assert texts[f"note-fact-{FACT}"] == f"{troops.as_of}, {troops.source}"
    for key, _, position in shown:
        visible = page.locator(f"#{key}").is_visible()
        assert visible is (key.startswith("note-fact") and not re.search(r"-\d$", key)), key
        assert not visible or position == "static"
    brackets = page.evaluate(
        """() => ["::before", "::after"].map((side) => getComputedStyle(
          document.querySelector(".d-asof"), side).content)"""
    )
    assert brackets == ['"("', '")"']


def test_excerpt_of_a_search_has_no_words_of_a_note(visit: Visit, troops: Number) -> None:
    page = visit(f"search/?q={troops.value}")
    result = page.locator("#d-search-results li").filter(has_text="what the number says").first
    expect(result).to_contain_text(troops.value)
    expect(result).not_to_contain_text(troops.as_of)
    expect(result).not_to_contain_text("History and use")


# --- the month as a mail


def test_mail_is_not_printed_beside_the_month(visit: Visit) -> None:
    """It says the same once more, which took six sheets of thirteen."""
    page = visit(MONTH)
    expect(page.locator(".d-mail")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".d-mail")).to_be_hidden()


def test_mail_is_narrow_and_its_addresses_lead_somewhere(visit: Visit) -> None:
    page = visit(MONTH)
    page.locator(".d-mail summary").click()
    text = page.locator("#mail").inner_text()
    addresses = re.findall(r"^\s*(https?://\S+)$", text, re.MULTILINE)
    assert len(addresses) > 15
    for line in text.split("\n"):
        assert len(line) <= 72 or line.strip() in addresses, line
    for address in addresses[:3] + addresses[-2:]:
        assert page.request.get(address).status == 200, address
    file = page.request.get(page.url.rstrip("/") + ".txt")
    assert file.text().strip() == text.strip()


def test_mail_is_copied(visit: Visit) -> None:
    page = visit(MONTH, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".d-mail summary").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".d-mail").get_by_role("status")).to_have_text("Copied.")
    assert "At least two KN-25 missiles" in page.evaluate("navigator.clipboard.readText()")


def test_mail_without_scripts_has_no_dead_button(visit: Visit) -> None:
    page = visit(MONTH, java_script_enabled=False)
    page.locator(".d-mail summary").click()
    expect(page.locator("#mail")).to_be_visible()
    expect(page.locator(".d-mail button")).to_be_hidden()


@pytest.mark.parametrize("scheme", some(["light", "dark"], 1))
def test_axe_finds_nothing_in_an_open_mail(visit: Visit, scheme: str) -> None:
    page = visit(MONTH, width=360, color_scheme=scheme)
    page.locator(".d-mail summary").click()
    assert_axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_script_of_the_words_is_small(site: Site) -> None:
    """As it is sent; it fills in the day of access of a citation, too."""
    script = (site.folder / "assets/words.js").read_bytes()
    assert len(gzip.compress(script, 9, mtime=0)) <= 0.7 * 1024


# Each number of a source with a word before it: how far from the word it is, and whether another
# number comes directly before it.
FROM_WORDS = """() => [...document.querySelectorAll("article .cite")].flatMap((cite) => {
  const before = cite.previousSibling;
  const beside = !before || before.nodeType !== Node.TEXT_NODE || !before.data.trim();
  if (beside) return [];
  const word = document.createRange();
  word.setStart(before, before.data.trimEnd().length - 1);
  word.setEnd(before, before.data.trimEnd().length);
  const [end, number] = [word.getBoundingClientRect(), cite.getBoundingClientRect()];
  return number.left < end.right - 9 ? [] : [number.left - end.right]; // on the next line
})"""


@pytest.mark.parametrize("path", ["systems/hwasong-11a/", EXPLAINER])
def test_number_of_a_source_stands_beside_its_word(path: str, visit: Visit) -> None:
    page = visit(path)
    gaps = page.evaluate(FROM_WORDS)
    assert len(gaps) > 1 and max(gaps) < 6, gaps


def test_numbers_of_several_sources_are_far_enough_apart(visit: Visit) -> None:
    page = visit("explainers/why-sources-differ-on-a-launch/")
    lefts = page.locator(".d-next").evaluate_all(
        "all => all.map((one) => [one.previousElementSibling, one]"
        ".map((cite) => cite.getBoundingClientRect())).filter(([a, b]) => a.top === b.top)"
        ".map(([a, b]) => b.left - a.left)"
    )
    assert lefts and min(lefts) >= 24, lefts
