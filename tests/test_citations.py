"""Citations, read back with the parsers that readers' programs use: nothing is lost on the way."""

import json
import re
from collections.abc import Callable
from functools import cache

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from test_prose import Text

from generator.catalogue import Catalogue
from generator.exports import citations
from generator.exports.citations import bibtex, csl, ris
from generator.exports.record_json import site_version, version
from generator.pages.addresses import address
from generator.pages.shared.page_citation import Citation
from generator.pages.table import HAND_WRITTEN, TABLE
from generator.site.pipeline import Output, render
from generator.site.reading import Checked
from generator.values.times import DayValue

SITE = "https://digest.example.org/missiles/"
ENDINGS = (".bib", ".ris", ".csl.json")
# What TeX, BibTeX, RIS, JSON and HTML each read as their own.
HOSTILE = (
    "}, author = {Somebody Else}, x = {",
    "a } b { c",
    "\\input{/etc/passwd} \\\\ \\",
    "100 % of #1 & $x^2_i$ ~ \"quoted\" 'so'",
    "@misc{other, title = {x}}",
    "ER  -",
    "TY  - BOOK",
    "화성-11가 ミサイル Хвасон",
    "</script><script>alert(1)</script><!--",
    "{{Two}} \\textbackslash{}",
    "a -- b --- c ``d''",
)


def sample(title: str, url: str = f"{SITE}events/x/", day: DayValue | None = None) -> Citation:
    """An event under another title."""
    day = day or DayValue(2026, 3, 31)
    return Citation(
        "event-x", title, "Test digest: 50 % {more}", day, "0123456789ab", "events/x/", url
    )


@cache
def decoder() -> LatexNodes2Text:
    """Reads TeX as it is set; the reader's own list has two of these not, and two as accents."""
    commands = get_default_latex_context_db()
    signs = {"braceleft": "{", "braceright": "}", "asciicircum": "^", "asciitilde": "~"}
    macros = [MacroTextSpec(f"text{name}", simplify_repl=sign) for name, sign in signs.items()]
    commands.add_context_category("signs", macros=macros, prepend=True)
    return LatexNodes2Text(commands, math_mode="verbatim", keep_braced_groups=False)


def entries(text: str) -> list[Entry]:
    """The entries of a BibTeX file with the text that TeX would set."""
    reading = LatexDecodingMiddleware(decoder=decoder())
    library = bibtexparser.entrypoint.parse_string(text, append_middleware=[reading])
    assert not library.failed_blocks, library.failed_blocks
    return library.entries


def rendered(catalogue: Catalogue, site_url: str = "") -> Output:
    return render(catalogue, PROJECT / "templates", site_url=site_url)


@pytest.fixture(scope="module")
def made(small: Catalogue) -> Output:
    return rendered(small, SITE)


@pytest.fixture(scope="module")
def cited(small: Catalogue) -> tuple[Citation, ...]:
    return tuple(citations.citations(small, SITE))


def test_every_page_but_signs_can_be_cited(small: Catalogue, cited: tuple[Citation, ...]) -> None:
    made = sum(len(list(k.each(small))) for k in TABLE if not k.gone)
    assert len(cited) == made + len(HAND_WRITTEN)


def test_keys_are_unique_and_made_of_kind_and_id(cited: tuple[Citation, ...]) -> None:
    keys = [found.key for found in cited]
    assert len(set(keys)) == len(keys)
    assert {"event-2026-02-10-sandok", "digest-2026-02", "year-2026", "launches", "data"} <= {*keys}
    assert all(re.fullmatch("[a-z0-9-]+", key) for key in keys)


def test_files_lie_beside_their_pages(made: Output, cited: tuple[Citation, ...]) -> None:
    addresses = {address(path) for path in (*(page.path for page in made.pages), *HAND_WRITTEN)}
    for found in cited:
        assert found.path in addresses
        assert all((found.path.rstrip("/") or "home") + ending in made.data for ending in ENDINGS)
    assert sum(path.endswith(ENDINGS) for path in made.data) == 3 * len(cited)


def test_record_has_its_own_version_and_a_whole_that_of_all(
    small: Catalogue, cited: tuple[Citation, ...]
) -> None:
    by_key = {found.key: found for found in cited}
    event = small.events["2026-02-10-sandok"]
    assert by_key["event-2026-02-10-sandok"].version == version(event)
    assert by_key["launches"].version == by_key["digest-2026-02"].version == site_version(small)


