"""YAML text as a tree of texts: every scalar stays as typed, every value keeps its place.

Only the parser's *events* are used. Anchors, aliases, tags, directives, merge keys, further
documents and deep nesting are refused as they are met, so that no constructor ever runs and no
short file expands. PyYAML's own loaders turn `NO` into False and `12:30` into 750.
"""

import re
import sys
import unicodedata
from collections.abc import Set
from itertools import pairwise
from typing import Any, TypeAlias

import yaml

from generator.loading.characters import character_fault
from generator.loading.document import Data, Level, Path_, Tree, below, place_of
from generator.loading.files import problem
from generator.loading.lookalikes import lookalikes
from generator.loading.parser_errors import QUOTE_FIX, parser_error
from generator.loading.slips import Repair, slip
from generator.problems import FILE_LIMIT, Place, Problem, shown

DEPTH_LIMIT = 12
# Each repair reads the text again.
REPAIRS = 20
# With these the rest of the text is read as it was meant.
READABLE = {"Y005", "Y014", "Y017"}
VALUE_LIMIT = 5_000
# A file makes a hundred events, so they are told apart by their class alone.
STARTS = {yaml.MappingStartEvent, yaml.SequenceStartEvent}
ENDS = {yaml.MappingEndEvent, yaml.SequenceEndEvent}
NODES = {yaml.ScalarEvent, yaml.AliasEvent, *STARTS}
COMMENT = re.compile(r"\s+#.*")
Event: TypeAlias = Any  # those of the C parser have marks of a class of its own


class Stop(Exception):
    """The text cannot be read further."""


def parse(
    path: str, text: str, first_line: int = 1, keys: Set[str] = frozenset()
) -> tuple[Tree | None, list[Problem]]:
    """The tree of one document whose text begins at `first_line` of its file.

    By `keys`, those that the digest declares, a slip in the writing of one is known.
    """
    lines = text.split("\n")
    problems: list[Problem] = []
    faulty: set[int] = set()
    for sign in lookalikes(lines):
        lines[sign.place.line - 1] = sign.line
        faulty.add(sign.place.line)
        where = sign.place._replace(line=sign.place.line + first_line - 1)
        problems.append(problem(path, sign.code, sign.message, sign.fix, where))
    for _ in range(REPAIRS):
        walker = _Walker(path, "\n".join(lines), first_line, keys)
        repaired = walker.walk()
        problems += [one for one in walker.problems if one.line - first_line + 1 not in faulty]
        if repaired is None:
            break
        faulty |= repaired.rows
        lines = repaired.lines
    problems = [one._replace(excerpt=_line(text, one.line - first_line)) for one in problems]
    if any(one.code not in READABLE for one in walker.problems) or not walker.done:
        return None, problems
    faulty |= {one.line - first_line + 1 for one in problems}
    numbers = frozenset(row + first_line - 1 for row in faulty)
    assert isinstance(walker.root, dict)
    blocks = {path: at for path, at in walker.blocks.items() if not _skipped(path)}
    return Tree(walker.root, walker.values, walker.keys, blocks, numbers), problems


def _skipped(path: Path_) -> bool:
    """Whether a path leads to what is under a key given twice."""
    return any(str(step).startswith("\0") for step in path)


def _line(text: str, index: int) -> str:
    lines = text.split("\n")
    return lines[index] if index < len(lines) else ""


