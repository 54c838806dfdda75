"""`digest draft`: what is read off pages, what is left to people, and that no text is kept.

The pages are our own: in HTML with JSON-LD, with Open Graph, with neither, as text, in Korean and
Japanese letters, and made to harm.
"""

import json
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from command import Done
from command import run as digest
from serving import PROJECT

from generator import drafting
from generator.catalogue import Catalogue
from generator.checks.article_addresses import copied_address
from generator.drafting import mentions
from generator.drafting.decoding import decoded
from generator.drafting.page import LARGEST, MOST_TAGS, Unreadable, read_page, sentences
from generator.linkhealth.client import NotFetched, fetch
from generator.linkhealth.network import Web
from generator.loading.tree import parse
from generator.site.reading import Checked
from generator.writing.addresses import publisher

DAY = date(2026, 3, 31)
TEXT = (
    "Two missiles flew about 350 km over the quiet sea on Tuesday, the Joint Staff said in a note.",
    "South Korea's Joint Staff had counted three missiles before. Ada Envoy told the Wire that the "
    "harbour stays closed for the rest of the week, and that no ship was harmed by what fell.",
)


def page(
    head: str = "",
    body: tuple[str, ...] = TEXT,
    lang: str = ' lang="en"',
    title: str = "Sea stays closed",
) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return (
        f"<!doctype html><html{lang}><head><meta charset=utf-8>{head}</head>"
        f"<body><nav>Home</nav><article><h1>{title}</h1>"
        f"{paragraphs}</article></body></html>"
    )


LINKED = json.dumps(
    {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Sea stays closed",
        "datePublished": "2026-02-11T08:00:00+09:00",
        "author": {"@type": "Person", "name": "Mara Lind"},
    }
)
OPEN_GRAPH = (
    '<meta property="og:title" content="Sea stays closed"><meta property="og:site_name" '
    'content="The Odd Weekly"><meta property="article:published_time" '
    'content="2026-02-11T08:00:00+09:00"><meta property="og:url" '
    'content="https://weekly.example.org/2026/sea?utm_source=x&amp;page=2">'
    '<meta name="author" content="Wire">'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "tests/content", tmp_path / "content")
    return tmp_path


def draft(folder: Path, text: str | bytes, *more: str, name: str = "page.html") -> Done:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return digest("draft", name, "--today", f"{DAY}", *more, cwd=folder)


def written(folder: Path, done: Done) -> str:
    assert done.returncode == 0, done.stderr
    file = done.stdout.split("\n")[0].removeprefix("Wrote ").removesuffix(":")
    return (folder / file).read_text("utf-8")


# --- what is filled in


def test_draft_has_what_page_and_records_tell_and_leaves_the_rest_open(folder: Path) -> None:
    done = draft(folder, page(OPEN_GRAPH))
    file = "content/articles/2026/2026-02-11-odd-weekly-sea-stays-closed.yml"
    assert done.stdout.startswith(f"Wrote {file}:\n")
    tree, problems = parse(file, written(folder, done))
    assert tree is not None and not problems
    assert tree.data == {
        "title": "Sea stays closed",
        "publisher": "odd-weekly",
        "agency": "wire",
        "published": "2026-02-11",
        "language": "en",
        "url": "https://weekly.example.org/2026/sea?page=2",
    }


def test_file_and_check_say_what_is_left_to_an_editor(folder: Path) -> None:
    done = draft(folder, page(OPEN_GRAPH), "--event", "2026-02-10-sandok")
    text = written(folder, done)
    for key in ("kind", "summary", "about", "value", "by", "verb"):
        assert re.search(rf"^ *(?:- )?# {key}: .+", text, re.MULTILINE), key
        assert f"`{key}` is missing" in done.stdout
    assert "- event: 2026-02-10-sandok\n" in text


def test_claims_are_left_open_where_no_event_is_named(folder: Path) -> None:
    text = written(folder, draft(folder, page(OPEN_GRAPH)))
    assert "# claims: Every statement it makes" in text


