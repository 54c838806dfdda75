"""What a page says of itself: title, day, language, author, addresses, and its text to be read.

trafilatura and htmldate do the reading. Their answers are guesses, so each value says whether the
page declares it. Nothing of the text goes further than the terminal.
"""

import logging
import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

import htmldate
import trafilatura
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from generator.checks.article_addresses import copied_address
from generator.drafting.decoding import line
from generator.linkhealth.network import may_be_asked
from generator.problems import Refused
from generator.values.scalars import parse_language

# Beyond these a page is no article, and reading it takes minutes.
LARGEST = 2_000_000
MOST_TAGS = 50_000
# Letters by which a language is sure, with the share of them among all letters from which it is.
SCRIPTS = (("ko", "[\uac00-\ud7a3]"), ("ja", "[\u3041-\u30ff]"))
SHARE = 0.15
ENGLISH = frozenset(
    {"a", "and", "for", "from", "has", "have", "in", "is", "it", "of", "on", "said", "that", "the"}
    | {"to", "was", "were", "with"}
)
ENGLISH_SHARE = 0.2
# What browsers note in a page that they save.
SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)"
)
MARKUP = re.compile(r"<(?:!doctype|html|head|body|meta|title|article|div|p)\b", re.IGNORECASE)
# The end of a sentence, in the scripts of the West and of East Asia.
ENDS = re.compile(r"[.!?。！？…][\"'”’」』)\]]*$")
# From this many letters on a paragraph is text and no menu; letters of East Asia say more.
LONG, LONG_WIDE = 100, 45
WIDE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

for _name in ("trafilatura", "htmldate", "justext", "courlan", "charset_normalizer"):
    # What they make of odd pages is for nobody's terminal.
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


class Unreadable(ValueError):
    """A page that is too large to be an article, or that has no words."""


class Page(NamedTuple):
    """What was read off a page; an empty text is what it does not say.

    `declared` tells whether the day is one that the page gives as its own, and not one that its
    text names. `paragraphs` are its text.
    """

    title: str = ""
    published: str = ""
    declared: bool = False
    language: str = ""
    authors: tuple[str, ...] = ()
    site: str = ""
    url: str = ""
    archive: str = ""
    paragraphs: tuple[str, ...] = ()


def read_page(text: str, today: date, url: str = "") -> Page:
    """What a page in HTML, or a plain text, says; `url` is where it is known to be from.

    Raises Unreadable where there is nothing to read.
    """
    if len(text) > LARGEST or text.count("<") > MOST_TAGS:
        raise Unreadable("it is too large for an article; save its text alone as a file")
    page = (
        _of_html(text, today, url) if MARKUP.search(text[:20_000]) else _of_text(text, today, url)
    )
    if not page.paragraphs:
        raise Unreadable("no text of an article is in it; save its text alone as a file")
    return page._replace(language=_language(page))


def _of_html(text: str, today: date, url: str) -> Page:
    tree = trafilatura.load_html(text)
    if tree is None:
        # A piece of a page, or what comes before it, is taken for no page.
        tree = trafilatura.load_html(f"<html><head></head><body>{text}</body></html>")
    if tree is None:
        raise Unreadable("it cannot be read as a page")
    head = extract_metadata(tree, default_url=url or None, extensive=False)
    own = [
        *tree.xpath("//link[@rel='canonical']/@href"),
        *tree.xpath("//meta[@property='og:url']/@content"),
    ]
    saved = SAVED.search(text[:20_000])
    where, archive = _addresses(url, saved[1] if saved else "", *own)
    names = tree.xpath("//meta[@name='author' or @property='article:author']/@content")
    declared = _day(tree, today, where, extensive=False)
    day = declared or _day(tree, today, where, extensive=True)
    language = [*tree.xpath("/html/@lang"), *tree.xpath("//meta[@property='og:locale']/@content")]
    body = trafilatura.bare_extraction(tree, include_comments=False, favor_recall=True)
    found = getattr(body, "text", None) or ""
    site = line(head.sitename)
    return Page(
        title=_title(line(head.title), site),
        published=day,
        declared=bool(declared),
        language=line(language[0]) if language else "",
        authors=tuple(
            dict.fromkeys(filter(None, map(line, [*names, *(head.author or "").split(";")])))
        ),
        site=site,
        url=where,
        archive=archive,
        paragraphs=tuple(filter(None, map(line, found.split("\n")))),
    )


