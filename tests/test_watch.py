"""`digest watch`: public tables against the records by content, drafts of what is new, and terms.

The tables are our own: CSV and JSON, in the order and with the faults that tables have.
"""

import json
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from command import Done
from command import run as digest
from serving import PROJECT

from generator.drafting.seen import HASH, SeenRow, changes
from generator.loading.document import Data
from generator.loading.tree import parse

COLUMNS = ("No", "Day", "Time", "From", "What", "Flew", "Rose", "Ended", "Result", "Words")
DECLARED = """watch:
  - id: register
    article: test-register
    address: https://register.example.org/all.csv
    row: "No"
    zone: UTC
    days: "%d-%b-%y"
    type: missile-launch
    verb: recorded
    columns:
      - {column: Day, about: date}
      - {column: Time, about: time}
      - {column: From, about: site, words: {The stand: sandok}}
      - {column: What, about: system}
      - {column: Flew, about: range_km}
      - {column: Rose, about: apogee_km, unknown: ["0 km"]}
      - {column: Ended, about: landing}
      - {column: Result, about: outcome}
      - {column: Words, about: statement}
    unknown: [Unknown, N/A]
    copied: [Day, Time, From, What, Flew, Rose, Ended, Result]
"""
# The two flights of 10 February 2026 by the clock of the peninsula, as the records have them.
KNOWN = (
    ("31", "9-Feb-26", "21:54 (UTC)", "The stand", "Bada-3", "350 km", "80", "N/A", "Success", "a"),
    ("32", "9-Feb-26", "22:10", "Sandok Test Stand", "Bada-3", "340 to 1350", "", "", "", "b"),
)
NEW = (
    ("33", "3-Mar-26", "10:20 PM", "산덕", "Bada-3", "1,380 km", "0 km", "Sea of Japan",
     "failure", "c"),
    ("34", "3-Mar-26", "22:25:30", "sandok", "unknown", "between 25 and 90 km", "330 lm",
     "East Sea", "Unknown", "d"),
)  # fmt: skip


def table(*rows: Sequence[str], columns: Sequence[str] = COLUMNS) -> str:
    quoted = ((f'"{cell}"' for cell in row) for row in (columns, *rows))
    return "".join(",".join(row) + "\n" for row in quoted)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "tests/content", tmp_path / "content")
    declare(tmp_path, DECLARED)
    return tmp_path


def declare(folder: Path, text: str) -> None:
    with (folder / "content/digest.yml").open("a", encoding="utf-8") as file:
        file.write(text)


def watch(folder: Path, text: str, *more: str, name: str = "register") -> Done:
    (folder / "table").write_text(text, "utf-8")
    given = ("--file", "table", "--table", name, "--today", "2026-03-31")
    return digest("watch", *given, *more, cwd=folder)


def drafts(folder: Path) -> dict[str, dict[str, Data]]:
    """The drafts below .cache/watch, by path."""
    root = folder / ".cache/watch"
    found = {}
    for path in sorted(root.rglob("*.yml")):
        tree, problems = parse("x", path.read_text("utf-8"))
        assert tree is not None and not problems
        found[path.relative_to(root).as_posix()] = dict(tree.data)
    return found


# --- by content


def test_rows_on_record_are_nothing_new_whatever_their_numbers(folder: Path) -> None:
    moved = [("900", *row[1:]) for row in reversed(KNOWN)]
    done = watch(folder, table(*moved))
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("nothing new\n") and drafts(folder) == {}