def test_finished_draft_passes_the_check_with_its_remarks(folder: Path) -> None:
    done = draft(folder, page(OPEN_GRAPH), "--event", "2026-02-10-sandok")
    text = written(folder, done)
    text = text.replace("claims:\n", "kind: news\nsummary: The sea stays closed.\nclaims:\n")
    claim = {"about": "statement", "value": "stays closed", "by": "joint-staff", "verb": "said"}
    text += "".join(f"    {key}: {value}\n" for key, value in claim.items())
    (folder / done.stdout.split("\n")[0].split(" ")[1].rstrip(":")).write_text(text, "utf-8")
    checked = digest("check", "--today", f"{DAY}", cwd=folder)
    assert checked.returncode == 0, checked.stdout


def test_page_with_json_ld_alone_gives_title_day_and_author(small: Catalogue) -> None:
    read = read_page(page(f'<script type="application/ld+json">{LINKED}</script>'), DAY)
    assert (read.title, read.published, read.declared) == ("Sea stays closed", "2026-02-11", True)
    assert read.authors == ("Mara Lind",)


def test_plain_page_says_that_its_day_is_one_of_its_text(folder: Path) -> None:
    body = (*TEXT, "Printed on 12 February 2026 by the harbour, and read by nobody since that day.")
    done = draft(folder, page("<title>Sea stays closed</title>", body, ""))
    text = written(folder, done)
    assert "published: 2026-02-12, a day that its text names" in done.stdout
    assert "published: 2026-02-12\n" in text
    assert "# publisher: Who published it.\n" in text and "# url: Where to read it.\n" in text
    assert "language: en\n" in text


def test_saved_text_has_the_line_above_its_first_paragraph_as_title(folder: Path) -> None:
    text = "\n\n".join(["×\nMenu\nShop", "Sea stays closed", *TEXT, "[Wire]"])
    where = "https://weekly.example.org/2026/sea"
    read = written(folder, draft(folder, text, "--url", where, name="saved.txt"))
    assert "title: Sea stays closed\n" in read
    assert f"url: {where}\n" in read and "publisher: odd-weekly\n" in read
    assert "agency: wire\n" in read


KOREAN = (
    "(항구=Wire) 합참은 27일 오후 항구에서 발사된 미사일이 약 350km를 비행했다고 밝혔다. "
    "고도는 80㎞였다.",
    "관계 당국은 항구가 이번 주말까지 닫혀 있을 것이라고 덧붙였으며 추가 정보를 분석하고 있다고 "
    "전했다.",
)
JAPANESE = (
    "港の役所は27日、ポンプ2台が故障したと発表した。水は80kmの沖まで流れたとみられる。",
    "役所によると、けが人はいない。港は今週いっぱい閉鎖される見通しで、詳しい原因を調べている。",
)


def test_korean_page_is_drafted_with_its_agency_and_numbers(folder: Path) -> None:
    text = page("", KOREAN, ' lang="en"', "항구가 닫혔다").replace("utf-8", "euc-kr")
    done = draft(folder, text.encode("cp949"))
    read = written(folder, done)
    assert "title: 항구가 닫혔다\n" in read and "language: ko\n" in read
    assert "# title_in_english: " in read and "agency: wire\n" in read
    assert "350 km · wire, joint-staff" in done.stdout and "80 km\n" in done.stdout


@pytest.mark.parametrize("declared", ["euc-kr", "utf-8", "no-such-letters", "rot13"])
def test_page_is_read_whatever_letters_it_declares(declared: str) -> None:
    text = page("", KOREAN, ' lang="en"', "항구가 닫혔다").replace("utf-8", declared)
    read = read_page(decoded(text.encode("cp949")), DAY)
    assert (read.title, read.language) == ("항구가 닫혔다", "ko")


@pytest.mark.parametrize("letters", ["cp932", "euc-jp", "iso-2022-jp", "utf-8", "utf-16"])
def test_japanese_page_is_read_in_its_letters(letters: str) -> None:
    declared = {"cp932": "Shift_JIS"}.get(letters, letters)
    text = page("", JAPANESE, "", "港のポンプが故障").replace("utf-8", declared)
    read = read_page(decoded(text.encode(letters)), DAY)
    assert (read.title, read.language) == ("港のポンプが故障", "ja")


