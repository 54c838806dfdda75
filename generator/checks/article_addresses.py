"""Addresses of articles: which are one page, and whether an archived copy is of its article."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from generator.loading import Source
from generator.problems import Problem, shown
from generator.schema.kinds import Article

# What programs that count visits add to an address; no page needs them.
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid|igsh|mc_[ce]id|mkt_tok"
    r"|_ga|_gl|_hs(?:enc|mi)|at_(?:campaign|medium|custom\d|link_\w+)|ns_(?:campaign|mchannel)"
    r"|cmpid|cmp|ito|ocid|smid|spm|ref_src|ref_url|feature|taid|xtor",
    re.IGNORECASE,
)


def same_page(address: str) -> str:
    """What is left of an address when all that leads to the same page is taken off.

    That is the scheme, `www.`, the host's case, a usual port, a slash at the end, an empty query,
    parameters of trackers, the order of the others, and the fragment, unless a program of the page
    reads it (`#!`). What is no address, as one within another may be, is left as it is.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = (parts.hostname or "").lower().removeprefix("www.")
    pairs = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKING.fullmatch(name)
    ]
    path = re.sub(r"/(?:index\.(?:html?|php))?$", "", unquote(parts.path))
    query = f"?{urlencode(sorted(pairs))}" if pairs else ""
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return f"{host}{path}{query}{fragment}"


def of_article(article: Article, source: Source, today: date) -> Iterator[Problem]:
    """An address that is no archived copy, or a copy of another page or day than the article's."""
    if not article.archive:
        return
    message = fix = ""
    copied = copied_address(article.archive)
    if not article.url:
        message, fix = "`archive` without the `url` that it is a copy of", "add `url` above it"
    elif same_page(article.archive) == same_page(article.url):
        message, fix = "`archive` is the address of the article itself", "write that of the copy"
    elif urlsplit(article.archive).hostname == urlsplit(article.url).hostname:
        message = "`archive` is a page of the publisher's own site"
        fix = "write the address of a copy in a public archive"
    elif copied and same_page(copied) != same_page(article.url):
        message = f"the copy is of {shown(same_page(copied))}, not of `url`"
        fix = "write the copy of this address, or correct `url`"
    elif made := copied_on(article.archive):
        message, fix = _day_fault(article, made, today)
    if message:
        yield source.problem(("archive",), "R028", message, fix)


def _day_fault(article: Article, made: str, today: date) -> tuple[str, str]:
    """What is wrong with the day of a copy, and the fix; nothing where that is right."""
    try:
        day = date.fromisoformat(made)
    except ValueError:
        return f"the copy is of {made}, which is no day", "copy its address again"
    # The clock of an archive may be a day behind that of the publisher.
    if day > today:
        return f"the copy is of {day}, after {today}", "copy its address again"
    if article.published and day + timedelta(days=1) < article.published.first:
        message = f"the copy is of {day}, before the article of {article.published}"
        return message, "write a copy of the article, or correct `published`"
    return "", ""


def copied_on(archive: str) -> str:
    """The day of a copy in an archive that has it in its addresses; empty in another."""
    found = re.search(r"/(\d{4})(\d\d)(\d\d)\d{6}(?:[a-z]{2}_)?/https?(?::|%3A)", archive, re.I)
    return "-".join(found.groups()) if found else ""


def copied_address(archive: str) -> str:
    """The address of the page that a copy is of, as its own has it; empty where it names none."""
    found = re.search(r"[/=](https?(?:://|%3A%2F%2F).+)$", archive, re.IGNORECASE)
    if not found:
        return ""
    return unquote(found[1]) if "://" not in found[1] else found[1]
