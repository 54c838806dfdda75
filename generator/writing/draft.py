"""New records and their files: where each goes, and all of them written or none."""

import re
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.loading.document import Data
from generator.schema.models import Models
from generator.schema.registry import KIND
from generator.writing.yaml_text import text_of


class Draft(NamedTuple):
    """A new record: its kind, its id, and its values as texts, lists and mappings.

    `left` are keys that may be left out, of which the file says what belongs there all the same.
    """

    kind: str
    id: str
    data: Mapping[str, Data]
    left: Container[str] = ()

    @property
    def path(self) -> str:
        """Where its file goes, below the content folder."""
        kind = KIND[self.kind]
        if not kind.in_years:
            return f"{self.kind}/{self.id}{kind.ending}"
        days = [self.id, *(self.data.get(key) for key in ("date", "published", "retrieved"))]
        years = [one[:4] for one in days if isinstance(one, str) and re.match(r"\d{4}(-|$)", one)]
        return f"{self.kind}/{years[0] if years else 'reference'}/{self.id}{kind.ending}"


class Exists(Exception):
    """A file that would have been overwritten; the message names it."""


def files(drafts: Iterable[Draft], models: Models) -> dict[str, str]:
    """The text of each new record, by its path below the content folder."""
    return {one.path: text_of(models[one.kind], one.data, one.left) for one in drafts}


def write(content: Path, texts: Mapping[str, str]) -> None:
    """Writes new files into the content folder: all of them, or none.

    Raises Exists where one of them is there already, and OSError where it cannot be written.
    """
    made: list[Path] = []
    try:
        for path, text in texts.items():
            target = content / path
            for folder in reversed([one for one in target.parents if not one.exists()]):
                folder.mkdir()
                made.append(folder)
            try:
                file = target.open("x", encoding="utf-8", newline="\n")
            except FileExistsError as error:
                raise Exists(f"{target} is there already") from error
            made.append(target)
            with file:
                file.write(text)
    except BaseException:
        for one in reversed(made):
            if one.is_dir():
                one.rmdir()
            else:
                one.unlink()
        raise
