"""Each month as a plain text that can be pasted into a mail, and is a file beside its page."""

from collections.abc import Iterator
from textwrap import fill

from generator.catalogue import Catalogue
from generator.pages.addresses import address
from generator.pages.digests import monthly, periods
from generator.pages.shared.sentences import day_in, paragraphs, plain_text
from generator.pages.table import record_path
from generator.values.times import DayValue
from generator.values.words import capital

WIDTH = 72
Item = tuple[str, str, str, str]
"""A heading, a text that may be empty, and the kind and id of the record."""


def files(catalogue: Catalogue, site_url: str = "") -> dict[str, str]:
    """Path below the site's root and text of every month's mail."""
    found = (monthly.month(catalogue, which) for which in periods.months(catalogue))
    return {f"digests/{month.id}.txt": text(catalogue, month, site_url) for month in found}


def text(catalogue: Catalogue, month: monthly.Month, site_url: str = "") -> str:
    """A month in lines of at most 72 letters; only an address may be longer, on a line of its own.

    Addresses are absolute where `site_url` is known, and otherwise below the root of the site.
    """
    blocks = [
        _headed(f"{catalogue.settings.title}: {month.month.words}", "="),
        *_note(catalogue, month),
        _wrapped(plain_text(month.summary)),
    ]
    what = catalogue.settings.counted
    for heading, items in (
        (capital(what.many) if what else "", [_event(catalogue, one) for one in month.counted]),
        ("Other events" if what else "Events", [_event(catalogue, one) for one in month.others]),
        ("Articles", _articles(catalogue, month)),
        ("Numbers", _numbers(month)),
        ("Corrections", _corrections(month)),
    ):
        found = [_item(item, site_url) for item in items]
        blocks += [_headed(heading, "-"), *found] if found else []
    closing = (
        "Counts, pauses and changes are computed from the records, as of "
        f"{catalogue.settings.as_of.words}. Every statement with its source:"
    )
    blocks.append(f"{_wrapped(closing)}\n{site_url}{address(f'digests/{month.id}.md')}")
    return "\n\n".join(blocks) + "\n"


def _note(catalogue: Catalogue, month: monthly.Month) -> Iterator[str]:
    """The editor's note and who signed it; nothing for a month without a note."""
    if month.note:
        for words in paragraphs(catalogue, month.note.note):
            yield _wrapped(plain_text(words))
        role = catalogue.word(month.note.note_by).name
        yield _wrapped(f"Editor's note, {role}, {month.note.note_on.words}")


def _wrapped(words: str, first: str = "", then: str = "") -> str:
    """Words in lines that begin as told; one is broken only where it is longer than a line."""
    return fill(words, WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


def _headed(words: str, line: str) -> str:
    heading = _wrapped(words)
    return f"{heading}\n{line * max(map(len, heading.splitlines()))}"


def _item(item: Item, site_url: str) -> str:
    """An item that hangs below a star, and the address of its record."""
    heading, words, kind, key = item
    more = f"{_wrapped(words, '  ', '  ')}\n" if words else ""
    target = site_url + address(record_path(kind, key))
    return f"{_wrapped(heading, '* ', '  ')}\n{more}  {target}"


def _event(catalogue: Catalogue, found: monthly.EventOfMonth) -> Item:
    event = found.event
    ends = f" to {event.ends.words}" if event.ends else ""
    status = "" if catalogue.sure(event) else f" [{catalogue.status(event).name.lower()}]"
    heading = f"{day_in(event.date, event.date.year)}{ends}: {event.title}{status}"
    return heading, plain_text(found.text), "events", event.id


def _articles(catalogue: Catalogue, month: monthly.Month) -> Iterator[Item]:
    for article in month.articles:
        by = catalogue.actors[article.publisher].name
        if article.agency:
            by += f", carrying {catalogue.actors[article.agency].name}"
        day = article.published or DayValue(month.month.year)
        yield f"{day_in(day, month.month.year)}: {article.title} ({by})", "", "articles", article.id


def _numbers(month: monthly.Month) -> Iterator[Item]:
    for fact, stand in month.changed:
        change = f"; {stand.change} compared with the value before" if stand.change else ""
        words = f"{fact.name}: {stand.value}, as of {stand.version.as_of.words}{change}"
        yield words, "", "facts", fact.id


def _corrections(month: monthly.Month) -> Iterator[Item]:
    for kind, record, found in month.corrections:
        words = f'{record.called}: {found.field} said "{found.was}", now "{found.now}". {found.why}'
        yield words, "", kind, record.id