def test_new_rows_of_one_day_and_place_become_one_event_with_its_article(folder: Path) -> None:
    done = watch(folder, table(*KNOWN, *NEW))
    assert done.returncode == 0, done.stderr
    article = "register-2026-03-04"
    event = "2026-03-04-sandok"
    assert drafts(folder) == {
        f"articles/2026/{article}.yml": {
            "title": "Register of Tests, entry of 4 March 2026",
            "title_basis": "described",
            "kind": "database",
            "publisher": "test-register",
            "retrieved": "2026-03-31",
            "language": "en",
            "url": "https://register.example.org/all.csv",
            "claims": [
                {"event": event, "about": about, "value": value, "by": "test-register",
                 "verb": "recorded", **({"flight": part} if part else {})}
                for part, about, value in (
                    ("", "count", "2"), ("", "site", "sandok"), ("1", "system", "bada-3"),
                    ("1", "range_km", "1380"), ("2", "range_km", "25 to 90"),
                    ("", "landing", "east-sea-sea-of-japan"), ("1", "outcome", "failure"),
                    ("1", "time", "22:20 UTC"), ("2", "time", "22:25 UTC"),
                )
            ],
        },
        f"events/2026/{event}.yml": {
            "title": "Two missiles fired from Sandok Test Stand",
            "type": "missile-launch",
            "date": "2026-03-04",
            "place": "sandok",
            "status": "reported",
            "article": article,
            "count": {"value": "2", "article": article},
            "flights": [
                {"article": article, "time": "22:20 UTC", "system": "bada-3", "range_km": "1380",
                 "outcome": "failure", "landing": "east-sea-sea-of-japan"},
                {"article": article, "time": "22:25 UTC", "range_km": "25 to 90",
                 "landing": "east-sea-sea-of-japan"},
            ],
            "same_as": {"register": ["33", "34"]},
        },
    }  # fmt: skip


def test_draft_laid_among_the_records_lacks_its_summary_alone(folder: Path) -> None:
    assert watch(folder, table(*KNOWN, *NEW)).returncode == 0
    shutil.copytree(folder / ".cache/watch", folder / "content", dirs_exist_ok=True)
    checked = digest("check", "--today", "2026-03-31", "--format", "json", cwd=folder)
    errors = [one for one in json.loads(checked.stdout) if one["severity"] == "error"]
    assert [(one["code"], one["message"]) for one in errors] == [("S002", "`summary` is missing")]


@pytest.mark.parametrize(
    ("day", "place", "told"),
    [
        ("9-Feb-26", "sandok", "Taken for"),
        ("11-Feb-26", "sandok", "Taken for"),
        ("10-Feb-26", "Unknown", "nothing new"),
        ("10-Feb-26", "Yonghung Bay", "Taken for"),
        ("12-Feb-26", "sandok", "New, with a draft"),
        ("9-Feb-26", "Yonghung Bay", "New, with a draft"),
    ],
)
def test_row_of_a_day_beside_or_of_another_place_is_put_to_a_person_once(
    folder: Path, day: str, place: str, told: str
) -> None:
    text = table(("31", day, "", place, "", "350", "", "", "", ""))
    first = watch(folder, text).stdout
    assert told in first
    assert ("2026-02-10-sandok" in first) == (told == "Taken for")
    assert watch(folder, text).stdout.endswith("nothing new\n")


def test_second_event_of_a_day_is_new_where_the_first_is_on_record(folder: Path) -> None:
    other = ("33", "10-Feb-26", "", "Yonghung Bay", "", "", "", "", "", "")
    assert "New, with a draft" in watch(folder, table(*KNOWN, other)).stdout


def test_event_of_another_type_is_not_the_one_of_the_table(folder: Path) -> None:
    path = folder / "content/digest.yml"
    text = path.read_text("utf-8").replace("    type: missile-launch", "    type: space-launch")
    path.write_text(text, "utf-8")
    row = ("33", "10-Feb-26", "", "Yonghung Bay", "", "", "", "", "", "")
    assert "New, with a draft" in watch(folder, table(row)).stdout


def test_row_without_a_time_is_of_the_day_of_those_beside_it(folder: Path) -> None:
    rows = [NEW[0], (NEW[1][0], NEW[1][1], "", *NEW[1][3:])]
    watch(folder, table(*rows))
    assert [path for path in drafts(folder) if path.startswith("events/")] == [
        "events/2026/2026-03-04-sandok.yml"
    ]


