"""The `digest` command as a person runs it, in this process or in one of its own.

Starting Python and the generator takes ten times as long as what most tests ask of the command.
"""

import os
import subprocess
import sys
import termios
import time
import tty
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple, TextIO

import pytest
from serving import PROJECT

from generator.cli.main import main


class Done(NamedTuple):
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def run(
    *arguments: str | Path,
    cwd: Path = PROJECT,
    encoding: str = "utf-8",
    typed: Sequence[str] | None = None,
    **more: str,
) -> Done:
    """The command run to its end in this process; `more` are variables of its environment.

    `encoding` is that of both outputs. `typed` are the lines that a person types at a terminal, who
    then ends the input; without them nobody is there.
    """
    out, err = (TextIOWrapper(BytesIO(), encoding, newline="\n") for _ in range(2))
    code = 0
    with (
        pytest.MonkeyPatch.context() as here,
        redirect_stdout(out),
        redirect_stderr(err),
        terminal(typed) as stdin,
    ):
        here.setattr(sys, "stdin", stdin)
        here.chdir(cwd)
        here.setattr(sys, "argv", ["digest", *map(str, arguments)])
        for name, value in more.items():
            here.setenv(name, value)
        if "TZ" in more:
            time.tzset()
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    if "TZ" in more:
        time.tzset()
    for text in (out, err):
        text.seek(0)
    return Done(code, out.read(), err.read())


@contextmanager
def terminal(typed: Sequence[str] | None) -> Iterator[TextIO]:
    """An input at which these lines were typed; no terminal where there are none."""
    if typed is None:
        with open(os.devnull, encoding="utf-8") as nobody:
            yield nobody
        return
    person, computer = os.openpty()
    try:
        tty.setcbreak(computer)
        settings = termios.tcgetattr(computer)
        settings[3] |= termios.ICANON  # ends of lines and of the input, and no echo
        termios.tcsetattr(computer, termios.TCSANOW, settings)
        os.write(person, "".join(f"{line}\n" for line in typed).encode() + b"\x04")
        with open(computer, encoding="utf-8") as stdin:
            yield stdin
    finally:
        os.close(person)


def run_apart(*arguments: str | Path, cwd: Path = PROJECT, **more: str) -> Done:
    """The command run to its end in a process of its own, in UTF-8 whatever the machine speaks."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT)} | more,
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)
