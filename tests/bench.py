"""What a build, a check and an edit cost, beside other builders on the same pages.

The records are a launch of the small corpus with what is about it, copied until there are enough.

    python tests/bench.py --sizes 200 --rounds 1

Each round runs everything once, one after the other, so that what else the machine does falls on
all of them. The other builders make the Markdown of `digest render` into a site, with the search
that they have; those that are not installed are named. `make bench` prints a table of Markdown for
each size and, of a search in Chromium, KB as a host sends them: for the first query with ten
excerpts, engine and all, then for each query after it.
"""

import argparse
import json
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from importlib.metadata import version
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from browser.conftest import chromium
from browser.looks import search_costs
from serving import at_root, workshop

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT / "tests" / "content"
# Where `make outlive` installs ProperDocs and Zensical.
OTHERS = PROJECT / ".cache" / "outlive" / "bin"
QUIETLY = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
LAUNCH = "2026-02-10-sandok"
# What its records name beside it, and what copies name instead: a record without a day in its id.
VISIT, ELSEWHERE = "2026-02-09-harbour-visit", "1994-05-unknown-site"
# What is copied with it, and for how many launches one copy is; as among the real records.
BESIDE = {"actors/ada-envoy": 1, "places/sandok": 3, "systems/bada-3": 6}
# Names, which records of one kind may not share.
NAMES = re.compile(r"^(?:name: .*|  - \{name: [^,]*)", re.MULTILINE)
FIRST = date(2000, 1, 1)
DAYS = 9_000
# A word of nearly every page, names, a date, a number.
QUERIES = ("missile", "sandok", "test register", "february 2026", "600 km")


def records(size: int, folder: Path) -> int:
    """Fill a content folder with at least `size` records of the full model; gives their number.

    A launch of the small corpus and the three articles that report it are copied together, to
    another day each time, with actors, places and missiles of their own, so that claims, flights,
    data sheets and links grow with the records.
    """
    shutil.copytree(CORPUS, folder)
    have = sum(1 for path in folder.rglob("*") if path.is_file())
    sources = [folder / f"events/2026/{LAUNCH}.yml"]
    sources += [path for path in folder.rglob("articles/2026/*.yml") if LAUNCH in path.read_text()]
    texts = {path.name: (path.parts[-3], alone(path.read_text("utf-8"))) for path in sources}
    beside = {name: (folder / f"{name}.yml").read_text("utf-8") for name in BESIDE}
    for number in count():
        if have >= size:
            return have
        day = FIRST + timedelta(days=number * 7919 % DAYS)
        for name, many in BESIDE.items():
            if number % many == 0:
                kind, key = name.split("/")
                text = numbered(NAMES.sub(r"\g<0> COPY", beside[name]), number)
                (folder / kind / f"{key}-{number}.yml").write_text(moved(text, day), "utf-8")
                have += 1
        for name, (kind, text) in texts.items():
            name = moved(name, day)
            year = re.search(r"\d{4}", name)
            assert year
            made = folder / kind / year[0] / name
            made.parent.mkdir(exist_ok=True)
            made.write_text(moved(numbered(text, number), day), "utf-8")
            have += 1
    raise AssertionError("counting never ends")


def alone(text: str) -> str:
    """A record of the launch without what it says of records that are not copied with it."""
    kept = "event: " + LAUNCH + "|" + "|".join(name.replace("s/", ": ") for name in BESIDE)
    text = re.sub(rf"^  - {{(?!{kept}).*about: .*\n", "", text, flags=re.MULTILINE)
    text = text.replace(f"[{LAUNCH}, {VISIT}]", f"[{LAUNCH}]").replace(VISIT, ELSEWHERE)
    # No two summaries may be alike but for numbers.
    text = text.replace("is a word.", "is a word, and so is LETTERS.")
    # Rows of other databases and addresses are those of one record.
    text = re.sub(r"^(  [a-z-]+: )\[.*\]$", r'\1["no-COPY"]', text, flags=re.MULTILINE)
    return text.replace(".example.org", "-COPY.example.org")


