"""Pages written by hand: what the program puts into one, and adds where it is missing."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from jinja2 import Environment, TemplateError
from markdown.extensions.toc import slugify
from markupsafe import Markup

from generator.catalogue import Catalogue
from generator.exports import citations
from generator.rendering import head
from generator.rendering.citation_box import box
from generator.rendering.escape import escape
from generator.rendering.template_faults import TemplateFault, template_faults
from generator.schema.kinds import Settings
from generator.values import JsonObject, tolerance
from generator.values.words import with_article

# The sections to which other pages lead, by page: `by-hand/method/signs.md.jinja`.
SECTIONS = "by-hand"
ENDING = ".md.jinja"
HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)
ID = re.compile(r'(?<=[\s"])id="([^"]+)"')
# A picture with what is said below it, in a paragraph of its own.
PICTURE = re.compile(r'^<p><img src="(?:\.\./)*(assets/[^"]+)".*</p>\n+', re.MULTILINE)


class Added(NamedTuple):
    """What a page written by hand is given: its sections, Markdown below it, and front matter."""

    environment: Environment
    path: str
    words: Mapping[str, str]
    """What is counted, its parts and its place in the words of the digest, whatever it declares."""
    below: str
    front: JsonObject

    def complete(self, markdown: str, has: Callable[[str], bool] = lambda _: True) -> str:
        """The page with the words and sections of the program in it, and what is added below it.

        Pictures that the site has not, by their path in it, are left out: those of a guide
        show the digest that it was written for.

        A name in two pairs of braces, `{{ signs }}`, is a section or some words of the program. A
        section that has an anchor which the page lacks comes at its end, so that whatever leads
        there goes on leading there. Raises TemplateFault where a name is nobody's.
        """
        markdown = PICTURE.sub(lambda found: found[0] if has(found[1]) else "", markdown)
        words = {name: Markup(text) for name, text in {**tolerance.WORDS, **self.words}.items()}
        try:
            sections = dict(self._sections(words))
            text = self.environment.from_string(markdown).render(**words, **sections)
        except TemplateError as error:
            names = ", ".join(f"`{name}`" for name in sorted({*words, *self._names()}))
            raise TemplateFault(
                f"docs/{self.path}: {error.message}\n"
                f"  fix: between two pairs of braces write one of {names}"
            ) from error
        for section in sections.values():
            there = anchors(text)
            if anchors(section) - there:
                once = ID.sub(lambda found: "" if found[1] in there else found[0], section)  # noqa: B023
                text = f"{text.rstrip()}\n\n{once}"
        return f"{text.rstrip()}\n{self.below}"

    def _names(self) -> dict[str, str]:
        """The sections of the page by the names that stand for them, each with its template."""
        folder = f"{SECTIONS}/{self.path.removesuffix('.md')}/"
        every = self.environment.list_templates(filter_func=lambda name: name.startswith(folder))
        return {name.removeprefix(folder).removesuffix(ENDING): name for name in every}

    def _sections(self, words: dict[str, Markup]) -> Iterator[tuple[str, Markup]]:
        for name, template in self._names().items():
            with template_faults():
                text = self.environment.get_template(template).render(**words)
            yield name, Markup(text.strip() + "\n")


def anchors(markdown: str) -> set[str]:
    """The ids of a text, and those that its headings get."""
    plain = (re.sub(r"<[^>]+>|[*`]", "", words) for words in HEADING.findall(markdown))
    return {*ID.findall(markdown), *(slugify(words, "-") for words in plain)}


def added(environment: Environment, catalogue: Catalogue, path: str, site_url: str) -> Added:
    """The same for a page written by hand as for one made of records, by its Markdown file."""
    cited = citations.by_hand(catalogue, path, site_url)
    front = head.by_hand(catalogue, cited, site_url)
    return Added(environment, path, _words(catalogue.settings), box(environment, cited), front)


def _words(settings: Settings) -> dict[str, str]:
    """The words for what is counted; plain ones where nothing is."""
    counted, parts = settings.counted, settings.parts
    found = (counted.one, counted.many, counted.place) if counted else ("event", "events", "place")
    a_one = with_article(found[0])
    of_parts = (parts.each, parts.all) if parts else ("part", "parts")
    return {
        name: str(escape(word))
        for name, word in zip(
            ("one", "many", "place", "a_one", "part", "parts"),
            (*found, a_one, *of_parts),
            strict=True,
        )
    }
