"""Builds that are killed, starved, locked out or started twice: a whole site stands after each.

`make test` kills one build, `make chaos` a hundred. Nothing of the generator is replaced: real
builds are killed from outside, and limits are set by the system.
"""

import ctypes
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import LONG, PROJECT, some
from proof.corpus import times

from generator.site.building.staging import staged

from .building import Project, arguments, build, environment, leftovers, tiny, tree

SWAPPING, TELLING = (Path(__file__).with_name(f"{name}.py") for name in ("swapping", "telling"))
KILLS = times(1, 100)
# Sizes of a full disk, as parts of what is missing for a second site beside the first.
ROOMS = times(1, 8)


class Stop(Exception):
    """Ends a run once it has set right what a killed one left."""


class Ready(tuple[Project, tuple[Path, Path], tuple[str, str], float]):
    """A project, its two sites, their hashes, and the seconds of a build."""


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    folder = tmp_path_factory.mktemp("chaos")
    made = tiny(folder / "project")
    sites = (folder / "first" / "site", folder / "second" / "site")
    seconds = []
    for which, site in enumerate(sites):
        began = time.monotonic()
        done = build(made, site, which)
        assert done.returncode == 0, done.stderr
        seconds.append(time.monotonic() - began)
    trees = (tree(sites[0]), tree(sites[1]))
    assert trees[0] != trees[1]
    return Ready((made, sites, trees, min(seconds)))


@pytest.fixture
def out(ready: Ready, tmp_path: Path) -> Path:
    """The first site, where a build of the second would replace it."""
    return shutil.copytree(ready[1][0], tmp_path / "web" / "site")


def set_right(out: Path) -> None:
    """The beginning of the next run, which cleans up."""
    with pytest.raises(Stop), staged(out):
        raise Stop


