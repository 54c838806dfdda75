"""What answers may refer to: the records and words of the digest, and those just made."""

from collections import ChainMap
from collections.abc import Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.suggestions import alike, named
from generator.loading.document import Data
from generator.problems import Refused, Wanted, shown
from generator.schema.registry import KIND, RECORDS
from generator.values.scalars import Ref
from generator.writing import addresses
from generator.writing.draft import Draft


class _Names(NamedTuple):
    """What a new record is called."""

    name: str
    title: str
    aliases: tuple[str, ...]


class Known:
    """The records of a catalogue, with new ones that are not among its files yet."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.drafts: list[Draft] = []
        self._new: dict[str, dict[str, object]] = {kind: {} for kind in RECORDS}

    def add(self, draft: Draft) -> None:
        """Takes a new record among those that others may name."""
        self.drafts.append(draft)
        said = {key: str(draft.data.get(key, "")) for key in ("name", "title")}
        aliases = draft.data.get("aliases", ())
        names = [str(one["name"] if isinstance(one, dict) else one) for one in aliases]
        self._new[draft.kind][draft.id] = _Names(**said, aliases=tuple(names))

    def rest_on(self, article: str) -> None:
        """Gives the new records, and their other names, that have no article one."""
        models = self.catalogue.models
        rest: dict[str, Data] = {"article": article}
        for index, one in enumerate(self.drafts):
            if "article" in models[one.kind].model_fields:
                data = {**rest, **one.data}
                if isinstance(aliases := data.get("aliases"), list):
                    data["aliases"] = [
                        {**alias, **rest, **alias} if isinstance(alias, dict) else alias
                        for alias in aliases
                    ]
                self.drafts[index] = one._replace(data=data)

    def of(self, kind: str) -> Mapping[str, object]:
        """The records of a kind, or the words of a vocabulary, by id."""
        if kind in self.catalogue.words:
            return self.catalogue.words[kind]
        return ChainMap(self._new[kind], dict(self.catalogue.of_kind(kind)))

    def called(self, kind: str, key: str) -> str:
        """The name of a record or word."""
        one = self.of(kind)[key]
        return str(getattr(one, "name", "") or getattr(one, "title", "") or key)

    def near(self, kind: str, text: str) -> list[str]:
        """The ids that may have been meant, nearest first."""
        return alike(text, self.of(kind))

    def find(self, kind: str, text: str) -> Ref:
        """The record or word that a text names, by id, name or alias in any script.

        Raises Refused where it names none or several, with those that are near.
        """
        found = [text] if text in self.of(kind) else named(text, self.of(kind))
        if not found:
            found = self._looked_for(kind, text)
        if kind == "articles" and "://" in text:
            article = addresses.recorded(self.catalogue, text)
            found = [article.id] if article else []
        if len(found) == 1:
            return Ref(kind, found[0])
        what = KIND[kind].one if kind in KIND else "word"
        if found:
            message = f"`{shown(text)}` is a name of several"
            fix = f"write {self._listed(kind, found)}"
            raise Refused("R001", message, fix, wanted=Wanted(kind, text))
        near = self.near(kind, text)
        message = f"no {what} is called `{shown(text)}`"
        if kind in self.catalogue.words:
            meant = f"did you mean {self._listed(kind, near)}? " if near else ""
            fix = f"{meant}The words are: {', '.join(self.of(kind))}"
            raise Refused("R001", message, fix, wanted=Wanted(kind, text))
        add = f"add it with `digest new {what}`"
        fix = f"did you mean {self._listed(kind, near)}? Or {add}" if near else add
        raise Refused("R001", message, fix, wanted=Wanted(kind, text))

    def _looked_for(self, kind: str, text: str) -> list[str]:
        """The ids of those that readers look for by a text, though it is no name of theirs."""
        words = ((key, getattr(one, "found_by", ())) for key, one in self.of(kind).items())
        return [key for key, by in words if text.casefold() in map(str.casefold, by)]

    def _listed(self, kind: str, ids: list[str]) -> str:
        return " or ".join(f"{one} ({self.called(kind, one)})" for one in ids)
