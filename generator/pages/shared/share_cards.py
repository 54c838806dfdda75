"""What the picture of a page says where a link to it is shared."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from generator.catalogue import Catalogue, launches
from generator.charts.cards.card import Card
from generator.evidence import claims
from generator.pages.digests import monthly, yearly
from generator.pages.launches import launch_rows
from generator.pages.shared.sentences import Sentence, capital, opening, plain_text
from generator.pages.shared.sharing import fitting, whole_sentences
from generator.pages.subjects import systems
from generator.schema.base import Alias
from generator.schema.kinds import Actor, Event, Explainer, System
from generator.values.times import DayValue
from generator.values.words import counted, listed, number_word, plural

# Letters that three lines of a picture hold, with some to spare.
BODY = 210


def card(catalogue: Catalogue, page: str, subject: Any) -> Card | None:
    """The picture of a page; None for a page that takes that of the site."""
    make = MAKERS.get(page)
    return make(catalogue, subject) if make else None


def site(catalogue: Catalogue) -> Card:
    """The picture of the site itself, which every page without one of its own takes."""
    settings = catalogue.settings
    found = launches.launches(catalogue)
    return _card(
        catalogue,
        title=settings.title,
        body=f"A sourced record of {settings.subject}, to {settings.as_of.words}.",
        figures=(
            _number(len(found), "launch"),
            (f"{launches.fired(catalogue, found):,}", "missiles at least"),
            _number(len(catalogue.articles), "article"),
        ),
    )


def _event(catalogue: Catalogue, event: Event) -> Card:
    """The numbers of a launch; of any other event, and where none is known, a sentence or two."""
    row = launch_rows.row(catalogue, event)
    if catalogue.is_launch(event):
        row = launch_rows.sure_row(catalogue, row)
    figures: list[tuple[str, str]] = []
    if catalogue.is_launch(event):
        if row.missiles:
            one = row.missiles.exact == 1
            figures.append((str(row.missiles), "missile" if one else "missiles"))
        figures += [(f"{row.range_km} km", "range")] if row.range_km else []
        figures += [(f"{row.apogee_km} km", "apogee")] if row.apogee_km else []
    status = "" if event.status == "confirmed" else f" · {event.status.replace('-', ' ')}"
    until = f" to {event.ends.words}" if event.ends else ""
    body = _sentences(opening(catalogue, event.summary)) if event.summary and not figures else ""
    return _card(
        catalogue,
        kind=f"{catalogue.word(event.type).name}{status}",
        title=event.title,
        day=f"{event.date.words}{until}",
        names=" · ".join(filter(None, (_korean(system.aliases) for system in row.systems))),
        body=body,
        figures=tuple(figures),
        said=_speakers(catalogue, event),
    )


def _speakers(catalogue: Catalogue, event: Event) -> tuple[str, ...]:
    """Who is on record about an event, with fewer and fewer of them by name."""
    statements = claims.about(catalogue, "events", event.id)
    names = [actor.name for actor in claims.named(statements)]
    keepers = [actor.name for actor in claims.databases(statements)]
    if keepers and not names:
        return (f"Entered by {listed(keepers)}",)
    ways = []
    for named in range(min(len(names), 4), 0, -1):
        rest = len(names) - named
        others = [f"{number_word(rest)} {'other' if rest == 1 else 'others'}"] if rest else []
        ways.append(f"Statements by {listed([*names[:named], *others])}")
    if names:
        ways.append(f"Statements by {counted(len(names), 'origin')}")
    return tuple(ways)


def _explainer(catalogue: Catalogue, explainer: Explainer) -> Card:
    return _card(
        catalogue,
        kind="Explainer",
        title=explainer.title,
        day=f"reviewed {explainer.reviewed.words}",
        body=explainer.summary,
        said=(f"With {counted(len(explainer.articles), 'source')}",),
    )


def _digest(catalogue: Catalogue, which: DayValue) -> Card:
    month = monthly.month(catalogue, which)
    return _card(
        catalogue,
        kind="Monthly digest",
        title=which.words,
        body=_sentences(month.summary),
        figures=_lowered(month.figures[:4]),
    )


def _year(catalogue: Catalogue, number: int) -> Card:
    year = yearly.year(catalogue, number)
    return _card(
        catalogue,
        kind="The year in numbers",
        title=str(number),
        body=_sentences(year.summary),
        figures=_lowered(year.figures[:4]),
    )


def _system(catalogue: Catalogue, system: System) -> Card:
    found = systems.system(catalogue, system)
    figures = [_number(len(found.rows), "launch"), _number(len(found.flights), "flight")]
    if system.range_km:
        figures.append((f"{system.range_km} km", "range ascribed to it"))
    days = ""
    if found.first and found.last and found.first != found.last:
        days = f"on record {found.first.date.words} to {found.last.date.words}"
    elif found.first:
        days = f"on record {found.first.date.words}"
    return _card(
        catalogue,
        kind=catalogue.word(system.missile_class).name,
        title=system.name,
        day=days,
        names=_named(system.aliases),
        body=_sentences(opening(catalogue, system.summary)) if system.summary else "",
        figures=tuple(figures),
    )


def _actor(catalogue: Catalogue, actor: Actor) -> Card:
    statements = sum(
        claim.by == actor.id for article in catalogue.articles.values() for claim in article.claims
    )
    took_part = sum(
        any(part.id == actor.id for part in event.actors) for event in catalogue.events.values()
    )
    counts = (_number(statements, "statement"), _number(took_part, "event", " it took part in"))
    return _card(
        catalogue,
        kind=actor.kind.capitalize(),
        title=actor.name,
        names=_named(actor.aliases),
        body=capital(actor.role) if actor.role else "",
        figures=tuple(pair for pair in counts if pair[0] != "0"),
    )


MAKERS: dict[str, Callable[[Catalogue, Any], Card]] = {
    "event": _event,
    "explainer": _explainer,
    "digest": _digest,
    "year-digest": _year,
    "system": _system,
    "actor": _actor,
}


def _card(
    catalogue: Catalogue,
    title: str,
    kind: str = "",
    day: str = "",
    names: str = "",
    body: str = "",
    figures: tuple[tuple[str, str], ...] = (),
    said: tuple[str, ...] = (),
) -> Card:
    # A letter for `mm` in one square, as Korean names have it, is two letters to a font.
    names = unicodedata.normalize("NFKC", names)
    return Card(kind, title, day, names, body, figures, said, catalogue.settings.title)


def _sentences(text: Sentence) -> str:
    """As many whole sentences as three lines hold."""
    return fitting(whole_sentences(plain_text(text)), BODY)


def _number(number: int, noun: str, more: str = "") -> tuple[str, str]:
    return f"{number:,}", f"{noun if number == 1 else plural(noun)}{more}"


def _lowered(figures: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of a name and a value as a value and its name, in lower case."""
    return tuple((value, name[:1].lower() + name[1:]) for name, value in figures)


def _korean(aliases: Iterable[Alias]) -> str:
    return next((alias.name for alias in aliases if alias.lang == "ko"), "")


def _named(aliases: Sequence[Alias]) -> str:
    """The other names of a record, those in Korean first."""
    ordered = sorted(aliases, key=lambda alias: alias.lang != "ko")
    names = dict.fromkeys(a.name for a in ordered if a.lang in ("ko", "en", "ko-Latn"))
    return " · ".join(list(names)[:3])