def test_value_that_cannot_be_read_is_named_and_left_out(folder: Path) -> None:
    done = watch(folder, table(*NEW))
    assert "row 34: Rose `330 lm`" in done.stdout
    odd = table(("35", "soon", "", "Nowhere", "", "", "", "", "", ""))
    assert "row 35: Day `soon`, From `Nowhere`" in watch(folder, odd).stdout
    assert watch(folder, odd).stdout.endswith("nothing new\n")


# --- the last time


def test_same_table_gives_no_second_draft(folder: Path) -> None:
    text = table(*KNOWN, *NEW)
    assert "New, with a draft" in watch(folder, text).stdout
    assert "New, with a draft" not in watch(folder, text).stdout


def test_at_most_so_many_events_at_once_and_the_others_follow(folder: Path) -> None:
    rows = [
        (str(number), f"{number}-Mar-26", "", "sandok", "", "", "", "", "", "")
        for number in range(1, 26, 2)
    ]
    seen = []
    for out in ("one", "two", "three"):
        done = watch(folder, table(*rows), "--out", out)
        seen.append(len(list((folder / out).rglob("events/**/*.yml"))))
        if out == "one":
            assert "3 more will follow the next time." in done.stdout
    assert seen == [10, 3, 0]


def test_row_that_changed_or_went_away_is_listed_by_what_it_said(folder: Path) -> None:
    watch(folder, table(*KNOWN, *NEW))
    changed = ("77", *NEW[0][1:5], "1,400 km", *NEW[0][6:])
    done = watch(folder, table(changed, *KNOWN[:1], NEW[1]))
    assert "Changed since the last time\n  row 77: Flew 1,380 km → 1,400 km" in done.stdout
    assert "Gone since the last time\n  row 32: 9-Feb-26, 22:10" in done.stdout


def row(key: str, **cells: str) -> SeenRow:
    return SeenRow(key, cells)


@pytest.mark.parametrize(
    ("before", "now", "changed", "gone"),
    [
        ([row("1", d="a", x="1", y="1")], [row("9", d="a", x="1", y="1")], [], []),
        ([row("1", d="a", x="1", y="1")] * 2, [row("1", d="a", x="1", y="1")], [], ["1"]),
        ([row("1", d="a", x="1", y="1")], [row("2", d="a", x="1", y="2")], ["2"], []),
        ([row("1", d="a", x="1", y="1")], [row("2", d="b", x="1", y="1")], ["2"], []),
        ([row("1", d="a", x="1", y="1")], [row("2", d="b", x="1", y="2")], [], ["1"]),
        ([row("1", d="a", x="1", y="1")], [row("2", d="a", x="2", y="2")], [], ["1"]),
        (
            [row("1", d="a", x="1", y="1"), row("2", d="a", x="1", y="2")],
            [row("1", d="a", x="1", y="0"), row("2", d="a", x="1", y="1"),
             row("3", d="a", x="1", y="2")],
            [], [],
        ),
    ],
)  # fmt: skip
def test_rows_are_told_apart_by_content(
    before: list[SeenRow], now: list[SeenRow], changed: list[str], gone: list[str]
) -> None:
    found = changes("d", before, now)
    assert [one.id for one in found.changed] == changed
    assert [one.id for one in found.gone] == gone


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"version": 1, "tables": {"register": {"rows": 7}}}', "makes no sense"),
        ('{"version": 2, "tables": {}}', "not a state of this version"),
        ("{", "not JSON"),
    ],
)
def test_state_that_makes_no_sense_is_forgotten(folder: Path, text: str, says: str) -> None:
    (folder / ".cache").mkdir()
    (folder / ".cache/watch.json").write_text(text, "utf-8")
    done = watch(folder, table(*KNOWN))
    assert done.returncode == 0 and says in done.stderr


def test_file_that_is_no_state_is_not_replaced(folder: Path) -> None:
    (folder / "mine.json").write_text("[1]", "utf-8")
    done = watch(folder, table(*KNOWN), "--state", "mine.json")
    assert done.returncode == 2 and (folder / "mine.json").read_text("utf-8") == "[1]"


# --- what may be copied