def numbered(text: str, number: int) -> str:
    """A text of the copy of that number: COPY is the number, LETTERS the same without a digit.

    It names the copies beside it.
    """
    for name, many in BESIDE.items():
        key = name.split("/")[1]
        text = re.sub(rf"(?<![\w-]){key}(?![\w-])", f"{key}-{number - number % many}", text)
    letters = "".join("abcdefghij"[int(digit)] for digit in str(number))
    return text.replace("COPY", str(number)).replace("LETTERS", letters)


def moved(text: str, day: date) -> str:
    """A text or name about the launch with all its days moved along to those of another day."""
    by = day - date(2026, 2, 10)
    return re.sub(r"2026-\d\d-\d\d", lambda found: str(date.fromisoformat(found[0]) + by), text)


class Cost(NamedTuple):
    """What a command took: seconds by the wall and of the processors, MB of its largest process."""

    wall: float
    processor: float
    peak: float


# Runs a command and prints what it and all that it started took.
TIMER = """
import resource, subprocess, sys, time
began = time.monotonic()
code = subprocess.run(sys.argv[2:], stdout=open(sys.argv[1], "wb")).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(code)
"""


def measured(cwd: Path, command: Sequence[str | Path]) -> Cost:
    """The cost of one command, which must succeed; what it says is in the file `said`."""
    done = subprocess.run(
        [sys.executable, "-c", TIMER, "said", *map(str, command)],
        cwd=cwd,
        env=QUIETLY,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command} failed:\n{done.stderr}")
    wall, processor, peak = map(float, done.stdout.split())
    # Linux counts in kilobytes, macOS in bytes.
    return Cost(wall, processor, peak / (1024**2 if sys.platform == "darwin" else 1024))


def edit(root: Path) -> str:
    """Save one record with another title; gives its end, which no title before it had."""
    record = root / f"content/events/2026/{LAUNCH}.yml"
    text = record.read_text("utf-8")
    before = re.search(r"(?m)^title: .* version (\d+)$", text)
    end = f" version {int(before[1]) + 1 if before else 1}"
    text = re.sub(r"(?m)^(title: .*?)(?: version \d+)?$", rf"\g<1>{end}", text)
    record.write_text(text, "utf-8")
    return end


@contextmanager
def preview(root: Path) -> Iterator[tuple[int, str]]:
    """A `mkdocs serve` of a project: the number of its process and its address, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command, cwd=root, env=QUIETLY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            until_shown(process, address, "")
            yield process.pid, address
        finally:
            process.terminate()


def until_shown(process: "subprocess.Popen[bytes] | None", address: str, words: str) -> None:
    """Ask for a page until it shows the words."""
    while process is None or process.poll() is None:
        try:
            with urlopen(address, timeout=900) as answer:
                if words in answer.read().decode("utf-8"):
                    return
        except (URLError, ConnectionError):
            time.sleep(0.5)
        time.sleep(0.01)
    raise RuntimeError("the preview ended")


def used(process: int) -> Cost:
    """What a process and those it waited for took up to now; zeros where /proc does not say."""
    folder = Path(f"/proc/{process}")
    if not folder.is_dir():
        return Cost(0, 0, 0)
    ticks = sum(map(int, (folder / "stat").read_text().rpartition(")")[2].split()[11:15]))
    peak = re.search(r"VmHWM:\s+(\d+)", (folder / "status").read_text())
    seconds = ticks / os.sysconf("SC_CLK_TCK")
    return Cost(time.monotonic(), seconds, int(peak[1]) / 1024 if peak else 0)


def edited(root: Path, address: str, process: int) -> Cost:
    """From the saving of one record until its page is served with the new title."""
    before = used(process)
    began = time.monotonic()
    title = edit(root)
    until_shown(None, f"{address}events/{LAUNCH}/", title)
    after = used(process)
    return Cost(time.monotonic() - began, after.processor - before.processor, after.peak)


def size_of(site: Path) -> tuple[int, float]:
    """How many files a site has, and its MB."""
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes) / 1e6


class Builder(NamedTuple):
    """One of those that are compared: the commands of a build, the folder they run in, the site."""

    name: str
    folder: Path
    commands: tuple[tuple[str | Path, ...], ...]
    site: Path


# The least that makes of each page what the others make: its words in a frame with the menu.
HUGO = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="stylesheet" href="{{ "assets/digest.css" | relURL }}"></head><body><nav>
{{ range .Site.Menus.main }}<a href="{{ .URL }}">{{ .Name }}</a>{{ end }}</nav>
<main data-pagefind-body>{{ .Content }}</main></body></html>
"""


