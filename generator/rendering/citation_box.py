"""How to cite a page: the box below it."""

from jinja2 import Environment

from generator.exports import citations
from generator.pages.shared.page_citation import Citation


def box(environment: Environment, cited: Citation) -> str:
    """How to cite a page, as Markdown."""
    part = environment.get_template("parts/cite.md.jinja")
    return part.render(cited=cited, entries=citations.entries(cited))
