"""One fault in a good record is refused, or changes that one value and no other.

Each mutant is made at random from a seed that its name tells; `mutant(seed)` makes it again.
"""

import random
import re
from collections import Counter
from itertools import zip_longest
from typing import NamedTuple

import pytest
from conftest import MODELS

from generator.loading.files import Text
from generator.loading.records import read_source
from generator.problems import Problem, as_text

from .corpus import Good, Path_, read_among, read_text, real, small, span, times, values

SEEDS = times(250, 10_000)
LETTERS = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789"
SIGNS = ":#-[]{}&*!|>'\"%@`,?~<\\/_.=+()$^; "
# A tab, a no-break space, a zero-width space, an accent, a full-width one, a Cyrillic a, controls.
ODD = "\t\u00a0\u200b\u0301\uff11\u0430\u202e\x07\u2028\u0085\ufeff\n"


class Mutant(NamedTuple):
    """A changed text, how it was changed, and the values that the change may touch."""

    seed: int
    how: str
    good: Good
    text: Text
    touched: tuple[Path_, ...]


def mutant(seed: int) -> Mutant:
    """The mutant of a seed: two in three of tests/content, the others of content/."""
    chooser = random.Random(seed)
    while True:
        one = chooser.choice(small() if chooser.random() < 0.66 else real())
        how, make = chooser.choice(sorted(MAKERS.items()))
        text, touched = make(chooser, one)
        if text != one.text.text:
            return Mutant(seed, how, one, one.text._replace(text=text), touched)


def scalars(one: Good) -> list[Path_]:
    """The paths of every single value."""
    found: list[Path_] = []
    for path in one.source.tree.values:
        if isinstance(one.source.tree.data_at(path), str):
            found.append(path)
    return found


def a_scalar(chooser: random.Random, one: Good) -> tuple[Path_, int, int]:
    path = chooser.choice(scalars(one))
    return (path, *span(one.text, one.source, path))


