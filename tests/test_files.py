"""What cannot lie in a repository: links, pipes, twins, foreign bytes, too much of anything."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import CORPUS, TODAY

from generator.loading import files
from generator.loading.files import FEW, Folder, read_folder, read_saved
from generator.problems import as_json, as_text, in_order
from generator.schema.registry import FOLDERS
from generator.site.reading import Checked, read

EVENT = """\
title: Two missiles fired from Sandok
type: missile-launch
date: 2026-03-05
status: confirmed
article: test-register
"""


class Case(NamedTuple):
    """How something odd is put into a content folder, and what must be told of it."""

    name: str
    make: Callable[[Path], object]
    told: set[tuple[str, str, int, int]]

    @property
    def codes(self) -> set[str]:
        """The codes it shows."""
        return {code for code, *_ in self.told}


def write(path: Path, data: str | bytes = EVENT) -> None:
    """A file of the content folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def pair(first: str, second: str) -> Callable[[Path], None]:
    """Two files whose names are hard to tell apart."""

    def make(root: Path) -> None:
        write(root / first)
        write(root / second)

    return make


E = "events/2026"
# Told in tests of their own, below and in test_attribution.py.
ALONE = {"F007", "M014", "R005", "R015", "R041", "R042"}
CASES = (
    Case(
        "case-twins",
        pair(f"{E}/twin.yml", f"{E}/Twin.yml"),
        {("F003", f"{E}/twin.yml", 1, 1), ("F001", f"{E}/Twin.yml", 1, 1)},
    ),
    Case(
        "case-twin-folders",
        pair("events/y/2026-03-05-one.yml", "events/Y/2026-03-05-two.yml"),
        {("F003", "events/y", 1, 1), ("F001", "events/Y", 1, 1)},
    ),
    Case(
        "folder-named-like-a-device",
        lambda root: write(root / "events/con/2026-03-05-one.yml"),
        {("F002", "events/con", 1, 1)},
    ),
    Case(
        "folder-that-windows-cannot-have",
        lambda root: write(root / "events/a:b/2026-03-05-one.yml"),
        {("F001", "events/a:b", 1, 1)},
    ),
    Case(
        "folder-with-a-trailing-dot",
        lambda root: write(root / "events/x./2026-03-05-one.yml"),
        {("F001", "events/x.", 1, 1)},
    ),
    Case(
        "folder-with-markup",
        lambda root: write(root / "events/<b>/2026-03-05-one.yml"),
        {("F001", "events/<b>", 1, 1)},
    ),
    Case(
        "folder-named-like-a-record",
        lambda root: write(root / "events/2026.yml/2026-03-05-one.yml"),
        {("F001", "events/2026.yml", 1, 1)},
    ),
    Case(
        "twins-in-two-unicode-forms",
        pair(f"{E}/caf\u00e9.yml", f"{E}/cafe\u0301.yml"),
        {("F001", f"{E}/cafe\u0301.yml", 1, 1), ("F004", f"{E}/caf\u00e9.yml", 1, 1)},
    ),
    Case(
        "line-feed-in-a-name",
        lambda root: write(root / f"{E}/new\nline::error::x.yml"),
        {("F005", f"{E}/new\nline::error::x.yml", 1, 1)},
    ),
    Case(
        "direction-mark-in-a-name",
        lambda root: write(root / f"{E}/a\u202elmy.yml"),
        {("F005", f"{E}/a\u202elmy.yml", 1, 1)},
    ),
    Case(
        "ten-megabytes",
        lambda root: write(root / f"{E}/large.yml", EVENT + "#" * 10_000_000),
        {("F006", f"{E}/large.yml", 1, 1)},
    ),
    Case(
        "brackets-that-kill-the-parser",
        lambda root: write(root / f"{E}/deep.yml", "a: " + "[" * 300_000),
        {("F006", f"{E}/deep.yml", 1, 1)},
    ),
    Case(
        "as-many-brackets-as-fit",
        lambda root: write(root / f"{E}/deep.yml", "[" * 200_000),
        {("Y007", f"{E}/deep.yml", 1, 14)},
    ),
    Case("pipe", lambda root: os.mkfifo(root / f"{E}/pipe.yml"), {("F009", f"{E}/pipe.yml", 1, 1)}),
    Case(
        "link-to-a-file",
        lambda root: (root / f"{E}/link.yml").symlink_to("/etc/hostname"),
        {("F010", f"{E}/link.yml", 1, 1)},
    ),
    Case(
        "link-to-a-folder",
        lambda root: (root / "events/all").symlink_to("/etc"),
        {("F010", "events/all", 1, 1)},
    ),
    Case(
        "link-to-its-own-folder",
        lambda root: (root / "events/loop").symlink_to("."),
        {("F010", "events/loop", 1, 1)},
    ),
    Case(
        "link-to-nothing",
        lambda root: (root / f"{E}/gone.yml").symlink_to("nowhere"),
        {("F010", f"{E}/gone.yml", 1, 1)},
    ),
    Case(
        "folder-with-a-dot",
        lambda root: write(root / "events/.drafts/2026-03-05-sandok.yml"),
        {("F008", "events/.drafts", 1, 1)},
    ),
    Case(
        "utf-16",
        lambda root: write(root / f"{E}/wide.yml", EVENT.encode("utf-16")),
        {("Y002", f"{E}/wide.yml", 1, 1)},
    ),
    Case(
        "utf-32",
        lambda root: write(root / f"{E}/wider.yml", b"\x00\x00\xfe\xff\x00\x00\x00a"),
        {("Y002", f"{E}/wider.yml", 1, 1)},
    ),
    Case(
        "latin-1",
        lambda root: write(root / f"{E}/latin.yml", "title: Two\nplace: Zürich".encode("latin-1")),
        {("Y003", f"{E}/latin.yml", 2, 9)},
    ),
    Case(
        "korean-code-page",
        lambda root: write(root / f"{E}/cp949.yml", "title: 미사일".encode("cp949")),
        {("Y003", f"{E}/cp949.yml", 1, 8)},
    ),
    Case(
        "no-settings", lambda root: (root / "digest.yml").unlink(), {("F011", "digest.yml", 1, 1)}
    ),
)


