"""The values of a record as it means them, which are published, and how two versions differ.

Comments, quotation marks and the order of keys and lists are no values. A value is *published*
where its type says so: a day, a time, a number, a word of a closed list, a reference to a record
that is no source. A text is not, unless its field is marked `PUBLISHED`; a field marked `EDITORIAL`
is not whatever its type.
"""

from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, get_args, get_origin

from generator.loading.document import Path_
from generator.schema.kinds import Model, Record
from generator.values.numbers import QuantityValue
from generator.values.prose import ProseText
from generator.values.scalars import PublishedMarker, Ref
from generator.values.times import ClockValue, DayValue

# New ids of renamed records, by kind and former id.
Renamed: TypeAlias = Mapping[tuple[str, str], str]
NOTHING: Renamed = MappingProxyType({})
# Named tuples that are one value.
SINGLE = (DayValue, ClockValue, QuantityValue, ProseText)
# Beyond this many pairs of parts that changed, each counts as removed or added.
PAIRS = 40_000


class Leaf(NamedTuple):
    """One value: what it is compared by, how it is told, and whether it is a published one."""

    key: Hashable
    text: str
    published: bool


Node: TypeAlias = Leaf | dict[str, "Node"] | list["Node"]
Flat: TypeAlias = frozenset[tuple[Path_, Hashable]]


class Change(NamedTuple):
    """One difference. `path` leads to it in the later version, or to what is left around it.

    `name` says which value it is, `strikes 2 height_m`; `was` and `now` are None where there was
    none. `lost`: something that was said is not said any more.
    """

    path: Path_
    name: str
    was: str | None
    now: str | None
    published: bool
    lost: bool

    @property
    def field(self) -> str:
        """The key of the record in which it is."""
        return self.name.partition(" ")[0]


def changes(old: Model | None, new: Model | None, renamed: Renamed = NOTHING) -> tuple[Change, ...]:
    """How two versions of a record differ, field by field in the order of the model."""
    before = _node(old, renamed) if old else None
    after = _node(new, renamed) if new else None
    return tuple(_differ(before, after, (), ""))


def meaning(record: Model, renamed: Renamed = NOTHING) -> dict[str, str]:
    """What each field of a record means: texts that are equal where `changes` finds no change."""
    node = _node(record, renamed)
    assert isinstance(node, dict)
    return {name: _canonical(field) for name, field in node.items()}


def _canonical(node: Node) -> str:
    """A value in one form, however its keys and lists are ordered."""
    if isinstance(node, Leaf):
        return repr(_exact(node.key))
    if isinstance(node, dict):
        return f"{{{', '.join(f'{name}: {_canonical(node[name])}' for name in sorted(node))}}}"
    return f"[{', '.join(sorted(map(_canonical, node)))}]"


def _exact(key: Hashable) -> Hashable:
    """A key that has one form: 2 and 2.0 are equal."""
    if isinstance(key, tuple):
        return tuple(map(_exact, key))
    return str(key.normalize()) if isinstance(key, Decimal) else key


def _node(value: object, renamed: Renamed, published: bool | None = None) -> Node:
    """A value as a tree. `published`: what its field is marked as, None where nothing marks it."""
    if isinstance(value, Model):
        results: dict[str, Node] = {}
        for name, field in type(value).model_fields.items():
            item = getattr(value, name)
            if item in (None, (), {}) or (name == "id" and isinstance(value, Record)):
                continue
            marks = [mark.published for mark in field.metadata if isinstance(mark, PublishedMarker)]
            mark = marks[0] if marks else published
            if mark is None and _is_choice(field.annotation):
                mark = True
            results[name] = _node(item, renamed, mark)
        return results
    if isinstance(value, dict):
        return {key: _node(item, renamed, published) for key, item in value.items()}
    if isinstance(value, tuple) and not isinstance(value, SINGLE):
        return [_node(item, renamed, published) for item in value]
    return _leaf(value, renamed, published)


def _is_choice(annotation: object) -> bool:
    """Whether a field holds one of a few words."""
    return get_origin(annotation) is Literal or any(map(_is_choice, get_args(annotation)))


def _leaf(value: object, renamed: Renamed, published: bool | None) -> Leaf:
    typed = isinstance(value, (DayValue, ClockValue, QuantityValue, Decimal, int))
    key: Hashable = str(value)
    text = value.text if isinstance(value, QuantityValue) else str(value)
    if isinstance(value, Ref):
        typed = value.kind != "articles"
        key = renamed.get((value.kind, str(value)), str(value))
    elif isinstance(value, ClockValue):
        key = str(value.in_utc)  # one minute is one minute on either clock
    elif isinstance(value, QuantityValue):
        key = (*value[:3], value.unit)
    elif isinstance(value, Decimal):
        key = value
    return Leaf(key, text, typed if published is None else published)


