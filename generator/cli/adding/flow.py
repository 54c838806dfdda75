"""What all ways of adding a record have in common."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

import click

from generator.cli.adding.asking import Asker
from generator.cli.adding.session import Session
from generator.loading.document import Data
from generator.loading.files import RESERVED
from generator.problems import Refused
from generator.schema.models import Models
from generator.values.scalars import parse_slug
from generator.writing import ids
from generator.writing.questions import Question, of_model

ID = Question(
    "id",
    "The name of the file: the name in letters a to z, as readers of English know it.",
    str,
    needed=True,
)
# The option of a list that has an entry each time it is given.
SINGULAR = {"aliases": "alias", "actors": "actor", "mentions": "mention"}


class Flow(ABC):
    """One way of adding records."""

    ABOUT: ClassVar[str]
    """What it does, for its help."""

    def __init__(self, session: Session, asker: Asker) -> None:
        self.session, self.asker, self.known = session, asker, asker.known
        self.catalogue = session.catalogue

    @classmethod
    @abstractmethod
    def questions(cls, models: Models) -> Sequence[Question]:
        """Every question there may be."""

    @abstractmethod
    def ask(self) -> None:
        """Asks, and puts what is made of the answers among the drafts."""

    def question(self, kind: str, key: str) -> Question:
        """The question for one key, in the words of this digest."""
        found = of_model(self.catalogue.models[kind], [key], self.catalogue.settings)
        return singular(next(iter(found)))

    def chosen_id(self, kind: str, derived: str) -> str:
        """The id of the new record: what an option says, or else what was derived.

        It is asked for where nothing could be derived, as from a name in other letters.
        """
        said = self.asker.given.get("id")
        if not isinstance(said, str):
            while not derived:
                derived = self.asker.one(ID, read=parse_slug)
            return ids.unused(derived, self.known.of(kind))
        try:
            key = parse_slug(said)
        except Refused as refused:
            raise click.UsageError(f"--id: {refused.message}; {refused.fix}") from refused
        if key in self.known.of(kind) or key in RESERVED:
            raise click.UsageError(f"--id: {key} is taken; choose another")
        return key


def singular(question: Question) -> Question:
    """A list is asked for one by one: `--alias`."""
    return question._replace(option=SINGULAR.get(question.key, question.option))


def filled(data: Mapping[str, Data]) -> dict[str, Data]:
    """The answers without those that were left out."""
    return {key: value for key, value in data.items() if value}
