"""Finds the files of a content folder and reads them as text, refusing what could mislead or harm.

Everything is decided from names, sizes and bytes, before any parser sees the text.
"""

import os
import re
import stat
import time
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Set
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from generator.loading.characters import character_fault
from generator.problems import FILE_LIMIT, START, Place, Problem, shown
from generator.schema.registry import FILES, KIND
from generator.values.scalars import SLUG

SIZE_LIMIT = 256 * 1024
DEVICES = {
    *("con", "nul", "aux", "prn"),
    *(f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)),
}
RESERVED = DEVICES | {"index", "404", "search", "assets", "sitemap", "feed", "tags"}

# What macOS and editors leave beside a file that is open or was: `.DS_Store`, the second half of a
# file on a foreign disk, swap files of Vim, lock files of Emacs, backups.
DEBRIS = re.compile(r"\.DS_Store|\._.+|\..+\.sw.|\.#.+|.+~", re.DOTALL)

# All but the letters of ASCII, which are most.
UNUSUAL = re.compile(r"[^\x20-\x7e]")


# Saved files that are looked at one by one; of more the system may have kept some to itself.
FEW = 100
# Nanoseconds within which a file that is saved twice may have the same time on some disk.
TICK = 2_000_000_000


class Text(NamedTuple):
    """One readable file: its path as shown, its kind (the folder), its id, its text, and its path
    below the content folder."""

    path: str
    kind: str
    id: str
    text: str
    relative: str = ""


class Reading(NamedTuple):
    """What was read of a file, with its times, size and place on the disk when it was."""

    state: tuple[int, ...]
    text: Text
    faults: list[Problem]


class Folder:
    """What was read of a content folder, for the next reading of it."""

    def __init__(self) -> None:
        self.files: dict[str, Reading] = {}
        """The readings of its files by their path below it."""
        self.names: frozenset[tuple[str, bool]] = frozenset()
        """Each path below it, and whether it is a folder; empty where a name is wrong."""
        self.texts: dict[str, Text] | None = None
        """The text of every file by its path; None where something was wrong."""


def problem(
    path: str, code: str, message: str, fix: str, place: Place = START, excerpt: str = ""
) -> Problem:
    """A `Problem` at a place of a file."""
    return Problem(path, place.line, place.column, code, message, fix, place.end, excerpt)


def read_folder(
    root: Path,
    label: str,
    kinds: frozenset[str],
    faulty: bool = False,
    kept: Folder | None = None,
) -> tuple[list[Text], list[Problem]]:
    """All record texts below `root`, sorted by path, and every problem of files and bytes.

    Texts with forbidden characters are left out, unless `faulty` asks for them too. `kept` has what
    an earlier call read of the same folder, and takes what this one does: a file that is in the
    same state is not read again.
    """
    texts: list[Text] = []
    problems: list[Problem] = []
    if not root.is_dir():
        fix = "name the folder that holds events/, articles/, …"
        return [], [problem(label, "F011", "there is no such content folder", fix)]
    seen: dict[str, str] = {}
    began = time.time_ns()
    entries = [one for one in _walk(root) if not _is_debris(one[1])]
    names = frozenset((relative, folder) for relative, _, folder in entries)
    kept = kept or Folder()
    # Names that were right beside each other are so beside fewer.
    right = names <= kept.names
    earlier, later = kept.files, dict[str, Reading]()
    for relative, entry, folder in entries:
        reading = earlier.get(relative)
        state = () if folder else _state(entry)
        if not right or not (folder or (reading and reading.state == state)):
            fault = _check_name(f"{label}/{relative}", relative, entry, kinds, seen)
            if fault:
                problems.append(fault)
                names = frozenset()
                continue
        if folder or relative == "README.md":
            continue
        if not (reading and reading.state == state):
            path = f"{label}/{relative}"
            kind = FILES.get(relative) or relative.split("/")[0]
            read = _read(path, Path(entry.path))
            if isinstance(read, Problem):
                problems.append(read)
                continue
            stem = entry.name.rsplit(".", 1)[0]
            text = Text(path, kind, stem, _plain(read), relative)
            reading = Reading(state, text, check_text(path, read))
        if max(state[:2]) < began - TICK:
            later[relative] = reading
        problems += reading.faults
        if faulty or not reading.faults:
            texts.append(reading.text)
    kept.files, kept.names = later, names
    kept.texts = None if problems or faulty else {text.relative: text for text in texts}
    return texts, problems


