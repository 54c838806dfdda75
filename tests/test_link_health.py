"""Addresses of sources against a server on this machine that plays every part."""

import http.client
import json
import os
import socket
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from command import Done
from command import run as digest

from generator.catalogue import Catalogue
from generator.linkhealth import report, saved_state
from generator.linkhealth.addresses import Address, addresses
from generator.linkhealth.client import HOPS, Answer, State, ask, failure, wait
from generator.linkhealth.network import Connection, NotPublic, Web, is_public
from generator.linkhealth.saved_state import AddressState
from generator.linkhealth.scheduler import RateLimit, run_round, updated_state

HOST = "part.example.org"
OTHER = "other.example.org"
DAY = date(2026, 4, 1)
# Seconds between two requests to one host.
PAUSE = 0.15
STATUS = {"/401": 401, "/403": 403, "/404": 404, "/410": 410, "/451": 451, "/500": 500}
# What hosts say to programs that would see a reader well: status, head and page.
REFUSALS: dict[str, tuple[int, dict[str, str], str]] = {
    **{f"/refused/{status}": (status, {}, "") for status in (402, 405, 406, 412, 418, 430, 999)},
    "/refused/amazon": (405, {"x-amzn-waf-action": "captcha"}, ""),
    "/refused/amazon-202": (202, {"x-amzn-waf-action": "challenge"}, ""),
    "/refused/cloudflare": (503, {"cf-mitigated": "challenge"}, ""),
    "/refused/vercel": (500, {"x-vercel-mitigated": "deny"}, ""),
    "/refused/redirect": (302, {"cf-mitigated": "challenge", "Location": "/404"}, ""),
    "/refused/page-503": (503, {}, "<title>Just a moment...</title>"),
    "/refused/page-404": (404, {}, "<p>Request unsuccessful. Incapsula incident ID: 1</p>"),
    "/refused/page-202": (202, {}, "<script>window.gokuProps = {}</script>"),
    "/refused/cookie": (302, {"Set-Cookie": "seen=1", "Location": "/refused/cookie"}, ""),
    "/refused/cookie-elsewhere": (302, {"Location": "/refused/cookie-back"}, ""),
    "/refused/cookie-back": (
        307, {"Set-Cookie": "seen=1", "Location": "/refused/cookie-elsewhere"}, ""),
    "/refused/cookie-count": (302, {"Set-Cookie": "n=1", "Location": "/hops/1"}, ""),
}  # fmt: skip
# And what looks like it and is the page's own fault.
FAULTS: dict[str, tuple[int, dict[str, str], str]] = {
    "/fault/400": (400, {}, ""),
    "/fault/503": (503, {}, "<title>Service unavailable</title>"),
    "/fault/520": (520, {"Server": "cloudflare"}, "<title>520: Web server error</title>"),
    "/fault/loop": (302, {"Location": "/fault/loop"}, ""),
}
TO = {
    "/moved": (301, "/live"),
    "/moved-for-good": (308, f"http://{OTHER}/live"),
    "/moved-twice": (301, "/moved"),
    "/moved-then-for-now": (301, "/for-now"),
    "/for-now": (302, "/live"),
    "/for-now-then-moved": (307, "/moved"),
    "/moved-to-gone": (301, "/404"),
    "/moved-to-blocked": (301, "/403"),
    "/loop": (301, "/loop-back"),
    "/loop-back": (301, "/loop"),
    "/loopback": (302, "http://127.0.0.1/live"),
    "/other-port": (302, f"http://{HOST}:8080/live"),
    "/private": (302, "http://10.0.0.1/"),
    "/neighbour": (302, "http://[fe80::1]/"),
    "/metadata": (302, "http://169.254.169.254/latest/"),
    "/localhost": (302, "http://localhost/"),
    "/file": (302, "file:///etc/passwd"),
    "/user": (302, f"http://me:secret@{HOST}/live"),
    "/nonsense": (302, "http://[::1/"),
    "/korean": (301, "/글?q=글"),
    "/inject": (301, "/live?a=``` ##[error]x"),
    "/nowhere": (302, ""),
}


