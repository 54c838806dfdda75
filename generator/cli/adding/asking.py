"""How a question is answered: by an option, by a person at a terminal, or by what is usual."""

import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, redirect_stdout
from itertools import islice
from typing import NamedTuple, TypeVar

import click

from generator.loading.document import Data
from generator.loading.files import check_text
from generator.problems import Refused
from generator.schema.registry import RECORDS
from generator.writing.known import Known
from generator.writing.questions import Question

OPEN = "-"
"""The answer that leaves out what is usual, or leaves open what must be answered."""
HELP = "?"
ADD = "+"
"""The answer that adds the record that was named in vain."""
WIDTH = 96
LISTED = 40
"""How many of the possible answers are listed."""
NAME = 60
"""The characters of a name for which a record is offered."""
# What cannot be added on the way to something else.
APART = ("events", "articles")
Given = Mapping[str, object]
T = TypeVar("T")


class Offer(NamedTuple):
    """What may have been meant by a wrong answer: records of a kind, or the `name` of a new one,
    with which the `text` would be right."""

    kind: str = ""
    near: tuple[str, ...] = ()
    name: str = ""
    text: str = ""


class Asker:
    """Asks what no option said. Where nobody is there to be asked, what is usual is taken."""

    def __init__(self, known: Known, given: Given, *, asks: bool, apart: bool = False) -> None:
        self.known = known
        self.given = given
        self.asks = asks and sys.stdin.isatty()
        self.apart = apart
        """Whether the standard output is for something else."""
        self.add: Callable[[str, str], None] | None = None
        """Adds a record of a kind with a name that another record refers to."""

    def with_answers(self, given: Given) -> "Asker":
        """The same with other options."""
        other = Asker(self.known, given, asks=self.asks, apart=self.apart)
        other.add = self.add
        return other

    def one(
        self, question: Question, default: str = "", read: Callable[[str], str] | None = None
    ) -> str:
        """The answer as the record has it; empty where it is left out or left open.

        `read` reads it in place of the question's own type. Raises UsageError, which names the
        option, where it must be answered and nobody is there.
        """
        parse = read or (lambda text: question.read(self.known, text))
        given = self.given.get(_option(question))
        if isinstance(given, str):
            return _by_option(question, parse, given)
        if not self.asks:
            if question.needed and not default:
                raise click.UsageError(f"give {question.name}: {question.about}")
            return default
        self.tell(question.about)
        offer = Offer()
        while True:
            text, offer = self._meant(offer, self._prompt(question, default)), Offer()
            if text == HELP:
                self._choices(question)
            elif text == OPEN or (not text and not question.needed):
                return ""
            elif not text:
                listed = f"{HELP} lists what can be, " if question.of or question.choices else ""
                click.echo(f"  write it; {listed}{OPEN} leaves it open", err=True)
            elif not isinstance(found := self._read(question, parse, text), Offer):
                return found
            else:
                offer = found

    def several(
        self, question: Question, read: Callable[[str], T], near: Sequence[str] = ()
    ) -> list[T]:
        """The answers to a question that may have any number of them; those `near` are offered."""
        given = self.given.get(_option(question))
        if isinstance(given, tuple) and given:
            return [_by_option(question, read, text) for text in given]
        answers: list[T] = []
        if not self.asks:
            return answers
        self.tell(f"{question.about} One a line; an empty line ends.")
        offer = self._offered(Offer(question.of, tuple(near)))
        while (text := self._meant(offer, self._prompt(question))) not in ("", OPEN):
            offer = Offer()
            if text == HELP:
                self._choices(question)
            elif isinstance(found := self._read(question, read, text), Offer):
                offer = found
            else:
                answers.append(found)
        return answers

    def by_option(self, question: Question) -> Data:
        """What an option says, of a question that nobody is asked."""
        quiet = Asker(self.known, self.given, asks=False)
        if question.many:
            return [*quiet.several(question, lambda text: question.read(self.known, text))]
        return quiet.one(question)

    def tell(self, text: str) -> None:
        """What a person at the terminal reads above a question."""
        if self.asks:
            click.secho(f"\n{textwrap.fill(text, WIDTH)}", err=True, dim=True)

    def head(self, text: str) -> None:
        """What the questions below are about."""
        if self.asks:
            click.secho(f"\n{text}", err=True, bold=True)

    def _prompt(self, question: Question, default: str = "") -> str:
        label, shown = question.name.removeprefix("--"), bool(default)
        with self._at_terminal():
            text = click.prompt(label, default=default, show_default=shown, err=True)
        return str(text).strip()

    def sure(self, text: str, *, usual: bool) -> bool:
        """Whether a person says yes; `usual` is what an empty line means."""
        with self._at_terminal():
            return click.confirm(text, default=usual, err=True)

    def _at_terminal(self) -> AbstractContextManager[object]:
        """Where click writes a blank that readline needs, which is no part of what is printed."""
        return redirect_stdout(sys.stderr) if self.apart else nullcontext()

    def _read(self, question: Question, parse: Callable[[str], T], text: str) -> "T | Offer":
        """The answer; of a wrong one what may have been meant, which is said with what to write."""
        try:
            answer = parse(readable(text))
        except Refused as refused:
            click.secho(f"  {refused.message}", err=True, fg="red")
            kind, name, _ = refused.wanted
            near = self.known.near(kind, name) if name == text else []
            new = self.add and kind in RECORDS and kind not in APART and len(name) <= NAME
            if not near:
                click.echo(f"  {refused.fix}", err=True)
            return self._offered(Offer(kind, tuple(near), name if new else "", text))
        if question.of and answer != text:
            click.echo(f"  {answer}: {self.known.called(question.of, str(answer))}", err=True)
        return answer

    def _offered(self, offer: "Offer") -> "Offer":
        """The offer, which a person sees."""
        for number, key in enumerate(offer.near, start=1):
            click.echo(f"  {number}  {key}: {self.known.called(offer.kind, key)}", err=True)
        if offer.name:
            click.echo(f"  {ADD}  adds a record of {offer.name}", err=True)
        return offer

    def _meant(self, offer: "Offer", text: str) -> str:
        """The answer that a number or sign of an offer stands for; any other as it is."""
        if text.isdecimal() and 0 < int(text) <= len(offer.near):
            return offer.near[int(text) - 1]
        if text == ADD and offer.name and self.add:
            self.add(offer.kind, offer.name)
            return offer.text
        return text

    def _choices(self, question: Question) -> None:
        """What can be answered."""
        if question.choices:
            click.echo(f"  {', '.join(question.choices)}", err=True)
        known = self.known.of(question.of) if question.of else {}
        for key, one in islice(known.items(), LISTED):
            about = getattr(one, "description", "") or self.known.called(question.of, key)
            click.echo(f"  {key}: {about}", err=True)
        if len(known) > LISTED:
            click.echo(f"  and {len(known) - LISTED} more: type a part of the name", err=True)


def options(questions: Iterable[Question]) -> list[click.Option]:
    """An option for each question."""
    return [
        click.Option([one.name], multiple=one.many, help=one.about, metavar=_metavar(one))
        for one in questions
    ]


def readable(text: str) -> str:
    """An answer without a character that no file may have; raises Refused where it has one."""
    for fault in check_text("", f"{text}\n"):
        raise Refused(fault.code, fault.message, fault.fix)
    return text


def _metavar(question: Question) -> str:
    return "NAME" if question.of in RECORDS else "WORD" if question.of else "TEXT"


def _option(question: Question) -> str:
    """The name by which click hands over the answer of an option."""
    return question.name.removeprefix("--").replace("-", "_")


def _by_option(question: Question, parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(readable(text))
    except Refused as refused:
        message = f"{question.name}: {refused.message}; {refused.fix}"
        raise click.UsageError(message) from refused
