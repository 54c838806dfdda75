"""The records as they are, and as they would be with new ones among them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import click

from generator.catalogue import Catalogue, link
from generator.checks.counted import of_status
from generator.loading import Content
from generator.loading.files import Text, read_folder
from generator.loading.records import load_texts
from generator.problems import Problem, as_text
from generator.schema.kinds import Event
from generator.schema.registry import FOLDERS
from generator.site.reading import Checked, ContentRefused, examine
from generator.values.scalars import Ref
from generator.writing import Draft, files


class Session(NamedTuple):
    """A content folder, its texts, and what they are together."""

    content: Path
    texts: tuple[Text, ...]
    unreadable: tuple[Problem, ...]
    catalogue: Catalogue

    @classmethod
    def of(cls, content: Path) -> "Session":
        """The records of a folder, whatever is wrong with some of them.

        Raises UsageError where there is no such folder, and ContentRefused where it has no settings
        that can be read.
        """
        if not content.is_dir():
            raise click.UsageError(
                f"there is no {content} here; go to the folder of your digest, or name its "
                "records with --content"
            )
        texts, unreadable = read_folder(content, str(content), FOLDERS)
        loaded = load_texts(texts, unreadable, str(content))
        catalogue, problems = link(loaded)
        if catalogue is None:
            raise ContentRefused("\n".join(map(as_text, problems)))
        return cls(content, tuple(texts), tuple(unreadable), catalogue)

    def texts_of(self, drafts: Sequence[Draft]) -> dict[str, str]:
        """The text of each new record, by its path below the content folder."""
        return files(drafts, self.catalogue.models)

    def checked(self, drafts: Sequence[Draft], today: date) -> Checked:
        """What the check says of all records with the new ones among them."""
        return examine(self._with(drafts), self.content, today, str(self.content))

    def statuses(self, drafts: Sequence[Draft], event: Draft) -> list[str]:
        """The words for how sure a counted event is that its claims bear out."""
        words = self.catalogue.words["event-statuses"]
        provisional = event._replace(data={**event.data, "status": next(iter(words), "")})
        catalogue, _ = link(self._with([*drafts, provisional]))
        found = catalogue.events.get(event.id) if catalogue else None
        if not catalogue or not isinstance(found, Event) or not catalogue.is_counted(found):
            return []
        source = catalogue.sources["events", event.id]
        return [
            word
            for word in words
            if not any(
                of_status(
                    catalogue,
                    found.model_copy(update={"status": Ref("event-statuses", word)}),
                    source,
                )
            )
        ]

    def _with(self, drafts: Sequence[Draft]) -> Content:
        texts = list(self.texts)
        for path, text in self.texts_of(drafts).items():
            kind, key = path.partition("/")[0], PurePosixPath(path).stem
            texts.append(Text(f"{self.content}/{path}", kind, key, text, path))
        texts.sort(key=lambda text: text.relative)
        return load_texts(texts, self.unreadable, str(self.content))
