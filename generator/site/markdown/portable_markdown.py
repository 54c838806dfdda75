"""The pages as a folder of plain Markdown, which any builder of the MkDocs family can read.

Every page is the `index.md` of a folder of its own, so a relative link means the same in the
Markdown and in the page made of it. Builders differ in what they make of a link written as HTML:
MkDocs and ProperDocs leave it as it is, Zensical reads it as seen from the Markdown file. So both
are right.
"""

import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from generator.catalogue import Catalogue
from generator.exports import manifest
from generator.pages.addresses import address
from generator.pages.table import HAND_WRITTEN, kinds
from generator.site.pipeline import Output

DOCS = "docs"
CONFIG = "mkdocs.yml"
STYLE = "assets/digest.css"
# The colours of Material that our style sheet leans on.
COLOURS = """:root {
  --md-default-bg-color: #fff;
  --md-default-fg-color: #000000de;
  --md-typeset-color: #000000de;
  --md-text-font-family: var(--md-text-font);
}
"""
LIGHT = '[data-md-color-scheme="default"]'
# Rules for the frame of Material; that of its heir has other colours in it.
FRAME = re.compile(r"^\.md-(?:header|footer)[^{}]*\{[^{}]*\}\n", re.MULTILINE)
# A rule for something of ours within what Material calls the text of a page.
WITHIN = re.compile(r"\.md-typeset (?=[^{},]*\.d-)")
# The target of a link or picture written as Markdown, with its anchor.
TARGET = re.compile(r"(?<=\]\()([^()\s#]+)(#[^()\s]*)?(?=\))")
# Code, in which nothing is a link; links of generated pages are HTML, so code in them is no matter.
CODE = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)$|`[^`\n]+`)", re.DOTALL | re.MULTILINE)
# Needs our scripts, which need our theme.
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)


def files(output: Output, docs: Mapping[str, Path], catalogue: Catalogue) -> dict[str, bytes]:
    """Every file by its path in the folder: the configuration, and below docs/ all the rest.

    `docs` has the pages written by hand and the assets. Scripts stay behind.
    """
    written: dict[str, str | bytes] = {
        CONFIG: configuration(catalogue),
        # At the top, too: by it the next run knows that the folder is its own to replace.
        manifest.NAME: output.data[manifest.NAME],
    }
    for name, file in sorted(docs.items()):
        if name.endswith(".md"):
            added = output.by_hand.get(name)
            text = file.read_text("utf-8")
            whole = added.complete(text, docs.__contains__) if added else text
            written[f"{DOCS}/{place(name)}"] = page(f"{whole.rstrip()}\n", name)
        elif name == STYLE:
            written[f"{DOCS}/{name}"] = style(file.read_text("utf-8"))
        elif not name.endswith(".js"):
            written[f"{DOCS}/{name}"] = file.read_bytes()
    for rendered in output.pages:
        written[f"{DOCS}/{place(rendered.path)}"] = page(rendered.text, rendered.path)
    for name, data in output.data.items():
        written[f"{DOCS}/{name}"] = data
    return {
        path: data.encode("utf-8") if isinstance(data, str) else data
        for path, data in written.items()
    }


def place(path: str) -> str:
    """Where the page that MkDocs would make of the Markdown file `path` stands in the folder."""
    return f"{address(path)}index.md"


def page(text: str, path: str) -> str:
    """A page for its new place: links written as Markdown lead from there, forms are left out."""
    pieces = CODE.split(FORM.sub("", text))
    here = posixpath.dirname(place(path))

    def moved(match: re.Match[str]) -> str:
        target, anchor = match[1], match[2] or ""
        if re.match(r"[a-z][a-z0-9+.-]*:|/", target):
            return match[0]
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        whole = place(whole) if whole.endswith(".md") else whole
        return f"{posixpath.relpath(f'/{whole}', f'/{here}')}{anchor}"

    pieces[::2] = [TARGET.sub(moved, piece) for piece in pieces[::2]]
    return "".join(pieces)


def style(css: str) -> str:
    """The style sheet for any theme: light colours by default, our rules on all of a page.

    Each rule keeps its weight, so it still wins where the theme is Material's heir.
    """
    css = WITHIN.sub(":is(.md-typeset, body) ", FRAME.sub("", css))
    return COLOURS + css.replace(LIGHT, f":root, {LIGHT}")


def configuration(catalogue: Catalogue) -> str:
    """The settings of a builder; JSON, which is YAML too.

    The theme is each builder's own. The extensions are named, since builders differ in what they
    take where none are; so are the checks of links, which a strict build heeds.
    """
    settings = catalogue.settings
    sections = {
        row.path: row.title.format(None, settings=settings)
        for row in kinds(catalogue)
        if "{id}" not in row.path and tuple(row.each(catalogue))
    }
    warn = ("not_found", "anchors", "absolute_links", "unrecognized_links")
    config: Mapping[str, object] = {
        "site_name": settings.title,
        "use_directory_urls": True,
        "markdown_extensions": ["tables", "fenced_code", {"toc": {"permalink": True}}],
        "extra_css": [STYLE],
        "validation": {
            "nav": {"omitted_files": "ignore", "not_found": "warn"},
            "links": dict.fromkeys(warn, "warn"),
        },
        "nav": [{title: place(path)} for path, title in {**sections, **HAND_WRITTEN}.items()],
    }
    return json.dumps(config, ensure_ascii=False, indent=1) + "\n"