def peers(markdown: Path, work: Path) -> tuple[list[Builder], list[str]]:
    """The other builders, each with a copy of the Markdown; and what is left out, and why."""
    found, absent = [], []
    programs = {"mkdocs": Path(sys.executable).with_name("mkdocs")}
    programs |= {name: OTHERS / name for name in ("properdocs", "zensical")}
    themes = {"mkdocs": {"theme": {"name": "material", "font": False}}}
    names = {"mkdocs": "MkDocs, Material", "properdocs": "ProperDocs", "zensical": "Zensical"}
    for program, command in programs.items():
        if not command.exists():
            absent.append(f"{names[program]}: make {OTHERS.parent.relative_to(PROJECT)}/made")
            continue
        folder = work / program
        shutil.copytree(markdown, folder)
        config = json.loads((folder / "mkdocs.yml").read_text("utf-8")) | themes.get(program, {})
        (folder / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
        found.append(Builder(names[program], folder, ((command, "build"),), folder / "site"))
    hugo = shutil.which("hugo")
    if not hugo:
        return found, [*absent, "Hugo: apt install hugo"]
    folder = work / "hugo"
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    for name in ("list", "single"):
        (layouts / f"{name}.html").write_text(HUGO, "utf-8")
    nav = json.loads((markdown / "mkdocs.yml").read_text("utf-8"))["nav"]
    menu = [
        {"name": name, "url": f"/{place.removesuffix('index.md')}"}
        for one in nav
        for name, place in one.items()
    ]
    config = {
        "baseURL": "/",
        "title": "Bench",
        "disableKinds": ["taxonomy", "term", "RSS"],
        "markup": {"goldmark": {"renderer": {"unsafe": True}}},
        "menu": {"main": menu},
    }
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    docs = markdown / "docs"
    for file in docs.rglob("*"):
        if file.is_file():
            # To Hugo a page with pages below it is `_index.md`.
            page = file.suffix == ".md"
            made = folder / ("content" if page else "static") / file.relative_to(docs)
            made = made.with_name("_index.md") if page else made
            made.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, made)
    search = (sys.executable, "-m", "pagefind", "--site", "public", "--quiet")
    commands = ((hugo, "--quiet", "--cleanDestinationDir"), search)
    return [*found, Builder("Hugo, Pagefind", folder, commands, folder / "public")], absent


