"""Ids of new records: from a day, a place, a publisher and the words of a title."""

from collections import Counter
from collections.abc import Container, Iterable

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.loading.files import RESERVED
from generator.values.scalars import parse_slug, slugged

# Words that tell no title from another.
SMALL = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has", "have"),
        *("in", "into", "is", "it", "its", "no", "not", "of", "off", "on", "or", "over", "said"),
        *("says", "that", "the", "their", "this", "to", "up", "was", "were", "will", "with"),
    )
)
WORDS = 3
"""How many words of a title are in an id."""
LONGEST = 80
MANY = 0.05


def of_article(
    published: str,
    publisher: str,
    title: str,
    taken: Container[str],
    common: Container[str] = (),
) -> str:
    """The id of an article: its day, its publisher, a few words that tell it from others.

    `common` are words that tell nothing in this digest.
    """
    return unused(joined((published, publisher, short(title, common))), taken)


def of_event(day: str, place: str, words: str, taken: Container[str]) -> str:
    """The id of an event: its day and place, or else its day and the words of its type or title."""
    return unused(joined((day, place or short(words))), taken)


def of_name(name: str, taken: Container[str]) -> str:
    """The id of what has a name; empty where the name has no letters that an id can have."""
    return unused(slugged(name), taken) if slugged(name) else ""


def joined(parts: Iterable[str]) -> str:
    """The parts as one id, cut between words where it would be too long."""
    whole = "-".join(part for part in map(slugged, parts) if part)
    while len(whole) > LONGEST - 3:
        whole = whole.rpartition("-")[0]
    return parse_slug(whole) if whole else ""


def short(title: str, common: Container[str] = ()) -> str:
    """The first words of a title that say something."""
    words = slugged(title).split("-")
    long = [word for word in words if word not in SMALL and len(word) > 1]
    telling = [word for word in long if word not in common]
    return "-".join((telling or long or words)[:WORDS])


@per_catalogue
def common_words(catalogue: Catalogue) -> frozenset[str]:
    """The words that one in twenty titles of a digest has: mostly those of its subject."""
    titles = [one.title_in_english or one.title for one in catalogue.articles.values()]
    found = Counter(word for title in titles for word in set(slugged(title).split("-")))
    return frozenset(word for word, times in found.items() if times > max(MANY * len(titles), 5))


def unused(key: str, taken: Container[str]) -> str:
    """The id, with a number behind it where it is taken, or is no name of a page."""
    number = 2
    found = key
    while found in taken or found in RESERVED:
        found = f"{key}-{number}"
        number += 1
    return found
