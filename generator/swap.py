"""Stage, then swap: a build goes to a folder of its own and takes the site's place by rename.

A build that fails or is killed leaves the last good site whole.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path


class Busy(OSError):
    """Another build holds the lock."""


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A fresh folder beside `out`, which replaces `out` when the block ends without an error.

    `out` is a resolved path: a link to a folder would be renamed instead of the folder.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{out.name}-"
    # The lock goes with the process, so a killed build never leaves it behind.
    with (out.parent / f"{prefix}lock").open("a") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except OSError as error:
            raise Busy(f"another build is writing {out}") from error
        _recover(out, prefix)
        stage = Path(tempfile.mkdtemp(prefix=f"{prefix}stage-", dir=out.parent))
        stage.chmod(0o755)
        try:
            yield stage
            _replace(out, stage, out.parent / f"{prefix}old")
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _recover(out: Path, prefix: str) -> None:
    """Undo what a killed build left: stages are removed, a site moved aside comes back."""
    old = out.parent / f"{prefix}old"
    if old.exists() and not out.exists():
        os.rename(old, out)
    stage = re.compile(re.escape(f"{prefix}stage-") + r"\w{8}")
    for left in out.parent.iterdir():
        if (left == old or stage.fullmatch(left.name)) and left.is_dir():
            shutil.rmtree(left, ignore_errors=True)


def _replace(out: Path, stage: Path, old: Path) -> None:
    if out.exists():
        os.rename(out, old)
    os.rename(stage, out)
    shutil.rmtree(old, ignore_errors=True)
