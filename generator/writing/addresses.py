"""Addresses of reports: as they are recorded, and what the records know of them already."""

from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from generator.catalogue.link import Catalogue
from generator.checks.article_addresses import TRACKING, same_page
from generator.schema.kinds import Article


def plain(address: str) -> str:
    """The address without what programs that count visits have added to it."""
    parts = urlsplit(address)
    pairs = [pair for pair in parts.query.split("&") if not _tracks(pair)]
    kept = "" if TRACKING.fullmatch(parts.fragment.partition("=")[0]) else parts.fragment
    return urlunsplit(parts._replace(query="&".join(pairs), fragment=kept))


def _tracks(pair: str) -> bool:
    return TRACKING.fullmatch(pair.partition("=")[0]) is not None


def recorded(catalogue: Catalogue, address: str) -> Article | None:
    """The article that has this address, or a copy of the page; None where there is none.

    Many entries of a database share an address, and are none.
    """
    sought = same_page(address)
    for article in catalogue.articles.values():
        own = [one for one in (article.url, article.archive) if one]
        if not catalogue.collection(article) and sought in map(same_page, own):
            return article
    return None


def publisher(catalogue: Catalogue, address: str) -> str:
    """The actor whose site an address is on; empty where the records do not tell.

    It is the one that most articles of the host are by, or else whose own site it is.
    """
    sought = host(address)
    found = Counter(
        str(article.publisher)
        for article in catalogue.articles.values()
        if article.url and host(article.url) == sought
    )
    if found:
        return found.most_common(1)[0][0]
    owners = (key for key, one in catalogue.actors.items() if one.url and host(one.url) == sought)
    return next(owners, "")


def usual(catalogue: Catalogue, by: str) -> Mapping[str, str]:
    """The kind and language that most articles of a publisher have; empty where it has none."""
    own = [article for article in catalogue.articles.values() if article.publisher == by]
    if not own:
        return {}
    kinds = Counter(str(article.kind) for article in own)
    languages = Counter(article.language for article in own)
    return {"kind": kinds.most_common(1)[0][0], "language": languages.most_common(1)[0][0]}


def host(address: str) -> str:
    """The host of an address, without `www.`."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
