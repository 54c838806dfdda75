"""Pages that the next build may take: what was kept, or nothing; never what is torn or foreign."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT
from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation

from generator.rendering import TemplateFault
from generator.site.making import kept
from generator.site.making.kept import Kept, KeptPage, Place, can_keep, frame, key_of

FRAME = {"the program": "one", "settings": "two"}
PAGES = {
    key_of(File(f"{name}.md", None, "site", True), name * 50, [name]): KeptPage(
        [f"<p>{name} ", "</p>"], f"{name} 길이\n", ["top", name], ["../", f"#{name}"]
    )
    for name in ("one", "two", "three")
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of three pages."""
    made = tmp_path / "cache" / kept.NAME
    write(made, PAGES)
    assert read(made) == PAGES
    return made


def write(file: Path, pages: dict[str, KeptPage], again: tuple[str, ...] = ()) -> None:
    """What a build does that makes these pages, and others again."""
    kept = Kept(file, FRAME)
    kept.begin()
    for key, page in pages.items():
        kept.put(key, page.packed())
    kept.keep(again)
    kept.end()


def read(file: Path, frame: dict[str, str] = FRAME) -> dict[str, KeptPage]:
    """What a build finds of the three."""
    found = Kept(file, frame)
    return {key: page for key in PAGES if (page := found.find(key))}


def test_only_the_pages_of_the_last_build_are_kept(file: Path) -> None:
    one, two, _ = PAGES
    other = KeptPage(["<p>four</p>"], "four\n", [], [])
    write(file, {two: other}, (one,))
    assert read(file) == {one: PAGES[one], two: other}
    assert [path.name for path in file.parent.iterdir()] == [kept.NAME]


def deleted(file: Path) -> None:
    file.unlink()


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def without_its_end(file: Path) -> None:
    file.write_bytes(file.read_bytes().partition(b"\n")[0])


def one_byte_of_a_page(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-3] ^= 1
    file.write_bytes(data)


def one_byte_of_each_kind(file: Path) -> None:
    """In the frame, a key, a number and a mark of the first line."""
    data = bytearray(file.read_bytes())
    for place in (12, 80, 160, 220):
        data[place] ^= 1
    file.write_bytes(data)


def mixed(file: Path) -> None:
    """The bytes of one page under the key of another, as when two files are put together."""
    data = file.read_bytes()
    one, two, _ = (key.encode("ascii") for key in PAGES)
    file.write_bytes(data.replace(one, b"?").replace(two, one).replace(b"?", two))


def of_another_program(file: Path) -> None:
    text = file.read_bytes()
    file.write_bytes(text.replace(b'"the program":"one"', b'"the program":"two"', 1))


def without_a_frame(file: Path) -> None:
    text = file.read_bytes()
    file.write_bytes(text.replace(b'"the program":"one",', b"", 1))


def of_other_shapes(file: Path) -> None:
    file.write_bytes(b'{"the program":["one"],"settings":2}\n' + file.read_bytes())


def of_a_size_below_nothing(file: Path) -> None:
    """By which reading would go back for ever."""
    data = bytearray(file.read_bytes())
    place = data.index(b"\n") + kept.HEAD - kept.DIGITS
    data[place : place + kept.DIGITS] = f"{-kept.HEAD:0{kept.DIGITS}}".encode()
    file.write_bytes(data)


def a_list(file: Path) -> None:
    file.write_bytes(b"[]\n")


def nested(file: Path) -> None:
    file.write_bytes(b"[" * 100_000)