def test_killed_build_leaves_a_whole_site(ready: Ready, out: Path) -> None:
    made, _, trees, seconds = ready
    moments = random.Random(7)
    stood: Counter[str] = Counter()
    before = tree(out)
    # A build that was quicker than its kill is no kill.
    for number in range(2 * KILLS):
        # The other site is built, so that what stands after tells which one it is.
        command = arguments(made.contents[before == trees[0]], out)
        with subprocess.Popen(
            command,
            cwd=made.root,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(moments.uniform(0.1, 1.0) * seconds)
            process.send_signal(signal.SIGKILL)
            ended = process.wait()
            # Pagefind is a process of its own, which outlives its parent by a moment.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        assert ended in (0, -signal.SIGKILL)
        found = tree(out)
        assert found in trees
        assert ended or found != before
        stood["done" if ended == 0 else "old" if found == before else "new"] += 1
        if number % 10 == 4:
            assert build(made, out, 0).returncode == 0
            assert tree(out) == trees[0]
        else:
            set_right(out)
        assert leftovers(out) == []
        before = tree(out)
        if stood["old"] + stood["new"] == KILLS:
            break
    print(f"{KILLS} kills: {dict(stood)}")
    assert stood["old"] + stood["new"] == KILLS


@pytest.mark.parametrize("way", ["exchange", "two renames"])
def test_swap_killed_at_each_thing_it_does_loses_no_site(tmp_path: Path, way: str) -> None:
    done = subprocess.run(
        [sys.executable, SWAPPING, tmp_path / "x", way.split()[0]],
        cwd=PROJECT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    told = json.loads(done.stdout)
    print(f"{way}: killed at {len(told) - 1} moments of the swap")
    assert len(told) > 60
    assert {row["killed"] for row in told[:-1]} == {True}
    assert told[0]["stood"] == "old" and told[-1]["stood"] == "new"
    assert {row["found"] for row in told} == {"old", "new"}
    assert {tuple(row["left"]) for row in told} == {("site",)}
    if way == "exchange" and sys.platform.startswith("linux"):
        assert {row["stood"] for row in told} == {"old", "new"}


def limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [10, 60_000, 500_000][: times(1, 3)])
def test_file_that_cannot_be_written_whole_ends_with_exit_code_three(
    ready: Ready, out: Path, size: int
) -> None:
    # Else Python would keep what it compiles cut short, for every later run.
    whole = environment(PYTHONDONTWRITEBYTECODE="1")
    done = build(ready[0], out, 1, preexec_fn=limited(size), env=whole)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert (tree(out), leftovers(out)) == (ready[2][0], [])


@pytest.fixture(scope="module")
def unshare() -> list[str]:
    """A command that gives another mounts of its own; nothing where nobody may mount."""
    for found in (["unshare", "-rm"], ["unshare", "-m"], ["sudo", "-nE", "unshare", "-m"]):
        with suppress(FileNotFoundError):
            tried = [*found, "mount", "-t", "tmpfs", "none", "/mnt"]
            if subprocess.run(tried, check=False, capture_output=True).returncode == 0:
                return found
    return []


# Mounts a small file system, puts the old site on it, builds the new one beside it, and tells.
FULL = """
mount -t tmpfs -o size="$1"k none "$2" && mkdir "$2/web" && cp -r "$3" "$2/web/site" || exit 9
tell="$4"
shift 4
"$@" >&2
"$1" "$tell" "$OUT" $?
"""


def test_full_disk_leaves_the_old_site(
    ready: Ready, out: Path, tmp_path: Path, unshare: list[str]
) -> None:
    made, sites, trees, _ = ready
    sizes = {p: p.stat().st_size for p in sites[0].rglob("*") if p.is_file()}
    if not unshare:
        # In a locked container a limit on each file, ever tighter, has to stand in.
        for size in sorted(set(sizes.values()))[-1 : -1 - ROOMS : -1]:
            done = build(made, out, 1, preexec_fn=limited(size - 1))
            assert (done.returncode, "Traceback" in done.stderr) == (3, False), done.stderr
            assert (tree(out), leftovers(out)) == (trees[0], [])
        print(f"nobody may mount here; limits survived: {ROOMS}")
        return
    # What a site takes on a tmpfs: whole pages of memory, in units of 1,024 bytes.
    pages = {path: -(-size // 4096) * 4 for path, size in sizes.items()}
    one = sum(pages.values())
    index = sum(size for path, size in pages.items() if "pagefind" in path.parts)
    # In the last two the disk is full while the search is indexed; the short run has the first.
    rooms = [2 * one - index, 2 * one - 8, *(one + one * part // ROOMS for part in range(ROOMS))]
    rooms = rooms if LONG else rooms[:1]
    disk = tmp_path / "disk"
    disk.mkdir()
    small = disk / "web" / "site"
    for room in rooms:
        given: list[str | Path] = [
            str(room),
            disk,
            sites[0],
            TELLING,
            *arguments(made.contents[1], small),
        ]
        done = subprocess.run(
            [*unshare, "sh", "-c", FULL, "sh", *given],
            cwd=made.root,
            env=environment(OUT=str(small)),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=True,
        )
        told = json.loads(done.stdout)
        assert "Traceback" not in done.stderr
        assert told == {"code": 3, "tree": trees[0], "left": []}, (room, done.stderr)
    print(f"full disks survived: {len(rooms)}")


def without_rights() -> None:
    """Take from root what lets it pass by the modes of files; others do not have it."""
    if os.getuid() == 0:
        library = ctypes.CDLL(None)
        # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: PR_CAPBSET_DROP before the program is started.
        for capability in (1, 2):
            assert library.prctl(24, capability, 0, 0, 0) == 0


@pytest.fixture
def shut() -> Iterator[Callable[[Path, int], None]]:
    """Changes the mode of a folder until the test ends."""
    changed: list[Path] = []

    def change(folder: Path, mode: int) -> None:
        changed.append(folder)
        folder.chmod(mode)

    yield change
    for folder in changed:
        folder.chmod(0o755)


@pytest.mark.parametrize("lock", some([True, False], 1), ids="lock {}".format)
def test_folder_that_may_not_be_written_ends_with_exit_code_three(
    ready: Ready, out: Path, shut: Callable[[Path, int], None], lock: bool
) -> None:
    if lock:
        (out.parent / ".site-lock").touch()
    shut(out.parent, 0o555)
    done = build(ready[0], out, 1, preexec_fn=without_rights)
    assert (done.returncode, "Traceback" in done.stderr) == (3, False), done.stderr
    assert "Permission denied" in done.stderr
    assert (tree(out), leftovers(out)) == (ready[2][0], [])


def test_site_that_may_not_be_read_ends_with_exit_code_three(
    ready: Ready, out: Path, shut: Callable[[Path, int], None]
) -> None:
    shut(out, 0o000)
    done = build(ready[0], out, 1, preexec_fn=without_rights)
    assert (done.returncode, "Traceback" in done.stderr) == (3, False), done.stderr
    out.chmod(0o755)
    assert (tree(out), leftovers(out)) == (ready[2][0], [])


def test_records_that_may_not_be_read_leave_the_old_site(
    ready: Ready, out: Path, tmp_path: Path, shut: Callable[[Path, int], None]
) -> None:
    made = ready[0]
    content = shutil.copytree(made.contents[1], tmp_path / "content")
    shut(content / "events", 0o000)
    done = build(made._replace(contents=(content, content)), out, 1, preexec_fn=without_rights)
    assert done.returncode == 3 and "Traceback" not in done.stderr, done.stderr
    assert (tree(out), leftovers(out)) == (ready[2][0], [])


def test_read_only_folder_within_the_old_site_is_replaced_and_cleaned_up(
    ready: Ready, out: Path
) -> None:
    (out / "events").chmod(0o555)
    out.chmod(0o555)
    done = build(ready[0], out, 1, preexec_fn=without_rights)
    assert done.returncode == 0, done.stderr
    assert (tree(out), leftovers(out)) == (ready[2][1], [])


@pytest.mark.parametrize(("by", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_build_cleans_up_behind_itself(
    ready: Ready, out: Path, by: signal.Signals, code: int
) -> None:
    made, _, trees, _ = ready
    with subprocess.Popen(
        arguments(made.contents[1], out),
        cwd=made.root,
        env=environment(),
        stderr=subprocess.PIPE,
        # What a shell starts in the background is told to heed no interrupt.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        until = time.monotonic() + 30
        while not leftovers(out):
            assert process.poll() is None and time.monotonic() < until
            time.sleep(0.01)
        process.send_signal(by)
        _, told = process.communicate(timeout=30)
    assert (process.returncode, b"Traceback" in told) == (code, False), told
    assert (tree(out), leftovers(out)) == (trees[0], [])


def test_of_two_builds_at_once_one_is_refused_with_a_word(ready: Ready, out: Path) -> None:
    made, _, trees, _ = ready
    running = [
        subprocess.Popen(
            arguments(made.contents[1], out),
            cwd=made.root,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    told = [process.communicate(timeout=120)[1] for process in running]
    codes = [process.returncode for process in running]
    # On a machine that starts them one after the other, both may succeed.
    assert 0 in codes and set(codes) <= {0, 3}, told
    assert all(
        (b"another build" in word) == (code == 3) for word, code in zip(told, codes, strict=True)
    )
    assert (tree(out), leftovers(out)) == (trees[1], [])
