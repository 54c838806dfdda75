"""Stage, then swap: a build goes to a folder of its own and takes the site's place by rename.

A build that fails or is killed leaves the last good site whole, and one that is asked to end leaves
nothing else behind. A power cut is another matter: nothing waits for the disk, since a site can
always be built again.
"""

import ctypes
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import IO

# <fcntl.h> and <linux/fs.h>: paths are taken from the working folder, and change places.
AT_FDCWD = -100
RENAME_EXCHANGE = 2
# Seconds to wait for the lock of a build that is ending.
PATIENCE = 1.0


class Busy(OSError):
    """Another build holds the lock."""


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A fresh folder beside `out`, which replaces `out` when the block ends without an error.

    `out` is a resolved path: a link to a folder would be renamed instead of the folder. Raises
    NotADirectoryError where `out` is something else: a device, too, would change places.
    """
    if out.exists() and not out.is_dir():
        raise NotADirectoryError(f"{out} is not a folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{out.name}-"
    # The lock goes with the process, so a killed build never leaves it behind. The empty file
    # stays: were it removed, two builds could each lock a file of that name.
    with (out.parent / f"{prefix}lock").open("a") as lock:
        _take(lock, out)
        try:
            _recover(out, prefix)
            stage = Path(tempfile.mkdtemp(prefix=f"{prefix}stage-", dir=out.parent))
            yield stage
            _open_to_all(stage)
            _replace(out, stage, out.parent / f"{prefix}old")
        finally:
            # The stage, which after the swap is the old site; whoever ends the build may do so just
            # when there is one.
            _recover(out, prefix)


def _take(lock: IO[str], out: Path) -> None:
    """Take the lock, or raise Busy.

    A build killed while it starts Pagefind leaves it held until that has begun to run.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
            return
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise Busy(f"another build is writing {out}") from error
            time.sleep(0.02)


def _recover(out: Path, prefix: str) -> None:
    """Undo what a build left that was ended: stages are removed, a site moved aside comes back."""
    old = out.parent / f"{prefix}old"
    if old.exists() and not out.exists():
        os.rename(old, out)
    stage = re.compile(re.escape(f"{prefix}stage-") + r"\w{8}")
    for left in out.parent.iterdir():
        if (left == old or stage.fullmatch(left.name)) and left.is_dir():
            _remove(left)


def _open_to_all(stage: Path) -> None:
    """A web server reads the site as somebody else, whatever umask the build ran under."""
    stage.chmod(0o755)
    for folder, folders, names in os.walk(stage):
        for name in folders:
            os.chmod(os.path.join(folder, name), 0o755)
        for name in names:
            os.chmod(os.path.join(folder, name), 0o644)


def _replace(out: Path, stage: Path, old: Path) -> None:
    """Put the stage in the place of the site: in one step where the system has one."""
    if not out.exists():
        os.rename(stage, out)
    elif not _exchanged(stage, out):
        # Killed between these two, the site is at `old`, from where the next build takes it back.
        os.rename(out, old)
        try:
            os.rename(stage, out)
        except OSError:
            os.rename(old, out)
            raise
        _remove(old)


def _remove(folder: Path) -> None:
    """Remove a folder that is in nobody's use; what cannot be removed now is left for later."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.is_dir() and not folder.is_symlink():
        # Somebody made a folder in it read-only; it is ours, so we may say otherwise.
        for place, _, _ in os.walk(folder):
            with suppress(OSError):
                os.chmod(place, 0o700)
        shutil.rmtree(folder, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two folders have changed places; False where system or file system cannot do it."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    return bool(
        rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
    )
