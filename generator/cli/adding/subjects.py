"""One record with a name: an actor, a place, a thing, a fact, a term."""

import re
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from generator.catalogue.suggestions import named
from generator.cli.adding.asking import Asker
from generator.cli.adding.flow import Flow, filled, singular
from generator.cli.adding.session import Session
from generator.loading.document import Data
from generator.problems import Refused, shown
from generator.schema.models import Models
from generator.schema.registry import KIND, having
from generator.values.scalars import LINK_KINDS
from generator.values.words import with_article
from generator.writing import Draft, ids
from generator.writing.questions import Question, of_model

# What only a published record has, or what is written on another occasion.
LATER = frozenset({"id", "former_ids", "corrections", "history", "sheet"})
# What few records have: an option, and no question.
RARE = frozenset({"zone", "province", "note", "position", "see", "url", "variant_of"})
LAST = ("article", "aliases", "summary", "definition")
NAMED = tuple(KIND[kind].one for kind in having("name"))
"""The kinds of which a record is known by its name, by the word for one."""
# Those of which no two share a name.
ONE_NAME = ("actors", "systems")
ALIAS = "Other names it goes by, each with its language behind it: `Genève fr`."
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)*")


class Subject(Flow):
    """Adds a record of one kind."""

    KIND_: ClassVar[str]

    @classmethod
    def questions(cls, models: Models) -> Sequence[Question]:
        """A question for each key of the model, but for what comes later."""
        model = models[cls.KIND_]
        keys = [key for key in model.model_fields if key not in LATER]
        return [singular(one) for one in of_model(model, keys, None)]

    def ask(self) -> None:
        """The name first; last what rests on the article."""
        made = self.made()
        self.known.add(made)
        if article := made.data.get("article"):
            self.known.rest_on(str(article))

    def made(self, *, on_the_way: bool = False) -> Draft:
        """The record that the answers make; the article of one `on_the_way` to another is that of
        the other, and is not asked for."""
        kind, data, key = self.KIND_, dict[str, Data](), ""
        model = self.catalogue.models[kind]
        keys = [key for key in model.model_fields if key not in LATER]
        keys.sort(key=lambda key: LAST.index(key) + 1 if key in LAST else 0)
        for name in keys:
            question = self.question(kind, name)
            if name == "name":
                data[name] = self.asker.one(question, read=self._free_name)
                taken = self.known.of(kind)
                key = self.chosen_id(kind, ids.of_name(str(data[name]), taken))
            elif name == "article" and on_the_way:
                continue
            elif name == "aliases":
                given = {"article": data["article"]} if data.get("article") else {}
                read = partial(_alias, kind, given)
                if kind != "terms":
                    # The article of all that is said here is asked for once.
                    question = question._replace(about=ALIAS)
                data[name] = [*self.asker.several(question, read)]
            elif (name in RARE and not question.needed) or question.many:
                data[name] = self.asker.by_option(question)
            else:
                data[name] = self.asker.one(question)
        return Draft(kind, key, filled(data))

    def _free_name(self, text: str) -> str:
        """A name that no other record has; raises Refused where one has it."""
        name = self.question(self.KIND_, "name").read(self.known, text)
        taken = named(name, self.known.of(self.KIND_))
        names = {key: self.known.called(self.KIND_, key) for key in taken}
        same = [key for key, one in names.items() if one.casefold() == name.casefold()]
        if same or (taken and self.KIND_ in ONE_NAME):
            listed = ", ".join(f"{key} ({names[key]})" for key in same or taken)
            raise Refused("R007", f"`{shown(name)}` is a name of {listed}", "write another name")
        if self.asker.asks and (near := self.known.near(self.KIND_, name)):
            listed = ", ".join(f"{one} ({self.known.called(self.KIND_, one)})" for one in near)
            self.asker.tell(f"Names like it: {listed}")
        return name


def _alias(kind: str, article: dict[str, Data], text: str) -> Data:
    """Another name; where its language is asked for, behind it: `Genève fr`."""
    if kind == "terms":
        return text
    name, _, lang = text.rpartition(" ")
    if not name or not LANGUAGE.fullmatch(lang):
        fix = f"write it and its language, such as {shown(text)} en"
        raise Refused("S041", "the language of the name is missing", fix)
    return {"name": name, "lang": lang, **article}


def adding(one: str) -> type[Subject]:
    """The way of adding a record by the word for one of its kind."""
    kind = LINK_KINDS[one]
    about = (KIND[kind].model.__doc__ or "").partition("\n\n")[0]
    words = {"KIND_": kind, "ABOUT": f"Add {with_article(one)}. {about}"}
    return type(one.capitalize(), (Subject,), words)


def add(session: Session, asker: Asker, kind: str, name: str) -> None:
    """Adds a record that another one refers to by name, whose article it will rest on."""
    one = KIND[kind].one
    flow = adding(one)(session, asker.with_answers({"name": name}))
    asker.head(f"A new {one}, {name}")
    asker.known.add(flow.made(on_the_way=True))
    asker.head("Back to where it was named")
