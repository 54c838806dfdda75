"""What the picture of a page says where a link to it is shared."""

import unicodedata
from collections.abc import Iterable, Sequence

from generator.catalogue import Catalogue, counted_events
from generator.charts.cards.card import Card
from generator.pages.shared.sentences import Sentence, plain_text
from generator.pages.shared.sharing import fitting, whole_sentences
from generator.schema.base import Alias
from generator.values.words import plural

# Letters that three lines of a picture hold, with some to spare.
BODY = 210


def site(catalogue: Catalogue) -> Card:
    """The picture of the site itself, which every page without one of its own takes."""
    settings = catalogue.settings
    found = counted_events.every(catalogue)
    parts, at_least = settings.parts, counted_events.parts_at_least(catalogue, found)
    least = ((f"{at_least:,}", f"{parts.all} at least"),) if parts else ()
    return card(
        catalogue,
        title=settings.title,
        body=f"A sourced record of {settings.subject}, to {settings.as_of.words}.",
        figures=(
            *how_often(catalogue, len(found)),
            *least,
            number(len(catalogue.articles), "article"),
        ),
    )


def card(
    catalogue: Catalogue,
    title: str,
    kind: str = "",
    day: str = "",
    names: str = "",
    body: str = "",
    figures: tuple[tuple[str, str], ...] = (),
    said: tuple[str, ...] = (),
) -> Card:
    """A picture of the site; texts that are empty are left out."""
    # A letter for `mm` in one square, as names in Hangul have it, is two letters to a font.
    names = unicodedata.normalize("NFKC", names)
    return Card(kind, title, day, names, body, figures, said, catalogue.settings.title)


def sentences(text: Sentence) -> str:
    """As many whole sentences as three lines hold."""
    return fitting(whole_sentences(plain_text(text)), BODY)


def number(count: int, noun: str, more: str = "") -> tuple[str, str]:
    """A number and what it counts, as a picture shows it."""
    return f"{count:,}", f"{noun if count == 1 else plural(noun)}{more}"


def how_often(
    catalogue: Catalogue, events: int, listed: int | None = None
) -> list[tuple[str, str]]:
    """How many counted events there are, and how many of their parts are `listed`."""
    what, parts = catalogue.settings.counted, catalogue.settings.parts
    found = [(f"{events:,}", what.one if events == 1 else what.many)] if what else []
    if parts and listed is not None:
        found.append((f"{listed:,}", parts.one if listed == 1 else parts.many))
    return found


def lowered(figures: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of a name and a value as a value and its name, in lower case."""
    return tuple((value, name[:1].lower() + name[1:]) for name, value in figures)


def hangul(aliases: Iterable[Alias]) -> str:
    """The first name in Hangul; empty where there is none."""
    return next((alias.name for alias in aliases if alias.lang == "ko"), "")


def named(aliases: Sequence[Alias]) -> str:
    """The other names of a record, those in Hangul first."""
    ordered = sorted(aliases, key=lambda alias: alias.lang != "ko")
    names = dict.fromkeys(a.name for a in ordered if a.lang in ("ko", "en", "ko-Latn"))
    return " · ".join(list(names)[:3])