def test_summary_does_not_pass_for_its_article(cited: tuple[Citation, ...]) -> None:
    titles = {found.key: found.title for found in cited}
    key = "article-2026-02-10-odd-weekly-two-flights"
    assert titles[key] == "Summary of ‘Two flights & one <visitor>’"


def test_bibtex_gives_back_title_date_address_and_version(
    made: Output, cited: tuple[Citation, ...]
) -> None:
    every = "".join(str(made.data[f"{found.stem}.bib"]) for found in cited)
    read = {entry.key: entry for entry in entries(every)}
    assert set(read) == {found.key for found in cited}
    for found in cited:
        entry = read[found.key]
        assert entry["title"] == found.title
        assert entry["howpublished"] == "Test digest"
        assert (entry["year"], entry["month"]) == ("2026", "mar")
        assert entry["url"] == SITE + found.path
        assert entry["note"] == f"Version {found.version}, records to 31 March 2026"


def test_ris_gives_back_title_date_address_and_version(
    made: Output, cited: tuple[Citation, ...]
) -> None:
    every = "".join(str(made.data[f"{found.stem}.ris"]) for found in cited)
    for found, item in zip(cited, rispy.loads(every), strict=True):
        assert item["type_of_reference"] == ("DATA" if found.key == "data" else "ELEC")
        assert (item["id"], item["title"]) == (found.key, found.title)
        assert (item["year"], item["date"]) == ("2026", "2026/03/31/")
        assert item["urls"] == [SITE + found.path]
        assert item["notes"] == [f"Version {found.version}, records to 31 March 2026"]


def test_csl_gives_back_title_date_address_and_version(
    made: Output, cited: tuple[Citation, ...]
) -> None:
    for found in cited:
        (item,) = json.loads(made.data[f"{found.stem}.csl.json"])
        assert (item["id"], item["title"]) == (found.key, found.title)
        assert item["container-title"] == "Test digest"
        assert item["issued"] == {"date-parts": [[2026, 3, 31]]}
        assert (item["URL"], item["version"]) == (SITE + found.path, found.version)


@pytest.mark.filterwarnings("ignore::UserWarning")  # it does not know `version`, which CSL has
def test_citation_processor_makes_a_reference_of_it(made: Output) -> None:
    source = CiteProcJSON(json.loads(made.data["events/2026-02-09-harbour-visit.csl.json"]))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Cited([CitationItem("event-2026-02-09-harbour-visit")]))
    (reference,) = map(str, bibliography.bibliography())
    for part in ("Ada Envoy visits the harbour", "Test digest", "2026", SITE):
        assert part in reference


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("url", [f"{SITE}events/x/", ""])
def test_hostile_title_comes_back_and_swallows_nothing(title: str, url: str) -> None:
    found = sample(title, url)
    assert_comes_back(found, title)


LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
TITLES = st.text(st.one_of(st.sampled_from("\\{}%&#$_~^@=,\"'`<>- "), LETTERS), min_size=1).filter(
    lambda text: text == text.strip()
)


@given(TITLES)
def test_any_title_comes_back(title: str) -> None:
    assert_comes_back(sample(title), title)


def assert_comes_back(found: Citation, title: str) -> None:
    """Between two others, so that an entry that did not end would be seen."""
    other = sample("After")._replace(key="event-y")
    first, second = entries(bibtex(found) + bibtex(other))
    assert (first.key, second.key) == ("event-x", "event-y")
    assert " ".join(first["title"].split()) == " ".join(title.split())
    assert first["howpublished"] == found.container
    assert first.fields_dict.keys() - {"url"} == second.fields_dict.keys() - {"url"}
    # BibTeX itself counts braces, even those behind a backslash.
    assert bibtex(found).count("{") == bibtex(found).count("}")
    both = rispy.loads(ris(found) + ris(other))
    assert [item["title"].strip() for item in both] == [title, "After"]
    assert all(item["secondary_title"] == found.container for item in both)
    (item,) = json.loads(csl(found))
    assert item["title"] == title


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\x00", "\x85", "\u2028", "\u2029", "\t"])
def test_title_is_one_line_in_formats_of_lines(sign: str) -> None:
    found = sample(f"One{sign}ER  - {sign}TI  - two")
    for text in (bibtex(found), ris(found)):
        assert "One ER  -  TI  - two" in text
    (item,) = rispy.loads(ris(found))
    assert item["title"] == "One ER  -  TI  - two"


