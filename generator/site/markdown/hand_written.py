"""The front matter of a page written by hand, where MkDocs would drop or misread it in silence."""

import re
from collections.abc import Iterator

from mkdocs.utils.meta import META_RE, YAML_RE, get_data

from generator.problems import shown

# What these pages say of themselves to readers. All else that the theme asks for is of the program.
TEXTS = ("title", "description")
OURS = frozenset(
    (
        *("card", "changed", "cited", "corrected", "corrected_words", "feeds", "kind", "linked"),
        *("moved_to", "same_as_json", "same_as_markdown", "search", "searched", "shared_title"),
        "version",
    )
)
FENCE = re.compile(r"\s*-{3,}[ \t]*$", re.MULTILINE)


def front_fault(text: str) -> tuple[int, str, str] | None:
    """What is wrong with how a page begins: the line, the fault and the fix; None if nothing is.

    MkDocs shows front matter that is no YAML as words of the page, and takes `Note: …` on the first
    line for a key, which no reader sees.
    """
    text = text.replace("\r\n", "\n")
    if not YAML_RE.match(text):
        if FENCE.match(text):
            fix = "begin the file with a line of ---, then the keys, then another line of ---"
            return 1, "the front matter does not begin on the first line, or has no end", fix
        if META_RE.match(text):
            key = text.partition(":")[0].strip()
            fix = "begin with the title, `# …`, or put keys between two lines of ---"
            return 1, f"`{shown(key)}:` is read as a key, and no reader sees its line", fix
        return None
    words, keys = get_data(text)
    if words == text:
        fix = "write `title: …` and `description: …`, one a line, in quotation marks"
        return 1, "the front matter is no mapping in YAML", fix
    return next(_of_keys(text.split("\n"), keys), None)


def _of_keys(lines: list[str], keys: dict[str, object]) -> Iterator[tuple[int, str, str]]:
    for key, value in keys.items():
        line = next((n for n, one in enumerate(lines, 1) if one.startswith(f"{key}:")), 1)
        if key in OURS:
            yield line, f"`{key}` is a key of pages that the program makes", "remove the key"
        elif key in TEXTS and not (isinstance(value, str) and value.strip()):
            yield line, f"`{key}` is no text", "write it in quotation marks"