def test_text_that_may_not_be_copied_is_in_no_file_and_no_report(folder: Path) -> None:
    secret = "A sentence of theirs"
    rows = [(*row[:-1], secret) for row in (*KNOWN, *NEW)]
    done = watch(folder, table(*rows), "--format", "markdown")
    again = watch(folder, table(*((*row[:-1], "Another of theirs") for row in rows)))
    assert "Words is another text" in again.stdout
    written = [path for path in (folder / ".cache").rglob("*") if path.is_file()]
    texts = [done.stdout, again.stdout, *(path.read_text("utf-8") for path in written)]
    assert len(written) == 3 and not any("of theirs" in text for text in texts)
    assert HASH in (folder / ".cache/watch.json").read_text("utf-8")


def test_table_that_allows_nothing_gives_ids_and_a_link_alone(folder: Path) -> None:
    path = folder / "content/digest.yml"
    path.write_text(path.read_text("utf-8").split("    copied:")[0], "utf-8")
    done = watch(folder, table(*KNOWN, *NEW), "--format", "markdown")
    assert "New, and not to be copied" in done.stdout and "rows 33, 34" in done.stdout
    assert "<https://register.example.org/all.csv>" in done.stdout
    assert drafts(folder) == {}
    state = (folder / ".cache/watch.json").read_text("utf-8")
    for text in ("1,380", "Bada", "산덕"):
        assert text not in done.stdout + state


def test_what_others_wrote_cannot_leave_its_block(folder: Path) -> None:
    hostile = "``` @everyone closes #1 ::error::x ##[error] <img src=x> \x1b[31m"
    row = ("36", "7-Mar-26", "", hostile, "", "", "", "", "", "")
    done = watch(folder, table(row), "--format", "markdown")
    inside, fence = False, ""
    for line in done.stdout.split("\n"):
        if not inside and line.startswith("```"):
            inside, fence = True, line.removesuffix("text")
        elif inside and line == fence:
            inside = False
        elif not inside:
            assert "everyone" not in line and "error" not in line
    assert not inside and "\x1b" not in done.stdout and "everyone" in done.stdout


# --- other tables and digests


def as_json(rows: Sequence[Sequence[str]]) -> str:
    cells = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return json.dumps({"years": [{"data": cells[:1]}, {"data": cells[1:]}, {"none": 1}]})


def test_rows_within_json_are_read_by_the_keys_that_lead_to_them(folder: Path) -> None:
    path = folder / "content/digest.yml"
    text = path.read_text("utf-8").replace('row: "No"', "format: json\n    rows: years.data")
    path.write_text(text, "utf-8")
    assert "rows 3, 4" in watch(folder, as_json([*KNOWN, *NEW])).stdout
    # Without ids of their own, places that another event has had are none of the new one.
    new = next(one for path, one in drafts(folder).items() if path.startswith("events/"))
    assert new["same_as"] == {"register": ["3", "4"]}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no rows"),
        ("Day\n1-Mar-26\n", "no column Time; its columns are Day"),
        ('"No\n', "cannot be read as CSV"),
        (table(*KNOWN) + '"' + "x" * 200_000, "cannot be read as CSV"),
        ("<html><body>Not found</body></html>", "no rows"),
    ],
)
def test_file_that_is_not_the_table_is_said_and_nothing_is_forgotten(
    folder: Path, text: str, says: str
) -> None:
    watch(folder, table(*KNOWN))
    state = (folder / ".cache/watch.json").read_bytes()
    done = watch(folder, text)
    assert done.returncode == 3 and says in done.stderr
    assert (folder / ".cache/watch.json").read_bytes() == state


@pytest.mark.parametrize("text", ["[" * 100_000, '{"years": [{"data": [1]}]}', "{}", "nothing"])
def test_json_that_is_not_the_table_is_said(folder: Path, text: str) -> None:
    path = folder / "content/digest.yml"
    text_ = path.read_text("utf-8").replace('row: "No"', "format: json\n    rows: years.data")
    path.write_text(text_, "utf-8")
    assert watch(folder, text).returncode == 3