def _differ(a: Node | None, b: Node | None, path: Path_, name: str) -> Iterator[Change]:
    if isinstance(a, dict) and isinstance(b, dict):
        for key in [*b, *(key for key in a if key not in b)]:
            yield from _differ(a.get(key), b.get(key), (*path, key), f"{name} {key}".strip())
    elif isinstance(a, list) and isinstance(b, list):
        parts = any(isinstance(item, dict) for item in (*a, *b))
        yield from (_parts if parts else _words)(a, b, path, name)
    elif isinstance(a, Leaf) and isinstance(b, Leaf):
        if a.key != b.key:
            yield Change(path, name, a.text, b.text, a.published or b.published, True)
    elif a is None and isinstance(b, dict) and (not name or len(b) > 4):
        for key, item in b.items():
            yield from _differ(None, item, (*path, key), f"{name} {key}".strip())
    elif a is None and isinstance(b, list) and any(isinstance(item, dict) for item in b):
        yield from _parts([], b, path, name)
    else:
        yield from _whole(a, b, path, name)


def _whole(a: Node | None, b: Node | None, path: Path_, name: str) -> Iterator[Change]:
    """What came or went as a whole."""
    was, now = _said(a), _said(b)
    if was != now:
        published = any(leaf.published for node in (a, b) for _, leaf in _leaves(node))
        yield Change(path, name, was, now, published, a is not None)


def _words(a: list[Node], b: list[Node], path: Path_, name: str) -> Iterator[Change]:
    """Two lists of single values; their order means nothing."""
    before, after = [leaf for _, leaf in _leaves(a)], [leaf for _, leaf in _leaves(b)]
    gone = {leaf.key for leaf in before} - {leaf.key for leaf in after}
    if gone or len(before) != len(after) or {x.key for x in after} - {x.key for x in before}:
        published = any(leaf.published for leaf in (*before, *after))
        yield Change(path, name, _said(a), _said(b), published, bool(gone))


def _parts(a: list[Node], b: list[Node], path: Path_, name: str) -> Iterator[Change]:
    """Two lists of parts such as strikes: those that are like each other are compared."""
    pairs = _pairs([_flat(item) for item in a], [_flat(item) for item in b])
    taken = {i for i, _ in pairs}
    for j, item in enumerate(b):
        old = next((a[i] for i, k in pairs if k == j), None)
        if old is None:
            yield from _whole(None, item, (*path, j), f"{name} {j + 1}")
        else:
            yield from _differ(old, item, (*path, j), f"{name} {j + 1}")
    for i, item in enumerate(a):
        if i not in taken:
            yield from _whole(item, None, path, f"{name} {i + 1}")


def _pairs(a: list[Flat], b: list[Flat]) -> list[tuple[int, int]]:
    """Which part of the one is which of the other: equal ones, then those with most in common."""
    pairs: list[tuple[int, int]] = []
    places: dict[Flat, list[int]] = {}
    for j, item in enumerate(b):
        places.setdefault(item, []).append(j)
    for i, item in enumerate(a):
        if places.get(item):
            pairs.append((i, places[item].pop(0)))
    left = [i for i in range(len(a)) if i not in {i for i, _ in pairs}]
    right = [j for j in range(len(b)) if j not in {j for _, j in pairs}]
    if len(left) * len(right) > PAIRS:
        return pairs
    likely = sorted((-len(a[i] & b[j]), abs(i - j), i, j) for i in left for j in right)
    for common, _, i, j in likely:
        if -2 * common >= len(a[i]) and i in left and j in right:
            pairs.append((i, j))
            left.remove(i)
            right.remove(j)
    return pairs


def _leaves(node: Node | None, path: Path_ = ()) -> Iterator[tuple[Path_, Leaf]]:
    if isinstance(node, Leaf):
        yield path, node
    elif node is not None:
        items = node.items() if isinstance(node, dict) else enumerate(node)
        for step, item in items:
            yield from _leaves(item, (*path, step))


def _flat(node: Node) -> Flat:
    return frozenset((path, leaf.key) for path, leaf in _leaves(node))


def _said(node: Node | None) -> str | None:
    """A value in one line: `pump`, `pump, siren`, `value 2, article paper-2026-01-27`."""
    if node is None:
        return None
    if isinstance(node, Leaf):
        return node.text
    if isinstance(node, list):
        return ", ".join(_said(item) or "" for item in node)
    return ", ".join(f"{key} {_said(item)}" for key, item in node.items())
