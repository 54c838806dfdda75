"""Stage, then swap: the last good site stays whole, whatever becomes of a build."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PROJECT

from generator.site.building.staging import Busy, staged


def names(folder: Path) -> set[str]:
    """What lies in a folder, the lock aside."""
    return {path.name for path in folder.iterdir() if not path.name.endswith("-lock")}


def site(folder: Path, text: str) -> Path:
    """A site with one page."""
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(text)
    return folder


def test_first_build_makes_the_folder_and_its_parents(tmp_path: Path) -> None:
    out = tmp_path / "a" / "site"
    with staged(out) as stage:
        site(stage, "new")
        assert not out.exists()
    assert (out / "index.html").read_text() == "new"
    assert names(out.parent) == {"site"}


def test_old_site_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    out = site(tmp_path / "site", "old")
    (out / "gone.html").write_text("old")
    with staged(out) as stage:
        site(stage, "new")
        assert (out / "index.html").read_text() == "old"
    assert {path.name for path in out.iterdir()} == {"index.html"}
    assert (out / "index.html").read_text() == "new"
    assert names(tmp_path) == {"site"}


def test_failed_build_leaves_the_old_site_and_nothing_else(tmp_path: Path) -> None:
    out = site(tmp_path / "site", "old")
    with pytest.raises(RuntimeError), staged(out) as stage:
        site(stage, "half")
        raise RuntimeError
    assert (out / "index.html").read_text() == "old"
    assert names(tmp_path) == {"site"}


def test_what_is_no_folder_never_changes_places(tmp_path: Path) -> None:
    pipe = tmp_path / "site"
    os.mkfifo(pipe)
    with pytest.raises(NotADirectoryError), staged(pipe):
        raise AssertionError("nothing may be made")
    assert pipe.is_fifo()
    assert names(tmp_path) == {"site"}


def test_site_can_be_read_by_all(tmp_path: Path) -> None:
    with staged(tmp_path / "site") as stage:
        site(stage, "new")
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755


def test_second_build_is_refused_while_the_first_runs(tmp_path: Path) -> None:
    out = site(tmp_path / "site", "old")
    with staged(out) as stage:
        site(stage, "new")
        with pytest.raises(Busy), staged(out):
            pass
    assert (out / "index.html").read_text() == "new"


def test_other_folder_may_be_built_at_the_same_time(tmp_path: Path) -> None:
    with staged(tmp_path / "one") as first, staged(tmp_path / "two") as second:
        site(first, "1")
        site(second, "2")
    assert names(tmp_path) == {"one", "two"}


def test_site_moved_aside_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    site(tmp_path / ".site-old", "old")
    site(tmp_path / ".site-stage-abcd_123", "half")
    with pytest.raises(RuntimeError), staged(tmp_path / "site"):
        assert (tmp_path / "site/index.html").read_text() == "old"
        raise RuntimeError
    assert names(tmp_path) == {"site"}


def test_neighbours_with_the_same_beginning_are_left_alone(tmp_path: Path) -> None:
    for name in (".site-drafts", ".site-2-old", ".site-2-stage-abcd_123"):
        site(tmp_path / name, "mine")
    with staged(tmp_path / "site") as stage:
        site(stage, "new")
    kept = {".site-drafts", ".site-2-old", ".site-2-stage-abcd_123"}
    assert names(tmp_path) == {"site", *kept}


def test_leftovers_of_another_site_are_left_alone(tmp_path: Path) -> None:
    site(tmp_path / ".web-stage-x", "half")
    with staged(tmp_path / "site") as stage:
        site(stage, "new")
    assert names(tmp_path) == {"site", ".web-stage-x"}


# Swaps as fast as it can; each site is one word in both of its files.
SWAPPER = """
import sys
from pathlib import Path
from generator.site.building.staging import staged
for number in range(100_000):
    with staged(Path(sys.argv[1])) as stage:
        for name in ("one", "two"):
            (stage / name).write_text(str(number))
"""


def test_kill_in_the_middle_of_a_swap_loses_no_site(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for number in range(12):
        process = subprocess.Popen([sys.executable, "-c", SWAPPER, out], cwd=PROJECT)
        until = time.monotonic() + 20
        while not out.exists() and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(0.002 * number)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with pytest.raises(RuntimeError), staged(out):
            # What the killed build left has been set right before a new one begins.
            assert (out / "one").read_text() == (out / "two").read_text()
            raise RuntimeError
        assert names(tmp_path) == {"site"}


def test_site_stands_at_every_moment_of_the_swap(tmp_path: Path) -> None:
    out = site(tmp_path / "site", "old")
    code = SWAPPER.replace("100_000", "150")
    with subprocess.Popen([sys.executable, "-c", code, out], cwd=PROJECT) as process:
        missing = 0
        while process.poll() is None:
            missing += not out.exists()
    assert process.returncode == 0
    # Elsewhere there is a moment between two renames.
    assert not missing or not sys.platform.startswith("linux")


def test_site_can_be_read_by_all_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        with staged(tmp_path / "site") as stage:
            site(stage / "events", "new")
    finally:
        os.umask(before)
    assert (tmp_path / "site/events").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "site/events/index.html").stat().st_mode & 0o777 == 0o644
