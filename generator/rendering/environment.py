"""The Jinja environment: links, escaping and the filters that templates use."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateRuntimeError,
    Undefined,
    pass_context,
)
from jinja2.runtime import Context
from markdown.extensions.toc import slugify
from markupsafe import Markup

from generator.catalogue import Catalogue, counted_events
from generator.charts.drawing import HATCHES, Shape, merged, number
from generator.evidence.agreement import labels
from generator.evidence.chronology import CHANGES
from generator.evidence.matrix import MARKS
from generator.evidence.resolved import rules
from generator.evidence.side_by_side import READINGS
from generator.exports import citations, licence
from generator.exports.feeds import mail
from generator.exports.record_json import site_version
from generator.exports.tables import downloads
from generator.pages.addresses import address, relative
from generator.pages.charts import Shown
from generator.pages.counted import superlatives
from generator.pages.digests import changes
from generator.pages.digests.periods import field_words
from generator.pages.facts import value_text, with_unit
from generator.pages.long_lists import begun, begun_groups, newest, whole
from generator.pages.shared.search_metadata import facet_labels
from generator.pages.shared.sentences import Sentence, clock_words, named, title
from generator.pages.table import Page, page_path, sections
from generator.rendering import citation_box, head, notes, prose
from generator.rendering.bytecode import compiled
from generator.rendering.escape import escape
from generator.rendering.front_matter import front_matter, version_of
from generator.rendering.language import glossed, in_own, isolated, settled
from generator.rendering.template_faults import template_faults
from generator.schema.kinds import Event, Record
from generator.schema.published import declared_keys, published_keys, word_keys
from generator.schema.registry import KIND, RECORDS
from generator.values.prose import ProseText
from generator.values.times import DayValue, parse_day
from generator.values.words import capital, counted, listed, number_word, with_article

T = TypeVar("T")

# How a number and a term look where they have no note.
MARKED = {"facts": ' class="fact"', "terms": ' class="term"'}


class Rendered(NamedTuple):
    """One page as Markdown with its front matter."""

    path: str
    text: str
    source: tuple[str, str] | None
    template: str
    gone: bool
    """Whether it only says where a record went; search does not find it."""


class _Environment(Environment):
    """Jinja's, with the names that all templates know in one dictionary for each template.

    Its own chain of two takes long to copy, which every page and every import does.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """Those of the environment, which has all of them before it loads a template."""
        return {**self.globals, **(d or {})}


NEXT_CITE = re.compile(r'(</sup>\s*<sup class="cite)(?=")')


