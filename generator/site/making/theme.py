"""The parts of the theme that pages share, made once for all pages that they are the same on."""

from collections.abc import Callable
from typing import Any

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import contextfilter  # type: ignore[attr-defined]


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
