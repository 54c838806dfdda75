"""The search index of a built site: Pagefind's command over its HTML, counted against its pages."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.schema.registry import KIND, PAGED

FOLDER = "pagefind"
# Where an index is made: beside that of an earlier version of the site, of which Pagefind would
# keep every file, and take one of the same name for the new one.
MAKING = "pagefind.making"
# Words that say nothing of what a page is about, where Markdown or many templates make them: the
# sign beside a heading, the word for what is computed, headings of lists. All else that is not for
# the index is marked by the template that makes it, with Pagefind's own attribute.
LABELS = (
    *(".headerlink", ".d-computed", ".d-page-explainer table"),
    # Only a text has headings of its own.
    *(f".d-page-{KIND[kind].one} h2" for kind in PAGED if KIND[kind].ending != ".md"),
    *(".d-page-digest h2", ".d-page-year-digest h2", "#the-numbers-in-this-text", "#terms-used"),
    *("#further-reading", "#sources", "#corrections"),
)
# Words in a part of the index: a search fetches a part for each of its words, by default ten times
# as large. Should a later Pagefind not know this, searches cost more and the budget's test fails.
CHUNK = "2000"
# Interfaces of Pagefind's own and their styles, which no page asks for.
UNUSED = ("*.css", "pagefind-*.js", "wasm.unknown.pagefind")
LANGUAGE = "en"
# What the parts of an index in that language are called: this and a hash.
PREFIX = f"{LANGUAGE}_"
HASHED = re.compile(rf"{PREFIX}[0-9a-f]+".encode())
# The beginnings of the endings of its packed files.
PACKED = (".pf_", ".pagefind")
# What tells zlib that a file is one of gzip.
GZIP = zlib.MAX_WBITS | 16
# Larger than any file of the index.
PROBE = 1 << 18


@contextmanager
def indexed(site: Path, pages: int) -> Iterator[None]:
    """Index a site of which `pages` are to be found, while the block does other work.

    The block may read files and write any but HTML. OSError at its end says what is in the way.
    The command reads the folder at once; its Python interface takes ten pages a second. One
    language, or every page with a name in Hangul would get an index of its own.
    """
    shutil.rmtree(site / MAKING, ignore_errors=True)
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    command += ["--output-subdir", MAKING]
    command += [part for label in LABELS for part in ("--exclude-selectors", label)]
    command += ["--force-language", LANGUAGE]
    running = subprocess.Popen(
        command,
        env=os.environ | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with running:
        try:
            yield
        except BaseException:
            running.kill()
            raise
        said, _ = running.communicate()
    if running.returncode:
        raise OSError(f"The search index could not be made:\n{said}")
    folder = site / MAKING
    _see_that_it_is_whole(folder)
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    indexed = sum(language["page_count"] for language in entry["languages"].values())
    if indexed != pages:
        raise OSError(f"The search index holds {indexed} pages, the site has {pages} to be found.")
    for pattern in UNUSED:
        for file in folder.glob(pattern):
            file.unlink()
    for language in entry["languages"].values():
        _number_fragments(folder, language["hash"], pages)
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    folder.rename(site / FOLDER)


def _number_fragments(folder: Path, key: str, pages: int) -> None:
    """Name the fragments, one file for each page, by numbers as long as the hashes they had.

    A first search fetches a table with all these names. Hashes of seven digits take 3.5 bytes each,
    however they are packed: two thirds of the table. Consecutive numbers almost vanish, most of
    all with the digit that changes most in front. A browser may still hold fragments of an earlier
    build, so the first number comes from the hash of the table: another build has other names.
    """
    table = folder / f"pagefind.{key}.pf_meta"
    data = gzip.decompress(table.read_bytes())
    fragments = folder / "fragment"
    files = {path.stem.encode(): path for path in fragments.iterdir()}
    hashes = [name for name in HASHED.findall(data) if name in files]
    # Should a later Pagefind write its table in another way, searches cost more, and that is all.
    if not len(hashes) == len(set(hashes)) == pages:
        return
    numbered = folder / "numbered"
    numbered.mkdir(exist_ok=True)
    names = {}
    for number, name in enumerate(hashes, int(key[len(PREFIX) :][:7], 16)):
        width = len(name) - len(PREFIX)
        new = f"{PREFIX}{f'{number % 16**width:0{width}x}'[::-1]}"
        names[name] = new.encode()
        files[name].rename(numbered / f"{new}.pf_fragment")
    shutil.rmtree(fragments)
    numbered.rename(fragments)
    renamed = HASHED.sub(lambda found: names.get(found[0], found[0]), data)
    table.write_bytes(gzip.compress(renamed, 9, mtime=0))


def _see_that_it_is_whole(folder: Path) -> None:
    """OSError where files were cut off: on a full disk Pagefind cuts them and reports success.

    Its packed files carry their own checksums. For the others there must still be room now.
    """
    for path in folder.rglob("*"):
        if path.suffix.startswith(PACKED):
            try:
                whole = zlib.decompress(path.read_bytes(), GZIP)
            except zlib.error:
                whole = b""
            if not whole:
                raise OSError(f"The search index was cut off at {path.name}; is the disk full?")
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(bytes(PROBE))
        probe.flush()
