"""How to cite a page: the box below it; and what else the program adds to one written by hand."""

from typing import NamedTuple

from jinja2 import Environment

from generator.catalogue import Catalogue
from generator.exports import citations
from generator.pages.shared.page_citation import Citation
from generator.rendering import head
from generator.values import JsonObject, tolerance


class Added(NamedTuple):
    """What a page written by hand is given: Markdown below it, and front matter."""

    below: str
    front: JsonObject

    def complete(self, markdown: str) -> str:
        """The page with the numbers of the program in it, and what is added below it."""
        for name, words in tolerance.WORDS.items():
            markdown = markdown.replace(f"{{{{ {name} }}}}", words)
        return f"{markdown.rstrip()}\n{self.below}"


def added(environment: Environment, catalogue: Catalogue, path: str, site_url: str) -> Added:
    """The same for a page written by hand as for one made of records, by its Markdown file."""
    cited = citations.by_hand(catalogue, path, site_url)
    return Added(box(environment, cited), head.by_hand(catalogue, cited, site_url))


def box(environment: Environment, cited: Citation) -> str:
    """How to cite a page, as Markdown."""
    part = environment.get_template("parts/cite.md.jinja")
    return part.render(cited=cited, entries=citations.entries(cited))
