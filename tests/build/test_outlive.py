"""The plain Markdown of `digest render`: whole in itself, and a site in the hands of MkDocs alone.

What is here is ours and must hold. What other builders make of it is told by `make outlive`.
"""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import outlive
import pytest
import yaml
from conftest import CORPUS, PROJECT
from outlive import Source
from serving import workshop

from generator.catalogue import Catalogue
from generator.pages.addresses import address
from generator.pages.table import HAND_WRITTEN, pages
from generator.site.markdown import portable_markdown


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the command makes of the small corpus."""
    shop = tmp_path_factory.mktemp("shop")
    workshop(shop)
    # A copy, which is in no repository: without a history.
    shutil.copytree(CORPUS, shop / "content")
    arguments = ("render", shop / "plain", "--today", "2026-04-01")
    subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=shop,
        env={"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return shop / "plain"


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, Source]:
    """Its pages."""
    return outlive.sources(folder)


@pytest.fixture(scope="module")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What MkDocs, with a theme and no plugin of its own, makes of it."""
    copy = tmp_path_factory.mktemp("with") / "mkdocs"
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")
    assert outlive.built(folder, copy, command) == (0, "")
    return copy / "site"


# --- the folder


def test_every_page_is_there_and_keeps_its_address(
    folder: Path, made: dict[str, Source], small: Catalogue
) -> None:
    every = pages(replace(small, history=None))
    addresses = {address(path) for path in (*HAND_WRITTEN, *(page.path for page in every))}
    assert {name.removesuffix("index.md") for name in made} == addresses
    assert all(name == "index.md" or name.endswith("/index.md") for name in made)


def test_front_matter_of_every_generated_page_is_read(
    made: dict[str, Source], small: Catalogue
) -> None:
    for page in pages(replace(small, history=None)):
        meta = made[portable_markdown.place(page.path)].meta
        assert meta["title"] and meta["description"] and meta["kind"] == page.kind


def test_every_link_and_anchor_of_the_markdown_leads_somewhere(
    folder: Path, made: dict[str, Source]
) -> None:
    assert outlive.dead_sources(folder, made) == []
    assert sum(len(outlive.LINK.findall(page.html)) for page in made.values()) > 1000


@pytest.mark.parametrize(
    "link", ["../nowhere/", "../places.md", "#nosuch", "../places/#nosuch", "x.csv", "../../x/"]
)
def test_link_that_leads_nowhere_is_told(folder: Path, link: str) -> None:
    page = Source({}, f'<p><a href="{link}">x</a> <a href="../places/">y</a></p>')
    there = Source({}, '<h1 id="places">Places</h1>')
    found = {"events/index.md": page, "places/index.md": there}
    assert outlive.dead_sources(folder, found) == [f"events/index.md: {link}"]


def test_nothing_in_it_needs_our_scripts(folder: Path) -> None:
    docs = folder / "docs"
    assert not list(docs.rglob("*.js"))
    told = [path for path in docs.rglob("*.md") if "<form" in path.read_text("utf-8")]
    assert told == []


def test_configuration_names_pages_and_files_of_the_folder_and_no_theme(folder: Path) -> None:
    config = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    named = [path for entry in config["nav"] for path in entry.values()]
    for path in (*named, *config["extra_css"]):
        assert (folder / "docs" / path).is_file()
    assert len(named) == len(set(named))
    assert {portable_markdown.place(path) for path in HAND_WRITTEN} < set(named)
    assert not {"theme", "plugins", "hooks"} & set(config)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("method.md", "[x](events/y.md#z)", "[x](../events/y/index.md#z)"),
        ("method.md", "[x](index.md)", "[x](../index.md)"),
        ("index.md", "[x](method.md)", "[x](method/index.md)"),
        ("editors/index.md", "[x](../method.md)", "[x](../method/index.md)"),
        ("editors/moving.md", "[x](index.md)", "[x](../index.md)"),
        ("editors/moving.md", "![x](../assets/x.png)", "![x](../../assets/x.png)"),
        ("method.md", "[x](#here) [y](https://example.org/y.md)", None),
        ("method.md", "`[x](y.md)` and\n\n```\n[x](y.md)\n```\n", None),
        ("method.md", '<a href="../x/">x</a>', None),
        ("search.md", 'One\n\n<form class="d">\n<input>\n</form>\n\nTwo', "One\n\n\n\nTwo"),
    ],
)
def test_page_has_its_links_made_anew_for_its_new_place(
    path: str, text: str, expected: str | None
) -> None:
    assert portable_markdown.page(text, path) == (text if expected is None else expected)


def test_style_holds_under_any_theme_and_leaves_its_frame_alone() -> None:
    css = portable_markdown.style((PROJECT / "docs/assets/digest.css").read_text("utf-8"))
    assert ':root, [data-md-color-scheme="default"] {' in css
    assert ":is(.md-typeset, body) .d-pop {" in css
    assert ".md-header {" not in css
    # Every colour that a rule asks for is set somewhere without a theme.
    root = "".join(re.findall(r":root[^{]*\{([^}]*)\}", css))
    asked = set(re.findall(r"var\((--(?:md|d)-[a-z-]+)\)", css))
    local = set(re.findall(r"(--d-[a-z-]+):", re.sub(r"\[data-md[^{]*\{[^}]*\}", "", css)))
    assert asked - local <= set(re.findall(r"(--[a-z-]+):", root))


