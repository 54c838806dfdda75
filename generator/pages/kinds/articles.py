"""One article, the list of all, and the credits."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.pages import articles
from generator.pages.page_kind import (
    Listed,
    PageKind,
    all_of,
    if_any,
    listed,
    records,
    single,
    view,
)
from generator.pages.shared import feeds, linked_data
from generator.pages.shared.linked_data import Node, Where
from generator.pages.shared.search_metadata import Facets, SearchMetadata
from generator.schema.kinds import Article


def _search(catalogue: Catalogue, article: Article) -> SearchMetadata:
    day = article.published or article.retrieved
    actors = [article.publisher, article.agency, *(claim.by for claim in article.claims)]
    facets: Facets = {
        "year": (str(day.year),) if day else (),
        "actor": tuple(catalogue.actors[ref].name for ref in actors if ref),
    }
    also = (article.author,) if article.author else ()
    return SearchMetadata("Article", str(day or ""), facets, also=also, weight=0.5)


def _year_search(_: Catalogue, year: articles.ArticleYear) -> SearchMetadata:
    known = year.id if year.id.isdecimal() else ""
    return SearchMetadata("Articles", known, {"year": (known,) if known else ()}, weight=0.5)


def _linked_data(catalogue: Catalogue, article: Article, where: Where) -> Node:
    """Our page is a summary, and what it sums up is a work of somebody else."""
    reported = (catalogue.events[key] for key in article.events)
    return {
        "isBasedOn": linked_data.article(catalogue, article, where, whole=True),
        "about": [
            linked_data.named(catalogue, event, "events", where)
            for event in reported
            if catalogue.rule(event) != "taken-back"
        ],
    }


def _credited(catalogue: Catalogue, _: None) -> Iterator[Listed]:
    yield listed("data_sources", "articles", articles.datasets(catalogue))
    yield listed("publishers", "actors", (actor for actor, _ in articles.publishers(catalogue)))


# fmt: off
ARTICLES = PageKind(
    "articles", "articles/index.md", "Articles",
    "Every article and database entry summarised here, with its claims.",
    if_any("articles"), articles.every,
    type="CollectionPage", lists=all_of("articles"), inside=("articles-year",),
    feeds=feeds.of_all("articles"),
)
ARTICLES_YEAR = PageKind(
    "articles-year", "articles/years/{id}.md", "Articles {0.words}",
    "Every article and database entry {0.words} that is summarised here.",
    articles.years_apart, articles.of_year,
    type="CollectionPage", search=_year_search,
    lists=lambda _, year: (listed("articles", "articles", year.articles),),
)
# It is no answer of its own where a page of the digest has one, and must not pass for the article
# that it sums up: its title is no name, and is cited as that of a summary.
ARTICLE = PageKind(
    "article", "articles/{id}.md", "{0.title}",
    "{0.title}: a summary, and every claim in it with its origin.",
    records("articles"), view(articles.article), "articles",
    search=_search, title_is_name=False,
    changed=lambda _, article: (found.on for found in article.corrections),
    cited_title="Summary of ‘{}’",
    linked_data=_linked_data,
)
CREDITS = PageKind(
    "credits", "credits.md", "Sources and credits",
    "Every data source used, with the terms it states, and every publisher read.",
    single, articles.credits,
    lists=_credited,
)
# fmt: on