class Bench:
    """One size measured: the costs of each piece of work, round by round."""

    def __init__(self, size: int, root: Path, alone: bool = False) -> None:
        self.root = root
        self.made = records(size, root / "content")
        workshop(root)
        self.digest: tuple[str | Path, ...] = (sys.executable, "-m", "generator")
        self.costs: dict[str, list[Cost]] = {}
        self.sizes: dict[str, tuple[int, float]] = {}
        self.phases = ""
        self.peers, self.absent = list[Builder](), list[str]()
        if not alone:
            measured(root, (*self.digest, "render", root / "markdown"))
            self.pages = sum(1 for _ in (root / "markdown").rglob("*.md"))
            self.peers, self.absent = peers(root / "markdown", root / "peers")

    def round(self) -> None:
        """Each once; so that what else the machine does falls on all of them."""
        self._ours("ours, cold", fresh=True)
        edit(self.root)
        self._ours("ours, after one edit")
        self._add("check alone", measured(self.root, (*self.digest, "check")))
        for builder in self.peers:
            shutil.rmtree(builder.site, ignore_errors=True)
            costs = [measured(builder.folder, command) for command in builder.commands]
            whole = Cost(
                sum(cost.wall for cost in costs),
                sum(cost.processor for cost in costs),
                max(cost.peak for cost in costs),
            )
            self._add(builder.name, whole)
            pages = sum(1 for _ in builder.site.rglob("*.html"))
            if pages < self.pages:
                raise RuntimeError(f"{builder.name} made {pages} of {self.pages} pages")
            self.sizes[builder.name] = size_of(builder.site)

    def served(self, edits: int) -> None:
        """Some edits in a preview, one after the other."""
        with preview(self.root) as (process, address):
            for _ in range(edits):
                self._add("edit to served", edited(self.root, address, process))

    def _ours(self, name: str, fresh: bool = False) -> None:
        if fresh:
            shutil.rmtree(self.root / "site", ignore_errors=True)
            shutil.rmtree(self.root / ".cache", ignore_errors=True)
        self._add(name, measured(self.root, (*self.digest, "build", "--profile")))
        if fresh:
            self.phases = (self.root / "said").read_text("utf-8")
        self.sizes[name] = size_of(self.root / "site")

    def _add(self, name: str, cost: Cost) -> None:
        self.costs.setdefault(name, []).append(cost)

    def table(self) -> Iterator[str]:
        """The medians as a table of Markdown; ratios are to our cold build."""
        yield f"{self.made:,} records, medians of {len(self.costs['ours, cold'])} rounds:\n"
        yield "| work | wall, s | to ours | processor, s | to ours | peak, MB | files | MB |"
        yield f"|{' --- |' * 8}"
        cold = [median(values) for values in zip(*self.costs["ours, cold"], strict=True)]
        for name, costs in self.costs.items():
            wall, processor, peak = (median(values) for values in zip(*costs, strict=True))
            files, megabytes = self.sizes.get(name, (0, 0.0))
            out = f"{files:,} | {megabytes:.0f}" if files else "– | –"
            yield (
                f"| {name} | {wall:.1f} | {wall / cold[0]:.2f} | {processor:.1f} "
                f"| {processor / cold[1]:.2f} | {peak:.0f} | {out} |"
            )
        for left_out in self.absent:
            yield f"\nLeft out, since it is not installed here: {left_out}"

    def searches(self) -> str:
        """What a search in Chromium costs, as a line."""
        with at_root(self.root / "site") as root, chromium() as browser:
            costs = search_costs(browser, root, QUERIES)
        told = (f"{query} {cost / 1000:.1f}" for query, cost in zip(QUERIES, costs, strict=True))
        return f"\nsearch, KB: {', '.join(told)}"


def machine() -> str:
    """The machine and the versions, as a line."""
    names = ("mkdocs", "mkdocs-material", "pagefind")
    versions = [f"{name} {version(name)}" for name in names]
    for program, ask in ((OTHERS / "properdocs", "--version"), (OTHERS / "zensical", "--version")):
        if program.exists():
            versions.append(_version(program, ask))
    if hugo := shutil.which("hugo"):
        versions.append(f"hugo {_version(hugo, 'version')}")
    return (
        f"{os.cpu_count()} processors, {platform.system()} on {platform.machine()}, "
        f"Python {platform.python_version()}; {', '.join(versions)}."
    )


def _version(program: str | Path, ask: str) -> str:
    said = subprocess.run([program, ask], capture_output=True, encoding="utf-8", check=True).stdout
    number = re.search(r"\d+(?:\.\d+)+", said)
    name = "" if Path(program).name == "hugo" else f"{Path(program).name} "
    return f"{name}{number[0] if number else '?'}"


def main() -> None:
    """Measure and print tables."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1000])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--alone", action="store_true", help="no other builders")
    given = arguments.parse_args()
    print(machine())
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as temporary:
            bench = Bench(size, Path(temporary), given.alone)
            for _ in range(given.rounds):
                bench.round()
            bench.served(given.rounds)
            print("", *bench.table(), bench.searches(), "", bench.phases, sep="\n", flush=True)


if __name__ == "__main__":
    main()