@pytest.fixture
def small_folder() -> Iterator[Path]:
    """A corpus that every user may enter, with one file that nobody but root may read."""
    with tempfile.TemporaryDirectory() as folder:
        root = shutil.copytree(CORPUS, Path(folder) / "content")
        Path(folder).chmod(0o755)
        write(root / f"{E}/unreadable.yml")
        (root / f"{E}/unreadable.yml").chmod(0)
        yield root


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_odd_file_is_told(case: Case, content: Path) -> None:
    case.make(content)
    began = time.process_time()
    checked = read(content, TODAY, "content")
    took = time.process_time() - began
    told = {(p.code, p.path.removeprefix("content/"), p.line, p.column) for p in checked.problems}
    assert told == case.told
    assert checked.catalogue is None
    # Of the processor's time, so whatever else the machine does: nothing here grows with a file.
    assert took < 2
    for line in "\n".join(map(as_text, checked.problems)).split("\n"):
        assert not line.startswith("::"), "a file name must not forge a command of the CI"
    assert "\u202e" not in as_json(checked.problems)


def test_target_of_a_link_is_not_told(content: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the word is swordfish")
    (content / "events/link.yml").symlink_to(tmp_path / "secret")
    checked = read(content, TODAY, "content")
    assert "swordfish" not in "".join(map(as_text, checked.problems))


def test_missing_folder_is_told(tmp_path: Path) -> None:
    (problem,) = read(tmp_path / "none", TODAY, "content").problems
    assert (problem.code, problem.path) == ("F011", "content")


def test_empty_folder_is_told(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, TODAY, "content").problems
    assert (problem.code, problem.path) == ("F011", "content")


def test_empty_folder_of_a_kind_is_no_problem(content: Path) -> None:
    (content / "events/2030").mkdir()
    assert read(content, TODAY, "content").problems == ()


def test_readme_in_content_is_no_record(content: Path) -> None:
    write(content / "README.md", "# Records\n")
    assert read(content, TODAY, "content").problems == ()


def test_byte_order_mark_at_the_start_and_crlf_change_nothing(
    content: Path, read_with: Callable[..., Checked]
) -> None:
    path = "events/2026/2026-02-10-sandok.yml"
    plain = read(content, TODAY, "content").catalogue
    text = (content / path).read_text("utf-8")
    other = read_with({path: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()}).catalogue
    assert plain and other
    key = "2026-02-10-sandok"
    assert plain.events[key] == other.events[key]


@pytest.fixture
def plain_user() -> Iterator[None]:
    """Root reads every file; as somebody else it does not."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


def test_unreadable_file_is_told(small_folder: Path, plain_user: None) -> None:
    told = {(p.code, p.path) for p in read(small_folder, TODAY, "content").problems}
    assert told == {("F007", f"content/{E}/unreadable.yml")}


def test_problems_are_told_in_order_of_place(read_with: Callable[..., Checked]) -> None:
    broken = EVENT.replace("title:", "titel:").replace("confirmed", "sure")
    checked = read_with({f"{E}/b.yml": broken, f"{E}/a.yml": broken})
    assert checked.problems == in_order(reversed(checked.problems))
    assert [p.path.rsplit("/")[-1] for p in checked.problems] == ["a.yml"] * 3 + ["b.yml"] * 3


LEFT = (
    ".DS_Store",
    f"{E}/.DS_Store",
    f"{E}/._2026-02-10-sandok.yml",
    f"{E}/.2026-02-10-sandok.yml.swp",
    f"{E}/.2026-02-10-sandok.yml.swo",
    f"{E}/2026-02-10-sandok.yml~",
    "terms/.#apogee.yml",
    "terms/._apogee.yml",
    "explainers/reading-a-flight.md~",
    "digest.yml~",
    "._events",
)


def test_what_systems_and_editors_leave_is_no_record(content: Path) -> None:
    before = read(content, TODAY, "content")
    for path in LEFT:
        if "#" in path:
            (content / path).symlink_to("me@this-machine.1234:1700000000")
        else:
            write(content / path, b"\x00\x05\x16\x07 no text at all")
    after = read(content, TODAY, "content")
    assert (after.problems, after.files) == ((), before.files)
    assert before.catalogue and after.catalogue
    assert set(after.skipped) == {f"content/{path}" for path in LEFT}
    assert f" and {len(LEFT) - 5} more." in after.note and before.note == ""
    assert after.catalogue.records == before.catalogue.records
    assert after.catalogue.words == before.catalogue.words


@pytest.mark.parametrize(
    "path",
    [
        f"{E}/copy.yml.bak",
        f"{E}/2026-02-10-sandok.yml.orig",
        f"{E}/#2026-02-10-sandok.yml#",
        f"{E}/.2026-02-10-sandok.yml",
        f"{E}/.2026-02-10-sandok.yml.swap",
        f"{E}/Thumbs.db",
        f"{E}/desktop.ini",
        f"{E}/.DS_Store.yml",
        f"{E}/.ds_store",
        f"{E}/~2026-02-10-sandok.yml",
        "events/2026~/2026-03-05-sandok.yml",
        "._events/2026-03-05-sandok.yml",
    ],
)
def test_whatever_else_is_no_record_is_told(path: str, content: Path) -> None:
    write(content / path)
    checked = read(content, TODAY, "content")
    assert {p.code for p in checked.problems} & {"F001", "F008"}
    assert checked.skipped == ()


@pytest.mark.parametrize("name", ["copy.yml~", "._copy.yml", ".copy.yml.swp"])
def test_link_that_is_named_like_a_leftover_is_told(name: str, content: Path) -> None:
    (content / E / name).symlink_to("/etc/hostname")
    assert [p.code for p in read(content, TODAY, "content").problems] == ["F010"]


def test_vocabulary_that_is_missing_is_told_once(content: Path) -> None:
    (content / "vocabulary/place-kinds.yml").unlink()
    told = read(content, TODAY, "content").problems
    path = "content/vocabulary/place-kinds.yml"
    assert [(problem.code, problem.path) for problem in told] == [("F011", path)]


def test_what_was_saved_just_now_is_read_again_whatever_its_time(tmp_path: Path) -> None:
    """Some disks give two saves the same time."""
    kept = Folder()
    for words in ("one", "two"):
        write(tmp_path / E / "2026-03-05-a.yml", f"title: {words}")
        (text,), _ = read_folder(tmp_path, "content", FOLDERS, kept=kept)
        assert text.text == f"title: {words}" and kept.files == {}


def dated_back(file: Path) -> None:
    """Other words of the same length, and the time that the file had."""
    times = file.stat()
    write(file, file.read_bytes().replace(b"Two", b"Six"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def another(file: Path) -> None:
    """Another file of the same length and time in its place, as many editors save."""
    beside = file.with_name("new")
    write(beside, file.read_bytes().replace(b"Two", b"Six"))
    times = file.stat()
    os.utime(beside, ns=(times.st_atime_ns, times.st_mtime_ns))
    beside.replace(file)


def gone_and_back(file: Path) -> None:
    """A file that was not there for a while."""
    times, text = file.stat(), file.read_bytes()
    file.unlink()
    write(file, text.replace(b"Two", b"Six"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.parametrize("save", [dated_back, another, gone_and_back])
def test_file_that_was_saved_is_read_again(
    tmp_path: Path, save: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "TICK", 0)
    one, other = (tmp_path / E / f"2026-03-05-{name}.yml" for name in "ab")
    for file in (one, other):
        write(file)
    kept = Folder()
    while len(kept.files) < 2:
        (before, same), _ = read_folder(tmp_path, "content", FOLDERS, kept=kept)
    save(one)
    (after, again), _ = read_folder(tmp_path, "content", FOLDERS, kept=kept)
    assert after.text == before.text.replace("Two", "Six") != before.text
    assert again is same


def test_what_is_wrong_in_a_file_is_told_as_often_as_it_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "TICK", 0)
    write(tmp_path / E / "2026-03-05-a.yml", "title: A\tB")
    kept = Folder()
    while not kept.files:
        told = read_folder(tmp_path, "content", FOLDERS, kept=kept)
    assert told[1] and read_folder(tmp_path, "content", FOLDERS, kept=kept) == told


def _words(root: Path) -> None:
    write(root / E / "2026-03-05-a.yml", "title: Six")


def _many(root: Path) -> None:
    for number in range(FEW + 1):
        (root / f"{number}~").touch()
    _words(root)


def _words_and_debris(root: Path) -> None:
    _words(root)
    (root / E / "a.yml~").touch()


def _link(root: Path) -> None:
    (root / E / "2026-03-05-a.yml").unlink()
    (root / E / "2026-03-05-a.yml").symlink_to(root / E / "2026-03-05-b.yml")


def _folder(root: Path) -> None:
    (root / E / "2026-03-05-a.yml").unlink()
    (root / E / "2026-03-05-a.yml").mkdir()


SAVED: dict[str, Callable[[Path], object]] = {
    "words": _words,
    "words, and what an editor leaves": _words_and_debris,
    "what is not text": lambda root: write(root / E / "2026-03-05-a.yml", b"title: \xff"),
    "a character that hides": lambda root: write(root / E / "2026-03-05-a.yml", "title: A\tB"),
    "a file more": lambda root: write(root / E / "2026-03-05-c.yml"),
    "a file with another's name in capitals": lambda root: write(root / E / "2026-03-05-A.yml"),
    "a file less": lambda root: (root / E / "2026-03-05-a.yml").unlink(),
    "a link in its place": _link,
    "a folder in its place": _folder,
    "a folder less": lambda root: (root / E).rename(root / "events" / "2025"),
    "a folder away": lambda root: (root / E).rename(root.parent / f"{root.name} elsewhere"),
    "another beginning of the text": lambda root: write(
        root / E / "2026-03-05-a.yml", b"\xef\xbb\xbftitle: Six\r\n"
    ),
    "more than the system tells of": _many,
}


@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED)
def test_saved_files_are_read_as_the_whole_folder_is(
    tmp_path: Path, save: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "TICK", 0)

    def there() -> dict[str, object]:
        every = [path for path in tmp_path.rglob("*") if path.is_symlink() or path.exists()]
        return {str(path): path.lstat().st_ino if path.is_dir() else "" for path in every}

    for name in "ab":
        write(tmp_path / E / f"2026-03-05-{name}.yml")
    kept = Folder()
    while len(kept.files) < 2:
        read_folder(tmp_path, "content", FOLDERS, kept=kept)
    before = there()
    save(tmp_path)
    changed = {path for path in before | there() if before.get(path) != there().get(path)}
    # A folder that was moved is heard of as that, and not by its files.
    folders = {path for path in changed if any(one.startswith(f"{path}/") for one in changed)}
    heard = folders or changed | {str(tmp_path / E / "2026-03-05-a.yml")}
    wanted = read_folder(tmp_path, "content", FOLDERS)
    found = read_saved(tmp_path, kept, heard)
    if save in (SAVED["words"], SAVED["another beginning of the text"]):
        assert found and any("Six" in text.text for text in found)
    assert found is None or ((found, []) == wanted and save is not _many)
    # The names that were right before are no reason to take others for it.
    assert read_folder(tmp_path, "content", FOLDERS, kept=kept) == wanted
    assert read_folder(tmp_path, "content", FOLDERS, kept=kept) == wanted