def test_copy_in_an_archive_is_the_archive_of_the_page_it_is_of(folder: Path) -> None:
    copy = "https://web.archive.org/web/2026/https://weekly.example.org/2026/sea?fbclid=1"
    read = written(folder, draft(folder, page(), "--url", copy))
    assert "url: https://weekly.example.org/2026/sea\n" in read
    assert f"archive: {copy}\n" in read
    assert "publisher: odd-weekly\n" in read


def test_saved_page_says_where_it_is_from(small: Catalogue) -> None:
    note = "<!-- saved from url=(0042)https://weekly.example.org/2026/sea -->"
    assert read_page(note + page(), DAY).url == "https://weekly.example.org/2026/sea"


# --- what is refused


@pytest.mark.parametrize(
    "url",
    [
        "https://weekly.example.org/2026/two-flights",
        "http://www.weekly.example.org/2026/two-flights/?utm_medium=mail#top",
    ],
)
def test_recorded_address_is_refused_with_the_file_of_its_record(folder: Path, url: str) -> None:
    done = draft(folder, page(), "--url", url)
    assert done.returncode == 2
    assert "content/articles/2026/2026-02-10-odd-weekly-two-flights.yml" in done.stderr


def test_unfinished_draft_is_recorded_too_and_nothing_is_overwritten(folder: Path) -> None:
    text = page(OPEN_GRAPH)
    before = written(folder, draft(folder, text))
    again = draft(folder, text)
    assert again.returncode == 2 and "recorded already" in again.stderr
    other = draft(folder, page(), "--id", "2026-02-11-odd-weekly-sea-stays-closed")
    assert other.returncode == 2 and "is there already" in other.stderr
    file = folder / "content/articles/2026/2026-02-11-odd-weekly-sea-stays-closed.yml"
    assert file.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.html"], "neither a file nor an address"),
        (["page.html", "--event", "no-such-event"], "there is no event"),
        (["page.html", "--id", "Not An Id"], "write not-an-id"),
        (["page.html", "--url", "ftp://x"], "no address of the web"),
        (["http://localhost/x"], "no address of a public page"),
        (["HTTP://[::1]/x"], "no address of a public page"),
        (["http://[::1"], "no address of a public page"),
        (["page.html", "--content", "nowhere"], "no digest.yml"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    folder: Path, arguments: list[str], words: str
) -> None:
    (folder / "page.html").write_text(page(), "utf-8")
    done = digest("draft", *arguments, cwd=folder)
    assert done.returncode == 2 and words in done.stderr


@pytest.mark.parametrize("name", ["screenshot.png", "report.pdf"])
def test_file_that_is_no_text_is_refused(folder: Path, name: str) -> None:
    before = sorted((folder / "content").rglob("*"))
    body = (PROJECT / "docs/assets/screenshot.png").read_bytes()
    if name == "report.pdf":
        body = b"%PDF-1.7\n" + body.replace(b"\0", b"")
    done = draft(folder, body, name=name)
    assert (done.returncode, "is no text; save what it says" in done.stderr) == (2, True)
    assert sorted((folder / "content").rglob("*")) == before


HOSTILE = {
    "huge": "<p>" + "a" * LARGEST,
    "many tags": "<p>a</p>" * (MOST_TAGS + 1),
    "nothing": "<html><body></body></html>",
    "empty": "",
    "deep": "<html>" + "<div>" * 45_000,
    "no page": "\x00\x01\x02" * 500,
    "open script": "<html><script>" + "x" * 10_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_page_that_is_no_article_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=r"save its text alone|cannot be read"):
        read_page(text, DAY)


def test_refused_page_writes_nothing(folder: Path) -> None:
    before = sorted((folder / "content").rglob("*"))
    done = draft(folder, HOSTILE["many tags"])
    assert done.returncode == 2 and "save its text alone" in done.stderr
    assert sorted((folder / "content").rglob("*")) == before


TITLES = [
    'Envoy: "no", {he} said # [twice]: - *x &y !z %w @v `u`',
    "- summary: |",
    "'quoted' and \"quoted\" back\\slash",
    "null",
    "2026-02-10",
    "key: value",
    "<script>alert(1)</script> & more",
    "일이: 셋 #넷",
    "\u202eright to left\u2066 \x1b[31m red \x07 bell \ufeff mark",
    "&lol; &#0; &#x1b;[2J",
]


