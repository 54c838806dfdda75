"""What the preview hears of saved files, from the system and by looking."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from generator.loading.files import Folder, read_folder, read_saved
from generator.schema.registry import FOLDERS
from generator.site.preview.events import Watching

# A busy machine decides no test: how many seconds to wait for what comes in one.
PATIENCE = 60


class Heard(FileSystemEventHandler):
    """Whether anything was told that MkDocs listens to."""

    def __init__(self) -> None:
        self.anything = threading.Event()
        self.paths: list[str] = []
        self.of: Callable[[], frozenset[str]] = frozenset

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.paths.append(os.fsdecode(event.src_path))
            self.anything.set()


@contextmanager
def listening(path: Path, polling: bool = False) -> Iterator[Heard]:
    heard = Heard()
    watching = Watching(polling)
    watching.schedule(heard, str(path), recursive=True)
    watching.start()
    heard.of = watching.heard
    yield heard
    watching.stop()
    watching.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content" / "events" / "2026").mkdir(parents=True)
    (tmp_path / "content" / "events" / "2026" / "a.yml").write_text("title: A\n")
    return tmp_path / "content"


def saved(folder: Path) -> None:
    (folder / "events/2026/a.yml").write_text("title: B\n")


def added(folder: Path) -> None:
    (folder / "events/2026/b.yml").write_text("title: B\n")


def deleted(folder: Path) -> None:
    (folder / "events/2026/a.yml").unlink()


def put_in_its_place(folder: Path) -> None:
    """As editors save, so that no half of a file is ever there."""
    (folder.parent / "new").write_text("title: C\n")
    (folder.parent / "new").rename(folder / "events/2026/a.yml")


def folder_moved_away(folder: Path) -> None:
    (folder / "events/2026").rename(folder.parent / "elsewhere")


def folder_moved_here(folder: Path) -> None:
    shutil.copytree(folder / "events/2026", folder.parent / "2027")
    (folder.parent / "2027").rename(folder / "events/2027")


EDITS = (saved, added, deleted, put_in_its_place, folder_moved_away, folder_moved_here)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_what_is_saved_is_heard(edit: object, folder: Path) -> None:
    assert callable(edit)
    with listening(folder) as heard:
        edit(folder)
        assert heard.anything.wait(PATIENCE)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_paths_that_were_heard_of_say_what_was_saved(
    edit: Callable[[Path], object], folder: Path
) -> None:
    kept = Folder()
    read_folder(folder, "content", FOLDERS, kept=kept)
    until = time.monotonic() + PATIENCE
    with listening(folder) as heard:
        edit(folder)
        wanted, paths = read_folder(folder, "content", FOLDERS), set[str]()
        found: object = ()
        while found not in (wanted[0], None) and time.monotonic() < until:
            assert heard.anything.wait(PATIENCE)
            paths |= heard.of()
            found = read_saved(folder, kept, paths)
        assert found is None or (found, []) == wanted
        assert found or edit not in (saved, put_in_its_place)


def test_file_by_itself_is_heard_each_time_it_is_put_in_place(tmp_path: Path) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("site_name: A\n")
    with listening(settings) as heard:
        for name in ("B", "C"):
            heard.anything.clear()
            (tmp_path / "new").write_text(f"site_name: {name}\n")
            (tmp_path / "new").rename(settings)
            assert heard.anything.wait(PATIENCE)


def test_what_is_read_or_lies_elsewhere_is_not_heard(folder: Path) -> None:
    settings = folder.parent / "mkdocs.yml"
    settings.write_text("site_name: A\n")
    with listening(folder) as heard, listening(settings) as beside:
        (folder / "events/2026/a.yml").read_text()
        list(folder.rglob("*"))
        (folder.parent / "other").write_text("x")
        # What comes later is told later.
        saved(folder)
        settings.write_text("site_name: B\n")
        assert heard.anything.wait(PATIENCE) and beside.anything.wait(PATIENCE)
        assert {Path(path).name for path in heard.paths} == {"a.yml"}
        assert {Path(path).name for path in beside.paths} == {"mkdocs.yml"}
        assert 0 < len(heard.paths) <= 3


def test_folder_on_a_network_is_looked_at(folder: Path) -> None:
    with listening(folder, polling=True) as heard:
        added(folder)
        assert heard.anything.wait(PATIENCE)
