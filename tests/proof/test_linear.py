"""No text that an author can write takes longer than its length asks, whatever signs it repeats.

`make test` tries each repeated sign between one pair of others, `make fuzz` between all of them.
"""

import gc
import signal
import time
from collections.abc import Callable
from functools import partial

import pytest

from generator.catalogue import Catalogue
from generator.checks.prose.prose_numbers import contradictions
from generator.loading.autofix import mended
from generator.loading.files import Text
from generator.loading.records import build, read_source
from generator.problems import Refused
from generator.rendering.escape import escape
from generator.values.prose import parse_document
from generator.values.scalars import parse_url

from .corpus import LONG

LENGTH = 20_000
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
    mended(file)
    source, _ = read_source(file)
    if source:
        build(file, source)


def figures(catalogue: Catalogue, title: bool, text: str) -> None:
    """What a text of an event says of numbers, held against its record."""
    list(contradictions(catalogue, catalogue.events["2026-02-10-sandok"], text, title))


class Slow(Exception):
    """A run took more processor time than anything may."""


def give_up(*_: object) -> None:
    raise Slow


def seconds(run: Callable[[str], object], text: str) -> float:
    """The processor time that one run takes, for the machine is shared; ten where it takes more."""
    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, 10)
    # A collection looks through all that other tests have left, however short the text.
    gc.disable()
    begins = time.process_time()
    try:
        run(text)
    except (Refused, Slow):
        pass
    finally:
        gc.enable()
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - begins


def check(run: Callable[[str], object]) -> None:
    """Twice the text takes about twice the time; what takes next to none need not be compared."""
    for number, (before, after) in enumerate(AROUND):
        for atom in ATOMS if LONG else ATOMS[number :: len(AROUND)]:
            half, whole = (
                before + atom * (length // len(atom)) + after for length in (LENGTH // 2, LENGTH)
            )
            # A square of the length is two hundred million steps.
            taken = seconds(run, whole)
            if taken > 0.5:
                taken = min(taken, seconds(run, whole))
                assert taken < 3 * seconds(run, half), (before, atom, after, taken)


@pytest.mark.parametrize("run", [parse_document, escape, parse_url, record])
def test_any_text_is_read_in_the_time_its_length_asks(run: Callable[[str], object]) -> None:
    check(run)


@pytest.mark.parametrize("title", [True, False])
def test_numbers_of_any_text_are_found_in_the_time_its_length_asks(
    title: bool, small: Catalogue
) -> None:
    check(partial(figures, small, title))
