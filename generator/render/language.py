"""Titles in other languages: marked for those who listen, with the digest's English beside them."""

from markupsafe import Markup

from generator.catalogue import Catalogue
from generator.model.records import Article
from generator.render.escape import escape


def in_own(article: Article) -> Markup:
    """The title of an article, marked as being in the article's language where that is not ours."""
    title = escape(article.title)
    if not article.title_in_english:
        return title
    return Markup(f'<span lang="{escape(article.language)}">{title}</span>')


def glossed(catalogue: Catalogue, kind: str, key: str, text: Markup) -> tuple[Markup, str]:
    """The words of a link, and what stands after it: English for a title in another language."""
    article = catalogue.articles[key] if kind == "articles" else None
    if article is None or not article.title_in_english or text != escape(article.title):
        return text, ""
    return in_own(article), f' <span class="d-quiet">({escape(article.title_in_english)})</span>'
