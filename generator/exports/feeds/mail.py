"""Each month as a plain text that can be pasted into a mail, and is a file beside its page."""

import unicodedata
from collections.abc import Iterable, Iterator

from generator.catalogue import Catalogue
from generator.pages.addresses import address
from generator.pages.digests import monthly, periods
from generator.pages.shared.sentences import day_in, paragraphs, plain_text
from generator.pages.table import record_path
from generator.values.times import DayValue

COLUMNS = 72


def files(catalogue: Catalogue, site_url: str = "") -> dict[str, str]:
    """Path below the site's root and text of every month's mail."""
    found = (monthly.month(catalogue, which) for which in periods.months(catalogue))
    return {f"digests/{month.id}.txt": text(catalogue, month, site_url) for month in found}


def text(catalogue: Catalogue, month: monthly.Month, site_url: str = "") -> str:
    """A month in lines of at most 72 columns; only an address may be longer, on a line of its own.

    Addresses are absolute where `site_url` is known, and otherwise below the root of the site.
    """
    title = f"{catalogue.settings.title}: {month.month.words}"
    blocks = [
        _headed(title, "="),
        *_note(catalogue, month),
        "\n".join(wrapped(plain_text(month.summary))),
        *_section("Launches", _launches(month, site_url)),
        *_section("Other events", _others(month, site_url)),
        *_section("Articles", _articles(catalogue, month, site_url)),
        *_section("Numbers", _numbers(month, site_url)),
        *_section("Corrections", _corrections(month, site_url)),
        "\n".join(
            [
                *wrapped(
                    "Counts, pauses and changes are computed from the records, as of "
                    f"{catalogue.settings.as_of.words}. Every statement with its source:"
                ),
                site_url + address(f"digests/{month.id}.md"),
            ]
        ),
    ]
    return "\n\n".join(blocks) + "\n"


def _note(catalogue: Catalogue, month: monthly.Month) -> Iterator[str]:
    """The editor's note and who signed it; nothing where there is none."""
    if month.note:
        for words in paragraphs(catalogue, month.note.note):
            yield "\n".join(wrapped(plain_text(words)))
        role = catalogue.word(month.note.note_by).name
        yield "\n".join(wrapped(f"Editor's note, {role}, {month.note.note_on.words}"))


def _headed(words: str, line: str) -> str:
    lines = wrapped(words)
    return "\n".join([*lines, line * max(map(columns, lines))])


def _section(heading: str, items: Iterable[str]) -> Iterator[str]:
    """A heading and its items; nothing where there are none."""
    found = list(items)
    if found:
        yield _headed(heading, "-")
        yield from found


def _item(words: Iterable[str], target: str) -> str:
    """Paragraphs that hang below a star, and the address of the record."""
    lines = [line for part in words if part for line in wrapped(part, COLUMNS - 2)]
    return "\n".join(f"{'  ' if i else '* '}{line}" for i, line in enumerate([*lines, target]))


def _to(site_url: str, kind: str, key: str) -> str:
    return site_url + address(record_path(kind, key))


def _event(item: monthly.EventOfMonth, site_url: str) -> str:
    event = item.event
    ends = f" to {event.ends.words}" if event.ends else ""
    status = "" if event.status == "confirmed" else f" [{event.status.replace('-', ' ')}]"
    heading = f"{day_in(event.date, event.date.year)}{ends}: {event.title}{status}"
    return _item((heading, plain_text(item.text)), _to(site_url, "events", event.id))


def _launches(month: monthly.Month, site_url: str) -> Iterator[str]:
    for told in month.launches:
        yield _event(told, site_url)


def _others(month: monthly.Month, site_url: str) -> Iterator[str]:
    for told in month.others:
        yield _event(told, site_url)


def _articles(catalogue: Catalogue, month: monthly.Month, site_url: str) -> Iterator[str]:
    for article in month.articles:
        by = catalogue.actors[article.publisher].name
        if article.agency:
            by += f", carrying {catalogue.actors[article.agency].name}"
        day = article.published or DayValue(month.month.year)
        heading = f"{day_in(day, month.month.year)}: {article.title} ({by})"
        yield _item((heading,), _to(site_url, "articles", article.id))


def _numbers(month: monthly.Month, site_url: str) -> Iterator[str]:
    for fact, stand in month.changed:
        change = f"; {stand.change} compared with the value before" if stand.change else ""
        words = f"{fact.name}: {stand.value}, as of {stand.version.as_of.words}{change}"
        yield _item((words,), _to(site_url, "facts", fact.id))


def _corrections(month: monthly.Month, site_url: str) -> Iterator[str]:
    for kind, record, found in month.corrections:
        words = f'{record.called}: {found.field} said "{found.was}", now "{found.now}". {found.why}'
        yield _item((words,), _to(site_url, kind, record.id))


def columns(text: str) -> int:
    """How many columns a text takes: an East Asian wide letter takes two, a mark above none."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def wrapped(text: str, width: int = COLUMNS) -> list[str]:
    """The text in lines of at most so many columns, without control characters.

    A word is broken only where it is longer than a line.
    """
    lines = [""]
    for word in _clean(text).split():
        if lines[-1] and columns(lines[-1]) + 1 + columns(word) <= width:
            lines[-1] += f" {word}"
            continue
        while columns(word) > width:
            end = next(i for i in range(len(word)) if columns(word[: i + 1]) > width)
            lines.append(word[:end])
            word = word[end:]
        lines.append(word)
    return lines[1:] or [""]


def _clean(text: str) -> str:
    """Control characters and line separators as spaces."""
    return "".join(
        " " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text
    )
