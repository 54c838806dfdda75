"""Work shared out among processes, each of which takes the next piece until there are none left.

A process is a copy of this one, so what was computed before is there, and nothing is handed to it.
"""

import gc
import logging
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# To copy a process takes as long as some pieces do.
WORTH = 30
# Small things are taken so many at once, and what several of them have is sent once. To copy a
# process takes as long as a few batches do.
BATCH = 64
BATCHES = 4
# A number in the pipe that holds those of the pieces; a read of one is never torn.
WIDTH = 4
# What any pipe holds, in numbers.
ROOM = 4096 // WIDTH


class Fault(NamedTuple):
    """What ended the work of a process, and at which piece."""

    piece: int
    error: BaseException


class Share(NamedTuple, Generic[R]):
    """What one process made, each result with the number of its piece."""

    results: list[tuple[int, R]]
    fault: Fault | None
    said: list[logging.LogRecord]


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def shared_out(
    pieces: Sequence[T],
    work: Callable[[T], R],
    meanwhile: Callable[[], object] = lambda: None,
    processes: int | None = None,
    worth: int = WORTH,
) -> list[R]:
    """What `work` makes of each piece, in their order; `meanwhile` is done by this process alone.

    Where a piece fails, its error is raised, or that of the first that failed. What others log is
    logged here. Other processes are started where the machine has them, where there is enough to
    do (`worth` pieces for each), and where this process has no thread beside it, whose locks a copy
    could not open.
    """
    if processes is None:
        processes = min(processors(), 1 + len(pieces) // worth) if _single() else 1
    step = -(-len(pieces) // ROOM) or 1
    taking, giving = os.pipe()
    with open(taking, "rb", buffering=0) as queue:
        with open(giving, "wb", buffering=0) as filling:
            starts = range(0, len(pieces), step)
            filling.write(b"".join(start.to_bytes(WIDTH, "big") for start in starts))
        # What is there already is nobody's to clear away, or each copy would get one of its own.
        gc.freeze()
        others = []
        try:
            others = [_Other(pieces, work, step, queue.fileno()) for _ in range(processes - 1)]
            meanwhile()
            shares = [_share(pieces, work, step, queue.fileno()), *(one.share() for one in others)]
        finally:
            for one in others:
                one.end()
            gc.unfreeze()
    for share in shares[1:]:
        for record in share.said:
            logging.getLogger(record.name).handle(record)
    if faults := [share.fault for share in shares if share.fault]:
        raise min(faults, key=lambda fault: fault.piece).error
    made = dict(result for share in shares for result in share.results)
    return [made[number] for number in range(len(pieces))]


def each(things: Sequence[T], work: Callable[[T], R], processes: int | None = None) -> list[R]:
    """What `work` makes of each of many small things, in their order."""
    batches = [things[first : first + BATCH] for first in range(0, len(things), BATCH)]
    made = shared_out(
        batches, lambda batch: [work(one) for one in batch], processes=processes, worth=BATCHES
    )
    return [result for results in made for result in results]


def _single() -> bool:
    """Whether this process has one thread, as far as the system says."""
    tasks = Path("/proc/self/task")
    return threading.active_count() == 1 and (
        not tasks.is_dir() or sum(1 for _ in tasks.iterdir()) == 1
    )


class _Other(Generic[R]):
    """Another process that takes pieces."""

    def __init__(self, pieces: Sequence[T], work: Callable[[T], R], step: int, queue: int) -> None:
        # Not every system copies processes unless it is asked to.
        context = get_context("fork")
        self.results, told = context.Pipe(duplex=False)
        self.process = context.Process(
            target=_work_apart,
            args=(pieces, work, step, queue, self.results, told, os.getpid()),
            daemon=True,
        )
        self.process.start()
        told.close()

    def share(self) -> Share[R]:
        """What it made, once it has ended."""
        try:
            share: Share[bytes] = pickle.loads(self.results.recv_bytes())
        except EOFError as error:
            raise OSError(
                "a process that took a part of the work was ended from outside"
            ) from error
        results = [(piece, pickle.loads(packed)) for piece, packed in share.results]
        return Share(results, share.fault, share.said)

    def end(self) -> None:
        """End it, and wait until it has ended."""
        self.process.terminate()
        self.process.join()
        self.results.close()


def _work_apart(
    pieces: Sequence[T],
    work: Callable[[T], R],
    step: int,
    queue: int,
    results: Connection,
    told: Connection,
    parent: int,
) -> None:
    """The work of another process: what it makes, it sends at its end."""
    # Its copy of the other end: while that is open, it would wait for ever for a reader that was
    # killed, and keep the lock of the site.
    results.close()
    # Whoever ends the first process by a key ends them all, and only the first one answers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    said: list[logging.LogRecord] = []
    heard = _Heard(said)
    for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
        logger.handlers = [heard]
    logging.getLogger("mkdocs").propagate = False
    # Packed at once: all processes end at the same time if they end their last pieces then.
    share = _share(pieces, lambda piece: pickle.dumps(work(piece)), step, queue, parent)
    fault = share.fault and share.fault._replace(error=_sendable(share.fault.error))
    with suppress(BrokenPipeError):  # nobody needs it any more
        told.send_bytes(pickle.dumps(share._replace(fault=fault, said=said)))


class _Heard(logging.Handler):
    """Keeps what is logged, for another process to log it."""

    def __init__(self, said: list[logging.LogRecord]) -> None:
        super().__init__()
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args = record.getMessage(), None
        record.exc_info = None
        self.said.append(record)


def _share(
    pieces: Sequence[T], work: Callable[[T], R], step: int, queue: int, parent: int = 0
) -> Share[R]:
    """Take pieces until there are none left, or until the process is gone that needs them."""
    results: list[tuple[int, R]] = []
    while start := os.read(queue, WIDTH):
        first = int.from_bytes(start, "big")
        for piece in range(first, min(first + step, len(pieces))):
            if parent and os.getppid() != parent:
                os._exit(1)
            try:
                results.append((piece, work(pieces[piece])))
            except Exception as error:
                # The others need not begin what comes after it.
                while os.read(queue, WIDTH * ROOM):
                    pass
                return Share([], Fault(piece, error), [])
    return Share(results, None, [])


def _sendable(error: BaseException) -> BaseException:
    """The error with where it was raised, for another process to raise."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError("".join(traceback.format_exception(error)))
    return error
