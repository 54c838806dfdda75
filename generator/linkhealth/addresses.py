"""The addresses that the records give for their sources, and who gives them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urldefrag

from generator.catalogue import Catalogue


class Address(NamedTuple):
    """An address without its fragment, the records that name it as `kind/id`, copies of it."""

    url: str
    used: tuple[str, ...]
    archives: tuple[str, ...] = ()


def addresses(catalogue: Catalogue) -> tuple[Address, ...]:
    """Every address of an article or actor once, and every archived copy; in order of address."""
    used: defaultdict[str, list[str]] = defaultdict(list)
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for who, url, archive in _named(catalogue):
        used[url].append(who)
        if archive:
            used[archive].append(f"{who} (archived copy)")
            copies[url].append(archive)
    return tuple(
        Address(url, tuple(sorted(used[url])), tuple(sorted(copies[url]))) for url in sorted(used)
    )


def _named(catalogue: Catalogue) -> Iterator[tuple[str, str, str | None]]:
    for article in catalogue.articles.values():
        if article.url:
            archive = urldefrag(article.archive).url if article.archive else None
            yield f"articles/{article.id}", urldefrag(article.url).url, archive
    for actor in catalogue.actors.values():
        if actor.url:
            yield f"actors/{actor.id}", urldefrag(actor.url).url, None
