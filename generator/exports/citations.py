"""Citations of pages as files beside them: BibTeX, RIS and CSL-JSON, for reference managers.

The address of a file is that of its page with an ending in place of the last slash:
`events/ID/` has `events/ID.bib`, `events/ID.ris` and `events/ID.csl.json`.
"""

import json
import re
from collections.abc import Callable, Iterator

from generator.catalogue import Catalogue
from generator.exports import record_json
from generator.pages.addresses import address
from generator.pages.shared.page_citation import LANGUAGE, Citation, citation_key
from generator.pages.table import HAND_WRITTEN, Page, PlannedPage, planned
from generator.values import Json, JsonObject
from generator.values.times import MONTHS

# What TeX reads as a command, as words for the sign. Braces are spelled out: BibTeX counts them
# even behind a backslash, so that a single one would swallow the rest of the file.
TEX = {ord(sign): f"\\{sign}" for sign in "%&#$_"} | {
    ord("\\"): "{\\textbackslash}",
    ord("{"): "{\\textbraceleft}",
    ord("}"): "{\\textbraceright}",
    ord("~"): "{\\textasciitilde}",
    ord("^"): "{\\textasciicircum}",
}
# Two signs that TeX would set as one: a dash, a quotation mark.
LIGATURE = re.compile("(-(?=-)|`(?=`)|'(?=')|,(?=,)|[?!](?=`)|<(?=<)|>(?=>))")
BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def files(catalogue: Catalogue, site_url: str = "") -> Iterator[tuple[str, str]]:
    """Path below the site's root and text of every citation file."""
    for found in citations(catalogue, site_url):
        for ending, write in FORMATS.items():
            yield f"{found.stem}{ending}", write(found)


def citations(catalogue: Catalogue, site_url: str = "") -> Iterator[Citation]:
    """Every page that can be cited: in the order of the table, then those written by hand."""
    every = (of_page(catalogue, page, site_url) for page in planned(catalogue))
    yield from (found for found in every if found)
    yield from (by_hand(catalogue, path, site_url) for path in HAND_WRITTEN)


def of_page(catalogue: Catalogue, page: Page | PlannedPage, site_url: str = "") -> Citation | None:
    """The citation of a page; None of a sign, which nobody cites."""
    row = page.row
    if row.gone:
        return None
    found = _citation(catalogue, row.name, row.cited_title.format(page.title), page.path, site_url)
    if not page.source:
        return found._replace(dataset=row.dataset)
    version = record_json.record_version(catalogue, *page.source)
    return found._replace(version=version, record=True)


def by_hand(catalogue: Catalogue, path: str, site_url: str = "") -> Citation:
    """The citation of a page written by hand, by its Markdown file."""
    return _citation(catalogue, "page", HAND_WRITTEN[path], path, site_url)


def _citation(catalogue: Catalogue, kind: str, title: str, file: str, site_url: str) -> Citation:
    """A page made of many records, whose version is that of all."""
    settings, path = catalogue.settings, address(file)
    key, version = citation_key(kind, path), record_json.site_version(catalogue)
    url = site_url and site_url + path
    return Citation(key, title, settings.title, settings.as_of, version, path, url)


def entries(found: Citation) -> dict[str, str]:
    """The ending of each file of a page and its text, with line feeds, for the page to show."""
    return {ending: write(found).replace("\r\n", "\n") for ending, write in FORMATS.items()}


def bibtex(found: Citation) -> str:
    """An entry that BibTeX and biblatex read. Two pairs of braces keep capitals as they are."""
    day = found.day
    fields = {
        "title": f"{{{tex(found.title)}}}",
        "howpublished": f"{{{tex(found.container)}}}",
        "year": str(day.year),
        "month": MONTHS[day.month][:3].lower(),
        "note": tex(_note(found)),
        "url": _verbatim(found.url),
        # What a style sorts and labels by where there is no author.
        "key": tex(found.container),
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{{found.key},", *lines, "}"]) + "\n"


def ris(found: Citation) -> str:
    """A record of RIS, one tag a line; its lines end as those of the format do."""
    day = found.day
    parts = [
        str(day.year),
        f"{day.month:02}" if day.month else "",
        f"{day.day:02}" if day.day else "",
    ]
    lines = [
        ("TY", "DATA" if found.dataset else "ELEC"),
        ("ID", found.key),
        ("TI", _line(found.title)),
        ("T2", _line(found.container)),
        ("PY", str(day.year)),
        ("DA", "/".join([*parts, ""])),
        ("N1", _note(found)),
        ("LA", LANGUAGE),
        ("UR", found.url),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value or tag == "ER")


def csl(found: Citation) -> str:
    """A list of one item of CSL-JSON."""
    item: JsonObject = {
        "id": found.key,
        "type": "dataset" if found.dataset else "webpage",
        "title": found.title,
        "container-title": found.container,
        "issued": {"date-parts": [[part for part in found.day if part]]},
        "version": found.version,
        "language": LANGUAGE,
        "note": _note(found),
        "URL": found.url,
    }
    pairs = (f"  {_json(name)}: {_json(value)}" for name, value in item.items() if value)
    return "[\n {\n" + ",\n".join(pairs) + "\n }\n]\n"


def tex(text: str) -> str:
    """A text on one line that TeX sets as it stands."""
    return LIGATURE.sub(r"\1{}", _line(text).translate(TEX))


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _note(found: Citation) -> str:
    """What no field of the formats says alike: the version, its day, and where the page stands."""
    place = f"page {found.path}" if found.path else "front page"
    where = "" if found.url else f"; {place} of the site"
    return f"Version {found.version}, records to {found.day.words}{where}"


def _line(text: str) -> str:
    return BREAKS.sub(" ", text)


def _verbatim(url: str) -> str:
    """An address as TeX reads it letter by letter; only what would end the field is encoded."""
    return re.sub(r"[{}\\]", lambda sign: f"%{ord(sign[0]):02X}", url)


FORMATS: dict[str, Callable[[Citation], str]] = {".bib": bibtex, ".ris": ris, ".csl.json": csl}
