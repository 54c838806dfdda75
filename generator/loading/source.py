"""Where a record came from: its text and the place of everything in it."""

from typing import NamedTuple

from generator.loading.document import Data, Path_, Tree
from generator.loading.files import problem
from generator.loading.quoted import places
from generator.problems import START, Place, Problem


class Source(NamedTuple):
    """Where a record came from: its path as messages name it, its lines, the place of every value
    and key, and its path below the content folder."""

    path: str
    lines: tuple[str, ...]
    tree: Tree
    relative: str

    def place(self, path: Path_) -> Place:
        """The place of a value, or of the nearest thing around it."""
        while path and path not in self.tree.values:
            path = path[:-1]
        return self.tree.values.get(path, START)

    def problem(self, path: Path_, code: str, message: str, fix: str) -> Problem:
        """A problem with the value at `path`."""
        place = self.place(path)
        return problem(self.path, code, message, fix, place, self.lines[place.line - 1])

    def prose_problem(
        self, path: Path_, offset: int, column: int | None, code: str, message: str, fix: str
    ) -> Problem:
        """A problem inside a text: `offset` lines and `column` characters after its beginning."""
        if path not in self.tree.blocks:
            place = self._within(path, offset, column)
        else:
            first, indent = self.tree.blocks[path]
            line = min(first + offset, len(self.lines))
            start = indent + 1 + (column or 0)
            end = start + 1 if column is not None else len(self.lines[line - 1]) + 1
            place = Place(line, start, max(end, start + 1))
        return problem(self.path, code, message, fix, place, self.lines[place.line - 1])

    def _within(self, path: Path_, offset: int, column: int | None) -> Place:
        """The place in a text that is no block; the whole text where it cannot be told."""
        place, value = self.place(path), text_at(self.tree.data, path)
        found = places(self.lines, place, value) if column is not None or offset else None
        before = sum(len(line) + 1 for line in value.split("\n")[:offset])
        if found is None or before + (column or 0) >= len(found):
            return place
        line, start = found[before + (column or 0)]
        return Place(line, start, start + 1)


def text_at(data: Data, path: Path_) -> str:
    """The text at a path; empty where something else is there."""
    for step in path:
        data = data[step]  # type: ignore[index]
    return data if isinstance(data, str) else ""