def _of_text(text: str, today: date, url: str) -> Page:
    blocks = [[line(row) for row in block.split("\n")] for block in re.split(r"\n\s*\n", text)]
    blocks = [rows for block in blocks if (rows := [row for row in block if row])]
    first = next((at for at, rows in enumerate(blocks) if _is_text(" ".join(rows))), len(blocks))
    above = [rows[0] for rows in blocks[:first] if len(rows) == 1 and not ENDS.search(rows[0])]
    # As a page it would be: the day is looked for in its words.
    lines = "".join(f"<p>{row}</p>" for row in chain(*blocks) if "<" not in row)
    day = _day(f"<html><body>{lines}</body></html>", today, "", extensive=True)
    where, archive = _addresses(url)
    return Page(
        title=above[-1] if above else "",
        published=day,
        url=where,
        archive=archive,
        paragraphs=tuple(" ".join(rows) for rows in blocks),
    )


def _day(page: HtmlElement | str, today: date, url: str, extensive: bool) -> str:
    """The day of publication; empty where there is none. `extensive`: also from the text."""
    last = today.isoformat()
    return htmldate.find_date(page, extensive, True, url=url or None, max_date=last) or ""


def _is_text(paragraph: str) -> bool:
    """Whether a paragraph is one of running text."""
    return len(paragraph) >= (LONG_WIDE if WIDE.search(paragraph) else LONG)


def _title(title: str, site: str) -> str:
    """A title without the name of the site behind it."""
    for sign in (" - ", " | ", " – ", " — ", " :: "):
        head, _, tail = title.rpartition(sign)
        if head and tail.casefold() == site.casefold():
            return head
    return title


def _addresses(*known: str) -> tuple[str, str]:
    """The first address that can be cited, and that of a copy, where one of them is a copy.

    A copy has the whole address of its page in its path.
    """
    urls = [text for text in map(line, known) if may_be_asked(text)]
    copies = {url: copied_address(url) for url in urls if re.search(r"/https?(?:://|%3A)", url[8:])}
    where = next((copies.get(url, url) for url in urls if may_be_asked(copies.get(url, url))), "")
    return where, next(iter(copies), "")


def _language(page: Page) -> str:
    """The language by its letters where those leave no doubt, else as declared."""
    letters = [char for char in "".join(page.paragraphs) + page.title if char.isalpha()]
    for code, own in SCRIPTS:
        if letters and len(re.findall(own, "".join(letters))) >= SHARE * len(letters):
            return code
    code = re.split("[-_]", page.language)[0].lower()
    try:
        return parse_language(code)
    except Refused:
        words = re.findall(r"[a-z]+", " ".join(page.paragraphs).lower())
        english = sum(word in ENGLISH for word in words)
        return "en" if english > ENGLISH_SHARE * len(words) else ""


def sentences(paragraphs: tuple[str, ...]) -> Iterator[str]:
    """The sentences of a text, in order."""
    for paragraph in paragraphs:
        start = 0
        for end in re.finditer(r"[.!?]+[\"'”’)\]]*\s+(?=[^a-z\s])|[。！？][」』）]*\s*", paragraph):
            words = paragraph[start : end.end()].strip()
            # A full stop behind one letter or a short title ends no sentence: `Lt. Gen. J. Smith`.
            if re.search(
                r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Adm|Sgt|St|No|Jan"
                r"|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$",
                words,
            ):
                continue
            yield words
            start = end.end()
        if rest := paragraph[start:].strip():
            yield rest
