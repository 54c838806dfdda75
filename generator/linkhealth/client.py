"""Asks one address and judges the answer: live, blocked, moved, gone or failing."""

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Literal, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from generator.linkhealth.network import Connection, NotPublic, Web, may_be_asked

State = Literal["live", "blocked", "moved", "gone", "failing"]
# Answers about who asks or how, not about the page. 402, 405, 406, 412 and 418 say little of a page
# that is read by a plain GET; firewalls and hosts that turn programs away send them.
REFUSED = (401, 402, 403, 405, 406, 407, 412, 418, 421, 426, 428, 429, 431, 451, 511)
GONE = (404, 410)
# What firewalls say of themselves in the head of an answer, whatever its status.
CHALLENGES = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-vercel-mitigated", "challenge"),
    ("x-vercel-mitigated", "deny"),
)
# And in the first lines of a page that only asks whether one is a person. Scripts of the same
# firewalls are also in ordinary pages, so these are words of the challenge alone.
CHALLENGE_PAGES = (
    b"<title>just a moment...</title>",
    b"window._cf_chl_opt",
    b"<title>attention required! | cloudflare</title>",
    b"incapsula incident id",
    b"<title>pardon our interruption",
    b"<title>ddos-guard</title>",
    b"<title>vercel security checkpoint</title>",
    b"window.gokuprops",  # Amazon
    b"captcha-delivery.com/captcha/",  # DataDome
    b"<title>making sure you&#39;re not a bot!</title>",  # Anubis
)
KNOWN = frozenset(map(int, HTTPStatus))
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
HOPS = 5
BODY = 4096
# Answers to HEAD that are final, beside success and redirects; whatever else is asked again by GET,
# since many servers answer HEAD wrongly or not at all. 202 is what some challenges come with.
FINAL = (401, 410, 429, 451)
UNSURE = (202,)
# Seconds for a host that says "later" as a day and not as a number.
LATER = 3600


class Answer(NamedTuple):
    """What was found. `to` is the new address of what has moved; `wait` seconds to stay away.

    `heard` tells whether any server answered at all.
    """

    state: State
    why: str
    to: str | None = None
    wait: int = 0
    heard: bool = True


class _Reply(NamedTuple):
    status: int
    location: str
    wait: int
    cookie: bool
    """Whether it asks to keep a cookie."""
    challenge: bool
    """Whether it only asks for proof of being a person."""


def ask(
    url: str, web: Web, agent: str, seconds: float, turn: Callable[[str], bool] = lambda _: True
) -> Answer:
    """The state of one address.

    `turn` is called with the host before each request and waits until it may be asked; it says
    False where no request is left, and then the address counts as not answered.
    """
    here, permanent, to = url, True, None
    seen, cookie = {url}, False
    for _ in range(HOPS + 1):
        try:
            reply = _reply(here, web, agent, seconds, turn)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return failure(error, url, here)
        if reply.challenge or reply.status not in REDIRECTS or not reply.location:
            return judged(reply.status, to, reply.wait, reply.challenge)
        there = _target(here, reply.location)
        if there is None:
            return Answer("failing", "redirects to an address that may not be asked")
        permanent = permanent and reply.status in PERMANENT
        if permanent:
            to = there
        cookie = cookie or reply.cookie
        if there in seen:
            return _endless("redirects in a circle", cookie)
        seen.add(there)
        here = there
    return _endless(f"redirects more than {HOPS} times", cookie)


def _endless(why: str, cookie: bool) -> Answer:
    """Redirects that never end; who sets a cookie on the way may only wait for it."""
    return Answer("blocked", f"{why}, and asks for a cookie") if cookie else Answer("failing", why)


def judged(status: int, to: str | None, wait: int, challenge: bool = False) -> Answer:
    """What a final status means; `to` is where permanent redirects led before it."""
    why = f"HTTP {status}"
    if challenge:
        return Answer("blocked", f"{why}, which asks for proof of being a person", wait=wait)
    # Numbers that HTTP does not know are made up by those who turn programs away, but for 520 to
    # 599, by which proxies tell that the server behind them is out of order.
    if status in REFUSED or status > 599 or (400 <= status < 500 and status not in KNOWN):
        return Answer("blocked", why, wait=wait)
    if status in GONE:
        return Answer("gone", why)
    if 200 <= status < 300:
        return Answer("moved", why, to) if to else Answer("live", why)
    return Answer("failing", why, wait=wait)