def read_saved(root: Path, kept: Folder, paths: Set[str]) -> list[Text] | None:
    """All texts of a folder of which no file was saved since but these; `paths` may name others.

    None where it must be read as a whole, since more than words were changed, or something is
    wrong.
    """
    if kept.texts is None or len(paths) > FEW:
        return None
    texts = dict(kept.texts)
    for path in paths:
        relative = os.path.relpath(path, root)
        before = texts.get(relative)
        if before is None:
            # What an editor wrote for a moment, or else a file or a folder that came or went.
            gone = not os.path.lexists(path) and not any(
                one.startswith(f"{relative}/") for one in texts
            )
            if relative.startswith("..") or gone or is_debris(os.path.basename(path)):
                continue
            return None
        file = Path(path)
        if not stat.S_ISREG(_mode(file)):
            return None
        read = _read(before.path, file)
        if isinstance(read, Problem) or check_text(before.path, read):
            return None
        texts[relative] = before._replace(text=_plain(read))
    kept.texts = texts
    return list(texts.values())


def _mode(file: Path) -> int:
    """What kind of file it is; 0 where there is none."""
    try:
        return file.stat(follow_symlinks=False).st_mode
    except OSError:
        return 0


def _plain(read: str) -> str:
    """A text without the mark at its beginning, with the same ends of lines on all systems."""
    return read.removeprefix("\ufeff").replace("\r\n", "\n")


def _state(entry: os.DirEntry[str]) -> tuple[int, ...]:
    """What differs once a file was saved: its times, size and number.

    Whoever dates a file back cannot date back when that was done, the second of the times.
    """
    found = entry.stat(follow_symlinks=False)
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev


def is_debris(name: str) -> bool:
    """Whether a file of this name is what a system or an editor leaves, and nobody's work."""
    return (name[0] == "." or name[-1] == "~") and bool(DEBRIS.fullmatch(name))


def debris(root: Path, label: str) -> tuple[str, ...]:
    """The path of every file that is left out because a system or an editor left it."""
    if not root.is_dir():
        return ()
    return tuple(f"{label}/{below}" for below, entry, _ in _walk(root) if _is_debris(entry))