POWER = """watch:
  - id: almanac
    article: isles-almanac
    address: https://courier.example.org/almanac.csv
    type: power-cut
    verb: recorded
    columns:
      - {column: day, about: date}
      - {column: town, about: site}
      - {column: homes, about: households}
      - {column: lasted, about: lasted}
      - {column: paid, about: cost}
    copied: [day, town, homes, lasted, paid]
"""


def test_second_digest_has_an_event_for_each_row(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "tests/topics/power-cuts/content", tmp_path / "content")
    almanac = tmp_path / "content/articles/reference/isles-almanac.yml"
    text = almanac.read_text("utf-8").replace("kind: reference", "kind: database")
    almanac.write_text(text, "utf-8")
    declare(tmp_path, POWER)
    columns = ("day", "town", "homes", "lasted", "paid")
    rows = (
        ("2026-03-20", "Port Alder", "about 4,200 homes", "90 minutes", "1.2 million EUR"),
        ("2026-03-20", "Port Alder", "300", "2 hours", ""),
        ("2026-02-03", "Cape Fern", "", "", ""),
    )
    done = watch(tmp_path, table(*rows, columns=columns), name="almanac")
    assert done.returncode == 0, done.stdout + done.stderr
    events = {path: one for path, one in drafts(tmp_path).items() if path.startswith("events/")}
    assert list(events) == [
        "events/2026/2026-03-20-port-alder-2.yml", "events/2026/2026-03-20-port-alder.yml",
    ]  # fmt: skip
    first = events["events/2026/2026-03-20-port-alder.yml"]
    assert first["households"] == {"value": "about 4200", "article": "almanac-2026-03-20"}
    assert first["lasted"] == {"value": "90 minutes", "article": "almanac-2026-03-20"}


def test_day_of_a_row_is_by_the_clock_of_its_place(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "tests/topics/power-cuts/content", tmp_path / "content")
    almanac = tmp_path / "content/articles/reference/isles-almanac.yml"
    text = almanac.read_text("utf-8").replace("kind: reference", "kind: database")
    almanac.write_text(text, "utf-8")
    timed = POWER.replace("type: power-cut", "type: power-cut\n    zone: UTC")
    timed = timed.replace("{column: paid, about: cost}", "{column: at, about: time}")
    declare(tmp_path, timed.replace("paid]", "at]"))
    columns = ("day", "town", "homes", "lasted", "at")
    rows = [("2026-03-20", town, "", "", "02:30") for town in ("Port Alder", "Cape Fern")]
    watch(tmp_path, table(*rows, columns=columns), name="almanac")
    events = [one for path, one in drafts(tmp_path).items() if path.startswith("events/")]
    assert [(one["place"], one["date"]) for one in events] == [
        ("cape-fern", "2026-03-19"), ("port-alder", "2026-03-20"),
    ]  # fmt: skip


def test_digest_that_declares_no_table_says_so(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "tests/content", tmp_path / "content")
    done = digest("watch", "--today", "2026-03-31", cwd=tmp_path)
    assert done.returncode == 0 and "declares no table" in done.stderr
    other = digest("watch", "--table", "x", "--today", "2026-03-31", cwd=tmp_path)
    assert other.returncode == 2


# --- by address


class Part(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/csv; charset=windows-1252")
        self.end_headers()
        self.wfile.write(table(*KNOWN, NEW[1]).encode("cp1252", "replace"))

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Part) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.005,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_table_is_asked_for_once_and_by_name(folder: Path, server: ThreadingHTTPServer) -> None:
    path = folder / "content/digest.yml"
    path.write_text(path.read_text("utf-8").replace("https://register", "http://register"), "utf-8")
    place = f"register.example.org=127.0.0.1:{server.server_port}"
    environment: Mapping[str, str] = {"DIGEST_LINKS_INSTEAD": place}
    run: Callable[..., Done] = digest
    done = run("watch", "--today", "2026-03-31", cwd=folder, **environment)
    assert done.returncode == 0, done.stderr
    assert "row 34" in done.stdout
    assert [(method, path) for method, path, _ in Part.asked] == [("GET", "/all.csv")]
    assert Part.asked[0][2].startswith("digest-watch/")
