"""Notes beside the numbers and terms of a text: what a reader gets on hover, on focus, in print.

A note is a `<small>` after its link and outside of it, so that the link is read as the text has it.
The link is described by it; the search index and the Markdown of the page pass it over, and so does
the check that compares a page with its record (`generator/site/fidelity.py`). It is one line and
holds no block, because it is within a paragraph; the spaces between its parts belong to them, and
go with those that are not printed.
"""

from typing import Protocol

from markupsafe import Markup

from generator.catalogue import Catalogue
from generator.pages.facts import value_text, with_unit
from generator.pages.shared.sentences import opening, plain_text
from generator.rendering.escape import escape
from generator.rendering.language import isolated
from generator.schema.kinds import Fact, Term
from generator.values.prose import ProseText
from generator.values.words import listed


class Link(Protocol):
    """Makes a link to a record; `more` are further attributes."""

    def __call__(self, kind: str, key: str, words: Markup, more: str = "") -> Markup: ...


def fact(catalogue: Catalogue, record: Fact, text: Markup, number: int, link: Link) -> Markup:
    """A number with its note: as of when, by which source, what is counted.

    `number` counts the places of a page that state the fact; in print only the first has its note.
    """
    article = catalogue.articles[record.article]
    source = link("articles", article.id, isolated(catalogue.actors[article.publisher].name))
    stands = value_text(record)
    as_of = f"as of {record.as_of.words}, " if stands != record.as_of.words else "source: "
    parts = [
        f"<strong>{isolated(record.name)} </strong>",
        f"<span>{escape(with_unit(record))} </span>",
        f'<span class="d-asof">{escape(as_of)}{source}</span>',
        _definition(catalogue, record.definition),
        _way("facts", record.id, "History and use", link),
    ]
    return _noted("fact", record.id, text, parts, link, number)


def term(catalogue: Catalogue, record: Term, text: Markup, link: Link) -> Markup:
    """A term with its note: its names and the beginning of its definition."""
    others = f" ({listed(record.aliases, 'or')})" if record.aliases else ""
    parts = [
        f"<strong>{isolated(record.name)}{escape(others)}</strong>",
        _definition(catalogue, record.definition),
        _way("terms", record.id, "In the glossary", link),
    ]
    return _noted("term", record.id, text, parts, link)


def _noted(
    kind: str, key: str, text: Markup, parts: list[str], link: Link, number: int = 1
) -> Markup:
    name = f"note-{kind}-{key}{f'-{number}' if number > 1 else ''}"
    target = link(f"{kind}s", key, text, f' class="{kind}" aria-describedby="{name}"')
    again = " d-again" if number > 1 else ""
    note = "".join(parts)
    return Markup(
        f'<span class="d-noted">{target}<small class="d-pop{again}" id="{name}" '
        f"data-pagefind-ignore data-markdown-ignore> {note}</small></span>"
    )


def _way(kind: str, key: str, words: str, link: Link) -> str:
    """For the mouse and the finger; the keyboard has the noted link itself."""
    return str(link(kind, key, Markup(f" {words}"), ' tabindex="-1"'))


def _definition(catalogue: Catalogue, text: ProseText | None) -> str:
    """The first paragraph in words alone: a note within a note would have no end."""
    return f"<span> {escape(plain_text(opening(catalogue, text)))}</span>" if text else ""
