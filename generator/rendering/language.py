"""Texts in other languages: titles marked for those who listen, each in its own direction.

A text that goes from right to left takes signs beside it along, and its own signs go to the wrong
end, unless it is set apart: `<bdi>` does, and gives it the direction of its first letter.
"""

import re

from markupsafe import Markup

from generator.catalogue import Catalogue
from generator.rendering.escape import escape
from generator.schema.kinds import Article
from generator.values.direction import goes_left, pieces

# Where an element cannot be: in an attribute, in a drawing and in an option of a form.
APART = re.compile(r'="[^"]*"|<(svg|option)\b.*?</\1>', re.DOTALL)
BDI = re.compile("</?bdi>")


def isolated(text: str) -> Markup:
    """The text made literal, and set apart where it goes from right to left.

    Templates print it in attributes too, so `settled` looks over the page at the end.
    """
    if not goes_left(text):
        return escape(text)
    parts = ((escape(piece), apart) for piece, apart in pieces(text))
    return Markup("".join(f"<bdi>{piece}</bdi>" if apart else piece for piece, apart in parts))


def settled(page: str) -> str:
    """A page without the marks of `isolated` where no element can be."""
    if "<bdi>" not in page:
        return page
    return APART.sub(lambda match: BDI.sub("", match[0]), page)


def in_own(article: Article) -> Markup:
    """The title of an article, marked as being in the article's language where that is not ours."""
    if not article.title_in_english:
        return isolated(article.title)
    way = ' dir="auto"' if goes_left(article.title) else ""
    lang = escape(article.language)
    return Markup(f'<span lang="{lang}"{way}>{escape(article.title)}</span>')


def glossed(catalogue: Catalogue, kind: str, key: str, text: Markup) -> tuple[Markup, str]:
    """The words of a link, and what stands after it: English for a title in another language."""
    article = catalogue.articles[key] if kind == "articles" else None
    if article is None or not article.title_in_english or text != isolated(article.title):
        return text, ""
    return in_own(article), f' <span class="d-quiet">({escape(article.title_in_english)})</span>'
