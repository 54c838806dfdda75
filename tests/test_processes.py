"""Work shared out among processes: the same results in the same order, and one end for all."""

import logging
import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import bench
import pytest
from conftest import PROJECT, TODAY

from generator.loading import load_content
from generator.site.making.processes import each, processors, shared_out
from generator.site.reading import MANY, read
from generator.values.prose import parse_prose

# Newer Pythons warn of copies of a process with threads, as those of pytest-xdist have.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")


in_three = partial(each, processes=3)


@pytest.fixture
def squares() -> Callable[[int], tuple[int, int]]:
    """Work of which each of three processes does some: nobody goes on before all have begun."""
    begun, here = get_context("fork").Barrier(3), set[int]()

    def square(number: int) -> tuple[int, int]:
        if os.getpid() not in here:
            here.add(os.getpid())
            begun.wait(60)
        return number * number, os.getpid()

    return square


def test_results_are_in_the_order_of_the_pieces_whoever_made_them(
    squares: Callable[[int], tuple[int, int]],
) -> None:
    made = shared_out(range(60), squares, processes=3)
    assert [square for square, _ in made] == [number * number for number in range(60)]
    assert len({process for _, process in made}) == 3


def test_small_things_are_taken_many_at_once(squares: Callable[[int], tuple[int, int]]) -> None:
    made = each(range(900), squares, processes=3)
    assert [square for square, _ in made] == [number * number for number in range(900)]
    assert len({process for _, process in made}) == 3
    assert len({process for _, process in made[:64]}) == 1


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder with faults of many kinds: of words, values, references, YAML, in pairs."""
    folder = tmp_path_factory.mktemp("many") / "content"
    bench.records(MANY, folder)
    for number, path in enumerate(sorted(folder.glob("[ae]*s/2*/*.yml"))):
        faulty = {
            1: ("title: ", "title: TODO "),
            2: ("status: confirmed", "status: confirmd"),
            3: ("range_km: 350", "range_km: 35000"),
            4: ("(actor:", "(actor:nobody-"),
            5: ("summary: |", "sumary: |"),
            6: ("by: joint-staff", "by: [joint-staff"),
            7: ("(event:", "(events:"),
            8: ("url: https://", "url: https://www.example.com/#"),
            9: ("verb: said", "verb: said, verb: said"),
            10: ("summary: |\n  ", "summary: |\n  Of [one](actor:nobody), [two](actor:nobody). "),
            11: ("summary: |\n  ", "summary: |\n  Of [nothing](actor:none). "),
        }.get(number % 20, ("", ""))
        path.write_text(path.read_text("utf-8").replace(*faulty), "utf-8")
    return folder


def test_records_and_problems_are_the_same_however_many_processes_read(many: Path) -> None:
    here, apart = (load_content(many, "content"), load_content(many, "content", each=in_three))
    assert here == apart
    assert len(here.loaded) > 300 and len(here.partial) > 10
    assert [one.source for one in here.loaded] == [one.source for one in apart.loaded]
    kinds = [type(one.record) for one in here.loaded]
    assert kinds == [type(one.record) for one in apart.loaded]
    one, two = read(many, TODAY, "content"), read(many, TODAY, "content", each=in_three)
    assert one == two
    assert len({problem.code for problem in one.problems}) > 10


def test_each_link_of_a_text_has_a_reference_of_its_own_in_another_process() -> None:
    prose = parse_prose("Of [one](actor:nobody), [two](actor:nobody) and [nothing](actor:none).")
    sent = pickle.loads(pickle.dumps(prose))
    assert sent.links == prose.links
    assert [link.ref.kind for link in sent.links] == ["actors"] * 3
    # By its reference the place of a link is found.
    assert len({id(link.ref) for link in sent.links}) == 3


def test_check_of_many_records_takes_all_processors(many: Path, content: Path) -> None:
    script = (
        "import atexit, resource, runpy, sys\n"
        "used = lambda: resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt\n"
        "atexit.register(lambda: print('by others:', used()))\n"
        "sys.argv[0] = 'digest'; runpy.run_module('generator', run_name='__main__')"
    )
    for folder, by_others in ((many, processors() > 1), (content, False)):
        command = [sys.executable, "-c", script, "check", "--content", str(folder)]
        done = subprocess.run(command, capture_output=True, cwd=PROJECT, text=True)
        assert (int(done.stdout.split("by others: ")[1]) > 0) == by_others, done.stderr


def test_each_piece_is_made_once_however_many_there_are(tmp_path: Path) -> None:
    count = 5_000  # more than a pipe has room for, one by one

    def noted(number: int) -> int:
        with (tmp_path / str(os.getpid())).open("a") as file:
            file.write(f"{number}\n")
        return number

    assert shared_out(range(count), noted, processes=2) == list(range(count))
    lines = [line for file in tmp_path.iterdir() for line in file.read_text().split()]
    assert sorted(map(int, lines)) == list(range(count))


def test_what_is_done_meanwhile_is_done_once_and_here() -> None:
    done: list[int] = []
    shared_out(range(40), str, lambda: done.append(os.getpid()), processes=2)
    assert done == [os.getpid()]


def test_process_with_a_thread_beside_it_is_not_copied() -> None:
    script = (
        "import os, threading; from generator.site.making.processes import shared_out\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "print(len(set(shared_out(range(500), lambda _: os.getpid()))))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=PROJECT)
    assert done.stdout.split() == [b"1"]


def test_first_piece_that_fails_is_told_with_its_place() -> None:
    def fails(number: int) -> None:
        time.sleep(0.001)
        if number in (17, 18, 40):
            raise ValueError(f"piece {number}")

    for _ in range(3):
        with pytest.raises(ValueError, match="piece 17"):
            shared_out(range(60), fails, processes=3)


def test_nothing_is_begun_after_a_piece_that_fails(tmp_path: Path) -> None:
    def fails(number: int) -> None:
        (tmp_path / str(number)).touch()
        time.sleep(0.005)
        if number == 3:
            raise ValueError("piece 3")

    with pytest.raises(ValueError, match="piece 3"):
        shared_out(range(900), fails, processes=2)
    assert len(list(tmp_path.iterdir())) < 30


def test_error_that_cannot_be_sent_is_still_told() -> None:
    here = os.getpid()

    class Local(Exception):
        pass

    def fails(number: int) -> None:
        time.sleep(0.005)
        if os.getpid() != here:
            raise Local("lost")

    with pytest.raises(RuntimeError, match="Local: lost"):
        shared_out(range(40), fails, processes=2)


def test_what_other_processes_log_is_logged_here(caplog: pytest.LogCaptureFixture) -> None:
    def speaks(number: int) -> int:
        time.sleep(0.002)
        logging.getLogger("mkdocs.x").warning("%s in %s", number, os.getpid())
        return os.getpid()

    processes = set(shared_out(range(40), speaks, processes=2))
    told = [record.getMessage().split(" in ") for record in caplog.records]
    assert sorted(int(number) for number, _ in told) == list(range(40))
    assert {int(process) for _, process in told} == processes and len(processes) == 2


def test_process_that_is_killed_is_an_error_of_the_machine() -> None:
    here = os.getpid()

    def killed(number: int) -> None:
        time.sleep(0.005)
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(OSError, match="ended from outside"):
        shared_out(range(40), killed, processes=2)


def test_others_end_with_the_process_that_needs_them(tmp_path: Path) -> None:
    count = 9_000
    script = (
        "import os, sys, time; from generator.site.making.processes import shared_out\n"
        "file = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY | os.O_APPEND)\n"
        "def work(number): time.sleep(0.01); os.write(file, b'.')\n"
        f"shared_out(range({count}), work, lambda: print('go', flush=True), processes=3)"
    )
    noted = tmp_path / "noted"
    command = [sys.executable, "-c", script, str(noted)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT) as process:
        assert process.stdout
        assert process.stdout.readline() == b"go\n"
        process.kill()
        # The end of the pipe comes when the last that holds it is gone.
        assert process.stdout.read() == b""
    assert noted.stat().st_size < count / 10


def test_others_end_where_nobody_takes_what_they_made(tmp_path: Path) -> None:
    count = 8
    script = (
        "import os, sys, time; from generator.site.making.processes import shared_out\n"
        "file = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY | os.O_APPEND)\n"
        # More than a pipe holds.
        "def work(number): os.write(file, b'.'); return b'x' * 100_000\n"
        "def busy():\n"
        f"    while os.fstat(file).st_size < {count}: time.sleep(0.01)\n"
        "    print('go', flush=True); time.sleep(600)\n"
        f"shared_out(range({count}), work, busy, processes=3)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "noted")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT) as process:
        assert process.stdout
        assert process.stdout.readline() == b"go\n"
        process.kill()
        # The end of the pipe comes when the last that holds it is gone; they have nothing to do.
        assert select.select([process.stdout], [], [], 60)[0]
        assert process.stdout.read() == b""