@pytest.mark.parametrize("title", TITLES)
def test_any_title_is_written_as_text_and_reads_back(folder: Path, title: str) -> None:
    escaped = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    head = OPEN_GRAPH.replace("Sea stays closed", escaped)
    done = draft(folder, page(head))
    text = written(folder, done)
    tree, problems = parse("x", text)
    assert tree is not None and not problems
    assert set(tree.data) <= {
        *("title", "title_in_english", "kind", "publisher", "agency", "author"),
        *("published", "language", "url", "summary", "claims"),
    }
    for out in (done.stdout, text):
        assert not any(sign in out for sign in "\x1b\x07\u202e\u2066\ufeff")


def test_entities_are_not_expanded(folder: Path) -> None:
    bomb = "<!DOCTYPE h [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    done = draft(folder, bomb + page("<title>&b;&b;</title>"))
    assert "aaaa" not in written(folder, done) + done.stdout


def test_no_word_of_the_text_is_written(folder: Path) -> None:
    before = set((folder / "content").rglob("*.yml"))
    done = draft(folder, page(OPEN_GRAPH))
    assert "Two missiles flew about 350 km" in done.stdout
    new = set((folder / "content").rglob("*.yml")) - before
    assert len(new) == 1
    text = new.pop().read_text("utf-8")
    assert "350" not in text and "harbour" not in text and "joint-staff" not in text


def test_print_writes_the_record_alone_and_no_file(folder: Path) -> None:
    before = sorted((folder / "content").rglob("*"))
    done = draft(folder, page(OPEN_GRAPH), "--print")
    assert done.returncode == 0 and done.stdout.startswith("title: Sea stays closed\n")
    assert sorted((folder / "content").rglob("*")) == before


def test_command_without_the_extra_says_how_to_install_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("page", "article", "mentions"):
        monkeypatch.delitem(sys.modules, f"generator.drafting.{name}")
        monkeypatch.delattr(drafting, name)
    # Python then imports no such package.
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    done = draft(folder, page())
    assert done.returncode == 2 and "make draft" in done.stderr


# --- numbers and names


def test_numbers_are_listed_with_their_units_and_who_the_sentence_names(small: Catalogue) -> None:
    found = list(mentions.read(small, sentences(TEXT)))
    told = [
        ([f"{n.words} {n.id}" for n in one.numbers], [a.id for a in one.actors]) for one in found
    ]
    assert told == [
        (["Two missiles", "350 km"], ["joint-staff"]),
        (["three missiles"], ["joint-staff"]),
        ([], ["ada-envoy", "wire"]),
    ]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("the joint staff of a ship", []),
        ("The Joint Staff's note", ["joint-staff"]),
        ("HAPCHAM said", ["joint-staff"]),
        ("합참은 말했다", ["joint-staff"]),
        ("육군합참은 말했다", []),
        ("North Korean plans", []),
        ("North Korea and South Korea", ["north-korea", "south-korea"]),
        ("Wires were cut", []),
    ],
)
def test_actor_is_named_by_a_whole_name_alone(small: Catalogue, text: str, ids: list[str]) -> None:
    assert [one.id for one in mentions.actors(small, text)] == ids


def test_name_within_that_of_a_place_names_no_actor(
    read_with: Callable[[dict[str, str]], Checked],
) -> None:
    checked = read_with({"actors/japan.yml": "name: Japan\nkind: state\n"})
    assert checked.catalogue is not None
    named = mentions.actors(checked.catalogue, "It fell into the Sea of Japan, Japan said")
    assert [one.words for one in named] == ["Japan"]
    assert not list(mentions.actors(checked.catalogue, "It fell into the Sea of Japan"))


def test_second_digest_has_its_own_numbers(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "tests/topics/power-cuts/content", tmp_path / "content")
    body = (
        "Some 4,200 households were without power for 90 minutes on Monday, AGC said at noon.",
        "Alder Grid Company is looking for the cause, and people were asked to wait for a day.",
    )
    head = '<link rel="canonical" href="https://courier.example.org/dark"><title>Dark</title>'
    done = draft(tmp_path, page(head, body))
    assert "publisher: alder-courier\n" in written(tmp_path, done)
    assert "4,200 households, 90 minutes · grid-company" in done.stdout


