"""What the records have in common."""

from collections.abc import Iterable
from itertools import count
from typing import Annotated, Any, ClassVar
from weakref import WeakValueDictionary

from pydantic import BaseModel, ConfigDict

from generator.values.prose import Note
from generator.values.scalars import EDITORIAL, ArticleId, Day, EditorRole, Language, Plain, Slug

_numbers = count()
_models = WeakValueDictionary[int, "type[Model]"]()
# A copy of a model has a copy of it, to which what it changes is added.
_GIVEN = set[str]()


class Model(BaseModel):
    """What all parts of records share: frozen, closed to unknown keys, documented in place."""

    # Built when first used: a digest has models of its own in place of most of these.
    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, defer_build=True
    )
    NUMBER: ClassVar[int]
    """By what a copy of this process knows the model; no name is that of one digest's alone."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls.NUMBER = next(_numbers)
        _models[cls.NUMBER] = cls

    def model_post_init(self, _: Any, /) -> None:
        """Let go of the names of the keys that were given, a set for each model.

        Nobody asks for them, and they are as large as all else of a record.
        """
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN)

    def __reduce__(self) -> tuple[Any, ...]:
        """What goes from a copy of this process to another."""
        return _again, (self.NUMBER, self.__dict__)


def _again(number: int, values: dict[str, Any]) -> "Model":
    """A record, or a part of one, that was read in a copy of this process, and is not again."""
    model = _models[number]
    one = model.__new__(model)
    object.__setattr__(one, "__dict__", values)
    object.__setattr__(one, "__pydantic_fields_set__", _GIVEN)
    object.__setattr__(one, "__pydantic_extra__", None)
    object.__setattr__(one, "__pydantic_private__", None)
    return one


class Record(Model):
    """A file of its own; its id is the file's name without the ending."""

    id: Slug
    """The name of the record's file without its ending; it stays for ever."""
    former_ids: tuple[Slug, ...] = ()
    """Ids this record had before; their addresses lead here."""

    @property
    def called(self) -> str:
        """Its name, or the title of what has no name: an event or a text."""
        fields = vars(self)  # pydantic takes long to say that there is none
        return str(fields.get("name") or fields.get("title", ""))


class Alias(Model):
    name: Plain
    """Another name, as written in its own script."""
    lang: Language
    """The language of the name: `en`, `ar`, `ja`, `ja-Latn` for Japanese in Latin letters."""
    article: ArticleId
    """The article or database that uses the name."""


class Correction(Model):
    on: Day
    """The day the digest changed what it says."""
    field: Plain
    """The key that changed, such as `status` or `place`."""
    was: Plain
    """What the digest said before."""
    now: Plain
    """What it says since."""
    why: Plain
    """The reason, in one sentence."""

    @property
    def key(self) -> str:
        """The key of the record, without the part of it that `strikes 2 height_m` names."""
        return next(iter(self.field.replace(".", " ").split()), "")


class Ignored(Model):
    code: Plain
    """The code of the problem, such as `R013`."""
    text: Plain
    """The number or words that it is about, as the record has them."""
    why: Plain
    """Why it is right."""


Corrections = Annotated[tuple[Correction, ...], EDITORIAL]
FoundBy = Annotated[tuple[Plain, ...], EDITORIAL]
"""Words that readers type and no page shows."""


class Sourced(Model):
    """A value of the digest and the article it rests on."""

    article: ArticleId
    """The article that the value rests on."""


class EditorsNote(Model):
    """What an editor wants a reader to know first, in the digest's own words."""

    note: Note
    """Two to four sentences: what happened, what was new, on what sources disagree."""
    note_by: Annotated[EditorRole, EDITORIAL]
    """As what the editor signs: a role, never a person's name."""
    note_on: Annotated[Day, EDITORIAL]
    """The day the note was written, or last changed in meaning."""


Step = str | int
Part = tuple[tuple[Step, ...], Any]
"""A value in a record, with its path."""


def walk(value: object) -> list[Part]:
    """A record and everything in it, each with its path, from above to below.

    A value of several parts, such as a day or a text with links, is one value.
    """
    parts: list[Part] = []
    _walk(value, (), parts)
    return parts


def _walk(value: object, path: tuple[Step, ...], parts: list[Part]) -> None:
    parts.append((path, value))
    items: Iterable[tuple[Step, object]]
    if isinstance(value, Model):
        items = value.__dict__.items()
    elif isinstance(value, dict):
        items = value.items()
    elif type(value) is tuple:  # no named one
        items = enumerate(value)
    else:
        return
    for step, item in items:
        if isinstance(item, str):
            parts.append(((*path, step), item))  # as most are
        elif item is not None:
            _walk(item, (*path, step), parts)
