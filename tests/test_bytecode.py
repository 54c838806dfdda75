"""Compiled templates that are kept: each is compiled once, and nothing else is ever believed."""

import cProfile
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from generator.rendering.bytecode import PREFIX, Compiled

TEXTS = {"one": "{{ 'a<b' }} one", "two": "{% for n in [1, 2] %}{{ n }}{% endfor %} two"}


def environment(folder: Path | None, texts: dict[str, str] = TEXTS, **how: bool) -> Environment:
    """An environment of another process, for all that it knows."""
    return Environment(loader=DictLoader(texts), bytecode_cache=Compiled(folder), **how)  # type: ignore[arg-type]


def rendered(env: Environment) -> tuple[dict[str, str], int]:
    """What the templates make, and how many of them were compiled for that."""
    with cProfile.Profile() as profile:
        made = {name: env.get_template(name).render() for name in sorted(env.list_templates())}
    code = Environment.compile.__code__
    return made, sum(entry.callcount for entry in profile.getstats() if entry.code is code)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kept = tmp_path / "program" / f"{PREFIX}now"
    assert rendered(environment(kept))[1] == 2
    return kept


def kept(folder: Path) -> list[Path]:
    files = sorted(folder.iterdir())
    assert len(files) == 2
    return files


def test_template_is_compiled_once(folder: Path) -> None:
    assert rendered(environment(folder)) == ({"one": "a<b one", "two": "12 two"}, 0)


def deleted(folder: Path) -> None:
    kept(folder)[0].unlink()


def truncated(folder: Path) -> None:
    for file in kept(folder):
        file.write_bytes(file.read_bytes()[:-1])


def emptied(folder: Path) -> None:
    for file in kept(folder):
        file.write_bytes(b"")


def mixed(folder: Path) -> None:
    one, two = kept(folder)
    text = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(text)


def foreign(folder: Path) -> None:
    for file in kept(folder):
        file.write_bytes(os.urandom(2_000))


def changed(folder: Path) -> None:
    for file in kept(folder):
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)


@pytest.mark.parametrize("spoil", [deleted, truncated, emptied, mixed, foreign, changed])
def test_file_that_is_not_whole_is_not_believed(
    folder: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(folder)
    made, compiled = rendered(environment(folder))
    assert made == {"one": "a<b one", "two": "12 two"} and compiled >= 1
    assert rendered(environment(folder)) == (made, 0)


def test_text_counts_and_no_time_of_a_file_does(folder: Path) -> None:
    for file in kept(folder):
        os.utime(file, (0, 0))
    other = TEXTS | {"one": "{{ 'a<b' }} more"}
    assert rendered(environment(folder, other)) == ({"one": "a<b more", "two": "12 two"}, 1)


def test_template_of_another_environment_is_another(folder: Path) -> None:
    made, compiled = rendered(environment(folder, autoescape=True))
    assert made["one"] == "a&lt;b one" and compiled == 2


def test_folders_of_an_earlier_program_are_removed(folder: Path) -> None:
    new = folder.with_name(f"{PREFIX}new")
    rendered(environment(new))
    assert list(folder.parent.iterdir()) == [new]


def test_nothing_is_kept_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file" / f"{PREFIX}now", None):
        for _ in range(2):
            assert rendered(environment(folder))[1] == 2
