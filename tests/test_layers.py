"""Which package may import which: only those before it; and the picture of that for developers."""

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ROOT = PROJECT / "generator"
PICTURE = PROJECT / "docs" / "developers" / "architecture.md"
# The part of that page which is drawn from the code.
DRAWN = re.compile(r"(?<=<!-- drawn -->\n).*(?=<!-- /drawn -->)", re.DOTALL)
ACCEPT = "make golden    (or: python -m pytest tests/test_layers.py --accept)"
MODULES = sorted(ROOT.rglob("*.py"))
FOLDERS = sorted({module.parent for module in MODULES} - {ROOT})
# Each layer may import from itself and from the layers before it.
LAYERS = (
    "problems",
    "values",
    "schema",
    "loading",
    "catalogue",
    "evidence",
    "history",
    "checks",
    "writing",
    "charts",
    "pages",
    "exports",
    "rendering",
    "impact",
    "site",
    "linkhealth",
    "drafting",
    "cli",
)
# One package may know of a library and no other.
ONLY_IN = {
    "yaml": "loading",
    "jinja2": "rendering",
    "mkdocs": "site",
    "selectolax": "site",
    "geographiclib": "charts",
    "ko_pron": "pages",
    "icalendar": "exports",
    "PIL": "charts",
    "trafilatura": "drafting",
    "htmldate": "drafting",
}
# Files that workflows run without our dependencies, some of them beside another commit.
ALONE = ROOT / "cli" / "workflows"
# A folder is read at a glance: a dozen modules, and the file that says what they are.
SIZE = 13


def name_of(module: Path) -> str:
    """A module as imports name it, `generator.values.times`."""
    parts = module.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(module): module for module in MODULES}


@cache
def imported(module: Path) -> set[str]:
    """Every module that a file imports, wherever in it the import is."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in NAMES else str(node.module) for name in whole}
    return names


def layers_of(module: Path) -> set[str]:
    """The layers that a file imports from."""
    return {name.split(".")[1] for name in imported(module) if name.startswith("generator.")}


def sentence_of(folder: Path) -> str:
    """What is in a package and what is not, as its `__init__.py` says."""
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split())


def picture() -> str:
    """The packages in their order, the folders in them, and what each imports, as Markdown."""
    rows = ["", "| package | what is in it, and what is not | imports |", "| --- | --- | --- |"]
    for name in LAYERS:
        used = {layer for module in (ROOT / name).rglob("*.py") for layer in layers_of(module)}
        arrows = [f"`{layer}`" for layer in LAYERS if layer in used - {name}]
        arrows += [f"alone `{library}`" for library, user in ONLY_IN.items() if user == name]
        folder = f"[`{name}`](../../generator/{name}/)"
        rows.append(f"| {folder} | {sentence_of(ROOT / name)} | {', '.join(arrows) or 'nothing'} |")
    rows += ["", "Some packages have folders:", ""]
    for inner in (inner for layer in LAYERS for inner in FOLDERS if inner.parent.name == layer):
        name = inner.relative_to(ROOT).as_posix()
        rows.append(f"- [`{name}`](../../generator/{name}/): {sentence_of(inner)}")
    return "\n".join([*rows, "", ""])


def drawn(text: str) -> str:
    """The architecture page with its picture drawn anew."""
    return DRAWN.sub(lambda _: picture(), text, count=1)


@pytest.fixture(scope="module", autouse=True)
def accepted(request: pytest.FixtureRequest) -> None:
    """With `--accept`, the picture is drawn anew before it is compared."""
    if request.config.getoption("--accept"):
        PICTURE.write_text(drawn(PICTURE.read_text("utf-8")), "utf-8")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_the_layers(module: Path) -> None:
    parts = module.relative_to(ROOT).parts
    if len(parts) == 1:
        assert layers_of(module) <= {"cli"}
    elif module.is_relative_to(ALONE):
        assert layers_of(module) == set()
    else:
        assert layers_of(module) <= set(LAYERS[: LAYERS.index(parts[0]) + 1])


def test_check_imports_nothing_that_makes_pages() -> None:
    reached = ["generator.cli.check"]
    for name in reached:
        reached += [one for one in imported(NAMES[name]) & NAMES.keys() if one not in reached]
    assert not {"generator.pages.table", "generator.rendering"} & set(reached)


def test_no_imports_go_in_a_circle() -> None:
    TopologicalSorter({name: imported(module) for name, module in NAMES.items()}).prepare()


@pytest.mark.parametrize("library", ONLY_IN)
def test_library_is_imported_in_one_package(library: str) -> None:
    users = {
        module.relative_to(ROOT).parts[0]
        for module in MODULES
        if library in {name.split(".")[0] for name in imported(module)}
    }
    assert users == {ONLY_IN[library]}


def test_every_module_is_in_a_package() -> None:
    top = {path.name for path in MODULES if path.parent == ROOT}
    assert top == {"__init__.py", "__main__.py"}
    assert {path.name for path in FOLDERS if path.parent == ROOT} == set(LAYERS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_package_is_small_and_says_what_is_in_it(folder: Path) -> None:
    assert len(list(folder.glob("*.py"))) <= SIZE
    sentence = sentence_of(folder)
    assert sentence, "say in one sentence what is in the package and what is not"
    assert sentence.count(". ") == 0 and sentence.endswith(".")
    assert re.search(r"\b(?:no|not|nothing|never)\b", sentence), "say what is not in it"


def test_guides_name_files_that_exist() -> None:
    guides = [
        *PROJECT.glob("*.md"),
        *(PROJECT / "docs").rglob("*.md"),
        *PROJECT.glob("*/README.md"),
    ]
    guides += [file for file in (PROJECT / "templates").rglob("*") if file.is_file()]
    named = {
        (name, guide.name)
        for guide in guides
        for name in re.findall(r"\bgenerator/[\w/.]*\w", guide.read_text("utf-8"))
    }
    assert len(named) > 20
    assert [pair for pair in named if not (PROJECT / pair[0]).exists()] == []


def anchors(guide: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a guide."""
    headings = re.findall(r"^#+ (.+)$", guide.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_of_guides_lead_somewhere() -> None:
    places = ("*.md", "*/README.md", "docs/developers/*.md")
    links = [
        (guide, *link)
        for place in places
        for guide in PROJECT.glob(place)
        for link in re.findall(r"\]\((?!\w+:)([^)#\s]*)#?([^)\s]*)\)", guide.read_text("utf-8"))
    ]
    assert len(links) > 30 and any(anchor for *_, anchor in links)
    for guide, path, anchor in links:
        if path.startswith("../../actions/"):
            continue  # the badges, which are pages of GitHub
        target = guide.parent / path if path else guide
        assert target.exists(), (guide.name, path)
        assert not anchor or anchor in anchors(target), (guide.name, path, anchor)


def test_picture_of_the_packages_is_what_the_imports_say() -> None:
    text = PICTURE.read_text("utf-8")
    assert text == drawn(text), f"If this is meant: {ACCEPT}"
    assert set(re.findall(r"\(\.\./\.\./generator/(\S+)/\)", text)) == {
        folder.relative_to(ROOT).as_posix() for folder in FOLDERS
    }
