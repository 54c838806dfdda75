"""llms.txt (llmstxt.org): what the site holds, for a program that reads Markdown."""

import re
from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.exports import licence
from generator.exports.tables import downloads
from generator.pages.addresses import API
from generator.pages.table import HAND_WRITTEN, kinds, planned

NAME = "llms.txt"


def files(catalogue: Catalogue, site_url: str = "") -> dict[str, str]:
    """Path below the site's root and text; links are whole addresses where `site_url` is known."""
    return {NAME: "\n".join(_lines(catalogue, site_url)) + "\n"}


def _lines(catalogue: Catalogue, site_url: str) -> Iterator[str]:
    settings = catalogue.settings
    yield f"# {_literal(settings.title)}"
    yield ""
    yield (
        f"> {_literal(settings.subject)}: what is known, who says so, and where sources differ. "
        f"Records to {settings.as_of.words}."
    )
    yield ""
    yield (
        "Every page has the same as Markdown and as JSON beside it. Numbers keep their bounds, "
        f"days their precision. How to cite: {_literal(licence.cite(catalogue, site_url))}"
    )
    found = [page for page in planned(catalogue) if not page.row.gone]
    several = {kind.name for kind in kinds(catalogue) if "{id}" in kind.path}
    yield from ("", "## Sections", "")
    for page in found:
        if page.row.name not in several:
            yield _item(page.title, site_url + page.path, page.description)
    for path, name in HAND_WRITTEN.items():
        yield _item(name, site_url + path)
    yield from ("", "## Data", "")
    yield _item("Index of the JSON answers", f"{site_url}{API}index.json")
    yield _item("OpenAPI description of the JSON answers", f"{site_url}{API}openapi.json")
    for group in downloads.groups(catalogue, site_url):
        for one in group.downloads:
            yield _item(one.name, f"{site_url}{downloads.FOLDER}{one.name}", one.about)
    for kind in kinds(catalogue):
        pages = [page for page in found if page.row is kind] if kind.name in several else []
        if pages:
            name = kind.records or f"{kind.name.replace('-', ' ')}s"
            yield from ("", f"## {name[0].upper()}{name[1:]}", "")
            yield from (_item(page.title, site_url + page.path) for page in pages)


def _item(name: str, target: str, about: str = "") -> str:
    """One line of a list."""
    return f"- [{_literal(name)}]({target})" + (f": {_literal(about)}" if about else "")


def _literal(text: str) -> str:
    """Words in which no sign is read as Markdown or HTML."""
    return re.sub(r"([\\`*_\[\]<>]|&(?=#|\w+;))", r"\\\1", text)