def not_text(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\n" * 100)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def too_large(file: Path) -> None:
    with file.open("r+b") as hole:
        hole.truncate(kept.LARGEST + 1)


DAMAGES: list[Callable[[Path], None]] = [
    *(deleted, emptied, truncated, without_its_end, one_byte_of_a_page, one_byte_of_each_kind),
    *(mixed, of_another_program, without_a_frame, of_other_shapes, of_a_size_below_nothing),
    *(a_list, nested, not_text),
    *(a_folder, a_pipe, too_large),
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_nothing_torn_mixed_or_foreign_is_believed(
    file: Path, damage: Callable[[Path], None]
) -> None:
    damage(file)
    found = read(file)
    assert len(found) < len(PAGES)
    assert found.items() <= PAGES.items()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_next_build_keeps_its_pages_all_the_same(
    file: Path, damage: Callable[[Path], None]
) -> None:
    damage(file)
    write(file, PAGES)
    if damage is not a_folder:
        assert read(file) == PAGES


def test_build_that_fails_leaves_what_was_kept(file: Path) -> None:
    failed = Kept(file, FRAME)
    failed.begin()
    failed.put(next(iter(PAGES)), b"of a build that failed")
    failed.end()
    assert read(file) == PAGES
    assert [path.name for path in file.parent.iterdir()] == [kept.NAME]


def test_file_dated_back_is_as_good(file: Path) -> None:
    os.utime(file, (0, 0))
    assert read(file) == PAGES


def test_link_out_of_the_folder_is_replaced_and_not_followed(file: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"of somebody else\n")
    file.unlink()
    file.symlink_to(outside)
    assert read(file) == {}
    write(file, PAGES)
    assert read(file) == PAGES and not file.is_symlink()
    assert outside.read_bytes() == b"of somebody else\n"


def test_part_of_a_link_is_not_written_through(file: Path, tmp_path: Path) -> None:
    """A link by the name that this process would write is taken away, not followed."""
    outside = tmp_path / "outside"
    part = file.with_name(f"{kept.NAME}.part-{os.getpid()}")
    part.symlink_to(outside)
    write(file, {})
    assert not outside.exists() and not part.is_symlink()
    assert read(file) == {}


def test_what_cannot_be_written_is_not_kept(file: Path) -> None:
    """By a file where the folder should be."""
    nowhere = file / "below" / kept.NAME
    write(nowhere, PAGES)
    assert read(nowhere) == {} and read(file) == PAGES


def test_it_says_why_all_pages_are_made_anew(file: Path) -> None:
    said = {
        Kept(file, FRAME, fresh=True).told(0, 3),
        Kept(file, {**FRAME, "settings": "three"}).told(0, 3),
        Kept(file, {"the program": "x", "settings": "y"}).told(0, 3),
        Kept(file.with_name("other"), FRAME).told(0, 3),
    }
    assert said == {
        "Made all 3 pages anew: nothing of an earlier build was wanted.",
        "Made all 3 pages anew: changed since the last build: settings.",
        "Made all 3 pages anew: changed since the last build: the program, settings.",
        "Made all 3 pages anew: nothing is kept of an earlier build.",
    }
    emptied(file)
    assert Kept(file, FRAME).told(0, 3) == (
        "Made all 3 pages anew: what an earlier build kept cannot be read."
    )


# --- what a page is kept by


def settings(tmp_path: Path, **more: object) -> MkDocsConfig:
    """The settings of the digest, some of them others."""
    plugins = more.pop("plugins", ["digest"])
    config = load_config(str(PROJECT / "mkdocs.yml"), site_dir=str(tmp_path), plugins=plugins)
    for name, value in more.items():
        config[name] = value
    return config


def framed(config: MkDocsConfig, templates: Path) -> dict[str, str]:
    nav = get_navigation(Files([]), config)
    return frame(config, nav, [templates])


def test_each_part_of_the_frame_is_seen(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    (templates / "pages").mkdir(parents=True)
    (templates / "pages/event.md.jinja").write_text("one")
    before = framed(settings(tmp_path), templates)
    assert before == framed(settings(tmp_path / "another"), templates)
    for name, value in (
        ("site_url", "https://example.org/"),
        ("repo_url", "https://example.org/repository"),
        ("copyright", "nobody's"),
        ("extra", {"counted": "launches"}),
        ("nav", [{"Elsewhere": "https://example.org/"}]),
        ("mdx_configs", {"toc": {"permalink": False}}),
    ):
        other = framed(settings(tmp_path, **{name: value}), templates)
        assert {part for part in before if before[part] != other[part]} == {"settings"}, name
    (templates / "pages/event.md.jinja").write_text("two")
    other = framed(settings(tmp_path), templates)
    assert {part for part in before if before[part] != other[part]} == {"templates"}
    # The same bytes in another file are another template.
    (templates / "pages/event.md.jinja").rename(templates / "pages/place.md.jinja")
    assert framed(settings(tmp_path), templates)["templates"] != other["templates"]


def test_pages_of_other_plugins_hooks_and_extensions_are_not_kept(tmp_path: Path) -> None:
    assert can_keep(settings(tmp_path))
    assert not can_keep(settings(tmp_path, plugins=["digest", "search"]))
    assert not can_keep(settings(tmp_path, markdown_extensions=["toc", "pymdownx.snippets"]))
    assert not can_keep(settings(tmp_path, hooks={"hook.py": object()}))


def test_key_has_all_that_a_page_is_made_from() -> None:
    file = File("one.md", None, "site", True)
    pencil = File("one.md", None, "site", True)
    pencil.edit_uri = "content/events/one.yml"
    keys = [
        key_of(file, "words", ["text"]),
        key_of(pencil, "words", ["text"]),
        key_of(file, "other", ["text"]),
        key_of(file, "words", ["other"]),
        key_of(file, "words", ["te", "xt"]),
        key_of(File("two.md", None, "site", True), "words", ["text"]),
    ]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in keys)


@pytest.mark.parametrize("asked", ["v[:7]", "v == 'a'", "v in {'a': 1}", "v[0]"])
def test_theme_can_print_the_version_and_nothing_else(asked: str) -> None:
    place = Place()
    env = Environment(autoescape=True)
    printed = "{{ v if v else '' }} {{ v | e }} {{ {'v': v} | urlencode }} {{ v | upper }}"
    assert env.from_string(printed).render(v=place) == (f"{place} {place} v={place} {place}")
    with pytest.raises(TemplateFault):
        env.from_string("{{ " + asked + " }}").render(v=place)
