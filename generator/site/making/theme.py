"""What the theme shows on every page, and its parts that are made once for many pages."""

from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import contextfilter  # type: ignore[attr-defined]

from generator.catalogue import Catalogue
from generator.exports.record_json import site_version
from generator.pages.addresses import address
from generator.pages.table import sections


def tell_theme(config: MkDocsConfig, catalogue: Catalogue) -> None:
    """What the theme shows of the records on every page."""
    # MkDocs wants a name in mkdocs.yml too; two that differ would both be on each page.
    config.site_name = catalogue.settings.title
    config.extra["site_version"] = site_version(catalogue)
    config.extra["counted"] = catalogue.settings.counted
    config.extra["sections"] = [
        *((address(path), title) for path, title in sections(catalogue)),
        ("search/", "Search"),
    ]


def shared_parts(nav: Navigation, env: Any) -> Callable[[Any, str], str]:
    """A function for templates: `shared("partials/nav.html")` is what `include` would put there.

    The part may ask for the menu, the settings, and where the page is; no more of the page. Its
    links are relative, so it is the same on all pages of a folder that the menu does not name.
    """
    named = [page.url for page in nav.pages]
    made: dict[tuple[str, str], str] = {}

    def place(page: Page) -> str:
        if any(url.startswith(page.url) for url in named):
            return page.url
        folder = page.url.rstrip("/").rpartition("/")[0]
        return f"{folder}/*/"

    def shared(context: Any, name: str) -> str:
        page = context["page"]
        if page is None:
            text: str = env.get_template(name).render(context)
            return text
        key = (place(page), name)
        if key not in made:
            made[key] = env.get_template(name).render(context)
        return made[key]

    passed: Callable[[Any, str], str] = contextfilter(shared)
    return passed