def character_left_out(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    path, start, end = a_scalar(chooser, one)
    at = chooser.randrange(start, end)
    return one.text.text[:at] + one.text.text[at + 1 :], (path,)


def character_put_in(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    path, start, end = a_scalar(chooser, one)
    at = chooser.randint(start, end)
    char = chooser.choice(chooser.choice((LETTERS, SIGNS, ODD)))
    return one.text.text[:at] + char + one.text.text[at:], (path,)


def character_replaced(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    path, start, end = a_scalar(chooser, one)
    at = chooser.randrange(start, end)
    char = chooser.choice(chooser.choice((LETTERS, SIGNS, ODD)))
    return one.text.text[:at] + char + one.text.text[at + 1 :], (path,)


def characters_swapped(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    path, start, end = a_scalar(chooser, one)
    at = chooser.randrange(start, max(start + 1, end - 1))
    text = one.text.text
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :], (path,)


def value_replaced(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    path, start, end = a_scalar(chooser, one)
    return one.text.text[:start] + chooser.choice(VALUES) + one.text.text[end:], (path,)


VALUES = (
    *("", "null", "~", "yes", "NO", "true", "unknown", "0", "-1", "1e3", "0x1F", "010", "1_000"),
    *(".nan", "-.inf", "1,350", "350 km", "2026-02-30", "20260127", "2026-1-7", "12:30", "39:09"),
    *("[]", "{}", "[a]", "{a: b}", "a: b", "a #b", "- a", "&a b", "*a", "!!int 2", "|", ">", "@a"),
    *(
        "%a",
        '"a',
        "'a",
        "`a`",
        "? a",
        "|\n  a\n  b",
        "a\n  b",
        "<b>a</b>",
        "[a](javascript:b)",
        "\\",
    ),
)


def key_changed(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    path = chooser.choice(sorted(one.source.tree.keys, key=str))
    place = one.source.tree.keys[path]
    lines = one.text.text.split("\n")
    line = lines[place.line - 1]
    at = place.column - 1 + chooser.randrange(len(str(path[-1])))
    char = chooser.choice(("", chooser.choice(LETTERS), chooser.choice(SIGNS)))
    lines[place.line - 1] = line[:at] + char + line[at + chooser.choice((0, 1)) :]
    return "\n".join(lines), (path,)


def colon_glued(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    path = chooser.choice(sorted(one.source.tree.keys, key=str))
    place = one.source.tree.keys[path]
    lines = one.text.text.split("\n")
    end = place.column - 1 + len(str(path[-1]))
    line = lines[place.line - 1]
    lines[place.line - 1] = line[:end] + line[end:].replace(": ", ":", 1)
    return "\n".join(lines), (path,)


def a_line(chooser: random.Random, one: Good) -> tuple[list[str], int, tuple[Path_, ...]]:
    """The lines, the index of one that is not blank, and the values that have to do with it."""
    lines = one.text.text.split("\n")
    index = chooser.choice([i for i, line in enumerate(lines) if line.strip()])
    tree = one.source.tree
    touched = {
        path
        for path, place in (*tree.keys.items(), *tree.values.items())
        if place.line == index + 1
    }
    for path in tree.blocks:
        start, end = span(one.text, one.source, path)
        first = one.text.text[:start].count("\n")
        if first <= index <= first + one.text.text[start:end].count("\n"):
            touched.add(path)
    if one.text.kind == "explainers" and lines[index] == "---":
        touched.add(("body",))
    # What begins an entry of a list is the whole entry, and those after it move up.
    touched |= {path[:-1] for path in touched if path and isinstance(path[-1], int)}
    if re.match(r"\s*- ", lines[index]):
        touched |= {path[: _last_index(path)] for path in touched if _last_index(path) is not None}
    return lines, index, tuple(sorted(touched, key=str))


def last_line(one: Good, path: Path_) -> int:
    """The index of the line on which a block of text ends."""
    return one.text.text[: span(one.text, one.source, path)[1]].count("\n")


def _last_index(path: Path_) -> int | None:
    return next((i for i in range(len(path) - 1, -1, -1) if isinstance(path[i], int)), None)


def line_left_out(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    lines, index, touched = a_line(chooser, one)
    # Without the key between them two texts are one; every word is still on the page.
    if lines[index].endswith(": |"):
        before = [path for path in one.source.tree.blocks if last_line(one, path) == index - 1]
        touched = (*touched, *before)
    return "\n".join(lines[:index] + lines[index + 1 :]), touched


def line_twice(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    lines, index, touched = a_line(chooser, one)
    return "\n".join(lines[: index + 1] + lines[index:]), touched


def line_moved_right(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    lines, index, touched = a_line(chooser, one)
    lines[index] = " " * chooser.choice((1, 2, 4)) + lines[index]
    return "\n".join(lines), touched


def line_moved_left(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    lines, index, touched = a_line(chooser, one)
    lines[index] = re.sub(r"^ {1,2}", "", lines[index])
    return "\n".join(lines), touched


def line_joined_to_the_next(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    lines, index, touched = a_line(chooser, one)
    rest = lines[index + 1 : index + 2]
    joined = [lines[index] + " " + rest[0].strip()] if rest else [lines[index]]
    return "\n".join(lines[:index] + joined + lines[index + 2 :]), touched


def line_broken(chooser: random.Random, one: Good) -> tuple[str, tuple[Path_, ...]]:
    lines, index, touched = a_line(chooser, one)
    indent = len(lines[index]) - len(lines[index].lstrip())
    at = chooser.randint(indent, len(lines[index]))
    broken = lines[index][:at] + "\n" + " " * chooser.choice((0, indent, indent + 2))
    lines[index] = broken + lines[index][at:]
    return "\n".join(lines), touched


MAKERS = {
    maker.__name__.replace("_", " "): maker
    for maker in (
        character_left_out,
        character_put_in,
        character_replaced,
        characters_swapped,
        value_replaced,
        key_changed,
        colon_glued,
        line_left_out,
        line_twice,
        line_moved_right,
        line_moved_left,
        line_joined_to_the_next,
        line_broken,
    )
}


# Those that change one value; the others change keys and lines.
OF_VALUES = {how for how in MAKERS if how.startswith(("character", "value"))}


def read_mutant(made: Mutant) -> tuple[object | None, tuple[Problem, ...]]:
    """The record, or None and why it is refused.

    A record of content/ is read alone: to link it among a thousand others takes a second.
    """
    if made.good in small():
        return read_among(made.text)
    _, record, problems = read_text(made.text)
    return (None if problems else record), tuple(problems)


def changed(before: dict[Path_, str], after: dict[Path_, str]) -> set[Path_]:
    """The paths at which two records differ."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def follows(path: Path_, touched: tuple[Path_, ...]) -> bool:
    """Whether a value that is left out is that of another: an event by a claim, or an article."""
    if path[:1] == ("events",):
        return any(other[:1] == ("claims",) for other in touched)
    return len(path) > 1 and path[-1] == "article" and ("article",) in touched


def within(path: Path_, touched: tuple[Path_, ...]) -> bool:
    """Whether a value belongs to what was touched: it is that value, in it, or around it."""
    if follows(path, touched):
        return True
    for other in touched:
        # An entry more or less in a list of plain values moves those behind it.
        start = other[:-1] if other and isinstance(other[-1], int) else other
        if other[:1] == ("same_as",):
            start = other[:1]  # its keys are names of databases, and so values themselves
        if path[: len(start)] == start or start[: len(path)] == path:
            return True
    return False


def plainly(text: str) -> str:
    """A text without blanks, and without lines that are a comment alone."""
    return "".join(re.sub(r"(?m)^ *#.*$", "", text).split())


def said_again(made: Mutant) -> bool:
    """Whether what was left out is said elsewhere: an article has all events of its claims."""
    claims = getattr(made.good.record, "claims", ())
    return bool(claims) and any(path[:1] == ("events",) for path in made.touched)


@pytest.mark.build
def test_mutant_is_refused_or_differs_in_its_one_value() -> None:
    counts: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    escaped = []
    for seed in range(SEEDS):
        made = mutant(seed)
        record, problems = read_mutant(made)
        if record is None:
            assert problems
            counts["refused"] += 1
            codes.update({problem.code for problem in problems})
            continue
        differs = changed(values(made.good.record), values(record))
        if not all(within(path, made.touched) for path in differs) or not as_typed(made):
            escaped.append(told(made, differs, problems))
        blank = plainly(made.text.text) == plainly(made.good.text.text)
        if not differs and not blank and not said_again(made):
            escaped.append(told(made, differs, problems))
        counts["seen in the one value" if differs else "the same, but for blanks"] += 1
    print(f"mutants: {SEEDS}; {dict(counts.most_common())}; refused by {dict(codes.most_common())}")
    assert not escaped, "\n\n".join(escaped)


def as_typed(made: Mutant) -> bool:
    """Whether a changed value without quotation marks is read to its last character."""
    if made.how not in OF_VALUES:
        return True
    (path,) = made.touched
    start, end = span(made.good.text, made.good.source, path)
    end += len(made.text.text) - len(made.good.text.text)
    typed = made.text.text[start:end].strip()
    if not typed and isinstance(path[-1], int):
        return True  # the only entry of a list is gone, and nothing is left to be read
    between = isinstance(path[-1], int) and "," in typed
    if (
        path in made.good.source.tree.blocks
        or typed[:1] in ("'", '"', "|", ">", "[", "{")
        or between
    ):
        return True
    if path == ("body",) or made.good.text.text[start] in ("'", '"'):
        return True
    source, _ = read_source(made.text, MODELS)
    return source is not None and source.tree.data_at(path) == typed


def told(made: Mutant, differs: set[Path_], problems: tuple[Problem, ...]) -> str:
    """A mutant as a person can judge it."""
    before, after = made.good.text.text.split("\n"), made.text.text.split("\n")
    index = next(i for i, (a, b) in enumerate(zip_longest(before, after, fillvalue="")) if a != b)
    return "\n".join(
        [
            f"seed {made.seed}: {made.how} in {made.text.path}:{index + 1}",
            *(f"  - {line}" for line in before[index : index + 2]),
            *(f"  + {line}" for line in after[index : index + 2]),
            f"  touched {made.touched}, but {sorted(differs, key=str)} differ",
            *map(as_text, problems),
        ]
    )