# --- the site that MkDocs makes of it


def test_mkdocs_builds_it_strictly_with_every_page_word_file_and_link(
    folder: Path, site: Path, made: dict[str, Source]
) -> None:
    assert outlive.faults(folder, site, made) == []


def plant(site: Path, name: str, before: str, after: str) -> None:
    """Change one text of a built page."""
    path = site / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_what_a_builder_loses_is_told(
    folder: Path, site: Path, made: dict[str, Source], tmp_path: Path
) -> None:
    worse = shutil.copytree(site, tmp_path / "site")
    plant(worse, "places/sandok/index.html", "<title>Sandok", "<title>Sandock")
    plant(worse, "glossary/index.html", "apogee", "perigee")
    plant(worse, "corrections/index.html", 'href="../', 'href="../../')
    (worse / "credits/index.html").unlink()
    (worse / "data/events.csv").unlink()
    (worse / "data/digest.sqlite").write_bytes(b"SQLite format 3")
    told = outlive.faults(folder, worse, made)
    for fault in (
        "another title: places/sandok/index.md",
        "other words: glossary/index.md",
        "no page: credits/index.md",
        "no file: data/events.csv",
        "other bytes: data/digest.sqlite",
    ):
        assert fault in told
    assert any(fault.startswith("dead link: corrections/index.html") for fault in told)


@pytest.mark.parametrize("link", ["nowhere.md", "../method/index.md#nosuch", "/method/"])
def test_dead_link_in_the_markdown_ends_a_strict_build(
    folder: Path, tmp_path: Path, link: str
) -> None:
    worse = shutil.copytree(folder, tmp_path / "plain")
    with (worse / "docs/about/index.md").open("a", encoding="utf-8") as file:
        file.write(f"\n[x]({link})\n")
    command = (sys.executable, "-m", "mkdocs", "build", "--strict")
    code, said = outlive.built(worse, tmp_path / "with", command)
    assert code == 1
    assert link.removesuffix("#nosuch") in said


# --- what surrounds it


def test_other_builders_are_locked_apart_from_the_site() -> None:
    locks = {path.name: path.read_text("utf-8") for path in PROJECT.glob("requirements*.txt")}
    names = ("", "-test", "-draft", "-outlive")
    assert set(locks) == {f"requirements{name}.txt" for name in names}
    for name, text in locks.items():
        packages = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
        assert "://" not in text
        assert bool({"properdocs", "zensical"} & packages) == (name == "requirements-outlive.txt")
        assert len(packages) <= text.count("--hash=sha256:")


def test_nothing_waits_for_other_builders() -> None:
    workflows = (PROJECT / ".github/workflows").glob("*.yml")
    users = [path.name for path in workflows if "outlive" in path.read_text("utf-8")]
    assert users == ["outlive.yml"]
    whole = yaml.safe_load((PROJECT / ".github/workflows/outlive.yml").read_text("utf-8"))
    # YAML 1.1 takes the key `on` for a truth.
    assert set(whole[True]) == {"schedule", "workflow_dispatch"}
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = dict(re.findall(r"^([^#\s=]+): ([^#\n]*)", makefile, re.MULTILINE))
    assert "$(OUTLIVE)/made" in targets["outlive"]
    # The bench times them beside ours, and no job runs it.
    others = targets.keys() - {"outlive", "bench", ".PHONY", "$(OUTLIVE)/made"}
    assert [name for name in others if "outlive" in targets[name].lower()] == []


def test_guide_to_moving_names_what_there_is() -> None:
    text = (PROJECT / "docs/editors/moving.md").read_text("utf-8")
    rows = re.findall(r"^- (`.+?): ", text.split("## What a move touches")[1], re.MULTILINE)
    named = {path for row in rows for path in re.findall(r"`([^`]+)`", row)}
    assert [path for path in sorted(named) if not (PROJECT / path).exists()] == []
    # Whatever else speaks of Material's parts or of MkDocs belongs on the list.
    told = re.compile(r"\bimport mkdocs|\bfrom mkdocs|\bmd-[a-z]+__|\.md-[a-z]|--md-[a-z]")
    known = tuple(named | {"docs/editors/moving.md"})
    places = ("generator", "templates", "docs", "mkdocs.yml", "pyproject.toml")
    files = [path for name in places for path in (PROJECT / name, *(PROJECT / name).rglob("*"))]
    texts = (".py", ".jinja", ".html", ".js", ".css", ".md", ".yml", ".toml", ".xml")
    for path in files:
        if path.suffix in texts and told.search(path.read_text("utf-8")):
            assert path.relative_to(PROJECT).as_posix().startswith(known)
