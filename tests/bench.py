"""How long a build of many records takes, how much memory, and what a search of it costs.

The records are a launch of the small corpus and its articles, copied until there are enough.

    python tests/bench.py --sizes 200

`make bench` prints seconds, MB and, of a search in Chromium, KB as a host sends them: for the first
query with ten excerpts, engine and all, then for each query after it.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from browser.conftest import chromium
from browser.looks import search_costs
from serving import at_root, workshop

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT / "tests" / "content"
LAUNCH = "2026-02-10-sandok"
# What its records name beside it, and what copies name instead: a record without a day in its id.
VISIT, ELSEWHERE = "2026-02-09-harbour-visit", "1994-05-unknown-site"
FIRST = date(2000, 1, 1)
DAYS = 9_000
# A word of nearly every page, names, a date, a number.
QUERIES = ("missile", "sandok", "test register", "february 2026", "600 km")


def records(size: int, folder: Path) -> int:
    """Fill a content folder with at least `size` records; gives their number.

    A launch of the small corpus and the three articles that report it are copied together, to
    another day each time, so that claims, flights and links grow with the records.
    """
    shutil.copytree(CORPUS, folder)
    have = sum(1 for path in folder.rglob("*") if path.is_file())
    sources = [folder / f"events/2026/{LAUNCH}.yml"]
    sources += [path for path in folder.rglob("articles/2026/*.yml") if LAUNCH in path.read_text()]
    texts = {path: alone(path.read_text("utf-8")) for path in sources}
    for number in count(1):
        if have >= size:
            return have
        day = FIRST + timedelta(days=number * 7919 % DAYS)
        for path, text in texts.items():
            made = folder / path.parts[-3] / str(day.year) / moved(path.name, day)
            made.parent.mkdir(exist_ok=True)
            # Rows of other databases and addresses are those of one record.
            text = text.replace("COPY", str(number))
            made.write_text(moved(text, day), "utf-8")
        have += len(texts)
    raise AssertionError("counting never ends")


def alone(text: str) -> str:
    """A record of the launch without what it says of other records' days; COPY is for a number."""
    text = re.sub(rf"^  - {{(?!event: {LAUNCH}).*about: .*\n", "", text, flags=re.MULTILINE)
    # Which is what this excuses.
    text = re.sub(r"^  - \{code: R023, .*\n", "", text, flags=re.MULTILINE)
    text = text.replace(f"[{LAUNCH}, {VISIT}]", f"[{LAUNCH}]").replace(VISIT, ELSEWHERE)
    text = re.sub(r"^(  [a-z-]+: )\[.*\]$", r'\1["no-COPY"]', text, flags=re.MULTILINE)
    return text.replace(".example.org", "-COPY.example.org")


def moved(text: str, day: date) -> str:
    """A text or name about the launch with all its days moved along to those of another day."""
    by = day - date(2026, 2, 10)
    return re.sub(r"2026-\d\d-\d\d", lambda found: str(date.fromisoformat(found[0]) + by), text)


def measured(cwd: Path, *arguments: str | Path) -> tuple[float, float]:
    """Wall time in seconds and peak memory in MB of one command and all it starts."""
    program = (
        "import resource, subprocess, sys;"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode;"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss);"
        "sys.exit(code)"
    )
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program, sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return time.monotonic() - began, int(done.stdout) / unit


def main() -> None:
    """Measure and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000])
    print(f"{'records':>8}  {'command':<8} {'seconds':>8} {'MB':>6} {'ms a record':>12}")
    for size in arguments.parse_args().sizes:
        with tempfile.TemporaryDirectory() as temporary:
            content = Path(temporary) / "content"
            made = records(size, content)
            workshop(Path(temporary))
            for command in (
                ("check",),
                ("render", Path(temporary) / "markdown"),
                ("build", "--out", Path(temporary) / "site"),
            ):
                seconds, megabytes = measured(Path(temporary), *command, "--content", content)
                print(
                    f"{made:>8}  {command[0]:<8} {seconds:>8.2f} {megabytes:>6.0f} "
                    f"{1000 * seconds / made:>12.2f}",
                    flush=True,
                )
            with at_root(Path(temporary) / "site") as root, chromium() as browser:
                costs = search_costs(browser, root, QUERIES)
            told = (
                f"{query} {cost / 1000:.1f}" for query, cost in zip(QUERIES, costs, strict=True)
            )
            print(f"{made:>8}  search, KB: {', '.join(told)}", flush=True)


if __name__ == "__main__":
    main()
