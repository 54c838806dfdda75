"""Addresses of reports: as they are recorded, and what the records know of them already."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.checks.article_addresses import TRACKING, same_page
from generator.schema.kinds import Article

FRONTS = ("www", "m", "mobile", "amp")
"""Names before that of a publisher, by which it has the same pages for others to read."""
NEARLY_ALL = 0.9


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

    It is the one that nearly all articles of the host are by, or whose own site it is. What is not
    known of a host is that of the host above it: `news.example.org` is at `example.org`.
    """
    owners = _by_host(catalogue)
    name = host(address)
    while "." in name:
        if found := owners.get(name):
            owner, number = found.most_common(1)[0]
            # Of a host whose articles are by several nobody knows whose the next one is.
            return owner if number >= NEARLY_ALL * found.total() else ""
        name = name.partition(".")[2]
    return ""


@per_catalogue
def _by_host(catalogue: Catalogue) -> Mapping[str, Counter[str]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in catalogue.articles.values():
        if article.url:
            found[host(article.url)][str(article.publisher)] += 1
    for key, actor in catalogue.actors.items():
        # A page on somebody else's site makes nobody its owner.
        if actor.url and not found[host(actor.url)]:
            found[host(actor.url)][key] += 1
    return dict(found)


def usual(catalogue: Catalogue, by: str) -> Mapping[str, str]:
    """The kind and language that more than half of a publisher's articles have, as far as any."""
    own = [article for article in catalogue.articles.values() if article.publisher == by]
    kinds = Counter(str(article.kind) for article in own)
    languages = Counter(article.language for article in own)
    found = {"kind": kinds.most_common(1), "language": languages.most_common(1)}
    return {key: top[0][0] for key, top in found.items() if top and 2 * top[0][1] > len(own)}


def host(address: str) -> str:
    """The host of an address, without what a publisher puts before its own name."""
    name = (urlsplit(address).hostname or "").lower()
    first, _, rest = name.partition(".")
    return rest if first in FRONTS and "." in rest else name
