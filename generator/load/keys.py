"""Keys that no record has: which was meant, and when it is the rest of a number."""

import difflib
import re
from collections.abc import Iterable
from typing import Any

from generator.load.tree import Path_
from generator.model import records as model
from generator.problems import Place

# A number whose comma ended the value, in braces: `{value: 12,000, …}`.
CUT = re.compile(r"\d{1,3}(?:,\d{3})*,$")


def cut_number(line: str, place: Place) -> tuple[str, Place] | None:
    """The number of which a key at `place` is the rest after a comma, and its place."""
    name = line[place.column - 1 : place.end - 1]
    before = CUT.search(line[max(0, place.column - 20) : place.column - 1])
    if not before or not re.fullmatch(r"\d{3}", name):
        return None
    further = re.match(r"(?:,\d{3}\b)*", line[place.end - 1 :])
    whole = before[0] + name + (further[0] if further else "")
    start = place.column - len(before[0])
    return whole, Place(place.line, start, start + len(whole))


def allowed_keys(kind: type[model.Model], path: Path_) -> list[str]:
    """The keys allowed where `path` ends."""
    current: Any = kind
    for step in path[:-1]:
        if isinstance(step, str) and isinstance(current, type) and issubclass(current, model.Model):
            field = current.model_fields.get(step)
            current = model_in(field.annotation) if field else None
    if isinstance(current, type) and issubclass(current, model.Model):
        return [key for key in current.model_fields if key != "id" or current is not kind]
    return []


def left_out(kind: type[model.Model], path: Path_) -> str:
    """What to do with a value at `path` that says that nothing is known."""
    current: Any = kind
    drop = ""
    for step in path:
        if isinstance(step, int):
            drop = f"leave this entry of `{drop.split('`')[1]}` out" if drop else ""
        elif isinstance(current, type) and issubclass(current, model.Model):
            field = current.model_fields.get(step)
            if field is None:
                break
            if not field.is_required():
                drop = f"leave `{step}` out"
            current = model_in(field.annotation)
    why = "what is not known is not written"
    return (
        f"{drop}: {why}"
        if drop
        else f"write the value as far as it is known: `{path[-1]}` is needed"
    )


def model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, model.Model):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := model_in(argument):
            return found
    return None


def nearest(word: str, allowed: list[str]) -> str:
    """The allowed word most like this one, or all of them."""
    close = difflib.get_close_matches(word, allowed, 1, 0.6)
    if not close:
        squeezed = {key.replace("_", "").replace("-", ""): key for key in allowed}
        match = squeezed.get(word.replace("_", "").replace("-", "").lower())
        close = [match] if match else []
    if close:
        return f"did you mean `{close[0]}`?"
    return f"use one of: {', '.join(allowed)}"


def nearly(word: str, known: Iterable[str]) -> str:
    """The one of `known` that differs from `word` by a slip of one key; empty where none does.

    Digits never differ: another number is another missile, another date another day.
    """
    for other in known:
        if re.findall(r"\d", word) != re.findall(r"\d", other):
            continue
        a, b = (re.sub(r"[-_ ]", "", one.lower()) for one in (word, other))
        if a == b or (min(len(a), len(b)) > 4 and _one_slip(a, b)):
            return other
    return ""


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter is missing, added or wrong, or two have changed places."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    swapped = a[:start] + a[start : start + 2][::-1] + a[start + 2 :]
    return a[start + 1 :] == b[start + 1 :] or swapped == b
