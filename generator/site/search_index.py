"""The search index of a built site: Pagefind's command over its HTML, counted against its pages."""

import json
import os
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.schema.registry import KIND, PAGED

FOLDER = "pagefind"
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
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    command += [part for label in LABELS for part in ("--exclude-selectors", label)]
    command += ["--force-language", "en"]
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
    folder = site / FOLDER
    _see_that_it_is_whole(folder)
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    indexed = sum(language["page_count"] for language in entry["languages"].values())
    if indexed != pages:
        raise OSError(f"The search index holds {indexed} pages, the site has {pages} to be found.")
    for pattern in UNUSED:
        for file in folder.glob(pattern):
            file.unlink()


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
