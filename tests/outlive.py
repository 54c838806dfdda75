"""What other builders make of the plain Markdown of `digest render`: `make outlive`.

Each builder builds a copy of the folder strictly, and what it made is compared with the Markdown:
every page at its address with its title and every word in order, every other file with its bytes,
every link. A fault ends the run with exit code 1. Nothing else depends on it: a new version of a
builder may do as it likes.
"""

import os
import posixpath
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import yaml
from markdown import Markdown

from generator.problems import job_summary
from generator.site.link_check import dead_links

FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
LINK = re.compile(r'<(?:a|img|link|image|use)\b[^>]*?\s(?:(?:xlink:)?href|src)="([^"]*)"')
ID = re.compile(r'\s(?:id|name)="([^"]*)"')
# What a browser does not show as words.
SILENT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
BUILDERS = {
    "ProperDocs": ("properdocs", "build", "--strict"),
    "Zensical": ("zensical", "build", "--strict"),
}


class Source(NamedTuple):
    """One page of the folder: its front matter, and its body as plain Python-Markdown makes it."""

    meta: dict[str, Any]
    html: str


def sources(folder: Path) -> dict[str, Source]:
    """Every page by its path below docs/, with the extensions that the configuration names."""
    config = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    named = config["markdown_extensions"]
    names = [name if isinstance(name, str) else next(iter(name)) for name in named]
    told = {key: value for name in named if isinstance(name, dict) for key, value in name.items()}
    reader = Markdown(extensions=names, extension_configs=told)
    found = {}
    docs = folder / "docs"
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).as_posix()
        text = path.read_text("utf-8")
        # A page written by hand may have none.
        front, body = parts.groups() if (parts := FRONT.match(text)) else ("{}", text)
        found[name] = Source(yaml.safe_load(front), reader.reset().convert(body))
    return found


def dead_sources(folder: Path, pages: dict[str, Source]) -> list[str]:
    """Every relative link of the Markdown that leads to no file or anchor of the folder."""
    docs = folder / "docs"
    anchors = {name: set(map(unescape, ID.findall(page.html))) for name, page in pages.items()}
    dead = set()
    for name, page in pages.items():
        for link in set(LINK.findall(page.html)):
            if re.match(r"[a-z][a-z0-9+.-]*:|//", link):
                continue
            address, _, anchor = unescape(link).partition("#")
            # What is asked of a page is no part of its file's name.
            path, anchor = unquote(address.partition("?")[0]), unquote(anchor)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            target = name if not path else target
            if path.endswith(("/", "..")) or path == ".":
                target = posixpath.normpath(f"{target}/index.md")
            if not (docs / target).is_file() or (anchor and anchor not in anchors.get(target, ())):
                dead.add(f"{name}: {link}")
    return sorted(dead)


def words(html: str) -> str:
    """The words of some HTML, with one space between them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", SILENT.sub(" ", html))).split())


def faults(folder: Path, site: Path, pages: dict[str, Source]) -> list[str]:
    """What the site that was built of the folder lacks."""
    found = []
    docs = folder / "docs"
    for name, page in pages.items():
        made = site / name.replace(".md", ".html")
        if not made.is_file():
            found.append(f"no page: {name}")
            continue
        html = made.read_text("utf-8")
        title = TITLE.search(html)
        # The front page may go by the name of the site.
        if name != "index.md" and (not title or page.meta.get("title", "") not in title[1]):
            found.append(f"another title: {name}")
        if words(page.html) not in words(html):
            found.append(f"other words: {name}")
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        if path.suffix == ".md" or not path.is_file():
            continue
        if not (site / name).is_file():
            found.append(f"no file: {name}")
        elif (site / name).read_bytes() != path.read_bytes():
            found.append(f"other bytes: {name}")
    found += [f"dead link: {link}" for link in dead_links(site)]
    return found


def built(folder: Path, copy: Path, command: Sequence[str | Path]) -> tuple[int, str]:
    """Build a copy of the folder into `site/` in it; the exit code and all that was said."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    done = subprocess.run(
        [str(word) for word in command],
        cwd=copy,
        env=os.environ | {"NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=900,
        check=False,
    )
    return done.returncode, COLOUR.sub("", done.stdout)


def main(folder: Path, programs: Path) -> int:
    """Tell what each builder makes of the folder; 1 if anything is wrong with it."""
    pages = sources(folder)
    others = sum(path.suffix != ".md" for path in (folder / "docs").rglob("*") if path.is_file())
    lines = [f"{len(pages)} pages and {others} other files in plain Markdown.", ""]
    wrong = [f"in the Markdown: {link}" for link in dead_sources(folder, pages)]
    for name, (program, *rest) in BUILDERS.items():
        version = subprocess.run(
            [programs / program, "--version"], capture_output=True, encoding="utf-8", check=True
        )
        number = re.search(r"\d+(?:\.\d+)+", version.stdout)
        began = time.monotonic()
        copy = folder.with_name(f"with-{program}")
        code, said = built(folder, copy, (programs.resolve() / program, *rest))
        took = time.monotonic() - began
        found = [] if code == 0 else [f"exit code {code}", *said.splitlines()[-20:]]
        if (copy / "site").is_dir():
            found += faults(folder, copy / "site", pages)
        told = f"{len(found)} faults" if found else "strict, every page, word, file and link"
        lines.append(f"- {name} {number[0] if number else '?'}: {told}, {took:.0f} s")
        wrong += [f"{name}: {fault}" for fault in found]
    if wrong:
        lines += ["", *(f"    {line}" for line in wrong[:60])]
        lines += [f"    and {len(wrong) - 60} more"] if len(wrong) > 60 else []
    report = "\n".join(lines)
    print(report)
    job_summary.add(f"## Other builders\n\n{report}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
