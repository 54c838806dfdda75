"""A parsed text: values as texts, with the place of each."""

from array import array
from functools import lru_cache, partial
from itertools import chain
from typing import Any, NamedTuple

from generator.problems import Place

Path_ = tuple[str | int, ...]
Data = str | list["Data"] | dict[str, "Data"]
place_of = partial(tuple.__new__, Place)
"""A place made of a tuple, which takes half of the time that `Place(…)` does."""


class Tree(NamedTuple):
    """Parsed text. `values` and `keys` give the place of each path's value and of its key;
    `blocks` gives the first line and the indent of each block text."""

    data: dict[str, Data]
    values: dict[Path_, Place]
    keys: dict[Path_, Place]
    blocks: dict[Path_, tuple[int, int]]
    faulty: frozenset[int] = frozenset()
    """The lines that were not read as written: what else is wrong with them is unknown."""

    def __reduce__(self) -> tuple[Any, ...]:
        """What goes to another process: of some hundred places only their numbers."""
        return _again, (self.data, *map(_flat, (self.values, self.keys)), self.blocks, self.faulty)

    def data_at(self, path: Path_) -> Data:
        """The value at a path; empty where there is none."""
        data: Data = self.data
        for step in path:
            if isinstance(data, dict) and isinstance(step, str):
                data = data.get(step, "")
            elif isinstance(data, list) and isinstance(step, int):
                data = data[step]
        return data


Flat = tuple[tuple[Path_, ...], "array[int]"]


def _flat(places: dict[Path_, Place]) -> Flat:
    return tuple(places), array("L", chain.from_iterable(places.values()))


def _places(flat: Flat) -> dict[Path_, Place]:
    numbers = iter(flat[1])
    found = map(place_of, zip(numbers, numbers, numbers, strict=True))
    return dict(zip(flat[0], found, strict=True))


def _again(data: dict[str, Data], values: Flat, keys: Flat, *more: Any) -> Tree:
    """A tree that was read in another process."""
    return Tree(data, _places(values), _places(keys), *more)


@lru_cache(maxsize=65536)
def below(path: Path_, step: str | int) -> Path_:
    """The path of what is at a step from another: one for all records, which have the same keys."""
    return (*path, step)


class Level:
    """One open mapping or list while the events are walked."""

    def __init__(
        self, path: Path_, data: dict[str, Data] | list[Data], start: Place, flow: bool
    ) -> None:
        self.path = path
        self.data = data
        self.start = start
        self.flow = flow
        self.key: str | None = None
        self.at: Path_ = path
        """The path of the key, where there is one."""

    def next_path(self) -> Path_:
        """Where the next value goes."""
        if type(self.data) is list:
            return below(self.path, len(self.data))
        return self.at

    def take(self, value: Data) -> None:
        """Put the next value in its place."""
        key = self.key
        if isinstance(self.data, list):
            self.data.append(value)
        else:
            if key is not None and key[:1] != "\0":
                self.data[key] = value
            self.key = None