def _is_debris(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of a folder is left out; the lock of Emacs is a link to nowhere."""
    if not is_debris(entry.name):
        return False
    link = entry.is_symlink() and entry.name.startswith(".#")
    return link or entry.is_file(follow_symlinks=False)


def _walk(folder: Path | str, prefix: str = "") -> list[tuple[str, os.DirEntry[str], bool]]:
    """Every entry below `folder` in order of names; never follows a symbolic link.

    Each with its path below the first folder, and whether it is a folder itself.
    """
    found = []
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        relative, below = prefix + entry.name, entry.is_dir(follow_symlinks=False)
        found.append((relative, entry, below))
        if below and not entry.name.startswith("."):
            found += _walk(entry.path, f"{relative}/")
    return found


def _check_name(
    path: str, relative: str, entry: os.DirEntry[str], kinds: frozenset[str], seen: dict[str, str]
) -> Problem | None:
    """The first thing wrong with a name or kind of file, or None."""
    name = entry.name
    odd = "" if name.isprintable() else name
    if any(unicodedata.category(char).startswith("C") for char in odd):
        return problem(path, "F005", "control characters in a file name", "rename the file")
    if entry.is_symlink():
        return problem(path, "F010", "symbolic links are not allowed", "put the file itself here")
    mode = entry.stat(follow_symlinks=False).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return problem(path, "F009", "not a plain file", "remove it")
    folded = unicodedata.normalize("NFC", relative).casefold()
    if other := seen.get(folded):
        code = "F003" if other.casefold() == relative.casefold() else "F004"
        return problem(path, code, f"the same name as {shown(other)}", "rename one of them")
    seen[folded] = relative
    if stat.S_ISDIR(mode):
        if name.startswith(".") or ("/" not in relative and relative not in kinds):
            return problem(path, "F008", "no kind of record has this folder", "move or remove it")
        return _folder_name(path, name)
    if relative in FILES or relative == "README.md":
        return None
    folder = relative.split("/")[0]
    ending = KIND[folder].ending if folder in KIND else ".yml"
    if folder not in kinds or "/" not in relative or not name.endswith(ending):
        wanted = f"`{ending}`" if folder in kinds else "`.yml` in the folder of their kind"
        return problem(path, "F008", "not a record file", f"records end in {wanted}")
    stem = name.removesuffix(ending)
    if stem in RESERVED:
        return problem(path, "F002", f"`{stem}` is a reserved name", "choose another name")
    if not SLUG.fullmatch(stem) or len(stem) > 80:
        odd = next((c for c in stem if not re.fullmatch(r"[a-z0-9-]", c)), "")
        why, fix = "it is empty", "use lower-case letters a to z, digits and single hyphens"
        if odd:
            why = f"U+{ord(odd):04X} does not belong"
        elif SLUG.fullmatch(stem):
            why, fix = f"{len(stem)} characters, at most 80", "shorten the name"
        elif stem:
            why = "a hyphen is only used between two words"
        return problem(path, "F001", f"`{shown(stem)}` is not an id ({why})", fix)
    return None


def _folder_name(path: str, name: str) -> Problem | None:
    """A folder that some system cannot check out, or whose name is not plain."""
    if name in DEVICES:
        message = f"`{name}` is the name of a device on Windows"
        return problem(path, "F002", message, "give the folder another name, such as a year")
    if not SLUG.fullmatch(name) or len(name) > 80:
        message = f"`{shown(name)}` is no plain name for a folder"
        return problem(path, "F001", message, "name it by a year, or in a to z, digits and hyphens")
    return None


def _read(path: str, file: Path) -> str | Problem:
    """The file as text, or why it is not."""
    size = file.stat(follow_symlinks=False).st_size
    if size > SIZE_LIMIT:
        return problem(
            path, "F006", f"{size:,} bytes, at most {SIZE_LIMIT:,}", "split it or shorten it"
        )
    try:
        data = file.read_bytes()
    except OSError as error:
        return problem(path, "F007", f"cannot be read: {error.strerror}", "check its permissions")
    # Without a mark at the beginning, half of the bytes of plain letters are nought.
    wide = len(data) > 3 and any(data[part::2].count(0) * 3 > len(data) for part in (0, 1))
    if wide or data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return problem(path, "Y002", "the file is UTF-16 or UTF-32", "save as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        place = Place(line, column, column + 1)
        return problem(
            path, "Y003", f"byte {data[error.start]:#04x} is not UTF-8", "save as UTF-8", place
        )


def check_text(path: str, text: str) -> list[Problem]:
    """Characters that hide, reorder or break text, each at its place."""
    return list(islice(_faults(path, text.removeprefix("\ufeff")), FILE_LIMIT))


def _faults(path: str, body: str) -> Iterator[Problem]:
    if body.isascii() and not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", body.replace("\r\n", "\n")):
        return
    for number, line in enumerate(body.split("\n"), 1):
        for match in UNUSUAL.finditer(line.removesuffix("\r")):
            index = match.start()
            if fault := character_fault(match[0], line[index - 1 : index] if index else ""):
                place = Place(number, index + 1, index + 2)
                yield problem(path, *fault, place, line)
        if not unicodedata.is_normalized("NFC", line):
            # What follows a beginning that is not normal does not make it so.
            ends = range(1, len(line) + 1)
            wrong = bisect_left(
                ends, True, key=lambda end: not unicodedata.is_normalized("NFC", line[:end])
            )
            place = Place(number, wrong + 1, wrong + 2)
            fix = f"write {shown(unicodedata.normalize('NFC', line).strip())}"
            yield problem(path, "Y017", "text is not in Unicode NFC", fix, place, line)
