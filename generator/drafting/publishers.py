"""Whose a web host is, and what its articles are, as the records of the catalogue tell."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue

# Names by which one publisher offers the same pages to telephones and other readers.
FRONTS = ("www", "m", "mobile", "amp", "en", "eng", "english")
# A host whose articles are of several publishers says nothing of the next one.
SHARE = 0.9


def host_of(url: str) -> str:
    """The host of an address, without what every publisher puts before it."""
    host = (urlsplit(url).hostname or "").lower()
    first, _, rest = host.partition(".")
    return rest if first in FRONTS and "." in rest else host


def _owners(catalogue: Catalogue) -> Iterator[tuple[str, str, int]]:
    for article in catalogue.articles.values():
        if article.url:
            yield host_of(article.url), article.publisher, 1
    for actor in catalogue.actors.values():
        if actor.url and urlsplit(actor.url).path.strip("/") == "":
            # Its own site says it once and for all; a page elsewhere says nothing.
            yield host_of(actor.url), actor.id, 3


@per_catalogue
def _by_host(catalogue: Catalogue) -> dict[str, Counter[str]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for host, owner, weight in _owners(catalogue):
        found[host][owner] += weight
    return dict(found)


def publisher_at(catalogue: Catalogue, url: str) -> str | None:
    """The actor that publishes at a host; None where nobody is known, or several are.

    What is not known of a host is that of the host above it: `news.example.org` of `example.org`.
    """
    hosts = _by_host(catalogue)
    host = host_of(url)
    while host.count(".") >= 1:
        if owners := hosts.get(host):
            owner, weight = owners.most_common(1)[0]
            return owner if weight >= SHARE * owners.total() else None
        host = host.partition(".")[2]
    return None


def usual_kind(catalogue: Catalogue, publisher: str) -> str | None:
    """The kind of nearly all articles of a publisher; None where there is none."""
    kinds = Counter(
        str(article.kind)
        for article in catalogue.articles.values()
        if article.publisher == publisher
    )
    kind, number = kinds.most_common(1)[0] if kinds else ("", 0)
    return kind if number and number >= SHARE * kinds.total() else None
