"""No text that an author can write asks for more work than its length does, whatever it repeats.

`make test` tries each repeated sign between one pair of others, `make fuzz` between all of them.
"""

import signal
import sys
from collections.abc import Callable
from functools import partial
from types import FrameType

import pytest
from conftest import LONG, MODELS

from generator.catalogue import Catalogue
from generator.checks.prose.prose_numbers import contradictions
from generator.loading.autofix import fixed
from generator.loading.files import Text
from generator.loading.records import build, read_source
from generator.problems import Refused
from generator.rendering.escape import escape
from generator.values.prose import parse_document
from generator.values.scalars import parse_url

# A square of the longer length is ten thousand million steps: minutes, where a line takes a second.
LENGTH = 100_000 if LONG else 1_000
# Signs that some rule looks for, alone and with what may stand between them.
ATOMS = (
    *("-", "- ", "--8<", "#", "# ", "a#", " ", "\n", "\n\n", "\n \n", ".", ". ", "1", "1.", "1. "),
    *("a", "a ", "a-", "-a", "a.", "1,", "111,", "&", "&a", "(", ")", "](", "](a", "{", "}", "\\"),
    *("~", "\n~~~\n", "|", "=", "\n=", "+ ", "\n- ", "\n1. a\n\n", ">" + " " * 20, "- " + " " * 60),
    *("\n    a", "\n# a\n", "'", '"', "http://a.", "^", "$", ":", "::", "é", "김", "a\n", "@", "%"),
    *("two ", "dozen ", "missiles ", "two missiles ", "one hundred and ", "1 km ", "km ", "1 to "),
    *("first ", "of the month ", "1st launch ", "title: ", "\ntitle: ", ". title:", "**1** "),
)
AROUND = (("", ""), ("1", " missiles"), ("- ", "x"), ("```\n", "x\n```"))
EVENT = "title: A salvo\ntype: missile-launch\ndate: 2026-03-05\nplace: sandok\nsummary: |\n"


def record(text: str) -> None:
    """A text as the summary of an event, mended and read as the loader does."""
    whole = EVENT + "".join(f"  {line}\n" for line in text.split("\n"))
    file = Text("x.yml", "events", "x", whole)
    fixed(file, MODELS)
    source, _ = read_source(file, MODELS)
    if source:
        build(file, source, MODELS)


def figures(catalogue: Catalogue, title: bool, text: str) -> None:
    """What a text of an event says of numbers, compared with its record."""
    list(contradictions(catalogue, catalogue.events["2026-02-10-sandok"], text, title))


class Hangs(Exception):
    """A run took more processor time than anything may."""


def give_up(*_: object) -> None:
    raise Hangs


def calls(run: Callable[[str], object], text: str) -> int:
    """How many functions one run calls: the same number on any machine, however busy.

    Raises Hangs after a minute of processor time, a hundred times too long: the work inside a
    single call, such as that of a regular expression that goes back and forth, is not counted.
    """
    count = 0

    def counted(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, 60)
    sys.setprofile(counted)
    try:
        run(text)
    except Refused:
        pass
    finally:
        sys.setprofile(None)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return count


def check(run: Callable[[str], object]) -> None:
    """Twice the text asks about twice the calls; few calls need not be compared."""
    for number, (before, after) in enumerate(AROUND):
        for atom in ATOMS if LONG else ATOMS[number :: len(AROUND)]:
            half, whole = (
                before + atom * (length // len(atom)) + after for length in (LENGTH // 2, LENGTH)
            )
            made = calls(run, whole)
            if made > LENGTH:
                assert made < 3 * calls(run, half), (before, atom, after, made)


@pytest.mark.parametrize("run", [parse_document, escape, parse_url, record])
def test_any_text_is_read_with_the_work_its_length_asks(run: Callable[[str], object]) -> None:
    check(run)


@pytest.mark.parametrize("title", [True, False])
def test_numbers_of_any_text_are_found_with_the_work_its_length_asks(
    title: bool, small: Catalogue
) -> None:
    check(partial(figures, small, title))


def test_empty_lines_are_read_once() -> None:
    # Within one call of a regular expression, which a sample of 1,000 letters does not show.
    calls(record, "\n" * 100_000)