class _Walker:
    def __init__(self, path: str, text: str, first_line: int, keys: Set[str]) -> None:
        self.known = keys
        self.path = path
        self.lines = text.split("\n")
        self.offset = first_line - 1
        self.problems: list[Problem] = []
        self.values: dict[Path_, Place] = {}
        self.keys: dict[Path_, Place] = {}
        self.blocks: dict[Path_, tuple[int, int]] = {}
        self.levels: list[Level] = []
        self.root: Data | None = None
        self.documents = 0
        self.done = False

    def walk(self) -> Repair | None:
        """Read the text; a repair of the slip at which the parser stopped, if one is known."""
        try:
            # Without a line feed at the end libyaml reads blanks there as part of a block text.
            whole = "\n".join(self.lines)
            whole = whole if whole.endswith("\n") else f"{whole}\n"
            for event in iter(yaml.CSafeLoader(whole).get_event, None):
                self.see(event)
        except Stop:
            return None
        except yaml.MarkedYAMLError as error:
            if known := slip(error, self.lines, self.known):
                # What the parser made of the lines below the slip is not what they say.
                self.problems = [
                    p for p in self.problems if p.line - self.offset < known.place.line
                ]
                self.report("Y019", known.place, known.message, known.fix)
                return known.repair
            self.report(*parser_error(error, self.lines))
            return None
        if isinstance(self.root, dict) and self.root:
            self.done = True
        elif not self.problems:
            none = "the file holds no record"
            fix = "write one `key: value` on each line, with a space after the colon"
            if isinstance(self.root, list) and self.root:
                none = "the file is a list, and no key is above it"
                fix = "write its key above it, or take the hyphens away: a file is one record"
            self.report("Y010", Place(1, 1, 2), none, fix)
        return None

    def report(self, code: str, place: Place, message: str, fix: str) -> None:
        """Collect one problem; `place` counts lines within the text."""
        excerpt = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        moved = place._replace(line=place.line + self.offset)
        self.problems.append(problem(self.path, code, message, fix, moved, excerpt))

    def place(self, event: Event) -> Place:
        """Where an event stands, within the text."""
        start, end = event.start_mark, event.end_mark
        row, column = start.line, start.column + 1
        stop = end.column + 1 if end.line == row else len(self._line(row)) + 1
        return place_of((row + 1, column, stop if stop > column else column + 1))

    def _line(self, index: int) -> str:
        return self.lines[index] if index < len(self.lines) else ""

    def see(self, event: Event) -> None:
        """Check one event and add what it holds to the tree."""
        if len(self.problems) >= FILE_LIMIT:
            raise Stop
        kind = type(event)
        level = self.levels[-1] if self.levels else None
        flow = level is not None and level.flow
        if kind in ENDS and not flow:
            self._close()
            return
        place = self.place(event)
        if kind in NODES:
            if event.anchor or event.tag:
                self._see_signs(event, place)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if event.version or event.tags:
                self._stop("Y008", place, "a YAML directive is not allowed", "remove the % line")
            if self.documents > 1:
                self._stop("Y009", place, "a second document begins", "remove the `---` line")
        if flow and place.column == 1 and place.line <= len(self.lines):
            self._stop("Y019", place, "a list in brackets goes on at the left edge", "indent it")
        if kind is yaml.ScalarEvent:
            self._scalar(event, place, level)
        elif kind in STARTS:
            self._open(event, place)
        elif kind in ENDS:
            self._close()

    def _see_signs(self, event: Event, place: Place) -> None:
        """Refuse anchors, aliases and tags."""
        if event.anchor:
            mark = self._line(place.line - 1)[place.column - 1 :][:1]
            message = f"`{mark}` makes an anchor or alias"
            self._stop("Y006", place, message, "write the value out, or quote the text")
        self._stop("Y008", place, "a YAML tag is not allowed", "remove the tag, or quote the text")

    def _stop(self, code: str, place: Place, message: str, fix: str) -> None:
        self.report(code, place, message, fix)
        raise Stop

    def _open(self, event: Event, place: Place) -> None:
        if len(self.levels) > DEPTH_LIMIT:
            self._stop("Y007", place, f"nested deeper than {DEPTH_LIMIT} levels", "flatten it")
        parent = self.levels[-1] if self.levels else None
        if parent and isinstance(parent.data, dict) and parent.key is None:
            self._stop("Y015", place, "a key must be a plain word", "quote the value if it is text")
        path = parent.next_path() if parent else ()
        data: dict[str, Data] | list[Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.values[path] = place
        self.levels.append(Level(path, data, place, bool(event.flow_style)))

    def _close(self) -> None:
        level = self.levels.pop()
        if self.levels:
            self.levels[-1].take(level.data)
        else:
            self.root = level.data

    def _scalar(self, event: Event, place: Place, level: Level | None) -> None:
        if level is None:
            self.root = event.value
            return
        if level.key is None and type(level.data) is dict:
            self._key(level, event.value, place)
            return
        path = level.next_path()
        self.values[path] = place
        if len(self.values) > VALUE_LIMIT:
            self._stop("F006", place, f"more than {VALUE_LIMIT:,} values", "split the record")
        style = event.style
        if not style:
            end = event.end_mark
            # What is on one line without such a sign, as most is, has no trap.
            if end.line != place.line - 1 or "#" in self._line(end.line):
                self._plain(event, place)
        elif style == "|":
            self._block(event, path)
        elif style == ">":
            self.report("Y018", place, "`>` joins the lines of the text", "write | for long text")
        else:
            self._quotation(event, place)
        level.take(event.value)

    def _key(self, level: Level, key: str, place: Place) -> None:
        key = sys.intern(key)
        path = below(level.path, key)
        before = self._line(place.line - 1)[: place.column - 1]
        if "?" in before and (before := before.rstrip()).endswith("?"):
            mark = Place(place.line, len(before), place.end)
            self._stop(
                "Y015", mark, "`?` before a key would be dropped", "remove it, or quote the key"
            )
        if key == "<<":
            self._stop("Y006", place, "merge keys are not allowed", "write the values out")
        first = self.keys.setdefault(path, place)
        if first is not place:
            message = (
                f"key `{shown(key)}` given twice (first at "
                f"{first.line + self.offset}:{first.column})"
            )
            self.report("Y005", place, message, "keep one of the two")
            # What follows has a place of its own and is not told of again.
            key = f"\0{place.line}:{place.column}"
            path = (*level.path, key)
        # The value is at the path of its key: one of the two is kept for both.
        level.key, level.at = key, path

    def _plain(self, event: Event, place: Place) -> None:
        """The traps of values without quotation marks."""
        start, end = event.start_mark, event.end_mark
        if end.line != start.line and event.value:
            second = self._line(start.line + 1)
            column = len(second) - len(second.lstrip()) + 1
            message = "this line is glued to the value above it"
            fix = "put a space after the colon if it is a field, or quote the whole text"
            self.report("Y015", Place(place.line + 1, column, len(second) + 1), message, fix)
            return
        rest = self._line(end.line)[end.column :]
        if event.value and (comment := COMMENT.match(rest)):
            column = end.column + len(comment[0]) - len(comment[0].lstrip()) + 1
            message = f"`{shown(comment[0].strip(), 60)}` would be dropped as a comment"
            fix = f"move the remark to a line of its own; if it is part of the value, {QUOTE_FIX}"
            self.report(
                "Y014", Place(place.line, column, column + len(comment[0].strip())), message, fix
            )

    def _quotation(self, event: Event, place: Place) -> None:
        """What libyaml lets pass around quotation marks, and what escapes in them make."""
        start, end = event.start_mark, event.end_mark
        further = range(start.line + 1, end.line + 1)
        if left := next((row for row in further if self._line(row)[:1].strip()), None):
            where = Place(left + 1, 1, 2)
            self.report("Y019", where, "a quotation goes on at the left edge", "indent its lines")
        if self._line(end.line)[end.column :].startswith("#"):
            where = Place(end.line + 1, end.column + 1, end.column + 2)
            message = "a comment touches the quotation mark"
            self.report("Y014", where, message, "put a space before #")
        self._escapes(event.value, place)

    def _escapes(self, value: str, place: Place) -> None:
        """What escapes in quotation marks make, and what could not stand there as itself."""
        if value.isascii() and value.isprintable():
            return  # as most are
        for before, char in pairwise(f"\n{value}"):
            if char != "\n" and (fault := character_fault(char, before)):
                self.report(fault[0], place, f"an escape makes {fault[1]}", "remove the escape")
                return
        if not unicodedata.is_normalized("NFC", value):
            message = "escapes make text that is not in Unicode NFC"
            self.report("Y017", place, message, "write the letters themselves")

    def _block(self, event: Event, path: Path_) -> None:
        start = event.start_mark
        first = start.line + 1
        if match := re.match(r"\|[-+\d]*#", self._line(start.line)[start.column :]):
            where = Place(
                start.line + 1, start.column + match.end(), start.column + match.end() + 1
            )
            self.report(
                "Y014", where, "a comment touches the sign of the text", "put a space before #"
            )
        while first < len(self.lines) and not self.lines[first].strip():
            first += 1
        line = self._line(first)
        # A block text begins on the line after its sign, even where that line is blank.
        self.blocks[path] = (
            start.line + 2 + self.offset,
            len(line) - len(line.lstrip()),
        )