def failure(error: Exception, url: str, here: str) -> Answer:
    """What it means that no answer came; a name that does not exist is gone."""
    where = "" if here == url else ", after a redirect"
    if isinstance(error, NotPublic):
        return Answer("failing", f"{error}{where}", heard=False)
    if isinstance(error, socket.gaierror):
        dead = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
        why = "no such host" if dead else "the name could not be looked up"
        return Answer("gone" if dead else "failing", f"{why}{where}", heard=bool(where))
    if isinstance(error, ssl.SSLCertVerificationError):
        return Answer("failing", f"the certificate is not valid{where}")
    if isinstance(error, ssl.SSLError):
        return Answer("failing", f"no secure connection{where}")
    if isinstance(error, TimeoutError):
        return Answer("failing", f"no answer in time{where}", heard=bool(where))
    if isinstance(error, (ConnectionResetError, http.client.HTTPException)):
        return Answer("failing", f"the connection was closed without an answer{where}")
    if isinstance(error, ValueError):
        return Answer("failing", f"an answer that is not HTTP{where}")
    return Answer("failing", f"no connection{where}", heard=bool(where))


class OutOfTurn(Exception):
    """No request is left; nothing is known of the address."""


def _reply(url: str, web: Web, agent: str, seconds: float, turn: Callable[[str], bool]) -> _Reply:
    """The answer to HEAD, or to GET where HEAD is refused."""
    try:
        reply = _request("HEAD", url, web, agent, seconds, turn)
        sure = reply.status < 400 and reply.status not in UNSURE
        if sure or reply.challenge or reply.status in FINAL:
            return reply
    except (http.client.HTTPException, ConnectionResetError, BrokenPipeError):
        pass
    return _request("GET", url, web, agent, seconds, turn)


def _request(
    method: str, url: str, web: Web, agent: str, seconds: float, turn: Callable[[str], bool]
) -> _Reply:
    if not turn(urlsplit(url).hostname or ""):
        raise OutOfTurn
    connection = Connection(url, web, time.monotonic() + seconds)
    try:
        connection.request(method, _path(url), headers=_headers(agent))
        with connection.getresponse() as response:
            head = response.headers
            body = response.read(BODY).lower() if method == "GET" else b""
            return _Reply(
                response.status,
                head.get("Location", ""),
                wait(head.get("Retry-After", "")),
                "Set-Cookie" in head,
                any(value in head.get(name, "").lower() for name, value in CHALLENGES)
                or any(words in body for words in CHALLENGE_PAGES),
            )
    finally:
        connection.close()


class Page(NamedTuple):
    """What is at an address: the address that answered, its bytes, and the letters it declares."""

    url: str
    body: bytes
    charset: str = ""


class NotFetched(OSError):
    """Nothing that can be read came from an address; the message says why."""


def fetch(url: str, web: Web, agent: str, seconds: float, most: int) -> Page:
    """What is at one address, by one GET; redirects are followed as `ask` follows them.

    At most `most` bytes are read, and no longer than `seconds` in all. Raises NotFetched.
    """
    here, until = url, time.monotonic() + seconds
    for _ in range(HOPS + 1):
        if not may_be_asked(here):
            raise NotFetched(f"{here} may not be asked")
        try:
            connection = Connection(here, web, until)
            try:
                connection.request("GET", _path(here), headers=_headers(agent))
                with connection.getresponse() as response:
                    head, status = response.headers, response.status
                    body = response.read(most + 1)
            finally:
                connection.close()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotFetched(failure(error, url, here).why) from error
        if status in REDIRECTS and (there := _target(here, head.get("Location", ""))):
            here = there
            continue
        if not 200 <= status < 300:
            raise NotFetched(f"HTTP {status}")
        if len(body) > most:
            raise NotFetched(f"more than {most:,} bytes")
        if head.get("Content-Encoding", "identity").lower() != "identity":
            raise NotFetched("a compressed answer, which was not asked for")
        return Page(here, body, head.get_content_charset() or "")
    raise NotFetched(f"redirects more than {HOPS} times")


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def _headers(agent: str) -> dict[str, str]:
    return {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}


def _target(here: str, location: str) -> str | None:
    """Where a redirect leads, without fragment; None where it may not be followed."""
    # A header is read as Latin-1, whatever it was written in.
    written = quote(location.strip().encode("latin-1", "replace"), safe="!#$%&'()*+,/:;=?@[]~")
    try:
        there = urljoin(here, written).partition("#")[0]
    except ValueError:
        return None
    return there if may_be_asked(there) else None


def wait(header: str) -> int:
    """Seconds that `Retry-After` asks for, at most a day; none where it makes no sense."""
    if header.isascii() and header.strip().isdigit():
        return min(int(header.strip()[:6]), 86_400)
    try:
        parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError):
        return 0
    return LATER
