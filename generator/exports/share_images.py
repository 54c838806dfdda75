"""The pictures of pages where links to them are shared, as files of the site.

One is drawn once and kept by what it says and by what draws it, so that a second build draws none.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.charts.cards import card as drawing
from generator.charts.cards import lettering
from generator.charts.cards.card import Card
from generator.pages.shared import share_cards
from generator.pages.table import PlannedPage

SITE = "cards/site.png"


class Pictures(NamedTuple):
    """The picture of each page, by its Markdown file, and what stands in each file."""

    of_page: Mapping[str, str]
    cards: Mapping[str, Card]


NONE = Pictures({}, {})


def pictures(catalogue: Catalogue, pages: Iterable[PlannedPage]) -> Pictures:
    """Which picture each page takes: its own where it has one that our fonts can set."""
    of_page, found = {}, {SITE: share_cards.site(catalogue)}
    for page in pages:
        if page.row.gone:
            continue
        card = page.row.card(catalogue, page.subject) if page.row.card else None
        own = f"cards/{page.path.removesuffix('.md')}.png"
        if card and drawing.can_draw(card):
            found[own] = card
        of_page[page.path] = own if own in found else SITE
    return Pictures(of_page, found)


def files(cards: Mapping[str, Card], kept: Path) -> dict[str, bytes]:
    """Path below the site's root and bytes of every picture; `kept` is the folder they stay in.

    What is kept there of earlier builds and used no more is removed.
    """
    kept.mkdir(parents=True, exist_ok=True)
    written, used = {}, set()
    for where, card in cards.items():
        file = kept / f"{_name(card)}.png"
        used.add(file.name)
        if file.exists():
            written[where] = file.read_bytes()
            continue
        written[where] = drawing.draw(card)
        # Written beside and renamed: a build that is killed leaves no half picture.
        half = file.with_suffix(".part")
        half.write_bytes(written[where])
        half.replace(file)
    for file in kept.iterdir():
        if file.name not in used:
            file.unlink(missing_ok=True)
    return written


def _name(card: Card) -> str:
    return hashlib.sha256(f"{_hand()}{card!r}".encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _hand() -> str:
    """What draws: our two modules, the fonts, and the version of the library."""
    sources = [drawing.__file__, lettering.__file__]
    sources += [str(lettering.FONTS / name) for name in sorted(lettering.FACES.values())]
    found = hashlib.sha256(lettering.LIBRARY.encode())
    for source in sources:
        found.update(Path(source).read_bytes())
    return found.hexdigest()