# --- parts


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://weekly.example.org/x", "odd-weekly"),
        ("http://m.weekly.example.org/x", "odd-weekly"),
        ("https://news.weekly.example.org/x", "odd-weekly"),
        ("https://register.example.org/x", "test-register"),
        ("https://example.org/x", ""),
        ("https://weekly.example.org.evil.com/x", ""),
    ],
)
def test_host_belongs_to_the_publisher_that_records_give(
    small: Catalogue, url: str, owner: str
) -> None:
    assert publisher(small, url) == owner


def test_address_without_another_in_it_is_no_copy() -> None:
    assert copied_address("https://a.org/x?y=1") == ""
    assert copied_address("https://archive.ph/2026/http%3A%2F%2Fa.org%2Fx") == "http://a.org/x"


def test_letters_that_are_utf_8_are_read_as_that() -> None:
    assert decoded("é글".encode(), "iso-8859-1") == "é글"
    words = "La marée était haute au port, et l'été s'était achevé."
    assert decoded(words.encode("cp1252"), "utf-8") == words


# --- by address


class Part(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))  # type: ignore[attr-defined]
        if self.path == "/moved":
            self.answer(301, b"", Location="/page")
        elif self.path == "/inside":
            self.answer(302, b"", Location="http://127.0.0.1/page")
        elif self.path == "/big":
            self.answer(200, b"x" * 6_000_000)
        elif self.path == "/packed":
            self.answer(200, b"x", **{"Content-Encoding": "gzip"})
        elif self.path == "/gone":
            self.answer(404, b"")
        else:
            self.answer(200, page(OPEN_GRAPH).encode(), **{"Content-Type": "text/html"})

    def answer(self, status: int, body: bytes, **head: str) -> None:
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    asked: list[tuple[str, str, str]]

    def handle_error(self, *_: object) -> None:
        """A client that reads no further is what the test is about."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Part) as running:
        running.asked = []
        thread = threading.Thread(target=running.serve_forever, args=(0.005,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_page_is_fetched_by_one_request(folder: Path, server: Server) -> None:
    place = f"part.example.org=127.0.0.1:{server.server_port}"
    done = digest(
        "draft", "http://part.example.org/page?utm_source=x", "--today", f"{DAY}",
        cwd=folder, DIGEST_LINKS_INSTEAD=place,
    )  # fmt: skip
    assert "publisher:" in written(folder, done)
    assert len(server.asked) == 1
    method, path, agent = server.asked[0]
    assert (method, path) == ("GET", "/page?utm_source=x") and agent.startswith("digest-draft/")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/inside", "HTTP 302"),
        ("/big", "more than 5,000,000 bytes"),
        ("/packed", "compressed"),
        ("/gone", "HTTP 404"),
    ],
)
def test_answer_that_is_no_page_is_said_and_not_read(server: Server, path: str, why: str) -> None:
    web = Web({"part.example.org": ("127.0.0.1", server.server_port)})
    with pytest.raises(NotFetched, match=why):
        fetch(f"http://part.example.org{path}", web, "x", 10, 5_000_000)
    assert len(server.asked) == 1


def test_redirect_is_followed_to_the_address_that_answers(server: Server) -> None:
    web = Web({"part.example.org": ("127.0.0.1", server.server_port)})
    got = fetch("http://part.example.org/moved", web, "x", 10, 5_000_000)
    assert got.url == "http://part.example.org/page"


def test_address_within_this_network_is_not_asked() -> None:
    with pytest.raises(NotFetched):
        fetch("http://127.0.0.1/x", Web(), "x", 10, 100)


def test_recorded_address_is_refused_before_anybody_is_asked(folder: Path, server: Server) -> None:
    place = f"weekly.example.org=127.0.0.1:{server.server_port}"
    done = digest(
        "draft", "https://weekly.example.org/2026/two-flights", cwd=folder,
        DIGEST_LINKS_INSTEAD=place,
    )  # fmt: skip
    assert done.returncode == 2 and "recorded already" in done.stderr
    assert server.asked == []