@pytest.mark.parametrize(
    ("day", "date", "parts", "american"),
    [
        (DayValue(2026, 8, 2), "2026/08/02/", [2026, 8, 2], "August 2, 2026"),
        (DayValue(2026, 8), "2026/08//", [2026, 8], "August 2026"),
        (DayValue(2026), "2026///", [2026], "2026"),
    ],
)
def test_date_is_as_precise_as_it_is_known(
    day: DayValue, date: str, parts: list[int], american: str
) -> None:
    found = sample("x", day=day)
    assert rispy.loads(ris(found))[0]["date"] == date
    assert json.loads(csl(found))[0]["issued"] == {"date-parts": [parts]}
    assert ("month" in entries(bibtex(found))[0].fields_dict) == bool(day.month)
    assert found.american == american


def test_no_host_is_invented_where_the_address_is_not_known(small: Catalogue) -> None:
    made = rendered(small)
    for found in citations.citations(small):
        texts = [str(made.data[found.stem + ending]) for ending in ENDINGS]
        assert all("://" not in text and found.path in text for text in texts)
    page = shown(made, "events/2026-02-10-sandok.md")
    assert "://" not in page and "address of the site" not in page
    assert "Retrieved [day of access]." in page and "Accessed [day of access].\n" in page
    for text in (*made.data.values(), *(added.below for added in made.by_hand.values())):
        assert "address of the site" not in str(text)


def shown(made: Output, path: str) -> str:
    """The text of a page."""
    text = next(page.text for page in made.pages if page.path == path)
    return Text(Markdown().convert(text.split("\n---\n", 1)[1])).text


@pytest.mark.parametrize("found", ["events/2026-02-10-sandok", "glossary", "launches", "data"])
def test_page_says_how_to_cite_it(found: str, made: Output, cited: tuple[Citation, ...]) -> None:
    wanted = next(one for one in cited if one.stem == found)
    path = "data/index.md" if found == "data" else f"{found}.md"
    text = shown(made, "launches/index.md" if found == "launches" else path)
    apa = (
        f"{wanted.title} (Version {wanted.version}). (2026, March 31). Test digest. "
        f"Retrieved [day of access], from {SITE}{wanted.path}"
    )
    chicago = (
        f"“{wanted.title}.” 2026. Test digest. Version {wanted.version}, March 31, 2026. "
        f"Accessed [day of access]. {SITE}{wanted.path}."
    )
    assert apa in text
    assert chicago in text
    for ending in ENDINGS:
        lines = str(made.data[found + ending]).split("\n")
        assert all(line.strip() in text for line in lines)


def test_page_written_by_hand_says_how_to_cite_it(made: Output) -> None:
    for path, title in HAND_WRITTEN.items():
        added = made.by_hand[path]
        assert f"<cite>{title}</cite> (Version " in added.below
        assert f"from {SITE}{address(path)}</dd>" in added.below
        cited = added.front["cited"]
        assert isinstance(cited, dict) and cited["citation_title"] == title


def test_box_is_closed_and_not_searched(made: Output) -> None:
    for page in made.pages:
        boxes = re.findall('<details class="d-cite"[^>]*>', page.text)
        assert boxes in ([], ['<details class="d-cite" data-pagefind-ignore>'])
        # A browser takes a carriage return for a further end of line.
        assert "\r" not in page.text


def test_title_that_ends_a_sentence_gets_no_second_stop(
    read_with: Callable[..., Checked],
) -> None:
    visit = "type: visit\ndate: 2026-03-05\nstatus: reported\narticle: test-register\n"
    text = f"title: Who fired it?\n{visit}"
    checked = read_with({"events/2026/2026-03-05-sandok.yml": text})
    assert checked.catalogue is not None, checked.problems
    page = shown(rendered(checked.catalogue), "events/2026-03-05-sandok.md")
    assert "“Who fired it?” 2026." in page
