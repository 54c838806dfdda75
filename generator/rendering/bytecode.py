"""Compiled templates, kept by their text where Python keeps what it has compiled of the program.

To compile all of them takes as long as to make a small site. What is kept is of these modules, this
Jinja and this Python alone; where any of them changed, it is made anew.
"""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

PROGRAM = Path(__file__).resolve().parents[1]
PREFIX = "templates-"


class Compiled(BytecodeCache):
    """What Jinja asks for compiled templates, of all environments that are given it."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is where they are kept from one process to the next, if anywhere."""
        self.code: dict[str, CodeType] = {}
        self.folder = folder

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """What is known of a template; its path does not matter, but how it is compiled does."""
        how = (
            environment.autoescape,
            environment.trim_blocks,
            environment.lstrip_blocks,
            environment.keep_trailing_newline,
            getattr(environment.finalize, "__qualname__", ""),
            environment.undefined.__qualname__,
            sorted(environment.extensions),
        )
        key = hashlib.sha256(repr((how, name, source)).encode("utf-8", "surrogatepass"))
        bucket = Bucket(environment, key.hexdigest(), key.hexdigest())
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """From this process, else from an earlier one; Jinja's own checks find a torn file."""
        bucket.code = self.code.get(bucket.key)
        if bucket.code is None and self.folder:
            with contextlib.suppress(OSError):
                data = (self.folder / bucket.key).read_bytes()
                body, mark = data[:-32], data[-32:]
                if hashlib.sha256(body).digest() == mark:
                    bucket.bytecode_from_string(body)
        if bucket.code is not None:
            self.code[bucket.key] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """For this process and later ones; where nothing can be written, for this one alone."""
        assert bucket.code is not None
        self.code[bucket.key] = bucket.code
        if not self.folder:
            return
        with contextlib.suppress(OSError):
            self._begin()
            body = bucket.bytecode_to_string()
            handle, half = tempfile.mkstemp(dir=self.folder)
            try:
                with open(handle, "wb") as file:
                    file.write(body + hashlib.sha256(body).digest())
                os.replace(half, self.folder / bucket.key)
            except OSError:
                os.unlink(half)

    def _begin(self) -> None:
        """Make the folder; those of a program that is no more are removed."""
        if self.folder and not self.folder.is_dir():
            for old in self.folder.parent.glob(f"{PREFIX}*"):
                shutil.rmtree(old, ignore_errors=True)
            self.folder.mkdir(parents=True, exist_ok=True)


@cache
def compiled() -> Compiled:
    """Those of this program."""
    return Compiled(None if sys.dont_write_bytecode else _folder())


def _folder() -> Path:
    """The folder for what this very program compiles, beside that of this module."""
    found = hashlib.sha256(f"{jinja2.__version__} {sys.version}".encode())
    for module in sorted(PROGRAM.rglob("*.py")):
        state = module.stat()
        found.update(f"{module} {state.st_mtime_ns} {state.st_size}\n".encode("utf-8", "replace"))
    beside = Path(importlib.util.cache_from_source(__file__)).parent
    return beside / f"{PREFIX}{found.hexdigest()[:32]}"
