"""Mends what is safe in a record's text: form of the characters, spaces, quotes, order of keys.

Comments, the order of lists and every value stay as they are. A text is changed only if it then
reads as the same values as before (or reads at all, where it did not).
"""

import os
import re
import shutil
import tempfile
import unicodedata
from itertools import pairwise
from pathlib import Path

from generator.loading.document import Tree
from generator.loading.files import Text, check_text, read_folder
from generator.loading.records import models_of
from generator.loading.tree import parse
from generator.problems import FILE_LIMIT
from generator.schema.models import Models
from generator.schema.registry import FOLDERS, KIND

TOP_KEY = re.compile(r"([A-Za-z_][\w-]*):(?:\s|$)")
# A value that is one plain line and that YAML would read as something other than text.
NEEDS_QUOTES = re.compile(
    r"(?P<head>\s*(?:- )?[A-Za-z_][\w-]*: )(?P<value>(?:[&*!%@`].*|[^\"'\[{|>#&*!%@`\s].*: .*))"
)


# What the parser tells of a value that quotation marks would make text.
STOPS = ("Y006", "Y008", "Y015")


def fix_folder(content: Path) -> list[Path]:
    """Mend every record that can be mended safely; the files that changed."""
    texts, _ = read_folder(content, str(content), FOLDERS, faulty=True)
    changed, models = [], models_of(texts)
    for text in texts:
        path = Path(text.path)
        better = fixed(text, models)
        if better != path.read_bytes().decode("utf-8"):
            _replace(path, better)
            changed.append(path)
    return changed


def _replace(path: Path, text: str) -> None:
    """Put a text in the place of a record: all of it, or nothing where the disk is full."""
    handle, part = tempfile.mkstemp("~", ".", path.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        shutil.copymode(path, part)
        os.replace(part, path)
    finally:
        Path(part).unlink(missing_ok=True)


def fixed(text: Text, models: Models) -> str:
    """The text with everything mended that is safe to mend; the same text where nothing is."""
    clean = _spaces(unicodedata.normalize("NFC", text.text))
    if check_text(text.path, clean):
        return text.text  # the parser stops at such characters, and an editor must look at them
    candidates = [clean]
    if KIND[text.kind].ending != ".md":
        candidates.append(_quoted(text, clean))
        candidates.append(_ordered(text, candidates[-1], models))
    best = text.text
    for candidate in candidates:
        if candidate != best and _same_values(text, best, candidate):
            best = candidate
    return best


def _spaces(text: str) -> str:
    """No spaces at line ends, no no-break spaces, one line feed at the end."""
    lines = [line.replace("\u00a0", " ").rstrip() for line in text.split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n"


def _quoted(text: Text, source: str) -> str:
    """Values in quotation marks where a sign in them stops the parser, line by line as it says."""
    lines = source.split("\n")
    # Each turn reads the whole text again.
    for _ in lines[:FILE_LIMIT]:
        _, problems = parse(text.path, "\n".join(lines))
        if not problems or problems[0].code not in STOPS:
            break
        row = problems[0].line - 1
        match = NEEDS_QUOTES.fullmatch(lines[row])
        if not match or '"' in match["value"] or "\\" in match["value"]:
            break
        lines[row] = f'{match["head"]}"{match["value"]}"'
    return "\n".join(lines)


def _ordered(text: Text, source: str, models: Models) -> str:
    """Keys of the record in the model's order, each with the comments above it."""
    if _read(text, source) is None:
        return source  # nobody knows where its values end
    order = list(models[text.kind].model_fields)
    lines = source.rstrip("\n").split("\n")
    starts = [index for index, line in enumerate(lines) if TOP_KEY.match(line)]
    keys = [TOP_KEY.match(lines[index])[1] for index in starts]  # type: ignore[index]
    if not starts or set(keys) - set(order) or len(set(keys)) < len(keys):
        return source
    # Comments directly above a key belong to it and move with it; those at the top stay there.
    top = next((i for i, line in enumerate(lines) if not line.startswith("#")), 0)
    begins = []
    for number, index in enumerate(starts):
        floor = starts[number - 1] + 1 if number else top
        while index > floor and lines[index - 1].startswith("#"):
            index -= 1
        begins.append(index)
    head = lines[: begins[0]]
    parts = [lines[a:b] for a, b in pairwise([*begins, len(lines)])]
    # Below the last key they are at the end of the file, whichever key that is.
    tail: list[str] = []
    while not parts[-1][-1] or parts[-1][-1].startswith("#"):
        tail.insert(0, parts[-1].pop())
    ranked = sorted(zip(keys, parts, strict=True), key=lambda part: order.index(part[0]))
    whole = [*head, *(line for _, part in ranked for line in part), *tail]
    return "\n".join(whole).rstrip("\n") + "\n"


def _same_values(text: Text, before: str, after: str) -> bool:
    """Whether `after` reads as the same values, but for their Unicode form and stray spaces."""
    if KIND[text.kind].ending == ".md":
        return True
    new = _read(text, after)
    old = _read(text, before)
    if new is None:
        return old is None
    return old is None or _plain(old.data) == _plain(new.data)


def _read(text: Text, source: str) -> Tree | None:
    """The tree of a text that is sound; None for any other."""
    tree, problems = parse(text.path, source)
    return None if problems else tree


def _plain(data: object) -> object:
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return _spaces(unicodedata.normalize("NFC", str(data))).strip()