class Part(BaseHTTPRequestHandler):
    """Plays the part that the path names; notes what it is asked."""

    server: "Server"

    def do_HEAD(self) -> None:
        self.play()

    def do_GET(self) -> None:
        self.play()

    def play(self) -> None:
        path, head = self.path, self.command == "HEAD"
        server = self.server
        server.asked.append((self.command, self.headers["Host"], path, time.monotonic()))
        server.agents.add(self.headers["User-Agent"])
        server.busy.add(self)
        server.busiest = max(server.busiest, len(server.busy))
        time.sleep(server.thinks)
        try:
            self.answer(path, head)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            server.busy.discard(self)

    def answer(self, path: str, head: bool) -> None:
        number = len([row for row in self.server.asked if row[2] == path])
        if path in REFUSALS | FAULTS:
            status, more, page = (REFUSALS | FAULTS)[path]
            self.tell(status, **more)
            if not head:
                self.wfile.write(page.encode())
        elif path in TO:
            status, to = TO[path]
            self.tell(status, Location=to.encode().decode("latin-1"))
        elif path.startswith("/hops/"):
            self.tell(302, Location=f"/hops/{int(path[6:]) + 1}")
        elif path.startswith("/429"):
            self.tell(429, **({"Retry-After": path[5:]} if path[5:] else {}))
        elif path == "/slow":
            self.server.stop.wait(5)
        elif path == "/drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
            while not self.server.stop.wait(0.1):
                self.wfile.write(b"x")
        elif path == "/huge" and not head:
            self.tell(200)
            while True:
                self.server.sent += self.wfile.write(bytes(65_536))
        elif path == "/huge" or (path == "/head-refused" and head):
            self.tell(405)
        elif path == "/head-blocked" and head:
            self.tell(403)
        elif path == "/head-unknown" and head:
            self.tell(404)
        elif path == "/closed" or (path == "/head-closed" and head):
            self.close_connection = True
        elif path == "/garbage":
            self.wfile.write(b"220 mail.example.org ESMTP\r\n\r\n")
        elif path == "/500-then-live":
            self.tell(500 if number == 1 else 200)
        else:
            self.tell(STATUS.get(path, 200))

    def tell(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        # Whoever has the answer may ask again before this thread goes on.
        self.server.busy.discard(self)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Part)
        self.asked: list[tuple[str, str, str, float]] = []
        self.agents: set[str] = set()
        self.stop = threading.Event()
        self.sent = self.busiest = 0
        self.busy: set[Part] = set()
        self.thinks = 0.0

    @property
    def web(self) -> Web:
        return Web(dict.fromkeys((HOST, OTHER), ("127.0.0.1", self.server_port)))

    def handle_error(self, *_: object) -> None:
        """A client that went away is what some parts are for."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.005,))
        thread.start()
        yield running
        running.stop.set()
        running.shutdown()
        thread.join()


def at(path: str, host: str = HOST) -> str:
    return f"http://{host}{path}"


# --- one address


@pytest.mark.parametrize(
    ("path", "state", "to"),
    [
        ("/live", "live", None),
        ("/401", "blocked", None),
        ("/403", "blocked", None),
        ("/429/5", "blocked", None),
        ("/451", "blocked", None),
        ("/404", "gone", None),
        ("/410", "gone", None),
        ("/500", "failing", None),
        ("/moved", "moved", at("/live")),
        ("/moved-for-good", "moved", at("/live", OTHER)),
        ("/moved-twice", "moved", at("/live")),
        ("/moved-then-for-now", "moved", at("/for-now")),
        ("/for-now", "live", None),
        ("/for-now-then-moved", "live", None),
        ("/moved-to-gone", "gone", None),
        ("/moved-to-blocked", "blocked", None),
        ("/korean", "moved", at("/%EA%B8%80?q=%EA%B8%80")),
        ("/head-refused", "live", None),
        ("/head-blocked", "live", None),
        ("/head-unknown", "live", None),
        ("/head-closed", "live", None),
        ("/500-then-live", "live", None),
        ("/closed", "failing", None),
        ("/garbage", "failing", None),
        ("/nowhere", "failing", None),
    ],
)
def test_part_is_told_as_what_it_is(server: Server, path: str, state: str, to: str | None) -> None:
    answer = ask(at(path), server.web, "x", 5)
    assert (answer.state, answer.to) == (state, to), answer


@pytest.mark.parametrize("path", REFUSALS)
def test_refusal_of_programs_is_blocked_and_never_gone(server: Server, path: str) -> None:
    assert _after_five_weeks(server, Address(at(path), ("articles/x",))) == "blocked"


@pytest.mark.parametrize("path", FAULTS)
def test_fault_of_a_page_is_no_refusal(server: Server, path: str) -> None:
    assert _after_five_weeks(server, Address(at(path), ("articles/x",))) == "gone"


@pytest.mark.parametrize("path", REFUSALS)
def test_gone_source_whose_archive_refuses_programs_is_not_told_as_gone(
    server: Server, path: str
) -> None:
    source = Address(at("/404"), ("articles/x",), (at(path),))
    assert _after_five_weeks(server, source) == "blocked"


def _after_five_weeks(server: Server, source: Address) -> str:
    """What is reported of a source and its copies, in three rounds."""
    known: dict[str, AddressState] = {}
    wanted = (source, *named(*source.archives))
    for day in (DAY, DAY + timedelta(weeks=2), DAY + timedelta(weeks=5)):
        known = updated_state(wanted, known, run_round(wanted, known, server.web, limit()), day)
    return report.rows(wanted[:1], known)[0].verdict


@pytest.mark.parametrize(
    ("path", "why"),
    [
        *((f"/{name}", "redirects to an address that may not be asked") for name in
          ("loopback", "private", "neighbour", "metadata", "localhost", "file", "user",
           "nonsense", "other-port")),
        ("/loop", "redirects in a circle"),
        ("/hops/1", f"redirects more than {HOPS} times"),
    ],
)  # fmt: skip
def test_redirect_that_may_not_be_followed_is_not(server: Server, path: str, why: str) -> None:
    answer = ask(at(path), server.web, "x", 5)
    assert (answer.state, answer.why) == ("failing", why)
    assert len(server.asked) <= HOPS + 1
    assert {host for _, host, _, _ in server.asked} == {HOST}


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_answer_that_takes_its_time_is_failing_in_bounded_time(server: Server, path: str) -> None:
    began = time.monotonic()
    answer = ask(at(path), server.web, "x", 0.5)
    assert (answer.state, answer.why) == ("failing", "no answer in time")
    assert time.monotonic() - began < 30


def test_huge_body_is_not_read(server: Server) -> None:
    assert ask(at("/huge"), server.web, "x", 20).state == "live"
    # What the system buffers on both sides, and no more.
    assert server.sent < 20_000_000


def test_body_of_a_page_is_asked_for_only_where_head_is_refused(server: Server) -> None:
    ask(at("/live"), server.web, "x", 5)
    ask(at("/head-refused"), server.web, "x", 5)
    assert [(row[0], row[2]) for row in server.asked] == [
        ("HEAD", "/live"),
        ("HEAD", "/head-refused"),
        ("GET", "/head-refused"),
    ]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "0.0.0.0", "10.0.0.1"]
)
def test_connection_to_this_machine_is_refused_whatever_its_name(host: str) -> None:
    with pytest.raises((NotPublic, socket.gaierror)):
        Connection(f"http://{host}/", Web(), time.monotonic() + 5).connect()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        *((address, False) for address in (
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
            "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
            "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
            "64:ff9b::7f00:1", "64:ff9b::a00:1")),
    ],
)  # fmt: skip
def test_only_addresses_of_the_public_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) == public


def test_server_without_tls_is_failing_over_https(server: Server) -> None:
    answer = ask(f"https://{HOST}/live", server.web, "x", 5)
    assert answer.state == "failing"


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "gone"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "failing"),
        (TimeoutError(), "failing"),
        (ConnectionRefusedError(), "failing"),
        (http.client.BadStatusLine("x"), "failing"),
        (NotPublic("leads to an address that is not public"), "failing"),
    ],
)
def test_name_that_does_not_exist_is_gone_and_other_failures_are_not(
    error: Exception, state: str
) -> None:
    assert failure(error, "a", "a").state == state


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("", 0), ("7", 7), (" 30 ", 30), ("99999999999", 86_400), ("-1", 0), ("soon", 0), ("٣", 0),
     ("Wed, 21 Oct 2026 07:28:00 GMT", 3600)],
)  # fmt: skip
def test_retry_after_is_read_as_seconds_within_a_day(header: str, seconds: int) -> None:
    assert wait(header) == seconds


# --- a round


def limit(pause: float = 0.0, requests: int = 1_000, total: float = 60.0) -> RateLimit:
    return RateLimit("digest-links/test", pause, requests, total, each=20.0)


def named(*urls: str) -> tuple[Address, ...]:
    return tuple(Address(url, ("articles/x",)) for url in urls)


def test_one_request_at_a_time_with_a_pause_for_each_host(server: Server) -> None:
    urls = [at(f"/live?{number}", host) for number in range(3) for host in (HOST, OTHER)]
    server.thinks = 0.05
    began = time.monotonic()
    answers = run_round(named(*urls), {}, server.web, limit(pause=PAUSE))
    assert {answer.state for answer in answers.values()} == {"live"}
    times = defaultdict(list)
    for _, host, _, moment in server.asked:
        times[host].append(moment - began)
    # From the beginning: a request may come in late on a busy machine, and never early.
    assert [len(moments) for moments in times.values()] == [3, 3]
    for moments in times.values():
        assert all(moment >= PAUSE * number for number, moment in enumerate(moments))
    assert server.busiest == 1
    # The other host is asked meanwhile.
    assert [row[1] for row in server.asked] == [OTHER, HOST] * 3
    assert server.agents == {"digest-links/test"}


def test_redirect_waits_its_turn_too(server: Server) -> None:
    began = time.monotonic()
    run_round(named(at("/moved")), {}, server.web, limit(pause=PAUSE))
    assert server.asked[1][3] - began >= PAUSE


def test_round_ends_with_its_requests_and_keeps_what_it_did_not_ask(server: Server) -> None:
    before = {
        at("/live?3"): AddressState("gone", DAY - timedelta(9), DAY - timedelta(7), "HTTP 404")
    }
    wanted = named(*(at(f"/live?{number}") for number in range(4)))
    answers = run_round(wanted, before, server.web, limit(requests=2))
    assert len(server.asked) == 2
    # What was never asked comes first.
    assert sorted(answers) == [at("/live?0"), at("/live?1")]
    kept = updated_state(wanted, before, answers, DAY)
    assert kept[at("/live?3")] == before[at("/live?3")]
    assert at("/live?2") not in kept


def test_request_that_would_be_one_too_many_leaves_its_address_unknown(server: Server) -> None:
    assert run_round(named(at("/moved")), {}, server.web, limit(requests=1)) == {}


def test_round_ends_with_its_time(server: Server) -> None:
    began = time.monotonic()
    urls = [at(f"/live?{number}") for number in range(50)]
    answers = run_round(named(*urls), {}, server.web, limit(pause=0.1, total=0.5))
    assert 1 <= len(answers) <= 6
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(("asks", "answers"), [("/429/1", 3), ("/429/4000", 1)])
def test_host_that_asks_for_time_gets_it(server: Server, asks: str, answers: int) -> None:
    wanted = named(at(asks), at("/live?1"), at("/live?2"), at("/live", OTHER))
    began = time.monotonic()
    found = run_round(wanted, {}, server.web, limit())
    assert Counter(url.split("/")[2] for url in found) == {HOST: answers, OTHER: 1}
    moments = [row[3] for row in server.asked if row[1] == HOST]
    assert all(later - began >= 1 for later in moments[1:])


# --- memory


def test_day_on_which_a_state_began_stays_while_it_lasts() -> None:
    wanted, url = named("http://a.example.org/"), "http://a.example.org/"
    known: dict[str, AddressState] = {}
    told = []
    states: tuple[State, ...] = ("live", "live", "gone", "gone", "live")
    for week, state in enumerate(states):
        day = DAY + timedelta(weeks=week)
        known = updated_state(wanted, known, {url: Answer(state, "x")}, day)
        told.append((known[url].since - DAY).days)
    assert told == [0, 0, 14, 14, 28]


@pytest.mark.parametrize(
    ("weeks", "verdict"),
    [
        ((0, 1, 2, 3), "failing"),
        ((0, 1, 2, 3, 4), "gone"),
        ((0, 5), "failing"),
        ((0, 3, 6), "gone"),
    ],
)
def test_what_fails_is_gone_after_some_weeks_and_rounds(
    weeks: tuple[int, ...], verdict: str
) -> None:
    wanted, url = named("http://a.example.org/"), "http://a.example.org/"
    known: dict[str, AddressState] = {}
    for week in weeks:
        day = DAY + timedelta(weeks=week)
        for _ in range(2):
            known = updated_state(wanted, known, {url: Answer("failing", "HTTP 500")}, day)
    assert report.verdict(wanted[0], known) == verdict


@pytest.mark.parametrize(
    ("copy", "verdict"),
    [("live", "kept"), ("moved", "kept"), ("gone", "gone"), ("blocked", "blocked"), (None, "gone")],
)
def test_gone_source_with_a_live_archived_copy_is_kept(copy: State | None, verdict: str) -> None:
    source = Address("http://a.example.org/", ("articles/x",), ("http://b.example.org/",))
    known = {source.url: AddressState("gone", DAY, DAY, "HTTP 404")}
    if copy:
        known[source.archives[0]] = AddressState(copy, DAY, DAY, "x")
    assert report.verdict(source, known) == verdict


def test_state_is_read_as_it_was_written_and_written_in_order(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "links.json"
    entries = {
        "http://b.example.org/": AddressState(
            "moved", DAY, DAY, "HTTP 200", 0, "http://c.example.org/"
        ),
        "http://a.example.org/": AddressState(
            "failing", DAY - timedelta(3), DAY, "no answer in time", 2
        ),
    }
    saved_state.write(path, entries)
    first = path.read_bytes()
    assert saved_state.read(path, DAY) == (entries, None)
    saved_state.write(path, dict(reversed(entries.items())))
    assert path.read_bytes() == first
    assert [found.name for found in path.parent.iterdir()] == ["links.json"]


def test_state_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert saved_state.read(tmp_path / "links.json", DAY) == ({}, None)


GOOD: dict[str, object] = {
    "state": "live",
    "since": "2026-03-01",
    "asked": "2026-03-02",
    "why": "x",
    "failed": 0,
}
BAD: tuple[object, ...] = (
    None,
    [],
    {},
    GOOD | {"state": "fine"},
    GOOD | {"state": ["live"]},
    GOOD | {"since": "yesterday"},
    GOOD | {"since": 20260301},
    GOOD | {"since": "2026-03-03"},
    GOOD | {"asked": "2099-01-01"},
    GOOD | {"why": 4},
    GOOD | {"failed": -1},
    GOOD | {"failed": True},
    GOOD | {"failed": 10**30},
    GOOD | {"to": "javascript:alert(1)"},
    GOOD | {"to": "http://127.0.0.1/"},
    GOOD | {"to": 4},
)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"a": ' * 100_000,
        b'{"version": \xff}',
        b'{"version": 2, "addresses": {}}',
        b'{"version": 1, "addresses": []}',
        b" " * (saved_state.SIZE_LIMIT + 1),
        *(
            json.dumps({"version": 1, "addresses": {"http://a.example.org/": row}}).encode()
            for row in BAD
        ),
    ],
)  # fmt: skip
def test_state_that_makes_no_sense_is_forgotten_with_a_word(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "links.json"
    path.write_bytes(raw)
    known, fault = saved_state.read(path, DAY)
    assert known == {} and fault


@pytest.mark.parametrize(
    "raw", [b"# A thesis\n", b"\xff\xfe", b"[]", b"null", b'"x"', b"{}", b'{"name": "x"}']
)
def test_file_that_no_round_wrote_is_left_alone(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "thesis.txt"
    path.write_bytes(raw)
    with pytest.raises(saved_state.Foreign, match="name another file"):
        saved_state.read(path, DAY)


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_state_that_is_no_file_is_a_fault_of_the_machine(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "links.json"
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    with pytest.raises(OSError, match="not a file"):
        saved_state.read(path, DAY)


def test_address_that_only_the_state_knows_is_neither_asked_nor_kept(server: Server) -> None:
    known = {at("/planted"): AddressState("live", DAY, DAY, "x")}
    wanted = named(at("/live"))
    answers = run_round(wanted, known, server.web, limit())
    assert [row[2] for row in server.asked] == ["/live"]
    assert list(updated_state(wanted, known, answers, DAY)) == [at("/live")]


# --- telling


def test_text_of_others_cannot_leave_the_summary(server: Server) -> None:
    wanted = (*named(at("/inject")), Address(at("/`````x"), ("articles/x",)))
    answers = run_round(wanted, {}, server.web, limit())
    assert answers[at("/inject")].state == "moved"
    known = updated_state(wanted, {}, answers, DAY)
    known[at("/`````x")] = AddressState("gone", DAY, DAY, "\n::error::x\n```\n# Head\n\u202ex")
    found = report.rows(wanted, known)
    summary = report.as_summary(found, DAY)
    assert "##[" not in summary and "\u202e" not in summary
    for line in summary.split("\n"):
        assert not line.lstrip().startswith(("::", "# Head"))
    # A backtick in a redirect is percent-encoded before anybody sees it.
    fences = [line for line in summary.split("\n") if line.startswith("`")]
    assert fences == ["````````text", "````````", "```text", "```"]
    assert "::error" not in [line[:7] for line in report.as_text(found).split("\n")]


def test_summary_names_the_new_address_and_the_records(server: Server) -> None:
    wanted = named(at("/moved"), at("/live"), at("/404"), at("/403"))
    known = updated_state(wanted, {}, run_round(wanted, {}, server.web, limit()), DAY)
    summary = report.as_summary(report.rows(wanted, known), DAY)
    assert "4 addresses: 1 gone, 1 moved, 1 blocked, 1 live." in summary
    assert f"now at {at('/live')}" in summary and "used by articles/x" in summary
    assert summary.index("/404") < summary.index("/moved") < summary.index("/403")


def test_addresses_of_articles_actors_and_copies_are_asked_once(small: Catalogue) -> None:
    found = addresses(small)
    assert len({address.url for address in found}) == len(found)
    assert [address.url for address in found] == sorted(address.url for address in found)
    used = {who for address in found for who in address.used}
    for article in small.articles.values():
        assert (f"articles/{article.id}" in used) == (article.url is not None)
    [copied] = [address for address in found if address.archives]
    assert copied.archives[0] in {address.url for address in found}


# --- the command


@pytest.fixture
def command(server: Server, small: Catalogue, content: Path, tmp_path: Path) -> Callable[..., Done]:
    """`digest links` for the small corpus, all of whose hosts this machine plays."""
    port = server.server_address[1]
    # The server on this machine has no certificate.
    for path in (*content.glob("articles/*/*.yml"), *content.glob("actors/*.yml")):
        path.write_text(path.read_text("utf-8").replace("https://", "http://"), "utf-8")
    hosts = sorted({address.url.split("/")[2] for address in addresses(small)})

    def run(*more: str, end: int = port) -> Done:
        given = ["--content", str(content), "--today", "2026-04-01", "--pause", "0", *more]
        instead = ",".join(f"{host}=127.0.0.1:{end}" for host in hosts)
        return digest("links", "--state", tmp_path / "s.json", *given, DIGEST_LINKS_INSTEAD=instead)

    return run


def test_command_asks_tells_and_remembers(
    command: Callable[..., Done], server: Server, tmp_path: Path
) -> None:
    # One of the sources is blocked, which fails nothing.
    STATUS["/all.csv"] = 403
    try:
        done = command("--format", "markdown")
    finally:
        del STATUS["/all.csv"]
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("## Sources on 2026-04-01\n")
    assert "register.example.org/all.csv" in done.stdout and "1 blocked" in done.stdout
    assert all("digest-links/" in agent for agent in server.agents)
    state = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert {row["since"] for row in state["addresses"].values()} == {"2026-04-01"}
    again = command()
    assert "blocked" not in again.stdout and again.returncode == 0


def test_command_notes_nothing_where_no_server_answers(
    command: Callable[..., Done], tmp_path: Path
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        done = command(end=closed.getsockname()[1])
    assert done.returncode == 3
    assert "no server answered" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "s.json").exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--format", "xml"), 2),
        (("--pause", "-1"), 2),
        (("--requests", "0"), 2),
        (("--state", "README.md/links.json"), 3),
        (("--state", "README.md"), 2),
        (("--minutes", "nan"), 2),
        (("--content", "tests/golden"), 1),
    ],
)
def test_command_ends_with_the_exit_code_of_its_fault(
    command: Callable[..., Done], more: tuple[str, ...], code: int
) -> None:
    done = command(*more)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_broken_state_is_told_and_replaced(command: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("{")
    done = command()
    assert done.returncode == 0
    assert "it is not JSON" in done.stderr
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))["version"] == 1