class Renderer:
    """Renders pages of one catalogue. Links are relative, so the site works under any address."""

    def __init__(
        self,
        catalogue: Catalogue,
        templates: Path | Sequence[Path],
        known: frozenset[str],
        site_url: str = "",
        pictures: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`known` are the Markdown files that exist; no template may link to another.

        `site_url` is where the site will stand, if that is known; only mails, citations and the
        head of a page say it. `pictures` gives the picture for sharing of each Markdown file, if
        they are drawn.
        """
        self.catalogue = catalogue
        self.site_url = site_url
        self.known = known
        self.pictures = pictures
        self.env = _Environment(
            loader=FileSystemLoader(templates),
            bytecode_cache=compiled(),
            auto_reload=False,
            autoescape=True,
            finalize=literal,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.env.filters |= {
            "anchor": anchor,
            "begun": begun,
            "begun_groups": begun_groups,
            "coordinate": lambda value: Markup(number(value)),
            "capital": capital,
            "counted": counted,
            "day": day_time,
            "each_link": self._links,
            "fact_value": value_text,
            "field": _unfolded(partial(field_words, catalogue)),
            "with_article": with_article,
            "with_unit": with_unit,
            "html": self._html,
            "in_own": in_own,
            "listed": lambda items: Markup(listed([str(literal(item)) for item in items])),
            "newest": newest,
            "number_word": number_word,
            "outlines": _outlines,
            "parse_day": parse_day,
            "mail": _unfolded(lambda month: mail.text(catalogue, month, site_url)),
            "pre": pre,
            "said": self._said,
            "plainly": _plainly,
            "ticks": ticks,
            "prose": self._markdown,
        }
        self.env.globals |= {
            "link": self._link,
            "href": self._record_href,
            "to": self._to,
            "walked": head.walked,
            "file": file_href,
            "cite": self._cite,
            "settings": catalogue.settings,
            "clock_words": clock_words(catalogue),
            "midnight": " or ".join(one.label for one in catalogue.settings.clock_of_the_year),
            "local_column": Markup(catalogue.settings.local_column[0]),
            "changes": CHANGES,
            "citation": licence.cite(catalogue, site_url),
            "downloads": lambda: downloads.groups(catalogue, site_url),
            "version": site_version(catalogue),
            "marks": MARKS,
            "measures": superlatives.measures(catalogue),
            "what": catalogue.settings.counted,
            "pieces": catalogue.settings.parts,
            "things": catalogue.settings.things,
            "several_types": len(counted_events.counted_types(catalogue)) > 1,
            "search_facets": facet_labels(catalogue),
            "sections": sections(catalogue),
            "embedded": self._embedded,
            "hatches": HATCHES,
            "has": lambda path: path in known,
            "name": lambda kind, key: title(catalogue, kind, key),
            "readings": READINGS,
            "rules": rules(catalogue),
            "published_keys": {
                kind: keys
                for kind in RECORDS
                if (keys := published_keys(catalogue.models[kind]))
                and (catalogue.settings.things or kind != "systems")
            },
            "declared_keys": {
                "The keys of digest.yml": tuple(declared_keys()),
                "The keys of a word of a vocabulary": tuple(word_keys()),
            },
            "verdicts": labels(catalogue),
            "words": catalogue.words,
        }

    def load_templates(self) -> None:
        """Compile all templates, so that no process that is a copy of this one need do it.

        One that has a fault is left for the page that asks for it.
        """
        for name in self.env.list_templates(extensions=["jinja"]):
            with suppress(TemplateError):
                self.env.get_template(name)

    def render(self, page: Page) -> Rendered:
        """The page's Markdown with its front matter."""
        cited = citations.of_page(self.catalogue, page, self.site_url)
        trail: list[tuple[str, str]] = []
        with template_faults():
            template = self.env.get_template(page.template)
            body = template.render(page=page, noted=Counter(), trail=trail, **page.context)
            if page.source and (found := changes.dated(self.catalogue, *page.source)):
                dated = self.env.get_template("parts/dated.md.jinja").render(dated=found)
                body = f"{body.rstrip()}\n\n{dated}"
            if cited:
                body = f"{body.rstrip()}\n{citation_box.box(self.env, cited)}"
            # A style sheet cannot see words between two elements, so a class says where none are.
            body = NEXT_CITE.sub(r"\1 d-next", body)
        lines = [line.rstrip() for line in settled(body).strip().split("\n")]
        matter = front_matter(
            page,
            card=self.pictures.get(page.path, ""),
            **version_of(self.catalogue, page),
            **self._moved(page),
            **head.front(self.catalogue, page, cited, trail, self.site_url),
        )
        return Rendered(
            page.path,
            matter + "\n".join(lines) + "\n",
            page.source,
            page.template,
            page.row.gone,
        )

    def _embedded(self, chart: Shown) -> str:
        """What shows a chart on a page of another site; empty where nobody knows where ours is."""
        if not self.site_url:
            return ""
        page = self.site_url + address(page_path(self.catalogue, "chart", chart.id))
        return f'<img src="{page.rstrip("/")}.svg" alt="{html.escape(chart.drawing.seen)}">'

    def _moved(self, page: Page) -> dict[str, str]:
        """Where a renamed record's old page sends its reader."""
        if not page.row.gone or not page.subject.to:
            return {}
        old = page.subject
        return {"moved_to": self._href({"page": page}, page_path(self.catalogue, old.kind, old.to))}

    def _href(self, context: Context | Mapping[str, Any], target: str) -> str:
        """From the page being rendered to a Markdown file, as a relative address."""
        path, _, anchor = target.partition("#")
        if path not in self.known:
            raise ValueError(f"{context['page'].template} links to {path}, which no page makes")
        return relative(address(path), context["page"].url) + (f"#{anchor}" if anchor else "")

    @pass_context
    def _to(self, context: Context, path: str) -> Markup:
        """The relative address of a page by its Markdown file: `digests/2026.md`."""
        return escape(self._href(context, path))

    @pass_context
    def _record_href(self, context: Context, kind: str, key: str) -> Markup:
        """The relative address of a record, or of a year's or month's page."""
        return escape(self._href(context, page_path(self.catalogue, kind, key)))

    @pass_context
    def _link(
        self, context: Context, kind: str, key: str, words: object = "", css: str = ""
    ) -> Markup:
        """A link to a record's page, with its name unless other words are given."""
        attribute = f' class="{css}"' if css else ""
        return self._anchor(context, kind, key, literal(words) if words else Markup(""), attribute)

    def _anchor(
        self,
        context: Context | Mapping[str, Any],
        kind: str,
        key: str,
        words: Markup,
        more: str = "",
    ) -> Markup:
        """A link; `more` are further attributes, each with a space before it."""
        try:
            text = words or isolated(title(self.catalogue, kind, key))
        except KeyError as error:
            raise TemplateRuntimeError(f"there is no record {kind}/{key}") from error
        target = self._href(context, page_path(self.catalogue, kind, key))
        text, after = glossed(self.catalogue, kind, key, text)
        return Markup(f'<a{more} href="{escape(target)}">{text}</a>{after}')

    @pass_context
    def _cite(self, context: Context, key: str) -> Markup:
        """A numbered reference to one of the page's sources."""
        return self._reference(context, key)

    def _reference(self, context: Context | Mapping[str, Any], key: str) -> Markup:
        source = context["sources"][key]
        label = escape(f"Source {source.number}: {source.article.title}")
        link = f'<a href="#source-{source.number}" aria-label="{label}">{source.number}</a>'
        return _superscript(link)

    def _unnumbered(self, context: Context, key: str) -> Markup:
        """A reference on a page that does not number its sources."""
        label = escape(f"Source: {self.catalogue.articles[key].title}")
        link = self._anchor(context, "articles", key, Markup("source"), f' aria-label="{label}"')
        return _superscript(link)

    def _resolver(self, context: Context, noting: bool = True) -> prose.Resolve:
        """Links of a text on a page. Its numbers have a note, each term where it first stands."""

        def resolve(kind: str, key: str, words: Markup) -> Markup:
            if kind == "articles" and not words:
                if key in context.get("sources", {}):
                    return self._reference(context, key)
                return self._unnumbered(context, key)
            text = words or isolated(named(self.catalogue, kind, key))
            terms = () if KIND["terms"].path("").startswith(context["page"].path) else ("terms",)
            if noting and kind in ("facts", *terms):
                context["noted"][kind, key] += 1
                number = context["noted"][kind, key]
                if kind == "facts" or number == 1:
                    return self._noted(context, kind, key, text, number)
            return self._anchor(context, kind, key, text, MARKED.get(kind, ""))

        return resolve

    def _noted(self, context: Context, kind: str, key: str, text: Markup, number: int) -> Markup:
        """A link with a note on its record beside it."""
        link = partial(self._anchor, context)
        if kind == "facts":
            return notes.fact(self.catalogue, self.catalogue.facts[key], text, number, link)
        return notes.term(self.catalogue, self.catalogue.terms[key], text, link)

    @pass_context
    def _markdown(self, context: Context, text: ProseText) -> Markup:
        return prose.to_markdown(text, self._resolver(context), self._resolver(context, False))

    @pass_context
    def _html(self, context: Context, text: ProseText) -> Markup:
        return prose.to_html(text, self._resolver(context))

    @pass_context
    def _said(self, context: Context, sentence: Sentence) -> Markup:
        """A sentence of ours, with links to the records it names."""
        return Markup().join(
            isolated(part)
            if isinstance(part, str)
            else self._anchor(context, part.kind, part.key, isolated(part.words))
            for part in sentence
        )

    @pass_context
    def _links(self, context: Context, records: Iterable[Record], kind: str) -> list[Markup]:
        return [self._anchor(context, kind, record.id, Markup("")) for record in records]


def _plainly(sentence: Sentence) -> Markup:
    """A sentence of ours without links."""
    words = (part if isinstance(part, str) else part.words for part in sentence)
    return Markup().join(map(isolated, words))


def _unfolded(function: Callable[..., T]) -> Callable[..., T]:
    """A filter that Jinja does not apply when it compiles: its result is of one catalogue."""

    @pass_context
    def filtered(_: Context, *values: Any) -> T:
        return function(*values)

    return filtered


@pass_context
def file_href(context: Context, path: str) -> Markup:
    """From the page being rendered to a data file below the root, as a relative address."""
    return escape(relative(path, context["page"].url))


def _superscript(link: str) -> Markup:
    return Markup(f'<sup class="cite" data-pagefind-ignore>{link}</sup>')


def literal(value: object) -> Markup:
    """What a template prints: markup stays, everything else is made literal, None is a mistake."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        return Markup(str(value))  # StrictUndefined raises here and names the variable
    if value is None:
        raise TypeError("a template prints None; leave the place out where a value is not known")
    return isolated(str(value))


def _outlines(shapes: Sequence[Shape]) -> Sequence[Shape]:
    """The outlines of a drawing; of very many those alike are one."""
    return shapes if whole(len(shapes)) else merged(shapes)


def anchor(heading: str) -> str:
    """The id that the table of contents gives a heading."""
    return slugify(heading, "-")


def ticks(text: str) -> Markup:
    """Our own words, in which `this` is code."""
    parts = [escape(part) for part in text.split("`")]
    return Markup("".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(parts)))


def pre(text: str) -> Markup:
    """A text line by line, for a `<pre>`; an empty line would end the block of HTML."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))


def day_time(value: DayValue | Event, in_year: bool = False) -> Markup:
    """A day in words, with its machine-readable form; `in_year` where its year is said above."""
    day = value.date if isinstance(value, Event) else value
    return Markup(f'<time datetime="{day}">{escape(day.in_year if in_year else day.words)}</time>')
