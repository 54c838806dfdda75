"""Runs commands one by one, each in a copy of a process that has imported all; for test_warm.

Each line of input is a JSON list: the folder, the arguments, variables of the environment. Each
answer is one: the exit code, and what was printed.
"""

import json
import os
import sys
import tempfile
from typing import IO

import generator.site.plugin  # noqa: F401
from generator.cli.main import main


def in_a_copy(folder: str, arguments: list[str], told: dict[str, str], said: IO[bytes]) -> None:
    """One command, as in a process of its own; ends the copy."""
    code = 70
    try:
        os.chdir(folder)
        os.environ.update(told)
        for stream in (1, 2):
            os.dup2(said.fileno(), stream)
        sys.argv = ["digest", *arguments]
        main()
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


for line in sys.stdin:
    folder, arguments, told = json.loads(line)
    with tempfile.TemporaryFile() as said:
        copy = os.fork()
        if not copy:
            in_a_copy(folder, arguments, told, said)
        _, status = os.waitpid(copy, 0)
        said.seek(0)
        answer = [os.waitstatus_to_exitcode(status), said.read().decode("utf-8")]
    print(json.dumps(answer), flush=True)
